// Quantities: a number, a range, or a list of numbers that share a scale.
//
//   37.73 billion          one item
//   1.2-1.5 billion        a range: both ends are scaled
//   两到三万               a range: 20000 to 30000
//   60 million and 200 million    two items, each a figure of its own
//
// This is the one grammar that rules do not write themselves: they name it
// {q=quantity}.
#ifndef FACTMILL_EXTRACTORS_QUANTITY_H_
#define FACTMILL_EXTRACTORS_QUANTITY_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "extractors/number.h"

namespace factmill {

struct QuantityItem {
  uint32_t begin = 0, end = 0;  // Bytes of the paragraph, half-open.
  Decimal value;
  std::optional<Decimal> max;  // The high end of a range.
  Bound bound = Bound::kExact;
};

struct Quantity {
  uint32_t begin = 0, end = 0;
  std::vector<QuantityItem> items;  // At least one, ascending.
  // Of the first number; see Reading.
  bool spelled = false, scaled = false, plain = false, bare = false, positional = false,
       letter = false;
  Decimal scale = 1;  // Of the last number; see Reading.
};

// Every quantity that begins with the number tokens[index], longest first.
// REQUIRES: `tokens` are FindNumbers(text).
std::vector<Quantity> QuantitiesAt(std::string_view text, const std::vector<NumberToken>& tokens,
                                   size_t index);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_QUANTITY_H_
