#include "pipeline/explain.h"

#include <algorithm>

#include "extractors/date.h"
#include "pipeline/home.h"
#include "rules/compiled.h"

namespace factmill {
namespace {

// The facts that lie on the figures' places.
std::vector<size_t> FactsOf(const Explanation& explanation, const ParagraphStory& paragraph) {
  std::vector<size_t> found;
  const auto& facts = explanation.extraction.facts;
  for (const PlacedFigure& figure : paragraph.reading.figures) {
    const ArticleSpan place =
        explanation.Place(paragraph, figure.figure->begin, figure.figure->end);
    const auto fact = std::find_if(facts.begin(), facts.end(), [&](const Fact& f) {
      return f.span == place && f.rule == figure.rule->id;
    });
    found.push_back(fact == facts.end() ? ParagraphStory::kNoFact
                                        : static_cast<size_t>(fact - facts.begin()));
  }
  return found;
}

// Has `rule` said anything in this paragraph?
bool HasSpoken(const SecondReading& reading, const Rule& rule) {
  const auto by_rule = [&](const auto& said) { return said.rule == &rule; };
  return std::any_of(reading.figures.begin(), reading.figures.end(), by_rule) ||
         std::any_of(reading.attributes.begin(), reading.attributes.end(), by_rule) ||
         std::any_of(reading.links.begin(), reading.links.end(), by_rule);
}

// Of words that govern.
std::string WhyNotGoverned(const Rule& rule, const ParagraphStory& paragraph) {
  if (HasSpoken(paragraph.reading, rule)) return "";
  const auto& used = paragraph.reading.rules_used;
  if (std::find(used.begin(), used.end(), &rule) == used.end())
    return "none of its words stands here, or a guard of the rule stops them";
  return "its words stand here, but none reaches a figure, or nearer words say it already";
}

// Of layer 2.
std::string WhyNotSaid(const CompiledRules& rules, const Rule& rule,
                       const ParagraphStory& paragraph) {
  std::vector<PlacedFigure> figures = paragraph.reading.figures;
  // A rule that makes figures sees those of layer 1; one that carries a unit sees those, too,
  // that others made.
  const bool carries = rule.masked->unit.carried != Carried::kNot;
  if (rule.masked->unit.makes()) {
    std::erase_if(figures, [&](const PlacedFigure& figure) {
      const MaskedRule* made = figure.rule->masked.get();
      return made != nullptr && (!carries || made->unit.carried != Carried::kNot);
    });
  }
  if (figures.empty() && !carries) return "layer 1 finds no figure here";
  std::string why = WhyNotMasked(rules, rule, paragraph.context, paragraph.story.mentions, figures);
  if (!why.empty() || HasSpoken(paragraph.reading, rule)) return why;
  if (carries) {
    return "its pattern fits, but no figure that may give its unit to a number stands before one, "
           "its number is too small or a year, or another rule has it";
  }
  return "its pattern fits, but what it would say cannot be: a part of another kind or larger "
         "than its whole, or words nearer to the figure say it already";
}

// Of layer 1: who took the place of the bid, or what it is instead.
std::string WhyLost(const ParagraphStory& paragraph, const Bid& bid, uint32_t begin, uint32_t end) {
  const std::string_view text = paragraph.context.text;
  const auto quoted = [&](uint32_t from, uint32_t to) {
    return "`" + std::string(text.substr(from, to - from)) + "`";
  };
  for (const Contest& contest : paragraph.story.contests) {
    const Mention& mine = bid.mention;
    if (contest.end <= mine.begin || contest.begin >= mine.end) continue;
    const std::string taken = quoted(contest.begin, contest.end);
    if (!contest.ignored.empty()) return "the word " + taken + " is ignored";
    const Mention& winner = contest.bids.front().mention;
    if (winner.rule == mine.rule) continue;
    std::string why = "rule " + winner.rule->id + " takes " + taken;
    if (contest.begin < mine.begin) return why + ", which begins earlier";
    for (const Bid& rival : contest.bids) {
      if (rival.mention.rule == mine.rule) why += "; this match loses since " + rival.lost;
    }
    return why;
  }
  if (bid.mention.begin != begin || bid.mention.end != end)
    return "it takes " + quoted(bid.mention.begin, bid.mention.end);
  return bid.mention.warning.empty() ? "" : "it is " + bid.mention.warning;
}

std::string WhyNotFound(const CompiledRules& rules, const Rule& rule,
                        const ParagraphStory& paragraph, uint32_t begin, uint32_t end) {
  if (!rule.region.empty() && rule.region != paragraph.context.home.region)
    return "the rule holds only in texts of region " + rule.region;
  const RuleStory alone = TellRule(rules, rule, paragraph.context);
  for (const Bid& bid : alone.bids) {
    if (bid.mention.begin < end && begin < bid.mention.end)
      return WhyLost(paragraph, bid, begin, end);
  }
  for (const NearMiss& miss : alone.misses) {
    if (miss.begin < end && begin < miss.end) return "it " + Sentence(miss, paragraph.context.text);
  }
  return "nothing of its pattern fits there";
}

ParagraphStory Tell(const Explanation& explanation, const CompiledRules& rules,
                    const Paragraph& paragraph, const std::optional<Day>& reference,
                    ReadingSoFar* so_far) {
  ParagraphStory story;
  story.span = paragraph.span;
  story.furniture = paragraph.zone == ZoneKind::kFurniture;
  if (story.furniture) return story;
  const auto text = Slice(std::string_view(explanation.ground->folded.text), paragraph.span);
  story.context =
      MakeContext(text, {explanation.ground->region, explanation.ground->language}, reference);
  story.story = TellMatches(rules, story.context);
  story.reading = ReadAgain(rules, story.context, story.story.mentions, so_far);
  story.facts = FactsOf(explanation, story);
  story.mask = TellMask(rules, story.context, story.story.mentions, story.reading.figures);
  if (explanation.rule == nullptr) return story;
  if (explanation.rule->governs != nullptr) {
    story.why_masked = WhyNotGoverned(*explanation.rule, story);
    return story;
  }
  if (explanation.rule->masked != nullptr) {
    story.why_masked = WhyNotSaid(rules, *explanation.rule, story);
    return story;
  }
  story.alone = TellRule(rules, *explanation.rule, story.context);
  for (Bid& bid : story.alone.bids)
    bid.lost = WhyLost(story, bid, bid.mention.begin, bid.mention.end);
  return story;
}

}  // namespace

ArticleSpan Explanation::Place(const ParagraphStory& paragraph, uint32_t begin,
                               uint32_t end) const {
  return ground->folded.map.ToSource({paragraph.span.begin + begin, paragraph.span.begin + end});
}

Explanation Explain(const Article& article, const RuleSet& rules, const Rule* rule) {
  Explanation explanation;
  explanation.article = &article;
  explanation.rule = rule;
  Ground ground = {Fold(article), "", LanguageOf(article, rules.compiled())};
  ground.region = RegionOf(article, rules.compiled(), ground.folded);
  explanation.ground = std::make_shared<const Ground>(std::move(ground));
  explanation.extraction = Extract(article, rules, {});
  const auto reference = ParseDay(article.published.value);
  ReadingSoFar so_far;
  for (const Paragraph& paragraph : explanation.ground->folded.paragraphs) {
    ++so_far.time.paragraph;
    explanation.paragraphs.push_back(
        Tell(explanation, rules.compiled(), paragraph, reference, &so_far));
  }
  return explanation;
}

const Rule* FindRule(const RuleSet& rules, std::string_view id) {
  const auto& all = rules.compiled().rules;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == all.end() ? nullptr : &*found;
}

std::string WhyMissed(const Article& article, const RuleSet& rules, const Rule& rule,
                      ArticleSpan quote) {
  const Explanation explanation = Explain(article, rules, nullptr);
  for (const ParagraphStory& paragraph : explanation.paragraphs) {
    const FoldMap& map = explanation.ground->folded.map;
    const FoldedSpan place = {map.ToDerived(quote.begin),
                              std::min(map.ToDerived(quote.end), paragraph.span.end)};
    if (paragraph.furniture || place.begin < paragraph.span.begin ||
        place.begin >= paragraph.span.end) {
      continue;
    }
    if (rule.governs != nullptr) return WhyNotGoverned(rule, paragraph);
    if (rule.masked != nullptr) return WhyNotSaid(rules.compiled(), rule, paragraph);
    return WhyNotFound(rules.compiled(), rule, paragraph, place.begin - paragraph.span.begin,
                       place.end - paragraph.span.begin);
  }
  return "no rule looks there: it is furniture";
}

std::string Describe(const Value& value) {
  std::string text;
  if (value.kind == Kind::kDate) {
    text = value.edtf;
  } else if (value.value) {
    text = value.value->ToString();
    if (value.value_max) text += ".." + value.value_max->ToString();
  }
  if (!value.unit.empty()) text += " " + value.unit;
  if (value.bound != Bound::kExact) text += " " + std::string(BoundName(value.bound));
  return text;
}

std::string Sentence(const NearMiss& miss, std::string_view paragraph) {
  const std::string taken =
      "`" + std::string(paragraph.substr(miss.begin, miss.end - miss.begin)) + "`";
  if (miss.whole) return "fits " + taken + ", but " + miss.why;
  return "gets as far as " + taken + " and then " + miss.why;
}

}  // namespace factmill
