// What a rule costs: how large it is once compiled, where it leaves a long gap,
// and which rules take most of the time.
#ifndef FACTMILL_RULES_COST_H_
#define FACTMILL_RULES_COST_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"

namespace factmill {

struct Regex;
struct Rule;

// Instructions of a rule's regular expressions and guards together.  A rule
// above the first is warned of, one above the second is refused, unless it
// says why it is `large`.
constexpr int kManyInstructions = 3000;
constexpr int kMostInstructions = 10000;

int InstructionsOf(const Rule& rule);
// Never fewer, and without compiling what is not compiled yet.
int MostInstructionsOf(const Rule& rule);

// The parts of a regular expression that run over almost anything for long, as
// written: a wildcard, a negated class, one by property, or a group with one in
// it, that may be repeated kLongGap times or more: ".{0,60}", "[^,]*".
constexpr int kLongGap = 16;
std::vector<std::string> GapsIn(std::string_view regex);

// How many characters of classes that take almost anything `regex` may match, at
// most kLongestStretch (rules/offer.h).
double ReachOf(const Regex& regex);
// The same of an expression that ParseRegex does not know, by its gaps.
double ReachOfGaps(std::string_view regex);

// At most how many characters are looked at where a rule tries one place of a text
// that is made against it: a stretch of its pattern that takes almost anything is
// tried with each of its ends, and so is what follows.  A rule above is refused.
constexpr double kMostSteps = 300000;
double StepsAtOnePlace(const Rule& rule);

struct RuleCost {
  std::string id, file;
  int line = 0;
  int instructions = 0;
  std::vector<std::string> gaps;      // Each once.
  std::optional<double> ns_per_byte;  // Of layer 1, where it was measured.
};

// In rule order: all that needs no clock.
std::vector<RuleCost> CostsOf(const RuleSet& rules);

// Fills in the CPU time that each rule of layer 1 alone takes on a text of a few KB in both
// languages, or on `texts`.  Gives the time of all rules at once.
double MeasureCosts(const RuleSet& rules, std::vector<RuleCost>* costs,
                    const std::vector<std::string>& texts = {});

// What can be done about a rule that takes much time, in one sentence; "" where nothing
// stands out.
std::string AdviceOn(const Rule& rule);

}  // namespace factmill

#endif  // FACTMILL_RULES_COST_H_
