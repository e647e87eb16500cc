// What is wrong in a pattern that was read well, and where.  For rules/pattern.cc.
#ifndef FACTMILL_RULES_PATTERN_MISTAKES_H_
#define FACTMILL_RULES_PATTERN_MISTAKES_H_

#include <optional>
#include <string>
#include <vector>

#include "rules/pattern.h"
#include "rules/pattern_reader.h"

namespace factmill {

// The captures in the order of the pattern.  What stands inside a piece has the
// place of the piece's name.
std::vector<CaptureName> CapturesOf(const PatternNodes& nodes);

// Two captures of one name in one match.  Alternatives with slots are matched
// apart, and so are all of a pattern of layer 2 (`masked`).
std::optional<PatternError> NameTwice(const PatternNodes& nodes, bool masked);

// Which part RE2 does not take, or which class no character is in, in plain
// words; nothing where no single part is to blame.
std::optional<PatternError> MistakeIn(const PatternNodes& nodes, bool exact_case);

}  // namespace factmill

#endif  // FACTMILL_RULES_PATTERN_MISTAKES_H_
