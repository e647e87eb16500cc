// Days of the proleptic Gregorian calendar, years 1-9999.
#ifndef FACTMILL_EXTRACTORS_DAY_H_
#define FACTMILL_EXTRACTORS_DAY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace factmill {

struct Day {
  int year = 0, month = 0, day = 0;
  auto operator<=>(const Day&) const = default;
};

bool IsValidDay(Day day);
// "2021-05-12"; nullopt if it is no such day.
std::optional<Day> ParseDay(std::string_view iso);
std::string FormatDay(Day day);
// "2021", "2021-05": as far as there are parts above 0.
std::string FormatDay(int year, int month, int day);
int DaysInMonth(int year, int month);
Day AddDays(Day day, int days);
// The 31st moved to a month of 30 days is its last.
Day AddMonths(Day day, int months);
int WeekdayOf(Day day);  // 1 Monday .. 7 Sunday.
Day MondayOf(Day day);
int64_t DayNumber(Day day);  // Days since 0000-03-01.

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_DAY_H_
