#include "corpus/charset.h"

#include <catch2/catch.hpp>
#include <string>

#include "base/utf8.h"
#include "corpus/charset_labels.h"
#include "tests/corpus/corpus_testing.h"
#include "tests/corpus/encode.h"

namespace factmill {
namespace {

struct DetectCase {
  const char* name;
  std::string bytes;
  const char* label;
  const char* charset;
  const char* evidence;
};

std::string Gb(std::string_view text) { return Encode(text, "gb18030"); }
std::string Big5(std::string_view text) { return Encode(text, "big5"); }

// What a plain string literal cannot hold: NULs.
template <size_t N>
std::string Bytes(const char (&bytes)[N]) {
  return std::string(bytes, N - 1);
}

const DetectCase kDetectCases[] = {
    {"nothing", "", "", "utf-8", "valid utf-8"},
    {"ascii", "Sales rose 5 percent.", "", "utf-8", "valid utf-8"},
    {"utf-8", "工厂投产", "", "utf-8", "valid utf-8"},
    {"utf-8 cut in a character", std::string("工厂投产").substr(0, 10), "", "utf-8", "valid utf-8"},
    {"utf-8 bom", "\xEF\xBB\xBFok", "", "utf-8", "bom"},
    {"utf-16le bom", Bytes("\xFF\xFE\x35\x00"), "", "utf-16le", "bom"},
    {"utf-16be bom", Bytes("\xFE\xFF\x00\x35"), "", "utf-16be", "bom"},
    {"gb18030 bom",
     "\x84\x31\x95\x33"
     "5",
     "", "gb18030", "bom"},
    {"a bom outranks the label", "\xEF\xBB\xBFok", "gbk", "utf-8", "bom"},
    {"gb2312 means gb18030", "ok", "GB2312", "gb18030", "label"},
    {"gbk means gb18030", "ok", " gbk ", "gb18030", "label"},
    {"big5-hkscs is big5", "ok", "Big5-HKSCS", "big5", "label"},
    {"iso-8859-1 is windows-1252", "ok", "ISO-8859-1", "windows-1252", "label"},
    {"utf-16 is little-endian", "ok", "utf-16", "utf-16le", "label"},
    {"the label outranks a guess", "工厂", "gb18030", "gb18030", "label"},
    {"an unknown label means nothing", "ok", "klingon", "utf-8", "valid utf-8"},
    {"a label with shift states means nothing", "ok", "hz-gb-2312", "utf-8", "valid utf-8"},
    {"utf-16le by its NULs", Bytes("5\0%\0 \0u\0p\0"), "", "utf-16le", "nul pattern"},
    {"utf-16be by its NULs",
     Bytes("\0"
           "5\0%\0 \0u\0p"),
     "", "utf-16be", "nul pattern"},
    {"utf-16le, Chinese only", Encode("全年出口增长了两成", "utf-16le"), "", "utf-16le",
     "byte pattern"},
    {"utf-16be, Chinese only", Encode("全年出口增长了两成", "utf-16be"), "", "utf-16be",
     "byte pattern"},
    {"utf-16le, one digit", Encode("三万5", "utf-16le"), "", "utf-16le", "byte pattern"},
    {"a stray NUL is not utf-16", Bytes("a\0b 5%"), "", "utf-8", "valid utf-8"},
    {"gb18030, a sentence", Gb("去年全市出口总额达到三百亿元，比上年增长一成。"), "", "gb18030",
     "letter frequency"},
    {"gb18030, four characters", Gb("注册资本"), "", "gb18030", "letter frequency"},
    {"gb18030, two characters", Gb("投资"), "", "gb18030", "letter frequency"},
    {"gb18030, a headline in English text",
     Gb("The fair drew 300 firms from abroad, its hosts said on Friday. 展会签约三百家企业\n"), "",
     "gb18030", "letter frequency"},
    {"gb18030, cut in a character", Gb("今年上半年利润增长").substr(0, 17), "", "gb18030",
     "letter frequency"},
    {"big5, a sentence", Big5("去年全市出口總額達到三百億元，比上年增長一成。"), "", "big5",
     "letter frequency"},
    {"big5, four characters", Big5("註冊資本"), "", "big5", "letter frequency"},
    {"big5, a headline in English text",
     Big5("The fair drew 300 firms from abroad, its hosts said on Friday. 展會簽約三百家企業\n"),
     "", "big5", "letter frequency"},
    {"traditional text in gb18030", Gb("公司宣佈將在臺灣設立研發中心，投資總額為三億元"), "",
     "gb18030", "letter frequency"},
    {"utf-8 with a broken byte", "工厂去年投产，产值达\xFF到三亿元", "", "utf-8",
     "mostly valid utf-8"},
    {"utf-8 with a lost byte", "工厂去年投产，\xE4\xBA产值达到三亿元", "", "utf-8",
     "mostly valid utf-8"},
    {"English with a stray quote", "The mill\x92s output rose 5 percent", "", "windows-1252",
     "byte pattern"},
    {"English with curly quotes",
     "\x93We doubled it,\x94 he said \x97 \xA3"
     "3m in all",
     "", "windows-1252", "byte pattern"},
    {"French", "Le caf\xE9 a rapport\xE9 5 % de plus", "", "windows-1252", "byte pattern"},
    // Former bugs.
    {"Western text that ends in a lead byte", "un caf\xE9", "", "windows-1252", "byte pattern"},
    {"a pound sign before a letter is not Big5", "It paid \xA3nil for the yard", "", "windows-1252",
     "byte pattern"},
    {"GB18030 that reads as UTF-8 nearly all through", Gb("百分点，"), "", "gb18030",
     "letter frequency"},
    {"noise is utf-8", Bytes("\x01\xFF\x02\xFE\x03\xFD\x04\xFC"), "", "utf-8", "nothing better"},
};

TEST_CASE("charsets are detected") {
  for (const DetectCase& c : kDetectCases) {
    DYNAMIC_SECTION(c.name) {
      const Charset charset = DetectCharset(c.bytes, c.label);
      CHECK(charset.name == c.charset);
      CHECK(charset.evidence == c.evidence);
    }
  }
}

struct DecodeCase {
  const char* name;
  const char* charset;
  std::string bytes;
  const char* text;
  uint32_t replaced;
};

const DecodeCase kDecodeCases[] = {
    {"utf-8", "utf-8", "约３亿 €5", "约３亿 €5", 0},
    {"a bom is dropped", "utf-8",
     "\xEF\xBB\xBF"
     "5%",
     "5%", 0},
    {"a second bom stays", "utf-8", "5\xEF\xBB\xBF%", "5\uFEFF%", 0},
    {"NUL", "utf-8", Bytes("5\0%"), "5\uFFFD%", 1},
    {"a lone trail byte", "utf-8", "5\x80%", "5\uFFFD%", 1},
    {"a maximal part is one", "utf-8", "5\xE4\xBA%", "5\uFFFD%", 1},
    {"overlong forms are byte by byte", "utf-8", "\xC0\xAF", "\uFFFD\uFFFD", 2},
    {"surrogates are no characters", "utf-8", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", 3},
    {"beyond Unicode", "utf-8",
     "\xF5"
     "5",
     "\uFFFD"
     "5",
     1},
    {"cut at the end", "utf-8", "5\xF0\x9F\x98", "5\uFFFD", 1},
    {"U+FFFD itself is not counted", "utf-8", "5\uFFFD", "5\uFFFD", 0},
    {"line breaks stay", "utf-8", "a\r\nb\rc\nd", "a\r\nb\rc\nd", 0},
    {"utf-16le", "utf-16le", Bytes("\xFF\xFE\x09\x4E\x35\x00\x3D\xD8\x00\xDE"), "三5😀", 0},
    {"utf-16be", "utf-16be", Bytes("\xFE\xFF\x4E\x09\x00\x35"), "三5", 0},
    {"a lone surrogate", "utf-16le", Bytes("\x3D\xD8\x35\x00"),
     "\uFFFD"
     "5",
     1},
    {"half a unit", "utf-16le", Bytes("\x35\x00\x35"), "5\uFFFD", 1},
    {"gb18030, two bytes", "gb18030", "\xD4\xBC\xA3\xB3\xD2\xDA", "约３亿", 0},
    {"gb18030, four bytes", "gb18030",
     "\x95\x32\x82\x36"
     "5\x81\x39\xEE\x39",
     "\U00020000"
     "5\u3400",
     0},
    {"gb18030, the euro as browsers read it", "gb18030",
     "\x80"
     "5\xA2\xE3",
     "€5€", 0},
    {"gb18030, a lead before a digit", "gb18030",
     "\x81"
     "35%",
     "\uFFFD"
     "35%",
     1},
    {"gb18030, cut", "gb18030", "5\xD4", "5\uFFFD", 1},
    {"gb18030, no character", "gb18030",
     "\xFE\x39\xFE\x39"
     "5",
     "\uFFFD"
     "5",
     1},
    {"big5", "big5", "\xA4T\xBB\xF5", "三億", 0},
    {"big5, Hong Kong's additions", "big5", "\x87\x41", "\u4C32", 0},
    {"big5, a lead before a digit", "big5",
     "\xA4"
     "5%",
     "\uFFFD"
     "5%",
     1},
    {"windows-1252", "windows-1252",
     "\x93"
     "5\x94 \x80"
     "3 caf\xE9",
     "“5” €3 café", 0},
    {"koi8-r", "koi8-r", "\xD4\xD2\xC9", "три", 0},
    {"NUL in gb18030", "gb18030", Bytes("5\0\xD2\xDA"), "5\uFFFD亿", 1},
};

TEST_CASE("bytes are decoded, none is lost") {
  for (const DecodeCase& c : kDecodeCases) {
    DYNAMIC_SECTION(c.name) {
      const Result<DecodedText> decoded = Decode(c.bytes, c.charset);
      REQUIRE(decoded.ok());
      CHECK(decoded->text == c.text);
      CHECK(decoded->replaced == c.replaced);
      CHECK(decoded->map.source_size() == c.bytes.size());
      CHECK(decoded->map.derived_size() == decoded->text.size());
    }
  }
}

TEST_CASE("an undecodable byte keeps its place") {
  const DecodedText decoded = *Decode("5\xFF\xFE%", "utf-8");
  REQUIRE(decoded.text == "5\uFFFD\uFFFD%");
  CHECK(decoded.map.ToSource({1, 4}) == PayloadSpan{1, 2});
  CHECK(decoded.map.ToSource({4, 7}) == PayloadSpan{2, 3});
  CHECK(decoded.map.ToSource({7, 8}) == PayloadSpan{3, 4});
}

TEST_CASE("what ICU has no converter for is an error") {
  for (const char* name : {"klingon", "", "hz-gb-2312", "gb2312"}) {
    const Result<DecodedText> decoded = Decode("5", name);
    REQUIRE_FALSE(decoded.ok());
    CHECK(decoded.status().code() == Code::kInvalid);
    CHECK(decoded.status().message() == "there is no charset \"" + std::string(name) + "\"");
  }
}

TEST_CASE("every charset that a label names can be decoded") {
  for (const char* label :
       {"utf8",          "x-gbk",   "cn-big5", "ucs-2",       "unicodefffe", "latin1",
        "cp866",         "latin2",  "latin3",  "latin4",      "cyrillic",    "arabic",
        "greek",         "hebrew",  "latin6",  "iso-8859-13", "l9",          "koi8-u",
        "mac",           "tis-620", "cp1250",  "cp1251",      "cp1253",      "latin5",
        "cp1255",        "cp1256",  "cp1257",  "cp1258",      "euc-jp",      "sjis",
        "ks_c_5601-1987"}) {
    INFO(label);
    const std::string_view name = CharsetOfLabel(label);
    REQUIRE_FALSE(name.empty());
    const std::string text = "5 percent";
    const Result<DecodedText> decoded = Decode(Encode(text, name), name);
    REQUIRE(decoded.ok());
    CHECK(decoded->text == text);
  }
}

constexpr const char* kCharsets[] = {"utf-8",   "utf-16le", "utf-16be",
                                     "gb18030", "big5",     "windows-1252"};

TEST_CASE("every planted span is found in the bytes") {
  Random random(2);
  const uint32_t spans = Rounds(100000);
  constexpr uint32_t kSpansPerText = 100;
  for (uint32_t round = 0; round * kSpansPerText < spans; ++round) {
    const std::string_view charset = kCharsets[round % std::size(kCharsets)];
    const PlantedText planted = RandomText(charset, random.Between(1, 400), &random);
    const Result<DecodedText> decoded = Decode(planted.bytes, charset);
    REQUIRE(decoded.ok());
    REQUIRE(decoded->text == planted.text);
    REQUIRE(decoded->replaced == 0);
    REQUIRE(decoded->map.source_size() == planted.bytes.size());
    const uint32_t characters = static_cast<uint32_t>(planted.text_ends.size()) - 1;
    for (uint32_t i = 0; i < kSpansPerText; ++i) {
      const uint32_t first = random.Below(characters);
      const uint32_t last = first + 1 + random.Below(characters - first);
      const ArticleSpan quote = {planted.text_ends[first], planted.text_ends[last]};
      const PayloadSpan place = {planted.byte_ends[first], planted.byte_ends[last]};
      const bool found = decoded->map.ToSource(quote) == place &&
                         decoded->map.Pieces(quote) == std::vector<PayloadSpan>{place} &&
                         decoded->map.ToDerived(place.begin) == quote.begin;
      if (found) continue;
      CAPTURE(charset, round, first, last);
      REQUIRE(decoded->map.ToSource(quote) == place);
      REQUIRE(decoded->map.ToDerived(place.begin) == quote.begin);
    }
    // The span's bytes alone decode to the quote.
    const uint32_t first = random.Below(characters);
    const ArticleSpan quote = {planted.text_ends[first], planted.text_ends[characters]};
    const std::string cut(Cut(planted.bytes, decoded->map.ToSource(quote)));
    CHECK(Decode(cut, charset)->text == Cut(decoded->text, quote));
  }
}

TEST_CASE("broken bytes neither crash nor get lost") {
  Random random(3);
  for (uint32_t round = 0; round < Rounds(6000); ++round) {
    const std::string_view charset = kCharsets[round % std::size(kCharsets)];
    std::string bytes = RandomText(charset, random.Between(1, 60), &random).bytes;
    const uint32_t damages = random.Below(6);
    for (uint32_t i = 0; i < damages && !bytes.empty(); ++i) {
      const uint32_t at = random.Below(bytes.size());
      switch (random.Below(3)) {
        case 0: bytes[at] = static_cast<char>(random.Below(256)); break;
        case 1: bytes.erase(at, 1); break;
        default: bytes.resize(at); break;
      }
    }
    const Charset guessed = DetectCharset(bytes, "");
    const std::string_view names[] = {charset, guessed.name};
    for (const std::string_view name : names) {
      CAPTURE(round, name);
      const Result<DecodedText> decoded = Decode(bytes, name);
      REQUIRE(decoded.ok());
      REQUIRE(IsValidUtf8(decoded->text));
      REQUIRE(decoded->text.find('\0') == std::string::npos);
      REQUIRE(decoded->map.source_size() == bytes.size());
      REQUIRE(decoded->map.derived_size() == decoded->text.size());
      // The characters' places are ascending and leave no byte out but a BOM.
      uint32_t end = 0;
      for (uint32_t at = 0; at < decoded->text.size();) {
        const uint32_t size = Utf8Size(static_cast<unsigned char>(decoded->text[at]));
        const PayloadSpan place = decoded->map.ToSource({at, at + size});
        REQUIRE((place.begin == end || (end == 0 && place.begin <= 4)));
        REQUIRE(place.end > place.begin);
        end = place.end;
        at += size;
      }
      if (!decoded->text.empty()) REQUIRE(end == bytes.size());
    }
  }
}

}  // namespace
}  // namespace factmill
