// A unit that is said once: the number that has none has that of a figure before it.
#ifndef FACTMILL_RULES_CARRIED_H_
#define FACTMILL_RULES_CARRIED_H_

#include <span>
#include <string>
#include <string_view>

#include "base/span.h"
#include "rules/layer2.h"
#include "rules/masked_rule.h"

namespace factmill {

// Amounts, counts and measures: nothing else has a unit that is carried.
bool HasUnit(Kind kind);

// Are the two not far from each other?  12 cents vs 14 is no 14 dollars.
bool AreOfOneSize(const Value& a, const Value& b);

// Four digits of a year of the second or third millennium: 1066, 1985, 2024.
bool MayBeYear(std::string_view number);

// Where the sentence begins in which `at` stands.
uint32_t BeginOfSentence(std::span<const FoldedSpan> sentences, uint32_t at);

// The unit of a new figure `value` at `range.end`, of the figures that begin in `range`
// or, if `so_far` is not null, in the paragraphs before; "" for none.  It is that of the last
// figure of its kind.  Where they must be alike, the last figure of any kind that is as large must
// be of that kind: after "4 million euros for 3.5 million tonnes" 3.1 million is neither.
std::string CarriedUnit(const MaskedRule::UnitSource& source, const Value& value,
                        std::span<const PlacedFigure> figures, FoldedSpan range,
                        const FiguresSoFar* so_far);

// Takes from a paragraph what it leaves to the next: its figures that have a unit.  The last 64
// of them are kept at least, 128 at most.
void Keep(std::span<const PlacedFigure> figures, FiguresSoFar* so_far);

}  // namespace factmill

#endif  // FACTMILL_RULES_CARRIED_H_
