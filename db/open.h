// Opening facts.db: what counts as one, and how an old one becomes a new one.
//
// A factmill database is an SQLite file with kApplicationId.  Its user_version
// is the schema's; migrations lead forward only.  A file that is anything else
// is left exactly as it is.
#ifndef FACTMILL_DB_OPEN_H_
#define FACTMILL_DB_OPEN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/status.h"
#include "db/sqlite.h"

namespace factmill {

constexpr int64_t kApplicationId = 0x666D696C;  // "fmil"
constexpr int64_t kSchemaVersion = 5;

// How long a writer waits for another one.
constexpr int kBusyMilliseconds = 5000;

// Opens `path` to read.  Errors: kDatabase: no such file, not a factmill
// database, from a newer schema.  Works on a read-only file and in a read-only
// folder.
Result<Database> OpenForReading(const std::string& path);

// Opens `path` to write, makes it if it is missing or empty, and migrates an
// older schema.  Errors: kDatabase, as above, and locked, full, or read-only.
Result<Database> OpenForWriting(const std::string& path);

// The step that leads to schema `version` from the one before.
struct Migration {
  int64_t version;
  std::string sql;
};

// Applies the steps past the database's user_version, each in one transaction,
// in order.  After a failure the steps before it stay applied.
Status Migrate(Database* db, const std::vector<Migration>& steps);

// The SQL file of db/ of that name, from within the program; "" if none.
std::string EmbeddedSql(const std::string& name);

}  // namespace factmill

#endif  // FACTMILL_DB_OPEN_H_
