// What a maintainer sees of a rule set: factmill rules.
#include <regex>

#include "tests/cli/process.h"

namespace factmill {
namespace {

const char kRules[] =
    "[[rule]]\nid = 'a.plain'\nkind = 'number'\npattern = '{q=quantity}件'\n"
    "[[rule]]\nid = 'b.gap'\nkind = 'ignore'\npattern = '《.{1,60}》[^a]{16}b'\n";

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
            ":6  in .{1,60}\n"
            "long gap  b.gap  " +
            file +
            ":6  in [^a]{16}\n"
            "largest   b.gap  " +
            file +
            ":6  N instructions\n"
            "largest   a.plain  " +
            file +
            ":2  N instructions\n"
            "slowest\nslowest\n");
  const std::regex slowest(
      "slowest   [ab]\\.\\w+  .*:[26]  \\d+\\.\\d ns a byte alone, \\d+\\.\\d % of all\n");
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
      "kind = 'number'\n";
  const std::string warned = folder.Write("w.toml", head + "pattern = '{wide}{wide}x'\n");
  const std::string refused =
      folder.Write("r.toml", head + "pattern = '{wide}{wide}{wide}{wide}x'\n");
  const std::string reasoned =
      folder.Write("l.toml", head + "large = 'Why not?'\npattern = '{wide}{wide}{wide}{wide}x'\n");
  const Outcome warning = Run({"rules", "check", warned});
  CHECK(warning.exit == 0);
  CHECK_THAT(warning.err, Catch::Contains(":6:11: warning: the rule is large: "));
  CHECK_THAT(warning.out, Catch::StartsWith("1 rules and 0 units, 1 warning\n"));
  const Outcome error = Run({"rules", "check", refused});
  CHECK(error.exit == 2);
  CHECK_THAT(error.err, Catch::Contains(":6:11: error: the rule is large: "));
  CHECK(error.out == "");
  const Outcome reason = Run({"rules", "check", reasoned});
  CHECK(reason.exit == 0);
  CHECK(reason.err == "");
}

}  // namespace
}  // namespace factmill
