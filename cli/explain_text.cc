#include "cli/explain_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/diagnostic.h"
#include "base/utf8.h"
#include "cli/text.h"
#include "rules/compiled.h"

namespace factmill {
namespace {

constexpr int kWidth = 80, kIndent = 10;
constexpr size_t kMostMisses = 4;  // Shown of a number.

std::string PlaceOf(const Rule& rule) { return fmt::format("{}:{}", rule.file, rule.line); }

// One paragraph, written as it is walked over.
class Writer {
 public:
  Writer(const Explanation& explanation, const ParagraphStory& paragraph)
      : explanation_(explanation), paragraph_(paragraph), text_(paragraph.context.text) {}

  std::string Run() {
    Text();
    if (!explanation_.ground->region.empty()) Item("region", explanation_.ground->region);
    if (paragraph_.furniture) {
      Item("furniture", "a menu, a list or the like: no rule looks at it");
    } else if (explanation_.rule != nullptr) {
      OneRule(*explanation_.rule);
    } else {
      for (const Contest& contest : paragraph_.story.contests) Write(contest);
      MadeFigures();
      for (const Leftover& leftover : paragraph_.story.leftovers) Write(leftover);
      Masked();
    }
    return std::move(out_);
  }

 private:
  std::string Quoted(uint32_t begin, uint32_t end) const {
    return "`" + Printable(text_.substr(begin, end - begin)) + "`";
  }

  void Heading(const std::string& text) { out_ += "\n" + Wrapped(text, 0, 2, kWidth) + "\n"; }
  void Item(const char* label, const std::string& text) {
    out_ += fmt::format("{:<{}}", label, kIndent) + Wrapped(text, kIndent, kIndent, kWidth) + "\n";
  }
  void Detail(const char* label, const std::string& text) {
    Item(fmt::format("  {}", label).c_str(), text);
  }

  // The text in pieces, with a mark under each place where a rule may begin.
  void Text() {
    const std::string_view folded =
        Slice(std::string_view(explanation_.ground->folded.text), paragraph_.span);
    const ArticleSpan place = explanation_.ground->folded.map.ToSource(paragraph_.span);
    const std::string_view written = Slice(std::string_view(explanation_.article->text), place);
    if (written != folded) {
      Pieces("text", Printable(written), false);
      Pieces("folded", std::string(folded), true);
    } else {
      Pieces("text", std::string(folded), true);
    }
  }

  void Pieces(const char* label, const std::string& text, bool marks) {
    const auto& candidates = paragraph_.story.candidates;
    size_t begin = 0;
    for (const std::string_view piece : InPieces(text, kWidth - kIndent - 2)) {
      std::string shown = Printable(piece);
      while (shown.ends_with(' ')) shown.pop_back();
      out_ += fmt::format("{:<{}}{}\n", label, kIndent, shown);
      label = "";
      std::string line;
      for (const uint32_t at : candidates) {
        if (!marks || at < begin || at >= begin + piece.size()) continue;
        const int column = DisplayWidth(piece.substr(0, at - begin));
        line.resize(static_cast<size_t>(column), ' ');
        line += '^';
      }
      if (!line.empty()) out_ += std::string(kIndent, ' ') + line + "\n";
      begin += piece.size();
    }
  }

  // A place that was won: by a fact's rule, by one that makes none, by an ignored word.
  void Write(const Contest& contest) {
    if (!contest.ignored.empty()) {
      Heading("`" + Printable(contest.ignored) + "` is ignored: a word of [[ignore]]");
    } else {
      const Bid& winner = contest.bids.front();
      WriteWinner(winner);
    }
    for (const Bid& bid : contest.bids) {
      if (bid.lost.empty()) continue;
      Detail("beaten", bid.mention.rule->id + " at " + Quoted(bid.mention.begin, bid.mention.end) +
                           ": " + bid.lost);
    }
  }

  void WriteWinner(const Bid& winner) {
    const Mention& mention = winner.mention;
    const std::string whole = Quoted(mention.begin, mention.end);
    const Rule& rule = *mention.rule;
    if (!mention.warning.empty()) {
      Heading(whole + " is " + mention.warning);
    } else if (rule.makes == RuleKind::kIgnore) {
      Heading(whole + " is ignored");
    } else if (rule.mention) {
      Heading(whole + " is no fact: shown with --all-mentions only");
    }
    bool first = true;
    for (size_t i = 0; i < paragraph_.facts.size(); ++i) {
      const PlacedFigure& figure = paragraph_.reading.figures[i];
      if (figure.rule != &rule || figure.figure->begin < mention.begin ||
          figure.figure->end > mention.end || paragraph_.facts[i] == ParagraphStory::kNoFact) {
        continue;
      }
      WriteFact(i);
      if (first) Parts(winner);
      first = false;
    }
    if (first) {
      Detail("rule", rule.id + " (" + PlaceOf(rule) + ")");
      Parts(winner);
    }
  }

  void Parts(const Bid& bid) {
    std::string parts;
    for (const TakenPart& part : bid.parts) {
      if (part.begin == part.end) continue;
      if (!parts.empty()) parts += "; ";
      parts += part.name + " " + Quoted(part.begin, part.end);
      if (!part.meaning.empty()) parts += " = " + part.meaning;
    }
    if (!parts.empty()) Detail("took", parts);
    if (!bid.hedges.empty()) Detail("hedge", Printable(bid.hedges));
  }

  // A figure that is a fact, with what is said of it.
  void WriteFact(size_t index) {
    const PlacedFigure& figure = paragraph_.reading.figures[index];
    const Fact& fact = explanation_.extraction.facts[paragraph_.facts[index]];
    Heading(Quoted(figure.figure->begin, figure.figure->end) + " => " + Describe(fact.value) +
            " (" + std::string(KindName(fact.value.kind)) + ")");
    Detail("rule", figure.rule->id + " (" + PlaceOf(*figure.rule) + ")");
    for (const Attribute& attribute : fact.attributes) {
      Detail(attribute.role.c_str(), attribute.Meaning() + ", from `" + Printable(attribute.words) +
                                         "`, by rule " + attribute.rule);
    }
    for (const Link& link : fact.links) {
      Detail("link", link.relation + " `" +
                         Printable(explanation_.extraction.facts[link.other].quote) +
                         "`, by rule " + link.rule);
    }
  }

  void MadeFigures() {
    for (size_t i = 0; i < paragraph_.facts.size(); ++i) {
      const bool made = paragraph_.reading.figures[i].rule->masked != nullptr;
      if (made && paragraph_.facts[i] != ParagraphStory::kNoFact) WriteFact(i);
    }
  }

  bool IsMade(const Leftover& leftover) const {
    const auto& figures = paragraph_.reading.figures;
    return std::any_of(figures.begin(), figures.end(), [&](const PlacedFigure& f) {
      return f.figure->begin < leftover.end && leftover.begin < f.figure->end;
    });
  }

  void Write(const Leftover& leftover) {
    if (IsMade(leftover)) return;
    Heading(Quoted(leftover.begin, leftover.end) + " is in no fact" +
            (leftover.why.empty() ? "" : ": " + Printable(leftover.why)));
    // Rules that stop alike share a line.
    std::vector<std::pair<std::string, std::string>> lines;  // Why, rules.
    for (const NearMiss& miss : leftover.nearest) {
      const std::string why = Printable(Sentence(miss, text_));
      const auto line = std::find_if(lines.begin(), lines.end(),
                                     [&](const auto& one) { return one.first == why; });
      if (line != lines.end())
        line->second += ", " + miss.rule->id;
      else if (lines.size() < kMostMisses)
        lines.emplace_back(why, miss.rule->id);
    }
    for (const auto& [why, rules] : lines) {
      out_ += "  " + Wrapped(rules, 2, 2, kWidth) + "\n";
      out_ += "    " + Wrapped(why, 4, 4, kWidth) + "\n";
    }
  }

  void Masked() {
    const MaskStory& mask = paragraph_.mask;
    if (mask.signs.empty()) return;
    out_ += "\n";
    Item("layer 2", Printable(mask.masked));
    std::string signs;
    for (const auto& sign : mask.signs) {
      if (!signs.empty()) signs += "; ";
      signs += Quoted(sign.begin, sign.end) + " " + sign.meaning;
    }
    Item("", signs);
  }

  void OneRule(const Rule& rule) {
    Heading("rule " + rule.id + " (" + PlaceOf(rule) + ")");
    if (rule.masked != nullptr || rule.governs != nullptr) {
      Said(rule);
      return;
    }
    for (const Bid& bid : paragraph_.alone.bids) {
      const Mention& mention = bid.mention;
      std::string text = Quoted(mention.begin, mention.end);
      for (const Figure& figure : mention.figures) text += " => " + Describe(figure.value);
      Detail("matches", text + (bid.lost.empty() ? "" : ", but " + Printable(bid.lost)));
      Parts(bid);
    }
    size_t shown = 0;
    for (const NearMiss& miss : paragraph_.alone.misses) {
      if (shown++ == kMostMisses) break;
      Detail("nearly", Printable(Sentence(miss, text_)));
    }
    if (paragraph_.alone.bids.empty() && shown == 0) Detail("", "nothing of its pattern fits");
  }

  void Said(const Rule& rule) {
    Masked();
    out_ += "\n";
    bool any = false;
    for (const PlacedFigure& made : paragraph_.reading.figures) {
      if (made.rule != &rule) continue;
      const Figure& figure = *made.figure;
      any = true;
      Detail("makes", Quoted(figure.begin, figure.end) + " => " + Describe(figure.value));
    }
    for (const PlacedAttribute& said : paragraph_.reading.attributes) {
      if (said.rule != &rule) continue;
      const Figure& figure = *paragraph_.reading.figures[said.figure].figure;
      any = true;
      Detail("says",
             said.role + " of " + Quoted(figure.begin, figure.end) + " is " +
                 (said.canonical.empty() ? "" : said.canonical + ", from ") +
                 (said.paragraph < 0 ? Quoted(said.begin, said.end) : "a paragraph before"));
    }
    for (const PlacedLink& link : paragraph_.reading.links) {
      if (link.rule != &rule) continue;
      const Figure& from = *paragraph_.reading.figures[link.figure].figure;
      const Figure& other = *paragraph_.reading.figures[link.other].figure;
      any = true;
      Detail("says", Quoted(from.begin, from.end) + " is " + link.relation + " " +
                         Quoted(other.begin, other.end));
    }
    if (!any) Detail("nearly", Printable(paragraph_.why_masked));
  }

  const Explanation& explanation_;
  const ParagraphStory& paragraph_;
  const std::string_view text_;
  std::string out_;
};

using Json = nlohmann::ordered_json;

// The article's text at a place of the paragraph, and where that is.
Json PlaceJson(const Explanation& explanation, const ParagraphStory& paragraph, uint32_t begin,
               uint32_t end) {
  const std::string_view article = explanation.article->text;
  const ArticleSpan span = explanation.Place(paragraph, begin, end);
  const size_t start = CountCodePoints(article.substr(0, span.begin));
  const std::string_view quote = Slice(article, span);
  return {{"quote", quote}, {"start", start}, {"end", start + CountCodePoints(quote)}};
}

}  // namespace

std::string ExplainText(const Explanation& explanation, const ParagraphStory& paragraph) {
  return Writer(explanation, paragraph).Run();
}

Json ExplainJson(const Explanation& explanation, const ParagraphStory& paragraph) {
  const auto place = [&](uint32_t begin, uint32_t end) {
    return PlaceJson(explanation, paragraph, begin, end);
  };
  const std::string_view folded =
      Slice(std::string_view(explanation.ground->folded.text), paragraph.span);
  const uint32_t size = paragraph.span.size();
  Json out = {{"text", place(0, size)["quote"]}, {"folded", folded}};
  out["furniture"] = paragraph.furniture;
  const auto bid_json = [&](const Bid& bid) {
    Json json = place(bid.mention.begin, bid.mention.end);
    json["rule"] = bid.mention.rule->id;
    json["file"] = bid.mention.rule->file;
    json["line"] = bid.mention.rule->line;
    json["parts"] = Json::array();
    for (const TakenPart& part : bid.parts) {
      if (part.begin == part.end) continue;
      Json one = place(part.begin, part.end);
      one["name"] = part.name;
      one["meaning"] = part.meaning;
      json["parts"].push_back(std::move(one));
    }
    json["values"] = Json::array();
    for (const Figure& figure : bid.mention.figures)
      json["values"].push_back(Describe(figure.value));
    json["hedges"] = bid.hedges;
    json["lost"] = bid.lost;
    return json;
  };
  const auto miss_json = [&](const NearMiss& miss) {
    Json json = place(miss.begin, miss.end);
    json["rule"] = miss.rule->id;
    json["whole"] = miss.whole;
    json["why"] = miss.why;
    return json;
  };
  if (explanation.rule != nullptr) {
    out["rule"] = explanation.rule->id;
    out["matches"] = out["nearly"] = Json::array();
    for (const Bid& bid : paragraph.alone.bids) out["matches"].push_back(bid_json(bid));
    for (const NearMiss& miss : paragraph.alone.misses) out["nearly"].push_back(miss_json(miss));
    out["layer2"] = paragraph.why_masked;
    return out;
  }
  out["candidates"] = Json::array();
  for (const uint32_t at : paragraph.story.candidates)
    out["candidates"].push_back(place(at, at + 1)["start"]);
  out["contests"] = Json::array();
  for (const Contest& contest : paragraph.story.contests) {
    Json json = place(contest.begin, contest.end);
    json["ignored"] = !contest.ignored.empty();
    json["bids"] = Json::array();
    for (const Bid& bid : contest.bids) json["bids"].push_back(bid_json(bid));
    out["contests"].push_back(std::move(json));
  }
  out["facts"] = Json::array();
  for (const size_t fact : paragraph.facts) {
    if (fact == ParagraphStory::kNoFact) continue;
    const Fact& f = explanation.extraction.facts[fact];
    Json json = {{"quote", f.quote},
                 {"start", f.char_start},
                 {"end", f.char_end},
                 {"rule", f.rule},
                 {"value", Describe(f.value)}};
    json["said"] = Json::array();
    for (const Attribute& a : f.attributes) {
      json["said"].push_back(
          {{"role", a.role}, {"meaning", a.Meaning()}, {"words", a.words}, {"rule", a.rule}});
    }
    for (const Link& link : f.links) {
      json["said"].push_back({{"link", link.relation},
                              {"other", explanation.extraction.facts[link.other].quote},
                              {"rule", link.rule}});
    }
    out["facts"].push_back(std::move(json));
  }
  out["leftovers"] = Json::array();
  for (const Leftover& leftover : paragraph.story.leftovers) {
    Json json = place(leftover.begin, leftover.end);
    json["why"] = leftover.why;
    json["nearest"] = Json::array();
    for (const NearMiss& miss : leftover.nearest) json["nearest"].push_back(miss_json(miss));
    out["leftovers"].push_back(std::move(json));
  }
  out["masked"] = paragraph.mask.masked;
  out["signs"] = Json::array();
  for (const auto& sign : paragraph.mask.signs) {
    Json json = place(sign.begin, sign.end);
    json["meaning"] = sign.meaning;
    out["signs"].push_back(std::move(json));
  }
  return out;
}

}  // namespace factmill
