#include "pipeline/rule_test.h"

#include <algorithm>
#include <set>
#include <string>

#include "base/utf8.h"
#include "corpus/reader.h"
#include "pipeline/explain.h"
#include "rules/compiled.h"

namespace factmill {
namespace {

constexpr std::string_view kOpen = "⟦", kClose = "⟧", kArrow = "=>";

std::string Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

// What layer 2 says of `fact`: "metric=tax", "link=part_of:8" with the other's
// value.  Only what `rule` says, unless it is "".
std::set<std::string> SayingsOf(const Extraction& found, const Fact& fact,
                                const std::string& rule = "") {
  std::set<std::string> sayings;
  for (const Attribute& attribute : fact.attributes) {
    if (rule.empty() || attribute.rule == rule)
      sayings.insert(attribute.role + "=" + attribute.Meaning());
  }
  for (const Link& link : fact.links) {
    const Value& other = found.facts[link.other].value;
    if (!rule.empty() && link.rule != rule) continue;
    sayings.insert("link=" + link.relation + ":" +
                   (other.value ? other.value->ToString() : other.edtf));
  }
  return sayings;
}

std::string Joined(const std::set<std::string>& sayings) {
  std::string text;
  for (const std::string& saying : sayings) text += " " + saying;
  return text;
}

// Parts what an example expects into the value and the sayings at its end.
std::string TakeSayings(const std::string& expected, std::set<std::string>* sayings) {
  std::string value = expected;
  while (true) {
    const size_t space = value.rfind(' ');
    const std::string word = value.substr(space == std::string::npos ? 0 : space + 1);
    if (word.find('=') == std::string::npos) return value;
    sayings->insert(word);
    value = Trimmed(value.substr(0, space == std::string::npos ? 0 : space));
  }
}

class Tester {
 public:
  explicit Tester(const RuleSet& rules) : rules_(rules) {}

  ExampleResult Run(const Rule& rule, const Example& example) {
    ExampleResult result;
    result.rule = rule.id;
    result.file = rule.file;
    result.line = example.line;
    result.column = example.column;
    result.text = example.text;
    const MarkedText marked = ReadMarks(example.text);
    const Article article = ExampleArticle(marked.text);
    const Extraction found = Extract(article, rules_, {true});
    bool right;
    if (example.type == Example::kNo || rule.makes == RuleKind::kIgnore) {
      right = NoFact(rule, example, found, &result);
    } else {
      right = OneFact(rule, marked, found, &result);
    }
    if (example.type == Example::kTodo) {
      result.outcome = right ? ExampleResult::kTodoPasses : ExampleResult::kTodo;
    } else {
      result.outcome = right ? ExampleResult::kPass : ExampleResult::kFail;
    }
    const bool missed = result.outcome == ExampleResult::kFail && !marked.quote.empty();
    if (missed && example.type == Example::kYes)
      result.why = WhyMissed(article, rules_, rule, marked.quote);
    return result;
  }

 private:
  // No fact by this rule; for a rule that ignores, no fact at all in a `yes`.
  bool NoFact(const Rule& rule, const Example& example, const Extraction& found,
              ExampleResult* result) const {
    const bool any = rule.makes == RuleKind::kIgnore;
    result->expected = any ? "no fact" : "no fact of this rule";
    result->got = "nothing";
    if (any && example.type == Example::kNo) return true;
    for (const Fact& fact : found.facts) {
      const auto sayings = SayingsOf(found, fact, rule.id);
      if (fact.rule == "number" || (!any && fact.rule != rule.id && sayings.empty())) continue;
      result->got = "'" + fact.quote + "' => " + Describe(fact.value) + Joined(sayings) + " (" +
                    fact.rule + ")";
      return false;
    }
    return true;
  }

  bool OneFact(const Rule& rule, const MarkedText& marked, const Extraction& found,
               ExampleResult* result) const {
    result->expected = "'" + std::string(Slice(std::string_view(marked.text), marked.quote)) +
                       "' => " + marked.expected;
    result->got = "nothing";
    std::set<std::string> stated;
    const std::string value = TakeSayings(marked.expected, &stated);
    bool right = false;
    int overlapping = 0, others = 0;
    for (const Fact& fact : found.facts) {
      if (fact.rule == "number") continue;
      const auto own = SayingsOf(found, fact, rule.id);
      const bool by_rule = fact.rule == rule.id || !own.empty();
      if (!fact.span.Overlaps(marked.quote)) {
        others += by_rule;
        continue;
      }
      ++overlapping;
      const auto all = SayingsOf(found, fact);
      result->got = "'" + fact.quote + "' => " + Describe(fact.value) + Joined(all) +
                    (by_rule ? "" : " (" + fact.rule + ")");
      // All that is stated is said, and all that the rule says is stated.
      right = by_rule && fact.span == marked.quote && Describe(fact.value) == value &&
              std::includes(all.begin(), all.end(), stated.begin(), stated.end()) &&
              std::includes(stated.begin(), stated.end(), own.begin(), own.end());
    }
    if (overlapping > 1) result->got += ", and " + std::to_string(overlapping - 1) + " more there";
    if (others > 0)
      result->got += ", and " + std::to_string(others) + " more of this rule elsewhere";
    return right && overlapping == 1 && others == 0;
  }

  const RuleSet& rules_;
};

}  // namespace

MarkedText ReadMarks(std::string_view example) {
  MarkedText marked;
  const size_t arrow = example.rfind(kArrow);
  std::string_view sentence = example;
  if (arrow != std::string_view::npos) {
    marked.expected = Trimmed(example.substr(arrow + kArrow.size()));
    sentence = example.substr(0, arrow);
    while (sentence.ends_with(' ')) sentence.remove_suffix(1);
  }
  marked.text = sentence;
  const size_t open = marked.text.find(kOpen);
  if (open == std::string::npos) return marked;
  marked.text.erase(open, kOpen.size());
  const size_t close = marked.text.find(kClose, open);
  if (close == std::string::npos) return marked;
  marked.text.erase(close, kClose.size());
  marked.quote = {static_cast<uint32_t>(open), static_cast<uint32_t>(close)};
  return marked;
}

Article ExampleArticle(const std::string& text) {
  PayloadMap map;
  map.Keep(static_cast<uint32_t>(text.size()));
  Article article = MakeArticle(text, std::move(map), {"", "2024-05-15", ""});
  // A single sentence shows its home by its words alone.
  for (std::string_view word : {"立法院", "新台币", "新台幣"}) {
    article.traditional |= text.find(word) != std::string::npos;
  }
  article.zones = {{ZoneKind::kBody, {0, static_cast<uint32_t>(text.size())}}};
  return article;
}

std::vector<ExampleResult> TestRules(const RuleSet& rules, const RuleFilter& filter) {
  std::vector<ExampleResult> results;
  Tester tester(rules);
  for (const Rule& rule : rules.compiled().rules) {
    if (filter && !filter(rule.id)) continue;
    for (const Example& example : rule.examples) results.push_back(tester.Run(rule, example));
  }
  return results;
}

}  // namespace factmill
