// The calendar, against a count of days one by one.
#include "extractors/day.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/random.h"

namespace factmill {
namespace {

bool NaiveLeap(int year) {
  if (year % 400 == 0) return true;
  if (year % 100 == 0) return false;
  return year % 4 == 0;
}

Day NaiveNext(Day d) {
  const int days[] = {31, NaiveLeap(d.year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (++d.day > days[d.month - 1]) {
    d.day = 1;
    if (++d.month > 12) {
      d.month = 1;
      ++d.year;
    }
  }
  return d;
}

TEST_CASE("every day of the calendar follows the one before it") {
  Day day = {1, 1, 1};
  int weekday = 1;  // 1 January of the year 1 was a Monday.
  int failures = 0;
  const Day last = {9999, 12, 31};
  while (day < last && failures < 10) {
    const Day next = NaiveNext(day);
    weekday = weekday % 7 + 1;
    const bool good = AddDays(day, 1) == next && AddDays(next, -1) == day &&
                      WeekdayOf(next) == weekday && IsValidDay(next);
    if (!good) {
      ++failures;
      CAPTURE(FormatDay(day), FormatDay(next), FormatDay(AddDays(day, 1)), WeekdayOf(next));
      CHECK(good);
    }
    day = next;
  }
  CHECK(WeekdayOf({2024, 5, 15}) == 3);
  CHECK(WeekdayOf({2000, 1, 1}) == 6);
}

void CheckAddDays(uint64_t seed, int rounds) {
  Random random(seed);
  for (int i = 0; i < rounds; ++i) {
    const int month = random.Between(1, 12), year = random.Between(1000, 8999);
    const Day day = {year, month, random.Between(1, DaysInMonth(year, month))};
    const int days = random.Between(-300000, 300000);
    const Day moved = AddDays(day, days);
    if (AddDays(moved, -days) == day && IsValidDay(moved) && (moved > day) == (days > 0) &&
        (WeekdayOf(day) - 1 + days % 7 + 7) % 7 + 1 == WeekdayOf(moved)) {
      continue;
    }
    FAIL("seed " << seed << ": " << FormatDay(day) << " and " << days << " days gives "
                 << FormatDay(moved));
  }
}

TEST_CASE("days added and taken away") { CheckAddDays(41, 20000); }
TEST_CASE("slow: days added and taken away, a million times") { CheckAddDays(42, 1000000); }

struct DayCase {
  const char* name;
  std::string text;
  bool valid;
};

const DayCase kDays[] = {
    {"a day", "2021-05-12", true},
    {"first day", "0001-01-01", true},
    {"last day", "9999-12-31", true},
    {"leap day", "2024-02-29", true},
    {"leap day of a century", "2000-02-29", true},
    {"no leap day", "2023-02-29", false},
    {"no leap day in 1900", "1900-02-29", false},
    {"30 February", "2024-02-30", false},
    {"31 April", "2024-04-31", false},
    {"month 13", "2024-13-01", false},
    {"month 0", "2024-00-10", false},
    {"day 0", "2024-01-00", false},
    {"year 0", "0000-01-01", false},
    {"short", "2024-1-1", false},
    {"without hyphens", "20240101", false},
    {"other marks", "2024/01/01", false},
    {"letters", "2024-0a-01", false},
    {"sign", "-024-01-01", false},
    {"time behind", "2024-01-01T00", false},
    {"space", " 2024-01-0", false},
    {"nothing", "", false},
};

TEST_CASE("days are read and printed as ISO 8601") {
  for (const DayCase& c : kDays) {
    DYNAMIC_SECTION(c.name) {
      const auto day = ParseDay(c.text);
      CHECK(day.has_value() == c.valid);
      if (day) CHECK(FormatDay(*day) == c.text);
    }
  }
}

}  // namespace
}  // namespace factmill
