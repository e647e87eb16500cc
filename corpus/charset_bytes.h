// What detection and decoding both know of bytes.
#ifndef FACTMILL_CORPUS_CHARSET_BYTES_H_
#define FACTMILL_CORPUS_CHARSET_BYTES_H_

#include <string_view>

namespace factmill {

// Bytes of the byte order mark of `charset` that `bytes` begin with; 0 for none.
size_t BomSize(std::string_view bytes, std::string_view charset);

// The size of the code point at `at`, a byte beyond ASCII; where it is no valid
// UTF-8, `*valid` is false and the size that of its longest part that could
// begin one, at least 1 (Unicode's "maximal subpart", as browsers replace it).
int Utf8UnitSize(std::string_view bytes, size_t at, bool* valid);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_CHARSET_BYTES_H_
