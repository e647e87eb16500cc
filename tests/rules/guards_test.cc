#include "rules/guards.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "rules/offer.h"
#include "tests/random.h"
#include "tests/rules/regex_sampler.h"

namespace factmill {
namespace {

using Side = Guard::Side;

const char* const kCharacters[] = {"a",  "b",  "A",  "B", " ",  ",", ".",  "1", "2",
                                   "年", "元", "第", "é", "－", "😀", "\n", "-"};

std::string RandomText(int most, Random* random) {
  std::string text;
  for (int i = random->Between(0, most); i > 0; --i) text += random->Pick(kCharacters);
  return text;
}

// At every place of `text` the guard finds what RE2 does.
void Compare(Guard* guard, const LazyRegex& regex, Side side, const std::string& text) {
  for (uint32_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && IsUtf8Continuation(static_cast<unsigned char>(text[at]))) continue;
    const bool by_re2 =
        side == Side::kBefore ? FindsBefore(regex, text, at) : FindsBehind(regex, text, at);
    if (guard->Finds(text, at) == by_re2) continue;
    INFO(regex.text() << " in '" << text << "' at " << at);
    CHECK(guard->Finds(text, at) == by_re2);
  }
}

std::shared_ptr<const LazyRegex> Parse(const std::string& text, Side side) {
  PatternError error;
  return ParseGuard(text, {}, side == Side::kBefore, &error);
}

TEST_CASE("the built-in guards find what RE2 does") {
  std::vector<Diagnostic> diagnostics;
  const auto rules = LoadRules(EmbeddedRuleFiles(), &diagnostics);
  REQUIRE(rules);
  std::set<std::pair<const LazyRegex*, Side>> guards;
  for (const Rule& rule : rules->compiled().rules) {
    for (const auto* before : {&rule.preceded_by, &rule.not_preceded_by}) {
      if (*before != nullptr) guards.insert({before->get(), Side::kBefore});
    }
    for (const auto* behind : {&rule.followed_by, &rule.not_followed_by}) {
      if (*behind != nullptr) guards.insert({behind->get(), Side::kBehind});
    }
  }
  Random random(7);
  size_t automata = 0;
  for (const auto& [regex, side] : guards) {
    Guard guard(*regex, side);
    automata += guard.IsAutomaton();
    const RegexSampler sampler(regex->text());
    for (int i = 0; i < 40; ++i) {
      const std::string before =
          random.OneIn(3) ? "" : RandomText(random.OneIn(4) ? 40 : 3, &random);
      Compare(&guard, *regex, side, before + sampler.Sample(&random) + RandomText(3, &random));
    }
  }
  CHECK(automata > 100);
  CHECK(automata * 20 > guards.size() * 19);  // Most need no RE2.
}

// Guards with ends of the text anywhere.
std::string RandomGuard(int depth, Random* random) {
  std::string out;
  for (int i = random->Between(1, 3); i > 0; --i) {
    if (random->OneIn(5)) {
      out += random->OneIn(2) ? "^" : "$";
      continue;
    }
    if (depth > 0 && random->OneIn(3)) {
      out += "(?:" + RandomGuard(depth - 1, random) + ")";
    } else {
      const char* const kItems[] = {"a",    "b",      "年", "元",       " ", ",",     "\\d",
                                    "[ab]", "[^a年]", "é",  "\\p{Han}", ".", "[a-z]", "1"};
      out += random->Pick(kItems);
    }
    const char* const kQuantifiers[] = {"?", "*", "{0,2}", "+"};
    if (random->OneIn(4)) out += random->Pick(kQuantifiers);
  }
  if (random->OneIn(3)) out += "|" + (random->OneIn(5) ? "" : RandomGuard(depth, random));
  return out;
}

TEST_CASE("random guards find what RE2 does") {
  Random random(20261122);
  int automata = 0;
  for (int i = 0; i < 1500; ++i) {
    const std::string text = RandomGuard(2, &random);
    for (const Side side : {Side::kBefore, Side::kBehind}) {
      const auto regex = Parse(text, side);
      if (regex == nullptr) continue;
      Guard guard(*regex, side);
      automata += guard.IsAutomaton();
      for (int t = 0; t < 8; ++t) {
        Compare(&guard, *regex, side, RandomText(random.OneIn(8) ? 50 : 5, &random));
      }
    }
  }
  CHECK(automata > 1000);
}

TEST_CASE("a guard sees 32 characters") {
  const auto before = Parse("^第", Side::kBefore);
  const auto behind = Parse(".{31}元$", Side::kBehind);
  REQUIRE(before);
  REQUIRE(behind);
  Guard left(*before, Side::kBefore), right(*behind, Side::kBehind);
  REQUIRE(left.IsAutomaton());
  REQUIRE(right.IsAutomaton());
  std::string text = "第";
  CHECK(left.Finds(text, static_cast<uint32_t>(text.size())));
  text = "年第";
  CHECK(!left.Finds(text, static_cast<uint32_t>(text.size())));
  std::string many;
  for (int i = 0; i < 31; ++i) many += "年";
  CHECK(right.Finds(many + "元", 0));
  CHECK(right.Finds(many + "元年", 0));  // The window ends there.
  CHECK(!right.Finds("年" + many + "元", 0));
}

}  // namespace
}  // namespace factmill
