#include "rules/vocabulary.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>

namespace factmill {
namespace {

struct EdgeCase {
  const char* name;
  std::string text;  // The place is at the bar.
  bool edge;
};

const EdgeCase kEdges[] = {
    {"beginning of the text", "|5元", true},
    {"end of the text", "5元|", true},
    {"space behind", "five| men", true},
    {"space before", "five |men", true},
    {"inside a word", "fi|ve", false},
    {"inside a word with marks", "caf|é", false},
    {"inside a number", "1|2", false},
    {"letter and digit", "G|20", false},
    {"digit and letter", "5|G", false},
    {"before the point of a number", "3|.5", false},
    {"behind the point of a number", "3.|5", false},
    {"before a full stop", "3|.", true},
    {"before a full stop and a space", "3|. Then", true},
    {"before the comma of a thousand", "1|,200", false},
    {"behind the comma of a thousand", "1,|200", false},
    {"before a comma and a space", "12|, 5", true},
    {"behind a comma and a space", "12, |5", true},
    {"before a comma that parts no thousand", "2|,5", true},
    {"before a comma and four digits", "12|,2023", true},
    {"behind a comma that parts no thousand", "2,|5", true},
    {"behind a comma and before four digits", "12,|2023", true},
    {"digit and sign", "5|%", true},
    {"sign and digit", "$|5", true},
    {"hyphen between digits", "3|-5", true},
    {"letter and hyphen", "COVID|-19", true},
    {"Han and Han", "公|司", true},
    {"Han and digit", "约|5", true},
    {"digit and Han", "5|元", true},
    {"letter and Han", "G|元", true},
    {"Han and letter", "约|G", true},
    {"inside a Chinese numeral", "三|十", false},
    {"digit and scale", "5|万", false},
    {"scale and digit", "5万|3", false},
    {"scale and scale", "万|亿", false},
    {"banker's", "壹|佰", false},
    {"numeral and unit", "三万|元", true},
    {"numeral and 两, a unit", "三万|两", false},
    {"〇", "二|〇", false},
    {"Han and numeral", "第|三", true},
    {"slash", "1|/2", true},
    {"quotes", "“|5", true},
    {"underscore is no letter", "a|_b", true},
};

bool EdgeAtBar(const std::string& marked) {
  const size_t bar = marked.find('|');
  REQUIRE(bar != std::string::npos);
  std::string text = marked;
  text.erase(bar, 1);
  return IsEdge(text, static_cast<uint32_t>(bar));
}

TEST_CASE("a match may begin and end at edges only") {
  for (const EdgeCase& c : kEdges) {
    DYNAMIC_SECTION(c.name) { CHECK(EdgeAtBar(c.text) == c.edge); }
  }
}

TEST_CASE("text that is not UTF-8 has edges all the same") {
  for (const std::string text : {"\x80\x80", "5\xE4",
                                 "\xE4\xB8"
                                 "5",
                                 "\xFF\xFE"}) {
    for (uint32_t at = 0; at <= text.size(); ++at) IsEdge(text, at);
  }
  SUCCEED();
}

Entry Make(EntryKind kind, const char* canonical) {
  Entry entry;
  entry.kind = kind;
  entry.canonical = canonical;
  return entry;
}

const Vocabulary& Words() {
  static const Vocabulary words = [] {
    Vocabulary v;
    v.Add("元", Make(EntryKind::kUnit, "CNY"));
    Entry taiwan = Make(EntryKind::kUnit, "TWD");
    taiwan.when.region = "TW";
    v.Add("元", taiwan);
    Entry only_here = Make(EntryKind::kUnit, "TWD");
    only_here.when.region = "TW";
    v.Add("元台", only_here);
    v.Add("元件", Make(EntryKind::kNoun, "元件"));
    v.Add("km", Make(EntryKind::kUnit, "km"));
    v.Add("km per hour", Make(EntryKind::kUnit, "km/h"));
    Entry megawatt = Make(EntryKind::kUnit, "MW");
    megawatt.exact_case = true;
    v.Add("MW", megawatt);
    v.Add("M", Make(EntryKind::kTerm, "m"));
    v.Add("RMB", Make(EntryKind::kPrefix, "CNY"));
    v.Add("两", Make(EntryKind::kUnit, "liang"));
    v.Add("$", Make(EntryKind::kPrefix, "USD"));
    v.Add("March", Make(EntryKind::kTerm, "3"));
    v.Add("c.", Make(EntryKind::kTerm, "about"));
    v.Add("4g", Make(EntryKind::kTerm, "4g"));
    v.Freeze();
    return v;
  }();
  return words;
}

struct WordCase {
  const char* name;
  std::string text;  // The word is looked up at the bar.
  const char* region;
  const char* word;  // What is found, as it stands in the text; "" for nothing.
};

const WordCase kWords[] = {
    {"a word", "5|元钱", "", "元"},
    {"the longest wins", "10|元件", "", "元件"},
    {"a longer one of another region does not", "10|元台", "", "元"},
    {"a longer one of this region does", "10|元台", "TW", "元台"},
    {"any case", "5|KM away", "", "KM"},
    {"several words", "5 |km per hour", "", "km per hour"},
    {"the shorter where the longer breaks off", "5 |km per day", "", "km"},
    {"not inside a word", "a|km", "", ""},
    {"not the beginning of a word", "|kms", "", ""},
    {"right behind a digit", "37|km", "", "km"},
    {"right behind a numeral", "三|两", "", "两"},
    {"an exact word in its letters", "5|MW", "", "MW"},
    {"an exact word in others", "5|mw", "", ""},
    {"a number right behind a currency", "|RMB100", "", "RMB"},
    {"a numeral right behind a currency", "|RMB三万", "", "RMB"},
    {"a sign", "|$5", "", "$"},
    {"a word that ends with a stop", "|c. 500", "", "c."},
    {"a word that begins with a digit", "|4G站", "", "4G"},
    {"at the end", "元|", "", ""},
    {"nothing", "|人", "", ""},
    {"inside a character's bytes", "|\xE5", "", ""},
};

TEST_CASE("the longest word wins, between edges") {
  for (const WordCase& c : kWords) {
    DYNAMIC_SECTION(c.name) {
      const size_t bar = c.text.find('|');
      std::string text = c.text;
      text.erase(bar, 1);
      const auto hit = Words().Longest(text, static_cast<uint32_t>(bar), {c.region, ""});
      CHECK((hit.end == 0 ? "" : text.substr(bar, hit.end - bar)) == c.word);
    }
  }
}

TEST_CASE("all words at a place, shortest first") {
  const std::string text = "元台 元件";
  const auto hits = Words().All(text, 0);
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].end == 3);
  CHECK(hits[0].entries->size() == 2);
  CHECK(hits[1].end == 6);
  CHECK(Words().All("", 0).empty());
}

struct BackwardsCase {
  const char* name;
  const char* text;
  const char* found;  // "" for none.
};

const BackwardsCase kBackwards[] = {
    {"the longest", "sold for well over", "well over"},
    {"a shorter one", "it went over", "over"},
    {"alone", "over", "over"},
    {"in capitals", "it went Over", "Over"},
    {"behind a digit", "3over", "over"},
    {"behind Chinese", "价格over", "over"},
    {"inside a word", "it went moreover", ""},
    {"not at the end", "over it", ""},
    {"Chinese", "售价约", "约"},
    {"longer Chinese", "售价大约", "大约"},
    {"nothing", "", ""},
};

TEST_CASE("the longest word that ends a text, in a vocabulary of reversed words") {
  Vocabulary words;
  for (std::string word : {"over", "well over", "约", "大约"}) {
    words.Add(std::string(word.rbegin(), word.rend()), {});
  }
  words.FreezeBackwards();
  for (const BackwardsCase& c : kBackwards) {
    CAPTURE(c.name);
    const std::string_view text = c.text;
    const auto hit = words.LongestBackwards(text);
    CHECK(text.substr(text.size() - hit.end) == c.found);
  }
}

TEST_CASE("no word is found before the vocabulary is frozen") {
  Vocabulary v;
  v.Add("元", Make(EntryKind::kUnit, "CNY"));
  CHECK(v.Longest("元", 0, {}).end == 0);
  v.Freeze();
  CHECK(v.Longest("元", 0, {}).end == 3);
}

TEST_CASE("a place of many children is found by each") {
  Vocabulary v;
  std::string letters;
  for (char c = 'a'; c <= 'z'; ++c) {
    letters += c;
    v.Add(std::string("x") + c, Make(EntryKind::kTerm, "t"));
  }
  v.Freeze();
  for (char c : letters) {
    CHECK(v.Longest(std::string("x") + c, 0, {}).end == 2);
    CHECK(v.Longest(std::string("X") + static_cast<char>(c - 'a' + 'A'), 0, {}).end == 2);
  }
  CHECK(v.Longest("x1", 0, {}).end == 0);
  CHECK(v.Longest("xé", 0, {}).end == 0);
}

Entry When(const char* canonical, Condition when) {
  Entry entry = Make(EntryKind::kUnit, canonical);
  entry.when = std::move(when);
  return entry;
}

const Vocabulary& ConditionalWords() {
  static const Vocabulary words = [] {
    Vocabulary v;
    v.Add("元", Make(EntryKind::kUnit, "any"));
    v.Add("元", When("tw", {"TW", "", {}}));
    v.Add("元", When("zh", {"", "zh", {}}));
    v.Add("元", When("tw, power", {"TW", "", {"发电", "power"}}));
    v.Add("元", When("all", {"TW", "zh", {"power"}}));
    v.Add("度", When("kWh", {"", "", {"发电", "power"}}));
    v.Add("度电", When("kWh, en", {"", "en", {}}));
    v.Freeze();
    return v;
  }();
  return words;
}

struct ConditionCase {
  const char* name;
  std::string text;  // The word is looked up at the bar.
  Home home;
  std::string found;  // The word and its first entry that holds; "" for nothing.
};

const std::string kGap31(31, '.'), kGap32(32, '.');

const ConditionCase kConditions[] = {
    {"without a home only what holds anywhere", "5|元", {"", ""}, "元 any"},
    {"the region", "5|元", {"TW", ""}, "元 tw"},
    {"another region", "5|元", {"HK", ""}, "元 any"},
    {"the language", "5|元", {"", "zh"}, "元 zh"},
    {"another language", "5|元", {"", "en"}, "元 any"},
    {"of two with one condition the first", "5|元", {"TW", "zh"}, "元 tw"},
    {"two conditions before one", "power 5|元", {"TW", "en"}, "元 tw, power"},
    {"three before two", "power 5|元", {"TW", "zh"}, "元 all"},
    {"one of several words is near", "发电5|元", {"TW", "zh"}, "元 tw, power"},
    {"a word near alone does not do", "power 5|元", {"HK", ""}, "元 any"},
    {"near before", "发电5|度", {"", ""}, "度 kWh"},
    {"near behind", "5|度，用于发电", {"", ""}, "度 kWh"},
    {"near in any case", "5|度, POWER", {"", ""}, "度 kWh"},
    {"nothing near", "气温5|度", {"", ""}, ""},
    {"as near as may be", "发电" + kGap32.substr(0, 30) + "|度", {"", ""}, "度 kWh"},
    {"a character too far", "发电" + kGap31 + "|度", {"", ""}, ""},
    {"as near behind as may be", "|度" + kGap32.substr(0, 30) + "发电", {"", ""}, "度 kWh"},
    {"a character too far behind", "|度" + kGap31 + "发电", {"", ""}, ""},
    {"the word itself is not near", "|度电", {"", "en"}, "度电 kWh, en"},
    {"a longer one that does not hold gives way", "发电5|度电", {"", "zh"}, "度 kWh"},
    {"a longer one that holds", "发电5|度电", {"", "en"}, "度电 kWh, en"},
    {"neither holds", "5|度电", {"", "zh"}, ""},
};

TEST_CASE("entries hold on their conditions, and those with more come first") {
  for (const ConditionCase& c : kConditions) {
    DYNAMIC_SECTION(c.name) {
      const size_t bar = c.text.find('|');
      std::string text = c.text;
      text.erase(bar, 1);
      const auto at = static_cast<uint32_t>(bar);
      const auto hit = ConditionalWords().Longest(text, at, c.home);
      std::string found;
      if (hit.end > 0) {
        for (const Entry* entry : *hit.entries) {
          if (!Vocabulary::Holds(*entry, text, at, hit.end, c.home)) continue;
          found = text.substr(bar, hit.end - bar) + " " + entry->canonical;
          break;
        }
      }
      CHECK(found == c.found);
    }
  }
}

TEST_CASE("words tell with which characters they begin") {
  const FirstChars units =
      Words().FirstCharsOf([](const Entry& e) { return e.kind == EntryKind::kUnit; });
  for (char32_t c : U"元两kKmM") {
    if (c != 0) CHECK(units.Has(c));
  }
  for (char32_t c : U"$R件4a") {
    if (c != 0) CHECK_FALSE(units.Has(c));
  }
}

TEST_CASE("a beginning of a text tells which slots its word may fill") {
  Vocabulary v;
  Entry entry;
  entry.kind = EntryKind::kUnit;
  v.Add("clp", entry);
  v.Freeze();
  v.ForEachEntry([](Entry* e) { e->slot_number = 3; });
  v.IndexSlots();
  const auto fills = [&](std::string_view text) {
    return v.SlotsOfBeginning(text) == Vocabulary::SlotBit(3);
  };
  CHECK(fills("C"));
  CHECK(fills("clp"));
  CHECK(fills("CLP "));
  CHECK(fills("CLP8.6"));  // Before its number.
  CHECK(v.SlotsOfBeginning("clps") == 0);
  CHECK(v.SlotsOfBeginning("cla") == 0);
}

}  // namespace
}  // namespace factmill
