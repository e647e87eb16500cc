#include "pipeline/rule_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "pipeline/rule_test.h"
#include "rules/compiled.h"
#include "rules/problems.h"

namespace factmill {
namespace {

int CountOf(const Rule& rule, Example::Type type) {
  return static_cast<int>(
      std::count_if(rule.examples.begin(), rule.examples.end(),
                    [&](const Example& example) { return example.type == type; }));
}

class Checker {
 public:
  Checker(const RuleSet& rules, const std::vector<RuleFile>& files) : rules_(rules.compiled()) {
    std::set<std::string> shipped;
    for (const RuleFile& file : EmbeddedRuleFiles()) shipped.insert(file.relative);
    for (const RuleFile& file : files) {
      files_.emplace(file.name, File(file, &warnings_));
      if (shipped.count(file.relative) > 0) shipped_.insert(file.name);
    }
    for (const ExampleResult& result : TestRules(rules)) results_[result.rule].push_back(result);
  }

  std::vector<Diagnostic> Run() {
    for (const Rule& rule : rules_.rules) {
      CountExamples(rule);
      FindRival(rule);
      FindEmptySlots(rule);
    }
    return std::move(warnings_);
  }

 private:
  void Warn(const Rule& rule, const char* code, std::string message, std::string help) {
    Diagnostic& warning = files_.at(rule.file).Problem(rule.line, rule.column, WidthOf(rule.id),
                                                       std::move(message), std::move(help));
    warning.error = false;
    warning.code = code;
  }

  void CountExamples(const Rule& rule) {
    const int yes = CountOf(rule, Example::kYes), no = CountOf(rule, Example::kNo);
    if (rule.date == DateForm::kList && no > 0) return;  // A yes marks one fact, a list makes two.
    if (yes == 0) {
      Warn(rule, "no-example", "rule '" + rule.id + "' has no example",
           "add   yes = ['before ⟦quote⟧ after => value unit']");
    } else if (shipped_.count(rule.file) > 0 && (yes < 2 || no < 1)) {
      Warn(rule, "few-examples",
           "rule '" + rule.id + "' has " +
               (yes < 2 ? "one example of what it finds" : "no example of what it leaves alone"),
           yes < 2 ? "a shipped rule has two yes" : "a shipped rule has a no");
    }
  }

  // Does another rule win every place that the rule's own examples mark?
  void FindRival(const Rule& rule) {
    std::map<std::string, int> winners;
    for (const ExampleResult& result : results_[rule.id]) {
      if (result.type != Example::kYes) continue;
      if (result.winner.empty() || result.winner == rule.id) return;
      ++winners[result.winner];
    }
    if (winners.empty()) return;
    const auto rival =
        std::max_element(winners.begin(), winners.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    Warn(rule, "won-by-another",
         "rule '" + rule.id + "' wins none of its own examples: '" + rival->first + "' does",
         "a longer match wins, then more captures, then the earlier rule; narrow one of the two");
  }

  void FindEmptySlots(const Rule& rule) {
    for (const CaptureName& name : rule.pattern.names) {
      if (!name.slot || HasWords(*name.slot)) continue;
      const Slot& slot = *name.slot;
      const std::string kind(KindName(slot.unit_kind));
      const bool classifier = slot.kind == SlotKind::kClassifier;
      const bool prefix = slot.kind == SlotKind::kPrefix;
      const std::string table = classifier ? "[[classifier]]" : "[[unit]] of kind '" + kind + "'";
      const std::string key = classifier ? "words" : prefix ? "before" : "after";
      Warn(rule, "slot-without-words",
           "no word fills {" + name.name + "=" +
               (classifier ? "classifier" : (prefix ? "prefix:" : "unit:") + kind) + "} of rule '" +
               rule.id + "'",
           "add a " + table + " with   " + key + " = ['...']");
    }
  }

  // Of units and classifiers; terms without words are mistakes, and nouns need none.
  bool HasWords(const Slot& slot) const {
    if (slot.kind != SlotKind::kUnit && slot.kind != SlotKind::kPrefix &&
        slot.kind != SlotKind::kClassifier) {
      return true;
    }
    const auto& words = rules_.vocabulary.words();
    return std::any_of(words.begin(), words.end(), [&](const auto& entries) {
      return std::any_of(entries.begin(), entries.end(),
                         [&](const Entry* entry) { return slot.Fits(*entry); });
    });
  }

  const CompiledRules& rules_;
  std::vector<Diagnostic> warnings_;
  std::map<std::string, File> files_;
  std::set<std::string> shipped_;  // Names of files.
  std::map<std::string, std::vector<ExampleResult>> results_;
};

}  // namespace

std::vector<Diagnostic> CheckRules(const RuleSet& rules, const std::vector<RuleFile>& files) {
  return Checker(rules, files).Run();
}

}  // namespace factmill
