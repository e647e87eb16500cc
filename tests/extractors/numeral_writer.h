// Prints numbers in the ways that texts write them, for tests only: what is
// printed here must be read back.  Values are in [0, 10^16).
#ifndef FACTMILL_TESTS_EXTRACTORS_NUMERAL_WRITER_H_
#define FACTMILL_TESTS_EXTRACTORS_NUMERAL_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace factmill {

// The characters of a Chinese numeral.
enum class HanScript {
  kPlain,              // 三千二百万
  kTraditional,        // 三千二百萬
  kBanker,             // 叁仟贰佰万
  kBankerTraditional,  // 參仟貳佰萬
};

struct HanStyle {
  HanScript script = HanScript::kPlain;
  bool liang = false;       // 两千 for 二千; not with banker's characters.
  bool circle = false;      // 一千〇五 for 一千零五.
  bool one_ten = false;     // 一十五 for 十五; always with banker's.
  bool extra_zero = false;  // 二十万零五千 for 二十万五千.
};

std::string WriteChinese(uint64_t value, const HanStyle& style);

// 三万五, 八千七, 一百二: the last unit left out.  "" where that cannot be said.
std::string WriteColloquial(uint64_t value, const HanStyle& style);

// `value` and the digits behind its point: 一百二十点零五.
std::string WriteChineseDecimal(uint64_t value, std::string_view places, const HanStyle& style);

// 二零二一.
std::string WritePositional(uint64_t value, const HanStyle& style);

struct EnglishStyle {
  bool with_and = false;  // two hundred and one
  bool hyphen = true;     // twenty-one
  bool article = false;   // a hundred
  bool capital = false;   // Two hundred
};

std::string WriteEnglish(uint64_t value, const EnglishStyle& style);

// 1234567 or 1,234,567.
std::string WriteDigits(uint64_t value, bool commas);

// value / 10^exponent in digits, exactly: 12.34 for 123400 and 4.
std::string WriteScaled(uint64_t value, int exponent, bool commas);

// 1亿2345万, 88亿1,057万1,000; "" where a part would be too small to stand so.
std::string WriteStacked(uint64_t value, bool commas);

}  // namespace factmill

#endif  // FACTMILL_TESTS_EXTRACTORS_NUMERAL_WRITER_H_
