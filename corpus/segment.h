// Paragraphs and sentences, for Chinese and English.
#ifndef FACTMILL_CORPUS_SEGMENT_H_
#define FACTMILL_CORPUS_SEGMENT_H_

#include <string_view>
#include <vector>

#include "base/byte_scan.h"
#include "base/span.h"
#include "corpus/article.h"

namespace factmill {

// Paragraphs of an article's text: runs of lines that belong together.  Blank
// lines part paragraphs, and so does a line break, unless the text is hard
// wrapped there (corpus/lines.h): lines of 40 to 120 columns, each broken where
// the next word would not have fitted, in the middle of sentences, and the next
// one is neither indented nor an item of a list.  No paragraph crosses a zone's
// edge.  Spans do not hold the spaces and breaks around a paragraph.
// No paragraph is larger than kLongestParagraph, so that what is done to one need not be
// linear: a longer one is cut behind its last sentence that fits, else at a space or
// comma, else between characters.
// REQUIRES: `zones` cover the text, or are none (all of it is one zone then).
std::vector<ArticleSpan> FindParagraphs(std::string_view text, const std::vector<Zone>& zones);
// The same, with the text's lines.
std::vector<ArticleSpan> FindParagraphs(std::string_view text, const std::vector<Line>& lines,
                                        const std::vector<Zone>& zones);
inline constexpr uint32_t kLongestParagraph = 1 << 15;  // Bytes.

// Sentences of one paragraph of folded text, as offsets into `paragraph`.  They
// cover it: the spaces between two belong to the first.
// Ends: 。！？；… and . ! ? before a space and a capital, digit, quote, currency
// sign or Han character, but not after an abbreviation (U.S., Mr., No., Nov.) or
// an initial, unless a word such as "The" follows; closing quotes and brackets
// belong to the sentence they close.
// REQUIRES: `bytes` are those of the paragraph.
std::vector<FoldedSpan> FindSentences(std::string_view paragraph, const ByteMap& bytes);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_SEGMENT_H_
