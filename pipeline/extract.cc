#include "pipeline/extract.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "base/utf8.h"
#include "corpus/fold.h"
#include "extractors/number_mention.h"
#include "pipeline/home.h"
#include "pipeline/number_range.h"
#include "rules/compiled.h"
#include "rules/layer2.h"
#include "rules/matcher.h"

namespace factmill {
namespace {

class Extractor {
 public:
  Extractor(const Article& article, const CompiledRules& rules, ExtractOptions options)
      : article_(article),
        rules_(rules),
        options_(options),
        folded_(Fold(article)),
        counter_(article.text),
        words_counter_(article.text),
        number_counter_(article.text),
        used_(rules.rules.size()) {}

  Extraction Run() {
    const TextHome home_of = HomeOf(article_, folded_, rules_);
    const Home home = home_of.view();
    const auto reference = ParseDay(article_.published.value);
    for (const Paragraph& paragraph : folded_.paragraphs) {
      if (paragraph.zone == ZoneKind::kFurniture) continue;
      Read(paragraph, home, reference);
    }
    if (options_.all_mentions) SortFacts();
    for (size_t rule = 0; rule < used_.size(); ++rule) {
      if (used_[rule]) out_.rules_used.push_back(static_cast<uint32_t>(rule));
    }
    return std::move(out_);
  }

 private:
  void Read(const Paragraph& paragraph, const Home& home, const std::optional<Day>& reference) {
    const std::string_view text = Slice(std::string_view(folded_.text), paragraph.span);
    const MatchContext context = MakeContext(text, home, reference);
    const size_t first = out_.facts.size();
    const auto mentions = MatchParagraph(rules_, context, options_.matching);
    for (const Mention& mention : mentions) {
      Use(*mention.rule);
      if (mention.warning.empty()) continue;
      const Fact place = Place(paragraph, mention.begin, mention.end, &counter_);
      out_.warnings.push_back(
          {"'" + place.quote + "' is " + mention.warning, place.char_start, place.char_end});
    }
    if (!mentions.empty()) {
      AddFacts(paragraph, ReadAgain(rules_, context, mentions));
    }
    InheritBounds(first);
    if (options_.all_mentions) AddNumbers(paragraph, context);
  }

  void Use(const Rule& rule) { used_[&rule - rules_.rules.data()] = true; }

  // The figures as facts, by place, with what is said of them.
  void AddFacts(const Paragraph& paragraph, const SecondReading& read) {
    constexpr size_t kNone = SIZE_MAX;
    for (const Rule* rule : read.rules_used) Use(*rule);
    const auto& figures = read.figures;
    std::vector<size_t> order(figures.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      return figures[a].figure->begin < figures[b].figure->begin;
    });
    std::vector<size_t> facts(figures.size(), kNone);  // The fact of each figure.
    for (const size_t i : order) {
      if (figures[i].rule->mention && !options_.all_mentions) continue;
      const Figure& figure = *figures[i].figure;
      Fact fact = Place(paragraph, figure.begin, figure.end, &counter_);
      fact.value = figure.value;
      fact.rule = figures[i].rule->id;
      facts[i] = out_.facts.size();
      out_.facts.push_back(std::move(fact));
    }
    for (const PlacedAttribute& attribute : read.attributes) {
      if (facts[attribute.figure] != kNone)
        AddAttribute(paragraph, attribute, &out_.facts[facts[attribute.figure]]);
    }
    for (const PlacedLink& link : read.links) {
      const size_t fact = facts[link.figure], other = facts[link.other];
      if (fact == kNone || other == kNone) continue;
      out_.facts[fact].links.push_back({link.relation, other, link.rule->id});
    }
  }

  void AddAttribute(const Paragraph& paragraph, const PlacedAttribute& attribute, Fact* fact) {
    const Fact place = Place(paragraph, attribute.begin, attribute.end, &words_counter_);
    fact->attributes.push_back({attribute.role, place.quote, attribute.canonical, place.span,
                                place.char_start, place.char_end, attribute.rule->id});
    *fact->Column(attribute.role) = fact->attributes.back().Meaning();
  }

  // By place, the longer first; links go with the facts.
  void SortFacts() {
    std::vector<Fact>& facts = out_.facts;
    std::vector<size_t> order(facts.size()), now(facts.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      if (facts[a].span.begin != facts[b].span.begin)
        return facts[a].span.begin < facts[b].span.begin;
      return facts[a].span.end > facts[b].span.end;
    });
    std::vector<Fact> sorted;
    sorted.reserve(facts.size());
    for (size_t i = 0; i < order.size(); ++i) {
      now[order[i]] = i;
      sorted.push_back(std::move(facts[order[i]]));
    }
    for (Fact& fact : sorted) {
      for (Link& link : fact.links) link.other = now[link.other];
    }
    facts = std::move(sorted);
  }

  // A conversion in brackets is hedged like the amount before it:
  // over 7 billion yuan ($1.1 billion).
  void InheritBounds(size_t first) {
    for (size_t i = first + 1; i < out_.facts.size(); ++i) {
      const Fact& before = out_.facts[i - 1];
      Fact& fact = out_.facts[i];
      if (before.value.kind != Kind::kMoney || fact.value.kind != Kind::kMoney ||
          fact.value.bound != Bound::kExact || before.span.end > fact.span.begin) {
        continue;
      }
      std::string_view between =
          Slice(std::string_view(article_.text), ArticleSpan{before.span.end, fact.span.begin});
      while (between.starts_with(" ")) between.remove_prefix(1);
      if (between == "(" || between == "（") fact.value.bound = before.value.bound;
    }
  }

  void AddNumbers(const Paragraph& paragraph, const MatchContext& context) {
    auto mentions = FindNumberMentions(context.text);
    std::erase_if(mentions, [&](const auto& mention) { return IsInIgnoredWord(context, mention); });
    for (const NumberRange& number : FindNumberRanges(rules_, context.text, mentions)) {
      Fact fact = Place(paragraph, number.begin, number.end, &number_counter_);
      fact.value.kind = number.ordinal ? Kind::kOrdinal : Kind::kNumber;
      fact.value.value = number.low;
      fact.value.value_max = number.high;
      fact.value.bound = number.bound;
      fact.rule = "number";
      out_.facts.push_back(std::move(fact));
    }
  }

  // 四川, 一切: the number is part of a word.
  bool IsInIgnoredWord(const MatchContext& context, const NumberMention& mention) const {
    constexpr size_t kMostBefore = 3;  // Characters of the word before its number.
    const std::string_view text = context.text;
    size_t at = ByteOffsetBefore(text, mention.begin, kMostBefore);
    for (int size; at <= mention.begin; at += size) {
      DecodeUtf8(text, at, &size);
      const auto hit = rules_.vocabulary.Longest(text, static_cast<uint32_t>(at), context.home);
      if (hit.end < mention.end || hit.end == 0) continue;
      for (const Entry* entry : *hit.entries) {
        if (entry->kind == EntryKind::kIgnore &&
            Vocabulary::Holds(*entry, text, static_cast<uint32_t>(at), hit.end, context.home)) {
          return true;
        }
      }
    }
    return false;
  }

  // A fact's place: paragraph of folded text -> article -> payload.
  Fact Place(const Paragraph& paragraph, uint32_t begin, uint32_t end, CodePointCounter* counter) {
    Fact fact;
    fact.span = folded_.map.ToSource({paragraph.span.begin + begin, paragraph.span.begin + end});
    fact.quote = Slice(std::string_view(article_.text), fact.span);
    fact.char_start = counter->At(fact.span.begin);
    fact.char_end = fact.char_start + static_cast<uint32_t>(CountCodePoints(fact.quote));
    fact.pieces = article_.map.Pieces(fact.span);
    fact.bytes = {fact.pieces.front().begin, fact.pieces.back().end};
    return fact;
  }

  const Article& article_;
  const CompiledRules& rules_;
  const ExtractOptions options_;
  const FoldedText folded_;
  CodePointCounter counter_;         // Each goes forward: of the mentions,
  CodePointCounter words_counter_;   // of the words that give them attributes,
  CodePointCounter number_counter_;  // and of the bare numbers, a paragraph behind.
  std::vector<bool> used_;           // By rule: it won a place.
  Extraction out_;
};

}  // namespace

Extraction Extract(const Article& article, const RuleSet& rules, ExtractOptions options) {
  return Extractor(article, rules.compiled(), options).Run();
}

}  // namespace factmill
