// Numbers in English words: two hundred and one, half a million, a dozen,
// twenty-one, two and a half million, three point five.
#include <optional>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "extractors/number.h"
#include "extractors/number_word.h"

namespace factmill {
namespace {

using Role = NumberRole;

// The word of ASCII letters at `at`, "" if there is none or it goes on in other
// letters or digits.
std::string_view WordAt(std::string_view text, uint32_t at, uint32_t* end) {
  *end = AsciiWordEnd(text, at);
  if (*end < text.size()) {
    int size;
    const char32_t next = DecodeUtf8(text, *end, &size);
    if (IsLatinLetter(next) || IsAsciiDigit(next) || next == '_') return "";
  }
  return text.substr(at, *end - at);
}

class Parser {
 public:
  Parser(std::string_view text, uint32_t at) : text_(text), at_(at) {}

  Readings Run() {
    ReadArticle();
    while (Step()) {
    }
    return longest_ ? Readings{*longest_} : Readings();
  }

 private:
  // "a", "an", "half a", "a quarter", "a quarter of a" before a scale word.
  void ReadArticle() {
    uint32_t end;
    std::string_view word = WordAt(text_, at_, &end);
    if (!IsPartWord(word)) return;
    const bool half = IsWord(word, "half");
    const uint32_t half_end = end;
    std::optional<Decimal> part;
    uint32_t at = at_;
    constexpr int kMostWords = 5;  // "half of a", never a sentence of them.
    for (int words = 0; words < kMostWords && (IsPartWord(word) || IsWord(word, "of"));
         ++words, word = WordAt(text_, at, &end)) {
      if (IsWord(word, "half")) part = Decimal::Parse("0.5");
      if (IsWord(word, "quarter")) part = Decimal::Parse("0.25");
      at = end;
      if (at >= text_.size() || (text_[at] != ' ' && text_[at] != '-')) break;
      ++at;
    }
    const NumberWord* scale = FindNumberWord(WordAt(text_, at, &end));
    if (scale != nullptr && (scale->role >= Role::kHundred)) {
      section_ = part.value_or(Decimal(1));
      started_ = true;
      fraction_ = part.has_value();
      at_ = at;
      return;
    }
    if (half) {  // "half yuan".
      longest_.emplace();
      longest_->end = half_end;
      longest_->value = *Decimal::Parse("0.5");
      longest_->spelled = true;
      done_ = true;
    }
  }

  bool Step() {
    if (done_) return false;
    uint32_t at = at_, end;
    if (started_ && last_ != nullptr) {
      if (at >= text_.size() || (text_[at] != ' ' && text_[at] != '-')) return false;
      ++at;
    }
    std::string_view word = WordAt(text_, at, &end);
    if (IsWord(word, "and") && last_ != nullptr && last_->role >= Role::kHundred) {
      if (end >= text_.size() || text_[end] != ' ') return false;
      at = end + 1;
      word = WordAt(text_, at, &end);
      const NumberWord* next = FindNumberWord(word);
      if (next == nullptr || next->role > Role::kTen) return false;
      // "thirty million and five people" is two figures; "one thousand and five" is one.
      if (last_->role == Role::kScale && last_->value > 1000) return false;
      joined_ = true;
      before_and_ = longest_;
    } else if (IsWord(word, "and") && last_ != nullptr && last_->role <= Role::kTen) {
      return ReadAndAHalf(end);
    } else if (IsWord(word, "point") && last_ != nullptr && last_->role <= Role::kTen) {
      return ReadPoint(end);
    }
    const NumberWord* found = FindNumberWord(word);
    if (found == nullptr || !Take(*found)) {
      // "between two hundred and three hundred": the "and" joined two numbers.
      if (found != nullptr && found->role >= Role::kHundred && joined_) longest_ = before_and_;
      return false;
    }
    if (found->role == Role::kScale) joined_ = false;
    last_ = found;
    started_ = true;
    at_ = end;
    Note();
    return true;
  }

  bool Take(const NumberWord& word) {
    switch (word.role) {
      case Role::kUnit:
        if (last_ != nullptr &&
            (last_->role == Role::kUnit || last_->role == Role::kTeen || last_->value == 0 ||
             word.value == 0 || last_->role == Role::kDozen)) {
          return false;
        }
        return Add(word.value);
      case Role::kTeen:
      case Role::kTen:
        if (last_ != nullptr && (last_->role <= Role::kTen || last_->role == Role::kDozen)) {
          return false;
        }
        return Add(word.value);
      case Role::kHundred:
        if (!started_ || section_ >= Decimal(100)) return false;
        if (last_ != nullptr && last_->role >= Role::kHundred) return false;
        return Times(100);
      case Role::kDozen:
        if (!started_ || (last_ != nullptr && last_->role == Role::kDozen)) return false;
        return Times(12);
      case Role::kScale: {
        if (!started_ || section_ == Decimal(0)) return false;
        if (last_scale_ != 0 && word.value >= last_scale_) return false;
        const auto value = section_.Times(word.value);
        const auto sum = value ? total_.Plus(*value) : std::nullopt;
        if (!sum) return false;
        total_ = *sum;
        section_ = 0;
        last_scale_ = word.value;
        return true;
      }
    }
    return false;
  }

  bool Add(int64_t value) {
    if (fraction_) return false;
    const auto sum = section_.Plus(value);
    if (sum) section_ = *sum;
    return sum.has_value();
  }
  bool Times(int64_t factor) {
    const auto product = section_.Times(factor);
    if (product) section_ = *product;
    return product.has_value();
  }

  // "two and a half million", "two and one half pct".
  bool ReadAndAHalf(uint32_t end) {
    uint32_t a_end, half_end;
    if (end >= text_.size()) return false;
    const std::string_view one = WordAt(text_, end + 1, &a_end);
    if (!IsWord(one, "a") && !IsWord(one, "one")) return false;
    if (a_end >= text_.size() || !IsWord(WordAt(text_, a_end + 1, &half_end), "half")) return false;
    const auto sum = section_.Plus(*Decimal::Parse("0.5"));
    if (!sum) return false;
    section_ = *sum;
    fraction_ = true;
    at_ = half_end;
    Note();
    return true;
  }

  bool ReadPoint(uint32_t end) {
    std::string digits;
    uint32_t at = end;
    while (at < text_.size() && text_[at] == ' ') {
      uint32_t stop;
      const NumberWord* word = FindNumberWord(WordAt(text_, at + 1, &stop));
      if (word == nullptr || word->role != Role::kUnit) break;
      digits.push_back(static_cast<char>('0' + word->value));
      at = stop;
    }
    const auto part = Decimal::Parse("0." + digits);
    const auto sum = part ? section_.Plus(*part) : std::nullopt;
    if (digits.empty() || !sum) return false;
    section_ = *sum;
    fraction_ = true;
    at_ = at;
    Note();
    return true;
  }

  void Note() {
    const auto value = total_.Plus(section_);
    if (!value) return;
    Reading& r = longest_.emplace();
    r.end = at_;
    r.value = *value;
    r.spelled = true;
    r.scaled = last_ != nullptr && (last_->role == Role::kScale || last_->role == Role::kHundred);
    r.scale = r.scaled ? Decimal(last_->value) : Decimal(1);
  }

  std::string_view text_;
  uint32_t at_;
  Decimal total_, section_;
  int64_t last_scale_ = 0;
  const NumberWord* last_ = nullptr;
  bool started_ = false, fraction_ = false, done_ = false;
  bool joined_ = false;                // An "and" stands in this section,
  std::optional<Reading> before_and_;  // and this is the number before it.
  std::optional<Reading> longest_;     // So far: a part of the words is no number.
};

}  // namespace

Readings ReadEnglishNumber(std::string_view text, uint32_t at) { return Parser(text, at).Run(); }

}  // namespace factmill
