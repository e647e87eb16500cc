// Carries places from a text back to the text it was made from.
//
// Rules match folded text; facts quote the article; provenance is bytes of the
// payload.  An OffsetMap is the only road between two of these: no other code
// may add lengths or count characters to find a place in the source.  It is
// built while the text is being changed, never by searching afterwards.
//
//   article  融资３７．５亿元     24 bytes
//   folded   融资37.5亿元         16 bytes;  folded [6, 16)  is  article [6, 24)
//
// Offsets are bytes, half-open.  The two sides are different span types.
#ifndef FACTMILL_CORPUS_OFFSET_MAP_H_
#define FACTMILL_CORPUS_OFFSET_MAP_H_

#include <cstdint>
#include <vector>

#include "base/span.h"

namespace factmill {

// The untyped map; use OffsetMap below.
class OffsetRuns {
 public:
  struct Range {
    uint32_t begin, end;
  };

  void Keep(uint32_t size) { Add(size, size, 1, 1); }
  void Replace(uint32_t source_size, uint32_t derived_size) {
    Add(source_size, derived_size, source_size, derived_size);
  }
  void AppendKept(const OffsetRuns& inner, Range middle);
  Range ToSource(Range derived) const;
  void AppendPieces(Range derived, std::vector<Range>* pieces) const;
  uint32_t ToDerived(uint32_t source) const;
  uint32_t source_size() const { return source_size_; }
  uint32_t derived_size() const { return derived_size_; }

 private:
  // From (source, derived) on, every `source_unit` bytes there are
  // `derived_unit` bytes here; a unit is atomic.
  struct Run {
    uint32_t source, derived, source_unit, derived_unit;
    bool HasBoth() const { return source_unit != 0 && derived_unit != 0; }
  };

  void Add(uint32_t source_size, uint32_t derived_size, uint32_t source_unit,
           uint32_t derived_unit);
  const Run* RunAt(uint32_t derived) const;
  uint32_t SourceEnd(const Run* run) const {
    return run == &runs_.back() ? source_size_ : run[1].source;
  }
  uint32_t DerivedEnd(const Run* run) const {
    return run == &runs_.back() ? derived_size_ : run[1].derived;
  }

  std::vector<Run> runs_;  // Ascending in both fields.
  uint32_t source_size_ = 0;
  uint32_t derived_size_ = 0;
};

// Built once, immutable afterwards; const methods are safe from many threads.
template <typename Source, typename Derived>
class OffsetMap {
 public:
  // The next `size` bytes are the same on both sides.
  void Keep(uint32_t size) { runs_.Keep(size); }

  // The next `source_size` bytes of the source became `derived_size` bytes.
  // The run is atomic: a derived span that touches any part of it maps to all
  // of it, so that a quote never cuts a character.  `derived_size` is 0 for
  // dropped bytes (a BOM), `source_size` is 0 for inserted ones.
  void Replace(uint32_t source_size, uint32_t derived_size) {
    runs_.Replace(source_size, derived_size);
  }

  // The next derived bytes are those of `inner` at `middle`, a text between: what
  // of the source lies before them, and is not mapped yet, is dropped.
  // REQUIRES: `middle` does not begin before what was mapped already.
  void AppendKept(const OffsetMap& inner, Span<Derived> middle) {
    runs_.AppendKept(inner.runs_, {middle.begin, middle.end});
  }

  // The smallest source span that produced `derived`.  Dropped bytes inside the
  // span belong to it; dropped bytes at its edges do not.  Inserted bytes have no
  // source: a span of nothing else gives the empty span where they were put.
  // REQUIRES: derived.begin < derived.end && derived.end <= derived_size().
  Span<Source> ToSource(Span<Derived> derived) const {
    const auto range = runs_.ToSource({derived.begin, derived.end});
    return {range.begin, range.end};
  }

  // The source pieces that produced `derived`, dropped bytes left out; adjacent
  // pieces are joined.  Their first and last ends are those of ToSource().  None
  // for a span of inserted bytes.  REQUIRES: as ToSource().
  std::vector<Span<Source>> Pieces(Span<Derived> derived) const {
    std::vector<OffsetRuns::Range> ranges;
    runs_.AppendPieces({derived.begin, derived.end}, &ranges);
    std::vector<Span<Source>> pieces;
    pieces.reserve(ranges.size());
    for (const auto& range : ranges) pieces.push_back({range.begin, range.end});
    return pieces;
  }

  // The first derived byte made from the source byte at `source` or from what
  // follows it; derived_size() if none.  REQUIRES: source <= source_size().
  uint32_t ToDerived(uint32_t source) const { return runs_.ToDerived(source); }

  uint32_t source_size() const { return runs_.source_size(); }
  uint32_t derived_size() const { return runs_.derived_size(); }

 private:
  OffsetRuns runs_;
};

using PayloadMap = OffsetMap<PayloadText, ArticleText>;
using FoldMap = OffsetMap<ArticleText, FoldedForm>;

}  // namespace factmill

#endif  // FACTMILL_CORPUS_OFFSET_MAP_H_
