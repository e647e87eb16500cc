// What rules, the alternatives of their patterns and the words are good for: how
// often each had its part in texts, and in the rules' own examples.
#ifndef FACTMILL_PIPELINE_COVER_H_
#define FACTMILL_PIPELINE_COVER_H_

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "corpus/article.h"
#include "rules/alternatives.h"
#include "rules/layer2.h"
#include "rules/rule_set.h"

namespace factmill {

// How often it was used.
struct Uses {
  uint64_t corpus = 0;
  uint64_t examples = 0;  // Of a rule and its alternatives: in its own `yes`; of a word: in any.
};

struct AlternativeUses {
  std::string written;
  Uses uses;
};

// Of a rule of layer 1 the places that it won, warnings too; of layer 2 the figures
// that it made, and the attributes and links that it said.
struct RuleUses {
  const Rule* rule = nullptr;
  Uses uses;
  std::vector<AlternativeUses> alternatives;  // Empty where there is one.
};

// Filled a slot of a winner, was counted, hedged a figure, or was ignored.
struct WordUses {
  const Entry* entry = nullptr;
  std::string table;       // "unit", "term".
  std::string word, file;  // As it is found in folded text.
  int line = 0;
  Uses uses;
  uint64_t stands = 0;  // How often it stands in the corpus, whether it is used or not.
};

struct CoverReport {
  uint64_t texts = 0, bytes = 0;  // Of the corpus.
  std::vector<RuleUses> rules;    // In file order.
  std::vector<WordUses> words;    // By file, line and word.
};

struct CoverText {
  std::string text, published, lang;
};

class Cover {
 public:
  // Runs the examples.  REQUIRES: `rules` outlives it.
  explicit Cover(const RuleSet& rules, Matching matching = Matching::kFast);

  // Reads texts of the corpus, on so many threads.
  void Read(const std::vector<CoverText>& texts, int jobs);

  CoverReport Report() const;

 private:
  struct Tally {
    std::vector<uint64_t> rules, words, stands;       // By place.
    std::vector<std::vector<uint64_t>> alternatives;  // By rule.
  };
  Tally EmptyTally() const;
  void Count(const Article& article, bool stands, Tally* tally) const;
  void CountReaders(const SecondReading& reading, Tally* tally) const;
  void CountStanding(std::string_view text, const Home& home, Tally* tally) const;
  static void Add(const Tally& more, Tally* to);

  const CompiledRules& rules_;
  const Matching matching_;
  const Alternatives alternatives_;
  std::vector<const Entry*> words_;
  std::unordered_map<const Entry*, size_t> places_;  // In words_.
  Tally corpus_, examples_;
  uint64_t texts_ = 0, bytes_ = 0;
};

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_COVER_H_
