// rules/schema.json describes what the loader takes: no key more, no key less.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "rules/keys.h"

namespace factmill {
namespace {

using Names = std::set<std::string>;

const nlohmann::json& Schema() {
  static const nlohmann::json schema = [] {
    std::ifstream in(std::string(FACTMILL_SOURCE_DIR) + "/rules/schema.json");
    return nlohmann::json::parse(in, nullptr, false);
  }();
  return schema;
}

Names KeysIn(const nlohmann::json& properties) {
  Names names;
  for (const auto& [name, value] : properties.items()) names.insert(name);
  return names;
}

Names SetOf(const std::vector<std::string>& names) { return {names.begin(), names.end()}; }

TEST_CASE("the schema has the tables that a rule file may have") {
  REQUIRE(Schema().is_object());
  CHECK(KeysIn(Schema()["properties"]) == SetOf(TopNames()));
  CHECK(Schema()["additionalProperties"] == false);
  for (const std::string& name : TopNames()) {
    if (name == "pieces") continue;
    CHECK(Schema()["properties"][name]["items"]["$ref"] == "#/definitions/" + name);
  }
}

TEST_CASE("the schema has the keys that the loader knows, each with a description") {
  const TableType types[] = {TableType::kUnit,     TableType::kNoun,  TableType::kClassifier,
                             TableType::kTerm,     TableType::kHedge, TableType::kIgnore,
                             TableType::kRegion,   TableType::kRule,  TableType::kRuleOfFigures,
                             TableType::kCondition};
  std::map<std::string, Names> known;  // A rule of either layer is one table there.
  for (const TableType type : types) {
    const auto& [name, keys] = KeysOf(type);
    CHECK(std::is_sorted(keys.begin(), keys.end()));
    known[name].insert(keys.begin(), keys.end());
  }
  CHECK(KeysIn(Schema()["definitions"]).size() == known.size());
  for (const auto& [name, keys] : known) {
    DYNAMIC_SECTION(name) {
      const auto& table = Schema()["definitions"][name];
      CHECK(KeysIn(table["properties"]) == keys);
      CHECK(table["additionalProperties"] == false);
      for (const auto& [key, value] : table["properties"].items()) {
        INFO(key);
        CHECK(value.value("description", "").size() >= 10);
      }
      for (const auto& key : table.value("required", nlohmann::json::array())) {
        CHECK(keys.count(key) == 1);
      }
    }
  }
}

TEST_CASE("the schema has the choices that the loader knows") {
  for (const auto& [name, table] : Schema()["definitions"].items()) {
    for (const auto& [key, value] : table["properties"].items()) {
      INFO(name << "." << key);
      if (key == "bound") CHECK(value["enum"] == kBoundChoices);
      if (key == "case") CHECK(value["enum"] == kCaseChoices);
      if (key == "kind" && name == "rule") CHECK(value["enum"] == kRuleKindChoices);
      if (key == "kind" && name == "unit") CHECK(value["enum"] == kUnitKindChoices);
      if (key == "date") CHECK(value["enum"] == kDateChoices);
      if (key == "scope") CHECK(value["enum"] == kScopeChoices);
      if (key == "language") CHECK(value["enum"] == kLanguageChoices);
    }
  }
}

}  // namespace
}  // namespace factmill
