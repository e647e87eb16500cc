// A first draft of a rule: factmill rules new.
#include "tests/cli/process.h"

namespace factmill {
namespace {

const char kRules[] =
    "[[unit]]\ncode = 'CNY'\nkind = 'money'\nbefore = ['RMB']\nafter = ['元', '角', 'yuan']\n"
    "[[unit]]\ncode = 'CNY'\nkind = 'money'\ntimes = '0.1'\nafter = ['毛']\n"
    "[[unit]]\ncode = 'ha'\nkind = 'measure'\nafter = ['公顷']\n"
    "[[noun]]\nwords = ['元件', 'plants']\n[[classifier]]\nwords = ['家']\n"
    "[[hedge]]\nbound = 'about'\nbefore = ['约']\n"
    "[[term]]\nrole = 'month'\ncanonical = '5'\nwords = ['May']\n"
    "[[rule]]\nid = 'measure'\nkind = 'measure'\npattern = '{q=quantity}{u=unit:measure}'\n"
    "yes = ['占地⟦5公顷⟧ => 5 ha']\n"
    "[[rule]]\nid = 'month'\nkind = 'date'\npattern = 'in {m=term:month}'\n"
    "[[rule]]\nid = 'bag'\nkind = 'count'\nunit = 'bag'\npattern = '{q=quantity}袋'\n"
    "yes = ['共⟦5袋⟧ => 5 bag', '共⟦5袋⟧稻谷 => 5 bag']\n";

struct Case {
  const char* name;
  const char* sentence;
  std::vector<std::string> options;
  const char *pattern, *more;  // What stands behind "pattern = ", and another line.
};

const Case kCases[] = {
    {"a unit behind",
     "付⟦5元⟧ => 5 CNY",
     {},
     "'{q=quantity}{u=unit:money}'",
     "kind    = \"money\""},
    {"a unit in front", "付⟦RMB 5⟧ => 5 CNY", {}, "'{u=prefix:money} {q=quantity}'", ""},
    {"a hedge inside",
     "付⟦RMB约5⟧ => 5 CNY about",
     {},
     "'{u=prefix:money}{h=hedge}{q=quantity}'",
     ""},
    {"a hedge outside", "约⟦5元⟧ => 5 CNY about", {}, "'{q=quantity}{u=unit:money}'", ""},
    {"a smaller part",
     "付⟦5元3毛⟧ => 5.3 CNY",
     {},
     "'{q=quantity}{u=unit:money}{add=quantity}{addu=unit:money}'",
     ""},
    {"signs that mean something in a pattern",
     "付⟦(5) 元.⟧ => 5 CNY",
     {},
     "'\\({q=quantity}\\) 元\\.'",
     "unit    = \"CNY\""},
    {"a unit that no table knows",
     "装⟦5篓⟧ => 5 basket",
     {},
     "'{q=quantity}篓'",
     "unit    = \"basket\""},
    {"a classifier", "有⟦5家⟧ => 5 家", {}, "'{q=quantity}{c=classifier}'", "kind    = \"count\""},
    {"a classifier that is part of the unit",
     "占地⟦3家店大⟧ => 3 shop",
     {},
     "'{q=quantity}家店大'",
     "unit    = \"shop\""},
    {"a noun", "run ⟦5 plants⟧ => 5 plants", {}, "'{q=quantity} {n=noun}'", ""},
    {"no number", "价格⟦翻番⟧ => 2 times", {}, "'翻番'", "value   = \"2\""},
    {"a bound that no word says",
     "花费⟦5元打底⟧ => 5 CNY gt",
     {},
     "'{q=quantity}{u=unit:money}打底'",
     "bound   = \"gt\""},
    {"a Chinese date",
     "于⟦2021年5月12日⟧ => 2021-05-12",
     {},
     "'(?P<y>\\d{4})年(?P<m>\\d{1,2})月(?P<d>\\d{1,2})日'",
     "kind    = \"date\""},
    {"a date in numerals",
     "于⟦五月十二日⟧ => 2024-05-12",
     {},
     "'(?P<m>[〇零一二三四五六七八九十]{1,3})月(?P<d>[〇零一二三四五六七八九十]{1,3})日'",
     ""},
    {"a date with dashes",
     "on ⟦2021-05-12⟧ => 2021-05-12",
     {},
     "'(?P<y>\\d{4})-(?P<m>\\d{1,2})-(?P<d>\\d{1,2})'",
     ""},
    {"a month's name",
     "on ⟦May 12, 2021⟧ => 2021-05-12",
     {},
     "'{m=term:month} (?P<d>\\d{1,2}), (?P<y>\\d{4})'",
     ""},
    {"a quote with an apostrophe",
     "a ⟦5 yuan's⟧ => 5 CNY",
     {},
     "\"{q=quantity} {u=unit:money}'s\"",
     ""},
    {"its name and kind",
     "长⟦5丈⟧ => 5 zhang",
     {"--id", "my.zhang", "--kind", "measure"},
     "'{q=quantity}丈'",
     "id      = \"my.zhang\""},
    {"what is to be ignored",
     "第⟦5号楼⟧前",
     {"--kind", "ignore"},
     "'{q=quantity}号楼'",
     "yes = ['第5号楼前']"},
};

TEST_CASE("rules new makes a rule that loads and whose example passes") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      const TempFolder folder;
      folder.Write("x.toml", kRules);
      std::vector<std::string> arguments = {"rules", "new", c.sentence, "--rules", folder.path()};
      arguments.insert(arguments.end(), c.options.begin(), c.options.end());
      const Outcome outcome = Run(arguments);
      INFO(outcome.out << outcome.err);
      CHECK(outcome.exit == 0);
      CHECK_THAT(outcome.out, Catch::Contains("pattern = " + std::string(c.pattern) + "\n"));
      CHECK_THAT(outcome.out, Catch::Contains(std::string(c.more)));
      // As it is printed, into a file of its own.
      folder.Write("y.toml", outcome.out);
      CHECK(Run({"rules", "test", folder.path()}).exit == 0);
      CHECK(Run({"rules", "fmt", "--check", folder / "y.toml"}).exit == 0);
    }
  }
}

Outcome New(const std::string& sentence, const std::vector<std::string>& more = {}) {
  const TempFolder folder;
  std::vector<std::string> arguments = {"rules", "new", sentence, "--rules",
                                        folder.Write("x.toml", kRules)};
  arguments.insert(arguments.end(), more.begin(), more.end());
  Outcome outcome = Run(arguments);
  for (size_t at; (at = outcome.err.find(folder.path())) != std::string::npos;)
    outcome.err.erase(at, folder.path().size() + 1);
  return outcome;
}

TEST_CASE("rules new says what the rules find now") {
  CHECK(New("付⟦5元⟧ => 5 CNY").err ==
        "The rules find nothing there.\n"
        "The new rule's example passes, and those of the other rules as before.\n");
  const Outcome known = New("占⟦5公顷⟧ => 5 ha");
  CHECK(known.exit == 1);
  CHECK(known.out == "");
  CHECK_THAT(known.err, Catch::StartsWith("The rules find '5公顷' => 5 ha (measure): that is it "
                                          "already.\nNo rule was found whose example passes: "));
  CHECK_THAT(known.err, Catch::Contains("`rules test` says: it gives '5公顷' => 5 ha (measure)"));
}

TEST_CASE("rules new says which other examples would fail") {
  const Outcome outcome = New("共⟦5袋稻谷⟧ => 5 sack");
  CHECK(outcome.exit == 0);
  CHECK(outcome.err ==
        "The rules find '5袋' => 5 bag (bag).\n"
        "The new rule's example passes, but with it others fail:\n"
        "  x.toml:40: bag: expected '5袋' => 5 bag, got '5袋稻谷' => 5 sack (new.count)\n");
}

TEST_CASE("rules new refuses what it cannot work with") {
  struct Wrong {
    const char* sentence;
    std::vector<std::string> more;
    const char* said;
  };
  const Wrong kWrong[] = {
      {"付5元 => 5 CNY", {}, "the sentence marks no single quote"},
      {"付⟦5元⟧和⟦6元⟧ => 5 CNY; 6 CNY", {}, "the sentence marks no single quote"},
      {"付⟦5元⟧", {}, "nothing is expected of the quote"},
      {"付⟦5元⟧ => 5 CNY", {"--id", "bag"}, "there is a rule 'bag' already"},
      {"付⟦5元⟧ => 5 CNY", {"--kind", "cash"}, "--kind"},
      {"\xFF⟦5元⟧ => 5 CNY", {}, "the sentence is not UTF-8"},
  };
  for (const Wrong& wrong : kWrong) {
    INFO(wrong.sentence);
    std::vector<std::string> more = wrong.more;
    const Outcome outcome = New(wrong.sentence, more);
    CHECK(outcome.exit == 2);
    CHECK(outcome.out == "");
    CHECK_THAT(outcome.err, Catch::Contains(std::string(wrong.said)));
  }
  const Outcome outcome = New("付⟦5元⟧ => 6 CNY");
  CHECK(outcome.exit == 1);
  CHECK(outcome.out == "");
  CHECK_THAT(outcome.err, Catch::Contains("it gives '5元' => 5 CNY"));
}

}  // namespace
}  // namespace factmill
