#include "corpus/byte_source.h"

#include <algorithm>
#include <cstring>

namespace factmill {
namespace {

constexpr size_t kChunk = 1 << 16;

}  // namespace

std::string Place::ToString() const {
  if (!compressed) return "@" + std::to_string(within);
  return "@" + std::to_string(member) + (within == 0 ? "" : "+" + std::to_string(within));
}

Result<size_t> StringSource::Read(char* to, size_t size) {
  const size_t n = std::min(size, bytes_.size() - at_);
  std::memcpy(to, bytes_.data() + at_, n);
  at_ += n;
  return n;
}

bool BufferedSource::Fill() {
  if (ended_) return false;
  if (at_ > kChunk && at_ * 2 > buffer_.size()) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  const size_t size = buffer_.size();
  const Place before = in_->place();
  buffer_.resize(size + kChunk);
  auto got = in_->Read(buffer_.data() + size, kChunk);
  buffer_.resize(size + (got.ok() ? *got : 0));
  if (!got.ok()) error_ = got.status();
  ended_ = !got.ok() || *got == 0;
  if (ended_) return false;
  // The member may have begun only as its first byte was read.
  Place begin = in_->place();
  begin.within -= *got;
  if (at_ == size) marks_.clear();
  const bool same = begin.member == before.member && begin.compressed == before.compressed;
  marks_.push_back({taken_ + (size - at_), same ? before : begin});
  return true;
}

std::string_view BufferedSource::Peek(size_t size) {
  while (buffer_.size() - at_ < size && Fill()) {
  }
  return std::string_view(buffer_).substr(at_, size);
}

void BufferedSource::Skip(size_t size) {
  size = std::min(size, buffer_.size() - at_);
  at_ += size;
  taken_ += size;
  while (marks_.size() > 1 && marks_[1].begin <= taken_) marks_.pop_front();
}

Result<size_t> BufferedSource::Read(char* to, size_t size) {
  if (at_ == buffer_.size() && !Fill()) {
    if (!error_.ok()) return error_;
    return size_t{0};
  }
  // Not beyond what lies next to each other.
  size_t n = std::min(size, buffer_.size() - at_);
  if (marks_.size() > 1) n = std::min<size_t>(n, marks_[1].begin - taken_);
  std::memcpy(to, buffer_.data() + at_, n);
  Skip(n);
  return n;
}

Place BufferedSource::place() const {
  if (marks_.empty() || at_ == buffer_.size()) return in_->place();
  Place place = marks_.front().place;
  place.within += taken_ - marks_.front().begin;
  return place;
}

bool BufferedSource::Recover() {
  if (error_.ok() || !in_->Recover()) return false;
  error_ = Status::Ok();
  ended_ = false;
  return true;
}

BufferedSource::Line BufferedSource::ReadLine(size_t limit) {
  Line line;
  while (true) {
    const std::string_view ahead = Peek(1);
    if (ahead.empty()) {
      line.ended = line.size > 0 && error_.ok();
      return line;
    }
    const std::string_view there = std::string_view(buffer_).substr(at_);
    const size_t end = there.find('\n');
    const size_t n = end == std::string_view::npos ? there.size() : end + 1;
    if (line.bytes.size() < limit)
      line.bytes += there.substr(0, std::min(n, limit - line.bytes.size()));
    line.size += n;
    Skip(n);
    if (end != std::string_view::npos) {
      line.ended = true;
      return line;
    }
  }
}

Result<std::string> ReadAll(ByteSource* in, uint64_t limit, bool* too_large) {
  std::string bytes;
  *too_large = false;
  while (true) {
    const size_t size = bytes.size();
    const size_t more = std::min<uint64_t>(kChunk, limit + 1 - size);
    if (bytes.capacity() < size + more) bytes.reserve(std::max(bytes.capacity() * 2, size + more));
    bytes.resize(size + more);
    auto got = in->Read(bytes.data() + size, more);
    if (!got.ok()) return got.status();
    bytes.resize(size + *got);
    if (*got == 0) {
      bytes.shrink_to_fit();  // Many small ones are kept at a time.
      return bytes;
    }
    if (bytes.size() > limit) {
      *too_large = true;
      return std::string();
    }
  }
}

}  // namespace factmill
