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
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/fact.h"
#include "rules/pattern.h"

namespace factmill {

enum class EntryKind { kUnit, kPrefix, kNoun, kClassifier, kTerm, kHedge, kHedgeAfter, kIgnore };

struct Entry {
  EntryKind kind = EntryKind::kTerm;
  std::string word;                 // In folded form, as written; set by Add.
  Kind unit_kind = Kind::kMeasure;  // Units and prefixes: money, measure, percent or number.
  std::string canonical;            // Unit code, noun, or a term's meaning.
  std::string role;                 // Terms only: "date.month".
  Decimal times = 1;                // Units: the value is this many times the number (角: 0.1).
  Bound bound = Bound::kExact;      // Hedges.
  uint32_t except_kinds = 0;        // Hedges: bit per Kind that it does not hedge.
  bool exact_case = false;
  bool mass = false;   // Nouns: counts without a plural form (people, head).
  std::string region;  // Holds only in texts of this region; "" everywhere.
};

// A set of words, built once, then frozen.
class Vocabulary {
 public:
  // Adds a word in folded form.  Entries are kept by the vocabulary.
  void Add(std::string_view word, Entry entry);

  struct Hit {
    uint32_t end = 0;  // Not included; 0 for no hit.
    const std::vector<const Entry*>* entries = nullptr;
  };

  // The longest word that begins at `at` and ends at a legal edge.  An exact
  // word counts only in its own letters.
  Hit Longest(std::string_view text, uint32_t at, std::string_view region) const;

  // Does `entry` hold for what stands at [at, end)?  Its case, its region.
  static bool Holds(const Entry& entry, std::string_view text, uint32_t at, uint32_t end,
                    std::string_view region);

  // All words that begin at `at`, shortest first, in whatever case.
  std::vector<Hit> All(std::string_view text, uint32_t at) const;

  // The entries of each word, a list a word, in a fixed order.
  const std::vector<std::vector<const Entry*>>& words() const { return words_; }

  // The characters with which the words of such entries begin.
  FirstChars FirstCharsOf(const std::function<bool(const Entry&)>& which) const;

 private:
  struct Node {
    std::vector<std::pair<unsigned char, int>> children;  // Ascending.
    int words = -1;  // Index into words_, -1 where no word ends.
  };

  int Child(int node, unsigned char byte) const;
  static std::array<int, 256> MadeOf(int value) {
    std::array<int, 256> all;
    all.fill(value);
    return all;
  }

  std::vector<Node> nodes_{1};
  std::array<int, 256> roots_ = MadeOf(-1);  // The root's children.
  std::vector<std::vector<const Entry*>> words_;
  std::vector<std::unique_ptr<Entry>> entries_;
};

// May a match begin or end between these two bytes' characters?  Not inside a
// Latin word, a number, or a Chinese numeral.
bool IsEdge(std::string_view text, uint32_t at);

}  // namespace factmill

#endif  // FACTMILL_RULES_VOCABULARY_H_
