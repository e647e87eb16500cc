#include "extractors/date.h"

#include <algorithm>
#include <cstdlib>

#include "extractors/lunar.h"

namespace factmill {
namespace {

// An expression resolved: its days, and its EDTF, or the EDTF of its two ends
// where it is an interval by itself.
struct Period {
  Day start, end;
  std::string low, high;  // Equal unless it is an interval.
  bool about = false;
};

std::string Text(int year, int month = 0) { return FormatDay(year, month, 0); }

Period One(Day start, Day end, const std::string& edtf) { return {start, end, edtf, edtf}; }
Period OneDay(Day day) { return One(day, day, FormatDay(day)); }
Period OneMonth(int year, int month) {
  return One({year, month, 1}, {year, month, DaysInMonth(year, month)}, Text(year, month));
}
Period OneYear(int year) { return One({year, 1, 1}, {year, 12, 31}, Text(year)); }
Period Months(int year, int first, int last) {
  return {
      {year, first, 1}, {year, last, DaysInMonth(year, last)}, Text(year, first), Text(year, last)};
}
Period Days(Day first, Day last) { return {first, last, FormatDay(first), FormatDay(last)}; }

class Resolver {
 public:
  Resolver(const std::optional<Day>& reference, const std::function<bool()>& future)
      : reference_(reference), future_(future) {}

  bool needs_reference() const { return needs_reference_; }

  std::optional<Period> Resolve(const DateParts& p) {
    if (p.its_week || p.rest || p.shift || p.span) return Derived(p);
    if (p.plan) return Plan(*p.plan, p.part);
    if (p.decade) {
      if (*p.decade % 10 != 0) return std::nullopt;
      // 80年代, without its century, is of the twentieth.
      const int century = *p.decade < 100 ? p.century.value_or(20) * 100 - 100 : 0;
      const int first = century + *p.decade;
      return One({first, 1, 1}, {first + 9, 12, 31}, Text(first).substr(0, 3) + "X");
    }
    if (p.century) {
      const int first = (*p.century - 1) * 100;
      if (first < 0) return std::nullopt;
      return One({std::max(first, 1), 1, 1}, {first + 99, 12, 31}, Text(first).substr(0, 2) + "XX");
    }
    if (IsRelative(p) || p.NeedsYear()) {
      if (!reference_) {
        needs_reference_ = true;
        return std::nullopt;
      }
    }
    if (p.day_offset) return OneDay(AddDays(*reference_, *p.day_offset));
    if (p.days_ago) return OneDay(AddDays(*reference_, -*p.days_ago));
    if (p.years_ago) return OneYear(reference_->year - *p.years_ago);
    if (p.months_ago) return MonthAt(-*p.months_ago, {});
    if (p.lunar_month) return InLunarYear(p);
    if (p.quarter_offset) return QuarterAt(*p.quarter_offset);
    if (p.half_offset) return HalfAt(*p.half_offset);
    if (p.nth) return NthWeekday(p);
    if (p.week) return NthWeek(p);
    if (p.weekend_offset) {
      const Day monday = AddDays(MondayOf(*reference_), 7 * *p.weekend_offset);
      return Days(AddDays(monday, 5), AddDays(monday, 6));
    }
    if (p.weekday && p.day && !p.month) return WeekdayOfMonth(*p.weekday, *p.day);
    if (p.weekday || p.week_offset) return Week(p);
    if (p.month_offset) return MonthAt(*p.month_offset, p);
    return InYear(p);
  }

  // Two months or quarters without a year, 1—10月: the end is the nearest such time.
  void GiveYears(DateParts* first, DateParts* last) {
    if (!reference_ || !first->NeedsYear() || !last->NeedsYear()) return;
    if (first->quarter && last->quarter) {
      if (const auto end = Resolve(*last)) first->year = last->year = end->start.year;
    }
    const auto is_month = [](const std::optional<int>& m) { return m && *m >= 1 && *m <= 12; };
    if (!is_month(first->month) || !is_month(last->month)) return;
    const bool turns = *first->month > *last->month;
    if (IsLeapDay(*first)) {  // 2月29日至3月3日
      first->year = NearestYear(*first);
      last->year = *first->year + turns;
      return;
    }
    last->year = NearestYear(*last);
    first->year = *last->year - turns;
  }

 private:
  static bool IsLeapDay(const DateParts& p) { return p.month == 2 && p.day == 29; }

  static bool IsRelative(const DateParts& p) {
    return p.year_offset || p.month_offset || p.day_offset || (p.weekday && !p.nth) ||
           p.week_offset || p.years_ago || p.months_ago || p.days_ago || p.quarter_offset ||
           p.half_offset || p.weekend_offset;
  }

  static Day AddWorkdays(Day day, int count) {
    const int step = count < 0 ? -1 : 1;
    while (count != 0) {
      day = AddDays(day, step);
      if (WeekdayOf(day) <= 5) count -= step;
    }
    return day;
  }

  // "the week of April 10", "the rest of the month", "two weeks after next Friday".
  std::optional<Period> Derived(const DateParts& p) {
    DateParts named = p;
    named.its_week = named.rest = named.shift = named.span = std::nullopt;
    named.months_away = named.days_away = named.workdays_away = std::nullopt;
    if (p.shift && p.nth && p.weekday && reference_) {  // "Two Sundays from now".
      const int forward = (*p.weekday - WeekdayOf(*reference_) + 6) % 7 + 1;
      return OneDay(AddDays(*reference_, forward + 7 * (*p.nth - 1)));
    }
    const bool from_now = named == DateParts();
    if (!reference_ && (from_now || p.rest)) {
      needs_reference_ = true;
      return std::nullopt;
    }
    const std::optional<Period> period = from_now ? OneDay(*reference_) : Resolve(named);
    if (!period) return std::nullopt;
    if (p.its_week) {
      const Day monday = MondayOf(period->start);
      return Days(AddDays(monday, *p.its_week == 2 ? 5 : 0), AddDays(monday, 6));
    }
    if (p.rest) {
      if (period->end < *reference_) return std::nullopt;
      return Days(*reference_, period->end);
    }
    const int months = p.months_away.value_or(0), days = p.days_away.value_or(0);
    const Day start = period->start;
    if (p.span && p.shift) {  // "The last two quarters", "the 3 next weeks": what adjoins it.
      if (*p.shift < 0) {
        return Days(AddDays(AddMonths(start, -months), -days), AddDays(start, -1));
      }
      const Day next = AddDays(period->end, 1);
      return Days(next, AddDays(AddMonths(next, months), days - 1));
    }
    const int sign = p.shift.value_or(1);
    const Day moved = AddWorkdays(AddDays(AddMonths(start, sign * months), sign * days),
                                  sign * p.workdays_away.value_or(0));
    if (!IsValidDay(moved)) return std::nullopt;
    if (!p.span) return OneDay(moved);
    return Days(start, p.span == 2 ? moved : AddDays(moved, -1));
  }

  std::optional<Period> QuarterAt(int offset) {
    const int index = reference_->year * 4 + (reference_->month - 1) / 3 + offset;
    DateParts quarter;
    quarter.year = index / 4;
    quarter.quarter = index % 4 + 1;
    return InYear(quarter);
  }

  std::optional<Period> HalfAt(int offset) {
    const int index = reference_->year * 2 + (reference_->month > 6) + offset;
    DateParts half;
    half.year = index / 2;
    half.half = index % 2 + 1;
    return InYear(half);
  }

  // "the first Friday of July", "the last weekend of next month", of this month if none is named.
  std::optional<Period> NthWeekday(const DateParts& p) {
    DateParts in = p;
    in.nth = in.weekday = in.weekend_offset = std::nullopt;
    if (in == DateParts()) in.month_offset = 0;
    const auto period = Resolve(in);
    const auto weekday = p.weekend_offset ? std::optional(6) : p.weekday;
    if (!period || !weekday || *p.nth == 0) return std::nullopt;
    const int forward = (*weekday - WeekdayOf(period->start) + 7) % 7;
    const int back = (WeekdayOf(period->end) - *weekday + 7) % 7;
    const Day day = *p.nth > 0 ? AddDays(period->start, forward + 7 * (*p.nth - 1))
                               : AddDays(period->end, -back + 7 * (*p.nth + 1));
    if (day < period->start || period->end < day) return std::nullopt;
    return p.weekend_offset ? Days(day, AddDays(day, 1)) : OneDay(day);
  }

  // A week belongs to the month or year of its Thursday.
  std::optional<Period> NthWeek(const DateParts& p) {
    DateParts in = p;
    in.week.reset();
    const auto period = Resolve(in);
    if (!period || *p.week == 0) return std::nullopt;
    const Day monday = *p.week > 0 ? AddDays(MondayOf(AddDays(period->start, 3)), 7 * (*p.week - 1))
                                   : AddDays(MondayOf(AddDays(period->end, -3)), 7 * (*p.week + 1));
    const Day thursday = AddDays(monday, 3);
    if (thursday < period->start || period->end < thursday) return std::nullopt;
    return Days(monday, AddDays(monday, 6));
  }

  // "Thursday the 21st": in the nearest month where it is one.
  std::optional<Period> WeekdayOfMonth(int weekday, int day) const {
    std::optional<Period> best;
    int64_t best_distance = INT64_MAX;
    const int this_month = reference_->year * 12 + reference_->month - 1;
    for (int index = this_month - 12; index <= this_month + 12; ++index) {
      const Day candidate = {index / 12, index % 12 + 1, day};
      if (!IsValidDay(candidate) || WeekdayOf(candidate) != weekday) continue;
      const int64_t distance = std::llabs(DayNumber(candidate) - DayNumber(*reference_));
      if (distance >= best_distance) continue;
      best = OneDay(candidate);
      best_distance = distance;
    }
    return best;
  }

  // The first two plans ran from 1953 and 1958, the others from 1966 by fives.
  static std::optional<Period> Plan(int plan, const std::optional<int>& part) {
    if (plan < 1) return std::nullopt;
    const int first = plan < 3 ? 1948 + 5 * plan : 1951 + 5 * plan, last = first + 4;
    if (part) return OneYear(*part > 0 ? last : *part < 0 ? first : first + 2);
    return Period{{first, 1, 1}, {last, 12, 31}, Text(first), Text(last)};
  }

  std::optional<Period> Week(const DateParts& p) {
    const int today = WeekdayOf(*reference_);
    if (!p.week_offset) {
      if (*p.weekday < 1 || *p.weekday > 7) return std::nullopt;
      int back = (today - *p.weekday + 7) % 7;
      if (future_()) back = back == 0 ? 0 : back - 7;
      return OneDay(AddDays(*reference_, -back));
    }
    const Day monday = AddDays(*reference_, 1 - today + 7 * *p.week_offset);
    if (p.weekday) return OneDay(AddDays(monday, *p.weekday - 1));
    return Days(monday, AddDays(monday, 6));
  }

  std::optional<Period> MonthAt(int offset, const DateParts& p) {
    const int year = reference_->year + p.year_offset.value_or(0);  // 去年本月
    const int index = year * 12 + reference_->month - 1 + offset;
    DateParts in_month = p;
    in_month.month_offset.reset();
    in_month.year = index / 12;
    in_month.month = index % 12 + 1;
    return InYear(in_month);
  }

  // "next May", "last May"; the day of "next May 3" is the first from today on.
  int YearByTurn(const DateParts& p) const {
    // "Last March" is last year's in March to June: that just past is "in March".
    constexpr int kLongAgo = 4, kDaysAgo = 3;
    const auto comes_before = [&](const Day& today) {
      if (!p.day) return *p.month <= today.month;
      return Day{today.year, *p.month, std::min(*p.day, DaysInMonth(today.year, *p.month))} < today;
    };
    const bool ahead = *p.coming > 0;
    const bool over = ahead   ? comes_before(*reference_)
                      : p.day ? comes_before(AddDays(*reference_, -kDaysAgo))
                              : *p.month + kLongAgo <= reference_->month;
    int year = reference_->year + (ahead ? over : -!over);
    constexpr int kLeapYears = 8;  // At most so far apart.
    const auto none = [&] { return p.day && !IsValidDay({year, *p.month, *p.day}); };
    for (int i = 0; i < kLeapYears && none(); ++i) year += ahead ? 1 : -1;
    return year;
  }

  // The year of the 29 February that is next to the article's day.
  int NearestLeapYear() const {
    int best = 0;
    for (int distance = 8, year = reference_->year + distance; distance >= -8; --distance, --year) {
      const bool leap = DaysInMonth(year, 2) == 29;
      if (leap && (best == 0 || DistanceOfLeapDay(year) < DistanceOfLeapDay(best))) best = year;
    }
    return best;
  }
  int64_t DistanceOfLeapDay(int year) const {
    return std::llabs(DayNumber({year, 2, 29}) - DayNumber(*reference_));
  }

  // The year of an expression that does not name one: of the nearest such time.
  int NearestYear(const DateParts& p) const {
    if (!p.month || *p.month < 1 || *p.month > 12) return reference_->year;
    if (p.coming) return YearByTurn(p);
    if (IsLeapDay(p)) return NearestLeapYear();
    if (future_()) {  // 将于7月开工
      const int day = std::min(p.day.value_or(DaysInMonth(reference_->year, *p.month)),
                               DaysInMonth(reference_->year, *p.month));
      return reference_->year + (Day{reference_->year, *p.month, day} < *reference_);
    }
    int best = reference_->year;
    int64_t best_distance = INT64_MAX;
    for (int year : {reference_->year, reference_->year - 1, reference_->year + 1}) {
      const int day = std::min(p.day.value_or(15), DaysInMonth(year, *p.month));
      const int64_t distance =
          std::llabs(DayNumber({year, *p.month, day}) - DayNumber(*reference_));
      if (distance < best_distance) {
        best = year;
        best_distance = distance;
      }
    }
    return best;
  }

  // A month or day of the Chinese calendar: of the year named, else the nearest.
  std::optional<Period> InLunarYear(const DateParts& p) const {
    const auto in = [&](int year) -> std::optional<Period> {
      const auto month = FindLunarMonth(year, *p.lunar_month, p.leap.value_or(0) != 0);
      if (!month) return std::nullopt;
      if (!p.lunar_day) return Days(month->first, AddDays(month->first, month->days - 1));
      if (*p.lunar_day < 1 || *p.lunar_day > month->days) return std::nullopt;
      return OneDay(AddDays(month->first, *p.lunar_day - 1));
    };
    if (p.year) return in(*p.year);
    if (p.year_offset) return in(reference_->year + *p.year_offset);
    std::optional<Period> best;
    int64_t best_distance = INT64_MAX;
    for (int year : {reference_->year, reference_->year - 1, reference_->year + 1}) {
      const auto candidate = in(year);
      if (!candidate || (candidate->end < *reference_ && future_())) continue;
      const int64_t distance = std::llabs(DayNumber(candidate->start) - DayNumber(*reference_));
      if (distance < best_distance) {
        best = candidate;
        best_distance = distance;
      }
    }
    return best;
  }

  // "the 26th", 5日: in the month that brings it nearest; 将于5日, the next one.
  std::optional<Period> NearestDay(int day, bool ahead) const {
    constexpr int kSlack = 3;  // What is read some days after it was said.
    std::optional<Period> best;
    int64_t best_distance = INT64_MAX;
    const int this_month = reference_->year * 12 + reference_->month - 1;
    for (int index : {this_month, this_month - 1, this_month + 1}) {
      const Day candidate = {index / 12, index % 12 + 1, day};
      if (!IsValidDay(candidate) || (ahead && candidate < AddDays(*reference_, -kSlack))) continue;
      const int64_t distance = std::llabs(DayNumber(candidate) - DayNumber(*reference_));
      if (distance < best_distance) {
        best = OneDay(candidate);
        best_distance = distance;
      }
    }
    return best;
  }

  std::optional<Period> InYear(const DateParts& p) {
    if (p.day && !p.month && !p.year && !p.year_offset) return NearestDay(*p.day, p.coming > 0);
    if (p.month && (*p.month < 1 || *p.month > 12)) return std::nullopt;
    const int year = p.year          ? *p.year
                     : p.year_offset ? reference_->year + *p.year_offset
                                     : NearestYear(p);
    if (year < 1 || year > 9999) return std::nullopt;
    if (p.month && p.day) {
      const int from_end = *p.day < 0 ? DaysInMonth(year, *p.month) + 1 : 0;
      const Day day = {year, *p.month, *p.day + from_end};
      if (!IsValidDay(day)) return std::nullopt;
      return OneDay(day);
    }
    if (p.day) return std::nullopt;
    if (p.month) return InMonth(year, *p.month, p);
    if ((p.quarter || p.half || p.months) && p.NeedsYear()) {
      // Said in January, the fourth quarter or the first eleven months are last year's.
      const int starts = p.quarter ? *p.quarter * 3 - 2 : p.half ? *p.half * 6 - 5 : 1;
      const int ends = std::clamp(p.months.value_or(starts), 1, 12);
      const bool ahead = p.months
                             ? AddDays(*reference_, 20) < Day{year, ends, DaysInMonth(year, ends)}
                             : *reference_ < Day{year, std::clamp(starts, 1, 12), 1};
      if (ahead && !future_()) {
        DateParts last_year = p;
        last_year.year = year - 1;
        return InYear(last_year);
      }
    }
    if (p.quarter) {
      if (*p.quarter < 1 || *p.quarter > 4) return std::nullopt;
      Period quarter = Months(year, *p.quarter * 3 - 2, *p.quarter * 3);
      quarter.low = quarter.high = Text(year) + "-" + std::to_string(32 + *p.quarter);
      return quarter;
    }
    if (p.half) {
      if (*p.half < 1 || *p.half > 2) return std::nullopt;
      return Months(year, *p.half == 1 ? 1 : 7, *p.half == 1 ? 6 : 12);
    }
    if (p.months) {
      if (*p.months < 1 || *p.months > 12) return std::nullopt;
      return Months(year, 1, *p.months);
    }
    // "This winter" runs into the new year.
    const bool running = p.season == 24 && !p.year && p.year_offset == 0 && reference_->month <= 3;
    if (p.season) return Season(year - running, *p.season);
    if (p.part) {
      if (*p.part < 0) return OneMonth(year, 1);
      if (*p.part > 0) return OneMonth(year, 12);
      Period middle = OneYear(year);
      middle.about = true;
      return middle;
    }
    return OneYear(year);
  }

  std::optional<Period> InMonth(int year, int month, const DateParts& p) {
    if (!p.third) return OneMonth(year, month);
    if (*p.third < 1 || *p.third > 7) return std::nullopt;
    constexpr int kFirst[] = {1, 11, 21, 1, 16, 1, 11}, kLast[] = {10, 20, 31, 15, 31, 20, 31};
    const int last = std::min(kLast[*p.third - 1], DaysInMonth(year, month));
    return Days({year, month, kFirst[*p.third - 1]}, {year, month, last});
  }

  std::optional<Period> Season(int year, int season) {
    if (season < 21 || season > 24) return std::nullopt;
    const int month = (season - 20) * 3;  // Spring from March on; winter runs into the next year.
    const Day end = season == 24 ? Day{year + 1, 2, DaysInMonth(year + 1, 2)}
                                 : Day{year, month + 2, DaysInMonth(year, month + 2)};
    return One({year, month, 1}, end, Text(year) + "-" + std::to_string(season));
  }

  std::optional<Day> reference_;
  const std::function<bool()>& future_;
  bool needs_reference_ = false;
};

}  // namespace

DateOutcome ResolveDate(const DateParts& first, const std::optional<DateParts>& last, DateMode mode,
                        const std::optional<Day>& reference, const std::function<bool()>& future) {
  Resolver resolver(reference, future);
  DateParts begin = first, end = last.value_or(first);
  if (last) {
    ShareParts(reference, &begin, &end);
    resolver.GiveYears(&begin, &end);
  }
  LeaveWeekdayOfDay(reference, &begin);
  LeaveWeekdayOfDay(reference, &end);
  // 今年以来, "so far this year": the year itself.
  DateParts this_year;
  this_year.year_offset = 0;
  if (mode == DateMode::kSincePast && begin == this_year) mode = DateMode::kAt;
  auto low = resolver.Resolve(begin);
  if (mode == DateMode::kSincePast && low && reference && begin.NeedsYear() && begin.month &&
      low->start > *reference) {
    begin.year = low->start.year - 1;  // "Since July", said in May.
    low = resolver.Resolve(begin);
  }
  auto high = last ? resolver.Resolve(end) : low;
  if (low && high && high->end < low->start && first.weekday && last && last->weekday) {
    high = OneDay(AddDays(high->end, 7));  // "Monday through Friday", said on a Wednesday.
  }
  if (!low || !high) {
    return {std::nullopt,
            resolver.needs_reference() ? DateError::kNeedsReference : DateError::kImpossible};
  }
  // A day before the year 1 or behind 9999 is none.
  if (!IsValidDay(low->start) || !IsValidDay(high->end) || high->end < low->start ||
      (last && high->end <= low->end)) {
    return {std::nullopt, DateError::kImpossible};
  }
  DateResult result;
  result.about = low->about;
  result.start = FormatDay(low->start);
  result.end = FormatDay(high->end);
  if (mode == DateMode::kUntil) {
    result.edtf = "../" + high->high;
    result.start.clear();
  } else if (mode == DateMode::kSince || mode == DateMode::kSincePast) {
    result.edtf = low->low + "/..";
    result.end.clear();
  } else {
    result.edtf = low->low == high->high ? low->low : low->low + "/" + high->high;
  }
  return {result, DateError::kImpossible};
}

}  // namespace factmill
