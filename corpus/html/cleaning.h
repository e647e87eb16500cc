// Dropping what is not the article.
#ifndef FACTMILL_CORPUS_HTML_CLEANING_H_
#define FACTMILL_CORPUS_HTML_CLEANING_H_

#include <vector>

#include "corpus/html/page_view.h"

namespace factmill::html {

// Before scoring: navigation by role, and elements whose names say that they are
// furniture (`by_name`).
void DropFurniture(PageView* page, bool by_name);

// Within the article: boxes of links, forms, share buttons, empty frames.
void CleanContent(PageView* page, const std::vector<NodeId>& roots, bool weigh_names);

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_CLEANING_H_
