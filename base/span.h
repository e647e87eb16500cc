// Places in texts.
//
// Every span is half-open, [begin, end), and counts bytes.  Spans over
// different texts are different types, so that a place in the folded text can
// never be passed where a place in the file is meant.  The roads between the
// texts are offset maps (corpus/offset_map.h) and nothing else.
#ifndef FACTMILL_BASE_SPAN_H_
#define FACTMILL_BASE_SPAN_H_

#include <cstdint>
#include <string_view>

namespace factmill {

template <typename Text>
struct Span {
  uint32_t begin = 0;  // Included.
  uint32_t end = 0;    // Not included.

  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool Contains(uint32_t at) const { return begin <= at && at < end; }
  bool Overlaps(Span other) const { return begin < other.end && other.begin < end; }
  friend bool operator==(Span a, Span b) { return a.begin == b.begin && a.end == b.end; }
};

// The texts an article lies in, from the disk to the rules.
struct PayloadText;  // The bytes as stored, before decoding.
struct ArticleText;  // Decoded, UTF-8; what facts quote.
struct FoldedForm;   // The match view of the article's text, UTF-8.

using PayloadSpan = Span<PayloadText>;
using ArticleSpan = Span<ArticleText>;
using FoldedSpan = Span<FoldedForm>;

// The bytes of `text` at `span`.  REQUIRES: span.end <= text.size().
template <typename Text>
std::string_view Slice(std::string_view text, Span<Text> span) {
  return text.substr(span.begin, span.size());
}

}  // namespace factmill

#endif  // FACTMILL_BASE_SPAN_H_
