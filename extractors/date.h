// Calendar expressions to EDTF (ISO 8601-2) and durations to ISO 8601.
//
// A rule captures the parts of an expression by name (rules/README.md lists
// the names); ResolveDate turns them into days against the article's date.
// "Now" is always an argument.  Only the proleptic Gregorian calendar, years
// 1-9999.
#ifndef FACTMILL_EXTRACTORS_DATE_H_
#define FACTMILL_EXTRACTORS_DATE_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace factmill {

struct Day {
  int year = 0, month = 0, day = 0;
  auto operator<=>(const Day&) const = default;
};

bool IsValidDay(Day day);
// "2021-05-12"; nullopt if it is no such day.
std::optional<Day> ParseDay(std::string_view iso);
std::string FormatDay(Day day);
int DaysInMonth(int year, int month);
Day AddDays(Day day, int days);
int WeekdayOf(Day day);  // 1 Monday .. 7 Sunday.

// One end of a calendar expression, as captured.
struct DateParts {
  std::optional<int> year, month, day;      // y, m, d
  std::optional<int> year_offset;           // yo: last year is -1
  std::optional<int> month_offset;          // mo: this month is 0
  std::optional<int> day_offset;            // do: yesterday is -1
  std::optional<int> weekday, week_offset;  // w: 1-7, 8 the weekend; wo: its week, or alone
  // nth: the n-th such weekday of a month; without a weekday, the n-th week of a
  // year (ISO 8601).  -1 is the last one.
  std::optional<int> nth;
  std::optional<int> quarter, half;    // q: 1-4; h: 1-2
  std::optional<int> quarter_offset;   // qo: this quarter is 0
  std::optional<int> season;           // s: EDTF 21-24
  std::optional<int> months;           // fm: the first so many months of the year
  std::optional<int> third;            // x: 1-3, a third of a month; 4-5, a half; 6-7, two thirds
  std::optional<int> part;             // p: -1 start, 0 middle, 1 end of a year or month
  std::optional<int> plan;             // plan: the n-th Five-Year Plan, from 1953 on
  std::optional<int> decade, century;  // dec: 1990, or 90 of cen; cen: 20
  std::optional<int> years_ago, months_ago, days_ago;
  // lm, ld: of the Chinese calendar; leap: not 0 for the second month of that
  // number.  The year is then a Chinese one too.
  std::optional<int> lunar_month, lunar_day, leap;

  // Sets the part that rules call `name`; false if there is none.
  bool Set(std::string_view name, int value);
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
// weekday is the last one up to `reference`, or the next one if `future`.
DateOutcome ResolveDate(const DateParts& first, const std::optional<DateParts>& last, DateMode mode,
                        const std::optional<Day>& reference, bool future);

// "P3Y", "P18M", "PT90M"; `unit` is Y, M, W, D, Q (three months), TH, TM or TS.
// A range gives "P3Y/P5Y".  nullopt for a negative or absurd amount.
std::optional<std::string> FormatDuration(Decimal amount, const std::optional<Decimal>& most,
                                          std::string_view unit);

// "P4Y6M" of "P4Y" and "P6M", "P1DT12H" of "PT12H" and "P1D": the larger unit first.
// nullopt for two of one unit.
// REQUIRES: both are of one amount each, from FormatDuration.
std::optional<std::string> JoinDurations(std::string_view a, std::string_view b);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_DATE_H_
