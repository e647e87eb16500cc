// factmill rules: what maintainers ask of their rule files; and `rules test`.
#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "pipeline/rule_test.h"

namespace factmill {
namespace {

int Test(const std::string& path) {
  const auto rules = LoadRulesOrComplain(path);
  if (!rules) return kExitUsage;
  int passed = 0, failed = 0, todo = 0, promoted = 0;
  for (const ExampleResult& result : TestRules(*rules)) {
    switch (result.outcome) {
      case ExampleResult::kPass: ++passed; continue;
      case ExampleResult::kTodo: ++todo; continue;
      case ExampleResult::kTodoPasses:
        ++promoted;
        std::printf("%s:%d:%d: %s: a todo passes now, make it a yes\n  %s\n", result.file.c_str(),
                    result.line, result.column, result.rule.c_str(), result.text.c_str());
        continue;
      case ExampleResult::kFail: break;
    }
    ++failed;
    std::printf("%s:%d:%d: %s fails\n  %s\n  expected  %s\n  got       %s\n", result.file.c_str(),
                result.line, result.column, result.rule.c_str(), result.text.c_str(),
                result.expected.c_str(), result.got.c_str());
  }
  std::printf("%d examples pass, %d fail, %d todo", passed, failed, todo);
  if (promoted > 0) std::printf(", %d todo to promote", promoted);
  std::printf("\n");
  return failed + promoted > 0 ? kExitSomeFailed : kExitOk;
}

}  // namespace

void AddRulesCommand(CLI::App* app, int* exit) {
  CLI::App* rules = app->add_subcommand("rules", "Check and test rule files");
  rules->require_subcommand(1);
  AddRulesCheckCommand(rules, exit);
  auto path = std::make_shared<std::string>();
  CLI::App* test = rules->add_subcommand("test", "Run the examples that stand beside the rules");
  test->add_option("PATH", *path, "Folder or file of rules; default: the built-in ones");
  test->callback([path, exit] { *exit = Test(*path); });
}

}  // namespace factmill
