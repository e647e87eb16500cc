#include "cli/command.h"

#include <cstdio>
#include <filesystem>
#include <set>

#include "cli/prepare/built_in.h"
#include "rules/prepared.h"

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

std::optional<std::vector<RuleFile>> ReadRulesOrComplain(const std::vector<std::string>& paths) {
  if (paths.empty()) return EmbeddedRuleFiles();
  std::vector<RuleFile> files;
  std::set<std::string> seen;
  bool failed = false;
  for (const std::string& path : paths) {
    auto read = ReadRuleFiles(path);
    if (!read.ok()) {
      Fail(read.status());
      failed = true;
      continue;
    }
    for (RuleFile& file : *read) {
      std::error_code ignored;
      const auto name = std::filesystem::weakly_canonical(file.name, ignored).string();
      if (seen.insert(name).second) files.push_back(std::move(file));
    }
  }
  if (failed) return std::nullopt;
  return files;
}

std::optional<RuleSet> LoadRulesOrComplain(const std::string& path) {
  return LoadRulesOrComplain(path.empty() ? std::vector<std::string>()
                                          : std::vector<std::string>{path});
}

std::optional<RuleSet> LoadRulesOrComplain(const std::vector<std::string>& paths) {
  const auto files = ReadRulesOrComplain(paths);
  if (!files) return std::nullopt;
  std::optional<RuleSet> rules = TakePrepared(PreparedRules(), *files);
  if (!rules) {
    std::vector<Diagnostic> diagnostics;
    rules = LoadRules(*files, &diagnostics);
    for (const Diagnostic& d : diagnostics) std::fputs(Render(d).c_str(), stderr);
  }
  // The process ends with them: to take hundreds of rules apart only costs time.
  static auto& kept = *new std::vector<RuleSet>;
  if (rules) kept.push_back(*rules);
  return rules;
}

}  // namespace factmill
