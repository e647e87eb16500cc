// The walk of a new maintainer: a currency, a metric, a noun and a word to ignore
// are added to the shipped rules as rules/README.md teaches; then each addition is
// broken as people break things, and the program must say where, what and what to do.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/process.h"

namespace factmill {
namespace {

const std::string kShipped = std::string(FACTMILL_SOURCE_DIR) + "/rules";

// What is written at the end of a file.
struct Addition {
  const char *file, *text;
};

const Addition kAdditions[] = {
    {"units-money.toml",
     "\n[[unit]]\n"
     "code = 'XTS'\n"
     "kind = 'money'\n"
     "before = ['STS', 'XTS']\n"
     "after = ['提权', 'drawing', 'XTS']\n"},
    {"layer2/metrics.toml",
     "\n[[term]]\n"
     "role = 'metric.money'\n"
     "canonical = 'export_tax_refund'\n"
     "words = ['出口退税', 'export tax refund', 'export tax refunds']\n"},
    {"zh/nouns.toml",
     "\n[[noun]]\n"
     "words = ['灯塔工厂']\n"},
    {"en/nouns.toml",
     "\n[[noun]]\n"
     "canonical = 'lighthouse factory'\n"
     "words = ['lighthouse factories']\n"},
    {"mixed/ignore.toml",
     "\n[[ignore]]\n"
     "words = ['二伏天', '二伏']\n"
     "\n[[rule]]\n"
     "id = 'ignore.heat'\n"
     "kind = 'ignore'\n"
     "pattern = '伏天{q=quantity}天'\n"
     "yes = ['伏天5天,车间仍在赶工', '到了伏天12天']\n"
     "no = ['伏天来了']\n"},
};

// Examples, where the rules that find them have theirs.
struct Sample {
  const char *file, *behind, *text;
};

const Sample kSamples[] = {
    {"mixed/money.toml", "id      = \"money.after\"", "  '售价⟦20提权⟧ => 20 XTS',\n"},
    {"mixed/money.toml", "id      = \"money.before\"", "  'sold for ⟦STS 45⟧ => 45 XTS',\n"},
    {"layer2/metrics.toml", "id      = \"metric.money.before\"",
     "  '到账出口退税⟦600万元⟧ => 6000000 CNY metric=export_tax_refund',\n"},
    {"zh/count.toml", "id      = \"zh.count.classifier\"",
     "  '省内灯塔工厂⟦7家⟧ => 7 灯塔工厂',\n"},
    {"en/count.toml", "id      = \"en.count\"",
     "  'runs ⟦five lighthouse factories⟧ => 5 lighthouse factory',\n"},
};

// The text with `more` at the beginning of the first list of `yes` behind `mark`.
std::string WithSample(std::string text, const Sample& sample) {
  const size_t mark = text.find(sample.behind);
  REQUIRE(mark != text.npos);
  const std::string begin = "yes = [\n";
  const size_t list = text.find(begin, mark);
  REQUIRE(list != text.npos);
  return text.insert(list + begin.size(), sample.text);
}

// A copy of the shipped rules with all of it.
std::string WriteRules(const TempFolder& folder) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kShipped)) {
    if (entry.path().extension() != ".toml") continue;
    const std::string name = std::filesystem::relative(entry.path(), kShipped);
    std::string text = ReadAll(entry.path());
    for (const Sample& sample : kSamples) {
      if (name == sample.file) text = WithSample(std::move(text), sample);
    }
    for (const Addition& addition : kAdditions) {
      if (name == addition.file) text += addition.text;
    }
    folder.Write("rules/" + name, text);
  }
  return folder / "rules";
}

int LineOf(const std::string& text, const std::string& what) {
  const size_t at = text.find(what);
  REQUIRE(at != text.npos);
  return static_cast<int>(
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1);
}

TEST_CASE("what a maintainer adds is clean") {
  const TempFolder folder;
  const std::string rules = WriteRules(folder);
  const Outcome check = Run({"rules", "check", rules});
  CHECK(check.exit == 0);
  CHECK(check.err == "");
  CHECK_THAT(check.out, Catch::Contains(", no problems\n"));
  const Outcome test = Run({"rules", "test", rules});
  INFO(test.out);
  CHECK(test.exit == 0);
  CHECK_THAT(test.out, Catch::Contains(" examples pass, 0 fail, "));
  CHECK_THAT(test.out, Catch::Contains(" words pass, 0 fail, "));
}

struct Finding {
  const char *name, *text;
  const char* facts;   // "quote = value unit metric_id", parted by "; ".
  const char* before;  // The same by the shipped rules.
};

const Finding kFindings[] = {
    {"a currency behind the number", "船厂向基金付清三亿提权。", "三亿提权 = 300000000 XTS", ""},
    {"a currency in front", "The dredger cost STS 500 million in all.",
     "STS 500 million = 500000000 XTS cost", ""},
    {"a metric", "前五月办理出口退税1.2亿元。", "1.2亿元 = 120000000 CNY export_tax_refund",
     "1.2亿元 = 120000000 CNY tax_cut"},
    {"a metric in English, of the new currency", "It got export tax refunds of 30 million drawing.",
     "30 million drawing = 30000000 XTS export_tax_refund", ""},
    {"a noun", "两市共有12家灯塔工厂。", "12家 = 12 灯塔工厂", "12家 = 12 工厂"},
    {"a noun in English", "The bay has 14 lighthouse factories.",
     "14 lighthouse factories = 14 lighthouse factory", "14 lighthouse factories = 14 factory"},
    {"a word to ignore", "二伏不断,用电50万千瓦时。", "50万千瓦时 = 500000 kWh",
     "二伏 = 2 V; 50万千瓦时 = 500000 kWh"},
    {"a rule that ignores", "伏天20天没有停电", "", "20天 =  "},
};

std::string FactsOf(const std::string& text, const std::string& rules) {
  RunOptions options;
  options.stdin_text = nlohmann::json({{"id", 1}, {"text", text}}).dump() + "\n";
  const Outcome outcome = Process(Factmill({"extract", "--rules", rules}), options).Wait();
  INFO(outcome.err);
  REQUIRE(outcome.exit == 0);
  std::string all;
  const auto line = nlohmann::json::parse(outcome.out);
  for (const auto& fact : line["facts"]) {
    const auto word = [&](const char* key) {
      if (!fact.contains(key) || fact[key].is_null()) return std::string();
      return fact[key].is_string() ? fact[key].get<std::string>() : fact[key].dump();
    };
    all += (all.empty() ? "" : "; ") + word("quote") + " = " + word("value") + " " + word("unit");
    if (!word("metric_id").empty()) all += " " + word("metric_id");
  }
  return all;
}

TEST_CASE("what a maintainer adds is found in other sentences") {
  const TempFolder folder;
  const std::string rules = WriteRules(folder);
  for (const Finding& finding : kFindings) {
    DYNAMIC_SECTION(finding.name) {
      CHECK(FactsOf(finding.text, rules) == finding.facts);
      CHECK(FactsOf(finding.text, kShipped) == finding.before);
    }
  }
}

// One text of one file is replaced by another; then `check`, or `test`, must exit
// so, and say all of `says`.  The first is what stands behind the place:
// "error: ..." or "warning: ...".  The place is the line of `at` in the broken file.
struct Break {
  const char *name, *file, *from, *to;
  const char* command;
  int exit;
  const char* at;
  int column;  // 0: the place has none.
  std::vector<const char*> says;
};

const char kMoney[] = "units-money.toml", kMetrics[] = "layer2/metrics.toml",
           kNouns[] = "zh/nouns.toml", kIgnored[] = "mixed/ignore.toml";

const Break kBreaks[] = {
    // The currency.
    {"a misspelt key",
     kMoney,
     "before = ['STS'",
     "befor = ['STS'",
     "check",
     2,
     "befor =",
     1,
     {"error: a unit has no key 'befor'\n", "  ^~~~~\n", "help: did you mean 'before'?\n"}},
    {"no code",
     kMoney,
     "code = 'XTS'\n",
     "",
     "check",
     2,
     "[[unit]]\nkind = 'money'\nbefore = ['STS'",
     1,
     {"error: this unit has no code\n", "  [[unit]]\n  ^\n", "help: add   code = '...'\n"}},
    {"a Chinese comma",
     kMoney,
     "['提权', ",
     "['提权'，",
     "check",
     2,
     "['提权'，",
     14,
     {"error: this is no TOML: '，' is no sign of TOML\n", "                 ^~\n",
      "help: write the plain ,\n"}},
    {"a word that another currency has",
     kMoney,
     "['提权', ",
     "['提权', '卢比', ",
     "check",
     0,
     "'卢比', 'drawing'",
     16,
     {"warning: the word '卢比' never counts here: it is unit INR at ",
      "units-money.toml:", "                   ^~~~~~\n", "help: take it out here or there"}},
    // The metric.
    {"a misspelt role",
     kMetrics,
     "role = 'metric.money'",
     "role = 'metric.mony'",
     "check",
     0,
     "role = 'metric.mony'",
     8,
     {"warning: no rule asks for a term of role 'metric.mony'\n", "         ^~~~~~~~~~~~~\n",
      "help: did you mean 'metric.money'?\n"}},
    {"one bracket too few",
     kMetrics,
     "[[term]]\nrole = 'metric.money'",
     "[term]\nrole = 'metric.money'",
     "check",
     2,
     "[term]\nrole",
     1,
     {"error: this is no TOML: 'term' is a list above and one table here\n", "  [term]\n  ^\n",
      "help: write [[term]] each time\n"}},
    {"an example of the wrong value",
     kMetrics,
     "=> 6000000 CNY",
     "=> 600000 CNY",
     "test",
     1,
     "=> 600000 CNY",
     0,
     {"metric.money.before fails\n", "expected  '600万元' => 600000 CNY metric=export_tax_refund\n",
      "got       '600万元' => 6000000 CNY metric=export_tax_refund\n"}},
    // The noun.
    {"no list",
     kNouns,
     "['灯塔工厂']",
     "'灯塔工厂'",
     "check",
     2,
     "words = '灯塔工厂'",
     9,
     {"error: words must be a list: ['...', '...']\n", "  words = '灯塔工厂'\n          ^\n"}},
    {"an empty list",
     kNouns,
     "['灯塔工厂']",
     "[]",
     "check",
     2,
     "words = []",
     9,
     {"error: words is empty\n", "  words = []\n          ^\n", "help: write   words = ['...']\n"}},
    {"a pattern for a word",
     kNouns,
     "['灯塔工厂']",
     "['灯塔(?:工厂|车间)']",
     "check",
     0,
     "words = ['灯塔(?",
     10,
     {"warning: the word '灯塔(?:工厂|车间)' stands for itself, signs and all\n",
      "           ^~~~~~~~~~~~~~~~~~~\n", "help: words are no patterns: write each of them"}},
    // What is ignored.
    {"an id that is taken",
     kIgnored,
     "'ignore.heat'",
     "'ignore.score'",
     "check",
     2,
     "id = 'ignore.score'",
     6,
     {"error: there is a rule 'ignore.score' already\n", "       ^~~~~~~~~~~~~~\n",
      "help: the first is at ", "mixed/ignore.toml:"}},
    {"a sign that no folded text has",
     kIgnored,
     "'伏天{q",
     "'，伏天{q",
     "check",
     0,
     "id = 'ignore.heat'",
     6,
     {"warning: rule 'ignore.heat' matches nothing in any of its own examples\n",
      "       ^~~~~~~~~~~~~\n", "help: write ',' for '，': rules see plain signs"}},
    {"a misspelt slot",
     kIgnored,
     "伏天{q=quantity}天",
     "伏天{q=quantiy}天",
     "check",
     2,
     "{q=quantiy}",
     14,
     {"error: pattern: there is no piece or slot 'quantiy'\n", "^~~~~~~~~~~\n",
      "help: did you mean 'quantity'?\n"}},
    {"a misspelt kind",
     kIgnored,
     "kind = 'ignore'\npattern = '伏天",
     "kind = 'ignor'\npattern = '伏天",
     "check",
     2,
     "kind = 'ignor'\n",
     8,
     {"error: there is no kind 'ignor'\n", "         ^~~~~~~\n", "help: did you mean 'ignore'?\n"}},
};

TEST_CASE("a maintainer's mistake is told with its place and what to do") {
  for (const Break& mistake : kBreaks) {
    DYNAMIC_SECTION(mistake.name) {
      const TempFolder folder;
      const std::string rules = WriteRules(folder);
      const std::string file = rules + "/" + mistake.file;
      std::string text = ReadAll(file);
      const std::string from = mistake.from;
      const size_t place = text.rfind(from);
      REQUIRE(place != text.npos);
      text.replace(place, from.size(), mistake.to);
      folder.Write(std::string("rules/") + mistake.file, text);

      const Outcome outcome = Run({"rules", mistake.command, rules});
      CHECK(outcome.exit == mistake.exit);
      const std::string said = outcome.err + outcome.out;
      const std::string column =
          mistake.column > 0 ? ":" + std::to_string(mistake.column) : std::string();
      CHECK_THAT(said, Catch::Contains(file + ":" + std::to_string(LineOf(text, mistake.at)) +
                                       column + ": " + mistake.says[0]));
      for (const char* words : mistake.says) CHECK_THAT(said, Catch::Contains(words));
      // Nothing else is found fault with.
      const auto times = [&](const std::string& words) {
        int count = 0;
        for (size_t at = said.find(words); at != said.npos; at = said.find(words, at + 1)) ++count;
        return count;
      };
      if (mistake.exit != 1 && std::string(mistake.name) != "a misspelt kind")
        CHECK(times(": error: ") + times(": warning: ") == 1);
    }
  }
}

}  // namespace
}  // namespace factmill
