// What rule files may hold at most.  A mistake, or malice, ends in a sentence,
// soon and in little memory.  For rules/ alone.
#ifndef FACTMILL_RULES_LIMITS_H_
#define FACTMILL_RULES_LIMITS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace factmill {

// Of the files of a set together.
constexpr size_t kMostRuleBytes = 4 << 20;
constexpr size_t kMostRuleFiles = 1000;
constexpr int kDeepestRuleFolder = 32;
constexpr size_t kMostValues = 200000;  // Strings, numbers, tables.
constexpr size_t kMostWordBytes = 300000;
constexpr size_t kMostRules = 5000;
constexpr int64_t kMostInstructionsOfAll = 1000000;   // See rules/cost.h.
constexpr int64_t kMostRefusedInstructions = 200000;  // Of rules that are too large.

constexpr size_t kMostDots = 1000;          // Outside strings, in a file: keys within keys.
constexpr size_t kMostWord = 200;           // Bytes of a word or an id.
constexpr size_t kMostProblems = 200;       // Then reading stops.
constexpr size_t kLongestShownLine = 4000;  // Bytes; a longer line is named, not shown.
constexpr size_t kLongestMessage = 500;

// What a TOML text holds outside its strings and comments: enough to tell,
// before it is read, that it would take too much memory or too deep a recursion.
struct TomlSize {
  size_t values = 0;  // About: commas, equals signs and opening brackets.
  size_t dots = 0;
};
TomlSize SizeOfToml(std::string_view text);

}  // namespace factmill

#endif  // FACTMILL_RULES_LIMITS_H_
