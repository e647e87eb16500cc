// What an archivist sees of `factmill ingest`.
#include <sys/stat.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/cli/ingest_sample.h"

namespace factmill {
namespace {

const std::string kArticles = FACTMILL_SOURCE_DIR "/corpus/articles";

TEST_CASE("ingest: any number of threads and any order of arguments give one dump") {
  const TempFolder folder;
  std::vector<std::string> files;
  for (const auto& item : std::filesystem::directory_iterator(kArticles)) {
    files.push_back(item.path().string());
  }
  REQUIRE(files.size() >= 16);
  std::string clean;
  for (const char* jobs : {"1", "2", "8"}) {
    for (const bool shuffled : {false, true}) {
      const std::string db = folder / (std::string("jobs") + jobs + (shuffled ? "s" : "") + ".db");
      std::vector<std::string> command = {"ingest", "--db", db, "--jobs", jobs};
      if (shuffled) {
        std::rotate(files.begin(), files.begin() + 5, files.end());
        std::reverse(files.begin() + 2, files.end());
        command.insert(command.end(), files.begin(), files.end());
      } else {
        command.push_back(kArticles);
      }
      RunOk(command);
      const std::string dump = DumpOf(db);
      if (clean.empty()) clean = dump;
      CHECK((dump == clean));  // Too long to print.
      CHECK(Ask(db, "PRAGMA integrity_check") == "ok");
      CHECK(Ask(db, "SELECT count(*) FROM pragma_foreign_key_check") == "0");
      CHECK(Ask(db, kMisquoted) == "0");
    }
  }
  CHECK(std::count(clean.begin(), clean.end(), '\n') > 300);
}

TEST_CASE("ingest: the sqlite3 shell prints the same dump") {
  const TempFolder folder;
  const std::string db = folder / "facts.db";
  RunOk({"ingest", kArticles, "--db", db});
  const Outcome shell =
      Process({"sh", "-c",
               "HOME=/nonexistent sqlite3 " + db + " < " FACTMILL_SOURCE_DIR "/db/dump.sql"})
          .Wait();
  if (shell.exit == 127) {
    WARN("no sqlite3 shell here");
    return;
  }
  CHECK((shell.out == DumpOf(db)));
}

TEST_CASE("ingest: twice adds nothing") {
  const TempFolder folder;
  const std::string db = folder / "facts.db";
  RunOk({"ingest", kArticles, "--db", db});
  const std::string dump = DumpOf(db);
  const std::string facts = Ask(db, "SELECT group_concat(id) FROM facts");
  for (const char* option : {"--jobs=2", "--rehash"}) {
    const auto summary =
        nlohmann::json::parse(RunOk({"ingest", kArticles, "--db", db, "--json", option}));
    CHECK(summary["sources"]["added"] == 0);
    CHECK(summary["sources"]["changed"] == 0);
    CHECK(summary["sources"]["unchanged"] >= 16);
    CHECK(summary["articles"] == 0);
    CHECK((DumpOf(db) == dump));
    CHECK((Ask(db, "SELECT group_concat(id) FROM facts") == facts));
  }
}

TEST_CASE("ingest: the summary tells what became of each file") {
  const TempFolder folder;
  const std::string rules = WriteSmallRules(folder);
  const std::string db = folder / "in/facts.db";  // Among the articles, and no article.
  folder.Write("in/a.txt", SmallArticle(5));
  folder.Write("in/b.txt", SmallArticle(6));
  folder.Write("in/copy of a.txt", SmallArticle(5));
  folder.Write("in/empty.txt", "");
  folder.Write("in/picture.png", "\x89PNG");
  folder.Write("in/.hidden.txt", "5 yuan");
  folder.Write("in/new\nline\x1b[31m.pdf", "");
  REQUIRE(mkfifo((folder / "in/pipe.txt").c_str(), 0600) == 0);
  std::filesystem::create_symlink("..", folder / "in/up");

  Outcome outcome = Run({"ingest", folder / "in", "--db", db, "--rules", rules});
  CHECK(outcome.exit == 1);
  CHECK_THAT(outcome.out,
             Catch::StartsWith("sources   3 added, 0 changed, 0 refreshed, 0 unchanged, 0 gone, "
                               "1 failed, 4 unsupported (1 hidden passed over)\n"
                               "articles  2\n"
                               "facts     6: 6 money\n"
                               "warnings  0\n"
                               "time      "));
  CHECK(outcome.err ==
        "failed       empty.txt: it is empty\n"
        "unsupported  new\\nline\\x1b[31m.pdf: nothing here reads .pdf files\n"
        "unsupported  picture.png: nothing here reads .png files\n"
        "unsupported  pipe.txt: a named pipe is never opened\n"
        "unsupported  up: a symbolic link to a folder is not followed\n");
  CHECK(Ask(db, "SELECT count(*) FROM v_facts") == "6");
  CHECK(Ask(db, "SELECT count(*) FROM facts") == "6");
  CHECK(Ask(db, "SELECT count(*) FROM sources WHERE state = 'unsupported'") == "4");

  // Next day: one file changed, one gone, the empty one has come.
  folder.Write("in/a.txt", SmallArticle(7));
  std::filesystem::remove(folder / "in/b.txt");
  folder.Write("in/empty.txt", SmallArticle(8));
  outcome = Run({"ingest", folder / "in", "--db", db, "--rules", rules, "--dry-run"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out ==
        "change  a.txt\n"
        "add     empty.txt\n"
        "gone    b.txt\n"
        "nothing was written (--dry-run)\n"
        "sources   1 added, 1 changed, 0 refreshed, 1 unchanged, 1 gone, 0 failed, 4 unsupported "
        "(1 hidden passed over)\n"
        "articles  2\n");
  CHECK(Ask(db, "SELECT count(*) FROM sources WHERE state = 'gone'") == "0");

  outcome = Run({"ingest", folder / "in", "--db", db, "--rules", rules, "--json"});
  CHECK(outcome.exit == 0);
  const auto summary = nlohmann::json::parse(outcome.out);
  CHECK(summary["sources"]["added"] == 1);
  CHECK(summary["sources"]["changed"] == 1);
  CHECK(summary["sources"]["gone"] == 1);
  CHECK(summary["facts"]["money"] == 6);
  CHECK(summary["refused"].size() == 4);
  CHECK(summary["refused"][0]["state"] == "unsupported");
  // The old facts are not shown, and not lost.
  CHECK(Ask(db, "SELECT group_concat(quote, ' ') FROM v_money WHERE path = 'a.txt'") ==
        "7 million yuan 7万元 7元");
  CHECK(Ask(db,
            "SELECT group_concat(f.quote, ' ') FROM facts f "
            "JOIN articles a ON a.id = f.article_id "
            "JOIN sources s ON s.payload_id = a.payload_id WHERE s.state = 'superseded'") ==
        "5 million yuan 5万元 5元");
}

TEST_CASE("ingest: a dry run makes no database") {
  const TempFolder folder;
  const Outcome outcome = Run({"ingest", kArticles, "--db", folder / "facts.db", "--dry-run"});
  CHECK(outcome.exit == 0);
  CHECK_THAT(outcome.out, Catch::Contains("add     lakeside-solar-town.txt\n"));
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("ingest: other rules read every article again") {
  const TempFolder folder;
  const std::string db = folder / "facts.db";
  RunOk({"ingest", kArticles, "--db", db});
  const std::string dump = DumpOf(db);
  const std::string small = WriteSmallRules(folder);
  auto summary =
      nlohmann::json::parse(RunOk({"ingest", kArticles, "--db", db, "--rules", small, "--json"}));
  CHECK(summary["sources"]["unchanged"] == 0);
  CHECK(summary["sources"]["refreshed"] == summary["articles"]);
  CHECK(Ask(db, "SELECT count(*) FROM v_facts WHERE kind <> 'money'") == "0");
  CHECK(Ask(db, "SELECT count(*) FROM units") == "1");
  RunOk({"ingest", kArticles, "--db", db});
  CHECK((DumpOf(db) == dump));
}

TEST_CASE("ingest: what a command line can get wrong ends before anything is done") {
  const TempFolder folder;
  const std::string db = folder / "facts.db";
  folder.Write("bad/rules.toml", "[[rule]\n");
  struct Case {
    const char* name;
    std::vector<std::string> arguments;
    std::string error;
  };
  const Case cases[] = {
      {"a missing folder",
       {folder / "no"},
       folder / "no" + " cannot be read: No such file or directory"},
      {"a good and a missing one", {kArticles, folder / "no"}, "No such file or directory"},
      {"stdin", {"-"}, "save it to a file"},
      {"no path", {}, "PATH is required"},
      {"missing rules", {kArticles, "--rules", folder / "no"}, folder / "no"},
      {"bad rules", {kArticles, "--rules", folder / "bad"}, "rules.toml:1"},
      {"no jobs", {kArticles, "--jobs", "0"}, "--jobs"},
      {"too large a limit", {kArticles, "--max-bytes", "999999999999"}, "--max-bytes"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      std::vector<std::string> command = {"ingest", "--db", db};
      command.insert(command.end(), c.arguments.begin(), c.arguments.end());
      const Outcome outcome = Run(command);
      CHECK(outcome.exit == 2);
      CHECK(outcome.out == "");
      CHECK_THAT(outcome.err, Catch::Contains(c.error));
      CHECK_FALSE(std::filesystem::exists(db));
    }
  }
}

TEST_CASE("ingest: a gigabyte in one line, NUL bytes and broken bytes stop nothing") {
  const TempFolder folder;
  const std::string db = folder / "facts.db";
  folder.Write("in/huge.txt", "");
  std::filesystem::resize_file(folder / "in/huge.txt", 1 << 30);
  folder.Write("in/nul.txt", std::string("It cost 5 mil\0lion yuan and 6 yuan.\n", 36));
  folder.Write("in/broken.txt", "It cost \xFF\xFE 7 yuan.\n");
  folder.Write("in/good.txt", "It cost 8 yuan.\n");
  const Outcome outcome = Run({"ingest", folder / "in", "--db", db});
  CHECK(outcome.exit == 1);
  CHECK_THAT(outcome.err, Catch::Contains("failed       huge.txt: it has 1073741824 bytes, more "
                                          "than the limit of 32 MiB\n"));
  CHECK(Ask(db, "SELECT count(*) FROM v_money WHERE path = 'good.txt'") == "1");
  CHECK(Ask(db, kMisquoted) == "0");
  CHECK(Run({"verify", "--db", db}).exit == 0);
}

TEST_CASE("ingest: an unreadable file and folder are recorded, and what was known below stays") {
  const TempFolder folder;
  const std::string rules = WriteSmallRules(folder);
  std::filesystem::permissions(folder.path(), std::filesystem::perms::all);
  folder.Write("in/a.txt", SmallArticle(5));
  folder.Write("in/sub/b.txt", SmallArticle(6));
  folder.Write("in/secret.txt", SmallArticle(7));
  const std::string db = folder / "facts.db";
  const std::vector<std::string> command = {"ingest", folder / "in", "--db", db, "--rules", rules};
  RunOptions nobody;
  nobody.as_nobody = true;
  CHECK(Run(command, nobody).exit == 0);
  using std::filesystem::perms;
  std::filesystem::permissions(folder / "in/secret.txt", perms::none);
  std::filesystem::permissions(folder / "in/sub", perms::none);
  // The file's stamp is as it was, so it is only read when asked for.
  std::vector<std::string> again = command;
  again.push_back("--rehash");
  const Outcome outcome = Run(again, nobody);
  std::filesystem::permissions(folder / "in/sub", perms::all);
  CHECK(outcome.exit == 1);
  CHECK(outcome.err ==
        "failed       secret.txt: Permission denied\n"
        "failed       sub: the folder cannot be listed: Permission denied\n");
  CHECK(Ask(db, "SELECT group_concat(state) FROM sources WHERE path = 'sub/b.txt'") == "current");
  std::filesystem::permissions(folder / "in/secret.txt", perms::all);
  CHECK(Run(command, nobody).exit == 0);
  CHECK(Ask(db,
            "SELECT group_concat(path) FROM (SELECT path FROM sources WHERE "
            "state = 'current' ORDER BY path)") == "a.txt,secret.txt,sub/b.txt");
}

// Sends `signal` as soon as some articles are committed.
Outcome Interrupt(const std::vector<std::string>& command, const std::string& db, int signal) {
  Process process(Factmill(command));
  for (int i = 0; i < 20000; ++i) {
    auto reader = OpenForReading(db);
    if (reader.ok() && reader->QueryInt("SELECT count(*) FROM articles").ok() &&
        *reader->QueryInt("SELECT count(*) FROM articles") > 0) {
      break;
    }
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  process.Send(signal);
  return process.Wait();
}

TEST_CASE("ingest: a signal ends it after a clean commit, and a rerun completes it") {
  const TempFolder folder;
  const std::string rules = WriteSmallRules(folder);
  WriteArticles(folder, "in", 6000);
  const std::string clean = folder / "clean.db";
  RunOk({"ingest", folder / "in", "--db", clean, "--rules", rules});
  const std::string dump = DumpOf(clean);
  for (const auto& [signal, exit] : {std::pair{SIGINT, 130}, {SIGTERM, 143}}) {
    const std::string db = folder / (std::to_string(signal) + ".db");
    const std::vector<std::string> command = {"ingest",  folder / "in", "--db",   db,
                                              "--rules", rules,         "--jobs", "1"};
    Outcome outcome;
    for (int attempt = 0; attempt < 5 && outcome.exit == 0; ++attempt) {
      RemoveDatabase(db);  // A busy machine: the ingest was through before the signal came.
      outcome = Interrupt(command, db, signal);
    }
    CHECK(outcome.exit == exit);
    CHECK_THAT(outcome.err, Catch::Contains("interrupted; what was read is stored"));
    CHECK(Ask(db, "SELECT count(*) BETWEEN 1 AND 5999 FROM articles") == "1");
    CHECK(Ask(db, "SELECT count(*) FROM runs WHERE finished IS NULL") == "1");
    RunOk(command);
    CHECK((DumpOf(db) == dump));
  }
}

}  // namespace
}  // namespace factmill
