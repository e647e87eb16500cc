// What a rule set is made of once it is frozen.  For rules/ and its tests.
#ifndef FACTMILL_RULES_COMPILED_H_
#define FACTMILL_RULES_COMPILED_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "extractors/date.h"
#include "rules/day_words.h"
#include "rules/fast_engine.h"
#include "rules/form_trie.h"
#include "rules/govern.h"
#include "rules/lazy_regex.h"
#include "rules/masked_rule.h"
#include "rules/pattern.h"
#include "rules/phrase_words.h"
#include "rules/range_words.h"
#include "rules/rule_set.h"
#include "rules/vocabulary.h"

namespace factmill {

// What a rule makes: a fact of a kind, or nothing (it only takes up the text).
enum class RuleKind { kFact, kIgnore };

// How a date rule reads its parts.
enum class DateForm { kNone, kAt, kUntil, kSince, kDuration, kList };

// A sentence that a rule is tested with.  One `⟦...⟧` marks the quote.
struct Example {
  enum Type { kYes, kNo, kTodo } type = kYes;
  std::string text;  // As written, marks and expectation included.
  int line = 0, column = 0;
};

struct Rule {
  std::string id, file;
  int line = 0, column = 0;
  RuleKind makes = RuleKind::kFact;
  Kind kind = Kind::kNumber;
  Pattern pattern;
  // Guards see 32 code points; null for none.
  std::shared_ptr<const LazyRegex> not_preceded_by, not_followed_by, preceded_by, followed_by;
  DateForm date = DateForm::kNone;
  std::string region;            // Holds only in texts of this region; "" everywhere.
  std::string unit;              // Fixed unit; "" to take it from the text.
  std::optional<Decimal> value;  // Fixed value.
  std::optional<Decimal> times;  // The value is multiplied by it (零下: -1).
  DateParts set;                 // Fixed parts of a date.
  bool sets_parts = false;
  Bound bound = Bound::kExact;             // Fixed hedge, where not exact.
  bool words_from_two = false;             // A number in words counts from two on.
  bool mention = false;                    // Only among --all-mentions.
  std::shared_ptr<GoverningRule> governs;  // Layer 2, of words that govern; `masked` is then null.
  std::shared_ptr<MaskedRule> masked;  // Layer 2; `pattern` then has no forms.  Null in layer 1.
  std::vector<Example> examples;
  std::string sha256;  // Of all that it expands to, its examples apart.
};

struct CompiledRules {
  std::vector<RuleFile> files;  // What all of it was read from.
  std::vector<Rule> rules;      // In file order: the files by name, then as written.
  Vocabulary vocabulary;
  Vocabulary hedges_before;  // Words reversed, byte by byte: found backwards from a match.
  std::vector<RuleInfo> infos;
  std::vector<std::string> entry_files;  // In which words are written.
  std::vector<UnitInfo> units;
  bool asks_language = false;  // Some entry holds in one language only.
  FormTrie forms;              // Of `rules`.
  FastEngine engine;
  Vocabulary region_words;  // Terms of role "region".
  Vocabulary tense_words;   // Terms of a role "tense.*".
  DayWords day_words;
  RangeWords range_words;
  PhraseWords phrase_words;  // Of attribution.
  // By Reader, the place of the rule that has it; kNoRule where none has.
  static constexpr size_t kNoRule = SIZE_MAX;
  std::vector<size_t> readers;
  TokenAlphabet alphabet;                                                // Of layer 2.
  std::shared_ptr<Governing> governing = std::make_shared<Governing>();  // Of layer 2.
  // Layer 2's rules: that make figures of the unit of another in their match, of a unit that is
  // carried, and the others.
  std::vector<size_t> makers, carriers, attributors;
  std::string sha256;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_COMPILED_H_
