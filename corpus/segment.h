// Paragraphs and sentences, for Chinese and English.
#ifndef FACTMILL_CORPUS_SEGMENT_H_
#define FACTMILL_CORPUS_SEGMENT_H_

#include <string_view>
#include <vector>

#include "base/span.h"
#include "corpus/article.h"

namespace factmill {

// Paragraphs of an article's text: runs of lines that belong together.  Blank
// lines part paragraphs, and so does a line break, unless the text is hard
// wrapped there: the line is long, does not end a sentence or the block's lines
// are all of one width, and the next one is not indented.  No paragraph crosses
// a zone's edge.  Spans do not hold the spaces and breaks around a paragraph.
std::vector<ArticleSpan> FindParagraphs(std::string_view text, const std::vector<Zone>& zones);

// Sentences of one paragraph of folded text, as offsets into `paragraph`.
// Ends: 。！？；… and . ! ? before a space and a capital, quote or Han character,
// but not after an abbreviation (U.S., Mr., No., Nov.) or an initial; closing
// quotes and brackets belong to the sentence they close.
std::vector<FoldedSpan> FindSentences(std::string_view paragraph);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_SEGMENT_H_
