#include "corpus/segment.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "base/utf8.h"
#include "tests/corpus/corpus_testing.h"

namespace factmill {
namespace {

// The paragraphs of `text`, a bar between them, "^" for a line break within one.
std::string Paragraphs(std::string_view text, const std::vector<Zone>& zones) {
  std::string joined;
  for (const ArticleSpan span : FindParagraphs(text, zones)) {
    if (!joined.empty()) joined += "|";
    joined += Slice(text, span);
  }
  for (size_t at; (at = joined.find("\r\n")) != std::string::npos;) joined.replace(at, 2, "^");
  std::replace(joined.begin(), joined.end(), '\n', '^');
  return joined;
}

struct Case {
  const char* name;
  const char* text;
  const char* paragraphs;
};

const Case kParagraphCases[] = {
    {"none", " \n\n", ""},
    {"one", "  5 tons \n", "5 tons"},
    {"blank lines part", "One.\n\n \nTwo.", "One.|Two."},
    {"a paragraph a line", "One is done.\nTwo is not.\r\nThree.\rFour.\u2028Five.",
     "One is done.|Two is not.|Three.|Four.|Five."},
    {"invisible characters are no text", "One.\n\u200B\uFEFF\nTwo.", "One.|Two."},
    {"short lines are a list", "Mobile\nbrowsing\nTalent policy\nwhy paper matters",
     "Mobile|browsing|Talent policy|why paper matters"},
    {"a hard wrap",
     "The mill by the river made three hundred tons of fine paper\n"
     "last year, which is twice as much as it made in the year\n"
     "before, and it will make more.",
     "The mill by the river made three hundred tons of fine paper^"
     "last year, which is twice as much as it made in the year^"
     "before, and it will make more."},
    {"hard wraps, paragraphs indented",
     "PAPERTON, Feb 26 - Low prices of pulp will let the mills\n"
     "make 300 tons more of fine paper this year than last year,\n"
     "the growers said.\n"
     "    In its yearly report the board said that stocks were at\n"
     "31.6 mln tons, up slightly from a year ago.\n"
     "    It gave no reasons.",
     "PAPERTON, Feb 26 - Low prices of pulp will let the mills^"
     "make 300 tons more of fine paper this year than last year,^"
     "the growers said.|"
     "In its yearly report the board said that stocks were at^"
     "31.6 mln tons, up slightly from a year ago.|"
     "It gave no reasons."},
    {"hard wraps, a sentence ends at the margin",
     "The mill by the river made three hundred tons of fine paper\r\n"
     "last year, which is twice as much as it made in 2019 or so.\r\n"
     "It will make more of it, its owner said, if prices stay\r\n"
     "where they are.\r\n"
     "\r\n"
     "The price of a ton of paper is now five hundred dollars.\r\n"
     "It was four hundred.",
     "The mill by the river made three hundred tons of fine paper^"
     "last year, which is twice as much as it made in 2019 or so.^"
     "It will make more of it, its owner said, if prices stay^"
     "where they are.|"
     "The price of a ton of paper is now five hundred dollars.^"
     "It was four hundred."},
    {"a title above wrapped lines",
     "A Mill by the River Makes Twice as Much Paper as It Made in the Year Before\n"
     "\n"
     "The mill by the river made three hundred tons of fine paper\n"
     "last year, and more will come.",
     "A Mill by the River Makes Twice as Much Paper as It Made in the Year Before|"
     "The mill by the river made three hundred tons of fine paper^"
     "last year, and more will come."},
    {"hard-wrapped Chinese",
     "　　纸厂去年在全县十二个乡镇一共收购了芦苇和稻草三十七万吨，\n"
     "其中一半以上来自下游的三个镇，收购价平均为每吨六百五十元，比\n"
     "上年上涨一成。\n"
     "　　今年纸厂将继续扩大收购范围。",
     "纸厂去年在全县十二个乡镇一共收购了芦苇和稻草三十七万吨，^"
     "其中一半以上来自下游的三个镇，收购价平均为每吨六百五十元，比^"
     "上年上涨一成。|"
     "今年纸厂将继续扩大收购范围。"},
    {"Chinese news, a paragraph a line",
     "造纸厂产量翻了一番\n纸厂去年生产纸张三百吨，比上年翻了一番。\n今年还将扩产。",
     "造纸厂产量翻了一番|纸厂去年生产纸张三百吨，比上年翻了一番。|今年还将扩产。"},
    {"headlines of one width are no paragraph",
     "Three mills on the river honoured for their industry\n"
     "Seven mills on the canal honoured for their dynamics\n"
     "Eight mills in the hills honoured for their manners",
     "Three mills on the river honoured for their industry|"
     "Seven mills on the canal honoured for their dynamics|"
     "Eight mills in the hills honoured for their manners"},
    {"Chinese headlines of one width are no paragraph",
     "下游三个镇的造纸厂因为节约用水受到了全省的表彰\n运河边上七家造纸厂因为技术改造受到了全省表彰",
     "下游三个镇的造纸厂因为节约用水受到了全省的表彰|运河边上七家造纸厂因为技术改造受到了全省表彰"},
    {"items of a list",
     "If all agree, the mill by the river will take these steps:\n"
     "- sell two of its older rollers for at least $15 million,\n"
     "- cut its payroll by one tenth, and\n"
     "1. raise prices.",
     "If all agree, the mill by the river will take these steps:|"
     "- sell two of its older rollers for at least $15 million,|"
     "- cut its payroll by one tenth, and|1. raise prices."},
    {"long lines are never wrapped",
     "The mill by the river made three hundred tons of fine paper last year, which is twice as "
     "much "
     "as it made in the year before,\nand it will make more of it if the price of a ton of paper "
     "stays where it is now, its owner said on Monday in the yard.",
     "The mill by the river made three hundred tons of fine paper last year, which is twice as "
     "much "
     "as it made in the year before,|and it will make more of it if the price of a ton of paper "
     "stays where it is now, its owner said on Monday in the yard."},
};

TEST_CASE("lines become paragraphs") {
  for (const Case& c : kParagraphCases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(Paragraphs(c.text, AllBody(c.text)) == c.paragraphs);
      CHECK(Paragraphs(c.text, {}) == c.paragraphs);
    }
  }
}

TEST_CASE("a paragraph that would be too large is cut where little is lost") {
  struct Row {
    const char* name;
    const char* part;  // The text is this again and again.
    const char* begins;
    const char* ends;  // Of each paragraph but the last.
  };
  const Row rows[] = {
      {"sentences", "It cost 5 yuan, or 3.5 dollars. ", "It", "dollars."},
      {"Chinese sentences", "去年投资三亿元，收入5亿元。", "去年", "亿元。"},
      {"spaces", "12,000 ", "12,000", "12,000"},
      {"Chinese commas", "三亿元，五亿元、", "", ""},
      {"characters", "三亿元", "", ""},
      {"digits", "123", "", ""},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      std::string text;
      while (text.size() < 5 * kLongestParagraph) text += row.part;
      const auto paragraphs = FindParagraphs(text, {});
      REQUIRE(paragraphs.size() >= 5);
      CHECK(paragraphs.size() <= 11);
      uint32_t end = 0;
      for (const ArticleSpan span : paragraphs) {
        const std::string_view words = Slice(std::string_view(text), span);
        CHECK(span.size() <= kLongestParagraph);
        CHECK(IsValidUtf8(words));
        CHECK(words.starts_with(row.begins));
        if (span.end != paragraphs.back().end) CHECK(words.ends_with(row.ends));
        CHECK(text.find_first_not_of(' ', end) == span.begin);  // Nothing is left out.
        end = span.end;
      }
      CHECK(text.find_first_not_of(' ', end) == text.npos);
    }
  }
}

TEST_CASE("no paragraph crosses the edge of a zone") {
  const std::string text =
      "The mill by the river made three hundred tons of fine paper\n"
      "last year, which is twice as much as it made in the year\n"
      "before, and it will make more.";
  const uint32_t edge = static_cast<uint32_t>(text.find("last"));
  const uint32_t size = static_cast<uint32_t>(text.size());
  const std::vector<Zone> zones = {{ZoneKind::kTitle, {0, edge}}, {ZoneKind::kBody, {edge, size}}};
  CHECK(FindParagraphs(text, zones).size() == 2);
}

const Case kSentenceCases[] = {
    {"one", "It made 300 tons", "It made 300 tons"},
    {"two", "It made 300 tons. It sold them.", "It made 300 tons. |It sold them."},
    {"marks", "Is it so? Yes! And more... So be it.", "Is it so? |Yes! |And more... |So be it."},
    {"decimal points", "It rose 3.5 percent to 1.2 million.",
     "It rose 3.5 percent to 1.2 million."},
    {"a figure begins one", "It made little. 300 tons were sold. $5 each.",
     "It made little. |300 tons were sold. |$5 each."},
    {"a small letter does not", "It rose to 5 pct. of sales", "It rose to 5 pct. of sales"},
    {"countries", "the U.S. Treasury and the U.K. Parliament",
     "the U.S. Treasury and the U.K. Parliament"},
    {"a country ends one", "It left the U.S. The mill stayed.",
     "It left the U.S. |The mill stayed."},
    {"titles", "Mr. Roe met Dr. Poe and Gov. Doe.", "Mr. Roe met Dr. Poe and Gov. Doe."},
    {"numbers", "See No. 5 and fig. 3 of vol. 2.", "See No. 5 and fig. 3 of vol. 2."},
    {"a plain no", "The answer is no. Prices rose.", "The answer is no. |Prices rose."},
    {"months", "On Nov. 18 and Sept. 3 it rose.", "On Nov. 18 and Sept. 3 it rose."},
    {"companies", "Paper Co. Ltd. Chairman Roe left. Mill Inc. The rest stayed.",
     "Paper Co. Ltd. Chairman Roe left. |Mill Inc. |The rest stayed."},
    {"initials", "J. P. Roe met A. Poe.", "J. P. Roe met A. Poe."},
    {"times", "It opened at 9 a.m. Monday.", "It opened at 9 a.m. Monday."},
    {"quotes close", "\"It rose.\" She left. “It fell.” He stayed. (It did.) So?",
     "\"It rose.\" |She left. |“It fell.” |He stayed. |(It did.) |So?"},
    {"brackets around a country", "the (U.S.) Treasury", "the (U.S.) Treasury"},
    {"Chinese marks", "产量翻番。价格呢？涨了！真的…好。", "产量翻番。|价格呢?|涨了!|真的…|好。"},
    {"Chinese semicolons", "纸涨一成；浆涨两成；2025年再看", "纸涨一成;|浆涨两成;|2025年再看"},
    {"an English semicolon does not end", "paper rose; pulp fell; all left",
     "paper rose; pulp fell; all left"},
    {"Chinese quotes close", "“翻番了。”他说。“真的！”她问。", "“翻番了。”|他说。|“真的!”|她问。"},
    {"a comma after a quote goes on", "他说“翻番了。”，大家笑。", "他说“翻番了。”,大家笑。"},
    {"a full stop in Chinese", "产量翻番.价格上涨3.5%.", "产量翻番.|价格上涨3.5%."},
    {"both languages", "产量翻番。It rose. 真的。", "产量翻番。|It rose. |真的。"},
    {"an ellipsis goes on", "Prices ... rose", "Prices ... rose"},
    {"nothing", "", ""},
    // Former bugs.
    {"a question before a year", "如何落实？2004年说过", "如何落实?|2004年说过"},
};

TEST_CASE("paragraphs become sentences") {
  for (const Case& c : kSentenceCases) {
    DYNAMIC_SECTION(c.name) {
      // As folding leaves them: ！？； are narrow.
      std::string paragraph = c.paragraphs;
      paragraph.erase(std::remove(paragraph.begin(), paragraph.end(), '|'), paragraph.end());
      std::string joined;
      for (const FoldedSpan span : FindSentences(paragraph, ByteMap(paragraph))) {
        if (!joined.empty()) joined += "|";
        joined += Cut(paragraph, span);
      }
      CHECK(joined == c.paragraphs);
    }
  }
}

TEST_CASE("sentences cover whatever a paragraph holds") {
  const char* kPieces[] = {". ", "。", "？",     "?",    "!",   ";",  "…", "”",
                           "\"", ")",  " ",      "U.S.", "Mr.", "No", "A", "a",
                           "5",  "三", "\u2028", "。”",  "...", ",",  "$"};
  Random random(6);
  for (uint32_t round = 0; round < Rounds(5000); ++round) {
    std::string paragraph;
    for (uint32_t i = random.Between(0, 12); i > 0; --i) {
      paragraph += random.Pick(kPieces);
    }
    INFO(paragraph);
    uint32_t end = 0;
    for (const FoldedSpan span : FindSentences(paragraph, ByteMap(paragraph))) {
      REQUIRE(span.begin == end);
      REQUIRE(span.end > end);
      end = span.end;
    }
    REQUIRE(end == paragraph.size());
  }
}

}  // namespace
}  // namespace factmill
