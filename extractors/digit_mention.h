// Numbers in digits in all the ways of writing them: 1 234.5, 1.234,5, 2 3/8,
// 1.3x10^6, 12.3e-4, 10k.  ReadDigits (extractors/number.h) is the stricter grammar
// of figures.
#ifndef FACTMILL_EXTRACTORS_DIGIT_MENTION_H_
#define FACTMILL_EXTRACTORS_DIGIT_MENTION_H_

#include <cstdint>
#include <string_view>

#include "base/decimal.h"

namespace factmill {

struct DigitMention {
  uint32_t end = 0;  // 0 for none.
  Decimal value;
  bool whole = false;  // Nothing that stands right behind may change what it means.
};

// The number in digits that begins at `at`, without a sign.  `minus` says whether
// one stands before it, since a power depends on it; the value is without it.
DigitMention ReadDigitMention(std::string_view text, uint32_t at, bool minus);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_DIGIT_MENTION_H_
