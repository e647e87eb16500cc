#include "db/store.h"

#include "db/query.h"
#include "tests/db/sample.h"
#include "tests/temp_folder.h"

namespace factmill {
namespace {

const char kSources[] =
    "SELECT path, state, substr(sha256, 1, 4) FROM sources LEFT JOIN payloads p "
    "ON p.id = payload_id ORDER BY path, state, sha256";

std::string Short(const Sample& sample) { return sample.payload.sha256.substr(0, 4); }

std::string DumpOf(const std::string& file) {
  auto db = OpenForReading(file);
  REQUIRE(db.ok());
  std::string text;
  REQUIRE(Dump(&*db, [&](std::string_view line) {
            text += line;
            text += '\n';
            return true;
          }).ok());
  return text;
}

TEST_CASE("a stored fact is all there, and found by its place") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  Sample sample("3 mills and 4 more");
  sample.facts[0].value.value_max = Decimal(5);
  sample.facts[0].value.bound = Bound::kAbout;
  sample.facts[0].metric = "mills";
  sample.facts[1].pieces = {{12, 13}, {20, 24}};
  sample.facts[1].bytes = {12, 24};
  sample.warnings = {{"a warning", 2, 7}};
  auto store = OpenStore(file);
  CHECK(Put(store.get(), SourceAt("a.txt"), sample) == PutResult::kStored);
  Finish(std::move(store));

  CHECK(Query(file,
              "SELECT kind, value, value_max, value_exact, value_max_exact, unit, approx, "
              "metric, subject, quote, char_start, char_end, title, published, path, rule "
              "FROM v_facts ORDER BY char_start") ==
        "count|3.0|5.0|3|5|thing|about|mills||3|0|1|Title of 3 mills and 4 more|2021-05-12|a.txt|"
        "test.digit\n"
        "count|4.0||4||thing|exact|||4|12|13|Title of 3 mills and 4 more|2021-05-12|a.txt|"
        "test.digit");
  CHECK(Query(file,
              "SELECT byte_start, byte_end, byte_ranges, rule_file, rule_line, root "
              "FROM v_provenance ORDER BY char_start") ==
        "0|1||rules/test.toml|3|/data\n12|24|[[12,13],[20,24]]|rules/test.toml|3|/data");
  CHECK(Query(file, "SELECT message, char_start, char_end FROM warnings") == "a warning|2|7");
  CHECK(Query(file, "SELECT count(*) FROM runs WHERE finished IS NOT NULL") == "1");

  auto db = OpenForReading(file);
  auto detail = ShowFact(&*db, sample.keys[1].substr(0, 8));
  REQUIRE(detail.status().message() == "");
  CHECK(detail->row.fact.pieces == sample.facts[1].pieces);
  CHECK(detail->text == "3 mills and 4 more");
  CHECK(detail->sources.size() == 1);
}

TEST_CASE("nothing absent is an empty text") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  auto store = OpenStore(file);
  Sample sample("7");
  sample.article.title = sample.article.published = {};
  Put(store.get(), SourceAt("a.txt"), sample);
  Finish(std::move(store));
  CHECK(Query(file,
              "SELECT title IS NULL, published IS NULL, metric IS NULL, member IS NULL, "
              "edtf IS NULL, value_max IS NULL FROM v_facts") == "1|1|1|1|1|1");
}

TEST_CASE("one text is counted once, whatever it lies in") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  const Sample utf8("7 mills"), gb18030("7 mills", "gb18030");
  auto store = OpenStore(file);
  CHECK(Put(store.get(), SourceAt("c.txt"), utf8) == PutResult::kStored);
  CHECK(Put(store.get(), SourceAt("d.txt"), utf8) == PutResult::kKnown);
  CHECK(Put(store.get(), SourceAt("b.txt"), gb18030) == PutResult::kStored);
  Finish(std::move(store));
  CHECK(Query(file, "SELECT count(*) FROM facts") == "2");
  CHECK(Query(file, "SELECT path, fact_key FROM v_facts") == "b.txt|" + gb18030.keys[0]);
  CHECK(Query(file, "SELECT count(*) FROM v_provenance") == "1");
  CHECK(Query(file, "SELECT count(*) FROM v_counts") == "1");
  // The next one stands in when the first is gone.
  store = OpenStore(file);
  REQUIRE(store->PutGone(SourceAt("b.txt")).ok());
  Finish(std::move(store));
  CHECK(Query(file, "SELECT path, fact_key FROM v_facts") == "c.txt|" + utf8.keys[0]);
}

TEST_CASE("the same article twice in one payload is counted once") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  const Sample one("7 mills");
  Sample two("7 mills");
  two.article.ordinal = 1;
  two.keys[0] = std::string(32, '0');
  auto rows = one.Rows();
  rows.push_back(two.Rows()[0]);
  auto store = OpenStore(file);
  std::string why;
  REQUIRE(store->Put(SourceAt("a.txt"), one.payload, rows, &why).ok());
  Finish(std::move(store));
  CHECK(Query(file, "SELECT fact_key FROM v_facts") == one.keys[0]);
}

TEST_CASE("a source goes through its states and loses nothing") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  const Sample a("1 a"), b("2 b");
  struct Step {
    const char* name;
    const char* what;  // "a", "b": holds it; "gone", "failed".
    std::string sources;
    const char* quotes;  // In v_facts.
  };
  const std::string is_a = "|" + Short(a), is_b = "|" + Short(b);
  const std::string was_a = "x|superseded" + is_a, was_b = "x|superseded" + is_b;
  const std::string both = was_a < was_b ? was_a + "\n" + was_b : was_b + "\n" + was_a;
  const Step steps[] = {
      {"unreadable at first", "failed", "x|failed|", ""},
      {"then read", "a", "x|current" + is_a, "1"},
      {"as before", "a", "x|current" + is_a, "1"},
      {"changed", "b", "x|current" + is_b + "\n" + was_a, "2"},
      {"changed back", "a", "x|current" + is_a + "\n" + was_b, "1"},
      {"gone", "gone", "x|gone" + is_a + "\n" + was_b, ""},
      {"still gone", "gone", "x|gone" + is_a + "\n" + was_b, ""},
      {"there again", "a", "x|current" + is_a + "\n" + was_b, "1"},
      {"unreadable", "failed", "x|failed|\n" + both, ""},
      {"gone while unreadable", "gone", "x|gone|\n" + both, ""},
      {"back as b", "b", "x|current" + is_b + "\n" + was_a, "2"},
  };
  for (const Step& step : steps) {
    INFO(step.name);
    auto store = OpenStore(file);
    const std::string what = step.what;
    if (what == "gone") {
      REQUIRE(store->PutGone(SourceAt("x")).ok());
    } else if (what == "failed") {
      REQUIRE(store->PutRefused(SourceAt("x"), "failed", "no permission").ok());
    } else {
      Put(store.get(), SourceAt("x"), what == "a" ? a : b);
    }
    Finish(std::move(store));
    CHECK(Query(file, kSources) == step.sources);
    CHECK(Query(file, "SELECT quote FROM v_facts") == step.quotes);
  }
  CHECK(Query(file, "SELECT count(*) FROM facts") == "2");
}

TEST_CASE("other rules replace an article's facts, the same rules do not") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  Sample sample("1 a 2 b");
  auto store = OpenStore(file);
  Put(store.get(), SourceAt("x"), sample);
  Finish(std::move(store));
  {
    auto db = OpenForReading(file);
    CHECK(CountFresh(&*db, TestEngine()) == 1);
    CHECK(CountFresh(&*db, TestEngine("rules two")) == 0);
    CHECK(SourcesOf(&*db, "/data", TestEngine())->at(0).fresh);
    CHECK_FALSE(SourcesOf(&*db, "/data", TestEngine("rules two"))->at(0).fresh);
    CHECK(SourcesOf(&*db, "/other", TestEngine())->empty());
    CHECK(SourcesOf(&*db, "/data", TestEngine())->at(0).run_started_ns == 1700000000000000000);
  }
  sample.facts[0].value.value = Decimal(9);
  store = OpenStore(file);
  CHECK(Put(store.get(), SourceAt("x"), sample) == PutResult::kKnown);
  Finish(std::move(store));
  CHECK(Query(file, "SELECT value_exact FROM v_facts ORDER BY char_start") == "1\n2");

  store = OpenStore(file, TestEngine("rules two"));
  CHECK(Put(store.get(), SourceAt("x"), sample) == PutResult::kStored);
  Finish(std::move(store));
  CHECK(Query(file, "SELECT value_exact FROM v_facts ORDER BY char_start") == "9\n2");
  CHECK(Query(file, "SELECT fact_key FROM v_facts ORDER BY char_start") ==
        sample.keys[0] + "\n" + sample.keys[1]);
  CHECK(Query(file, "SELECT count(*), count(DISTINCT run_id) FROM facts") == "2|1");
}

TEST_CASE("an article has the rules that had a part in it, and those of its last reading") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  const char kUsed[] =
      "SELECT r.rule FROM article_rules u JOIN rules r ON r.id = u.rule_id ORDER BY r.rule";
  struct Step {
    const char* name;
    const char* engine;
    std::vector<uint32_t> used;
    const char* rules;
  };
  const Step steps[] = {
      {"one", "rules one", {0}, "test.digit"},
      {"the same rules again", "rules one", {1}, "test.digit"},
      {"other rules", "rules two", {1}, "test.year"},
      {"both", "rules three", {0, 1}, "test.digit\ntest.year"},
      {"none", "rules four", {}, ""},
  };
  for (const Step& step : steps) {
    INFO(step.name);
    Sample sample("1 a");
    sample.rules_used = step.used;
    auto store = OpenStore(file, TestEngine(step.engine));
    Put(store.get(), SourceAt("x"), sample);
    Finish(std::move(store));
    CHECK(Query(file, kUsed) == step.rules);
  }
}

TEST_CASE("a row that breaks the schema's rules takes only its own article out") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  const Sample good("1 a");
  struct Case {
    const char* name;
    void (*spoil)(Sample*);
  };
  const Case cases[] = {
      {"a rule nobody knows", [](Sample* s) { s->facts[1].rule = "no.such"; }},
      {"an empty quote", [](Sample* s) { s->facts[1].quote = ""; }},
      {"no value", [](Sample* s) { s->facts[1].value.value.reset(); }},
      {"a used rule nobody knows",
       [](Sample* s) {
         s->rules_used = {0, 7};
       }},
      {"a used rule twice",
       [](Sample* s) {
         s->rules_used = {1, 1};
       }},
      {"two facts of one place", [](Sample* s) { s->keys[1] = s->keys[0]; }},
      {"a date without EDTF", [](Sample* s) { s->facts[1].value.kind = Kind::kDate; }},
      {"a day that is none", [](Sample* s) { s->article.published.value = "May"; }},
      {"an end before its start", [](Sample* s) { s->facts[1].char_end = 0; }},
  };
  auto store = OpenStore(file);
  for (const Case& c : cases) {
    INFO(c.name);
    Sample bad("2 b 3 c");
    c.spoil(&bad);
    std::string why;
    auto put = store->Put(SourceAt("bad"), bad.payload, bad.Rows(), &why);
    REQUIRE(put.ok());
    CHECK(*put == PutResult::kRejected);
    CHECK(why != "");
  }
  CHECK(Put(store.get(), SourceAt("good"), good) == PutResult::kStored);
  Finish(std::move(store));
  CHECK(Query(file, "SELECT count(*) FROM payloads") == "1");
  CHECK(Query(file, "SELECT quote FROM facts") == "1");
  CHECK(Query(file, "PRAGMA foreign_key_check") == "");
}

TEST_CASE("what was not committed never was") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  auto store = OpenStore(file);
  Put(store.get(), SourceAt("a"), Sample("1 a"));
  REQUIRE(store->Commit().ok());
  Put(store.get(), SourceAt("b"), Sample("2 b"));
  CHECK(Query(file, "SELECT quote FROM v_facts") == "1");  // Readers go on meanwhile.
  store.reset();
  CHECK(Query(file, "SELECT quote FROM v_facts") == "1");
  CHECK(Query(file, "SELECT count(*) FROM runs WHERE finished IS NULL") == "1");
}

TEST_CASE("paths that are no UTF-8 keep their bytes, and do not meet") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  auto store = OpenStore(file);
  const std::string one = "caf\xE9.txt", two = "caf\xE8.txt", shown = "caf\xEF\xBF\xBD.txt";
  Put(store.get(), SourceAt(one), Sample("1 a"));
  Put(store.get(), SourceAt(two), Sample("2 b"));
  Put(store.get(), SourceAt(shown), Sample("3 c"));
  Put(store.get(), SourceAt(one), Sample("1 a"));
  Finish(std::move(store));
  CHECK(Query(file, "SELECT path, hex(path_bytes) FROM sources ORDER BY path_bytes") ==
        shown + "|\n" + shown + "|636166E82E747874\n" + shown + "|636166E92E747874");
  auto db = OpenForReading(file);
  CHECK(SourcesOf(&*db, "/data", TestEngine())->size() == 3);
  CHECK(CurrentSources(&*db)->size() == 3);
}

TEST_CASE("the dump does not depend on order, runs, or where the folder lies") {
  const TempFolder folder;
  const Sample a("1 a"), b("2 b");
  auto store = OpenStore(folder / "one.db");
  Put(store.get(), SourceAt("a"), a);
  Put(store.get(), SourceAt("b"), b);
  Finish(std::move(store));
  store = OpenStore(folder / "two.db");
  SourceRow source = SourceAt("b", 77);
  source.root = "/elsewhere";
  Put(store.get(), source, b);
  Finish(std::move(store));
  store = OpenStore(folder / "two.db");
  source.path = "a";
  Put(store.get(), source, a);
  Finish(std::move(store));
  const std::string dump = DumpOf(folder / "one.db");
  CHECK(dump == DumpOf(folder / "two.db"));
  CHECK(std::count(dump.begin(), dump.end(), '\n') == 2 + 2 + 2 + 2 + 2 + 2);
}

TEST_CASE("units are those of the rules that ran last") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  auto store = OpenStore(file);
  Sample sample("3 a 9 b");
  sample.facts[0].value.kind = sample.facts[1].value.kind = Kind::kMeasure;
  sample.facts[0].value.unit = "km2";
  sample.facts[1].value.unit = "no such";
  Put(store.get(), SourceAt("x"), sample);
  Finish(std::move(store));
  CHECK(Query(file,
              "SELECT value, unit, base_value, base_unit, ucum FROM v_measures "
              "ORDER BY value") == "3.0|km2|3000000.0|m2|km2\n9.0|no such|||");
  store = OpenStore(file);
  REQUIRE(store->StartRun(TestEngine(), 1, {}, {}, {{"t", "t", "measure", "kg", "1000"}}).ok());
  Finish(std::move(store));
  CHECK(Query(file, "SELECT code FROM units") == "t");
}

}  // namespace
}  // namespace factmill
