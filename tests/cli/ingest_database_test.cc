// What can be wrong with a database, seen from the command line.
#include <sqlite3.h>
#include <sys/resource.h>

#include <chrono>
#include <thread>

#include "tests/cli/ingest_sample.h"

namespace factmill {
namespace {

using std::filesystem::perms;

struct Bench {
  Bench() {
    rules = WriteSmallRules(folder);
    folder.Write("in/a.txt", SmallArticle(5));
    std::filesystem::permissions(folder.path(), perms::all);
    db = folder / "db/facts.db";
    std::filesystem::create_directories(folder / "db");
    std::filesystem::permissions(folder / "db", perms::all);
  }
  std::vector<std::string> Ingest() const {
    return {"ingest", folder / "in", "--db", db, "--rules", rules};
  }
  TempFolder folder;
  std::string rules, db;
};

void CheckDatabaseError(const Outcome& outcome, const std::string& sentence) {
  CHECK(outcome.exit == 3);
  CHECK(outcome.out == "");
  CHECK_THAT(outcome.err, Catch::StartsWith("factmill: error: ") && Catch::Contains(sentence));
  CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
}

TEST_CASE("database: every command says what is wrong with it") {
  Bench b;
  for (const char* command : {"facts", "verify", "dump", "show"}) {
    std::vector<std::string> missing = {command, "--db", b.db};
    if (std::string(command) == "show") missing.push_back("012345");
    CheckDatabaseError(Run(missing), "there is no database " + b.db);
    CHECK_FALSE(std::filesystem::exists(b.db));
  }
  b.folder.Write("db/facts.db", "These are my notes, and they are no database at all.\n");
  CheckDatabaseError(Run(b.Ingest()), b.db + " is not a database");
  CheckDatabaseError(Run({"facts", "--db", b.db}), b.db + " is not a database");
  CHECK_THAT(ReadAll(b.db), Catch::StartsWith("These are my notes"));
}

TEST_CASE("database: a damaged one is named") {
  Bench b;
  for (int i = 0; i < 40; ++i) b.folder.Write("in/" + std::to_string(i) + ".txt", SmallArticle(i));
  RunOk(b.Ingest());
  std::string bytes = ReadAll(b.db);
  for (size_t at = 4096; at < bytes.size(); ++at) bytes[at] = static_cast<char>(at * 31);
  b.folder.Write("db/facts.db", bytes);
  CheckDatabaseError(Run(b.Ingest()), b.db + " is damaged");
  CheckDatabaseError(Run({"facts", "--db", b.db}), b.db + " is damaged");
}

TEST_CASE("database: read-only files and folders can be read, and not written") {
  Bench b;
  RunOptions nobody;
  nobody.as_nobody = true;
  CHECK(Run(b.Ingest(), nobody).exit == 0);
  const std::string dump = DumpOf(b.db);
  b.folder.Write("in/b.txt", SmallArticle(6));

  SECTION("file") {
    std::filesystem::permissions(b.db, perms::owner_read);
    CheckDatabaseError(Run(b.Ingest(), nobody), b.db + " cannot be written");
  }
  SECTION("folder") {
    std::filesystem::permissions(b.folder / "db", perms::owner_read | perms::owner_exec |
                                                      perms::others_read | perms::others_exec);
    CheckDatabaseError(Run(b.Ingest(), nobody), b.db + " cannot be written");
  }
  SECTION("file and folder") {
    std::filesystem::permissions(b.db, perms::owner_read | perms::others_read);
    std::filesystem::permissions(b.folder / "db", perms::owner_read | perms::owner_exec |
                                                      perms::others_read | perms::others_exec);
    CheckDatabaseError(Run(b.Ingest(), nobody), b.db + " cannot be written");
  }
  for (const char* command : {"facts", "dump", "verify"}) {
    std::vector<std::string> arguments = {command, "--db", b.db};
    if (std::string(command) == "verify") arguments.insert(arguments.end(), {"--rules", b.rules});
    const Outcome outcome = Run(arguments, nobody);
    CHECK(outcome.err == "");
    CHECK(outcome.exit == 0);
  }
  CHECK(Run({"dump", "--db", b.db}, nobody).out == dump);
  std::filesystem::permissions(b.folder / "db", perms::all);
}

TEST_CASE("database: a folder that is not there, or must not be written") {
  Bench b;
  const std::string db = b.db;
  b.db = b.folder / "no/facts.db";
  CheckDatabaseError(Run(b.Ingest()), b.db + " cannot be written");
  b.db = b.folder / "db";
  CheckDatabaseError(Run(b.Ingest()), b.db + " is a folder, not a database");
  b.db = db;
  std::filesystem::permissions(b.folder / "db", perms::owner_read | perms::owner_exec |
                                                    perms::others_read | perms::others_exec);
  RunOptions nobody;
  nobody.as_nobody = true;
  CheckDatabaseError(Run(b.Ingest(), nobody), b.db + " cannot be written");
  CHECK(std::filesystem::is_empty(b.folder / "db"));
}

TEST_CASE("database: a second ingest waits for the first, and then gives up") {
  Bench b;
  RunOk(b.Ingest());
  const std::string dump = DumpOf(b.db);
  auto other = Database::Open(b.db, SQLITE_OPEN_READWRITE, b.db);
  REQUIRE(other.ok());
  SECTION("another program writes for long") {
    REQUIRE(other->Exec("BEGIN IMMEDIATE").ok());
    b.folder.Write("in/b.txt", SmallArticle(6));
    const auto start = std::chrono::steady_clock::now();
    CheckDatabaseError(Run(b.Ingest()), b.db + " is in use by another program");
    CHECK(std::chrono::steady_clock::now() - start > std::chrono::seconds(4));
    REQUIRE(other->Exec("ROLLBACK").ok());
    CHECK(DumpOf(b.db) == dump);
  }
  SECTION("another program writes for a moment") {
    REQUIRE(other->Exec("BEGIN IMMEDIATE").ok());
    Process second(Factmill(b.Ingest()));
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    REQUIRE(other->Exec("COMMIT").ok());
    CHECK(second.Wait().exit == 0);
  }
  SECTION("a reader reads all the time") {
    REQUIRE(other->Exec("BEGIN; SELECT count(*) FROM facts").ok());
    b.folder.Write("in/b.txt", SmallArticle(6));
    CHECK(Run(b.Ingest()).exit == 0);
    CHECK(*other->QueryInt("SELECT count(*) FROM facts") == 3);  // As it was when it began.
    REQUIRE(other->Exec("COMMIT").ok());
    CHECK(*other->QueryInt("SELECT count(*) FROM facts") == 6);
  }
}

TEST_CASE("database: two ingests at once end in one clean database") {
  Bench b;
  WriteArticles(b.folder, "in", 600);
  Process one(Factmill(b.Ingest()));
  Process two(Factmill(b.Ingest()));
  CHECK(one.Wait().exit == 0);
  CHECK(two.Wait().exit == 0);
  const std::string dump = DumpOf(b.db);
  RemoveDatabase(b.db);
  RunOk(b.Ingest());
  CHECK((DumpOf(b.db) == dump));
}

TEST_CASE("database: a full disk leaves what was there") {
  Bench b;
  RunOk(b.Ingest());
  const std::string dump = DumpOf(b.db);
  WriteArticles(b.folder, "in", 600);
  // No file may grow past 256 KiB: SQLite meets EFBIG as it would ENOSPC.
  std::string command = "trap '' XFSZ; ulimit -f 256; exec";
  for (const std::string& word : Factmill(b.Ingest())) command += " '" + word + "'";
  const Outcome outcome = Process({"bash", "-c", command}).Wait();
  CHECK(outcome.exit == 3);
  CHECK_THAT(outcome.err, Catch::Contains("factmill: error: " + b.db));
  CHECK(Ask(b.db, "PRAGMA integrity_check") == "ok");
  CHECK(DumpOf(b.db) == dump);
  CHECK(Run(b.Ingest()).exit == 0);
  const std::string again = DumpOf(b.db);
  RemoveDatabase(b.db);
  RunOk(b.Ingest());
  CHECK((DumpOf(b.db) == again));
}

}  // namespace
}  // namespace factmill
