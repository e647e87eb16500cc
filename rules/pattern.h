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
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/fact.h"
#include "base/status.h"

namespace factmill {

struct Entry;
class LazyRegex;
struct Regex;

// kFact stands for a figure that layer 1 found: only layer 2 sees those.
enum class SlotKind { kQuantity, kUnit, kPrefix, kNoun, kClassifier, kTerm, kHedge, kFact };

struct Slot {
  SlotKind kind = SlotKind::kQuantity;
  Kind unit_kind = Kind::kMoney;  // kUnit, kPrefix, kFact.
  bool any_kind = false;          // kFact: of whatever kind.
  std::string role;               // kTerm.
  std::string name;               // The capture; never empty.
  uint16_t number = 0;            // Of the words that fill it; see NumberSlots.

  // May a word of the vocabulary fill it?
  bool Fits(const Entry& entry) const;
};

// A stretch of regular expression, or a slot.
struct Element {
  std::shared_ptr<const LazyRegex> regex;  // Anchored by its user.  Null for a slot.
  std::vector<std::string> groups;  // Names of regex's groups, "" where unnamed; [i] is group i+1.
  bool has_names = false;           // Some group has one.
  bool has_tree = false;            // `regex` has one: it means the same wherever it stands.
  double reach = 0;                 // See ReachOf in rules/cost.h.
  std::string text;                 // The regex as written, pieces put in.
  Slot slot;
};

// Characters with which a match may begin: never too few.
struct FirstChars {
  std::bitset<128> ascii;
  std::set<char32_t> others;  // Beyond ASCII.
  bool any_other = false;     // Any character beyond ASCII.

  void Add(const FirstChars& more);
  void AddAll();
  bool Has(char32_t c) const;
};

struct Form {
  std::vector<Element> elements;  // Never empty.
  // Any, for a form that begins with a slot: see Starts in rules/form_trie.h.
  FirstChars first;
  // As its author wrote it, what tells it from the other forms: "…{u=unit:money}"; ""
  // where there is one form.
  std::string apart;
};

// A capture as its author wrote it.
struct CaptureName {
  std::string name;
  std::optional<Slot> slot;    // None for a stretch of text.
  size_t begin = 0, size = 0;  // Bytes of the pattern: the slot, the group's opening, or the
                               // name of the piece that it is in.
};

struct Pattern {
  std::vector<Form> forms;         // In the order of the alternatives.
  std::vector<CaptureName> names;  // In their order; one may stand twice.
  int captures = 0;                // Distinct capture names: how specific the rule is.
  std::string expanded;            // All that it means, pieces put in: for the rule's identity.
  // What stands between the | of the whole pattern, as written, where forms do not tell it
  // apart: of plain text, and of layer 2; else empty.
  std::vector<std::string> branches;
  std::vector<std::string> branch_regexes;  // The same with pieces put in; not in layer 2.
};

// An error in a pattern: a place in it and what to do.
struct PatternError {
  size_t begin = 0, size = 1;  // Bytes of the pattern as written.
  std::string message, help;
};

using Pieces = std::map<std::string, std::string>;

// What stretches of patterns, and guards, were made into: rules share many.
struct SharedElements {
  std::map<std::pair<std::string, bool>, Element> elements;  // By text, and exact case.
  std::map<std::string, std::shared_ptr<const LazyRegex>> guards;
};

// Makes a pattern of `text`.  Latin letters match in any case unless
// `exact_case`.  On failure fills `*error` and gives nothing.
std::optional<Pattern> ParsePattern(std::string_view text, const Pieces& pieces, bool exact_case,
                                    PatternError* error, SharedElements* shared = nullptr);

// A pattern of layer 2 in its parts, in their order: what is put together again
// is one regular expression, in which a slot is a group of its own.
struct PatternPart {
  enum Type {
    kAtom,    // One character, class or escape.
    kOpen,    // "(?:", or "(?P<name>" of a captured group.
    kSyntax,  // "|", ")" or a quantifier.
    kSlot,
  } type = kAtom;
  std::string text;  // Of all but kSlot.
  Slot slot;
};
struct PatternParts {
  std::vector<PatternPart> parts;
  std::vector<CaptureName> names;
  std::vector<std::string> branches;  // As in Pattern.
};
std::optional<PatternParts> ParsePatternParts(std::string_view text, const Pieces& pieces,
                                              bool exact_case, PatternError* error);

// Is a piece right by itself, whatever it is used for?  Pieces that it names are
// not looked into.
bool CheckPiece(std::string_view text, const Pieces& pieces, PatternError* error);

// Makes one regular expression of `text`, which may name pieces but no slots
// (guards).  Letters match in their own case; ^ and $ are the ends of what the
// guard sees.  `before` makes it match only at the end of what it is given.
std::shared_ptr<const LazyRegex> ParseGuard(std::string_view text, const Pieces& pieces,
                                            bool before, PatternError* error,
                                            SharedElements* shared = nullptr);

// Sets `*may_be_empty` if `regex` may match nothing.
FirstChars FirstCharsOf(std::string_view regex, bool exact_case, bool* may_be_empty);
// The same of its tree, which may be null.
FirstChars FirstCharsOf(const Regex* tree, std::string_view regex, bool* may_be_empty);

}  // namespace factmill

#endif  // FACTMILL_RULES_PATTERN_H_
