#include "corpus/fields.h"

#include <catch2/catch.hpp>

#include "corpus/csv.h"
#include "corpus/hints.h"
#include "corpus/json_scan.h"
#include "corpus/media_type.h"
#include "corpus/reader.h"
#include "tests/corpus/encode.h"

namespace factmill {
namespace {

Result<std::vector<Article>> Read(const std::string& type, const std::string& bytes,
                                  const ArticleHints& known = {}) {
  Payload payload;
  payload.bytes = bytes;
  payload.media_type = type;
  payload.known = known;
  return ReadPayload(payload);
}

// The payload's pieces of each character of the text, undone, are the character.
void CheckMap(const std::string& type, const std::string& bytes) {
  const auto articles = Read(type, bytes);
  REQUIRE(articles.status().message() == "");
  const Article& a = articles->front();
  for (uint32_t begin = 0; begin < a.text.size(); ++begin) {
    for (uint32_t end = begin + 1; end <= a.text.size() && end < begin + 40; ++end) {
      auto edge = [&](uint32_t at) {
        return at == a.text.size() || (static_cast<unsigned char>(a.text[at]) & 0xC0) != 0x80;
      };
      if (!edge(begin) || !edge(end)) continue;
      std::string text;
      for (const PayloadSpan& piece : a.map.Pieces({begin, end})) {
        auto decoded = Decode(Slice(bytes, piece), a.charset);
        REQUIRE(decoded.ok());
        text += Unescape(decoded->text, type);
      }
      // What was put between title and text has no source.
      const std::string wanted = a.text.substr(begin, end - begin);
      if (wanted.find("\n\n") == std::string::npos && wanted[0] != '\n' && wanted.back() != '\n') {
        CHECK(text == wanted);
      }
    }
  }
}

TEST_CASE("an object of JSON is an article") {
  const std::string json =
      "{\"id\": 7, \"title\": \"Mill \\\"A\\\"\", \"published\": \"2021-05-12T08:00:00Z\",\n"
      " \"author\": \"J. Roe\", \"tags\": [\"x\", {\"text\": \"no\"}], \"source\": \"Own\",\n"
      " \"content\": \"It cost \\u4e09\\u4ebf\\u5143,\\n5\\/6 of \\ud83d\\ude00 it.\", \"lang\": "
      "\"en-GB\"}";
  const auto articles = Read("application/json", json);
  REQUIRE(articles.status().message() == "");
  const Article& a = articles->front();
  CHECK(a.text == "Mill \"A\"\n\nIt cost 三亿元,\n5/6 of 😀 it.");
  CHECK(a.title.value == "Mill \"A\"");
  CHECK(a.title.evidence == "field `title`");
  CHECK(a.published.value == "2021-05-12");
  CHECK(a.published.evidence == "field `published`");
  CHECK(a.author.value == "J. Roe");
  CHECK(a.site.value == "Own");
  CHECK(a.lang == "en");
  CheckMap("application/json", json);
  CheckMap("application/json", "{\"body\":\"\\\\n \\t5%\\r\\n\\ud800x\"}");
  const std::string gb =
      Encode("{\"标题\":\"水库\",\"正文\":\"投资\\u4e09亿元，100\\u0025\"}", "gb18030");
  CheckMap("application/json; charset=gb18030", gb);
  CHECK(Read("application/json; charset=gb18030", gb)->front().text == "水库\n\n投资三亿元，100%");
}

TEST_CASE("fields may have other names") {
  const std::string json = "{\"text\":\"no\",\"a\":{\"b\":\"It cost 5 yuan.\"},\"h\":\"H\"}";
  const auto articles = Read("application/json; text=a.b; title=h", json);
  REQUIRE(articles.ok());
  CHECK(articles->front().text == "It cost 5 yuan.");
  CHECK(articles->front().title.value == "H");
  ArticleHints known;
  known.title = "Other";
  known.title_from = "sidecar x";
  CHECK(Read("application/json; text=a.b", json, known)->front().title.evidence == "sidecar x");
  CHECK(Read("application/json; text=none", json).status().message().find("--map text=NAME") !=
        std::string::npos);
}

TEST_CASE("a row of CSV is an article") {
  const std::string row = "2021-05-12,\"Mill, \"\"A\"\"\",\"It cost \"\"5\"\" yuan.\nAll.\"";
  const std::string type = "text/csv; date=1; text=3; title=2";
  const auto articles = Read(type, row);
  REQUIRE(articles.status().message() == "");
  CHECK(articles->front().text == "Mill, \"A\"\n\nIt cost \"5\" yuan.\nAll.");
  CHECK(articles->front().published.value == "2021-05-12");
  CheckMap(type, row);
}

TEST_CASE("wrong JSON is told with its place") {
  const std::pair<const char*, const char*> cases[] = {
      {"", "at byte 0: it ends early"},
      {"[1]", "at byte 0: no object begins here"},
      {"{\"text\":\"a\"", "at byte 11: it ends early"},
      {"{\"text\":\"a\nb\"}", "at byte 10: a control character stands in a string"},
      {"{\"text\":\"\\x\"}", "at byte 9: there is no such escape"},
      {"{\"text\":\"\\u12\"}", "at byte 9: \\u has four hexadecimal digits"},
      {"{\"text\":01}", "at byte 10: a value is due"},
      {"{\"text\":\"a\"} x", "at byte 13: something follows the object"},
      {"{text:1}", "at byte 1: a name in quotes is due"},
  };
  for (const auto& [json, error] : cases) {
    CAPTURE(json);
    const Status status = ScanJsonObject(json, [](const JsonValue&) {});
    CHECK(status.message() == std::string("its JSON is wrong ") + error);
  }
  std::string deep = "{\"a\":";
  for (int i = 0; i < 5000; ++i) deep += "[";
  CHECK_FALSE(ScanJsonObject(deep, [](const JsonValue&) {}).ok());
}

TEST_CASE("days of fields") {
  CHECK(DayOfField("2021-05-12T08:00:00+08:00") == "2021-05-12");
  CHECK(DayOfField("2021/5/2 08:00") == "2021-05-02");
  CHECK(DayOfField("20210512") == "2021-05-12");
  CHECK(DayOfField("1620777600") == "2021-05-12");
  CHECK(DayOfField("1620777600000") == "2021-05-12");
  CHECK(DayOfField("2021年5月12日") == "2021-05-12");
  CHECK(DayOfField("Wed, 12 May 2021 08:00:00 GMT") == "2021-05-12");
  CHECK(DayOfField("soon") == "");
}

TEST_CASE("hints and media types survive being text") {
  ArticleHints hints;
  hints.title = "A \"B\"\n\\";
  hints.title_from = "sidecar a";
  hints.lang = "zh";
  CHECK(ParseHints(FormatHints(hints)) == hints);
  CHECK(FormatHints({}) == "");
  for (const char* type :
       {"text/html; charset=gbk", "text/csv; a=\"x \\\"y\"; text=3", "text/plain"}) {
    CHECK(ParseMediaType(type).ToString() == type);
  }
  CHECK(ParseMediaType("Text/HTML;Charset = \"UTF-8\" ;x").ToString() ==
        "text/html; charset=UTF-8");
  CHECK(ParseMediaType("nonsense").essence == "");
}

}  // namespace
}  // namespace factmill
