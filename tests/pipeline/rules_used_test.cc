// Rules that had no part in an article change nothing in it.
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "base/sha256.h"
#include "rules/compiled.h"
#include "tests/pipeline/extract_testing.h"
#include "tests/temp_folder.h"

namespace factmill {
namespace {

// All that a run would store of an article.
std::string Stored(const Article& article, const RuleSet& rules, bool all_mentions) {
  const Extraction extraction = Extract(article, rules, {.all_mentions = all_mentions});
  std::string out;
  for (const Fact& fact : extraction.facts) {
    out += fact.rule + " " + std::to_string(fact.char_start) + " " + Print(fact) + " " +
           fact.value.date_start + ".." + fact.value.date_end;
    for (const Attribute& a : fact.attributes) out += " " + a.role + "=" + a.words;
    for (const Link& link : fact.links) {
      out += " " + link.relation + " " + std::to_string(extraction.facts[link.other].char_start);
    }
    out += "\n";
  }
  for (const Warning& w : extraction.warnings)
    out += "warning " + std::to_string(w.char_start) + " " + w.message + "\n";
  return out;
}

std::vector<std::string> IdsOf(const RuleSet& rules, const std::vector<uint32_t>& places) {
  std::vector<std::string> ids;
  for (const uint32_t place : places) ids.push_back(rules.rules().at(place).id);
  return ids;
}

// Without those of layer 2, which name any rule that may have had a part.
std::vector<std::string> WinnersOf(const RuleSet& rules, const std::vector<uint32_t>& places) {
  std::vector<uint32_t> winners;
  for (const uint32_t place : places) {
    if (rules.compiled().rules.at(place).masked == nullptr) winners.push_back(place);
  }
  return IdsOf(rules, winners);
}

// The built-in rules without some: each [[rule]] goes up to the next table.
RuleSet Without(const std::set<std::string>& ids) {
  auto files = EmbeddedRuleFiles();
  size_t removed = 0;
  for (RuleFile& file : files) {
    std::string kept, table;
    bool drop = false;
    std::istringstream lines(file.text);
    for (std::string line; std::getline(lines, line);) {
      if (line.rfind("[", 0) == 0) {
        if (!drop) kept += table;
        table.clear();
        drop = false;
      }
      table += line + "\n";
      if (line.rfind("id ", 0) != 0) continue;
      const size_t open = line.find('"'), close = line.find('"', open + 1);
      drop = ids.count(line.substr(open + 1, close - open - 1)) > 0;
      removed += drop;
    }
    if (!drop) kept += table;
    file.text = kept;
  }
  CHECK(removed == ids.size());
  std::vector<Diagnostic> diagnostics;
  auto rules = LoadRules(files, &diagnostics);
  for (const Diagnostic& d : diagnostics) UNSCOPED_INFO(Render(d));
  REQUIRE(rules.has_value());
  return *rules;
}

std::map<std::string, Article> Samples() {
  std::map<std::string, Article> samples;
  const std::string folder = std::string(FACTMILL_SOURCE_DIR) + "/corpus/articles";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    Payload payload;
    payload.bytes = ReadAll(entry.path());
    payload.sha256 = Sha256Hex(payload.bytes);
    payload.media_type = MediaTypeOf(entry.path().string());
    auto articles = ReadPayload(payload);
    REQUIRE(articles.ok());
    samples.emplace(entry.path().filename(), std::move(articles->front()));
  }
  REQUIRE(samples.size() >= 16);
  return samples;
}

std::set<std::string> UnusedIds(const Article& article) {
  const RuleSet& rules = BuiltInRules();
  std::set<std::string> unused;
  for (const RuleInfo& rule : rules.rules()) unused.insert(rule.id);
  for (const auto& id : IdsOf(rules, Extract(article, rules, {}).rules_used)) unused.erase(id);
  return unused;
}

struct Case {
  const char* name;
  std::string text, date;
  std::vector<std::string> used;
};

const Case kCases[] = {
    {"none", "The mill stands by the river.", "2024-05-15", {}},
    {"a fact's", "总投资5亿元。", "2024-05-15", {"money.after"}},
    {"one that ignores", "《十万个为什么》", "2024-05-15", {"ignore.title"}},
    {"one that mentions only", "第三名", "2024-05-15", {"zh.ordinal"}},
    {"one that only warns", "去年", "", {"zh.date.year_relative"}},
    {"each once, in rule order",
     "5亿元，6亿元，《十》，5%",
     "2024-05-15",
     {"ignore.title", "money.after", "percent.after"}},
};

TEST_CASE("the rules that won a place") {
  const RuleSet& rules = BuiltInRules();
  for (const Case& c : kCases) {
    INFO(c.name);
    const auto plain = Extract(ArticleOf(c.text, c.date), rules, {});
    const auto all = Extract(ArticleOf(c.text, c.date), rules, {.all_mentions = true});
    CHECK(plain.rules_used == all.rules_used);
    CHECK(std::is_sorted(plain.rules_used.begin(), plain.rules_used.end()));
    CHECK(WinnersOf(rules, plain.rules_used) == c.used);
  }
}

TEST_CASE("the rules of layer 2 that said something are among them") {
  const RuleSet& rules = BuiltInRules();
  const auto said = Extract(ArticleOf("注册资本达2亿元。", "2024-05-15"), rules, {});
  const auto ids = IdsOf(rules, said.rules_used);
  REQUIRE(said.facts.size() == 1);
  REQUIRE(said.facts[0].attributes.size() == 1);
  // Rules that name a word which stands there had a part, too: it hid the text from others.
  const auto used = [&](const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  CHECK(used(said.facts[0].attributes[0].rule));
  CHECK(used("money.after"));
  CHECK_FALSE(used("percent.after"));
  CHECK_FALSE(used("en.count.of_them"));
}

TEST_CASE("without all rules that had no part an article's facts are the same") {
  for (const auto& [name, article] : Samples()) {
    INFO(name);
    const auto unused = UnusedIds(article);
    CHECK_FALSE(unused.empty());
    const RuleSet fewer = Without(unused);
    CHECK(fewer.rules().size() + unused.size() == BuiltInRules().rules().size());
    for (const bool all_mentions : {false, true})
      CHECK(Stored(article, fewer, all_mentions) == Stored(article, BuiltInRules(), all_mentions));
  }
}

TEST_CASE("without a rule that had a part they are not, or the rule only ignored or lost nothing") {
  int changed = 0, used = 0;
  const auto samples = Samples();
  const Article& article = samples.begin()->second;
  for (const auto& id : IdsOf(BuiltInRules(), Extract(article, BuiltInRules(), {}).rules_used)) {
    ++used;
    changed += Stored(article, Without({id}), true) != Stored(article, BuiltInRules(), true);
  }
  CHECK(used > 5);
  CHECK(changed * 3 > used);
}

TEST_CASE("slow: without any one rule that had no part two articles' facts are the same") {
  const auto samples = Samples();
  for (const auto& sample : {*samples.begin(), *samples.rbegin()}) {
    const std::string stored = Stored(sample.second, BuiltInRules(), true);
    for (const std::string& id : UnusedIds(sample.second)) {
      INFO(sample.first << " without " << id);
      CHECK(Stored(sample.second, Without({id}), true) == stored);
    }
  }
}

}  // namespace
}  // namespace factmill
