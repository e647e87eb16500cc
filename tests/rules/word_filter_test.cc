#include "rules/word_filter.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "rules/compiled.h"
#include "rules/govern.h"

namespace factmill {
namespace {

TEST_CASE("a filter says yes to its words in any case and before anything") {
  const std::vector<std::string> words = {"in",      "in the past", "year-on-year", "approx.",
                                          "up 5",    "比",          "同比",         "较上年同期",
                                          "(mills)", "'s",          "GDP增速",      "a"};
  WordFilter filter;
  for (const std::string& word : words) filter.Add(word);
  for (const std::string& word : words) {
    for (const char* behind : {"", " ", " and", ".", "5", "增长", ")"}) {
      const std::string text = word + behind;
      INFO(text);
      CHECK(filter.MayBegin(text, 0));
      std::string upper = text;
      for (char& c : upper) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      }
      CHECK(filter.MayBegin(upper, 0));
    }
  }
}

TEST_CASE("a filter says no to nearly all else") {
  WordFilter filter;
  for (const char* word : {"in the past", "同比增长", "so far"}) filter.Add(word);
  int wrong = 0;
  for (const char* text : {"in", "in a", "in the", "inthe past", "past", "同", "同意", "同比下降",
                           "so", "so many", "the", "far", "增长", "so-far"}) {
    wrong += filter.MayBegin(text, 0);
  }
  CHECK(wrong <= 3);  // "in the" begins like "in the past", and a hash may be shared.
}

// The filters of the rules that are shipped say yes wherever a word is found.
TEST_CASE("no word of the rules is lost by a filter") {
  std::vector<Diagnostic> diagnostics;
  const auto rules = LoadRules(EmbeddedRuleFiles(), &diagnostics);
  REQUIRE(rules);
  const CompiledRules& compiled = rules->compiled();
  std::vector<std::string> pieces = {" ", ", ", "-", "'", "5", "2019", "(", "。", "的", "é"};
  const Vocabulary* const kSets[] = {&compiled.governing->words,
                                     &compiled.phrase_words.vocabulary()};
  for (const Vocabulary* words : kSets) {
    for (const auto& entries : words->words()) pieces.push_back(entries.front()->word);
  }
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 8; ++i)
      text += pieces[random() % pieces.size()] + (random() % 2 ? " " : "");
    for (uint32_t at = 0; at < text.size(); ++at) {
      if (IsUtf8Continuation(static_cast<unsigned char>(text[at]))) continue;
      INFO(text << "\nat " << at);
      const auto found = [&](const Vocabulary& words) { return !words.All(text, at).empty(); };
      if (found(compiled.governing->words)) CHECK(compiled.governing->all.MayBegin(text, at));
    }
  }
}

}  // namespace
}  // namespace factmill
