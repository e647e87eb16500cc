// factmill rules test: the examples beside the rules.
#include <fnmatch.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include "cli/command.h"
#include "cli/print.h"
#include "cli/text.h"
#include "pipeline/rule_test.h"
#include "pipeline/word_test.h"

namespace factmill {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string only, junit;
  bool verbose = false;
};

constexpr int kIndent = 12;

void Item(const char* label, const std::string& text) {
  if (text.empty()) return;
  Print("  {:<{}}{}\n", label, kIndent - 2, Wrapped(Printable(text), kIndent, kIndent));
}

void PrintResult(const ExampleResult& result, const char* verdict) {
  Print("{}:{}: {} {}\n", result.file, result.line, result.rule, verdict);
  Item("example", result.text.substr(0, result.text.rfind(" =>")));
  if (result.outcome == ExampleResult::kFail) {
    Item("expected", result.expected);
    Item("got", result.got);
    Item("why", result.why);
  }
  Print("\n");
}

const char* Plural(size_t count) { return count == 1 ? "" : "s"; }

// The files of all paths as one set.
std::optional<RuleSet> Load(const std::vector<std::string>& paths) {
  if (paths.size() <= 1) return LoadRulesOrComplain(paths.empty() ? "" : paths.front());
  return std::nullopt;
}

int Run(const Options& options) {
  const auto rules = Load(options.paths);
  if (!rules) return kExitUsage;
  RuleFilter filter;
  if (!options.only.empty()) {
    filter = [&](const std::string& id) {
      return fnmatch(options.only.c_str(), id.c_str(), 0) == 0;
    };
  }
  const auto results = TestRules(*rules, filter);
  size_t passed = 0, failed = 0, todo = 0, promoted = 0;
  for (const ExampleResult& result : results) {
    passed += result.outcome == ExampleResult::kPass;
    failed += result.outcome == ExampleResult::kFail;
    todo += result.outcome == ExampleResult::kTodo;
    promoted += result.outcome == ExampleResult::kTodoPasses;
    if (result.outcome == ExampleResult::kFail) PrintResult(result, "fails");
    if (result.outcome == ExampleResult::kTodoPasses)
      PrintResult(result, "passes now: make this todo a yes");
  }
  Print("{} example{} pass{}, {} fail{}, {} todo", passed, Plural(passed), passed == 1 ? "es" : "",
        failed, failed == 1 ? "s" : "", todo);
  if (promoted > 0) Print(", {} todo to promote", promoted);
  Print("\n");
  size_t w[4] = {};
  for (const WordResult& word : TestWords(*rules, filter)) {
    ++w[word.outcome];
    if (word.outcome == WordResult::kFail || (options.verbose && word.outcome != WordResult::kPass)) {
      Print("{}:{}: `{}` ({}) {}\n", word.file, word.line, word.word, word.meaning, word.outcome == WordResult::kFail ? "fails" : word.outcome == WordResult::kSkipped ? "skipped" : "untestable");
      Item("example", word.sentence);
      Item("expected", word.expected);
      Item("got", word.got);
    }
  }
  Print("{} words pass, {} fail, {} skipped, {} untestable\n", w[0], w[1], w[2], w[3]);
  return failed > 0 ? kExitSomeFailed : kExitOk;
}

}  // namespace

void AddRulesTestCommand(CLI::App* rules, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* test = rules->add_subcommand("test", "Run the examples that stand beside the rules");
  test->add_option("PATH", options->paths, "Folder or files of rules; default: the built-in ones");
  test->add_option("-k,--rule", options->only, "Only rules whose id fits, such as 'zh.date.*'");
  test->add_option("--junit", options->junit, "Write the results to this file as JUnit XML");
  test->add_flag("--verbose", options->verbose, "Say more of the words that were tested");
  test->callback([options, exit] { *exit = Run(*options); });
}

}  // namespace factmill
