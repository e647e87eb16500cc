// English words in numbers, found without regard to case: the words themselves
// and the tables they are looked up in.
#ifndef FACTMILL_EXTRACTORS_NUMBER_WORD_H_
#define FACTMILL_EXTRACTORS_NUMBER_WORD_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ascii.h"

namespace factmill {

// Where the run of ASCII letters that begins at `at` ends; `at` if none does.
inline uint32_t AsciiWordEnd(std::string_view text, uint32_t at) {
  while (at < text.size() && IsAsciiLetter(text[at])) ++at;
  return at;
}

// Is `word`, of ASCII letters, `lower`, which is in lower case?
inline bool IsWord(std::string_view word, std::string_view lower) {
  if (word.size() != lower.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if ((word[i] | 0x20) != lower[i]) return false;
  }
  return true;
}

// The place of each word of a table `{{"word", ...}, ...}` of at most 255, by
// its first letter and then its length.
template <size_t kSize>
class WordTable {
 public:
  template <typename Entry>
  constexpr explicit WordTable(const Entry (&entries)[kSize]) {
    size_t used = 0;
    for (int letter = 0; letter < 26; ++letter) {
      begin_[letter] = static_cast<uint8_t>(used);
      for (size_t i = 0; i < kSize; ++i) {
        if (entries[i].word[0] != 'a' + letter) continue;
        words_[used] = entries[i].word;
        places_[used++] = static_cast<uint8_t>(i);
        lengths_[letter] |= 1u << entries[i].word.size();
      }
    }
    begin_[26] = static_cast<uint8_t>(used);
  }

  // The index of `word`, of ASCII letters, in the table; -1 for none.
  int Find(std::string_view word) const {
    if (word.empty() || word.size() >= 32) return -1;
    const int letter = (word[0] | 0x20) - 'a';
    if ((lengths_[letter] >> word.size() & 1) == 0) return -1;
    for (size_t i = begin_[letter]; i < begin_[letter + 1]; ++i) {
      if (IsWord(word, words_[i])) return places_[i];
    }
    return -1;
  }

 private:
  std::array<std::string_view, kSize> words_{};
  std::array<uint8_t, kSize> places_{};
  std::array<uint8_t, 27> begin_{};
  std::array<uint32_t, 26> lengths_{};  // Bit n: a word of n letters.
};

// What a word does in a number; in this order.
enum class NumberRole { kUnit, kTeen, kTen, kHundred, kScale, kDozen };

struct NumberWord {
  std::string_view word;
  int64_t value;
  NumberRole role;
};
inline constexpr NumberWord kEnglishNumbers[] = {
    {"zero", 0, NumberRole::kUnit},
    {"one", 1, NumberRole::kUnit},
    {"two", 2, NumberRole::kUnit},
    {"three", 3, NumberRole::kUnit},
    {"four", 4, NumberRole::kUnit},
    {"five", 5, NumberRole::kUnit},
    {"six", 6, NumberRole::kUnit},
    {"seven", 7, NumberRole::kUnit},
    {"eight", 8, NumberRole::kUnit},
    {"nine", 9, NumberRole::kUnit},
    {"ten", 10, NumberRole::kTeen},
    {"eleven", 11, NumberRole::kTeen},
    {"twelve", 12, NumberRole::kTeen},
    {"thirteen", 13, NumberRole::kTeen},
    {"fourteen", 14, NumberRole::kTeen},
    {"fifteen", 15, NumberRole::kTeen},
    {"sixteen", 16, NumberRole::kTeen},
    {"seventeen", 17, NumberRole::kTeen},
    {"eighteen", 18, NumberRole::kTeen},
    {"nineteen", 19, NumberRole::kTeen},
    {"twenty", 20, NumberRole::kTen},
    {"thirty", 30, NumberRole::kTen},
    {"forty", 40, NumberRole::kTen},
    {"fifty", 50, NumberRole::kTen},
    {"sixty", 60, NumberRole::kTen},
    {"seventy", 70, NumberRole::kTen},
    {"eighty", 80, NumberRole::kTen},
    {"ninety", 90, NumberRole::kTen},
    {"hundred", 100, NumberRole::kHundred},
    {"thousand", 1000, NumberRole::kScale},
    {"million", 1000000, NumberRole::kScale},
    {"mln", 1000000, NumberRole::kScale},
    {"billion", 1000000000, NumberRole::kScale},
    {"bln", 1000000000, NumberRole::kScale},
    {"bn", 1000000000, NumberRole::kScale},
    {"trillion", 1000000000000, NumberRole::kScale},
    {"quadrillion", 1000000000000000, NumberRole::kScale},
    {"millions", 1000000, NumberRole::kScale},
    {"billions", 1000000000, NumberRole::kScale},
    {"trillions", 1000000000000, NumberRole::kScale},
    {"dozen", 12, NumberRole::kDozen},
    {"dozens", 12, NumberRole::kDozen},
};
inline constexpr WordTable kEnglishNumberTable(kEnglishNumbers);

// `word`, of ASCII letters, in kEnglishNumbers; null for none.
inline const NumberWord* FindNumberWord(std::string_view word) {
  const int place = kEnglishNumberTable.Find(word);
  return place < 0 ? nullptr : &kEnglishNumbers[place];
}

// "a million", "half a million", "a quarter of a million".
inline constexpr std::string_view kPartWords[] = {"a", "half", "quarter"};
inline bool IsPartWord(std::string_view word) {
  for (std::string_view part : kPartWords) {
    if (IsWord(word, part)) return true;
  }
  return false;
}

// May a number begin with `word`, of ASCII letters?  If not, ReadEnglishNumber
// reads none there.
inline bool MayBeginNumber(std::string_view word) {
  const NumberWord* found = FindNumberWord(word);
  return found != nullptr ? found->role <= NumberRole::kTen : IsPartWord(word);
}

// The first three bytes of numbers in words, in any case: more than those, but
// few more.
class NumberFirstBytes {
 public:
  constexpr NumberFirstBytes() {
    for (const NumberWord& word : kEnglishNumbers) {
      if (word.role <= NumberRole::kTen) Add(word.word);
    }
    for (std::string_view word : kPartWords) Add(word);
  }

  // May a number begin with the letter at `at`?
  bool Begin(std::string_view text, uint32_t at) const {
    if (at + 3 > text.size()) return true;
    if (!IsAsciiLetter(text[at + 1])) return single_ >> ((text[at] | 0x20) - 'a') & 1;
    const size_t place = Place(text[at], text[at + 1], text[at + 2]);
    return places_[place / 64] >> place % 64 & 1;
  }

 private:
  static constexpr int kBits = 12;
  static constexpr size_t Place(char first, char second, char third) {
    const auto lower = [](char c) { return static_cast<unsigned char>(c) | 0x20u; };
    return (lower(first) << 16 | lower(second) << 8 | lower(third)) * 0x9E3779B1u >> (32 - kBits);
  }
  constexpr void Set(char first, char second, char third) {
    const size_t place = Place(first, second, third);
    places_[place / 64] |= uint64_t{1} << place % 64;
  }
  constexpr void Add(std::string_view word) {
    if (word.size() == 1) single_ |= 1u << (word[0] - 'a');
    if (word.size() > 2) Set(word[0], word[1], word[2]);
    if (word.size() != 2) return;
    for (int byte = 0; byte < 256; ++byte) {  // Behind it stands no letter.
      if (!IsAsciiLetter(static_cast<char>(byte))) Set(word[0], word[1], static_cast<char>(byte));
    }
  }

  uint32_t single_ = 0;  // Words of a single letter, a bit each.
  std::array<uint64_t, (1 << kBits) / 64> places_{};
};
inline constexpr NumberFirstBytes kNumberFirstBytes;

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_NUMBER_WORD_H_
