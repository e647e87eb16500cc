// facts, show, verify and read, as an analyst uses them.
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/cli/ingest_sample.h"

namespace factmill {
namespace {

struct Bench {
  Bench() {
    rules = WriteSmallRules(folder);
    folder.Write("in/a.txt",
                 "Old mill\n\nFirst line.\nIt cost 5 million yuan.\nLast line.\nMore.\n");
    folder.Write("in/b/=sum.txt", "=1+1, \"quoted\"\n\n去年收入1万元，\n其中7元用于维修。\n");
    RunOk({"ingest", folder / "in", "--db", db, "--rules", rules});
  }
  std::string Facts(std::vector<std::string> options) const {
    std::vector<std::string> command = {"facts", "--db", db};
    command.insert(command.end(), options.begin(), options.end());
    return RunOk(command);
  }
  std::string Key(const std::string& quote) const {
    return Ask(db, "SELECT fact_key FROM v_facts WHERE quote = '" + quote + "'");
  }
  Outcome Verify(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> command = {"verify", "--db", db, "--rules", rules};
    command.insert(command.end(), more.begin(), more.end());
    return Run(command);
  }

  TempFolder folder;
  std::string rules;
  const std::string db = folder / "facts.db";
};

TEST_CASE("facts: a table aligned by display width") {
  Bench b;
  const std::string k5 = b.Key("5 million yuan").substr(0, 8), k1 = b.Key("1万元").substr(0, 8),
                    k7 = b.Key("7元").substr(0, 8);
  CHECK(b.Facts({}) ==
        "FACT      KIND       VALUE  UNIT  QUOTE           METRIC  PERIOD  STATUS  CHANGE  "
        "PUBLISHED  PATH\n" +
            k5 +
            "  money  5,000,000  CNY   5 million yuan                                             "
            "a.txt\n" +
            k1 +
            "  money     10,000  CNY   1万元                                                      "
            "b/=sum.txt\n" +
            k7 +
            "  money          7  CNY   7元                                                        "
            "b/=sum.txt\n");
  CHECK(b.Facts({"--kind", "count"}) == "");
  CHECK(b.Facts({"--limit", "1", "--source", "b/*", "--unit", "CNY", "--min", "100", "--max",
                 "20000", "--text", "维修"})
            .find(k1) != std::string::npos);
}

TEST_CASE("facts: CSV as RFC 4180 has it, guarded for spreadsheets on request") {
  Bench b;
  const std::string csv = b.Facts({"--format", "csv", "--source", "b/*"});
  CHECK_THAT(csv, Catch::StartsWith("fact_key,kind,value,value_max,unit,approx,edtf,"));
  CHECK(std::count(csv.begin(), csv.end(), '\r') == 3);
  CHECK_THAT(csv, Catch::Contains(","
                                  "7,,CNY,exact,"));
  CHECK_THAT(csv, Catch::Contains("\"=1+1, \"\"quoted\"\"\""));
  const std::string excel = b.Facts({"--format", "csv", "--source", "b/*", "--excel"});
  CHECK_THAT(excel, Catch::StartsWith("\xEF\xBB\xBF"
                                      "fact_key,"));
  CHECK_THAT(excel, Catch::Contains("\"'=1+1, \"\"quoted\"\"\""));
  CHECK(b.Facts({"--format", "csv", "--source", "b/*", "--bom"}) == "\xEF\xBB\xBF" + csv);
}

TEST_CASE("facts: JSON in the shape of extract, with its source") {
  Bench b;
  std::istringstream lines(b.Facts({"--format", "ndjson"}));
  std::string line;
  std::getline(lines, line);
  const auto fact = nlohmann::json::parse(line);
  CHECK(fact["kind"] == "money");
  CHECK(fact["quote"] == "5 million yuan");
  CHECK(fact["value"] == "5000000");
  CHECK(fact["value_max"].is_null());
  CHECK(fact["start"] == 30);
  CHECK(fact["path"] == "a.txt");
  CHECK(fact["title"] == "Old mill");
  CHECK(fact["fact_key"] == b.Key("5 million yuan"));
  CHECK(nlohmann::json::parse(b.Facts({"--format", "json"})).size() == 3);
  CHECK(nlohmann::json::parse(b.Facts({"--format", "json", "--limit", "0"})).empty());
}

TEST_CASE("facts: what is asked wrongly is said plainly") {
  Bench b;
  struct Case {
    std::vector<std::string> options;
    const char* error;
  };
  const Case cases[] = {
      {{"--kind", "monney"}, "there is no kind 'monney'; did you mean 'money'?"},
      {{"--kind", "zebra"}, "there is no kind 'zebra'; the kinds are money count percent"},
      {{"--min", "1e6"}, "--min takes a decimal number such as 1000000, not '1e6'"},
      {{"--max", "x"}, "--max takes a decimal number"},
      {{"--since", "May 2021"}, "--since takes a day, month or year such as 2021-05-12"},
      {{"--until", "2021-5-1"}, "--until takes a day"},
      {{"--format", "xml"}, "--format"},
      {{"--limit", "-1"}, "--limit"},
      {{"--metrc", "x"}, "--metrc"},
  };
  for (const Case& c : cases) {
    std::vector<std::string> command = {"facts", "--db", b.db};
    command.insert(command.end(), c.options.begin(), c.options.end());
    const Outcome outcome = Run(command);
    CHECK(outcome.exit == 2);
    CHECK(outcome.out == "");
    CHECK_THAT(outcome.err, Catch::Contains(c.error));
  }
}

TEST_CASE("facts: a reader that goes away is no crash") {
  Bench b;
  const Outcome outcome =
      Process({"bash", "-c",
               std::string("'") + FACTMILL_BINARY + "' facts --format csv --db '" + b.db +
                   "' >/dev/full; echo $?"})
          .Wait();
  CHECK(outcome.out == "1\n");
  CHECK_THAT(outcome.err, Catch::Contains("cannot write to stdout"));
}

TEST_CASE("show: a quote in its context, with all that it rests on") {
  Bench b;
  const std::string key = b.Key("5 million yuan");
  const std::string shown = RunOk({"show", key.substr(0, 10), "--db", b.db});
  CHECK_THAT(shown, Catch::StartsWith("fact      " + key +
                                      "\n"
                                      "kind      money\n"
                                      "value     5000000 CNY\n"
                                      "approx    exact\n"
                                      "title     Old mill\n"
                                      "\n"
                                      "  |\n"
                                      "  | First line.\n"
                                      "  | It cost ⟦5 million yuan⟧.\n"
                                      "  | Last line.\n"
                                      "  | More.\n"
                                      "\n"
                                      "source    a.txt (current, in "));
  CHECK_THAT(shown,
             Catch::Contains("\nbytes     30-44 of sha256 ") && Catch::Contains(" (utf-8)\n"));
  CHECK_THAT(shown,
             Catch::Contains("rule      money.amount (") && Catch::Contains("rules/money.toml:"));
  CHECK_THAT(shown, Catch::Contains("run       20") && Catch::Contains(" by factmill "));
  CHECK(Run({"show", "ffffff", "--db", b.db}).exit == 2);
  CHECK(Run({"show", "xyz", "--db", b.db}).exit == 2);
  // A fact of a file that has changed since can still be shown.
  b.folder.Write("in/a.txt", "It cost 6 yuan.\n");
  RunOk({"ingest", b.folder / "in", "--db", b.db, "--rules", b.rules});
  CHECK_THAT(RunOk({"show", key, "--db", b.db}), Catch::Contains("a.txt (superseded, in "));
}

TEST_CASE("verify: passes on what was read, and names exactly what changed") {
  Bench b;
  Outcome outcome = b.Verify();
  CHECK(outcome.exit == 0);
  CHECK(outcome.out ==
        "2 sources: 2 as they were read, 0 changed, 0 missing\n"
        "3 facts: 3 hold, 0 do not\n");

  SECTION("one byte") {
    b.folder.Write("in/a.txt",
                   "Old mill\n\nFirst line.\nIt cost 5 million yuan.\nLast line.\nMore!\n");
    outcome = b.Verify();
    CHECK(outcome.exit == 4);
    CHECK(outcome.out ==
          "changed  a.txt: its bytes are not those that were read\n"
          "broken   " +
              b.Key("5 million yuan") +
              "  a.txt  \"5 million yuan\": the file has changed\n"
              "2 sources: 1 as they were read, 1 changed, 0 missing\n"
              "3 facts: 2 hold, 1 do not\n");
  }
  SECTION("a missing file") {
    std::filesystem::remove(b.folder / "in/b/=sum.txt");
    outcome = b.Verify({"--jobs", "4"});
    CHECK(outcome.exit == 4);
    CHECK_THAT(outcome.out, Catch::StartsWith("missing  b/=sum.txt: No such file or directory\n"
                                              "broken   " +
                                              b.Key("1万元")));
  }
  SECTION("moved sources are found by --root") {
    std::filesystem::rename(b.folder / "in", b.folder / "moved");
    CHECK(b.Verify().exit == 4);
    CHECK(b.Verify({"--root", b.folder / "moved"}).exit == 0);
  }
  SECTION("a value that somebody changed in the database") {
    auto db = Database::Open(b.db, 2, b.db);  // SQLITE_OPEN_READWRITE
    REQUIRE(db->Exec("UPDATE facts SET value_exact = '8' WHERE quote = '7元'").message() == "");
    outcome = b.Verify();
    CHECK(outcome.exit == 4);
    CHECK_THAT(outcome.out,
               Catch::Contains("broken   " + b.Key("7元") +
                               "  b/=sum.txt  \"7元\": its value is 7, stored is 8\n"));
    // By other rules values are not derived again, and that is said.
    outcome = Run({"verify", "--db", b.db});
    CHECK(outcome.exit == 0);
    CHECK_THAT(outcome.err, Catch::Contains("2 sources were read by other rules"));
  }
}

TEST_CASE(
    "verify: passes on the sample articles, and after a byte of one is changed names its facts") {
  const TempFolder folder;
  const std::string db = folder / "facts.db";
  std::filesystem::copy(FACTMILL_SOURCE_DIR "/corpus/articles", folder / "in",
                        std::filesystem::copy_options::recursive);
  RunOk({"ingest", folder / "in", "--db", db});
  CHECK(Run({"verify", "--db", db}).exit == 0);
  const std::string name = Ask(db, "SELECT path FROM v_provenance WHERE charset = 'gb18030'");
  REQUIRE(name != "");
  std::string bytes = ReadAll(folder / ("in/" + name));
  bytes[bytes.size() / 2] ^= 1;
  folder.Write("in/" + name, bytes);
  const Outcome outcome = Run({"verify", "--db", db});
  CHECK(outcome.exit == 4);
  const std::string expected =
      Ask(db, "SELECT group_concat(fact_key) FROM (SELECT fact_key FROM v_facts WHERE path = '" +
                  name + "' ORDER BY char_start)");
  std::string named;
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("broken", 0) == 0) named += (named.empty() ? "" : ",") + line.substr(9, 32);
  }
  CHECK(named == expected);
}

TEST_CASE("read: a JSON line an article") {
  const TempFolder folder;
  const std::string file = folder.Write("x.txt", "\xEF\xBB\xBFOld mill\n\n它有5台机器。\n");
  const Outcome outcome = Run({"read", file, folder / "no.txt", folder.Write("x.pdf", "%"), "-"},
                              {{}, "From stdin.\n", false});
  CHECK(outcome.exit == 1);
  CHECK(outcome.err == "factmill: error: " + (folder / "no.txt") + ": No such file or directory\n" +
                           "factmill: error: " + (folder / "x.pdf") +
                           ": nothing here reads such files (by the end of its name)\n");
  std::istringstream lines(outcome.out);
  std::string line;
  std::getline(lines, line);
  const auto article = nlohmann::ordered_json::parse(line);
  std::string keys;
  for (const auto& item : article.items()) keys += item.key() + " ";
  CHECK(keys == "path member sha256 charset lang title date author site url text ");
  CHECK(article["path"] == file);
  CHECK(article["charset"] == "utf-8");
  CHECK(article["title"] == "Old mill");
  CHECK(article["date"].is_null());
  CHECK(article["text"] == "Old mill\n\n它有5台机器。\n");
  std::getline(lines, line);
  CHECK(nlohmann::json::parse(line)["text"] == "From stdin.\n");
}

}  // namespace
}  // namespace factmill
