// What a rule of layer 2 is made of.
#ifndef FACTMILL_RULES_MASKED_RULE_H_
#define FACTMILL_RULES_MASKED_RULE_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/mask.h"
#include "rules/pattern.h"

namespace factmill {

class LazyRegex;

// How far before a number the figure may stand whose unit it has.
enum class Carried { kNot, kSentence, kParagraph, kText };

// What bounds a match, besides its paragraph.
enum class Scope { kClause, kSentence, kParagraph };

// What a text holds, or must hold, for rules of layer 2: figures by kind and in all,
// numbers that are in no figure, seven of each at most, and word slots.
class Contents {
 public:
  static constexpr int kMost = 7;
  static constexpr int kFigure = kKinds, kNumber = kKinds + 1;  // Behind the kinds.

  void Add(int what, int count = 1) {
    const int now = Count(what);
    counts_ += static_cast<uint64_t>(std::min(kMost - now, count)) << (4 * what);
  }
  void AddWords(uint64_t slots) { words_ |= slots; }
  uint64_t words() const { return words_; }
  int Count(int what) const { return static_cast<int>(counts_ >> (4 * what) & 0xF); }

  bool Has(const Contents& needs) const { return HasCounts(needs.counts_) && HasWords(needs); }
  bool HasFigures(const Contents& needs) const {
    return HasCounts(needs.counts_ & ~(uint64_t{0xF} << (4 * kNumber)));
  }
  bool HasWords(const Contents& needs) const { return (needs.words_ & ~words_) == 0; }

 private:
  static_assert(4 * (kKinds + 2) <= 64);
  bool HasCounts(uint64_t needs) const {
    constexpr uint64_t kHigh = 0x8888888888888888u;  // Nothing is borrowed from beyond it.
    return (((counts_ | kHigh) - needs) & kHigh) == kHigh;
  }

  uint64_t counts_ = 0;  // Four bits each.
  uint64_t words_ = 0;   // The slots that words fill, by TokenAlphabet::Name().
};

struct MaskedRule {
  struct Group {
    std::string name;
    std::optional<Slot> slot;  // None for a stretch of text.
  };
  // `words` give the figure `fact` its `role`.
  struct Setting {
    std::string fact, role, words;
  };
  // `from` is in this relation to `other`.  Where `from` is kOwn, it is the
  // rule's own new figure.
  struct Linking {
    std::string from, relation, other;
  };
  static constexpr const char* kOwn = "q";
  // Where the new figure `q` has its unit from, if one is made.
  struct UnitSource {
    std::string from;                 // A capture; "" for none.
    Carried carried = Carried::kNot;  // Or the last figure of its kind before it, so far back.
    Kind kind = Kind::kNumber;        // Of the new figure.
    bool alike = false;               // It is not far from that one, else there is no match.
    int64_t least = 0;                // Nor where its value is less than this.

    bool makes() const { return !from.empty() || carried != Carried::kNot; }
  };

  int reader = -1;  // Of rules/attribution.h, in place of a pattern and all that follows.
  std::vector<PatternPart> parts;
  bool exact_case = false;
  Scope scope = Scope::kSentence;
  UnitSource unit;
  std::vector<Setting> sets;
  std::vector<Linking> links;

  // From the parts, by FreezeMasked():
  std::vector<Group> groups;               // [i] is the regular expression's group i+1.
  std::shared_ptr<const LazyRegex> regex;  // Over masked text.
  // The tokens with which a match begins, ascending; empty where it may begin with
  // something else.
  std::vector<char32_t> begins;
  std::vector<Contents> needs;  // What a text must hold, for each alternative of the pattern.
  uint64_t words = 0;  // The word slots that it names, a bit each, by TokenAlphabet::Name().

  const Group* Find(const std::string& name) const;
};

// The groups of a pattern, by name, in their order; a name may stand twice.
std::vector<MaskedRule::Group> GroupsOf(const std::vector<PatternPart>& parts);

// The pattern as one regular expression, in which no dot, class or escape
// matches a token.  "" and `*error` where it would: [\S], [^\P{..}].
std::string MaskedRegex(const std::vector<PatternPart>& parts, const TokenAlphabet& alphabet,
                        std::string* error);

// Compiles the rule's pattern.  REQUIRES: a frozen alphabet that knows its words.
// False, and `*error`, if it is no regular expression, can match nothing or may run
// on too far; `error->help` says what to do.
bool FreezeMasked(const TokenAlphabet& alphabet, MaskedRule* rule, PatternError* error);

}  // namespace factmill

#endif  // FACTMILL_RULES_MASKED_RULE_H_
