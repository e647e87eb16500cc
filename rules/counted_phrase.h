// Nouns of Chinese in a row, and the phrase behind a classifier.  For counted_noun.cc.
#ifndef FACTMILL_RULES_COUNTED_PHRASE_H_
#define FACTMILL_RULES_COUNTED_PHRASE_H_

#include <cstdint>
#include <string_view>

#include "rules/compiled.h"

namespace factmill::chinese {

// Words that compounds are made of, and that end them (rules/zh/noun-phrases.toml).
inline constexpr std::string_view kLink = "np.link";
inline constexpr std::string_view kStop = "np.stop";

// The term of that role that the word is; null for none.
const Entry* TermOf(const Vocabulary::Hit& hit, std::string_view role);
bool IsTerm(const Vocabulary::Hit& hit, std::string_view role);

// The noun that the word is; null for none.
const Entry* NounOf(const Vocabulary::Hit& hit);

// Does a phrase end at `at`: a sign, a numeral, or a word that begins a clause?
bool EndsAt(const CompiledRules& rules, std::string_view text, uint32_t at);

// Does a sign or a letter stand at `at`, or nothing?
bool EndsAtSign(std::string_view text, uint32_t at);

// Nouns in a row; the head stands last: 高校院所, 机器人基地.
struct NounRow {
  uint32_t begin = 0, end = 0;  // Of the head; `end` is 0 for none.
  const Entry* head = nullptr;
};

// The nouns at `at`; if `linked`, between two of them words may stand that are no
// nouns: 数据交易机构.  A noun of one character is mostly a part of another word, unless
// the phrase ends with it.
NounRow ReadChineseNouns(const CompiledRules& rules, std::string_view text, uint32_t at,
                         bool linked);

// What stands behind a classifier, up to where a noun phrase may end.
struct CountedPhrase {
  uint32_t begin = 0;
  uint32_t end = 0;
  NounRow nouns;
  const Entry* single = nullptr;  // A noun of one character that it begins with.
  bool direct = true;             // Nothing unknown stands before the nouns.
  bool whole = true;              // As one word it would make sense.
};

// The phrase that begins at `begin`, or behind the clause that only says which.
CountedPhrase ReadCountedPhrase(const CompiledRules& rules, std::string_view text, uint32_t begin);

}  // namespace factmill::chinese

#endif  // FACTMILL_RULES_COUNTED_PHRASE_H_
