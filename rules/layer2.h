// Layer 2: what a paragraph says about its figures.  rules/README.md is the
// contract.
//
// Rules that make figures of the unit of another in their match go first (the noun that is
// left out the second time), then those whose unit is carried, twice; then, with all these
// among the figures, rules that give figures their metric, subject, period or status, and
// link them.
#ifndef FACTMILL_RULES_LAYER2_H_
#define FACTMILL_RULES_LAYER2_H_

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "base/span.h"
#include "rules/compiled.h"
#include "rules/matcher.h"

namespace factmill {

struct PlacedFigure {
  const Figure* figure = nullptr;  // Of a mention, or of `made`.
  const Rule* rule = nullptr;      // That found it.
};

// Words that give a figure an attribute.
struct PlacedAttribute {
  size_t figure = 0;            // Index into `figures`.
  std::string role;             // "metric", "subject", "period", "status", "change", "base".
  uint32_t begin = 0, end = 0;  // Bytes of the paragraph.
  std::string canonical;        // "" where the words say it themselves.
  const Rule* rule = nullptr;
  int paragraph = -1;  // In which the words stand, by its number; -1 for this one.
};

// The time that an article speaks of, from paragraph to paragraph.
struct TimeSoFar {
  struct Time {
    std::string edtf, date_start, date_end;  // As in Value; "" for none.
    uint32_t begin = 0, end = 0;             // Bytes of its paragraph.
    int paragraph = -1;                      // As in PlacedAttribute.

    bool IsDay() const { return !date_start.empty() && date_start == date_end; }
  };
  int paragraph = -1;  // Which one is read, by its number; to be told.
  Time last;           // The last date that a figure had.
  bool waits = false;  // The paragraph before named it, and had no figure.
};

// The last amounts, counts and measures of the paragraphs before, in their order.
struct LastFigure {
  Kind kind;
  std::string unit;
  std::optional<Decimal> value;
};
using FiguresSoFar = std::vector<LastFigure>;

// What the paragraphs before leave to the next one.
struct ReadingSoFar {
  TimeSoFar time;
  FiguresSoFar figures;
};

struct PlacedLink {
  size_t figure = 0, other = 0;  // Indexes into `figures`.
  std::string relation;
  const Rule* rule = nullptr;
};

struct SecondReading {
  std::list<Figure> made;                   // New figures.
  std::vector<PlacedFigure> figures;        // Those of layer 1 in text order, then new ones.
  std::vector<PlacedAttribute> attributes;  // By figure, then role; one a role.
  std::vector<PlacedLink> links;            // By figure, then relation, then other.
  std::vector<FoldedSpan> sentences;        // Of the paragraph; none where there is no figure.
  std::vector<const Rule*> rules_used;      // That may have had a part in it; some twice.
};

// `mentions` are the paragraph's winners; `so_far` is what the paragraphs before leave to
// this one, and takes what this one leaves.  Pure, and safe from any thread.  What it gives points
// into `mentions`.
SecondReading ReadAgain(const CompiledRules& rules, const MatchContext& context,
                        const std::vector<Mention>& mentions, ReadingSoFar* so_far = nullptr);

// Its first step: what patterns say.  The others are Govern() (rules/govern.h) and
// AttributeFigures() (rules/attribution.h), in this order.
SecondReading MatchAgain(const CompiledRules& rules, const MatchContext& context,
                         const std::vector<Mention>& mentions, FiguresSoFar* so_far = nullptr);

}  // namespace factmill

#endif  // FACTMILL_RULES_LAYER2_H_
