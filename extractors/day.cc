#include "extractors/day.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace factmill {
namespace {

Day DayFromNumber(int64_t number) {
  const int64_t era = (number >= 0 ? number : number - 146096) / 146097;
  const int doe = static_cast<int>(number - era * 146097);
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int day = doy - (153 * mp + 2) / 5 + 1;
  const int month = mp + (mp < 10 ? 3 : -9);
  return {static_cast<int>(yoe + era * 400) + (month <= 2), month, day};
}

// `number` in `width` digits at least.
void AppendPadded(int number, size_t width, std::string* out) {
  char digits[12];
  const char* const end = std::to_chars(digits, digits + sizeof(digits), number).ptr;
  const auto size = static_cast<size_t>(end - digits);
  if (size < width) out->append(width - size, '0');
  out->append(digits, size);
}

}  // namespace

// By the civil calendar (H. Hinnant, "chrono-compatible
// low-level date algorithms").
int64_t DayNumber(Day d) {
  const int y = d.year - (d.month <= 2);
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int yoe = y - era * 400;
  const int doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return static_cast<int64_t>(era) * 146097 + doe;
}

std::string FormatDay(int year, int month, int day) {
  std::string text;
  AppendPadded(year, 4, &text);
  for (int part : {month, day}) {
    if (part <= 0) break;
    text.push_back('-');
    AppendPadded(part, 2, &text);
  }
  return text;
}

int DaysInMonth(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

bool IsValidDay(Day d) {
  return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
         d.day <= DaysInMonth(d.year, d.month);
}

std::optional<Day> ParseDay(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  for (size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (iso[i] < '0' || iso[i] > '9') return std::nullopt;
  }
  const auto digits = [&](size_t at, size_t size) {
    return std::atoi(std::string(iso.substr(at, size)).c_str());
  };
  const Day day = {digits(0, 4), digits(5, 2), digits(8, 2)};
  if (!IsValidDay(day)) return std::nullopt;
  return day;
}

std::string FormatDay(Day d) { return FormatDay(d.year, d.month, d.day); }

Day AddDays(Day day, int days) { return DayFromNumber(DayNumber(day) + days); }

// 0000-03-01 was a Wednesday.
int WeekdayOf(Day day) { return static_cast<int>((DayNumber(day) % 7 + 7 + 2) % 7) + 1; }

Day AddMonths(Day day, int months) {
  const int index = day.year * 12 + day.month - 1 + months;
  if (index < 12) return {};  // Before the year 1.
  const int year = index / 12, month = index % 12 + 1;
  return {year, month, std::min(day.day, DaysInMonth(year, month))};
}

Day MondayOf(Day day) { return AddDays(day, 1 - WeekdayOf(day)); }

}  // namespace factmill
