#include "extractors/spelled_number.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "extractors/number_part.h"

namespace factmill {
namespace {

constexpr int kFractionDigits = 18;

// A cardinal number made of parts [.., end).
struct Cardinal {
  size_t end = 0;
  Decimal value;
  Decimal scale = 1;  // The last word's, if it is a scale from a thousand on.
};

// Sums up words from left to right, as far as they make one number.
class CardinalReader {
 public:
  // `whole` if a fraction stands behind the number.
  CardinalReader(const std::vector<Part>& parts, size_t begin, size_t limit, bool whole = false)
      : parts_(parts), begin_(begin), limit_(limit), whole_(whole) {}

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
    const bool big = last_->kind == PartKind::kHundred || last_->kind == PartKind::kScale ||
                     (whole_ && last_->kind == PartKind::kTen);  // twenty and three and a half
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
            last == PartKind::kDozen || now_.section == Decimal(0) ||
            (now_.section >= Decimal(100) && last != PartKind::kDigits)) {
          return false;
        }
        return Multiply(100);
      case PartKind::kDozen:
        if (now_.section == Decimal(0) || last == PartKind::kDozen || last == PartKind::kAnd ||
            (part.value == Decimal(2) && last != PartKind::kArticle)) {
          return false;
        }
        return before_and_ ? MultiplyLast(part.value) : Multiply(part.value);
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

  // "three hundred and two dozens" is 324.
  bool MultiplyLast(Decimal factor) {
    const auto behind = now_.section.Minus(before_and_->section);
    const auto product = behind ? behind->Times(factor) : std::nullopt;
    const auto sum = product ? before_and_->section.Plus(*product) : std::nullopt;
    if (sum) now_.section = *sum;
    return sum.has_value();
  }

  const std::vector<Part>& parts_;
  const size_t begin_, limit_;
  const bool whole_;
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
      // 05 is not 5: its zeros are known by its length.
      digits = parts_[i].value.ToString();
      const size_t written = parts_[i].end - parts_[i].begin;
      if (digits.size() > written) return;
      digits.insert(0, written - digits.size(), '0');
      ++i;
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
      const auto whole = CardinalReader(parts_, begin, i - 1, true).Run();
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
    size_t scale = ScaleBehind(last);
    if (scale != last + 1) scale = 0;  // "two and a half of a million" is no number.
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
  std::vector<Part> parts = ReadNumberParts(text, at);
  *end = parts.empty() ? at : parts.back().end;
  return NumberReader(std::move(parts)).Run();
}

}  // namespace factmill
