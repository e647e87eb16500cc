// A frozen rule set as bytes, from which it is had again in a tenth of the time that
// its files take to be read and checked.
//
// The rules that are built into the program are prepared while it is built
// (rules/prepare/).  The bytes hold for the build that made them, and for no other.
#ifndef FACTMILL_RULES_PREPARED_H_
#define FACTMILL_RULES_PREPARED_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"

namespace factmill {

// All of the set but its files.
std::string PrepareRules(const RuleSet& rules);

// The set whose bytes these are.  REQUIRES: it was read from `files`, or from files of
// the same text whose names below the folder of rules, and their order, are the same.
// Nothing, where the bytes are not PrepareRules()'s.
std::optional<RuleSet> TakePrepared(std::string_view bytes, std::vector<RuleFile> files);

// Are these files alike, however the folder that they are in is spelled?
bool AreSameRules(const std::vector<RuleFile>& some, const std::vector<RuleFile>& others);

}  // namespace factmill

#endif  // FACTMILL_RULES_PREPARED_H_
