#include "base/byte_scan.h"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace factmill {
namespace {

// Of 64 bytes.
ByteKinds KindsOf(const char* bytes) {
  ByteKinds kinds;
  uint64_t wide = 0;
#if defined(__SSE2__)
  for (int i = 0; i < 4; ++i) {
    const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes) + i);
    const auto mask = [&](__m128i which) {
      return static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(which))) << (16 * i);
    };
    // Is `value`, unsigned, less than `count`?
    const auto below = [](__m128i value, char count) {
      return _mm_cmpeq_epi8(_mm_min_epu8(value, _mm_set1_epi8(static_cast<char>(count - 1))),
                            value);
    };
    const __m128i lower = _mm_or_si128(chunk, _mm_set1_epi8(0x20));
    kinds.letters |= mask(below(_mm_sub_epi8(lower, _mm_set1_epi8('a')), 26));
    kinds.digits |= mask(below(_mm_sub_epi8(chunk, _mm_set1_epi8('0')), 10));
    kinds.spaces |= mask(_mm_cmpeq_epi8(chunk, _mm_set1_epi8(' ')));
    wide |= mask(chunk);
    kinds.leads |= mask(_mm_and_si128(chunk, _mm_slli_epi16(chunk, 1)));
  }
#else
  for (int i = 0; i < 64; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const uint64_t bit = uint64_t{1} << i;
    if (static_cast<unsigned char>((byte | 0x20) - 'a') < 26) kinds.letters |= bit;
    if (static_cast<unsigned char>(byte - '0') < 10) kinds.digits |= bit;
    if (byte == ' ') kinds.spaces |= bit;
    if (byte >= 0x80) wide |= bit;
    if (byte >= 0xC0) kinds.leads |= bit;
  }
#endif
  kinds.others = ~(kinds.letters | kinds.digits | kinds.spaces | wide);
  return kinds;
}

}  // namespace

ByteMap::ByteMap(std::string_view text) : size_(text.size()) {
  blocks_.reserve((text.size() + 63) / 64);
  size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) blocks_.push_back(KindsOf(text.data() + at));
  if (at == text.size()) return;
  char last[64] = {};
  std::memcpy(last, text.data() + at, text.size() - at);
  blocks_.push_back(KindsOf(last));
  blocks_.back().others &= ~(~uint64_t{0} << (text.size() - at));  // NUL is one of them.
}

}  // namespace factmill
