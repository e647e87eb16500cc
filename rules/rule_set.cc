#include "rules/rule_set.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "rules/compiled.h"
#include "rules/limits.h"

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
const std::vector<RuleFile>& RuleSet::files() const { return compiled_->files; }

namespace {

namespace fs = std::filesystem;

// The names of all *.toml below `folder`.
Result<std::vector<std::string>> NamesBelow(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (it.depth() > kDeepestRuleFolder) {
      return Status(Code::kInvalid, "the folders in '" + folder + "' are nested more than " +
                                        std::to_string(kDeepestRuleFolder) + " deep");
    }
    std::error_code ignored;  // Of a link to nowhere.
    if (it->path().extension() == ".toml" && it->is_regular_file(ignored))
      names.push_back(it->path().string());
    if (names.size() > kMostRuleFiles) {
      return Status(Code::kInvalid, "there are more than " + std::to_string(kMostRuleFiles) +
                                        " rule files in '" + folder + "'");
    }
  }
  if (error) return Status(Code::kUnreadable, "cannot list '" + folder + "': " + error.message());
  if (names.empty()) return Status(Code::kNotFound, "there is no .toml file in '" + folder + "'");
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

Result<std::vector<RuleFile>> ReadRuleFiles(const std::string& path) {
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  std::vector<std::string> names = {path};
  if (is_folder) {
    auto below = NamesBelow(path);
    if (!below.ok()) return below.status();
    names = std::move(*below);
  } else if (!fs::exists(path, error)) {
    return Status(Code::kNotFound, "there is no rule file or folder '" + path + "'");
  } else if (!fs::is_regular_file(path, error)) {
    return Status(Code::kInvalid, "'" + path + "' is neither a file nor a folder");
  }
  std::vector<RuleFile> files;
  size_t left = kMostRuleBytes;
  for (const std::string& name : names) {
    std::ifstream in(name, std::ios::binary);
    if (!in) {
      return Status(Code::kInvalid,
                    "cannot read rule file '" + name + "': " + std::strerror(errno));
    }
    // No more than one byte too many is read, whatever the file says of its size.
    const uintmax_t said = fs::file_size(name, error);
    const size_t most = error ? left : static_cast<size_t>(std::min<uintmax_t>(said, left));
    std::string text(most + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) {
      return Status(Code::kInvalid,
                    "cannot read rule file '" + name + "': " + std::strerror(errno));
    }
    text.resize(static_cast<size_t>(in.gcount()));
    text.shrink_to_fit();
    if (text.size() > left) {
      return Status(Code::kInvalid, is_folder
                                        ? "the rule files in '" + path + "' are larger than 4 MB"
                                        : "rule file '" + name + "' is larger than 4 MB");
    }
    left -= text.size();
    const fs::path relative =
        is_folder ? fs::path(name).lexically_relative(path) : fs::path(name).filename();
    files.push_back({name, std::move(text), relative.generic_string()});
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
