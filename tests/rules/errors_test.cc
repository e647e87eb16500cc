// What a maintainer reads after a mistake: errors/WHAT-IS-WRONG.toml gives
// errors/WHAT-IS-WRONG.out, word for word.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "rules/rule_set.h"

namespace factmill {
namespace {

const std::string kErrors = std::string(FACTMILL_SOURCE_DIR) + "/tests/rules/errors";

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  INFO(path << " is missing");
  REQUIRE(in);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::vector<std::string> NamesIn(const std::string& folder) {
  std::vector<std::string> names;
  if (!std::filesystem::is_directory(folder)) return names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// All that is said about the files, as `rules check` prints it.
std::string Complaints(const std::vector<RuleFile>& files) {
  std::vector<Diagnostic> diagnostics;
  const auto rules = LoadRules(files, &diagnostics);
  std::string printed;
  bool failed = false;
  for (const Diagnostic& d : diagnostics) {
    printed += Render(d);
    failed |= d.error;
  }
  CHECK(rules.has_value() == !failed);
  return printed;
}

std::string ComplaintsOf(const std::string& folder, const std::string& name) {
  return Complaints({{name + ".toml", ReadFile(folder + "/" + name + ".toml")}});
}

TEST_CASE("a mistake in a rule file is told with its place and the way out") {
  const auto names = NamesIn(kErrors);
  CHECK(names.size() >= 60);
  for (const std::string& name : names) {
    DYNAMIC_SECTION(name) {
      CHECK(ComplaintsOf(kErrors, name) == ReadFile(kErrors + "/" + name + ".out"));
    }
  }
}

TEST_CASE("no rules are told as such") {
  CHECK(Complaints({}) == "rules: error: there is no [[rule]] in any of the files\n");
}

TEST_CASE("two files may not have one id, and pieces of common.toml are for all") {
  const std::string rule = "[[rule]]\nid = 'a'\nkind = 'number'\npattern = '{q=quantity}{to}'\n";
  CHECK(Complaints({{"rules/common.toml", "[pieces]\nto = '到'\n"}, {"rules/x.toml", rule}}) == "");
  CHECK(Complaints({{"rules/common.toml", "[pieces]\nto = '到'\n"},
                    {"rules/x.toml", rule},
                    {"rules/y.toml", rule}}) ==
        "rules/y.toml:2:6: error: there is a rule 'a' already\n"
        "  id = 'a'\n"
        "       ^~~\n"
        "  help: the first is at rules/x.toml:2\n");
  CHECK(Complaints({{"rules/pieces.toml", "[pieces]\nto = '到'\n"}, {"rules/x.toml", rule}}) ==
        "rules/x.toml:4:24: error: pattern: there is no piece or slot 'to'\n"
        "  pattern = '{q=quantity}{to}'\n"
        "                         ^~~~\n"
        "  help: pieces are defined in [pieces]\n");
}

TEST_CASE("a good file gives no complaint, and its windows line ends do not matter") {
  const std::string unix_text = "[[rule]]\nid = 'a'\nkind = 'number'\npattern = '{q=quantity}x'\n";
  std::string windows_text;
  for (char c : unix_text) windows_text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(Complaints({{"a.toml", unix_text}}) == "");
  CHECK(Complaints({{"a.toml", windows_text}}) == "");
  CHECK(Complaints({{"a.toml", "\xEF\xBB\xBF" + unix_text}}) == "");
  // The line is shown without its carriage return.
  CHECK(Complaints({{"a.toml",
                     "[[rule]]\r\nid = 5\r\nkind = 'number'\r\npattern = '{q=quantity}x'\r\n"}}) ==
        "a.toml:2:6: error: id must be a string in quotes\n"
        "  id = 5\n"
        "       ^\n");
}

TEST_CASE("the rules in the program have no mistake") {
  CHECK(Complaints(EmbeddedRuleFiles()) == "");
}

}  // namespace
}  // namespace factmill
