#include "pipeline/file_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace factmill {
namespace {

Status Unreadable(const std::string& reason) { return Status(Code::kUnreadable, reason); }

Result<FileStamp> StampOf(int fd) {
  struct stat info;
  if (fstat(fd, &info) != 0) return Unreadable(std::strerror(errno));
  if (S_ISDIR(info.st_mode)) return Unreadable("it is a folder");
  if (!S_ISREG(info.st_mode)) return Unreadable("it is no regular file, and was not read");
  return FileStamp{info.st_size, info.st_mtim.tv_sec * int64_t{1000000000} + info.st_mtim.tv_nsec};
}

}  // namespace

Result<std::unique_ptr<FileSource>> FileSource::Open(const std::string& path) {
  // Never blocks on a pipe.
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return Unreadable(std::strerror(errno));
  auto stamp = StampOf(fd);
  if (!stamp.ok()) {
    close(fd);
    return stamp.status();
  }
  return std::unique_ptr<FileSource>(new FileSource(fd, *stamp));
}

FileSource::~FileSource() { close(fd_); }

Result<size_t> FileSource::Read(char* to, size_t size) {
  while (true) {
    const ssize_t got = read(fd_, to, size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Unreadable(std::strerror(errno));
    hash_.Add({to, static_cast<size_t>(got)});
    read_ += static_cast<uint64_t>(got);
    return static_cast<size_t>(got);
  }
}

Result<FileSource::Whole> FileSource::Finish() {
  std::vector<char> rest(1 << 16);
  while (true) {
    auto got = Read(rest.data(), rest.size());
    if (!got.ok()) return got.status();
    if (*got == 0) break;
  }
  auto now = StampOf(fd_);
  if (!now.ok()) return now.status();
  if (*now != stamp_ || static_cast<uint64_t>(stamp_.size) != read_) {
    return Unreadable("it changes while it is read: ingest it again when it is complete");
  }
  return Whole{hash_.Hex(), stamp_.size, stamp_};
}

std::string FirstBytes(const std::string& path) {
  auto file = FileSource::Open(path);
  std::string bytes(512, '\0');
  size_t size = 0;
  while (file.ok() && size < bytes.size()) {
    auto got = (*file)->Read(bytes.data() + size, bytes.size() - size);
    if (!got.ok() || *got == 0) break;
    size += *got;
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace factmill
