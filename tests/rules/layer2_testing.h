// Small rule sets for layer 2, and what they say of a paragraph.
#ifndef FACTMILL_TESTS_RULES_LAYER2_TESTING_H_
#define FACTMILL_TESTS_RULES_LAYER2_TESTING_H_

#include <string>

#include "rules/layer2.h"
#include "tests/rules/small_rules.h"

namespace factmill {

// Words and rules of layer 1 for the cases; nothing of layer 2.
inline const std::string kFirstLayer = R"(
[[unit]]
code = 'CNY'
kind = 'money'
after = ['元', 'yuan']
[[unit]]
code = 'USD'
kind = 'money'
after = ['美元', 'dollars']
[[unit]]
code = '%'
kind = 'percent'
after = ['%']
[[unit]]
code = 'kiln'
kind = 'count'
after = ['kilns']
[[noun]]
canonical = 'tax office'
words = ['税收局']
[[ignore]]
words = ['5G']
[[term]]
role = 'metric'
canonical = 'tax'
words = ['税收', 'tax']
[[term]]
role = 'metric'
canonical = 'tax rate'
words = ['税收比率', 'tax rate']
[[term]]
role = 'metric'
words = ['rent']
[[term]]
role = 'who'
canonical = 'the mill'
words = ['厂', 'mill']
[[term]]
role = 'metric'
canonical = 'exports'
words = ['Ex']
case = 'exact'
[[term]]
role = 'who'
canonical = 'a former one'
words = ['ex']
[[rule]]
id = 'money'
kind = 'money'
pattern = '{q=quantity} ?{u=unit:money}'
[[rule]]
id = 'percent'
kind = 'percent'
pattern = '{q=quantity} ?{u=unit:percent}'
[[rule]]
id = 'kilns'
kind = 'count'
pattern = '{q=quantity} {u=unit:count}'
[[rule]]
id = 'day'
kind = 'date'
pattern = '(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)'
[[rule]]
id = 'skip'
kind = 'ignore'
pattern = '第{q=quantity}章'
)";

// "2元=2 CNY metric=tax link=part_of:5元; ..." in text order; a rule of layer 2
// that made a figure stands behind it in brackets.
inline std::string SaidOf(const RuleSet& rules, const std::string& sentence) {
  const std::string text = FoldPhrase(sentence);
  const auto context = MakeContext(text, {}, ParseDay("2024-05-15"));
  const auto mentions = MatchParagraph(rules.compiled(), context);
  const auto read = ReadAgain(rules.compiled(), context, mentions);
  const auto quote = [&](size_t i) {
    const Figure& figure = *read.figures[i].figure;
    return text.substr(figure.begin, figure.end - figure.begin);
  };
  std::map<uint32_t, std::string> said;
  for (size_t i = 0; i < read.figures.size(); ++i) {
    std::string one = quote(i) + "=" + Print(read.figures[i].figure->value);
    if (read.figures[i].rule->masked) one += " (" + read.figures[i].rule->id + ")";
    for (const PlacedAttribute& a : read.attributes) {
      if (a.figure != i) continue;
      const std::string words = text.substr(a.begin, a.end - a.begin);
      one += " " + a.role + "=" + (a.canonical.empty() ? "'" + words + "'" : a.canonical);
    }
    for (const PlacedLink& link : read.links) {
      if (link.figure == i) one += " " + link.relation + ":" + quote(link.other);
    }
    said[read.figures[i].figure->begin] = one;
  }
  std::string out;
  for (const auto& [at, one] : said) out += (out.empty() ? "" : "; ") + one;
  return out;
}

}  // namespace factmill

#endif  // FACTMILL_TESTS_RULES_LAYER2_TESTING_H_
