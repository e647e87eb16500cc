// Calendar expressions to EDTF (ISO 8601-2) and durations to ISO 8601.
//
// A rule captures the parts of an expression by name (rules/README.md lists
// the names); ResolveDate turns them into days against the article's date.
// "Now" is always an argument.  Only the proleptic Gregorian calendar, years
// 1-9999.
#ifndef FACTMILL_EXTRACTORS_DATE_H_
#define FACTMILL_EXTRACTORS_DATE_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"
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
  std::optional<int> coming;                          // coming: 1, the next such month or day
  std::optional<int> nth;   // nth: which weekday (w) of a month or year, -1 the last
  std::optional<int> week;  // wk: which week of a month or year (ISO 8601), -1 the last
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
  bool operator==(const DateParts&) const = default;
};

// kSince: from then on (起); kSincePast: since then, a time gone by (以来).
enum class DateMode { kAt, kUntil, kSince, kSincePast };

struct DateResult {
  std::string edtf;
  std::string start, end;  // First and last day; "" where open.
  bool about = false;      // "mid-1995".
};

enum class DateError {
  kNeedsReference,  // Relative, and there is no date to resolve against.
  kImpossible,      // 30 February, a range that runs backwards.
};

struct DateOutcome {
  std::optional<DateResult> result;
  DateError error = DateError::kImpossible;  // Where there is no result.
};

// `last` is the second end of a range.  An end without a year, or a month, takes
// it from the other end, then from `reference`: the nearest such day.  A bare
// weekday is the last one up to `reference`, or the next one if `future`, which is
// asked only where it matters.
DateOutcome ResolveDate(const DateParts& first, const std::optional<DateParts>& last, DateMode mode,
                        const std::optional<Day>& reference, const std::function<bool()>& future);

// "P3Y", "P18M", "PT90M"; `unit` is Y, M, W, D, Q (three months), TH, TM or TS.
// A range gives "P3Y/P5Y".  nullopt for a negative or absurd amount.
std::optional<std::string> FormatDuration(Decimal amount, const std::optional<Decimal>& most,
                                          std::string_view unit);

// The year in words: "nineteen eighty-six", "two thousand and eighteen".
std::optional<int> ReadSpelledYear(std::string_view text);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_DATE_H_
