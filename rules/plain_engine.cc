// The plain engine: what a match is, in its simplest form.  Every rule is tried
// at every place; nothing is clever.
#include <re2/re2.h>

#include <algorithm>
#include <deque>
#include <map>

#include "base/utf8.h"
#include "rules/match_trace.h"
#include "rules/offer.h"
#include "rules/winner.h"

namespace factmill {
namespace {

// The longest word of the vocabulary at each place of a paragraph, looked up once.
class Words {
 public:
  Words(const CompiledRules& rules, const MatchContext& context)
      : rules_(rules), context_(context) {}

  const Vocabulary::Hit& At(uint32_t at) {
    const auto [known, fresh] = hits_.try_emplace(at);
    if (fresh) known->second = rules_.vocabulary.Longest(context_.text, at, context_.home);
    return known->second;
  }

 private:
  const CompiledRules& rules_;
  const MatchContext& context_;
  std::map<uint32_t, Vocabulary::Hit> hits_;
};

// Tries one form at one place: a walk over its elements, keeping the best end.
class FormWalk {
 public:
  FormWalk(const CompiledRules& rules, const Rule& rule, const Form& form,
           const MatchContext& context, Words* words, MatchTrace* trace, uint32_t begin)
      : rules_(rules),
        rule_(rule),
        form_(form),
        context_(context),
        words_(words),
        trace_(trace),
        begin_(begin),
        best_end_(begin) {}

  // The longest offer.
  std::optional<Mention> Run() {
    Walk(begin_);
    if (trace_ != nullptr && best_) trace_->Offers(WayTo(best_end_, best_steps_), *best_);
    return std::move(best_);
  }

 private:
  void Walk(uint32_t at) {
    if (steps_.size() == form_.elements.size()) return Offer(at);
    const Element& element = form_.elements[steps_.size()];
    const int taken = steps_taken_;
    if (element.regex != nullptr)
      WalkRegex(element.regex->re2(), at);
    else
      WalkSlot(element.slot, at);
    if (trace_ != nullptr && taken == steps_taken_) trace_->Stops(WayTo(at, steps_));
  }

  Way WayTo(uint32_t end, std::span<const Step> steps) const {
    return {rule_, form_, steps, begin_, end};
  }

  void With(const Step& step) {
    ++steps_taken_;
    steps_.push_back(step);
    Walk(step.end);
    steps_.pop_back();
  }

  // Longest first, then each shorter end in turn.
  void WalkRegex(const re2::RE2& regex, uint32_t at) {
    const std::string_view text = context_.text;
    re2::StringPiece found;
    for (uint32_t limit = StretchLimit(text, at);;) {
      if (!regex.Match({text.data(), limit}, at, limit, re2::RE2::ANCHOR_START, &found, 1)) return;
      const uint32_t end = at + static_cast<uint32_t>(found.size());
      With({at, end});
      if (end == at) return;
      limit = end - 1;
      while (limit > at && IsUtf8Continuation(text[limit])) --limit;
    }
  }

  void WalkSlot(const Slot& slot, uint32_t at) {
    if (slot.kind == SlotKind::kQuantity) {
      for (const Quantity& quantity : QuantitiesFrom(context_, at)) {
        With({at, quantity.end, &quantity});
      }
    } else if (slot.kind == SlotKind::kNoun) {
      const NounPhrase& phrase = nouns_.emplace_back(ReadNounPhrase(rules_, context_.text, at));
      if (phrase.end > 0) With({at, phrase.end, nullptr, nullptr, &phrase});
    } else if (slot.kind == SlotKind::kHedge) {
      std::vector<Step> hedges;
      FindHedges(rules_, context_.text, at, &hedges);
      for (const Step& hedge : hedges) With(hedge);
    } else {
      const auto& hit = words_->At(at);
      const Entry* entry = Filling(slot, context_, at, hit);
      if (entry != nullptr) With({at, hit.end, nullptr, entry});
    }
  }

  void Offer(uint32_t end) {
    if (end < best_end_ || end == begin_) return;
    if (end == best_end_ && !ComesBefore(steps_, best_steps_)) return;
    auto mention = MakeOffer(rules_, rule_, form_, steps_, begin_, end, context_);
    if (!mention) {
      if (trace_ != nullptr) trace_->Refuses(WayTo(end, steps_));
      return;
    }
    best_end_ = end;
    best_steps_ = steps_;
    best_ = std::move(mention);
  }

  const CompiledRules& rules_;
  const Rule& rule_;
  const Form& form_;
  const MatchContext& context_;
  Words* words_;
  MatchTrace* trace_;  // Null where nobody asks.
  uint32_t begin_, best_end_;
  int steps_taken_ = 0;
  std::deque<NounPhrase> nouns_;  // To which steps point.
  std::vector<Step> steps_, best_steps_;
  std::optional<Mention> best_;
};

// Length; what is ignored before what is found; specificity; file order.
bool Outranks(const Mention& a, const Mention& b) {
  if (a.end != b.end) return a.end > b.end;
  const bool a_ignores = a.rule->makes == RuleKind::kIgnore;
  if (a_ignores != (b.rule->makes == RuleKind::kIgnore)) return a_ignores;
  if (a.rule->pattern.captures != b.rule->pattern.captures) {
    return a.rule->pattern.captures > b.rule->pattern.captures;
  }
  return a.rule < b.rule;
}

// The best offer of one rule at one place.
std::optional<Mention> BestOf(const CompiledRules& rules, const Rule& rule,
                              const MatchContext& context, Words* words, MatchTrace* trace,
                              uint32_t at) {
  std::optional<Mention> best;
  if (!rule.region.empty() && rule.region != context.home.region) return best;
  for (const Form& form : rule.pattern.forms) {
    auto offer = FormWalk(rules, rule, form, context, words, trace, at).Run();
    if (offer && (!best || Outranks(*offer, *best))) best = std::move(offer);
  }
  return best;
}

// The best offer of all rules at one place.
std::optional<Mention> BestAt(const CompiledRules& rules, const MatchContext& context, Words* words,
                              MatchTrace* trace, uint32_t at) {
  std::optional<Mention> best;
  for (const Rule& rule : rules.rules) {
    auto offer = BestOf(rules, rule, context, words, trace, at);
    if (offer && (!best || Outranks(*offer, *best))) best = std::move(offer);
  }
  return best;
}

}  // namespace

std::vector<Mention> MatchPlainly(const CompiledRules& rules, const MatchContext& context) {
  if (context.winners == nullptr) return MatchPlainly(rules, context, nullptr);
  WinnerTrace trace(rules, context);
  return MatchPlainly(rules, context, &trace);
}

void MatchAlone(const CompiledRules& rules, const Rule& rule, const MatchContext& context,
                MatchTrace* trace) {
  Words words(rules, context);
  for (uint32_t at = 0; at < context.text.size();
       at += Utf8Size(static_cast<unsigned char>(context.text[at]))) {
    if (MayBegin(context.text, at)) BestOf(rules, rule, context, &words, trace, at);
  }
}

std::vector<Mention> MatchPlainly(const CompiledRules& rules, const MatchContext& context,
                                  MatchTrace* trace) {
  std::vector<Mention> winners;
  Words words(rules, context);
  for (uint32_t at = 0; at < context.text.size();) {
    const uint32_t next = at + Utf8Size(static_cast<unsigned char>(context.text[at]));
    if (!MayBegin(context.text, at)) {
      at = next;
      continue;
    }
    std::optional<Mention> best = BestAt(rules, context, &words, trace, at);
    const uint32_t ignored = IgnoredEnd(context, at, words.At(at));
    if (ignored > 0 && (!best || ignored >= best->end)) {
      if (trace != nullptr) trace->Wins(at, ignored, nullptr);
      at = ignored;
    } else if (best) {
      if (trace != nullptr) trace->Wins(at, best->end, &*best);
      at = best->end;
      winners.push_back(std::move(*best));
    } else {
      at = next;
    }
  }
  return winners;
}

}  // namespace factmill
