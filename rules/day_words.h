// Words that say of the day or month beside them on which side of the article's day it is.
//
// They are terms of roles that begin with "day.", looked up around dates alone
// (rules/en/day-words.toml, rules/zh/day-words.toml); "day.none" says nothing, and hides a
// shorter word.  rules/tense.h reads the sentence of a weekday, and of a month that may be over.
#ifndef FACTMILL_RULES_DAY_WORDS_H_
#define FACTMILL_RULES_DAY_WORDS_H_

#include <cstdint>
#include <string_view>

#include "rules/vocabulary.h"

namespace factmill {

enum class DayCue : uint32_t {
  kComing = 1,      // What its sentence tells of is to come, ...
  kOver = 2,        // ... or is over: will, said.  The last of them says which.
  kPlanned = 4,     // What its clause tells of is to come: 将.
  kYesterday = 8,   // Takes that back: 昨.
  kNotYet = 16,     // What its clause tells of may never be: hopes.
  kFallsDue = 32,   // Sums and rights do on the day right behind it: payable on, ...
  kWas = 64,        // ... or did: was.
  kOfRecord = 128,  // The day right behind it is one on which shares were held: record.
  kForeseen = 256,  // A part of a year that it speaks of is looked forward to: expects.
  kWithin = 512,    // What is told took place on the day right behind it: in, during, began.
  kEnded = 1024,    // The day right behind it is over: ended, qtr.
  kEnding = 2048,   // ... is the last of a year, which may be to come: ending.
};

// Does a term of this role stand among those words?
bool IsDayRole(std::string_view role);

// Built once, then frozen.
class DayWords {
 public:
  void Add(std::string_view word, Entry entry);
  void Freeze();

  // The end of the last such word that begins in `text`; 0 for none.
  uint32_t LastIn(std::string_view text, DayCue cue) const;
  bool StandsIn(std::string_view text, DayCue cue) const { return LastIn(text, cue) > 0; }
  // The longest word that ends right before `at`, or before the blank there: is it such a one?
  bool StandsBefore(std::string_view text, uint32_t at, DayCue cue) const;
  // Does such a word begin at `at`, or behind the blank there?
  bool StandsAt(std::string_view text, uint32_t at, DayCue cue) const;

  const Vocabulary& vocabulary() const { return words_; }

 private:
  friend struct Packing;  // rules/prepared.cc
  bool MayBegin(std::string_view text, uint32_t at) const;
  uint32_t EndOf(std::string_view text, uint32_t at, DayCue cue) const;

  Vocabulary words_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_DAY_WORDS_H_
