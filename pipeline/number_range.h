// Ranges and bounds among the mentions of numbers: between 20 and 30, 5k-20k,
// more than 40 and less than 60, 大于10小于20, at most 5.
#ifndef FACTMILL_PIPELINE_NUMBER_RANGE_H_
#define FACTMILL_PIPELINE_NUMBER_RANGE_H_

#include <optional>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/fact.h"
#include "extractors/number_mention.h"
#include "rules/compiled.h"

namespace factmill {

// A number as it is compared.  At least one of `low` and `high` is there: "at
// most 5" has no low end, and "at least 5" has a low end and no other.
struct NumberRange {
  uint32_t begin = 0, end = 0;  // Bytes of the paragraph, half-open.
  std::optional<Decimal> low, high;
  Bound bound = Bound::kExact;
  bool ordinal = false;
};

// The mentions in text order, those joined that make one range.  REQUIRES:
// `mentions` are FindNumberMentions(text).
std::vector<NumberRange> FindNumberRanges(const CompiledRules& rules, std::string_view text,
                                          const std::vector<NumberMention>& mentions);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_NUMBER_RANGE_H_
