// Which rules may match at a place: the candidate starts, computed from the
// rules and the vocabulary, so that most places cost one look.
#ifndef FACTMILL_RULES_DISPATCH_H_
#define FACTMILL_RULES_DISPATCH_H_

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "rules/pattern.h"
#include "rules/vocabulary.h"

namespace factmill {

struct Rule;

// A form of a rule, by their places in the rule set.
struct FormRef {
  uint16_t rule, form;
};

class Dispatch {
 public:
  // Narrows the first characters of forms that begin with a word of the
  // vocabulary, then sorts all forms by first character.
  void Build(std::vector<Rule>* rules, const Vocabulary& vocabulary);

  // Forms that may match where `c` stands, in rule order.  Forms that begin
  // with a quantity are not among them.
  const std::vector<FormRef>& At(char32_t c) const;

  // Forms that begin with a quantity, in rule order.
  const std::vector<FormRef>& quantity_forms() const { return quantity_forms_; }

 private:
  std::vector<FormRef> ascii_[128];
  std::unordered_map<char32_t, std::vector<FormRef>> others_;
  std::vector<FormRef> any_other_;  // Where a character is in none of the lists.
  std::vector<FormRef> quantity_forms_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_DISPATCH_H_
