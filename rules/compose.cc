// From captures to values: one function a kind.  The names of captures are the
// language's (rules/README.md):
//   q the number; u its unit (after it, or a prefix before it); h a hedge inside
//   q2, u2 the high end of a range; add, addu a smaller part (5元3角); den a denominator,
//   den2 that of the high end
//   c a classifier; n a noun; for dates the names of extractors/date.h, with 2
//   behind them for a range's end, and n, du for durations
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "rules/composer.h"
#include "rules/composite.h"

namespace factmill {
namespace {

// Money, counts, percentages, measures, multiples.
class AmountComposer : public Composer {
 public:
  using Composer::Composer;

  std::optional<Composed> Run() {
    const Capture* q = Find("q");
    Composed composed;
    if (rule_.value) {
      Figure figure{begin_, end_, {}};
      figure.value.value = *rule_.value;
      composed.figures.push_back(std::move(figure));
    } else if (q == nullptr) {
      return None("it has no number");
    } else if (q->quantity != nullptr) {
      const auto range = RangeIn(*q->quantity);
      const Quantity& quantity = range ? *range : *q->quantity;
      if (!Usable(quantity)) return std::nullopt;
      for (const QuantityItem& item : quantity.items) {
        Figure figure{item.begin, item.end, {}};
        figure.value.value = item.value;
        figure.value.value_max = item.max;
        figure.value.bound = item.bound;
        composed.figures.push_back(std::move(figure));
      }
    } else {
      Figure figure{begin_, end_, {}};
      figure.value.value = NumberOf(*q);
      if (!figure.value.value) return None("its number cannot be read");
      composed.figures.push_back(std::move(figure));
    }
    // The first and the last figure take in what stands around them; a Chinese
    // count ends with its classifier.
    const Capture* c = Find("c");
    composed.figures.front().begin = begin_;
    composed.figures.back().end = c != nullptr && Find("n") != nullptr ? c->end : end_;
    const Decimal times = UnitTimes();
    std::string unit = rule_.unit;
    if (const Capture* u = Find("u"); u != nullptr && u->entry != nullptr && unit.empty()) {
      unit = u->entry->canonical;
    }
    if (rule_.kind == Kind::kCount && unit.empty()) unit = CountUnit();
    for (Figure& figure : composed.figures) {
      figure.value.kind = rule_.kind;
      figure.value.unit = unit;
      if (rule_.times && (figure.value.value_max || !Scale(*rule_.times, &figure.value))) {
        return None("the rule's times does not go with a range");
      }
      // 零下三十多度 is less than -30.
      if (rule_.times && rule_.times->negative()) figure.value.bound = Turned(figure.value.bound);
      if (!Scale(times, &figure.value)) return None("the number is too large");
      if (!Divide(&figure.value)) return None("the fraction is none, or more than one");
    }
    if (!AddParts(&composed.figures)) return None("the smaller part does not go with the whole");
    if (!RangeEnd(unit, &composed.figures)) return None("its two ends make no range");
    Hedge(&composed.figures);
    return composed;
  }

 private:
  // A currency in front reaches one number or range: $1.2 billion and 8.5 billion
  // yuan are two currencies.  人民币2023年 is a year.
  bool UsableBehindPrefix(const Quantity& quantity, const Entry& prefix) const {
    if (quantity.items.size() > 1) return No("a currency in front holds for one number only");
    int size;
    const char32_t last = DecodeUtf8Before(prefix.word, prefix.word.size(), &size);
    const bool word = IsHan(last) || IsLatinLetter(last);
    if (word && YearLike(quantity)) return No("the number behind the currency looks like a year");
    uint32_t at = end_;
    while (at < context_.text.size() && context_.text[at] == ' ') ++at;
    const auto hit = rules_.vocabulary.Longest(context_.text, at, context_.home);
    if (hit.end == 0) return true;
    for (const Entry* entry : *hit.entries) {
      const bool unit = entry->kind == EntryKind::kUnit && entry->unit_kind == Kind::kMoney;
      if (unit && entry->canonical != prefix.canonical) {
        return No("another currency stands behind the number");
      }
    }
    return true;
  }

  // Things are counted in whole numbers: 4.7个 is the head of 4.7个和1.3个百分点.
  static bool Countable(std::span<const QuantityItem> items) {
    return std::all_of(items.begin(), items.end(), [](const QuantityItem& item) {
      return item.value.IsInteger() && !item.value.negative();
    });
  }

  static bool YearLike(const Quantity& quantity) {
    return quantity.plain && quantity.items[0].value >= Decimal(1900) &&
           quantity.items[0].value < Decimal(2100);
  }

  // 2019-2023, before a noun: the years of a series, a plan.
  static bool AreYears(const Quantity& quantity, std::string_view text) {
    constexpr size_t kTwoYears = sizeof("2019–2023") - 1;
    const QuantityItem& item = quantity.items[0];
    return item.max && text.size() <= kTwoYears && text.find(',') == text.npos &&
           item.value >= Decimal(1900) && *item.max < Decimal(2100);
  }

  bool Usable(const Quantity& quantity) const {
    const Capture* u = Find("u");
    if (u != nullptr && u->entry != nullptr && u->entry->kind == EntryKind::kPrefix &&
        !UsableBehindPrefix(quantity, *u->entry)) {
      return false;
    }
    // "a million and a half dollars" is not half a dollar.
    const Capture* q = Find("q");
    if (TextOf(*q) == "half" && WindowBefore(context_.text, q->begin).ends_with(" and a "))
      return No("the half belongs to the number before it");
    if (quantity.letter && rule_.kind != Kind::kMoney)  // 800m heats.
      return No("a number scaled by one letter (m, b, k) is money or nothing");
    if (quantity.bare && Find("den") == nullptr && quantity.items[0].bound == Bound::kExact &&
        Find("h") == nullptr &&
        HedgeBefore(rules_, context_.text, begin_, rule_.kind) == Bound::kExact) {
      // 百家 alone is no figure; 近百家 is.
      return No("a scale word alone is a figure only behind a hedge such as 近, about");
    }
    if (u != nullptr && TakesFromUnit(*q, *u)) return No("its last character is the unit's");
    const std::string_view digits = TextOf(*q);
    if (digits.size() > 1 && digits[0] == '0' &&
        IsAsciiDigit(static_cast<unsigned char>(digits[1])))
      return No("the number begins with 0");  // 007 agents; 4,472,0000 dlrs
    if (IsTooWide(quantity)) return No("no range is so wide");
    const Capture* n = Find("n");
    if (n != nullptr && n->end < q->begin && TellsTime(n->end, q->begin))
      return No("a date stands between the noun and its number");
    if (!rule_.words_from_two) return true;
    if (quantity.spelled && !quantity.items[0].max && quantity.items[0].value < Decimal(2))
      return No("the rule has words_from_two, and the number in words is below two");
    // 2019 before a noun is mostly a year.
    if (rule_.kind == Kind::kCount && !Countable(quantity.items))
      return No("things are counted in whole numbers");
    const bool year = YearLike(quantity) || AreYears(quantity, digits);
    return !year || n == nullptr || n->noun.empty() ||
           HedgeBefore(rules_, context_.text, begin_, rule_.kind) != Bound::kExact ||
           No("the number looks like a year");
  }

  // Is there a month, a day or a year in words: the number of people held on Saturday rose to 40?
  bool TellsTime(uint32_t begin, uint32_t end) const {
    constexpr std::array kRoles = {"date.en.month", "date.en.weekday", "date.en.day",
                                   "date.en.month_rel", "date.en.year"};
    for (uint32_t at = begin; at < end; ++at) {
      if (context_.text[at] != ' ') continue;
      for (const Vocabulary::Hit& hit : rules_.vocabulary.All(context_.text, at + 1)) {
        if (std::ranges::any_of(*hit.entries, [&](const Entry* entry) {
              return entry->kind == EntryKind::kTerm && std::ranges::count(kRoles, entry->role) > 0;
            }))
          return true;
      }
    }
    return false;
  }

  // "Sales rose 16 to 693 mln dlrs": a per cent is left out.
  static bool IsTooWide(const Quantity& quantity) {
    if (quantity.items.size() != 1 || !quantity.items[0].max || !quantity.scaled) return false;
    const auto widest = quantity.items[0].value.Times(20);
    return widest && *quantity.items[0].max > *widest;
  }

  // 百兆瓦 has no 百兆, but 兆瓦: a longer unit begins in the number.
  bool TakesFromUnit(const Capture& q, const Capture& u) const {
    if (u.entry == nullptr || u.begin != q.end || u.entry->kind != EntryKind::kUnit) return false;
    int size;
    const char32_t last = DecodeUtf8Before(context_.text, q.end, &size);
    if (!IsChineseNumeral(last) || q.end - q.begin <= static_cast<uint32_t>(size)) return false;
    const auto hit = rules_.vocabulary.Longest(context_.text, q.end - size, context_.home);
    if (hit.end != u.end) return false;
    return std::ranges::any_of(*hit.entries, [&](const Entry* entry) {
      return entry->kind == EntryKind::kUnit && entry->unit_kind == u.entry->unit_kind;
    });
  }

  static bool Scale(Decimal times, Value* value) {
    if (times == Decimal(1)) return true;
    const auto scaled = value->value->Times(times);
    if (!scaled) return false;
    value->value = *scaled;
    if (value->value_max) {
      value->value_max = value->value_max->Times(times);
      if (!value->value_max) return false;
    }
    return true;
  }

  // Fractions of a whole are percentages with at most two decimals.
  bool Divide(Value* value) const {
    const Capture* den = Find("den");
    if (den == nullptr) return true;
    const auto denominator = NumberOf(*den);
    if (!denominator || *denominator <= Decimal(0)) return false;
    value->value = FractionOf(*value->value, *denominator, &value->inexact);
    // 百分之二百 is a figure; 5/3 of something is none.
    if (!value->value || (*value->value > WholeOfFraction() && *denominator < Decimal(100)))
      return false;
    if (value->value_max)
      value->value_max = FractionOf(*value->value_max, *denominator, &value->inexact);
    return true;
  }

  std::optional<Decimal> FractionOf(Decimal top, Decimal denominator, bool* inexact) const {
    const auto hundred = top.Times(WholeOfFraction());
    bool exact = true;
    const auto quotient = hundred ? hundred->DividedBy(denominator, 15, &exact) : std::nullopt;
    if (!quotient || exact) return quotient;
    *inexact = true;
    return hundred->DividedBy(denominator, 2, nullptr);
  }

  Decimal WholeOfFraction() const {
    return rule_.kind == Kind::kPercent ? 100 : 1;  // 1/4 inch is 0.25 in.
  }

  // 5 feet 2 inches are 62 inches.
  bool AddSmallerUnits(std::vector<Figure>* figures) const {
    Value& value = figures->front().value;
    if (figures->size() != 1 || value.value_max) return false;
    std::vector<UnitPart> parts = {{*value.value, value.unit}};
    constexpr CaptureNameBytes kNames[][2] = {{"add", "addu"}, {"add2", "addu2"}};
    for (const auto& [name, unit_name] : kNames) {
      const Capture* add = Find(name);
      if (add == nullptr) continue;
      const Capture* unit = Find(unit_name);
      const auto number = NumberOf(*add);
      if (!number || unit == nullptr || unit->entry == nullptr) return false;
      parts.push_back({*number, unit->entry->canonical});
    }
    const auto sum = InSmallestUnit(rules_.units, parts);
    if (!sum) return false;
    value.value = *sum;
    value.unit = std::string(parts.back().code);
    return true;
  }

  // 5元3角, 12元1角1分, 3 pounds 50 pence.
  bool AddParts(std::vector<Figure>* figures) const {
    const Capture* addu = Find("addu");
    if (addu != nullptr && rule_.kind == Kind::kMeasure) return AddSmallerUnits(figures);
    // $1.52 and 60 cents are two prices.
    const bool has_parts = addu != nullptr || Find("cents") != nullptr;
    if (has_parts && UnitTimes() == Decimal(1) && !figures->front().value.value->IsInteger())
      return false;
    const Decimal smaller =
        addu != nullptr && addu->entry != nullptr ? addu->entry->times : UnitTimes();
    return AddPart("add", "addu", UnitTimes(), figures) &&
           AddPart("add2", "addu2", smaller, figures) && AddCents(figures);
  }

  // 九元零九分
  bool AddCents(std::vector<Figure>* figures) const {
    const Capture* cents = Find("cents");
    if (cents == nullptr) return true;
    const auto number = NumberOf(*cents);
    if (figures->size() != 1 || !number || *number >= Decimal(100)) return false;
    Value& value = figures->front().value;
    const auto sum = value.value->Plus(number->Shifted(-2).value_or(0));
    if (!sum || value.value_max) return false;
    value.value = *sum;
    return true;
  }

  // A digit without a unit is a tenth of `before`: 一成二 is 12 %.
  bool AddPart(CaptureNameBytes name, CaptureNameBytes unit_name, Decimal before,
               std::vector<Figure>* figures) const {
    const Capture* add = Find(name);
    if (add == nullptr) return true;
    const Capture* unit = Find(unit_name);
    const auto number = TextOf(*add) == "半" ? Decimal::Parse("0.5") : NumberOf(*add);
    if (figures->size() != 1 || !number) return false;
    Decimal times = unit != nullptr && unit->entry != nullptr ? unit->entry->times : before;
    if (unit == nullptr && TextOf(*add) != "半") times = times.Shifted(-1).value_or(times);
    const auto part = number->Times(times);
    if (part && unit != nullptr && times >= UnitTimes()) return false;  // Smaller than the whole.
    Value& value = figures->front().value;
    const auto sum = !part                     ? std::nullopt
                     : value.value->negative() ? value.value->Minus(*part)
                                               : value.value->Plus(*part);
    if (!sum || value.value_max) return false;
    value.value = *sum;
    return unit == nullptr || unit->entry == nullptr || unit->entry->canonical == value.unit;
  }

  // $1.2bn to $1.5bn: the same unit twice.
  bool RangeEnd(const std::string& unit, std::vector<Figure>* figures) const {
    const Capture* q2 = Find("q2");
    if (q2 == nullptr) return true;
    auto high = NumberOf(*q2);
    if (figures->size() != 1 || !high || figures->front().value.value_max) return false;
    Decimal times = UnitTimes();
    if (const Capture* u2 = Find("u2"); u2 != nullptr && u2->entry != nullptr) {
      if (u2->entry->canonical != unit) return false;
      times = u2->entry->times;
    }
    if (const Capture* den2 = Find("den2"); den2 != nullptr) {  // 1/4 to 1/2 pct
      const auto denominator = NumberOf(*den2);
      if (!denominator || *denominator <= Decimal(0)) return false;
      high = FractionOf(*high, *denominator, &figures->front().value.inexact);
      times = rule_.times.value_or(times);
    }
    if (high) high = high->Times(times);
    if (!high) return false;
    Value& value = figures->front().value;
    const Capture* q = Find("q");
    if (q->quantity != nullptr && q2->quantity != nullptr && !q->quantity->scaled) {
      // $3-$4 billion: both are billions.
      const auto scaled = value.value->Times(q2->quantity->scale);
      if (scaled && *scaled < *high) value.value = *scaled;
    }
    if (*high <= *value.value) return false;
    // "rose $1.64 to $47.10" is a change; no range is that wide.
    const auto widest = value.value->Times(20);
    if (widest && *high > *widest) return false;
    value.value_max = *high;
    return true;
  }

  Decimal UnitTimes() const {
    const Capture* u = Find("u");
    return u != nullptr && u->entry != nullptr ? u->entry->times : Decimal(1);
  }

  std::string CountUnit() const {
    if (const Capture* c = Find("c"); c != nullptr && c->entry != nullptr) {
      if (c->entry->mass && Find("n") == nullptr) return c->entry->canonical;
      return CountedNoun(rules_, context_.text, begin_, c->end, c->entry->canonical);
    }
    if (const Capture* n = Find("n"); n != nullptr) {
      if (n->entry == nullptr) return std::string(n->noun);
      return n->entry->canonical.empty() ? NounOf(n->entry->word) : n->entry->canonical;
    }
    return "";
  }
};

}  // namespace

std::optional<Composed> Compose(const CompiledRules& rules, const Rule& rule,
                                std::span<const Capture> captures, uint32_t begin, uint32_t end,
                                const MatchContext& context, const char** why) {
  if (rule.kind == Kind::kDate) return ComposeDate(rules, rule, captures, begin, end, context, why);
  return AmountComposer(rules, rule, captures, begin, end, context, why).Run();
}

}  // namespace factmill
