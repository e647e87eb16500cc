#include "base/fact.h"

#include <catch2/catch.hpp>
#include <string>

namespace factmill {
namespace {

TEST_CASE("kinds have the names that users see") {
  const std::pair<Kind, const char*> kNames[] = {
      {Kind::kMoney, "money"},     {Kind::kCount, "count"}, {Kind::kPercent, "percent"},
      {Kind::kMeasure, "measure"}, {Kind::kDate, "date"},   {Kind::kNumber, "number"},
      {Kind::kOrdinal, "ordinal"}};
  CHECK(std::size(kNames) == kKinds);
  for (const auto& [kind, name] : kNames) {
    DYNAMIC_SECTION(name) {
      CHECK(KindName(kind) == name);
      CHECK(KindFromName(name) == kind);
    }
  }
  for (const char* name : {"", "Money", "moneys", "times", "mone"}) {
    CAPTURE(name);
    CHECK_FALSE(KindFromName(name));
  }
}

TEST_CASE("bounds have the names that users see") {
  const std::pair<Bound, const char*> kNames[] = {{Bound::kExact, "exact"},
                                                  {Bound::kAbout, "about"},
                                                  {Bound::kGreater, "gt"},
                                                  {Bound::kLess, "lt"}};
  for (const auto& [bound, name] : kNames) {
    DYNAMIC_SECTION(name) {
      CHECK(BoundName(bound) == name);
      CHECK(BoundFromName(name) == bound);
    }
  }
  for (const char* name : {"", "more", ">", "GT"}) {
    CAPTURE(name);
    CHECK_FALSE(BoundFromName(name));
  }
}

TEST_CASE("spans are half-open") {
  const ArticleSpan a = {2, 5}, b = {5, 7}, c = {4, 6}, none = {3, 3};
  CHECK(a.size() == 3);
  CHECK(none.empty());
  CHECK(a.Contains(2));
  CHECK_FALSE(a.Contains(5));
  CHECK_FALSE(a.Overlaps(b));
  CHECK(a.Overlaps(c));
  CHECK(c.Overlaps(b));
  CHECK(Slice("0123456789", a) == "234");
  CHECK(a == ArticleSpan{2, 5});
}

}  // namespace
}  // namespace factmill
