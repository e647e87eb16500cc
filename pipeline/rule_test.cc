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

// Stands for what an example should expect, and does not.
constexpr const char* kNoValue =
    "nothing: the example has no   => value unit   behind its sentence";

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
    result.type = example.type;
    const MarkedText marked = ReadMarks(example.text);
    const Article article = ExampleArticle(marked.text);
    const Extraction found = Extract(article, rules_, {true});
    ArticleSpan missed;
    bool right;
    if (rule.makes == RuleKind::kIgnore)
      right = Ignores(rule, example.type == Example::kNo, found, &result);
    else if (example.type == Example::kNo)
      right = NoFact(rule, found, &result);
    else
      right = AllFacts(rule, marked, found, &missed, &result);
    if (example.type != Example::kNo && !marked.quotes.empty())
      result.winner = WinnerOf(rule, marked.quotes.front().span, found);
    if (example.type == Example::kTodo) {
      result.outcome = right ? ExampleResult::kTodoPasses : ExampleResult::kTodo;
    } else {
      result.outcome = right ? ExampleResult::kPass : ExampleResult::kFail;
    }
    if (result.outcome == ExampleResult::kFail && !missed.empty())
      result.why = WhyMissed(article, rules_, rule, missed);
    return result;
  }

 private:
  static std::string WinnerOf(const Rule& rule, ArticleSpan quote, const Extraction& found) {
    std::string winner;
    for (const Fact& fact : found.facts) {
      if (fact.rule == "number" || !fact.span.Overlaps(quote)) continue;
      if (fact.rule == rule.id || !SayingsOf(found, fact, rule.id).empty()) return rule.id;
      if (rule.masked == nullptr) {
        winner = fact.rule;
        continue;
      }
      for (const Attribute& attribute : fact.attributes) {
        for (const auto& set : rule.masked->sets) {
          if (set.role == attribute.role) winner = attribute.rule;
        }
      }
    }
    return winner;
  }

  static std::string Told(const Fact& fact, const std::set<std::string>& sayings) {
    return "'" + fact.quote + "' => " + Describe(fact.value) + Joined(sayings);
  }

  // Did a rule that ignores win a place, if it should, and does no fact stand there?
  bool Ignores(const Rule& rule, bool never, const Extraction& found, ExampleResult* result) const {
    const auto place = static_cast<uint32_t>(&rule - rules_.compiled().rules.data());
    const bool ignores =
        std::binary_search(found.rules_used.begin(), found.rules_used.end(), place);
    result->expected = never ? "this rule ignores nothing" : "this rule ignores all of it";
    result->got = ignores ? "it ignores something" : "it ignores nothing";
    if (never) return !ignores;
    const auto is_figure = [](const Fact& fact) { return fact.rule != "number"; };
    const auto fact = std::find_if(found.facts.begin(), found.facts.end(), is_figure);
    if (fact == found.facts.end()) return ignores;
    result->winner = fact->rule;
    if (ignores) result->got = Told(*fact, {}) + " (" + fact->rule + ")";
    return false;
  }

  // Does the rule make no fact, and say nothing of any?
  static bool NoFact(const Rule& rule, const Extraction& found, ExampleResult* result) {
    result->expected = "no fact of this rule";
    result->got = "nothing";
    for (const Fact& fact : found.facts) {
      const auto sayings = SayingsOf(found, fact, rule.id);
      if (fact.rule != rule.id && sayings.empty()) continue;
      result->got = Told(fact, sayings) + " (" + fact.rule + ")";
      return false;
    }
    return true;
  }

  // Is each quote a fact, and does the rule make no others?  `*missed` is the first
  // quote that is none.
  static bool AllFacts(const Rule& rule, const MarkedText& marked, const Extraction& found,
                       ArticleSpan* missed, ExampleResult* result) {
    int others = 0;
    for (const Fact& fact : found.facts) {
      const bool by_rule = fact.rule == rule.id || !SayingsOf(found, fact, rule.id).empty();
      const bool marks = std::any_of(
          marked.quotes.begin(), marked.quotes.end(),
          [&](const MarkedText::Quote& quote) { return fact.span.Overlaps(quote.span); });
      others += by_rule && !marks;
    }
    bool right = others == 0;
    for (const MarkedText::Quote& quote : marked.quotes) {
      const char* before = result->expected.empty() ? "" : "; ";
      result->expected +=
          before + ("'" + std::string(Slice(std::string_view(marked.text), quote.span)) + "' => " +
                    (quote.expected.empty() ? kNoValue : quote.expected));
      std::string got = "nothing";
      if (!OneFact(rule, quote, found, &got)) {
        right = false;
        if (missed->empty()) *missed = quote.span;
      }
      result->got += before + got;
    }
    if (others > 0)
      result->got += ", and " + std::to_string(others) + " more of this rule elsewhere";
    return right;
  }

  static bool OneFact(const Rule& rule, const MarkedText::Quote& quote, const Extraction& found,
                      std::string* got) {
    std::set<std::string> stated;
    const std::string value = TakeSayings(quote.expected, &stated);
    bool right = false;
    int overlapping = 0;
    for (const Fact& fact : found.facts) {
      if (fact.rule == "number" || !fact.span.Overlaps(quote.span)) continue;
      ++overlapping;
      const auto own = SayingsOf(found, fact, rule.id);
      const bool by_rule = fact.rule == rule.id || !own.empty();
      const auto all = SayingsOf(found, fact);
      *got = Told(fact, all) + (by_rule ? "" : " (" + fact.rule + ")");
      // All that is stated is said, and all that the rule says is stated.
      right = by_rule && fact.span == quote.span && Describe(fact.value) == value &&
              std::includes(all.begin(), all.end(), stated.begin(), stated.end()) &&
              std::includes(stated.begin(), stated.end(), own.begin(), own.end());
    }
    if (overlapping > 1) *got += ", and " + std::to_string(overlapping - 1) + " more there";
    return right && overlapping == 1;
  }

  const RuleSet& rules_;
};

}  // namespace

MarkedText ReadMarks(std::string_view example) {
  MarkedText marked;
  const size_t arrow = example.rfind(kArrow);
  std::string expected;
  std::string_view sentence = example;
  if (arrow != std::string_view::npos) {
    expected = Trimmed(example.substr(arrow + kArrow.size()));
    sentence = example.substr(0, arrow);
    while (sentence.ends_with(' ')) sentence.remove_suffix(1);
  }
  marked.text = sentence;
  for (size_t open; (open = marked.text.find(kOpen)) != std::string::npos;) {
    marked.text.erase(open, kOpen.size());
    const size_t close = marked.text.find(kClose, open);
    if (close == std::string::npos) break;
    marked.text.erase(close, kClose.size());
    const ArticleSpan span = {static_cast<uint32_t>(open), static_cast<uint32_t>(close)};
    const size_t end = std::min(expected.find(';'), expected.size());
    marked.quotes.push_back({span, Trimmed(expected.substr(0, end))});
    expected.erase(0, end + 1);
  }
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
