#include "corpus/offset_map.h"

#include <algorithm>
#include <cassert>

namespace factmill {

void OffsetRuns::Add(uint32_t source_size, uint32_t derived_size, uint32_t source_unit,
                     uint32_t derived_unit) {
  if (source_size == 0 && derived_size == 0) return;
  // Dropped bytes follow dropped bytes and inserted ones inserted ones in one
  // run: where one side is empty, the other side's unit does not matter.
  const bool same_run =
      !runs_.empty() &&
      (runs_.back().source_unit == source_unit || runs_.back().derived_unit + derived_unit == 0) &&
      (runs_.back().derived_unit == derived_unit || runs_.back().source_unit + source_unit == 0);
  if (!same_run) {
    constexpr size_t kMany = 64;  // Most maps have one run, or many.
    if (runs_.size() == 1) runs_.reserve(kMany);
    runs_.push_back({source_size_, derived_size_, source_unit, derived_unit});
  }
  source_size_ += source_size;
  derived_size_ += derived_size;
}

void OffsetRuns::AppendKept(const OffsetRuns& inner, Range middle) {
  if (middle.begin == middle.end) return;
  for (const Run* run = inner.RunAt(middle.begin); middle.begin < middle.end; ++run) {
    if (run->derived_unit == 0) continue;
    const uint32_t end = std::min(middle.end, inner.DerivedEnd(run));
    const uint32_t skipped = (middle.begin - run->derived) / run->derived_unit;
    const uint32_t taken = (end - 1 - run->derived) / run->derived_unit + 1;
    const uint32_t begin = run->source + skipped * run->source_unit;
    if (begin > source_size_) Replace(begin - source_size_, 0);
    Add((taken - skipped) * run->source_unit, end - middle.begin, run->source_unit,
        run->derived_unit);
    middle.begin = end;
  }
}

// The last run that begins at or before `derived` and holds derived bytes.
const OffsetRuns::Run* OffsetRuns::RunAt(uint32_t derived) const {
  if (runs_.size() == 1) return runs_.data();
  auto run = std::upper_bound(runs_.begin(), runs_.end(), derived,
                              [](uint32_t at, const Run& r) { return at < r.derived; });
  do {
    --run;
  } while (run->derived_unit == 0);
  return &*run;
}

OffsetRuns::Range OffsetRuns::ToSource(Range derived) const {
  assert(derived.begin < derived.end && derived.end <= derived_size_);
  const Run* const first_held = RunAt(derived.begin);
  const Run* const last_held = RunAt(derived.end - 1);
  const Run* first = first_held;
  while (first < last_held && !first->HasBoth()) ++first;
  if (!first->HasBoth()) return {first_held->source, first_held->source};  // All inserted.
  const Run* last = last_held;
  while (!last->HasBoth()) --last;

  const uint32_t begin = std::max(derived.begin, first->derived);
  const uint32_t end = std::min(derived.end, DerivedEnd(last));
  const uint32_t skipped = (begin - first->derived) / first->derived_unit;
  const uint32_t taken = (end - 1 - last->derived) / last->derived_unit + 1;
  return {first->source + skipped * first->source_unit, last->source + taken * last->source_unit};
}

void OffsetRuns::AppendPieces(Range derived, std::vector<Range>* pieces) const {
  assert(derived.begin < derived.end && derived.end <= derived_size_);
  const size_t before = pieces->size();
  for (const Run* run = RunAt(derived.begin); derived.begin < derived.end; ++run) {
    const uint32_t end = std::min(derived.end, DerivedEnd(run));
    if (run->HasBoth()) {
      const uint32_t skipped = (derived.begin - run->derived) / run->derived_unit;
      const uint32_t taken = (end - 1 - run->derived) / run->derived_unit + 1;
      const Range piece = {run->source + skipped * run->source_unit,
                           run->source + taken * run->source_unit};
      if (pieces->size() > before && pieces->back().end == piece.begin) {
        pieces->back().end = piece.end;
      } else {
        pieces->push_back(piece);
      }
    }
    derived.begin = end;
  }
}

uint32_t OffsetRuns::ToDerived(uint32_t source) const {
  assert(source <= source_size_);
  auto next = std::upper_bound(runs_.begin(), runs_.end(), source,
                               [](uint32_t at, const Run& r) { return at < r.source; });
  if (next == runs_.begin()) return 0;
  const Run& run = *(next - 1);
  if (run.HasBoth() && source < SourceEnd(&run)) {
    return run.derived + (source - run.source) / run.source_unit * run.derived_unit;
  }
  while (next != runs_.end() && !next->HasBoth()) ++next;
  return next == runs_.end() ? derived_size_ : next->derived;
}

}  // namespace factmill
