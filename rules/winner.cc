#include "rules/winner.h"

#include <algorithm>

namespace factmill {
namespace {

// The noun that a Chinese count counts, where it is a word of the vocabulary.
const Entry* NounOf(const CompiledRules& rules, const Way& way, const MatchContext& context) {
  const Step* classifier = nullptr;
  for (size_t i = 0; i < way.steps.size(); ++i) {
    const Element& element = way.form.elements[i];
    if (element.regex != nullptr) continue;
    if (element.slot.name == "n") return nullptr;
    if (element.slot.name == "c") classifier = &way.steps[i];
  }
  if (classifier == nullptr || classifier->entry == nullptr || classifier->entry->mass)
    return nullptr;
  const Entry* noun = nullptr;
  CountedNoun(rules, context.text, way.begin, classifier->end, classifier->entry->canonical, &noun);
  return noun;
}

}  // namespace

Winner WinnerOf(const CompiledRules& rules, const Way& way, const Mention& mention,
                const MatchContext& context) {
  Winner winner;
  winner.rule = &way.rule;
  winner.form = static_cast<size_t>(&way.form - way.rule.pattern.forms.data());
  winner.begin = way.begin;
  winner.end = way.end;
  winner.matched = context.text.substr(way.begin, way.end - way.begin);
  for (const Step& step : way.steps) {
    if (step.entry != nullptr) winner.words.push_back(step.entry);
    if (step.noun != nullptr) ReadNounPhrase(rules, context.text, step.begin, &winner.words);
  }
  if (mention.figures.empty()) return winner;
  if (way.rule.kind == Kind::kCount) {
    const Entry* noun = NounOf(rules, way, context);
    if (noun != nullptr) winner.words.push_back(noun);
  }
  AddHedges(rules, mention.figures, way.begin, context, &winner.words);
  return winner;
}

Winner IgnoredWord(const CompiledRules& rules, uint32_t begin, uint32_t end,
                   const MatchContext& context) {
  Winner winner;
  winner.begin = begin;
  winner.end = end;
  winner.matched = context.text.substr(begin, end - begin);
  const auto hit = rules.vocabulary.Longest(context.text, begin, context.home);
  for (const Entry* entry : *hit.entries) {
    if (entry->kind != EntryKind::kIgnore ||
        !Vocabulary::Holds(*entry, context.text, begin, end, context.home)) {
      continue;
    }
    winner.words.push_back(entry);
    break;
  }
  return winner;
}

void AddHedges(const CompiledRules& rules, std::span<const Figure> figures, uint32_t begin,
               const MatchContext& context, std::vector<const Entry*>* words) {
  const auto add = [&](const Entry* hedge, const Figure& figure) {
    if (hedge != nullptr && hedge->bound == figure.value.bound) words->push_back(hedge);
  };
  const Figure& first = figures.front();
  const Figure& last = figures.back();
  add(HedgeWordBefore(rules, context.text, begin, first.value.kind), first);
  add(HedgeWordAfter(rules, context.text, last.end, last.value.kind), last);
}

void WinnerTrace::Offers(const Way& way, const Mention& mention) {
  offers_.push_back(WinnerOf(rules_, way, mention, context_));
}

void WinnerTrace::Wins(uint32_t begin, uint32_t end, const Mention* mention) {
  if (mention == nullptr) {
    context_.winners->push_back(IgnoredWord(rules_, begin, end, context_));
  } else {
    // Of two forms with one end the first won.
    const auto won = std::find_if(offers_.begin(), offers_.end(), [&](const Winner& offer) {
      return offer.rule == mention->rule && offer.end == mention->end;
    });
    context_.winners->push_back(std::move(*won));
  }
  offers_.clear();
}

}  // namespace factmill
