// What is said of 64 bytes at a time is what each byte says by itself.
#include "base/byte_scan.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/random.h"

namespace factmill {
namespace {

constexpr const char* kPieces[] = {"a", "Z", "z", "A", "@", "[",  "`",  "{", "0",  "9",      "/",
                                   ":", " ", ".", "-", "é", "元", "〇", "😀", "\t", "word 12"};

std::string RandomText(Random* random, int pieces) {
  std::string text;
  for (int i = 0; i < pieces; ++i) text += random->Pick(kPieces);
  if (random->OneIn(5)) text += '\0';
  return text;
}

bool IsLetter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(unsigned char c) { return c >= '0' && c <= '9'; }

TEST_CASE("every byte of a map is of its own kind, and of one at most") {
  Random random(1);
  for (int round = 0; round < 300; ++round) {
    const std::string text = RandomText(&random, random.Between(0, 150));
    const ByteMap map(text);
    REQUIRE(map.size() == text.size());
    for (size_t i = 0; i < (text.size() + 63) / 64 * 64; ++i) {
      const ByteKinds& kinds = map.At(i / 64);
      const bool inside = i < text.size();
      const unsigned char c = inside ? text[i] : 0;
      const auto has = [&](uint64_t bits) { return (bits >> i % 64 & 1) != 0; };
      INFO("round " << round << " byte " << i);
      CHECK(has(kinds.letters) == IsLetter(c));
      CHECK(has(kinds.digits) == IsDigit(c));
      CHECK(has(kinds.spaces) == (c == ' '));
      CHECK(has(kinds.leads) == (c >= 0xC0));
      CHECK(has(kinds.others) == (inside && c < 0x80 && !IsLetter(c) && !IsDigit(c) && c != ' '));
    }
  }
}

struct PickWords {
  uint64_t operator()(const ByteKinds& now, const ByteKinds& earlier) const {
    return Beginnings(now.letters, earlier.letters) | now.leads;
  }
};

std::vector<uint32_t> PlainPlaces(const std::string& text) {
  std::vector<uint32_t> places;
  for (uint32_t i = 0; i < text.size(); ++i) {
    const bool begins = IsLetter(text[i]) && (i == 0 || !IsLetter(text[i - 1]));
    if (begins || static_cast<unsigned char>(text[i]) >= 0xC0) places.push_back(i);
  }
  return places;
}

TEST_CASE("a walk stands at every picked place, in order") {
  Random random(2);
  for (int round = 0; round < 300; ++round) {
    const std::string text = RandomText(&random, random.Between(0, 200));
    const ByteMap map(text);
    PlaceWalk<PickWords> walk(map);
    INFO("round " << round);
    for (const uint32_t place : PlainPlaces(text)) {
      REQUIRE(walk.Here() == place);
      REQUIRE(walk.Here() == place);
      walk.Pass();
    }
    CHECK(walk.Here() == text.size());
  }
}

TEST_CASE("a walk goes on from wherever it is sent, back too") {
  Random random(3);
  for (int round = 0; round < 300; ++round) {
    const std::string text = RandomText(&random, random.Between(1, 200));
    const std::vector<uint32_t> places = PlainPlaces(text);
    const ByteMap map(text);
    PlaceWalk<PickWords> walk(map);
    for (int i = 0; i < 20; ++i) {
      const auto at = static_cast<uint32_t>(random.Below(text.size() + 2));
      walk.Seek(at);
      const auto next = std::lower_bound(places.begin(), places.end(), at);
      INFO("round " << round << " from " << at);
      CHECK(walk.Here() == (next == places.end() ? text.size() : *next));
    }
  }
}

}  // namespace
}  // namespace factmill
