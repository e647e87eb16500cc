// Metric and subject, as the shipped rules read them.
#include <catch2/catch.hpp>

#include "base/metric_id.h"
#include "tests/pipeline/extract_testing.h"

namespace factmill {
namespace {

// "quote = metric | subject; ...", - for none; dates left aside.
struct Case {
  const char* name;
  const char* text;
  const char* said;
};

std::string SaidOf(const char* text) {
  std::string out;
  const auto word = [](const std::string& s) { return s.empty() ? std::string("-") : s; };
  for (const Fact& fact : Extract(ArticleOf(text), BuiltInRules(), {}).facts) {
    if (fact.value.kind == Kind::kDate) continue;
    out += (out.empty() ? "" : "; ") + fact.quote + " = " + word(fact.metric) + " | " +
           word(fact.subject);
  }
  return out;
}

const Case kEnglish[] = {
    {"a verb", "The mill earned 5 million yuan.", "5 million yuan = earned | mill"},
    {"a noun with of", "The mill has a total debt of 5 million yuan.",
     "5 million yuan = total debt | mill"},
    {"a level", "Greenhill's exports rose to 5 million yuan.",
     "5 million yuan = exports | Greenhill"},
    {"a level and what it was",
     "Greenhill's exports rose 4.7 percent to $8 million from $7 million.",
     "4.7 percent = exports | Greenhill; $8 million = exports | Greenhill; $7 million = exports | "
     "Greenhill"},
    {"a conversion", "Its debt is 5 million yuan ($0.7 million).",
     "5 million yuan = debt | -; $0.7 million = debt | -"},
    {"down from", "Greenhill earned $8 million, down from $9 million in 2023.",
     "$8 million = earned | Greenhill; $9 million = earned | Greenhill"},
    {"no owner", "Tax revenue slid 4.6 percent.", "4.6 percent = Tax revenue | -"},
    {"a noun behind", "The mill paid 5 million yuan in annual taxes.",
     "5 million yuan = annual taxes | mill"},
    {"a share", "They make 15 percent of the bricks.", "15 percent = bricks | -"},
    {"a passive with its place", "A total of 90 potters are employed in Greenhill.",
     "90 potters = employed | Greenhill"},
    {"a list", "Greenhill built 12 schools, 3 mills and 2 bridges.",
     "12 schools = built | Greenhill; 3 mills = built | Greenhill; 2 bridges = built | Greenhill"},
    {"a side role", "The mill works with 12 schools.", "12 schools = - | -"},
    {"has", "Greenhill has 12 schools.", "12 schools = - | Greenhill"},
    {"an apposition", "Meilin, a town in the south, saw its exports fall 5 percent.",
     "5 percent = exports | Meilin"},
    {"a relative clause", "Meilin, which is home to 500 potters, lies in the south.",
     "500 potters = home to | Meilin"},
    {"it", "Meilin lies in the south. It built 12 schools.", "12 schools = built | Meilin"},
    {"its", "Meilin lies in the south. Its exports fell 5 percent.",
     "5 percent = exports | Meilin"},
    {"it, of who says so", "Meilin said that on Monday it built 12 schools.",
     "12 schools = built | Meilin"},
    {"its board", "Meilin Inc said its board raised the dividend to $8.",
     "$8 = dividend | Meilin Inc"},
    {"no news that came", "The news came as it earned $8 million.", "$8 million = earned | -"},
    {"what a survey showed", "A survey showed the mill sold 30 boats.", "30 boats = sold | mill"},
    {"what goes with a participle", "The mayor visited mills employing 500 potters.",
     "500 potters = employing | mills"},
    {"a drilling company", "A drilling company earned $8 million.",
     "$8 million = earned | drilling company"},
    {"a list before a verb", "The cost of mills, yards and docks rose 5 percent.",
     "5 percent = rose | -"},
    {"a rise in what is told behind", "Meilin saw a 5 percent rise in profits to $8 million.",
     "5 percent = rise in profits | Meilin; $8 million = profits | Meilin"},
    {"by then", "By then 90 potters were employed.", "90 potters = employed | -"},
    {"a pronoun that names nobody", "We earned 5 million yuan.", "5 million yuan = earned | -"},
    {"a group that is known", "The two mills will compete.", "two mills = - | -"},
    {"an amount over what looks like an end", "The mill sold it for Rs. 45, it said.",
     "Rs. 45 = - | -"},
    {"an increase", "Its debt was $8 million, an increase of 5 percent.",
     "$8 million = debt | -; 5 percent = increase | debt"},
};

const Case kChinese[] = {
    {"noun", "青山镇税收5亿元。", "5亿元 = 税收 | 青山镇"},
    {"with a verb between", "青山镇去年实现税收5亿元。", "5亿元 = 税收 | 青山镇"},
    {"a bare change", "青山镇税收5亿元，同比增长8%。",
     "5亿元 = 税收 | 青山镇; 8% = 同比增长 | 税收"},
    {"a change with its noun", "茶叶出口额同比下降8%。", "8% = 出口额同比下降 | 茶叶"},
    {"the topic", "青山集团发布年报，营业额5亿元。", "5亿元 = 营业额 | 青山集团"},
    {"a list of amounts", "青山集团出口额包括3亿欧元、2亿英镑和1亿日元。",
     "3亿欧元 = 出口额 | 青山集团; 2亿英镑 = 出口额 | 青山集团; 1亿日元 = 出口额 | 青山集团"},
    {"from and to", "青山电站装机从5万千瓦增至8万千瓦。",
     "5万千瓦 = 装机 | 青山电站; 8万千瓦 = 装机 | 青山电站"},
    {"a noun behind", "市政府每年安排3000万元专项资金。", "3000万元 = 专项资金 | 市政府"},
    {"a verb", "市政府投资了50亿元。", "50亿元 = 投资 | 市政府"},
    {"verb and noun", "青山镇三年内引进技术人才六百名。", "六百名 = 引进技术人才 | 青山镇"},
    {"a rate that is moved", "央行下调存款准备金率0.5个百分点。",
     "0.5个百分点 = 下调存款准备金率 | 央行"},
    {"in turn", "日本、英国实际投资分别增长5%、6%。",
     "5% = 实际投资分别增长 | 日本; 6% = 实际投资分别增长 | 英国"},
    {"a known group", "832个县都种茶。", "832个 = - | -"},
    {"traditional", "青山鎮稅收5億元。", "5億元 = 稅收 | 青山鎮"},
    {"this town", "青山镇位于省城以北。该镇税收5亿元。", "5亿元 = 税收 | 青山镇"},
};

TEST_CASE("metric and subject in English") {
  for (const Case& c : kEnglish) {
    DYNAMIC_SECTION(c.name) { CHECK(SaidOf(c.text) == c.said); }
  }
}

TEST_CASE("metric and subject in Chinese") {
  for (const Case& c : kChinese) {
    DYNAMIC_SECTION(c.name) { CHECK(SaidOf(c.text) == c.said); }
  }
}

TEST_CASE("a Chinese name with a verb or a measure inside") {
  const Case cases[] = {
      {"high technology", "高技术制造业利润增长8%。", "8% = 利润增长 | 高技术制造业"},
      {"this fair", "本届广交会成交额5亿元。", "5亿元 = 成交额 | 本届广交会"},
      {"across regions", "跨区域人员流动量3亿人次。", "3亿人次 = 跨区域人员流动量 | -"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(SaidOf(c.text) == c.said); }
  }
}

TEST_CASE("a time goes on into the next paragraph") {
  struct Row {
    const char* name;
    const char* text;
    const char* periods;
  };
  const Row rows[] = {
      {"a time of late", "一季度，外贸稳中有进。\n\n出口额5亿元。", "2024-33"},
      {"none that was over a year before", "2019年，外贸稳中有进。\n\n出口额5亿元。", "-"},
      {"into no heading", "一季度出口额5亿元。\n\n青山镇新建水库12座\n\n开放水库3座。",
       "2024-33 - -"},
      {"none into English, either", "In 2019 trade held up.\n\nExports were $8 million.", "-"},
  };
  for (const Row& row : rows) {
    std::string periods;
    for (const Fact& fact : Extract(ArticleOf(row.text), BuiltInRules(), {}).facts) {
      if (fact.value.kind == Kind::kDate) continue;
      periods += (periods.empty() ? "" : " ") + (fact.period.empty() ? "-" : fact.period);
    }
    DYNAMIC_SECTION(row.name) { CHECK(periods == row.periods); }
  }
}

TEST_CASE("one id for a metric in both languages") {
  const char* texts[] = {"该厂注册资金5亿元。",
                         "The mill has a registered capital of 5 million yuan."};
  for (const char* text : texts) {
    const auto facts = Extract(ArticleOf(text), BuiltInRules(), {}).facts;
    REQUIRE(facts.size() == 1);
    CHECK(MetricId(facts[0]) == "registered_capital");
  }
}

}  // namespace
}  // namespace factmill
