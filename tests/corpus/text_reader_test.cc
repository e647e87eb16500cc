#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/fold.h"
#include "corpus/reader.h"
#include "tests/corpus/corpus_testing.h"
#include "tests/corpus/encode.h"

namespace factmill {
namespace {

Payload PlainText(std::string bytes) {
  Payload payload;
  payload.bytes = std::move(bytes);
  payload.media_type = "text/plain";
  return payload;
}

TEST_CASE("media types go by the file's name") {
  CHECK(MediaTypeOf("a.txt") == "text/plain");
  CHECK(MediaTypeOf("a/b.c/D.TXT") == "text/plain");
  CHECK(MediaTypeOf("a.text") == "text/plain");
  CHECK(MediaTypeOf("a.md") == "text/markdown");
  CHECK(MediaTypeOf("a.Markdown") == "text/markdown");
  CHECK(MediaTypeOf("a.html") == "text/html");
  CHECK(MediaTypeOf("a/b.HTM") == "text/html");
  CHECK(MediaTypeOf("a.shtml") == "text/html");
  for (const char* path : {"", "a", "txt", ".txt", "a/.md", "a.pdf", "a.txt.gz", "a.txt/b"}) {
    INFO(path);
    CHECK(MediaTypeOf(path).empty());
  }
}

TEST_CASE("a text is one article") {
  const std::string text =
      "Home> Paper\r\n\r\nMill doubles its output\r\n\r\n"
      "www.example.cn| Updated: May 12, 2021 L M S\r\n\r\nIt made 300 tons.\r\n";
  const Result<std::vector<Article>> articles = ReadPayload(PlainText(text));
  REQUIRE(articles.ok());
  REQUIRE(articles->size() == 1);
  const Article& article = (*articles)[0];
  CHECK(article.text == text);
  CHECK(article.title.value == "Mill doubles its output");
  CHECK(article.published.value == "2021-05-12");
  CHECK(article.site.value == "www.example.cn");
  CHECK(article.lang == "en");
  CHECK_FALSE(article.traditional);
  CHECK(article.charset == "utf-8");
  CHECK(article.charset_evidence == "valid utf-8");
  CHECK(article.replaced == 0);
  CHECK(article.ordinal == 0);
}

TEST_CASE("the charset's label is heeded, broken bytes are counted") {
  Payload payload = PlainText(Encode("纸厂去年生产纸张三百吨", "gb18030") + "\xFF。");
  payload.label = "gb2312";
  const Result<std::vector<Article>> articles = ReadPayload(payload);
  REQUIRE(articles.ok());
  const Article& article = (*articles)[0];
  CHECK(article.charset == "gb18030");
  CHECK(article.charset_evidence == "label");
  CHECK(article.replaced > 0);
  CHECK(article.text.starts_with("纸厂去年生产纸张三百吨\uFFFD"));
  CHECK(article.lang == "zh");
}

TEST_CASE("hints outrank what the text says") {
  const std::string text = "Mill doubles its output\n\nUpdated: 2021-05-12\n\nIt made 300 tons.";
  PayloadMap map;
  map.Keep(static_cast<uint32_t>(text.size()));
  const Article article = MakeArticle(text, map, {"Another title", "2020-01-02", "mixed"});
  CHECK(article.title.value == "Another title");
  CHECK(article.title.evidence == "given");
  CHECK(article.published.value == "2020-01-02");
  CHECK(article.published.evidence == "given");
  CHECK(article.lang == "mixed");
  CHECK(MakeArticle("", {}, {}).zones.empty());
}

struct ErrorCase {
  const char* name;
  std::string bytes;
  const char* message;
};

const ErrorCase kErrorCases[] = {
    {"nothing", "", "the file is empty"},
    {"blank lines", " \r\n\t\n", "the file is empty"},
    {"a bom", "\xEF\xBB\xBF", "the file is empty"},
    {"a bom and a break", "\xFF\xFE\n" + std::string(1, '\0'), "the file is empty"},
    {"ideographic spaces", "　\u200B\n", "the file is empty"},
    {"many NULs", "text" + std::string(8, '\0') + "more text",
     "looks like a binary file, not text"},
    {"controls", "\x01\x02\x03\x04 ab", "looks like a binary file, not text"},
    {"undecodable", "\x01\xFF\x02\xFE\x03\xFD\x04\xFC", "looks like a binary file, not text"},
    {"a PDF", "%PDF-1.4 and a lot of text that one can read", "looks like a binary file, not text"},
    {"a zip", "PK\x03\x04 and a lot of text that one can read",
     "looks like a binary file, not text"},
};

TEST_CASE("what is no text has a reason") {
  for (const ErrorCase& c : kErrorCases) {
    DYNAMIC_SECTION(c.name) {
      const Result<std::vector<Article>> articles = ReadPayload(PlainText(c.bytes));
      REQUIRE_FALSE(articles.ok());
      CHECK(articles.status().code() == Code::kUnreadable);
      CHECK(articles.status().message() == c.message);
    }
  }
}

TEST_CASE("a media type that nobody reads is an error") {
  Payload payload = PlainText("5%");
  payload.media_type = "image/png";
  const Result<std::vector<Article>> articles = ReadPayload(payload);
  REQUIRE_FALSE(articles.ok());
  CHECK(articles.status().code() == Code::kUnreadable);
  CHECK(articles.status().message() == "no reader for the media type \"image/png\"");
}

TEST_CASE("noise is no text") {
  Random random(7);
  for (int round = 0; round < 200; ++round) {
    std::string bytes(random.Between(256, 5000), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.Below(256));
    INFO(round);
    CHECK_FALSE(ReadPayload(PlainText(bytes)).ok());
  }
}

TEST_CASE("a stray NUL does not make a text binary") {
  const std::string text =
      "The mill by the river made 300 tons of paper last year, twice as much as before." +
      std::string(1, '\0');
  const Result<std::vector<Article>> articles = ReadPayload(PlainText(text));
  REQUIRE(articles.ok());
  CHECK((*articles)[0].replaced == 1);
}

// From folded text to the bytes of the file and back, in every charset.
TEST_CASE("every folded figure is found in the file") {
  Random random(8);
  uint32_t figures = 0;
  for (uint32_t round = 0; round < Rounds(1500); ++round) {
    const char* const kCharsets[] = {"utf-8", "utf-16le", "utf-16be", "gb18030", "big5"};
    const char* const charset = kCharsets[round % std::size(kCharsets)];
    Payload payload = PlainText(RandomText(charset, random.Between(20, 400), &random).bytes);
    payload.label = charset;
    const Result<std::vector<Article>> articles = ReadPayload(payload);
    if (!articles.ok()) continue;  // Spaces only.
    const Article& article = (*articles)[0];
    const FoldedText folded = Fold(article.text, article.zones);
    for (size_t at = 0; (at = folded.text.find_first_of("0123456789", at)) != std::string::npos;) {
      size_t end = folded.text.find_first_not_of("0123456789", at);
      end = std::min(end, folded.text.size());
      const FoldedSpan figure = {static_cast<uint32_t>(at), static_cast<uint32_t>(end)};
      const ArticleSpan quote = folded.map.ToSource(figure);
      std::string decoded;
      for (const PayloadSpan piece : article.map.Pieces(quote)) {
        decoded += Decode(Cut(payload.bytes, piece), charset)->text;
      }
      CAPTURE(charset, round, at);
      REQUIRE(decoded == Cut(article.text, quote));
      REQUIRE(FoldPhrase(decoded) == Cut(folded.text, figure));
      ++figures;
      at = end;
    }
  }
  CHECK(figures > 10000);
}

}  // namespace
}  // namespace factmill
