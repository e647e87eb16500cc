// Runs the examples that stand beside each rule.
//
//   yes   'before ⟦quote⟧ after => VALUE[..VALUE] UNIT [about|gt|lt]', or an EDTF:
//         exactly one fact overlaps the quote, it is this rule's, and it is right;
//         for layer 2 also metric=, subject=, period=, status=MEANING and
//         link=RELATION:VALUE of the other fact: a rule of layer 2 says these of that
//         one fact alone, and no others.  Of several quotes each is a fact, and what is
//         expected of them is parted by "; ".
//         Of a rule that ignores: it wins a place, and there is no fact
//   no    this rule makes no fact of the sentence, says nothing of any and ignores nothing
//   todo  a `yes` that is known to fail; that it passes is worth saying, and no failure
//
// Relative dates resolve against 2024-05-15, a Wednesday.  A sentence with
// 立法院 or 新台币 in it is read as Taiwanese.
#ifndef FACTMILL_PIPELINE_RULE_TEST_H_
#define FACTMILL_PIPELINE_RULE_TEST_H_

#include <functional>
#include <string>
#include <vector>

#include "corpus/article.h"
#include "rules/compiled.h"
#include "rules/rule_set.h"

namespace factmill {

struct ExampleResult {
  std::string rule, file;
  int line = 0, column = 0;  // Of the example.
  Example::Type type = Example::kYes;
  enum Outcome { kPass, kFail, kTodo, kTodoPasses } outcome = kPass;
  std::string text;      // The example as written.
  std::string expected;  // "20000..30000 HKD about", "no fact of this rule".
  std::string got;       // The same, for what was found; "nothing".
  std::string why;       // Of a `yes` that fails: what stopped the rule; "" if it is not known.
  // Of a `yes`: the rule that wins what is marked, or says of it what this one
  // should; "" where none does.
  std::string winner;
};

// Which rules are tested, by id; null for all.
using RuleFilter = std::function<bool(const std::string&)>;

// Every example of every such rule, in file order.
std::vector<ExampleResult> TestRules(const RuleSet& rules, const RuleFilter& filter = nullptr);

// An example without its marks.
struct MarkedText {
  struct Quote {
    ArticleSpan span;
    std::string expected;  // Of what stands behind the arrow.
  };
  std::string text;
  std::vector<Quote> quotes;
};
MarkedText ReadMarks(std::string_view example);

// The sentence of an example as an article of 2024-05-15.
Article ExampleArticle(const std::string& text);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_RULE_TEST_H_
