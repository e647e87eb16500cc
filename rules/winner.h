// How a place was won: by which rule, which form of its pattern, with which words.
// Engines tell it to whoever asks (MatchContext::winners).
#ifndef FACTMILL_RULES_WINNER_H_
#define FACTMILL_RULES_WINNER_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rules/match_trace.h"

namespace factmill {

struct Winner {
  const Rule* rule = nullptr;   // Null for an ignored word.
  size_t form = 0;              // Of the rule's pattern; 0 in layer 2.
  uint32_t begin = 0, end = 0;  // Bytes of the paragraph.
  std::string matched;          // What the pattern matched: of layer 2 masked text.
  // Filled its slots, were counted, hedged it; the ignored word.
  std::vector<const Entry*> words;
  uint32_t says = 1;  // Of layer 2: how many figures it made, or attributes and links it said.

  bool operator==(const Winner&) const = default;
};

// Of a mention that `way` led to.
Winner WinnerOf(const CompiledRules& rules, const Way& way, const Mention& mention,
                const MatchContext& context);

// Of the ignored word that stands at [begin, end).
Winner IgnoredWord(const CompiledRules& rules, uint32_t begin, uint32_t end,
                   const MatchContext& context);

// The hedges that had their part in a figure of a rule that matched at `begin`.
void AddHedges(const CompiledRules& rules, std::span<const Figure> figures, uint32_t begin,
               const MatchContext& context, std::vector<const Entry*>* words);

// Gathers the winners of the plain engine, whose trace this is.
class WinnerTrace : public MatchTrace {
 public:
  WinnerTrace(const CompiledRules& rules, const MatchContext& context)
      : rules_(rules), context_(context) {}

  void Stops(const Way&) override {}
  void Refuses(const Way&) override {}
  void Offers(const Way& way, const Mention& mention) override;
  void Wins(uint32_t begin, uint32_t end, const Mention* mention) override;

 private:
  const CompiledRules& rules_;
  const MatchContext& context_;
  std::vector<Winner> offers_;  // Of one place.
};

}  // namespace factmill

#endif  // FACTMILL_RULES_WINNER_H_
