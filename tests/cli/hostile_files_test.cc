// Rule files that are large, deep, broken or no files at all: each ends in a
// sentence, within two seconds and 256 MB.
#include <sys/stat.h>

#include <functional>

#include "tests/cli/hostile.h"

namespace factmill {
namespace {

const std::string kRule = "[[rule]]\nid = 'a'\nkind = 'number'\npattern = '{q=quantity}x'\n";

std::string Times(size_t count, const std::string& text) {
  std::string out;
  out.reserve(count * text.size());
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

// `text` for each number below `count`, which stands in it for each #.
std::string Numbered(int count, const std::string& text) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    for (const char c : text) c == '#' ? out += std::to_string(i) : out += c;
  }
  return out;
}

// The rule with something else than x in its pattern.
std::string RuleWith(const std::string& pattern) {
  std::string rule = kRule;
  return rule.replace(rule.find("}x'") + 1, 1, pattern);
}

// Each piece is ten of the one before.
std::string Bomb(const std::string& first, int generations) {
  std::string out = "[pieces]\np0 = '" + first + "'\n";
  for (int i = 1; i <= generations; ++i) {
    out += "p" + std::to_string(i) + " = '" + Times(10, "{p" + std::to_string(i - 1) + "}") + "'\n";
  }
  return out;
}

struct Case {
  const char* name;
  std::function<std::string()> text;
  const char* error;  // In what is said; "" where the rules are good.
};

const Case kFiles[] = {
    {"a hundred megabytes", [] { return "#" + std::string(100 << 20, 'x'); },
     "is larger than 4 MB"},
    {"a hundred thousand rules",
     [] { return Numbered(100000, "[[rule]]\nid='#'\nkind='ignore'\npattern='x'\n"); },
     "is larger than 4 MB"},
    {"six thousand rules",
     [] { return Numbered(6000, "[[rule]]\nid='#'\nkind='ignore'\npattern='a#x'\n"); },
     ":20002:4: error: there are more than 5000 rules\n"},
    {"invalid UTF-8", [] { return kRule + "# \xFF\xFE\n"; }, "error: the file is not UTF-8\n"},
    {"UTF-16", [] { return std::string("\xFF\xFE[\0[\0", 6); }, "error: the file is not UTF-8\n"},
    {"a NUL", [] { return RuleWith(std::string(1, '\0')); }, ":4:24: error: "},
    {"only NULs", [] { return std::string(4000000, '\0'); }, ":1:1: error: "},
    {"arrays within arrays", [] { return "x = " + Times(50000, "[") + Times(50000, "]"); },
     "error: this is no TOML: exceeded maximum nested value depth"},
    {"tables within tables", [] { return "x = " + Times(50000, "{a=") + "1" + Times(50000, "}"); },
     "error: this is no TOML: exceeded maximum nested value depth"},
    {"keys within keys", [] { return "x" + Times(500000, ".a") + " = 1\n"; },
     "error: keys within keys are nested too deeply\n"},
    {"a deep header", [] { return "[x" + Times(500000, ".a") + "]\n"; },
     "error: keys within keys are nested too deeply\n"},
    {"groups within groups", [] { return RuleWith(Times(30000, "(") + "x" + Times(30000, ")")); },
     ":4:56: error: pattern: groups are nested too deeply\n"},
    {"a million words",
     [] { return "[[noun]]\nwords = [" + Times(1000000, "'a',") + "]\n" + kRule; },
     "error: the rule files hold more than 200000 values up to this one\n"},
    {"words of many letters",
     [] {
       return kRule + "[[noun]]\nwords = [" + Numbered(20000, "'#" + Times(180, "z") + "',") +
              "]\n";
     },
     ": error: the words up to this one are larger than 300 KB\n"},
    {"ignored words of many letters",
     [] {
       return kRule + "[[ignore]]\nwords = [" + Numbered(1500, "'#" + Times(180, "z") + "',") +
              "]\n";
     },
     ""},
    {"many short words",
     [] { return kRule + "[[ignore]]\nwords = [" + Numbered(50000, "'#',") + "]\n"; }, ""},
    {"a million keys", [] { return Numbered(400000, "k#=1\n"); },
     "error: the rule files hold more than 200000 values up to this one\n"},
    {"many unknown keys", [] { return kRule + Numbered(90000, "k#=1\n"); },
     "error: there are more than 200 problems, and the rest was not read\n"},
    {"many wrong words", [] { return kRule + "[[noun]]\nwords = [" + Times(90000, "1,") + "]\n"; },
     "error: there are more than 200 problems, and the rest was not read\n"},
    {"many units",
     [] { return kRule + Numbered(30000, "[[unit]]\ncode='#'\nkind='money'\nafter=['w#']\n"); },
     ""},
    {"pieces of pieces", [] { return Bomb("xxxxxxxxxx", 19) + RuleWith("{p19}"); },
     "error: pattern: the pattern is larger than 64 KB with its pieces put in\n"},
    {"slots in pieces of pieces", [] { return Bomb("{q=quantity}", 19) + RuleWith("{p19}"); },
     "error: pattern: the pattern has more than 100 slots\n"},
    {"a circle of pieces", [] { return "[pieces]\na='{b}{b}'\nb='{a}{a}'\n" + RuleWith("{a}"); },
     "error: pattern: piece 'a' names itself, by way of 'b'\n"},
    {"a thousand large rules",
     [] {
       return Bomb("x{0,9}y", 3) +
              Numbered(1000, "[[rule]]\nid='#'\nkind='ignore'\nlarge='so'\npattern='{p3}'\n");
     },
     "error: the rules up to this one have more than 1000000 instructions\n"},
    {"a thousand rules too large for RE2",
     [] {
       return "[pieces]\nw='[^a]{1,1000}'\n" +
              Numbered(1000, "[[rule]]\nid='#'\nkind='ignore'\npattern='{w}{w}{w}{w}{w}{w}{w}x'\n");
     },
     "error: pattern: the pattern is too large\n"},
    {"layer 2 rules too large for RE2",
     [] {
       return "[pieces]\nw='[b-y]{1,1000}'\n" +
              Numbered(1000,
                       "[[rule]]\nid='#'\nlayer=2\nset={x='y'}\npattern='{f=fact}{w}{w}{w}{w}{w}{w}"
                       "{w}x'\n");
     },
     "error: pattern: the pattern is too large\n"},
    {"layer 2 rules that run on",
     [] {
       return "[pieces]\nw='[^a]{1,1000}'\n" +
              Numbered(1000,
                       "[[rule]]\nid='#'\nlayer=2\nset={x='y'}\npattern='{f=fact}{w}{w}{w}{w}x'\n");
     },
     "error: pattern: the pattern may run on too far over almost anything\n"},
    {"rules that are just not too large",
     [] {
       return "[pieces]\nw='[b-y]{1,1000}'\n" +
              Numbered(1000, "[[rule]]\nid='#'\nkind='ignore'\npattern='{w}{w}x'\n");
     },
     "error: too many rules are too large, and the rest was not read\n"},
    {"a very long line", [] { return RuleWith(Times(3000000, "x")); },
     ":4:20023: error: pattern: the pattern is larger than 64 KB with its pieces put in\n"},
    {"four million lines", [] { return Times(4000000, "\n") + kRule; }, ""},
    {"a very long id", [] { return "[[rule]]\nid = '" + Times(3000000, "a") + "'\n"; },
     ":2:6: error: an id of more than 200 bytes\n"},
    {"an unclosed string", [] { return std::string("[[rule]]\nid = 'a\nkind = 'number'\n"); },
     ":2:8: error: the string is not closed before the end of its line\n"},
    {"an unclosed text", [] { return "[[rule]]\nid = '''a\n" + Times(1900000, "x\n"); },
     ": error: the string is not closed before the end of the file\n"},
    {"a byte order mark", [] { return "\xEF\xBB\xBF" + kRule; }, ""},
    {"a huge integer", [] { return kRule + "set = { y = " + Times(400000, "9") + " }\n"; },
     ":5:13: error: this is no TOML: '9999"},
    {"a large integer", [] { return kRule + "set = { y = 9223372036854775807 }\n"; },
     ":5:13: error: 'y' is out of range\n"},
    {"a huge decimal", [] { return kRule + "value = '" + Times(1000000, "9") + "'\n"; },
     ":5:9: error: '9999"},
    {"a repetition without measure", [] { return RuleWith("x{1,99999}"); },
     "error: pattern: a repetition is too large\n"},
};

// What `rules check` says of a path.
Outcome Check(const std::string& path) {
  const Outcome outcome = Run({"rules", "check", path}, Bounded(20));
  INFO(outcome.err.substr(0, 500));
  CHECK((outcome.exit == 0 || outcome.exit == 2));
  CHECK(outcome.err.size() < 1000000);
  if (!kSanitized) {
    CHECK(outcome.cpu_seconds < 2);
    CHECK(outcome.memory_kb < static_cast<long>(kMostMemory / 1024));
  }
  return outcome;
}

TEST_CASE("slow: a hostile rule file ends in a sentence") {
  const TempFolder folder;
  for (const Case& c : kFiles) {
    DYNAMIC_SECTION(c.name) {
      const Outcome outcome = Check(folder.Write("x.toml", c.text()));
      CHECK(outcome.exit == (*c.error == '\0' ? 0 : 2));
      CHECK_THAT(outcome.err.substr(0, 100000), Catch::Contains(c.error));
    }
  }
}

TEST_CASE("what is no rule file is named") {
  const TempFolder folder;
  const std::string fifo = folder / "fifo.toml";
  REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  std::filesystem::create_directory(folder / "empty");
  struct Path {
    const char* name;
    std::string path, error;
  };
  const Path paths[] = {
      {"a pipe", fifo, "'" + fifo + "' is neither a file nor a folder"},
      {"a device", "/dev/zero", "'/dev/zero' is neither a file nor a folder"},
      {"a folder without rules", folder / "empty",
       "there is no .toml file in '" + folder / "empty" + "'"},
      {"nothing", folder / "no", "there is no rule file or folder '" + folder / "no" + "'"},
  };
  for (const Path& p : paths) {
    DYNAMIC_SECTION(p.name) {
      const Outcome outcome = Check(p.path);
      CHECK(outcome.exit == 2);
      CHECK(outcome.err == "factmill: error: " + p.error + "\n");
    }
  }
}

TEST_CASE("a folder of rules with odd things in it") {
  const TempFolder folder;
  namespace fs = std::filesystem;
  folder.Write("a.toml", kRule + "yes = ['⟦5x⟧ => 5']\n");
  SECTION("links that lead in circles, pipes and folders named .toml are passed over") {
    fs::create_directory_symlink(folder.path(), folder / "again");
    fs::create_symlink(folder / "b.toml", folder / "b.toml");
    fs::create_directory(folder / "c.toml");
    REQUIRE(mkfifo((folder / "d.toml").c_str(), 0600) == 0);
    const Outcome outcome = Check(folder.path());
    CHECK(outcome.err == "");
    CHECK_THAT(outcome.out, Catch::StartsWith("1 rules and 0 units, no problems\n"));
  }
  SECTION("many files") {
    for (int i = 0; i < 1000; ++i) folder.Write("x" + std::to_string(i) + ".toml", "");
    CHECK(Check(folder.path()).err ==
          "factmill: error: there are more than 1000 rule files in '" + folder.path() + "'\n");
  }
  SECTION("files that are large together") {
    for (const char* name : {"x.toml", "y.toml", "z.toml"})
      folder.Write(name, "#" + std::string(2 << 20, 'x'));
    CHECK(Check(folder.path()).err ==
          "factmill: error: the rule files in '" + folder.path() + "' are larger than 4 MB\n");
  }
  SECTION("folders within folders") {
    std::string deep = "d";
    for (int i = 0; i < 40; ++i) deep += "/d";
    folder.Write(deep + "/x.toml", kRule);
    CHECK(Check(folder.path()).err ==
          "factmill: error: the folders in '" + folder.path() + "' are nested more than 32 deep\n");
  }
}

}  // namespace
}  // namespace factmill
