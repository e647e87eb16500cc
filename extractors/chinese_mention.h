// Numbers in Chinese in all the ways of writing them, beside numerals also
// fractions (三分之一, 二又四分之三), decimals of any numeral (三百点五) and dozens (三打).
// ReadChineseNumber (extractors/number.h) is the stricter grammar of figures.
#ifndef FACTMILL_EXTRACTORS_CHINESE_MENTION_H_
#define FACTMILL_EXTRACTORS_CHINESE_MENTION_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "extractors/number.h"

namespace factmill {

// The number that begins at `at`, in Chinese or in digits.  Of vague numerals, 十几,
// the value is what they begin with.
std::optional<Reading> ReadChineseMention(std::string_view text, uint32_t at);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_CHINESE_MENTION_H_
