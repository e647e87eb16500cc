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

// The characters of three bytes, as nearly all Chinese ones are, with which words begin;
// some are alike.  Of others it says yes.
class FirstWide {
 public:
  // REQUIRES: `word` is not empty.
  void Add(std::string_view word) {
    if (IsWide(word[0])) firsts_.set(PlaceOf(word, 0));
  }
  // REQUIRES: at < text.size(), whole characters.
  bool MayBegin(std::string_view text, uint32_t at) const {
    return !IsWide(text[at]) || firsts_[PlaceOf(text, at)];
  }

 private:
  static bool IsWide(char c) { return (static_cast<unsigned char>(c) & 0xF0) == 0xE0; }
  static size_t PlaceOf(std::string_view text, uint32_t at) {
    return (text[at] & 0x07) << 12 | (text[at + 1] & 0x3F) << 6 | (text[at + 2] & 0x3F);
  }
  std::bitset<1 << 15> firsts_;
};

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
    if (!firsts_.MayBegin(text, at)) return false;
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
    const uint64_t character = FirstBytes(EightBytes(text, *at), size);
    *at += static_cast<uint32_t>(size);
    CaselessHasher hasher(hash);
    hasher.Add(character);
    return hasher.hash();
  }
  void AddWide(std::string_view word) {
    firsts_.Add(word);
    uint64_t hash = 0;
    uint32_t at = 0;
    int last = -1;
    while (at < word.size() && last + 1 < kMostCharacters) {
      hash = WithCharacter(word, &at, hash);
      ++last;
    }
    wide_[last].set(Fold(hash));
  }

  FirstWide firsts_;
  Bits latin_;                  // Words of one run of letters, or with a sign behind that.
  Bits leads_, pairs_;          // Of words of more: the first run, and the first two.
  Bits wide_[kMostCharacters];  // Of one character, of two, and of more.
};

}  // namespace factmill

#endif  // FACTMILL_RULES_WORD_FILTER_H_
