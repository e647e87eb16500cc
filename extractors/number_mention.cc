#include "extractors/number_mention.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "extractors/chinese_mention.h"
#include "extractors/digit_mention.h"
#include "extractors/number.h"
#include "extractors/number_word.h"
#include "extractors/spelled_number.h"
#include "extractors/text_at.h"

namespace factmill {
namespace {

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
  char32_t CharBefore(uint32_t at) const {
    int size;
    return at > 0 ? DecodeUtf8Before(text_, at, &size) : 0;
  }
  bool StartsWithBareDecimal() const {
    return StartsWithAt(text_, at_, "-.") && IsDigitAt(text_, at_ + 2);
  }
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
    constexpr uint32_t kLongest = 8;  // Bytes of the words below.
    std::string before(text_.substr(at - std::min(at, kLongest), std::min(at, kLongest)));
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
      minus = TokenBeginsHere() || (at == 0 && !StartsWithAt(text_, 0, "--")) ||
              (at > 0 && text_[at - 1] == '^') || StartsWithAt(text_, at, "-.");
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
    if (ChineseGoesOn(at)) {
      ReadChinese(begin, at, minus);
      if (at_ > begin) return;
    }
    const auto [end, value, whole] = ReadDigitMention(text_, at, minus);
    if (end == 0) {
      SkipCode();
      return;
    }
    if (!whole && IsLatinLetter(CharAt(text_, end))) {  // 180ml, 4th, 3D
      at_ = std::max(AsciiWordEnd(text_, end), end + 1);
      return;
    }
    if (!minus && StartsWithAt(text_, 0, "- ") && begin <= 3 &&
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

  // ---- Chinese.

  // Does a Chinese number go on behind the digits at `at`?
  bool ChineseGoesOn(uint32_t at) const {
    Decimal value;
    const uint32_t end = ReadDigitLiteral(text_, at, &value, nullptr);
    if (end == 0) return false;
    const bool space = StartsWithAt(text_, end, " ");
    const char32_t c = CharAt(text_, end + space);
    constexpr std::u32string_view kBehind = U"分又点多余几打";
    return UnitExponent(c) > 0 || (!space && kBehind.find(c) != kBehind.npos);
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
      if (StartsWithAt(text_, number, " ")) ++number;
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

  void ReadChinese(uint32_t begin, uint32_t at, bool minus) {
    if (SkipPerHundred(at)) return;
    const auto number = ReadChineseMention(text_, at);
    if (!number || (number->bare && number->end == at + 3)) return;
    if (number->spelled && StartsWithAt(text_, number->end, "%")) return;
    NumberMention mention;
    mention.begin = begin;
    mention.end = number->end;
    mention.value = minus ? number->value.Negated() : number->value;
    mention.bound = number->bound;
    if (!minus) mention.high = number->high;
    Add(mention);
  }

  // 百分之, 千分之 and 万分之 make a percentage: its number is what stands behind.
  bool SkipPerHundred(uint32_t at) {
    uint32_t end = at;
    constexpr uint32_t kMost = 4 * 3;  // Bytes of units: 百万亿 is the most that is said.
    while (end - at <= kMost && UnitExponent(CharAt(text_, end)) >= 2) end += 3;
    if (end == at || !StartsWithAt(text_, end, "分之")) return false;
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
