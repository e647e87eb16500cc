// The id of a fact's metric, which is the same in every language.
#ifndef FACTMILL_BASE_METRIC_ID_H_
#define FACTMILL_BASE_METRIC_ID_H_

#include <string>

#include "base/fact.h"

namespace factmill {

// "registered_capital"; "" where the rules have no id for its words.
inline std::string MetricId(const Fact& fact) {
  for (const Attribute& attribute : fact.attributes) {
    if (attribute.role == "metric") return attribute.canonical;
  }
  return "";
}

}  // namespace factmill

#endif  // FACTMILL_BASE_METRIC_ID_H_
