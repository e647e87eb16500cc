// What a match is, with rule sets of a few lines.
#include "rules/matcher.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/rules/small_rules.h"

namespace factmill {
namespace {

// Words that most cases use.
const std::string kWords = R"(
[[unit]]
code = 'CNY'
kind = 'money'
after = ['元', 'yuan']
before = ['RMB', '人民币']
[[unit]]
code = 'CNY'
kind = 'money'
times = '0.1'
after = ['角']
[[unit]]
code = 'TWD'
kind = 'money'
after = ['元']
when = { region = 'TW' }
[[unit]]
code = 'USD'
kind = 'money'
after = ['美元', 'dollars']
before = ['$']
[[unit]]
code = 'kW'
kind = 'measure'
after = ['千瓦', 'kW']
[[unit]]
code = 'liang'
kind = 'measure'
after = ['两']
[[unit]]
code = '%'
kind = 'percent'
after = ['%', '成']
[[noun]]
words = ['元件', '企业', '高校', '院所']
[[noun]]
canonical = 'people'
words = ['people']
mass = true
[[classifier]]
words = ['个', '家']
[[classifier]]
words = ['人次']
counts_itself = true
[[hedge]]
bound = 'about'
before = ['约', 'about']
after = ['左右', 'or so']
[[hedge]]
bound = 'gt'
before = ['超', '超过', 'more than', 'over', '>']
negations = ['不得', 'not', 'not be']
after = ['以上']
[[hedge]]
bound = 'lt'
before = ['近']
except = ['date']
[[hedge]]
bound = 'exact'
before = ['附近']
[[ignore]]
words = ['5G', '三农', '百度']
[[term]]
role = 'date.unit'
canonical = 'Y'
words = ['年']
[[term]]
role = 'date.year'
canonical = '-1'
words = ['去年']
[[term]]
role = 'date.month'
canonical = '5'
words = ['May']
case = 'exact'
)";

const std::string kMoney = R"(
[[rule]]
id = 'money'
kind = 'money'
pattern = '{q=quantity} ?{u=unit:money}'
)";
const std::string kMeasure = R"(
[[rule]]
id = 'measure'
kind = 'measure'
pattern = '{q=quantity} ?{u=unit:measure}'
)";
const std::string kCount = R"(
[[rule]]
id = 'count'
kind = 'count'
pattern = '{q=quantity}{c=classifier}'
)";

std::string Rule(const std::string& id, const std::string& pattern, const std::string& more = "") {
  return "[[rule]]\nid = '" + id + "'\nkind = 'number'\npattern = '" + pattern + "'\n" + more +
         "\n";
}

struct Case {
  const char* name;
  std::string rules;
  Find what;
  std::string found;
};

void Check(const Case& c) { CHECK(FindIn(LoadSmall(kWords + c.rules), c.what) == c.found); }

const Case kRivals[] = {
    {"the longest wins",
     Rule("short", "{q=quantity}a") + Rule("long", "{q=quantity}ab"),
     {"5ab"},
     "long: 5ab=5"},
    {"whatever the order",
     Rule("long", "{q=quantity}ab") + Rule("short", "{q=quantity}a"),
     {"5ab"},
     "long: 5ab=5"},
    {"at one length the one with more captures",
     Rule("less", "{q=quantity}ab") + Rule("more", "{q=quantity}(?P<c>a)b"),
     {"5ab"},
     "more: 5ab=5"},
    {"whatever the order, again",
     Rule("more", "{q=quantity}(?P<c>a)b") + Rule("less", "{q=quantity}ab"),
     {"5ab"},
     "more: 5ab=5"},
    {"then the first in the file",
     Rule("z", "{q=quantity}a") + Rule("a", "{q=quantity}a"),
     {"5a"},
     "z: 5a=5"},
    {"length goes before captures",
     Rule("more", "{q=quantity}(?P<c>a)") + Rule("long", "{q=quantity}ab"),
     {"5ab"},
     "long: 5ab=5"},
    {"leftmost goes before length",
     Rule("left", "x{q=quantity}") + Rule("long", "{q=quantity} abc"),
     {"x 5 abc", ""},
     "long: 5 abc=5"},
    {"leftmost takes the text from a longer one",
     Rule("left", "x {q=quantity}") + Rule("long", "{q=quantity} abc"),
     {"x 5 abc"},
     "left: x 5=5"},
    {"scanning resumes at the end", Rule("r", "{q=quantity}a"), {"5a 6a"}, "r: 5a=5; r: 6a=6"},
    {"an end may be a beginning", Rule("r", "{q=quantity}元"), {"5元6元"}, "r: 5元=5; r: 6元=6"},
    {"a rule may match nothing more than a word",
     Rule("w", "(?P<q>three)fold"),
     {"a threefold rise"},
     "w: threefold=3"},
    {"the longer alternative, not the first",
     Rule("r", "{q=quantity}(?:a|ab|abc)"),
     {"5ab"},
     "r: 5ab=5"},
};

TEST_CASE("rivals rank by length, captures and file order") {
  for (const Case& c : kRivals) {
    DYNAMIC_SECTION(c.name) { Check(c); }
  }
}

const Case kEdges[] = {
    {"not behind a letter", Rule("r", "元{q=quantity}"), {"X元5 元5"}, "r: 元5=5; r: 元5=5"},
    {"not inside a word", Rule("r", "(?P<q>one)"), {"bone oned one"}, "r: one=1"},
    {"not before a letter", Rule("r", "{q=quantity}a"), {"5ab 6a"}, "r: 6a=6"},
    {"not inside a number", Rule("r", R"((?P<q>\d))"), {"12 3 4.5 6"}, "r: 3=3; r: 6=6"},
    {"not at the point of a number", Rule("r", R"((?P<q>\d)\.)"), {"3.5 7. "}, "r: 7.=7"},
    {"not inside a numeral", Rule("r", "(?P<q>[一二三])"), {"三十 三元"}, "r: 三=3"},
    {"a number in full", Rule("r", R"((?P<q>[\d.]+)x)"), {"3.5x"}, "r: 3.5x=3.5"},
    {"not in a row of digits and hyphens", Rule("r", R"((?P<q>\d+)x)"), {"555-0173x"}, ""},
};

TEST_CASE("a match begins and ends at edges") {
  for (const Case& c : kEdges) {
    DYNAMIC_SECTION(c.name) { Check(c); }
  }
}

const Case kWordsCases[] = {
    {"a unit", kMoney, {"共5元"}, "money: 5元=5 CNY"},
    {"full width and traditional", kMoney, {"共５萬美元"}, "money: 5万美元=50000 USD"},
    {"a longer noun stands in the way", kMoney, {"共10元件"}, ""},
    {"a unit of another kind", kMoney, {"共10千瓦"}, ""},
    {"a part of a unit", kMoney, {"共5角"}, "money: 5角=0.5 CNY"},
    {"a shorter number before a longer unit", kMeasure, {"共一百千瓦"}, "measure: 一百千瓦=100 kW"},
    {"a numeral that is a unit", kMeasure, {"白银三万两"}, "measure: 三万两=30000 liang"},
    {"a region's own unit", kMoney, {"共5元", "TW"}, "money: 5元=5 TWD"},
    {"and another's", kMoney, {"共5元", "HK"}, "money: 5元=5 CNY"},
    {"an exact word", Rule("m", "(?P<q>5) {c=term:date.month}"), {"5 may 5 May"}, "m: 5 May=5"},
    {"ignored words hide what is in them", Rule("r", "{q=quantity}"), {"5G 6"}, "r: 6=6"},
    {"ignored words hide what begins in them", kCount, {"三农百度5家"}, "count: 5家=5 家"},
    {"a longer match is not hidden",
     Rule("r", "{q=quantity}G station"),
     {"5G station"},
     "r: 5G station=5"},
};

TEST_CASE("words of the vocabulary fill slots") {
  for (const Case& c : kWordsCases) {
    DYNAMIC_SECTION(c.name) { Check(c); }
  }
}

// `word` and so many characters.
std::string Behind(std::string word, int characters) {
  for (int i = 0; i < characters; ++i) word += "人";
  return word;
}

const Case kGuards[] = {
    {"not followed",
     Rule("r", "{q=quantity}元", "not_followed_by = '券'"),
     {"5元券6元"},
     "r: 6元=6"},
    {"not preceded",
     Rule("r", "{q=quantity}元", "not_preceded_by = '第'"),
     {"第5元6元"},
     "r: 6元=6"},
    {"followed",
     Rule("r", "{q=quantity}元", "followed_by = '整|$'"),
     {"5元整6元7元"},
     "r: 5元=5; r: 7元=7"},
    {"preceded", Rule("r", "{q=quantity}元", "preceded_by = '共'"), {"共5元6元"}, "r: 5元=5"},
    {"preceded by the beginning",
     Rule("r", "{q=quantity}元", "preceded_by = '^'"),
     {"5元6元"},
     "r: 5元=5"},
    {"a shorter end where the longest is refused",
     Rule("r", "{q=quantity}a(?: b)?", "not_followed_by = ' c'"),
     {"5a b c"},
     "r: 5a=5"},
    {"no end is left",
     Rule("r", "{q=quantity}a(?: b)?", "not_followed_by = ' [bc]'"),
     {"5a b c"},
     ""},
    {"a rival where the guard refuses",
     Rule("long", "{q=quantity}a b", "not_followed_by = ' c'") + Rule("short", "{q=quantity}a"),
     {"5a b c"},
     "short: 5a=5"},
    {"letters in their own case",
     Rule("r", "{q=quantity}a", "not_preceded_by = 'No '"),
     {"No 5a no 6a"},
     "r: 6a=6"},
    {"a guard sees 32 characters",
     Rule("r", "{q=quantity}元", "not_preceded_by = '甲.{31}'"),
     {Behind("甲", 31) + "5元"},
     ""},
    {"and no more",
     Rule("r", "{q=quantity}元", "not_preceded_by = '甲.{32}'"),
     {Behind("甲", 32) + "5元"},
     "r: 5元=5"},
};

TEST_CASE("guards refuse a match, and a shorter one is tried") {
  for (const Case& c : kGuards) {
    DYNAMIC_SECTION(c.name) { Check(c); }
  }
}

const Case kHedges[] = {
    {"before", kMoney, {"约5元"}, "money: 5元=5 CNY about"},
    {"before, with a space", kMoney, {"about 5 yuan"}, "money: 5 yuan=5 CNY about"},
    {"a negation turns it round", kMoney, {"不得超过5元"}, "money: 5元=5 CNY lt"},
    {"a negation in English", kMoney, {"not be more than 5 yuan"}, "money: 5 yuan=5 CNY lt"},
    {"a negation of its own language", kMoney, {"not超5元"}, "money: 5元=5 CNY gt"},
    {"a negation not right before", kMoney, {"不得已超过5元"}, "money: 5元=5 CNY gt"},
    {"several words", kMoney, {"more than 5 yuan"}, "money: 5 yuan=5 CNY gt"},
    {"the longest before", kMoney, {"超过5元"}, "money: 5元=5 CNY gt"},
    {"behind", kMoney, {"5元左右"}, "money: 5元=5 CNY about"},
    {"behind, with a space", kMoney, {"5 yuan or so"}, "money: 5 yuan=5 CNY about"},
    {"the one before goes first", kMoney, {"约5元以上"}, "money: 5元=5 CNY about"},
    {"inside the number", kCount, {"两千多家"}, "count: 两千多家=2000 家 gt"},
    {"the inside goes before the outside", kCount, {"约两千多家"}, "count: 两千多家=2000 家 gt"},
    {"inside the pattern",
     "[[rule]]\nid = 'm'\nkind = 'money'\npattern = '{u=prefix:money}(?:{h=hedge})?{q=quantity}'\n",
     {"人民币超5 人民币6"},
     "m: 人民币超5=5 CNY gt; m: 人民币6=6 CNY"},
    {"part of a longer word", kMoney, {"rollover 5 yuan"}, "money: 5 yuan=5 CNY"},
    {"part of a longer word that is listed", kMoney, {"附近5元"}, "money: 5元=5 CNY"},
    {"not of this kind",
     "[[rule]]\nid='d'\nkind='date'\ndate='duration'\npattern='{n=quantity}{du=term:date.unit}'\n",
     {"近5年"},
     "d: 5年=P5Y"},
    {"of this kind", kMoney, {"近5元"}, "money: 5元=5 CNY lt"},
    {"in a list each its own",
     kMoney,
     {"约3万和5万元以上"},
     "money: 3万=30000 CNY about + 5万元=50000 CNY gt"},
    {"a rule's own", Rule("r", "{q=quantity}x", "bound = 'lt'"), {"5x"}, "r: 5x=5 lt"},
    {"a rule's own goes first", Rule("r", "{q=quantity}x", "bound = 'lt'"), {"约5x"}, "r: 5x=5 lt"},
    {"far away", kMoney, {"约有 5元"}, "money: 5元=5 CNY"},
    {"a unit alone counts only when hedged",
     kCount,
     {"百家, 约百家, 上百家"},
     "count: 百家=100 家 about; count: 上百家=100 家 gt"},
    {"a sign is a bound, what closes a bracket is none",
     kMoney,
     {">5元 <MILL.O> 5元 <br>5元"},
     "money: 5元=5 CNY gt; money: 5元=5 CNY; money: 5元=5 CNY"},
};

TEST_CASE("hedges stand before, behind and inside") {
  for (const Case& c : kHedges) {
    DYNAMIC_SECTION(c.name) { Check(c); }
  }
}

const Case kValues[] = {
    {"a range", kMoney, {"20至30元"}, "money: 20至30元=20..30 CNY"},
    {"a list is several figures", kMoney, {"3万和5万元"}, "money: 3万=30000 CNY + 5万元=50000 CNY"},
    {"a range with two units",
     "[[rule]]\nid='m'\nkind='money'\npattern='{q=quantity}{u=unit:money}至{q2=quantity}{u2=unit:"
     "money}'\n",
     {"20元至30元 5角至1元"},
     "m: 20元至30元=20..30 CNY; m: 5角至1元=0.5..1 CNY"},
    {"whose units differ",
     "[[rule]]\nid='m'\nkind='money'\npattern='{q=quantity}{u=unit:money}至{q2=quantity}{u2=unit:"
     "money}'\n",
     {"20元至30美元"},
     ""},
    {"which runs backwards",
     "[[rule]]\nid='m'\nkind='money'\npattern='{q=quantity}{u=unit:money}至{q2=quantity}{u2=unit:"
     "money}'\n",
     {"30元至20元"},
     ""},
    {"a part",
     "[[rule]]\nid='m'\nkind='money'\npattern='{q=quantity}{u=unit:money}{add=quantity}{addu=unit:"
     "money}'\n",
     {"5元3角 5美元3角"},
     "m: 5元3角=5.3 CNY"},
    {"a fraction",
     "[[rule]]\nid='p'\nkind='percent'\nunit='%'\npattern='{den=quantity}分之{q=quantity}'\n",
     {"三分之一 五分之二 零分之一 二分之三"},
     "p: 三分之一=33.33 %; p: 五分之二=40 %"},
    {"a fraction as the high end of a range",
     "[[rule]]\nid='m'\nkind='money'\npattern='(?P<q>\\d)/(?P<den>\\d)至(?P<q2>\\d)/(?P<den2>\\d)"
     "{u=unit:money}'\n",
     {"1/8至1/4元 1/4至1/8元 1/8至3/0元 1/8至1/4角"},
     "m: 1/8至1/4元=0.125..0.25 CNY; m: 1/8至1/4角=0.0125..0.025 CNY"},
    {"a fixed value and unit",
     Rule("h", "half", "value = '50'\nunit = '%'"),
     {"half of it"},
     "h: half=50 %"},
    {"words count from two on",
     "[[rule]]\nid='c'\nkind='count'\nwords_from_two=true\npattern='{q=quantity}{c=classifier}'\n",
     {"一家 两家 1家"},
     "c: 两家=2 家; c: 1家=1 家"},
    {"an ignoring rule",
     "[[rule]]\nid='no'\nkind='ignore'\npattern='第{q=quantity}家'\n" + kCount,
     {"第5家 6家"},
     "no: skip 第5家; count: 6家=6 家"},
    {"an ignoring rule wins at one length",
     "[[rule]]\nid='no'\nkind='ignore'\npattern='{q=quantity}家'\n" + kCount,
     {"5家"},
     "no: skip 5家"},
};

TEST_CASE("captures make values") {
  for (const Case& c : kValues) {
    DYNAMIC_SECTION(c.name) { Check(c); }
  }
}

std::string Date(const std::string& pattern, const std::string& more = "") {
  return "[[rule]]\nid = 'd'\nkind = 'date'\npattern = '" + pattern + "'\n" + more + "\n";
}

const Case kDates[] = {
    {"digits",
     Date(R"((?P<y>\d{4})年(?P<m>\d+)月(?P<d>\d+)日)"),
     {"2021年5月12日"},
     "d: 2021年5月12日=2021-05-12"},
    {"numerals",
     Date("(?P<y>[〇零一二三四五六七八九]{4})年"),
     {"二零二一年"},
     "d: 二零二一年=2021"},
    {"two digits", Date(R"((?P<y>\d\d)年)"), {"98年 21年"}, "d: 98年=1998; d: 21年=2021"},
    {"an ending", Date("(?P<d>[0-9]+(?:st|nd|rd|th))"), {"the 12th"}, "d: 12th=2024-05-12"},
    {"a term", Date("{yo=term:date.year}"), {"去年"}, "d: 去年=2023"},
    {"a fixed part",
     Date("{yo=term:date.year}底", "set = { p = 1 }"),
     {"去年底"},
     "d: 去年底=2023-12"},
    {"no such day", Date(R"((?P<m>\d+)月(?P<d>\d+)日)"), {"2月30日"}, ""},
    {"a range",
     Date(R"((?P<y>\d{4})年至(?P<y2>\d{4})年)"),
     {"2018年至2022年"},
     "d: 2018年至2022年=2018/2022"},
    {"until", Date(R"((?P<y>\d{4})年(?P<until>前))"), {"2018年前"}, "d: 2018年前=../2018"},
    {"since", Date(R"((?P<y>\d{4})年(?P<since>以来))"), {"2018年以来"}, "d: 2018年以来=2018/.."},
    {"until by the rule",
     Date(R"(by (?P<y>\d{4}))", "date = 'until'"),
     {"by 2018"},
     "d: by 2018=../2018"},
    {"a list",
     Date(R"((?P<m>\d+)月(?P<d>\d+)日和(?P<d2>\d+)日)", "date = 'list'"),
     {"5月12日和14日"},
     "d: 5月12日=2024-05-12 + 14日=2024-05-14"},
    {"without a date it is a warning",
     Date("{yo=term:date.year}"),
     {"去年", "", ""},
     "d: warn 去年"},
    {"a duration",
     Date("{n=quantity}{du=term:date.unit}", "date = 'duration'"),
     {"3年 三到五年"},
     "d: 3年=P3Y; d: 三到五年=P3Y/P5Y"},
    {"a year is no duration",
     Date("{n=quantity}{du=term:date.unit}", "date = 'duration'"),
     {"2021年 二零二一年"},
     ""},
};

TEST_CASE("captures make dates") {
  for (const Case& c : kDates) {
    DYNAMIC_SECTION(c.name) { Check(c); }
  }
}

TEST_CASE("a rule for one region holds there only") {
  const RuleSet rules = LoadSmall(kWords + Rule("r", "{q=quantity}x", "region = 'TW'"));
  CHECK(FindIn(rules, {"5x", "TW"}) == "r: 5x=5");
  CHECK(FindIn(rules, {"5x", "HK"}) == "");
  CHECK(FindIn(rules, {"5x"}) == "");
}

TEST_CASE("files are read by name, rules in their order") {
  std::vector<Diagnostic> diagnostics;
  const auto rules = LoadRules(
      {{"b.toml", Rule("second", "{q=quantity}a")}, {"a.toml", Rule("first", "{q=quantity}a")}},
      &diagnostics);
  REQUIRE(rules);
  REQUIRE(rules->rules().size() == 2);
  // In the order given: who reads the files sorts them.
  CHECK(rules->rules()[0].id == "second");
  CHECK(FindIn(*rules, {"5a"}) == "second: 5a=5");
}

TEST_CASE("a rule's hash covers what it expands to") {
  const auto hash = [](const std::string& toml) { return LoadSmall(toml).rules()[0].sha256; };
  const std::string piece = "[pieces]\nto = '至'\n", other = "[pieces]\nto = '到'\n";
  const std::string rule = Rule("r", "{q=quantity}{to}");
  CHECK(hash(piece + rule) == hash("# A comment.\n" + piece + rule));
  CHECK(hash(piece + rule) != hash(other + rule));
  CHECK(hash(piece + rule) != hash(piece + Rule("r", "{q=quantity}{to}", "not_followed_by = 'x'")));
  CHECK(hash(piece + rule) != hash(piece + Rule("r", "{q=quantity}{to}", "bound = 'lt'")));
  CHECK(hash(piece + rule) == hash(piece + Rule("r", "{q=quantity}{to}", "yes = ['⟦5至⟧ => 5']")));
}

// Known misses: each fails as long as it is one.
TEST_CASE("an ignored word wins at one length") {
  CHECK(FindIn(LoadSmall(kWords + Rule("r", "{q=quantity}G?")), {"5G 6G"}) == "r: 6G=6");
}

TEST_CASE("a rule's hash covers its region") {
  const RuleSet anywhere = LoadSmall(Rule("r", "{q=quantity}x"));
  const RuleSet taiwan = LoadSmall(Rule("r", "{q=quantity}x", "region = 'TW'"));
  CHECK(anywhere.rules()[0].sha256 != taiwan.rules()[0].sha256);
}

TEST_CASE("any bytes may be matched") {
  const RuleSet rules = LoadSmall(kWords + kMoney + kCount + kMeasure);
  for (const std::string text :
       {"", " ", "5", "\xE5\x85", "5\xE5\x85", "\x80 5元 \xFF", "元", "约"}) {
    const auto context = MakeContext(text, {}, std::nullopt);
    MatchParagraph(rules.compiled(), context);
  }
  SUCCEED();
}

}  // namespace
}  // namespace factmill
