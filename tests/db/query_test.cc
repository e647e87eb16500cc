#include "db/query.h"

#include "tests/db/sample.h"
#include "tests/temp_folder.h"

namespace factmill {
namespace {

// Three articles: a.txt of 2020, b/c.txt without a date, b/d.txt of 2021.
class Fixture {
 public:
  Fixture() {
    auto store = OpenStore(folder_ / "facts.db");
    Sample a("1 mill of 100%_sure 企业");
    a.article.published.value = "2020-03-01";
    a.facts[0].metric = "Mills";
    a.facts[1].value.kind = Kind::kMoney;
    a.facts[1].value.value = Decimal(100);
    a.facts[1].value.unit = "CNY";
    a.facts[2].value.kind = Kind::kMoney;
    a.facts[2].value.value = Decimal(200);
    a.facts[2].value.value_max = Decimal(300);
    a.facts[2].value.unit = "USD";
    Sample c("4 ships");
    c.article.published = {};
    Sample d("5 trams");
    Put(store.get(), SourceAt("a.txt"), a);
    Put(store.get(), SourceAt("b/c.txt"), c);
    Put(store.get(), SourceAt("b/d.txt"), d);
    Finish(std::move(store));
    auto db = OpenForReading(folder_ / "facts.db");
    REQUIRE(db.ok());
    db_.emplace(std::move(*db));
  }

  // Values of what the filter finds, in order.
  std::string Values(const FactFilter& filter) {
    std::string values;
    const Status status = FindFacts(&*db_, filter, [&](const FactRow& row) {
      values += (values.empty() ? "" : " ") + row.fact.value.value->ToString();
      return true;
    });
    REQUIRE(status.message() == "");
    return values;
  }

  Database* db() { return &*db_; }

 private:
  TempFolder folder_;
  std::optional<Database> db_;
};

TEST_CASE("facts are found by what is asked of them") {
  struct Case {
    const char* name;
    void (*set)(FactFilter*);
    const char* values;
  };
  const Case cases[] = {
      {"all, by path and place", [](FactFilter*) {}, "1 100 200 0 4 5"},
      {"kind", [](FactFilter* f) { f->kind = Kind::kMoney; }, "100 200"},
      {"unit", [](FactFilter* f) { f->unit = "USD"; }, "200"},
      {"metric, whatever the case", [](FactFilter* f) { f->metric = "mills"; }, "1"},
      {"min, which a range reaches", [](FactFilter* f) { f->min = Decimal(250); }, "200"},
      {"max", [](FactFilter* f) { f->max = Decimal(1); }, "1 0"},
      {"min and max", [](FactFilter* f) { f->min = Decimal(4), f->max = Decimal(5); }, "4 5"},
      {"since", [](FactFilter* f) { f->since = "2021-01-01"; }, "5"},
      {"until", [](FactFilter* f) { f->until = "2020-03-01"; }, "1 100 200 0"},
      {"text", [](FactFilter* f) { f->text = "SHIPS"; }, "4"},
      {"text of two characters", [](FactFilter* f) { f->text = "企业"; }, "1 100 200 0"},
      {"text with LIKE's signs", [](FactFilter* f) { f->text = "%_s"; }, "1 100 200 0"},
      {"text with LIKE's signs, none", [](FactFilter* f) { f->text = "t_ams"; }, ""},
      {"title", [](FactFilter* f) { f->text = "title of 5"; }, "5"},
      {"source", [](FactFilter* f) { f->source = "b/*"; }, "4 5"},
      {"limit", [](FactFilter* f) { f->limit = 2; }, "1 100"},
      {"no facts at all", [](FactFilter* f) { f->limit = 0; }, ""},
      {"text with others",
       [](FactFilter* f) { f->text = "mill", f->kind = Kind::kMoney, f->min = Decimal(150); },
       "200"},
  };
  Fixture fixture;
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      FactFilter filter;
      c.set(&filter);
      CHECK(fixture.Values(filter) == c.values);
    }
  }
}

TEST_CASE("a fact is shown by the beginning of its key") {
  Fixture fixture;
  auto show = [&](const std::string& prefix) { return ShowFact(fixture.db(), prefix).status(); };
  CHECK(show("12345").code() == Code::kInvalid);
  CHECK(show("").code() == Code::kInvalid);
  CHECK(show("ABCDEF").code() == Code::kInvalid);
  CHECK(show("0123456789abcdef0123456789abcdef0").code() == Code::kInvalid);
  CHECK(show("012345' OR 1").code() == Code::kInvalid);
  CHECK(show("000000000000").code() == Code::kNotFound);
}

TEST_CASE("a prefix of several keys names them") {
  const TempFolder folder;
  auto store = OpenStore(folder / "facts.db");
  Sample sample("1 2");
  sample.keys = {"abcdef00" + std::string(24, '0'), "abcdef01" + std::string(24, '0')};
  Put(store.get(), SourceAt("x"), sample);
  Finish(std::move(store));
  auto db = OpenForReading(folder / "facts.db");
  CHECK(ShowFact(&*db, "abcdef").status().message() ==
        "several facts have a key that begins with abcdef: " + sample.keys[0] + " " +
            sample.keys[1]);
  CHECK(ShowFact(&*db, "abcdef01")->row.fact.quote == "2");
  CHECK(ShowFact(&*db, sample.keys[0])->row.fact.quote == "1");
}

TEST_CASE("a reader cannot write") {
  Fixture fixture;
  CHECK_FALSE(fixture.db()->Exec("DELETE FROM facts").ok());
}

}  // namespace
}  // namespace factmill
