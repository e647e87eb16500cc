// How every function of factmill says that something went wrong.
//
// Errors are values: no library here prints, exits, or throws across a folder.
// A Status is OK or carries a code and one clear sentence that names the thing.
// The code decides the program's exit code (cli/exit_code.h); the sentence is
// what a person reads.
#ifndef FACTMILL_BASE_STATUS_H_
#define FACTMILL_BASE_STATUS_H_

#include <cassert>
#include <optional>
#include <string>
#include <utility>

namespace factmill {

enum class Code {
  kOk,
  kInvalid,     // The caller's words are off: usage, configuration, a rule.
  kNotFound,    // A named thing is not there.
  kUnreadable,  // An input cannot be read or understood.
  kDatabase,    // SQLite refused: locked, full, corrupt, read-only.
  kMismatch,    // Something that was verified does not hold any more.
};

class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Code code, std::string message) : code_(code), message_(std::move(message)) {}
  static Status Ok() { return Status(); }

  bool ok() const { return code_ == Code::kOk; }
  Code code() const { return code_; }
  const std::string& message() const { return message_; }

 private:
  Code code_ = Code::kOk;
  std::string message_;
};

// A value, or the Status that says why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Status status) : status_(std::move(status)) { assert(!status_.ok()); }

  bool ok() const { return value_.has_value(); }
  const Status& status() const { return status_; }
  // REQUIRES: ok().
  T& value() {
    assert(ok());
    return *value_;
  }
  const T& value() const {
    assert(ok());
    return *value_;
  }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::optional<T> value_;
  Status status_;
};

}  // namespace factmill

#endif  // FACTMILL_BASE_STATUS_H_
