// What the captures of a rule of layer 1 may be called, by what the rule makes.
#ifndef FACTMILL_RULES_CAPTURES_H_
#define FACTMILL_RULES_CAPTURES_H_

#include <optional>
#include <string>
#include <vector>

#include "rules/compiled.h"

namespace factmill {

// The names that Compose() (rules/matcher.h) reads for such a rule, in the order
// of rules/README.md.
std::vector<std::string> CaptureNamesFor(const Rule& rule);

// A capture that the rule has no use for, or none of those without which it makes
// nothing (begin and size are then 0).  Rules that ignore may capture anything.
std::optional<PatternError> CheckCaptures(const Rule& rule);

}  // namespace factmill

#endif  // FACTMILL_RULES_CAPTURES_H_
