#include "rules/lazy_regex.h"

#include <re2/re2.h>

#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "rules/compiled.h"
#include "rules/cost.h"
#include "tests/random.h"

namespace factmill {
namespace {

constexpr int64_t kMemory = 2 << 20;

// What is said of `text` unseen must be so.
void CheckOutline(const std::string& text, bool exact_case) {
  INFO(text << (exact_case ? " exact" : " any case"));
  const RegexOutline outline = OutlineOf(text, exact_case);
  if (!outline.sure) return;
  RE2::Options options;
  options.set_longest_match(true);
  options.set_case_sensitive(exact_case);
  options.set_log_errors(false);
  options.set_max_mem(int64_t{1} << 30);  // What is too large is not asked here.
  const RE2 re2(text, options);
  REQUIRE(re2.ok());
  CHECK(re2.ProgramSize() <= outline.most_size);
  std::vector<std::string> groups(re2.NumberOfCapturingGroups());
  for (const auto& [index, name] : re2.CapturingGroupNames()) groups[index - 1] = name;
  CHECK(groups == outline.groups);
}

struct OutlineCase {
  const char *name, *text;
  bool sure;
};
const OutlineCase kOutlineCases[] = {
    {"letters", "abc", true},
    {"nothing", "", true},
    {"groups", "(?:a|(?P<n>b)|)c", true},
    {"repetitions", "a?b*c+d{2}e{2,}f{0,3}g??", true},
    {"a thousand times", "a{1000}", true},
    {"classes", R"([^,。\d][-a][a-][\x{4e00}-\x{9fff}]\p{Han})", true},
    {"ends", R"((?:^|a)b$|c\z)", true},
    {"more than a thousand times", "a{1001}", false},
    {"more than a thousand in one another", "(?:a{32}b){32}", false},
    {"a quantifier of nothing", "*a", false},
    {"one behind (", "(?:+a)", false},
    {"one behind |", "a|*", false},
    {"one behind another", "a*{2}", false},
    {"more than most", "a{3,2}", false},
    {"a group that is never closed", "(?:a", false},
    {"one never opened", "a)", false},
    {"two of one name", "(?P<n>a)(?P<n>b)", false},
    {"a name with a hyphen", "(?P<n-m>a)", false},
    {"flags", "(?i)a", false},
    {"a class never closed", "[ab", false},
    {"a class of nothing", "[]", false},
    {"a range backwards", "[z-a]", false},
    {"a range to a class", R"([a-\d])", false},
    {"a script that is none", R"(\p{Klingon})", false},
    {"a letter escaped", R"(\y)", false},
    {"a backslash at the end", "a\\", false},
    {"a number beyond Unicode", R"(\x{110000})", false},
    {"broken UTF-8", "a\xE5", false},
};

TEST_CASE("RE2 is foreseen") {
  for (const OutlineCase& c : kOutlineCases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(OutlineOf(c.text, true).sure == c.sure);
      for (bool exact : {false, true}) CheckOutline(c.text, exact);
    }
  }
}

TEST_CASE("escaped marks are foreseen") {
  for (char c = ' '; c < 0x7F; ++c) {
    for (bool exact : {false, true}) {
      CheckOutline(std::string("\\") + c, exact);
      CheckOutline(std::string("[\\") + c + "]", exact);
      CheckOutline(std::string("[^ \\") + c + "-~]", exact);
      CheckOutline(std::string(1, c), exact);
      CheckOutline(std::string("[") + c + "]", exact);
      CheckOutline(std::string("[") + c + "-x]", exact);
    }
  }
}

// Pieces of expressions in any order, most of them broken.
std::string RandomPieces(Random* random) {
  static constexpr const char* kPieces[] = {"a",          "K",
                                            "s",          "元",
                                            "é",          "ſ",
                                            "1",          "-",
                                            ",",          "。",
                                            ".",          "(",
                                            ")",          "(?:",
                                            ")",          "(?P<n>",
                                            "(?P<m>",     "|",
                                            "[",          "]",
                                            "[^",         "]",
                                            "[a-z]",      "[^,。]",
                                            "[一-龥]",    "[^k-s]",
                                            R"(\d)",      R"(\W)",
                                            R"(\S)",      R"(\p{Han})",
                                            R"(\P{Han})", R"([^\s\d年])",
                                            "?",          "*",
                                            "+",          "{2}",
                                            "{0,3}",      "{1,}",
                                            "{0}",        "{01}",
                                            "{",          "}",
                                            "{40}",       "{,2}",
                                            "^",          "$",
                                            R"(\z)",      R"(\x{F0001})",
                                            R"(\x41)",    R"([^\x{F0000}-\x{FFFFF};é])",
                                            R"(\-)",      "[à-ÿ]",
                                            "[α]",        "[^α,]"};
  std::string text;
  for (int i = random->Between(1, 9); i > 0; --i) text += random->Pick(kPieces);
  return text;
}

void CheckRandomPieces(uint64_t seed, int rounds) {
  Random random(seed);
  int sure = 0;
  for (int round = 0; round < rounds; ++round) {
    INFO("seed " << seed << " round " << round);
    const std::string text = RandomPieces(&random);
    const bool exact = random.OneIn(2);
    sure += OutlineOf(text, exact).sure;
    CheckOutline(text, exact);
  }
  CHECK(sure > rounds / 20);
}

TEST_CASE("RE2 is foreseen over random pieces") { CheckRandomPieces(7, 5000); }
TEST_CASE("slow: RE2 is foreseen over a million random pieces") { CheckRandomPieces(8, 1000000); }

TEST_CASE("the shipped expressions wait, and RE2 takes them") {
  std::vector<Diagnostic> diagnostics;
  const auto rules = LoadRules(EmbeddedRuleFiles(), &diagnostics);
  REQUIRE(rules);
  int all = 0, waiting = 0;
  const auto check = [&](const std::shared_ptr<const LazyRegex>& regex) {
    if (regex == nullptr) return;
    ++all;
    waiting += regex->waits();
    CheckOutline(regex->text(), regex->exact_case());
    CHECK(regex->re2().ok());
    CHECK(regex->size() <= regex->most_size());
  };
  for (const Rule& rule : rules->compiled().rules) {
    INFO(rule.id);
    for (const Form& form : rule.pattern.forms) {
      for (const Element& element : form.elements) check(element.regex);
    }
    check(rule.not_preceded_by);
    check(rule.not_followed_by);
    check(rule.preceded_by);
    check(rule.followed_by);
    if (rule.masked != nullptr) check(rule.masked->regex);
    CHECK(InstructionsOf(rule) <= MostInstructionsOf(rule));
  }
  CHECK(waiting > all * 9 / 10);
}

TEST_CASE("what is not right is said when it is made") {
  std::string error;
  CHECK(LazyRegex::Make("a**", true, kMemory, &error) == nullptr);
  CHECK(error == "bad repetition operator: **");
  CHECK(LazyRegex::Make("a{1001}", true, kMemory, &error) == nullptr);
  CHECK(error == "a repetition is too large");
  CHECK(LazyRegex::Make(R"((?:\p{L}{100}){10})", true, kMemory, &error) == nullptr);
  CHECK(error == "pattern too large - compile failed");
}

TEST_CASE("threads share an expression that waits") {
  std::string error;
  const auto regex = LazyRegex::Make("(?P<n>[0-9]+)元", true, kMemory, &error);
  REQUIRE(regex != nullptr);
  CHECK(regex->waits());
  CHECK(regex->groups() == std::vector<std::string>{"n"});
  std::vector<int> found(4);
  std::vector<std::thread> threads;
  for (int& one : found) {
    threads.emplace_back([&] { one = RE2::FullMatch("12元", regex->re2()); });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(found == std::vector<int>(4, 1));
}

}  // namespace
}  // namespace factmill
