// The stretches of a masked text that bound what a rule of layer 2 matches.
#ifndef FACTMILL_RULES_STRETCHES_H_
#define FACTMILL_RULES_STRETCHES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "base/span.h"
#include "rules/mask.h"
#include "rules/masked_rule.h"

namespace factmill {

// Bytes of the masked text, and what stands in them.
struct Stretch {
  uint32_t begin = 0, end = 0;
  Contents contents = {};
};

// What the token is, into `*contents`.
void Add(const Token& token, Contents* contents);

// All of the masked text in stretches of that scope, ascending.  `sentences` are those of
// the paragraph; none are needed for Scope::kParagraph.
std::vector<Stretch> StretchesOf(const Mask& mask, Scope scope,
                                 std::span<const FoldedSpan> sentences);

}  // namespace factmill

#endif  // FACTMILL_RULES_STRETCHES_H_
