#include "cli/container_options.h"

#include <algorithm>

#include "base/diagnostic.h"
#include "corpus/fields.h"
#include "pipeline/read_file.h"

namespace factmill {

void AddContainerOptions(CLI::App* command, ContainerOptions* options,
                         std::vector<std::string>* map) {
  command->add_option("--map", *map,
                      "Name a field of JSON or a column of CSV: text=NAME, and title, date, "
                      "author, site, url, lang; names in objects as a.b");
  command->add_option("--max-bytes", options->max_article_bytes, "Refuse larger articles")
      ->check(CLI::Range(int64_t{1}, kMostBytes))
      ->capture_default_str();
  command
      ->add_option("--max-expanded", options->expansion.max_bytes,
                   "Inflate no stream to more bytes")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 50))
      ->capture_default_str();
  command
      ->add_option("--max-ratio", options->expansion.max_ratio,
                   "Inflate no stream to more than so many times its size")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 30))
      ->capture_default_str();
  command
      ->add_option("--max-seconds", options->max_seconds,
                   "Refuse articles that take more processor time to read")
      ->check(CLI::Range(0.0, 1e6))
      ->capture_default_str();
  command->add_option("--max-depth", options->max_depth, "Containers that may lie in one another")
      ->check(CLI::Range(1, 16))
      ->capture_default_str();
}

Status ReadFieldMap(const std::vector<std::string>& map, ContainerOptions* options) {
  for (const std::string& entry : map) {
    const size_t equals = entry.find('=');
    const std::string role = entry.substr(0, equals);
    const auto& roles = FieldRoles();
    if (equals == std::string::npos || equals + 1 == entry.size()) {
      return Status(Code::kInvalid, "--map " + entry + " has no name: say --map text=NAME");
    }
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) {
      const std::string meant = DidYouMean(role, roles);
      return Status(Code::kInvalid,
                    "--map knows no `" + role + "`" +
                        (meant.empty() ? ", only text, title, date, author, site, url, lang"
                                       : "; did you mean `" + meant + "`?"));
    }
    options->fields[role] = entry.substr(equals + 1);
  }
  return Status::Ok();
}

}  // namespace factmill
