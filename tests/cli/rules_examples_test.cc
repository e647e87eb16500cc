// What a maintainer sees of the examples: factmill rules test.
#include "tests/cli/process.h"

namespace factmill {
namespace {

const std::string kWords =
    "[[unit]]\ncode = 'CNY'\nkind = 'money'\nafter = ['元', '圆']\n"
    "[[rule]]\nid = 'money.a'\nkind = 'money'\npattern = '{q=quantity}{u=unit:money}'\n";

struct Case {
  const char* name;
  std::string rules;
  std::vector<std::string> options;
  int exit;
  const char* out;
};

const Case kCases[] = {
    {"all is well",
     kWords + "yes = ['收⟦5元⟧ => 5 CNY']\nno = ['5土']\n",
     {},
     0,
     "2 examples pass, 0 fail, 0 todo; 2 words pass, 0 fail\n"},
    {"a value differs",
     kWords + "yes = ['收⟦5元⟧ => 6 CNY']\n",
     {},
     1,
     "FILE:9: money.a fails\n"
     "  example   收⟦5元⟧\n"
     "  expected  '5元' => 6 CNY\n"
     "  got       '5元' => 5 CNY\n"
     "                     ^\n"
     "0 examples pass, 1 fail, 0 todo; 2 words pass, 0 fail\n"},
    {"a yes is missed",
     kWords + "yes = [\n  '收⟦5元⟧ => 5 CNY',\n  '取⟦5土⟧ => 5 CNY']\n",
     {},
     1,
     "FILE:11: money.a fails\n"
     "  example   取⟦5土⟧\n"
     "  expected  '5土' => 5 CNY\n"
     "  got       nothing\n"
     "  why       it gets as far as `5` and then needs a unit of money; `土` is no\n"
     "            such word\n"
     "1 example pass, 1 fail, 0 todo; 2 words pass, 0 fail\n"},
    {"a no is one",
     kWords + "no = ['收5元']\n",
     {},
     1,
     "FILE:9: money.a fails\n"
     "  example   收5元\n"
     "  expected  no fact of this rule\n"
     "  got       '5元' => 5 CNY (money.a)\n"
     "0 examples pass, 1 fail, 0 todo; 0 words pass, 0 fail, 2 not testable\n"},
    {"a todo",
     kWords + "todo = ['收⟦五块⟧ => 5 CNY']\n",
     {},
     0,
     "0 examples pass, 0 fail, 1 todo; 0 words pass, 0 fail, 2 not testable\n"},
    {"a todo that passes is no failure",
     kWords + "todo = ['收⟦5元⟧ => 5 CNY']\n",
     {},
     0,
     "FILE:9: money.a: a todo passes now, make it a yes\n"
     "  example   收⟦5元⟧\n"
     "0 examples pass, 0 fail, 0 todo, 1 todo to promote; 0 words pass, 0 fail, 2 not testable\n"},
    {"only some rules",
     kWords + "yes = ['收⟦5元⟧ => 6 CNY']\n[[rule]]\nid = 'other'\nkind = 'number'\n"
              "pattern = '{q=quantity}土'\nyes = ['⟦5土⟧ => 5']\n",
     {"-k", "oth*"},
     0,
     "1 example pass, 0 fail, 0 todo; 0 words pass, 0 fail\n"},
    {"a word fails",
     kWords +
         "not_followed_by = '角'\nyes = ['收⟦5元⟧ => 5 CNY']\n"
         "[[ignore]]\nwords = ['5镑']\n[[unit]]\ncode = 'GBP'\nkind = 'money'\nafter = ['镑']\n",
     {},
     1,
     "FILE:16: `镑` (unit GBP) fails\n"
     "  example   收⟦5镑⟧\n"
     "  of rule   money.a\n"
     "  expected  a figure here of unit GBP\n"
     "  got       nothing\n"
     "1 example pass, 0 fail, 0 todo; 2 words pass, 1 fail\n"},
    {"words that are not tested",
     kWords + "yes = ['收⟦5元⟧ => 5 CNY']\n[[unit]]\ncode = 'JPY'\nkind = 'money'\nafter = ['元']\n"
              "[[noun]]\nwords = ['企业', '公司']\n",
     {"--verbose"},
     0,
     "FILE:13: `元` (unit JPY) never counts: another entry of the same word, unit CNY, goes first\n"
     "FILE:15: warning: no `yes` of a rule has a word where these could stand\n"
     "  words     企业, 公司\n"
     "1 example pass, 0 fail, 0 todo; 2 words pass, 0 fail, 1 hidden by other entries, 2 not "
     "testable\n"},
};

TEST_CASE("rules test tells what failed, where and why") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      const TempFolder folder;
      const std::string file = folder.Write("x.toml", c.rules);
      std::vector<std::string> arguments = {"rules", "test", file};
      arguments.insert(arguments.end(), c.options.begin(), c.options.end());
      Outcome outcome = Run(arguments);
      for (size_t at; (at = outcome.out.find(file)) != std::string::npos;)
        outcome.out.replace(at, file.size(), "FILE");
      CHECK(outcome.exit == c.exit);
      CHECK(outcome.out == c.out);
      CHECK(outcome.err == "");
    }
  }
}

TEST_CASE("rules test runs over the built-in rules, not much longer than it takes to check them") {
  const Outcome outcome = Run({"rules", "test"});
  CHECK(outcome.exit == 0);
  CHECK_THAT(outcome.out, Catch::Contains(" 0 fail, 0 todo; "));
  CHECK(outcome.cpu_seconds < 15 * Run({"rules", "check"}).cpu_seconds);  // It is 3.
}

TEST_CASE("rules test writes JUnit XML") {
  const TempFolder folder;
  const std::string file = folder.Write("x.toml", kWords +
                                                      "yes = ['收⟦5元⟧ => 6 CNY']\nno = ['<&\">']\n"
                                                      "todo = ['⟦五块⟧ => 5 CNY']\n");
  const std::string junit = folder / "out.xml";
  CHECK(Run({"rules", "test", file, "--junit", junit}).exit == 1);
  const std::string xml = ReadAll(junit);
  CHECK_THAT(xml, Catch::StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"));
  CHECK_THAT(xml, Catch::Contains("tests=\"5\" failures=\"1\" errors=\"0\" skipped=\"1\">"));
  CHECK_THAT(xml, Catch::Contains("<testcase classname=\"money.a\" name=\"&lt;&amp;&quot;&gt;\""));
  CHECK_THAT(xml,
             Catch::Contains("<failure message=\"expected '5元' =&gt; 6 CNY, got '5元' =&gt; 5"));
  CHECK_THAT(xml, Catch::Contains("<skipped message=\"todo\">"));
  CHECK(Run({"rules", "test", file, "--junit", folder / "no/such/folder.xml"}).exit == 2);
}

TEST_CASE("rules test takes several files as one set, and says when nothing fits") {
  const TempFolder folder;
  const std::string words = folder.Write("a.toml",
                                         "[[unit]]\ncode = 'CNY'\nkind = 'money'\n"
                                         "after = ['元']\n");
  const std::string rule =
      folder.Write("b.toml",
                   "[[rule]]\nid = 'm'\nkind = 'money'\npattern = '{q=quantity}{u=unit:money}'\n"
                   "yes = ['⟦5元⟧ => 5 CNY']\n");
  CHECK(RunOk({"rules", "test", words, rule}) ==
        "1 example pass, 0 fail, 0 todo; 1 word pass, 0 fail\n");
  const Outcome none = Run({"rules", "test", "-k", "zz*", words, rule});
  CHECK(none.exit == 2);
  CHECK(none.err == "factmill: error: no rule's id fits 'zz*'\n");
}

TEST_CASE("rules bench names the slowest rules and what to do about them") {
  const TempFolder folder;
  const std::string rules =
      folder.Write("x.toml",
                   "[[rule]]\nid = 'gap'\nkind = 'ignore'\npattern = '[A-Z].{1,60}》'\n"
                   "[[rule]]\nid = 'rare'\nkind = 'ignore'\npattern = '㊣'\n");
  const std::string text = folder.Write("t.ndjson", "{\"id\": 1, \"text\": \"Ann And Bob\"}\n");
  for (const auto& more : {std::vector<std::string>{}, {"--text", text}}) {
    std::vector<std::string> arguments = {"rules", "bench", rules};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const std::string out = RunOk(arguments);
    CHECK_THAT(out, Catch::StartsWith("2 rules together: "));
    CHECK_THAT(out, Catch::Contains("\ngap\n  shorten .{1,60}, or say which characters"));
    CHECK(out.find("gap") < out.find("rare"));
  }
  CHECK(RunOk({"rules", "bench", rules, "--top", "1"}).find("rare") == std::string::npos);
  const Outcome none = Run({"rules", "bench", "--text", folder / "none"});
  CHECK(none.exit == 2);
  const std::string bad = folder.Write("bad.ndjson", "{}\n");
  CHECK_THAT(Run({"rules", "bench", "--text", bad}).err, Catch::Contains("bad.ndjson:1: "));
}

}  // namespace
}  // namespace factmill
