// A floor under what the built-in rules find, measured on annotated news that
// lies beside the repository.  What belongs to the repository is measured by
// samples_test.cc.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/metric_id.h"
#include "base/utf8.h"
#include "pipeline/eval.h"
#include "tests/pipeline/extract_testing.h"

namespace factmill {
namespace {

using Json = nlohmann::json;

std::string TextOf(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? "" : found->get<std::string>();
}

std::vector<std::string> ListOf(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? std::vector<std::string>()
                               : found->get<std::vector<std::string>>();
}

CharRange RangeOf(const Json& object) {
  return {object.at("start").get<uint32_t>(), object.at("end").get<uint32_t>()};
}

EvalCase CaseOf(const Json& json) {
  EvalCase c;
  c.id = TextOf(json, "id");
  c.suite = TextOf(json, "suite");
  c.lang = TextOf(json, "lang");
  c.kind = TextOf(json, "kind");
  c.text = TextOf(json, "text");
  c.reference_date = TextOf(json, "reference_date");
  for (const Json& f : json.at("facts")) {
    KnownFact fact;
    const auto kind = KindFromName(TextOf(f, "kind"));
    REQUIRE(kind);
    fact.kind = *kind;
    fact.range = RangeOf(f);
    fact.value = TextOf(f, "value");
    fact.value_max = TextOf(f, "value_max");
    fact.unit = TextOf(f, "unit");
    fact.unit_any = ListOf(f, "unit_any");
    fact.edtf = TextOf(f, "edtf");
    fact.edtf_any = ListOf(f, "edtf_any");
    if (!TextOf(f, "metric").empty()) fact.metric = {TextOf(f, "metric")};
    if (!TextOf(f, "subject").empty()) fact.subject = {TextOf(f, "subject")};
    c.facts.push_back(std::move(fact));
  }
  if (json.contains("ignore")) {
    for (const Json& span : json.at("ignore")) c.ignore.push_back(RangeOf(span));
  }
  return c;
}

struct Score {
  bool present = false;
  int gold = 0, found = 0, right = 0, spurious_money = 0;
  AttributionRow metric, subject;
  std::string errors;

  double F1() const { return 2.0 * right / (gold + found); }
};

Score ScoreFile(const std::string& name) {
  Score score;
  std::ifstream in(std::string(FACTMILL_SHARED_DIR) + "/cases/" + name);
  if (!in) return score;
  score.present = true;
  EvalTable table;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    const EvalCase c = CaseOf(Json::parse(line));
    const Extraction found = Extract(ArticleOf(c.text, c.reference_date), BuiltInRules(), {});
    const CaseScore result = ScoreCase(c, found.facts);
    table.Add(c, found.facts, result);
    for (size_t i : result.missed) {
      score.errors += "missed    " + c.id + " " + c.facts[i].value + " " + c.facts[i].edtf + "\n";
    }
    for (size_t i : result.spurious) {
      score.errors += "spurious  " + c.id + " " + Print(found.facts[i]) + "\n";
      score.spurious_money += found.facts[i].value.kind == Kind::kMoney;
    }
  }
  for (const AttributionRow& row : table.Attribution()) {
    AttributionRow& sum = row.role == "metric" ? score.metric : score.subject;
    sum.known += row.known;
    sum.right += row.right;
    sum.told += row.told;
    sum.hit += row.hit;
  }
  const EvalRow total = table.Total();
  score.gold = total.gold;
  score.found = total.found;
  score.right = total.right;
  return score;
}

struct Floor {
  const char* file;
  double f1;
  bool no_spurious_money;
  // Of what figures measure and whom they are about.
  double metric_accuracy, metric_precision, subject_accuracy, subject_precision;
};

const Floor kFloors[] = {
    {"seeds.jsonl", 0.97, true, 0.88, 0.95, 0.60, 0.85},
    {"gold-en-dev.jsonl", 0.93, false, 0.78, 0.85, 0.65, 0.78},
    {"gold-zh-dev.jsonl", 0.93, false, 0.85, 0.90, 0.72, 0.78},
};

TEST_CASE("annotated news is read well enough") {
  for (const Floor& floor : kFloors) {
    DYNAMIC_SECTION(floor.file) {
      const Score score = ScoreFile(floor.file);
      if (!score.present) {
        WARN("skipped: ../shared/cases/" << floor.file << " is not there");
        continue;
      }
      INFO(score.right << " right of " << score.gold << " known and " << score.found << " found\n"
                       << score.errors);
      REQUIRE(score.gold > 0);
      CHECK(score.F1() >= floor.f1);
      if (floor.no_spurious_money) CHECK(score.spurious_money == 0);
      REQUIRE(score.metric.known > 0);
      REQUIRE(score.subject.known > 0);
      CHECK(score.metric.Accuracy().value_or(0) >= floor.metric_accuracy);
      CHECK(score.metric.Precision().value_or(0) >= floor.metric_precision);
      CHECK(score.subject.Accuracy().value_or(0) >= floor.subject_accuracy);
      CHECK(score.subject.Precision().value_or(0) >= floor.subject_precision);
    }
  }
}

// tests/gold/seed-metrics.jsonl says of each amount and count of the seeds what it measures,
// or why nothing is told: places in the texts and labels.
TEST_CASE("the seeds' amounts and counts have their metric") {
  std::ifstream in(std::string(FACTMILL_SHARED_DIR) + "/cases/seeds.jsonl");
  if (!in) {
    WARN("skipped: ../shared/cases/seeds.jsonl is not there");
    return;
  }
  std::map<std::string, EvalCase> cases;
  std::map<std::string, std::vector<Fact>> found;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    const EvalCase c = CaseOf(Json::parse(line));
    found[c.id] = Extract(ArticleOf(c.text, c.reference_date), BuiltInRules(), {}).facts;
    cases[c.id] = c;
  }
  std::ifstream golden(std::string(FACTMILL_SOURCE_DIR) + "/tests/gold/seed-metrics.jsonl");
  REQUIRE(golden);
  int count = 0, none = 0;
  for (std::string line; std::getline(golden, line); ++count) {
    const Json known = Json::parse(line);
    const std::string id = known.at("id").get<std::string>();
    const std::string& text = cases.at(id).text;
    const auto begin = known.at("begin").get<uint32_t>(), end = known.at("end").get<uint32_t>();
    INFO(id << " " << begin << "-" << end);
    const auto& facts = found.at(id);
    const auto fact = std::find_if(facts.begin(), facts.end(), [&](const Fact& f) {
      return f.char_start == begin && f.char_end == end && f.value.kind != Kind::kDate;
    });
    REQUIRE(fact != facts.end());
    const auto words = [&](const char* key) -> std::string {
      if (known.at(key).is_null()) return "";
      const size_t from = ByteOffsetOf(text, known.at(key)[0].get<size_t>());
      return text.substr(from, ByteOffsetOf(text, known.at(key)[1].get<size_t>()) - from);
    };
    CHECK(fact->metric == words("metric"));
    CHECK(MetricId(*fact) == TextOf(known, "metric_id"));
    if (known.contains("subject")) CHECK(fact->subject == words("subject"));
    // Nothing is left out without a reason.
    CHECK(known.at("metric").is_null() == !TextOf(known, "why").empty());
    none += known.at("metric").is_null();
  }
  CHECK(count == 46);
  CHECK(none <= 10);
}

}  // namespace
}  // namespace factmill
