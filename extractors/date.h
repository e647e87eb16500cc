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
#include "extractors/date_parts.h"
#include "extractors/day.h"

namespace factmill {

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
