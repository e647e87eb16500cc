// What a figure measures and whom it is about, read by the grammar of its
// sentence: for what patterns of layer 2 cannot say.
//
// Each way of reading is a Reader, and does its work where some rule names it:
// `reader = "en.level"` in place of a pattern.  So each has an id, examples and
// a place in `explain`; the words it goes by are terms (rules/phrase_words.h).
// The readers of a language try in the order given here, and the first that
// finds a metric (or a subject) has said it.  What they doubt they leave out.
#ifndef FACTMILL_RULES_ATTRIBUTION_H_
#define FACTMILL_RULES_ATTRIBUTION_H_

#include <span>
#include <string>
#include <vector>

#include "rules/layer2.h"

namespace factmill {

enum class Reader {
  // Of both languages: what the figure before it has, in lists, conversions and
  // changes: 5 million yuan ($0.7 million); rose to 12 tonnes from 10.
  kCarried,
  // Metrics.
  kEnglishOf,       // a registered capital of 5 million
  kEnglishAfter,    // 5 million in taxes; 15 percent of the shops
  kEnglishLevel,    // its revenue rose to 5 million
  kEnglishVerb,     // the town attracted 500 visitors
  kEnglishPassive,  // 500 stations have been built
  kChineseChange,   // 同比增长5%
  kChineseShare,    // 占出口总额的5%
  kChineseBefore,   // 注册资本达5亿元
  kChineseAfter,    // 投入5亿元资金
  kChineseVerb,     // 投资了5亿元
  // Subjects.
  kEnglishOwner,    // the town's revenue, the revenue of the town
  kEnglishClause,   // The town earned
  kEnglishPlace,    // 500 people work in the town
  kChineseOwner,    // 该镇税收
  kChineseClause,   // 该镇去年实现税收
  kChineseChanged,  // 税收5亿元，同比增长5%: the taxes
  kCount,           // How many readers there are.
};

// The names that rules use, in that order: "carried", "en.of", ...
const std::vector<std::string>& ReaderNames();
// What a reader gives: "metric", "subject", or both.
std::vector<std::string> RolesOf(Reader reader);

// Adds to `*reading` the metric and the subject of each figure that has none, and puts all
// attributes in order.
void AttributeFigures(const CompiledRules& rules, const MatchContext& context,
                      SecondReading* reading);

}  // namespace factmill

#endif  // FACTMILL_RULES_ATTRIBUTION_H_
