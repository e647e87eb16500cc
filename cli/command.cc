#include "cli/command.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace factmill {

ExitCode ExitCodeOf(const Status& status) {
  switch (status.code()) {
    case Code::kOk: return kExitOk;
    case Code::kInvalid:
    case Code::kNotFound: return kExitUsage;
    case Code::kUnreadable: return kExitSomeFailed;
    case Code::kDatabase: return kExitDatabase;
    case Code::kMismatch: return kExitMismatch;
  }
  return kExitUsage;
}

ExitCode Fail(const Status& status) {
  std::fprintf(stderr, "factmill: error: %s\n", status.message().c_str());
  return ExitCodeOf(status);
}

std::optional<RuleSet> LoadRulesOrComplain(const std::string& path, int* warnings) {
  return LoadRulesOrComplain(
      path.empty() ? std::vector<std::string>() : std::vector<std::string>{path}, warnings);
}

std::optional<RuleSet> LoadRulesOrComplain(const std::vector<std::string>& paths, int* warnings) {
  std::vector<RuleFile> files;
  if (paths.empty()) files = EmbeddedRuleFiles();
  for (const std::string& path : paths) {
    auto read = ReadRuleFiles(path);
    if (!read.ok()) {
      Fail(read.status());
      return std::nullopt;
    }
    std::move(read->begin(), read->end(), std::back_inserter(files));
  }
  std::vector<Diagnostic> diagnostics;
  auto rules = LoadRules(files, &diagnostics);
  for (const Diagnostic& d : diagnostics) {
    std::fputs(Render(d).c_str(), stderr);
    if (warnings != nullptr) *warnings += !d.error;
  }
  return rules;
}

}  // namespace factmill
