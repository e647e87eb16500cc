// What a maintainer sees when asking why: factmill rules explain.
#include <nlohmann/json.hpp>

#include "base/diagnostic.h"
#include "cli/text.h"
#include "tests/cli/process.h"

namespace factmill {
namespace {

const char kRules[] =
    "[[unit]]\ncode = 'CNY'\nkind = 'money'\nafter = ['元']\n"
    "[[noun]]\nwords = ['元件']\n"
    "[[hedge]]\nbound = 'about'\nbefore = ['约']\n"
    "[[term]]\nrole = 'metric.money'\ncanonical = 'tax'\nwords = ['税收']\n"
    "[[rule]]\nid = 'bare'\nkind = 'number'\npattern = '{q=quantity}'\nfollowed_by = '元,'\n"
    "[[rule]]\nid = 'money'\nkind = 'money'\npattern = '{q=quantity}{u=unit:money}'\n"
    "not_followed_by = '券'\n"
    "[[rule]]\nid = 'metric'\nlayer = 2\npattern = '{m=term:metric.money}约?{f=fact:money}'\n"
    "set = { f.metric = 'm' }\n"
    "[[rule]]\nid = 'carried'\nkind = 'money'\nlayer = 2\npattern = '{q=quantity}'\n"
    "preceded_by = '后$'\nunit = { carried = 'text' }\n"
    "[[rule]]\nid = 'carried.longer'\nkind = 'money'\nlayer = 2\npattern = '后{q=quantity}'\n"
    "preceded_by = '又$'\nunit = { carried = 'text' }\n";

std::string Explain(const std::string& text, std::vector<std::string> more = {}) {
  const TempFolder folder;
  std::vector<std::string> arguments = {"rules", "explain", text, "--rules",
                                        folder.Write("x.toml", kRules)};
  arguments.insert(arguments.end(), more.begin(), more.end());
  std::string out = RunOk(arguments);
  // Without the folder's name.
  const std::string name = folder / "";
  for (size_t at; (at = out.find(name)) != std::string::npos;) out.erase(at, name.size());
  return out;
}

TEST_CASE("rules explain: the whole picture of a sentence") {
  const TempFolder folder;
  const std::string file = folder.Write("x.toml", kRules);
  std::string out = RunOk({"rules", "explain", "税收约５元，购10元件，发3元券", "--rules", file});
  for (size_t at; (at = out.find(file)) != std::string::npos;) out.replace(at, file.size(), "FILE");
  CHECK(out ==
        "text      税收约５元，购10元件，发3元券\n"
        "folded    税收约5元,购10元件,发3元券\n"
        "                ^     ^        ^\n"
        "\n"
        "`5元` => 5 CNY about (money)\n"
        "  rule    money (FILE:20)\n"
        "  metric  tax, from `税收`, by rule metric\n"
        "  took    q `5` = 5; u `元` = unit CNY\n"
        "  hedge   `约` before it\n"
        "  beaten  bare at `5`: it is shorter\n"
        "\n"
        "`10` is in no fact\n"
        "  money\n"
        "    gets as far as `10` and then needs a unit of money; a longer entry `元件`\n"
        "    (noun) covers `元`\n"
        "  bare\n"
        "    fits `10`, but followed_by finds nothing it knows in `元件,发3元券`\n"
        "\n"
        "`3` is in no fact\n"
        "  money\n"
        "    fits `3元`, but not_followed_by sees `券`\n"
        "  bare\n"
        "    fits `3`, but followed_by finds nothing it knows in `元券`\n"
        "\n"
        "layer 2   ▮约▮,购▮元件,发▮元券\n"
        "          `税收` term metric.money = tax; `5元` figure; `10` number; `3` number\n");
}

struct Case {
  const char* name;
  std::vector<std::string> options;
  const char *text, *shown;
};

const Case kCases[] = {
    {"one rule that matches", {"--rule", "money"}, "收5元", "  matches `5元` => 5 CNY\n"},
    {"one rule that nearly does",
     {"--rule", "money"},
     "购10元件",
     "  nearly  gets as far as `10` and then needs a unit of money; a longer entry\n"
     "          `元件` (noun) covers `元`\n"},
    {"one rule of layer 2 that speaks",
     {"--rule", "metric"},
     "税收5元",
     "  says    metric of `5元` is tax, from `税收`\n"},
    {"one rule of layer 2 that does not",
     {"--rule", "metric"},
     "税收增5元",
     "  nearly  it gets as far as `税收` and then needs a figure of kind money; the\n"},
    {"one rule that carries a unit",
     {"--rule", "carried"},
     "税收5元\n\n后40",
     "  makes   `40` => 40 CNY\n"},
    {"one rule that has nothing to carry",
     {"--rule", "carried"},
     "后40，5元",
     "  nearly  its pattern fits, but no figure that may give its unit to a number\n"},
    {"one rule whose number another rule has",
     {"--rule", "carried"},
     "税收5元\n\n又后40",
     "          stands before one, its number is too small or a year, or another rule\n"
     "          has it\n"},
    {"the rule that has it",
     {"--rule", "carried.longer"},
     "税收5元\n\n又后40",
     "  makes   `40` => 40 CNY\n"},
    {"a paragraph of its own", {}, "收5元\n\n支3元", "\n\ntext      支3元\n"},
};

TEST_CASE("rules explain: parts of the picture") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) { CHECK_THAT(Explain(c.text, c.options), Catch::Contains(c.shown)); }
  }
}

TEST_CASE("rules explain: a text of a region says so") {
  CHECK_THAT(RunOk({"rules", "explain", "立法院審查預算，總額500元，與國會協商"}),
             Catch::Contains("\nregion    TW\n") && Catch::Contains("`500元` => 500 TWD (money)"));
}

TEST_CASE("rules explain: no line is wider than 80 columns") {
  const std::string text =
      "该县预计总投资约３７．５亿元，两年内带动就业1200人，另有土3立，采购10元件用于维修，面积达12"
      "万平方米。"
      "The town bought 35 metresticks and 12 wombats for $5 million, including 3 old ones; "
      "2,507 4G base stations stood by. COVID-19 cost 1.2m people; 人民币15日收报";
  const std::string out = RunOk({"rules", "explain", text});
  size_t begin = 0, lines = 0;
  for (size_t end; (end = out.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const std::string line = out.substr(begin, end - begin);
    INFO(line);
    CHECK(DisplayWidth(line) <= 80);
    CHECK_FALSE(line.ends_with(' '));
    ++lines;
  }
  CHECK(lines > 50);
}

TEST_CASE("rules explain: as JSON") {
  const auto json = nlohmann::json::parse(Explain("税收约5元，发3元券", {"--json"}));
  REQUIRE(json["paragraphs"].size() == 1);
  const auto& paragraph = json["paragraphs"][0];
  CHECK(paragraph["folded"] == "税收约5元,发3元券");
  CHECK(paragraph["candidates"] == nlohmann::json({3, 7}));
  CHECK(paragraph["facts"][0]["quote"] == "5元");
  CHECK(paragraph["facts"][0]["value"] == "5 CNY about");
  CHECK(paragraph["facts"][0]["said"][0]["meaning"] == "tax");
  CHECK(paragraph["contests"][0]["bids"][1]["lost"] == "it is shorter");
  CHECK(paragraph["masked"] == "▮约▮,发▮元券");
}

TEST_CASE("rules explain: a fact of a database") {
  const TempFolder folder;
  folder.Write("in/a.txt",
               "The mill by the river\n\nIt cost 5 million yuan.\n\nIt has 12 looms.\n");
  const std::string db = folder / "facts.db";
  RunOk({"ingest", folder / "in", "--db", db});
  const auto facts = RunOk({"facts", "--db", db, "--kind", "money", "--format", "json"});
  const std::string key = nlohmann::json::parse(facts)[0]["fact_key"];
  const std::string out = RunOk({"rules", "explain", "--fact", key, "--db", db});
  CHECK_THAT(out, Catch::StartsWith("text      It cost 5 million yuan.\n"));
  CHECK_THAT(out, Catch::Contains("`5 million yuan` => 5000000 CNY (money)\n"));
  CHECK(out.find("looms") == std::string::npos);
}

TEST_CASE("rules explain: what cannot be explained") {
  const Outcome rule = Run({"rules", "explain", "5元", "--rule", "money.aftr"});
  CHECK(rule.exit == 2);
  CHECK(rule.err ==
        "factmill: error: there is no rule 'money.aftr'; did you mean 'money.after'?\n");
  const Outcome bytes = Run({"rules", "explain", "\xFF"});
  CHECK(bytes.exit == 2);
  CHECK(bytes.err == "factmill: error: the text is not UTF-8\n");
  const Outcome day = Run({"rules", "explain", "5元", "--date", "May"});
  CHECK(day.exit == 2);
  CHECK(day.err == "factmill: error: 'May' is no day such as 2024-05-15\n");
  const Outcome both = Run({"rules", "explain", "5元", "--fact", "123456"});
  CHECK(both.exit == 2);
  RunOptions options;
  options.stdin_text = "收5元";
  const Outcome stdin_text = Run({"rules", "explain"}, options);
  CHECK(stdin_text.exit == 0);
  CHECK_THAT(stdin_text.out, Catch::Contains("`5元` => 5 CNY (money)"));
}

// ---- How it is set.

TEST_CASE("text is wrapped by display width") {
  CHECK(Wrapped("a bc def", 0, 2, 20) == "a bc def");
  CHECK(Wrapped("a bc def ghi jkl mno", 0, 2, 14) == "a bc def ghi\n  jkl mno");
  CHECK(Wrapped("一二三四五六七八九", 0, 2, 14) == "一二三四五六七\n  八九");
  CHECK(Wrapped("一二三四五六七,八九", 0, 2, 14) == "一二三四五六\n  七,八九");
  CHECK(Wrapped("abcdefghijklmnopqrst", 0, 2, 14) == "abcdefghijkl\n  mnopqrst");
  CHECK(Wrapped("bc def", 12, 2, 14) == "bc\n  def");
  CHECK(InPieces("ab一二", 3) == std::vector<std::string_view>{"ab", "一", "二"});
  CHECK(InPieces("", 3) == std::vector<std::string_view>{""});
}

}  // namespace
}  // namespace factmill
