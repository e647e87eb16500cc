#include "rules/edtf_year.h"

#include <algorithm>
#include <cctype>

namespace factmill {
namespace {

// Both ends of an interval, or a date alone, with `change` applied to the year.
template <typename Change>
std::string WithYears(std::string_view edtf, Change change) {
  std::string changed(edtf);
  bool any = false;
  for (size_t at = 0; at < changed.size();
       at = std::min(changed.find('/', at), changed.size() - 1) + 1) {
    const std::string year = changed.substr(at, 4);
    if (!IsYear(year)) continue;
    const std::string other = change(year);
    if (other.size() != 4) return "";
    changed.replace(at, 4, other);
    // 29 February has no day in most years.
    if (changed.compare(at + 4, 6, "-02-29") == 0) changed.replace(at + 4, 6, "-02-28");
    any = true;
  }
  return any ? changed : "";
}

}  // namespace

bool IsYear(std::string_view text) {
  return text.size() == 4 && std::all_of(text.begin(), text.end(),
                                         [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::string YearEarlier(std::string_view edtf) {
  if (edtf.starts_with("P")) return "";
  return WithYears(edtf,
                   [](const std::string& year) { return std::to_string(std::stoi(year) - 1); });
}

std::string SameOfYear(std::string_view edtf, std::string_view year) {
  const size_t slash = edtf.find('/');
  const bool one_year = slash == edtf.npos || edtf.substr(0, 4) == edtf.substr(slash + 1, 4);
  if (!IsYear(year) || !IsYear(edtf.substr(0, 4)) || edtf.size() < 6 || !one_year) return "";
  return WithYears(edtf, [&](const std::string&) { return std::string(year); });
}

}  // namespace factmill
