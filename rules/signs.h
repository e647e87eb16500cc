// A sentence as words that govern see it: its figures, its governing words and
// its punctuation, in the order of the text.
#ifndef FACTMILL_RULES_SIGNS_H_
#define FACTMILL_RULES_SIGNS_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rules/govern.h"
#include "rules/layer2.h"

namespace factmill {

struct Sign {
  enum Type { kFigure, kDate, kWord, kComma, kList, kStop, kOpen, kClose };
  Type type = kWord;
  uint32_t begin = 0, end = 0;  // Bytes of the paragraph.
  int figure = -1;              // Of a figure or date: its place in SecondReading::figures.
  // Of a word.  One with several roles makes several signs of one place.
  const Entry* word = nullptr;
  Part part = Part::kAttribute;
  int rule = -1;

  bool Is(Part which) const { return type == kWord && part == which; }
};

using Signs = std::span<const Sign>;

// All signs of a paragraph, ascending.
std::vector<Sign> FindSigns(const CompiledRules& rules, const MatchContext& context,
                            const SecondReading& reading);

// Is there nothing but blanks, hyphens and quotation marks between two signs?
bool Touch(std::string_view text, const Sign& first, const Sign& second);

// Of the figures of a sentence: is `i` an amount in brackets right behind another of its
// kind in another unit?  The place of that other sign; -1 if not.
int ConvertedFrom(Signs signs, int i, std::string_view text, const SecondReading& reading);

}  // namespace factmill

#endif  // FACTMILL_RULES_SIGNS_H_
