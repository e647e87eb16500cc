// Masked text: a paragraph as rules of layer 2 see it.
//
//   folded   注册资本达2亿元,其中外资5000万元
//   masked   ▮达▮,其中外资▮
//
// Each figure, each word that some rule of layer 2 names by a slot, and each
// other number is one private-use character, a token; all else stays as it is.
// Every offset of the masked text leads back to the paragraph.
#ifndef FACTMILL_RULES_MASK_H_
#define FACTMILL_RULES_MASK_H_

#include <bitset>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_scan.h"
#include "base/fact.h"
#include "extractors/quantity.h"
#include "rules/pattern.h"
#include "rules/starts.h"
#include "rules/vocabulary.h"

namespace factmill {

struct MatchContext;  // rules/matcher.h

// Tokens are characters of this plane; where a text has such a character of its
// own, the mask has U+10FFFD for it.
constexpr char32_t kFirstToken = 0xF0000, kLastToken = 0xFFFFF;
constexpr char32_t kQuantityToken = kFirstToken + kKinds;  // Before it a figure's, by kind.
constexpr uint32_t kTokenBytes = 4;                        // Of each in UTF-8.

// Which words become tokens, and which: built from the slots of all rules of
// layer 2, then frozen.
class TokenAlphabet {
 public:
  static constexpr size_t kMostSlots = 64;

  // The place of a word slot (unit, prefix, noun, classifier, term) among those
  // that rules name; -1 if there are more than kMostSlots.
  int Name(const Slot& slot);
  int PlaceOf(const Slot& slot) const;  // -1 if no rule names it.
  void Freeze(const Vocabulary& vocabulary);

  // The tokens that a slot of any kind stands for, as a class of a regular
  // expression; one that matches nothing where there are none.
  std::string ClassOf(const Slot& slot) const;

  struct PickPlaces {
    uint64_t spaces;  // All bits where a word may begin with a space.
    // Nothing begins inside a Latin word.
    uint64_t operator()(const ByteKinds& now, const ByteKinds& earlier) const {
      return Beginnings(now.letters, earlier.letters) | now.digits | now.leads | now.others |
             (now.spaces & spaces);
    }
  };
  PlaceWalk<PickPlaces> PlacesOf(const ByteMap& bytes) const {
    return PlaceWalk<PickPlaces>(bytes, {starts_.Has(' ') ? ~uint64_t{0} : 0});
  }
  // The first of the places not yet passed at which a word that becomes a token may
  // begin; text.size() for none.  Never too far.  REQUIRES: `places` are PlacesOf()
  // the text.
  uint32_t Next(std::string_view text, PlaceWalk<PickPlaces>* places) const;

  // The slots that the word `hit` at `at` fills, a bit each, by Name(); and the
  // token for such a set.
  uint64_t SlotsOf(const Vocabulary::Hit& hit, std::string_view text, uint32_t at,
                   const Home& home) const;
  char32_t TokenOf(uint64_t slots) const { return tokens_.at(slots); }

 private:
  friend struct Packing;  // rules/prepared.cc
  uint64_t SlotsOf(const Entry& entry) const;
  void AddBegin(const std::string& word);
  bool MayBegin(std::string_view text, uint32_t at) const;
  static constexpr size_t kPrefix = 5;  // Bytes of a word that are looked at first.
  static char Upper(char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c); }
  static uint32_t Pair(char first, char second) {
    return static_cast<uint32_t>(static_cast<unsigned char>(first)) << 8 |
           static_cast<unsigned char>(second);
  }
  static uint32_t Hash(const char* text) {
    uint64_t key = 0;
    for (size_t i = 0; i < kPrefix; ++i) {
      key = key << 8 | static_cast<unsigned char>(Lower(text[i]));
    }
    return static_cast<uint32_t>(key * 0x9E3779B97F4A7C15u >> 48);
  }

  std::vector<Slot> slots_;
  std::map<uint64_t, char32_t> tokens_;  // By the set of slots that a word fills.
  Starts starts_;                        // With which the words begin.
  std::bitset<1 << 16> begins_;          // Pairs of bytes with which they begin, in any case.
  std::bitset<1 << 16> short_begins_;    // Those of words shorter than kPrefix.
  std::bitset<1 << 16> prefixes_;        // Hashes of the others' first kPrefix bytes.
};

struct Token {
  char32_t character = 0;
  uint32_t begin = 0, end = 0;                         // Bytes of the paragraph.
  uint32_t at = 0;                                     // Its first byte in the masked text.
  int figure = -1;                                     // Index of the figure; -1 for none.
  uint64_t slots = 0;                                  // Of a word: TokenAlphabet::SlotsOf().
  const std::vector<const Entry*>* entries = nullptr;  // Of a word.
  const Quantity* quantity = nullptr;                  // Of a number that is in no figure.
};

// A stretch that layer 1 has read: a figure, or (figure < 0) text that it
// ignores, in which there are no tokens.
struct TakenSpan {
  uint32_t begin = 0, end = 0;
  int figure = -1;
  Kind kind = Kind::kNumber;
};

// A word that fills a slot.
struct NamedWord {
  uint32_t begin = 0, end = 0;  // Bytes of the paragraph.
  uint64_t slots = 0;           // TokenAlphabet::SlotsOf().
  const std::vector<const Entry*>* entries = nullptr;
};

// Wherever the longest word of the vocabulary fills a slot, ascending by begin;
// they may overlap.
std::vector<NamedWord> FindWords(const Vocabulary& vocabulary, const TokenAlphabet& alphabet,
                                 const MatchContext& context);

// The tokens of a paragraph in their order: its figures, and between them, from
// left to right, the longest named word or number at each place.  What is
// ignored is no token.  REQUIRES: `taken` ascends, never overlapping; `words` are
// FindWords(context).
std::vector<Token> FindTokens(const Vocabulary& vocabulary, const TokenAlphabet& alphabet,
                              const MatchContext& context, const std::vector<TakenSpan>& taken,
                              const std::vector<NamedWord>& words);

class Mask {
 public:
  // REQUIRES: `tokens` ascend, never overlapping, on whole characters.
  Mask(std::string_view paragraph, std::vector<Token> tokens);

  const std::string& text() const { return text_; }
  const std::vector<Token>& tokens() const { return tokens_; }

  // The byte of the paragraph that stands at `masked`: a token's first byte for
  // all of the token.
  uint32_t ToParagraph(uint32_t masked) const;
  // Where the paragraph's byte `at` stands; a token's end where it is inside one.
  uint32_t ToMasked(uint32_t at) const;
  // The token that begins at `masked`; null for none.
  const Token* TokenAt(uint32_t masked) const;

 private:
  std::string text_;
  std::vector<Token> tokens_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_MASK_H_
