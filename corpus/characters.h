// Kinds of characters that zones, folding and sentences ask for.
#ifndef FACTMILL_CORPUS_CHARACTERS_H_
#define FACTMILL_CORPUS_CHARACTERS_H_

#include <cstdint>
#include <string_view>

#include "base/utf8.h"

namespace factmill {

// White space that is no line break; U+3000 and the other Unicode spaces too.
inline bool IsSpace(char32_t c) {
  if (c < 0x80) return c == ' ' || c == '\t' || c == '\v' || c == '\f';
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

// \n, \r (and so \r\n), U+2028, U+2029.
inline bool IsLineBreak(char32_t c) { return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029; }

// Takes no room and means nothing: zero-width spaces and joiners, marks of the
// writing direction, the soft hyphen, a byte order mark within the text.
inline bool IsInvisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

// Chinese punctuation and full-width forms, which stand beside Han without a space.
inline bool IsWidePunctuation(char32_t c) {
  return (c >= 0x3001 && c <= 0x303F && c != 0x3005 && c != 0x3007) ||
         (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6);
}

inline bool IsWide(char32_t c) { return IsHan(c) || IsWidePunctuation(c); }

// Closing quotes and brackets, which belong to the sentence that they close.
inline bool IsCloser(char32_t c) {
  switch (c) {
    case '"':
    case '\'':
    case ')':
    case ']':
    case '}':
    case 0x201D:
    case 0x2019:
    case 0xBB:
    case 0x3009:
    case 0x300B:
    case 0x300D:
    case 0x300F:
    case 0x3011:
    case 0x3015:
    case 0xFF09:
    case 0xFF3D:
    case 0xFF5D:
    case 0xFE42:
    case 0xFE44: return true;
    default: return false;
  }
}

inline bool IsOpener(char32_t c) {
  switch (c) {
    case '"':
    case '\'':
    case '(':
    case '[':
    case '{':
    case 0x201C:
    case 0x2018:
    case 0xAB:
    case 0x3008:
    case 0x300A:
    case 0x300C:
    case 0x300E:
    case 0x3010:
    case 0x3014:
    case 0xFF08:
    case 0xFF3B:
    case 0xFF5B:
    case 0xFE41:
    case 0xFE43: return true;
    default: return false;
  }
}

// Marks that end a sentence, and ； which ends a clause of its own in Chinese.
inline bool IsSentenceMark(char32_t c) {
  switch (c) {
    case '.':
    case '!':
    case '?':
    case 0x2026:
    case 0x3002:
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1B:
    case 0xFF1F:
    case 0xFF61: return true;
    default: return false;
  }
}

inline bool IsAsciiLower(char32_t c) { return c >= 'a' && c <= 'z'; }
inline bool IsAsciiUpper(char32_t c) { return c >= 'A' && c <= 'Z'; }
inline bool IsAsciiLetter(char32_t c) { return IsAsciiLower(c | 0x20) && c < 0x80; }

// The bytes at the start of `text` that are ASCII and no controls.
size_t PlainAsciiSize(std::string_view text);

// True if `text` ends with a mark of a sentence, closers after it left aside.
bool EndsSentence(std::string_view text);

// Columns on a terminal, as many as `limit`: counting stops there.
uint32_t Columns(std::string_view text, uint32_t limit);

// The characters that `text` begins with, in at most `size` bytes.  REQUIRES: `text` is
// valid UTF-8; what is cut within a character is not.
inline std::string_view WholeStart(std::string_view text, size_t size) {
  if (size >= text.size()) return text;
  while (size > 0 && IsUtf8Continuation(static_cast<unsigned char>(text[size]))) --size;
  return text.substr(0, size);
}

}  // namespace factmill

#endif  // FACTMILL_CORPUS_CHARACTERS_H_
