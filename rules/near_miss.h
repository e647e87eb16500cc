// Why a rule makes nothing at a place, in words for its maintainer.
#ifndef FACTMILL_RULES_NEAR_MISS_H_
#define FACTMILL_RULES_NEAR_MISS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "rules/match_trace.h"

namespace factmill {

// The rank of a rule that fits, but speaks of other things: what its preceded_by or
// followed_by wants is not there.
constexpr int kFarOff = 4;

// How far a rule got.
struct NearMiss {
  const Rule* rule = nullptr;
  uint32_t begin = 0, end = 0;  // What fits of it: bytes of the paragraph.
  bool whole = false;           // All of it fits, and something else was in the way.
  int rank = 0;                 // Of two that got as far the lower one is the nearer.
  // "needs a unit of money; `土` is no such word", or where the whole fits
  // "not_followed_by sees `券`".
  std::string why;
};

// Of a way that stops, or that is complete and refused.
NearMiss WhyItStops(const CompiledRules& rules, const MatchContext& context, const Way& way);
NearMiss WhyItIsRefused(const CompiledRules& rules, const MatchContext& context, const Way& way);

// The first guard of `rule` that does not allow [begin, end), and what it sees: "not_followed_by
// sees `券`"; "" if all allow it.
std::string GuardThatForbids(const Rule& rule, std::string_view text, uint32_t begin, uint32_t end);

// What the end of a match at `at`, which is no edge, would lie in: "the Latin word
// `metres`", "the number `1,200`".
std::string WhatIsCut(std::string_view text, uint32_t at);

// "unit CNY", "noun", "term date.month".
std::string MeaningOf(const Entry& entry);

// "a unit of money", "a number", "a term of role date.month".
std::string NameOf(const Slot& slot);

}  // namespace factmill

#endif  // FACTMILL_RULES_NEAR_MISS_H_
