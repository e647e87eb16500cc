#include "rules/limits.h"

#include <algorithm>

namespace factmill {
namespace {

// Behind the string that begins at `at` with its quote; behind the line where it
// is never closed.
size_t BehindString(std::string_view text, size_t at) {
  const char quote = text[at];
  const bool three = text.substr(at, 3) == std::string_view(quote == '"' ? "\"\"\"" : "'''");
  const std::string_view close = text.substr(at, three ? 3 : 1);
  for (at += close.size(); at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\')
      ++at;
    else if (text.substr(at, close.size()) == close)
      return at + close.size();
    else if (!three && text[at] == '\n')
      return at;
  }
  return text.size();
}

}  // namespace

TomlSize SizeOfToml(std::string_view text) {
  TomlSize size;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = BehindString(text, at);
      continue;
    }
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    size.values += c == ',' || c == '=' || c == '[' || c == '{';
    size.dots += c == '.';
    ++at;
  }
  return size;
}

}  // namespace factmill
