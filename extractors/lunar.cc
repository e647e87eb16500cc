#include "extractors/lunar.h"

namespace factmill {

std::optional<LunarMonth> FindLunarMonth(int year, int month, bool leap) {
  if (year < kFirstLunarYear || year > kLastLunarYear || month < 1 || month > 12) {
    return std::nullopt;
  }
  const LunarYear& y = kLunarYears[year - kFirstLunarYear];
  if (leap && y.leap_month != month) return std::nullopt;
  const auto days_of = [&](int place) { return y.long_months >> place & 1 ? 30 : 29; };
  const int place = month - 1 + (leap || (y.leap_month != 0 && month > y.leap_month));
  int before = y.first_day - 1;
  for (int i = 0; i < place; ++i) before += days_of(i);
  return LunarMonth{AddDays({year, 1, 1}, before), days_of(place)};
}

}  // namespace factmill
