// factmill verify: does each fact still stand in its file?

#include <algorithm>
#include <memory>
#include <mutex>
#include <unordered_set>

#include "base/sha256.h"
#include "cli/command.h"
#include "cli/engine.h"
#include "cli/print.h"
#include "cli/text.h"
#include "db/open.h"
#include "db/query.h"
#include "pipeline/parallel.h"
#include "pipeline/read_file.h"
#include "pipeline/verify.h"

namespace factmill {
namespace {

struct Options {
  std::string db = "facts.db";
  std::string root, rules;
  int jobs = DefaultJobs();
};

// What became of one source.
struct Checked {
  Status database;     // If it could not be asked.
  uint64_t facts = 0;  // Claimed of it.
  bool rederived = false;
  std::string missing;   // Why the file cannot be read; "" if it can.
  bool changed = false;  // It holds other bytes.
  std::vector<BrokenFact> broken;
};

class Verifier {
 public:
  Verifier(Database* db, const Options& options, const RuleSet& rules)
      : db_(db), options_(options), rules_(rules), engine_(EngineOf(rules)) {}

  // On any thread.
  Checked Check(const CurrentSource& source);

 private:
  Result<std::vector<ClaimedArticle>> Claims(int64_t payload_id);

  std::mutex mutex_;  // Of db_.
  Database* db_;
  const Options& options_;
  const RuleSet& rules_;
  const Engine engine_;
};

Result<std::vector<ClaimedArticle>> Verifier::Claims(int64_t payload_id) {
  const std::lock_guard lock(mutex_);
  auto articles = ArticlesOfPayload(db_, payload_id);
  if (!articles.ok()) return articles.status();
  std::vector<ClaimedArticle> claims;
  for (StoredArticle& article : *articles) {
    ClaimedArticle claim;
    claim.ordinal = article.ordinal;
    claim.text = std::move(article.text);
    for (auto& [key, fact] : article.facts) claim.facts.push_back({key, std::move(fact)});
    claims.push_back(std::move(claim));
  }
  return claims;
}

Checked Verifier::Check(const CurrentSource& source) {
  Checked checked;
  auto claims = Claims(source.payload.id);
  if (!claims.ok()) {
    checked.database = claims.status();
    return checked;
  }
  for (const ClaimedArticle& article : *claims) checked.facts += article.facts.size();
  const std::string& root = options_.root.empty() ? source.root : options_.root;
  auto file = ReadFile((root == "/" ? "" : root) + "/" + source.path, kMostBytes);
  if (!file.ok()) {
    checked.missing = file.status().message();
  } else {
    checked.changed = Sha256Hex(file->bytes) != source.payload.sha256;
  }
  if (!checked.missing.empty() || checked.changed) {
    const std::string reason = checked.changed ? "the file has changed" : "the file cannot be read";
    for (const ClaimedArticle& article : *claims) {
      for (const ClaimedFact& claim : article.facts) {
        checked.broken.push_back({claim.fact_key, claim.fact.quote, reason});
      }
    }
    return checked;
  }
  Payload payload;
  payload.bytes = std::move(file->bytes);
  payload.sha256 = source.payload.sha256;
  payload.media_type = source.payload.media_type;
  checked.rederived = source.payload.rules_sha256 == engine_.rules_sha256 &&
                      source.payload.version == engine_.version;
  checked.broken = VerifyPayload(payload, source.payload.charset, *claims,
                                 checked.rederived ? &rules_ : nullptr);
  return checked;
}

int VerifyCommand(const Options& options) {
  auto db = OpenForReading(options.db);
  if (!db.ok()) return Fail(db.status());
  const auto rules = LoadRulesOrComplain(options.rules);
  if (!rules) return kExitUsage;
  auto sources = CurrentSources(&*db);
  if (!sources.ok()) return Fail(sources.status());
  Verifier verifier(&*db, options, *rules);
  uint64_t facts = 0, missing = 0, changed = 0, not_rederived = 0;
  // A payload in several files has its facts once.
  std::unordered_set<int64_t> payloads;
  std::unordered_set<std::string> broken;
  const Status status = ParallelInOrder<Checked>(
      sources->size(), options.jobs, 1, [](size_t) { return 0; },
      [&](size_t i) { return verifier.Check((*sources)[i]); },
      [&](size_t i, Checked checked) {
        if (!checked.database.ok()) return checked.database;
        const std::string path = Printable((*sources)[i].shown_path);
        if (payloads.insert((*sources)[i].payload.id).second) facts += checked.facts;
        changed += checked.changed;
        if (!checked.missing.empty()) {
          ++missing;
          Print("missing  {}: {}\n", path, checked.missing);
        } else if (checked.changed) {
          Print("changed  {}: its bytes are not those that were read\n", path);
        } else {
          not_rederived += !checked.rederived;
        }
        for (const BrokenFact& fact : checked.broken) {
          broken.insert(fact.fact_key);
          Print("broken   {}  {}  \"{}\": {}\n", fact.fact_key, path, Printable(fact.quote),
                Printable(fact.reason));
        }
        return Status::Ok();
      });
  if (!status.ok()) return Fail(status);
  Print("{} sources: {} as they were read, {} changed, {} missing\n", sources->size(),
        sources->size() - changed - missing, changed, missing);
  Print("{} facts: {} hold, {} do not\n", facts, facts - std::min<uint64_t>(facts, broken.size()),
        broken.size());
  if (not_rederived) {
    Print(stderr,
          "factmill: note: {} sources were read by other rules or another version, so "
          "their values were not derived again: name the rules with --rules, or "
          "ingest again\n",
          not_rederived);
  }
  return !broken.empty() || missing || changed ? kExitMismatch : kExitOk;
}

}  // namespace

void AddVerifyCommand(CLI::App* app, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app->add_subcommand(
      "verify", "Read each source again and check that every fact still stands in it");
  command->add_option("--db", options->db, "The database")->capture_default_str();
  command->add_option("--root", options->root, "Where the sources lie now, if they were moved");
  command->add_option("--rules", options->rules,
                      "The rules of the ingest, if not the built-in ones");
  command->add_option("--jobs", options->jobs, "Threads that read and extract")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->footer(
      "Checks each file's SHA-256, that the bytes of each fact read its quote, and\n"
      "that the rules still give its value. Exit code 4 if anything differs.");
  command->callback([options, exit] { *exit = VerifyCommand(*options); });
}

}  // namespace factmill
