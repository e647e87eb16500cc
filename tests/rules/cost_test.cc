#include "rules/cost.h"

#include <catch2/catch.hpp>

#include "tests/rules/small_rules.h"

namespace factmill {
namespace {

std::string Joined(const std::vector<std::string>& gaps) {
  std::string out;
  for (const std::string& gap : gaps) out += (out.empty() ? "" : "  ") + gap;
  return out;
}

struct Case {
  const char* name;
  const char* regex;
  const char* gaps;
};

const Case kCases[] = {
    {"no repetition", "a.b", ""},
    {"a short wildcard", "a.{0,15}b", ""},
    {"a long one", "a.{0,60}b", ".{0,60}"},
    {"so long exactly", "a.{16}b", ".{16}"},
    {"without an end", ".*x.+y.{3,}", ".*  .+  .{3,}"},
    {"lazy", ".*?x", ".*?"},
    {"a negated class", "《[^》《]{1,60}》", "[^》《]{1,60}"},
    {"with a bracket in it", "[^]a]{20}[^\\]a]+[^[:alpha:]]*",
     "[^]a]{20}  [^\\]a]+  [^[:alpha:]]*"},
    {"a class is no gap", "[a-z]{1,60}\\d+\\s*[一-龥]*", ""},
    {"escapes of almost everything", "\\S*\\D+\\W{99}\\P{Han}+\\pL*[\\p{L} ]+",
     "\\S*  \\D+  \\W{99}  \\P{Han}+  \\pL*  [\\p{L} ]+"},
    {"a point is none when escaped", "\\.*[.]+\\x{4E2D}*", ""},
    {"a group with a wildcard in it", "(?:a|.){0,60}b", "(?:a|.){0,60}"},
    {"deep in a group", "(?P<x>a(?:b[^c])?d)*", "(?P<x>a(?:b[^c])?d)*"},
    {"a group around a gap", "(?:a.*)+", ".*"},
    {"a group that is not repeated", "(?:a.)x*", ""},
    {"an optional group", "(?:.)?(?:ab)*", ""},
};

TEST_CASE("long gaps of a regular expression are found") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) { CHECK(Joined(GapsIn(c.regex)) == c.gaps); }
  }
}

const char kRules[] =
    "[pieces]\ngap = '[^x]{1,40}'\n"
    "[[rule]]\nid = 'small'\nkind = 'ignore'\npattern = '件'\n"
    "[[rule]]\nid = 'slow'\nkind = 'ignore'\npattern = '(?:a|{gap})[^y]{0,200}yyy{gap}'\n"
    "[[rule]]\nid = 'guarded'\nkind = 'ignore'\npattern = '件'\nfollowed_by = '吗|(?:呢吧){20}'\n";

TEST_CASE("a rule's cost is that of its pattern and its guards") {
  const RuleSet rules = LoadSmall(kRules);
  const auto costs = CostsOf(rules);
  REQUIRE(costs.size() == 3);
  CHECK(costs[0].id == "small");
  CHECK(costs[0].file == "small.toml");
  CHECK(costs[0].line == 4);
  CHECK(costs[0].gaps.empty());
  CHECK(Joined(costs[1].gaps) == "[^x]{1,40}  [^y]{0,200}");
  CHECK(costs[0].instructions < costs[2].instructions);
  CHECK(costs[2].instructions < costs[1].instructions);
}

struct Steps {
  const char* name;
  const char* pattern;
  double steps;
};

const Steps kSteps[] = {
    {"words", "abc", 1},
    {"narrow classes may go on", "\\d+[a-z]*x", 1},
    {"one gap", ".{0,60}x", 60.0 * 60},
    {"two in a row add up", ".{0,60}[^x]{1,40}x", 100.0 * 100},
    {"the longer way counts", "(?:.{0,20}a|.{3}b)x", 20.0 * 20},
    {"around a slot they multiply", ".{0,60}{q=quantity}.{0,30}x", 60.0 * 30 * 60},
    {"a repeated group", "(?:.x){0,50}y", 50.0 * 50},
    {"Han characters", "\\p{Han}{1,20}元", 20.0 * 20},
    {"without an end", "中.*x", 2048.0 * 2048},
    {"towers", "(?:(?:.{0,9}a){0,9}b){0,9}c", 729.0 * 729},
    {"a property of one letter", "\\PN*x", 2048.0 * 2048},
};

TEST_CASE("the steps that a rule may take at one place") {
  for (const Steps& s : kSteps) {
    DYNAMIC_SECTION(s.name) {
      PatternError error;
      Rule rule;
      auto pattern = ParsePattern(s.pattern, {}, true, &error);
      INFO(error.message);
      REQUIRE(pattern);
      rule.pattern = std::move(*pattern);
      CHECK(StepsAtOnePlace(rule) == s.steps);
    }
  }
}

TEST_CASE("the rule that takes the time is told by its time") {
  const RuleSet rules = LoadSmall(kRules);
  auto costs = CostsOf(rules);
  const double all = MeasureCosts(rules, &costs);
  CHECK(*costs[1].ns_per_byte > 10 * *costs[0].ns_per_byte);
  CHECK(*costs[1].ns_per_byte > 10 * *costs[2].ns_per_byte);
  CHECK(all > 0);
}

struct AdviceCase {
  const char* name;
  const char *pattern, *advice;
};

const AdviceCase kAdvice[] = {
    {"nothing", "{q=quantity}元", ""},
    {"a gap", "《.{1,60}》", "shorten .{1,60}, or say which characters it may not take"},
    {"a wide beginning", "[a-z]+[A-Z]?{q=quantity}",
     "it may begin with almost any character: let it begin with a number, a word of the "
     "vocabulary or one of a few characters"},
    {"many forms",
     "{q=quantity}(?:{a=quantity})?(?:{b=quantity})?(?:{c=quantity})?"
     "(?:{d=quantity})?(?:{e=quantity})?元",
     "its optional slots and alternatives make 32 forms: make it two rules, or take one out"},
};

TEST_CASE("what can be done about a rule that takes long") {
  for (const AdviceCase& c : kAdvice) {
    DYNAMIC_SECTION(c.name) {
      const RuleSet rules = LoadSmall("[[rule]]\nid = 'a'\nkind = 'ignore'\npattern = '" +
                                      std::string(c.pattern) + "'\n");
      CHECK(AdviceOn(rules.compiled().rules.front()) == c.advice);
    }
  }
}

TEST_CASE("costs are measured on the texts that are given") {
  const RuleSet rules = LoadSmall(
      "[[rule]]\nid = 'a'\nkind = 'ignore'\npattern = '《[^》]{1,60}》'\n"
      "[[rule]]\nid = 'b'\nkind = 'ignore'\npattern = '【[^】]{1,60}】'\n");
  const auto slower = [&](const std::string& text) {
    std::vector<RuleCost> costs = CostsOf(rules);
    MeasureCosts(rules, &costs, {text});
    return costs[0].ns_per_byte > costs[1].ns_per_byte ? "a" : "b";
  };
  std::string a, b;
  for (int i = 0; i < 2000; ++i) {
    a += "《一二三四五六七八";
    b += "【一二三四五六七八";
  }
  CHECK(slower(a) == std::string("a"));
  CHECK(slower(b) == std::string("b"));
}

}  // namespace
}  // namespace factmill
