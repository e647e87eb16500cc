// Words that tell what "from 3 to 5" and "3 to 50" are: one range, or two figures, between which
// something changed.
//
// They are terms of roles that begin with "range.", looked up before such numbers alone
// (rules/en/range-words.toml).
#ifndef FACTMILL_RULES_RANGE_WORDS_H_
#define FACTMILL_RULES_RANGE_WORDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/quantity.h"
#include "rules/vocabulary.h"

namespace factmill {

enum class RangeCue : uint32_t {
  kNear = 1,    // Within 32 characters before "from": there is a range: vary.
  kBefore = 2,  // Right before "from", the same: takes.
  kChange = 4,  // Right before a number: there is a change: rose.
};

// The roles of such words, ascending.
const std::vector<std::string>& RangeRoles();

// Built once, then frozen.
class RangeWords {
 public:
  void Add(std::string_view word, Entry entry);
  void Freeze();

  // A quantity of `text` without its doubt, if that makes one range of two items; none if it
  // is as it stands.  Two items that the words make a range and that are none stay two.
  std::optional<Quantity> RangeIn(std::string_view text, const Quantity& quantity,
                                  const Home& home) const;

  const Vocabulary& vocabulary() const { return words_; }

 private:
  friend struct Packing;  // rules/prepared.cc
  // Does such a word stand before `end`, as near as the cue asks?
  bool StandsBefore(std::string_view text, uint32_t end, RangeCue cue, const Home& home) const;

  Vocabulary words_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_RANGE_WORDS_H_
