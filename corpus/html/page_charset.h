// Bytes of a page to UTF-8.
#ifndef FACTMILL_CORPUS_HTML_PAGE_CHARSET_H_
#define FACTMILL_CORPUS_HTML_PAGE_CHARSET_H_

#include <string>
#include <string_view>

#include "corpus/charset.h"

namespace factmill::html {

// The label that the page gives itself: <meta charset>, <meta http-equiv
// content>, or an XML declaration, among its first 16 KiB; "" for none.
std::string_view DeclaredCharset(std::string_view bytes);

// Decides what a page is written in, and decodes it.  In this order: a byte order
// mark, the zero bytes of UTF-16, valid UTF-8, `label` (an HTTP header), the page's
// own label, the frequency of letters.  A label counts only if the bytes decode by
// it: pages saved by browsers are UTF-8 whatever their <meta> says.  Evidence is
// "http header", "meta", or DetectCharset()'s.
// Errors: those of Decode().
Result<DecodedText> DecodePage(std::string_view bytes, std::string_view label, Charset* charset);

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_PAGE_CHARSET_H_
