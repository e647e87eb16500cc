#include "base/plain_word.h"

#include <catch2/catch.hpp>
#include <string>

#include "base/ascii.h"

namespace factmill {
namespace {

TEST_CASE("plain words end where a byte loop ends them, wherever they stand") {
  const std::string text =
      "The mill's 40 looms-in-Linhu (造纸厂) ABCDEFGHijklmnop@[`{ zZaA\x7f end";
  for (uint32_t at = 0; at < text.size(); ++at) {
    uint32_t end = at;
    while (end < text.size() && IsAsciiLetter(text[end])) ++end;
    const PlainWord word = PlainWordAt(text, at);
    INFO(at);
    CHECK(word.end == end);
    CHECK(word.hash == CaselessHash(std::string_view(text).substr(at, end - at)));
  }
}

TEST_CASE("ranges of bytes are found among all bytes") {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    INFO(byte);
    for (size_t place = 0; place < 8; ++place) {
      std::string eight = "\x80\xff z.A{`";
      eight[place] = c;
      const uint64_t bit = uint64_t{0x80} << (8 * place);
      const uint64_t bytes = EightBytes(eight, 0);
      CHECK(((PlainLetterBits(bytes) & bit) != 0) == IsAsciiLetter(c));
      CHECK(((RangeBits(bytes, 'A', 'Z') & bit) != 0) == (c >= 'A' && c <= 'Z'));
      CHECK(((RangeBits(bytes, '.', '.') & bit) != 0) == (c == '.'));
    }
  }
}

TEST_CASE("eight bytes are read up to the end, and zeros behind it") {
  CHECK(EightBytes("abc", 1) == (uint64_t{'c'} << 8 | 'b'));
  CHECK(EightBytes("abc", 3) == 0);
  CHECK(EightBytes("12345678", 0) == 0x3837363534333231u);
}

TEST_CASE("hashes are one in any case, and others for other words") {
  CHECK(CaselessHash("Registered Capital") == CaselessHash("registered capital"));
  CHECK(CaselessHash("registered capital") != CaselessHash("registered capitals"));
  CHECK(CaselessHash("注册") != CaselessHash("注冊"));
  CHECK(CaselessHash("capital", 1) != CaselessHash("capital"));
}

TEST_CASE("letters and Han characters are counted") {
  const struct {
    const char* text;
    size_t letters, han;
  } kRows[] = {
      {"", 0, 0},
      {"40 looms", 5, 0},
      {"临湖镇投资3亿元。", 0, 8},  // Its full stop begins alike.
      {"GDP增长5%, and more of it", 14, 2},
      {"é à ü", 0, 0},
  };
  for (const auto& row : kRows) {
    INFO(row.text);
    CHECK(CountPlainLetters(row.text) == row.letters);
    CHECK(CountHan(row.text) == row.han);
  }
}

}  // namespace
}  // namespace factmill
