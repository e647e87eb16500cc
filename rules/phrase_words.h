// The words that the grammar of attribution knows, by class.
//
// A class is the role of a [[term]] behind "phrase.": [[term]] role =
// "phrase.verb".  Such words are kept apart from the vocabulary, so that none
// of them hides a unit or a noun.  Words that hedge are of class hedge by
// themselves, and terms of a role "metric.*" are metrics.
#ifndef FACTMILL_RULES_PHRASE_WORDS_H_
#define FACTMILL_RULES_PHRASE_WORDS_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/vocabulary.h"

namespace factmill {

enum class WordClass {
  kMetric,       // What is measured: revenue, 产值.
  kSuffix,       // Chinese: what ends with it is measured: 额, 率.
  kModifier,     // Goes with a metric behind it: total, 总, 人均.
  kChange,       // rose, increase, 同比增长.
  kSet,          // Chinese verbs that move a rate, and are told with it: 下调.
  kLevel,        // Says how much it is: was, stood at, 达, 为.
  kVerb,         // A verb that says itself what is measured: earned, 投资.
  kLight,        // A verb that does not: has, 实现.
  kAdverb,       // also, already, 已, 累计.
  kHedge,        // about, 约.
  kHedgeAfter,   // 左右, or so.
  kTime,         // year, quarter, 去年, 同期.
  kPreposition,  // in, for, 对, 在.
  kDeterminer,   // the, a, each, 各.
  kPronoun,      // it, they, 其.
  kConjunction,  // while, but, which; 其中, 同时.
  kJoint,        // Between figures that measure the same: and, from, to, 和, 折合.
  kShare,        // 占, accounting for.
  kBody,         // What ends the name of an organisation or a place: 公司, 市, Inc.
  kNever,        // No metric and no subject, though it looks like one.
  kPlain,        // Chinese of no class, in which a shorter word stands: 公共 is no 共.
  kCount,        // How many classes there are.
};

// The class that a role names; none for other roles.
std::optional<WordClass> WordClassOf(std::string_view role);

constexpr uint32_t Bit(WordClass c) { return uint32_t{1} << static_cast<int>(c); }
template <typename... Classes>
constexpr uint32_t Bits(Classes... classes) {
  return (Bit(classes) | ...);
}

// The words of all classes, built once, then frozen.
class PhraseWords {
 public:
  void Add(std::string_view word, WordClass c, Entry entry);
  void Freeze();

  struct Hit {
    uint32_t end = 0;      // Not included; 0 for no hit.
    uint32_t classes = 0;  // A bit each.
    const std::vector<const Entry*>* entries = nullptr;
  };
  // The longest word that begins at `at`, as Vocabulary::Longest().
  Hit Longest(std::string_view text, uint32_t at) const {
    return HitOf(words_.Longest(text, at, {}));
  }
  // The same where the Latin letters `first` stand.
  Hit Longest(std::string_view text, uint32_t at, const PlainWord& first) const {
    return HitOf(words_.Longest(text, at, first, {}));
  }

  const Vocabulary& vocabulary() const { return words_; }

 private:
  friend struct Packing;  // rules/prepared.cc
  static Hit HitOf(const Vocabulary::Hit& hit) { return {hit.end, hit.tag, hit.entries}; }

  Vocabulary words_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_PHRASE_WORDS_H_
