// Payloads and articles made by hand, for tests of the database alone.
#ifndef FACTMILL_TESTS_DB_SAMPLE_H_
#define FACTMILL_TESTS_DB_SAMPLE_H_

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/sha256.h"
#include "db/open.h"
#include "db/store.h"

namespace factmill {

// What an ingest would have read of one file; every digit in `text` is a count.
struct Sample {
  explicit Sample(const std::string& text, const std::string& charset = "utf-8") {
    article.text = text;
    article.title = {"Title of " + text, "first line"};
    article.published = {"2021-05-12", "given"};
    article.lang = "en";
    payload = {Sha256Hex(charset + text), static_cast<int64_t>(text.size()), "text/plain", charset,
               "given"};
    for (uint32_t i = 0; i < text.size(); ++i) {
      if (text[i] < '0' || text[i] > '9') continue;
      Fact fact;
      fact.value.kind = Kind::kCount;
      fact.value.value = Decimal(text[i] - '0');
      fact.value.unit = "thing";
      fact.quote = text.substr(i, 1);
      fact.span = {i, i + 1};
      fact.char_start = i;
      fact.char_end = i + 1;
      fact.bytes = {i, i + 1};
      fact.pieces = {fact.bytes};
      fact.rule = "test.digit";
      facts.push_back(fact);
      keys.push_back(Sha256Hex(payload.sha256 + std::to_string(i)).substr(0, 32));
    }
  }
  std::vector<ArticleRow> Rows() const {
    return {{&article, &facts, &keys, &warnings, &rules_used, Sha256Hex("found")}};
  }

  Article article;
  PayloadRow payload;
  std::vector<Fact> facts;
  std::vector<std::string> keys;
  std::vector<Warning> warnings;
  std::vector<uint32_t> rules_used = {0};
};

inline Engine TestEngine(const std::string& rules = "rules one") {
  return {"0.1.0", Sha256Hex(rules), "72.1", "15.0", "20220601"};
}

inline SourceRow SourceAt(const std::string& path, int64_t mtime_ns = 1) {
  SourceRow row;
  row.root = "/data";
  row.path = path;
  row.size = 100;
  row.mtime_ns = mtime_ns;
  return row;
}

// A store with a run that has begun.
inline std::unique_ptr<Store> OpenStore(const std::string& file,
                                        const Engine& engine = TestEngine()) {
  auto store = Store::Open(file);
  REQUIRE(store.status().message() == "");
  const std::vector<RuleInfo> rules = {{"test.digit", "rules/test.toml", 3, Sha256Hex("rule")},
                                       {"test.year", "rules/test.toml", 9, Sha256Hex("year")}};
  const std::vector<RuleFileInfo> files = {
      {"rules/test.toml", "test.toml", "# " + engine.rules_sha256}};
  const std::vector<UnitInfo> units = {{"mu", "", "measure", "m2", "666.6666666666667"},
                                       {"km2", "km2", "measure", "m2", "1000000"}};
  REQUIRE((*store)->StartRun(engine, 1700000000000000000, rules, files, units).message() == "");
  return std::move(*store);
}

inline int CountFresh(Database* db, const Engine& engine) {
  int count = 0;
  REQUIRE(FreshPayloads(db, engine, [&](const std::string&, const std::string&) { ++count; }).ok());
  return count;
}

inline PutResult Put(Store* store, const SourceRow& source, const Sample& sample) {
  std::string why;
  auto put = store->Put(source, sample.payload, sample.Rows(), &why);
  REQUIRE(put.status().message() == "");
  return *put;
}

inline void Finish(std::unique_ptr<Store> store) { REQUIRE(store->FinishRun().message() == ""); }

// All rows of a query, columns parted by '|', rows by '\n'; NULL is "".
inline std::string Query(Database* db, const std::string& sql) {
  auto rows = db->Prepare(sql);
  REQUIRE(rows.status().message() == "");
  std::string text;
  const int columns = rows->ColumnCount();
  while (true) {
    auto row = rows->Next();
    REQUIRE(row.status().message() == "");
    if (!*row) return text;
    if (!text.empty()) text += '\n';
    for (int i = 0; i < columns; ++i) text += (i ? "|" : "") + rows->String(i);
  }
}

inline std::string Query(const std::string& file, const std::string& sql) {
  auto db = OpenForReading(file);
  REQUIRE(db.status().message() == "");
  return Query(&*db, sql);
}

}  // namespace factmill

#endif  // FACTMILL_TESTS_DB_SAMPLE_H_
