#include "cli/command.h"
namespace factmill {
void AddRulesCommand(CLI::App* app, int* exit) {
  auto path = std::make_shared<std::string>();
  CLI::App* rules = app->add_subcommand("rules", "Check and test rule files");
  rules->require_subcommand(1);
  CLI::App* check = rules->add_subcommand("check", "Every problem of every rule file");
  check->add_option("PATH", *path, "Folder or file; default: the built-in rules");
  check->callback([path, exit] {
    *exit = LoadRulesOrComplain(*path) ? kExitOk : kExitUsage;
  });
}
void AddEvalCommand(CLI::App*, int*) {}
}  // namespace factmill
