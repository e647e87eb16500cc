#include <catch2/catch.hpp>
#include <map>

#include "base/sha256.h"
#include "corpus/charset.h"
#include "corpus/reader.h"
#include "pipeline/extract.h"
#include "pipeline/fact_check.h"
#include "pipeline/verify.h"
#include "tests/pipeline/sample_rules.h"

namespace factmill {
namespace {

struct Read {
  Payload payload;
  Article article;
  std::vector<Fact> facts;
  std::vector<std::string> keys;

  Status Check() const { return CheckFacts(payload, article, facts, keys); }
  std::vector<ClaimedArticle> Claims() const {
    ClaimedArticle claim;
    claim.text = article.text;
    for (size_t i = 0; i < facts.size(); ++i) claim.facts.push_back({keys[i], facts[i]});
    return {claim};
  }
};

Read ReadText(const std::string& bytes) {
  Read read;
  read.payload.bytes = bytes;
  read.payload.sha256 = Sha256Hex(bytes);
  read.payload.media_type = "text/plain";
  auto articles = ReadPayload(read.payload);
  REQUIRE(articles.status().message() == "");
  read.article = articles->at(0);
  read.facts = Extract(read.article, SampleRules(), {}).facts;
  for (const Fact& fact : read.facts) read.keys.push_back(FactKey(read.payload.sha256, fact));
  return read;
}

const char kText[] =
    "Mill opens\n\nThe mill cost 5 million yuan and employs ３00 people; output rose 7%.\n";

TEST_CASE("a key names payload, pieces and kind, and nothing else") {
  const Read read = ReadText(kText);
  REQUIRE(read.facts.size() == 3);
  Fact fact = read.facts[0];
  const std::string key = FactKey("payload", fact);
  CHECK(key.size() == 32);
  fact.rule = "renamed";
  fact.value.value = Decimal(1);
  CHECK(FactKey("payload", fact) == key);
  CHECK(FactKey("other", fact) != key);
  fact.value.kind = Kind::kCount;
  CHECK(FactKey("payload", fact) != key);
  fact = read.facts[0];
  fact.pieces = {{1, 2}, {3, 4}};
  const std::string pieces = FactKey("payload", fact);
  CHECK(pieces != key);
  fact.pieces = {{1, 2}, {3, 5}};
  CHECK(FactKey("payload", fact) != pieces);
}

TEST_CASE("the key of a place never changes") {
  Fact fact;
  fact.value.kind = Kind::kMoney;
  fact.pieces = {{10, 20}, {25, 30}};
  CHECK(FactKey(std::string(64, 'a'), fact) ==
        Sha256Hex(std::string(64, 'a') + "\nmoney\n10-20\n25-30").substr(0, 32));
}

TEST_CASE("pieces are decoded in the payload's charset") {
  // 企业 in GB18030 around a tag.
  const std::string payload = "ab\xC6\xF3<b>\xD2\xB5";
  CHECK(*ReadPieces(payload, {{2, 4}, {7, 9}}, "gb18030") == "企业");
  CHECK(*ReadPieces("a\xFF"
                    "b",
                    {{0, 3}}, "utf-8") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(ReadPieces(payload, {{2, 10}}, "gb18030").status().code() == Code::kMismatch);
  CHECK(ReadPieces(payload, {{4, 4}}, "gb18030").status().code() == Code::kMismatch);
}

TEST_CASE("pieces of a page are read as the page's reader does") {
  const std::string page = "<p>&#36;<b>4.5</b>&nbsp;million\nyuan</p>";
  CHECK(*ReadPieces(page, {{3, 8}, {11, 14}, {18, 36}}, "utf-8", "text/html") ==
        "$4.5\u00A0million yuan");
  CHECK(IsQuote("5 million", "5\nmillion", "text/html"));
  CHECK_FALSE(IsQuote("5 million", "5\nmillion", "text/plain"));
}

TEST_CASE("facts of a page hold") {
  const std::string filler =
      "<p>The mill at Harrow, which stood still for years, made paper again, and its owner, who is "
      "proud of it, said that it would make more.</p>";
  Read read;
  read.payload.bytes =
      "<html><head><title>Mill at Harrow opens - The Example</title></head><body>"
      "<h1>Mill at Harrow opens</h1><div class=story-body>" +
      filler +
      "<p>It cost <b>5</b> <i>million</i> yuan and employs&nbsp;&#51;00 people;\noutput rose "
      "7&#37;.</p><table><tr><td>Paper</td><td>90 million "
      "yuan</td></tr><tr><td>Wood</td><td>7%</td>"
      "</tr></table>" +
      filler + "</div></body></html>";
  read.payload.sha256 = Sha256Hex(read.payload.bytes);
  read.payload.media_type = "text/html";
  auto articles = ReadPayload(read.payload);
  REQUIRE(articles.status().message() == "");
  read.article = articles->at(0);
  read.facts = Extract(read.article, SampleRules(), {}).facts;
  for (const Fact& fact : read.facts) read.keys.push_back(FactKey(read.payload.sha256, fact));
  CHECK(read.facts.size() == 5);
  CHECK(read.Check().message() == "");
  const auto broken =
      VerifyPayload(read.payload, read.article.charset, read.Claims(), &SampleRules());
  for (const BrokenFact& fact : broken) UNSCOPED_INFO(fact.quote << ": " << fact.reason);
  CHECK(broken.empty());
}

// A metric whose words stand at `span`, said to be characters 0 to 2.
Attribute SaidAt(ArticleSpan span, const std::string& words) {
  return {"metric", words, "", span, 0, 2, "test"};
}

TEST_CASE("facts are checked against the text and the bytes") {
  REQUIRE(ReadText(kText).Check().message() == "");
  struct Case {
    const char* name;
    void (*spoil)(Read*);
    const char* error;
  };
  const Case cases[] = {
      {"quote", [](Read* r) { r->facts[1].quote = "301 people"; }, "the text is not the quote"},
      {"span", [](Read* r) { r->facts[1].span.end = 100000; }, "the text is not the quote"},
      {"characters", [](Read* r) { ++r->facts[2].char_start; }, "the characters are miscounted"},
      {"bounds", [](Read* r) { ++r->facts[1].bytes.end; },
       "the byte ranges do not bound the quote"},
      {"no pieces", [](Read* r) { r->facts[1].pieces.clear(); },
       "the byte ranges do not bound the quote"},
      {"bytes", [](Read* r) { r->payload.bytes[r->facts[0].bytes.begin] = '6'; },
       "the payload's bytes are not the quote"},
      {"attribute's words",
       [](Read* r) {
         r->facts[0].attributes = {SaidAt({0, 3}, "no")};
       },
       "the text is not an attribute's words"},
      {"attribute's place",
       [](Read* r) {
         r->facts[0].attributes = {SaidAt({1, 3}, "il")};
       },
       "the text is not an attribute's words"},
      {"link to itself",
       [](Read* r) {
         r->facts[0].links = {{"part_of", 0, "r"}};
       },
       "a link leads nowhere"},
      {"link to none",
       [](Read* r) {
         r->facts[0].links = {{"part_of", 99, "r"}};
       },
       "a link leads nowhere"},
      {"key", [](Read* r) { r->keys[1] = r->keys[0]; }, "another fact has the same place"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      Read read = ReadText(kText);
      c.spoil(&read);
      const Status status = read.Check();
      CHECK(status.code() == Code::kMismatch);
      CHECK_THAT(status.message(), Catch::StartsWith("internal error: " + std::string(c.error)));
    }
  }
}

// "QUOTE: REASON" of each broken fact.
std::string Broken(const Read& now, const std::vector<ClaimedArticle>& claims,
                   bool rederive = true) {
  std::string text;
  for (const BrokenFact& fact : VerifyPayload(now.payload, now.article.charset, claims,
                                              rederive ? &SampleRules() : nullptr)) {
    text += (text.empty() ? "" : "\n") + fact.quote + ": " + fact.reason;
  }
  return text;
}

TEST_CASE("verify names what no longer holds, and only that") {
  const Read read = ReadText(kText);
  CHECK(Broken(read, read.Claims()) == "");
  CHECK(Broken(read, read.Claims(), false) == "");

  auto claims = read.Claims();
  claims[0].facts[0].fact.value.value = Decimal(6000000);
  CHECK(Broken(read, claims) == "5 million yuan: its value is 5000000, stored is 6000000");
  CHECK(Broken(read, claims, false) == "");

  claims = read.Claims();
  claims[0].facts[2].fact.value.unit = "pp";
  claims[0].facts[1].fact.value.bound = Bound::kAbout;
  CHECK(Broken(read, claims) ==
        "３00 people: its approx is exact, stored is about\n7%: its unit is %, stored is pp");

  claims = read.Claims();
  claims[0].facts[0].fact.quote = "9 million yuan";
  CHECK_THAT(Broken(read, claims), Catch::StartsWith("9 million yuan: the stored text at"));

  claims = read.Claims();
  claims[0].facts[1].fact_key[0] ^= 1;
  CHECK(Broken(read, claims, false) == "３00 people: its key is not that of its place");

  claims = read.Claims();
  claims[0].facts[0].fact.links = {{"part_of", 1, "r"}};
  claims[0].facts[1].fact.attributes = {SaidAt({0, 2}, "up")};
  CHECK(Broken(read, claims) ==
        "5 million yuan: its links differ\n３00 people: its attributes differ");

  claims = read.Claims();
  claims[0].facts.pop_back();
  CHECK(Broken(read, claims) == "7%: the rules find it, but it is not stored");

  claims = read.Claims();
  claims[0].facts[0].fact.pieces = claims[0].facts[2].fact.pieces;
  claims[0].facts[0].fact.bytes = claims[0].facts[2].fact.bytes;
  CHECK_THAT(Broken(read, claims), Catch::Contains("5 million yuan: the bytes read \"7%\""));
}

TEST_CASE("verify reads every charset as the reader did") {
  for (const std::string& bytes :
       {std::string("\xFF\xFE\x35\x00\x25\x00\x0A\x00", 8), std::string("\xEF\xBB\xBF"
                                                                        "5%\n")}) {
    const Read read = ReadText(bytes);
    REQUIRE(read.facts.size() == 1);
    CHECK(read.Check().message() == "");
    CHECK(Broken(read, read.Claims()) == "");
  }
}

}  // namespace
}  // namespace factmill
