#include "db/open.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/lock.h"
#include "tests/db/sample.h"
#include "tests/temp_folder.h"

namespace factmill {
namespace {

// Makes an SQLite file as another program would.
void MakeForeign(const std::string& file, const std::string& sql) {
  auto db = Database::Open(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, file);
  REQUIRE(db.ok());
  REQUIRE(db->Exec(sql).message() == "");
}

struct BadFile {
  const char* name;
  const char* bytes;  // Written as they are, or
  const char* sql;    // run in a new SQLite file.
  const char* error;  // After the file's name.
};

const BadFile kBadFiles[] = {
    {"a text", "hello\n", nullptr,
     " is not a database, and was left as it is: name another file with --db"},
    {"a long text",
     "SQLite format 2 ..................................................................."
     "...................................................................................",
     nullptr, " is not a database, and was left as it is: name another file with --db"},
    {"another program's database", nullptr, "CREATE TABLE t (x)",
     " is the SQLite database of another program, and was left as it is: name another file with "
     "--db"},
    {"another program's database in WAL mode", nullptr,
     "PRAGMA journal_mode = WAL; CREATE TABLE t (x)",
     " is the SQLite database of another program, and was left as it is: name another file with "
     "--db"},
    {"another program's id", nullptr, "PRAGMA application_id = 7; CREATE TABLE t (x)",
     " is the SQLite database of another program, and was left as it is: name another file with "
     "--db"},
    {"a newer schema", nullptr,
     "PRAGMA application_id = 1718446444; PRAGMA user_version = 99; CREATE TABLE t (x)",
     " was made by a newer factmill (schema 99, this one knows 5): update factmill"},
};

TEST_CASE("a file that is no factmill database is refused and left alone") {
  for (const BadFile& bad : kBadFiles) {
    DYNAMIC_SECTION(bad.name) {
      const TempFolder folder;
      const std::string file = folder / "x.db";
      if (bad.bytes) folder.Write("x.db", bad.bytes);
      if (bad.sql) MakeForeign(file, bad.sql);
      const std::string before = ReadAll(file);

      auto reader = OpenForReading(file);
      CHECK(reader.status().code() == Code::kDatabase);
      CHECK(reader.status().message() == file + bad.error);
      auto store = Store::Open(file);
      CHECK(store.status().code() == Code::kDatabase);
      CHECK(store.status().message() == file + bad.error);
      CHECK(ReadAll(file) == before);
    }
  }
}

TEST_CASE("application_id is what the schema says") { CHECK(kApplicationId == 1718446444); }

TEST_CASE("reading never makes a database") {
  const TempFolder folder;
  const std::string file = folder / "no.db";
  CHECK(OpenForReading(file).status().message() ==
        "there is no database " + file +
            ": make one with factmill ingest, or name another with --db");
  CHECK_FALSE(std::filesystem::exists(file));
  folder.Write("empty.db", "");
  CHECK(OpenForReading(folder / "empty.db").status().message() ==
        folder / "empty.db" + " is empty: run factmill ingest first");
}

TEST_CASE("a missing file, an empty one and one without content are new") {
  const TempFolder folder;
  folder.Write("empty.db", "");
  MakeForeign(folder / "blank.db", "VACUUM");
  CHECK(OpenForReading(folder / "blank.db").status().message() ==
        folder / "blank.db" + " holds no facts yet: run factmill ingest first");
  for (const char* name : {"missing.db", "empty.db", "blank.db"}) {
    const std::string file = folder / name;
    Finish(OpenStore(file));
    CHECK(Query(file, "PRAGMA user_version") == std::to_string(kSchemaVersion));
    CHECK(Query(file, "PRAGMA journal_mode") == "wal");
    CHECK(Query(file, "PRAGMA integrity_check") == "ok");
    CHECK_FALSE(std::filesystem::exists(file + "-wal"));
    CHECK_FALSE(std::filesystem::exists(file + "-ingest"));
  }
}

TEST_CASE("names that SQLite would take for more are files") {
  const TempFolder folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  for (const char* name : {":memory:", "file:x.db?mode=memory"}) Finish(OpenStore(name));
  std::filesystem::current_path(before);
  CHECK(std::filesystem::exists(folder / ":memory:"));
  CHECK(std::filesystem::exists(folder / "file:x.db?mode=memory"));
}

TEST_CASE("a folder that is not there is named") {
  const TempFolder folder;
  const std::string file = folder / "no/facts.db";
  auto store = Store::Open(file);
  CHECK(store.status().code() == Code::kDatabase);
  CHECK_THAT(store.status().message(),
             Catch::StartsWith(file) && Catch::Contains("No such file or directory"));
  CHECK_THAT(Store::Open(folder.path()).status().message(),
             Catch::Contains(" is a folder, not a database"));
}

TEST_CASE("every table is STRICT and the file needs no extension") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  Finish(OpenStore(file));
  CHECK(Query(file,
              "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND "
              "type = 'table' AND name NOT LIKE 'sqlite_%' AND NOT strict") == "0");
  CHECK(Query(file, "SELECT count(*) FROM pragma_table_list WHERE type = 'virtual'") == "0");
}

TEST_CASE("migrations lead forward, each whole or not at all") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  Finish(OpenStore(file));
  auto db = Database::Open(file, SQLITE_OPEN_READWRITE, file);
  REQUIRE(db.ok());
  const std::vector<Migration> steps = {
      {kSchemaVersion, "CREATE TABLE never (x)"},
      {kSchemaVersion + 1, "CREATE TABLE two (x)"},
      {kSchemaVersion + 2, "CREATE TABLE three (x); INSERT INTO nowhere VALUES (1)"},
  };
  CHECK_THAT(Migrate(&*db, steps).message(), Catch::Contains("no such table: nowhere"));
  CHECK(Query(&*db, "PRAGMA user_version") == std::to_string(kSchemaVersion + 1));
  CHECK(Query(&*db, "SELECT name FROM sqlite_schema WHERE name IN ('never', 'two', 'three')") ==
        "two");
  CHECK(Migrate(&*db, {steps[0], steps[1]}).message() == "");
}

// Tables and indexes with their columns, and the views.
std::string Shape(const std::string& file) {
  return Query(file,
               "SELECT m.type, m.name, x.cid, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk "
               "FROM sqlite_schema m, pragma_table_xinfo(m.name) x ORDER BY 2, 3") +
         Query(file,
               "SELECT m.name, f.\"table\", f.\"from\", f.on_delete "
               "FROM sqlite_schema m, pragma_foreign_key_list(m.name) f ORDER BY 1, 2, 3");
}

// Makes a database of the newest schema into one of schema 1.
void TurnBackToSchema1(const std::string& file) {
  auto db = Database::Open(file, SQLITE_OPEN_READWRITE, file);
  REQUIRE(db.ok());
  auto views = db->Prepare(
      "SELECT group_concat('DROP VIEW ' || name, ';') FROM sqlite_schema "
      "WHERE type = 'view'");
  REQUIRE(views.ok());
  REQUIRE(*views->Next());
  const std::string drop_views = views->String(0);
  views->Reset();
  REQUIRE(db->Exec(drop_views).message() == "");
  REQUIRE(db->Exec("ALTER TABLE facts DROP COLUMN change;"
                   "ALTER TABLE facts DROP COLUMN change_base;"
                   "DROP TABLE article_rules; ALTER TABLE runs DROP COLUMN schema;"
                   "ALTER TABLE articles DROP COLUMN found_sha256;"
                   "DROP TABLE rule_set_files; DROP TABLE rule_files;"
                   "ALTER TABLE payloads DROP COLUMN given;"
                   "ALTER TABLE sources DROP COLUMN container;"
                   "ALTER TABLE sources DROP COLUMN offset;"
                   "ALTER TABLE sources DROP COLUMN url;"
                   "ALTER TABLE sources DROP COLUMN given;"
                   "ALTER TABLE articles DROP COLUMN url_evidence;"
                   "ALTER TABLE articles DROP COLUMN site_evidence;"
                   "ALTER TABLE articles DROP COLUMN author_evidence;"
                   "ALTER TABLE articles DROP COLUMN lang_evidence;"
                   "PRAGMA user_version = 1")
              .message() == "");
}

TEST_CASE("a database of schema 1 becomes as a new one, and what it read is read again") {
  const TempFolder folder;
  const std::string fresh = folder / "new.db", old = folder / "old.db";
  for (const std::string& file : {fresh, old}) {
    auto store = OpenStore(file);
    Put(store.get(), SourceAt("x"), Sample("1 a"));
    Finish(std::move(store));
  }
  TurnBackToSchema1(old);
  CHECK(OpenForReading(old).status().message() ==
        old + " has the older schema 1: run factmill ingest once to bring it up to date");
  auto store = OpenStore(old);
  CHECK(CountFresh(store->db(), TestEngine()) == 0);
  CHECK_FALSE(SourcesOf(store->db(), "/data", TestEngine())->at(0).fresh);
  CHECK(Put(store.get(), SourceAt("x"), Sample("1 a")) == PutResult::kStored);
  Finish(std::move(store));
  CHECK(Shape(old) == Shape(fresh));
  CHECK(Query(old, "SELECT r.rule FROM article_rules u JOIN rules r ON r.id = u.rule_id") ==
        "test.digit");
  CHECK(Query(old, "SELECT schema FROM runs ORDER BY id") == "1\n5");
  CHECK(Query(old, "PRAGMA integrity_check") == "ok");
}

TEST_CASE("one ingest at a time") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  {
    auto first = IngestLock::Acquire(file, 0);
    REQUIRE(first.ok());
    CHECK(IngestLock::Acquire(file, 50).status().message() ==
          "another factmill is ingesting into " + file + ": run this again when it has finished");
  }
  CHECK(IngestLock::Acquire(file, 0).ok());
  CHECK_FALSE(std::filesystem::exists(file + "-ingest"));
  // A killed process leaves the file, not the lock.
  folder.Write("facts.db-ingest", "");
  CHECK(IngestLock::Acquire(file, 0).ok());
}

TEST_CASE("every name of a database has the same lock") {
  const TempFolder folder;
  Finish(OpenStore(folder / "facts.db"));
  std::filesystem::create_symlink(folder / "facts.db", folder / "link.db");
  auto first = IngestLock::Acquire(folder / "facts.db", 0);
  REQUIRE(first.ok());
  CHECK_FALSE(IngestLock::Acquire(folder / "link.db", 0).ok());
}

// Former bugs.

TEST_CASE("looking at a database keeps the locks that this process holds on it") {
  const TempFolder folder;
  const std::string file = folder / "facts.db";
  Finish(OpenStore(file));
  auto writer = Database::Open(file, SQLITE_OPEN_READWRITE, file);
  REQUIRE(writer->Exec("BEGIN IMMEDIATE").ok());
  { REQUIRE(OpenForReading(file).ok()); }
  const pid_t child = fork();
  if (child == 0) {  // Asks for the lock that SQLite's readers and writers hold.
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_start = 0x40000002;
    lock.l_len = 510;
    const int fd = open(file.c_str(), O_RDWR);
    _exit(fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(status == 0);
}

}  // namespace
}  // namespace factmill
