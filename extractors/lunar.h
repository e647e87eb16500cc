// Days of the Chinese calendar (农历), by a table of the years 1900-2100 that is
// made while building (generate/lunar_years.cc).
#ifndef FACTMILL_EXTRACTORS_LUNAR_H_
#define FACTMILL_EXTRACTORS_LUNAR_H_

#include <cstdint>
#include <optional>

#include "extractors/date.h"

namespace factmill {

struct LunarYear {
  uint16_t first_day;    // Of its Gregorian year: 41 is 10 February.
  uint16_t leap_month;   // 4 where the fourth month comes twice, else 0.
  uint16_t long_months;  // A bit for each month in its order, set where it has 30 days.
};

constexpr int kFirstLunarYear = 1900, kLastLunarYear = 2100;
extern const LunarYear kLunarYears[kLastLunarYear - kFirstLunarYear + 1];

struct LunarMonth {
  Day first;
  int days;  // 29 or 30.
};

// `leap`: the second one of that number.  nullopt where the year has none, or is
// not in the table.
std::optional<LunarMonth> FindLunarMonth(int year, int month, bool leap);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_LUNAR_H_
