// A frozen rule set as bytes, from which it is had again in a tenth of the time that
// its files take to be read and checked.
//
// The rules that are built into the program are prepared while it is built
// (cli/prepare/).  The bytes hold for the build that made them, and for no other.
#ifndef FACTMILL_RULES_PREPARED_H_
#define FACTMILL_RULES_PREPARED_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"

namespace factmill {

// All of the set but the text of its files.
std::string PrepareRules(const RuleSet& rules);

// The set whose bytes these are, if it was read from such files: of the same text, and of the
// same names below the folder of rules, in the same order.  That folder may be another.
// Nothing, where it was not, or where the bytes are cut.
std::optional<RuleSet> TakePrepared(std::string_view bytes, std::vector<RuleFile> files);

}  // namespace factmill

#endif  // FACTMILL_RULES_PREPARED_H_
