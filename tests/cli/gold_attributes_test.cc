// Period, status and change of annotated news that lies beside the repository, by the
// labels of tests/gold: on the part that no rule was tuned on.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cli/process.h"

namespace factmill {
namespace {

TEST_CASE("period, status and change are right on labels that were not tuned on") {
  const std::string shared = std::string(FACTMILL_SHARED_DIR) + "/cases/";
  const std::string script = std::string(FACTMILL_SOURCE_DIR) + "/tests/gold/score_attributes.py";
  const TempFolder folder;
  std::vector<std::string> command = {"python3", script};
  std::string in;
  for (const char* name : {"gold-en-dev.jsonl", "gold-zh-dev.jsonl", "seeds.jsonl"}) {
    std::ifstream cases(shared + name);
    if (!cases) {
      WARN("skipped: ../shared/cases/" << name << " is not there");
      return;
    }
    command.push_back(shared + name);
    for (std::string line; std::getline(cases, line);) {
      if (line.empty()) continue;
      const auto json = nlohmann::json::parse(line);
      nlohmann::json article = {{"id", json["id"]}, {"text", json["text"]}};
      if (!json["reference_date"].is_null()) article["date"] = json["reference_date"];
      in += article.dump() + "\n";
    }
  }
  RunOptions options;
  options.stdin_text = in;
  const Outcome found = Process({FACTMILL_BINARY, "extract"}, options).Wait();
  REQUIRE(found.exit == 0);
  command.push_back(folder.Write("out.ndjson", found.out));
  command.insert(command.end(), {"--at-least", "90"});
  const Outcome score = Process(command).Wait();
  INFO(score.out << score.err);
  CHECK(score.exit == 0);
}

}  // namespace
}  // namespace factmill
