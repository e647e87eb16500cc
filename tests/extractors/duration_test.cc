#include <catch2/catch.hpp>
#include <string>

#include "extractors/date.h"

namespace factmill {
namespace {

struct DurationCase {
  const char* name;
  const char *amount, *most, *unit;
  std::string text;
};

const DurationCase kDurations[] = {
    {"years", "3", "", "Y", "P3Y"},
    {"months", "18", "", "M", "P18M"},
    {"weeks", "2", "", "W", "P2W"},
    {"days", "5", "", "D", "P5D"},
    {"quarters are months", "2", "", "Q", "P6M"},
    {"hours", "36", "", "TH", "PT36H"},
    {"minutes", "90", "", "TM", "PT90M"},
    {"seconds", "30", "", "TS", "PT30S"},
    {"half a year", "0.5", "", "Y", "P6M"},
    {"a year and a half", "1.5", "", "Y", "P18M"},
    {"a part of a year that is no months", "1.3", "", "Y", "P1.3Y"},
    {"half an hour", "0.5", "", "TH", "PT0.5H"},
    {"range", "3", "5", "Y", "P3Y/P5Y"},
    {"range of quarters", "1", "2", "Q", "P3M/P6M"},
    {"half a year to a year", "0.5", "1", "Y", "P6M/P1Y"},
    {"nothing", "0", "", "D", "P0D"},
    {"a million", "1000000", "", "D", "P1000000D"},
    {"negative", "-1", "", "D", "none"},
    {"absurd", "1000001", "", "Y", "none"},
    {"absurd end", "1", "1000001", "Y", "none"},
};

TEST_CASE("durations are written as ISO 8601") {
  for (const DurationCase& c : kDurations) {
    DYNAMIC_SECTION(c.name) {
      const auto most = Decimal::Parse(c.most);
      CHECK(FormatDuration(*Decimal::Parse(c.amount), most, c.unit).value_or("none") == c.text);
    }
  }
}

}  // namespace
}  // namespace factmill
