#include "rules/rule_set.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "rules/compiled.h"

namespace factmill {

struct EmbeddedFile {
  const char* name;
  const char* text;
};
extern const EmbeddedFile kEmbeddedRules[];  // Made by cmake/embed.cmake.

RuleSet::RuleSet(std::shared_ptr<const CompiledRules> compiled) : compiled_(std::move(compiled)) {}
const std::string& RuleSet::sha256() const { return compiled_->sha256; }
const std::vector<RuleInfo>& RuleSet::rules() const { return compiled_->infos; }
const std::vector<UnitInfo>& RuleSet::units() const { return compiled_->units; }

Result<std::vector<RuleFile>> ReadRuleFiles(const std::string& path) {
  namespace fs = std::filesystem;
  constexpr uintmax_t kMostBytes = 4 << 20;
  std::error_code error;
  std::vector<std::string> names;
  const bool is_folder = fs::is_directory(path, error);
  if (is_folder) {
    for (fs::recursive_directory_iterator it(path, error), end; !error && it != end;
         it.increment(error)) {
      if (it->path().extension() == ".toml" && it->is_regular_file(error)) {
        names.push_back(it->path().string());
      }
    }
  } else if (fs::exists(path, error)) {
    names.push_back(path);
  } else {
    return Status(Code::kNotFound, "there is no rule file or folder '" + path + "'");
  }
  if (error) return Status(Code::kUnreadable, "cannot list '" + path + "': " + error.message());
  if (names.empty()) return Status(Code::kNotFound, "there is no .toml file in '" + path + "'");
  std::sort(names.begin(), names.end());
  std::vector<RuleFile> files;
  for (const std::string& name : names) {
    if (fs::file_size(name, error) > kMostBytes && !error) {
      return Status(Code::kInvalid, "rule file '" + name + "' is larger than 4 MB");
    }
    std::ifstream in(name, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf() || in.peek() == EOF)) {
      return Status(Code::kInvalid,
                    "cannot read rule file '" + name + "': " + std::strerror(errno));
    }
    const fs::path relative =
        is_folder ? fs::path(name).lexically_relative(path) : fs::path(name).filename();
    files.push_back({name, text.str(), relative.generic_string()});
  }
  return files;
}

std::vector<RuleFile> EmbeddedRuleFiles() {
  constexpr std::string_view kFolder = "rules/";
  std::vector<RuleFile> files;
  for (const EmbeddedFile* file = kEmbeddedRules; file->name != nullptr; ++file) {
    std::string_view relative = file->name;
    if (relative.starts_with(kFolder)) relative.remove_prefix(kFolder.size());
    files.push_back({file->name, file->text, std::string(relative)});
  }
  return files;
}

}  // namespace factmill
