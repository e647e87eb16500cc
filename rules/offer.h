// What a rule offers at a place: a path through one of its forms, held against
// the rule's edges and guards, and made into figures.  Both engines find paths
// in their own way and make offers of them here.
#ifndef FACTMILL_RULES_OFFER_H_
#define FACTMILL_RULES_OFFER_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/small_vector.h"
#include "base/utf8.h"
#include "rules/matcher.h"

namespace factmill {

class GroupMemo;
struct OfferAids;

constexpr uint32_t kLongestStretch = 2048;  // Bytes that one regular expression sees.

// The stretch of text that one element of a form took.
struct Step {
  uint32_t begin = 0, end = 0;         // Bytes of the paragraph, half-open.
  const Quantity* quantity = nullptr;  // By the element: a quantity, ...
  const Entry* entry = nullptr;        // ... a word of the vocabulary, ...
  const NounPhrase* noun = nullptr;    // ... a noun phrase; else an expression.
};

// What the steps of `form` captured.  A noun points into its step.
using Captures = SmallVector<Capture, 8>;
Captures CapturesOf(const Form& form, std::span<const Step> steps, std::string_view text,
                    GroupMemo* memo = nullptr);

// Of two ways through one form to one end, does `a` come before `b`?  The first
// part that differs in length decides: the shorter number with the longer unit.
bool ComesBefore(std::span<const Step> a, std::span<const Step> b);

// Does the guard find something that ends at `at`, or that begins there?
bool FindsBefore(const LazyRegex& guard, std::string_view text, uint32_t at);
bool FindsBehind(const LazyRegex& guard, std::string_view text, uint32_t at);

// Do the rule's guards allow the span [begin, end)?  See rules/guards.h, too.
bool GuardsHold(const Rule& rule, std::string_view text, uint32_t begin, uint32_t end);

// The end of what a regular expression may see from `at` on.
uint32_t StretchLimit(std::string_view text, uint32_t at);

// May a match begin at `at`?
inline bool MayBegin(std::string_view text, uint32_t at) {
  // 555-0173: digits behind a hyphen and digits begin nothing.
  const auto continues_code = [&] {
    return at >= 2 && IsAsciiDigit(text[at]) && text[at - 1] == '-' && IsAsciiDigit(text[at - 2]);
  };
  if (at == 0 || text[at - 1] == ' ') return true;
  return IsEdge(text, at) && !continues_code();
}

// The entry of `hit`, at `at`, that fills `slot`; null for none.
const Entry* Filling(const Slot& slot, const MatchContext& context, uint32_t at,
                     const Vocabulary::Hit& hit);

// The end of the ignored word that `hit` is; 0 if it is none.
uint32_t IgnoredEnd(const MatchContext& context, uint32_t at, const Vocabulary::Hit& hit);

// The mention that `rule` offers where the path `steps` of `form` leads from
// `begin` to `end`; nothing where the end is no edge, a guard says no, or no value can be
// made.  REQUIRES: begin < end; a step for each element.  With `aids` guards and
// groups are asked there.
std::optional<Mention> MakeOffer(const CompiledRules& rules, const Rule& rule, const Form& form,
                                 std::span<const Step> steps, uint32_t begin, uint32_t end,
                                 const MatchContext& context, OfferAids* aids = nullptr);

// Every hedge that fills the slot at `at`, longest first.
void FindHedges(const CompiledRules& rules, std::string_view text, uint32_t at,
                std::vector<Step>* out);

}  // namespace factmill

#endif  // FACTMILL_RULES_OFFER_H_
