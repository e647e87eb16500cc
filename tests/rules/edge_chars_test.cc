// The characters at the edges of an expression's matches are never too few: a
// guard that they rule out is never asked.
#include "rules/edge_chars.h"

#include <re2/re2.h>

#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "base/utf8.h"
#include "rules/compiled.h"
#include "rules/rule_set.h"
#include "tests/random.h"
#include "tests/rules/regex_sampler.h"

namespace factmill {
namespace {

struct Case {
  const char* name;
  const char* regex;
  std::string first, not_first, last, not_last;
  bool may_be_empty;
};

const Case kCases[] = {
    {"a word", "from ", "f", "F元 ", " ", "fm", false},
    {"an end", "(?:从|由)\\z", "从由", "a自", "从由", "a自", false},
    {"one of two words", "of|元的", "o元", "f的", "f的", "o元", false},
    {"an optional tail", "第 ?", "第", " a", "第 ", "a一", false},
    {"an optional head", "(?:the )?end", "te", "hd", "d", "te", false},
    {"a class", "[a-c五]x", "abc五", "dx", "x", "a五", false},
    {"Han before", "投[^,]{0,3}\\z", "投", "a,", "投a资", ",", false},
    {"the beginning alone", "(?:^|[,(] ?)\\z", ",(", " a", ",( ", "a", true},
    {"an anchor inside", "(?:^the|a) \\z", "ta", "h", " ", "a", false},
    {"nothing", "(?:)", "", "a元", "", "a元", true},
    {"a star", "a*", "a", "b", "a", "b", true},
};

TEST_CASE("the edges of a regular expression") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      const EdgeChars edges = EdgesOf(c.regex, true);
      CHECK(edges.may_be_empty == c.may_be_empty);
      const auto check = [](const RoughChars& chars, const std::string& text, bool has) {
        int size;
        for (size_t at = 0; at < text.size(); at += size) {
          INFO(text.substr(at, 3));
          CHECK(chars.Has(DecodeUtf8(text, at, &size)) == has);
        }
      };
      check(edges.first, c.first, true);
      check(edges.first, c.not_first, false);
      check(edges.last, c.last, true);
      check(edges.last, c.not_last, false);
    }
  }
}

TEST_CASE("what is not understood may match anything") {
  const EdgeChars edges = EdgesOf(R"(\bword)", true);
  CHECK(edges.may_be_empty);
  CHECK(edges.first.Has(U'q'));
  CHECK(edges.last.Has(U'元'));
}

TEST_CASE("a long range fills all places, a short one its own") {
  RoughChars chars;
  chars.Add(U'一', U'三');
  for (char32_t c = U'一'; c <= U'三'; ++c) CHECK(chars.Has(c));
  CHECK_FALSE(chars.Has(U'一' - 1));
  CHECK_FALSE(chars.Has(U'a'));
  chars.Add(U'x', 0x9FFF);
  CHECK(chars.Has(U'z'));
  CHECK(chars.Has(0x7F));
  CHECK(chars.Has(U'龟'));
  CHECK_FALSE(chars.Has(U'w'));
}

// Samples of `regex` that RE2 says match, whole, begin and end as told.
void CheckSamples(const LazyRegex& guard, Random* random) {
  const EdgeChars& edges = guard.edges();
  const RegexSampler sampler(guard.text());
  for (int i = 0; i < 30; ++i) {
    const std::string sample = sampler.Sample(random);
    if (!guard.re2().Match(sample, 0, sample.size(), re2::RE2::ANCHOR_BOTH, nullptr, 0)) continue;
    INFO("/" << guard.text() << "/ matches '" << sample << "'");
    if (sample.empty()) {
      CHECK(edges.may_be_empty);
      continue;
    }
    int size;
    CHECK(edges.first.Has(DecodeUtf8(sample, 0, &size)));
    CHECK(edges.last.Has(DecodeUtf8Before(sample, sample.size(), &size)));
  }
}

TEST_CASE("the guards of the shipped rules over what they match") {
  std::vector<Diagnostic> diagnostics;
  const auto rules = LoadRules(EmbeddedRuleFiles(), &diagnostics);
  REQUIRE(rules);
  Random random(7);
  int guards = 0;
  for (const Rule& rule : rules->compiled().rules) {
    for (const auto& guard :
         {rule.not_preceded_by, rule.not_followed_by, rule.preceded_by, rule.followed_by}) {
      if (guard == nullptr) continue;
      ++guards;
      CheckSamples(*guard, &random);
    }
  }
  CHECK(guards > 100);
}

}  // namespace
}  // namespace factmill
