// Every mention of a number or an ordinal in a text, whether or not it is part
// of a figure: beside plain numbers also fractions (1 2/3, 三又二分之一), powers
// (1.3x10^6), negatives in words and numerals with spaces in them.
//
// A reader of figures must not believe a number that no unit and no noun
// supports; these are for those who ask for all mentions.
#ifndef FACTMILL_EXTRACTORS_NUMBER_MENTION_H_
#define FACTMILL_EXTRACTORS_NUMBER_MENTION_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/fact.h"

namespace factmill {

struct NumberMention {
  uint32_t begin = 0, end = 0;  // Bytes of the text, half-open.
  Decimal value;
  std::optional<Decimal> high;  // The high end of 三五百.
  Bound bound = Bound::kExact;
  bool ordinal = false;
};

// Ascending, never overlapping.  `text` is a paragraph of folded text.
std::vector<NumberMention> FindNumberMentions(std::string_view text);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_NUMBER_MENTION_H_
