#include "extractors/chinese_mention.h"

#include <string>

#include "base/utf8.h"
#include "extractors/text_at.h"

namespace factmill {
namespace {

constexpr int kFractionDigits = 18;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<Reading> Run(uint32_t at) const {
    const auto number = NumeralAt(at);
    if (!number) return std::nullopt;
    if (StartsWithAt(text_, number->end, "又")) {
      const auto bottom = NumeralAt(number->end + 3);
      auto fraction = bottom ? FractionFrom(*bottom) : std::nullopt;
      const auto sum = fraction ? number->value.Plus(fraction->value) : std::nullopt;
      if (!sum) return number;
      fraction->value = *sum;
      return fraction;
    }
    if (auto fraction = FractionFrom(*number)) return fraction;
    return number;
  }

 private:
  // 三分之一, 三/四: `number` is the first.
  std::optional<Reading> FractionFrom(const Reading& number) const {
    if (auto fraction = Fraction(number)) return fraction;
    if (!StartsWithAt(text_, number.end, "/")) return std::nullopt;
    auto under = NumeralAt(number.end + 1);
    const auto quotient =
        under ? number.value.DividedBy(under->value, kFractionDigits, nullptr) : std::nullopt;
    if (!quotient) return std::nullopt;
    under->value = *quotient;
    return under;
  }

  // A number in Chinese, or in digits, at `at`, with its decimals.
  std::optional<Reading> NumeralAt(uint32_t at) const {
    Readings readings = ReadChineseNumber(text_, at);
    if (readings.empty() && IsDigitAt(text_, at)) readings = ReadDigits(text_, at);
    if (readings.empty()) return std::nullopt;
    Reading r = readings.front();
    if (text_.substr(at, r.end - at).find("几") != std::string_view::npos && r.high) {
      // 十几万 begins at 100,000.
      if (const auto low = r.value.Minus(r.scale)) r.value = *low;
      r.high.reset();
    }
    if (StartsWithAt(text_, r.end, "点")) Decimals(&r);
    if (StartsWithAt(text_, r.end, "打") && !BeginsVerb(r.end)) {
      if (const auto dozens = r.value.Times(12)) {
        r.value = *dozens;
        r.end += 3;
      }
    }
    return r;
  }

  // 打开, 打击: no dozen.
  bool BeginsVerb(uint32_t at) const {
    return std::u32string_view(U"开击造破响算工断下出成入车架拼印包动听扰")
               .find(CharAt(text_, at + 3)) != std::u32string_view::npos;
  }

  // 三百点五, 零点77; not 3点45分.
  void Decimals(Reading* numeral) const {
    uint32_t at = numeral->end + 3;
    std::string digits;
    int size = 0;
    for (; at < text_.size(); at += size) {
      const char32_t c = DecodeUtf8(text_, at, &size);
      const int digit = IsAsciiDigit(c) ? static_cast<int>(c - '0') : ChineseDigit(c);
      if (digit < 0 || c == U'两') break;
      digits += static_cast<char>('0' + digit);
    }
    const char32_t next = CharAt(text_, at);
    if (digits.empty() || (next == U'分' && !StartsWithAt(text_, at, "分之")) || next == U'十')
      return;
    const auto part = Decimal::Parse("0." + digits);
    const auto sum = part ? numeral->value.Plus(*part) : std::nullopt;
    if (!sum) return;
    numeral->value = *sum;
    numeral->end = at;
    const int exponent = UnitExponent(next);
    const auto scaled = exponent >= 4 ? sum->Shifted(exponent) : std::nullopt;
    if (scaled) {
      numeral->value = *scaled;
      numeral->end = at + 3;
    }
  }

  // 分之 and the number behind it.
  std::optional<Reading> Top(uint32_t at) const {
    if (!StartsWithAt(text_, at, "分之")) return std::nullopt;
    at += 6;
    const bool minus = StartsWithAt(text_, at, "负");
    auto top = NumeralAt(at + (minus ? 3 : 0));
    if (top && minus) top->value = top->value.Negated();
    return top;
  }

  // 三分之一: `bottom` is the number before 分之.
  std::optional<Reading> Fraction(const Reading& bottom) const {
    auto top = Top(bottom.end);
    if (!top) return std::nullopt;
    const auto quotient = top->value.DividedBy(bottom.value, kFractionDigits, nullptr);
    if (!quotient) return std::nullopt;
    top->value = *quotient;
    top->high.reset();
    return top;
  }

  std::string_view text_;
};

}  // namespace

std::optional<Reading> ReadChineseMention(std::string_view text, uint32_t at) {
  return Reader(text).Run(at);
}

}  // namespace factmill
