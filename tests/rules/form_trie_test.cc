// Forms that begin alike share their nodes.
#include "rules/form_trie.h"

#include "tests/rules/small_rules.h"

namespace factmill {
namespace {

struct Trie {
  explicit Trie(const std::string& toml) : rules(LoadSmall(toml)), forms(rules.compiled().forms) {}

  // The node that an expression of the root leads to, by a text that it matches.
  int32_t FromRoot(const std::string& text) const {
    const FormTrie::Node& root = forms.nodes[0];
    REQUIRE(root.automaton != FormTrie::kNone);
    Matcher matcher(*forms.automata[root.automaton], 1 << 20);
    std::vector<AutomatonHit> hits;
    matcher.Run(text, 0, static_cast<uint32_t>(text.size()), &hits);
    int32_t found = FormTrie::kNone;
    for (const AutomatonHit& hit : hits) {
      for (const uint32_t e : matcher.Accepted(hit.accept)) found = root.expressions[e];
    }
    return found;
  }
  // The rules that end at a node.
  std::string EndsAt(int32_t node) const {
    std::string ids;
    for (const FormRef& form : forms.nodes[node].forms) {
      ids += rules.compiled().rules[form.rule].id + " ";
    }
    return ids;
  }

  const RuleSet rules;
  const FormTrie& forms;
};

std::string RuleOf(const std::string& id, const std::string& pattern,
                   const std::string& more = "") {
  return "[[rule]]\nid = '" + id + "'\nkind = 'number'\npattern = '" + pattern + "'\n" + more;
}

TEST_CASE("forms that begin alike share nodes, and those that go on alike one automaton") {
  const Trie trie(RuleOf("a", "共{q=quantity}件") + RuleOf("b", "共{q=quantity}(?:台|套)") +
                  RuleOf("c", "达{q=quantity}件") + RuleOf("d", "共{q=quantity}件") +
                  RuleOf("e", "共{q=quantity}"));
  const auto& nodes = trie.forms.nodes;
  CHECK(nodes[0].expressions.size() == 2);  // 共, 达
  const int32_t all = trie.FromRoot("共");
  REQUIRE(all > 0);
  CHECK(trie.FromRoot("达") != all);
  const int32_t counted = nodes[all].quantity;
  REQUIRE(counted > 0);
  CHECK(trie.EndsAt(counted) == "e ");
  CHECK(nodes[counted].expressions.size() == 2);  // 件, 台|套
  REQUIRE(nodes[counted].automaton != FormTrie::kNone);
  CHECK(trie.forms.automata[nodes[counted].automaton]->expressions() == 2);
  CHECK(trie.EndsAt(nodes[counted].expressions[0]) == "a d ");
  CHECK(trie.EndsAt(nodes[counted].expressions[1]) == "b ");
  const int32_t other = nodes[trie.FromRoot("达")].quantity;
  REQUIRE(other > 0);
  CHECK(other != counted);
  CHECK(trie.EndsAt(nodes[other].expressions.at(0)) == "c ");
}

TEST_CASE("expressions in their own case and in any are kept apart") {
  const Trie trie(RuleOf("any", "No{q=quantity}") +
                  RuleOf("exact", "No{q=quantity}", "case = 'exact'\n"));
  CHECK(trie.forms.nodes[0].expressions.size() == 2);
  const int32_t any = trie.FromRoot("NO");
  REQUIRE(any > 0);
  CHECK(trie.EndsAt(trie.forms.nodes[any].quantity) == "any ");
}

TEST_CASE("words lead on by the slots they fill") {
  const std::string words =
      "[[unit]]\ncode = 'CNY'\nkind = 'money'\nafter = ['元']\nbefore = ['RMB']\n"
      "[[unit]]\ncode = 'km'\nkind = 'measure'\nafter = ['公里']\n"
      "[[ignore]]\nwords = ['5G']\n";
  const Trie trie(words + RuleOf("after", "{q=quantity}{u=unit:money}") +
                  RuleOf("before", "{u=prefix:money}{q=quantity}") +
                  RuleOf("far", "{q=quantity}{u=unit:measure}"));
  const auto& nodes = trie.forms.nodes;
  const int32_t number = nodes[0].quantity;
  REQUIRE(number > 0);
  REQUIRE(nodes[number].words.size() == 2);
  std::string ends;
  trie.rules.compiled().vocabulary.FirstCharsOf([&](const Entry& entry) {
    const int32_t child = nodes[number].ChildOf(entry.slot_number);
    if (child != FormTrie::kNone) ends += entry.word + " " + trie.EndsAt(child);
    return false;
  });
  CHECK(ends == "元 after 公里 far ");
  // What begins no form and is not ignored is not looked for.
  CHECK(trie.forms.starts.Has('R'));
  CHECK(trie.forms.starts.Has('5'));
  CHECK_FALSE(trie.forms.starts.Has(U'元'));
  CHECK_FALSE(trie.forms.starts.Has(U'公'));
}

}  // namespace
}  // namespace factmill
