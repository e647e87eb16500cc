#include <algorithm>

#include "rules/compiled.h"
#include "rules/govern.h"

namespace factmill {

const std::vector<std::string> kReaches = {"behind",  "onward",  "next",   "near",
                                           "before",  "clause",  "change", "time",
                                           "carried", "earlier", "future"};

namespace {

struct PartName {
  std::string_view role;
  Part part;
};
constexpr PartName kParts[] = {
    {"govern.filler", Part::kFiller},
    {"govern.said", Part::kSaid},
    {"govern.now", Part::kNow},
    {"govern.present", Part::kPresent},
    {"govern.dateline", Part::kDateline},
    {"govern.compared", Part::kCompared},
    {"govern.founded", Part::kFounded},
    {"govern.origin", Part::kOrigin},
    {"govern.as_of", Part::kAsOf},
    {"govern.span", Part::kSpan},
    {"govern.late", Part::kLate},
    {"govern.respectively", Part::kRespectively},
    {"govern.same", Part::kSame},
    {"govern.same_of", Part::kSameOf},
    {"govern.same_day", Part::kSameDay},
    {"govern.event", Part::kEvent},
    {"govern.goes_on", Part::kGoesOn},
    {"govern.whole_year", Part::kWholeYear},
    {"govern.next_year", Part::kNextYear},
    {"govern.of_plan", Part::kOfPlan},
};

}  // namespace

bool Governing::Owns(std::string_view role) {
  for (const std::string_view prefix : {"govern.", "period", "status", "change", "base"}) {
    if (role.starts_with(prefix)) return true;
  }
  return false;
}

void FreezeGoverning(CompiledRules* rules) {
  Governing& governing = *rules->governing;
  for (const PartName& name : kParts) governing.uses.push_back({std::string(name.role), name.part});
  for (size_t i = 0; i < rules->rules.size(); ++i) {
    const GoverningRule* rule = rules->rules[i].governs.get();
    if (rule == nullptr) continue;
    governing.empty = false;
    const int place = static_cast<int>(i);
    const auto name = std::find(kAttributeNames.begin(), kAttributeNames.end(), rule->role);
    const auto attribute = static_cast<Governed>(name - kAttributeNames.begin());
    if (!rule->term.empty())
      governing.uses.push_back({rule->term, Part::kAttribute, place, attribute, rule->reach});
    else if (rule->reach == Reach::kTime)
      governing.dates[0] = place;
    else if (rule->reach == Reach::kCarried)
      governing.dates[1] = place;
    else if (rule->reach == Reach::kFuture)
      governing.dates[2] = place;
  }
  governing.words.ForEachEntry([&](Entry* entry) {
    // Of two rules for one role the first in file order has its words.
    const auto use = std::find_if(governing.uses.begin(), governing.uses.end(),
                                  [&](const auto& one) { return one.term == entry->role; });
    entry->slot_number = use == governing.uses.end()
                             ? Entry::kNoSlot
                             : static_cast<uint16_t>(use - governing.uses.begin());
    governing.all.Add(entry->word);
    const bool filler = use != governing.uses.end() && use->part == Part::kFiller;
    if (!filler) governing.but_fillers.Add(entry->word);
  });
  governing.words.Freeze([](const Vocabulary::Entries& entries) -> uint32_t {
    const Entry* entry = entries.front();
    const bool simple = entries.size() == 1 && entry->slot_number != Entry::kNoSlot;
    return simple && Vocabulary::IsSure(entry) ? entry->slot_number + 1 : 0;
  });
}

}  // namespace factmill
