// With what the words of a set begin: whether one of them may begin at a place, for far
// less than looking it up.  Now and then wrongly yes, never wrongly no.
//
// Of a word that begins with Latin letters the first two runs of letters are asked, of
// others the first three characters.
#ifndef FACTMILL_RULES_WORD_FILTER_H_
#define FACTMILL_RULES_WORD_FILTER_H_

#include <bitset>
#include <cstdint>
#include <string_view>

#include "base/plain_word.h"
#include "base/utf8.h"

namespace factmill {

class WordFilter {
 public:
  void Add(std::string_view word) {
    if (word.empty()) return;
    if (!IsAsciiLetter(word[0])) return AddWide(word);
    const PlainWord first = PlainWordAt(word, 0);
    const uint64_t both = HashWithNext(word, first);
    if (both == 0) return latin_.set(Fold(first.hash)), void();
    leads_.set(Fold(first.hash));
    pairs_.set(Fold(both));
  }

  // REQUIRES: at < text.size().
  bool MayBegin(std::string_view text, uint32_t at) const {
    return IsAsciiLetter(text[at]) ? MayBegin(text, PlainWordAt(text, at)) : MayBeginWide(text, at);
  }
  // The same where `first` stands.
  bool MayBegin(std::string_view text, const PlainWord& first) const {
    if (latin_[Fold(first.hash)]) return true;
    if (!leads_[Fold(first.hash)]) return false;
    const uint64_t both = HashWithNext(text, first);
    return both != 0 && pairs_[Fold(both)];
  }
  // The same where no plain letter stands.
  bool MayBeginWide(std::string_view text, uint32_t at) const {
    uint64_t hash = 0;
    for (const Bits& wide : wide_) {
      if (at >= text.size()) return false;
      hash = WithCharacter(text, &at, hash);
      if (wide[Fold(hash)]) return true;
    }
    return false;
  }

 private:
  static constexpr int kBits = 12;  // Small: to stay in the nearest cache.
  static constexpr int kMostCharacters = 3;
  using Bits = std::bitset<1 << kBits>;
  static size_t Fold(uint64_t hash) { return hash >> (64 - kBits); }

  // With the character at `*at`, and goes behind it.
  static uint64_t WithCharacter(std::string_view text, uint32_t* at, uint64_t hash) {
    const int size = Utf8Size(static_cast<unsigned char>(text[*at]));
    const uint64_t character = EightBytes(text, *at) & ~(~uint64_t{0} << (8 * size));
    *at += static_cast<uint32_t>(size);
    CaselessHasher hasher(hash);
    hasher.Add(character);
    return hasher.hash();
  }
  void AddWide(std::string_view word) {
    uint64_t hash = 0;
    uint32_t at = 0;
    int last = -1;
    while (at < word.size() && last + 1 < kMostCharacters) {
      hash = WithCharacter(word, &at, hash);
      ++last;
    }
    wide_[last].set(Fold(hash));
  }

  Bits latin_;                  // Words of one run of letters, or with a sign behind that.
  Bits leads_, pairs_;          // Of words of more: the first run, and the first two.
  Bits wide_[kMostCharacters];  // Of one character, of two, and of more.
};

}  // namespace factmill

#endif  // FACTMILL_RULES_WORD_FILTER_H_
