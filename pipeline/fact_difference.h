// How facts of one article differ between what is stored and what is found now.
#ifndef FACTMILL_PIPELINE_FACT_DIFFERENCE_H_
#define FACTMILL_PIPELINE_FACT_DIFFERENCE_H_

#include <string>
#include <vector>

#include "base/fact.h"

namespace factmill {

// How what is found differs from what is stored of the same figure, its links aside:
// "its value is 5, stored is 4"; "" if it does not.
std::string DifferenceOf(const Fact& stored, const Fact& now);

struct FactChange {
  enum Type { kGained, kLost, kChanged } type = kGained;
  Fact before, after;      // Empty where there is none.
  std::string difference;  // Of kChanged: DifferenceOf(), or that links differ.

  const Fact& fact() const { return type == kLost ? before : after; }
};

// By place.  A figure is known by its characters and its kind.
std::vector<FactChange> ChangesBetween(const std::vector<Fact>& stored,
                                       const std::vector<Fact>& now);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_FACT_DIFFERENCE_H_
