// factmill rules bench: what each rule costs on a text.
#include <algorithm>
#include <cstring>
#include <fstream>
#include <memory>

#include "cli/article_line.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/text.h"
#include "pipeline/explain.h"
#include "rules/cost.h"

namespace factmill {
namespace {

constexpr size_t kMostBytes = 256 << 10;  // Of a text: each rule reads it four times.
constexpr double kMuch = 0.05;            // Of all the time: worth a word of advice.

struct Options {
  std::string path, text;
  size_t top = 10;
};

// The texts of the lines, up to kMostBytes.
Result<std::vector<std::string>> ReadTexts(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Status(Code::kInvalid, "cannot read '" + path + "': " + std::strerror(errno));
  std::vector<std::string> texts;
  ArticleLineReader reader;
  size_t bytes = 0, number = 0;
  for (std::string line; bytes < kMostBytes && std::getline(in, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto article = reader.Read(line);
    if (!article.ok()) {
      return Status(Code::kInvalid,
                    path + ":" + std::to_string(number) + ": " + article.status().message());
    }
    bytes += article->text.size();
    if (!article->text.empty()) texts.push_back(std::move(article->text));
  }
  if (texts.empty()) return Status(Code::kInvalid, "there is no text in '" + path + "'");
  return texts;
}

int Run(const Options& options) {
  const auto rules = LoadRulesOrComplain(options.path);
  if (!rules) return kExitUsage;
  std::vector<std::string> texts;
  if (!options.text.empty()) {
    auto read = ReadTexts(options.text);
    if (!read.ok()) return Fail(read.status());
    texts = std::move(*read);
  }
  std::vector<RuleCost> costs = CostsOf(*rules);
  const double all = MeasureCosts(*rules, &costs, texts);
  std::erase_if(costs, [](const RuleCost& cost) { return !cost.ns_per_byte; });
  std::stable_sort(costs.begin(), costs.end(), [](const RuleCost& a, const RuleCost& b) {
    return *a.ns_per_byte > *b.ns_per_byte;
  });
  costs.resize(std::min(costs.size(), options.top));
  Print("{} rules together: {:.1f} ns a byte, {:.1f} MB/s\n", rules->rules().size(), all,
        1000 / std::max(all, 1e-3));
  Table table({{"rule", 32}, {"ns a byte", 9, true}, {"of all", 8, true}, {"place", 40}});
  for (const RuleCost& cost : costs) {
    table.Add({cost.id, fmt::format("{:.2f}", *cost.ns_per_byte),
               fmt::format("{:.1f} %", 100 * *cost.ns_per_byte / all),
               fmt::format("{}:{}", cost.file, cost.line)});
  }
  Print("{}", table.Render());
  bool others = false;  // Of which there is nothing to say.
  for (const RuleCost& cost : costs) {
    if (*cost.ns_per_byte < kMuch * all) break;
    const std::string advice = AdviceOn(*FindRule(*rules, cost.id));
    others |= advice.empty();
    if (!advice.empty()) Print("\n{}\n  {}\n", cost.id, Wrapped(advice, 2, 2));
  }
  if (others) Print("\nThe others begin with what is frequent, such as a number.\n");
  return kExitOk;
}

}  // namespace

void AddRulesBenchCommand(CLI::App* rules, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* bench = rules->add_subcommand("bench", "What each rule costs on a text");
  bench->add_option("PATH", options->path, "Folder or file of rules; default: the built-in ones");
  bench->add_option("--text", options->text,
                    "NDJSON with a \"text\" a line, of which 256 KB are read; default: a text of a "
                    "few KB");
  bench->add_option("--top", options->top, "How many rules are shown")->capture_default_str();
  bench->footer(
      "Each rule is timed alone. Rules share work, so that the parts may add up to more\n"
      "than the whole; times vary from run to run, and the order tells. Of rules that\n"
      "take 5 % or more it is said what can be done. Times are of layer 1 only.");
  bench->callback([options, exit] { *exit = Run(*options); });
}

}  // namespace factmill
