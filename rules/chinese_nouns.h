// Noun phrases of Chinese, as rules/noun_phrase.cc reads those of English.
#ifndef FACTMILL_RULES_CHINESE_NOUNS_H_
#define FACTMILL_RULES_CHINESE_NOUNS_H_

#include <string_view>
#include <vector>

#include "rules/matcher.h"

namespace factmill {

// Nouns in a row that begin at `at`, a byte of `text`; the head is the last.  As
// ReadNounPhrase() otherwise.
NounPhrase ReadChineseNounPhrase(const CompiledRules& rules, std::string_view text, uint32_t at,
                                 std::vector<const Entry*>* words);

}  // namespace factmill

#endif  // FACTMILL_RULES_CHINESE_NOUNS_H_
