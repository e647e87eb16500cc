// A unit that is said once, and the numbers that have it.
#include "rules/carried.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/rules/layer2_testing.h"

namespace factmill {
namespace {

// The figures that rules of layer 2 make of some paragraphs: "40 CNY; 5 USD".
std::string Carried(const RuleSet& rules, const std::vector<std::string>& paragraphs) {
  ReadingSoFar so_far;
  std::string out;
  for (const std::string& paragraph : paragraphs) {
    const std::string text = FoldPhrase(paragraph);
    const auto context = MakeContext(text, {}, ParseDay("2024-05-15"));
    const auto mentions = MatchParagraph(rules.compiled(), context);
    const auto read = ReadAgain(rules.compiled(), context, mentions, &so_far);
    for (const PlacedFigure& placed : read.figures) {
      if (placed.rule->masked == nullptr) continue;
      out += (out.empty() ? "" : "; ") + Print(placed.figure->value);
    }
  }
  return out;
}

std::string RuleWith(const std::string& unit) {
  return kFirstLayer + "[[rule]]\nid = 'r'\nkind = 'money'\nlayer = 2\npattern = '{q=quantity}'\n" +
         "unit = { " + unit + " }\n";
}

struct Case {
  const char* name;
  std::vector<std::string> paragraphs;
  const char* carried;
};

void CheckAll(const std::string& unit, const std::vector<Case>& cases) {
  const RuleSet rules = LoadSmall(RuleWith(unit));
  for (const Case& c : cases) {
    DYNAMIC_SECTION(unit << ": " << c.name) { CHECK(Carried(rules, c.paragraphs) == c.carried); }
  }
}

TEST_CASE("a unit is carried as far as the rule says") {
  CheckAll("carried = 'sentence'", {{"in the sentence", {"5 yuan here, then 40."}, "40 CNY"},
                                    {"not to the next", {"5 yuan here. Then 40."}, ""},
                                    {"not backwards", {"40 here, then 5 yuan."}, ""}});
  CheckAll("carried = 'paragraph'", {{"to the next sentence", {"5 yuan here. Then 40."}, "40 CNY"},
                                     {"not to the next", {"5 yuan here.", "Then 40."}, ""}});
  CheckAll("carried = 'text'",
           {{"to the next paragraph", {"5 yuan here.", "Then 40."}, "40 CNY"},
            {"over one that has none", {"5 yuan here.", "Nothing.", "Then 40."}, "40 CNY"},
            {"from what was carried", {"5 yuan.", "Then 40.", "Then 90."}, "40 CNY; 90 CNY"},
            {"of the last", {"5 yuan.", "7 dollars.", "Then 40."}, "40 USD"},
            {"the nearest in its paragraph", {"5 yuan.", "7 dollars, 40."}, "40 USD"},
            {"of its kind alone", {"5 yuan.", "7 kilns.", "Then 40."}, "40 CNY"},
            {"none without one", {"7 kilns.", "Then 40."}, ""}});
}

TEST_CASE("what is alike takes the unit of the last figure of its size") {
  CheckAll("carried = 'text', alike = true",
           {{"of one size", {"5 yuan here, then 40."}, "40 CNY"},
            {"30 times as large", {"5 yuan here, then 150."}, "150 CNY"},
            {"more than 30 times", {"5 yuan here, then 151."}, ""},
            {"the smaller ones aside", {"500 yuan and 3 kilns, then 400."}, "400 CNY"},
            {"of another kind", {"500 yuan for 300 kilns, then 400."}, ""},
            {"of another kind before", {"500 yuan.", "300 kilns.", "Then 400."}, ""},
            {"of another kind, earlier", {"300 kilns.", "500 yuan.", "Then 400."}, "400 CNY"},
            {"a small one behind it aside", {"500 yuan for 300 kilns, 2 kilns a day.", "400."}, ""},
            {"a small one of its kind aside", {"500 yuan, 3 yuan each.", "400."}, "400 CNY"},
            {"percentages aside", {"500 yuan or 450%, then 400."}, "400 CNY"}});
}

TEST_CASE("a small number or a year has no unit that was carried") {
  CheckAll("carried = 'text', least = 50", {{"as large", {"5 yuan.", "Then 50."}, "50 CNY"},
                                            {"smaller", {"5 yuan.", "Then 49."}, ""},
                                            {"one of two", {"5 yuan.", "Then 49, 60."}, "60 CNY"}});
  CheckAll("carried = 'text'",
           {{"a year", {"5 yuan.", "In 1987 it rose."}, ""},
            {"no year yet", {"5 yuan.", "All 2700 rose."}, "2700 CNY"},
            {"a year with a comma", {"5 yuan.", "All 1,987 rose."}, "1987 CNY"}});
}

TEST_CASE("a unit is carried to the next number of a pass, and twice on") {
  CheckAll("carried = 'sentence', alike = true",
           {{"twice", {"5 yuan, 100, 2500."}, "100 CNY; 2500 CNY"},
            {"no third time", {"5 yuan, 100, 2500, 70000."}, "100 CNY; 2500 CNY"}});
}

TEST_CASE("four digits may be a year") {
  for (const char* year : {"1066", "1800", "1987", "2024"}) CHECK(MayBeYear(year));
  for (const char* number : {"2100", "987", "19870", "19.8", "1.98", "1,98", ""})
    CHECK_FALSE(MayBeYear(number));
}

}  // namespace
}  // namespace factmill
