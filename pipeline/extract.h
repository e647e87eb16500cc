// One article, one straight line: text -> folded -> mentions -> facts.
#ifndef FACTMILL_PIPELINE_EXTRACT_H_
#define FACTMILL_PIPELINE_EXTRACT_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "base/deadline.h"
#include "base/fact.h"
#include "base/status.h"
#include "corpus/article.h"
#include "rules/rule_set.h"

namespace factmill {

struct ExtractOptions {
  bool all_mentions = false;  // Bare numbers and ordinals too.
  Matching matching = Matching::kFast;
  // Limits; where one is passed, the rest is not read.
  Deadline deadline = {};
  size_t max_facts = SIZE_MAX;
};

struct Extraction {
  Status status;                  // kUnreadable, a clause, where a limit was passed.
  std::vector<Fact> facts;        // By span, then kind.
  std::vector<Warning> warnings;  // By place.

  // Places in RuleSet::rules(), ascending, of the rules that won at least one
  // place of the article: those that ignore, those whose mentions are no facts
  // and those that only warn too.  A place goes to the first valid offer in a
  // total order, so a rule that won none has changed nothing: without it the
  // facts and warnings are the same.  Of layer 2 those that may have had a part.
  std::vector<uint32_t> rules_used;
};

// Pure, but for a deadline: no clock, locale, environment, thread identity or hash order reaches
// the result.  Relative dates resolve against `article.published`; without one
// they become warnings.
Extraction Extract(const Article& article, const RuleSet& rules, ExtractOptions options);

// The same step by step, each to be taken once and in order, then Finish(): where many
// articles take a step before the next, its code and words stay in the processor's caches.
// `article` and `rules` outlive it.
class Extracting {
 public:
  Extracting(const Article& article, const RuleSet& rules, ExtractOptions options);
  ~Extracting();
  Extracting(Extracting&&) noexcept;

  static constexpr int kSteps = 4;  // Layer 1, and three of layer 2.
  void Take(int step);
  Extraction Finish();

 private:
  class Extractor;
  std::unique_ptr<Extractor> extractor_;
};

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_EXTRACT_H_
