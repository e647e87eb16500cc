// The words of spelled numbers: what each is to the number it stands in.
#ifndef FACTMILL_EXTRACTORS_NUMBER_PART_H_
#define FACTMILL_EXTRACTORS_NUMBER_PART_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/decimal.h"

namespace factmill {

enum class PartKind {
  kDigits,
  kUnit,
  kTeen,
  kTen,
  kHundred,
  kScale,
  kDozen,
  kOrdinal,  // third, thirds, half, quarters
  kArticle,
  kAnd,
  kOver,  // over, out of
  kOf,
  kPoint,
};

// What one word is to a number.
struct Part {
  PartKind kind = PartKind::kUnit;
  Decimal value;
  PartKind size = PartKind::kUnit;  // Of an ordinal: what its cardinal is.
  bool plural = false;
  bool part_only = false;  // half, quarter: no ordinal.
  uint32_t begin = 0, end = 0;
};

// The parts of the run of number words that begins at `at`, which ends with one
// that a number may end with; empty if there is none, or digits alone.
std::vector<Part> ReadNumberParts(std::string_view text, uint32_t at);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_NUMBER_PART_H_
