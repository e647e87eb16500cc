#include "corpus/words.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "tests/random.h"

namespace factmill {
namespace {

constexpr std::string_view kSome[] = {"mill", "mills", "ton", "纸厂", "纸", "造纸厂", "m"};
constexpr std::string_view kMore[] = {"paper", "纸浆"};

struct HoldsCase {
  const char* name;
  std::string_view text, part;
  bool holds;
};

constexpr HoldsCase kHolds[] = {
    {"at the start", "paper mill", "paper", true},
    {"at the end", "paper mill", "mill", true},
    {"all of it", "mill", "mill", true},
    {"after a false start", "mimill", "mill", true},
    {"cut off", "paper mil", "mill", false},
    {"cut off in front", "ill", "mill", false},
    {"in nothing", "", "mill", false},
    {"Han", "造纸厂", "纸厂", true},
    {"half a character", "纹", "纸", false},
};

TEST_CASE("a part is found, whichever of its bytes is looked for") {
  for (const HoldsCase& c : kHolds) {
    DYNAMIC_SECTION(c.name) {
      for (size_t rare = 0; rare < c.part.size(); ++rare) {
        CHECK(Contains(c.text, c.part, rare) == c.holds);
      }
      CHECK(Contains(c.text, c.part) == c.holds);
    }
  }
}

TEST_CASE("a set has its words and no others") {
  constexpr WordSet kSet(kSome);
  const std::string_view parts[] = {"m", "ill", "s", "ton", "纸", "厂", "造", ""};
  Random random(5);
  int found = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string word;
    for (int size = random.Between(0, 3); size > 0; --size) word += random.Pick(parts);
    const bool known = std::find(std::begin(kSome), std::end(kSome), word) != std::end(kSome);
    INFO(word);
    REQUIRE(kSet.Has(word) == known);
    found += known;
  }
  CHECK(found > 500);
}

TEST_CASE("first bytes never miss a word") {
  constexpr std::string_view kLong[] = {"mill", "ton", "纸厂", "造纸厂"};
  constexpr FirstBytes kBytes({kLong, kMore});
  for (const auto& word : kLong) CHECK(kBytes.Has(std::string(word) + " x"));
  for (const auto& word : kMore) CHECK(kBytes.Has(word));
  CHECK_FALSE(kBytes.Has("yarn"));
  CHECK_FALSE(kBytes.Has("线"));
  CHECK_FALSE(kBytes.Has("mi"));
  CHECK_FALSE(kBytes.Has(""));
}

TEST_CASE("how a text starts and ends") {
  CHECK(StartsWithAny("mill by the river", {"ton", "mill"}));
  CHECK_FALSE(StartsWithAny("mi", {"ton", "mill"}));
  CHECK_FALSE(StartsWithAny("", {"ton"}));
  CHECK(EndsWithAny("the mill", {"ton", "mill"}));
  CHECK_FALSE(EndsWithAny("ill", {"ton", "mill"}));
  CHECK_FALSE(EndsWithAny("", {"ton"}));
}

}  // namespace
}  // namespace factmill
