// Automata against RE2: at every place of many texts the same ends.
#include "rules/automaton.h"

#include <re2/re2.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "rules/compiled.h"
#include "tests/random.h"
#include "tests/rules/regex_sampler.h"

namespace factmill {
namespace {

constexpr size_t kAmple = 64 << 20;

struct Expression {
  std::string text;
  bool exact_case;

  bool operator<(const Expression& other) const {
    return std::tie(text, exact_case) < std::tie(other.text, other.exact_case);
  }
};

// Each end at which an expression matches that begins at `at`, ascending.
using Ends = std::vector<uint32_t>;

// As the plain engine asks RE2: the longest, then each shorter one.
Ends EndsByRe2(const RE2& re, std::string_view text, uint32_t at, uint32_t limit) {
  Ends ends;
  re2::StringPiece found;
  while (re.Match({text.data(), limit}, at, limit, RE2::ANCHOR_START, &found, 1)) {
    const uint32_t end = at + static_cast<uint32_t>(found.size());
    ends.insert(ends.begin(), end);
    if (end == at) break;
    limit = end - 1;
    while (limit > at && IsUtf8Continuation(static_cast<unsigned char>(text[limit]))) --limit;
  }
  return ends;
}

// Some expressions in one automaton, run with ample memory for its states and
// with so little that they are dropped in mid-run.
class Compared {
 public:
  explicit Compared(const std::vector<Expression>& expressions) {
    for (const Expression& e : expressions) {
      INFO(e.text);
      RE2::Options options;
      options.set_longest_match(true);
      options.set_case_sensitive(e.exact_case);
      res_.push_back(std::make_unique<RE2>(e.text, options));
      REQUIRE(res_.back()->ok());
      const auto tree = ParseRegex(e.text, e.exact_case);
      REQUIRE(tree);
      REQUIRE(automaton_.Add(*tree) == static_cast<int>(res_.size()) - 1);
    }
    REQUIRE(automaton_.expressions() == static_cast<int>(res_.size()));
    for (const size_t most_bytes : {kAmple, size_t{4000}, size_t{0}})
      matchers_.push_back(std::make_unique<Matcher>(automaton_, most_bytes));
  }

  void Check(std::string_view text, uint32_t limit) {
    for (uint32_t at = 0; at <= limit; ++at) {
      if (at < limit && IsUtf8Continuation(static_cast<unsigned char>(text[at]))) continue;
      std::vector<Ends> by_re2;
      for (const auto& re : res_) by_re2.push_back(EndsByRe2(*re, text, at, limit));
      for (const auto& matcher : matchers_) {
        const auto by_automaton = EndsByAutomaton(matcher.get(), text, at, limit);
        for (size_t i = 0; i < res_.size(); ++i) {
          if (by_automaton[i] == by_re2[i]) continue;
          INFO(res_[i]->pattern() << " in '" << text << "' at " << at << ", limit " << limit);
          CHECK(by_automaton[i] == by_re2[i]);
        }
      }
    }
    ++compared_;
  }
  void Check(std::string_view text) { Check(text, static_cast<uint32_t>(text.size())); }
  int compared() const { return compared_; }

 private:
  std::vector<Ends> EndsByAutomaton(Matcher* matcher, std::string_view text, uint32_t at,
                                    uint32_t limit) const {
    std::vector<AutomatonHit> hits;
    matcher->Run(text, at, limit, &hits);
    std::vector<Ends> ends(res_.size());
    for (const AutomatonHit& hit : hits) {
      for (const uint32_t i : matcher->Accepted(hit.accept)) ends[i].push_back(hit.end);
    }
    return ends;
  }

  std::vector<std::unique_ptr<RE2>> res_;
  Automaton automaton_;
  std::vector<std::unique_ptr<Matcher>> matchers_;
  int compared_ = 0;
};

const char* const kCharacters[] = {"a", "b",  "A", "k", "K", "\xE2\x84\xAA",  // The Kelvin sign.
                                   "s", "S",  "ſ", "é", "É", "ß",
                                   "ẞ", "σ",  "ς", "Σ", "µ", "å",
                                   "Å", "1",  "9", "0", " ", ",",
                                   ".", "-",  "{", "}", "元", "万",
                                   "年", "，", "😀", "𠀀", "\n", "_"};

// A sample with up to three characters put in, taken out or doubled.
std::string Spoilt(std::string text, Random* random) {
  for (int i = random->Between(0, 3); i > 0; --i) {
    size_t at = random->Below(text.size() + 1);
    while (at < text.size() && IsUtf8Continuation(static_cast<unsigned char>(text[at]))) --at;
    if (random->OneIn(2) || at == text.size()) {
      text.insert(at, random->Pick(kCharacters));
    } else {
      int size;
      DecodeUtf8(text, at, &size);
      text.erase(at, size);
    }
  }
  return text;
}

std::string OtherCase(std::string text) {
  for (char& c : text) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) c = static_cast<char>(c ^ 0x20);
  }
  return text;
}

// Texts that an expression matches, or nearly.
void CheckSamples(const std::vector<Expression>& expressions, int texts, Random* random) {
  Compared compared(expressions);
  for (const Expression& e : expressions) {
    const RegexSampler sampler(e.text);
    for (int i = 0; i < texts; ++i) {
      std::string text = sampler.Sample(random);
      if (text.size() > 200) text.resize(ByteOffsetOf(text, 60));
      if (random->OneIn(4)) text = OtherCase(text);
      if (!random->OneIn(3)) text = Spoilt(text, random);
      compared.Check(text);
      if (random->OneIn(4) && !text.empty()) {  // And where something else goes on.
        compared.Check(text, static_cast<uint32_t>(ByteOffsetOf(text, 2)));
      }
    }
  }
  CHECK(compared.compared() >= texts * static_cast<int>(expressions.size()));
}

// By batches of neighbours.
void CheckInBatches(const std::vector<Expression>& all, size_t batch, int texts, Random* random) {
  for (size_t begin = 0; begin < all.size(); begin += batch) {
    const size_t end = std::min(all.size(), begin + batch);
    CheckSamples({all.begin() + begin, all.begin() + end}, texts, random);
  }
}

TEST_CASE("the built-in rules' expressions end where RE2 says") {
  std::vector<Diagnostic> diagnostics;
  const auto rules = LoadRules(EmbeddedRuleFiles(), &diagnostics);
  REQUIRE(rules);
  std::set<Expression> distinct;
  for (const Rule& rule : rules->compiled().rules) {
    for (const Form& form : rule.pattern.forms) {
      for (const Element& element : form.elements) {
        if (element.regex == nullptr) continue;
        distinct.insert({element.text, element.regex->options().case_sensitive()});
      }
    }
  }
  CHECK(distinct.size() > 100);
  Random random(11);
  CheckInBatches({distinct.begin(), distinct.end()}, 12, 25, &random);
}

// Expressions with all that the reader knows.
class Generator {
 public:
  explicit Generator(Random* random) : random_(random) {}

  std::string Either(int depth) {
    std::string out = Sequence(depth);
    while (random_->OneIn(3)) out += "|" + (random_->OneIn(6) ? "" : Sequence(depth));
    return out;
  }

 private:
  std::string Sequence(int depth) {
    std::string out;
    for (int i = random_->Between(1, 3); i > 0; --i) out += Item(depth);
    return out;
  }

  std::string Item(int depth) {
    std::string out;
    if (depth > 0 && random_->OneIn(3)) {
      const char* const kOpen[] = {"(", "(?:", "(?P<name" };
      const int open = random_->Between(0, 2);
      out = kOpen[open];
      if (open == 2) out += std::to_string(names_++) + ">";
      out += Either(depth - 1) + ")";
    } else if (random_->OneIn(3)) {
      const char* const kClasses[] = {
          ".",        "\\d",          "\\D",       "\\w",      "\\W",      "\\s",     "\\S",
          "\\p{Han}", "[a-k]",        "[^a-kσ]",   "[é-ö元]",  "[^，。]", "[\\d.,]", "[^\\d\\n]",
          "[-,]",     "[\\x{3B1}-ω]", "\\x{212A}", "\\x53",    "\\.",      "\\{",     "[\\-\\]]"};
      out = random_->Pick(kClasses);
    } else {
      do {
        out = random_->Pick(kCharacters);
      } while (out == "." || out == "{" || out == "}" || out == "\n");
    }
    if (!random_->OneIn(3)) return out;
    const char* const kQuantifiers[] = {"?",  "*",   "+",     "??",    "*?",    "+?",
                                        "{2}", "{0}", "{1,3}", "{0,2}", "{2,}",  "{1,2}?"};
    return out + random_->Pick(kQuantifiers);
  }

  Random* random_;
  int names_ = 0;
};

TEST_CASE("random expressions end where RE2 says") {
  Random random(20240515);
  std::vector<Expression> all;
  while (all.size() < 1500) {
    all.push_back({Generator(&random).Either(3), random.OneIn(2)});
  }
  CheckInBatches(all, 1, 6, &random);
  CheckInBatches(all, 7, 2, &random);
}

TEST_CASE("odd expressions end where RE2 says") {
  const char* const kRegexes[] = {
      "", "a{", "a{,3}", "a{1", "a{1,", "a{1,2", "a{x}", "a{-1}", "a{1,-1}", "a{01}", "a{1,02}",
      "a{ 1}", "{a", "}a", "a}", "]a", "a{1}?", "(?:a{2}){2}", "(?:a*)*", "(?:a?b?)*", "(?:a|)+",
      "(?:a*)+?k", "(?:|a)(?:|b)", "()", "(a|b)|", "||a", "[^\\x{0}-\\x{10FFFF}]|a",
      "[^\\x{0}-\\x{10FFFF}]?a", "a\\-b", "a-b", "[a-]k", "[\\d-z]", "\\x{1F600}?",
      "[\\x{7F}-\\x{80}]", "[\\x{7FF}-\\x{10000}]", "(?:(?:(?:a{0,3}){0,3}){0,3})"};
  const std::string texts[] = {"",     "a",     "aa",    "aaaa",  "aaaaaaaaa", "a{,3}", "a{1,2}", "a{x}",
                               "a{-1}", "a{1,-1}", "a{01}", "a{1,02}", "a{ 1}", "{a", "}a", "a}", "]a",
                               "abab", "kkk",   "a-b",   "-z5",   "\x7F\xC2\x80", "😀😀", "\u07FF\u0800\U00010000"};
  std::vector<Expression> all;
  for (const char* regex : kRegexes) {
    for (const bool exact_case : {true, false}) {
      INFO(regex);
      if (!ParseRegex(regex, exact_case)) continue;  // It may say that it does not know.
      Compared compared({{regex, exact_case}});
      for (const std::string& text : texts) compared.Check(text);
      all.push_back({regex, exact_case});
    }
  }
  CHECK(all.size() > 50);
  Compared together(all);
  for (const std::string& text : texts) together.Check(text);
}

TEST_CASE("an expression that is too large is refused, and leaves no trace") {
  Automaton automaton;
  CHECK(automaton.Add(*ParseRegex("ab", true)) == 0);
  const size_t size = automaton.size();
  CHECK(automaton.Add(*ParseRegex("(?:[一-鿿]{0,40}){40}", true), 100) == -1);
  CHECK(automaton.size() == size);
  CHECK(automaton.expressions() == 1);
  CHECK(automaton.Add(*ParseRegex("abc", true)) == 1);
  Matcher matcher(automaton, kAmple);
  std::vector<AutomatonHit> hits;
  matcher.Run("abc", 0, 3, &hits);
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].end == 2);
  CHECK(matcher.Accepted(hits[0].accept) == std::vector<uint32_t>{0});
  CHECK(hits[1].end == 3);
  CHECK(matcher.Accepted(hits[1].accept) == std::vector<uint32_t>{1});
}

TEST_CASE("a great many sets of expressions are kept apart") {
  // Each subset of 13 letters that may follow gives another set of expressions.
  Automaton automaton;
  constexpr int kLetters = 13;
  for (int i = 0; i < kLetters; ++i) {
    const std::string letter(1, static_cast<char>('a' + i));
    REQUIRE(automaton.Add(*ParseRegex("[a-m]*" + letter + "[a-m]*", true)) == i);
  }
  Matcher matcher(automaton, kAmple);
  for (uint32_t subset = 1; subset < 1u << kLetters; ++subset) {
    std::string text;
    std::vector<uint32_t> expected;
    for (uint32_t i = 0; i < kLetters; ++i) {
      if ((subset >> i & 1) == 0) continue;
      text += static_cast<char>('a' + i);
      expected.push_back(i);
    }
    std::vector<AutomatonHit> hits;
    matcher.Run(text, 0, static_cast<uint32_t>(text.size()), &hits);
    REQUIRE(hits.size() == text.size());
    REQUIRE(matcher.Accepted(hits.back().accept) == expected);
  }
}

TEST_CASE("bytes that are no UTF-8 match nothing") {
  Automaton automaton;
  automaton.Add(*ParseRegex("[^a]+", true));
  Matcher matcher(automaton, kAmple);
  for (const std::string text : {"\xFF", "\x80", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                 "\xE4\xB8"}) {
    std::vector<AutomatonHit> hits;
    matcher.Run(text, 0, static_cast<uint32_t>(text.size()), &hits);
    CHECK(hits.empty());
  }
}

}  // namespace
}  // namespace factmill
