#include "pipeline/rule_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "corpus/fold.h"
#include "pipeline/explain.h"
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

// What folding makes another sign of, where the pattern does not offer it in a
// class: "，".  Such a sign is in no text that rules see.  "" for none.
std::string UnfoldedSign(std::string_view pattern) {
  bool in_class = false;
  for (size_t at = 0; at < pattern.size();) {
    size_t end = at + 1;
    while (end < pattern.size() && IsUtf8Continuation(pattern[end])) ++end;
    const std::string sign(pattern.substr(at, end - at));
    if (sign == "[") in_class = true;
    if (sign == "]") in_class = false;
    const bool ascii = end == at + 1;
    if (!in_class && !ascii && FoldPhrase(sign) != sign) return sign;
    at = end + (sign == "\\");  // Nor what is escaped.
  }
  return "";
}

// What an entry says of its word, as messages call it; entries that say the same
// may both stand.
std::string AllOf(const Entry& entry) {
  std::string text = MeaningOf(entry);
  if (entry.kind == EntryKind::kNoun) text += " " + entry.canonical;
  if (entry.times != Decimal(1)) text += ", times " + entry.times.ToString();
  return text;
}

// Do two entries of one word stand for the same slots?
bool AreRivals(const Entry& a, const Entry& b) {
  return a.kind == b.kind && a.unit_kind == b.unit_kind && a.role == b.role;
}

class Checker {
 public:
  Checker(const RuleSet& rules, const std::vector<RuleFile>& files)
      : set_(rules), rules_(rules.compiled()) {
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
    for (const Vocabulary* words : {&rules_.vocabulary, &rules_.hedges_before}) {
      for (const auto& entries : words->words()) CheckWord(entries);
    }
    FindIdleRoles();
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

  void Warn(const Entry& entry, const char* code, std::string message, std::string help,
            int line = 0, std::string_view at = "") {
    if (entry.line == 0) return;
    File& file = files_.at(rules_.entry_files[entry.file]);
    if (line == 0) line = entry.line;
    const std::string_view text = file.Line(line);
    const std::string word = at.empty() ? WordOf(entry) : std::string(at);
    size_t place = text.npos;
    for (const char* quote : {"'", "\""}) {
      place = std::min(place, text.find(quote + word + quote));
    }
    const int column =
        place == text.npos ? 0 : static_cast<int>(CountCodePoints(text.substr(0, place))) + 1;
    Diagnostic& warning =
        file.Problem(line, column, WidthOf(word), std::move(message), std::move(help));
    warning.error = false;
    warning.code = code;
  }

  static std::string WordOf(const Entry& entry) {
    return entry.kind == EntryKind::kHedge ? std::string(entry.word.rbegin(), entry.word.rend())
                                           : entry.word;
  }

  // `entries` are those of one word, in the order in which they are asked.
  void CheckWord(const std::vector<const Entry*>& entries) {
    for (size_t i = 0; i < entries.size(); ++i) {
      const Entry& entry = *entries[i];
      const std::string word = WordOf(entry);
      for (const char* sign : {"(?", "|", "\\", "、"}) {
        if (word.find(sign) == std::string::npos) continue;
        Warn(entry, "word-as-pattern", "the word '" + word + "' stands for itself, signs and all",
             "words are no patterns: write each of them in its own quotes, with a comma between");
        break;
      }
      const auto first = std::find_if(
          entries.begin(), entries.begin() + static_cast<long>(i), [&](const Entry* other) {
            const bool all_kinds = (other->except_kinds & ~entry.except_kinds) == 0;
            return AreRivals(*other, entry) && all_kinds && !other->exact_case &&
                   other->when.count() == 0;
          });
      if (first == entries.begin() + static_cast<long>(i)) continue;
      if (AllOf(**first) == AllOf(entry)) continue;
      Warn(entry, "word-taken",
           "the word '" + word + "' never counts here: it is " + AllOf(**first) + " at " +
               rules_.entry_files[(*first)->file] + ":" + std::to_string((*first)->line),
           "take it out here or there, or say with   when = { ... }   where it holds");
    }
  }

  // Terms that no pattern asks for.  Those without a meaning may stand to keep a
  // longer name from being taken for a shorter one.
  void FindIdleRoles() {
    std::set<std::string> asked = {"np.stop", "np.modifier", "fraction"};
    for (const Rule& rule : rules_.rules) {
      for (const CaptureName& name : rule.pattern.names) {
        if (name.slot && name.slot->kind == SlotKind::kTerm) asked.insert(name.slot->role);
      }
    }
    const std::vector<std::string> roles(asked.begin(), asked.end());
    std::map<std::pair<uint32_t, int>, const Entry*> told;  // By the place of the role.
    for (const auto& entries : rules_.vocabulary.words()) {
      for (const Entry* entry : entries) {
        if (entry->kind != EntryKind::kTerm || asked.count(entry->role) > 0) continue;
        if (entry->role.starts_with("np.what.")) continue;  // Counts in Chinese ask.
        if (entry->canonical.empty()) continue;
        told.emplace(std::pair(entry->file, LineOfRole(*entry)), entry);
      }
    }
    for (const auto& [place, entry] : told) {
      Warn(*entry, "role-without-rule", "no rule asks for a term of role '" + entry->role + "'",
           DidYouMeanOr(entry->role, roles,
                        "name it in the pattern of a rule: {m=term:" + entry->role + "}"),
           place.second, entry->role);
    }
  }

  // The line of the entry's table that says its role; the word's, where none does.
  int LineOfRole(const Entry& entry) const {
    const File& file = files_.at(rules_.entry_files[entry.file]);
    for (int step : {-1, 1}) {
      for (int line = entry.line; line > 0; line += step) {
        const std::string_view text = file.Line(line);
        if (text.starts_with("role")) return line;
        if (text.starts_with("[[") || (step > 0 && line > entry.line + 100)) break;
      }
    }
    return entry.line;
  }

  // Does the rule match nowhere in the sentences that it should find something in?
  // Of one that lacks words it is told already.
  bool MatchesNoExample(const Rule& rule) const {
    for (const CaptureName& name : rule.pattern.names) {
      if (name.slot && !HasWords(*name.slot)) return false;
    }
    for (const Example& example : rule.examples) {
      if (example.type != Example::kYes) continue;
      const Article article = ExampleArticle(ReadMarks(example.text).text);
      const Explanation told = Explain(article, set_, &rule);
      for (const ParagraphStory& paragraph : told.paragraphs) {
        const bool layer2 = rule.masked != nullptr || rule.governs != nullptr;
        if (layer2 ? paragraph.why_masked.empty() : !paragraph.alone.bids.empty()) return false;
      }
    }
    return true;
  }

  // A rule that does nothing where its examples say that it should, for itself or
  // since another one wins every place that they mark.
  void FindRival(const Rule& rule) {
    const auto& results = results_[rule.id];
    // In layer 2 it is not told whether a rule that is beaten matches.
    const auto fails = [&](const ExampleResult& result) {
      return result.type != Example::kYes || (result.outcome == ExampleResult::kFail &&
                                              (rule.masked == nullptr || result.winner.empty()));
    };
    const std::string sign = UnfoldedSign(rule.pattern.expanded);
    const bool doubtful =
        !sign.empty() || std::any_of(results.begin(), results.end(),
                                     [](const auto& result) { return !result.winner.empty(); });
    if (doubtful && CountOf(rule, Example::kYes) > 0 &&
        std::all_of(results.begin(), results.end(), fails) && MatchesNoExample(rule)) {
      Warn(rule, "matches-no-example",
           "rule '" + rule.id + "' matches nothing in any of its own examples",
           sign.empty() ? "`factmill rules explain --rule " + rule.id +
                              "` says of a sentence how far the rule gets"
                        : "write '" + FoldPhrase(sign) + "' for '" + sign +
                              "': rules see plain signs and simplified characters");
      return;
    }
    std::map<std::string, int> winners;
    for (const ExampleResult& result : results) {
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

  const RuleSet& set_;
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
