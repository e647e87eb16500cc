#include "corpus/charset_bytes.h"

#include "base/utf8.h"

namespace factmill {

size_t BomSize(std::string_view bytes, std::string_view charset) {
  const auto size_if = [&](std::string_view bom) {
    return bytes.starts_with(bom) ? bom.size() : 0;
  };
  if (charset == "utf-8") return size_if("\xEF\xBB\xBF");
  if (charset == "utf-16le") return size_if("\xFF\xFE");
  if (charset == "utf-16be") return size_if("\xFE\xFF");
  if (charset == "gb18030") return size_if("\x84\x31\x95\x33");
  return 0;
}

int Utf8UnitSize(std::string_view bytes, size_t at, bool* valid) {
  const unsigned char lead = bytes[at];
  *valid = false;
  if (lead < 0xC2 || lead > 0xF4) return 1;
  const int size = Utf8Size(lead);
  // The second byte tells overlong forms, surrogates and what is beyond Unicode.
  const unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  for (int i = 1; i < size; ++i) {
    if (at + i >= bytes.size()) return i;
    const unsigned char byte = bytes[at + i];
    if (i == 1 ? byte < least || byte > most : !IsUtf8Continuation(byte)) return i;
  }
  *valid = true;
  return size;
}

}  // namespace factmill
