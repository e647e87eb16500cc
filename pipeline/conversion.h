// Stated conversions, 3 billion yuan (430 million dollars), against the rates that
// there were.
#ifndef FACTMILL_PIPELINE_CONVERSION_H_
#define FACTMILL_PIPELINE_CONVERSION_H_

#include <string>
#include <vector>

#include "base/fact.h"

namespace factmill {

// A warning for each amount of money that is linked as a conversion, at a rate that
// cannot be in the year of `published` (YYYY-MM-DD) or of the amount's period; of any
// year where neither is known.  By place.
std::vector<Warning> DoubtfulConversions(const std::vector<Fact>& facts,
                                         const std::string& published);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_CONVERSION_H_
