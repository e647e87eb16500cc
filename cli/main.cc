#include <re2/re2.h>
#include <sqlite3.h>
#include <unicode/uchar.h>
#include <unicode/uvernum.h>

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "base/diagnostic.h"
#include "cli/command.h"
#include "cli/memory.h"

namespace factmill {
namespace {

std::string VersionText() {
  std::string text = "factmill " FACTMILL_VERSION "\n";
  // RE2 has no version of its own to ask for; this is Debian 12's package.
  text += "RE2 " FACTMILL_RE2_VERSION "\n";
  text += "ICU " U_ICU_VERSION " (Unicode " U_UNICODE_VERSION ")\n";
  text += std::string("SQLite ") + sqlite3_libversion();
  return text;
}

// CLI11's own message, with the command that was perhaps meant.
int UsageError(const CLI::App& app, const CLI::Error& error, int argc, char** argv) {
  std::string message = error.what();
  std::string help = "run 'factmill --help' for the commands";
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  const auto chosen = app.get_subcommands();
  if (!chosen.empty()) {
    help = "run 'factmill " + chosen.front()->get_name() + " --help' for its options";
  } else if (argc > 1 && argv[1][0] != '-') {
    message = std::string("there is no command '") + argv[1] + "'";
    const std::string meant = DidYouMean(argv[1], names);
    if (!meant.empty()) message += "; did you mean '" + meant + "'?";
  }
  std::fprintf(stderr, "factmill: error: %s\n  help: %s\n", message.c_str(), help.c_str());
  return kExitUsage;
}

int Main(int argc, char** argv) {
  PreferLargePages();
  std::setlocale(LC_ALL, "C");
  std::signal(SIGPIPE, SIG_IGN);  // A closed stdout is a write error, not a death.
  CLI::App app{
      "factmill reads news articles in Chinese and English and turns every figure in\n"
      "them into a fact in a SQLite database, with the bytes it came from."};
  app.name("factmill");
  app.set_version_flag("--version", VersionText());
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 fine; 1 ran, but some inputs or tests failed; 2 usage, configuration\n"
      "or rule error, nothing was done; 3 database error; 4 verification mismatch.");
  int exit = kExitOk;
  AddIngestCommand(&app, &exit);
  AddFactsCommand(&app, &exit);
  AddShowCommand(&app, &exit);
  AddSourcesCommand(&app, &exit);
  AddVerifyCommand(&app, &exit);
  AddDumpCommand(&app, &exit);
  AddReadCommand(&app, &exit);
  AddExtractCommand(&app, &exit);
  AddRulesCommand(&app, &exit);
  AddEvalCommand(&app, &exit);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {  // --help, --version.
    exit = app.exit(e);
  } catch (const CLI::Error& e) {
    return UsageError(app, e, argc, argv);
  }
  // What failed to be written earlier fails again here, and says why.
  errno = 0;
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    std::fprintf(stderr, "factmill: error: cannot write to stdout: %s\n",
                 errno != 0 ? std::strerror(errno) : "output was lost");
    if (exit == kExitOk) exit = kExitSomeFailed;
  }
  return exit;
}

}  // namespace
}  // namespace factmill

int main(int argc, char** argv) { return factmill::Main(argc, argv); }
