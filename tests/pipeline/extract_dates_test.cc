// Dates that depend on the day of publication, by the rules that the program was built with:
// examples beside rules all count from one Wednesday in May.
#include <catch2/catch.hpp>
#include <string>

#include "tests/pipeline/extract_testing.h"

namespace factmill {
namespace {

struct Case {
  const char* name;
  std::string published, text, facts;
};

const Case kCases[] = {
    {"a weekend just over, on Monday", "2005-05-09", "They rowed better than us this weekend.",
     "date this weekend=2005-05-07/2005-05-08"},
    {"a weekend to come, on Monday", "2005-05-09", "They will row against us this weekend.",
     "date this weekend=2005-05-14/2005-05-15"},
    {"a weekend's race, on Monday", "2005-05-09", "She was named for this weekend's race.",
     "date this weekend=2005-05-14/2005-05-15"},
    {"a weekend in the past tense, on Thursday", "2005-05-12",
     "He was left out of the boat for the race this weekend.",
     "date this weekend=2005-05-14/2005-05-15"},
    {"a winter just over, in April", "2005-04-12", "The dams are full after rain this winter.",
     "date this winter=2004-24"},
    {"a winter just over, in February", "2005-02-12", "The dams filled this winter.",
     "date this winter=2004-24"},
    {"a winter to come, in May", "2005-05-10", "Rents will rise this winter.",
     "date this winter=2005-24"},
    {"last March, in August", "2005-08-20", "The mill shut last March.", "date last March=2005-03"},
    {"last March, in May", "2005-05-20", "The mill shut last March.", "date last March=2004-03"},
    {"last 29 February", "2005-05-20", "The mill shut last February 29.",
     "date last February 29=2004-02-29"},
    {"what lapsed was extended", "1987-03-20",
     "The leases were scheduled to expire February 28, and have been extended through April 30.",
     "date February 28=1987-02-28; date April 30=1987-04-30"},
    {"a high seen before, a rise to come", "1987-04-20",
     "Rents are expected to pass the record high seen in December.", "date December=1986-12"},
    {"将于 a day gone by this month", "2024-10-09", "法院将于5日开庭。", "date 5日=2024-11-05"},
    {"已于 a day of last month", "2024-10-09", "代表团已于27日抵达。", "date 27日=2024-09-27"},
    {"将 of another verb than 开始", "2023-09-06", "磨坊将延长从7月开始的折扣。",
     "date 从7月开始=2023-07/.."},
    {"quarters of a list are of one run", "1987-04-20",
     "Rents were weak in the second and third quarters.",
     "date second=1986-34; date third quarters=1986-35"},
    {"last October, two days", "1987-01-20", "The talks of last October 11 and 12 failed.",
     "date last October 11=1986-10-11; date 12=1986-10-12"},
    {"days over the turn of a year", "2024-01-05", "磨坊12月30日、1月2日两天开放。",
     "date 12月30日=2023-12-30; date 1月2日=2024-01-02; date 两天=P2D"},
    {"ruled out of what is to come", "2004-11-17", "He has been ruled out of Saturday's race.",
     "date Saturday=2004-11-20"},
    {"a crew named for what is to come", "2004-11-17",
     "The coach has named his side for Sunday's race.", "date Sunday=2004-11-21"},
    {"a range of years gone by", "2004-11-17", "The mill shut five to ten years ago.",
     "date five to ten years ago=P5Y/P10Y"},
    {"no range, since it falls", "2004-11-17", "They were, he said, ten to five years ago.",
     "date five years ago=1999"},
    {"a day before a name", "2004-11-17", "On Monday Lady Brook agreed.", "date Monday=2004-11-15"},
    {"a leap day", "2025-11-14", "磨坊2月29日开放。", "date 2月29日=2024-02-29"},
    {"days from a leap day on", "2024-11-14", "展览2月29日至3月3日开放。",
     "date 2月29日至3月3日=2024-02-29/2024-03-03"},
    {"twenty years ago are a year", "2024-11-14", "磨坊20年前关门。", "date 20年前=2004"},
    {"two thousand are none", "2024-11-14", "磨坊2000多年前关门。", "date 2000多年前=P2000Y gt"},
    {"a paper of that name", "2004-11-17", "The Mail on Sunday Magazine said so.", ""},
    {"three months of one run", "2005-02-17", "Rents rose in October, December and January.",
     "date October=2004-10; date December=2004-12; date January=2005-01"},
    {"left out after what is over", "2004-11-17", "He was dropped after Saturday's defeat.",
     "date Saturday=2004-11-13"},
};

TEST_CASE("what a sentence says of its time tells which day is meant") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(Print(Extract(ArticleOf(c.text, c.published), BuiltInRules(), {})) == c.facts);
    }
  }
}

}  // namespace
}  // namespace factmill
