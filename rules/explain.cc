#include "rules/explain.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.h"
#include "extractors/numeral.h"

namespace factmill {
namespace {

std::string ValueOf(const CompiledRules& rules, const MatchContext& context,
                    const Quantity& quantity) {
  const auto range = rules.range_words.RangeIn(context.text, quantity, context.home);
  std::string text;
  for (const QuantityItem& item : range ? range->items : quantity.items) {
    if (!text.empty()) text += ", ";
    text += item.value.ToString();
    if (item.max) text += ".." + item.max->ToString();
    if (item.bound != Bound::kExact) text += " " + std::string(BoundName(item.bound));
  }
  return text;
}

// The hedges beside a match; as HedgeBefore() and HedgeAfter() find them.
std::string HedgesOf(const CompiledRules& rules, const Mention& mention, std::string_view text) {
  std::string hedges;
  if (mention.figures.empty()) return hedges;
  const auto add = [&](std::string_view word, const char* where) {
    hedges += (hedges.empty() ? "`" : ", `") + std::string(word) + "` " + where + " it";
  };
  const Figure &first = mention.figures.front(), &last = mention.figures.back();
  if (HedgeBefore(rules, text, mention.begin, first.value.kind) != Bound::kExact) {
    size_t end = mention.begin;
    while (text[end - 1] == ' ') --end;
    const size_t size =
        rules.hedges_before.LongestBackwards(text.substr(0, end), first.value.kind).end;
    add(text.substr(end - size, size), "before");
  }
  if (HedgeAfter(rules, text, last.end, last.value.kind) != Bound::kExact) {
    uint32_t at = last.end;
    while (text[at] == ' ') ++at;
    add(text.substr(at, rules.vocabulary.Longest(text, at, {}).end - at), "behind");
  }
  return hedges;
}

}  // namespace

std::vector<TakenPart> PartsOf(const CompiledRules& rules, const MatchContext& context,
                               const Way& way) {
  std::vector<TakenPart> parts;
  const Captures captures = CapturesOf(way.form, way.steps, context.text);
  for (const Capture& capture : captures) {
    TakenPart part{std::string(capture.name), capture.begin, capture.end, capture.entry, ""};
    if (capture.quantity != nullptr) part.meaning = ValueOf(rules, context, *capture.quantity);
    if (capture.entry != nullptr) part.meaning = MeaningOf(*capture.entry);
    if (!capture.noun.empty()) part.meaning = "noun " + std::string(capture.noun);
    parts.push_back(std::move(part));
  }
  std::stable_sort(parts.begin(), parts.end(),
                   [](const TakenPart& a, const TakenPart& b) { return a.begin < b.begin; });
  return parts;
}

namespace {

// Is `a` nearer to a match than `b`?
bool Nearer(const NearMiss& a, const NearMiss& b) {
  const auto far = [](const NearMiss& miss) { return miss.rank == kFarOff; };
  if (far(a) != far(b)) return far(b);
  if (a.whole != b.whole) return a.whole;
  if (a.end != b.end) return a.end > b.end;
  if (a.rank != b.rank) return a.rank < b.rank;
  return a.begin < b.begin;
}

// The nearest of each rule, the nearest first.
std::vector<NearMiss> NearestOf(const std::vector<const NearMiss*>& misses) {
  std::map<const Rule*, NearMiss> best;
  for (const NearMiss* miss : misses) {
    const auto [at, fresh] = best.emplace(miss->rule, *miss);
    if (!fresh && Nearer(*miss, at->second)) at->second = *miss;
  }
  std::vector<NearMiss> nearest;
  for (auto& [rule, miss] : best) nearest.push_back(std::move(miss));
  std::stable_sort(nearest.begin(), nearest.end(), Nearer);
  return nearest;
}

// Writes down what the engine tells.
class Scribe : public MatchTrace {
 public:
  Scribe(const CompiledRules& rules, const MatchContext& context)
      : rules_(rules), context_(context) {}

  void Stops(const Way& way) override {
    if (way.end == way.begin) return;
    Note(way);
    misses.push_back(WhyItStops(rules_, context_, way));
  }
  void Refuses(const Way& way) override {
    Note(way);
    misses.push_back(WhyItIsRefused(rules_, context_, way));
  }
  void Offers(const Way& way, const Mention& mention) override {
    Note(way);
    bids.push_back(
        {mention, PartsOf(rules_, context_, way), HedgesOf(rules_, mention, context_.text), ""});
  }
  void Wins(uint32_t begin, uint32_t end, const Mention* mention) override {
    Contest contest{begin, end, "", std::move(bids)};
    bids.clear();
    if (mention == nullptr) contest.ignored = context_.text.substr(begin, end - begin);
    Judge(mention, &contest);
    contests.push_back(std::move(contest));
  }

  std::set<uint32_t> candidates;
  std::vector<NearMiss> misses;
  std::vector<Bid> bids;  // For the place that is being looked at.
  std::vector<Contest> contests;

 private:
  void Note(const Way& way) {
    if (way.rule.makes == RuleKind::kFact) candidates.insert(way.begin);
  }

  // Why each bid but the winner's lost.  Of a rule's forms the best counts.
  static void Judge(const Mention* winner, Contest* contest) {
    std::vector<Bid>& bids = contest->bids;
    std::stable_sort(bids.begin(), bids.end(), [&](const Bid& a, const Bid& b) {
      const bool a_wins = winner != nullptr && a.mention.rule == winner->rule;
      const bool b_wins = winner != nullptr && b.mention.rule == winner->rule;
      if (a_wins != b_wins) return a_wins;
      return a.mention.end > b.mention.end;
    });
    std::set<const Rule*> seen;
    const auto again = [&](const Bid& bid) { return !seen.insert(bid.mention.rule).second; };
    bids.erase(std::remove_if(bids.begin(), bids.end(), again), bids.end());
    for (Bid& bid : bids) {
      const Mention& lost = bid.mention;
      if (winner == nullptr) {
        bid.lost = lost.end < contest->end ? "it is shorter than the ignored word"
                                           : "the ignored word is as long, and goes first";
      } else if (lost.rule == winner->rule) {
        continue;
      } else if (lost.end < winner->end) {
        bid.lost = "it is shorter";
      } else if (winner->rule->makes == RuleKind::kIgnore) {
        bid.lost = "it is as long, and what is ignored goes first";
      } else if (lost.rule->pattern.captures < winner->rule->pattern.captures) {
        bid.lost = "it is as long, but less specific (it captures " +
                   std::to_string(lost.rule->pattern.captures) + ", the other " +
                   std::to_string(winner->rule->pattern.captures) + ")";
      } else {
        bid.lost = "it is as long and as specific, but later in file order";
      }
    }
  }

  const CompiledRules& rules_;
  const MatchContext& context_;
};

// Why no match may begin at the number [begin, end); "" where one may.
std::string WhyNoStart(std::string_view text, uint32_t begin) {
  if (MayBegin(text, begin)) return "";
  if (IsEdge(text, begin)) return "it goes on a code behind a hyphen";
  return "it stands inside " + WhatIsCut(text, begin);
}

// The numbers that are in no figure.
class LeftoverFinder {
 public:
  LeftoverFinder(const MatchContext& context, const Scribe& scribe)
      : context_(context), scribe_(scribe) {}

  std::vector<Leftover> Run() {
    uint32_t at = 0;
    for (const NumberToken& token : context_.tokens) {
      Codes(at, token.begin);
      at = token.end;
      Leftover leftover{token.begin, token.end, "", {}};
      if (!InFigure(token, &leftover.why)) Add(token, std::move(leftover));
    }
    Codes(at, static_cast<uint32_t>(context_.text.size()));
    return std::move(out_);
  }

 private:
  // Is the number in a figure?  Else what took it, if anything did.
  bool InFigure(const NumberToken& token, std::string* why) const {
    for (const Contest& contest : scribe_.contests) {
      if (contest.begin >= token.end || contest.end <= token.begin) continue;
      const std::string words =
          "`" + std::string(context_.text.substr(contest.begin, contest.end - contest.begin)) + "`";
      if (!contest.ignored.empty()) {
        *why = "the word " + words + " is ignored";
        return false;
      }
      const Mention& winner = contest.bids.front().mention;
      if (!winner.warning.empty())
        *why = words + " (" + winner.rule->id + ") is " + winner.warning;
      else if (winner.rule->makes == RuleKind::kIgnore)
        *why = "rule " + winner.rule->id + " ignores " + words;
      else if (winner.rule->mention)
        *why = "rule " + winner.rule->id + " took " + words + ", for --all-mentions only";
      else
        return true;
      return false;
    }
    return false;
  }

  void Add(const NumberToken& token, Leftover leftover) {
    if (leftover.why.empty()) {
      if (token.readings.empty()) leftover.why = "it is vague, and no number";
      if (token.attached) leftover.why = "it stands right behind Latin letters";
    }
    if (leftover.why.empty() || token.attached) {
      // Rules that took up some of the number; else those that would have it next.
      std::vector<const NearMiss*> into, upto;
      for (const NearMiss& miss : scribe_.misses) {
        const bool shown = miss.rule->makes == RuleKind::kFact && !miss.rule->mention;
        if (miss.begin >= token.end || (!shown && !miss.whole)) continue;
        if (miss.end > token.begin) into.push_back(&miss);
        if (miss.end == token.begin && miss.rank <= 2) upto.push_back(&miss);
      }
      leftover.nearest = NearestOf(into.empty() ? upto : into);
    }
    if (leftover.why.empty() && leftover.nearest.empty())
      leftover.why = WhyNoStart(context_.text, token.begin);
    out_.push_back(std::move(leftover));
  }

  // Digits that are no number at all: in codes and words.
  void Codes(uint32_t begin, uint32_t end) {
    for (uint32_t at = begin; at < end; ++at) {
      if (!IsAsciiDigit(context_.text[at])) continue;
      Leftover leftover{at, at, "", {}};
      while (at < end && IsAsciiDigit(context_.text[at])) ++at;
      leftover.end = at;
      const NumberToken digits{leftover.begin, leftover.end, false, {}};
      if (InFigure(digits, &leftover.why)) continue;
      if (leftover.why.empty()) leftover.why = WhyNoStart(context_.text, leftover.begin);
      if (leftover.why.empty()) leftover.why = "it is part of a code, and no number";
      out_.push_back(std::move(leftover));
    }
  }

  const MatchContext& context_;
  const Scribe& scribe_;
  std::vector<Leftover> out_;
};

}  // namespace

MatchStory TellMatches(const CompiledRules& rules, const MatchContext& context) {
  Scribe scribe(rules, context);
  MatchStory story;
  story.mentions = MatchPlainly(rules, context, &scribe);
  story.leftovers = LeftoverFinder(context, scribe).Run();
  story.candidates.assign(scribe.candidates.begin(), scribe.candidates.end());
  story.contests = std::move(scribe.contests);
  return story;
}

RuleStory TellRule(const CompiledRules& rules, const Rule& rule, const MatchContext& context) {
  Scribe scribe(rules, context);
  MatchAlone(rules, rule, context, &scribe);
  RuleStory story;
  // Of several forms at one place the longest; what lies in another offer is none.
  std::stable_sort(scribe.bids.begin(), scribe.bids.end(), [](const Bid& a, const Bid& b) {
    if (a.mention.begin != b.mention.begin) return a.mention.begin < b.mention.begin;
    return a.mention.end > b.mention.end;
  });
  for (Bid& bid : scribe.bids) {
    if (story.bids.empty() || bid.mention.begin >= story.bids.back().mention.end)
      story.bids.push_back(std::move(bid));
  }
  std::map<uint32_t, NearMiss> by_place;
  for (const NearMiss& miss : scribe.misses) {
    const bool offered = std::any_of(story.bids.begin(), story.bids.end(), [&](const Bid& bid) {
      return bid.mention.begin < miss.end && miss.begin < bid.mention.end;
    });
    if (offered) continue;
    const auto [at, fresh] = by_place.emplace(miss.begin, miss);
    if (!fresh && Nearer(miss, at->second)) at->second = miss;
  }
  for (auto& [at, miss] : by_place) story.misses.push_back(std::move(miss));
  const auto length = [](const NearMiss& miss) { return miss.end - miss.begin; };
  std::stable_sort(story.misses.begin(), story.misses.end(),
                   [&](const NearMiss& a, const NearMiss& b) {
                     if (a.whole != b.whole) return a.whole;
                     return length(a) > length(b);
                   });
  return story;
}

}  // namespace factmill
