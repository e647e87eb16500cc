// Quantities: a number, a range, or a list of numbers that share a scale.
//
//   37.73 billion          one item
//   1.2-1.5 billion        a range: both ends are scaled
//   两到三万               a range: 20000 to 30000
//   three, four or five    a range: 3 to 5
//   60 million and 200 million    two items, each a figure of its own
//   from 3 to 5 million    two items, or a range: the words before it tell
//
// This is the one grammar that rules do not write themselves: they name it
// {q=quantity}.
#ifndef FACTMILL_EXTRACTORS_QUANTITY_H_
#define FACTMILL_EXTRACTORS_QUANTITY_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/small_vector.h"
#include "extractors/number.h"

namespace factmill {

struct QuantityItem {
  uint32_t begin = 0, end = 0;  // Bytes of the paragraph, half-open.
  Decimal value;
  std::optional<Decimal> max;  // The high end of a range.
  Bound bound = Bound::kExact;
};

// Two numbers with "to" between them, which the words before them make two figures or one range.
enum class Doubt : uint8_t {
  kNone,
  kFrom,  // "from 3 to 5": a change, unless the words before "from" tell of a range.
  kWide,  // "3 to 50": a range, unless the words before tell of a change.
};

struct Quantity {
  uint32_t begin = 0, end = 0;
  Doubt doubt = Doubt::kNone;          // If there is one, each number is an item, and ...
  uint32_t words_end = 0;              // ... those words end here.
  SmallVector<QuantityItem, 1> items;  // At least one, ascending.
  // Of the first number; see Reading.
  bool spelled = false, scaled = false, plain = false, bare = false, positional = false,
       letter = false;
  Decimal scale = 1;  // Of the last number; see Reading.
};

// The two numbers of a quantity in doubt as one range; none if the second is not more.
// REQUIRES: it is in doubt.
std::optional<Quantity> RangeOf(const Quantity& quantity);

// Every quantity that begins with the number tokens[index], longest first.
// REQUIRES: `tokens` are FindNumbers(text).
std::vector<Quantity> QuantitiesAt(std::string_view text, const std::vector<NumberToken>& tokens,
                                   size_t index);

// The quantities of all numbers of a text.
class Quantities {
 public:
  Quantities() = default;
  // REQUIRES: `tokens` are FindNumbers(text).
  Quantities(std::string_view text, const std::vector<NumberToken>& tokens);

  // QuantitiesAt(text, tokens, index).
  std::span<const Quantity> operator[](size_t index) const {
    const uint32_t begin = index > 0 ? ends_[index - 1] : 0;
    return {all_.data() + begin, ends_[index] - begin};
  }

 private:
  std::vector<Quantity> all_;
  std::vector<uint32_t> ends_;  // Where in `all_` those of each number end.
};

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_QUANTITY_H_
