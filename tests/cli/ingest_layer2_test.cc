// What layer 2 says, from a file to the database and back.
#include "tests/cli/ingest_sample.h"

namespace factmill {
namespace {

struct Bench {
  Bench() {
    WriteSmallRules(folder);
    folder.Write("rules/layer2.toml",
                 "[[term]]\n"
                 "role = 'metric'\n"
                 "canonical = 'revenue'\n"
                 "words = ['收入']\n"
                 "[[rule]]\n"
                 "id = 'metric.before'\n"
                 "layer = 2\n"
                 "pattern = '{m=term:metric}{f=fact:money}'\n"
                 "set = { f.metric = 'm' }\n"
                 "[[rule]]\n"
                 "id = 'part'\n"
                 "layer = 2\n"
                 "pattern = '{a=fact:money},其中{b=fact:money}'\n"
                 "link = { from = 'b', part_of = 'a' }\n"
                 "[[rule]]\n"
                 "id = 'elided'\n"
                 "layer = 2\n"
                 "kind = 'money'\n"
                 "pattern = '{a=fact:money},含{q=quantity}'\n"
                 "unit = { from = 'a' }\n"
                 "link = { part_of = 'a' }\n");
    folder.Write("in/a.txt", "Mill\n\n去年收入１万元，其中7元用于维修。又得9元,含２。\n");
    RunOk({"ingest", folder / "in", "--db", db, "--rules", rules});
  }
  std::string Show(const std::string& quote) const {
    return RunOk({"show", "--db", db, KeyOf(quote)});
  }
  std::string KeyOf(const std::string& quote) const {
    return Ask(db, "SELECT fact_key FROM v_facts WHERE quote = '" + quote + "'");
  }

  TempFolder folder;
  const std::string rules = folder / "rules", db = folder / "facts.db";
};

TEST_CASE("attributes and links are stored with their words and rule") {
  Bench b;
  CHECK(Ask(b.db, "SELECT count(*) || ' ' || group_concat(metric) FROM v_facts") == "4 收入");
  CHECK(Ask(b.db, "SELECT group_concat(metric_id) FROM v_facts") == "revenue");
  CHECK(Ask(b.db, "SELECT name || ' ' || kind || ' ' || facts FROM v_metrics") ==
        "revenue money 1");
  CHECK(Ask(b.db,
            "SELECT t.role || '|' || t.words || '|' || t.canonical || '|' || r.rule || '|' || "
            "substr(a.text, t.char_start + 1, t.char_end - t.char_start) "
            "FROM fact_attributes t JOIN facts f ON f.id = t.fact_id "
            "JOIN articles a ON a.id = f.article_id JOIN rules r ON r.id = t.rule_id") ==
        "metric|收入|revenue|metric.before|收入");
  CHECK(Ask(b.db,
            "SELECT group_concat(f.quote || ' ' || l.relation || ' ' || o.value || ' ' || o.unit, "
            "'; ') FROM fact_links l JOIN facts f ON f.id = l.fact_id "
            "JOIN facts o ON o.id = l.other_id") == "7元 part_of 10000.0 CNY; ２ part_of 9.0 CNY");
  CHECK(Ask(b.db, "SELECT value_exact || unit || rule FROM v_facts WHERE quote = '２'") ==
        "2CNYelided");
  CHECK(Ask(b.db, kMisquoted) == "0");
}

TEST_CASE("show tells what is said of a fact, by which words and rule") {
  Bench b;
  CHECK_THAT(b.Show("7元"), Catch::Contains("link      part_of \"１万元\""));
  const std::string whole = Ask(b.db, "SELECT fact_key FROM v_facts WHERE metric_id = 'revenue'");
  const std::string shown = RunOk({"show", "--db", b.db, whole});
  CHECK_THAT(shown, Catch::Contains("metric    revenue, from \"收入\" at 8-10 (metric.before)\n"));
  CHECK_THAT(shown, Catch::Contains("link      \"7元\" (" + b.KeyOf("7元").substr(0, 12) +
                                    ") is part_of this\n"));
}

TEST_CASE("what layer 2 said holds, and the dump tells it") {
  Bench b;
  CHECK(Run({"verify", "--db", b.db, "--rules", b.rules}).exit == 0);
  const std::string dump = DumpOf(b.db);
  CHECK_THAT(dump,
             Catch::Contains("\"role\":\"metric\",\"words\":\"收入\",\"canonical\":\"revenue\""));
  CHECK_THAT(dump, Catch::Contains("\"link\":\"" + b.KeyOf("7元")));
  // By any number of threads, and again.
  RunOk(
      {"ingest", b.folder / "in", "--db", b.folder / "two.db", "--rules", b.rules, "--jobs", "4"});
  CHECK(DumpOf(b.folder / "two.db") == dump);
}

// What a database has after an edit of the rules is what a new one has.
TEST_CASE("an edit of a rule that carries a unit leaves what an ingest from nothing would") {
  Bench b;
  b.folder.Write("in/b.txt", "Mill\n\n收入9元。\n\n后50。\n\n后4。\n");
  b.folder.Write("in/c.txt", "Mill\n\n后50。\n");  // Nothing that would be carried.
  struct Edit {
    const char *rule, *carried;
  };
  const Edit edits[] = {
      {"'text' }\n", "50 4"},
      {"'text', least = 10 }\n", "50"},
      {"'text', least = 10 }\nnot_preceded_by = '后$'\n", ""},
      {"'text' }\npreceded_by = '后$'\n", "50 4"},
      {"'paragraph' }\n", ""},
  };
  int number = 0;
  for (const Edit& edit : edits) {
    INFO(edit.rule);
    b.folder.Write("rules/carried.toml",
                   "[[rule]]\nid = 'carried'\nkind = 'money'\nlayer = 2\n"
                   "pattern = '{q=quantity}'\nunit = { carried = " +
                       std::string(edit.rule));
    RunOk({"ingest", b.folder / "in", "--db", b.db, "--rules", b.rules});
    CHECK(Ask(b.db,
              "SELECT coalesce(group_concat(quote, ' '), '') FROM "
              "(SELECT quote FROM v_facts WHERE rule = 'carried' ORDER BY char_start)") ==
          edit.carried);
    const std::string fresh = b.folder / ("fresh" + std::to_string(++number) + ".db");
    RunOk({"ingest", b.folder / "in", "--db", fresh, "--rules", b.rules});
    CHECK(DumpOf(b.db) == DumpOf(fresh));
  }
}

TEST_CASE("verify sees an attribute or a link that the rules do not give") {
  for (const char* change :
       {"UPDATE fact_attributes SET canonical = 'profit'", "DELETE FROM fact_attributes",
        "UPDATE fact_links SET relation = 'share_of'", "DELETE FROM fact_links"}) {
    DYNAMIC_SECTION(change) {
      Bench b;
      {
        auto db = Database::Open(b.db, 2, b.db);  // SQLITE_OPEN_READWRITE
        REQUIRE(db.ok());
        REQUIRE(db->Exec(change).ok());
      }
      CHECK(Run({"verify", "--db", b.db, "--rules", b.rules}).exit == 4);
    }
  }
}

}  // namespace
}  // namespace factmill
