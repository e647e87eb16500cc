#include <catch2/catch.hpp>

#include "base/diagnostic.h"
#include "cli/progress.h"
#include "cli/text.h"

namespace factmill {
namespace {

TEST_CASE("text: what a terminal could take for a command is shown as an escape") {
  struct Case {
    const char* text;
    const char* shown;
  };
  const Case cases[] = {
      {"plain 企业 é", "plain 企业 é"},
      {"two\nlines\tand\ra\x1b[31m", "two\\nlines\\tand\\x0da\\x1b[31m"},
      {"\x7F", "\\x7f"},
      {"broken \xE9 byte", "broken \xEF\xBF\xBD byte"},
      {"\xE2\x80\xAEright to left", "\xEF\xBF\xBDright to left"},
      {"", ""},
  };
  for (const Case& c : cases) CHECK(Printable(c.text) == c.shown);
}

TEST_CASE("text: shortened by columns, never inside a character") {
  CHECK(Shortened("企业家", 6) == "企业家");
  CHECK(Shortened("企业家", 5) == "企业…");
  CHECK(Shortened("企业家", 4) == "企…");
  CHECK(Shortened("abc", 1) == "…");
  for (int width = 1; width < 12; ++width) {
    CHECK(DisplayWidth(Shortened("a企b业c家d", width)) <= width);
  }
}

TEST_CASE("text: separators in the integer part only") {
  struct Case {
    const char* number;
    const char* shown;
  };
  const Case cases[] = {
      {"0", "0"},        {"999", "999"},
      {"1000", "1,000"}, {"-1000", "-1,000"},
      {"-100", "-100"},  {"1234567.12345", "1,234,567.12345"},
      {"", ""},
  };
  for (const Case& c : cases) CHECK(WithSeparators(c.number) == c.shown);
}

TEST_CASE("text: a table's columns stand under each other") {
  Table table({{"NAME", 10}, {"N", 5, true}, {"LAST", 4}});
  table.Add({"企业", "1", "x"});
  table.Add({"a longer name", "100", "longer"});
  CHECK(table.Render() ==
        "NAME          N  LAST\n"
        "企业          1  x\n"
        "a longer …  100  lon…\n");
}

TEST_CASE("text: CSV cells and formulas") {
  CHECK(CsvLine({"a", "b,c", "d\"e", "f\ng", ""}) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\r\n");
  for (const char* formula : {"=1", "+1", "-1", "@x", "\tx"}) {
    CHECK(GuardFormula(formula) == std::string("'") + formula);
  }
  CHECK(GuardFormula("a=1") == "a=1");
  CHECK(GuardFormula("") == "");
}

TEST_CASE("text: the progress line tells what is done and what is left") {
  IngestProgress p;
  p.files = 50, p.of_files = 200, p.bytes = 500, p.of_bytes = 2000;
  p.articles = 40, p.failed = 2;
  CHECK(ProgressText(p, 10, 200) ==
        "[#####...............]  25%  50/200 files  4 articles/s  2 failed  0:30 left");
  CHECK(DisplayWidth(ProgressText(p, 10, 30)) <= 30);
  CHECK_THAT(ProgressText(p, 4000, 200), Catch::EndsWith("3:20:00 left"));
  p.bytes = 2000;
  CHECK_THAT(ProgressText(p, 10, 200), !Catch::Contains("left"));
  CHECK_THAT(ProgressText({}, 0, 200), Catch::StartsWith("[####################] 100%"));
}

}  // namespace
}  // namespace factmill
