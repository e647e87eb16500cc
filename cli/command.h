// The commands: one file each. Only cli/ prints, reads argv or exits.
#ifndef FACTMILL_CLI_COMMAND_H_
#define FACTMILL_CLI_COMMAND_H_

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "rules/rule_set.h"

namespace factmill {

// What the program's exit code says; documented in README.md, never changed.
enum ExitCode : int {
  kExitOk = 0,
  kExitSomeFailed = 1,  // It ran, but some inputs failed or some tests failed.
  kExitUsage = 2,       // Usage, configuration or rule error: nothing was done.
  kExitDatabase = 3,
  kExitMismatch = 4,  // Verification found a mismatch.
};

// The exit code for a failure that ends a command.
ExitCode ExitCodeOf(const Status& status);

// Prints "factmill: error: SENTENCE" to stderr and returns the code for it.
ExitCode Fail(const Status& status);

// The files of all paths, each once; those in the binary where there is no path.
// Prints of every path that cannot be read why; then gives nothing.
std::optional<std::vector<RuleFile>> ReadRulesOrComplain(const std::vector<std::string>& paths);

// The rules of `path`, or those in the binary where it is "".  Prints every
// diagnostic to stderr; on any error returns nothing (exit with kExitUsage).
std::optional<RuleSet> LoadRulesOrComplain(const std::string& path);
// The same of several paths that are one set together.
std::optional<RuleSet> LoadRulesOrComplain(const std::vector<std::string>& paths);

// Each adds its subcommand to `app`; running it leaves its exit code in `*exit`.
void AddIngestCommand(CLI::App* app, int* exit);
void AddExtractCommand(CLI::App* app, int* exit);
void AddReadCommand(CLI::App* app, int* exit);
void AddSourcesCommand(CLI::App* app, int* exit);
void AddFactsCommand(CLI::App* app, int* exit);
void AddShowCommand(CLI::App* app, int* exit);
void AddVerifyCommand(CLI::App* app, int* exit);
void AddDumpCommand(CLI::App* app, int* exit);
void AddRulesCommand(CLI::App* app, int* exit);
void AddEvalCommand(CLI::App* app, int* exit);

// The same below `factmill rules`.
void AddRulesCheckCommand(CLI::App* rules, int* exit);
void AddRulesTestCommand(CLI::App* rules, int* exit);
void AddRulesExplainCommand(CLI::App* rules, int* exit);
void AddRulesDiffCommand(CLI::App* rules, int* exit);
void AddRulesCoverCommand(CLI::App* rules, int* exit);
void AddRulesFmtCommand(CLI::App* rules, int* exit);
void AddRulesNewCommand(CLI::App* rules, int* exit);
void AddRulesBenchCommand(CLI::App* rules, int* exit);

}  // namespace factmill

#endif  // FACTMILL_CLI_COMMAND_H_
