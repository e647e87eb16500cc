// The sample articles against the facts that a person marked in them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "base/metric_id.h"
#include "base/sha256.h"
#include "corpus/reader.h"
#include "pipeline/extract.h"
#include "tests/temp_folder.h"

namespace factmill {
namespace {

using Json = nlohmann::json;

const std::string kArticles = std::string(FACTMILL_SOURCE_DIR) + "/corpus/articles";
const std::string kExpected = std::string(FACTMILL_SOURCE_DIR) + "/corpus/expected";

std::string Line(const Json& fact) {
  const auto text = [&](const char* key) {
    return fact[key].is_null() ? "-" : fact[key].get<std::string>();
  };
  return std::to_string(fact["start"].get<int>()) + " " + text("kind") + " '" + text("quote") +
         "' " + text("value") + ".." + text("value_max") + " " + text("unit") + " " +
         text("approx") + " " + text("edtf");
}

// Which metric a fact is said to have, where a sample says so.
std::string MetricLine(int start, const std::string& id) {
  return std::to_string(start) + " measures " + id;
}

std::string Line(const Fact& fact) {
  const Value& v = fact.value;
  const auto text = [](const std::string& s) { return s.empty() ? "-" : s; };
  const auto number = [](const std::optional<Decimal>& d) { return d ? d->ToString() : "-"; };
  return std::to_string(fact.char_start) + " " + std::string(KindName(v.kind)) + " '" + fact.quote +
         "' " + number(v.value) + ".." + number(v.value_max) + " " + text(v.unit) + " " +
         std::string(BoundName(v.bound)) + " " + text(v.edtf);
}

Extraction ExtractFile(const std::string& path, const RuleSet& rules) {
  Payload payload;
  payload.bytes = ReadAll(path);
  payload.sha256 = Sha256Hex(payload.bytes);
  payload.media_type = MediaTypeOf(path);
  const auto articles = ReadPayload(payload);
  REQUIRE(articles.ok());
  REQUIRE(articles->size() == 1);
  return Extract(articles->front(), rules, {});
}

RuleSet BuiltInRules() {
  std::vector<Diagnostic> diagnostics;
  auto rules = LoadRules(EmbeddedRuleFiles(), &diagnostics);
  for (const Diagnostic& d : diagnostics) UNSCOPED_INFO(Render(d));
  REQUIRE(rules.has_value());
  return *rules;
}

TEST_CASE("the sample articles give the facts that were marked in them") {
  const RuleSet rules = BuiltInRules();
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(kArticles)) {
    files.push_back(entry.path().filename());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 16);
  int facts = 0, todo = 0;
  for (const std::string& file : files) {
    INFO(file);
    std::set<std::string> found, metrics;
    for (const Fact& fact : ExtractFile(kArticles + "/" + file, rules).facts) {
      found.insert(Line(fact));
      metrics.insert(MetricLine(static_cast<int>(fact.char_start), MetricId(fact)));
    }
    std::ifstream expected(kExpected + "/" + file + ".jsonl");
    REQUIRE(expected.good());
    std::set<int> known_misses;  // Where a fact is known to come out otherwise.
    for (std::string line; std::getline(expected, line);) {
      const Json fact = Json::parse(line);
      if (fact.contains("todo")) {
        ++todo;
        known_misses.insert(fact["start"].get<int>());
        CHECK(found.count(Line(fact)) == 0);  // It is right now: take the todo out.
        continue;
      }
      ++facts;
      CHECK(found.count(Line(fact)) == 1);
      found.erase(Line(fact));
      if (fact.contains("metric")) {
        const auto metric = MetricLine(fact["start"].get<int>(), fact["metric"].get<std::string>());
        INFO(metric);
        CHECK(metrics.count(metric) == 1);
      }
    }
    for (const std::string& extra : found) {
      INFO("extra: " << extra);
      CHECK(known_misses.count(std::stoi(extra)) == 1);
    }
  }
  CHECK(facts >= 600);
  CHECK(todo <= 8);
}

}  // namespace
}  // namespace factmill
