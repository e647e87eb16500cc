#include "base/utf8.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace factmill {
namespace {

TEST_CASE("every code point goes out and comes back") {
  int failures = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text = "x";
    AppendUtf8(c, &text);
    text += "y";
    int size = 0, size_before = 0;
    const char32_t back = DecodeUtf8(text, 1, &size);
    const char32_t before = DecodeUtf8Before(text, text.size() - 1, &size_before);
    const bool good = back == c && before == c && size == static_cast<int>(text.size()) - 2 &&
                      size_before == size &&
                      Utf8Size(static_cast<unsigned char>(text[1])) == size && IsValidUtf8(text) &&
                      CountCodePoints(text) == 3;
    if (!good && ++failures < 10) {
      CAPTURE(static_cast<uint32_t>(c));
      CHECK(good);
    }
  }
  CHECK(failures == 0);
}

struct BrokenCase {
  const char* name;
  std::string text;
};

const BrokenCase kBroken[] = {
    {"a continuation byte alone", "\x80"},
    {"the last continuation byte", "\xBF"},
    {"a lead byte at the end", "\xE4"},
    {"two bytes of three", "\xE4\xB8"},
    {"three bytes of four", "\xF0\x9F\x98"},
    {"a lead byte before a letter", "\xE4z"},
    {"a letter in the middle", "\xE4\xB8z"},
    {"overlong slash in two bytes", "\xC0\xAF"},
    {"overlong in two bytes, C1", "\xC1\xBF"},
    {"overlong in three bytes", "\xE0\x80\xAF"},
    {"overlong in four bytes", "\xF0\x80\x80\xAF"},
    {"first surrogate", "\xED\xA0\x80"},
    {"last surrogate", "\xED\xBF\xBF"},
    {"beyond U+10FFFF", "\xF4\x90\x80\x80"},
    {"a five-byte lead", "\xF8\x88\x80\x80\x80"},
    {"FE", "\xFE"},
    {"FF", "\xFF"},
};

TEST_CASE("a broken sequence is one U+FFFD of one byte") {
  for (const BrokenCase& c : kBroken) {
    DYNAMIC_SECTION(c.name) {
      int size = 0;
      CHECK(DecodeUtf8(c.text, 0, &size) == 0xFFFD);
      CHECK(size == 1);
      CHECK_FALSE(IsValidUtf8(c.text));
      CHECK_FALSE(IsValidUtf8("元" + c.text + "元"));
    }
  }
}

struct BeforeCase {
  const char* name;
  std::string text;
  size_t at;
  char32_t c;
  int size;
};

const BeforeCase kBefore[] = {
    {"ASCII", "ab", 1, 'a', 1},
    {"two bytes", "é", 2, U'é', 2},
    {"three bytes", "a元", 4, U'元', 3},
    {"four bytes", "a\xF0\x9F\x98\x80", 5, 0x1F600, 4},
    {"after a character of the same size", "元人", 6, U'人', 3},
    {"cut inside a character", "元", 2, 0xFFFD, 1},
    {"cut behind the lead byte", "元", 1, 0xFFFD, 1},
    {"a continuation byte without a lead", "a\x80", 2, 0xFFFD, 1},
    {"one continuation byte too many", "元\x80", 4, 0xFFFD, 1},
    {"many continuation bytes", "\x80\x80\x80\x80\x80\x80", 6, 0xFFFD, 1},
    {"a real U+FFFD", "\xEF\xBF\xBD", 3, 0xFFFD, 3},
};

TEST_CASE("the code point that ends at a place") {
  for (const BeforeCase& c : kBefore) {
    DYNAMIC_SECTION(c.name) {
      int size = 0;
      CHECK(DecodeUtf8Before(c.text, c.at, &size) == c.c);
      CHECK(size == c.size);
    }
  }
}

TEST_CASE("walking back over any bytes takes as many as there are") {
  for (const BrokenCase& c : kBroken) {
    const std::string text = "a" + c.text + "元" + c.text;
    INFO(c.name);
    size_t at = text.size();
    for (int steps = 0; at > 0; ++steps) {
      REQUIRE(steps < 100);
      int size = 0;
      DecodeUtf8Before(text, at, &size);
      REQUIRE(size >= 1);
      REQUIRE(static_cast<size_t>(size) <= at);
      at -= size;
    }
  }
}

TEST_CASE("a counter turns bytes into code points, forwards and anew") {
  const std::string text = "a元\xF0\x9F\x98\x80é.";
  CodePointCounter counter(text);
  CHECK(counter.At(0) == 0);
  CHECK(counter.At(1) == 1);
  CHECK(counter.At(4) == 2);
  CHECK(counter.At(4) == 2);
  CHECK(counter.At(8) == 3);
  CHECK(counter.At(11) == 5);
  CHECK(counter.At(1) == 1);  // An earlier place.
  CHECK(counter.At(10) == 4);
  CHECK(CodePointCounter("").At(0) == 0);
  CHECK(CountCodePoints(text) == 5);
}

TEST_CASE("code points turn into bytes") {
  const std::string text = "a元é";
  const size_t wanted[] = {0, 1, 4, 6, 6, 6};
  for (size_t n = 0; n < std::size(wanted); ++n) {
    CAPTURE(n);
    CHECK(ByteOffsetOf(text, n) == wanted[n]);
  }
  CHECK(ByteOffsetOf("", 3) == 0);
  CHECK(ByteOffsetOf("\xE4", 1) == 1);  // A cut character does not lead beyond the end.
}

// Longer than the eight bytes that are counted at once.
TEST_CASE("offsets a number of code points away are those of a count one by one") {
  const std::string text = "a元b€ 😀 two words, 三个字 é";
  std::vector<size_t> begins;
  for (size_t at = 0; at < text.size(); at += Utf8Size(text[at])) begins.push_back(at);
  begins.push_back(text.size());
  const size_t last = begins.size() - 1;
  for (size_t i = 0; i <= last; ++i) {
    for (size_t n = 0; n <= last + 1; ++n) {
      CAPTURE(i, n);
      CHECK(ByteOffsetOf(std::string_view(text).substr(begins[i]), n) + begins[i] ==
            begins[std::min(last, i + n)]);
      CHECK(ByteOffsetBefore(text, begins[i], n) == begins[i < n ? 0 : i - n]);
    }
  }
}

struct ClassCase {
  const char* name;
  char32_t c;
  bool han, latin;
};

const ClassCase kClasses[] = {
    {"元", U'元', true, false},
    {"first of the block", 0x4E00, true, false},
    {"extension A", 0x3400, true, false},
    {"extension B", 0x20000, true, false},
    {"compatibility", 0xF900, true, false},
    {"〇", 0x3007, true, false},
    {"々", 0x3005, true, false},
    {"kana", U'の', false, false},
    {"hangul", U'원', false, false},
    {"ideographic stop", U'。', false, false},
    {"a", 'a', false, true},
    {"Z", 'Z', false, true},
    {"é", U'é', false, true},
    {"ž", U'ž', false, true},
    {"ế", 0x1EBF, false, true},
    {"times sign", 0xD7, false, false},
    {"division sign", 0xF7, false, false},
    {"digit", '7', false, false},
    {"underscore", '_', false, false},
    {"Greek", U'μ', false, false},
    {"U+FFFD", 0xFFFD, false, false},
};

TEST_CASE("Han characters and Latin letters") {
  for (const ClassCase& c : kClasses) {
    DYNAMIC_SECTION(c.name) {
      CHECK(IsHan(c.c) == c.han);
      CHECK(IsLatinLetter(c.c) == c.latin);
    }
  }
}

}  // namespace
}  // namespace factmill
