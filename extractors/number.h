// Numbers as texts write them: digits, Chinese numerals, English words, and
// mixtures of digits with scale words of either language.
//
// All texts here are paragraphs of folded text (corpus/fold.h): ASCII digits,
// simplified Chinese.  Offsets are bytes.  Everything is a pure function.
#ifndef FACTMILL_EXTRACTORS_NUMBER_H_
#define FACTMILL_EXTRACTORS_NUMBER_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/byte_scan.h"
#include "base/decimal.h"
#include "base/fact.h"
#include "base/small_vector.h"
#include "extractors/numeral.h"

namespace factmill {

// One way to read a number that begins at a given place.
struct Reading {
  uint32_t end = 0;             // Not included.
  Decimal value;                // Fully scaled; the low end of 三五百, 十几.
  std::optional<Decimal> high;  // The high end of such a pair.
  Decimal scale = 1;            // The last scale word's factor: 2.5万亿 has 10^12.
  Decimal big = 1;              // Its part from 万 on: of 三百亿, scaled by 百亿, 10^8.
  Bound bound = Bound::kExact;  // kGreater for 两千多, kAbout for 三十来.
  bool spelled = false;         // No ASCII digit in it.
  bool scaled = false;          // Ends with a scale word (万, million, bn).
  bool plain = false;           // ASCII digits only: no separator, point or scale.
  bool bare = false;            // A scale word alone (百, 千): a number only when hedged.
  bool positional = false;      // Chinese digits in a row: 二零二一.
  bool letter = false;          // Its scale is a letter (630m): money, or no number at all.
};

// Longest first.
using Readings = SmallVector<Reading, 2>;

// A place where a number begins, with its readings, longest first.  `readings`
// is empty for a vague number (几十万, 数百), which holds its place all the same.
struct NumberToken {
  uint32_t begin = 0;
  uint32_t end = 0;       // Of the longest reading, or of the vague words.
  bool attached = false;  // Right behind Latin letters: RMB100. No number by itself.
  Readings readings;
};

// All numbers of `text`, ascending, never overlapping.  A number does not begin
// inside a Latin word, a longer number or a code (COVID-19, G20, 1.10.30).
std::vector<NumberToken> FindNumbers(std::string_view text);
// REQUIRES: `map` is of `text`.
std::vector<NumberToken> FindNumbers(std::string_view text, const ByteMap& map);

// The parts of FindNumbers: each reads one number that begins at `at`, longest
// reading first; empty if none begins there.
Readings ReadDigits(std::string_view text, uint32_t at);
Readings ReadChineseNumber(std::string_view text, uint32_t at);
Readings ReadEnglishNumber(std::string_view text, uint32_t at);

// The number that all of `text` is; 3rd is 3.
std::optional<Decimal> ReadWholeNumber(std::string_view text);

// Digits with separators and decimals, and no more: 1,234.5.  Gives the end, 0
// if none.  `plain`, if not null, says whether only digits were read.
uint32_t ReadDigitLiteral(std::string_view text, uint32_t at, Decimal* value, bool* plain);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_NUMBER_H_
