// The text of a page's elements, line by line, each byte with its place.
#ifndef FACTMILL_CORPUS_HTML_TEXT_LINES_H_
#define FACTMILL_CORPUS_HTML_TEXT_LINES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/html/page_view.h"

namespace factmill::html {

// `size` bytes of a line made of page [begin, end): the same bytes if `kept`; a
// reference, a space for a line break, or nothing of the page if begin == end.
struct TextRun {
  uint32_t begin, end, size;
  bool kept;
};

struct TextLine {
  std::string text;  // White space collapsed and trimmed; never empty.
  std::vector<TextRun> runs;
  NodeId block = kNone;  // The block element that it stands in.
  uint32_t chars = 0;    // As in Sums.
  uint32_t link_chars = 0;
  uint32_t br_begin = 0, br_end = 0;  // The one <br> that alone parts it from the line before.

  // Where it begins in the page.  Its first run is never an inserted one.
  uint32_t begin() const { return runs.front().begin; }
  double LinkDensity() const { return chars == 0 ? 0 : double{1} * link_chars / chars; }
};

// The lines of `roots`, what is dropped left out, in the order of the page.  Block
// elements and <br> part lines; the cells of a table's row are one line, with
// kCellMark between them.  White space is collapsed as browsers do, and left out
// where a line break parts two wide characters; 10<sup>6</sup> is 10⁶.  With more than
// kMostRuns runs the rest is not read, and `*full` is true.
std::vector<TextLine> ReadLines(const PageView& page, const std::vector<NodeId>& roots, bool* full);

inline constexpr size_t kMostRuns = 1'000'000;  // Some 100 MB.

// The line that one text of the page is, what is dropped or not.
TextLine ReadTextLine(const PageView& page, NodeId text);

inline constexpr std::string_view kCellMark = " | ";

// What page bytes [begin, end) that runs were made of say: references replaced,
// <br> as a line break, digits in <sup> raised, other tags left out, a line break
// or a tab as a space.
std::string ReadMarkup(std::string_view bytes);

// `text` with every line break and tab as a space, as ReadMarkup() has them.
std::string WithPlainSpaces(std::string_view text);

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_TEXT_LINES_H_
