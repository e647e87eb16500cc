// factmill ingest: files and folders into the database.
#include <signal.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/container_options.h"
#include "cli/engine.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/store_catalog.h"
#include "cli/text.h"
#include "db/open.h"
#include "db/store.h"
#include "pipeline/ingest.h"
#include "pipeline/parallel.h"
#include "pipeline/walk.h"

namespace factmill {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string db = "facts.db";
  std::string rules;
  int jobs = DefaultJobs();
  ContainerOptions containers;
  std::vector<std::string> map;
  bool dry_run = false, rehash = false, json = false;
};

std::atomic<int> g_stop{0};  // The signal that asked for an end.

void OnSignal(int signal) { g_stop = signal; }

// The first SIGINT or SIGTERM ends the ingest after a commit, the second at once.
void CatchSignals() {
  struct sigaction action = {};
  action.sa_handler = OnSignal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

int64_t NowNs() {
  std::timespec now;
  std::timespec_get(&now, TIME_UTC);
  return now.tv_sec * int64_t{1000000000} + now.tv_nsec;
}

// The files that make up the database, which a walk must not take for articles.
std::vector<std::string> DatabaseFiles(const std::string& db) {
  const size_t slash = db.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : db.substr(0, slash + 1);
  std::string name = slash == std::string::npos ? db : db.substr(slash + 1);
  char* real = realpath(folder.c_str(), nullptr);
  if (!real) return {};
  name = (std::string(real) == "/" ? "" : std::string(real)) + "/" + name;
  std::free(real);
  return {name, name + "-wal", name + "-shm", name + "-journal", name + "-ingest"};
}

// What --dry-run prints on stdout: a line a file.
class DryRunObserver : public IngestObserver {
 public:
  explicit DryRunObserver(bool print) : print_(print) {}
  void OnFile(const char* what, const std::string& path) override {
    if (print_) Print("{:<8}{}\n", what, Printable(path));
  }

 private:
  bool print_;
};

std::string KindCounts(const IngestSummary& s, uint64_t* all) {
  std::string text;
  *all = 0;
  for (int k = 0; k < kKinds; ++k) {
    if (!s.facts[k]) continue;
    *all += s.facts[k];
    text += fmt::format("{} {} {}", text.empty() ? ":" : ",", s.facts[k],
                        KindName(static_cast<Kind>(k)));
  }
  return text;
}

void PrintSummary(const IngestSummary& s, const Options& options, double seconds) {
  if (options.dry_run) Print("nothing was written (--dry-run)\n");
  Print(
      "sources   {} added, {} changed, {} refreshed, {} unchanged, {} gone, {} failed, "
      "{} unsupported",
      s.added, s.changed, s.refreshed, s.unchanged, s.gone, s.failed, s.unsupported);
  if (s.hidden) Print(" ({} hidden passed over)", s.hidden);
  Print("\n");
  if (s.members || s.members_failed || s.members_unsupported || !s.passed_over.empty()) {
    uint64_t passed_over = 0;
    for (const auto& [what, count] : s.passed_over) passed_over += count;
    Print("members   {} read, {} failed, {} unsupported, {} passed over\n", s.members,
          s.members_failed, s.members_unsupported, passed_over);
  }
  Print("articles  {}\n", s.articles);
  if (options.dry_run) return;
  uint64_t facts;
  const std::string kinds = KindCounts(s, &facts);
  Print("facts     {}{}\nwarnings  {}\n", facts, kinds, s.warnings);
  Print("time      {:.2f} s", seconds);
  if (s.articles && seconds > 0) Print(", {:.0f} articles/s", s.articles / seconds);
  Print("\n");
}

void PrintJson(const IngestSummary& s, const Options& options, double seconds) {
  using Json = nlohmann::ordered_json;
  Json facts = Json::object();
  for (int k = 0; k < kKinds; ++k) facts[std::string(KindName(static_cast<Kind>(k)))] = s.facts[k];
  Json refused = Json::array();
  for (const auto& refusal : s.refusals) {
    refused.push_back({{"path", refusal.path},
                       {"member", refusal.member.empty() ? Json(nullptr) : Json(refusal.member)},
                       {"state", refusal.unsupported ? "unsupported" : "failed"},
                       {"reason", refusal.reason}});
  }
  const Json sources = {{"added", s.added},
                        {"changed", s.changed},
                        {"refreshed", s.refreshed},
                        {"unchanged", s.unchanged},
                        {"gone", s.gone},
                        {"failed", s.failed},
                        {"unsupported", s.unsupported},
                        {"hidden", s.hidden}};
  const Json members = {{"read", s.members},
                        {"failed", s.members_failed},
                        {"unsupported", s.members_unsupported},
                        {"passed_over", s.passed_over}};
  const Json summary = {
      {"database", options.db}, {"dry_run", options.dry_run}, {"interrupted", s.interrupted},
      {"sources", sources},     {"members", members},         {"articles", s.articles},
      {"facts", facts},         {"warnings", s.warnings},     {"seconds", seconds},
      {"refused", refused}};
  Print("{}\n", ToLine(summary));
}

// At most 20 of those that were refused, failures first.
void PrintRefusals(const IngestSummary& s, const std::string& db) {
  constexpr size_t kMost = 20;
  size_t printed = 0;
  for (const bool unsupported : {false, true}) {
    for (const auto& refusal : s.refusals) {
      if (refusal.unsupported != unsupported || printed == kMost) continue;
      ++printed;
      const std::string member = refusal.member.empty() ? "" : " : " + refusal.member;
      Print(stderr, "{:<13}{}: {}\n", unsupported ? "unsupported" : "failed",
            Printable(refusal.path + member), Printable(refusal.reason));
    }
  }
  const uint64_t all = s.failed + s.unsupported + s.members_failed + s.members_unsupported;
  if (all > printed) {
    Print(stderr, "and {} more: factmill sources --failed --db {}\n", all - printed, db);
  }
}

Result<IngestSummary> DryRun(const std::vector<WalkRoot>& roots, const RuleSet& rules,
                             const Options& options, const IngestOptions& how) {
  std::optional<Database> db;
  struct stat info;
  if (stat(options.db.c_str(), &info) == 0 && info.st_size > 0) {
    auto opened = OpenForReading(options.db);
    if (!opened.ok()) return opened.status();
    db.emplace(std::move(*opened));
  }
  ReadOnlyCatalog catalog(db ? &*db : nullptr, EngineOf(rules));
  DryRunObserver observer(!options.json);
  return Ingest(roots, rules, how, &catalog, &observer);
}

Result<IngestSummary> Run(const std::vector<WalkRoot>& roots, const RuleSet& rules,
                          const Options& options, const IngestOptions& how, int64_t started_ns) {
  auto store = Store::Open(options.db);
  if (!store.ok()) return store.status();
  const Engine engine = EngineOf(rules);
  std::vector<RuleFileInfo> files;
  for (const RuleFile& file : rules.files()) files.push_back({file.name, file.relative, file.text});
  const Status status = (*store)->StartRun(engine, started_ns, rules.rules(), files, rules.units());
  if (!status.ok()) return status;
  StoreCatalog catalog(store->get(), engine);
  ProgressLine progress;
  auto summary = Ingest(roots, rules, how, &catalog, &progress);
  if (!summary.ok() || summary->interrupted) return summary;
  const Status finished = (*store)->FinishRun();
  if (!finished.ok()) return finished;
  return summary;
}

int IngestCommand(Options options) {
  const auto start = std::chrono::steady_clock::now();
  const int64_t started_ns = NowNs();
  const Status mapped = ReadFieldMap(options.map, &options.containers);
  if (!mapped.ok()) return Fail(mapped);
  const auto rules = LoadRulesOrComplain(options.rules);
  if (!rules) return kExitUsage;
  auto roots = Walk(options.paths, DatabaseFiles(options.db));
  if (!roots.ok()) return Fail(roots.status());
  CatchSignals();
  IngestOptions how;
  how.jobs = options.jobs;
  how.containers = options.containers;
  how.rehash = options.rehash;
  how.dry_run = options.dry_run;
  how.stop = &g_stop;
  auto summary = options.dry_run ? DryRun(*roots, *rules, options, how)
                                 : Run(*roots, *rules, options, how, started_ns);
  if (!summary.ok()) return Fail(summary.status());
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  PrintRefusals(*summary, options.db);
  if (options.json) {
    PrintJson(*summary, options, seconds.count());
  } else {
    PrintSummary(*summary, options, seconds.count());
  }
  if (summary->interrupted) {
    Print(stderr,
          "factmill: interrupted; what was read is stored, run this again for the "
          "rest\n");
    return 128 + g_stop;
  }
  return summary->failed || summary->members_failed ? kExitSomeFailed : kExitOk;
}

}  // namespace

void AddIngestCommand(CLI::App* app, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app->add_subcommand("ingest", "Read files and folders into the database");
  command->add_option("PATH", options->paths, "Files and folders to read")->required();
  command->add_option("--db", options->db, "The database; made if it is missing")
      ->capture_default_str();
  command->add_option("--rules", options->rules, "Rule files to use instead of the built-in ones");
  command->add_option("--jobs", options->jobs, "Threads that read and extract")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  AddContainerOptions(command, &options->containers, &options->map);
  command
      ->add_option("--max-facts", options->containers.max_facts, "Refuse articles with more facts")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 40))
      ->capture_default_str();
  command->add_flag("--dry-run", options->dry_run, "Say what would be done, write nothing");
  command->add_flag("--rehash", options->rehash,
                    "Read every file again, even if its size and time are as before");
  command->add_flag("--json", options->json, "Print the summary as one JSON object");
  command->footer(
      "Unchanged files are skipped; a file that cannot be read is recorded with its\n"
      "reason and never stops the rest. Hidden files are passed over, links to\n"
      "folders are not followed. While it runs, the file DB-ingest keeps a second\n"
      "ingest out. Of a page the article is read, not the menu. Containers (zip,\n"
      "tar, WARC, JSON lines, JSON, CSV, MHTML, also in gzip or zstd) are read member\n"
      "by member. What passes a limit (--max-...) is refused, and the limit is the\n"
      "reason that is kept. NAME.meta.toml or metadata.csv\n"
      "beside articles says what they do not: title, date, author, site, url, lang.\n"
      "Exit code 1 if some files or members failed: see factmill sources --failed.");
  command->callback([options, exit] { *exit = IngestCommand(*options); });
}

}  // namespace factmill
