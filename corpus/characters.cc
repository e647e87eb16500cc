#include "corpus/characters.h"

#include <algorithm>
#include <cstring>

namespace factmill {
namespace {

// True if none of the eight bytes is a control or beyond ASCII.
bool EightPlainBytes(const char* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof(word));
  constexpr uint64_t kOnes = 0x0101010101010101u;
  return ((word | (word - kOnes * 0x20)) & kOnes * 0x80) == 0;
}

}  // namespace

size_t PlainAsciiSize(std::string_view text) {
  size_t at = 0;
  while (at + 8 <= text.size() && EightPlainBytes(text.data() + at)) at += 8;
  while (at < text.size() && static_cast<unsigned char>(text[at] - 0x20) < 0x60) ++at;
  return at;
}

bool EndsSentence(std::string_view text) {
  while (!text.empty()) {
    int size;
    const char32_t c = DecodeUtf8Before(text, text.size(), &size);
    if (IsSentenceMark(c)) return true;
    if (!IsCloser(c)) return false;
    text.remove_suffix(size);
  }
  return false;
}

uint32_t Columns(std::string_view text, uint32_t limit) {
  uint32_t columns = 0;
  for (size_t at = 0; at < text.size() && columns < limit;) {
    const unsigned char byte = text[at];
    if (byte < 0x80) {
      ++columns;
      ++at;
      continue;
    }
    if (byte >= 0xE5 && byte <= 0xE9) {  // U+5000 to U+9FFF.
      columns += 2;
      at += 3;
      continue;
    }
    int size;
    const char32_t c = DecodeUtf8(text, at, &size);
    columns += IsWide(c) || c == 0x3000 ? 2 : IsInvisible(c) ? 0 : 1;
    at += size;
  }
  return std::min(columns, limit);
}

}  // namespace factmill
