// factmill rules check: every problem of every rule file, and what the rules cost.
#include <algorithm>
#include <map>
#include <memory>

#include "base/diagnostic.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/problem_report.h"
#include "pipeline/rule_check.h"
#include "rules/cost.h"

namespace factmill {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string format = "text";
  bool json = false;
};

// In file order, then by place.
void Sort(const std::vector<RuleFile>& files, std::vector<Diagnostic>* problems) {
  std::map<std::string, size_t> order;
  for (size_t i = 0; i < files.size(); ++i) order.emplace(files[i].name, i);
  std::stable_sort(problems->begin(), problems->end(),
                   [&](const Diagnostic& a, const Diagnostic& b) {
                     return std::tuple(order[a.file], a.line, a.column) <
                            std::tuple(order[b.file], b.line, b.column);
                   });
}

CheckReport ReportOn(const std::vector<RuleFile>& files) {
  CheckReport report;
  const auto rules = LoadRules(files, &report.problems);
  if (!rules) return report;
  for (Diagnostic& warning : CheckRules(*rules, files))
    report.problems.push_back(std::move(warning));
  Sort(files, &report.problems);
  report.costs.emplace();
  report.costs->rules = rules->rules().size();
  report.costs->units = rules->units().size();
  report.costs->each = CostsOf(*rules);
  report.costs->all_ns_per_byte = MeasureCosts(*rules, &report.costs->each);
  return report;
}

std::string PlaceOf(const RuleCost& cost) { return fmt::format("{}:{}", cost.file, cost.line); }

// The largest rules, long gaps, and the slowest rules.
void PrintCosts(std::vector<RuleCost> costs, double all) {
  constexpr size_t kShown = 5;
  for (const RuleCost& cost : costs) {
    for (const std::string& gap : cost.gaps)
      Print("long gap  {}  {}  in {}\n", cost.id, PlaceOf(cost), gap);
  }
  const auto top = [&](const auto& more) {
    const size_t shown = std::min(kShown, costs.size());
    std::partial_sort(costs.begin(), costs.begin() + static_cast<long>(shown), costs.end(), more);
    return shown;
  };
  const size_t largest =
      top([](const RuleCost& a, const RuleCost& b) { return a.instructions > b.instructions; });
  for (size_t i = 0; i < largest; ++i) {
    Print("largest   {}  {}  {} instructions\n", costs[i].id, PlaceOf(costs[i]),
          costs[i].instructions);
  }
  std::erase_if(costs, [](const RuleCost& cost) { return !cost.ns_per_byte; });
  const size_t slowest =
      top([](const RuleCost& a, const RuleCost& b) { return *a.ns_per_byte > *b.ns_per_byte; });
  for (size_t i = 0; i < slowest; ++i) {
    Print("slowest   {}  {}  {:.1f} ns a byte alone, {:.1f} % of all\n", costs[i].id,
          PlaceOf(costs[i]), *costs[i].ns_per_byte, 100 * *costs[i].ns_per_byte / all);
  }
}

void PrintText(const CheckReport& report) {
  for (const Diagnostic& d : report.problems) Print(stderr, "{}", Render(d));
  if (!report.costs) return;
  const int warnings = report.CountOf(false);
  Print("{} rules and {} units, ", report.costs->rules, report.costs->units);
  if (warnings == 0)
    Print("no problems\n");
  else
    Print("{} warning{}\n", warnings, warnings == 1 ? "" : "s");
  PrintCosts(report.costs->each, report.costs->all_ns_per_byte);
}

int Check(const Options& options) {
  const auto files = ReadRulesOrComplain(options.paths);
  if (!files) return kExitUsage;
  const CheckReport report = ReportOn(*files);
  if (options.json || options.format == "json")
    Print("{}", ToJson(report));
  else if (options.format == "sarif")
    Print("{}", ToSarif(report, FACTMILL_VERSION));
  else
    PrintText(report);
  return report.CountOf(true) > 0 ? kExitUsage : kExitOk;
}

}  // namespace

void AddRulesCheckCommand(CLI::App* rules, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* check =
      rules->add_subcommand("check", "Every problem of every rule file, with its place");
  check->add_option("PATH", options->paths,
                    "Folders or files of rules, taken as one set; default: the built-in ones");
  CLI::Option* format =
      check->add_option("--format", options->format, "text, json or sarif (2.1.0, for code hosts)")
          ->check(CLI::IsMember({"text", "json", "sarif"}))
          ->capture_default_str();
  check->add_flag("--json", options->json, "The same as --format json")->excludes(format);
  check->footer(
      "Mistakes and warnings go to stderr, or all of it as one document to stdout.\n"
      "Warned of are rules without an example, rules that another beats in all of theirs\n"
      "or whose pattern has a sign that no text keeps, slots that no word fills, words\n"
      "that never count or look like patterns, roles that no rule asks for, large rules.\n"
      "Then what the rules cost: patterns that run over almost anything for long, the\n"
      "largest rules, and the slowest, each alone on a text of a few KB. A rule of more\n"
      "than 3000 instructions is warned of and one of more than 10000 refused, unless\n"
      "it says why it is large. Exit code 2 if a rule file has a mistake.");
  check->callback([options, exit] { *exit = Check(*options); });
}

}  // namespace factmill
