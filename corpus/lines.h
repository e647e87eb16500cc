// The lines of a text, and which of them a hard wrap tore apart.
#ifndef FACTMILL_CORPUS_LINES_H_
#define FACTMILL_CORPUS_LINES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace factmill {

struct Line {
  ArticleSpan whole;   // With its indentation and its line break.
  ArticleSpan text;    // Without the spaces at both ends; empty for a blank line.
  bool wraps = false;  // The text goes on in the next line.

  bool blank() const { return text.empty(); }
};

// All lines of `text`, in order; together they cover it.  `wraps` is set where
// the text is hard wrapped: lines of 40 to 120 columns, broken where the next
// word would not have fitted, in the middle of sentences.
std::vector<Line> SplitLines(std::string_view text);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_LINES_H_
