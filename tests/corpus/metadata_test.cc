#include "corpus/metadata.h"

#include <catch2/catch.hpp>
#include <string>

#include "corpus/byline.h"
#include "corpus/calendar.h"
#include "corpus/zones.h"

namespace factmill {
namespace {

struct DayCase {
  const char* text;
  const char* day;  // "" for none.
};

const DayCase kDayCases[] = {
    {"2019-11-01", "2019-11-01"},
    {"2019/11/1", "2019-11-01"},
    {"2019.11.01", "2019-11-01"},
    {"2021-05-12T09:30:00Z", "2021-05-12"},
    {"2021年5月12日", "2021-05-12"},
    {"2021 年 5 月 12 日", "2021-05-12"},
    {"2021年5月12号", "2021-05-12"},
    {"二〇二一年五月十二日", "2021-05-12"},
    {"二零二一年十二月三十一日", "2021-12-31"},
    {"二○二一年十月廿五日", "2021-10-25"},
    {"一九八七年二月二十日", "1987-02-20"},
    {"民国110年5月12日", "2021-05-12"},
    {"May 12, 2021", "2021-05-12"},
    {"Nov. 19 2020", "2020-11-19"},
    {"NOVEMBER 19, 2020", "2020-11-19"},
    {"Sept 5, 2004", "2004-09-05"},
    {"May 3rd, 2022", "2022-05-03"},
    {"12 May 2021", "2021-05-12"},
    {"12th of May, 2021", "2021-05-12"},
    {"12-May-2021", "2021-05-12"},
    {"25/12/2021", "2021-12-25"},
    {"12/25/2021", "2021-12-25"},
    {"2024-02-29", "2024-02-29"},
    // No day.
    {"2021-02-30", ""},
    {"2023-02-29", ""},
    {"2021-13-01", ""},
    {"2021年5月", ""},
    {"5月12日", ""},
    {"May 2021", ""},
    {"May 12", ""},
    {"05/12/2021", ""},
    {"1492-10-12", ""},
    {"12021-05-12", ""},
    {"2021-05-123", ""},
    {"Maybe 12, 2021", ""},
    {"192.168.2021.1", ""},
};

TEST_CASE("written days are read") {
  for (const DayCase& c : kDayCases) {
    DYNAMIC_SECTION(c.text) {
      const std::string text = "on " + std::string(c.text) + " it";
      const std::vector<WrittenDay> days = FindWrittenDays(text);
      if (*c.day == '\0') {
        CHECK(days.empty());
        continue;
      }
      REQUIRE(days.size() == 1);
      CHECK(days[0].day == c.day);
      CHECK(text.substr(days[0].begin).starts_with(std::string(c.text).substr(0, 2)));
    }
  }
}

struct BylineCase {
  const char* line;
  bool byline;
  const char* day;
  const char* author;
  const char* site;
};

const BylineCase kBylineCases[] = {
    {"(| Updated : 2019-11-01", true, "2019-11-01", "", ""},
    {"www.example.gov.cn| Updated: June 8, 2022 L M S", true, "2022-06-08", "",
     "www.example.gov.cn"},
    {"2024-04-01 17:10", true, "2024-04-01", "", ""},
    {"2021年5月12日 来源：造纸日报　作者：丁一", true, "2021-05-12", "丁一", "造纸日报"},
    {"發布時間：2023-08-15 09:30", true, "2023-08-15", "", ""},
    {"( Xinhua ) 08:40, March 3, 2022", true, "2022-03-03", "", "Xinhua"},
    {"2021-05-12 10:20 造紙新聞網", true, "2021-05-12", "", "造紙新聞網"},
    {"Wednesday, May 12, 2021 5:30 p.m.", true, "2021-05-12", "", ""},
    {"Posted on Wednesday, May 12, 2021", true, "2021-05-12", "", ""},
    {"*Published August 18, 2021 | Transport*", true, "2021-08-18", "", ""},
    {"By Jo Roe | Updated: 2022-11-09 08:45", true, "2022-11-09", "Jo Roe", ""},
    {"By Jo Roe, City desk", true, "", "Jo Roe", ""},
    {"By Jo Roe and Al Poe", true, "", "Jo Roe and Al Poe", ""},
    {"本报记者 丁一 马二", true, "", "丁一 马二", ""},
    {"（記者林百川 台北報導）", true, "", "林百川", ""},
    {"2024/03/12 14:05　工商記者 許一心／台北報導", true, "2024-03-12", "許一心", ""},
    {"本网专稿　作者：丁一", true, "", "丁一", ""},
    {"来源：造纸日报", true, "", "", "造纸日报"},
    {"Source: Paper Daily", true, "", "", "Paper Daily"},
    {"责任编辑：丁一", true, "", "", ""},
    {"Editor:Lucky", true, "", "", ""},
    // Something else.
    {"May 12, 2021 marks the start of the fair", false, "", "", ""},
    {"2021年5月12日新闻发布会实录", false, "", "", ""},
    {"By 2025, sales will double", false, "", "", ""},
    {"By the river", false, "", "", ""},
    {"Updated plans for the mill", false, "", "", ""},
    {"Updated plan for the May 12, 2021 fair", false, "", "", ""},
    {"时间：3天", false, "", "", ""},
    {"采访纸厂的外国记者：新车间令人难忘", false, "", "", ""},
    {"It was updated on May 12, 2021.", false, "", "", ""},
    {"Mill doubles its output", false, "", "", ""},
};

TEST_CASE("bylines are told from other lines") {
  for (const BylineCase& c : kBylineCases) {
    DYNAMIC_SECTION(c.line) {
      const std::optional<Byline> byline = ReadByline(c.line);
      REQUIRE(byline.has_value() == c.byline);
      if (!byline) continue;
      CHECK((byline->days.empty() ? "" : byline->days[0].day) == c.day);
      CHECK(byline->author == c.author);
      CHECK(byline->site == c.site);
    }
  }
}

struct PublishedCase {
  const char* name;
  const char* text;
  const char* day;
  const char* evidence;
};

const PublishedCase kPublishedCases[] = {
    {"updated only", "Mill doubles its output\n\n(| Updated : 2019-11-01\n\nIt made 300 tons.",
     "2019-11-01", "line `(| Updated : 2019-11-01`"},
    {"published outranks updated",
     "Mill doubles its output\nUpdated: 2021-05-13\nPublished: 2021-05-12\nIt made 300 tons.",
     "2021-05-12", "line `Published: 2021-05-12`"},
    {"on one line",
     "造纸厂产量翻了一番\n发布时间：2021-05-12 更新时间：2021-05-13\n纸厂去年生产纸张三百吨。",
     "2021-05-12", "line `发布时间：2021-05-12 更新时间：2021-05-13`"},
    {"a bare day outranks updated",
     "Mill doubles its output\n2021-05-12 10:00\nUpdated: 2021-05-13\nIt made 300 tons.",
     "2021-05-12", "line `2021-05-12 10:00`"},
    {"two that disagree",
     "Mill doubles its output\nPublished: 2021-05-12\nPosted: 2021-05-14\nIt made 300 tons.", "",
     ""},
    {"two that agree",
     "Mill doubles its output\nPublished: 2021-05-12\nPosted: May 12, 2021\nIt made 300 tons.",
     "2021-05-12", "line `Published: 2021-05-12`"},
    {"full-width digits",
     "造纸厂产量翻了一番\n２０２１年５月１２日　来源：造纸网\n纸厂去年生产纸张三百吨。",
     "2021-05-12", "line `２０２１年５月１２日　来源：造纸网`"},
    {"Chinese numerals",
     "造纸厂产量翻了一番\n发布日期：二〇二一年五月十二日\n纸厂去年生产纸张三百吨。", "2021-05-12",
     "line `发布日期：二〇二一年五月十二日`"},
    {"below the text, with a label",
     "Mill doubles its output\n\nIt made 300 tons.\n\nPublished on 12 May 2021", "2021-05-12",
     "line `Published on 12 May 2021`"},
    {"below the text, without", "Mill doubles its output\n\nIt made 300 tons.\n\n12 May 2021", "",
     ""},
    {"today's date above a path",
     "Wednesday, May 12, 2021\n\nHome> Paper\n\nMill doubles its output of paper\n\nIt made 300 "
     "tons.",
     "", ""},
    {"a decree's day", "关于造纸的决定\n（2024年7月26日）\n去年全县生产纸张三百吨，特作此决定。",
     "", ""},
    {"an agency's head",
     "( Xinhua ) 08:40, March 3, 2022 PAPERTON, March 2 (Xinhua) -- The mill made 300 tons.",
     "2022-03-03", "line `( Xinhua ) 08:40, March 3, 2022`"},
    {"a dateline with a year", "PAPERTON, May 12, 2021 (Paper Wire) -- The mill made 300 tons.",
     "2021-05-12", "line `PAPERTON, May 12, 2021`"},
    {"a dateline without a year", "PAPERTON, May 12 (Paper Wire) -- The mill made 300 tons.", "",
     ""},
    {"a Chinese dateline", "造纸社北京2021年5月12日电　纸厂去年生产纸张三百吨。", "2021-05-12",
     "line `造纸社北京2021年5月12日`"},
    {"a Chinese dateline without a year", "造纸社北京5月12日电　纸厂去年生产纸张三百吨。", "", ""},
    {"running text", "The mill opened on May 12, 2021 and has made 300 tons.", "", ""},
    {"running text that begins with a day", "2021年5月12日，纸厂投产，年产纸张三百吨。", "", ""},
    {"no such day", "Mill doubles its output\n\nUpdated: 2021-02-30\n\nIt made 300 tons.", "", ""},
    {"front matter", "---\ntitle: Mill\ndate: 2021-05-12\n---\nIt made 300 tons.", "2021-05-12",
     "line `date: 2021-05-12`"},
};

TEST_CASE("the publication day is the text's own") {
  for (const PublishedCase& c : kPublishedCases) {
    DYNAMIC_SECTION(c.name) {
      const Metadata published = FindPublished(c.text, FindZones(c.text));
      CHECK(published.value == c.day);
      CHECK(published.evidence == c.evidence);
    }
  }
}

struct TitleCase {
  const char* name;
  const char* text;
  const char* title;
  const char* evidence;
};

const TitleCase kTitleCases[] = {
    {"first line", "Mill doubles its output\n\nIt made 300 tons.", "Mill doubles its output",
     "first line"},
    {"below a path", "Home> Paper\n\nMill doubles its output\n\nIt made 300 tons.",
     "Mill doubles its output", "line `Mill doubles its output`"},
    {"Markdown", "# Mill doubles its output\n\nIt made 300 tons.", "Mill doubles its output",
     "first line"},
    {"front matter", "---\ntitle: 'Mill doubles its output'\n---\nIt made 300 tons.",
     "Mill doubles its output", "line `title: 'Mill doubles its output'`"},
    {"none", "It made 300 tons.", "", ""},
};

TEST_CASE("the title is the title zone's text") {
  for (const TitleCase& c : kTitleCases) {
    DYNAMIC_SECTION(c.name) {
      const Metadata title = FindTitle(c.text, FindZones(c.text));
      CHECK(title.value == c.title);
      CHECK(title.evidence == c.evidence);
    }
  }
}

TEST_CASE("author and site come from the bylines") {
  const std::string text =
      "造纸厂产量翻了一番\n2021年5月12日 来源：造纸日报　作者：丁一\n纸厂去年生产纸张三百吨。";
  const std::vector<Zone> zones = FindZones(text);
  CHECK(FindAuthor(text, zones).value == "丁一");
  CHECK(FindSite(text, zones).value == "造纸日报");
  CHECK(FindSite(text, zones).evidence == "line `2021年5月12日 来源：造纸日报　作者：丁一`");
  CHECK(FindAuthor("It made 300 tons.", {}).value.empty());
}

struct LanguageCase {
  const char* name;
  const char* text;
  const char* lang;
  bool traditional;
};

const LanguageCase kLanguageCases[] = {
    {"nothing", "", "en", false},
    {"figures only", "35 %", "en", false},
    {"English", "The mill made 300 tons of paper, and sold it.", "en", false},
    {"simplified", "纸厂去年生产纸张三百吨，销售额增长两成。", "zh", false},
    {"traditional", "紙廠去年生產紙張三百噸，銷售額增長兩成。", "zh", true},
    {"Chinese with a brand", "纸厂去年为Paperton品牌生产纸张三百吨，增长两成。", "zh", false},
    {"English with a name",
     "The Paper Mill (纸厂) made 300 tons of paper last year, its owner said "
     "on Monday after a visit to the plant.",
     "en", false},
    {"both", "The mill said “纸价今年上涨三成” and then closed the meeting.", "mixed", false},
    {"both, traditional", "The mill said 「紙價今年上漲三成」 and then closed the meeting.",
     "mixed", true},
};

TEST_CASE("the language is that of the letters") {
  for (const LanguageCase& c : kLanguageCases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(DetectLanguage(c.text) == c.lang);
      CHECK(IsMostlyTraditional(c.text) == c.traditional);
    }
  }
}

}  // namespace
}  // namespace factmill
