#include "pipeline/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace factmill {
namespace {

Status Unreadable(const std::string& reason) { return Status(Code::kUnreadable, reason); }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

// "64 MiB", or bytes where it is no round number.
std::string Amount(int64_t bytes) {
  if (bytes >= 1 << 20 && bytes % (1 << 20) == 0) return std::to_string(bytes >> 20) + " MiB";
  return std::to_string(bytes) + " bytes";
}

Result<FileStamp> Stamp(int fd, int64_t max_bytes) {
  struct stat info;
  if (fstat(fd, &info) != 0) return Unreadable(std::strerror(errno));
  if (S_ISDIR(info.st_mode)) return Unreadable("it is a folder");
  if (!S_ISREG(info.st_mode)) return Unreadable("it is no regular file, and was not read");
  if (info.st_size > max_bytes) {
    return Unreadable("it has " + std::to_string(info.st_size) + " bytes, more than the limit of " +
                      Amount(max_bytes));
  }
  return FileStamp{info.st_size, info.st_mtim.tv_sec * int64_t{1000000000} + info.st_mtim.tv_nsec};
}

// One attempt; nothing if the file changed meanwhile.
Result<FileBytes> ReadOnce(const std::string& path, int64_t max_bytes, bool* changed) {
  const Descriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (fd.get() < 0) return Unreadable(std::strerror(errno));
  auto before = Stamp(fd.get(), max_bytes);
  if (!before.ok()) return before.status();
  FileBytes file;
  file.stamp = *before;
  file.bytes.resize(static_cast<size_t>(before->size));
  size_t got = 0;
  while (got < file.bytes.size()) {
    const ssize_t n = read(fd.get(), file.bytes.data() + got, file.bytes.size() - got);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Unreadable(std::strerror(errno));
    if (n == 0) break;
    got += static_cast<size_t>(n);
  }
  auto after = Stamp(fd.get(), max_bytes);
  *changed = got != file.bytes.size() || !after.ok() || *after != *before;
  return file;
}

}  // namespace

Result<FileBytes> ReadFile(const std::string& path, int64_t max_bytes) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    bool changed = false;
    auto file = ReadOnce(path, max_bytes, &changed);
    if (!file.ok()) return file;
    if (changed) continue;
    if (file->bytes.empty()) return Unreadable("it is empty");
    return file;
  }
  return Unreadable("it changes while it is read: ingest it again when it is complete");
}

}  // namespace factmill
