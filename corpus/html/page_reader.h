// The article of an HTML page.
#ifndef FACTMILL_CORPUS_HTML_PAGE_READER_H_
#define FACTMILL_CORPUS_HTML_PAGE_READER_H_

#include <string>
#include <string_view>

#include "base/deadline.h"
#include "base/status.h"
#include "corpus/article.h"
#include "corpus/charset.h"

namespace factmill::html {

// The article of a decoded page: its text is the title, bylines and the main text,
// each a line apart, and Article::main tells which part is the main text.
// `latest`: a day after it (ISO 8601) is no day of publication; "" for any.
// Errors: kUnreadable for a page that Parse() refuses or that has no text, and past the
// deadline.
Result<Article> ReadPage(const DecodedText& page, const std::string& latest,
                         const Deadline& deadline);

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_PAGE_READER_H_
