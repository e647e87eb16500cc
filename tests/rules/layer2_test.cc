// What rules of layer 2 say of figures, with rule sets of a few lines.
#include "rules/layer2.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/rules/layer2_testing.h"

namespace factmill {
namespace {

struct Case {
  const char* name;
  const char* text;
  const char* said;
};

void CheckAll(const std::string& second_layer, const std::vector<Case>& cases) {
  const RuleSet rules = LoadSmall(kFirstLayer + second_layer);
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(SaidOf(rules, c.text) == c.said); }
  }
}

TEST_CASE("words give a figure its attributes") {
  CheckAll(R"(
[[rule]]
id = 'metric'
layer = 2
pattern = '{m=term:metric}(?: of |为)?{f=fact:money}'
set = { f.metric = 'm' }
[[rule]]
id = 'plan'
layer = 2
pattern = '(?P<s>plans|计划).{0,20}?{f=fact}'
set = { f.status = 's' }
[[rule]]
id = 'when'
layer = 2
pattern = 'on {d=fact:date},? {w=term:who}[^,]{1,9}{f=fact:money}'
set = { f.period = 'd', f.subject = 'w' }
)",
           {{"a term's meaning", "税收为5元", "5元=5 CNY metric=tax"},
            {"a term without one: its words", "Rent of 5 yuan", "5 yuan=5 CNY metric='Rent'"},
            {"of another kind", "税收7%", "7%=7 %"},
            {"a gap that the rule does not name", "税收的5元", "5元=5 CNY"},
            {"bare words", "The owner plans for 5 yuan", "5 yuan=5 CNY status='plans'"},
            {"inside a word", "The owner explans for 5 yuan", "5 yuan=5 CNY"},
            {"a dot is no figure", "plans 7%, then 5 yuan", "7%=7 % status='plans'; 5 yuan=5 CNY"},
            {"a date's days", "on 2024-05-01 mill paid 5 yuan",
             "2024-05-01=2024-05-01; 5 yuan=5 CNY period=2024-05-01 subject=the mill"},
            {"no dot is a word that some slot names", "plans mill 5 yuan", "5 yuan=5 CNY"},
            {"no gap is", "on 2024-05-01 mill tax 5 yuan", "2024-05-01=2024-05-01; 5 yuan=5 CNY"}});
}

TEST_CASE("a match stays in its scope") {
  const auto rule = [](const std::string& scope) {
    return "[[rule]]\nid = 'r'\nlayer = 2\n" + scope +
           "\npattern = '{m=term:metric}.{0,30}?{f=fact:money}'\nset = { f.metric = 'm' }\n";
  };
  const Case same = {"within", "税收是5元", "5元=5 CNY metric=tax"};
  CheckAll(rule("scope = 'clause'"),
           {same,
            {"comma", "税收增,付5元", "5元=5 CNY"},
            {"dash", "税收——共5元", "5元=5 CNY"},
            {"a comma in a figure", "税收1,000元", "1,000元=1000 CNY metric=tax"}});
  CheckAll(rule(""), {same,
                      {"comma", "税收增,付5元", "5元=5 CNY metric=tax"},
                      {"sentence", "税收增。付5元", "5元=5 CNY"}});
  CheckAll(rule("scope = 'paragraph'"),
           {same, {"sentence", "税收增。付5元", "5元=5 CNY metric=tax"}});
}

TEST_CASE("figures that layer 2 made are figures to its other rules") {
  const std::string rules = R"(
[[rule]]
id = 'ones'
kind = 'count'
layer = 2
words_from_two = true
pattern = '{a=fact:count}, (?:including|with) {q=quantity} ones'
unit = { from = 'a' }
link = { part_of = 'a' }
[[rule]]
id = 'long'
kind = 'count'
layer = 2
pattern = '{a=fact:count}, with {q=quantity} ones[a-z ]*'
unit = { from = 'a' }
[[rule]]
id = 'share'
layer = 2
pattern = '{f=fact:count} (?P<what>ones[a-z ]*) or {p=fact:percent}'
link = { from = 'p', share_of = 'f' }
set = { f.status = 'what' }
)";
  CheckAll(rules,
           {{"made and linked", "8 kilns, including 3 ones",
             "8 kilns=8 kiln; 3=3 kiln (ones) part_of:8 kilns"},
            {"hedged as any figure", "8 kilns, including three ones",
             "8 kilns=8 kiln; three=3 kiln (ones) part_of:8 kilns"},
            {"no part is more than the whole", "8 kilns, including 9 ones", "8 kilns=8 kiln"},
            {"words_from_two", "8 kilns, including one ones", "8 kilns=8 kiln"},
            {"things are whole", "8 kilns, including 2.5 ones", "8 kilns=8 kiln"},
            {"the longer match makes it", "8 kilns, with 3 ones on hire",
             "8 kilns=8 kiln; 3=3 kiln (long)"},
            {"as long, the first rule", "8 kilns, with 3 ones",
             "8 kilns=8 kiln; 3=3 kiln (ones) part_of:8 kilns"},
            {"seen in the second pass", "8 kilns, including 3 ones or 38%",
             "8 kilns=8 kiln; 3=3 kiln (ones) status='ones' part_of:8 kilns; 38%=38 % share_of:3"},
            {"nothing to take from", "5 yuan, including 3 ones", "5 yuan=5 CNY"}});
}

TEST_CASE("links hold between figures that may be so related") {
  CheckAll(R"(
[[rule]]
id = 'conversion'
layer = 2
scope = 'paragraph'
pattern = '{a=fact} ?\({b=fact}(?:; {c=fact})?\)'
link = [{ from = 'b', conversion = 'a' }, { from = 'c', conversion = 'a' }]
[[rule]]
id = 'part'
layer = 2
pattern = '{a=fact},其中{b=fact}'
link = { from = 'b', part_of = 'a' }
[[rule]]
id = 'share'
layer = 2
pattern = '{a=fact}的{b=fact}'
link = { from = 'b', share_of = 'a' }
[[rule]]
id = 'held'
layer = 2
pattern = '{a=fact}对{b=fact}'
link = { from = 'b', compared = 'a' }
[[rule]]
id = 'pairs'
layer = 2
pattern = '{a=fact}和{b=fact}分别为{c=fact}和{d=fact}'
link = [{ from = 'c', respectively = 'a' }, { from = 'd', respectively = 'b' }]
)",
           {{"conversion", "7元(1美元)", "7元=7 CNY; 1美元=1 USD conversion:7元"},
            {"two, in one match", "7元 (1美元; 2美元)",
             "7元=7 CNY; 1美元=1 USD conversion:7元; 2美元=2 USD conversion:7元"},
            {"the same currency", "7元(1元)", "7元=7 CNY; 1元=1 CNY"},
            {"another kind", "7元(1%)", "7元=7 CNY; 1%=1 %"},
            {"part", "7元,其中2元", "7元=7 CNY; 2元=2 CNY part_of:7元"},
            {"a part that is more", "7元,其中8元", "7元=7 CNY; 8元=8 CNY"},
            {"a part of another unit", "7元,其中1美元", "7元=7 CNY; 1美元=1 USD"},
            {"share", "7元的8%", "7元=7 CNY; 8%=8 % share_of:7元"},
            {"a share is a percentage", "7元的2元", "7元=7 CNY; 2元=2 CNY"},
            {"compared", "7元对8元", "7元=7 CNY; 8元=8 CNY compared:7元"},
            {"far from comparable", "7元对800元", "7元=7 CNY; 800元=800 CNY"},
            {"respectively", "1元和2元分别为3%和4%",
             "1元=1 CNY; 2元=2 CNY; 3%=3 % respectively:1元; 4%=4 % respectively:2元"}});
}

TEST_CASE("of two that say one thing of a figure, one wins") {
  CheckAll(R"(
[[rule]]
id = 'near.first'
layer = 2
pattern = '{m=term:metric}[^,]{0,9}{f=fact:money}'
set = { f.metric = 'm' }
[[rule]]
id = 'behind'
layer = 2
pattern = '{f=fact:money}[^,]{0,9}{m=term:metric}'
set = { f.metric = 'm' }
[[rule]]
id = 'specific'
layer = 2
pattern = '(?P<x>[a-z]+) {f=fact:money}[^,]{0,3}(?P<m>net)'
set = { f.metric = 'm', f.subject = 'x' }
[[rule]]
id = 'general'
layer = 2
pattern = '{f=fact:money}[^,]{0,3}(?P<m>net of)'
set = { f.metric = 'm' }
)",
           {{"before alone", "税收共5元", "5元=5 CNY metric=tax"},
            {"the nearer words", "税收共5元tax", "5元=5 CNY metric=tax"},
            {"the nearer words behind", "rent 共计 5元 tax rate", "5元=5 CNY metric=tax rate"},
            {"as near: the more specific rule", "paid 5 yuan net of",
             "5 yuan=5 CNY metric='net' subject='paid'"},
            {"as near and specific: the first rule", "税收5元tax rate", "5元=5 CNY metric=tax"}});
}

TEST_CASE("what is longest gives way where a guard or an action fails") {
  CheckAll(R"(
[[rule]]
id = 'guarded'
layer = 2
pattern = '{f=fact:money}(?: (?P<s>paid(?: twice)?))'
not_followed_by = ' now'
not_preceded_by = 'not '
set = { f.status = 's' }
)",
           {{"longest", "5 yuan paid twice", "5 yuan=5 CNY status='paid twice'"},
            {"the shorter, where the guard refuses", "5 yuan paid twice now",
             "5 yuan=5 CNY status='paid'"},
            {"none", "5 yuan paid now", "5 yuan=5 CNY"},
            {"before", "not 5 yuan paid", "5 yuan=5 CNY"},
            {"a guard sees the text, and the next match is tried", "not 5 yuan paid, 6 yuan paid",
             "5 yuan=5 CNY; 6 yuan=6 CNY status='paid'"},
            {"an edge inside a word", "5 yuan paidfor", "5 yuan=5 CNY"}});
}

TEST_CASE("no rule reads a sign that it does not name") {
  // Each of these would reach across the 7% if it could match a sign.
  for (const char* gap : {".{0,20}?", "[^,]{0,20}?", "[^]]{0,20}?", "\\D{0,20}?", "\\W{0,20}?",
                          "\\P{Greek}{0,20}?", "[^a-]{0,20}?", "(?:x|[^x]){0,20}?"}) {
    DYNAMIC_SECTION(gap) {
      const RuleSet rules =
          LoadSmall(kFirstLayer + "[[rule]]\nid = 'r'\nlayer = 2\npattern = '{m=term:metric}" +
                    std::string(gap) + "{f=fact:money}'\nset = { f.metric = 'm' }\n");
      CHECK(SaidOf(rules, "税收——5元") == "5元=5 CNY metric=tax");
      CHECK(SaidOf(rules, "税收—7%—5元") == "7%=7 %; 5元=5 CNY");
    }
  }
}

TEST_CASE("a rule's identity covers what it does") {
  const std::string base = "layer = 2\npattern = '{m=term:metric} {f=fact:money} {g=fact:money}'\n";
  std::set<std::string> seen;
  for (const char* keys :
       {"set = { f.metric = 'm' }", "set = { g.metric = 'm' }", "set = { f.subject = 'm' }",
        "set = { f.metric = 'm' }\nscope = 'clause'", "set = { f.metric = 'm' }\ncase = 'exact'",
        "link = { from = 'f', part_of = 'g' }", "link = { from = 'g', part_of = 'f' }",
        "link = { from = 'f', conversion = 'g' }"}) {
    const RuleSet rules = LoadSmall(kFirstLayer + "[[rule]]\nid = 'r'\n" + base + keys + "\n");
    CHECK(seen.insert(rules.rules().back().sha256).second);
  }
}

}  // namespace
}  // namespace factmill
