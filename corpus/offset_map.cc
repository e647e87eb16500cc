#include "corpus/offset_map.h"

#include <algorithm>
#include <cassert>

namespace factmill {

void OffsetRuns::Add(uint32_t source_size, uint32_t derived_size, uint32_t source_unit,
                     uint32_t derived_unit) {
  if (source_size == 0 && derived_size == 0) return;
  const bool same_run = !runs_.empty() && runs_.back().source_unit == source_unit &&
                        runs_.back().derived_unit == derived_unit && source_unit != 0 &&
                        derived_unit != 0;
  if (!same_run) runs_.push_back({source_size_, derived_size_, source_unit, derived_unit});
  source_size_ += source_size;
  derived_size_ += derived_size;
}

// The last run that begins at or before `derived` and holds derived bytes.
const OffsetRuns::Run& OffsetRuns::RunAt(uint32_t derived) const {
  auto run = std::upper_bound(runs_.begin(), runs_.end(), derived,
                              [](uint32_t at, const Run& r) { return at < r.derived; });
  do {
    --run;
  } while (run->derived_unit == 0);
  return *run;
}

OffsetRuns::Range OffsetRuns::ToSource(Range derived) const {
  assert(derived.begin < derived.end && derived.end <= derived_size_);
  const Run& first = RunAt(derived.begin);
  const Run& last = RunAt(derived.end - 1);
  const uint32_t skipped = (derived.begin - first.derived) / first.derived_unit;
  const uint32_t taken = (derived.end - 1 - last.derived) / last.derived_unit + 1;
  return {first.source + skipped * first.source_unit, last.source + taken * last.source_unit};
}

void OffsetRuns::AppendPieces(Range derived, std::vector<Range>* pieces) const {
  const Run* run = &RunAt(derived.begin);
  for (uint32_t at = derived.begin; at < derived.end; ++run) {
    if (run->derived_unit == 0) continue;
    const bool last = run == &runs_.back();
    const uint32_t run_end = last ? derived_size_ : (run + 1)->derived;
    const uint32_t end = std::min(derived.end, run_end);
    const uint32_t skipped = (at - run->derived) / run->derived_unit;
    const uint32_t taken = (end - 1 - run->derived) / run->derived_unit + 1;
    const Range piece = {run->source + skipped * run->source_unit,
                         run->source + taken * run->source_unit};
    if (!pieces->empty() && pieces->back().end == piece.begin) {
      pieces->back().end = piece.end;
    } else {
      pieces->push_back(piece);
    }
    at = end;
  }
}

uint32_t OffsetRuns::ToDerived(uint32_t source) const {
  auto next = std::upper_bound(runs_.begin(), runs_.end(), source,
                               [](uint32_t at, const Run& r) { return at < r.source; });
  if (next == runs_.begin()) return 0;
  const Run& run = *(next - 1);
  const uint32_t run_end = next == runs_.end() ? derived_size_ : next->derived;
  if (run.source_unit == 0) return run_end;
  const uint32_t units = (source - run.source) / run.source_unit;
  return std::min(run.derived + units * run.derived_unit, run_end);
}

}  // namespace factmill
