// Words by what they begin with: which of many stand at a place of a text, the longest
// first.  Most places begin none, and are passed by one look at a small filter.
//
// A word is kept by its head: of one that begins with Latin letters all of those, with
// those behind a blank behind them if there are any; of others the first two characters,
// or one where the second (or itself) is of ASCII.
#ifndef FACTMILL_RULES_WORD_HEADS_H_
#define FACTMILL_RULES_WORD_HEADS_H_

#include <bitset>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "base/plain_word.h"
#include "base/utf8.h"
#include "rules/word_filter.h"

namespace factmill {

// Built once.  Letters of ASCII match in any case.
class WordHeads {
 public:
  struct Word {
    std::string_view text;
    bool marked = false;  // As its owner likes, ...
    uint32_t tag = 0;     // ... too; Find() tells.
  };
  // REQUIRES: in lower case of ASCII, valid UTF-8, none empty, each once.  They are
  // numbered as they come.
  void Build(std::span<const Word> words);

  // Calls `take(Found)` with each word that stands at `at`, the longest first, until it
  // says true.  REQUIRES: `at` is the first byte of a character, at < text.size().
  struct Found {
    uint32_t number;
    uint32_t end;  // Not included.
    bool marked;
    uint32_t tag;
  };
  template <typename Take>
  void Find(std::string_view text, uint32_t at, Take take) const {
    if (IsAsciiLetter(text[at])) return Find(text, at, PlainWordAt(text, at), take);
    if (!firsts_.MayBegin(text, at)) return;
    const Heads heads = HeadsAt(text, at);
    if (heads.two != 0 && Among(heads.two, heads.two_size, kMostShort, text, at, take)) return;
    const uint32_t most = heads.two != 0 ? heads.two_size - 1 : kMostShort;
    Among(heads.one, heads.one_size, most, text, at, take);
  }
  // The same where the Latin letters `first` stand.
  template <typename Take>
  void Find(std::string_view text, uint32_t at, const PlainWord& first, Take take) const {
    const uint32_t size = first.end - at;
    uint32_t most = kMostShort;
    if (leads_[first.hash >> (64 - kLeadBits)]) {
      const uint64_t both = HashWithNext(text, first);
      if (both != 0) {
        if (Among(both, size + 2, kMostShort, text, at, take)) return;
        most = size + 1;
      }
    }
    Among(first.hash, size, most, text, at, take);
  }
  // May one of no letter of ASCII at its beginning stand there?  Far cheaper.
  bool MayBeginWide(std::string_view text, uint32_t at) const { return firsts_.MayBegin(text, at); }

 private:
  friend struct Packing;  // rules/prepared.cc
  // Of what begins with no letter of ASCII: the hashes of one and of two characters, and
  // their bytes; the second hash is 0 where they make no head.
  struct Heads {
    uint64_t one = 0, two = 0;
    uint32_t one_size = 0, two_size = 0;
  };
  static Heads HeadsAt(std::string_view text, uint32_t at) {
    const uint64_t bytes = EightBytes(text, at);
    const auto size = static_cast<uint32_t>(Utf8Size(static_cast<unsigned char>(text[at])));
    Heads heads;
    heads.one = Hash(FirstBytes(bytes, size));
    heads.one_size = size;
    const uint64_t rest = bytes >> (8 * size);
    if (size == 1 || (rest & 0x80) == 0) return heads;
    heads.two_size =
        size + static_cast<uint32_t>(Utf8Size(static_cast<unsigned char>(rest & 0xFF)));
    heads.two = Hash(FirstBytes(bytes, heads.two_size));
    return heads;
  }
  static uint64_t Hash(uint64_t bytes) {
    CaselessHasher hasher;
    hasher.Add(bytes);
    return hasher.hash();
  }
  uint64_t HeadOf(std::string_view word);  // Tells leads_ and firsts_.

  // Of a head.  Most have one word of eight bytes at most, which stands here; that of
  // others stand in cells_.
  struct Slot {
    static constexpr uint32_t kMany = 15;
    uint64_t bytes = 0;        // The word, or the head's hash.
    uint32_t tag = 0;          // The word's, or where the cells are.
    uint32_t size : 4 = 0;     // The word's, or kMany; 0 where the slot is free.
    uint32_t marked : 1 = 0;   // The word.
    uint32_t number : 27 = 0;  // The word's.
  };
  static_assert(sizeof(Slot) == 16);
  // Before the bytes of a word, which fill the cells behind with zeros at the end.
  struct Lead {
    uint32_t tag;
    uint16_t size;
    bool last;  // Of those with its head.
    bool marked;
    uint64_t number;
  };
  static constexpr size_t kLeadCells = sizeof(Lead) / sizeof(uint64_t);

  // Words in slots have no hash: `least` and `most` are the bytes of those with that head.
  static constexpr uint32_t kMostShort = sizeof(uint64_t);
  template <typename Take>
  bool Among(uint64_t head, uint32_t least, uint32_t most, std::string_view text, uint32_t at,
             Take take) const {
    if (!heads_[head >> (64 - kHeadBits)]) return false;
    for (size_t i = head >> shift_;; i = (i + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[i];
      if (slot.size == 0) return false;
      if (slot.size == Slot::kMany) {
        if (slot.bytes == head && AmongMany(&cells_[slot.tag], text, at, take)) return true;
      } else if (slot.size >= least && slot.size <= most && slot.size <= text.size() - at &&
                 FirstBytes(EightLowerBytes(text, at), slot.size) == slot.bytes &&
                 take(Found{slot.number, at + slot.size, slot.marked != 0, slot.tag})) {
        return true;
      }
    }
  }
  template <typename Take>
  static bool AmongMany(const uint64_t* cell, std::string_view text, uint32_t at, Take take) {
    while (true) {
      Lead lead;
      std::memcpy(&lead, cell, sizeof(lead));
      cell += kLeadCells;
      if (Stands(cell, lead.size, text, at) &&
          take(Found{static_cast<uint32_t>(lead.number), at + lead.size, lead.marked, lead.tag}))
        return true;
      if (lead.last) return false;
      cell += (lead.size + 7) / 8;
    }
  }
  static bool Stands(const uint64_t* cells, uint32_t size, std::string_view text, uint32_t at) {
    if (size > text.size() - at) return false;
    for (uint32_t i = 0; i < size; i += 8) {
      if (FirstBytes(EightLowerBytes(text, at + i), size - i) != *cells++) return false;
    }
    return true;
  }

  static constexpr int kHeadBits = 16, kLeadBits = 12;
  FirstWide firsts_;
  std::bitset<1 << kLeadBits> leads_;  // Of the first of two runs of Latin letters.
  std::bitset<1 << kHeadBits> heads_;  // By the highest bits of hashes.
  std::vector<Slot> slots_;            // A power of two of them, at most half in use.
  int shift_ = 63;                     // The highest bits are the place.
  std::vector<uint64_t> cells_;        // Words by head, the longest first.
};

}  // namespace factmill

#endif  // FACTMILL_RULES_WORD_HEADS_H_
