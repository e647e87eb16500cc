// What a page says of itself apart from its text: <title>, <meta>, <link>,
// JSON-LD, <time>, <h1>.
#ifndef FACTMILL_CORPUS_HTML_PAGE_HEAD_H_
#define FACTMILL_CORPUS_HTML_PAGE_HEAD_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/html/dom.h"
#include "corpus/html/json_ld.h"

namespace factmill::html {

struct PageHead {
  NodeId title = kNone;  // The text of <title>.
  std::string title_text;
  std::vector<std::pair<std::string, std::string>> metas;  // Name in lower case, content.
  std::string canonical;
  std::string lang;  // Of <html>.
  std::vector<JsonArticle> json;
  std::vector<NodeId> headings;  // <h1>.
  std::vector<NodeId> times;     // <time>, and other elements with a datetime.
  std::vector<NodeId> scripts;   // Their texts.

  // The content of the first meta of that name; "" for none.
  std::string Meta(std::string_view name) const;
};

PageHead ReadHead(const Dom& dom);

// `text` with white space collapsed and trimmed.
std::string Squeezed(std::string_view text);

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_PAGE_HEAD_H_
