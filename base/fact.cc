#include "base/fact.h"

#include <iterator>

namespace factmill {
namespace {

constexpr std::string_view kKindNames[] = {"money", "count",  "percent", "measure",
                                           "date",  "number", "ordinal"};
static_assert(std::size(kKindNames) == kKinds);
constexpr std::string_view kBoundNames[] = {"exact", "about", "gt", "lt"};

template <typename Enum, size_t n>
std::optional<Enum> FromName(std::string_view name, const std::string_view (&names)[n]) {
  for (size_t i = 0; i < n; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string* Fact::Column(std::string_view role) {
  if (role == "metric") return &metric;
  if (role == "subject") return &subject;
  if (role == "period") return &period;
  if (role == "status") return &status;
  if (role == "change") return &change;
  return role == "base" ? &change_base : nullptr;
}

std::string_view KindName(Kind kind) { return kKindNames[static_cast<int>(kind)]; }
std::optional<Kind> KindFromName(std::string_view name) { return FromName<Kind>(name, kKindNames); }
std::string_view BoundName(Bound bound) { return kBoundNames[static_cast<int>(bound)]; }
std::optional<Bound> BoundFromName(std::string_view name) {
  return FromName<Bound>(name, kBoundNames);
}

}  // namespace factmill
