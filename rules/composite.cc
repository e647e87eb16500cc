#include "rules/composite.h"

#include <algorithm>

namespace factmill {
namespace {

const UnitInfo* Find(std::span<const UnitInfo> units, std::string_view code) {
  const auto found = std::find_if(units.begin(), units.end(),
                                  [&](const UnitInfo& unit) { return unit.code == code; });
  return found == units.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Decimal> InSmallestUnit(std::span<const UnitInfo> units,
                                      std::span<const UnitPart> parts) {
  Decimal sum = 0;
  std::optional<Decimal> factor;  // Of the part before.
  std::string_view base;
  for (const UnitPart& part : parts) {
    const UnitInfo* unit = Find(units, part.code);
    const auto next = unit != nullptr ? Decimal::Parse(unit->factor) : std::nullopt;
    if (!next || (factor && (unit->base != base || *next >= *factor))) return std::nullopt;
    if (&part != &parts.back() && !part.number.IsInteger()) return std::nullopt;
    // -5 feet 2 inches are -62 inches; a later part has no sign.
    const bool later = &part != &parts.front();
    if (later && (part.number.negative() || parts.front().number == Decimal(0)))
      return std::nullopt;
    const bool minus = later && parts.front().number.negative();
    const auto amount = (minus ? part.number.Negated() : part.number).Times(*next);
    const auto total = amount ? sum.Plus(*amount) : std::nullopt;
    if (!total) return std::nullopt;
    sum = *total;
    factor = next;
    base = unit->base;
  }
  bool exact = false;
  const auto value = sum.DividedBy(*factor, 15, &exact);
  return exact ? value : std::nullopt;
}

}  // namespace factmill
