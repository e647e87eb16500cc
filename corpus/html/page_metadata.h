// Title, day of publication, author, site and address of a page's article.
#ifndef FACTMILL_CORPUS_HTML_PAGE_METADATA_H_
#define FACTMILL_CORPUS_HTML_PAGE_METADATA_H_

#include <string>
#include <vector>

#include "corpus/article.h"
#include "corpus/html/page_head.h"
#include "corpus/html/text_lines.h"

namespace factmill::html {

// A page and where in it the article lies.
struct PageText {
  const Dom& dom;
  const PageHead& head;
  const std::vector<TextLine>& lines;  // All of the page's.
  uint32_t main_begin, main_end;       // Of the article, in bytes of the page.
  bool chinese = false;
};

// The title: the heading that agrees with <title> or og:title, or a line that
// <title> begins with; else og:title, JSON-LD or <title> without the site's name.
// `*line` becomes the line of the page that is the title; null for none.
Metadata FindPageTitle(const PageText& page, const TextLine** line);

// The day of publication, as the page says: JSON-LD, meta, <time>, bylines beside
// the title, the address, scripts, in that order.  What says that it was modified
// is no publication, and a day after `latest` (ISO 8601, "" for any) is refused.
Metadata FindPageDay(const PageText& page, const TextLine* title, const std::string& latest);

// Who wrote it; the source that a byline names, else the site; its address.
Metadata FindPageAuthor(const PageText& page, const TextLine* title);
Metadata FindPageSite(const PageText& page, const TextLine* title);
Metadata FindPageUrl(const PageText& page);

// The lines that may say when and by whom: between title and text, the text's first
// ones, and a few below it.
std::vector<const TextLine*> BylineRegion(const PageText& page, const TextLine* title);

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_PAGE_METADATA_H_
