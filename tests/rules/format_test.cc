// Rule files as they should look.
#include "rules/format.h"

#include <catch2/catch.hpp>

#include "tests/random.h"

namespace factmill {
namespace {

std::string Format(const std::string& text) {
  std::vector<Diagnostic> diagnostics;
  const auto formatted = FormatRuleFile({"x.toml", text}, &diagnostics);
  std::string told;
  for (const Diagnostic& d : diagnostics) told += Render(d);
  return formatted ? *formatted + told : told;
}

struct Case {
  const char *name, *text, *formatted;
};
const Case kCases[] = {
    {"nothing", "", ""},
    {"only blanks", " \n\n\t\n", ""},
    {"the = in one column", "[[noun]]\nwords=['a']\ncanonical = 'b'\n",
     "[[noun]]\nwords     = ['a']\ncanonical = 'b'\n"},
    {"long keys and examples do not move it",
     "[[rule]]\nid = 'a'\npattern='b'\nnot_preceded_by   =  'c'\nyes   = ['d']\nno=[]\n",
     "[[rule]]\nid      = 'a'\npattern = 'b'\nnot_preceded_by = 'c'\nyes = ['d']\nno = []\n"},
    {"each table has its column", "[[noun]]\nwords = []\n[[rule]]\nid = ''\nkind = ''\n",
     "[[noun]]\nwords = []\n\n[[rule]]\nid   = ''\nkind = ''\n"},
    {"one blank line between tables, none behind a header",
     "\n\n[[noun]]\n\nwords = []\n\n\n\n[[noun]]\nwords = []\n\n",
     "[[noun]]\nwords = []\n\n[[noun]]\nwords = []\n"},
    {"comments go with the header below", "# a\n[[noun]]\nwords = []\n# b\n# c\n[[noun]]\n",
     "# a\n[[noun]]\nwords = []\n\n# b\n# c\n[[noun]]\n"},
    {"comments that stand alone do so still", "# a\n\n\n# b\n\n[[noun]]\n",
     "# a\n\n# b\n\n[[noun]]\n"},
    {"a comment between keys", "[[noun]]\nwords = []\n  # a\nmass = true\n",
     "[[noun]]\nwords = []\n# a\nmass  = true\n"},
    {"comments behind a value and a header", "[[noun]]   # a  \nwords = ['#']    # b \n",
     "[[noun]]   # a\nwords = ['#']    # b\n"},
    {"a blank line between keys", "[pieces]\na = ''\n\n\nb2 = ''\n",
     "[pieces]\na  = ''\n\nb2 = ''\n"},
    {"lists over several lines", "[[noun]]\nwords = [\n'a',\n      'b', # c  \n\n  ]\n",
     "[[noun]]\nwords = [\n  'a',\n  'b', # c\n\n]\n"},
    {"lists in lists", "[[noun]]\nwords = [\n[\n'a]'\n],\n]\n",
     "[[noun]]\nwords = [\n  [\n    'a]'\n  ],\n]\n"},
    {"signs in strings", "[[noun]]\na = \"\\\"[ = #\"\nbb = '\\'\nccc = ['=[', \"]\\\\\"]\n",
     "[[noun]]\na   = \"\\\"[ = #\"\nbb  = '\\'\nccc = ['=[', \"]\\\\\"]\n"},
    {"keys in quotes", "[pieces]\n\"a = b\" = ''\n'c'  =''\n",
     "[pieces]\n\"a = b\" = ''\n'c'     = ''\n"},
    {"long strings stay",
     "[[rule]]\nid = '''\n  a  \n\n\n# b\n[[c]] '' '''   \nkind = \"\"\"x\\\"\"\"\"\n",
     "[[rule]]\nid   = '''\n  a  \n\n\n# b\n[[c]] '' '''\nkind = \"\"\"x\\\"\"\"\"\n"},
    {"line ends of another system, and a mark at the start",
     "\xEF\xBB\xBF[[noun]]\r\nwords = [\r\n'a']\r\n", "[[noun]]\nwords = [\n  'a']\n"},
    {"no line end at the end", "[[noun]]\nmass = true", "[[noun]]\nmass = true\n"},
    {"what is no TOML is told of", "[[noun]\n",
     "x.toml:1:8: error: this is no TOML: the name in brackets is not closed\n"
     "  [[noun]\n         ^\n"
     "  help: close it with as many ] as it has [\n"},
};

TEST_CASE("rule files are formatted, once and for all") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      const std::string formatted = Format(c.text);
      CHECK(formatted == c.formatted);
      if (formatted.find("error: ") == std::string::npos) CHECK(Format(formatted) == formatted);
    }
  }
}

TEST_CASE("the shipped rule files look as they should") {
  for (const RuleFile& file : EmbeddedRuleFiles()) {
    INFO(file.name << ": run `factmill rules fmt rules`");
    CHECK(Format(file.text) == file.text);
  }
}

TEST_CASE("a shipped file that lost its form gets it back") {
  Random random(1);
  int differences = 0;
  for (const RuleFile& file : EmbeddedRuleFiles()) {
    INFO(file.name);
    std::string spoilt;
    bool below_comment = false;
    for (size_t at = 0; at < file.text.size();) {
      const size_t end = file.text.find('\n', at);
      std::string line = file.text.substr(at, end - at);
      at = end + 1;
      // A comment right above a header goes with it.
      const bool header = line.starts_with("[") && !below_comment;
      below_comment = line.starts_with("#");
      const size_t equals = line.find(" = ");
      const bool key = equals != std::string::npos && line[0] >= 'a' && line[0] <= 'z';
      if (key && random.Below(2) == 0) line.replace(line.find(' '), 1, "   ");
      if (random.Below(3) == 0) line += "  ";
      if (header && random.Below(2) == 0) spoilt += "\n\n";
      spoilt += line + "\n";
    }
    differences += spoilt != file.text;
    CHECK(Format(spoilt) == file.text);
  }
  CHECK(differences > 15);
}

}  // namespace
}  // namespace factmill
