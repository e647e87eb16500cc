#include "extractors/edtf.h"

#include <catch2/catch.hpp>

namespace factmill {
namespace {

struct Case {
  const char* name;
  const char* edtf;
  const char* canonical;
};

const Case kDays[] = {
    {"a year", "2021", "2021-01-01/2021-12-31"},
    {"a decade", "199X", "1990-01-01/1999-12-31"},
    {"a century", "19XX", "1900-01-01/1999-12-31"},
    {"a month", "2021-02", "2021-02-01/2021-02-28"},
    {"a leap month", "2020-02", "2020-02-01/2020-02-29"},
    {"spring", "2021-21", "2021-03-01/2021-05-31"},
    {"winter runs into the next year", "2019-24", "2019-12-01/2020-02-29"},
    {"autumn of a hemisphere", "2021-27", "2021-09-01/2021-11-30"},
    {"a quarter", "2021-36", "2021-10-01/2021-12-31"},
    {"a third", "2021-38", "2021-05-01/2021-08-31"},
    {"a half", "2021-41", "2021-07-01/2021-12-31"},
    {"a day", "2021-05-12", "2021-05-12/2021-05-12"},
    {"a time of day is left aside", "2021-05-12T10:30", "2021-05-12/2021-05-12"},
    {"a week", "2021-W01", "2021-01-04/2021-01-10"},
    {"a week that begins in another year", "2020-W01", "2019-12-30/2020-01-05"},
    {"a year of 53 weeks", "2020-W53", "2020-12-28/2021-01-03"},
    {"an interval", "2021-01/2021-03", "2021-01-01/2021-03-31"},
    {"an interval of days stays", "2021-01-04/2021-01-10", "2021-01-04/2021-01-10"},
    {"open before", "../2023", "../2023-12-31"},
    {"open after", "2021-05/..", "2021-05-01/.."},
    {"nothing is open too", "2021-05/", "2021-05-01/.."},
    {"open both ways", "../..", "../.."},
    {"marks of doubt", "2021-05?/2021~", "2021-05-01/2021-12-31"},
    {"blanks around", " 2021-05-12 ", "2021-05-12/2021-05-12"},
};

const Case kLengths[] = {
    {"years", "P3Y", "P36MT0S"},
    {"years and months", "P2Y3M", "P27MT0S"},
    {"half a year", "P0.5Y", "P6MT0S"},
    {"weeks are days", "P2W", "P0MT1209600S"},
    {"days are hours", "P1DT12H", "P0MT129600S"},
    {"minutes", "PT90M", "P0MT5400S"},
    {"all at once", "P1Y2M3W4DT5H6M7S", "P14MT2178367S"},
    {"a range", "P3Y/P5Y", "P36MT0S/P60MT0S"},
    {"a range with one end", "P3Y/..", "P36MT0S/.."},
};

// These mean themselves.
const char* const kNeither[] = {
    "",
    "X",
    "20211",
    "2021-1",
    "2021-00",
    "2021-13",
    "2021-29",
    "2021-42",
    "2021-02-30",
    "0000",
    "9999-24",
    "2021-W00",
    "2021-W53",
    "XXXX-09-03",
    "XXXX-09-03/2021",
    "1XXX",
    "P",
    "PT",
    "PY",
    "P3",
    "P3X",
    "P3M2Y",
    "P1.2.3Y",
    "2021/2022/2023",
    "2021-05-12T/2021-05-12T/2021",
    "P1Y/P2Y/P3Y",
};

TEST_CASE("days have one spelling") {
  for (const Case& c : kDays) {
    DYNAMIC_SECTION(c.name) {
      CHECK(CanonicalEdtf(c.edtf) == c.canonical);
      CHECK(CanonicalEdtf(c.canonical) == c.canonical);
      CHECK(DaysOfEdtf(c.edtf));
    }
  }
}

TEST_CASE("lengths have one spelling") {
  for (const Case& c : kLengths) {
    DYNAMIC_SECTION(c.name) {
      CHECK(CanonicalEdtf(c.edtf) == c.canonical);
      CHECK(CanonicalEdtf(c.canonical) == c.canonical);
      CHECK_FALSE(DaysOfEdtf(c.edtf));
    }
  }
}

TEST_CASE("what is neither days nor a length comes back as it is") {
  for (const char* text : kNeither) {
    DYNAMIC_SECTION("'" << text << "'") {
      CHECK(CanonicalEdtf(text) == text);
      CHECK_FALSE(DaysOfEdtf(text));
    }
  }
}

TEST_CASE("the ends of days") {
  CHECK(DaysOfEdtf("2020-02") == EdtfDays{Day{2020, 2, 1}, Day{2020, 2, 29}});
  CHECK(DaysOfEdtf("../2020-02") == EdtfDays{std::nullopt, Day{2020, 2, 29}});
}

}  // namespace
}  // namespace factmill
