// From captures to values: one function a kind.  The names of captures are the
// language's (rules/README.md):
//   q the number; u its unit (after it, or a prefix before it); h a hedge inside
//   q2, u2 the high end of a range; add, addu a smaller part (5元3角); den a denominator
//   c a classifier; n a noun; for dates the names of extractors/date.h, with 2
//   behind them for a range's end, and n, du for durations
#include <algorithm>
#include <span>

#include "base/small_vector.h"
#include "base/utf8.h"
#include "rules/composite.h"
#include "rules/matcher.h"

namespace factmill {
namespace {

// The first eight bytes of a capture's name; none that is looked for has more.
constexpr uint64_t Packed(std::string_view name) {
  uint64_t packed = 0;
  for (char c : name.substr(0, 8)) packed = packed << 8 | static_cast<unsigned char>(c);
  return packed;
}

struct Name {
  consteval Name(const char* name) : packed(Packed(name)) {}
  uint64_t packed;
};

class Composer {
 public:
  Composer(const CompiledRules& rules, const Rule& rule, std::span<const Capture> captures,
           uint32_t begin, uint32_t end, const MatchContext& context, const char** why)
      : rules_(rules),
        rule_(rule),
        captures_(captures),
        begin_(begin),
        end_(end),
        context_(context),
        why_(why) {
    for (const Capture& capture : captures) names_.push_back(Packed(capture.name));
  }

  std::optional<Composed> Run() {
    if (rule_.kind == Kind::kDate)
      return rule_.date == DateForm::kDuration ? Duration() : Calendar();
    return Amount();
  }

 private:
  // There is no figure: says why, the first time that it is called.
  bool No(const char* why) const {
    if (why_ != nullptr && *why_ == nullptr) *why_ = why;
    return false;
  }
  std::nullopt_t None(const char* why) const {
    No(why);
    return std::nullopt;
  }

  const Capture* Find(Name name) const {
    for (size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] == name.packed) return &captures_[i];
    }
    return nullptr;
  }
  std::string_view TextOf(const Capture& capture) const {
    return context_.text.substr(capture.begin, capture.end - capture.begin);
  }

  // The number of a capture: a quantity, a term's meaning, or digits and
  // numerals inside a regular expression.
  std::optional<Decimal> NumberOf(const Capture& capture) const {
    if (capture.quantity != nullptr) {
      const auto& items = capture.quantity->items;
      if (items.size() != 1 || items[0].max) return std::nullopt;
      return items[0].value;
    }
    if (capture.entry != nullptr) return capture.entry->number;
    return ReadWholeNumber(TextOf(capture));
  }

  // ---- Money, counts, percentages, measures, multiples.

  std::optional<Composed> Amount() {
    const Capture* q = Find("q");
    Composed composed;
    if (rule_.value) {
      Figure figure{begin_, end_, {}};
      figure.value.value = *rule_.value;
      composed.figures.push_back(std::move(figure));
    } else if (q == nullptr) {
      return None("it has no number");
    } else if (q->quantity != nullptr) {
      if (!Usable(*q->quantity)) return std::nullopt;
      for (const QuantityItem& item : q->quantity->items) {
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
      if (rule_.times && rule_.times->negative()) figure.value.bound = Turned(figure.value.bound);
      if (!Scale(times, &figure.value)) return None("the number is too large");
      if (!Divide(&figure.value)) return None("the fraction is none, or more than one");
    }
    if (!AddParts(&composed.figures)) return None("the smaller part does not go with the whole");
    if (!RangeEnd(unit, &composed.figures)) return None("its two ends make no range");
    Hedge(&composed.figures);
    return composed;
  }

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
    if (!rule_.words_from_two) return true;
    if (quantity.spelled && !quantity.items[0].max && quantity.items[0].value < Decimal(2))
      return No("the rule has words_from_two, and the number in words is below two");
    // 2019 before a noun is mostly a year.
    if (rule_.kind == Kind::kCount && !Countable(quantity.items))
      return No("things are counted in whole numbers");
    const Capture* n = Find("n");
    return !YearLike(quantity) || n == nullptr || n->noun.empty() ||
           HedgeBefore(rules_, context_.text, begin_, rule_.kind) != Bound::kExact ||
           No("the number looks like a year");
  }

  // 零下三十多度 is less than -30.
  static Bound Turned(Bound bound) {
    return bound == Bound::kGreater ? Bound::kLess
           : bound == Bound::kLess  ? Bound::kGreater
                                    : bound;
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

  // Fractions are percentages with at most two decimals.
  bool Divide(Value* value) const {
    const Capture* den = Find("den");
    if (den == nullptr) return true;
    const auto denominator = NumberOf(*den);
    if (!denominator || *denominator <= Decimal(0)) return false;
    const auto part = [&](Decimal top) -> std::optional<Decimal> {
      const auto hundred = top.Times(100);
      bool exact = true;
      const auto quotient = hundred ? hundred->DividedBy(*denominator, 15, &exact) : std::nullopt;
      if (!quotient || exact) return quotient;
      value->inexact = true;
      return hundred->DividedBy(*denominator, 2, nullptr);
    };
    value->value = part(*value->value);
    // 百分之二百 is a figure; 5/3 of something is none.
    if (!value->value || (*value->value > Decimal(100) && *denominator < Decimal(100)))
      return false;
    if (value->value_max) value->value_max = part(*value->value_max);
    return true;
  }

  // 5 feet 2 inches are 62 inches.
  bool AddSmallerUnits(std::vector<Figure>* figures) const {
    Value& value = figures->front().value;
    if (figures->size() != 1 || value.value_max) return false;
    std::vector<UnitPart> parts = {{*value.value, value.unit}};
    constexpr Name kNames[][2] = {{"add", "addu"}, {"add2", "addu2"}};
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
  bool AddPart(Name name, Name unit_name, Decimal before, std::vector<Figure>* figures) const {
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
    if (const Capture* u2 = Find("u2"); u2 != nullptr && u2->entry != nullptr) {
      if (u2->entry->canonical != unit) return false;
      high = high->Times(u2->entry->times);
    }
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
      return n->entry != nullptr ? n->entry->canonical : std::string(n->noun);
    }
    return "";
  }

  void Hedge(std::vector<Figure>* figures) const {
    const auto set = [](Figure* figure, Bound bound) {
      if (bound != Bound::kExact && figure->value.bound == Bound::kExact)
        figure->value.bound = bound;
    };
    const Capture* h = Find("h");
    if (h != nullptr && h->entry != nullptr) set(&figures->front(), h->entry->bound);
    for (Figure& figure : *figures) set(&figure, rule_.bound);
    set(&figures->front(), HedgeBefore(rules_, context_.text, begin_, rule_.kind));
    set(&figures->back(), HedgeAfter(rules_, context_.text, figures->back().end, rule_.kind));
  }

  // ---- Dates.

  std::optional<Composed> Duration() {
    const Capture* n = Find("n");
    const Capture* unit = Find("du");
    if (unit == nullptr || unit->entry == nullptr) return None("it has no unit of time");
    std::optional<Decimal> low, high;
    Figure figure{begin_, end_, {}};
    figure.value.kind = Kind::kDate;
    if (rule_.value) {
      low = rule_.value;
    } else if (n != nullptr && n->quantity != nullptr) {
      const Quantity& quantity = *n->quantity;
      if (quantity.items.size() != 1 || quantity.bare) return None("it needs one number");
      if (TextOf(*n).starts_with("0")) return None("the number begins with 0");  // 08年 is a year.
      // 2021年 is no duration.
      if ((quantity.plain || quantity.positional) && unit->entry->canonical == "Y" &&
          quantity.items[0].value >= Decimal(1500)) {
        return None("the number looks like a year");
      }
      // 九八年 is one too; 七八年, seven or eight years, is a range.
      if (quantity.positional && unit->entry->canonical == "Y" && !quantity.items[0].max) {
        return None("the number looks like a year");
      }
      low = quantity.items[0].value;
      high = quantity.items[0].max;
      figure.value.bound = quantity.items[0].bound;
    } else if (n != nullptr) {
      low = NumberOf(*n);
    }
    if (!low) return None("its number cannot be read");
    if (Find("half") != nullptr) {  // 两年半
      low = low->Plus(*Decimal::Parse("0.5"));
      if (!low || high) return std::nullopt;
    }
    auto text = FormatDuration(*low, high, unit->entry->canonical);
    if (!text) return None("so long a time cannot be written as a duration");
    figure.value.edtf = *std::move(text);
    if (Find("du2") != nullptr) {
      if (high || !AddUnits(unit->entry->canonical, &figure.value.edtf)) {
        return None("its units do not go together");
      }
    }
    Composed composed;
    composed.figures.push_back(std::move(figure));
    Hedge(&composed.figures);
    return composed;
  }

  // 98年 is 1998, 21年 is 2021, 49年 is 1949: Chinese ones are at most ten years ahead.
  int YearOfTwoDigits(int year, const Capture& capture) const {
    const bool chinese = context_.text.substr(capture.end).starts_with("年");
    const int last = chinese && context_.reference ? context_.reference->year + 10 : 2050;
    return year + (2000 + year <= last ? 2000 : 1900);
  }

  static bool HasHan(std::string_view text) {
    int size;
    for (size_t at = 0; at < text.size(); at += static_cast<size_t>(size)) {
      if (IsHan(DecodeUtf8(text, at, &size))) return true;
    }
    return false;
  }

  // 2 of m2, 0 of m.
  static int NumberOfEnd(std::string_view name) {
    const bool numbered = name.size() > 1 && name.back() >= '2' && name.back() <= '3';
    return numbered ? name.back() - '0' : 0;
  }

  // So many of a unit are one of the larger unit, or more.  Places in kUnits.
  static int MostOf(ptrdiff_t unit, ptrdiff_t larger) {
    constexpr int kDay = 4, kMost[] = {0, 4, 12, 53, 366, 24, 60, 60};
    if (unit == kDay && larger == kDay - 1) return 7;
    return unit == kDay && larger == kDay - 2 ? 31 : kMost[unit];
  }

  // "2 years and 3 months" is P2Y3M, 两天又一个月 P1M2D: the larger unit first.
  bool AddUnits(std::string_view first_unit, std::string* edtf) const {
    constexpr std::string_view kUnits[] = {"Y", "Q", "M", "W", "D", "TH", "TM", "TS"};
    const auto rank = [&](std::string_view u) { return std::ranges::find(kUnits, u) - kUnits; };
    std::vector<std::pair<ptrdiff_t, std::string>> parts = {{rank(first_unit), *edtf}};
    const Capture* const others[][2] = {{Find("n2"), Find("du2")}, {Find("n3"), Find("du3")}};
    for (const auto& [n, unit] : others) {
      if (n == nullptr || unit == nullptr || unit->entry == nullptr) break;
      constexpr std::string_view kAnd = "零";  // 五个月零十天
      const std::string_view number = TextOf(*n);
      const auto amount =
          number.starts_with(kAnd) ? ReadWholeNumber(number.substr(kAnd.size())) : NumberOf(*n);
      if (!amount) return false;
      const auto text = FormatDuration(*amount, std::nullopt, unit->entry->canonical);
      const ptrdiff_t place = rank(unit->entry->canonical);
      if (!text) return false;
      // "six months, one year" and "18 months, 2 years" are lists, as is 一周七天.
      const bool falls = place > parts.back().first;
      if (!falls && context_.text.substr(0, n->begin).ends_with(", ")) return false;
      if (falls && *amount >= Decimal(MostOf(place, parts.back().first))) return false;
      parts.emplace_back(place, *text);
    }
    std::ranges::sort(parts);
    *edtf = parts[0].second;
    for (size_t i = 1; i < parts.size(); ++i) {
      if (parts[i].first == parts[i - 1].first) return false;
      edtf->append(parts[i].second, edtf->find('T') != edtf->npos ? 2 : 1);
    }
    return true;
  }

  // How far off a date is: "2 weeks and 3 days ago".
  bool ReadDistance(DateParts* parts) const {
    const Capture* const distance[][2] = {
        {Find("n"), Find("du")}, {Find("n2"), Find("du2")}, {Find("n3"), Find("du3")}};
    for (const auto& [n, unit] : distance) {
      if (unit == nullptr) break;
      const auto amount = n != nullptr ? NumberOf(*n) : std::optional(Decimal(1));
      const auto whole = amount ? amount->ToInt() : std::nullopt;
      if (!whole || unit->entry == nullptr || *whole > 10000 ||
          !parts->AddDistance(static_cast<int>(*whole), unit->entry->canonical)) {
        return false;
      }
    }
    return true;
  }

  // Reads the captures of one end (0, 2 or 3) into parts; false if one of them
  // is no number.  `*any` says whether there were any.
  bool ReadParts(int end, DateParts* parts, bool* any) const {
    for (const Capture& capture : captures_) {
      std::string_view name = capture.name;
      if (NumberOfEnd(name) != end) continue;
      if (end != 0) name.remove_suffix(1);
      if (name == "until" || name == "since" || name == "from") continue;
      if (name == "n" || name == "du") {  // See ReadDistance.
        *any = *any || end == 0;
        continue;
      }
      std::optional<int64_t> value;
      const bool first_year = name == "roc" && TextOf(capture) == "元";  // 光绪元年
      const auto number = first_year ? Decimal(1) : NumberOf(capture);
      if (number) value = number->ToInt();
      if (name == "y" && !number) value = ReadSpelledYear(TextOf(capture));
      if (!value) return false;
      if (*value < -100000 || *value > 100000) return false;
      int part = static_cast<int>(*value);
      if (name == "era") continue;
      if (name == "roc") {  // Years of the Republic of China count from 1912.
        const Capture* era = Find("era");
        const auto before = era != nullptr ? NumberOf(*era) : Decimal(1911);
        part += static_cast<int>(before ? before->ToInt().value_or(0) : 0);
        name = "y";
      } else if (name == "fq") {  // The first so many quarters.
        part *= 3;
        name = "fm";
      } else if (name == "y" && part < 100 && part >= 0) {
        part = YearOfTwoDigits(part, capture);
      }
      if (!parts->Set(name, part)) return false;
      *any = true;
    }
    return true;
  }

  std::optional<Composed> Calendar() {
    DateParts first = rule_.set, last;
    bool has_first = rule_.sets_parts, has_last = false;
    if (!ReadParts(0, &first, &has_first) || !ReadParts(2, &last, &has_last))
      return None("a part of the date is no number");
    if (!ReadDistance(&first)) return None("how far off it is cannot be read");
    if (!has_first) return None("no part of a date was found");
    if (rule_.date == DateForm::kList && has_last) return DateList(first, last);
    const bool until = rule_.date == DateForm::kUntil || Find("until") != nullptr;
    const bool from = rule_.date == DateForm::kSince || Find("from") != nullptr;
    const DateMode mode = until                      ? DateMode::kUntil
                          : from                     ? DateMode::kSince
                          : Find("since") != nullptr ? DateMode::kSincePast
                                                     : DateMode::kAt;
    Composed composed;
    if (!AddDate(first, has_last ? std::optional(last) : std::nullopt, mode, begin_, end_,
                 &composed)) {
      return std::nullopt;
    }
    return composed;
  }

  // "July 17 and 22", 10月2日、9日和16日: each day is a figure of its own.
  std::optional<Composed> DateList(const DateParts& first, const DateParts& second) {
    DateParts third;
    bool has_third = false;
    if (!ReadParts(3, &third, &has_third)) return None("a part of the date is no number");
    Composed composed;
    const auto add = [&](DateParts parts, int number) {
      uint32_t begin = end_, end = begin_;
      for (const Capture& capture : captures_) {
        if (NumberOfEnd(capture.name) != number) continue;
        begin = std::min(begin, capture.begin);
        end = std::max(end, capture.end);
      }
      for (std::string_view unit : {"日", "号", "月"}) {
        if (context_.text.substr(end).starts_with(unit)) end += unit.size();
      }
      if (number == 0) begin = begin_;
      if (number == (has_third ? 3 : 2)) end = end_;
      if (!parts.year) parts.year = first.year;
      if (!parts.year_offset) parts.year_offset = first.year_offset;
      if (!parts.month) parts.month = first.month;
      return AddDate(parts, std::nullopt, DateMode::kAt, begin, end, &composed);
    };
    if (!add(first, 0) || !add(second, 2) || (has_third && !add(third, 3))) return std::nullopt;
    return composed;
  }

  // A text that is nothing else is of the article's year: "first Tuesday of October",
  // "July 13 - 15".  A Chinese range, 1月3日至2月10日, need not be.
  bool InThisYear(const DateParts& first, const std::optional<DateParts>& last) const {
    const bool planned = last || first.nth || first.week || first.span;
    if (!planned || begin_ != 0 || end_ != context_.text.size()) return false;
    const auto month = first.month || !last ? first.month : last->month;
    if (!month || first.year || first.year_offset || first.month_offset) return false;
    if (!last) return true;
    return !HasHan(context_.text) && !last->year && !last->year_offset &&
           last->month.value_or(12) >= *month;
  }

  bool AddDate(const DateParts& first, const std::optional<DateParts>& last, DateMode mode,
               uint32_t begin, uint32_t end, Composed* composed) const {
    // What names its year is the same in either.
    const auto fixed = [](const DateParts& parts) { return parts.year && !parts.weekday; };
    DateParts start = first;
    if (InThisYear(first, last)) start.year_offset = 0;
    const bool future = !(fixed(first) && (!last || fixed(*last))) && Future();
    DateOutcome outcome = ResolveDate(start, last, mode, context_.reference, future);
    if (!outcome.result) {
      if (outcome.error != DateError::kNeedsReference) return No("there is no such date");
      composed->warning = "a relative date, and the article has no publication date";
      return true;
    }
    Figure figure{begin, end, {}};
    figure.value.kind = Kind::kDate;
    figure.value.edtf = std::move(outcome.result->edtf);
    figure.value.date_start = std::move(outcome.result->start);
    figure.value.date_end = std::move(outcome.result->end);
    figure.value.bound = outcome.result->about ? Bound::kAbout : rule_.bound;
    composed->figures.push_back(std::move(figure));
    return true;
  }

  // Does the clause before the match speak of what is to come?
  bool Future() const {
    const std::string_view after = context_.text.substr(end_);
    for (std::string_view cue : {"将", " will ", " and will "}) {
      if (after.starts_with(cue)) return true;
    }
    const std::string_view window = WindowBefore(context_.text, begin_);
    for (std::string_view cue : {"will ", " to be ", "is set to", "are set to", "scheduled",
                                 "is due", "将", "拟于", "定于", "预计", "计划于"}) {
      if (window.find(cue) != std::string_view::npos) return true;
    }
    return false;
  }

  const CompiledRules& rules_;
  const Rule& rule_;
  std::span<const Capture> captures_;
  SmallVector<uint64_t, 8> names_;  // Of captures_, packed.
  uint32_t begin_, end_;
  const MatchContext& context_;
  const char** why_;
};

}  // namespace

std::optional<Composed> Compose(const CompiledRules& rules, const Rule& rule,
                                std::span<const Capture> captures, uint32_t begin, uint32_t end,
                                const MatchContext& context, const char** why) {
  return Composer(rules, rule, captures, begin, end, context, why).Run();
}

}  // namespace factmill
