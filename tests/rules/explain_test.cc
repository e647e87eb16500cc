// Why a paragraph gives what it gives: told by the plain engine.
#include "rules/explain.h"

#include <catch2/catch.hpp>

#include "tests/rules/layer2_testing.h"
#include "tests/rules/small_rules.h"

namespace factmill {
namespace {

const std::string kWords = R"(
[[unit]]
code = 'CNY'
kind = 'money'
before = ['RMB']
after = ['元']
[[unit]]
code = 'HKD'
kind = 'money'
after = ['蚊']
when = { region = 'HK' }
[[unit]]
code = 'm'
kind = 'measure'
after = ['metre']
[[unit]]
code = 'MW'
kind = 'measure'
case = 'exact'
after = ['MW']
[[unit]]
code = 'lot'
kind = 'measure'
after = ['手']
when = { near = ['成交', '持仓'] }
[[noun]]
words = ['元件']
[[term]]
role = 'date.month'
canonical = '5'
words = ['May']
[[ignore]]
words = ['三农', 'G20']
)";

const std::string kMoney =
    "[[rule]]\nid = 'money'\nkind = 'money'\npattern = '{q=quantity} ?{u=unit:money}'\n";
const std::string kMeasure =
    "[[rule]]\nid = 'measure'\nkind = 'measure'\npattern = '{q=quantity} ?{u=unit:measure}'\n";

struct Told {
  RuleSet rules;
  std::string text;
  MatchContext context;
  MatchStory story;

  Told(const std::string& toml, const std::string& sentence)
      : rules(LoadSmall(toml)),
        text(FoldPhrase(sentence)),
        context(MakeContext(text, {}, ParseDay("2024-05-15"))),
        story(TellMatches(rules.compiled(), context)) {}
  std::string Cut(uint32_t begin, uint32_t end) const { return text.substr(begin, end - begin); }
};

// "3: [why]; rule `fits` WHY; ..." of each number that is in no figure.
std::string Leftovers(const Told& told) {
  std::string out;
  for (const Leftover& leftover : told.story.leftovers) {
    out += (out.empty() ? "" : " | ") + told.Cut(leftover.begin, leftover.end) + ":";
    if (!leftover.why.empty()) out += " [" + leftover.why + "]";
    for (const NearMiss& miss : leftover.nearest) {
      out += " " + miss.rule->id + (miss.whole ? " all of `" : " `") +
             told.Cut(miss.begin, miss.end) + "` " + miss.why + ";";
    }
  }
  return out;
}

struct LeftoverCase {
  const char* name;
  std::string rules, text, leftovers;
};

const LeftoverCase kLeftovers[] = {
    {"none", kMoney, "收入5元", ""},
    {"a unit is missing", kMoney, "取土3土",
     "3: money `3` needs a unit of money; `土` is no such word;"},
    {"the paragraph ends", kMoney, "取土3",
     "3: money `3` needs a unit of money; the paragraph ends there;"},
    {"a Latin word is shown whole", kMoney, "3 wombats",
     "3: money `3 ` needs a unit of money; `wombats` is no such word;"},
    {"a longer word covers the unit", kMoney, "采购10元件",
     "10: money `10` needs a unit of money; a longer entry `元件` (noun) covers `元`;"},
    {"a word of another table", kMoney, "in 3 May",
     "3: money `3 ` needs a unit of money; "
     "`May` is another word (term date.month = 5);"},
    {"a word of another region", kMoney, "要5蚊",
     "5: money `5` needs a unit of money; `蚊` is one only in a text of region HK;"},
    {"a word in other letters", kMeasure, "a 5 mw plant",
     "5: measure `5 ` needs a unit of measure; `mw` is one only written `MW`;"},
    {"a word that wants another near", kMeasure, "招募5手",
     "5: measure `5` needs a unit of measure; `手` is one only near one of 成交, 持仓;"},
    {"a guard behind", kMoney + "not_followed_by = '券|票'\n", "发放5元券",
     "5: money all of `5元` not_followed_by sees `券`;"},
    {"a guard in front", kMoney + "not_preceded_by = '第'\n", "第5元",
     "5: money all of `5元` not_preceded_by sees `第`;"},
    {"a guard that wants something behind", kMoney + "followed_by = '整'\n", "发5元券",
     "5: money all of `5元` followed_by finds nothing it knows in `券`;"},
    {"a guard that wants something in front", kMoney + "preceded_by = '价'\n", "发5元",
     "5: money all of `5元` preceded_by finds nothing it knows in `发`;"},
    {"the end is inside a word",
     "[[rule]]\nid = 'a'\nkind = 'number'\npattern = '{q=quantity} metre'\n", "5 metres long",
     "5: a all of `5 metre` the match would end inside the word `metres`;"},
    {"the end is inside a number", "[[rule]]\nid = 'a'\nkind = 'number'\npattern = '(?P<q>5) ?1'\n",
     "5 1,200",
     "5: a all of `5 1` the match would end inside the number `1,200`; "
     "| 1,200: a all of `5 1` the match would end inside the number `1,200`;"},
    {"an expression that is left half way",
     "[[rule]]\nid = 'a'\nkind = 'number'\npattern = '{q=quantity} of the'\n", "5 of it",
     "5: a `5 of ` does not get through ` of the`;"},
    {"an expression that does not begin",
     "[[rule]]\nid = 'a'\nkind = 'number'\npattern = '{q=quantity}度'\n", "5次",
     "5: a `5` needs `度`; `次` does not fit;"},
    {"a value that cannot be",
     "[[rule]]\nid = 'a'\nkind = 'date'\npattern = '(?P<m>\\d+)月(?P<d>\\d+)日'\n", "2月31日",
     "2: a all of `2月31日` there is no such date; | 31: a all of `2月31日` there is no such "
     "date;"},
    {"a number that looks like a year",
     "[[rule]]\nid = 'a'\nkind = 'money'\npattern = '{u=prefix:money}{q=quantity}'\n", "RMB2023",
     "2023: [it stands right behind Latin letters] a all of `RMB2023` the number behind "
     "the currency looks like a year;"},
    {"an ignored word", kMoney, "三农", "三: [the word `三农` is ignored]"},
    {"a rule that ignores", "[[rule]]\nid = 'a'\nkind = 'ignore'\npattern = '第{q=quantity}'\n",
     "第5元", "5: [rule a ignores `第5`]"},
    {"a rule that only mentions",
     "[[rule]]\nid = 'a'\nkind = 'ordinal'\npattern = '第{q=quantity}'\n", "第5元",
     "5: [rule a took `第5`, for --all-mentions only]"},
    {"a vague number", kMoney, "几十万元", "几十万: [it is vague, and no number]"},
    {"a code", kMoney, "COVID-19", "19: [it is part of a code, and no number]"},
    {"the nearest first", kMeasure + kMoney + "not_followed_by = '券'\n", "5元券",
     "5: money all of `5元` not_followed_by sees `券`; "
     "measure `5` needs a unit of measure; `元` is another word (unit CNY);"},
};

TEST_CASE("why a number is in no figure") {
  for (const LeftoverCase& c : kLeftovers) {
    DYNAMIC_SECTION(c.name) { CHECK(Leftovers(Told(kWords + c.rules, c.text)) == c.leftovers); }
  }
}

// "5元: money[q 5元=...] beats a at `5` (it is shorter)" of each place that was won.
std::string Contests(const Told& told) {
  std::string out;
  for (const Contest& contest : told.story.contests) {
    out += (out.empty() ? "" : " | ") + told.Cut(contest.begin, contest.end) + ":";
    if (!contest.ignored.empty()) out += " ignored";
    for (const Bid& bid : contest.bids) {
      out += " " + bid.mention.rule->id;
      if (!bid.lost.empty()) {
        out += " at `" + told.Cut(bid.mention.begin, bid.mention.end) + "` lost: " + bid.lost + ";";
        continue;
      }
      for (const TakenPart& part : bid.parts)
        out += " " + part.name + " `" + told.Cut(part.begin, part.end) + "` " + part.meaning + ",";
      out += bid.hedges;
    }
  }
  return out;
}

struct ContestCase {
  const char* name;
  std::string rules, text, contests;
};

const std::string kNumber = "[[rule]]\nid = 'number'\nkind = 'number'\npattern = '{q=quantity}'\n";
const std::string kHedge = "[[hedge]]\nbound = 'about'\nbefore = ['约']\nafter = ['左右']\n";

const ContestCase kContests[] = {
    {"nothing", kMoney, "取土3土", ""},
    {"one rule", kMoney, "5元", "5元: money q `5` 5, u `元` unit CNY,"},
    {"hedges", kHedge + kMoney, "约5元左右",
     "5元: money q `5` 5, u `元` unit CNY,`约` before it, `左右` behind it"},
    {"a noun phrase", "[[rule]]\nid = 'c'\nkind = 'count'\npattern = '{q=quantity} {n=noun}'\n",
     "5 old kilns", "5 old kilns: c q `5` 5, n `old kilns` noun kiln,"},
    {"the longer one wins", kNumber + kMoney, "5元",
     "5元: money q `5` 5, u `元` unit CNY, number at `5` lost: it is shorter;"},
    {"what ignores wins",
     "[[rule]]\nid = 'i'\nkind = 'ignore'\npattern = '{q=quantity}元'\n" + kMoney, "5元",
     "5元: i q `5` 5, money at `5元` lost: it is as long, and what is ignored goes first;"},
    {"the more specific one wins",
     "[[rule]]\nid = 'a'\nkind = 'money'\nunit = 'CNY'\npattern = '{q=quantity}元'\n" + kMoney,
     "5元",
     "5元: money q `5` 5, u `元` unit CNY, a at `5元` lost: it is as long, but less specific (it "
     "captures 1, the other 2);"},
    {"the earlier one wins",
     kMoney + "[[rule]]\nid = 'b'\nkind = 'money'\npattern = '{q=quantity}{u=unit:money}'\n", "5元",
     "5元: money q `5` 5, u `元` unit CNY, b at `5元` lost: it is as long and as specific, but "
     "later in file order;"},
    {"an ignored word wins", kNumber, "三农",
     "三农: ignored number at `三` lost: it is shorter than the ignored word;"},
};

TEST_CASE("who won a place, and why") {
  for (const ContestCase& c : kContests) {
    DYNAMIC_SECTION(c.name) { CHECK(Contests(Told(kWords + c.rules, c.text)) == c.contests); }
  }
}

TEST_CASE("candidates are the places where a rule takes its first part") {
  const Told told(kWords + kMoney, "取土3土,收5元,价RMB7");
  std::string places;
  for (const uint32_t at : told.story.candidates) places += told.Cut(at, at + 1) + " ";
  CHECK(places == "3 5 ");
}

TEST_CASE("one rule is told as if it stood alone") {
  const Told told(kWords + kNumber + kMoney, "5元,6件");
  const auto& rules = told.rules.compiled();
  const RuleStory number = TellRule(rules, rules.rules[0], told.context);
  REQUIRE(number.bids.size() == 2);
  CHECK(number.bids[0].mention.end == 1);
  CHECK(number.misses.empty());
  const RuleStory money = TellRule(rules, rules.rules[1], told.context);
  REQUIRE(money.bids.size() == 1);
  REQUIRE(money.misses.size() == 1);
  CHECK(money.misses[0].why == "needs a unit of money; `件` is no such word");
}

// ---- Layer 2.

std::string WhyNot(const std::string& rule, const std::string& text) {
  const Told told(kFirstLayer + "[[rule]]\nid = 'two'\nlayer = 2\n" + rule, text);
  const auto& rules = told.rules.compiled();
  const auto reading = ReadAgain(rules, told.context, told.story.mentions);
  return WhyNotMasked(rules, rules.rules.back(), told.context, told.story.mentions,
                      reading.figures);
}

struct MaskedCase {
  const char* name;
  std::string rule, text, why;
};

const std::string kSet = "set = { f.metric = 'm' }\n";
const std::string kOf = "pattern = '{m=term:metric}(?:达|为)?{f=fact:money}'\n" + kSet;

const MaskedCase kMasked[] = {
    {"it fits", kOf, "税收为5元", ""},
    {"something stands between", kOf, "税收增加5元",
     "it gets as far as `税收` and then needs a figure of kind money; the text goes on with "
     "`增加5元`"},
    {"nothing fits", kOf, "价格5元", "nothing of its pattern fits"},
    {"a guard", kOf + "not_preceded_by = '新增'\n", "新增税收5元",
     "its pattern fits `税收5元`, but not_preceded_by sees `新增`"},
    {"its scope", "scope = 'clause'\npattern = '{m=term:metric},{f=fact:money}'\n" + kSet,
     "税收,5元", "its pattern fits `税收,5元`, but that reaches beyond a clause"},
    {"the furthest alternative counts",
     "pattern = '税{f=fact:money}|{m=term:metric}共{f=fact:money}'\n" + kSet, "税收是5元",
     "it gets as far as `税收` and then needs `共`; the text goes on with `是5元`"},
};

TEST_CASE("how far a rule of layer 2 gets") {
  for (const MaskedCase& c : kMasked) {
    DYNAMIC_SECTION(c.name) { CHECK(WhyNot(c.rule, c.text) == c.why); }
  }
}

TEST_CASE("the masked paragraph and its signs") {
  const Told told(kFirstLayer + "[[rule]]\nid = 'two'\nlayer = 2\n" + kOf, "税收为5元,共7件");
  const auto& rules = told.rules.compiled();
  const auto reading = ReadAgain(rules, told.context, told.story.mentions);
  const MaskStory mask = TellMask(rules, told.context, told.story.mentions, reading.figures);
  CHECK(mask.masked == "▮为▮,共▮件");
  std::string signs;
  for (const auto& sign : mask.signs)
    signs += told.Cut(sign.begin, sign.end) + ": " + sign.meaning + "; ";
  CHECK(signs == "税收: term metric = tax; 5元: figure; 7: number; ");
}

}  // namespace
}  // namespace factmill
