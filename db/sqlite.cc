#include "db/sqlite.h"

#include <sqlite3.h>

#include <cstring>
#include <utility>

namespace factmill {
namespace {

// What went wrong, and what to do about it.
Status ErrorOf(sqlite3* db, int code, const std::string& name) {
  const std::string said = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
  const int system_error = db ? sqlite3_system_errno(db) : 0;
  const std::string cause = system_error ? std::strerror(system_error) : said;
  std::string message;
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      message = name + " is in use by another program; run this again when that has finished";
      break;
    case SQLITE_FULL:
      message = name +
                " cannot grow, the disk is full: free some space and run this again; "
                "what was stored before is safe";
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      message = name + " cannot be written: make the file and its folder writable";
      break;
    case SQLITE_CANTOPEN:
      message = name + " cannot be opened (" + cause +
                "): check that its folder exists and that both may be read and written";
      break;
    case SQLITE_NOTADB: message = name + " is not a database: name another file with --db"; break;
    case SQLITE_CORRUPT:
      message =
          name + " is damaged (" + said + "): restore it from a backup, or ingest into a new file";
      break;
    case SQLITE_IOERR:
      message = name + ": reading or writing the disk failed (" + cause +
                "): check the disk and run this again; what was stored before is safe";
      break;
    default: message = name + ": " + said;
  }
  return Status(Code::kDatabase, std::move(message));
}

}  // namespace

Statement::Statement(sqlite3* db, sqlite3_stmt* statement, std::string db_name)
    : db_(db), statement_(statement), db_name_(std::move(db_name)) {}

Statement::Statement(Statement&& other) noexcept
    : db_(other.db_),
      statement_(std::exchange(other.statement_, nullptr)),
      db_name_(std::move(other.db_name_)),
      bound_(other.bound_),
      error_(other.error_) {}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::Bind(int64_t value) {
  const int rc = sqlite3_bind_int64(statement_, ++bound_, value);
  if (!error_) error_ = rc;
  return *this;
}

Statement& Statement::Bind(double value) {
  const int rc = sqlite3_bind_double(statement_, ++bound_, value);
  if (!error_) error_ = rc;
  return *this;
}

Statement& Statement::Bind(std::string_view text) {
  const char* data = text.data() ? text.data() : "";
  const int rc =
      sqlite3_bind_text64(statement_, ++bound_, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (!error_) error_ = rc;
  return *this;
}

Statement& Statement::BindBlob(std::string_view bytes) {
  const char* data = bytes.data() ? bytes.data() : "";
  const int rc = sqlite3_bind_blob64(statement_, ++bound_, data, bytes.size(), SQLITE_STATIC);
  if (!error_) error_ = rc;
  return *this;
}

Statement& Statement::BindNull() {
  const int rc = sqlite3_bind_null(statement_, ++bound_);
  if (!error_) error_ = rc;
  return *this;
}

Statement& Statement::BindOrNull(std::string_view text) {
  return text.empty() ? BindNull() : Bind(text);
}

Statement& Statement::BindIdOrNull(int64_t id) { return id == 0 ? BindNull() : Bind(id); }

Statement& Statement::BindAt(int number, std::string_view text) {
  const int before = std::exchange(bound_, number - 1);
  Bind(text);
  bound_ = before;
  return *this;
}

void Statement::Reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  bound_ = 0;
  error_ = 0;
}

Result<bool> Statement::Next() {
  int rc = error_;
  if (rc == SQLITE_OK) rc = sqlite3_step(statement_);
  if (rc == SQLITE_ROW) return true;
  Status status;
  if (rc != SQLITE_DONE) status = ErrorOf(db_, rc, db_name_);
  Reset();
  if (!status.ok()) return status;
  return false;
}

Status Statement::Run() {
  while (true) {
    Result<bool> row = Next();
    if (!row.ok()) return row.status();
    if (!*row) return Status::Ok();
  }
}

int Statement::ColumnCount() const { return sqlite3_column_count(statement_); }

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

int64_t Statement::Int(int column) const { return sqlite3_column_int64(statement_, column); }

double Statement::Real(int column) const { return sqlite3_column_double(statement_, column); }

std::string_view Statement::Text(int column) const {
  const void* data = sqlite3_column_type(statement_, column) == SQLITE_BLOB
                         ? sqlite3_column_blob(statement_, column)
                         : sqlite3_column_text(statement_, column);
  if (!data) return {};
  return {static_cast<const char*>(data),
          static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

void Database::Closer::operator()(sqlite3* db) const { sqlite3_close_v2(db); }

Result<Database> Database::Open(const std::string& file, int flags, const std::string& name) {
  sqlite3* raw = nullptr;
  const int rc = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
  Database db(raw, name);
  if (rc != SQLITE_OK) return ErrorOf(raw, rc, name);
  sqlite3_extended_result_codes(raw, 1);
  return db;
}

Status Database::Exec(const std::string& sql) {
  const int rc = sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  return rc == SQLITE_OK ? Status::Ok() : ErrorOf(db_.get(), rc, name_);
}

Result<Statement> Database::Prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int rc =
      sqlite3_prepare_v2(db_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (rc != SQLITE_OK) return ErrorOf(db_.get(), rc, name_);
  return Statement(db_.get(), statement, name_);
}

Result<int64_t> Database::QueryInt(std::string_view sql) {
  auto statement = Prepare(sql);
  if (!statement.ok()) return statement.status();
  auto row = statement->Next();
  if (!row.ok()) return row.status();
  return *row ? statement->Int(0) : int64_t{0};
}

Status Database::Error() const { return ErrorOf(db_.get(), sqlite3_errcode(db_.get()), name_); }

bool Database::LastWasConstraint() const {
  const int code = sqlite3_errcode(db_.get()) & 0xFF;
  return code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG;
}

int64_t Database::LastInsertId() const { return sqlite3_last_insert_rowid(db_.get()); }

bool Database::read_only() const { return sqlite3_db_readonly(db_.get(), "main") == 1; }

}  // namespace factmill
