// Texts in any charset, and where each of their characters lies.
#ifndef FACTMILL_TESTS_CORPUS_ENCODE_H_
#define FACTMILL_TESTS_CORPUS_ENCODE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/corpus/corpus_testing.h"

namespace factmill {

// `text` in a charset of corpus/charset_labels.h, by ICU; throws if it has not
// all the characters.
std::string Encode(std::string_view text, std::string_view charset);

struct PlantedText {
  std::string text;   // UTF-8.
  std::string bytes;  // The same in the charset.
  // Where each character ends, in both; the first element is 0.
  std::vector<uint32_t> text_ends, byte_ends;
};

// `characters` characters of all widths that `charset` has: figures, Chinese,
// full-width forms, symbols, spaces, line breaks.
PlantedText RandomText(std::string_view charset, uint32_t characters, Random* random);

}  // namespace factmill

#endif  // FACTMILL_TESTS_CORPUS_ENCODE_H_
