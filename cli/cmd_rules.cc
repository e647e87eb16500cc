// factmill rules check, and the other commands for maintainers.
#include <algorithm>
#include <cstdio>

#include "base/diagnostic.h"
#include "cli/command.h"
#include "cli/print.h"
#include "rules/cost.h"

namespace factmill {
namespace {

std::string PlaceOf(const RuleCost& cost) { return fmt::format("{}:{}", cost.file, cost.line); }

// The largest rules, long gaps, and the slowest rules.
void PrintCosts(const RuleSet& rules) {
  constexpr size_t kShown = 5;
  std::vector<RuleCost> costs = CostsOf(rules);
  for (const RuleCost& cost : costs) {
    for (const std::string& gap : cost.gaps)
      Print("long gap  {}  {}  in {}\n", cost.id, PlaceOf(cost), gap);
  }
  const double all = MeasureCosts(rules, &costs);
  const size_t shown = std::min(kShown, costs.size());
  const auto top = [&](const auto& more) {
    std::partial_sort(costs.begin(), costs.begin() + static_cast<long>(shown), costs.end(), more);
  };
  top([](const RuleCost& a, const RuleCost& b) { return a.instructions > b.instructions; });
  for (size_t i = 0; i < shown; ++i) {
    Print("largest   {}  {}  {} instructions\n", costs[i].id, PlaceOf(costs[i]),
          costs[i].instructions);
  }
  top([](const RuleCost& a, const RuleCost& b) { return a.ns_per_byte > b.ns_per_byte; });
  for (size_t i = 0; i < shown; ++i) {
    Print("slowest   {}  {}  {:.1f} ns a byte alone, {:.1f} % of all\n", costs[i].id,
          PlaceOf(costs[i]), costs[i].ns_per_byte, 100 * costs[i].ns_per_byte / all);
  }
}

int Check(const std::string& path) {
  int warnings = 0;
  const auto rules = LoadRulesOrComplain(path, &warnings);
  if (!rules) return kExitUsage;
  Print("{} rules and {} units, ", rules->rules().size(), rules->units().size());
  if (warnings == 0)
    Print("no problems\n");
  else
    Print("{} warning{}\n", warnings, warnings == 1 ? "" : "s");
  PrintCosts(*rules);
  return kExitOk;
}

}  // namespace

void AddRulesCommand(CLI::App* app, int* exit) {
  auto path = std::make_shared<std::string>();
  CLI::App* rules = app->add_subcommand("rules", "Check, test and explain rule files");
  rules->require_subcommand(1);
  CLI::App* check =
      rules->add_subcommand("check", "Every problem of every rule file, with its place");
  check->add_option("PATH", *path, "Folder or file of rules; default: the built-in ones");
  check->footer(
      "Then what the rules cost: patterns that run over almost anything for long, the\n"
      "largest rules, and the slowest, each alone on a text of a few KB. A rule of more\n"
      "than 3000 instructions is warned of and one of more than 10000 refused, unless\n"
      "it says why it is large. Exit code 2 if a rule file has a mistake.");
  check->callback([path, exit] { *exit = Check(*path); });
  AddRulesTestCommand(rules, exit);
  AddRulesExplainCommand(rules, exit);
  AddRulesBenchCommand(rules, exit);
}

}  // namespace factmill
