// How a place was won: both engines tell the same, and asking changes nothing.
#include "rules/winner.h"

#include <catch2/catch.hpp>
#include <set>

#include "rules/alternatives.h"
#include "rules/layer2.h"
#include "tests/rules/engine_texts.h"
#include "tests/rules/small_rules.h"

namespace factmill {
namespace {

// "money/0 `5元` 元; ..." for the winners of both layers in `text`.
std::string Told(const RuleSet& rules, const std::string& text, Matching matching) {
  std::vector<Winner> winners;
  MatchContext context = MakeContext(text, {}, ParseDay("2024-05-15"));
  context.winners = &winners;
  ReadAgain(rules.compiled(), context, MatchParagraph(rules.compiled(), context, matching));
  std::string out;
  for (const Winner& winner : winners) {
    if (!out.empty()) out += "; ";
    out += (winner.rule == nullptr ? "ignored" : winner.rule->id) + "/" +
           std::to_string(winner.form) + " `" +
           text.substr(winner.begin, winner.end - winner.begin) + "`";
    for (const Entry* word : winner.words) {
      const bool backwards = word->kind == EntryKind::kHedge;
      out += " " + (backwards ? std::string(word->word.rbegin(), word->word.rend()) : word->word);
    }
    if (winner.says != 1) out += " says " + std::to_string(winner.says);
  }
  return out;
}

const char kRules[] =
    "[[unit]]\ncode = 'CNY'\nkind = 'money'\nbefore = ['RMB']\nafter = ['元']\n"
    "[[noun]]\nwords = ['元件', '企业', 'plants']\n[[classifier]]\nwords = ['家']\n"
    "[[term]]\nrole = 'np.modifier'\nwords = ['power']\n"
    "[[hedge]]\nbound = 'about'\nbefore = ['约']\nafter = ['左右']\n"
    "[[ignore]]\nwords = ['三农']\n"
    "[[term]]\nrole = 'metric.money'\ncanonical = 'tax'\nwords = ['税收']\n"
    "[[rule]]\nid = 'money'\nkind = 'money'\n"
    "pattern = '{u=prefix:money} ?{q=quantity}|{q=quantity}{u=unit:money}整?'\n"
    "[[rule]]\nid = 'zh'\nkind = 'count'\npattern = '{q=quantity}{c=classifier}'\n"
    "[[rule]]\nid = 'en'\nkind = 'count'\npattern = '{q=quantity} {n=noun}'\n"
    "[[rule]]\nid = 'clock'\nkind = 'ignore'\npattern = '\\d\\d:\\d\\d|\\d[ap]m'\n"
    "[[rule]]\nid = 'metric'\nlayer = 2\npattern = '{m=term:metric.money}约?{f=fact:money}'\n"
    "set = { f.metric = 'm' }\n";

struct Case {
  const char *name, *text, *told;
};
const Case kCases[] = {
    {"the first form", "RMB 5", "money/0 `RMB 5` RMB"},
    {"the second form", "5元", "money/1 `5元` 元"},
    {"a hedge before it", "约5元", "money/1 `5元` 元 约"},
    {"a hedge behind it", "5元左右", "money/1 `5元` 元 左右"},
    {"a noun behind a classifier", "5家企业", "zh/0 `5家` 家 企业"},
    {"a noun before the figure", "企业5家", "zh/0 `5家` 家 企业"},
    {"a noun phrase and its words", "5 power plants", "en/0 `5 power plants` power plants"},
    {"a rule that ignores", "at 10:30", "clock/0 `10:30`"},
    {"an ignored word", "三农", "ignored/0 `三农` 三农"},
    {"a word that keeps another away", "5元件", ""},
    {"layer 2", "税收5元", "money/1 `5元` 元; metric/0 `税收5元` 税收"},
    {"layer 2 of two that say the same", "税收5元;税收约6元",
     "money/1 `5元` 元; money/1 `6元` 元 约; metric/0 `税收5元` 税收; metric/0 `税收约6元` 税收"},
};

TEST_CASE("a winner is told with its form and its words") {
  const RuleSet rules = LoadSmall(kRules);
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(Told(rules, c.text, Matching::kFast) == c.told);
      CHECK(Told(rules, c.text, Matching::kPlain) == c.told);
    }
  }
}

TEST_CASE("both engines tell the same winners of texts made of rules") {
  std::vector<Diagnostic> diagnostics;
  const auto rules = LoadRules(EmbeddedRuleFiles(), &diagnostics);
  REQUIRE(rules);
  const EngineTexts texts(rules->compiled());
  size_t winners = 0, later_forms = 0, words = 0;
  for (uint64_t seed = 1; seed <= 1000; ++seed) {
    const EngineText text = texts.Make(seed);
    std::vector<Winner> fast, plain;
    auto context = MakeContext(text.text, {text.region, text.language}, text.reference);
    const size_t unasked = MatchFast(rules->compiled(), context).size();
    context.winners = &fast;
    CHECK(MatchFast(rules->compiled(), context).size() == unasked);
    context.winners = &plain;
    MatchPlainly(rules->compiled(), context);
    INFO(seed << " " << text.text);
    REQUIRE(fast == plain);
    for (const Winner& winner : fast) {
      ++winners;
      later_forms += winner.form > 0;
      words += winner.words.size();
    }
  }
  CHECK(winners > 1000);  // Else nothing was compared.
  CHECK(later_forms > 100);
  CHECK(words > 500);
}

struct AlternativesCase {
  const char *name, *pattern;
  std::vector<std::string> written;
  const char* text;  // That goes by...
  size_t which;
};
const AlternativesCase kAlternatives[] = {
    {"one form", "{q=quantity}(?: |-)?{u=unit:money}", {}, "5元", 0},
    {"a slot that may be left out, at the end",
     "{u=prefix:money}{q=quantity}(?:至{q2=quantity})?",
     {"…至{q2=quantity}", "{u=prefix:money}{q=quantity}"},
     "RMB5至6",
     0},
    {"a slot that may be left out, inside",
     "{u=prefix:money}{h=hedge}?{q=quantity}",
     {"…{h=hedge}…", "{u=prefix:money}{q=quantity}"},
     "RMB5",
     1},
    {"alternatives of the whole",
     "{u=prefix:money}{q=quantity}|{q=quantity}{u=unit:money}",
     {"{u=prefix:money}{q=quantity}", "{q=quantity}{u=unit:money}"},
     "5元",
     1},
    {"text that may be left out at the front",
     "(?:共|计)?{q=quantity}{u=unit:money}",
     {"(?:共|计)…", "{q=quantity}{u=unit:money}"},
     "共5元",
     0},
    {"plain text inside is not told apart", "{q=quantity}(?:个|整)?{u=unit:money}", {}, "5整元", 0},
    {"a piece with slots", "{either}了", {"{q=quantity}了", "{u=prefix:money}…"}, "RMB5了", 1},
};

TEST_CASE("alternatives are told in the author's words") {
  for (const auto& c : kAlternatives) {
    DYNAMIC_SECTION(c.name) {
      const RuleSet rules = LoadSmall(
          "[pieces]\neither = '{q=quantity}|{u=prefix:money}{q=quantity}'\n"
          "[[unit]]\ncode = 'CNY'\nkind = 'money'\nbefore = ['RMB']\nafter = ['元']\n"
          "[[rule]]\nid = 'money'\nkind = 'money'\nunit = 'CNY'\npattern = '" +
          std::string(c.pattern) + "'\n");
      const Alternatives alternatives(rules.compiled());
      CHECK(alternatives.Of(0) == c.written);
      std::vector<Winner> winners;
      MatchContext context = MakeContext(c.text, {}, std::nullopt);
      context.winners = &winners;
      MatchFast(rules.compiled(), context);
      REQUIRE(winners.size() == 1);
      CHECK(alternatives.Which(winners[0]) == c.which);
    }
  }
}

TEST_CASE("alternatives of plain text and of layer 2 are told apart, too") {
  const RuleSet rules = LoadSmall(
      "[pieces]\nhour = '\\d\\d|noon'\n"
      "[[unit]]\ncode = 'CNY'\nkind = 'money'\nafter = ['元']\n"
      "[[rule]]\nid = 'money'\nkind = 'money'\npattern = '{q=quantity}{u=unit:money}'\n"
      "[[rule]]\nid = 'clock'\nkind = 'ignore'\npattern = '{hour}:\\d\\d|\\d ?[ap]m|(?:a|b)\\d'\n"
      "[[rule]]\nid = 'two'\nlayer = 2\npattern = '(?P<m>tax|fee) {f=fact}|{f=fact} (?P<m>due)'\n"
      "set = { f.metric = 'm' }\n");
  const Alternatives alternatives(rules.compiled());
  CHECK(alternatives.Of(1) ==
        std::vector<std::string>{"{hour}:\\d\\d", "\\d ?[ap]m", "(?:a|b)\\d"});
  CHECK(alternatives.Of(2) ==
        std::vector<std::string>{"(?P<m>tax|fee) {f=fact}", "{f=fact} (?P<m>due)"});
  std::string told;
  std::vector<Winner> winners;
  MatchContext context = MakeContext("10:30, 5 PM, 6元 due, Fee 7元", {}, std::nullopt);
  context.winners = &winners;
  ReadAgain(rules.compiled(), context, MatchFast(rules.compiled(), context));
  for (const Winner& winner : winners)
    told += winner.rule->id + " " + std::to_string(alternatives.Which(winner)) + "; ";
  CHECK(told == "clock 0; clock 1; money 0; money 0; two 1; two 0; ");
}

}  // namespace
}  // namespace factmill
