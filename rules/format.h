// Rule files as they should look.
//
// One blank line stands between tables, none behind a header, no two anywhere;
// comments right above a header go with it.  Within a table the = stand in one
// column, but for long keys (not_preceded_by) and examples, which have one space.  Lists over
// several lines are indented by two.  Strings, the order of things and what stands between a value
// and its comment stay as they are.
#ifndef FACTMILL_RULES_FORMAT_H_
#define FACTMILL_RULES_FORMAT_H_

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "rules/rule_set.h"

namespace factmill {

// The file's text in that form; formatting that changes nothing.  It says what the
// file says: else, and where the file is no TOML, nothing, and `diagnostics` says why.
std::optional<std::string> FormatRuleFile(const RuleFile& file,
                                          std::vector<Diagnostic>* diagnostics);

}  // namespace factmill

#endif  // FACTMILL_RULES_FORMAT_H_
