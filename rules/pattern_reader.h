// From a pattern as written to its parts: groups, slots, and stretches of plain
// regular expression.  For rules/pattern.cc.
#ifndef FACTMILL_RULES_PATTERN_READER_H_
#define FACTMILL_RULES_PATTERN_READER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/pattern.h"

namespace factmill {

struct PatternNode {
  enum Type { kText, kSlot, kGroup } type = kText;
  std::string text;  // kText: regex; kGroup: its opening, "(?:" or "(?P<n>".
  Slot slot;
  std::vector<std::vector<PatternNode>> alternatives;  // kGroup.
  std::string quantifier;                              // "", "?", "*", "{0,2}", "+?"
  bool has_slot = false;
  std::string piece;  // kGroup: the piece that it is, "" for none.
  // Bytes of the text that it was read from, the pattern's or the piece's; of a
  // group its opening.  The quantifier stands at `quantifier_begin`.
  size_t begin = 0, size = 0, quantifier_begin = 0;
};
using PatternSequence = std::vector<PatternNode>;
using PatternNodes = std::vector<PatternSequence>;  // Alternatives.

// kPiece is a piece by itself, for whatever use.
enum class PatternUse { kPattern, kGuard, kMasked, kPiece };

// On failure fills `*error` and gives nothing.  What only RE2 can know is not
// looked at; see rules/pattern_mistakes.h.
std::optional<PatternNodes> ReadPattern(std::string_view text, const Pieces& pieces, PatternUse use,
                                        PatternError* error);

// What RE2 says of a count above 1000, in one repetition or over several.
inline constexpr const char* kTooManyRepeats = "a repetition is too large";
inline constexpr const char* kTooManyRepeatsHelp =
    "RE2 repeats a thousand times at most; a few dozen keep matching fast";

// Back to a regular expression.  REQUIRES: no slots.
std::string ToRegex(const PatternNode& node);
std::string ToRegex(const PatternSequence& sequence);

}  // namespace factmill

#endif  // FACTMILL_RULES_PATTERN_READER_H_
