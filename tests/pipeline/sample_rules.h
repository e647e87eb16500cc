// The rules in the binary, loaded once a test program.
#ifndef FACTMILL_TESTS_PIPELINE_SAMPLE_RULES_H_
#define FACTMILL_TESTS_PIPELINE_SAMPLE_RULES_H_

#include <catch2/catch.hpp>

#include "rules/rule_set.h"

namespace factmill {

inline const RuleSet& SampleRules() {
  static const RuleSet rules = [] {
    std::vector<Diagnostic> diagnostics;
    auto loaded = LoadRules(EmbeddedRuleFiles(), &diagnostics);
    REQUIRE(loaded);
    return *loaded;
  }();
  return rules;
}

}  // namespace factmill

#endif  // FACTMILL_TESTS_PIPELINE_SAMPLE_RULES_H_
