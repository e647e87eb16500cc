// Amounts in several units: 5 feet 2 inches.  For rules/ alone.
#ifndef FACTMILL_RULES_COMPOSITE_H_
#define FACTMILL_RULES_COMPOSITE_H_

#include <optional>
#include <span>
#include <string_view>

#include "base/decimal.h"
#include "rules/rule_set.h"

namespace factmill {

struct UnitPart {
  Decimal number;
  std::string_view code;  // Of a [[unit]].
};

// The parts together, counted in the unit of the last.  nullopt where they are not of
// one base, do not fall in size, or the sum is no exact decimal; where a part that is not the
// last is no whole number, and where a later one is negative or the first is zero.
// REQUIRES: at least one part.
std::optional<Decimal> InSmallestUnit(std::span<const UnitInfo> units,
                                      std::span<const UnitPart> parts);

}  // namespace factmill

#endif  // FACTMILL_RULES_COMPOSITE_H_
