// Numbers, fractions and ordinals in English words, in all the ways of saying
// them: two hundred and third, three and two thirds, one over twenty, a million
// and a half, one twenty two, 4 thousand 3 hundred, nought point five.
//
// ReadEnglishNumber (extractors/number.h) is the stricter grammar of figures.
// This one is for those who ask for every mention of a number, where no unit and
// no noun says whether it is one.
#ifndef FACTMILL_EXTRACTORS_SPELLED_NUMBER_H_
#define FACTMILL_EXTRACTORS_SPELLED_NUMBER_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/decimal.h"

namespace factmill {

struct SpelledNumber {
  uint32_t begin = 0, end = 0;  // Bytes of the text, half-open.
  Decimal value;
  bool ordinal = false;
};

// The numbers of the run of number words that begins at `at`, which may begin
// with digits but not be digits alone.  `*end` is where the run ends; `at` where
// there is none.
std::vector<SpelledNumber> ReadSpelledNumbers(std::string_view text, uint32_t at, uint32_t* end);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_SPELLED_NUMBER_H_
