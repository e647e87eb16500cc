#include "pipeline/conversion.h"

#include <algorithm>
#include <cctype>

#include "extractors/exchange_rate.h"

namespace factmill {
namespace {

// The first year that stands in an ISO date or an EDTF; 0 for none.
int YearIn(const std::string& date) {
  const size_t at = date.find_first_of("0123456789");
  if (date.starts_with("P") || at == std::string::npos || at + 4 > date.size()) return 0;
  const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  if (!std::all_of(date.begin() + at, date.begin() + at + 4, is_digit)) return 0;
  return std::stoi(date.substr(at, 4));
}

}  // namespace

std::vector<Warning> DoubtfulConversions(const std::vector<Fact>& facts,
                                         const std::string& published) {
  std::vector<Warning> warnings;
  for (const Fact& fact : facts) {
    for (const Link& link : fact.links) {
      if (link.relation != "conversion" || fact.value.kind != Kind::kMoney) continue;
      const Fact& other = facts[link.other];
      if (!fact.value.value || !other.value.value) continue;
      const double amount = fact.value.value->ToDouble(), whole = other.value.value->ToDouble();
      if (amount <= 0 || whole <= 0) continue;
      const auto wrong = [&](int year) {
        return WhatIsWrongWithRate(amount, fact.value.unit, whole, other.value.unit, year);
      };
      const int year = YearIn(published), period = YearIn(other.period);
      const std::string why = wrong(year != 0 ? year : period);
      if (why.empty() || (period != 0 && wrong(period).empty())) continue;
      warnings.push_back(
          {"'" + fact.quote + "' may be no conversion of '" + other.quote + "': " + why,
           fact.char_start, fact.char_end});
    }
  }
  return warnings;
}

}  // namespace factmill
