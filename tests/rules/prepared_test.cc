// A rule set as bytes: what is had from them is the set that was read.
#include "rules/prepared.h"

#include <catch2/catch.hpp>

#include "rules/edge_chars.h"
#include "tests/rules/engine_texts.h"
#include "tests/rules/small_rules.h"

namespace factmill {
namespace {

TEST_CASE("a set from its bytes finds what it found") {
  const RuleSet read = Load(EmbeddedRuleFiles());
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
  const RuleSet read = Load(EmbeddedRuleFiles());
  const std::string bytes = PrepareRules(read);
  const auto taken = TakePrepared(bytes, EmbeddedRuleFiles());
  REQUIRE(taken);
  CHECK((PrepareRules(*taken) == bytes));
  CHECK((PrepareRules(Load(EmbeddedRuleFiles())) == bytes));
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
  const std::string bytes = PrepareRules(Load(files));
  REQUIRE(TakePrepared(bytes, files));
  for (size_t size = 0; size < bytes.size(); size += 1 + size / 50) {
    INFO(size);
    CHECK_FALSE(TakePrepared(std::string_view(bytes).substr(0, size), files));
  }
}

TEST_CASE("a set from its bytes names the files that it is taken for") {
  const auto taken = TakePrepared(
      PrepareRules(Load({{"rules/a.toml", kSmall, "a.toml"}, {"rules/b/a.toml", "", "b/a.toml"}})),
      {{"/mine/a.toml", kSmall, "a.toml"}, {"/mine/b/a.toml", "", "b/a.toml"}});
  REQUIRE(taken);
  CHECK(taken->rules().at(0).file == "/mine/a.toml");
  CHECK(taken->compiled().rules.at(0).file == "/mine/a.toml");
  CHECK(taken->compiled().entry_files.at(0) == "/mine/a.toml");
  CHECK(taken->files().at(1).name == "/mine/b/a.toml");
}

TEST_CASE("bytes are of the files with the same text and the same names below their folder") {
  const std::vector<RuleFile> files = {{"rules/a.toml", kSmall, "a.toml"},
                                       {"rules/b.toml", "# b", "b.toml"}};
  const std::string bytes = PrepareRules(Load(files));
  struct Case {
    const char* name;
    std::vector<RuleFile> files;
    bool same;
  };
  const std::string more = std::string(kSmall) + " ";
  const Case cases[] = {
      {"themselves", files, true},
      {"in another folder", {{"/x/a.toml", kSmall, "a.toml"}, {"b.toml", "# b", "b.toml"}}, true},
      {"a space more", {{"rules/a.toml", more, "a.toml"}, files[1]}, false},
      {"another name", {files[0], {"rules/c.toml", "# b", "c.toml"}}, false},
      {"another order", {files[1], files[0]}, false},
      {"one fewer", {files[0]}, false},
      {"one more", {files[0], files[1], {"rules/c.toml", "", "c.toml"}}, false},
      {"text that moved on", {{"rules/a.toml", more + "# b", "a.toml"}, {"", "", ""}}, false},
      {"none", {}, false},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(TakePrepared(bytes, c.files).has_value() == c.same);
  }
}

}  // namespace
}  // namespace factmill
