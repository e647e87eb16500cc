// The reader of regular expressions against RE2, which has the last word.
#include "rules/regex.h"

#include <re2/re2.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"

namespace factmill {
namespace {

using Ranges = std::vector<std::pair<char32_t, char32_t>>;

constexpr char32_t kSurrogates = 0xD800, kBehindSurrogates = 0xE000;

RE2::Options Options(bool exact_case) {
  RE2::Options options;
  options.set_longest_match(true);
  options.set_case_sensitive(exact_case);
  options.set_log_errors(false);
  return options;
}

// The characters of these ranges that UTF-8 has, ascending.
std::string TextOf(const Ranges& ranges) {
  std::string text;
  for (const auto& [low, high] : ranges) {
    for (char32_t c = low; c <= high; ++c) {
      if (c < kSurrogates || c >= kBehindSurrogates) AppendUtf8(c, &text);
    }
  }
  return text;
}

const std::string& Everything() {
  static const std::string text = TextOf({{0, CodePoints::kLast}});
  return text;
}

// Where letters with case are: beyond Chinese, and not behind the emoji.
const std::string& Cased() {
  static const std::string text = TextOf({{0, 0x2E7F}, {0xA000, 0xABFF}, {0xF900, 0x1FFFF}});
  return text;
}

// The characters of `text` that RE2 takes for `regex`.
std::string TakenByRe2(const std::string& regex, bool exact_case, const std::string& text) {
  const RE2 re("(?:" + regex + ")+", Options(exact_case));
  REQUIRE(re.ok());
  std::string taken;
  re2::StringPiece found;
  for (size_t at = 0; at < text.size();) {
    if (!re.Match(text, at, text.size(), RE2::UNANCHORED, &found, 1)) break;
    taken.append(found.data(), found.size());
    at = static_cast<size_t>(found.data() - text.data()) + found.size();
  }
  return taken;
}

// The same by the reader's tree.
std::string TakenByTree(const std::string& regex, bool exact_case, const std::string& text) {
  const auto tree = ParseRegex(regex, exact_case);
  REQUIRE(tree);
  REQUIRE(tree->type == Regex::kChars);
  const auto& ranges = tree->chars.ranges();
  std::string taken;
  size_t range = 0;  // Both ascend.
  for (size_t at = 0; at < text.size();) {
    int size;
    const char32_t c = DecodeUtf8(text, at, &size);
    while (range < ranges.size() && ranges[range].second < c) ++range;
    if (range < ranges.size() && ranges[range].first <= c) taken.append(text, at, size);
    at += size;
  }
  return taken;
}

std::string Hex(char32_t c) {
  char hex[16];
  std::snprintf(hex, sizeof hex, "\\x{%X}", static_cast<unsigned>(c));
  return hex;
}

TEST_CASE("classes hold the characters that RE2 takes for them, of all there are") {
  const char* const kClasses[] = {"\\d",
                                  "\\w",
                                  "\\s",
                                  "\\D",
                                  "\\W",
                                  "\\S",
                                  ".",
                                  "\\p{Han}",
                                  "\\P{Han}",
                                  "[\\p{Han}a-f]",
                                  "[^\\p{Han}，]",
                                  "[^\\P{Han}]",
                                  "[^,，。]",
                                  "[^a]",
                                  "[^K]",
                                  "[^\\w\\s]",
                                  "[\\W_]",
                                  "[^\\D]",
                                  "[a-zé-ö]",
                                  "[A-Z\\d%]",
                                  "[-a]",
                                  "[a-]",
                                  "[]a]",
                                  "[^]a]",
                                  "[\\]\\-\\\\]",
                                  "[a^]",
                                  "[\\d-z]",
                                  "[一-鿿]",
                                  "[\\x{4E00}-\\x{9FFF}\\x41]",
                                  "[\\t\\n\\r\\f\\v\\a]",
                                  "[ -~]",
                                  "[\\x{0}-\\x{7F}]",
                                  "[\\x{D7FF}-\\x{E000}]",
                                  "[\\x{FFFF}-\\x{10FFFF}]",
                                  "[^\\x{0}-\\x{10FFFE}]",
                                  "元",
                                  "\\.",
                                  "\\x{A5}"};
  for (const char* regex : kClasses) {
    for (const bool exact_case : {true, false}) {
      DYNAMIC_SECTION(regex << (exact_case ? " in its case" : " in any case")) {
        // Compared, not shown: there are a million.
        CHECK((TakenByTree(regex, exact_case, Everything()) ==
               TakenByRe2(regex, exact_case, Everything())));
      }
    }
  }
}

TEST_CASE("a letter is matched in the cases that RE2 knows") {
  struct Case {
    const char* name;
    const char* regex;
    const char* taken;  // Of all characters, ascending.
  };
  const Case cases[] = {
      {"a plain letter", "a", "Aa"},
      {"k and the Kelvin sign", "k", "Kk\u212A"},
      {"K", "K", "Kk\u212A"},
      {"the Kelvin sign", "\u212A", "Kk\u212A"},
      {"s and the long s", "s", "Ssſ"},
      {"the long s", "ſ", "Ssſ"},
      {"the micro sign and mu", "µ", "µΜμ"},
      {"å and the angstrom sign", "å", "Åå\u212B"},
      {"ß and its capital", "ß", "ßẞ"},
      {"the two small sigmas", "ς", "Σςσ"},
      {"letters that are two when folded whole", "\uFB05", "\uFB05"},
      {"two accents", "\u0390", "\u0390"},
      {"an accent", "É", "Éé"},
      {"Cyrillic", "ж", "Жж"},
      {"full-width", "ａ", "Ａａ"},
      {"beyond the first plane", "\\x{10400}", "\U00010400\U00010428"},
      {"none", "元", "元"},
      {"a range", "[j-l]", "JKLjkl\u212A"},
      {"a range across cases", "[Z-a]", "AZ[\\]^_`az"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(TakenByTree(c.regex, false, Everything()) == c.taken);
      CHECK(TakenByRe2(c.regex, false, Everything()) == c.taken);
    }
  }
}

// Each second letter, so that neighbours that are one letter are told apart.
TEST_CASE("all letters are folded as RE2 folds them") {
  constexpr char32_t kBlock = 64;
  std::string wrong;
  const auto check = [&](char32_t low, char32_t high) {
    for (char32_t block = low; block < high; block += kBlock) {
      for (const char32_t first : {block, static_cast<char32_t>(block + 1)}) {
        std::string regex = "[";
        for (char32_t c = first; c < block + kBlock; c += 2) regex += Hex(c);
        regex += "]";
        if (TakenByTree(regex, false, Cased()) != TakenByRe2(regex, false, Cased()))
          wrong += regex + "\n";
      }
    }
  };
  check(0, 0x2E80);
  check(0xA000, 0xAC00);
  check(0xF900, 0x11000);
  check(0x16E00, 0x17000);
  check(0x1E000, 0x1F000);
  CHECK(wrong == "");
}

TEST_CASE("what the reader does not know it does not guess") {
  const char* const kUnknown[] = {
      "[[:alpha:]]", "[[:^digit:]x]", "\\pL", "\\pN+",    "\\p{Greek}", "\\p{Latin}", "\\PL",
      "[\\pL]",      "[^\\p{Greek}]", "\\Qa.b\\E", "(?i)a", "(?i:a)",  "(?s).",    "(?-i:a)",
      "\\Ca",        "^a",            "a$",   "\\ba",     "a\\B",       "\\Aa",       "a\\z",
      "\\101"};
  for (const char* regex : kUnknown) {
    INFO(regex);
    CHECK(RE2(regex, Options(true)).ok());  // Else the row tests nothing.
    CHECK_FALSE(ParseRegex(regex, true).has_value());
    CHECK_FALSE(ParseRegex(regex, false).has_value());
  }
}

TEST_CASE("trees tell what may be empty") {
  struct Case {
    const char* regex;
    bool may_be_empty;
  };
  const Case cases[] = {{"", true},        {"a", false},     {"a?", true},     {"a*?", true},
                        {"a+", false},     {"a|", true},     {"(?:a|b)", false}, {"a?b?", true},
                        {"a?b", false},    {"(?:a?)+", true}, {"a{0}", true},  {"a{0,2}", true},
                        {"a{2,}", false},  {"(a*){3}", true}, {"(?P<y>)", true}, {"[^a]", false}};
  for (const Case& c : cases) {
    INFO(c.regex);
    const auto tree = ParseRegex(c.regex, true);
    REQUIRE(tree);
    CHECK(tree->MayBeEmpty() == c.may_be_empty);
    CHECK(RE2::FullMatch("", RE2(c.regex)) == c.may_be_empty);
  }
}

}  // namespace
}  // namespace factmill
