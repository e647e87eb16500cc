// Lines at the ends of an article, and between its paragraphs, that are not of it.
#ifndef FACTMILL_CORPUS_HTML_TRIMMING_H_
#define FACTMILL_CORPUS_HTML_TRIMMING_H_

#include <string>
#include <string_view>
#include <vector>

#include "corpus/html/text_lines.h"

namespace factmill::html {

// Takes out of `lines`: the title and bylines above the text, editors and
// declarations below it, headings of lists of other articles with what follows,
// lines of links and buttons.  The bylines are returned: they say when and by
// whom.  `titles` are what the page calls itself.
std::vector<TextLine> TrimLines(const Dom& dom, const std::vector<std::string>& titles,
                                std::vector<TextLine>* lines);

// Letters, digits and Han of `text` only, in lower case: for comparing titles.
std::string Bare(std::string_view text);

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_TRIMMING_H_
