// What the words before two numbers make of them.
#include "rules/range_words.h"

#include <catch2/catch.hpp>

#include "tests/extractors/print.h"
#include "tests/rules/small_rules.h"

namespace factmill {
namespace {

const std::string kRules = R"(
[[unit]]
code = 'CNY'
kind = 'money'
after = ['yuan', '元']
[[rule]]
id = 'money'
kind = 'money'
pattern = '{q=quantity} ?{u=unit:money}'
[[term]]
role = 'range.near'
words = ['vary', 'varies']
[[term]]
role = 'range.before'
words = ['takes', 'at a cost of', '需']
[[term]]
role = 'range.before'
words = ['Lasts']
case = 'exact'
[[term]]
role = 'range.before'
words = ['holds']
when = { language = 'en' }
[[term]]
role = 'range.change'
words = ['rose', 'by']
)";

struct Case {
  const char* name;
  std::string text, found;
};

const Case kCases[] = {
    {"no word", "it rose from 3 to 5 yuan", "money: 3=3 CNY + 5 yuan=5 CNY"},
    {"right before", "it takes from 3 to 5 yuan", "money: 3 to 5 yuan=3..5 CNY"},
    {"of a sentence", "Takes from 3 to 5 yuan", "money: 3 to 5 yuan=3..5 CNY"},
    {"several words", "at a cost of from 3 to 5 yuan", "money: 3 to 5 yuan=3..5 CNY"},
    {"in Chinese", "需从3到5元", "money: 3到5元=3..5 CNY"},
    {"not right before", "it takes it from 3 to 5 yuan", "money: 3=3 CNY + 5 yuan=5 CNY"},
    {"inside another word", "it intakes from 3 to 5 yuan", "money: 3=3 CNY + 5 yuan=5 CNY"},
    {"near, behind a hyphen", "a wide-vary plan went from 3 to 5 yuan",
     "money: 3=3 CNY + 5 yuan=5 CNY"},
    {"its case", "Lasts from 3 to 5 yuan", "money: 3 to 5 yuan=3..5 CNY"},
    {"not its case", "it lasts from 3 to 5 yuan", "money: 3=3 CNY + 5 yuan=5 CNY"},
    {"its condition", "it holds from 3 to 5 yuan", "money: 3=3 CNY + 5 yuan=5 CNY"},
    {"near", "they vary in price from 3 to 5 yuan", "money: 3 to 5 yuan=3..5 CNY"},
    {"near, and longer", "it varies from 3 to 5 yuan", "money: 3 to 5 yuan=3..5 CNY"},
    {"too far", "they vary in price, as all of them have, from 3 to 5 yuan",
     "money: 3=3 CNY + 5 yuan=5 CNY"},
    {"a range would fall", "it takes from 5 to 3 yuan", "money: 5=5 CNY + 3 yuan=3 CNY"},
    {"far from each other", "prices of 3 to 50 yuan", "money: 3 to 50 yuan=3..50 CNY"},
    {"a change and where it led", "it rose 3 to 50 yuan", "money: 3=3 CNY + 50 yuan=50 CNY"},
    {"no words of it", "it takes 3 to 50 yuan", "money: 3 to 50 yuan=3..50 CNY"},
    {"words of it before from", "it rose from 3 to 50 yuan", "money: 3=3 CNY + 50 yuan=50 CNY"},
    {"not far", "it rose 3 to 5 yuan", "money: 3 to 5 yuan=3..5 CNY"},
    // Former bugs.
    {"the end of a longer word", "a group 3 to 50 yuan", "money: 3 to 50 yuan=3..50 CNY"},
    {"the end of a longer word, by", "a baby 3 to 50 yuan", "money: 3 to 50 yuan=3..50 CNY"},
};

TEST_CASE("words before two numbers make them one range or two figures") {
  const RuleSet rules = LoadSmall(kRules);
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) { CHECK(FindIn(rules, {c.text}) == c.found); }
  }
}

TEST_CASE("a condition of such a word is seen to") {
  const RuleSet rules = LoadSmall(kRules);
  const std::string text = "it holds from 3 to 5 yuan";
  const auto quantities = QuantitiesAt(text, FindNumbers(text), 0);
  const RangeWords& words = rules.compiled().range_words;
  CHECK(words.RangeIn(text, quantities.front(), {"", "en"}));
  CHECK_FALSE(words.RangeIn(text, quantities.front(), {"", "mixed"}));
}

TEST_CASE("without such words numbers behind from are two figures, others a range") {
  const RangeWords none;
  for (const auto& [text, range] : {std::pair("from 3 to 5", false), {"rose 3 to 50", true}}) {
    INFO(text);
    const auto quantities = QuantitiesAt(text, FindNumbers(text), 0);
    CHECK(none.RangeIn(text, quantities.front(), {}).has_value() == range);
  }
}

}  // namespace
}  // namespace factmill
