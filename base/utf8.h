// UTF-8, by hand, for texts that are already known to be valid.
//
// Article and folded texts are valid UTF-8 by construction (corpus/charset.h
// puts U+FFFD where the file is not).
#ifndef FACTMILL_BASE_UTF8_H_
#define FACTMILL_BASE_UTF8_H_

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace factmill {

// The number of bytes of the code point that begins with `lead`; 1 for a byte
// that cannot begin one.
inline int Utf8Size(unsigned char lead) {
  return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

inline bool IsUtf8Continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

namespace utf8_internal {

// How many code points begin in the eight bytes at `text`.
inline size_t BeginningsInEight(const char* text) {
  uint64_t word;
  std::memcpy(&word, text, sizeof(word));
  // A continuation has its highest bit set, the next one not.
  constexpr uint64_t kLowest = 0x0101010101010101u;
  return 8 - (((word >> 7 & ~(word >> 6)) & kLowest) * kLowest >> 56);
}

// The ways for all sequences, broken ones too.
char32_t DecodeAny(std::string_view text, size_t at, int* size);
char32_t DecodeAnyBefore(std::string_view text, size_t at, int* size);

// Three bytes that begin with E1 to EC are whole if two continuations follow:
// no surrogate and no form too long begins so.  Most of Chinese is such.
inline bool IsPlainTriple(std::string_view text, size_t at) {
  const unsigned char lead = static_cast<unsigned char>(text[at]);
  return lead >= 0xE1 && lead <= 0xEC && text.size() - at >= 3 &&
         IsUtf8Continuation(text[at + 1]) && IsUtf8Continuation(text[at + 2]);
}
inline char32_t DecodeTriple(std::string_view text, size_t at) {
  return static_cast<char32_t>((text[at] & 0x0F) << 12 | (text[at + 1] & 0x3F) << 6 |
                               (text[at + 2] & 0x3F));
}

}  // namespace utf8_internal

// The code point at `at`, and in `*size` its bytes.  A broken sequence gives
// U+FFFD and size 1.  REQUIRES: at < text.size().
inline char32_t DecodeUtf8(std::string_view text, size_t at, int* size) {
  const unsigned char lead = static_cast<unsigned char>(text[at]);
  *size = 1;
  if (lead < 0x80) return lead;
  if (!utf8_internal::IsPlainTriple(text, at)) return utf8_internal::DecodeAny(text, at, size);
  *size = 3;
  return utf8_internal::DecodeTriple(text, at);
}

// The code point that ends just before `at`, and in `*size` its bytes.
// REQUIRES: 0 < at <= text.size().
inline char32_t DecodeUtf8Before(std::string_view text, size_t at, int* size) {
  const unsigned char last = static_cast<unsigned char>(text[at - 1]);
  *size = 1;
  if (last < 0x80) return last;
  if (at < 3 || !utf8_internal::IsPlainTriple(text.substr(0, at), at - 3)) {
    return utf8_internal::DecodeAnyBefore(text, at, size);
  }
  *size = 3;
  return utf8_internal::DecodeTriple(text, at - 3);
}

void AppendUtf8(char32_t c, std::string* out);

size_t CountCodePoints(std::string_view text);
bool IsValidUtf8(std::string_view text);

// Han ideographs of every plane, with U+3007 (〇), U+3005 (々).
inline bool IsHan(char32_t c) {
  if (c < 0x3005) return false;
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3005 ||
         c == 0x3007 || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}
// Letters of the Latin script, ASCII and beyond.
inline bool IsLatinLetter(char32_t c) {
  if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
}
inline bool IsAsciiDigit(char32_t c) { return c >= '0' && c <= '9'; }

// Turns byte offsets of one text into code point offsets, for offsets asked in
// ascending order in linear time over all calls; an earlier offset starts anew.
class CodePointCounter {
 public:
  explicit CodePointCounter(std::string_view text) : text_(text) {}
  // REQUIRES: byte_offset <= text.size().
  uint32_t At(uint32_t byte_offset);

 private:
  std::string_view text_;
  uint32_t byte_ = 0;
  uint32_t count_ = 0;
};

// The byte offset of the `code_points`-th code point, text.size() past the end.
size_t ByteOffsetOf(std::string_view text, size_t code_points);
// The byte offset of the code point that is so many before `at`; 0 before the start.
size_t ByteOffsetBefore(std::string_view text, size_t at, size_t code_points);

}  // namespace factmill

#endif  // FACTMILL_BASE_UTF8_H_
