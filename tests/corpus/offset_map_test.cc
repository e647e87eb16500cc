#include "corpus/offset_map.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/corpus/corpus_testing.h"

namespace factmill {
namespace {

// How a map is built: "k3" keeps three bytes, "r3>1" replaces three by one.
struct Step {
  uint32_t source, derived;
  bool kept;
};

constexpr Step Keep(uint32_t size) { return {size, size, true}; }
constexpr Step Replace(uint32_t source, uint32_t derived) { return {source, derived, false}; }
constexpr Step Drop(uint32_t source) { return {source, 0, false}; }
constexpr Step Insert(uint32_t derived) { return {0, derived, false}; }

PayloadMap Build(const std::vector<Step>& steps) {
  PayloadMap map;
  for (const Step& step : steps) {
    if (step.kept) {
      map.Keep(step.source);
    } else {
      map.Replace(step.source, step.derived);
    }
  }
  return map;
}

using Spans = std::vector<PayloadSpan>;

struct Case {
  const char* name;
  std::vector<Step> steps;
  ArticleSpan derived;
  PayloadSpan source;
  Spans pieces;
};

const Case kCases[] = {
    {"kept bytes line up", {Keep(10)}, {2, 5}, {2, 5}, {{2, 5}}},
    {"a replaced run is atomic", {Keep(2), Replace(3, 2), Keep(2)}, {3, 4}, {2, 5}, {{2, 5}}},
    {"into a replaced run", {Keep(2), Replace(3, 1), Keep(2)}, {1, 3}, {1, 5}, {{1, 5}}},
    {"equal replacements stay apart",
     {Replace(3, 1), Replace(3, 1), Replace(3, 1)},
     {1, 2},
     {3, 6},
     {{3, 6}}},
    {"dropped bytes inside", {Keep(2), Drop(3), Keep(2)}, {1, 3}, {1, 6}, {{1, 2}, {5, 6}}},
    {"dropped bytes at the front edge", {Drop(3), Keep(4)}, {0, 2}, {3, 5}, {{3, 5}}},
    {"dropped bytes at the back edge", {Keep(2), Drop(3), Keep(4)}, {0, 2}, {0, 2}, {{0, 2}}},
    {"dropped in several steps",
     {Keep(1), Drop(1), Drop(2), Keep(1)},
     {0, 2},
     {0, 5},
     {{0, 1}, {4, 5}}},
    {"inserted bytes inside", {Keep(2), Insert(3), Keep(2)}, {1, 6}, {1, 3}, {{1, 3}}},
    {"inserted bytes alone", {Keep(2), Insert(3), Keep(2)}, {3, 4}, {2, 2}, {}},
    {"inserted bytes at the front",
     {Keep(2), Insert(2), Drop(3), Keep(2)},
     {2, 5},
     {5, 6},
     {{5, 6}}},
    {"inserted bytes at the back", {Keep(2), Drop(3), Insert(2)}, {1, 4}, {1, 2}, {{1, 2}}},
    {"nothing adds nothing", {Keep(0), Replace(0, 0), Keep(3), Keep(0)}, {0, 3}, {0, 3}, {{0, 3}}},
};

TEST_CASE("spans go back to their source") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      const PayloadMap map = Build(c.steps);
      CHECK(map.ToSource(c.derived) == c.source);
      CHECK(map.Pieces(c.derived) == c.pieces);
    }
  }
}

struct PlaceCase {
  const char* name;
  std::vector<Step> steps;
  uint32_t source;
  uint32_t derived;
};

const PlaceCase kPlaceCases[] = {
    {"kept", {Keep(5)}, 3, 3},
    {"the end", {Keep(5)}, 5, 5},
    {"an empty map", {}, 0, 0},
    {"within a replaced run", {Keep(1), Replace(4, 2), Keep(1)}, 3, 1},
    {"the second of equal runs", {Replace(3, 1), Replace(3, 1)}, 4, 1},
    {"within dropped bytes", {Keep(1), Drop(4), Keep(1)}, 2, 1},
    {"dropped at the end", {Keep(1), Drop(4)}, 2, 1},
    {"after inserted bytes", {Keep(1), Insert(4), Keep(1)}, 1, 5},
    {"dropped before inserted bytes", {Keep(1), Drop(2), Insert(4), Keep(1)}, 1, 5},
    {"at the end, inserted bytes there", {Keep(1), Insert(4)}, 1, 5},
};

TEST_CASE("places of the source are found in the derived text") {
  for (const PlaceCase& c : kPlaceCases) {
    DYNAMIC_SECTION(c.name) { CHECK(Build(c.steps).ToDerived(c.source) == c.derived); }
  }
}

// The same map, byte by byte: the source span of each derived byte.
class NaiveMap {
 public:
  explicit NaiveMap(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
      for (uint32_t i = 0; i < step.derived; ++i) {
        const bool kept = step.kept;
        bytes_.push_back({source_ + (kept ? i : 0), source_ + (kept ? i + 1 : step.source)});
      }
      source_ += step.source;
    }
  }
  uint32_t source_size() const { return source_; }
  uint32_t derived_size() const { return static_cast<uint32_t>(bytes_.size()); }

  Spans Pieces(ArticleSpan derived) const {
    Spans pieces;
    for (uint32_t at = derived.begin; at < derived.end; ++at) {
      const PayloadSpan byte = bytes_[at];
      if (byte.empty()) continue;
      if (!pieces.empty() && byte.begin <= pieces.back().end) {
        pieces.back().end = std::max(pieces.back().end, byte.end);
      } else {
        pieces.push_back(byte);
      }
    }
    return pieces;
  }
  PayloadSpan ToSource(ArticleSpan derived) const {
    const Spans pieces = Pieces(derived);
    if (pieces.empty()) return bytes_[derived.begin];
    return {pieces.front().begin, pieces.back().end};
  }
  uint32_t ToDerived(uint32_t source) const {
    for (uint32_t at = 0; at < derived_size(); ++at) {
      if (!bytes_[at].empty() && bytes_[at].end > source) return at;
    }
    return derived_size();
  }

 private:
  std::vector<PayloadSpan> bytes_;
  uint32_t source_ = 0;
};

std::vector<Step> RandomSteps(Random* random) {
  std::vector<Step> steps;
  const uint32_t count = random->Between(1, 30);
  for (uint32_t i = 0; i < count; ++i) {
    switch (random->Below(6)) {
      case 0:
      case 1: steps.push_back(Keep(random->Between(0, 9))); break;
      case 2: steps.push_back(Replace(3, 1)); break;
      case 3: steps.push_back(Replace(random->Between(1, 4), random->Between(1, 4))); break;
      case 4: steps.push_back(Drop(random->Between(1, 3))); break;
      default: steps.push_back(Insert(random->Between(1, 2))); break;
    }
  }
  return steps;
}

TEST_CASE("a map agrees with one that knows every byte") {
  Random random(1);
  for (uint32_t round = 0; round < Rounds(2000); ++round) {
    const std::vector<Step> steps = RandomSteps(&random);
    const PayloadMap map = Build(steps);
    const NaiveMap naive(steps);
    REQUIRE(map.source_size() == naive.source_size());
    REQUIRE(map.derived_size() == naive.derived_size());
    for (uint32_t source = 0; source <= naive.source_size(); ++source) {
      INFO("round " << round << ", source " << source);
      REQUIRE(map.ToDerived(source) == naive.ToDerived(source));
    }
    if (naive.derived_size() == 0) continue;
    for (int i = 0; i < 20; ++i) {
      const uint32_t begin = random.Below(naive.derived_size());
      ArticleSpan span = {begin, begin + 1};
      span.end += random.Below(naive.derived_size() - begin);
      INFO("round " << round << ", span " << span.begin << " to " << span.end);
      const PayloadSpan source = map.ToSource(span);
      REQUIRE(source == naive.ToSource(span));
      const Spans pieces = map.Pieces(span);
      REQUIRE(pieces == naive.Pieces(span));
      if (!pieces.empty()) {
        REQUIRE(pieces.front().begin == source.begin);
        REQUIRE(pieces.back().end == source.end);
      }
    }
  }
}

}  // namespace
}  // namespace factmill
