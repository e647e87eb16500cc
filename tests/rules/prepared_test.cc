// A rule set as bytes: what is had from them is the set that was read.
#include "rules/prepared.h"

#include <catch2/catch.hpp>

#include "rules/edge_chars.h"
#include "tests/rules/engine_texts.h"
#include "tests/rules/small_rules.h"

namespace factmill {
namespace {

RuleSet Read(const std::vector<RuleFile>& files) {
  std::vector<Diagnostic> diagnostics;
  auto rules = LoadRules(files, &diagnostics);
  for (const Diagnostic& d : diagnostics) UNSCOPED_INFO(Render(d));
  REQUIRE(rules);
  return *rules;
}

Engine With(const RuleSet& rules, Matching matching) {
  return [&rules, matching](const MatchContext& context) {
    return MatchParagraph(rules.compiled(), context, matching);
  };
}

TEST_CASE("a set from its bytes finds what it found") {
  const RuleSet read = Read(EmbeddedRuleFiles());
  const auto taken = TakePrepared(PrepareRules(read), EmbeddedRuleFiles());
  REQUIRE(taken);
  // Texts made of the one, with its slots and trees, and of the other.
  for (const RuleSet* set : {&read, &*taken}) {
    const EngineTexts texts(set->compiled());
    for (const Matching matching : {Matching::kFast, Matching::kPlain}) {
      CHECK(FirstDifference(texts, 1, 1000, With(read, matching), With(*taken, matching)) == "");
    }
  }
}

TEST_CASE("a set from its bytes has the same bytes, and so has a set that is read again") {
  const RuleSet read = Read(EmbeddedRuleFiles());
  const std::string bytes = PrepareRules(read);
  const auto taken = TakePrepared(bytes, EmbeddedRuleFiles());
  REQUIRE(taken);
  CHECK((PrepareRules(*taken) == bytes));
  CHECK((PrepareRules(Read(EmbeddedRuleFiles())) == bytes));
  CHECK(taken->sha256() == read.sha256());
  CHECK(taken->rules().size() == read.rules().size());
  CHECK(taken->files().size() == read.files().size());
}

constexpr char kSmall[] =
    "[[unit]]\ncode = 'CNY'\nkind = 'money'\nafter = ['元']\nfactor = '0.1'\nbase = 'JIAO'\n"
    "[[rule]]\nid = 'a'\nkind = 'money'\npattern = '(?:共|x{1,3})?{q=quantity}{u=unit:money}'\n"
    "not_followed_by = '件'\nyes = ['⟦12元⟧']\n";

TEST_CASE("bytes that are cut give nothing") {
  const std::vector<RuleFile> files = {{"rules/a.toml", kSmall, "a.toml"}};
  const std::string bytes = PrepareRules(Read(files));
  REQUIRE(TakePrepared(bytes, files));
  for (size_t size = 0; size < bytes.size(); size += 1 + size / 50) {
    INFO(size);
    CHECK_FALSE(TakePrepared(std::string_view(bytes).substr(0, size), files));
  }
  CHECK_FALSE(TakePrepared(bytes, {}));
}

TEST_CASE("a set from its bytes names the files that it is taken for") {
  const auto taken = TakePrepared(
      PrepareRules(Read({{"rules/a.toml", kSmall, "a.toml"}, {"rules/b/a.toml", "", "b/a.toml"}})),
      {{"/mine/a.toml", kSmall, "a.toml"}, {"/mine/b/a.toml", "", "b/a.toml"}});
  REQUIRE(taken);
  CHECK(taken->rules().at(0).file == "/mine/a.toml");
  CHECK(taken->compiled().rules.at(0).file == "/mine/a.toml");
  CHECK(taken->compiled().entry_files.at(0) == "/mine/a.toml");
  CHECK(taken->files().at(1).name == "/mine/b/a.toml");
}

TEST_CASE("rules are the same where their texts and their names below the folder are") {
  const std::vector<RuleFile> files = {{"rules/a.toml", "1", "a.toml"},
                                       {"rules/b.toml", "2", "b.toml"}};
  struct Case {
    const char* name;
    std::vector<RuleFile> others;
    bool same;
  };
  const Case cases[] = {
      {"themselves", files, true},
      {"in another folder", {{"/x/a.toml", "1", "a.toml"}, {"/x/b.toml", "2", "b.toml"}}, true},
      {"another text", {{"rules/a.toml", "1", "a.toml"}, {"rules/b.toml", "2 ", "b.toml"}}, false},
      {"another name", {{"rules/a.toml", "1", "a.toml"}, {"rules/c.toml", "2", "c.toml"}}, false},
      {"one fewer", {{"rules/a.toml", "1", "a.toml"}}, false},
      {"none", {}, false},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(AreSameRules(files, c.others) == c.same);
  }
}

}  // namespace
}  // namespace factmill
