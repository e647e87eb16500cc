#include "base/utf8.h"

#include <algorithm>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace factmill {

namespace utf8_internal {

char32_t DecodeAny(std::string_view text, size_t at, int* size) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  *size = 1;
  const int length = Utf8Size(lead);
  if (length == 1 || lead >= 0xF8 || at + length > text.size()) return 0xFFFD;
  char32_t c = lead & (0xFF >> (length + 1));
  for (int i = 1; i < length; ++i) {
    if (!IsUtf8Continuation(byte(at + i))) return 0xFFFD;
    c = c << 6 | (byte(at + i) & 0x3F);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (c < kLeast[length] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return 0xFFFD;
  *size = length;
  return c;
}

char32_t DecodeAnyBefore(std::string_view text, size_t at, int* size) {
  size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && IsUtf8Continuation(text[begin])) --begin;
  const char32_t c = DecodeAny(text.substr(0, at), begin, size);
  if (begin + *size != at) {
    *size = 1;
    return 0xFFFD;
  }
  return c;
}

}  // namespace utf8_internal

void AppendUtf8(char32_t c, std::string* out) {
  const auto put = [&](char32_t byte) { out->push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

size_t CountCodePoints(std::string_view text) {
  size_t count = 0, at = 0;
#if defined(__SSE2__)
  // A byte of `sums` counts in at most 255 steps; a continuation is less than -64.
  while (at + 16 <= text.size()) {
    __m128i sums = _mm_setzero_si128();
    const size_t end = std::min(text.size() - 15, at + 255 * 16);
    for (; at < end; at += 16) {
      const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(&text[at]));
      sums = _mm_sub_epi8(sums, _mm_cmpgt_epi8(chunk, _mm_set1_epi8(-65)));
    }
    sums = _mm_sad_epu8(sums, _mm_setzero_si128());
    count += static_cast<size_t>(_mm_cvtsi128_si64(sums) +
                                 _mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
  }
#endif
  for (; at + 8 <= text.size(); at += 8) count += utf8_internal::BeginningsInEight(&text[at]);
  for (; at < text.size(); ++at) count += !IsUtf8Continuation(text[at]);
  return count;
}

bool IsValidUtf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    int size;
    // A real U+FFFD is three bytes long; size 1 marks a broken one.
    if (DecodeUtf8(text, at, &size) == 0xFFFD && size == 1) return false;
    at += size;
  }
  return true;
}

uint32_t CodePointCounter::At(uint32_t byte_offset) {
  if (byte_offset < byte_)
    count_ -=
        static_cast<uint32_t>(CountCodePoints(text_.substr(byte_offset, byte_ - byte_offset)));
  else
    count_ += static_cast<uint32_t>(CountCodePoints(text_.substr(byte_, byte_offset - byte_)));
  byte_ = byte_offset;
  return count_;
}

size_t ByteOffsetOf(std::string_view text, size_t code_points) {
  size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    const size_t begin = utf8_internal::BeginningsInEight(&text[at]);
    if (begin > code_points) break;
    code_points -= begin;
  }
  for (; at < text.size(); ++at) {
    if (!IsUtf8Continuation(text[at]) && code_points-- == 0) break;
  }
  return at;
}

size_t ByteOffsetBefore(std::string_view text, size_t at, size_t code_points) {
  for (; at >= 8; at -= 8) {
    const size_t begin = utf8_internal::BeginningsInEight(&text[at - 8]);
    if (begin >= code_points) break;
    code_points -= begin;
  }
  for (; at > 0 && code_points > 0; --at) code_points -= !IsUtf8Continuation(text[at - 1]);
  return at;
}

}  // namespace factmill
