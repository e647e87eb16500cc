// The rules that are built in were read while the program was built; any others, and the same
// with a comment more, are read where they are used.  Nobody sees the difference.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "rules/prepare/built_in.h"
#include "tests/cli/process.h"

namespace factmill {
namespace {

namespace fs = std::filesystem;

std::string ReadAll(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The program's rules in a folder of their own; its name.
std::string CopyRules(const TempFolder& folder, const std::string& added) {
  const fs::path rules = fs::path(FACTMILL_SOURCE_DIR) / "rules";
  for (const auto& entry : fs::recursive_directory_iterator(rules)) {
    if (entry.path().extension() != ".toml") continue;
    folder.Write("rules/" + entry.path().lexically_relative(rules).string(),
                 ReadAll(entry.path()) + added);
  }
  return folder / "rules";
}

std::string Articles() {
  std::string lines;
  for (const auto& entry :
       fs::recursive_directory_iterator(FACTMILL_SOURCE_DIR "/corpus/articles")) {
    if (entry.path().extension() != ".txt" && entry.path().extension() != ".md") continue;
    const nlohmann::json line = {{"id", entry.path().filename().string()},
                                 {"text", ReadAll(entry.path())},
                                 {"date", "2024-05-01"}};
    lines += line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
  return lines;
}

TEST_CASE("the program was built with its rules prepared") { CHECK(!PreparedRules().empty()); }

TEST_CASE("rules that are read give what prepared ones give") {
  const TempFolder same, commented;
  const std::string taken = CopyRules(same, ""), read = CopyRules(commented, "\n# Nothing.\n");
  RunOptions options;
  options.stdin_text = Articles();
  for (const char* engine : {"fast", "plain"}) {
    INFO(engine);
    const auto extract = [&](std::vector<std::string> more) {
      std::vector<std::string> command = {"extract", "--all-mentions", "--engine", engine};
      command.insert(command.end(), more.begin(), more.end());
      const Outcome outcome = Run(command, options);
      INFO(outcome.err);
      REQUIRE(outcome.exit == 0);
      return outcome.out;
    };
    const std::string built_in = extract({});
    CHECK(built_in.size() > 10000);
    CHECK((extract({"--rules", taken}) == built_in));
    CHECK((extract({"--rules", read}) == built_in));
  }
}

TEST_CASE("messages name the files that were given, prepared or not") {
  const TempFolder same, commented;
  const std::string text = "The mill spent about 3 million yuan on 40 looms; costs rose 5%.";
  std::vector<std::string> told;
  for (const std::string& rules : {CopyRules(same, ""), CopyRules(commented, "\n# Nothing.\n")}) {
    std::string out = RunOk({"rules", "explain", text, "--rules", rules});
    CHECK_THAT(out, Catch::Contains(rules + "/"));
    for (size_t at; (at = out.find(rules)) != std::string::npos;)
      out.replace(at, rules.size(), "R");
    told.push_back(out);
  }
  CHECK(told[0] == told[1]);
}

}  // namespace
}  // namespace factmill
