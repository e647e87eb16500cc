// Why an article gives the facts that it gives: what `rules explain` prints.
#ifndef FACTMILL_PIPELINE_EXPLAIN_H_
#define FACTMILL_PIPELINE_EXPLAIN_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/article.h"
#include "corpus/fold.h"
#include "pipeline/extract.h"
#include "rules/explain.h"

namespace factmill {

struct ParagraphStory {
  static constexpr size_t kNoFact = SIZE_MAX;

  FoldedSpan span;         // Of the folded text.
  bool furniture = false;  // Skipped by rules: nothing more is known of it.
  MatchContext context;
  MatchStory story;
  SecondReading reading;
  std::vector<size_t> facts;  // Of reading.figures: its place in the facts, or kNoFact.
  MaskStory mask;
  RuleStory alone;         // Of the rule that was asked for, of layer 1 (`lost` is who won);
  std::string why_masked;  // or of layer 2: what WhyNotMasked() says.
};

// What rules saw of the article.
struct Ground {
  FoldedText folded;
  std::string region, language;
};

// Points into the article and the rules, which must outlive it.
struct Explanation {
  const Article* article = nullptr;
  const Rule* rule = nullptr;  // The one that was asked for; null for all.
  std::shared_ptr<const Ground> ground;
  std::vector<ParagraphStory> paragraphs;  // In text order.
  Extraction extraction;                   // Of the same article, by the usual way.

  // Bytes of the article for those of a paragraph.
  ArticleSpan Place(const ParagraphStory& paragraph, uint32_t begin, uint32_t end) const;
};

// `rule` may be null.  Pure, and slow: an article of a few KB takes a second at most.
Explanation Explain(const Article& article, const RuleSet& rules, const Rule* rule);

// The rule of that id; null for none.
const Rule* FindRule(const RuleSet& rules, std::string_view id);

// Why `rule` has not found the figure that it should have found at `quote`, or has
// not said of it what it should have, in one sentence.
std::string WhyMissed(const Article& article, const RuleSet& rules, const Rule& rule,
                      ArticleSpan quote);

// "20000..30000 HKD about", "2024-05".
std::string Describe(const Value& value);

// "gets as far as `37.5亿` and then needs a unit of money; `土` is no such word".
std::string Sentence(const NearMiss& miss, std::string_view paragraph);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_EXPLAIN_H_
