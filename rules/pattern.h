// Patterns: what a rule looks for, as its author writes it.
//
// A pattern is a regular expression (RE2 syntax, no look-around, no \b ^ $)
// with names in braces:
//   {piece}         a piece of [pieces], put in as a group
//   {name=piece}    the same, captured as `name`
//   {name=quantity} {name=unit:money} {name=prefix:money} {name=term:date.month}
//   {name=noun} {name=classifier} {name=hedge}      a slot, filled from the text
// Slots may stand in groups that are optional or have alternatives; such a
// pattern is expanded into its forms.
#ifndef FACTMILL_RULES_PATTERN_H_
#define FACTMILL_RULES_PATTERN_H_

#include <bitset>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fact.h"
#include "base/status.h"

namespace re2 {
class RE2;
}

namespace factmill {

enum class SlotKind { kQuantity, kUnit, kPrefix, kNoun, kClassifier, kTerm, kHedge };

struct Slot {
  SlotKind kind;
  Kind unit_kind = Kind::kMoney;  // kUnit, kPrefix.
  std::string role;               // kTerm.
  std::string name;               // The capture; never empty.
};

// A stretch of regular expression, or a slot.
struct Element {
  std::shared_ptr<const re2::RE2> regex;  // Anchored by its user; longest match.  Null for a slot.
  std::vector<std::string> groups;        // Names of regex's groups, "" where unnamed; [i] is group i+1.
  std::string literal;                    // The regex, where it is only plain characters (lower case).
  std::string text;                       // The regex as written, pieces put in.
  Slot slot;
};

struct Form {
  std::vector<Element> elements;  // Never empty.
  std::bitset<256> first;         // Bytes with which a match may begin; all where it begins
                                  // with a slot or may begin with anything.
};

struct Pattern {
  std::vector<Form> forms;  // In the order of the alternatives.
  int captures = 0;         // Distinct capture names: how specific the rule is.
  std::string expanded;     // All that it means, pieces put in: for the rule's identity.
};

// An error in a pattern: a place in it and what to do.
struct PatternError {
  size_t begin = 0, size = 1;  // Bytes of the pattern as written.
  std::string message, help;
};

using Pieces = std::map<std::string, std::string>;

// Makes a pattern of `text`.  Latin letters match in any case unless
// `exact_case`.  On failure fills `*error` and gives nothing.
std::optional<Pattern> ParsePattern(std::string_view text, const Pieces& pieces, bool exact_case,
                                    PatternError* error);

// Makes one regular expression of `text`, which may name pieces but no slots
// (guards).  Letters match in their own case; ^ and $ are the ends of what the
// guard sees.  `before` makes it match only at the end of what it is given.
std::shared_ptr<const re2::RE2> ParseGuard(std::string_view text, const Pieces& pieces,
                                           bool before, PatternError* error);

// Bytes with which a match of `regex` may begin: never too few.  Sets
// `*may_be_empty` if it may match nothing.
std::bitset<256> FirstBytes(std::string_view regex, bool exact_case, bool* may_be_empty);

}  // namespace factmill

#endif  // FACTMILL_RULES_PATTERN_H_
