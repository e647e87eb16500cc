// Which files lie where: the first step of an ingest, before anything is read.
#ifndef FACTMILL_PIPELINE_WALK_H_
#define FACTMILL_PIPELINE_WALK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/status.h"

namespace factmill {

// What the system says of a file; two stamps that differ are two contents.
struct FileStamp {
  int64_t size = 0;
  int64_t mtime_ns = 0;
  bool operator==(const FileStamp&) const = default;
};

struct WalkEntry {
  enum class Kind {
    kFile,         // To be read.
    kUnsupported,  // A FIFO, socket or device, a link to a folder: never opened.
    kFailed,       // A folder that cannot be listed, a link that leads nowhere.
  };
  std::string path;  // Relative to its root, as the bytes the system gave.
  Kind kind = Kind::kFile;
  std::string reason;  // One clause, for all but kFile.
  FileStamp stamp;     // For kFile.
};

struct WalkRoot {
  std::string path;                   // Absolute, without symbolic links.
  bool whole = false;                 // The folder was walked, so that what is not here is gone.
  std::vector<WalkEntry> entries;     // By path, bytewise; each path once.
  std::vector<std::string> unlisted;  // Folders below it that could not be listed.
  uint64_t hidden = 0;                // Files and folders passed over for a leading dot.
};

// Walks files and folders.  A file's root is its folder.  Links to files are
// read; links to folders are not followed, save `paths` themselves.  Files
// named in `except` (absolute, without links) are not there at all.  The result
// is by root, bytewise, whatever the order of `paths`.
// Errors: kNotFound for a path that is not there, kInvalid for "-" and "";
// nothing was walked then.
Result<std::vector<WalkRoot>> Walk(const std::vector<std::string>& paths,
                                   const std::vector<std::string>& except);

// Whether some part of the relative `path` begins with a dot.
bool IsHidden(const std::string& path);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_WALK_H_
