// factmill rules diff: what an edit of the rules changes in the stored corpus.
#include <algorithm>
#include <map>
#include <memory>

#include "base/utf8.h"
#include "cli/command.h"
#include "cli/engine.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/store_catalog.h"
#include "cli/text.h"
#include "db/open.h"
#include "db/query.h"
#include "pipeline/explain.h"
#include "pipeline/fact_difference.h"
#include "pipeline/parallel.h"

namespace factmill {
namespace {

constexpr size_t kAround = 30;  // Characters before and behind a quote.
constexpr std::string_view kNames[] = {"gained", "lost", "changed"};

struct Options {
  std::string db = "facts.db", rules, format = "text";
  int jobs = DefaultJobs();
  size_t examples = 10;
};

// A change, as it is shown.
struct Shown {
  std::string title, context;
};

// On one line.
std::string OnOneLine(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return Printable(line);
}

// The quote in its sentence.
std::string Context(std::string_view text, const Fact& fact) {
  const size_t begin = ByteOffsetOf(text, fact.char_start);
  const size_t end = begin + ByteOffsetOf(text.substr(begin), fact.char_end - fact.char_start);
  const size_t from = ByteOffsetBefore(text, begin, kAround);
  const std::string_view after = text.substr(end);
  return OnOneLine(text.substr(from, begin - from)) + "⟦" +
         OnOneLine(text.substr(begin, end - begin)) + "⟧" +
         OnOneLine(after.substr(0, ByteOffsetOf(after, kAround)));
}

std::string Meaning(const Fact& fact) {
  std::string text(KindName(fact.value.kind));
  text += " " + Describe(fact.value);
  for (const Attribute& attribute : fact.attributes) {
    text += " " + attribute.role + "=" + attribute.Meaning();
  }
  return text;
}

class Report {
 public:
  Report(Database* db, const Options& options) : db_(db), options_(options) {}

  // Compares an article with what is stored of it.
  Status Add(const OldText& text, const Reread& reread) {
    ++articles_;
    if (reread.same) return Status::Ok();
    ++touched_;
    auto stored = ArticlesOfPayload(db_, text.payload);
    if (!stored.ok()) return stored.status();
    std::vector<Fact> before;
    for (StoredArticle& article : *stored) {
      if (article.ordinal != text.ordinal) continue;
      for (auto& [key, fact] : article.facts) before.push_back(std::move(fact));
    }
    for (const FactChange& change : ChangesBetween(before, reread.extraction.facts)) {
      Take(text, change);
    }
    return Status::Ok();
  }

  bool any() const { return counts_[0] + counts_[1] + counts_[2] > 0; }

  void PrintText() const {
    Print("{} of {} articles can be touched by the edit\n", touched_, articles_);
    if (!any()) {
      Print("no fact is gained, lost or changed\n");
      return;
    }
    Print("{} gained, {} lost, {} changed\n\n", counts_[0], counts_[1], counts_[2]);
    Table table({{"rule", 40}, {"gained", 8, true}, {"lost", 8, true}, {"changed", 8, true}});
    for (const auto& [rule, counts] : by_rule_) {
      std::vector<std::string> cells = {rule};
      for (const size_t count : counts) cells.push_back(count > 0 ? std::to_string(count) : "");
      table.Add(cells);
    }
    Print("{}", table.Render());
    for (const auto type : {FactChange::kGained, FactChange::kLost, FactChange::kChanged}) {
      PrintExamples(type);
    }
  }

 private:
  void Take(const OldText& text, const FactChange& change) {
    const std::string& rule = change.fact().rule;
    ++counts_[change.type];
    ++by_rule_[rule][change.type];
    if (options_.format == "ndjson") return PrintJson(text, change);
    // Examples of every rule, as far as there is room.
    std::vector<Shown>& examples = examples_[{change.type, rule}];
    if (examples.size() >= options_.examples) return;
    std::string title = Meaning(change.fact());
    if (change.type == FactChange::kChanged) {
      title = change.before.rule == rule ? change.difference
                                         : "now by " + rule + ", by " + change.before.rule +
                                               " before: " + Meaning(change.after);
    }
    examples.push_back(
        {std::move(title), Printable(text.path) + ": " + Context(text.text, change.fact())});
  }

  // As many as were asked for, of each rule in turn.
  void PrintExamples(FactChange::Type type) const {
    size_t printed = 0;
    bool more = counts_[type] > 0;
    for (size_t round = 0; more && printed < options_.examples; ++round) {
      more = false;
      for (const auto& [key, examples] : examples_) {
        if (key.first != type || round >= examples.size()) continue;
        if (printed == options_.examples) break;
        if (printed++ == 0) Print("\n{}\n", kNames[type]);
        more = true;
        Print("  {}  {}\n    {}\n", key.second, Printable(examples[round].title),
              Wrapped(examples[round].context, 4, 4));
      }
    }
    if (printed > 0 && printed < counts_[type])
      Print("  and {} more: --format ndjson has them all\n", counts_[type] - printed);
  }

  static void PrintJson(const OldText& text, const FactChange& change) {
    std::string line;
    JsonObject json(&line);
    json.Text("change", kNames[change.type])
        .Text("path", text.path)
        .Text("sha256", text.payload_sha256)
        .Number("ordinal", text.ordinal);
    if (change.type == FactChange::kChanged) json.Text("difference", change.difference);
    if (change.type != FactChange::kGained) json.Fact("before", change.before);
    if (change.type != FactChange::kLost) json.Fact("after", change.after);
    json.End();
    Print("{}\n", line);
  }
  Database* db_;
  const Options& options_;
  size_t articles_ = 0, touched_ = 0;
  size_t counts_[3] = {};
  std::map<std::string, std::array<size_t, 3>> by_rule_;
  std::map<std::pair<FactChange::Type, std::string>, std::vector<Shown>> examples_;
};

int Run(const Options& options) {
  const auto rules = LoadRulesOrComplain(options.rules);
  if (!rules) return kExitUsage;
  auto db = OpenForReading(options.db);
  if (!db.ok()) return Fail(db.status());
  StoredTexts texts(&*db, EngineOf(*rules));
  Report report(&*db, options);
  const Status status = RereadAll(
      &texts, *rules, {options.jobs, true, nullptr},
      [&](const OldText& text, const Reread& reread) { return report.Add(text, reread); });
  if (!status.ok()) return Fail(status);
  if (options.format == "text") report.PrintText();
  return report.any() ? kExitSomeFailed : kExitOk;
}

}  // namespace

void AddRulesDiffCommand(CLI::App* app, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app->add_subcommand("diff", "What an edit of the rules changes in the stored corpus");
  command->add_option("--db", options->db, "The database")->capture_default_str();
  command->add_option("--rules", options->rules,
                      "Folder or file of edited rules; default: the built-in ones");
  command->add_option("--examples", options->examples, "Of each kind of change, in context")
      ->capture_default_str();
  command->add_option("--format", options->format, "text, or ndjson: every change on a line")
      ->check(CLI::IsMember({"text", "ndjson"}).description(""))
      ->type_name("text|ndjson");
  command->add_option("--jobs", options->jobs, "Threads")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->footer(
      "Facts that `ingest` with these rules would add, take out and change, found from\n"
      "the stored texts: no file is read and nothing is written. Only articles that the\n"
      "edit can touch are read again. Exit code 0 if nothing changes, 1 if something does.");
  command->callback([options, exit] { *exit = Run(*options); });
}

}  // namespace factmill
