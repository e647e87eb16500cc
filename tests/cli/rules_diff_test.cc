// rules diff foretells what an ingest by edited rules then does, and that ingest
// leaves what one from nothing would.
#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/cli/ingest_sample.h"

namespace factmill {
namespace {

const std::string kArticles = std::string(FACTMILL_SOURCE_DIR) + "/corpus/articles";
const std::string kRules = std::string(FACTMILL_SOURCE_DIR) + "/rules";

using Place = std::string;
using Changes = std::map<std::string, std::set<Place>>;

// The facts of a dump by key, with all that is said of them.
std::map<std::string, std::string> FactsOf(const std::string& dump) {
  std::map<std::string, std::string> facts;
  std::istringstream lines(dump);
  for (std::string line; std::getline(lines, line);) {
    const auto json = nlohmann::json::parse(line);
    for (const char* kind : {"fact", "attribute", "link"}) {
      if (json.contains(kind)) facts[json[kind]] += line + "\n";
    }
  }
  return facts;
}

Place PlaceOf(const std::string& lines) {
  const auto fact = nlohmann::json::parse(lines.substr(0, lines.find('\n')));
  return fact["payload"].get<std::string>() + " " + fact["char_start"].dump() + " " +
         fact["char_end"].dump() + " " + fact["kind"].get<std::string>();
}

Changes Done(const std::string& before, const std::string& after) {
  const auto old = FactsOf(before), now = FactsOf(after);
  Changes changes;
  for (const auto& [key, lines] : old) {
    const auto found = now.find(key);
    if (found == now.end())
      changes["lost"].insert(PlaceOf(lines));
    else if (found->second != lines)
      changes["changed"].insert(PlaceOf(found->second));
  }
  for (const auto& [key, lines] : now) {
    if (old.count(key) == 0) changes["gained"].insert(PlaceOf(lines));
  }
  return changes;
}

Changes Told(const std::string& ndjson) {
  Changes changes;
  std::istringstream lines(ndjson);
  for (std::string line; std::getline(lines, line);) {
    const auto json = nlohmann::json::parse(line);
    const auto& fact = json.contains("after") ? json["after"] : json["before"];
    changes[json["change"]].insert(json["sha256"].get<std::string>() + " " + fact["start"].dump() +
                                   " " + fact["end"].dump() + " " +
                                   fact["kind"].get<std::string>());
  }
  return changes;
}

struct Edit {
  const char* name;
  const char *file, *from, *to;  // In every place of the file.
  bool changes;
};

const Edit kEdits[] = {
    {"a guard", "mixed/money.toml", "not_preceded_by = '(?:weighs",
     "not_preceded_by = '资|(?:weighs", true},
    {"a comment", "mixed/money.toml", "[[rule]]", "# a rule\n[[rule]]", false},
    {"a unit's code", "units-money.toml", "\"CNY\"", "\"XXX\"", true},
    {"a unit's word", "units-money.toml", "'Thai baht'", "'Siamese baht'", false},
    {"a metric's meaning", "layer2/metrics.toml", "total_investment", "all_investment", true},
    {"a hedge", "hedges.toml", "'超过'", "'越过'", true},
};

TEST_CASE("rules diff tells what the next ingest does") {
  const TempFolder folder;
  const std::string first = folder / "first.db";
  RunOk({"ingest", kArticles, "--db", first, "--rules", kRules});
  const std::string before = DumpOf(first);
  for (const Edit& edit : kEdits) {
    DYNAMIC_SECTION(edit.name) {
      const std::string rules = folder / "rules";
      std::filesystem::copy(kRules, rules, std::filesystem::copy_options::recursive);
      std::string text = ReadAll(rules + "/" + edit.file);
      size_t edits = 0;
      const std::string from = edit.from, to = edit.to;
      for (size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
        ++edits;
      }
      REQUIRE(edits > 0);
      folder.Write(std::string("rules/") + edit.file, text);
      const std::string db = folder / (std::string(edit.name) + ".db");
      std::filesystem::copy_file(first, db);

      const Outcome diff =
          Run({"rules", "diff", "--db", db, "--rules", rules, "--format", "ndjson"});
      CHECK(diff.err == "");
      CHECK(diff.exit == (edit.changes ? 1 : 0));
      CHECK((DumpOf(db) == before));  // It only looks.
      const auto summary = nlohmann::json::parse(
          RunOk({"ingest", kArticles, "--db", db, "--rules", rules, "--json"}));
      const std::string after = DumpOf(db);
      CHECK((Told(diff.out) == Done(before, after)));
      if (!edit.changes) CHECK(summary["articles"] == 0);
      const std::string anew = folder / "anew.db";
      RunOk({"ingest", kArticles, "--db", anew, "--rules", rules});
      CHECK((after == DumpOf(anew)));
      CHECK(RunOk({"verify", "--db", db, "--rules", rules}).find("hold") != std::string::npos);
      // Nothing is left to be done.
      CHECK(Run({"rules", "diff", "--db", db, "--rules", rules}).exit == 0);
      std::filesystem::remove_all(rules);
      std::filesystem::remove(anew);
    }
  }
}

TEST_CASE("rules diff shows what changes by rule, with examples in context") {
  const TempFolder folder;
  const std::string db = folder / "facts.db";
  const std::string rules = WriteSmallRules(folder);
  WriteArticles(folder, "articles", 20);
  RunOk({"ingest", folder / "articles", "--db", db, "--rules", rules});
  std::string text = ReadAll(rules + "/money.toml");
  text.replace(text.find("no = ['12 cups']"), 0, "not_followed_by = '用于'\n");
  folder.Write("rules/money.toml", text);
  const Outcome outcome = Run({"rules", "diff", "--db", db, "--rules", rules, "--examples", "2"});
  CHECK(outcome.exit == 1);
  CHECK(outcome.err == "");
  const std::string lost = std::to_string(20);
  CHECK_THAT(outcome.out, Catch::Contains("20 of 20 articles can be touched by the edit\n"
                                          "0 gained, " +
                                          lost + " lost, 0 changed\n"));
  CHECK_THAT(outcome.out, Catch::Contains("money.amount"));
  CHECK_THAT(outcome.out, Catch::Contains("\nlost\n  money.amount  money 0 CNY\n"));
  CHECK_THAT(outcome.out, Catch::Contains("其中⟦0元⟧用于维修"));
  CHECK_THAT(outcome.out, Catch::Contains("  and 18 more: --format ndjson has them all\n"));
}

TEST_CASE("rules diff wants a database and rules that load") {
  const TempFolder folder;
  CHECK(Run({"rules", "diff", "--db", folder / "none.db"}).exit == 3);
  folder.Write("rules/x.toml", "[[rule]]\n");
  CHECK(Run({"rules", "diff", "--db", folder / "none.db", "--rules", folder / "rules"}).exit == 2);
}

}  // namespace
}  // namespace factmill
