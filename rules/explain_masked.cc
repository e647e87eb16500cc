// What rules of layer 2 see, and how far one of them gets.
#include <re2/re2.h>

#include <algorithm>

#include "base/utf8.h"
#include "corpus/segment.h"
#include "rules/explain.h"

namespace factmill {
namespace {

constexpr std::string_view kSign = "▮";

Mask MaskOf(const CompiledRules& rules, const MatchContext& context,
            const std::vector<Mention>& mentions, const std::vector<PlacedFigure>& figures) {
  std::vector<TakenSpan> taken;
  for (size_t i = 0; i < figures.size(); ++i) {
    const Figure& figure = *figures[i].figure;
    taken.push_back({figure.begin, figure.end, static_cast<int>(i), figure.value.kind});
  }
  for (const Mention& mention : mentions) {
    if (mention.figures.empty()) taken.push_back({mention.begin, mention.end});
  }
  std::sort(taken.begin(), taken.end(),
            [](const TakenSpan& a, const TakenSpan& b) { return a.begin < b.begin; });
  const auto words = FindWords(rules.vocabulary, rules.alphabet, context);
  return Mask(context.text, FindTokens(rules.vocabulary, rules.alphabet, context, taken, words));
}

bool IsSyntax(const PatternPart& part, std::string_view text) {
  return part.type == PatternPart::kSyntax && part.text == text;
}

// The parts of one alternative, each with its quantifier: [i] is the end of item i.
std::vector<size_t> ItemEnds(const std::vector<PatternPart>& parts) {
  std::vector<size_t> ends;
  int depth = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].type == PatternPart::kOpen) ++depth;
    if (IsSyntax(parts[i], ")")) --depth;
    if (depth > 0) continue;
    const bool quantified = i + 1 < parts.size() && parts[i + 1].type == PatternPart::kSyntax &&
                            !IsSyntax(parts[i + 1], "|") && !IsSyntax(parts[i + 1], ")");
    if (!quantified) ends.push_back(i + 1);
  }
  return ends;
}

std::vector<std::vector<PatternPart>> AlternativesOf(const std::vector<PatternPart>& parts) {
  std::vector<std::vector<PatternPart>> alternatives(1);
  int depth = 0;
  for (const PatternPart& part : parts) {
    if (part.type == PatternPart::kOpen) ++depth;
    if (IsSyntax(part, ")")) --depth;
    if (depth == 0 && IsSyntax(part, "|"))
      alternatives.emplace_back();
    else
      alternatives.back().push_back(part);
  }
  return alternatives;
}

// "a figure of kind money", "`(?:达|为)?`".
std::string NameOfItem(const std::vector<PatternPart>& parts, size_t begin, size_t end) {
  if (parts[begin].type == PatternPart::kSlot) return NameOf(parts[begin].slot);
  constexpr size_t kShown = 60;
  std::string text;
  for (size_t i = begin; i < end; ++i) {
    text += parts[i].type == PatternPart::kSlot ? "{" + parts[i].slot.name + "}" : parts[i].text;
  }
  const size_t shown = ByteOffsetOf(text, kShown);
  if (shown < text.size()) text = text.substr(0, shown) + "…";
  return "`" + text + "`";
}

class MaskedWalk {
 public:
  MaskedWalk(const CompiledRules& rules, const Rule& rule, const MatchContext& context,
             const Mask& mask)
      : rules_(rules), rule_(rule), context_(context), mask_(mask) {}

  std::string Run() {
    std::string why;
    if (rule_.masked->reader >= 0) return "its reader finds nothing in the words around it";
    if (FindsAll(&why)) return why;
    size_t most = 0;  // Slots that were filled.
    for (const auto& parts : AlternativesOf(rule_.masked->parts)) Alternative(parts, &most, &why);
    return why.empty() ? "nothing of its pattern fits" : why;
  }

 private:
  std::string TextOf(uint32_t masked_begin, uint32_t masked_end) const {
    const uint32_t begin = mask_.ToParagraph(masked_begin), end = mask_.ToParagraph(masked_end);
    return "`" + std::string(context_.text.substr(begin, end - begin)) + "`";
  }

  // Does the whole pattern fit somewhere?  Then `*why` says what else is wrong, of
  // the first place; "" where nothing is.
  bool FindsAll(std::string* why) const {
    const re2::RE2& regex = rule_.masked->regex->re2();
    const std::string& text = mask_.text();
    re2::StringPiece found;
    bool any = false;
    for (size_t at = 0; at < text.size();) {
      if (!regex.Match(text, at, text.size(), re2::RE2::UNANCHORED, &found, 1)) break;
      const auto begin = static_cast<uint32_t>(found.data() - text.data());
      const auto end = begin + static_cast<uint32_t>(found.size());
      const std::string problem = ProblemOf(begin, end);
      if (!any || problem.empty()) *why = problem;
      any = true;
      if (problem.empty()) break;
      at = begin + static_cast<size_t>(Utf8Size(static_cast<unsigned char>(text[begin])));
    }
    return any;
  }

  std::string ProblemOf(uint32_t begin, uint32_t end) const {
    const std::string fits = "its pattern fits " + TextOf(begin, end) + ", but ";
    const uint32_t first = mask_.ToParagraph(begin), last = mask_.ToParagraph(end);
    if (rule_.masked->scope != Scope::kParagraph && LeavesItsScope(begin, end)) {
      return fits + "that reaches beyond a " +
             (rule_.masked->scope == Scope::kClause ? "clause" : "sentence");
    }
    const bool ends_in_token = end >= kTokenBytes && mask_.TokenAt(end - kTokenBytes) != nullptr;
    if (!ends_in_token && !IsEdge(context_.text, last))
      return fits + "the match would end inside " + WhatIsCut(context_.text, last);
    const std::string guard = GuardThatForbids(rule_, context_.text, first, last);
    return guard.empty() ? "" : fits + guard;
  }

  bool LeavesItsScope(uint32_t begin, uint32_t end) const {
    for (const FoldedSpan& sentence : FindSentences(context_.text, context_.bytes)) {
      const uint32_t at = mask_.ToMasked(sentence.end);
      if (begin < at && at < end) return true;
    }
    if (rule_.masked->scope != Scope::kClause) return false;
    const std::string_view inside = std::string_view(mask_.text()).substr(begin, end - begin);
    for (std::string_view mark : {",", ";", "—"}) {
      const size_t at = inside.find(mark);
      if (at != std::string_view::npos && at + mark.size() < inside.size()) return true;
    }
    return false;
  }

  // The longest beginning of an alternative that fits somewhere.
  void Alternative(const std::vector<PatternPart>& parts, size_t* most, std::string* why) const {
    const std::vector<size_t> ends = ItemEnds(parts);
    for (size_t items = ends.size(); items-- > 1;) {  // `items` of them, not all.
      const std::vector<PatternPart> some(parts.begin(), parts.begin() + ends[items - 1]);
      const auto slots =
          static_cast<size_t>(std::count_if(some.begin(), some.end(), [](const PatternPart& part) {
            return part.type == PatternPart::kSlot;
          }));
      if (slots <= *most) return;
      std::string error;
      re2::RE2::Options options;
      options.set_longest_match(true);
      options.set_log_errors(false);
      options.set_case_sensitive(rule_.masked->exact_case);
      const re2::RE2 regex(MaskedRegex(some, rules_.alphabet, &error), options);
      re2::StringPiece found;
      const std::string& text = mask_.text();
      if (!regex.ok() || !regex.Match(text, 0, text.size(), re2::RE2::UNANCHORED, &found, 1) ||
          found.empty()) {
        continue;
      }
      const auto begin = static_cast<uint32_t>(found.data() - text.data());
      const auto end = begin + static_cast<uint32_t>(found.size());
      *most = slots;
      *why = "it gets as far as " + TextOf(begin, end) + " and then needs " +
             NameOfItem(parts, ends[items - 1], ends[items]);
      if (end < text.size()) {
        const uint32_t next = mask_.ToParagraph(end);
        *why +=
            "; the text goes on with `" + std::string(WindowAfter(context_.text, next, 8)) + "`";
      }
      return;
    }
  }

  const CompiledRules& rules_;
  const Rule& rule_;
  const MatchContext& context_;
  const Mask& mask_;
};

}  // namespace

MaskStory TellMask(const CompiledRules& rules, const MatchContext& context,
                   const std::vector<Mention>& mentions, const std::vector<PlacedFigure>& figures) {
  const Mask mask = MaskOf(rules, context, mentions, figures);
  MaskStory story;
  uint32_t at = 0;
  for (const Token& token : mask.tokens()) {
    story.masked += context.text.substr(at, token.begin - at);
    story.masked += kSign;
    at = token.end;
    std::string meaning = "number";
    if (token.figure >= 0) meaning = "figure";
    if (token.entries != nullptr) meaning = MeaningOf(*token.entries->front());
    story.signs.push_back({token.begin, token.end, std::move(meaning)});
  }
  story.masked += context.text.substr(at);
  return story;
}

std::string WhyNotMasked(const CompiledRules& rules, const Rule& rule, const MatchContext& context,
                         const std::vector<Mention>& mentions,
                         const std::vector<PlacedFigure>& figures) {
  if (!rule.region.empty() && rule.region != context.home.region)
    return "the rule holds only in texts of region " + rule.region;
  return MaskedWalk(rules, rule, context, MaskOf(rules, context, mentions, figures)).Run();
}

}  // namespace factmill
