// Tests the words of the vocabulary with sentences made from the rules' examples:
// where a `yes` example has a word of some table, each other word of that table
// takes its place, and what is found must change as the word's entry says.
#ifndef FACTMILL_PIPELINE_WORD_TEST_H_
#define FACTMILL_PIPELINE_WORD_TEST_H_

#include <string>
#include <vector>

#include "pipeline/rule_test.h"
#include "rules/rule_set.h"

namespace factmill {

struct WordResult {
  std::string word, meaning, file;  // "公顷", "unit ha".
  int line = 0;
  enum Outcome {
    kPass,
    kFail,
    kSkipped,     // Something of the same spelling goes first, in every sentence: `got` says what.
    kUntestable,  // No example has a word of that table where this one could stand.
  } outcome = kPass;
  std::string rule;      // Whose example it is.
  std::string sentence;  // The quote between ⟦ and ⟧.
  std::string expected, got;
};

// Every word of [[unit]], [[classifier]], [[noun]], [[term]] and [[hedge]], by table,
// in file order.  Sentences are made from the rules that `filter` names; null for all.
// With a filter, words that none of these can take are left out.
std::vector<WordResult> TestWords(const RuleSet& rules, const RuleFilter& filter = nullptr);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_WORD_TEST_H_
