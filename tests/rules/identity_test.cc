// The hash of a rule covers all that it expands to.
#include <catch2/catch.hpp>
#include <string>

#include "tests/rules/small_rules.h"

namespace factmill {
namespace {

const std::string kPieces = "[pieces]\nto = '到'\n";
const std::string kRule =
    "[[rule]]\nid = 'a'\nkind = 'date'\ncase = 'any'\ndate = 'at'\nunit = 'u'\nregion = 'TW'\n"
    "value = '1'\ntimes = '1'\nset = { y = 1 }\nbound = 'about'\nwords_from_two = false\n"
    "mention = false\npattern = 'x{q=quantity}{to}y'\nnot_preceded_by = 'k'\n"
    "not_followed_by = 'l'\npreceded_by = 'm'\nfollowed_by = 'n'\n";

std::string HashOf(const std::string& toml) { return LoadSmall(toml).rules().at(0).sha256; }

struct Change {
  const char* name;
  std::string from, to;
};

std::string Changed(const Change& change) {
  std::string toml = kPieces + kRule;
  const size_t at = toml.find(change.from);
  REQUIRE(at != std::string::npos);
  return toml.replace(at, change.from.size(), change.to);
}

const Change kChanges[] = {
    {"id", "id = 'a'", "id = 'b'"},
    {"kind", "kind = 'date'", "kind = 'number'"},
    {"what is ignored", "kind = 'date'", "kind = 'ignore'"},
    {"case", "case = 'any'", "case = 'exact'"},
    {"date", "date = 'at'", "date = 'until'"},
    {"unit", "unit = 'u'", "unit = 'v'"},
    {"region", "region = 'TW'", "region = 'HK'"},
    {"value", "value = '1'", "value = '2'"},
    {"no value", "value = '1'\n", ""},
    {"times", "times = '1'", "times = '-1'"},
    {"no times", "times = '1'\n", ""},
    {"set", "set = { y = 1 }", "set = { y = 2 }"},
    {"another part set", "set = { y = 1 }", "set = { m = 1 }"},
    {"one part more", "set = { y = 1 }", "set = { y = 1, m = 1 }"},
    {"nothing set", "set = { y = 1 }\n", ""},
    {"bound", "bound = 'about'", "bound = 'gt'"},
    {"words_from_two", "words_from_two = false", "words_from_two = true"},
    {"mention", "mention = false", "mention = true"},
    {"pattern", "x{q=quantity}", "z{q=quantity}"},
    {"a capture's name", "{q=quantity}", "{q2=quantity}"},
    {"another slot", "{q=quantity}", "{q=noun}"},
    {"a piece", "to = '到'", "to = '至'"},
    {"not_preceded_by", "not_preceded_by = 'k'", "not_preceded_by = 'j'"},
    {"not_followed_by", "not_followed_by = 'l'", "not_followed_by = 'j'"},
    {"preceded_by", "\npreceded_by = 'm'", "\npreceded_by = 'j'"},
    {"followed_by", "\nfollowed_by = 'n'", "\nfollowed_by = 'j'"},
    {"a guard less", "\nfollowed_by = 'n'", ""},
    {"a guard for another", "\nfollowed_by = 'n'", "\nnot_followed_by = 'n' #"},
};

TEST_CASE("each key that has a meaning changes the hash of its rule") {
  const std::string before = HashOf(kPieces + kRule);
  for (const Change& change : kChanges) {
    DYNAMIC_SECTION(change.name) {
      std::string toml = Changed(change);
      // A second key of one name would be a mistake of its own.
      if (std::string(change.name) == "a guard for another")
        toml.erase(toml.find("not_followed_by = 'l'\n"), 22);
      CHECK(HashOf(toml) != before);
    }
  }
}

const Change kSame[] = {
    {"a comment", "[[rule]]", "# Why.\n[[rule]]"},
    {"examples", "unit = 'u'", "unit = 'u'\nno = ['xyz']\nyes = ['⟦x5到y⟧ => 5']"},
    {"a reason", "unit = 'u'", "unit = 'u'\nlarge = 'It must be.'"},
    {"a piece's name", "to = '到'\n", "to = '到'\nother = 'x'\n"},
    {"another quote", "unit = 'u'", "unit = \"u\""},
    {"the order of keys", "case = 'any'\ndate = 'at'", "date = 'at'\ncase = 'any'"},
};

TEST_CASE("what has no meaning for a match leaves the hash alone") {
  const std::string before = HashOf(kPieces + kRule);
  for (const Change& change : kSame) {
    DYNAMIC_SECTION(change.name) { CHECK(HashOf(Changed(change)) == before); }
  }
}

TEST_CASE("no two keys can be taken for one another in the hash") {
  const std::string head = "[[rule]]\nid = 'a'\nkind = 'number'\npattern = '{q=quantity}x'\n";
  CHECK(HashOf(head + "not_preceded_by = 'a'\nnot_followed_by = 'b'\n") !=
        HashOf(head + "not_preceded_by = 'anot_followed_by(?:b)'\n"));
  CHECK(HashOf(head + "unit = 'TW'\nregion = ''\n") != HashOf(head + "unit = ''\nregion = 'TW'\n"));
}

}  // namespace
}  // namespace factmill
