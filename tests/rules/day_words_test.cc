#include "rules/day_words.h"

#include <catch2/catch.hpp>

namespace factmill {
namespace {

DayWords SomeWords() {
  const std::pair<const char*, const char*> kWords[] = {
      {"day.coming", "will"},  {"day.coming", "is due"},
      {"day.over", "was"},     {"day.was", "was"},
      {"day.over", "said"},    {"day.planned", "将"},
      {"day.yesterday", "昨"}, {"day.within", "on"},
      {"day.within", "in"},    {"day.of_record", "record on"},
      {"day.none", "due in"},  {"day.falls_due", "payable"},
      {"day.ended", "qtr"}};
  DayWords words;
  for (const auto& [role, word] : kWords) {
    Entry entry;
    entry.role = role;
    words.Add(word, entry);
  }
  words.Freeze();
  return words;
}

TEST_CASE("the last word of a cue is found, whole words only") {
  const DayWords words = SomeWords();
  struct Case {
    const char* text;
    DayCue cue;
    uint32_t last;
  };
  const Case cases[] = {
      {"", DayCue::kComing, 0},
      {"it will open, will it", DayCue::kComing, 18},
      {"it Will open", DayCue::kComing, 7},
      {"a goodwill visit", DayCue::kComing, 0},
      {"the willow", DayCue::kComing, 0},
      {"it is due", DayCue::kComing, 9},
      {"it was", DayCue::kOver, 6},
      {"it was", DayCue::kWas, 6},
      {"he said", DayCue::kWas, 0},
      {"会议将于", DayCue::kPlanned, 9},
      {"会议将于", DayCue::kYesterday, 0},
      {"due in", DayCue::kWithin, 6},  // A word within one that says nothing.
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(words.LastIn(c.text, c.cue) == c.last);
    CHECK(words.StandsIn(c.text, c.cue) == (c.last > 0));
  }
}

TEST_CASE("the longest word right before a day tells") {
  const DayWords words = SomeWords();
  struct Case {
    const char* before;
    DayCue cue;
    bool stands;
  };
  const Case cases[] = {
      {"", DayCue::kWithin, false},
      {"sold in ", DayCue::kWithin, true},
      {"sold in", DayCue::kWithin, true},
      {"sold in the ", DayCue::kWithin, false},
      {"a margin ", DayCue::kWithin, false},
      {"due in ", DayCue::kWithin, false},
      {"record on ", DayCue::kWithin, false},
      {"record on ", DayCue::kOfRecord, true},
      {"a dividend payable ", DayCue::kFallsDue, true},
      {"4TH QTR ", DayCue::kEnded, true},
      {"会议将", DayCue::kPlanned, true},
      {"将会议", DayCue::kPlanned, false},
  };
  for (const Case& c : cases) {
    const std::string text = std::string(c.before) + "3 May";
    INFO(text);
    CHECK(words.StandsBefore(text, static_cast<uint32_t>(text.size() - 5), c.cue) == c.stands);
  }
}

TEST_CASE("a word right behind a day is found") {
  const DayWords words = SomeWords();
  CHECK(words.StandsAt("3 May will be", 5, DayCue::kComing));
  CHECK(words.StandsAt("5月3日将", 8, DayCue::kPlanned));
  CHECK_FALSE(words.StandsAt("3 May it will", 5, DayCue::kComing));
  CHECK_FALSE(words.StandsAt("3 May", 5, DayCue::kComing));
  CHECK_FALSE(words.StandsAt("3 May ", 5, DayCue::kComing));
}

TEST_CASE("roles of words around days") {
  CHECK(IsDayRole("day.coming"));
  CHECK(IsDayRole("day.none"));
  CHECK_FALSE(IsDayRole("day."));
  CHECK_FALSE(IsDayRole("day.comng"));
  CHECK_FALSE(IsDayRole("date.month"));
}

}  // namespace
}  // namespace factmill
