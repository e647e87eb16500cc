// What the fast engine has at hand to make offers of ways.
#ifndef FACTMILL_RULES_OFFER_AIDS_H_
#define FACTMILL_RULES_OFFER_AIDS_H_

#include "rules/group_memo.h"
#include "rules/guards.h"

namespace factmill {

// For one thread.
struct OfferAids {
  // REQUIRES: `rules` outlives this.
  explicit OfferAids(const CompiledRules& rules) : guards(rules) {}

  Guards guards;
  GroupMemo groups;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_OFFER_AIDS_H_
