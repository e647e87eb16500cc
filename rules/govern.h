// Words that govern figures: of which time a figure speaks, whether it is so or
// only planned, and whether it is a change.  rules/README.md is the contract.
//
// Such words act at a distance and on many figures at once (他们计划在五年内投资...,
// 新建...), which a pattern over masked text cannot say.  So a governing rule
// names only its words; how far they reach is grammar, and written here:
//
//   behind    figures behind the words, to the end of the sentence or to the
//             next words of the same attribute
//   onward    the same, but words of `behind` before them in the sentence hold on
//   next      the figure right behind, and a list that goes on from it
//   near      the first figure behind, in the same clause
//   before    the figure right before
//   clause    figures of the same clause
//   change    the change of the same clause, or one behind without words of its own
//   time      of a date: see rules/period.h
//   carried   of a date: figures of the sentences behind that have none
//   earlier   the figure right before takes the same time, a year earlier
//   future    of a date that is still to come: figures of that time
//
// An amount in brackets behind another has what the other has.
#ifndef FACTMILL_RULES_GOVERN_H_
#define FACTMILL_RULES_GOVERN_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "rules/vocabulary.h"
#include "rules/word_filter.h"

namespace factmill {

struct CompiledRules;
struct MatchContext;
struct SecondReading;
struct TimeSoFar;

enum class Reach {
  kBehind,
  kOnward,
  kNext,
  kNear,
  kBefore,
  kClause,
  kChange,
  kTime,
  kCarried,
  kEarlier,
  kFuture
};
// Their names, in that order.
extern const std::vector<std::string> kReaches;

// What words give, and the names of these roles.
enum class Governed { kBase, kChange, kPeriod, kStatus };
constexpr int kAttributes = 4;
constexpr std::array<const char*, kAttributes> kAttributeNames = {"base", "change", "period",
                                                                  "status"};

struct GoverningRule {
  std::string role;   // The attribute's name.
  std::string words;  // The capture that gives it.
  std::string term;   // The role of its terms; "" for a rule of dates.
  Reach reach = Reach::kBehind;
};

// What a word does in the grammar, besides giving an attribute.
enum class Part {
  kAttribute,    // Gives one.
  kFiller,       // May stand between a word and its figure: by, about, 约.
  kSaid,         // A day beside it is the day of saying so: said, 表示.
  kNow,          // Ends a time: currently, so far, 目前.
  kPresent,      // So do these, where the time is over: has, is.
  kDateline,     // Ends what stands before an article's first sentence: (Xinhua), 电.
  kCompared,     // The date behind it is what is compared with: than, 比.
  kFounded,      // The date beside it is of an event long past: founded in, 成立于.
  kOrigin,       // What is beside it is what something rose, fell or differs from: from, 超过.
  kAsOf,         // What is so now is so at the date behind it: as of, 截至.
  kSpan,         // A duration beside it is a time: over the past, 未来.
  kLate,         // A date behind it belongs to the clause that it begins: and in.
  kSame,         // The time before goes on: during the quarter, 同期.
  kSameDay,      // So does a single day: that day, 当天.
  kEvent,        // It does, where they tell what happened: killed, 造成.
  kGoesOn,       // So does a sentence that begins so: 其中.
  kSameOf,       // That part of the year of the date beside it: same period of, 同期.
  kWholeYear,    // All of the year of the date before it: 全年.
  kNextYear,     // The year behind it: 次年.
  kOfPlan,       // A sentence that begins so is of the plan before it: 该项目.
  kRespectively  // Dates and figures go in pairs.
};

// The words of all governing rules, and what they do.
struct Governing {
  // The tag of one that does one thing only, whatever its case and text, is one more than
  // the place of that in `uses`; of others 0.
  Vocabulary words;
  bool empty = true;
  struct Use {
    std::string term;  // The role of such terms.
    Part part = Part::kAttribute;
    int rule = -1;  // Of kAttribute: its place in CompiledRules::rules, ...
    Governed attribute = Governed::kPeriod;  // ... what it gives, and how far.
    Reach reach = Reach::kBehind;
  };
  std::vector<Use> uses;                    // Entry::slot_number of `words` is a place in it.
  std::array<int, 3> dates = {-1, -1, -1};  // Rules of dates: time, carried, future.

  // With what words begin; fillers count near figures only.
  WordFilter all, but_fillers;

  // Is a term of this role looked up here, and not in the vocabulary?
  static bool Owns(std::string_view role);
};

void FreezeGoverning(CompiledRules* rules);

// Adds to `*reading` what words that govern say of its figures.  Pure.
void Govern(const CompiledRules& rules, const MatchContext& context, TimeSoFar* so_far,
            SecondReading* reading);

}  // namespace factmill

#endif  // FACTMILL_RULES_GOVERN_H_
