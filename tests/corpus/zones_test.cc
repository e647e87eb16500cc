#include "corpus/zones.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/corpus/corpus_testing.h"

namespace factmill {
namespace {

char Letter(ZoneKind kind) { return "tybcf"[static_cast<int>(kind)]; }

// The zone of each line that is not blank: t title, y byline, b body, c caption,
// f furniture.
std::string ZoneLetters(std::string_view text) {
  std::string letters;
  const std::vector<Zone> zones = FindZones(text);
  for (const Zone& zone : zones) {
    std::string_view lines = Slice(text, zone.span);
    while (!lines.empty()) {
      const size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
      if (lines.substr(0, end).find_first_not_of(" \r\n") != std::string_view::npos) {
        letters.push_back(Letter(zone.kind));
      }
      lines.remove_prefix(end);
    }
  }
  return letters;
}

struct Case {
  const char* name;
  const char* text;
  const char* zones;
};

const Case kCases[] = {
    {"one line is body", "5 percent", "b"},
    {"one Chinese line is body", "三万五", "b"},
    {"one menu word is body", "Home", "b"},
    {"short lines are body", "三万五\n百分之五\n两成", "bbb"},
    {"a list of figures is body",
     "Shr 38 cts vs 61 cts\n\nNet 7,012 vs 11,193\n\nYear\n\nShr 1 dlr", "bbbb"},
    {"title and text", "Mill doubles its output\n\nThe mill made 300 tons of paper.", "tb"},
    {"Chinese title and text", "纸厂产量翻番\n纸厂去年生产纸张三百吨。", "tb"},
    {"a title may ask", "Will the mill reopen?\n\nIt closed in 2019, and 300 people left.", "tb"},
    {"a title may be long",
     "County Sets Out to Build a Regional Hub for Paper and Pulp and to Speed Its Growth into a "
     "Province-wide Centre of the Trade\n\nIt will take three years.",
     "tb"},
    {"a first sentence is no title", "The mill made 300 tons.\n\nIt will make more.", "bb"},
    {"path, title, byline, buttons",
     "Home> Latest\n\nMill doubles its output\n\nwww.example.cn| Updated: May 12, 2021 L M S\n\n"
     "Print Print\n\nThe mill made 300 tons of paper.\n\n1 2 3 >\n\n1 2 3 4",
     "ftyfbff"},
    {"broken words above a path",
     "Mobile\nbrowsing\n\nEnglish> Trade> Paper\n\nMill doubles its output of paper\n\n"
     "2024-04-01 17:10\n\nThe mill made 300 tons of paper.",
     "ffftyb"},
    {"a menu above the title",
     "Home\nNews\nServices\nPort Map\nTenders\n\nMill doubles its output of paper\n\n"
     "The mill made 300 tons of paper.",
     "ffffftb"},
    {"a menu bar above the title",
     "首页　新闻　政务　视频　登录　注册\n\n当前位置：首页 > 产业 > 造纸\n\n造纸厂产量翻了一番\n\n"
     "2024-07-15 09:12　字号：大 中 小　打印\n\n纸厂去年生产纸张三百吨。",
     "fftyb"},
    {"a rubric above the title",
     "Paper News\n\nMill doubles its output of paper\n\nIt made 300 tons.", "btb"},
    {"a rubric below the title",
     "Mill doubles its output of paper\n\nPaper News\n\nIt made 300 tons.", "tbb"},
    {"languages above the title",
     "The Paper Portal 纸网 | 中文繁體 | 中文简体\n\nMill doubles its output of paper\n\nIt made "
     "300 tons.",
     "ftb"},
    {"a menu below the text",
     "Mill doubles its output of paper\n\nIt made 300 tons.\n\nRecommend\n\nHome\n\nServices\n\n"
     "Latest Investment News\n\nWhy Paper Matters\n\nOverseas Offices of Provincial Mills",
     "tbffffff"},
    {"a long menu without a known word",
     "Mill doubles its output of paper\n\nIt made 300 tons.\n\nKraft\nTissue\nBoard\nPulp\nFelt\n"
     "Rags\nReeds\nStraw\nBamboo\nHemp",
     "tbffffffffff"},
    {"a few short lines below the text",
     "Mill doubles its output of paper\n\nIt made 300 tons.\n\nThe county office\n\nThe mill",
     "tbbb"},
    {"rows of a table below the text",
     "Mill doubles its output of paper\n\nIt made 300 tons.\n\nKraft 10 20\nTissue 30 40\n"
     "Board 50 60\nPulp 70 80\nFelt 1 2\nRags 1 2\nReeds 1 2\nStraw 1 2\nHemp 1 2\nJute 1 2",
     "tbbbbbbbbbbb"},
    {"related articles below the text",
     "造纸厂产量翻了一番\n纸厂去年生产纸张三百吨。\n责任编辑：丁一\n\n相关阅读：\n老厂房里的咖啡香"
     "\n"
     "纸价上涨三成\n版权所有 造纸网\n京ICP备01234567号",
     "tbyfffff"},
    {"traditional related articles",
     "造紙廠產量翻了一番\n紙廠去年生產紙張三百噸。\n延伸閱讀\n老廠房裡的咖啡香", "tbff"},
    {"related articles among the text",
     "Mill doubles its output of paper\n\nIt made 300 tons.\n\nRelated stories\n\nA bakery on "
     "stilts\n\n"
     "Seals return to the bay\n\nWhat comes next\n\nThe mill will make 400 tons.",
     "tbfffbb"},
    {"a figure after Related among the text stays",
     "Mill doubles its output of paper\n\nIt made 300 tons.\n\nRelated stories\n\nPaper up 5 "
     "percent\n\n"
     "It will make 400 tons.",
     "tbfbb"},
    {"related on one line",
     "Mill doubles its output\n\nIt made 300 tons.\n\n"
     "**Read next:** Seals return to the bay · Letters",
     "tbf"},
    {"copyright",
     "Mill doubles its output\n\nIt made 300 tons.\n\n"
     "Copyright © 2021 Paper Portal. All rights reserved.",
     "tbf"},
    {"a sentence about copyright is text",
     "Mill doubles its output\n\n"
     "Copyright industries made up 7.5 percent of output.",
     "tb"},
    {"captions",
     "Mill doubles its output\n\nIt made 300 tons.\n\n"
     "A new roller. [Photo by Jo Roe/Paper Portal]\n\n工人在检查纸卷。（图/记者 丁一）\n\n"
     "图为新车间。 丁一 摄",
     "tbccc"},
    {"bylines",
     "Mill doubles its output\n\nBy Jo Roe and Al Poe\n\nPublished: 12 May 2021\n\n"
     "It made 300 tons.\n\nEditor: Lucky\n\n(Source_title:Mill doubles its output)",
     "tyybyy"},
    {"Chinese bylines",
     "造纸厂产量翻了一番\n发布时间：2023-08-15 09:30　来源：造纸网\n"
     "（記者林百川 台北報導）\n纸厂去年生产纸张三百吨。",
     "tyyb"},
    {"page numbers",
     "造纸厂产量翻了一番\n纸厂去年生产纸张三百吨。\n上一页 1 2 3 下一页\n【1】【2】\n共3页",
     "tbfff"},
    {"size buttons",
     "造纸厂产量翻了一番\n【大】【中】【小】\n纸厂去年生产纸张三百吨。\n分享到：微信 微博", "tfbf"},
    {"a bare link",
     "造纸厂产量翻了一番\n\n纸厂去年生产纸张三百吨。\n\n[查看原文](https://example.cn/a)\n\n---",
     "tbff"},
    {"front matter",
     "---\ntitle: \"Mill doubles its output\"\ndate: 2021-05-12\n---\n\nIt made 300 tons.",
     "ytyyb"},
    {"a hard-wrapped text has no title of half a sentence",
     "PAPERTON, Feb 26 - Low prices of pulp will cause the county's\n"
     "mills to make 300 tons more of fine paper this year than they\n"
     "made in the last one, the growers' board said.\n"
     "    It said that two of the mills would close for a month.",
     "bbbb"},
    // Former bugs.
    {"stocks apart by spaces are no menu",
     "Stocks rose.\n\nCURRENT  WEEK  YEAR\n\nHARD RED WINTER  0  0\n\nTOTAL STOCKS  21890  "
     "22240\n\n"
     "CCC STOCKS  13730 13639\n\nNON-DEL\n\nSOFT RED 955 1142\n\nDARK SPRING 0 0",
     "bbbbbbbb"},
    {"a list of matches is no menu",
     "The draw is made\n\nIt was made on Sunday.\n\nPaper v Pulp\nKraft v Tissue\nBoard v Felt\n"
     "Rags v Reeds\nStraw v Hemp\nJute v Linen\nInk v Glue\nWax v Tar\nOak v Elm\nAsh v Fir",
     "tbbbbbbbbbbb"},
    {"a title above buttons or a path is no menu",
     "Mill doubles its output\n\nHome> Paper\n\nPrint\n\nIt made 300 tons.", "tffb"},
    {"a headline of menu words is a title", "Video phone help for mobile users\n\nIt costs $5.",
     "tb"},
};

TEST_CASE("lines are put into zones") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) { CHECK(ZoneLetters(c.text) == c.zones); }
  }
}

void CheckCover(std::string_view text) {
  uint32_t end = 0;
  for (const Zone& zone : FindZones(text)) {
    REQUIRE(zone.span.begin == end);
    REQUIRE(zone.span.end > end);
    end = zone.span.end;
    const bool whole_lines = end == text.size() || text[end - 1] == '\n' || text[end - 1] == '\r' ||
                             text.substr(0, end).ends_with("\u2028");
    REQUIRE(whole_lines);
  }
  REQUIRE(end == text.size());
}

TEST_CASE("zones cover the text") {
  for (const char* text : {"", "\n", " \r\n\n", "a", "\n\nTitle\r\rText of it.\u2028Home\n\n\n"}) {
    CheckCover(text);
  }
  for (const Case& c : kCases) CheckCover(c.text);
  // Any order of any lines.
  Random random(4);
  std::vector<std::string> lines;
  for (const Case& c : kCases) {
    const std::string text = c.text;
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find('\n', at), text.size());
      lines.push_back(text.substr(at, end - at));
      at = end + 1;
    }
  }
  for (uint32_t round = 0; round < Rounds(2000); ++round) {
    std::string text;
    for (uint32_t i = random.Between(1, 15); i > 0; --i) {
      text += random.Pick(lines);
      text += random.OneIn(4) ? "\r\n" : "\n";
    }
    INFO(text);
    CheckCover(text);
  }
}

}  // namespace
}  // namespace factmill
