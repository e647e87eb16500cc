// JSON (RFC 8259) without making anything of it: where its strings lie, for a
// map must lead back to each of their bytes.
#ifndef FACTMILL_CORPUS_JSON_SCAN_H_
#define FACTMILL_CORPUS_JSON_SCAN_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/status.h"

namespace factmill {

struct JsonValue {
  std::string_view path;  // Keys from the top, unescaped: "article.body".
  bool is_string = false;
  // Of a string, what is between its quotes; else the number or word itself.
  size_t begin = 0, end = 0;
};

// Checks that `text` (UTF-8) is one object and calls `take` for each string,
// number and word that is a member of it or of objects in it; what lies in lists
// is checked and passed over.
// Errors: kUnreadable with what is wrong and at which byte.
Status ScanJsonObject(std::string_view text, const std::function<void(const JsonValue&)>& take);

// The character that begins at `at` of a string's inside, escape undone:
// `*size` bytes here are `out` there.  Half a surrogate pair and NUL are U+FFFD.
// REQUIRES: a string that ScanJsonObject() passed.
void UnescapeJsonAt(std::string_view inside, size_t at, size_t* size, std::string* out);

// The whole inside, or a piece of it that cuts no escape.
std::string UnescapeJson(std::string_view inside);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_JSON_SCAN_H_
