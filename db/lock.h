// One writer at a time.
//
// `facts.db-ingest`, an empty file beside the database, is locked (flock) while
// an ingest runs and removed when it ends.  The system drops the lock of a
// process that is killed; the file it leaves behind is harmless.  Readers do
// not look at it.
#ifndef FACTMILL_DB_LOCK_H_
#define FACTMILL_DB_LOCK_H_

#include <string>

#include "base/status.h"

namespace factmill {

class IngestLock {
 public:
  // Waits up to `milliseconds` for the lock of the database `path`.
  // Errors: kDatabase, held by another, or its file cannot be made.
  static Result<IngestLock> Acquire(const std::string& path, int milliseconds);

  IngestLock(IngestLock&& other) noexcept;
  IngestLock& operator=(IngestLock&&) = delete;
  ~IngestLock();

 private:
  IngestLock(int fd, std::string file) : fd_(fd), file_(std::move(file)) {}

  int fd_;
  std::string file_;
};

}  // namespace factmill

#endif  // FACTMILL_DB_LOCK_H_
