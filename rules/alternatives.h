// The alternatives of a rule's pattern, in the words of its author, and which of
// them a match went by.
//
// An alternative is a form of the pattern (an alternative that has slots, a slot
// that is there or left out), or, of a pattern of plain text or of layer 2, what
// stands between two | of the whole pattern.  What alternatives inside groups of plain
// text mean to a match is not told apart.
#ifndef FACTMILL_RULES_ALTERNATIVES_H_
#define FACTMILL_RULES_ALTERNATIVES_H_

#include <memory>
#include <string>
#include <vector>

#include "rules/compiled.h"
#include "rules/winner.h"

namespace factmill {

class Alternatives {
 public:
  // REQUIRES: `rules` outlives it.
  explicit Alternatives(const CompiledRules& rules);

  // Of a rule, by its place; empty where it has but one.
  const std::vector<std::string>& Of(size_t rule) const { return of_[rule].written; }
  // The alternative of Of(rule) that won; 0 where there is but one.
  size_t Which(const Winner& winner) const;

 private:
  struct OfRule {
    std::vector<std::string> written;
    std::vector<std::shared_ptr<const LazyRegex>> branches;  // Empty where forms tell.
  };
  const CompiledRules& rules_;
  std::vector<OfRule> of_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_ALTERNATIVES_H_
