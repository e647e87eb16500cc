// From the captures of a date rule to durations: two years and three months, six to ten weeks.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "rules/composer.h"

namespace factmill {
namespace {

class DurationComposer : public Composer {
 public:
  using Composer::Composer;

  std::optional<Composed> Run() {
    const Capture* unit = Find("du");
    if (unit == nullptr || unit->entry == nullptr) return None("it has no unit of time");
    const std::string& code = unit->entry->canonical;
    std::optional<Decimal> low, high;
    Figure figure{begin_, end_, {}};
    figure.value.kind = Kind::kDate;
    if (!ReadAmount(code, &low, &high, &figure.value.bound)) return std::nullopt;
    auto text = FormatDuration(*low, high, code);
    if (!text) return None("so long a time cannot be written as a duration");
    figure.value.edtf = *std::move(text);
    if (Find("du2") != nullptr && (high || !AddUnits(code, &figure.value.edtf)))
      return None("its units do not go together");
    if (const Capture* last = Find("u2"); last != nullptr) {
      const auto end = high ? std::nullopt : LongerThan(*low, *unit, *last);
      if (!end) return None("it is no range of durations");
      figure.value.edtf += "/" + *end;
    }
    Composed composed;
    composed.figures.push_back(std::move(figure));
    Hedge(&composed.figures);
    return composed;
  }

 private:
  // How many units, and at most how many in a range.
  bool ReadAmount(std::string_view unit, std::optional<Decimal>* low, std::optional<Decimal>* high,
                  Bound* bound) const {
    const Capture* n = Find("n");
    if (rule_.value) {
      *low = rule_.value;
    } else if (n != nullptr && n->quantity != nullptr) {
      if (!ReadQuantity(*n, unit, low, high, bound)) return false;
    } else if (n != nullptr) {
      *low = NumberOf(*n);
    }
    if (!*low) return No("its number cannot be read");
    if (Find("half") != nullptr) {  // 两年半
      *low = (*low)->Plus(*Decimal::Parse("0.5"));
      if (!*low || *high) return No("its half does not go with the number");
    }
    if (const Capture* most = Find("n2"); most != nullptr && Find("du2") == nullptr) {
      if (*high) return No("it has two high ends");
      *high = NumberOf(*most);  // five to ten years ago
      if (!*high || **high <= **low) return No("its two ends make no range");
    }
    return true;
  }

  bool ReadQuantity(const Capture& n, std::string_view unit, std::optional<Decimal>* low,
                    std::optional<Decimal>* high, Bound* bound) const {
    const auto range = RangeIn(*n.quantity);
    const Quantity& quantity = range ? *range : *n.quantity;
    if (quantity.items.size() != 1 || quantity.bare) return No("it needs one number");
    if (TextOf(n).starts_with("0")) return No("the number begins with 0");  // 08年 is a year.
    // 2021年 is no duration, nor is "the same 2021 month".
    const bool of_year = unit == "Y" || unit == "M";
    if ((quantity.plain || quantity.positional) && of_year &&
        quantity.items[0].value >= Decimal(1500)) {
      return No("the number looks like a year");
    }
    // 九八年 is one too; 七八年, seven or eight years, is a range.
    if (quantity.positional && unit == "Y" && !quantity.items[0].max)
      return No("the number looks like a year");
    *low = quantity.items[0].value;
    *high = quantity.items[0].max;
    *bound = quantity.items[0].bound;
    return true;
  }

  // The high end of "six months to two years", if it is the longer one.
  std::optional<std::string> LongerThan(Decimal low, const Capture& unit,
                                        const Capture& last) const {
    const Capture* number = Find("q2");
    const auto high = number != nullptr ? NumberOf(*number) : std::nullopt;
    if (!high || unit.entry == nullptr || last.entry == nullptr) return std::nullopt;
    const auto days = [](Decimal amount, std::string_view of) -> std::optional<Decimal> {
      constexpr std::pair<std::string_view, int> kDays[] = {
          {"D", 1}, {"W", 7}, {"M", 30}, {"Q", 91}, {"Y", 365}};
      for (const auto& [name, size] : kDays) {
        if (name == of) return amount.Times(size);
      }
      return std::nullopt;
    };
    const auto from = days(low, unit.entry->canonical), to = days(*high, last.entry->canonical);
    if (!from || !to || *from >= *to) return std::nullopt;
    return FormatDuration(*high, std::nullopt, last.entry->canonical);
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
};

}  // namespace

std::optional<Composed> ComposeDuration(const CompiledRules& rules, const Rule& rule,
                                        std::span<const Capture> captures, uint32_t begin,
                                        uint32_t end, const MatchContext& context,
                                        const char** why) {
  return DurationComposer(rules, rule, captures, begin, end, context, why).Run();
}

}  // namespace factmill
