#include "extractors/date_parts.h"

#include <cstdlib>
#include <utility>

namespace factmill {
namespace {

// The year of a day without one, if it is such a weekday in the year that brings it nearest:
// "Wednesday 19 January".
std::optional<int> YearByWeekday(const DateParts& p, const std::optional<Day>& reference) {
  if (!reference || !p.weekday || !p.month || !p.day || p.year || p.year_offset || *p.day < 1)
    return std::nullopt;
  constexpr int kHalfYear = 183;
  for (int year : {reference->year, reference->year - 1, reference->year + 1}) {
    const Day day = {year, *p.month, *p.day};
    if (!IsValidDay(day) || WeekdayOf(day) != *p.weekday) continue;
    if (std::llabs(DayNumber(day) - DayNumber(*reference)) < kHalfYear) return year;
  }
  return std::nullopt;
}

}  // namespace

bool DateParts::Set(std::string_view name, int value) {
  if (name == "coming" && value == 0) name = "yo";  // "this May"
  const std::pair<std::string_view, std::optional<int>*> parts[] = {
      {"y", &year},
      {"m", &month},
      {"d", &day},
      {"yo", &year_offset},
      {"mo", &month_offset},
      {"do", &day_offset},
      {"w", &weekday},
      {"wo", &week_offset},
      {"q", &quarter},
      {"h", &half},
      {"s", &season},
      {"fm", &months},
      {"x", &third},
      {"p", &part},
      {"plan", &plan},
      {"dec", &decade},
      {"cen", &century},
      {"ya", &years_ago},
      {"ma", &months_ago},
      {"da", &days_ago},
      {"qo", &quarter_offset},
      {"we", &weekend_offset},
      {"coming", &coming},
      {"nth", &nth},
      {"wk", &week},
      {"inwk", &its_week},
      {"rest", &rest},
      {"shift", &shift},
      {"span", &span},
      {"ho", &half_offset},
      {"lm", &lunar_month},
      {"ld", &lunar_day},
      {"leap", &leap},
  };
  for (const auto& [part_name, part_value] : parts) {
    if (part_name != name) continue;
    *part_value = value;
    return true;
  }
  return false;
}

bool DateParts::AddDistance(int amount, std::string_view unit) {
  if (amount < 0 || amount > 10000) return false;
  if (unit == "Y" || unit == "M" || unit == "Q") {
    months_away = months_away.value_or(0) + amount * (unit == "Y" ? 12 : unit == "Q" ? 3 : 1);
  } else if (unit == "F" || unit == "W" || unit == "D") {
    days_away = days_away.value_or(0) + amount * (unit == "F" ? 14 : unit == "W" ? 7 : 1);
  } else if (unit == "B") {
    workdays_away = workdays_away.value_or(0) + amount;
  } else {
    return false;
  }
  return true;
}

bool DateParts::NeedsYear() const {
  return !year && !year_offset && !month_offset && !day_offset && (!weekday || nth) &&
         !week_offset && !plan && !decade && !century && !years_ago && !months_ago && !days_ago &&
         !quarter_offset && !half_offset && !weekend_offset;
}

void LeaveWeekdayOfDay(const std::optional<Day>& reference, DateParts* p) {
  if (p->weekday && ((p->day && (p->month || p->month_offset)) || p->day_offset)) {
    if (const auto year = YearByWeekday(*p, reference)) p->year = year;
    p->weekday = p->week_offset = std::nullopt;
  }
}

void ShareParts(const std::optional<Day>& reference, DateParts* first, DateParts* last) {
  if (first->day && !first->month && !first->month_offset && last->day > first->day) {
    first->month = last->month;
    if (first->weekday) first->month_offset = last->month_offset;
  }
  // 最后三周, its last three weeks: up to the last one, the third from the end on.
  for (auto part : {&DateParts::week, &DateParts::day}) {
    if (first->*part > 0 && last->*part == -1) first->*part = -*(first->*part);
  }
  if (last->decade && !last->century) last->century = first->century;
  LeaveWeekdayOfDay(reference, first);
  LeaveWeekdayOfDay(reference, last);
  if (last->day && !last->month && !last->month_offset && first->month) {
    // "April 27 to the 3rd" ends a month later; "May 10 to 3" is a slip.
    constexpr int kFarApart = 20;
    const bool turns = first->day && *first->day - *last->day >= kFarApart && *first->month < 12;
    last->month = *first->month + turns;
  }
  if (last->weekday && !last->week_offset) last->week_offset = first->week_offset;
  if (last->NeedsYear()) {
    last->year = first->year;
    last->year_offset = first->year_offset;
    if (last->day && !last->month) {
      last->month = first->month;
      last->month_offset = first->month_offset;
    }
  } else if (first->NeedsYear()) {
    if (first->day && !first->month) {
      first->month = last->month;
      first->month_offset = last->month_offset;
    }
    if (first->quarter == std::nullopt || first->month || last->quarter) {
      first->year = last->year;
      first->year_offset = last->year_offset;
      // November to February 2021 begins in 2020.
      if (first->month && last->month && *first->month > *last->month) {
        if (first->year) --*first->year;
        if (first->year_offset) --*first->year_offset;
      }
    }
  }
}

}  // namespace factmill
