#include "extractors/spelled_number.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "extractors/number.h"
#include "extractors/number_word.h"

namespace factmill {
namespace {

constexpr size_t kMostParts = 64;
constexpr int kFractionDigits = 18;

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

// Words of numbers beyond those of figures.
struct RareWord {
  std::string_view word;
  PartKind kind;
  int exponent;  // The value is 10^exponent; -1 for 0, -2 for 2.
};
constexpr RareWord kRareWords[] = {
    {"nought", PartKind::kUnit, -1},       {"naught", PartKind::kUnit, -1},
    {"hundreds", PartKind::kHundred, 2},   {"thousands", PartKind::kScale, 3},
    {"lakh", PartKind::kScale, 5},         {"lakhs", PartKind::kScale, 5},
    {"crore", PartKind::kScale, 7},        {"crores", PartKind::kScale, 7},
    {"mil", PartKind::kScale, 6},          {"tln", PartKind::kScale, 12},
    {"quintillion", PartKind::kScale, 18}, {"sextillion", PartKind::kScale, 21},
    {"septillion", PartKind::kScale, 24},  {"octillion", PartKind::kScale, 27},
    {"couple", PartKind::kDozen, -2},      {"pair", PartKind::kDozen, -2},
};

struct IrregularOrdinal {
  std::string_view word;
  int value;
};
constexpr IrregularOrdinal kIrregularOrdinals[] = {
    {"first", 1},  {"second", 2}, {"third", 3},    {"fifth", 5},
    {"eighth", 8}, {"ninth", 9},  {"twelfth", 12},
};

std::optional<Part> CardinalOf(std::string_view word) {
  Part part;
  if (const NumberWord* found = FindNumberWord(word)) {
    constexpr PartKind kKinds[] = {PartKind::kUnit,    PartKind::kTeen,  PartKind::kTen,
                                   PartKind::kHundred, PartKind::kScale, PartKind::kDozen};
    part.kind = kKinds[static_cast<int>(found->role)];
    part.value = found->value;
    part.plural = found->role >= NumberRole::kScale && word.ends_with('s');
    return part;
  }
  for (const RareWord& rare : kRareWords) {
    if (word != rare.word) continue;
    part.kind = rare.kind;
    part.value = rare.exponent == -1   ? Decimal(0)
                 : rare.exponent == -2 ? Decimal(2)
                                       : *Decimal::PowerOfTen(rare.exponent);
    part.plural = word.ends_with('s');
    return part;
  }
  return std::nullopt;
}

std::optional<Part> OrdinalOf(std::string_view word) {
  Part part;
  part.kind = PartKind::kOrdinal;
  if (word == "half" || word == "halves" || word == "quarter" || word == "quarters") {
    part.value = word[0] == 'h' ? 2 : 4;
    part.plural = word.ends_with('s');
    part.part_only = true;
    return part;
  }
  part.plural = word.ends_with("ths") || word == "thirds";
  if (part.plural) word.remove_suffix(1);
  for (const IrregularOrdinal& ordinal : kIrregularOrdinals) {
    if (word != ordinal.word) continue;
    part.value = ordinal.value;
    part.size = ordinal.value == 12 ? PartKind::kTeen : PartKind::kUnit;
    return part;
  }
  if (!word.ends_with("th")) return std::nullopt;
  std::string stem(word.substr(0, word.size() - 2));
  if (stem.ends_with("tie")) stem.replace(stem.size() - 2, 2, "y");  // twentieth
  const auto cardinal = CardinalOf(stem);
  if (!cardinal || cardinal->plural || cardinal->kind == PartKind::kDozen ||
      cardinal->value == Decimal(0)) {
    return std::nullopt;
  }
  part.value = cardinal->value;
  part.size = cardinal->kind;
  return part;
}

std::optional<Part> JoiningWord(std::string_view word) {
  Part part;
  if (word == "a" || word == "an") {
    part.kind = PartKind::kArticle;
    part.value = 1;
  } else if (word == "and") {
    part.kind = PartKind::kAnd;
  } else if (word == "over") {
    part.kind = PartKind::kOver;
  } else if (word == "of") {
    part.kind = PartKind::kOf;
  } else if (word == "point") {
    part.kind = PartKind::kPoint;
  } else {
    return std::nullopt;
  }
  return part;
}

std::string LowerCase(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) c = static_cast<char>(c | 0x20);
  return lower;
}

// Cuts the run of number words into its parts.
class PartReader {
 public:
  PartReader(std::string_view text, uint32_t at) : text_(text), at_(at) {}

  std::vector<Part> Run() {
    while (parts_.size() < kMostParts && Step()) {
    }
    while (!parts_.empty() && parts_.back().kind >= PartKind::kArticle) parts_.pop_back();
    if (parts_.size() == 1 && parts_[0].kind == PartKind::kDigits) parts_.clear();
    return std::move(parts_);
  }

 private:
  bool Step() {
    uint32_t at = at_;
    bool dash = false;
    if (!parts_.empty() && !SkipJoint(&at, &dash)) return false;
    if (at < text_.size() && IsAsciiDigit(static_cast<unsigned char>(text_[at]))) {
      return !dash && Digits(at);
    }
    uint32_t end = AsciiWordEnd(text_, at);
    if (end == at || GoesOn(end)) return false;
    const std::string word = LowerCase(text_.substr(at, end - at));
    if (word == "out") {  // out of
      if (!text_.substr(end).starts_with(" of ")) return false;
      Part part;
      part.kind = PartKind::kOver;
      return Add(part, at, end + 3);
    }
    if (const auto joining = JoiningWord(word)) return !dash && Add(*joining, at, end);
    if (const auto cardinal = CardinalOf(word)) return Add(*cardinal, at, end);
    if (const auto ordinal = OrdinalOf(word)) return Add(*ordinal, at, end);
    return Joined(word, at);
  }

  // Does a letter, digit or sign that makes another word stand at `end`?
  bool GoesOn(uint32_t end) const {
    if (end >= text_.size()) return false;
    int size;
    const char32_t next = DecodeUtf8(text_, end, &size);
    return IsLatinLetter(next) || IsAsciiDigit(next) || next == '_' || next == '\'';
  }

  bool SkipJoint(uint32_t* at, bool* dash) const {
    uint32_t i = *at;
    while (i < text_.size() && text_[i] == ' ') ++i;
    for (std::string_view sign : {"-", "–", "—"}) {
      if (!text_.substr(i).starts_with(sign)) continue;
      const uint32_t spaces = i - *at;
      i += static_cast<uint32_t>(sign.size());
      *dash = true;
      if (spaces > 1) return false;
      if (spaces == 1 && (i >= text_.size() || text_[i] != ' ')) return false;
      i += spaces;
      break;
    }
    const bool moved = i > *at && i - *at <= 5;
    *at = i;
    return moved;
  }

  // Digits stand first, or where a number begins anew: behind a scale, and, over, point.
  bool Digits(uint32_t at) {
    if (!parts_.empty()) {
      const PartKind last = parts_.back().kind;
      if (last != PartKind::kHundred && last != PartKind::kScale && last != PartKind::kAnd &&
          last != PartKind::kOver && last != PartKind::kPoint) {
        return false;
      }
    }
    Part part;
    part.kind = PartKind::kDigits;
    bool plain;
    const uint32_t end = ReadDigitLiteral(text_, at, &part.value, &plain);
    if (end == 0 || GoesOn(end) || IsFollowedBySign(end)) return false;
    return Add(part, at, end);
  }

  bool IsFollowedBySign(uint32_t end) const {
    if (end + 1 >= text_.size()) return false;
    const char next = text_[end];
    const bool digit = IsAsciiDigit(static_cast<unsigned char>(text_[end + 1]));
    return next == '^' || next == '%' || ((next == '/' || next == ' ' || next == ',') && digit);
  }

  // twentyfifth, fortytwo.
  bool Joined(std::string_view word, uint32_t at) {
    for (size_t tens = 5; tens <= 7 && tens + 3 <= word.size(); ++tens) {
      const auto ten = CardinalOf(word.substr(0, tens));
      if (!ten || ten->kind != PartKind::kTen) continue;
      const std::string_view rest = word.substr(tens);
      auto unit = CardinalOf(rest);
      if (!unit) unit = OrdinalOf(rest);
      if (!unit || unit->part_only || unit->value > Decimal(9) || unit->value == Decimal(0)) {
        return false;
      }
      const auto split = at + static_cast<uint32_t>(tens);
      Add(*ten, at, split);
      return Add(*unit, split, at + static_cast<uint32_t>(word.size()));
    }
    return false;
  }

  bool Add(Part part, uint32_t begin, uint32_t end) {
    if (parts_.empty() && part.kind > PartKind::kArticle && part.kind != PartKind::kPoint) {
      return false;
    }
    part.begin = begin;
    part.end = at_ = end;
    parts_.push_back(part);
    return true;
  }

  std::string_view text_;
  uint32_t at_;
  std::vector<Part> parts_;
};

// A cardinal number made of parts [.., end).
struct Cardinal {
  size_t end = 0;
  Decimal value;
  Decimal scale = 1;  // The last word's, if it is a scale from a thousand on.
};

// Sums up words from left to right, as far as they make one number.
class CardinalReader {
 public:
  CardinalReader(const std::vector<Part>& parts, size_t begin, size_t limit)
      : parts_(parts), begin_(begin), limit_(limit) {}

  std::optional<Cardinal> Run() {
    for (size_t i = begin_; i < limit_; ++i) {
      if (parts_[i].kind == PartKind::kAnd && last_ != nullptr && MayJoin(i + 1)) {
        before_and_ = now_;
        last_ = &parts_[i];
        continue;
      }
      if (!Take(i)) {
        // "two hundred and three hundred": the "and" joined two numbers.
        const PartKind kind = parts_[i].kind;
        if (before_and_ && (kind == PartKind::kHundred || kind == PartKind::kScale)) {
          now_ = *before_and_;
        }
        break;
      }
      last_ = &parts_[i];
      now_.end = i + 1;
      now_.scale = parts_[i].kind == PartKind::kScale ? parts_[i].value : Decimal(1);
    }
    const auto value = now_.total.Plus(now_.section);
    if (now_.end <= begin_ || parts_[now_.end - 1].kind == PartKind::kArticle || !value) {
      return std::nullopt;
    }
    return Cardinal{now_.end, *value, now_.scale};
  }

 private:
  struct State {
    size_t end = 0;
    Decimal total, section;
    std::optional<Decimal> last_scale;
    Decimal scale = 1;
  };

  bool Is(size_t i, std::initializer_list<PartKind> kinds) const {
    return i < limit_ && std::find(kinds.begin(), kinds.end(), parts_[i].kind) != kinds.end();
  }

  bool MayJoin(size_t next) const {
    const bool big = last_->kind == PartKind::kHundred || last_->kind == PartKind::kScale;
    return big && parts_[next - 2].kind != PartKind::kAnd && !(parts_[next - 2].plural) &&
           Is(next, {PartKind::kUnit, PartKind::kTeen, PartKind::kTen, PartKind::kDigits}) &&
           parts_[next].value > Decimal(0);
  }

  bool Take(size_t i) {
    const Part& part = parts_[i];
    const PartKind last = last_ == nullptr ? PartKind::kArticle : last_->kind;
    const bool fresh = last_ == nullptr || last == PartKind::kHundred || last == PartKind::kScale ||
                       last == PartKind::kAnd;
    switch (part.kind) {
      case PartKind::kArticle:
        if (i != begin_ || !Is(i + 1, {PartKind::kHundred, PartKind::kScale, PartKind::kDozen})) {
          return false;
        }
        return Add(1);
      case PartKind::kUnit:
        if (part.value == Decimal(0)) return last_ == nullptr;
        return (fresh || last == PartKind::kTen) && Add(part.value);
      case PartKind::kTeen:
      case PartKind::kTen:
        // "one twenty two" is 122.
        if (last == PartKind::kUnit && i == begin_ + 1 && now_.section > Decimal(0)) {
          return Multiply(100) && Add(part.value);
        }
        return fresh && Add(part.value);
      case PartKind::kDigits:
        if (last_ != nullptr) {
          if (!now_.last_scale || part.value >= *now_.last_scale || !part.value.IsInteger()) {
            if (last != PartKind::kAnd || part.value >= Decimal(100)) return false;
          }
          if (last != PartKind::kAnd && !Is(i + 1, {PartKind::kHundred, PartKind::kScale})) {
            return false;
          }
        }
        return Add(part.value);
      case PartKind::kHundred:
        if (last_ == nullptr) return !part.plural && Add(100);
        if (last == PartKind::kHundred || last == PartKind::kScale || last == PartKind::kAnd ||
            last == PartKind::kDozen || now_.section >= Decimal(100) ||
            now_.section == Decimal(0)) {
          return false;
        }
        return Multiply(100);
      case PartKind::kDozen:
        if (now_.section == Decimal(0) || last == PartKind::kDozen || last == PartKind::kAnd ||
            (part.value == Decimal(2) && last != PartKind::kArticle)) {
          return false;
        }
        return Multiply(part.value);
      case PartKind::kScale: return TakeScale(part, last);
      default: return false;
    }
  }

  bool TakeScale(const Part& part, PartKind last) {
    if (last_ == nullptr) {
      if (part.plural) return false;
      now_.section = 1;
    } else if (last == PartKind::kScale && part.value > last_->value) {  // lakh crore
      const auto product = now_.total.Times(part.value);
      if (!product) return false;
      now_.total = *product;
      return true;
    }
    if (last == PartKind::kAnd || now_.section == Decimal(0) ||
        (now_.last_scale && part.value >= *now_.last_scale)) {
      return false;
    }
    const auto product = now_.section.Times(part.value);
    const auto sum = product ? now_.total.Plus(*product) : std::nullopt;
    if (!sum) return false;
    now_.total = *sum;
    now_.section = 0;
    now_.last_scale = part.value;
    before_and_.reset();
    return true;
  }

  bool Add(Decimal value) {
    const auto sum = now_.section.Plus(value);
    if (sum) now_.section = *sum;
    return sum.has_value();
  }
  bool Multiply(Decimal factor) {
    const auto product = now_.section.Times(factor);
    if (product) now_.section = *product;
    return product.has_value();
  }

  const std::vector<Part>& parts_;
  const size_t begin_, limit_;
  const Part* last_ = nullptr;
  State now_;
  std::optional<State> before_and_;  // An "and" stands in this section; the number before it.
};

// Reads the numbers of a run, one after the other.
class NumberReader {
 public:
  explicit NumberReader(std::vector<Part> parts) : parts_(std::move(parts)) {}

  std::vector<SpelledNumber> Run() {
    std::vector<SpelledNumber> numbers;
    for (size_t i = 0; i < parts_.size();) {
      ordinal_ = false;
      const auto number = ReadAt(i);
      if (!number) {
        ++i;
        continue;
      }
      numbers.push_back({parts_[i].begin, parts_[number->end - 1].end, number->value, ordinal_});
      i = number->end;
    }
    return numbers;
  }

 private:
  bool IsKind(size_t i, PartKind kind) const { return i < parts_.size() && parts_[i].kind == kind; }

  std::optional<Cardinal> ReadAt(size_t begin) {
    if (auto found = ReadToOrdinal(begin)) return found;
    auto number = IsKind(begin, PartKind::kPoint)
                      ? std::optional(Cardinal{begin, Decimal(0), Decimal(1)})
                      : CardinalReader(parts_, begin, parts_.size()).Run();
    if (!number) return std::nullopt;
    if (IsKind(number->end, PartKind::kPoint)) {
      const size_t point = number->end;
      AddDecimals(&*number);
      if (number->end == point && point == begin) return std::nullopt;
    }
    if (IsKind(number->end, PartKind::kOver)) {
      const auto under = CardinalReader(parts_, number->end + 1, parts_.size()).Run();
      const auto quotient =
          under ? number->value.DividedBy(under->value, kFractionDigits, nullptr) : std::nullopt;
      if (quotient) return Cardinal{under->end, *quotient, Decimal(1)};
    }
    return number;
  }

  // nought point nought three, two point two million, point 77.
  void AddDecimals(Cardinal* number) const {
    std::string digits;
    size_t i = number->end + 1;
    if (IsKind(i, PartKind::kDigits) && parts_[i].value.IsInteger()) {
      digits = parts_[i++].value.ToString();
    } else if (IsKind(i, PartKind::kTeen) || IsKind(i, PartKind::kTen)) {
      const auto two = CardinalReader(parts_, i, parts_.size()).Run();
      if (!two || two->value >= Decimal(100)) return;
      digits = two->value.ToString();
      i = two->end;
    } else {
      for (; IsKind(i, PartKind::kUnit); ++i) digits += parts_[i].value.ToString();
    }
    const auto part = digits.empty() ? std::nullopt : Decimal::Parse("0." + digits);
    auto sum = part ? number->value.Plus(*part) : std::nullopt;
    if (!sum) return;
    if (IsKind(i, PartKind::kScale)) {
      const auto product = sum->Times(parts_[i].value);
      if (product) {
        sum = product;
        ++i;
      }
    }
    number->value = *sum;
    number->end = i;
  }

  // What ends with an ordinal word: an ordinal, a fraction, or both kinds of
  // numbers in one (three and two thirds).
  std::optional<Cardinal> ReadToOrdinal(size_t begin) {
    size_t last = begin;
    while (last < parts_.size() && parts_[last].kind != PartKind::kOrdinal) {
      const PartKind kind = parts_[last].kind;
      const bool article = kind == PartKind::kArticle;
      if (kind > PartKind::kAnd || (kind == PartKind::kDozen) ||
          (article && last > begin && parts_[last - 1].kind != PartKind::kAnd)) {
        return std::nullopt;
      }
      ++last;
    }
    if (last == parts_.size()) return std::nullopt;
    for (size_t i = last; i > begin + 1; --i) {
      if (parts_[i - 1].kind != PartKind::kAnd) continue;
      const auto whole = CardinalReader(parts_, begin, i - 1).Run();
      if (!whole || whole->end != i - 1) break;
      const auto fraction = Fraction(i, last);
      const auto sum = fraction ? Sum(*whole, *fraction, last) : std::nullopt;
      if (sum) return sum;
      break;
    }
    if (auto fraction = Fraction(begin, last)) return Scaled(*fraction, last);
    return Ordinal(begin, last);
  }

  std::optional<Cardinal> Ordinal(size_t begin, size_t last) {
    if (parts_[last].plural || parts_[last].part_only) return std::nullopt;
    Part& word = parts_[last];
    word.kind = word.size;  // As if it were "two hundred and three".
    const auto number = CardinalReader(parts_, begin, last + 1).Run();
    word.kind = PartKind::kOrdinal;
    if (!number || number->end != last + 1) return std::nullopt;
    ordinal_ = true;
    return number;
  }

  // The value of parts [begin, last], a numerator and an ordinal word that names
  // the parts.
  std::optional<Decimal> Fraction(size_t begin, size_t last) const {
    const Part& word = parts_[last];
    if (begin == last) {
      const bool alone = word.value == Decimal(2) || ScaleBehind(last) > 0;
      if (!word.part_only || word.plural || !alone) return std::nullopt;
      return Decimal(1).DividedBy(word.value, kFractionDigits, nullptr);
    }
    Decimal parts = word.value;
    size_t top_end = last;  // Of the numerator.
    if (word.size == PartKind::kUnit && !word.part_only && last >= begin + 2 &&
        parts_[last - 1].kind == PartKind::kTen) {
      top_end = last - 1;  // one twenty-fifth, twenty thirty-firsts
      parts = *parts.Plus(parts_[top_end].value);
    }
    const bool article = parts_[begin].kind == PartKind::kArticle && top_end == begin + 1;
    if (!word.plural) {
      if (word.value == Decimal(2) && !word.part_only && top_end == last) return std::nullopt;
      const bool one = parts_[begin].kind == PartKind::kUnit && parts_[begin].value == Decimal(1) &&
                       top_end == begin + 1;
      if (!article && !(one && word.size <= PartKind::kTen)) return std::nullopt;
      if (parts == Decimal(1)) return std::nullopt;  // a first
    }
    Decimal top = 1;
    if (!article) {
      for (size_t i = begin; i < top_end; ++i) {
        if (parts_[i].kind == PartKind::kDigits) return std::nullopt;
      }
      const auto number = CardinalReader(parts_, begin, top_end).Run();
      if (!number || number->end != top_end) return std::nullopt;
      top = number->value;
    }
    return top.DividedBy(parts, kFractionDigits, nullptr);
  }

  // Where a scale, or "of a" and a scale, stands behind `last`; 0 for nowhere.
  size_t ScaleBehind(size_t last) const {
    size_t i = last + 1;
    if (IsKind(i, PartKind::kOf)) ++i;
    if (IsKind(i, PartKind::kArticle)) ++i;
    const bool scale = IsKind(i, PartKind::kScale) || IsKind(i, PartKind::kHundred) ||
                       (IsKind(i, PartKind::kDozen) && parts_[i].value == Decimal(12));
    return scale ? i : 0;
  }

  // half a million, two thirds of a million.
  std::optional<Cardinal> Scaled(Decimal fraction, size_t last) const {
    const size_t scale = ScaleBehind(last);
    if (scale == 0) return Cardinal{last + 1, fraction, Decimal(1)};
    const auto product = fraction.Times(parts_[scale].value);
    if (!product) return std::nullopt;
    return Cardinal{scale + 1, *product, parts_[scale].value};
  }

  // two and a half, a million and a half, two and a half million, a billion and
  // a half million.
  std::optional<Cardinal> Sum(const Cardinal& whole, Decimal fraction, size_t last) const {
    const size_t scale = IsKind(last + 1, PartKind::kScale) ? last + 1 : 0;
    const bool big = whole.scale >= Decimal(1000);
    Decimal of = big ? whole.scale : Decimal(1), all = 1;
    if (scale > 0) (big ? of : all) = parts_[scale].value;
    const auto part = fraction.Times(of);
    const auto sum = part ? whole.value.Plus(*part) : std::nullopt;
    const auto value = sum ? sum->Times(all) : std::nullopt;
    if (!value) return std::nullopt;
    return Cardinal{scale > 0 ? scale + 1 : last + 1, *value, of};
  }

  std::vector<Part> parts_;
  bool ordinal_ = false;
};

}  // namespace

std::vector<SpelledNumber> ReadSpelledNumbers(std::string_view text, uint32_t at, uint32_t* end) {
  std::vector<Part> parts = PartReader(text, at).Run();
  *end = parts.empty() ? at : parts.back().end;
  return NumberReader(std::move(parts)).Run();
}

}  // namespace factmill
