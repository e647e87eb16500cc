// What `rules check` found, for programs: JSON of our own, and SARIF 2.1.0, which
// code hosts show beside the lines.
#ifndef FACTMILL_CLI_PROBLEM_REPORT_H_
#define FACTMILL_CLI_PROBLEM_REPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "rules/cost.h"

namespace factmill {

struct CheckReport {
  std::vector<Diagnostic> problems;
  // Of a set without errors.
  struct Costs {
    size_t rules = 0, units = 0;
    std::vector<RuleCost> each;
    double all_ns_per_byte = 0;
  };
  std::optional<Costs> costs;

  int CountOf(bool errors) const;
};

// One line each, '\n' included.
std::string ToJson(const CheckReport& report);
std::string ToSarif(const CheckReport& report, const std::string& version);

}  // namespace factmill

#endif  // FACTMILL_CLI_PROBLEM_REPORT_H_
