// What rules are good for.
#include "pipeline/cover.h"

#include <catch2/catch.hpp>

#include "base/diagnostic.h"

namespace factmill {
namespace {

RuleSet BuiltIn() {
  std::vector<Diagnostic> diagnostics;
  auto rules = LoadRules(EmbeddedRuleFiles(), &diagnostics);
  REQUIRE(rules);
  return *rules;
}

TEST_CASE("every built-in rule is used by its own examples") {
  const RuleSet rules = BuiltIn();
  const CoverReport report = Cover(rules).Report();
  CHECK(report.rules.size() == rules.rules().size());
  for (const RuleUses& rule : report.rules) {
    INFO(rule.rule->id);
    CHECK(rule.uses.examples > 0);
    CHECK(rule.uses.corpus == 0);
  }
}

TEST_CASE("what the grammar of attribution says counts as use of its rules") {
  const RuleSet rules = BuiltIn();
  Cover cover(rules);
  cover.Read({{"The mill's revenue was $8 million. 该厂税收达5亿元。", "2024-05-15", "mixed"}}, 1);
  uint64_t metrics = 0;
  for (const RuleUses& rule : cover.Report().rules) {
    if (rule.rule->masked != nullptr && rule.rule->masked->reader >= 0) metrics += rule.uses.corpus;
  }
  CHECK(metrics >= 2);  // A metric and a subject.
}

}  // namespace
}  // namespace factmill
