// What differs between two rule sets, and so what of a text it can touch.
#ifndef FACTMILL_RULES_RULE_EDIT_H_
#define FACTMILL_RULES_RULE_EDIT_H_

#include <string>
#include <vector>

#include "base/rule_info.h"

namespace factmill {

struct CompiledRules;

struct RuleEdit {
  // Rules of the old set that the new one does not have, or not at their place
  // among the others.  A rule with another meaning is another rule.
  std::vector<RuleInfo> gone;
  std::vector<size_t> fresh;  // Places in the new set of rules that the old one has not so.
  // Words of the vocabulary that mean another thing, or nothing, or something now:
  // folded, ASCII letters in lower case.  A text without any of them is not touched.
  std::vector<std::string> words;

  bool empty() const { return gone.empty() && fresh.empty() && words.empty(); }
};

RuleEdit CompareRules(const CompiledRules& before, const CompiledRules& now);

}  // namespace factmill

#endif  // FACTMILL_RULES_RULE_EDIT_H_
