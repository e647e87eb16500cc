// A first draft of a rule, made of one sentence with a marked quote.
#ifndef FACTMILL_PIPELINE_RULE_DRAFT_H_
#define FACTMILL_PIPELINE_RULE_DRAFT_H_

#include <string>
#include <vector>

#include "base/status.h"
#include "pipeline/rule_test.h"
#include "rules/rule_set.h"

namespace factmill {

struct DraftWish {
  std::string example;  // 'before ⟦quote⟧ after => 5 CNY', as in a `yes`.
  std::string id;       // "": "new.KIND".
  std::string kind;     // "": as the expected unit says; "ignore" expects nothing.
};

struct RuleDraft {
  // A [[rule]], formatted.  It loads with the rules, and its example passes; ""
  // where none was found that does.
  std::string text;
  std::string why;    // Then: what is in the way.
  std::string found;  // What the rules make of the quote without it: "'5元' => 5 CNY (money)".
  bool found_right = false;           // That is what is expected.
  std::vector<ExampleResult> breaks;  // Examples of other rules that fail with it only.
};

// Numbers become {q=quantity}, units, classifiers, nouns, hedges and terms of dates
// their slots, parts of dates named groups; all else stays as it is.
// Errors: kInvalid: the example marks no quote, or the id or kind is not right.
Result<RuleDraft> DraftRule(const RuleSet& rules, const DraftWish& wish);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_RULE_DRAFT_H_
