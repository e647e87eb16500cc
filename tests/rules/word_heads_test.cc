#include "rules/word_heads.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

namespace factmill {
namespace {

// Which of `words` stand at `at`, the longest first, and where they end.
std::vector<std::string> Standing(const WordHeads& heads, const std::vector<std::string>& words,
                                  std::string_view text, uint32_t at) {
  std::vector<std::string> standing;
  heads.Find(text, at, [&](const WordHeads::Found& found) {
    const std::string& word = words[found.number];
    CHECK(found.end == at + word.size());
    CHECK(found.tag == found.number + 100);
    CHECK(found.marked == (found.number % 2 == 1));
    standing.push_back(word);
    return false;
  });
  return standing;
}

WordHeads Made(const std::vector<std::string>& words) {
  std::vector<WordHeads::Word> given;
  for (uint32_t i = 0; i < words.size(); ++i) given.push_back({words[i], i % 2 == 1, i + 100});
  WordHeads heads;
  heads.Build(given);
  return heads;
}

TEST_CASE("words are found by their heads, the longest first") {
  const std::vector<std::string> words = {"值",
                                          "值b",
                                          "产值",
                                          "总产值",
                                          "产值占比",
                                          "占gdp",
                                          "rose",
                                          "rose above",
                                          "rose above all",
                                          "rose-red",
                                          "a股",
                                          "a",
                                          "'s",
                                          "%",
                                          "é",
                                          "so-called",
                                          "approx.",
                                          "ü b",
                                          "12",
                                          "in the year to"};
  const WordHeads heads = Made(words);
  struct Row {
    const char *name, *text;
    std::vector<std::string> standing;
  };
  const Row kRows[] = {
      {"one character", "值得", {"值"}},
      {"a letter behind it", "值Bc", {"值b", "值"}},
      {"two, and more than two", "产值占比低", {"产值占比", "产值"}},
      {"none but its first character", "产量", {}},
      {"another's head", "总产", {}},
      {"a word", "Rose 5", {"rose"}},
      {"two words and three", "rose above all", {"rose above all", "rose above", "rose"}},
      {"in capitals", "ROSE ABOVE it", {"rose above", "rose"}},
      {"a hyphen", "rose-red", {"rose-red", "rose"}},
      {"no end of a word is asked here", "rose aboves", {"rose"}},
      {"a longer run", "roses", {}},
      {"a letter and a character", "A股", {"a股", "a"}},
      {"a sign", "'s", {"'s"}},
      {"beyond ASCII", "é", {"é"}},
      {"beyond ASCII and two words", "ü b", {"ü b"}},
      {"digits", "123", {"12"}},
      {"four words", "in the year to May", {"in the year to"}},
      {"the text ends within it", "in the ye", {}},
  };
  for (const Row& row : kRows) {
    INFO(row.name);
    CHECK(Standing(heads, words, row.text, 0) == row.standing);
  }
}

TEST_CASE("the first word that is taken ends the search") {
  const WordHeads heads = Made({"产值占比", "产值", "产"});
  int asked = 0;
  heads.Find("产值占比", 0, [&](const WordHeads::Found& found) {
    ++asked;
    return found.end == 6;
  });
  CHECK(asked == 2);
}

// Words whose slots may lie side by side.
TEST_CASE("a word is found once") {
  const std::vector<std::string> words = {"值", "值增", "投", "投增", "年", "年增", "in", "in a"};
  const WordHeads heads = Made(words);
  CHECK(Standing(heads, words, "值增", 0) == std::vector<std::string>{"值增", "值"});
  CHECK(Standing(heads, words, "投增", 0) == std::vector<std::string>{"投增", "投"});
  CHECK(Standing(heads, words, "年增", 0) == std::vector<std::string>{"年增", "年"});
  CHECK(Standing(heads, words, "in a", 0) == std::vector<std::string>{"in a", "in"});
}

TEST_CASE("no word ends behind its text") {
  const std::vector<std::string> words = {std::string("产\0", 4), "值"};
  const WordHeads heads = Made(words);
  CHECK(Standing(heads, words, "产", 0).empty());
}

TEST_CASE("no words: none is found") {
  const WordHeads heads = Made({});
  CHECK(Standing(heads, {}, "rose 产值", 0).empty());
  CHECK(Standing(heads, {}, "产值", 0).empty());
}

// Against a search without any table.
TEST_CASE("random words are found wherever they stand") {
  const std::vector<std::string> kPieces = {"a",  "b", " ", "-", "产", "值",
                                            "量", "é", "1", ".", "𠀀"};
  std::mt19937 random(11);
  const auto made = [&](size_t most) {
    std::string text;
    for (size_t i = 1 + random() % most; i > 0; --i) text += kPieces[random() % kPieces.size()];
    return text;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> words;
    for (int i = 0; i < 40; ++i) words.push_back(made(5));
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    const WordHeads heads = Made(words);
    const std::string text = made(40);
    for (uint32_t at = 0; at < text.size(); ++at) {
      if (IsUtf8Continuation(static_cast<unsigned char>(text[at]))) continue;
      std::vector<std::string> expected;
      for (const std::string& word : words) {
        if (!std::string_view(text).substr(at).starts_with(word)) continue;
        // A run of letters is asked as a whole: what ends inside one has no legal edge.
        const size_t end = at + word.size();
        const bool inside =
            end < text.size() && IsAsciiLetter(text[end - 1]) && IsAsciiLetter(text[end]);
        if (!inside) expected.push_back(word);
      }
      std::sort(expected.begin(), expected.end(),
                [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
      std::vector<std::string> standing = Standing(heads, words, text, at);
      std::erase_if(standing, [&](const std::string& word) {
        const size_t end = at + word.size();
        return end < text.size() && IsAsciiLetter(text[end - 1]) && IsAsciiLetter(text[end]);
      });
      INFO(text << "\nat " << at);
      CHECK(standing == expected);
    }
  }
}

}  // namespace
}  // namespace factmill
