// The fast engine against the plain one, which is the meaning of the rules.
#include <re2/re2.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "rules/fast_engine.h"
#include "tests/rules/engine_texts.h"
#include "tests/rules/small_rules.h"

namespace factmill {
namespace {

void CheckEqual(uint64_t seed, uint64_t count) {
  const RuleSet rules = Load(EmbeddedRuleFiles());
  const EngineTexts texts(rules.compiled());
  CHECK(FirstDifference(texts, seed, count, With(rules, Matching::kFast),
                        With(rules, Matching::kPlain)) == "");
}

TEST_CASE("both engines find the same in texts made of rules") { CheckEqual(1, 2000); }
TEST_CASE("slow: both engines find the same in many texts made of rules") {
  CheckEqual(1000000, 100000);
}

// What follows tests the test.

TEST_CASE("the texts made of rules reach every rule") {
  const RuleSet rules = Load(EmbeddedRuleFiles());
  const EngineTexts texts(rules.compiled());
  const auto& all = rules.compiled().rules;
  const size_t wanted = std::count_if(all.begin(), all.end(),
                                      [](const Rule& rule) { return rule.masked == nullptr; });
  std::set<std::string> reached;
  int warnings = 0;
  // A few rules hold for a text that is nothing else, and are seldom met.
  for (uint64_t seed = 1; seed <= 200000 && reached.size() < wanted; ++seed) {
    const EngineText text = texts.Make(seed);
    const auto context = MakeContext(text.text, {text.region, text.language}, text.reference);
    for (const Mention& mention : MatchFast(rules.compiled(), context)) {
      reached.insert(mention.rule->id);
      warnings += !mention.warning.empty();
    }
  }
  for (const Rule& rule : rules.compiled().rules) {
    if (rule.masked != nullptr || rule.governs != nullptr) continue;
    INFO(rule.id);
    CHECK(reached.count(rule.id) == 1);
  }
  CHECK(warnings > 10);
}

TEST_CASE("an engine that knows one rule less is found out") {
  const RuleSet rules = Load(EmbeddedRuleFiles());
  const CompiledRules& compiled = rules.compiled();
  const EngineTexts texts(compiled);
  for (size_t dropped = 0; dropped < compiled.rules.size(); dropped += 10) {
    const Rule& rule = compiled.rules[dropped];
    if (rule.masked != nullptr || rule.governs != nullptr) continue;
    INFO(compiled.rules[dropped].id);
    std::vector<Rule> fewer = compiled.rules;
    fewer[dropped].pattern.forms.clear();
    const FormTrie forms = MakeFormTrie(fewer, compiled.vocabulary);
    FormsAlone others(compiled, forms);
    const Engine without = [&](const MatchContext& context) { return others.Match(context); };
    const std::string told =
        FirstDifference(texts, 1, 200000, With(rules, Matching::kFast), without);
    CHECK_THAT(told, Catch::Contains(compiled.rules[dropped].id));
  }
}

TEST_CASE("an engine that does not look at a guard is found out") {
  const RuleSet rules = Load(EmbeddedRuleFiles());
  const EngineTexts texts(rules.compiled());
  int guards = 0;
  for (const char* guard : {"not_preceded_by", "not_followed_by", "preceded_by", "followed_by"}) {
    auto files = EmbeddedRuleFiles();
    for (RuleFile& file : files) {
      const size_t at = file.text.find("\n" + std::string(guard) + " ");
      if (at == std::string::npos) continue;
      INFO(file.name << " " << guard);
      ++guards;
      file.text.insert(at + 1, "# ");
      const RuleSet blind = Load(files);
      CHECK(FirstDifference(texts, 1, 50000, With(rules, Matching::kFast),
                            With(blind, Matching::kFast)) != "");
      break;
    }
  }
  CHECK(guards >= 3);
}

TEST_CASE("a difference is told with its seed and the shortest text") {
  const RuleSet one =
      LoadSmall("[[rule]]\nid = 'a'\nkind = 'number'\npattern = '{q=quantity}件'\n");
  const RuleSet other = LoadSmall(
      "[[rule]]\nid = 'a'\nkind = 'number'\npattern = '{q=quantity}件'\nnot_followed_by = '。'\n");
  const Engine plain = With(one, Matching::kPlain), guarded = With(other, Matching::kPlain);
  const EngineText text = {"共有5件。今年增长7件，明年", "", "", std::nullopt};
  const EngineText less = Shrunk(text, plain, guarded);
  CHECK(less.text == "5件。");
  CHECK(Printed(plain, less) == "a 0-4  [0-4 number 5..-  exact  ..]\n");
  CHECK(Printed(guarded, less) == "");
}

TEST_CASE("members of a regular expression match it") {
  const char* const kRegexes[] = {"abc",
                                  "a|bc|",
                                  "(?:ab|c)+d?",
                                  "[^a-z，]{2,5}",
                                  "\\d{3,4}-\\d{7,8}",
                                  "[-+\\]]\\x{4E2D}\\x41",
                                  "(?P<y>(?:1[5-9]|20)\\d\\d)年",
                                  "\\p{Han}{1,3}元",
                                  "a{2}b{3,}?",
                                  ".{0,4}\\.[[:alpha:]]",
                                  "^(?:a|[Bb]c)$"};
  for (const char* regex : kRegexes) {
    INFO(regex);
    const RE2 re(regex);
    const RegexSampler sampler(regex);
    Random random(7);
    for (int i = 0; i < 200; ++i) {
      const std::string sample = sampler.Sample(&random);
      INFO(sample);
      CHECK(RE2::FullMatch(sample, re));
    }
  }
}

}  // namespace
}  // namespace factmill
