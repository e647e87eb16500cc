// Which part of a page is the article.
#ifndef FACTMILL_CORPUS_HTML_CONTENT_H_
#define FACTMILL_CORPUS_HTML_CONTENT_H_

#include <vector>

#include "corpus/html/page_view.h"

namespace factmill::html {

// The elements that hold the article's text, in reading order, none within
// another.  What of them is not the article (boxes of links, buttons, comments) is
// dropped from `page`.  Paragraphs are scored as Readability does, a Han
// character as two Latin ones and ，。、 as commas; known containers outrank scores;
// where nothing scores, the body.  Empty for a page without a body.
std::vector<NodeId> FindContent(PageView* page);

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_CONTENT_H_
