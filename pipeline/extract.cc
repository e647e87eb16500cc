#include "pipeline/extract.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <numeric>
#include <string>

#include "base/utf8.h"
#include "corpus/fold.h"
#include "extractors/number_mention.h"
#include "pipeline/conversion.h"
#include "pipeline/home.h"
#include "pipeline/number_range.h"
#include "rules/attribution.h"
#include "rules/compiled.h"
#include "rules/govern.h"
#include "rules/layer2.h"
#include "rules/matcher.h"

namespace factmill {

class Extracting::Extractor {
 public:
  Extractor(const Article& article, const CompiledRules& rules, ExtractOptions options)
      : article_(article),
        rules_(rules),
        options_(options),
        folded_(Fold(article)),
        home_(HomeOf(article_, folded_, rules_)),
        reference_(ParseDay(article_.published.value)),
        counter_(article.text),
        words_counter_(article.text),
        number_counter_(article.text),
        used_(rules.rules.size() / 64 + 1) {
    Begin();
  }

  // A step for one group of paragraphs.
  void Take(int step) {
    for (Passage& passage : group_) {
      auto& [paragraph, context, mentions, again] = passage;
      switch (step) {
        case 0: mentions = MatchParagraph(rules_, context, options_.matching); break;
        case 1: again = MatchAgain(rules_, context, mentions, &so_far_.figures); break;
        case 2:
          so_far_.time.paragraph = static_cast<int>(paragraph - folded_.paragraphs.data());
          Govern(rules_, context, &so_far_.time, &again);
          break;
        default: AttributeFigures(rules_, context, &again); break;
      }
    }
  }

  // The last step, and all steps of the groups behind.
  Extraction Finish() {
    for (AddGroup(); next_ < folded_.paragraphs.size() && WithinLimits(); AddGroup()) {
      Begin();
      for (int step = 0; step < kSteps; ++step) Take(step);
    }
    WithinLimits();
    if (options_.all_mentions) SortFacts();
    AddDoubts();
    for (size_t i = 0; i < used_.size(); ++i) {
      for (uint64_t left = used_[i]; left != 0; left &= left - 1)
        out_.rules_used.push_back(static_cast<uint32_t>(64 * i) + std::countr_zero(left));
    }
    return std::move(out_);
  }

 private:
  // A paragraph on its way: what each step makes of it.
  struct Passage {
    const Paragraph* paragraph;
    MatchContext context;
    std::vector<Mention> mentions = {};
    SecondReading again = {};
  };
  static constexpr size_t kGroupBytes = 1 << 16;

  // The next group of paragraphs.
  void Begin() {
    group_.clear();
    const Home home = home_.view();
    for (size_t bytes = 0; next_ < folded_.paragraphs.size() && bytes < kGroupBytes; ++next_) {
      const Paragraph& paragraph = folded_.paragraphs[next_];
      if (paragraph.zone == ZoneKind::kFurniture) continue;
      const std::string_view text = Slice(std::string_view(folded_.text), paragraph.span);
      group_.push_back({&paragraph, MakeContext(text, home, reference_)});
      bytes += text.size();
    }
  }

  bool WithinLimits() {
    out_.status = options_.deadline.Check();
    if (out_.facts.size() > options_.max_facts) {
      out_.status =
          Status(Code::kUnreadable, "it has more than " + std::to_string(options_.max_facts) +
                                        " figures, the limit for an article");
    }
    return out_.status.ok();
  }

  // The facts of the group.
  void AddGroup() {
    size_t figures = out_.facts.size();
    for (const Passage& passage : group_) figures += passage.again.figures.size();
    if (figures > out_.facts.capacity()) {
      out_.facts.reserve(std::max(figures, 2 * out_.facts.capacity()));
    }
    for (const Passage& passage : group_) Take(passage);
    group_.clear();
  }

  void Take(const Passage& passage) {
    const Paragraph& paragraph = *passage.paragraph;
    const size_t first = out_.facts.size();
    for (const Mention& mention : passage.mentions) {
      Use(*mention.rule);
      if (mention.warning.empty()) continue;
      Fact place;
      Place(paragraph, mention.begin, mention.end, &counter_, &place);
      out_.warnings.push_back(
          {"'" + place.quote + "' is " + mention.warning, place.char_start, place.char_end});
    }
    AddFacts(paragraph, passage.again);
    InheritBounds(first);
    if (options_.all_mentions) AddNumbers(paragraph, passage.context);
  }

  void Use(const Rule& rule) {
    const auto place = static_cast<size_t>(&rule - rules_.rules.data());
    used_[place / 64] |= uint64_t{1} << place % 64;
  }

  // The figures as facts, by place, with what is said of them.
  void AddFacts(const Paragraph& paragraph, const SecondReading& read) {
    constexpr size_t kNone = SIZE_MAX;
    for (const Rule* rule : read.rules_used) Use(*rule);
    const auto& figures = read.figures;
    std::vector<size_t> order(figures.size());
    std::iota(order.begin(), order.end(), size_t{0});
    const auto earlier = [&](size_t a, size_t b) {
      return figures[a].figure->begin < figures[b].figure->begin;
    };
    if (!std::is_sorted(order.begin(), order.end(), earlier)) {
      std::stable_sort(order.begin(), order.end(), earlier);
    }
    std::vector<size_t> facts(figures.size(), kNone);  // The fact of each figure.
    for (const size_t i : order) {
      if (figures[i].rule->mention && !options_.all_mentions) continue;
      const Figure& figure = *figures[i].figure;
      facts[i] = out_.facts.size();
      Fact& fact = out_.facts.emplace_back();
      Place(paragraph, figure.begin, figure.end, &counter_, &fact);
      fact.value = figure.value;
      fact.rule = figures[i].rule->id;
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
    const Paragraph& where =
        attribute.paragraph < 0 ? paragraph : folded_.paragraphs[attribute.paragraph];
    const ArticleSpan span = folded_.map.ToSource(
        {where.span.begin + attribute.begin, where.span.begin + attribute.end});
    const std::string_view words = Slice(std::string_view(article_.text), span);
    const uint32_t begin = words_counter_.At(span.begin);
    const uint32_t end = begin + static_cast<uint32_t>(CountCodePoints(words));
    fact->attributes.push_back({attribute.role, std::string(words), attribute.canonical, span,
                                begin, end, attribute.rule->id});
    // A metric and a subject stand in the text's words, what they mean beside them.
    const Attribute& said = fact->attributes.back();
    const bool in_words = attribute.role == "metric" || attribute.role == "subject";
    *fact->Column(attribute.role) = in_words ? said.words : said.Meaning();
  }

  void AddDoubts() {
    auto doubts = DoubtfulConversions(out_.facts, article_.published.value);
    if (doubts.empty()) return;
    auto& warnings = out_.warnings;
    std::move(doubts.begin(), doubts.end(), std::back_inserter(warnings));
    std::stable_sort(warnings.begin(), warnings.end(), [](const Warning& a, const Warning& b) {
      return a.char_start < b.char_start;
    });
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

  // An amount in brackets is hedged like the one before it, and a conversion like what it is
  // of: over 7 billion yuan ($1.1 billion; £0.9 billion).
  void InheritBounds(size_t first) {
    for (size_t i = first + 1; i < out_.facts.size(); ++i) {
      const Fact& before = out_.facts[i - 1];
      Fact& fact = out_.facts[i];
      if (before.value.kind != Kind::kMoney || fact.value.kind != Kind::kMoney ||
          fact.value.bound != Bound::kExact) {
        continue;
      }
      std::string_view between = Between(before, fact);
      while (between.starts_with(" ")) between.remove_prefix(1);
      if (between == "(" || between == "（") fact.value.bound = before.value.bound;
    }
    for (size_t i = first; i < out_.facts.size(); ++i) {
      for (const Link& link : out_.facts[i].links) {
        if (link.relation != "conversion" || out_.facts[i].value.bound != Bound::kExact) continue;
        const Fact& of = out_.facts[link.other];
        const std::string_view between = Between(of, out_.facts[i]);
        if (between.find('(') == between.npos && between.find("（") == between.npos) continue;
        out_.facts[i].value.bound = of.value.bound;
      }
    }
  }

  // The text between two facts; "" where the first does not end before the second.
  std::string_view Between(const Fact& before, const Fact& fact) const {
    if (before.span.end > fact.span.begin) return "";
    return Slice(std::string_view(article_.text), ArticleSpan{before.span.end, fact.span.begin});
  }

  void AddNumbers(const Paragraph& paragraph, const MatchContext& context) {
    auto mentions = FindNumberMentions(context.text);
    std::erase_if(mentions, [&](const auto& mention) { return IsInIgnoredWord(context, mention); });
    for (const NumberRange& number : FindNumberRanges(rules_, context.text, mentions)) {
      Fact& fact = out_.facts.emplace_back();
      Place(paragraph, number.begin, number.end, &number_counter_, &fact);
      fact.value.kind = number.ordinal ? Kind::kOrdinal : Kind::kNumber;
      fact.value.value = number.low;
      fact.value.value_max = number.high;
      fact.value.bound = number.bound;
      fact.rule = "number";
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
  void Place(const Paragraph& paragraph, uint32_t begin, uint32_t end, CodePointCounter* counter,
             Fact* fact) {
    fact->span = folded_.map.ToSource({paragraph.span.begin + begin, paragraph.span.begin + end});
    fact->quote = Slice(std::string_view(article_.text), fact->span);
    fact->char_start = counter->At(fact->span.begin);
    fact->char_end = fact->char_start + static_cast<uint32_t>(CountCodePoints(fact->quote));
    fact->pieces = article_.map.Pieces(fact->span);
    fact->bytes = {fact->pieces.front().begin, fact->pieces.back().end};
  }

  const Article& article_;
  const CompiledRules& rules_;
  const ExtractOptions options_;
  const FoldedText folded_;
  const TextHome home_;
  const std::optional<Day> reference_;
  size_t next_ = 0;  // The first paragraph of the groups behind.
  std::vector<Passage> group_;
  CodePointCounter counter_;         // Each goes forward: of the mentions,
  CodePointCounter words_counter_;   // of the words that give them attributes,
  CodePointCounter number_counter_;  // and of the bare numbers, a paragraph behind.
  ReadingSoFar so_far_;
  std::vector<uint64_t> used_;  // A bit a rule: it won a place.
  Extraction out_;
};

Extracting::Extracting(const Article& article, const RuleSet& rules, ExtractOptions options)
    : extractor_(std::make_unique<Extractor>(article, rules.compiled(), options)) {}
Extracting::~Extracting() = default;
Extracting::Extracting(Extracting&&) noexcept = default;
void Extracting::Take(int step) { extractor_->Take(step); }
Extraction Extracting::Finish() { return extractor_->Finish(); }

Extraction Extract(const Article& article, const RuleSet& rules, ExtractOptions options) {
  Extracting extracting(article, rules, options);
  for (int step = 0; step < Extracting::kSteps; ++step) extracting.Take(step);
  return extracting.Finish();
}

}  // namespace factmill
