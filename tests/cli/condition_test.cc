// Entries that hold in some texts only: the same in extract and in ingest.
#include "tests/cli/ingest_sample.h"

namespace factmill {
namespace {

constexpr char kRules[] =
    "[[unit]]\n"
    "code = 'any'\n"
    "kind = 'money'\n"
    "after = ['元', 'bob']\n"
    "[[unit]]\n"
    "code = 'zh'\n"
    "kind = 'money'\n"
    "after = ['元', 'bob']\n"
    "when = { language = 'zh' }\n"
    "[[unit]]\n"
    "code = 'en'\n"
    "kind = 'money'\n"
    "after = ['元', 'bob']\n"
    "when = { language = 'en' }\n"
    "[[rule]]\n"
    "id = 'money'\n"
    "kind = 'money'\n"
    "pattern = '{q=quantity} ?{u=unit:money}'\n";

TEST_CASE("an entry of one language holds in extract where it holds in ingest") {
  struct Case {
    const char* name;
    std::string text;
    std::string unit;
  };
  const Case cases[] = {
      {"Chinese", "这家工厂去年建成，工人们在河边的车间里工作，收入为5元。", "zh"},
      {"English", "The mill by the river was opened last year, and a loaf of bread costs 5 bob.",
       "en"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      TempFolder folder;
      folder.Write("rules/money.toml", kRules);
      folder.Write("in/a.txt", c.text + "\n");
      const std::string db = folder / "facts.db", rules = folder / "rules";
      RunOk({"ingest", folder / "in", "--db", db, "--rules", rules});
      CHECK(Ask(db, "SELECT group_concat(unit) FROM facts") == c.unit);
      RunOptions options;
      options.stdin_text = "{\"text\": \"" + c.text + "\"}\n";
      const Outcome outcome = Run({"extract", "--rules", rules}, options);
      CHECK_THAT(outcome.out, Catch::Contains("\"unit\":\"" + c.unit + "\""));
    }
  }
}

TEST_CASE("a language tag meets its language, whatever region or script it names") {
  const TempFolder folder;
  const std::string rules = folder.Write("money.toml", kRules);
  struct Case {
    const char* lang;
    const char* unit;
  };
  const Case cases[] = {{"zh", "zh"},      {"zh-CN", "zh"}, {"zh-Hant-TW", "zh"}, {"ZH_cn", "zh"},
                        {"en-GB", "en"},   {"EN", "en"},    {"mixed", "any"},     {"fr-CH", "any"},
                        {"zhuang", "any"}, {"-zh", "any"}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.lang) {
      RunOptions options;
      options.stdin_text = std::string("{\"text\": \"5 bob\", \"lang\": \"") + c.lang + "\"}\n";
      const Outcome outcome = Run({"extract", "--rules", rules}, options);
      CHECK_THAT(outcome.out, Catch::Contains(std::string("\"unit\":\"") + c.unit + "\""));
    }
  }
}

}  // namespace
}  // namespace factmill
