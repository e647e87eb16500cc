// factmill dump: the database's logical content, for comparing two of them.
#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "db/open.h"
#include "db/query.h"

namespace factmill {
namespace {

int DumpCommand(const std::string& path) {
  auto db = OpenForReading(path);
  if (!db.ok()) return Fail(db.status());
  const Status status = Dump(&*db, [](std::string_view line) {
    return std::fwrite(line.data(), 1, line.size(), stdout) == line.size() &&
           std::fputc('\n', stdout) != EOF;
  });
  return status.ok() ? kExitOk : Fail(status);
}

}  // namespace

void AddDumpCommand(CLI::App* app, int* exit) {
  auto db = std::make_shared<std::string>("facts.db");
  CLI::App* command = app->add_subcommand(
      "dump", "Print what the database says, without ids, runs and times, in a fixed order");
  command->add_option("--db", *db, "The database")->capture_default_str();
  command->footer(
      "A JSON object a line; two databases with equal dumps say the same. This is\n"
      "what `sqlite3 facts.db < db/dump.sql` prints.");
  command->callback([db, exit] { *exit = DumpCommand(*db); });
}

}  // namespace factmill
