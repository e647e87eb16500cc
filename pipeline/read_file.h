// Reading a file that may change, or not be a file, while it is looked at.
#ifndef FACTMILL_PIPELINE_READ_FILE_H_
#define FACTMILL_PIPELINE_READ_FILE_H_

#include <cstdint>
#include <string>

#include "base/status.h"
#include "pipeline/walk.h"

namespace factmill {

// The largest file that can be asked for: places in a text are 32 bits, and a
// text may be three times the size of its file.
constexpr int64_t kMostBytes = int64_t{256} << 20;

struct FileBytes {
  std::string bytes;
  FileStamp stamp;  // The same before the first byte was read and after the last.
};

// The bytes of the file `path` (links are followed).  Never blocks on a pipe,
// and never reads more than `max_bytes`.
// Errors: kUnreadable with a clause that does not name the file: not there, no
// permission, no file, empty, too large, changing while it is read.
Result<FileBytes> ReadFile(const std::string& path, int64_t max_bytes);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_READ_FILE_H_
