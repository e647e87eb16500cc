// Runs of the letters a-z and A-Z, eight bytes at a time: where a byte loop would have the
// processor guess the end of every word, and guess wrong.
#ifndef FACTMILL_BASE_PLAIN_WORD_H_
#define FACTMILL_BASE_PLAIN_WORD_H_

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/ascii.h"

namespace factmill {

// The bytes from `at` on, the first one lowest, zeros behind the end.
inline uint64_t EightBytes(std::string_view text, size_t at) {
  uint64_t bytes = 0;
  if (at + sizeof(bytes) <= text.size()) {
    std::memcpy(&bytes, text.data() + at, sizeof(bytes));
    if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
  } else {
    for (size_t i = text.size(); i-- > at;)
      bytes = bytes << 8 | static_cast<unsigned char>(text[i]);
  }
  return bytes;
}

// The high bit of each byte in [first, last], all of ASCII.
constexpr uint64_t RangeBits(uint64_t bytes, char first, char last) {
  constexpr uint64_t kOnes = 0x0101010101010101u, kHigh = 0x80 * kOnes;
  const uint64_t low = bytes & ~kHigh;
  return (low + (0x80 - first) * kOnes) & ~(low + (0x7F - last) * kOnes) & ~bytes & kHigh;
}
// Of each that is a plain letter.
constexpr uint64_t PlainLetterBits(uint64_t bytes) {
  return RangeBits(bytes | 0x2020202020202020u, 'a', 'z');
}

// The first `size` of eight bytes, zeros in place of the others.
constexpr uint64_t FirstBytes(uint64_t bytes, uint64_t size) {
  return size >= 8 ? bytes : bytes & ~(~uint64_t{0} << (8 * size));
}
// EightBytes() in lower case of ASCII.
inline uint64_t EightLowerBytes(std::string_view text, size_t at) {
  const uint64_t bytes = EightBytes(text, at);
  return bytes | PlainLetterBits(bytes) >> 2;
}

// How many bytes begin a Han character, or one of the few others of Asia that have the
// same first bytes.
inline size_t CountHan(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); at += 8) {
    // 0xE3 to 0xE9.
    const uint64_t bits = RangeBits(EightBytes(text, at) ^ 0x8080808080808080u, 0x63, 0x69);
    count += (bits >> 7) * 0x0101010101010101u >> 56;
  }
  return count;
}
// How many bytes are none of ASCII.
inline size_t CountWideBytes(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); at += 8)
    count += (EightBytes(text, at) >> 7 & 0x0101010101010101u) * 0x0101010101010101u >> 56;
  return count;
}
inline size_t CountPlainLetters(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); at += 8)
    count += (PlainLetterBits(EightBytes(text, at)) >> 7) * 0x0101010101010101u >> 56;
  return count;
}

// Of all bytes of `text`, letters of ASCII in whatever case alike; goes on from `seed`.
// Some signs of ASCII are alike, too: @ and `, [ and {.
class CaselessHasher {
 public:
  explicit CaselessHasher(uint64_t seed = 0) : hash_(seed) {}

  // REQUIRES: 8 bytes, fewer (with zeros behind) only at the end, and not none.
  void Add(uint64_t bytes) {
    bytes |= (~bytes & 0x8080808080808080u) >> 2;
    hash_ = (hash_ ^ bytes) * 0x9E3779B97F4A7C15u;
    hash_ ^= hash_ >> 29;
  }
  uint64_t hash() const { return hash_; }

 private:
  uint64_t hash_;
};

inline uint64_t CaselessHash(std::string_view text, uint64_t seed = 0) {
  CaselessHasher hasher(seed);
  for (size_t at = 0; at < text.size(); at += 8) hasher.Add(EightBytes(text, at));
  return hasher.hash();
}

struct PlainWord {
  uint32_t end = 0;
  uint64_t hash = 0;  // CaselessHash of it.
};

// The letters that begin at `at`; as CaselessHash() goes on from `seed`.
inline PlainWord PlainWordAt(std::string_view text, uint32_t at, uint64_t seed = 0) {
  CaselessHasher hasher(seed);
  while (true) {
    const uint64_t bytes = EightBytes(text, at);
    const uint64_t others = ~PlainLetterBits(bytes) & 0x8080808080808080u;
    if (others == 0) {
      hasher.Add(bytes);
      at += 8;
      continue;
    }
    const int size = std::countr_zero(others) / 8;
    if (size > 0) hasher.Add(FirstBytes(bytes, static_cast<uint64_t>(size)));
    return {at + static_cast<uint32_t>(size), hasher.hash()};
  }
}

// Of the word `first` and the one behind the blank behind it; 0 where there is none.
inline uint64_t HashWithNext(std::string_view text, const PlainWord& first) {
  if (first.end + 1 >= text.size() || text[first.end] != ' ') return 0;
  const PlainWord next = PlainWordAt(text, first.end + 1, first.hash);
  return next.end == first.end + 1 ? 0 : next.hash | 1;
}

}  // namespace factmill

#endif  // FACTMILL_BASE_PLAIN_WORD_H_
