// factmill sources: the files and members, and what became of each.
#include <memory>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/text.h"
#include "db/open.h"
#include "db/query.h"

namespace factmill {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string db = "facts.db";
  bool failed = false, json = false;
};

Json TextOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

void PrintLine(const SourceState& s) {
  std::string name = s.path + (s.member.empty() ? "" : " : " + s.member);
  std::string about = s.reason;
  if (s.state == "failed" && s.offset) {
    about += (about.empty() ? "" : " ") + fmt::format("[at byte {}]", *s.offset);
  }
  Print("{:<12} {}{}{}\n", s.state, Printable(name), about.empty() ? "" : ": ", Printable(about));
}

void PrintJson(const SourceState& s) {
  const Json line = {{"state", s.state},
                     {"root", s.root},
                     {"path", s.path},
                     {"member", TextOrNull(s.member)},
                     {"container", TextOrNull(s.container)},
                     {"offset", s.offset ? Json(*s.offset) : Json(nullptr)},
                     {"url", TextOrNull(s.url)},
                     {"reason", TextOrNull(s.reason)},
                     {"sha256", TextOrNull(s.sha256)}};
  Print("{}\n", ToLine(line));
}

int SourcesCommand(const Options& options) {
  auto db = OpenForReading(options.db);
  if (!db.ok()) return Fail(db.status());
  const Status status = ListSources(&*db, options.failed, [&](const SourceState& source) {
    if (options.json) {
      PrintJson(source);
    } else {
      PrintLine(source);
    }
    return true;
  });
  return status.ok() ? kExitOk : Fail(status);
}

}  // namespace

void AddSourcesCommand(CLI::App* app, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app->add_subcommand(
      "sources", "List the files and members of containers, and what became of each");
  command->add_option("--db", options->db, "The database")->capture_default_str();
  command->add_flag("--failed", options->failed,
                    "Only those that were refused: state failed or unsupported");
  command->add_flag("--json", options->json, "Print a JSON line a source");
  command->footer(
      "States: current, superseded (it held other bytes once), gone, failed,\n"
      "unsupported. A member that failed has the byte where it begins.");
  command->callback([options, exit] { *exit = SourcesCommand(*options); });
}

}  // namespace factmill
