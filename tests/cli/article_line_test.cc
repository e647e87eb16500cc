// Lines that extract takes, and what they are made of, against JSON for Modern
// C++ alone.
#include "cli/article_line.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/json.h"
#include "tests/random.h"

namespace factmill {
namespace {

std::string Repeat(const std::string& part, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += part;
  return all;
}

std::string Nested(int depth) {
  return R"({"text": "t", "more": )" + Repeat("[", depth - 1) + Repeat("]", depth - 1) + "}";
}

struct LineCase {
  const char* name;
  std::string line;
  std::string id, text, date;
};

const LineCase kRight[] = {
    {"the least", R"({"text": ""})", "null", "", ""},
    {"all there is", R"({"id": "a", "text": "t", "date": "2021-05-12", "title": "", "lang": null})",
     "\"a\"", "t", "2021-05-12"},
    {"nothing given", R"({"id": null, "text": "t", "date": null})", "null", "t", ""},
    {"space around", "\t {\"text\": \"t\"} \r", "null", "t", ""},
    {"a byte order mark", "\xEF\xBB\xBF{\"text\": \"t\"}", "null", "t", ""},
    {"the last of two", R"({"text": 1, "id": [], "text": "t", "id": 2})", "2", "t", ""},
    {"an escaped key", R"({"te\u0078t": "t"})", "null", "t", ""},
    {"escapes", R"({"text": "\"\\\/\b\f\n\r\t\u00e9\u0000"})", "null",
     std::string("\"\\/\b\f\n\r\t\u00e9\0", 11), ""},
    {"an escaped pair", R"({"text": "\uD83D\ude00", "id": "\uD83D\ude00"})", "\"\U0001F600\"",
     "\U0001F600", ""},
    {"escapes of an id", R"({"text": "", "id": "\u0001\u001f\u007f\n\"\\"})",
     "\"\\u0001\\u001f\x7F\\n\\\"\\\\\"", "", ""},
    {"an id of 64 bits", R"({"text": "", "id": 18446744073709551615})", "18446744073709551615", "",
     ""},
    {"a negative id", R"({"text": "", "id": -9223372036854775808})", "-9223372036854775808", "",
     ""},
    {"minus zero", R"({"text": "", "id": -0})", "0", "", ""},
    {"a longer id", R"({"text": "", "id": 18446744073709551616})", "1.8446744073709552e+19", "",
     ""},
    {"a fraction", R"({"text": "", "id": 1.50})", "1.5", "", ""},
    {"as deep as may be", Nested(64), "null", "t", ""},
    {"a long text", R"({"text": ")" + Repeat("纸", 2000000) + R"("})", "null",
     Repeat("纸", 2000000), ""},
};

TEST_CASE("an article's line is read") {
  ArticleLineReader reader;
  for (const LineCase& c : kRight) {
    DYNAMIC_SECTION(c.name) {
      const auto line = reader.Read(c.line);
      REQUIRE(line.ok());
      CHECK(line->id == c.id);
      CHECK(line->text == c.text);
      CHECK(line->date == c.date);
    }
  }
}

struct WrongCase {
  const char* name;
  std::string line, complaint;
};

const WrongCase kWrong[] = {
    {"no JSON", "text", "not JSON"},
    {"more behind", R"({"text": "t"} 1)", "not JSON"},
    {"half a pair", R"({"text": "\ud83d"})", "not JSON"},
    {"the other half", R"({"text": "\uDE00"})", "not JSON"},
    {"half a pair elsewhere", R"({"text": "t", "\ude00": 1})", "not JSON"},
    {"broken UTF-8", "{\"text\": \"\xE7\xBA\"}", "not JSON"},
    {"a bare control", "{\"text\": \"a\tb\"}", "not JSON"},
    {"a number too large", R"({"text": "t", "n": 1e999})", "not JSON"},
    {"a list", "[]", "not a JSON object"},
    {"no text", R"({"id": 1})", "no \"text\""},
    {"a text of another kind", R"({"text": "t", "text": 1})", "\"text\" is no string"},
    {"a title of another kind", R"({"text": "t", "title": 1})", "\"title\" is no string"},
    {"an id of another kind", R"({"text": "t", "id": true})",
     "\"id\" is no string, number or null"},
    {"no day", R"({"text": "t", "date": "2021-02-30"})", "\"date\" is no day like 2021-05-12"},
    {"too deep", Nested(65), "nested too deeply"},
};

TEST_CASE("what is wrong with an article's line is said") {
  ArticleLineReader reader;
  for (const WrongCase& c : kWrong) {
    DYNAMIC_SECTION(c.name) {
      const auto line = reader.Read(c.line);
      REQUIRE_FALSE(line.ok());
      CHECK(line.status().message() == c.complaint);
    }
  }
}

TEST_CASE("a spoilt line is read as JSON for Modern C++ reads it") {
  const std::string parts[] = {"\"",   "\\",     "\\u",  "\\ud8",       "{",  "}",    "[",
                               "]",    ",",      ":",    "\xE7",        "纸", "\x1F", "1",
                               "-",    ".",      "e",    "0",           " ",  "null", "\"text\"",
                               "dc00", "\"id\"", "\\n5", "\xED\xA0\x80"};
  Random random(3);
  ArticleLineReader reader;
  int right = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string line =
        R"({"id": -12, "text": "a\u00e9\n\ud83d\ude00纸厂 5%", "more": [1, {"a": 2e3}], "lang": "zh"})";
    for (int spoilt = random.Between(1, 2); spoilt > 0; --spoilt) {
      line.replace(random.Below(line.size()), random.Below(3), random.Pick(parts));
    }
    const auto json = nlohmann::ordered_json::parse(line, nullptr, false);
    const auto read = reader.Read(line);
    INFO(line);
    if (!read.ok()) {
      CHECK((read.status().message() == "not JSON") == json.is_discarded());
      continue;
    }
    ++right;
    REQUIRE(json.is_object());
    REQUIRE(json.contains("text"));
    REQUIRE(json["text"] == read->text);
    REQUIRE(ToLine(json.value("id", nlohmann::ordered_json())) == read->id);
  }
  CHECK(right > 2000);
}

TEST_CASE("a text becomes JSON as JSON for Modern C++ writes it") {
  const std::string parts[] = {"a",    "\"",       "\\",     "/",      std::string(1, '\0'),
                               "\x1F", "\x7F",     "\n",     "\b",     "纸",
                               "\xE7", "\xC0\x80", "\u00e9", "\uFFFD", "\U0001F600"};
  Random random(4);
  for (int i = 0; i < 5000; ++i) {
    std::string text, json = "[";
    for (int size = random.Between(0, 8); size > 0; --size) text += random.Pick(parts);
    AppendJsonString(text, &json);
    REQUIRE(json == "[" + ToLine(text));
  }
}

}  // namespace
}  // namespace factmill
