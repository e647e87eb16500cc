// What is doubtful in rules that load: warnings/WHAT.toml gives warnings/WHAT.out,
// word for word.
#include "pipeline/rule_check.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace factmill {
namespace {

const std::string kWarnings = std::string(FACTMILL_SOURCE_DIR) + "/tests/pipeline/warnings";

std::string ReadText(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  INFO(path << " is missing");
  REQUIRE(in);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::string WarningsOf(const std::vector<RuleFile>& files) {
  std::vector<Diagnostic> diagnostics;
  const auto rules = LoadRules(files, &diagnostics);
  std::string printed;
  for (const Diagnostic& d : diagnostics) printed += Render(d);
  INFO(printed);
  REQUIRE(rules);
  for (const Diagnostic& d : CheckRules(*rules, files)) {
    CHECK_FALSE(d.error);
    CHECK(d.code != "mistake");
    printed += Render(d);
  }
  return printed;
}

TEST_CASE("a doubtful rule is told of with its place and the way out") {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kWarnings)) {
    if (entry.path().extension() == ".toml") names.insert(entry.path().stem());
  }
  CHECK(names.size() >= 6);
  for (const std::string& name : names) {
    DYNAMIC_SECTION(name) {
      const std::string file = name + ".toml";
      CHECK(WarningsOf({{file, ReadText(kWarnings + "/" + file), file}}) ==
            ReadText(kWarnings + "/" + name + ".out"));
    }
  }
}

TEST_CASE("a shipped rule has two examples of what it finds, and one of what it leaves alone") {
  const auto rules = [](const char* examples) {
    const std::string text = "[[rule]]\nid = 'a'\nkind = 'number'\npattern = '{q=quantity}件'\n";
    return std::vector<RuleFile>{{"mine/zh/count.toml", text + examples, "zh/count.toml"}};
  };
  const char kOne[] = "yes = ['⟦5件⟧ => 5']\nno = ['件']\n";
  const char kNoNo[] = "yes = ['⟦5件⟧ => 5', '⟦6件⟧ => 6']\n";
  const char kBoth[] = "yes = ['⟦5件⟧ => 5', '⟦6件⟧ => 6']\nno = ['件']\n";
  const std::string place = "mine/zh/count.toml:2:6: warning: rule 'a' has ";
  CHECK(WarningsOf(rules(kOne)) == place +
                                       "one example of what it finds\n  id = 'a'\n       ^~~\n"
                                       "  help: a shipped rule has two yes\n");
  CHECK(WarningsOf(rules(kNoNo)) ==
        place +
            "no example of what it leaves alone\n  id = 'a'\n       ^~~\n"
            "  help: a shipped rule has a no\n");
  CHECK(WarningsOf(rules(kBoth)) == "");
}

TEST_CASE("nothing is doubtful in the rules of the program") {
  CHECK(WarningsOf(EmbeddedRuleFiles()) == "");
}

}  // namespace
}  // namespace factmill
