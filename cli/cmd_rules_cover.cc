// factmill rules cover: which rules, alternatives and words the corpus and the
// examples use, and which they never do.
#include <map>
#include <memory>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/text.h"
#include "db/open.h"
#include "db/stored_text.h"
#include "pipeline/cover.h"
#include "pipeline/parallel.h"

namespace factmill {
namespace {

constexpr size_t kBytesAtOnce = 8 << 20;  // Of texts in memory.

struct Options {
  std::string db = "facts.db", rules;
  int jobs = DefaultJobs();
  bool json = false;
};

Status ReadCorpus(const Options& options, Cover* cover) {
  auto db = OpenForReading(options.db);
  if (!db.ok()) return db.status();
  std::vector<CoverText> texts;
  size_t bytes = 0;
  const auto take = [&](StoredText text) {
    bytes += text.text.size();
    texts.push_back({std::move(text.text), std::move(text.published), std::move(text.lang)});
    if (bytes < kBytesAtOnce) return Status::Ok();
    cover->Read(texts, options.jobs);
    texts.clear();
    bytes = 0;
    return Status::Ok();
  };
  const Status status = ReadTexts(&*db, take);
  if (status.ok()) cover->Read(texts, options.jobs);
  return status;
}

std::string PlaceOf(const RuleUses& rule) {
  return fmt::format("{}:{}", rule.rule->file, rule.rule->line);
}

nlohmann::ordered_json ToJson(const Uses& uses) {
  return {{"corpus", uses.corpus}, {"examples", uses.examples}};
}

nlohmann::ordered_json ToJson(const CoverReport& report) {
  auto rules = nlohmann::ordered_json::array(), words = nlohmann::ordered_json::array();
  for (const RuleUses& rule : report.rules) {
    nlohmann::ordered_json out = {
        {"rule", rule.rule->id}, {"file", rule.rule->file}, {"line", rule.rule->line}};
    out.update(ToJson(rule.uses));
    auto& alternatives = out["alternatives"] = nlohmann::ordered_json::array();
    for (const AlternativeUses& alternative : rule.alternatives) {
      nlohmann::ordered_json one = {{"pattern", alternative.written}};
      one.update(ToJson(alternative.uses));
      alternatives.push_back(std::move(one));
    }
    rules.push_back(std::move(out));
  }
  for (const WordUses& word : report.words) {
    nlohmann::ordered_json out = {
        {"word", word.word}, {"table", word.table}, {"file", word.file}, {"line", word.line}};
    out.update(ToJson(word.uses));
    out["stands"] = word.stands;
    words.push_back(std::move(out));
  }
  return {{"texts", report.texts}, {"bytes", report.bytes}, {"rules", rules}, {"words", words}};
}

// Rules in the order of how often they fired, each with its alternatives.
void PrintCounts(const CoverReport& report) {
  std::vector<const RuleUses*> rules;
  for (const RuleUses& rule : report.rules) rules.push_back(&rule);
  std::stable_sort(rules.begin(), rules.end(), [](const RuleUses* a, const RuleUses* b) {
    return a->uses.corpus > b->uses.corpus;
  });
  Table table({{"rule", 64}, {"corpus", 12, true}, {"examples", 8, true}});
  const auto add = [&](const std::string& name, const Uses& uses) {
    table.Add({name, WithSeparators(std::to_string(uses.corpus)), std::to_string(uses.examples)});
  };
  for (const RuleUses* rule : rules) {
    add(rule->rule->id, rule->uses);
    for (const AlternativeUses& alternative : rule->alternatives)
      add("  " + Printable(alternative.written), alternative.uses);
  }
  Print("{}", table.Render());
}

// The rules, and of others the alternatives, that were never used.
void PrintNever(const CoverReport& report, const char* heading, uint64_t Uses::*count) {
  std::string out;
  for (const RuleUses& rule : report.rules) {
    std::string alternatives;
    for (const AlternativeUses& alternative : rule.alternatives) {
      if (alternative.uses.*count == 0)
        alternatives += "    " + Wrapped(Printable(alternative.written), 4, 6) + "\n";
    }
    const bool never = rule.uses.*count == 0;
    if (!never && alternatives.empty()) continue;
    out += fmt::format("  {}  {}\n{}", rule.rule->id, PlaceOf(rule), never ? "" : alternatives);
  }
  if (!out.empty()) Print("\n{}\n{}", heading, out);
}

// The words that stand nowhere in the corpus, by table and place.
void PrintWords(const CoverReport& report) {
  std::map<std::string, std::map<std::pair<std::string, int>, std::string>> tables;
  size_t absent = 0, idle = 0;
  for (const WordUses& word : report.words) {
    if (word.uses.corpus > 0) continue;
    if (word.stands > 0) {
      ++idle;
      continue;
    }
    ++absent;
    std::string& line = tables[word.table][{word.file, word.line}];
    line += (line.empty() ? "" : ", ") + Printable(word.word);
  }
  if (absent > 0) Print("\nwords never met in the corpus\n");
  for (const auto& [table, places] : tables) {
    for (const auto& [place, words] : places) {
      Print("  [[{}]] {}:{}\n    {}\n", table, place.first, place.second, Wrapped(words, 4, 4));
    }
  }
  Print(
      "\n{} of {} words are used in the corpus; {} stand there, but in no figure; {} are never "
      "met\n",
      report.words.size() - absent - idle, report.words.size(), idle, absent);
}

int Run(const Options& options) {
  const auto rules = LoadRulesOrComplain(options.rules);
  if (!rules) return kExitUsage;
  Cover cover(*rules);
  const Status status = ReadCorpus(options, &cover);
  if (!status.ok()) return Fail(status);
  const CoverReport report = cover.Report();
  if (options.json) {
    Print("{}\n", ToLine(ToJson(report)));
    return kExitOk;
  }
  Print("{} texts, {} bytes\n\n", WithSeparators(std::to_string(report.texts)),
        WithSeparators(std::to_string(report.bytes)));
  PrintCounts(report);
  PrintNever(report, "never in the corpus", &Uses::corpus);
  PrintNever(report, "never in an example", &Uses::examples);
  PrintWords(report);
  return kExitOk;
}

}  // namespace

void AddRulesCoverCommand(CLI::App* rules, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* cover = rules->add_subcommand(
      "cover", "Which rules, alternatives and words the corpus and the examples use");
  cover->add_option("--db", options->db, "The database whose texts are read")
      ->capture_default_str();
  cover->add_option("--rules", options->rules,
                    "Folder or file of rules; default: the built-in ones");
  cover->add_option("--jobs", options->jobs, "Threads")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  cover->add_flag("--json", options->json, "All counts, for programs");
  cover->footer(
      "Reads the stored texts of current sources again with these rules, and changes\n"
      "nothing. Counted are the places that a rule won, or of layer 2 the figures that\n"
      "it made and the attributes and links that it said; below a rule the alternatives\n"
      "of its pattern, if it has several; and of a word how often it had its part in\n"
      "one. A word that stands in the corpus, but in no figure, may still keep a\n"
      "shorter word from counting. Examples are the `yes` of the rule.");
  cover->callback([options, exit] { *exit = Run(*options); });
}

}  // namespace factmill
