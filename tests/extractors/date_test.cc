#include "extractors/date.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <sstream>
#include <string>

namespace factmill {
namespace {

// "y=2021 m=5" as parts.
DateParts Parts(const std::string& text) {
  DateParts parts;
  std::istringstream in(text);
  for (std::string word; in >> word;) {
    const size_t equals = word.find('=');
    INFO("a test wrote '" << word << "'");
    REQUIRE(equals != std::string::npos);
    REQUIRE(parts.Set(word.substr(0, equals), std::atoi(word.c_str() + equals + 1)));
  }
  return parts;
}

struct Case {
  const char* name;
  std::string first, last;  // `last`: "" for a single date.
  std::string reference;    // "" for none.
  std::string edtf;         // Or "needs reference", "impossible".
  std::string days;         // "start..end".
};

std::string Days(const DateResult& r) {
  if (r.start.empty() && r.end.empty()) return "";
  return r.start == r.end ? r.start : r.start + ".." + r.end;
}

void CheckCases(const Case* begin, const Case* end, DateMode mode = DateMode::kAt,
                bool future = false) {
  for (const Case* c = begin; c != end; ++c) {
    DYNAMIC_SECTION(c->name) {
      std::optional<DateParts> last;
      if (!c->last.empty()) last = Parts(c->last);
      const auto reference = ParseDay(c->reference);
      const DateOutcome got =
          ResolveDate(Parts(c->first), last, mode, reference, [&] { return future; });
      if (!got.result) {
        const bool needs = got.error == DateError::kNeedsReference;
        CHECK((needs ? "needs reference" : "impossible") == c->edtf);
        continue;
      }
      CHECK(got.result->edtf + (got.result->about ? " about" : "") == c->edtf);
      CHECK(Days(*got.result) == c->days);
    }
  }
}
#define CHECK_CASES(table, ...) CheckCases(std::begin(table), std::end(table), ##__VA_ARGS__)

const Case kAbsolute[] = {
    {"day", "y=2021 m=5 d=12", "", "", "2021-05-12", "2021-05-12"},
    {"month", "y=2021 m=5", "", "", "2021-05", "2021-05-01..2021-05-31"},
    {"February of a leap year", "y=2024 m=2", "", "", "2024-02", "2024-02-01..2024-02-29"},
    {"year", "y=2021", "", "", "2021", "2021-01-01..2021-12-31"},
    {"early year", "y=987", "", "", "0987", "0987-01-01..0987-12-31"},
    {"quarter", "y=2021 q=2", "", "", "2021-34", "2021-04-01..2021-06-30"},
    {"first half", "y=2021 h=1", "", "", "2021-01/2021-06", "2021-01-01..2021-06-30"},
    {"second half", "y=2021 h=2", "", "", "2021-07/2021-12", "2021-07-01..2021-12-31"},
    {"spring", "y=2021 s=21", "", "", "2021-21", "2021-03-01..2021-05-31"},
    {"winter begins in its year", "y=2023 s=24", "", "", "2023-24", "2023-12-01..2024-02-29"},
    {"first months", "y=2021 fm=8", "", "", "2021-01/2021-08", "2021-01-01..2021-08-31"},
    {"first month", "y=2021 fm=1", "", "", "2021-01", "2021-01-01..2021-01-31"},
    {"first ten days", "y=2021 m=5 x=1", "", "", "2021-05-01/2021-05-10", "2021-05-01..2021-05-10"},
    {"middle ten days", "y=2021 m=5 x=2", "", "", "2021-05-11/2021-05-20",
     "2021-05-11..2021-05-20"},
    {"last days of February", "y=2021 m=2 x=3", "", "", "2021-02-21/2021-02-28",
     "2021-02-21..2021-02-28"},
    {"start of a year", "y=2021 p=-1", "", "", "2021-01", "2021-01-01..2021-01-31"},
    {"end of a year", "y=2021 p=1", "", "", "2021-12", "2021-12-01..2021-12-31"},
    {"middle of a year", "y=1995 p=0", "", "", "1995 about", "1995-01-01..1995-12-31"},
    {"end of a month", "y=2021 m=5 p=1", "", "", "2021-05", "2021-05-01..2021-05-31"},
    {"plan period", "plan=14", "", "", "2021/2025", "2021-01-01..2025-12-31"},
    {"end of a plan period", "plan=14 p=1", "", "", "2025", "2025-01-01..2025-12-31"},
    {"start of a plan period", "plan=13 p=-1", "", "", "2016", "2016-01-01..2016-12-31"},
    {"third plan", "plan=3", "", "", "1966/1970", "1966-01-01..1970-12-31"},
    {"decade", "dec=1980", "", "", "198X", "1980-01-01..1989-12-31"},
    {"century", "cen=20", "", "", "19XX", "1900-01-01..1999-12-31"},
    {"decade of a century", "dec=20 cen=21", "", "", "202X", "2020-01-01..2029-12-31"},
    {"decade of the twentieth", "dec=80", "", "", "198X", "1980-01-01..1989-12-31"},
    {"first half of a month", "y=2021 m=2 x=4", "", "", "2021-02-01/2021-02-15",
     "2021-02-01..2021-02-15"},
    {"second half of a month", "y=2021 m=2 x=5", "", "", "2021-02-16/2021-02-28",
     "2021-02-16..2021-02-28"},
    {"first Monday", "y=2013 m=10 nth=1 w=1", "", "", "2013-10-07", "2013-10-07"},
    {"first Monday is the first", "y=2024 m=7 nth=1 w=1", "", "", "2024-07-01", "2024-07-01"},
    {"third Sunday", "y=2021 m=6 nth=3 w=7", "", "", "2021-06-20", "2021-06-20"},
    {"last Monday", "y=2019 m=4 nth=-1 w=1", "", "", "2019-04-29", "2019-04-29"},
    {"last Thursday is the last", "y=2024 m=10 nth=-1 w=4", "", "", "2024-10-31", "2024-10-31"},
    {"last Monday but one", "y=2019 m=4 nth=-2 w=1", "", "", "2019-04-22", "2019-04-22"},
    {"no fifth Monday", "y=2013 m=10 nth=5 w=1", "", "", "impossible", ""},
    {"second week of a year", "y=2021 wk=2", "", "", "2021-01-11/2021-01-17",
     "2021-01-11..2021-01-17"},
    {"a first week that begins in the year before", "y=2020 wk=1", "", "", "2019-12-30/2020-01-05",
     "2019-12-30..2020-01-05"},
    {"last week of a year", "y=2019 wk=-1", "", "", "2019-12-23/2019-12-29",
     "2019-12-23..2019-12-29"},
    {"week 53", "y=2020 wk=53", "", "", "2020-12-28/2021-01-03", "2020-12-28..2021-01-03"},
    {"no week 53", "y=2021 wk=53", "", "", "impossible", ""},
    {"a Chinese day", "y=2024 lm=1 ld=5", "", "", "2024-02-14", "2024-02-14"},
    {"the last Chinese month ends in the next year", "y=2023 lm=12 ld=30", "", "", "2024-02-09",
     "2024-02-09"},
    {"a Chinese month", "y=2021 lm=6", "", "", "2021-07-10/2021-08-07", "2021-07-10..2021-08-07"},
    {"a leap month", "y=2020 lm=4 leap=1", "", "", "2020-05-23/2020-06-20",
     "2020-05-23..2020-06-20"},
    {"a month behind the leap month", "y=2020 lm=5 ld=5", "", "", "2020-06-25", "2020-06-25"},
    {"no leap month", "y=2021 lm=4 leap=1", "", "", "impossible", ""},
    {"day 30 of a short Chinese month", "y=2021 lm=6 ld=30", "", "", "impossible", ""},
    {"a Chinese year of no table", "y=1899 lm=1 ld=1", "", "", "impossible", ""},
    // Not of the calendar.
    {"30 February", "y=2021 m=2 d=30", "", "", "impossible", ""},
    {"29 February of no leap year", "y=2021 m=2 d=29", "", "", "impossible", ""},
    {"month 13", "y=2021 m=13", "", "", "impossible", ""},
    {"month 0", "y=2021 m=0 d=1", "", "", "impossible", ""},
    {"year 0", "y=0", "", "", "impossible", ""},
    {"year 10000", "y=10000", "", "", "impossible", ""},
    {"quarter 5", "y=2021 q=5", "", "", "impossible", ""},
    {"season 25", "y=2021 s=25", "", "", "impossible", ""},
    {"13 months", "y=2021 fm=13", "", "", "impossible", ""},
    {"a day and no month", "y=2021 d=12", "", "", "impossible", ""},
    // Former bugs.
    {"half 3", "y=2021 h=3", "", "", "impossible", ""},
    {"the last two thirds of a month", "y=2021 m=2 x=7", "", "", "2021-02-11/2021-02-28",
     "2021-02-11..2021-02-28"},
    {"an eighth part of a month", "y=2021 m=5 x=8", "", "", "impossible", ""},
    {"first plan", "plan=1", "", "", "1953/1957", "1953-01-01..1957-12-31"},
    {"second plan", "plan=2", "", "", "1958/1962", "1958-01-01..1962-12-31"},
    {"no plan", "plan=0", "", "", "impossible", ""},
    {"a decade that is none", "dec=1985", "", "", "impossible", ""},
    {"first century", "cen=1", "", "", "00XX", "0001-01-01..0099-12-31"},
    {"no century", "cen=0", "", "", "impossible", ""},
    {"winter of the last year", "y=9999 s=24", "", "", "impossible", ""},
};

TEST_CASE("dates that need nothing else") { CHECK_CASES(kAbsolute); }

const Case kRelative[] = {
    {"this year", "yo=0", "", "2024-05-15", "2024", "2024-01-01..2024-12-31"},
    {"this winter, in autumn", "yo=0 s=24", "", "2024-11-15", "2024-24", "2024-12-01..2025-02-28"},
    {"this winter, while it runs", "yo=0 s=24", "", "2024-02-15", "2023-24",
     "2023-12-01..2024-02-29"},
    {"last year", "yo=-1", "", "2024-05-15", "2023", "2023-01-01..2023-12-31"},
    {"a month of last year", "yo=-1 m=6", "", "2024-05-15", "2023-06", "2023-06-01..2023-06-30"},
    {"a day of next year", "yo=1 m=2 d=28", "", "2024-05-15", "2025-02-28", "2025-02-28"},
    {"a quarter of next year", "yo=1 q=1", "", "2024-05-15", "2025-33", "2025-01-01..2025-03-31"},
    {"end of this year", "yo=0 p=1", "", "2024-05-15", "2024-12", "2024-12-01..2024-12-31"},
    {"this month", "mo=0", "", "2024-05-15", "2024-05", "2024-05-01..2024-05-31"},
    {"last month, over the year", "mo=-1", "", "2024-01-15", "2023-12", "2023-12-01..2023-12-31"},
    {"next month, over the year", "mo=1", "", "2024-12-15", "2025-01", "2025-01-01..2025-01-31"},
    {"a day of last month", "mo=-1 d=28", "", "2024-03-15", "2024-02-28", "2024-02-28"},
    {"the 31st of a short month", "mo=1 d=31", "", "2024-05-15", "impossible", ""},
    {"the middle of last month", "mo=-1 x=2", "", "2024-05-15", "2024-04-11/2024-04-20",
     "2024-04-11..2024-04-20"},
    {"today", "do=0", "", "2024-05-15", "2024-05-15", "2024-05-15"},
    {"yesterday, over a leap day", "do=-1", "", "2024-03-01", "2024-02-29", "2024-02-29"},
    {"tomorrow, over the year", "do=1", "", "2024-12-31", "2025-01-01", "2025-01-01"},
    {"this week", "wo=0", "", "2024-05-15", "2024-05-13/2024-05-19", "2024-05-13..2024-05-19"},
    {"last week, on a Monday", "wo=-1", "", "2024-05-13", "2024-05-06/2024-05-12",
     "2024-05-06..2024-05-12"},
    {"this week, on a Sunday", "wo=0", "", "2024-05-19", "2024-05-13/2024-05-19",
     "2024-05-13..2024-05-19"},
    {"Wednesday of last week", "w=3 wo=-1", "", "2024-05-15", "2024-05-08", "2024-05-08"},
    {"Sunday of this week", "w=7 wo=0", "", "2024-05-15", "2024-05-19", "2024-05-19"},
    {"a bare weekday is the last one", "w=5", "", "2024-05-15", "2024-05-10", "2024-05-10"},
    {"a bare weekday, today", "w=3", "", "2024-05-15", "2024-05-15", "2024-05-15"},
    {"weekend of last week", "we=-1", "", "2024-05-15", "2024-05-11/2024-05-12",
     "2024-05-11..2024-05-12"},
    {"this quarter", "qo=0", "", "2024-05-15", "2024-34", "2024-04-01..2024-06-30"},
    {"last quarter, over the year", "qo=-1", "", "2024-02-15", "2023-36", "2023-10-01..2023-12-31"},
    {"the half before this one", "ho=-1", "", "2019-09-03", "2019-01/2019-06",
     "2019-01-01..2019-06-30"},
    {"the next half, over the year", "ho=1", "", "2019-09-03", "2020-01/2020-06",
     "2020-01-01..2020-06-30"},
    {"this month of last year", "yo=-1 mo=0 d=10", "", "2024-05-15", "2023-05-10", "2023-05-10"},
    {"an n-th weekday of next month", "mo=1 nth=2 w=7", "", "2024-05-15", "2024-06-09",
     "2024-06-09"},
    {"the nearest Chinese day", "lm=12 ld=23", "", "2024-05-15", "2024-02-02", "2024-02-02"},
    {"a Chinese day of next year", "yo=1 lm=1 ld=1", "", "2024-05-15", "2025-01-29", "2025-01-29"},
    {"three years ago", "ya=3", "", "2024-05-15", "2021", "2021-01-01..2021-12-31"},
    {"two months ago, over the year", "ma=2", "", "2024-01-31", "2023-11",
     "2023-11-01..2023-11-30"},
    {"two days ago", "da=2", "", "2024-05-01", "2024-04-29", "2024-04-29"},
    // The nearest such time.
    {"a month to come", "m=6", "", "2024-05-15", "2024-06", "2024-06-01..2024-06-30"},
    {"a month of last year is nearer", "m=12", "", "2024-01-20", "2023-12",
     "2023-12-01..2023-12-31"},
    {"a month of next year is nearer", "m=1", "", "2024-12-20", "2025-01",
     "2025-01-01..2025-01-31"},
    {"a day of last year is nearer", "m=12 d=30", "", "2024-01-02", "2023-12-30", "2023-12-30"},
    {"the day itself", "m=5 d=15", "", "2024-05-15", "2024-05-15", "2024-05-15"},
    {"a day alone, behind us", "d=12", "", "2024-05-15", "2024-05-12", "2024-05-12"},
    {"a day alone, of last month", "d=28", "", "2024-05-02", "2024-04-28", "2024-04-28"},
    {"a day alone, of next month", "d=2", "", "2024-05-28", "2024-06-02", "2024-06-02"},
    {"a day alone that not every month has", "d=31", "", "2024-04-10", "2024-03-31", "2024-03-31"},
    {"a quarter gone by is this year's", "q=3", "", "2024-10-15", "2024-35",
     "2024-07-01..2024-09-30"},
    {"a quarter that runs is this year's", "q=3", "", "2024-07-15", "2024-35",
     "2024-07-01..2024-09-30"},
    {"a quarter to come is last year's", "q=4", "", "2024-01-15", "2023-36",
     "2023-10-01..2023-12-31"},
    {"a half to come is last year's", "h=2", "", "2024-01-15", "2023-07/2023-12",
     "2023-07-01..2023-12-31"},
    {"first months to come are last year's", "fm=11", "", "2024-01-15", "2023-01/2023-11",
     "2023-01-01..2023-11-30"},
    {"first months are this year's", "fm=5", "", "2024-06-15", "2024-01/2024-05",
     "2024-01-01..2024-05-31"},
    // Without a day to resolve against.
    {"last year", "yo=-1", "", "", "needs reference", ""},
    {"a month without a year", "m=6", "", "", "needs reference", ""},
    {"a weekday", "w=3", "", "", "needs reference", ""},
    {"this week", "wo=0", "", "", "needs reference", ""},
    {"three years ago", "ya=3", "", "", "needs reference", ""},
    {"today", "do=0", "", "", "needs reference", ""},
    {"nothing at all", "", "", "", "needs reference", ""},
    // Former bugs.
    {"five thousand years ago", "ya=5000", "", "2024-05-15", "impossible", ""},
    {"years before the calendar", "ya=2024", "", "2024-05-15", "impossible", ""},
    {"months before the calendar", "ma=30000", "", "2024-05-15", "impossible", ""},
    {"days before the calendar", "da=800000", "", "2024-05-15", "impossible", ""},
    {"days behind the calendar", "do=1", "", "9999-12-31", "impossible", ""},
    {"a week behind the calendar", "wo=1", "", "9999-12-31", "impossible", ""},
    {"29 February of the nearest leap year", "m=2 d=29", "", "2023-12-01", "2024-02-29",
     "2024-02-29"},
};

TEST_CASE("dates that count from the article's date") { CHECK_CASES(kRelative); }

const Case kWithin[] = {
    {"last quarter", "qo=-1", "", "2024-02-15", "2023-36", "2023-10-01..2023-12-31"},
    {"next quarter", "qo=1", "", "2024-05-15", "2024-35", "2024-07-01..2024-09-30"},
    {"this weekend", "we=0", "", "2024-05-15", "2024-05-18/2024-05-19", "2024-05-18..2024-05-19"},
    {"last weekend, on a Sunday", "we=-1", "", "2024-05-19", "2024-05-11/2024-05-12",
     "2024-05-11..2024-05-12"},
    {"first Friday", "nth=1 w=5 y=2024 m=7", "", "", "2024-07-05", "2024-07-05"},
    {"first Friday, on the first", "nth=1 w=5 y=2016 m=7", "", "", "2016-07-01", "2016-07-01"},
    {"last Monday", "nth=-1 w=1 y=2013 m=3", "", "", "2013-03-25", "2013-03-25"},
    {"fifth Monday, and there is none", "nth=5 w=1 y=2013 m=3", "", "", "impossible", ""},
    {"second Sunday of this month", "nth=2 w=7", "", "2024-05-15", "2024-05-12", "2024-05-12"},
    {"first week of a year", "wk=1 y=2019", "", "", "2018-12-31/2019-01-06",
     "2018-12-31..2019-01-06"},
    {"last week of a year", "wk=-1 y=2015", "", "", "2015-12-28/2016-01-03",
     "2015-12-28..2016-01-03"},
    {"week 53, and there is none", "wk=53 y=2019", "", "", "impossible", ""},
    {"last week of a month", "wk=-1 y=2014 m=9", "", "", "2014-09-22/2014-09-28",
     "2014-09-22..2014-09-28"},
    {"week of this year", "wk=31", "", "2018-07-02", "2018-07-30/2018-08-05",
     "2018-07-30..2018-08-05"},
    {"last day", "d=-1 y=2024 m=2", "", "", "2024-02-29", "2024-02-29"},
    {"Thursday the 21st", "w=4 d=21", "", "2017-09-27", "2017-09-21", "2017-09-21"},
    {"Friday 31", "w=5 d=31", "", "2024-05-15", "2024-05-31", "2024-05-31"},
    {"a weekday beside a day", "w=5 m=5 d=2", "", "2024-05-15", "2024-05-02", "2024-05-02"},
    {"week of a day", "inwk=1 y=2017 m=4 d=12", "", "", "2017-04-10/2017-04-16",
     "2017-04-10..2017-04-16"},
    {"the next 6 April", "coming=1 m=4 d=6", "", "2024-05-15", "2025-04-06", "2025-04-06"},
    {"the next June", "coming=1 m=6", "", "2024-05-15", "2024-06", "2024-06-01..2024-06-30"},
    {"the next May in May", "coming=1 m=5", "", "2024-05-15", "2025-05", "2025-05-01..2025-05-31"},
    {"the next 5th, said on the 9th", "coming=1 d=5", "", "2024-10-09", "2024-11-05", "2024-11-05"},
    {"the next 30th", "coming=1 d=30", "", "2024-10-09", "2024-10-30", "2024-10-30"},
    {"last month but three", "coming=-1 m=2", "", "2024-05-15", "2023-02",
     "2023-02-01..2023-02-28"},
    {"a month long ago", "coming=-1 m=1", "", "2024-05-15", "2024-01", "2024-01-01..2024-01-31"},
    {"last December", "coming=-1 m=12", "", "2024-05-15", "2023-12", "2023-12-01..2023-12-31"},
    {"a day of late", "coming=-1 m=5 d=1", "", "2024-05-15", "2024-05-01", "2024-05-01"},
    {"a day two days ago", "coming=-1 m=5 d=13", "", "2024-05-15", "2023-05-13", "2023-05-13"},
    {"a day to come", "coming=-1 m=6 d=1", "", "2024-05-15", "2023-06-01", "2023-06-01"},
    {"the last 29 February", "coming=-1 m=2 d=29", "", "2023-05-15", "2020-02-29", "2020-02-29"},
    {"the next 29 February", "coming=1 m=2 d=29", "", "2024-05-15", "2028-02-29", "2028-02-29"},
    {"this June", "coming=0 m=6", "", "2024-05-15", "2024-06", "2024-06-01..2024-06-30"},
    {"first weekend", "nth=1 we=0 y=2024 m=7", "", "2024-05-15", "2024-07-06/2024-07-07",
     "2024-07-06..2024-07-07"},
    {"weekend of a day", "inwk=2 y=2024 m=9 d=13", "", "", "2024-09-14/2024-09-15",
     "2024-09-14..2024-09-15"},
    {"rest of the month", "rest=1 mo=0", "", "2024-05-15", "2024-05-15/2024-05-31",
     "2024-05-15..2024-05-31"},
    {"rest of a year gone by", "rest=1 y=2020", "", "2024-05-15", "impossible", ""},
};
TEST_CASE("parts of a month or year, and what lies around a day") { CHECK_CASES(kWithin); }

struct DistanceCase {
  const char* name;
  std::string parts, distance, edtf;
};

const DistanceCase kDistances[] = {
    {"weeks ago", "shift=-1", "2W 2D", "2024-04-29"},
    {"months and days ago", "shift=-1", "1M 21D", "2024-03-25"},
    {"years from now", "shift=1", "2Y", "2026-05-15"},
    {"before yesterday", "shift=-1 do=-1", "2D", "2024-05-12"},
    {"a month of fewer days", "shift=1 y=2024 m=1 d=31", "1M", "2024-02-29"},
    {"so long from a day on", "span=1 y=2024 m=5 d=20", "2W", "2024-05-20/2024-06-02"},
    {"until so long after a day", "span=2 y=2024 m=5 d=20", "2W", "2024-05-20/2024-06-03"},
    {"a fortnight on", "shift=1", "1F", "2024-05-29"},
    {"business days on, over a weekend", "shift=1", "4B", "2024-05-21"},
    {"business days ago", "shift=-1", "3B", "2024-05-10"},
    {"two Sundays on", "shift=1 nth=2 w=7", "", "2024-05-26"},
    {"three Wednesdays on, on a Wednesday", "shift=1 nth=3 w=3", "", "2024-06-05"},
    {"next days", "shift=1 span=1", "3D", "2024-05-16/2024-05-18"},
    {"past years", "shift=-1 span=1", "5Y", "2019-05-15/2024-05-14"},
    {"last quarters", "shift=-1 span=1 qo=0", "2Q", "2023-10-01/2024-03-31"},
    {"next quarters", "shift=1 span=1 qo=0", "3Q", "2024-07-01/2025-03-31"},
    {"before the year 1", "shift=-1", "3000Y", "impossible"},
};

TEST_CASE("days that lie so far from another") {
  for (const DistanceCase& c : kDistances) {
    DYNAMIC_SECTION(c.name) {
      DateParts parts = Parts(c.parts);
      std::istringstream in(c.distance);
      for (std::string word; in >> word;) {
        REQUIRE(parts.AddDistance(std::atoi(word.c_str()), word.substr(word.size() - 1)));
      }
      const DateOutcome got =
          ResolveDate(parts, std::nullopt, DateMode::kAt, Day{2024, 5, 15}, [] { return false; });
      CHECK((got.result ? got.result->edtf : "impossible") == c.edtf);
    }
  }
}

TEST_CASE("no distance in hours, and none too far") {
  DateParts parts;
  CHECK_FALSE(parts.AddDistance(3, "TH"));
  CHECK_FALSE(parts.AddDistance(-1, "D"));
  CHECK_FALSE(parts.AddDistance(1000000, "D"));
  CHECK(parts == DateParts());
}

TEST_CASE("years in words") {
  const std::pair<const char*, int> years[] = {
      {"two thousand and eighteen", 2018},
      {"nineteen eighty-six", 1986},
      {"nineteen eighty six", 1986},
      {"twenty ten", 2010},
      {"two thousand", 2000},
  };
  for (const auto& [text, year] : years) CHECK(ReadSpelledYear(text) == year);
  for (const char* text : {"", "nineteen", "eighty six", "five towns", "two hundred"}) {
    CHECK(ReadSpelledYear(text) == std::nullopt);
  }
}

const Case kFuture[] = {
    {"a weekday to come", "w=5", "", "2024-05-15", "2024-05-17", "2024-05-17"},
    {"over the week", "w=1", "", "2024-05-15", "2024-05-20", "2024-05-20"},
    {"today", "w=3", "", "2024-05-15", "2024-05-15", "2024-05-15"},
    {"a month to come", "m=7", "", "2024-12-20", "2025-07", "2025-07-01..2025-07-31"},
    {"this month", "m=12", "", "2024-12-20", "2024-12", "2024-12-01..2024-12-31"},
    {"a day to come", "m=12 d=19", "", "2024-12-20", "2025-12-19", "2025-12-19"},
    {"a quarter to come", "q=4", "", "2024-01-15", "2024-36", "2024-10-01..2024-12-31"},
    {"a Chinese day to come", "lm=1 ld=1", "", "2024-05-15", "2025-01-29", "2025-01-29"},
    {"a week that is named stays", "w=3 wo=-1", "", "2024-05-15", "2024-05-08", "2024-05-08"},
};

TEST_CASE("a weekday that is still to come") { CHECK_CASES(kFuture, DateMode::kAt, true); }

const Case kRanges[] = {
    {"days of a month", "y=2021 m=5 d=3", "d=5", "", "2021-05-03/2021-05-05",
     "2021-05-03..2021-05-05"},
    {"the year stands at the end", "m=5 d=3", "y=2021 d=5", "", "2021-05-03/2021-05-05",
     "2021-05-03..2021-05-05"},
    {"year and month stand at the end", "d=3", "y=2021 m=5 d=5", "", "2021-05-03/2021-05-05",
     "2021-05-03..2021-05-05"},
    {"months of a year", "y=2018 m=1", "m=8", "", "2018-01/2018-08", "2018-01-01..2018-08-31"},
    {"months, the year at the end", "m=1", "y=2018 m=8", "", "2018-01/2018-08",
     "2018-01-01..2018-08-31"},
    {"over the year, the year at the end", "m=11", "y=2021 m=2", "", "2020-11/2021-02",
     "2020-11-01..2021-02-28"},
    {"over last year", "m=11", "yo=0 m=2", "2024-05-15", "2023-11/2024-02",
     "2023-11-01..2024-02-29"},
    {"months of this year", "m=1", "yo=0 m=8", "2024-09-01", "2024-01/2024-08",
     "2024-01-01..2024-08-31"},
    {"years", "y=2018", "y=2022", "", "2018/2022", "2018-01-01..2022-12-31"},
    {"days over a month", "m=4 d=28", "m=5 d=3", "2024-05-15", "2024-04-28/2024-05-03",
     "2024-04-28..2024-05-03"},
    {"days over a month, the second without it", "m=4 d=27", "d=3", "2024-05-15",
     "2024-04-27/2024-05-03", "2024-04-27..2024-05-03"},
    {"days over the year", "m=12 d=28", "m=1 d=3", "2024-01-15", "2023-12-28/2024-01-03",
     "2023-12-28..2024-01-03"},
    {"days of this month", "mo=0 d=3", "d=5", "2024-05-15", "2024-05-03/2024-05-05",
     "2024-05-03..2024-05-05"},
    {"bare days", "d=12", "d=14", "2024-05-15", "2024-05-12/2024-05-14", "2024-05-12..2024-05-14"},
    {"quarters", "y=2021 q=1", "q=3", "", "2021-33/2021-35", "2021-01-01..2021-09-30"},
    {"weekdays", "w=2", "w=3", "2024-05-15", "2024-05-14/2024-05-15", "2024-05-14..2024-05-15"},
    {"weekdays of a week", "wo=-1 w=3", "w=5", "2024-05-15", "2024-05-08/2024-05-10",
     "2024-05-08..2024-05-10"},
    {"weeks of a year", "y=2021 wk=1", "wk=2", "", "2021-01-04/2021-01-17",
     "2021-01-04..2021-01-17"},
    {"an n-th weekday to a day", "m=4 nth=-1 w=1", "m=10 d=1", "2019-07-22",
     "2019-04-29/2019-10-01", "2019-04-29..2019-10-01"},
    {"decades", "cen=19 dec=80", "dec=90", "", "188X/189X", "1880-01-01..1899-12-31"},
    {"last weeks of a year", "y=2019 wk=3", "wk=-1", "", "2019-12-09/2019-12-29",
     "2019-12-09..2019-12-29"},
    {"last days of a month", "y=2020 m=2 d=3", "d=-1", "", "2020-02-27/2020-02-29",
     "2020-02-27..2020-02-29"},
    {"weekdays of which the second is to come", "w=1", "w=5", "2024-05-15", "2024-05-13/2024-05-17",
     "2024-05-13..2024-05-17"},
    {"two full dates", "y=2019 m=10", "y=2020 m=3", "", "2019-10/2020-03",
     "2019-10-01..2020-03-31"},
    // Not a range.
    {"backwards", "y=2021", "y=2019", "", "impossible", ""},
    {"days backwards", "y=2021 m=5 d=12", "d=5", "", "impossible", ""},
    {"the same twice", "y=2021", "y=2021", "", "impossible", ""},
    {"one end impossible", "y=2021 m=2 d=27", "d=30", "", "impossible", ""},
    {"no day to resolve against", "m=4", "m=5", "", "needs reference", ""},
    // Former bugs.
    {"both ends are in the year of the end", "m=1", "m=12", "2024-01-10", "2023-01/2023-12",
     "2023-01-01..2023-12-31"},
    {"the beginning is in the year before", "m=8", "m=6", "2024-07-01", "2023-08/2024-06",
     "2023-08-01..2024-06-30"},
    {"bare days over the month", "d=28", "d=3", "2024-05-02", "2024-04-28/2024-05-03",
     "2024-04-28..2024-05-03"},
};

TEST_CASE("the ends of a range share what one of them says") { CHECK_CASES(kRanges); }

const Case kUntil[] = {
    {"year", "y=2023", "", "", "../2023", "..2023-12-31"},
    {"month", "y=2023 m=6", "", "", "../2023-06", "..2023-06-30"},
    {"interval ends with its end", "y=2023 h=1", "", "", "../2023-06", "..2023-06-30"},
    {"relative", "yo=0 p=1", "", "2024-05-15", "../2024-12", "..2024-12-31"},
};

const Case kSince[] = {
    {"year", "y=2011", "", "", "2011/..", "2011-01-01.."},
    {"day", "y=2011 m=3 d=4", "", "", "2011-03-04/..", "2011-03-04.."},
    {"interval begins with its beginning", "y=2023 h=2", "", "", "2023-07/..", "2023-07-01.."},
};

const Case kSincePast[] = {
    {"year", "y=2011", "", "", "2011/..", "2011-01-01.."},
    {"this year is the year itself", "yo=0", "", "2024-05-15", "2024", "2024-01-01..2024-12-31"},
    {"a month behind us", "m=3", "", "2024-05-15", "2024-03/..", "2024-03-01.."},
    {"a month to come was last year's", "m=7", "", "2024-05-15", "2023-07/..", "2023-07-01.."},
    {"this month", "m=5", "", "2024-05-15", "2024-05/..", "2024-05-01.."},
    {"a day to come was last year's", "m=5 d=16", "", "2024-05-15", "2023-05-16/..",
     "2023-05-16.."},
};

TEST_CASE("until and since leave one end open") {
  SECTION("until") { CHECK_CASES(kUntil, DateMode::kUntil); }
  SECTION("since") { CHECK_CASES(kSince, DateMode::kSince); }
  SECTION("since, in the past") { CHECK_CASES(kSincePast, DateMode::kSincePast); }
}

TEST_CASE("rules name parts that exist") {
  DateParts parts;
  for (const char* name :
       {"y",   "m",  "d",    "yo",     "mo",   "do",    "w",    "wo", "q",  "h",  "s",
        "fm",  "x",  "p",    "plan",   "dec",  "cen",   "ya",   "ma", "da", "qo", "we",
        "nth", "wk", "inwk", "coming", "rest", "shift", "span", "ho", "lm", "ld", "leap"}) {
    CAPTURE(name);
    CHECK(parts.Set(name, 1));
  }
  for (const char* name : {"", "year", "Y", "y2", "n", "du"}) {
    CAPTURE(name);
    const DateParts before = parts;
    CHECK_FALSE(parts.Set(name, 2));
    CHECK(parts == before);
  }
}

}  // namespace
}  // namespace factmill
