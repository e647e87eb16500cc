// The test of the rules, tested: each way to pass and to fail.
#include "pipeline/rule_test.h"

#include "pipeline/word_test.h"
#include "rules/compiled.h"
#include "tests/pipeline/extract_testing.h"

namespace factmill {
namespace {

RuleSet Load(const std::string& toml) {
  std::vector<Diagnostic> diagnostics;
  auto rules = LoadRules({{"x.toml", toml}}, &diagnostics);
  for (const Diagnostic& d : diagnostics) UNSCOPED_INFO(Render(d));
  REQUIRE(rules);
  return *rules;
}

const std::string kRules = R"(
[[unit]]
code = 'CNY'
kind = 'money'
after = ['元']
[[unit]]
code = '%'
kind = 'percent'
after = ['%']
[[term]]
role = 'metric'
canonical = 'tax'
words = ['税收']
[[hedge]]
bound = 'about'
before = ['约']
[[rule]]
id = 'skip'
kind = 'ignore'
pattern = '第{q=quantity}'
SKIP
[[rule]]
id = 'money'
kind = 'money'
pattern = '{q=quantity}{u=unit:money}'
MONEY
[[rule]]
id = 'percent'
kind = 'percent'
pattern = '{q=quantity}{u=unit:percent}'
[[rule]]
id = 'metric'
layer = 2
pattern = '{m=term:metric}{f=fact:money}'
set = { f.metric = 'm' }
METRIC
)";

RuleSet With(const std::string& key, const std::string& examples) {
  std::string toml = kRules;
  for (const std::string name : {"SKIP", "MONEY", "METRIC"})
    toml.replace(toml.find(name), name.size(), name == key ? examples : "");
  return Load(toml);
}

struct ExampleCase {
  const char* name;
  const char *rule, *examples;
  ExampleResult::Outcome outcome;
  const char *expected, *got;
};

using enum ExampleResult::Outcome;

const ExampleCase kExamples[] = {
    {"a yes", "MONEY", "yes = ['收⟦5元⟧ => 5 CNY']", kPass, "'5元' => 5 CNY", "'5元' => 5 CNY"},
    {"its value", "MONEY", "yes = ['收⟦5元⟧ => 6 CNY']", kFail, "'5元' => 6 CNY", "'5元' => 5 CNY"},
    {"its unit", "MONEY", "yes = ['收⟦5元⟧ => 5 USD']", kFail, "'5元' => 5 USD", "'5元' => 5 CNY"},
    {"its bound", "MONEY", "yes = ['收约⟦5元⟧ => 5 CNY']", kFail, "'5元' => 5 CNY",
     "'5元' => 5 CNY about"},
    {"its bound, stated", "MONEY", "yes = ['收约⟦5元⟧ => 5 CNY about']", kPass,
     "'5元' => 5 CNY about", "'5元' => 5 CNY about"},
    {"its extent", "MONEY", "yes = ['收⟦5元钱⟧ => 5 CNY']", kFail, "'5元钱' => 5 CNY",
     "'5元' => 5 CNY"},
    {"nothing there", "MONEY", "yes = ['收⟦很多⟧ => 5 CNY']", kFail, "'很多' => 5 CNY", "nothing"},
    {"another rule's", "MONEY", "yes = ['涨⟦5%⟧ => 5 %']", kFail, "'5%' => 5 %",
     "'5%' => 5 % (percent)"},
    {"another rule's elsewhere", "MONEY", "yes = ['收⟦5元⟧,涨3% => 5 CNY']", kPass,
     "'5元' => 5 CNY", "'5元' => 5 CNY"},
    {"one more elsewhere", "MONEY", "yes = ['收⟦5元⟧,支3元 => 5 CNY']", kFail, "'5元' => 5 CNY",
     "'5元' => 5 CNY, and 1 more of this rule elsewhere"},
    {"two quotes", "MONEY", "yes = ['收⟦5元⟧,支⟦3元⟧ => 5 CNY; 3 CNY']", kPass,
     "'5元' => 5 CNY; '3元' => 3 CNY", "'5元' => 5 CNY; '3元' => 3 CNY"},
    {"two quotes, the second wrong", "MONEY", "yes = ['收⟦5元⟧,支⟦3元⟧ => 5 CNY; 4 CNY']", kFail,
     "'5元' => 5 CNY; '3元' => 4 CNY", "'5元' => 5 CNY; '3元' => 3 CNY"},
    {"two quotes in one fact", "MONEY", "yes = ['收⟦5⟧⟦元⟧ => 5 CNY; 5 CNY']", kFail,
     "'5' => 5 CNY; '元' => 5 CNY", "'5元' => 5 CNY; '5元' => 5 CNY"},
    {"a no", "MONEY", "no = ['涨5%']", kPass, "no fact of this rule", "nothing"},
    {"a no that is one", "MONEY", "no = ['收5元']", kFail, "no fact of this rule",
     "'5元' => 5 CNY (money)"},
    {"a todo", "MONEY", "todo = ['收⟦五块⟧ => 5 CNY']", kTodo, "'五块' => 5 CNY", "nothing"},
    {"a todo that passes", "MONEY", "todo = ['收⟦5元⟧ => 5 CNY']", kTodoPasses, "'5元' => 5 CNY",
     "'5元' => 5 CNY"},
    {"an ignored stretch", "SKIP", "yes = ['第5元']", kPass, "this rule ignores all of it",
     "it ignores something"},
    {"nothing to ignore", "SKIP", "yes = ['很多']", kFail, "this rule ignores all of it",
     "it ignores nothing"},
    {"a fact in spite of it", "SKIP", "yes = ['第5号,收3元']", kFail, "this rule ignores all of it",
     "'3元' => 3 CNY (money)"},
    {"what is not ignored", "SKIP", "no = ['收3元']", kPass, "this rule ignores nothing",
     "it ignores nothing"},
    {"what should not be ignored", "SKIP", "no = ['第3元']", kFail, "this rule ignores nothing",
     "it ignores something"},
    {"a metric", "METRIC", "yes = ['税收⟦5元⟧ => 5 CNY metric=tax']", kPass,
     "'5元' => 5 CNY metric=tax", "'5元' => 5 CNY metric=tax"},
    {"another metric", "METRIC", "yes = ['税收⟦5元⟧ => 5 CNY metric=debt']", kFail,
     "'5元' => 5 CNY metric=debt", "'5元' => 5 CNY metric=tax"},
    {"no metric", "METRIC", "yes = ['债⟦5元⟧ => 5 CNY metric=tax']", kFail,
     "'5元' => 5 CNY metric=tax", "'5元' => 5 CNY (money)"},
    {"a metric that is not stated", "METRIC", "yes = ['税收⟦5元⟧ => 5 CNY']", kFail,
     "'5元' => 5 CNY", "'5元' => 5 CNY metric=tax"},
    {"a metric for a no", "METRIC", "no = ['税收5元']", kFail, "no fact of this rule",
     "'5元' => 5 CNY metric=tax (money)"},
};

TEST_CASE("each way that an example passes or fails") {
  for (const ExampleCase& c : kExamples) {
    DYNAMIC_SECTION(c.name) {
      const auto results = TestRules(With(c.rule, c.examples));
      REQUIRE(results.size() == 1);
      CHECK(results[0].outcome == c.outcome);
      CHECK(results[0].expected == c.expected);
      CHECK(results[0].got == c.got);
      const bool missed = c.outcome == kFail && std::string(c.examples).starts_with("yes") &&
                          std::string(c.rule) != "SKIP" && results[0].got == "nothing";
      CHECK((results[0].why != "" || !missed));
    }
  }
}

TEST_CASE("only the rules that are asked for") {
  const RuleSet rules = With("MONEY", "no = ['a', 'b']");
  CHECK(TestRules(rules, [](const std::string& id) { return id == "money"; }).size() == 2);
  CHECK(TestRules(rules, [](const std::string& id) { return id == "percent"; }).empty());
}

TEST_CASE("every rule has two examples for it and one against it") {
  for (const Rule& rule : BuiltInRules().compiled().rules) {
    INFO(rule.file << ":" << rule.line << " " << rule.id);
    const auto count = [&](Example::Type type) {
      return std::count_if(rule.examples.begin(), rule.examples.end(),
                           [&](const Example& example) { return example.type == type; });
    };
    CHECK(count(Example::kYes) >= 2);
    CHECK(count(Example::kNo) >= 1);
  }
}

// ---- Words.

struct WordCase {
  const char* name;
  const char* toml;  // Added to kRules; the word is the last one of its last list.
  const char* word;
  WordResult::Outcome outcome;
  const char *sentence, *got;
};

const char kExample[] = "yes = ['共收约⟦5元⟧ => 5 CNY about', '税后⟦5元⟧ => 5 CNY']";

const WordCase kWords[] = {
    {"a unit", "[[unit]]\ncode = 'GBP'\nkind = 'money'\nafter = ['英镑']", "英镑",
     WordResult::kPass, "", ""},
    {"a smaller unit", "[[unit]]\ncode = 'CNY'\nkind = 'money'\ntimes = '0.1'\nafter = ['角']",
     "角", WordResult::kPass, "", ""},
    {"a unit that wants a region",
     "[[region]]\nregion = 'TW'\nwords = ['立法院', '新台币']\n"
     "[[unit]]\ncode = 'TWD'\nkind = 'money'\nafter = ['元']\nwhen = { region = 'TW' }",
     "元", WordResult::kPass, "", ""},
    {"a unit that wants a word near it",
     "[[unit]]\ncode = 'lot'\nkind = 'money'\nafter = ['手']\nwhen = { near = ['成交'] }", "手",
     WordResult::kPass, "", ""},
    {"the same word again", "[[unit]]\ncode = 'JPY'\nkind = 'money'\nafter = ['元']", "元",
     WordResult::kSkipped, "税后⟦5元⟧", "another entry of the same word, unit CNY"},
    {"a word that a longer one covers",
     "[[noun]]\nwords = ['镑后']\n[[rule]]\nid = 'z'\nkind = 'money'\n"
     "pattern = '{q=quantity}{u=unit:money}后'\nyes = ['共⟦5元后⟧ => 5 CNY']\n"
     "[[unit]]\ncode = 'GBP'\nkind = 'money'\nafter = ['镑']",
     "镑", WordResult::kPass, "", ""},
    {"a word that its guards shut out",
     "[[rule]]\nid = 'z'\nkind = 'measure'\npattern = '{q=quantity}{u=unit:measure}'\n"
     "not_followed_by = '长'\nyes = ['⟦5尺⟧ => 5 chi']\n"
     "[[unit]]\ncode = 'chi'\nkind = 'measure'\nafter = ['尺']\n"
     "[[ignore]]\nwords = ['5丈']\n"
     "[[unit]]\ncode = 'zhang'\nkind = 'measure'\nafter = ['丈']",
     "丈", WordResult::kFail, "⟦5丈⟧", "nothing"},
    {"a word of a table that no example has",
     "[[unit]]\ncode = 'm'\nkind = 'measure'\nafter = ['米']", "米", WordResult::kUntestable, "",
     ""},
    {"a hedge", "[[hedge]]\nbound = 'lt'\nbefore = ['近']", "近", WordResult::kPass, "", ""},
    {"a hedge that is part of a longer one",
     "[[hedge]]\nbound = 'exact'\nbefore = ['收近']\n[[hedge]]\nbound = 'lt'\nbefore = ['近']",
     "近", WordResult::kSkipped, "共收近⟦5元⟧", "a longer hedge `收近`"},
};

TEST_CASE("each way that a word passes or fails") {
  for (const WordCase& c : kWords) {
    DYNAMIC_SECTION(c.name) {
      std::string toml = kRules;
      toml.replace(toml.find("MONEY"), 5, kExample);
      toml.replace(toml.find("SKIP"), 4, "");
      toml.replace(toml.find("METRIC"), 6, c.toml);
      const auto results = TestWords(Load(toml));
      // The one that was added last.
      const WordResult* last = nullptr;
      for (const WordResult& result : results) {
        if (result.word == c.word && (last == nullptr || result.line > last->line)) last = &result;
      }
      REQUIRE(last != nullptr);
      CHECK(last->outcome == c.outcome);
      CHECK(last->sentence == c.sentence);
      CHECK(last->got == c.got);
      CHECK(last->file == "x.toml");
    }
  }
}

TEST_CASE("every word of the built-in rules does what its entry says") {
  size_t passed = 0;
  for (const WordResult& result : TestWords(BuiltInRules())) {
    INFO(result.file << ":" << result.line << " " << result.word << ": " << result.sentence);
    INFO("got " << result.got);
    CHECK(result.outcome != WordResult::kFail);
    passed += result.outcome == WordResult::kPass;
  }
  CHECK(passed > 2000);
}

}  // namespace
}  // namespace factmill
