// What stands at a place of a text; places beyond its end hold nothing.
#ifndef FACTMILL_EXTRACTORS_TEXT_AT_H_
#define FACTMILL_EXTRACTORS_TEXT_AT_H_

#include <cstddef>
#include <string_view>

#include "base/utf8.h"

namespace factmill {

inline bool IsDigitAt(std::string_view text, size_t at) {
  return at < text.size() && IsAsciiDigit(static_cast<unsigned char>(text[at]));
}

inline bool StartsWithAt(std::string_view text, size_t at, std::string_view words) {
  return at <= text.size() && text.substr(at).starts_with(words);
}

// 0 at the end.
inline char32_t CharAt(std::string_view text, size_t at) {
  int size;
  return at < text.size() ? DecodeUtf8(text, at, &size) : 0;
}

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_TEXT_AT_H_
