// What single characters are to numbers: Chinese digits and units, and the few
// other characters beyond ASCII at which a number may begin.  One look into a
// table, since every character of a text is asked.
#ifndef FACTMILL_EXTRACTORS_NUMERAL_H_
#define FACTMILL_EXTRACTORS_NUMERAL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace factmill {

enum class NumeralPart : uint8_t {
  kNone,
  kDigit,         // 〇零一二…九 两
  kBankersDigit,  // 壹贰叁肆伍陆柒捌玖: in words, too (大陆, 队伍).
  kUnit,          // 十百千万亿兆 拾佰仟
  kTens,          // 廿卅卌
  kOpener,        // No numeral; a number may begin with it: 负上参几数 – ½
};

namespace numeral_internal {

// One byte a character: its part and its value, which is 0-9 for a digit and the
// power of ten for a unit.  Pages of 256 characters; the first is empty.
class Table {
 public:
  constexpr Table() {
    constexpr std::u32string_view kDigits = U"零一二三四五六七八九",
                                  kBankers = U"壹贰叁肆伍陆柒捌玖";
    for (int i = 0; i < 10; ++i) Set(kDigits[i], NumeralPart::kDigit, i);
    for (int i = 0; i < 9; ++i) Set(kBankers[i], NumeralPart::kBankersDigit, i + 1);
    Set(U'〇', NumeralPart::kDigit, 0);
    Set(U'○', NumeralPart::kDigit, 0);
    Set(U'两', NumeralPart::kDigit, 2);
    struct Unit {
      char32_t c;
      int exponent;
    };
    constexpr Unit kUnits[] = {{U'十', 1}, {U'拾', 1}, {U'百', 2}, {U'佰', 2}, {U'千', 3},
                               {U'仟', 3}, {U'万', 4}, {U'亿', 8}, {U'兆', 12}};
    for (const Unit& unit : kUnits) Set(unit.c, NumeralPart::kUnit, unit.exponent);
    Set(U'廿', NumeralPart::kTens, 2);
    Set(U'卅', NumeralPart::kTens, 3);
    Set(U'卌', NumeralPart::kTens, 4);
    for (char32_t c : std::u32string_view(U"负上参几数–¼½¾")) Set(c, NumeralPart::kOpener, 0);
    for (char32_t c = U'⅓'; c <= U'⅞'; ++c) Set(c, NumeralPart::kOpener, 0);
  }

  constexpr uint8_t operator[](char32_t c) const {
    return c < 0x10000 ? pages_[page_of_[c >> 8]][c & 0xFF] : 0;
  }
  // Is there anything to be said of `c`?
  constexpr bool Has(char32_t c) const { return c < 0x10000 && (any_[c / 64] >> c % 64 & 1) != 0; }

 private:
  constexpr void Set(char32_t c, NumeralPart part, int value) {
    uint8_t& page = page_of_[c >> 8];
    if (page == 0) page = static_cast<uint8_t>(used_++);
    pages_[page][c & 0xFF] = static_cast<uint8_t>(static_cast<int>(part) << 4 | value);
    any_[c / 64] |= uint64_t{1} << c % 64;
  }

  static constexpr size_t kPages = 24;
  std::array<uint8_t, 256> page_of_{};
  std::array<std::array<uint8_t, 256>, kPages> pages_{};
  std::array<uint64_t, 0x10000 / 64> any_{};
  size_t used_ = 1;
};
inline constexpr Table kTable;

}  // namespace numeral_internal

inline NumeralPart NumeralPartOf(char32_t c) {
  return static_cast<NumeralPart>(numeral_internal::kTable[c] >> 4);
}

// Is it any part but kNone?
inline bool IsNumeralPart(char32_t c) { return numeral_internal::kTable.Has(c); }

// True for the characters of Chinese numerals: 〇零一二…九 两 十百千万亿兆 and banker's.
inline bool IsChineseNumeral(char32_t c) {
  return IsNumeralPart(c) && NumeralPartOf(c) != NumeralPart::kOpener;
}
// 贰叁肆伍陆柒捌玖: in words, too (大陆, 队伍).  壹 is in none, and stands for 一 in
// plain numerals: 壹百.
inline bool IsBankersDigit(char32_t c) {
  return NumeralPartOf(c) == NumeralPart::kBankersDigit && c != U'壹';
}
// 0-9 for a Chinese digit, banker's too; -1 for others.
inline int ChineseDigit(char32_t c) {
  const NumeralPart part = NumeralPartOf(c);
  const bool digit = part == NumeralPart::kDigit || part == NumeralPart::kBankersDigit;
  return digit ? numeral_internal::kTable[c] & 0x0F : -1;
}
// 20, 30 and 40 for 廿, 卅 and 卌; 0 for others.
inline int TensOf(char32_t c) {
  return NumeralPartOf(c) == NumeralPart::kTens ? 10 * (numeral_internal::kTable[c] & 0x0F) : 0;
}
// The power of ten of a unit character; 0 for others.
inline int UnitExponent(char32_t c) {
  return NumeralPartOf(c) == NumeralPart::kUnit ? numeral_internal::kTable[c] & 0x0F : 0;
}

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_NUMERAL_H_
