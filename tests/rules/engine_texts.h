// Texts that put the two matching engines to the test, and their comparison.
//
// A text is put together from what rules match or nearly match: members of
// their patterns, examples, hedges, guard words before and behind, prose in two
// languages; then cut, joined and spoilt.
#ifndef FACTMILL_TESTS_RULES_ENGINE_TEXTS_H_
#define FACTMILL_TESTS_RULES_ENGINE_TEXTS_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rules/compiled.h"
#include "rules/matcher.h"
#include "tests/random.h"
#include "tests/rules/regex_sampler.h"

namespace factmill {

// A paragraph, and what a match may depend on beside it.
struct EngineText {
  std::string text;  // Folded.
  std::string region, language;
  std::optional<Day> reference;
};

class EngineTexts {
 public:
  // `rules` must outlive this.
  explicit EngineTexts(const CompiledRules& rules);

  // The text of a seed: always the same with the same rules.
  EngineText Make(uint64_t seed) const;

 private:
  // A stretch of regular expression, or a slot.
  struct Part {
    std::optional<RegexSampler> regex;
    Slot slot;
  };
  struct RuleParts {
    std::vector<std::vector<Part>> forms;
    std::vector<RegexSampler> before, behind;    // Guards that forbid,
    std::vector<RegexSampler> needed, followed;  // and that ask.
  };

  std::string Stretch(Random* random) const;
  std::string Fragment(const RuleParts& rule, Random* random) const;
  std::string Fill(const Slot& slot, Random* random) const;
  std::string Hedge(Random* random) const;
  void Spoil(Random* random, std::string* text) const;

  std::vector<RuleParts> rules_;
  std::vector<const Entry*> entries_;
  std::vector<std::string> hedges_, examples_;
  RegexSampler quantity_, prose_;
};

using Engine = std::function<std::vector<Mention>(const MatchContext&)>;
// REQUIRES: `rules` outlives it.
Engine With(const RuleSet& rules, Matching matching);

// All that an engine finds in a text, a line a mention.
std::string Printed(const Engine& engine, const EngineText& text);

// The smallest text that can be cut out of `text` on which the two still differ.
// REQUIRES: they differ on `text`.
EngineText Shrunk(EngineText text, const Engine& one, const Engine& other);

// What the two say of the first of `count` texts, from `seed` on, on which they
// differ: the seed, the text cut down, both results.  "" if there is none.
std::string FirstDifference(const EngineTexts& texts, uint64_t seed, uint64_t count,
                            const Engine& one, const Engine& other);

}  // namespace factmill

#endif  // FACTMILL_TESTS_RULES_ENGINE_TEXTS_H_
