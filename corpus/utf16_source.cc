#include "corpus/utf16_source.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/utf8.h"

namespace factmill {
namespace {

constexpr char32_t kBroken = 0xFFFD, kByteOrderMark = 0xFEFF;

}  // namespace

Result<size_t> Utf16Source::Read(char* to, size_t size) {
  while (at_ == out_.size()) {
    if (!error_.ok()) return std::exchange(error_, Status::Ok());
    out_.clear();
    at_ = 0;
    if (!Fill() && out_.empty() && error_.ok()) return size_t{0};
  }
  const size_t given = std::min(size, out_.size() - at_);
  std::memcpy(to, out_.data() + at_, given);
  at_ += given;
  made_ += given;
  return given;
}

bool Utf16Source::Fill() {
  std::array<char, 1 << 14> bytes;
  const auto got = in_->Read(bytes.data(), bytes.size());
  if (!got.ok() || *got == 0) {
    if (!got.ok()) error_ = got.status();
    if (high_ != 0 || half_ >= 0) Put(kBroken);
    high_ = 0;
    half_ = -1;
    return false;
  }
  for (size_t i = 0; i < *got; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (half_ < 0) {
      half_ = byte;
      continue;
    }
    const auto first = static_cast<char32_t>(half_), second = static_cast<char32_t>(byte);
    half_ = -1;
    Add(big_endian_ ? first << 8 | second : second << 8 | first);
  }
  return true;
}

void Utf16Source::Add(char32_t unit) {
  const bool low = unit >= 0xDC00 && unit < 0xE000;
  if (high_ != 0) {
    const char32_t high = std::exchange(high_, 0);
    if (low) return Put(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
    Put(kBroken);
  }
  if (unit >= 0xD800 && unit < 0xDC00) {
    high_ = unit;
  } else if (low) {
    Put(kBroken);
  } else {
    Put(unit);
  }
}

void Utf16Source::Put(char32_t c) {
  if (begun_ || c != kByteOrderMark) AppendUtf8(c, &out_);
  begun_ = true;
}

}  // namespace factmill
