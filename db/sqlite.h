// SQLite behind Status: one connection and its prepared statements.
//
// Every error is a Status of code kDatabase whose sentence names the database
// and says what to do.
#ifndef FACTMILL_DB_SQLITE_H_
#define FACTMILL_DB_SQLITE_H_

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/status.h"

struct sqlite3;
struct sqlite3_stmt;

namespace factmill {

// A prepared statement.  Values are bound in order, then it is run; running it
// to its end, or Reset(), makes it ready for the next values.
//
//   insert.Bind(path).Bind(size);            // Errors are kept until it runs.
//   Status status = insert.Run();
class Statement {
 public:
  Statement(sqlite3* db, sqlite3_stmt* statement, std::string db_name);
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Texts and blobs must live until the statement has run.
  Statement& Bind(int64_t value);
  Statement& Bind(double value);
  Statement& Bind(std::string_view text);
  Statement& BindBlob(std::string_view bytes);
  Statement& BindNull();
  // NULL where `text` is "".
  Statement& BindOrNull(std::string_view text);
  // NULL where `id` is 0.
  Statement& BindIdOrNull(int64_t id);
  // A parameter by its number (?1000), aside from the order.
  Statement& BindAt(int number, std::string_view text);
  // A string that dies at once cannot be bound.
  template <typename S>
  requires std::same_as<S, std::string> Statement& Bind(S&&) = delete;
  template <typename S>
  requires std::same_as<S, std::string> Statement& BindOrNull(S&&) = delete;
  template <typename S>
  requires std::same_as<S, std::string> Statement& BindBlob(S&&) = delete;

  // Runs to the end; rows are passed over.
  Status Run();
  // Moves to the next row; false, and ready for new values, when there is none.
  Result<bool> Next();
  void Reset();

  int ColumnCount() const;
  // Columns of the present row, from 0.  Views live until the next call of Next().
  bool IsNull(int column) const;
  int64_t Int(int column) const;
  double Real(int column) const;
  std::string_view Text(int column) const;  // "" for NULL; blobs too.
  std::string String(int column) const { return std::string(Text(column)); }

 private:
  sqlite3* db_;
  sqlite3_stmt* statement_;
  std::string db_name_;
  int bound_ = 0;
  int error_ = 0;  // The first failed Bind.
};

// A connection.
class Database {
 public:
  // `flags` as of sqlite3_open_v2.  `name` is what messages call it.
  static Result<Database> Open(const std::string& file, int flags, const std::string& name);

  Database(Database&&) = default;
  Database& operator=(Database&&) = default;

  // Runs all statements of `sql`.
  Status Exec(const std::string& sql);
  Result<Statement> Prepare(std::string_view sql);
  // The first column of the first row; 0 for none.
  Result<int64_t> QueryInt(std::string_view sql);

  // What SQLite says went wrong last, as a sentence.
  Status Error() const;
  // True if the last failure broke a constraint of the schema: the row is at
  // fault, not the database.
  bool LastWasConstraint() const;
  int64_t LastInsertId() const;
  bool read_only() const;
  const std::string& name() const { return name_; }
  sqlite3* get() const { return db_.get(); }

 private:
  struct Closer {
    void operator()(sqlite3* db) const;
  };
  Database(sqlite3* db, std::string name) : db_(db), name_(std::move(name)) {}

  std::unique_ptr<sqlite3, Closer> db_;
  std::string name_;
};

}  // namespace factmill

#endif  // FACTMILL_DB_SQLITE_H_
