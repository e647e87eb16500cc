// Articles from a few words, with the rules that the program was built with.
#ifndef FACTMILL_TESTS_PIPELINE_EXTRACT_TESTING_H_
#define FACTMILL_TESTS_PIPELINE_EXTRACT_TESTING_H_

#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "corpus/reader.h"
#include "pipeline/extract.h"
#include "rules/rule_set.h"

namespace factmill {

inline const RuleSet& BuiltInRules() {
  static const RuleSet rules = [] {
    std::vector<Diagnostic> diagnostics;
    auto loaded = LoadRules(EmbeddedRuleFiles(), &diagnostics);
    for (const Diagnostic& d : diagnostics) UNSCOPED_INFO(Render(d));
    REQUIRE(loaded.has_value());
    return *loaded;
  }();
  return rules;
}

// An article whose payload is its text.
inline Article ArticleOf(const std::string& text, const std::string& date = "2024-05-15") {
  PayloadMap map;
  map.Keep(static_cast<uint32_t>(text.size()));
  return MakeArticle(text, std::move(map), {"", date, ""});
}

// "money 5元=5 CNY about".
inline std::string Print(const Fact& fact) {
  const Value& v = fact.value;
  std::string out = std::string(KindName(v.kind)) + " " + fact.quote + "=" + v.edtf;
  if (v.value) out += v.value->ToString();
  if (v.value_max) out += ".." + v.value_max->ToString();
  if (!v.unit.empty()) out += " " + v.unit;
  if (v.bound != Bound::kExact) out += " " + std::string(BoundName(v.bound));
  return out;
}

inline std::string Print(const Extraction& extraction) {
  std::string out;
  for (const Fact& fact : extraction.facts) out += (out.empty() ? "" : "; ") + Print(fact);
  for (const Warning& w : extraction.warnings)
    out += (out.empty() ? "" : "; ") + ("warning: " + w.message);
  return out;
}

}  // namespace factmill

#endif  // FACTMILL_TESTS_PIPELINE_EXTRACT_TESTING_H_
