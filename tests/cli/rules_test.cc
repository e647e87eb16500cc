// What a maintainer sees of a rule set: factmill rules.
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/cli/process.h"

namespace factmill {
namespace {

const char kRules[] =
    "[[rule]]\nid = 'a.plain'\nkind = 'number'\npattern = '{q=quantity}件'\n"
    "yes = ['⟦5件⟧ => 5']\n"
    "[[rule]]\nid = 'b.gap'\nkind = 'ignore'\npattern = '《.{1,60}》[^a]{16}b'\n"
    "yes = ['《十日》这里有十二个二十三个三十四个b']\n";

// Without the times, which vary from run to run, and sizes, which vary with RE2.
std::string Steady(const std::string& out) {
  const std::string timeless = std::regex_replace(out, std::regex("slowest .*\n"), "slowest\n");
  return std::regex_replace(timeless, std::regex("\\d+ instructions"), "N instructions");
}

TEST_CASE("rules check tells what the rules cost") {
  const TempFolder folder;
  const std::string file = folder.Write("x.toml", kRules);
  const Outcome outcome = Run({"rules", "check", file});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err == "");
  CHECK(Steady(outcome.out) ==
        "2 rules and 0 units, no problems\n"
        "long gap  b.gap  " +
            file +
            ":7  in .{1,60}\n"
            "long gap  b.gap  " +
            file +
            ":7  in [^a]{16}\n"
            "largest   b.gap  " +
            file +
            ":7  N instructions\n"
            "largest   a.plain  " +
            file +
            ":2  N instructions\n"
            "slowest\nslowest\n");
  const std::regex slowest(
      "slowest   [ab]\\.\\w+  .*:[27]  \\d+\\.\\d ns a byte alone, \\d+\\.\\d % of all\n");
  CHECK(std::distance(std::sregex_iterator(outcome.out.begin(), outcome.out.end(), slowest), {}) ==
        2);
}

TEST_CASE("rules check names at most five of each") {
  const std::string out = RunOk({"rules", "check"});
  const auto lines = [&](const char* word) {
    const std::regex line("(?:^|\n)" + std::string(word) + " ");
    return std::distance(std::sregex_iterator(out.begin(), out.end(), line), {});
  };
  CHECK(lines("slowest") == 5);
  CHECK(lines("largest") == 5);
}

TEST_CASE("a large rule is warned of or refused") {
  const TempFolder folder;
  const std::string head =
      "[pieces]\nwide = '(?:[A-Z][a-z]{1,12} ){1,40}'\n[[rule]]\nid = 'a'\n"
      "kind = 'ignore'\nyes = ['a']\n";
  const std::string warned = folder.Write("w.toml", head + "pattern = '{wide}{wide}x'\n");
  const std::string refused =
      folder.Write("r.toml", head + "pattern = '{wide}{wide}{wide}{wide}x'\n");
  const std::string reasoned =
      folder.Write("l.toml", head + "large = 'Why not?'\npattern = '{wide}{wide}{wide}{wide}x'\n");
  const Outcome warning = Run({"rules", "check", warned});
  CHECK(warning.exit == 0);
  CHECK_THAT(warning.err, Catch::Contains(":7:11: warning: the rule is large: "));
  CHECK_THAT(warning.out, Catch::StartsWith("1 rules and 0 units, 1 warning\n"));
  const Outcome error = Run({"rules", "check", refused});
  CHECK(error.exit == 2);
  CHECK_THAT(error.err, Catch::Contains(":7:11: error: the rule is large: "));
  CHECK(error.out == "");
  const Outcome reason = Run({"rules", "check", reasoned});
  CHECK(reason.exit == 0);
  CHECK(reason.err == "");
}

TEST_CASE("rules of layer 2 have no time") {
  const TempFolder folder;
  const std::string file = folder.Write(
      "x.toml", std::string(kRules) +
                    "[[rule]]\nid = 'c.part'\nlayer = 2\n"
                    "pattern = '{f=fact},{b=fact}'\nlink = { from = 'b', part_of = 'f' }\n"
                    "yes = ['⟦5件⟧,4件 => 5']\n");
  const std::string out = RunOk({"rules", "check", file});
  CHECK_THAT(out, Catch::Contains("largest   c.part"));
  CHECK_THAT(out, !Catch::Contains("slowest   c.part"));
}

TEST_CASE("several paths are one set, and each file is read once") {
  const TempFolder folder;
  const std::string common = folder.Write("a/common.toml", "[pieces]\npiece = '件|个'\n");
  const std::string rule = folder.Write("b/x.toml",
                                        "[[rule]]\nid = 'a'\nkind = 'number'\npattern = "
                                        "'{q=quantity}{piece}'\nyes = ['⟦5个⟧ => 5']\n");
  CHECK_THAT(Run({"rules", "check", rule}).err, Catch::Contains("no piece or slot 'piece'"));
  const Outcome both = Run({"rules", "check", common, rule, folder / "b"});
  CHECK(both.err == "");
  CHECK_THAT(both.out, Catch::StartsWith("1 rules and 0 units, no problems\n"));
  const Outcome missing = Run({"rules", "check", folder / "c", rule, folder / "d"});
  CHECK(missing.exit == 2);
  CHECK(missing.err == "factmill: error: there is no rule file or folder '" + (folder / "c") +
                           "'\nfactmill: error: there is no rule file or folder '" +
                           (folder / "d") + "'\n");
}

// A mistake on a line with wide characters, and a file of a name that is no URI.
const char kMistakes[] =
    "[[rule]]\nid = 'a'\nkind = 'number'\npattern = '第{q=quantty}元'\nyes = ['⟦5元⟧ => 5']\n";

TEST_CASE("rules check speaks JSON") {
  const TempFolder folder;
  const std::string file = folder.Write("x.toml", kMistakes);
  const Outcome outcome = Run({"rules", "check", "--json", file});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err == "");
  const auto json = nlohmann::json::parse(outcome.out);
  CHECK(json["errors"] == 1);
  CHECK(json["warnings"] == 0);
  CHECK(json["problems"] ==
        nlohmann::json::parse(R"([{"file": ")" + file +
                              R"(", "line": 4, "column": 13, "width": 11, "severity": "error",
    "code": "mistake", "message": "pattern: there is no piece or slot 'quantty'",
    "help": "did you mean 'quantity'?", "source": "pattern = '第{q=quantty}元'"}])"));
  CHECK(!json.contains("costs"));

  const Outcome fine = Run({"rules", "check", "--format", "json", folder.Write("y.toml", kRules)});
  CHECK(fine.exit == 0);
  const auto costs = nlohmann::json::parse(fine.out);
  CHECK(costs["problems"].empty());
  CHECK(costs["rules"] == 2);
  CHECK(costs["costs"][1]["rule"] == "b.gap");
  CHECK(costs["costs"][1]["long_gaps"] == nlohmann::json({".{1,60}", "[^a]{16}"}));
  CHECK(costs["costs"][1]["ns_per_byte"].is_number());
}

TEST_CASE("rules check speaks SARIF") {
  const TempFolder folder;
  const std::string file = folder.Write("规则 1.toml", kMistakes);
  const Outcome outcome = Run({"rules", "check", "--format", "sarif", file});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err == "");
  const auto sarif = nlohmann::json::parse(outcome.out);
  CHECK(sarif["version"] == "2.1.0");
  REQUIRE(sarif["runs"].size() == 1);
  const auto& run = sarif["runs"][0];
  CHECK(run["columnKind"] == "unicodeCodePoints");
  CHECK(run["tool"]["driver"]["name"] == "factmill");
  CHECK(run["tool"]["driver"]["version"] == FACTMILL_VERSION);
  REQUIRE(run["results"].size() == 1);
  const auto& result = run["results"][0];
  CHECK(result["level"] == "error");
  CHECK(result["ruleId"] == run["tool"]["driver"]["rules"][0]["id"]);
  CHECK(result["ruleIndex"] == 0);
  CHECK(result["message"]["text"] ==
        "pattern: there is no piece or slot 'quantty'\nhelp: did you mean 'quantity'?");
  const auto& place = result["locations"][0]["physicalLocation"];
  CHECK(place["region"] ==
        nlohmann::json({{"startLine", 4}, {"startColumn", 13}, {"endColumn", 24}}));
  CHECK(place["artifactLocation"]["uri"] ==
        "file://" + folder.path() + "/%E8%A7%84%E5%88%99%201.toml");

  const Outcome none = Run({"rules", "check", "--format", "sarif"});
  CHECK(none.exit == 0);
  CHECK(nlohmann::json::parse(none.out)["runs"][0]["results"].empty());
}

TEST_CASE("warnings of examples do not refuse a set") {
  const TempFolder folder;
  const std::string file =
      folder.Write("x.toml", "[[rule]]\nid = 'a'\nkind = 'number'\npattern = '{q=quantity}件'\n");
  const Outcome outcome = Run({"rules", "check", file});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err == file +
                           ":2:6: warning: rule 'a' has no example\n  id = 'a'\n       ^~~\n"
                           "  help: add   yes = ['before ⟦quote⟧ after => value unit']\n");
  CHECK_THAT(outcome.out, Catch::StartsWith("1 rules and 0 units, 1 warning\n"));
  CHECK(Run({"rules", "check", "--json", "--format", "text"}).exit == 2);
}

}  // namespace
}  // namespace factmill
