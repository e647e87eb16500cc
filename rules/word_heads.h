// Words by what they begin with: which of many stand at a place of a text, the longest
// first.  Most places begin none, and are passed by one look at a small filter.
//
// A word is kept by its head: of one that begins with Latin letters all of those, with
// those behind a blank behind them if there are any; of others the first two characters,
// or one where the second (or itself) is of ASCII.
#ifndef FACTMILL_RULES_WORD_HEADS_H_
#define FACTMILL_RULES_WORD_HEADS_H_

#include <bit>
#include <bitset>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/plain_word.h"
#include "base/utf8.h"

namespace factmill {

// Built once.  Letters of ASCII match in any case.
class WordHeads {
 public:
  struct Word {
    std::string_view text;
    bool marked = false;  // As its owner likes; Find() tells.
  };
  // REQUIRES: in lower case of ASCII, valid UTF-8, none empty, each once.  They are
  // numbered as they come.
  void Build(std::span<const Word> words);

  // Calls `take(number, end, marked)` with each word that stands at `at` and the place
  // behind it, the longest first, until it says true.  REQUIRES: `at` is the first byte of
  // a character, at < text.size().
  template <typename Take>
  void Find(std::string_view text, uint32_t at, Take take) const {
    if (IsAsciiLetter(text[at])) return Find(text, at, PlainWordAt(text, at), take);
    const Heads heads = HeadsAt(text, at);
    if (heads.two != 0 && Among(heads.two, text, at, take)) return;
    Among(heads.one, text, at, take);
  }
  // The same where the Latin letters `first` stand.
  template <typename Take>
  void Find(std::string_view text, uint32_t at, const PlainWord& first, Take take) const {
    if (leads_[first.hash >> (64 - kLeadBits)]) {
      const uint64_t both = HashWithNext(text, first);
      if (both != 0 && Among(both, text, at, take)) return;
    }
    Among(first.hash, text, at, take);
  }

 private:
  // Of what begins with no letter of ASCII: the hashes of one and of two characters, of
  // which the second is 0 where they make no head.
  struct Heads {
    uint64_t one = 0, two = 0;
  };
  static Heads HeadsAt(std::string_view text, uint32_t at) {
    const uint64_t bytes = EightBytes(text, at);
    const int size = Utf8Size(static_cast<unsigned char>(text[at]));
    const uint64_t one = bytes & ~(~uint64_t{0} << (8 * size));
    const uint64_t rest = bytes >> (8 * size);
    Heads heads = {Hash(one), 0};
    if (size == 1 || (rest & 0x80) == 0) return heads;
    const int both = size + Utf8Size(static_cast<unsigned char>(rest & 0xFF));
    heads.two = Hash(both == 8 ? bytes : bytes & ~(~uint64_t{0} << (8 * both)));
    return heads;
  }
  static uint64_t Hash(uint64_t bytes) {
    CaselessHasher hasher;
    hasher.Add(bytes);
    return hasher.hash();
  }
  uint64_t HeadOf(std::string_view word);  // Tells leads_.

  struct Slot {
    uint32_t hash = 0;
    uint32_t first = 0;  // Its first word's place among cells_; 0 where the slot is free.
  };
  // Before the bytes of a word, which fill the cells behind with zeros at the end: what a
  // look-up needs stands side by side.
  struct Lead {
    uint16_t size = 0;
    bool last = false;  // Of those with its head.
    bool marked = false;
    uint32_t number = 0;
  };
  static_assert(sizeof(Lead) == sizeof(uint64_t));

  template <typename Take>
  bool Among(uint64_t head, std::string_view text, uint32_t at, Take take) const {
    if (!heads_[head >> (64 - kHeadBits)]) return false;
    for (size_t i = head >> shift_; slots_[i].first != 0; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i].hash != static_cast<uint32_t>(head)) continue;
      for (const uint64_t* cell = &cells_[slots_[i].first];;) {
        const auto lead = std::bit_cast<Lead>(*cell++);
        if (Stands(cell, lead.size, text, at) && take(lead.number, at + lead.size, lead.marked))
          return true;
        if (lead.last) break;
        cell += (lead.size + 7) / 8;
      }
    }
    return false;
  }
  static bool Stands(const uint64_t* cells, uint32_t size, std::string_view text, uint32_t at) {
    if (size > text.size() - at) return false;
    for (uint32_t i = 0; i < size; i += 8) {
      const uint64_t bytes = EightBytes(text, at + i);
      const uint64_t other = (bytes | PlainLetterBits(bytes) >> 2) ^ *cells++;
      const uint32_t left = size - i;
      if ((left >= 8 ? other : other & ~(~uint64_t{0} << (8 * left))) != 0) return false;
    }
    return true;
  }

  static constexpr int kHeadBits = 16, kLeadBits = 12;
  std::bitset<1 << kLeadBits> leads_;  // Of the first of two runs of Latin letters.
  std::bitset<1 << kHeadBits> heads_;  // By the highest bits of hashes.
  std::vector<Slot> slots_;            // A power of two of them, at most half in use.
  int shift_ = 63;                     // The highest bits are the place.
  std::vector<uint64_t> cells_;        // Words by head, the longest first; the first is none.
};

}  // namespace factmill

#endif  // FACTMILL_RULES_WORD_HEADS_H_
