#include "rules/alternatives.h"

#include <re2/re2.h>

namespace factmill {
namespace {

// REQUIRES: part of an expression that was compiled.
std::shared_ptr<const LazyRegex> Compiled(std::string regex, bool exact_case) {
  constexpr int64_t kMostBytes = 8 << 20;
  std::string error;
  return LazyRegex::Make(std::move(regex), exact_case, kMostBytes, &error);
}

// What stands between the | of a whole pattern of layer 2.
std::vector<std::vector<PatternPart>> BranchesOf(const std::vector<PatternPart>& parts) {
  std::vector<std::vector<PatternPart>> branches(1);
  int depth = 0;
  for (const PatternPart& part : parts) {
    const bool syntax = part.type == PatternPart::kSyntax;
    depth += part.type == PatternPart::kOpen;
    depth -= syntax && part.text == ")";
    if (depth == 0 && syntax && part.text == "|")
      branches.emplace_back();
    else
      branches.back().push_back(part);
  }
  return branches;
}

}  // namespace

Alternatives::Alternatives(const CompiledRules& rules) : rules_(rules), of_(rules.rules.size()) {
  for (size_t i = 0; i < of_.size(); ++i) {
    const Rule& rule = rules.rules[i];
    OfRule& of = of_[i];
    if (rule.pattern.forms.size() > 1) {
      for (const Form& form : rule.pattern.forms) of.written.push_back(form.apart);
      continue;
    }
    if (rule.pattern.branches.size() < 2) continue;
    of.written = rule.pattern.branches;
    if (rule.masked == nullptr) {
      const Element& whole = rule.pattern.forms.front().elements.front();
      for (const std::string& regex : rule.pattern.branch_regexes)
        of.branches.push_back(Compiled(regex, whole.regex->exact_case()));
      continue;
    }
    for (const auto& branch : BranchesOf(rule.masked->parts)) {
      std::string error;
      of.branches.push_back(
          Compiled(MaskedRegex(branch, rules.alphabet, &error), rule.masked->exact_case));
    }
  }
}

size_t Alternatives::Which(const Winner& winner) const {
  const OfRule& of = of_[static_cast<size_t>(winner.rule - rules_.rules.data())];
  if (of.branches.empty()) return winner.form;
  for (size_t i = 0; i < of.branches.size(); ++i) {
    const LazyRegex* branch = of.branches[i].get();
    if (branch != nullptr && re2::RE2::FullMatch(winner.matched, branch->re2())) return i;
  }
  return 0;
}

}  // namespace factmill
