// Vocabulary: words with what they mean, found by the longest one.
//
// All entries of all kinds compete at a place and the longest wins, so that
// 元件 as a noun needs no guard against 元.  Words match folded text.  Latin
// letters match in any case unless the entry is exact, and a word never begins
// or ends inside a Latin word or a number.
#ifndef FACTMILL_RULES_VOCABULARY_H_
#define FACTMILL_RULES_VOCABULARY_H_

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/decimal.h"
#include "base/fact.h"
#include "extractors/numeral.h"
#include "rules/pattern.h"
#include "rules/regex.h"
#include "rules/word_heads.h"

namespace factmill {

enum class EntryKind { kUnit, kPrefix, kNoun, kClassifier, kTerm, kHedge, kHedgeAfter, kIgnore };

// What is known of the text as a whole.
struct Home {
  std::string_view region;    // "TW", "HK"; "" for none.
  std::string_view language;  // "en", "zh", "mixed"; "" where unknown.
};

// When an entry holds.  Of two entries of one word, that with more conditions
// comes first.
struct Condition {
  std::string region, language;   // Of the text; "" for any.
  std::vector<std::string> near;  // One of these stands within kGuardWindow characters.

  int count() const { return !region.empty() + !language.empty() + !near.empty(); }
};

struct Entry {
  EntryKind kind = EntryKind::kTerm;
  std::string word;                 // In folded form, as written; set by Add.
  Kind unit_kind = Kind::kMeasure;  // Units and prefixes: money, measure, percent or number.
  std::string canonical;            // Unit code, noun, or a term's meaning.
  std::optional<Decimal> number;    // What `canonical` reads as a number; set by Add.
  std::string role;                 // Terms only: "date.month".
  Decimal times = 1;                // Units: the value is this many times the number (角: 0.1).
  Bound bound = Bound::kExact;      // Hedges.
  uint32_t except_kinds = 0;        // Hedges: bit per Kind that it does not hedge.
  bool exact_case = false;
  bool mass = false;  // Nouns: counts without a plural form (people, head).
  Condition when;
  uint32_t file = 0;  // Where it is written: an index of CompiledRules::files, ...
  int line = 0;       // ... and the line; 0 where it is not known.
  // Entries that fill the same slots share a number; kNoSlot fills none.  Set by
  // NumberSlots (rules/form_trie.h).
  static constexpr uint16_t kNoSlot = UINT16_MAX;
  uint16_t slot_number = kNoSlot;

  // Hedges: of figures of that kind?
  bool Hedges(Kind figure) const { return (except_kinds >> static_cast<int>(figure) & 1) == 0; }
};

// A set of words, built once, then frozen.
class Vocabulary {
 public:
  Vocabulary() = default;
  Vocabulary(Vocabulary&&) = default;  // Entries stay where they are; a copy's would not.
  Vocabulary& operator=(Vocabulary&&) = default;

  // Adds a word in folded form.  Entries are kept by the vocabulary.  ASCII letters match
  // in any case, unless they are to be exact.
  void Add(std::string_view word, Entry entry);

  using Entries = std::vector<const Entry*>;
  // No word is added after this, and none is found before it.  `tag_of` tells from the
  // entries of a word what a hit of it has as its tag.
  void Freeze(const std::function<uint32_t(const Entries&)>& tag_of = nullptr);
  // The same of words that LongestBackwards() is to find, and nothing else.
  void FreezeBackwards();

  struct Hit {
    uint32_t end = 0;  // Not included; 0 for no hit.
    const Entries* entries = nullptr;
    uint32_t tag = 0;
  };

  // The longest word that begins at `at` and ends at a legal edge.  An exact
  // word counts only in its own letters.
  Hit Longest(std::string_view text, uint32_t at, const Home& home) const {
    Hit longest;
    if (at >= text.size() || words_.empty()) return longest;
    heads_.Find(text, at,
                [&](const WordHeads::Found& word) { return Take(word, text, at, home, &longest); });
    return longest;
  }
  // The same where the Latin letters `first` stand.
  Hit Longest(std::string_view text, uint32_t at, const PlainWord& first, const Home& home) const {
    Hit longest;
    if (words_.empty()) return longest;
    heads_.Find(text, at, first,
                [&](const WordHeads::Found& word) { return Take(word, text, at, home, &longest); });
    return longest;
  }

  // May a word begin there, where no letter of ASCII stands?  Far cheaper than to look.
  bool MayBeginWide(std::string_view text, uint32_t at) const {
    return heads_.MayBeginWide(text, at);
  }

  // Does `entry` hold for what stands at [at, end)?  Its case, its condition.
  static bool Holds(const Entry& entry, std::string_view text, uint32_t at, uint32_t end,
                    const Home& home) {
    return (!entry.exact_case || text.substr(at, end - at) == entry.word) &&
           (entry.when.count() == 0 || IsMet(entry.when, text, at, end, home));
  }

  // Does it hold in whatever case and text?
  static bool IsSure(const Entry* entry) { return !entry->exact_case && entry->when.count() == 0; }

  // Remembers which slots are filled by words that begin alike.  REQUIRES: frozen,
  // and slots are numbered.
  void IndexSlots();
  // The slots that a word which begins at `at` may fill, a bit each by its number
  // modulo 64; never too few.
  uint64_t SlotsAt(std::string_view text, uint32_t at) const {
    const uint64_t slots = short_slots_[static_cast<unsigned char>(text[at])];
    return at + 3 > text.size() ? slots : slots | slots_[PlaceOf(text.data() + at)];
  }
  // The slots that a word which begins with or goes on beyond `text` may fill; of
  // words that end within it those alone that do not end within a Latin word.
  uint64_t SlotsOfBeginning(std::string_view text) const;
  static uint64_t SlotBit(uint16_t number) { return uint64_t{1} << number % 64; }

  // The longest word that ends `text` and begins at a legal edge, of a vocabulary
  // whose words were added byte by byte from behind; `end` is then its size.
  // With `kind`, among words with an entry that hedges figures of that kind.
  Hit LongestBackwards(std::string_view text, std::optional<Kind> kind = std::nullopt) const;

  // The words of such entries as one expression, in any case of ASCII letters.
  Regex WordsAsRegex(const std::function<bool(const Entry&)>& which) const;

  void ForEachEntry(const std::function<void(Entry*)>& change);

  // All words that begin at `at`, shortest first, in whatever case.
  std::vector<Hit> All(std::string_view text, uint32_t at) const;

  // The entries of each word, a list a word, in a fixed order.
  const std::vector<std::vector<const Entry*>>& words() const { return words_; }

  // The characters with which the words of such entries begin.
  FirstChars FirstCharsOf(const std::function<bool(const Entry&)>& which) const;

 private:
  friend struct Packing;  // rules/prepared.cc
  // Of the tree of bytes: a few children in place, more in a table of all bytes.
  struct Node {
    static constexpr int kFew = 6;
    uint64_t slots = 0;  // Of all words that go on from here; see IndexSlots().
    int32_t words = -1;  // Index into words_, -1 where no word ends.
    int32_t table = -1;  // Index into tables_; -1 where there are few children.
    uint16_t count = 0;
    std::array<unsigned char, kFew> bytes{};
    std::array<int32_t, kFew> children{};
  };

  static uint64_t SlotsOf(const std::vector<const Entry*>& entries);
  // Fills words_ and gives each word in lower case, in that order.
  std::vector<std::string> SortWords();
  void MakeTree(const std::vector<std::string>& lower);
  int32_t AddChild(int32_t node, unsigned char byte);
  int32_t Child(int32_t node, unsigned char byte) const {
    const Node& n = nodes_[node];
    if (n.table >= 0) return tables_[n.table][byte];
    for (int i = 0; i < n.count; ++i) {
      if (n.bytes[i] == byte) return n.children[i];
    }
    return -1;
  }

  static bool IsMet(const Condition& when, std::string_view text, uint32_t at, uint32_t end,
                    const Home& home);

  // May a word stand at [at, end), as far as what is around it goes?
  static bool HasEdges(std::string_view text, uint32_t at, uint32_t end);
  // Gives `*hit`, and true, if an entry of the word holds there; a marked one surely does
  // where there are edges.
  bool Take(const WordHeads::Found& word, std::string_view text, uint32_t at, const Home& home,
            Hit* hit) const;

  // Of three bytes, in any case.
  static constexpr int kPlaceBits = 11;
  static size_t PlaceOf(const char* three) {
    uint32_t key = 0;
    for (int i = 0; i < 3; ++i) key = key << 8 | (static_cast<unsigned char>(three[i]) | 0x20);
    return key * 0x9E3779B1u >> (32 - kPlaceBits);
  }

  std::array<uint64_t, 256> short_slots_{};        // Of words of one or two bytes, by the first.
  std::array<uint64_t, 1 << kPlaceBits> slots_{};  // Of others, by PlaceOf().
  WordHeads heads_;
  std::vector<Node> nodes_;  // Where slots are asked for, or words from behind.
  std::vector<std::array<int32_t, 256>> tables_;
  std::vector<std::vector<const Entry*>> words_;
  std::deque<Entry> entries_;
};

// May a match begin or end between these two bytes' characters?  Not inside a
// Latin word, a number, or a Chinese numeral.
bool IsEdgeAmong(std::string_view text, uint32_t at);  // The same, of any two.
inline bool IsEdge(std::string_view text, uint32_t at) {
  if (at == 0 || at >= text.size()) return true;
  const auto right = static_cast<unsigned char>(text[at]);
  // Nearly all: before a blank, or a Chinese character that is no numeral.
  if (right == ' ') return true;
  if (right >= 0xE3 && right <= 0xE9) {
    const char32_t c = (right & 0x0F) << 12 | (text[at + 1] & 0x3F) << 6 | (text[at + 2] & 0x3F);
    if (!IsChineseNumeral(c)) return true;
  }
  return IsEdgeAmong(text, at);
}

// What stands before `at`, and from `at` on: so many code points at most.
constexpr int kGuardWindow = 32;  // What guards and conditions see.
std::string_view WindowBefore(std::string_view text, size_t at, int most = kGuardWindow);
std::string_view WindowAfter(std::string_view text, size_t at, int most = kGuardWindow);

}  // namespace factmill

#endif  // FACTMILL_RULES_VOCABULARY_H_
