// factmill rules fmt: rule files as they should look.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "cli/command.h"
#include "cli/print.h"
#include "rules/format.h"

namespace factmill {
namespace {

struct Options {
  std::vector<std::string> paths;
  bool check = false;
};

constexpr const char* kStdin = "-";

// Puts `text` in the place of the file at once; what goes wrong leaves it as it was.
Status Replace(const std::string& name, const std::string& text) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path file = fs::canonical(name, error);  // Where a link leads.
  const fs::path fresh = file.string() + ".fmt-" + std::to_string(getpid());
  if (!error) {
    std::ofstream out(fresh, std::ios::binary);
    out << text << std::flush;
    if (!out) error = std::make_error_code(std::errc::io_error);
  }
  if (!error) fs::permissions(fresh, fs::status(file).permissions(), error);
  if (!error) fs::rename(fresh, file, error);
  if (!error) return Status::Ok();
  std::error_code ignored;
  fs::remove(fresh, ignored);
  return {Code::kUnreadable, "cannot write '" + name + "': " + error.message()};
}

Result<std::vector<RuleFile>> ReadAll(const std::vector<std::string>& paths) {
  std::vector<RuleFile> files;
  for (const std::string& path : paths) {
    if (path == kStdin) {
      files.push_back({kStdin, std::string(std::istreambuf_iterator<char>(std::cin), {})});
      continue;
    }
    auto read = ReadRuleFiles(path);
    if (!read.ok()) return read.status();
    std::move(read->begin(), read->end(), std::back_inserter(files));
  }
  return files;
}

int Run(const Options& options) {
  const auto files = ReadAll(options.paths);
  if (!files.ok()) return Fail(files.status());
  std::vector<std::string> formatted;
  std::vector<Diagnostic> diagnostics;
  for (const RuleFile& file : *files) {
    auto text = FormatRuleFile(file, &diagnostics);
    if (text) formatted.push_back(std::move(*text));
  }
  for (const Diagnostic& d : diagnostics) Print(stderr, "{}", Render(d));
  if (formatted.size() < files->size()) return kExitUsage;
  int exit = kExitOk;
  for (size_t i = 0; i < formatted.size(); ++i) {
    const std::string& name = (*files)[i].name;
    if (name == kStdin && !options.check) Print("{}", formatted[i]);
    if (formatted[i] == (*files)[i].text) continue;
    if (options.check) {
      exit = kExitSomeFailed;
    } else if (name != kStdin) {
      const Status status = Replace(name, formatted[i]);
      if (!status.ok()) {
        exit = Fail(status);
        continue;
      }
    }
    if (name != kStdin || options.check) Print("{}\n", name);
  }
  return exit;
}

}  // namespace

void AddRulesFmtCommand(CLI::App* rules, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* fmt = rules->add_subcommand("fmt", "Write rule files as they should look");
  fmt->add_option("PATH", options->paths, "Folders or files of rules; - is stdin to stdout")
      ->required();
  fmt->add_flag("--check", options->check,
                "Write nothing; exit code 1 if a file should look different");
  fmt->footer(
      "One blank line between tables, the = of a table in one column, no blanks at the\n"
      "ends of lines. Comments and strings stay, and so does what the file says; a file\n"
      "that is no TOML is told of, and then none is written. Prints the names of the\n"
      "files that change.");
  fmt->callback([options, exit] { *exit = Run(*options); });
}

}  // namespace factmill
