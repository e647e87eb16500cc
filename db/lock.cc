#include "db/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <utility>

namespace factmill {
namespace {

// The file that `path` is, through links, so that every name of a database has
// the same lock; `path` itself if there is none yet.
std::string RealName(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  if (!real) return path;
  std::string name = real;
  std::free(real);
  return name;
}

// Whether `file` is still the file that `fd` has open: the holder before may
// have removed it.
bool StillThere(int fd, const std::string& file) {
  struct stat open_info, named_info;
  return fstat(fd, &open_info) == 0 && stat(file.c_str(), &named_info) == 0 &&
         open_info.st_dev == named_info.st_dev && open_info.st_ino == named_info.st_ino;
}

}  // namespace

Result<IngestLock> IngestLock::Acquire(const std::string& path, int milliseconds) {
  const std::string file = RealName(path) + "-ingest";
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  while (true) {
    const int fd = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0) {
      return Status(Code::kDatabase, path + " cannot be written: " + file + ": " +
                                         std::strerror(errno) +
                                         "; check that the folder exists and is writable");
    }
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && StillThere(fd, file)) return IngestLock(fd, file);
    close(fd);
    if (std::chrono::steady_clock::now() >= deadline) {
      return Status(Code::kDatabase, "another factmill is ingesting into " + path +
                                         ": run this again when it has finished");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

IngestLock::IngestLock(IngestLock&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), file_(std::move(other.file_)) {}

IngestLock::~IngestLock() {
  if (fd_ < 0) return;
  unlink(file_.c_str());  // While it is held, so that nobody can hold it unseen.
  close(fd_);
}

}  // namespace factmill
