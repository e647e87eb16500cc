// What is known of an article from outside, as text that a database keeps.
#ifndef FACTMILL_CORPUS_HINTS_H_
#define FACTMILL_CORPUS_HINTS_H_

#include <string>
#include <string_view>

#include "corpus/article.h"

namespace factmill {

// One JSON object, always the same for the same hints; "" for none.
std::string FormatHints(const ArticleHints& hints);
// The way back; nothing for what FormatHints() did not write.
ArticleHints ParseHints(std::string_view text);

// What `over` says, and what `under` says of the rest.
ArticleHints Merged(const ArticleHints& over, const ArticleHints& under);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_HINTS_H_
