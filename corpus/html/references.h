// Character references: &amp; &#8364; &nbsp
#ifndef FACTMILL_CORPUS_HTML_REFERENCES_H_
#define FACTMILL_CORPUS_HTML_REFERENCES_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace factmill::html {

struct Reference {
  uint32_t size = 0;  // Bytes of the page, from '&' on; 0 where no reference is.
  char text[8] = {};  // What it stands for, in UTF-8.
  uint32_t text_size = 0;
};

// The reference at `at`, as browsers read it: in an attribute a name without ";"
// before a letter, a digit or "=" is none.  REQUIRES: page[at] == '&'.
Reference ReferenceAt(std::string_view page, size_t at, bool in_attribute);

// `raw` with its references replaced.
std::string Unescape(std::string_view raw, bool in_attribute);

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_REFERENCES_H_
