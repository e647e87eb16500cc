// What the plain engine tells of its way to somebody who asks why.
#ifndef FACTMILL_RULES_MATCH_TRACE_H_
#define FACTMILL_RULES_MATCH_TRACE_H_

#include <cstdint>
#include <span>

#include "rules/matcher.h"
#include "rules/offer.h"

namespace factmill {

// A way through one form of a rule, as far as it leads: a step for each element
// that took something.  Valid for the time of one call.
struct Way {
  const Rule& rule;
  const Form& form;
  std::span<const Step> steps;
  uint32_t begin = 0, end = 0;  // Bytes of the paragraph.
};

class MatchTrace {
 public:
  virtual ~MatchTrace() = default;

  // Nothing at the way's end fits the next element.
  virtual void Stops(const Way& way) = 0;
  // The way is complete, but makes no offer (rules/offer.h).
  virtual void Refuses(const Way& way) = 0;
  // The rule's longest offer at this place, or the longest of one of its forms.
  virtual void Offers(const Way& way, const Mention& mention) = 0;
  // The place goes to `mention`, or (null) to an ignored word; scanning resumes
  // at `end`.  Comes after all offers for the place.
  virtual void Wins(uint32_t begin, uint32_t end, const Mention* mention) = 0;
};

// MatchPlainly(), told.
std::vector<Mention> MatchPlainly(const CompiledRules& rules, const MatchContext& context,
                                  MatchTrace* trace);

// One rule at every place where a match may begin, as if it had no rivals: no
// place is won.  REQUIRES: it is a rule of layer 1.
void MatchAlone(const CompiledRules& rules, const Rule& rule, const MatchContext& context,
                MatchTrace* trace);

}  // namespace factmill

#endif  // FACTMILL_RULES_MATCH_TRACE_H_
