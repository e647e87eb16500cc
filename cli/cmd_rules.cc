// factmill rules: what maintainers ask of their rule files.
#include "cli/command.h"

namespace factmill {

void AddRulesCommand(CLI::App* app, int* exit) {
  CLI::App* rules = app->add_subcommand("rules", "Check, test and explain rule files");
  rules->require_subcommand(1);
  AddRulesCheckCommand(rules, exit);
  AddRulesTestCommand(rules, exit);
  AddRulesExplainCommand(rules, exit);
  AddRulesDiffCommand(rules, exit);
  AddRulesCoverCommand(rules, exit);
  AddRulesFmtCommand(rules, exit);
  AddRulesNewCommand(rules, exit);
  AddRulesBenchCommand(rules, exit);
}

}  // namespace factmill
