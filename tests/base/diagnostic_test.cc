#include "base/diagnostic.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace factmill {
namespace {

struct RenderCase {
  const char* name;
  Diagnostic diagnostic;
  const char* text;
};

const RenderCase kRender[] = {
    {"line, caret and help",
     {"rules/en/a.toml", 3, 1, 3, true, "a rule has no key 'ids'", "ids = 'x'",
      "did you mean 'id'?"},
     "rules/en/a.toml:3:1: error: a rule has no key 'ids'\n"
     "  ids = 'x'\n"
     "  ^~~\n"
     "  help: did you mean 'id'?\n"},
    {"Chinese before the caret takes two columns a character",
     {"rules/zh/money.toml", 14, 14, 3, true, "no such thing", "pattern = '万元(?!件|素)'", ""},
     "rules/zh/money.toml:14:14: error: no such thing\n"
     "  pattern = '万元(?!件|素)'\n"
     "                 ^~~\n"},
    {"Chinese under the caret",
     {"a.toml", 1, 2, 2, true, "m", "'万元'", ""},
     "a.toml:1:2: error: m\n"
     "  '万元'\n"
     "   ^~~~\n"},
    {"full-width forms are wide, combining marks take no column",
     {"a.toml", 1, 6, 1, true, "m", "：e\xCC\x81Ａ'x'", ""},
     "a.toml:1:6: error: m\n"
     "  ：e\xCC\x81Ａ'x'\n"
     "        ^\n"},
    {"a tab is shown as one space",
     {"a.toml", 2, 3, 1, true, "m", "\ta = 1", ""},
     "a.toml:2:3: error: m\n"
     "   a = 1\n"
     "    ^\n"},
    {"a control character cannot reach the terminal",
     {"a.toml", 2, 6, 1, true, "m", "a\x1B[31m=1", ""},
     "a.toml:2:6: error: m\n"
     "  a [31m=1\n"
     "       ^\n"},
    {"a warning",
     {"a.toml", 2, 1, 1, false, "m", "x", ""},
     "a.toml:2:1: warning: m\n"
     "  x\n"
     "  ^\n"},
    {"a whole line", {"a.toml", 2, 0, 1, true, "m", "x = 1", ""}, "a.toml:2: error: m\n  x = 1\n"},
    {"a whole file",
     {"a.toml", 0, 0, 1, true, "it is empty", "", "add a rule"},
     "a.toml: error: it is empty\n  help: add a rule\n"},
    {"a line that is not at hand",
     {"a.toml", 9, 4, 2, true, "m", "", ""},
     "a.toml:9:4: error: m\n"},
    {"behind the end of the line",
     {"a.toml", 1, 4, 1, true, "it ends too soon", "id=", ""},
     "a.toml:1:4: error: it ends too soon\n"
     "  id=\n"
     "     ^\n"},
    {"the mark does not run beyond the line",
     {"a.toml", 1, 4, 9, true, "m", "id='a", ""},
     "a.toml:1:4: error: m\n"
     "  id='a\n"
     "     ^~\n"},
    {"a width of nothing still has a caret",
     {"a.toml", 1, 1, 0, true, "m", "id", ""},
     "a.toml:1:1: error: m\n"
     "  id\n"
     "  ^\n"},
};

TEST_CASE("a diagnostic is printed with its line, its caret and its help") {
  for (const RenderCase& c : kRender) {
    DYNAMIC_SECTION(c.name) { CHECK(Render(c.diagnostic) == c.text); }
  }
}

struct WidthCase {
  const char* name;
  std::string text;
  int width;
};

const WidthCase kWidths[] = {
    {"nothing", "", 0},
    {"ASCII", "abc", 3},
    {"Chinese", "三万元", 6},
    {"full width", "Ａ１", 4},
    {"half-width kana", "ｱ", 1},
    {"combining", "e\xCC\x81", 1},
    {"zero-width space", "a\u200Bb", 2},
    {"Hangul", "원", 2},
    {"white brackets", "⟦⟧", 2},
};

TEST_CASE("display width") {
  for (const WidthCase& c : kWidths) {
    DYNAMIC_SECTION(c.name) { CHECK(DisplayWidth(c.text) == c.width); }
  }
}

struct MeantCase {
  const char* name;
  const char* word;
  std::vector<std::string> candidates;
  const char* meant;
};

const MeantCase kMeant[] = {
    {"a letter left out", "patern", {"id", "kind", "pattern"}, "pattern"},
    {"a letter too many", "kinds", {"id", "kind", "pattern"}, "kind"},
    {"two letters changed", "patturm", {"id", "pattern"}, "pattern"},
    {"letters swapped", "knid", {"id", "kind"}, "kind"},
    {"letters swapped at the end", "unti", {"unit"}, "unit"},
    {"two slips in a long word", "not_folowed_yb", {"not_followed_by"}, "not_followed_by"},
    {"nothing is near", "colour", {"id", "kind"}, ""},
    {"a short word wants one letter at most", "ab", {"cd", "xb"}, "xb"},
    {"the nearest wins", "counts", {"countess", "count"}, "count"},
    {"of equals the first wins", "bat", {"cat", "hat"}, "cat"},
    {"no candidates", "kind", {}, ""},
    {"the word itself", "kind", {"kind"}, "kind"},
};

TEST_CASE("did you mean") {
  for (const MeantCase& c : kMeant) {
    DYNAMIC_SECTION(c.name) { CHECK(DidYouMean(c.word, c.candidates) == c.meant); }
  }
}

}  // namespace
}  // namespace factmill
