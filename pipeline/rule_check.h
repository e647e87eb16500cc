// What is doubtful in rules that load well.  `rules check` alone looks at it, since
// it takes a run of every example.
//
//   no-example          a rule without a yes
//   few-examples        a shipped rule with one yes, or without a no
//   won-by-another      a rule that none of its own examples needs: another one wins each
//   matches-no-example  a rule that finds nothing in any of its own examples
//   slot-without-words  a slot of the pattern that no word of any entry fills
//   word-taken          a word that never counts, since another entry of it, with
//                       another meaning, goes first
//   word-as-pattern     a word with signs in it that mean something in patterns alone
//   role-without-rule   a term with a meaning whose role no pattern asks for
//
// All are warnings.
#ifndef FACTMILL_PIPELINE_RULE_CHECK_H_
#define FACTMILL_PIPELINE_RULE_CHECK_H_

#include <vector>

#include "base/diagnostic.h"
#include "rules/rule_set.h"

namespace factmill {

// In the order of the rules.  `files` are those that `rules` were loaded from; one
// of the name of a file in the program is taken for a shipped one.
std::vector<Diagnostic> CheckRules(const RuleSet& rules, const std::vector<RuleFile>& files);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_RULE_CHECK_H_
