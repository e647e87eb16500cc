#include "pipeline/extract.h"

#include <algorithm>
#include <map>
#include <string>

#include "base/utf8.h"
#include "corpus/fold.h"
#include "corpus/metadata.h"
#include "rules/compiled.h"
#include "rules/matcher.h"

namespace factmill {
namespace {

// Where a text in traditional script is at home: the place whose words it uses
// most; "" where it uses none, or two as much.
std::string RegionOf(const Article& article, const CompiledRules& rules, std::string_view folded) {
  if (!article.traditional) return "";
  std::map<std::string, int> words;
  for (uint32_t at = 0; at < folded.size();) {
    const auto hits = rules.region_words.All(folded, at);
    if (hits.empty()) {
      at += Utf8Size(static_cast<unsigned char>(folded[at]));
      continue;
    }
    ++words[hits.back().entries->front()->canonical];
    at = hits.back().end;
  }
  std::string best;
  int most = 0;
  for (const auto& [region, count] : words) {
    if (count == most) best.clear();
    if (count > most) best = region;
    most = std::max(most, count);
  }
  return best;
}

// Looked for only where some entry asks for it.
std::string LanguageOf(const Article& article, const CompiledRules& rules) {
  if (!rules.asks_language || !article.lang.empty()) return article.lang;
  return DetectLanguage(article.text);
}

class Extractor {
 public:
  Extractor(const Article& article, const CompiledRules& rules, ExtractOptions options)
      : article_(article),
        rules_(rules),
        options_(options),
        folded_(Fold(article)),
        counter_(article.text),
        number_counter_(article.text),
        used_(rules.rules.size()) {}

  Extraction Run() {
    const std::string region = RegionOf(article_, rules_, folded_.text);
    const std::string language = LanguageOf(article_, rules_);
    const Home home = {region, language};
    const auto reference = ParseDay(article_.published.value);
    for (const Paragraph& paragraph : folded_.paragraphs) {
      if (paragraph.zone == ZoneKind::kFurniture) continue;
      Read(paragraph, home, reference);
    }
    if (options_.all_mentions) {
      std::stable_sort(out_.facts.begin(), out_.facts.end(), [](const Fact& a, const Fact& b) {
        if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
        return a.span.end > b.span.end;
      });
    }
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
    for (const Mention& mention : MatchParagraph(rules_, context, options_.matching)) {
      used_[mention.rule - rules_.rules.data()] = true;
      if (!mention.warning.empty()) {
        const Fact place = Place(paragraph, mention.begin, mention.end, &counter_);
        out_.warnings.push_back(
            {"'" + place.quote + "' is " + mention.warning, place.char_start, place.char_end});
      }
      if (mention.rule->mention && !options_.all_mentions) continue;
      for (const Figure& figure : mention.figures) {
        Fact fact = Place(paragraph, figure.begin, figure.end, &counter_);
        fact.value = figure.value;
        fact.rule = mention.rule->id;
        out_.facts.push_back(std::move(fact));
      }
    }
    InheritBounds(first);
    if (options_.all_mentions) AddNumbers(paragraph, context);
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
    for (const NumberToken& token : context.tokens) {
      if (token.readings.empty() || token.attached) continue;
      const Reading& reading = token.readings.front();
      Fact fact = Place(paragraph, token.begin, reading.end, &number_counter_);
      fact.value.kind = Kind::kNumber;
      fact.value.value = reading.value;
      fact.value.value_max = reading.high;
      fact.value.bound = reading.bound;
      fact.rule = "number";
      out_.facts.push_back(std::move(fact));
    }
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
  CodePointCounter counter_;         // Each goes forward only: of the mentions,
  CodePointCounter number_counter_;  // and of the bare numbers, a paragraph behind.
  std::vector<bool> used_;           // By rule: it won a place.
  Extraction out_;
};

}  // namespace

Extraction Extract(const Article& article, const RuleSet& rules, ExtractOptions options) {
  return Extractor(article, rules.compiled(), options).Run();
}

}  // namespace factmill
