// A sentence as words that govern see it: its figures, its governing words and
// its punctuation, in the order of the text.
#ifndef FACTMILL_RULES_SIGNS_H_
#define FACTMILL_RULES_SIGNS_H_

#include <cstdint>
#include <memory_resource>
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
  const Vocabulary::Entries* entries = nullptr;
  uint32_t entry = 0;  // Among those: which one.
  const Governing::Use* use = nullptr;

  // Of a word that gives an attribute.
  const Entry* Word() const { return (*entries)[entry]; }
  std::string_view Meaning() const { return Word()->canonical; }

  bool Is(Part which) const { return use != nullptr && use->part == which; }
  bool Gives(Governed attribute) const {
    return Is(Part::kAttribute) && use->attribute == attribute;
  }
  bool Gives(Governed attribute, Reach reach) const {
    return Gives(attribute) && use->reach == reach;
  }
};

using Signs = std::span<const Sign>;

// What there is among the signs of a sentence.
struct SignKinds {
  uint32_t types = 0, parts = 0, attributes = 0;  // A bit each.

  void Add(const Sign& sign) {
    types |= uint32_t{1} << sign.type;
    if (sign.use == nullptr) return;
    parts |= uint32_t{1} << static_cast<int>(sign.use->part);
    if (sign.use->part == Part::kAttribute)
      attributes |= uint32_t{1} << static_cast<int>(sign.use->attribute);
  }
  bool Has(Sign::Type type) const { return (types >> type & 1) != 0; }
  bool Has(Part part) const { return (parts >> static_cast<int>(part) & 1) != 0; }
  bool Gives(Governed attribute) const {
    return (attributes >> static_cast<int>(attribute) & 1) != 0;
  }
};

// The figures and dates of a paragraph into `*figures`, ascending.
void FindFigures(const SecondReading& reading, std::pmr::vector<Sign>* figures);

// All signs of a sentence into `*signs`, ascending; `figures` are those in it.
SignKinds FindSigns(const CompiledRules& rules, const MatchContext& context, FoldedSpan sentence,
                    Signs figures, std::pmr::vector<Sign>* signs);

// Is there nothing but blanks, hyphens and quotation marks between two signs?
bool Touch(std::string_view text, const Sign& first, const Sign& second);

// Of the figures of a sentence: is `i` what something rises or falls from, with the figure
// that it comes to behind it: 由3亿元增至5亿元?
bool StandsBeforeChange(Signs signs, int i, std::string_view text, const SecondReading& reading);

// Of the figures of a sentence: is `i` an amount in brackets right behind another of its
// kind in another unit?  The place of that other sign; -1 if not.
int ConvertedFrom(Signs signs, int i, std::string_view text, const SecondReading& reading);

}  // namespace factmill

#endif  // FACTMILL_RULES_SIGNS_H_
