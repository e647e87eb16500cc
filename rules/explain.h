// Why a paragraph gives the figures that it gives, and why not others: what the
// plain engine, which is the meaning of the rules, did on its way.
#ifndef FACTMILL_RULES_EXPLAIN_H_
#define FACTMILL_RULES_EXPLAIN_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "rules/layer2.h"
#include "rules/matcher.h"
#include "rules/near_miss.h"

namespace factmill {

// What a rule took under a name.
struct TakenPart {
  std::string name;
  uint32_t begin = 0, end = 0;   // Bytes of the paragraph.
  const Entry* entry = nullptr;  // Of a word.
  std::string meaning;           // "37.5", "unit CNY"; "" for bare text.
};
// In the order of the text.
std::vector<TakenPart> PartsOf(const CompiledRules& rules, const MatchContext& context,
                               const Way& way);

// A match that a rule offered for a place.
struct Bid {
  Mention mention;
  std::vector<TakenPart> parts;  // In the order of the text.
  std::string hedges;            // "`约` before it"; "" for none.
  std::string lost;              // Why another won: "it is shorter"; "" for the winner.
};

// A place that was won.
struct Contest {
  uint32_t begin = 0, end = 0;
  std::string ignored;    // The ignored word that won, "" if a rule did.
  std::vector<Bid> bids;  // One a rule, the winner first; then the longer ones first.
};

// A number that is in no figure.
struct Leftover {
  uint32_t begin = 0, end = 0;
  std::string why;                // What it belongs to instead; "" if nothing took it.
  std::vector<NearMiss> nearest;  // One a rule, the nearest first.
};

struct MatchStory {
  std::vector<uint32_t> candidates;  // Where some rule that makes figures takes its first part.
  std::vector<Mention> mentions;     // MatchPlainly().
  std::vector<Contest> contests;     // In text order.
  std::vector<Leftover> leftovers;   // In text order.
};

// Pure.  What it gives points into `rules` and `context`.
MatchStory TellMatches(const CompiledRules& rules, const MatchContext& context);

// One rule of layer 1, as if it stood alone: its offers by place, and how far it got
// elsewhere, the furthest first.
struct RuleStory {
  std::vector<Bid> bids;
  std::vector<NearMiss> misses;
};
RuleStory TellRule(const CompiledRules& rules, const Rule& rule, const MatchContext& context);

// A paragraph as rules of layer 2 see it, each token as ▮, and what the tokens stand for.
struct MaskStory {
  std::string masked;
  struct Sign {
    uint32_t begin = 0, end = 0;  // Bytes of the paragraph.
    std::string meaning;          // "figure", "number", "term metric.money = tax".
  };
  std::vector<Sign> signs;
};
MaskStory TellMask(const CompiledRules& rules, const MatchContext& context,
                   const std::vector<Mention>& mentions, const std::vector<PlacedFigure>& figures);

// How far a rule of layer 2 gets with the paragraph, in one sentence; "" if its
// pattern fits somewhere and its guards hold there.
std::string WhyNotMasked(const CompiledRules& rules, const Rule& rule, const MatchContext& context,
                         const std::vector<Mention>& mentions,
                         const std::vector<PlacedFigure>& figures);

}  // namespace factmill

#endif  // FACTMILL_RULES_EXPLAIN_H_
