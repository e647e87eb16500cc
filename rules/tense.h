// What the sentence around an English date says of its time: that what took place then is
// over, or that it is still to come.
//
// The words are terms of roles that begin with "tense.", looked up here alone
// (rules/en/tense.toml).  The last of them before the date tells, else the first behind it.
#ifndef FACTMILL_RULES_TENSE_H_
#define FACTMILL_RULES_TENSE_H_

#include <cstdint>
#include <string_view>

#include "rules/vocabulary.h"

namespace factmill {

enum class Tense { kUnknown, kPast, kComing };

// Behind the date too, or only where the date opens the sentence or "was" stands right behind it.
enum class Looking { kBehind, kBehindOpening };

// Of the date at [begin, end) of the paragraph `text`, which is folded.  Words that hold only
// in some region or language are passed over.
Tense TenseAround(const Vocabulary& words, std::string_view text, uint32_t begin, uint32_t end,
                  Looking looking);

// Does a term of this role stand among those words?
bool IsTenseRole(std::string_view role);

}  // namespace factmill

#endif  // FACTMILL_RULES_TENSE_H_
