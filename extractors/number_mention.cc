#include "extractors/number_mention.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "extractors/number.h"
#include "extractors/number_word.h"
#include "extractors/spelled_number.h"

namespace factmill {
namespace {

constexpr int kFractionDigits = 18;

bool IsDigitAt(std::string_view text, size_t at) {
  return at < text.size() && IsAsciiDigit(static_cast<unsigned char>(text[at]));
}

// A text without the spaces inside its Chinese numerals: 三百 五, 7 万5 千.
struct Compact {
  explicit Compact(std::string_view source) {
    constexpr std::u32string_view kParts = U"点分之又余多几负";
    enum class Side { kNone, kDigit, kHanDigit, kPart };
    const auto side = [&](char32_t c) {
      if (IsAsciiDigit(c)) return Side::kDigit;
      if (ChineseDigit(c) >= 0) return Side::kHanDigit;
      return IsChineseNumeral(c) || kParts.find(c) != kParts.npos ? Side::kPart : Side::kNone;
    };
    text.reserve(source.size());
    places.reserve(source.size() + 1);
    Side before = Side::kNone;
    int size;
    for (uint32_t at = 0; at < source.size(); at += size) {
      const char32_t c = DecodeUtf8(source, at, &size);
      if (c == U' ' && before != Side::kNone) {
        uint32_t next = at;
        while (next < source.size() && source[next] == ' ') ++next;
        int next_size;
        const Side behind =
            next < source.size() ? side(DecodeUtf8(source, next, &next_size)) : Side::kNone;
        // Digits in a row are as many numbers.
        const bool joins =
            behind != Side::kNone && (behind == Side::kPart || before == Side::kPart);
        if (joins) {
          size = static_cast<int>(next - at);
          continue;
        }
      }
      before = side(c);
      for (int i = 0; i < size; ++i) places.push_back(at + i);
      text += source.substr(at, size);
    }
    places.push_back(static_cast<uint32_t>(source.size()));
  }

  std::string text;
  std::vector<uint32_t> places;  // In the source, of each byte and of the end.
};

std::optional<Decimal> FromDouble(double value) {
  if (!std::isfinite(value) || std::fabs(value) > 1e30) return std::nullopt;
  if (value != 0 && std::fabs(value) < 1e-15) return std::nullopt;
  char buffer[64];
  const int digits =
      value == 0 ? 0 : 14 - static_cast<int>(std::floor(std::log10(std::fabs(value))));
  std::snprintf(buffer, sizeof buffer, "%.*f", std::clamp(digits, 0, 30), value);
  return Decimal::Parse(buffer);
}

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text), tokens_(FindNumbers(text)) {}

  std::vector<NumberMention> Run() {
    while (at_ < text_.size()) {
      const unsigned char byte = static_cast<unsigned char>(text_[at_]);
      while (token_ < tokens_.size() && tokens_[token_].begin < at_) ++token_;
      if (IsAsciiLetter(text_[at_])) {
        Word();
      } else if (IsAsciiDigit(byte) ||
                 ((byte == '-' || byte == '.') && IsDigitAt(text_, at_ + 1)) ||
                 StartsWithBareDecimal()) {
        Digits();
      } else if (byte >= 0x80) {
        Wide();
      } else {
        ++at_;
      }
    }
    return std::move(mentions_);
  }

 private:
  bool StartsWith(uint32_t at, std::string_view words) const {
    return at <= text_.size() && text_.substr(at).starts_with(words);
  }
  char32_t CharAt(uint32_t at) const {
    int size;
    return at < text_.size() ? DecodeUtf8(text_, at, &size) : 0;
  }
  char32_t CharBefore(uint32_t at) const {
    int size;
    return at > 0 ? DecodeUtf8Before(text_, at, &size) : 0;
  }
  bool StartsWithBareDecimal() const { return StartsWith(at_, "-.") && IsDigitAt(text_, at_ + 2); }
  bool TokenBeginsHere() const { return token_ < tokens_.size() && tokens_[token_].begin == at_; }

  void Add(uint32_t begin, uint32_t end, Decimal value) {
    NumberMention mention;
    mention.begin = begin;
    mention.end = end;
    mention.value = value;
    Add(mention);
  }
  void Add(NumberMention mention) {
    at_ = std::max(at_ + 1, mention.end);
    mentions_.push_back(mention);
  }

  // ---- English words.

  void Word() {
    const uint32_t begin = at_, word_end = AsciiWordEnd(text_, at_);
    const std::string_view word = text_.substr(at_, word_end - at_);
    if (IsDigitAt(text_, word_end) || IsLatinLetter(CharBefore(begin)) ||
        IsDigitAt(text_, begin - 1)) {
      at_ = word_end;
      while (IsDigitAt(text_, at_)) ++at_;
      return;
    }
    const bool minus = IsWord(word, "minus") || IsWord(word, "negative");
    if (minus) {
      at_ = word_end;
      if (at_ >= text_.size() || text_[at_] != ' ') return;
      ++at_;
      const size_t before = mentions_.size();
      const uint32_t number = at_;
      if (IsAsciiLetter(text_[number])) {
        Spelled();
      } else if (IsDigitAt(text_, number)) {
        Digits();
      }
      if (mentions_.size() > before && mentions_[before].begin == number &&
          !mentions_[before].ordinal) {
        mentions_[before].begin = begin;
        mentions_[before].value = mentions_[before].value.Negated();
      }
      return;
    }
    if (IsWord(word, "one") && IsPronoun(begin)) {
      at_ = word_end;
      return;
    }
    Spelled();
    if (at_ == begin) at_ = word_end;
  }

  // "this one", "which one".
  bool IsPronoun(uint32_t at) const {
    std::string before(text_.substr(0, at));
    for (char& c : before) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    for (std::string_view word : {"this ", "that ", "which ", "the ", "no ", "every ", "any ",
                                  "each ", "some ", "another "}) {
      if (!before.ends_with(word)) continue;
      const uint32_t begin = at - static_cast<uint32_t>(word.size());
      return begin == 0 || !IsAsciiLetter(text_[begin - 1]);
    }
    return false;
  }

  // The numbers in words from here on, if any.
  bool Spelled() {
    uint32_t end;
    const auto numbers = ReadSpelledNumbers(text_, at_, &end);
    if (numbers.empty()) return false;
    for (const SpelledNumber& number : numbers) {
      NumberMention mention;
      mention.begin = number.begin;
      mention.end = number.end;
      mention.value = number.value;
      mention.ordinal = number.ordinal;
      Add(mention);
    }
    at_ = std::max(at_, end);
    return true;
  }

  // ---- Digits.

  void Digits() {
    const uint32_t begin = at_;
    uint32_t at = at_;
    bool minus = text_[at] == '-';
    if (minus) {
      minus = TokenBeginsHere() || (at == 0 && !StartsWith(0, "--")) ||
              (text_[at - 1] == '^' && at > 0) || StartsWith(at, "-.");
      if (!minus) {
        ++at_;
        return;
      }
      ++at;
    } else if (text_[at] == '.') {
      if (IsDigitAt(text_, at - 1) || IsLatinLetter(CharBefore(at))) {
        ++at_;
        return;
      }
    } else if (begin > 0 && (IsLatinLetter(CharBefore(begin)) || text_[begin - 1] == '_')) {
      SkipCode();
      return;
    } else if (Spelled()) {
      return;
    }
    Decimal value;
    uint32_t end = Literal(at, &value);
    if (end == 0) {
      SkipCode();
      return;
    }
    if (const uint32_t chinese = ChineseTail(at)) {
      ReadChinese(begin, at, minus);
      if (at_ > begin) return;
      end = chinese;
    }
    bool scaled = Power(&end, &value, minus) || Slash(&end, &value) || Scale(&end, &value);
    if (!scaled && end < text_.size() && IsLatinLetter(CharAt(end))) {  // 180ml, 4th, 3D
      at_ = AsciiWordEnd(text_, end);
      at_ = std::max(at_, end + 1);
      return;
    }
    if (!scaled && end + 1 < text_.size() && text_[end] == ' ') {  // 1 4/3
      Decimal part;
      uint32_t part_end = ReadDigitLiteral(text_, end + 1, &part, nullptr);
      if (value.IsInteger() && part_end > 0 && Slash(&part_end, &part)) {
        if (const auto sum = value.Plus(part)) {
          value = *sum;
          end = part_end;
        }
      }
    }
    if (!minus && StartsWith(0, "- ") && begin <= 3 &&
        text_.substr(1, begin - 1).find_first_not_of(' ') == std::string_view::npos) {
      return Add(0, end, value.Negated());
    }
    Add(begin, end, minus ? value.Negated() : value);
  }

  void SkipCode() {
    ++at_;
    while (at_ < text_.size() &&
           (IsDigitAt(text_, at_) || (text_[at_] == '.' && IsDigitAt(text_, at_ + 1)))) {
      ++at_;
    }
  }

  // 1,234.5 and also 1 234 567.8 and 1.234,5.
  uint32_t Literal(uint32_t at, Decimal* value) const {
    for (const auto& [group, point] : {std::pair(' ', '.'), std::pair('.', ',')}) {
      std::string digits;
      uint32_t end = at;
      while (IsDigitAt(text_, end)) digits += text_[end++];
      const auto run = [&](uint32_t from) {
        uint32_t stop = from;
        while (IsDigitAt(text_, stop)) ++stop;
        return stop - from;
      };
      if (digits.empty() || digits.size() > 3) break;
      int groups = 0;
      while (end < text_.size() && text_[end] == group && run(end + 1) == 3 && groups < 8) {
        digits += text_.substr(end + 1, 3);
        end += 4;
        ++groups;
      }
      if (groups == 0) continue;
      if (end < text_.size() && text_[end] == point && run(end + 1) > 0) {
        const uint32_t places = run(end + 1);
        digits += '.';
        digits += text_.substr(end + 1, places);
        end += 1 + places;
      } else if (group == '.') {
        continue;  // 1.234 is a decimal.
      }
      const auto number = Decimal::Parse(digits);
      if (!number) continue;
      *value = *number;
      return end;
    }
    const Readings readings = ReadDigits(text_, at);  // With ½.
    if (!readings.empty() && CharAt(readings.back().end - 1) == 0) return 0;
    const uint32_t end = ReadDigitLiteral(text_, at, value, nullptr);
    if (end > 0 && CharAt(end) >= 0x80 && !readings.empty() && readings.back().end > end) {
      *value = readings.back().value;
      return readings.back().end;
    }
    return end;
  }

  // 1.1^23, 12.3e+14, 1.3x10^6: read by floating point, since that is what they mean.
  bool Power(uint32_t* end, Decimal* value, bool minus) const {
    uint32_t at = *end;
    bool ten = false, scientific = false;
    if (at < text_.size() && (text_[at] | 0x20) == 'e') {
      scientific = true;
      ++at;
    } else {
      const uint32_t factor = at + (at < text_.size() && text_[at] == ' ');
      for (std::string_view times : {"x", "X", "*", "×"}) {
        if (!StartsWith(factor, times)) continue;
        uint32_t base = factor + static_cast<uint32_t>(times.size());
        if (StartsWith(base, " ")) ++base;
        if (!StartsWith(base, "10^")) continue;
        ten = true;
        at = base + 2;
      }
      if (at >= text_.size() || text_[at] != '^') return false;
      ++at;
    }
    const bool negative = at < text_.size() && text_[at] == '-';
    if (at < text_.size() && (text_[at] == '-' || text_[at] == '+')) ++at;
    Decimal exponent;
    bool plain = false;
    const uint32_t stop = ReadDigitLiteral(text_, at, &exponent, &plain);
    const auto power = stop > 0 ? exponent.ToInt() : std::nullopt;
    if (!power || *power > 300 || (stop < text_.size() && IsLatinLetter(CharAt(stop))))
      return false;
    const int signed_power = static_cast<int>(negative ? -*power : *power);
    std::optional<Decimal> result;
    if (scientific || ten) {
      result = value->Shifted(signed_power);
      if (!result) result = FromDouble(value->ToDouble() * std::pow(10.0, signed_power));
    } else {
      // The sign belongs to the base, and is put on again behind.
      const double base = minus ? -value->ToDouble() : value->ToDouble();
      const double raised = std::pow(base, signed_power);
      result = FromDouble(minus ? -raised : raised);
    }
    if (!result) return false;
    *value = *result;
    *end = stop;
    return true;
  }

  // 2/10; but not 1/2/2020.
  bool Slash(uint32_t* end, Decimal* value) const {
    const uint32_t at = *end;
    Decimal under;
    bool plain = false;
    if (at >= text_.size() || text_[at] != '/' || !value->IsInteger()) return false;
    const uint32_t stop = ReadDigitLiteral(text_, at + 1, &under, &plain);
    if (stop == 0 || !plain || under == Decimal(0) || StartsWith(stop, "/")) return false;
    uint32_t begin = at;
    while (begin > 0 && IsDigitAt(text_, begin - 1)) --begin;
    if (begin > 1 && (text_[begin - 1] == '/' || text_[begin - 1] == '-') &&
        IsDigitAt(text_, begin - 2)) {
      return false;
    }
    const auto quotient = value->DividedBy(under, kFractionDigits, nullptr);
    if (!quotient) return false;
    *value = *quotient;
    *end = stop;
    return true;
  }

  // 10k, 1,674.5 G, 2mil, 3 dozen, 13 lakh.
  bool Scale(uint32_t* end, Decimal* value) const {
    uint32_t at = *end;
    while (at < text_.size() && text_[at] == ' ' && at < *end + 2) ++at;
    const uint32_t stop = AsciiWordEnd(text_, at);
    const std::string_view word = text_.substr(at, stop - at);
    if (word.empty() || IsLatinLetter(CharAt(stop)) || IsDigitAt(text_, stop)) return false;
    struct Letter {
      std::string_view word;
      int exponent;
      bool apart;  // May stand behind a space.
    };
    constexpr Letter kLetters[] = {
        {"k", 3, true},   {"K", 3, true},   {"m", 6, false},  {"M", 6, true},   {"G", 9, true},
        {"g", 9, false},  {"b", 9, false},  {"B", 9, true},   {"t", 12, false}, {"T", 12, true},
        {"mil", 6, true}, {"mm", 6, false}, {"bn", 9, true},  {"mn", 6, true},  {"tn", 12, true},
        {"mln", 6, true}, {"bln", 9, true}, {"trn", 12, true}};
    for (const Letter& letter : kLetters) {
      if (word != letter.word || (at > *end && !letter.apart)) continue;
      const auto scaled = value->Shifted(letter.exponent);
      if (!scaled) return false;
      *value = *scaled;
      *end = stop;
      return true;
    }
    return false;
  }

  // ---- Chinese.

  // Does a Chinese numeral go on behind the digits at `at`?  Then where the digits end.
  uint32_t ChineseTail(uint32_t at) const {
    Decimal value;
    uint32_t end = ReadDigitLiteral(text_, at, &value, nullptr);
    if (end == 0) return 0;
    const uint32_t next = end + StartsWith(end, " ");
    const char32_t c = CharAt(next);
    constexpr std::u32string_view kBehind = U"分又点多余几打";
    const bool goes_on = UnitExponent(c) > 0 || (next == end && kBehind.find(c) != kBehind.npos);
    return goes_on ? end : 0;
  }

  void Wide() {
    int size;
    const char32_t c = DecodeUtf8(text_, at_, &size);
    if (!IsNumeralPart(c)) {
      at_ += size;
      return;
    }
    const uint32_t begin = at_;
    if (c == U'负') {
      uint32_t number = at_ + size;
      if (StartsWith(number, " ")) ++number;
      ReadChinese(begin, number, true);
    } else if (TokenBeginsHere() && tokens_[token_].readings.empty()) {  // 几十
      at_ = std::max(at_ + size, tokens_[token_].end);
      return;
    } else if (TokenBeginsHere() && text_[at_] != static_cast<char>(0xE2)) {
      if (NumeralPartOf(c) == NumeralPart::kOpener && c != U'参' && c != U'上') {  // ½
        const Readings readings = ReadDigits(text_, at_);
        if (!readings.empty()) return Add(at_, readings.front().end, readings.front().value);
      }
      ReadChinese(begin, begin, false);
    } else if (TokenBeginsHere() && !tokens_[token_].readings.empty()) {
      const Reading& r = tokens_[token_].readings.front();
      return Add(at_, r.end, r.value);
    } else if (token_ < tokens_.size() && UnitExponent(c) > 0) {
      ReadChinese(begin, begin, false);  // Only 百分之 begins here.
    }
    if (at_ == begin) at_ += size;
  }

  struct Numeral {
    uint32_t end = 0;
    Reading reading;
  };

  // A number in Chinese, or in digits, at `at`, with its decimals.
  std::optional<Numeral> NumeralAt(uint32_t at) const {
    Readings readings = ReadChineseNumber(text_, at);
    if (readings.empty() && IsDigitAt(text_, at)) readings = ReadDigits(text_, at);
    if (readings.empty()) return std::nullopt;
    Numeral numeral{readings.front().end, readings.front()};
    Reading& r = numeral.reading;
    if (text_.substr(at, r.end - at).find("几") != std::string_view::npos && r.high) {
      // 十几万 begins at 100,000.
      if (const auto low = r.value.Minus(r.scale)) r.value = *low;
      r.high.reset();
    }
    if (StartsWith(r.end, "点")) Decimals(&numeral);
    if (StartsWith(numeral.end, "打") && !BeginsVerb(numeral.end)) {
      if (const auto dozens = r.value.Times(12)) {
        r.value = *dozens;
        numeral.end += 3;
      }
    }
    return numeral;
  }

  // 打开, 打击: no dozen.
  bool BeginsVerb(uint32_t at) const {
    return std::u32string_view(U"开击造破响算工断下出成入车架拼印包动听扰").find(CharAt(at + 3)) !=
           std::u32string_view::npos;
  }

  // 三百点五, 零点77; not 3点45分.
  void Decimals(Numeral* numeral) const {
    uint32_t at = numeral->end + 3;
    std::string digits;
    int size = 0;
    for (; at < text_.size(); at += size) {
      const char32_t c = DecodeUtf8(text_, at, &size);
      const int digit = IsAsciiDigit(c) ? static_cast<int>(c - '0') : ChineseDigit(c);
      if (digit < 0 || c == U'两') break;
      digits += static_cast<char>('0' + digit);
    }
    const char32_t next = CharAt(at);
    if (digits.empty() || (next == U'分' && !StartsWith(at, "分之")) || next == U'十') return;
    const auto part = Decimal::Parse("0." + digits);
    const auto sum = part ? numeral->reading.value.Plus(*part) : std::nullopt;
    if (!sum) return;
    numeral->reading.value = *sum;
    numeral->end = at;
    const int exponent = UnitExponent(next);
    const auto scaled = exponent >= 4 ? sum->Shifted(exponent) : std::nullopt;
    if (scaled) {
      numeral->reading.value = *scaled;
      numeral->end = at + 3;
    }
  }

  // 分之 and the number behind it.
  std::optional<Numeral> Top(uint32_t at) const {
    if (!StartsWith(at, "分之")) return std::nullopt;
    at += 6;
    const bool minus = StartsWith(at, "负");
    auto top = NumeralAt(at + (minus ? 3 : 0));
    if (top && minus) top->reading.value = top->reading.value.Negated();
    return top;
  }

  // 三分之一: `bottom` is the number before 分之.
  std::optional<Numeral> Fraction(const Numeral& bottom) const {
    auto top = Top(bottom.end);
    if (!top) return std::nullopt;
    const auto quotient =
        top->reading.value.DividedBy(bottom.reading.value, kFractionDigits, nullptr);
    if (!quotient) return std::nullopt;
    top->reading.value = *quotient;
    top->reading.high.reset();
    return top;
  }

  void ReadChinese(uint32_t begin, uint32_t at, bool minus) {
    if (SkipPerHundred(at)) return;
    auto number = NumeralAt(at);
    if (!number) return;
    std::optional<Decimal> whole;
    if (StartsWith(number->end, "又")) {
      const auto bottom = NumeralAt(number->end + 3);
      const auto fraction = bottom ? Fraction(*bottom) : std::nullopt;
      const auto sum =
          fraction ? number->reading.value.Plus(fraction->reading.value) : std::nullopt;
      if (sum) {
        number = fraction;
        number->reading.value = *sum;
      }
    } else if (auto fraction = Fraction(*number)) {
      number = fraction;
    } else if (StartsWith(number->end, "/")) {
      const auto under = NumeralAt(number->end + 1);
      const auto quotient =
          under ? number->reading.value.DividedBy(under->reading.value, kFractionDigits, nullptr)
                : std::nullopt;
      if (quotient) {
        number->reading.value = *quotient;
        number->end = under->end;
      }
    }
    NumberMention mention;
    mention.begin = begin;
    mention.end = number->end;
    mention.value = minus ? number->reading.value.Negated() : number->reading.value;
    mention.bound = number->reading.bound;
    if (!minus) mention.high = number->reading.high;
    if (number->reading.bare && number->end == at + 3) return;
    if (number->reading.spelled && StartsWith(number->end, "%")) return;
    Add(mention);
  }

  // 百分之, 千分之 and 万分之 make a percentage: its number is what stands behind.
  bool SkipPerHundred(uint32_t at) {
    uint32_t end = at;
    while (UnitExponent(CharAt(end)) >= 2) end += 3;
    if (end == at || !StartsWith(end, "分之")) return false;
    at_ = end + 6;
    return true;
  }

  std::string_view text_;
  std::vector<NumberToken> tokens_;
  size_t token_ = 0;  // The first that does not begin before `at_`.
  uint32_t at_ = 0;
  std::vector<NumberMention> mentions_;
};

}  // namespace

std::vector<NumberMention> FindNumberMentions(std::string_view text) {
  const Compact compact(text);
  auto mentions = Finder(compact.text).Run();
  for (NumberMention& mention : mentions) {
    mention.begin = compact.places[mention.begin];
    mention.end = compact.places[mention.end - 1] + 1;
  }
  return mentions;
}

}  // namespace factmill
