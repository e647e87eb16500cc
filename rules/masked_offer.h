// A match of a rule of layer 2 whose actions can be done.
#ifndef FACTMILL_RULES_MASKED_OFFER_H_
#define FACTMILL_RULES_MASKED_OFFER_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/mask.h"
#include "rules/masked_rule.h"
#include "rules/matcher.h"

namespace factmill {

// What a rule of layer 2 captured.
struct MaskedPart {
  const MaskedRule::Group* group = nullptr;
  const Token* token = nullptr;  // Null for a stretch of text.
  uint32_t begin = 0, end = 0;   // Bytes of the paragraph.
};

struct MaskedOffer {
  const Rule* rule = nullptr;
  uint32_t begin = 0, end = 0;                // Bytes of the paragraph, ...
  uint32_t masked_begin = 0, masked_end = 0;  // ... and of the masked text.
  std::vector<MaskedPart> parts;
  std::vector<Figure> figures;  // New ones.

  const MaskedPart* Find(std::string_view name) const;  // Null where it caught nothing.
  const Token* FigureOf(std::string_view name) const;   // Null where it is no figure.
};

// The number {q=quantity} of the rule as figures of its kind, whose unit is still to be told;
// none where it makes no figure.  A number that may be a year carries no unit.
std::vector<Figure> NumberOf(const CompiledRules& rules, const MatchContext& context,
                             const MaskedOffer& offer);

// Of two offers of new figures the first has precedence: the longer, then the more specific, then
// the first in file order.
bool GoesFirst(const MaskedOffer& a, const MaskedOffer& b);

// Whether two values may stand in a relation at all: what is no part of its
// whole, or of another kind, was misread.
bool MayRelate(std::string_view relation, const Value& from, const Value& other);

}  // namespace factmill

#endif  // FACTMILL_RULES_MASKED_OFFER_H_
