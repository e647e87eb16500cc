// factmill verify: does each fact still stand in its file?

#include <algorithm>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "base/sha256.h"
#include "cli/command.h"
#include "cli/engine.h"
#include "cli/print.h"
#include "cli/text.h"
#include "corpus/container.h"
#include "corpus/hints.h"
#include "db/open.h"
#include "db/query.h"
#include "pipeline/file_source.h"
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

// Sources of one file: itself, and if it is a container, its members.
using Group = std::vector<const CurrentSource*>;

class Verifier {
 public:
  Verifier(Database* db, const Options& options, const RuleSet& rules)
      : db_(db), options_(options), rules_(rules), engine_(EngineOf(rules)) {}

  // One a source; reads the file once.  On any thread.
  std::vector<Checked> Check(const Group& group);

 private:
  class Sink;

  // What `found` holds, or why it cannot be had.
  Checked CheckPayload(const CurrentSource& source, Result<Payload> found);
  std::vector<Checked> CheckContainer(const Group& group, const std::string& path);
  Result<std::vector<ClaimedArticle>> Claims(int64_t payload_id, ArticleHints* known);

  std::mutex mutex_;  // Of db_.
  Database* db_;
  const Options& options_;
  const RuleSet& rules_;
  const Engine engine_;
};

Result<std::vector<ClaimedArticle>> Verifier::Claims(int64_t payload_id, ArticleHints* known) {
  const std::lock_guard lock(mutex_);
  auto articles = ArticlesOfPayload(db_, payload_id);
  if (!articles.ok()) return articles.status();
  std::vector<ClaimedArticle> claims;
  for (StoredArticle& article : *articles) {
    ClaimedArticle claim;
    claim.ordinal = article.ordinal;
    claim.text = std::move(article.text);
    // Where it was found is told by its container.
    if (article.url_evidence == "WARC-Target-URI" || article.url_evidence == "Content-Location") {
      known->url = article.url;
      known->url_from = article.url_evidence;
    }
    for (auto& [key, fact] : article.facts) claim.facts.push_back({key, std::move(fact)});
    claims.push_back(std::move(claim));
  }
  return claims;
}

Checked Verifier::CheckPayload(const CurrentSource& source, Result<Payload> found) {
  Checked checked;
  ArticleHints known;
  auto claims = Claims(source.payload.id, &known);
  if (!claims.ok()) {
    checked.database = claims.status();
    return checked;
  }
  for (const ClaimedArticle& article : *claims) checked.facts += article.facts.size();
  if (!found.ok()) {
    checked.missing = found.status().message();
  } else {
    checked.changed = Sha256Hex(found->bytes) != source.payload.sha256;
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
  Payload& payload = *found;
  payload.sha256 = source.payload.sha256;
  payload.media_type = source.payload.media_type;
  payload.known = Merged(ParseHints(source.payload.given), known);
  checked.rederived = source.payload.rules_sha256 == engine_.rules_sha256 &&
                      source.payload.version == engine_.version;
  checked.broken = VerifyPayload(payload, source.payload.charset, *claims,
                                 checked.rederived ? &rules_ : nullptr);
  return checked;
}

// Checks the members that are asked for, as they come.
class Verifier::Sink : public MemberSink {
 public:
  Sink(Verifier* verifier, const Group& group, std::vector<Checked>* all)
      : verifier_(verifier), group_(group), all_(all) {
    for (size_t i = 0; i < group.size(); ++i) wanted_.emplace(group[i]->member, i);
  }
  bool Take(FoundMember found) override {
    const auto at = wanted_.find(found.member);
    if (at == wanted_.end() || at->first.empty()) return true;
    (*all_)[at->second] = verifier_->CheckPayload(*group_[at->second], std::move(found.payload));
    wanted_.erase(at);
    return true;
  }
  bool Refuse(RefusedMember) override { return true; }
  void PassOver(const std::string&) override {}
  // Those that did not come.
  const std::unordered_map<std::string_view, size_t>& missing() const { return wanted_; }

 private:
  Verifier* verifier_;
  const Group& group_;
  std::vector<Checked>* all_;
  std::unordered_map<std::string_view, size_t> wanted_;  // By member.
};

std::vector<Checked> Verifier::CheckContainer(const Group& group, const std::string& path) {
  std::vector<Checked> all(group.size());
  Sink sink(this, group, &all);
  auto file = FileSource::Open(path);
  Status status = file.status();
  std::string sha256;
  if (file.ok()) {
    ContainerOptions options;
    options.max_article_bytes = kMostBytes;
    options.max_depth = 16;
    options.expansion = {uint64_t{1} << 50, uint64_t{1} << 30, 0};
    // As it was read: what fields are called is in the payloads' media types.
    WalkContainer(file->get(), path, group.front()->container, options, &sink);
    auto whole = (*file)->Finish();
    if (whole.ok()) sha256 = whole->sha256;
    status = whole.status();
  }
  for (const auto& [member, i] : sink.missing()) {
    if (!member.empty()) {
      all[i] =
          CheckPayload(*group[i], Status(Code::kUnreadable, "the member is not there any more"));
    } else {
      all[i].missing = status.ok() ? "" : status.message();
      all[i].changed = status.ok() && sha256 != group[i]->payload.sha256;
      all[i].rederived = true;
    }
  }
  return all;
}

std::vector<Checked> Verifier::Check(const Group& group) {
  const CurrentSource& first = *group.front();
  const std::string& root = options_.root.empty() ? first.root : options_.root;
  const std::string path = (root == "/" ? "" : root) + "/" + first.path;
  if (!first.container.empty()) return CheckContainer(group, path);
  std::vector<Checked> all;
  for (const CurrentSource* source : group) {
    auto file = ReadFile(path, kMostBytes);
    Payload payload;
    if (file.ok()) payload.bytes = std::move(file->bytes);
    all.push_back(CheckPayload(
        *source, file.ok() ? Result<Payload>(std::move(payload)) : Result<Payload>(file.status())));
  }
  return all;
}

// Sources are by path, a container before its members.
std::vector<Group> GroupByFile(const std::vector<CurrentSource>& sources) {
  std::vector<Group> groups;
  for (const CurrentSource& source : sources) {
    const bool same = !groups.empty() && !groups.back().front()->container.empty() &&
                      groups.back().front()->root == source.root &&
                      groups.back().front()->path == source.path;
    if (same) {
      groups.back().push_back(&source);
    } else {
      groups.push_back({&source});
    }
  }
  return groups;
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
  auto report = [&](const CurrentSource& source, const Checked& checked) {
    if (!checked.database.ok()) return checked.database;
    const std::string member = source.member.empty() ? "" : " : " + source.member;
    const std::string path = Printable(source.shown_path + member);
    if (payloads.insert(source.payload.id).second) facts += checked.facts;
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
  };
  const std::vector<Group> groups = GroupByFile(*sources);
  const Status status = ParallelInOrder<std::vector<Checked>>(
      groups.size(), options.jobs, 1, [](size_t) { return 0; },
      [&](size_t g) { return verifier.Check(groups[g]); },
      [&](size_t g, std::vector<Checked> all) {
        Status reported;
        for (size_t i = 0; i < all.size() && reported.ok(); ++i) {
          reported = report(*groups[g][i], all[i]);
        }
        return reported;
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
