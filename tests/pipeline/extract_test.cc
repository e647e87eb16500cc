#include "pipeline/extract.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "pipeline/rule_test.h"
#include "tests/pipeline/extract_testing.h"

namespace factmill {
namespace {

struct Case {
  const char* name;
  std::string text;
  std::string facts;
  std::string date = "2024-05-15";
};

const Case kCases[] = {
    {"nothing", "", ""},
    {"no figure", "The mill stands by the river.", ""},
    {"one of each kind",
     "The Luma park spent 3.5 billion yuan, up 12 percent, on 40 plants across 20 hectares in "
     "2021.",
     "money 3.5 billion yuan=3500000000 CNY; percent 12 percent=12 %; count 40 plants=40 plant; "
     "measure 20 hectares=20 ha; date 2021=2021"},
    {"Chinese", "青溪县2021年新增企业120家，总投资约3.5亿元，增长12%，占地20公顷。",
     "date 2021年=2021; count 120家=120 企业; money 3.5亿元=350000000 CNY about; "
     "percent 12%=12 %; measure 20公顷=20 ha"},
    {"the quote is the article's, not the folded text", "总投资３．５億美元。",
     "money ３．５億美元=350000000 USD"},
    {"a conversion has the hedge of the amount before it",
     "It paid over 100 million yuan ($15.5 million) for it.",
     "money 100 million yuan=100000000 CNY gt; money $15.5 million=15500000 USD gt"},
    {"and in full-width brackets", "总投资逾1亿元（1550万美元）。",
     "money 1亿元=100000000 CNY gt; money 1550万美元=15500000 USD gt"},
    {"a hedge of its own stays", "It paid over 7 million yuan (about $1 million) for it.",
     "money 7 million yuan=7000000 CNY gt; money $1 million=1000000 USD about"},
    {"a relative date", "去年投产。", "date 去年=2023"},
    {"without a date to count from", "去年投产，投资5亿元。",
     "money 5亿元=500000000 CNY; warning: '去年' is a relative date, and the article has no "
     "publication date",
     ""},
    {"元 in a Taiwanese text", "立法院說這家工廠投資５億元，員工三千人，預計明年開工營運。",
     "money ５億元=500000000 TWD; count 三千人=3000 员工; date 明年=2025"},
    {"元 in a traditional text of nowhere", "這家工廠投資５億元，員工三千人，預計明年開工營運。",
     "money ５億元=500000000 CNY; count 三千人=3000 员工; date 明年=2025"},
    {"bare numbers are no facts", "The score was 5 to 3.", ""},
    {"paragraphs bound a figure", "总投资5\n\n亿元。", ""},
};

TEST_CASE("an article's figures") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(Print(Extract(ArticleOf(c.text, c.date), BuiltInRules(), {})) == c.facts);
    }
  }
}

// What must hold of every fact, wherever it comes from.
void CheckPlaces(const Article& article, const Extraction& extraction) {
  uint32_t last = 0;
  for (const Fact& fact : extraction.facts) {
    INFO(fact.quote);
    CHECK(fact.span.begin >= last);
    last = fact.span.begin;
    CHECK(fact.span.begin < fact.span.end);
    CHECK(fact.span.end <= article.text.size());
    CHECK(Slice(std::string_view(article.text), fact.span) == fact.quote);
    CHECK(IsValidUtf8(fact.quote));
    CHECK(fact.char_start ==
          CountCodePoints(std::string_view(article.text).substr(0, fact.span.begin)));
    CHECK(fact.char_end - fact.char_start == CountCodePoints(fact.quote));
    REQUIRE_FALSE(fact.pieces.empty());
    CHECK(fact.bytes.begin == fact.pieces.front().begin);
    CHECK(fact.bytes.end == fact.pieces.back().end);
    CHECK_FALSE(fact.rule.empty());
    CHECK((fact.value.kind == Kind::kDate) == !fact.value.value.has_value());
    if (fact.value.value_max) CHECK(*fact.value.value_max > *fact.value.value);
  }
}

TEST_CASE("facts lead back to the payload") {
  // Two bytes of the payload a Han character, as in GB18030.
  const std::string text = "总投资3.5亿元。";
  PayloadMap map;
  for (size_t at = 0; at < text.size();) {
    const int size = Utf8Size(static_cast<unsigned char>(text[at]));
    if (size == 1)
      map.Keep(1);
    else
      map.Replace(2, static_cast<uint32_t>(size));
    at += size;
  }
  const Article article = MakeArticle(text, std::move(map), {"", "2024-05-15", ""});
  const Extraction extraction = Extract(article, BuiltInRules(), {});
  REQUIRE(extraction.facts.size() == 1);
  const Fact& fact = extraction.facts[0];
  CheckPlaces(article, extraction);
  CHECK(fact.span == ArticleSpan{9, 18});
  CHECK(fact.char_start == 3);
  CHECK(fact.char_end == 8);
  CHECK(fact.bytes == PayloadSpan{6, 13});
  CHECK(fact.pieces.size() == 1);
}

TEST_CASE("bytes that lie between a quote's are not its") {
  // "3.5" and "亿元" with markup of seven bytes between them.
  const std::string text = "总投资3.5亿元。";
  PayloadMap map;
  map.Keep(12);
  map.Replace(7, 0);
  map.Keep(static_cast<uint32_t>(text.size()) - 12);
  const Article article = MakeArticle(text, std::move(map), {"", "2024-05-15", ""});
  const Extraction extraction = Extract(article, BuiltInRules(), {});
  REQUIRE(extraction.facts.size() == 1);
  CheckPlaces(article, extraction);
  CHECK(extraction.facts[0].bytes == PayloadSpan{9, 25});
  const std::vector<PayloadSpan> pieces = {{9, 12}, {19, 25}};
  CHECK(extraction.facts[0].pieces == pieces);
}

TEST_CASE("all mentions are the facts, bare numbers and ordinals") {
  const Article article = ArticleOf("第三届展会吸引了5000家企业，比分是2比1。");
  const Extraction facts = Extract(article, BuiltInRules(), {});
  const Extraction all = Extract(article, BuiltInRules(), {.all_mentions = true});
  CHECK(Print(facts) == "count 5000家=5000 企业");
  CHECK(Print(all) ==
        "ordinal 第三=3; number 三=3; count 5000家=5000 企业; number 5000=5000; number 2=2; "
        "number 1=1");
  CheckPlaces(article, all);
}

TEST_CASE("furniture is skipped") {
  const std::string body = "The mill at Luma hired 300 workers last week and paid 2 million yuan.";
  const Article with = ArticleOf("Home> Latest> Business\n\n" + body + "\n\n1 2 3 >\n");
  const Extraction extraction = Extract(with, BuiltInRules(), {});
  CheckPlaces(with, extraction);
  CHECK(Print(extraction) ==
        "count 300 workers=300 worker; date last week=2024-05-06/2024-05-12; "
        "money 2 million yuan=2000000 CNY");
}

TEST_CASE("the same article gives the same facts, however often") {
  const Article article = ArticleOf("去年投资5亿元，增长3%。\n\nIt hired 300 people in May.");
  const std::string first = Print(Extract(article, BuiltInRules(), {}));
  CHECK(first != "");
  for (int i = 0; i < 3; ++i) CHECK(Print(Extract(article, BuiltInRules(), {})) == first);
}

TEST_CASE("facts of odd texts lead back to them") {
  const std::string texts[] = {
      "\u200B5\u200B元\u200B",
      "\uFEFF总投资\u00AD5\u00AD亿\u00AD元",
      "５％\r\n\r\n６％",
      "共5\u3000亿元",
      "\xEF\xBF\xBD"
      "5元\xEF\xBF\xBD",
      "𠀀5元𠀀",
      "5元",
      "e\u0301 5 yuan e\u0301",
      "，，，5元，，，",
      std::string(5000, '5') + "元",
      "5" + std::string(5000, '0') + "元 5元",
      "一二三四五六七八九十百千万亿元",
      "$$$5 5$$$",
  };
  for (const std::string& text : texts) {
    INFO(text.substr(0, 60));
    const Article article = ArticleOf(text);
    CheckPlaces(article, Extract(article, BuiltInRules(), {.all_mentions = true}));
  }
}

TEST_CASE("every example beside every built-in rule holds") {
  const auto results = TestRules(BuiltInRules());
  CHECK(results.size() > 500);
  for (const ExampleResult& r : results) {
    if (r.outcome == ExampleResult::kPass || r.outcome == ExampleResult::kTodo) continue;
    INFO(r.file << ":" << r.line << " " << r.rule << ": " << r.text);
    INFO("expected " << r.expected << ", got " << r.got);
    CHECK((r.outcome == ExampleResult::kTodoPasses ? "make it a yes" : "mend it") == std::string());
  }
}

}  // namespace
}  // namespace factmill
