// Numbers in English words: two hundred and one, half a million, a dozen,
// twenty-one, two and a half million, three point five.
#include <string>

#include "base/utf8.h"
#include "extractors/number.h"

namespace factmill {
namespace {

enum class Role { kUnit, kTeen, kTen, kHundred, kScale, kDozen };

struct Word {
  std::string_view word;
  int64_t value;
  Role role;
};
constexpr Word kWords[] = {
    {"zero", 0, Role::kUnit},
    {"one", 1, Role::kUnit},
    {"two", 2, Role::kUnit},
    {"three", 3, Role::kUnit},
    {"four", 4, Role::kUnit},
    {"five", 5, Role::kUnit},
    {"six", 6, Role::kUnit},
    {"seven", 7, Role::kUnit},
    {"eight", 8, Role::kUnit},
    {"nine", 9, Role::kUnit},
    {"ten", 10, Role::kTeen},
    {"eleven", 11, Role::kTeen},
    {"twelve", 12, Role::kTeen},
    {"thirteen", 13, Role::kTeen},
    {"fourteen", 14, Role::kTeen},
    {"fifteen", 15, Role::kTeen},
    {"sixteen", 16, Role::kTeen},
    {"seventeen", 17, Role::kTeen},
    {"eighteen", 18, Role::kTeen},
    {"nineteen", 19, Role::kTeen},
    {"twenty", 20, Role::kTen},
    {"thirty", 30, Role::kTen},
    {"forty", 40, Role::kTen},
    {"fifty", 50, Role::kTen},
    {"sixty", 60, Role::kTen},
    {"seventy", 70, Role::kTen},
    {"eighty", 80, Role::kTen},
    {"ninety", 90, Role::kTen},
    {"hundred", 100, Role::kHundred},
    {"thousand", 1000, Role::kScale},
    {"million", 1000000, Role::kScale},
    {"mln", 1000000, Role::kScale},
    {"billion", 1000000000, Role::kScale},
    {"bln", 1000000000, Role::kScale},
    {"bn", 1000000000, Role::kScale},
    {"trillion", 1000000000000, Role::kScale},
    {"quadrillion", 1000000000000000, Role::kScale},
    {"millions", 1000000, Role::kScale},
    {"billions", 1000000000, Role::kScale},
    {"trillions", 1000000000000, Role::kScale},
    {"dozen", 12, Role::kDozen},
    {"dozens", 12, Role::kDozen},
};

// A word of ASCII letters in lower case, "" if there is none or it goes on in
// other letters or digits.
std::string WordAt(std::string_view text, uint32_t at, uint32_t* end) {
  std::string word;
  uint32_t stop = at;
  for (; stop < text.size(); ++stop) {
    const char c = text[stop];
    if (c >= 'a' && c <= 'z')
      word.push_back(c);
    else if (c >= 'A' && c <= 'Z')
      word.push_back(static_cast<char>(c - 'A' + 'a'));
    else
      break;
  }
  *end = stop;
  if (stop < text.size()) {
    int size;
    const char32_t next = DecodeUtf8(text, stop, &size);
    if (IsLatinLetter(next) || IsAsciiDigit(next) || next == '_') return "";
  }
  return word;
}

const Word* Find(std::string_view word) {
  for (const Word& w : kWords) {
    if (w.word == word) return &w;
  }
  return nullptr;
}

class Parser {
 public:
  Parser(std::string_view text, uint32_t at) : text_(text), at_(at) {}

  std::vector<Reading> Run() {
    ReadArticle();
    while (Step()) {
    }
    return std::move(readings_);
  }

 private:
  // "a", "an", "half a", "a quarter", "a quarter of a" before a scale word.
  void ReadArticle() {
    uint32_t end;
    std::string word = WordAt(text_, at_, &end);
    if (word != "a" && word != "half" && word != "quarter") return;
    std::optional<Decimal> part;
    uint32_t at = at_;
    constexpr int kMostWords = 5;  // "half of a", never a sentence of them.
    for (int words = 0;
         words < kMostWords && (word == "a" || word == "of" || word == "half" || word == "quarter");
         ++words, word = WordAt(text_, at, &end)) {
      if (word == "half") part = Decimal::Parse("0.5");
      if (word == "quarter") part = Decimal::Parse("0.25");
      at = end;
      if (at >= text_.size() || (text_[at] != ' ' && text_[at] != '-')) break;
      ++at;
    }
    const Word* scale = Find(WordAt(text_, at, &end));
    if (scale != nullptr && (scale->role >= Role::kHundred)) {
      section_ = part.value_or(Decimal(1));
      started_ = true;
      fraction_ = part.has_value();
      at_ = at;
      return;
    }
    uint32_t half_end;
    if (WordAt(text_, at_, &half_end) == "half") {  // "half yuan".
      Reading half;
      half.end = half_end;
      half.value = *Decimal::Parse("0.5");
      half.spelled = true;
      readings_.push_back(half);
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
    std::string word = WordAt(text_, at, &end);
    if (word == "and" && last_ != nullptr && last_->role >= Role::kHundred) {
      if (end >= text_.size() || text_[end] != ' ') return false;
      at = end + 1;
      word = WordAt(text_, at, &end);
      const Word* next = Find(word);
      if (next == nullptr || next->role > Role::kTen) return false;
      // "thirty million and five people" is two figures; "one thousand and five" is one.
      if (last_->role == Role::kScale && last_->value > 1000) return false;
      joined_ = true;
      before_and_ = readings_;
    } else if (word == "and" && last_ != nullptr && last_->role <= Role::kTen) {
      return ReadAndAHalf(end);
    } else if (word == "point" && last_ != nullptr && last_->role <= Role::kTen) {
      return ReadPoint(end);
    }
    const Word* found = Find(word);
    if (found == nullptr || !Take(*found)) {
      // "between two hundred and three hundred": the "and" joined two numbers.
      if (found != nullptr && found->role >= Role::kHundred && joined_) readings_ = before_and_;
      return false;
    }
    if (found->role == Role::kScale) joined_ = false;
    last_ = found;
    started_ = true;
    at_ = end;
    Note();
    return true;
  }

  bool Take(const Word& word) {
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

  // "two and a half million".
  bool ReadAndAHalf(uint32_t end) {
    uint32_t a_end, half_end;
    if (end >= text_.size() || WordAt(text_, end + 1, &a_end) != "a") return false;
    if (a_end >= text_.size() || WordAt(text_, a_end + 1, &half_end) != "half") return false;
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
      const Word* word = Find(WordAt(text_, at + 1, &stop));
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
    Reading r;
    r.end = at_;
    r.value = *value;
    r.spelled = true;
    r.scaled = last_ != nullptr && (last_->role == Role::kScale || last_->role == Role::kHundred);
    r.scale = r.scaled ? Decimal(last_->value) : Decimal(1);
    readings_ = {r};
  }

  std::string_view text_;
  uint32_t at_;
  Decimal total_, section_;
  int64_t last_scale_ = 0;
  const Word* last_ = nullptr;
  bool started_ = false, fraction_ = false, done_ = false;
  bool joined_ = false;              // An "and" stands in this section,
  std::vector<Reading> before_and_;  // and this is the number before it.
  std::vector<Reading> readings_;    // The longest so far: a part of the words is no number.
};

}  // namespace

std::vector<Reading> ReadEnglishNumber(std::string_view text, uint32_t at) {
  return Parser(text, at).Run();
}

}  // namespace factmill
