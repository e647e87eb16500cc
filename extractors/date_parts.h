// The parts of a calendar expression before they are days: what a rule captured, by name.
#ifndef FACTMILL_EXTRACTORS_DATE_PARTS_H_
#define FACTMILL_EXTRACTORS_DATE_PARTS_H_

#include <optional>
#include <string_view>

#include "extractors/day.h"

namespace factmill {

// One end of a calendar expression, as captured.
struct DateParts {
  std::optional<int> year, month, day;      // y, m, d; a day below 0 counts from the end
  std::optional<int> year_offset;           // yo: last year is -1
  std::optional<int> month_offset;          // mo: this month is 0
  std::optional<int> day_offset;            // do: yesterday is -1
  std::optional<int> weekday, week_offset;  // w: 1-7; wo: the week it lies in, or alone
  std::optional<int> quarter, half;         // q: 1-4; h: 1-2
  std::optional<int> season;                // s: EDTF 21-24
  std::optional<int> months;                // fm: the first so many months of the year
  std::optional<int> third;            // x: 1-3, a third of a month; 4-5, a half; 6-7, two thirds
  std::optional<int> part;             // p: -1 start, 0 middle, 1 end of a year or month
  std::optional<int> plan;             // plan: the n-th Five-Year Plan, from 1953 on
  std::optional<int> decade, century;  // dec: 1990, or 90 of cen; cen: 20
  std::optional<int> years_ago, months_ago, days_ago;
  // lm, ld: of the Chinese calendar; leap: not 0 for the second month of that
  // number.  The year is then a Chinese one too.
  std::optional<int> lunar_month, lunar_day, leap;
  std::optional<int> quarter_offset, weekend_offset;  // qo, we: last quarter is -1
  std::optional<int> half_offset;                     // ho: this half of the year is 0
  std::optional<int> coming;  // coming: such a month or day, 1 next, -1 last
  std::optional<int> nth;     // nth: which weekday (w) of a month or year, -1 the last
  std::optional<int> week;    // wk: which week of a month or year (ISO 8601), -1 the last
  // What is made of the time that the others name, of the article's date if none does:
  std::optional<int> its_week;  // inwk: 1 the week it begins in, 2 the weekend
  std::optional<int> rest;      // rest: from the article's date to its end
  std::optional<int> shift;     // shift: a day so far from it, 1 later, -1 earlier
  std::optional<int> span;      // span: so long a time from it on; 2 with the day after
  std::optional<int> months_away, days_away;  // How far, how long: n, du.
  std::optional<int> workdays_away;           // The same in days from Monday to Friday.

  // Sets the part that rules call `name`; false if there is none.
  bool Set(std::string_view name, int value);
  // Takes `amount` more of a unit of FormatDuration, F, a fortnight, or B, a business day,
  // into months_away, days_away or workdays_away; false for a time of day, or too much.
  bool AddDistance(int amount, std::string_view unit);
  // Is no year named, nor a time that has one by itself?
  bool NeedsYear() const;
  bool operator==(const DateParts&) const = default;
};

// "Friday, May 3", "Saturday, 3 days from now": the weekday goes, since the day says it all but
// for its year.  That becomes, if none is named, the one next to `reference` in which the day is
// such a weekday.
void LeaveWeekdayOfDay(const std::optional<Day>& reference, DateParts* parts);

// The two ends of a range: each takes from the other what it leaves out, and loses its weekday as
// above.
void ShareParts(const std::optional<Day>& reference, DateParts* first, DateParts* last);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_DATE_PARTS_H_
