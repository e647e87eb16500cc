// What schema.org data in a page says of its article.
#ifndef FACTMILL_CORPUS_HTML_JSON_LD_H_
#define FACTMILL_CORPUS_HTML_JSON_LD_H_

#include <string>
#include <string_view>
#include <vector>

namespace factmill::html {

struct JsonArticle {
  bool article = false;  // NewsArticle, BlogPosting and the like; else a WebPage.
  std::string headline, published, site, url;
  std::vector<std::string> authors;
};

// The articles and pages that the JSON-LD of one script describes.  Reads on where
// JSON is broken as pages break it: line breaks in strings, comments around it,
// commas too many.  None for what is no JSON at all.
std::vector<JsonArticle> ReadJsonLd(std::string_view script);

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_JSON_LD_H_
