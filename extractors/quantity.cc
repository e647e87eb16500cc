#include "extractors/quantity.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <utility>

namespace factmill {
namespace {

enum class Join { kNone, kRange, kTo, kList, kOr };

bool EndsWithAny(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto w) { return text.ends_with(w); });
}

bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// Does a sentence begin behind `before`?
bool OpensSentence(std::string_view before) {
  while (before.ends_with(' ')) before.remove_suffix(1);
  return before.empty() ||
         EndsWithAny(before, {".", "!", "?", ":", ";", "。", "！", "？", "“", "\""});
}

// How the words between two numbers join them, given what stands before.
Join JoinOf(std::string_view before, std::string_view between) {
  if (IsOneOf(between,
              {"-", "–", "—", "~", " - ", " – ", " ~ ", "--", "-to-", "- to ", "─", "～", "〜"})) {
    return Join::kRange;
  }
  if (IsOneOf(between, {" to ", " TO ", "至", "到", " 至 ", " 到 "})) return Join::kTo;
  if (between == " and " && EndsWithAny(before, {"between ", "Between "})) return Join::kRange;
  if (IsOneOf(between, {" and ", ", ", ", and ", "、", "和", "及", "与"})) return Join::kList;
  if (IsOneOf(between, {" or ", " OR ", "或"})) return Join::kOr;
  return Join::kNone;
}

// Where "from" begins right before a number; 0 for none, or where a sentence begins so, in
// which nothing has changed yet.
uint32_t FromBefore(std::string_view before) {
  for (std::string_view from : {"from ", "From ", "FROM ", "从", "由"}) {
    if (!before.ends_with(from)) continue;
    before.remove_suffix(from.size());
    return OpensSentence(before) ? 0 : static_cast<uint32_t>(before.size());
  }
  return 0;
}

QuantityItem ItemOf(uint32_t begin, const Reading& reading) {
  return {begin, reading.end, reading.value, reading.high, reading.bound};
}

Quantity Single(uint32_t begin, const Reading& r) {
  Quantity q;
  q.begin = begin;
  q.end = r.end;
  q.items = {ItemOf(begin, r)};
  q.spelled = r.spelled;
  q.scaled = r.scaled;
  q.plain = r.plain;
  q.bare = r.bare;
  q.positional = r.positional;
  q.letter = r.letter;
  q.scale = r.scale;
  return q;
}

// `first` without a scale takes that of `last`: 1.2-1.5 billion, 两到三万.
std::optional<Decimal> SharedScale(const Reading& first, const Reading& last) {
  if (!last.scaled || first.high) return std::nullopt;
  // 两到三百亿 shares 百亿; 八百到九百亿 has its hundreds and shares 亿.
  for (const Decimal scale : {last.scale, std::max(last.big, Decimal(1))}) {
    if (scale == Decimal(1)) continue;
    if (first.scaled && first.scale >= scale) continue;
    const auto scaled = first.value.Times(scale);
    if (scaled && *scaled < last.value) return scaled;
  }
  return std::nullopt;
}

// 50-100,000: the thousands are said once.
std::optional<Decimal> SharedThousands(const Reading& first, const Reading& last) {
  const auto whole = last.value.Times(*Decimal::Parse("0.001"));
  if (!first.plain || first.value >= Decimal(1000) || last.plain || last.scaled || last.spelled ||
      !whole || !whole->IsInteger() || first.value >= *whole) {
    return std::nullopt;
  }
  return first.value.Times(1000);
}

// Sales rose in 1986 to 66.7 million.
bool IsYear(const Reading& r) {
  return r.plain && r.value >= Decimal(1900) && r.value < Decimal(2100);
}

// Crude rose 0.56 to 53.50 dollars: what follows may be where it went.
bool IsWide(Decimal first, Decimal last) {
  const auto much = first.Times(5);
  return much && *much <= last;
}

// "two or three", "20 or 25" are one amount that is not known better; "3 or 40" are two.
bool AreNear(Decimal low, Decimal high) {
  const auto twice = low.Times(2);
  return twice && high <= *twice;
}

// Takes `high` in as the other end of a range; false if it is not more.
bool Widen(const QuantityItem& high, QuantityItem* low) {
  if (low->value >= high.value) return false;
  low->max = high.value;
  low->end = high.end;
  low->bound = high.bound;
  return true;
}

std::optional<Quantity> Ranged(std::string_view before, std::string_view between,
                               const NumberToken& token, const Reading& first,
                               const NumberToken& next, const Reading& last, Join join) {
  if (first.bare || last.bare || first.high || last.high || first.positional) return std::nullopt;
  if (IsYear(first) && ((!IsYear(last) && !last.plain) || join == Join::kOr)) return std::nullopt;
  Quantity q = Single(token.begin, first);
  const QuantityItem high = ItemOf(next.begin, last);
  const uint32_t from = join == Join::kTo ? FromBefore(before) : 0;
  if (from > 0) q.doubt = Doubt::kFrom;
  if (const auto scaled = SharedScale(first, last)) {
    q.items[0].value = *scaled;
  } else if (between == "-" || between == "–") {
    if (const auto thousands = SharedThousands(first, last)) q.items[0].value = *thousands;
  } else if (between == " to " && from == 0 && IsWide(first.value, last.value)) {
    q.doubt = Doubt::kWide;
  }
  if (q.doubt != Doubt::kNone) {
    q.words_end = from > 0 ? from : token.begin;
    q.items.push_back(high);
  } else {
    if (!Widen(high, &q.items[0])) return std::nullopt;
    if (join == Join::kOr && !AreNear(q.items[0].value, high.value)) return std::nullopt;
  }
  q.letter |= last.letter;
  q.scale = last.scale;
  q.end = last.end;
  q.scaled = last.scaled;
  q.plain = false;
  return q;
}

// A number that may be a list item without a scale of its own.
bool IsShortItem(const Reading& r) {
  return !r.scaled && !r.bare && !r.high && !r.positional && r.value < Decimal(1000);
}

// tokens[index], tokens[index + 1], ... joined as a list that ends at tokens[last].
std::optional<Quantity> Listed(const std::vector<NumberToken>& tokens, size_t index, size_t last,
                               const Reading& tail) {
  if (!tail.scaled || tail.bare) return std::nullopt;
  Quantity q;
  bool any_scaled = false, any_short = false;
  for (size_t i = index; i < last; ++i) {
    const Reading& r = tokens[i].readings.front();
    any_scaled |= r.scaled;
    any_short |= IsShortItem(r);
    if (!r.scaled && !IsShortItem(r)) return std::nullopt;
    if (i == index)
      q = Single(tokens[i].begin, r);
    else
      q.items.push_back(ItemOf(tokens[i].begin, r));
  }
  if (any_scaled && any_short) return std::nullopt;
  if (any_short) {
    for (QuantityItem& item : q.items) {
      const auto scaled = item.value.Times(tail.scale);
      if (!scaled) return std::nullopt;
      item.value = *scaled;
    }
  }
  q.items.push_back(ItemOf(tokens[last].begin, tail));
  q.letter |= tail.letter;
  q.scale = tail.scale;
  q.end = tail.end;
  q.scaled = true;
  q.plain = false;
  return q;
}

// "three, four or five" go up step by step, "20, 30 or 40 million" too; "1986, four or five" do
// not.
bool AreSteps(const Reading& first, const Reading& second, const Reading& last) {
  const auto twice = second.value.Times(2);
  const auto next = twice ? twice->Minus(first.value) : std::nullopt;
  const auto scaled = next ? next->Times(last.scale) : std::nullopt;
  return scaled && first.value < second.value && !IsYear(first) &&
         (*next == last.value || *scaled == last.value);
}

constexpr size_t kMostItems = 12;
constexpr uint32_t kLongestJoiner = 6;  // ", and ", in bytes.

// Finds the quantities of one number and appends them.
class Finder {
 public:
  Finder(std::string_view text, const std::vector<NumberToken>& tokens, size_t index,
         std::vector<Quantity>* out)
      : text_(text), tokens_(tokens), index_(index), out_(out), first_(out->size()) {}

  void Run() {
    const NumberToken& token = tokens_[index_];
    if (token.readings.empty()) return;
    if (MayJoinNext()) {
      Ranges();
      Alternatives();
      Lists();
    }
    for (const Reading& reading : token.readings) Add(Single(token.begin, reading));
  }

 private:
  // A shorter reading only has more before the next number.
  bool MayJoinNext() const {
    return index_ + 1 < tokens_.size() &&
           tokens_[index_ + 1].begin <= tokens_[index_].end + kLongestJoiner;
  }

  std::string_view Between(uint32_t end, const NumberToken& next) const {
    return next.begin >= end ? text_.substr(end, next.begin - end) : std::string_view("\n");
  }
  std::string_view BehindLongest(size_t index) const {
    return Between(tokens_[index].readings.front().end, tokens_[index + 1]);
  }

  void Ranges() {
    const NumberToken &token = tokens_[index_], &next = tokens_[index_ + 1];
    const std::string_view before = text_.substr(0, token.begin);
    for (const Reading& first : token.readings) {
      const std::string_view words = Between(first.end, next);
      const Join join = JoinOf(before, words);
      if (join != Join::kRange && join != Join::kTo && join != Join::kOr) continue;
      for (const Reading& last : next.readings) {
        if (auto q = Ranged(before, words, token, first, next, last, join)) Add(std::move(*q));
      }
    }
  }

  // "three, four or five" is a range as "three or five" is.
  void Alternatives() {
    if (index_ + 2 >= tokens_.size()) return;
    const NumberToken &token = tokens_[index_], &middle = tokens_[index_ + 1],
                      &next = tokens_[index_ + 2];
    if (middle.readings.empty() || BehindLongest(index_) != ", " ||
        JoinOf({}, BehindLongest(index_ + 1)) != Join::kOr)
      return;
    const std::string_view before = text_.substr(0, token.begin);
    const Reading& first = token.readings.front();
    for (const Reading& last : next.readings) {
      if (!AreSteps(first, middle.readings.front(), last)) continue;
      if (auto q = Ranged(before, " or ", token, first, next, last, Join::kRange))
        Add(std::move(*q));
    }
  }

  void Lists() {
    // 1、 at the head of a paragraph is a number of the list, not an item.
    if (tokens_[index_].begin == 0 && BehindLongest(index_) == "、") return;
    for (size_t last = index_; GoesOn(last) && last - index_ < kMostItems;) {
      ++last;
      // "In Phase 2, 3 million yuan": a comma alone joins no two.
      if (last == index_ + 1 && BehindLongest(index_) == ", ") continue;
      for (const Reading& tail : tokens_[last].readings) {
        if (auto q = Listed(tokens_, index_, last, tail)) Add(std::move(*q));
      }
    }
  }

  // Does a list go on behind tokens_[last]?
  bool GoesOn(size_t last) const {
    return last + 1 < tokens_.size() && !tokens_[last].readings.empty() &&
           !tokens_[last + 1].readings.empty() && IsListJoin(JoinOf({}, BehindLongest(last)));
  }

  static bool IsListJoin(Join join) { return join == Join::kList || join == Join::kOr; }

  // Longest first; of those that end alike the earlier stays first.
  void Add(Quantity&& quantity) {
    auto at = out_->end();
    while (at != out_->begin() + first_ && (at - 1)->end < quantity.end) --at;
    out_->insert(at, std::move(quantity));
  }

  std::string_view text_;
  const std::vector<NumberToken>& tokens_;
  size_t index_;
  std::vector<Quantity>* out_;
  ptrdiff_t first_;  // Where those of this number begin.
};

}  // namespace

std::optional<Quantity> RangeOf(const Quantity& quantity) {
  Quantity range = quantity;
  range.doubt = Doubt::kNone;
  range.items = {quantity.items.front()};
  if (!Widen(quantity.items.back(), &range.items.front())) return std::nullopt;
  return range;
}

std::vector<Quantity> QuantitiesAt(std::string_view text, const std::vector<NumberToken>& tokens,
                                   size_t index) {
  std::vector<Quantity> quantities;
  Finder(text, tokens, index, &quantities).Run();
  return quantities;
}

Quantities::Quantities(std::string_view text, const std::vector<NumberToken>& tokens) {
  ends_.reserve(tokens.size());
  all_.reserve(tokens.size() + tokens.size() / 4);
  for (size_t i = 0; i < tokens.size(); ++i) {
    Finder(text, tokens, i, &all_).Run();
    ends_.push_back(static_cast<uint32_t>(all_.size()));
  }
}

}  // namespace factmill
