#include "db/open.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>

namespace factmill {

struct EmbeddedFile {
  const char* name;
  const char* text;
};
extern const EmbeddedFile kEmbeddedSql[];

namespace {

// The views of schema.sql in place of those that are there.
std::string NewestViews() {
  constexpr std::string_view kCreate = "\nCREATE VIEW ";
  const std::string schema = EmbeddedSql("schema.sql");
  const size_t first = schema.find(kCreate);
  std::string drops;
  for (size_t at = first; at != std::string::npos; at = schema.find(kCreate, at + 1)) {
    const size_t name = at + kCreate.size();
    drops += "DROP VIEW IF EXISTS " + schema.substr(name, schema.find(' ', name) - name) + ";";
  }
  return drops + schema.substr(first);
}

// Steps from schema 1 on; a new database is made by schema.sql, which is always
// the newest.
const std::vector<Migration>& Migrations() {
  static const std::vector<Migration> kMigrations = {
      // Which rules each article was read by.  The older runs did not say, so
      // what they read is read again.
      {2,
       "ALTER TABLE runs ADD COLUMN schema INTEGER NOT NULL DEFAULT 1;"
       "CREATE TABLE article_rules ("
       "  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,"
       "  rule_id    INTEGER NOT NULL REFERENCES rules (id),"
       "  PRIMARY KEY (article_id, rule_id)"
       ") STRICT, WITHOUT ROWID;"
       "CREATE INDEX article_rules_rule ON article_rules (rule_id)"},
      // What was found, by its hash, and the rule files it was found with, so that
      // after an edit of the rules only what it touches is read again.
      {3,
       "ALTER TABLE articles ADD COLUMN found_sha256 TEXT NOT NULL DEFAULT '';"
       "CREATE TABLE rule_files ("
       "  id     INTEGER PRIMARY KEY,"
       "  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),"
       "  text   TEXT NOT NULL"
       ") STRICT;"
       "CREATE TABLE rule_set_files ("
       "  rules_sha256 TEXT NOT NULL CHECK (length(rules_sha256) = 64),"
       "  ordinal      INTEGER NOT NULL,"
       "  name         TEXT NOT NULL,"
       "  relative     TEXT NOT NULL,"
       "  file_id      INTEGER NOT NULL REFERENCES rule_files (id),"
       "  PRIMARY KEY (rules_sha256, ordinal)"
       ") STRICT, WITHOUT ROWID"},
      // Whether a figure is a change, and from what; the words that say so.
      {4,
       "ALTER TABLE facts ADD COLUMN change TEXT CHECK (change <> '');"
       "ALTER TABLE facts ADD COLUMN change_base TEXT CHECK (change_base <> '');"
       "CREATE TABLE new_attributes ("
       "  fact_id    INTEGER NOT NULL REFERENCES facts (id) ON DELETE CASCADE,"
       "  role       TEXT NOT NULL CHECK (role IN"
       "             ('metric', 'subject', 'period', 'status', 'change', 'base')),"
       "  words      TEXT NOT NULL CHECK (words <> ''),"
       "  canonical  TEXT CHECK (canonical <> ''),"
       "  char_start INTEGER NOT NULL CHECK (char_start >= 0),"
       "  char_end   INTEGER NOT NULL,"
       "  rule_id    INTEGER NOT NULL REFERENCES rules (id),"
       "  PRIMARY KEY (fact_id, role, char_start),"
       "  CHECK (char_start < char_end)"
       ") STRICT, WITHOUT ROWID;"
       "INSERT INTO new_attributes SELECT * FROM fact_attributes;"
       "DROP TABLE fact_attributes;"
       "ALTER TABLE new_attributes RENAME TO fact_attributes;" +
           NewestViews()},
      // Containers, sidecars, and where each piece of metadata was seen.
      {5,
       "ALTER TABLE payloads ADD COLUMN given TEXT;"
       "ALTER TABLE sources ADD COLUMN container TEXT;"
       "ALTER TABLE sources ADD COLUMN offset INTEGER;"
       "ALTER TABLE sources ADD COLUMN url TEXT;"
       "ALTER TABLE sources ADD COLUMN given TEXT;"
       "ALTER TABLE articles ADD COLUMN url_evidence TEXT;"
       "ALTER TABLE articles ADD COLUMN site_evidence TEXT;"
       "ALTER TABLE articles ADD COLUMN author_evidence TEXT;"
       "ALTER TABLE articles ADD COLUMN lang_evidence TEXT"},
  };
  return kMigrations;
}

Status DatabaseError(const std::string& message) { return Status(Code::kDatabase, message); }

// Reads the header of the file `path` the way SQLite itself opens files: closing
// a descriptor of our own would drop the locks that another connection of this
// process holds on the file.  An SQLite code; SQLITE_IOERR_SHORT_READ for a file
// without a whole header.
constexpr int kHeaderSize = 100;
int ReadHeader(const std::string& path, unsigned char* header) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
  std::string full(static_cast<size_t>(vfs->mxPathname) + 1, '\0');
  int rc = vfs->xFullPathname(vfs, path.c_str(), static_cast<int>(full.size()), full.data());
  if ((rc & 0xFF) != SQLITE_OK) return rc;
  std::vector<std::max_align_t> memory(
      static_cast<size_t>(vfs->szOsFile) / sizeof(std::max_align_t) + 1);
  auto* file = reinterpret_cast<sqlite3_file*>(memory.data());
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
  rc = vfs->xOpen(vfs, full.c_str(), file, flags, &flags);
  if (rc == SQLITE_OK) rc = file->pMethods->xRead(file, header, kHeaderSize, 0);
  if (file->pMethods) file->pMethods->xClose(file);
  return rc;
}

// What the first bytes of a file say, before SQLite works on it.
enum class FileKind { kMissing, kEmpty, kOurs, kPerhapsNew, kForeign, kNoDatabase };

Result<FileKind> LookAt(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) return FileKind::kMissing;
    return DatabaseError(path + " cannot be opened: " + std::strerror(errno));
  }
  if (S_ISDIR(info.st_mode)) return DatabaseError(path + " is a folder, not a database");
  if (!S_ISREG(info.st_mode)) return DatabaseError(path + " is not a file");
  if (info.st_size == 0) return FileKind::kEmpty;
  unsigned char header[kHeaderSize] = {};
  const int rc = ReadHeader(path, header);
  if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) {
    return DatabaseError(path + " cannot be read: " + std::strerror(errno));
  }
  if (rc != SQLITE_OK || std::memcmp(header, "SQLite format 3", 16) != 0) {
    return FileKind::kNoDatabase;
  }
  const int64_t id = int64_t{header[68]} << 24 | header[69] << 16 | header[70] << 8 | header[71];
  if (id == kApplicationId) return FileKind::kOurs;
  // Making a database sets its id before WAL; so only one in rollback mode can
  // be ours, cut short at birth, or have no content at all.
  return id == 0 && header[18] == 1 ? FileKind::kPerhapsNew : FileKind::kForeign;
}

Status NotOurs(const std::string& path) {
  return DatabaseError(path +
                       " is the SQLite database of another program, and was left as it is: "
                       "name another file with --db");
}

Status NoDatabase(const std::string& path) {
  return DatabaseError(path +
                       " is not a database, and was left as it is: "
                       "name another file with --db");
}

// SQLite reads some names as more than a file's name.
std::string FileName(const std::string& path) {
  const bool special = path.rfind("file:", 0) == 0 || path.rfind(":", 0) == 0;
  return special ? "./" + path : path;
}

Result<Database> Connect(const std::string& path, int flags) {
  if (path.empty()) return DatabaseError("the database's name is empty: name a file with --db");
  auto db = Database::Open(FileName(path), flags, path);
  if (!db.ok()) return db;
  sqlite3_busy_timeout(db->get(), kBusyMilliseconds);
  const Status status = db->Exec("PRAGMA foreign_keys = ON");
  if (!status.ok()) return status;
  return db;
}

// The schema's version.  Errors where it is newer than this program's.
Result<int64_t> SchemaVersion(Database* db) {
  auto version = db->QueryInt("PRAGMA user_version");
  if (!version.ok()) return version;
  if (*version > kSchemaVersion) {
    return DatabaseError(db->name() + " was made by a newer factmill (schema " +
                         std::to_string(*version) + ", this one knows " +
                         std::to_string(kSchemaVersion) + "): update factmill");
  }
  return version;
}

// 1 if nothing was ever made in it.
Result<int64_t> IsBlank(Database* db) {
  return db->QueryInt(
      "SELECT (SELECT count(*) FROM sqlite_schema) = 0 AND "
      "(SELECT user_version FROM pragma_user_version) = 0 AND "
      "(SELECT application_id FROM pragma_application_id) = 0");
}

// Makes the tables, all or none.
Status Create(Database* db) {
  Status status = db->Exec("BEGIN EXCLUSIVE");
  if (!status.ok()) return status;
  auto blank = IsBlank(db);  // Another process may have been quicker.
  if (!blank.ok()) status = blank.status();
  if (status.ok() && *blank) {
    status = db->Exec(EmbeddedSql("schema.sql") +
                      ";PRAGMA application_id = " + std::to_string(kApplicationId) +
                      ";PRAGMA user_version = " + std::to_string(kSchemaVersion));
  }
  if (status.ok()) status = db->Exec("COMMIT");
  if (!status.ok()) static_cast<void>(db->Exec("ROLLBACK"));
  return status;
}

Status UseWal(Database* db) {
  auto mode = db->Prepare("PRAGMA journal_mode = WAL");
  if (!mode.ok()) return mode.status();
  auto row = mode->Next();
  if (!row.ok()) return row.status();
  if (!*row || mode->Text(0) != "wal") {
    return DatabaseError(db->name() +
                         " lies where SQLite cannot use a write-ahead log "
                         "(a network folder?): keep it on a local disk");
  }
  return Status::Ok();
}

// Errors where the database, which has content, is not ours.
Status CheckOurs(Database* db) {
  auto id = db->QueryInt("PRAGMA application_id");
  if (!id.ok()) return id.status();
  return *id == kApplicationId ? Status::Ok() : NotOurs(db->name());
}

// Reads something, for SQLite opens a file only then.
Result<Database> Checked(Result<Database> db) {
  if (!db.ok()) return db;
  auto blank = IsBlank(&*db);
  if (!blank.ok()) return blank.status();
  if (*blank) return DatabaseError(db->name() + " holds no facts yet: run factmill ingest first");
  const Status ours = CheckOurs(&*db);
  if (!ours.ok()) return ours;
  auto version = SchemaVersion(&*db);
  if (!version.ok()) return version.status();
  if (*version < kSchemaVersion) {
    return DatabaseError(db->name() + " has the older schema " + std::to_string(*version) +
                         ": run factmill ingest once to bring it up to date");
  }
  return db;
}

}  // namespace

std::string EmbeddedSql(const std::string& name) {
  for (const EmbeddedFile* file = kEmbeddedSql; file->name; ++file) {
    if (name == file->name) return file->text;
  }
  return "";
}

Status Migrate(Database* db, const std::vector<Migration>& steps) {
  for (const Migration& step : steps) {
    auto version = db->QueryInt("PRAGMA user_version");
    if (!version.ok()) return version.status();
    if (*version >= step.version) continue;
    Status status = db->Exec("BEGIN IMMEDIATE");
    if (!status.ok()) return status;
    status =
        db->Exec(step.sql + ";PRAGMA user_version = " + std::to_string(step.version) + ";COMMIT");
    if (!status.ok()) {
      static_cast<void>(db->Exec("ROLLBACK"));
      return status;
    }
  }
  return Status::Ok();
}

Result<Database> OpenForReading(const std::string& path) {
  auto kind = LookAt(path);
  if (!kind.ok()) return kind.status();
  switch (*kind) {
    case FileKind::kMissing:
      return DatabaseError("there is no database " + path +
                           ": make one with factmill ingest, or name another with --db");
    case FileKind::kEmpty: return DatabaseError(path + " is empty: run factmill ingest first");
    case FileKind::kForeign: return NotOurs(path);
    case FileKind::kNoDatabase: return NoDatabase(path);
    case FileKind::kPerhapsNew:
    case FileKind::kOurs: break;
  }
  // Opened to write, so that the last reader tidies the log away; if the file
  // or its folder cannot be written, as a reader; and if there is no log either,
  // as a file that nobody changes.
  auto db = Checked(Connect(path, SQLITE_OPEN_READWRITE));
  if (!db.ok() && access((path + "-wal").c_str(), F_OK) != 0 && access(path.c_str(), R_OK) == 0) {
    std::string uri = path[0] == '/' ? "file://" : "file:";
    for (const unsigned char c : path) {
      if (c == '%' || c == '?' || c == '#') {
        constexpr char kHex[] = "0123456789ABCDEF";
        uri += {'%', kHex[c >> 4], kHex[c & 15]};
      } else {
        uri += static_cast<char>(c);
      }
    }
    auto fixed = Database::Open(uri + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, path);
    auto checked = Checked(std::move(fixed));
    if (checked.ok()) return checked;
  }
  if (!db.ok()) return db;
  const Status status = db->Exec("PRAGMA query_only = ON");
  if (!status.ok()) return status;
  return db;
}

Result<Database> OpenForWriting(const std::string& path) {
  auto kind = LookAt(path);
  if (!kind.ok()) return kind.status();
  if (*kind == FileKind::kForeign) return NotOurs(path);
  if (*kind == FileKind::kNoDatabase) return NoDatabase(path);
  auto db = Connect(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!db.ok()) return db;
  if (db->read_only()) {
    return DatabaseError(path + " cannot be written: make the file and its folder writable");
  }
  auto blank = IsBlank(&*db);
  if (!blank.ok()) return blank.status();
  Status status = *blank ? Create(&*db) : CheckOurs(&*db);
  if (!status.ok()) return status;
  auto version = SchemaVersion(&*db);
  if (!version.ok()) return version.status();
  status = UseWal(&*db);
  if (status.ok()) status = db->Exec("PRAGMA synchronous = NORMAL");
  if (status.ok()) status = Migrate(&*db, Migrations());
  if (!status.ok()) return status;
  return db;
}

}  // namespace factmill
