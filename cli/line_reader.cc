#include "cli/line_reader.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>

namespace factmill {
namespace {

constexpr size_t kMostLineBytes = 256u << 20;
constexpr size_t kRoom = 64;  // Behind a line, for a parser that reads in blocks.

void Append(const char* bytes, size_t size, InputLine* line) {
  if (line->problem != nullptr) return;
  if (line->text.size() + size > kMostLineBytes) {
    *line = {"", "the line is larger than 256 MiB"};
    return;
  }
  try {
    line->text.reserve(line->text.size() + size + kRoom);
    line->text.append(bytes, size);
  } catch (const std::bad_alloc&) {
    *line = {"", "out of memory"};
  }
}

}  // namespace

bool LineReader::Fill() {
  if (done_) return false;
  begin_ = end_ = 0;
  ssize_t got;
  do {
    got = read(STDIN_FILENO, buffer_.data(), buffer_.size());
  } while (got < 0 && errno == EINTR);
  failed_ = got < 0;
  done_ = got <= 0;
  if (!done_) end_ = static_cast<size_t>(got);
  return !done_;
}

bool LineReader::Next(InputLine* line) {
  bool any = false;
  while (has_more() || Fill()) {
    any = true;
    const char* const bytes = buffer_.data() + begin_;
    const void* const found = std::memchr(bytes, '\n', end_ - begin_);
    const size_t size = found ? static_cast<const char*>(found) - bytes : end_ - begin_;
    Append(bytes, size, line);
    begin_ += size + (found != nullptr);
    if (found) return true;
  }
  return any && !failed_;
}

}  // namespace factmill
