// What an edit of the rules does not touch stays as it was found.
#include "pipeline/edit_scope.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <regex>

#include "base/sha256.h"
#include "rules/compiled.h"
#include "tests/pipeline/extract_testing.h"
#include "tests/random.h"
#include "tests/temp_folder.h"

namespace factmill {
namespace {

std::optional<RuleSet> Loaded(const std::vector<RuleFile>& files) {
  std::vector<Diagnostic> diagnostics;
  return LoadRules(files, &diagnostics);
}

RuleSet MustLoad(const std::string& toml) {
  std::vector<Diagnostic> diagnostics;
  auto rules = LoadRules({{"x.toml", toml}}, &diagnostics);
  for (const Diagnostic& d : diagnostics) UNSCOPED_INFO(Render(d));
  REQUIRE(rules);
  return *rules;
}

constexpr const char* kBase = R"(
[[unit]]
code = 'CNY'
kind = 'money'
after = ['元', 'yuan']
[[noun]]
words = ['机器']
[[hedge]]
bound = 'about'
before = ['大约']
[[term]]
role = 'range.before'
words = ['takes']
[[rule]]
id = 'one'
kind = 'money'
pattern = '{q=quantity} ?{u=unit:money}'
[[rule]]
id = 'two'
kind = 'percent'
unit = '%'
pattern = '{q=quantity}%'
[[rule]]
id = 'three'
kind = 'number'
pattern = '第{q=quantity}号'
)";

struct Case {
  const char* name;
  const char *from, *to;           // What is replaced in kBase.
  std::vector<std::string> gone;   // Ids of the old set,
  std::vector<std::string> fresh;  // and of the new one.
  std::vector<std::string> words;
};

const Case kCases[] = {
    {"nothing", "", "", {}, {}, {}},
    {"a comment", "[[noun]]", "# what is counted\n[[noun]]", {}, {}, {}},
    {"an example", "id = 'two'", "yes = ['⟦5%⟧ => 5 %']\nid = 'two'", {}, {}, {}},
    {"a pattern", "{q=quantity}%", "{q=quantity} ?%", {"two"}, {"two"}, {}},
    {"a guard", "id = 'two'", "id = 'two'\nnot_followed_by = '的'", {"two"}, {"two"}, {}},
    {"another name", "id = 'two'", "id = 'share'", {"two"}, {"share"}, {}},
    {"a rule more",
     "[[rule]]\nid = 'two'",
     "[[rule]]\nid = 'new'\nkind = 'number'\npattern = '{q=quantity}号'\n[[rule]]\nid = 'two'",
     {},
     {"new"},
     {}},
    {"a word more", "'yuan'", "'yuan', 'Kuai'", {}, {}, {"kuai"}},
    {"a word less", "'元', 'yuan'", "'元'", {}, {}, {"yuan"}},
    {"another meaning", "code = 'CNY'", "code = 'JPY'", {}, {}, {"yuan", "元"}},
    {"a condition",
     "after = ['元', 'yuan']",
     "after = ['元', 'yuan']\nwhen = { language = 'zh' }",
     {},
     {},
     {"yuan", "元"}},
    {"a hedge, which is kept backwards", "'大约'", "'将近'", {}, {}, {"大约", "将近"}},
    {"a word before a range", "'takes'", "'Costs'", {}, {}, {"costs", "takes"}},
};

std::vector<std::string> IdsOf(const std::vector<RuleInfo>& rules) {
  std::vector<std::string> ids;
  for (const RuleInfo& rule : rules) ids.push_back(rule.id);
  return ids;
}

TEST_CASE("what differs between two rule sets") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      std::string toml = kBase;
      const size_t at = toml.find(c.from);
      REQUIRE(at != std::string::npos);
      toml.replace(at, std::string(c.from).size(), c.to);
      const RuleSet before = MustLoad(kBase), now = MustLoad(toml);
      const RuleEdit edit = CompareRules(before.compiled(), now.compiled());
      CHECK(IdsOf(edit.gone) == c.gone);
      std::vector<std::string> fresh;
      for (const size_t rule : edit.fresh) fresh.push_back(now.rules()[rule].id);
      CHECK(fresh == c.fresh);
      CHECK(edit.words == c.words);
    }
  }
}

TEST_CASE("a rule that moved among the others is another rule, and they are not") {
  std::string toml = kBase;
  const size_t two = toml.find("[[rule]]\nid = 'two'"), three = toml.find("[[rule]]\nid = 'three'");
  toml = toml.substr(0, two) + toml.substr(three) + toml.substr(two, three - two);
  const RuleSet before = MustLoad(kBase), now = MustLoad(toml);
  const RuleEdit edit = CompareRules(before.compiled(), now.compiled());
  CHECK(edit.gone.size() == 1);
  REQUIRE(edit.fresh.size() == 1);
  CHECK(IdsOf(edit.gone)[0] == now.rules()[edit.fresh[0]].id);
}

struct TouchCase {
  const char* name;
  const char *from, *to, *text;
  bool touched;
};

const TouchCase kTouches[] = {
    {"a new rule that finds something", "pattern = '{q=quantity}%'",
     "pattern = '{q=quantity}[%号]'", "共5号", true},
    {"a new rule that finds nothing", "pattern = '{q=quantity}%'", "pattern = '{q=quantity}[%号]'",
     "共5元，3条", false},
    {"what it finds inside what another wins", "pattern = '{q=quantity}%'",
     "pattern = '{q=quantity}[%号]'", "第5号", true},
    {"a new word in the text", "'yuan'", "'yuan', 'Kuai'", "5 KUAI", true},
    {"a new word not in it", "'yuan'", "'yuan', 'Kuai'", "5 yuan", false},
    {"a new guard that would say no here", "id = 'two'", "id = 'two'\nnot_followed_by = '的'",
     "共5%的", false},
    {"nothing", "", "", "共5元", false},
};

TEST_CASE("what an edit can touch") {
  for (const TouchCase& c : kTouches) {
    DYNAMIC_SECTION(c.name) {
      std::string toml = kBase;
      toml.replace(toml.find(c.from), std::string(c.from).size(), c.to);
      const RuleSet before = MustLoad(kBase), now = MustLoad(toml);
      const EditScope scope(before, now);
      CHECK(scope.MayTouch(ArticleOfText(c.text, "2024-05-15", "zh")) == c.touched);
    }
  }
}

// ---- Random edits of the shipped rules over the sample articles.

std::vector<std::string> TablesOf(const std::string& text) {
  std::vector<std::string> tables;
  size_t begin = 0;
  for (size_t at = text.find("\n["); at != std::string::npos; at = text.find("\n[", at + 1)) {
    tables.push_back(text.substr(begin, at + 1 - begin));
    begin = at + 1;
  }
  tables.push_back(text.substr(begin));
  return tables;
}

// One table of one file is dropped, doubled under another name, moved to the end, or
// changed.  May make a set that does not load.
std::vector<RuleFile> RandomEdit(Random* random, std::string* what) {
  auto files = EmbeddedRuleFiles();
  RuleFile& file = files[random->Below(files.size())];
  std::vector<std::string> tables = TablesOf(file.text);
  const size_t i = random->Below(tables.size());
  const std::string table = tables[i];
  const int kind = random->Between(0, 5);
  *what = file.name + " edit " + std::to_string(kind) + " of " + table;
  static const std::regex kId("(\nid *= *['\"])"), kWord("(words *= *\\[')"),
      kAfter("((?:after|before) *= *\\[')"), kGuard("\nnot_(?:followed|preceded)_by *= *'[^'\n]*'");
  switch (kind) {
    case 0: tables[i] = "\n"; break;
    case 1: tables.push_back(std::regex_replace(table, kId, "$1again.")); break;
    case 2: tables[i] = "\n", tables.push_back(table); break;
    case 3: tables[i] = std::regex_replace(table, kGuard, ""); break;
    case 4: tables[i] = std::regex_replace(table, kWord, "$1新"); break;
    case 5: tables[i] = std::regex_replace(table, kAfter, "$1的', '"); break;
  }
  file.text.clear();
  for (const std::string& one : tables) file.text += one;
  return files;
}

std::vector<Article> Samples() {
  std::vector<Article> samples;
  const std::string folder = std::string(FACTMILL_SOURCE_DIR) + "/corpus/articles";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    Payload payload;
    payload.bytes = ReadAll(entry.path());
    payload.media_type = MediaTypeOf(entry.path().string());
    auto articles = ReadPayload(payload);
    REQUIRE(articles.ok());
    const Article& article = articles->front();
    samples.push_back(ArticleOfText(article.text, article.published.value, article.lang));
  }
  return samples;
}

TEST_CASE("articles that an edit is said not to touch stay as they were") {
  const RuleSet& before = BuiltInRules();
  const std::vector<Article> samples = Samples();
  std::vector<Extraction> found;
  for (const Article& sample : samples) found.push_back(Extract(sample, before, {}));
  Random random(11);
  int loaded = 0, untouched = 0, touched = 0, changed = 0;
  for (int round = 0; round < 120 && loaded < 60; ++round) {
    std::string what;
    const auto now = Loaded(RandomEdit(&random, &what));
    if (!now || now->sha256() == before.sha256()) continue;
    ++loaded;
    const EditScope scope(before, *now);
    for (size_t i = 0; i < samples.size(); ++i) {
      const auto& gone = scope.edit().gone;
      const bool used =
          std::any_of(found[i].rules_used.begin(), found[i].rules_used.end(), [&](uint32_t rule) {
            return std::any_of(gone.begin(), gone.end(), [&](const RuleInfo& info) {
              return info.sha256 == before.rules()[rule].sha256;
            });
          });
      const bool same =
          FoundSha256(Extract(samples[i], *now, {}), *now) == FoundSha256(found[i], before);
      INFO("round " << round << ": " << what << "\narticle " << i);
      if (used || scope.MayTouch(samples[i])) {
        ++touched;
        changed += !same;
      } else {
        ++untouched;
        CHECK(same);
      }
    }
  }
  CHECK(loaded > 30);
  CHECK(untouched > 300);
  CHECK(changed > 20);
  CHECK(touched >= changed);
}

}  // namespace
}  // namespace factmill
