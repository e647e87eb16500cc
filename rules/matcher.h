// From a paragraph of folded text to mentions: what a match is.
//
// Paragraphs bound mentions.  Scan left to right.  At each place where a match
// may begin, each rule offers its longest match: the longest span that its
// pattern matches, whose edges are legal, whose guards hold and whose value
// can be composed.  Of two ways to one end that of the earlier form counts, and in
// one form the way whose first part of another length is the shorter.  Rivals rank by length, then
// what is ignored before what is found, then by specificity (the number of
// captures), then by file order.  The first wins, and scanning resumes at its
// end.  What is ignored makes nothing.
#ifndef FACTMILL_RULES_MATCHER_H_
#define FACTMILL_RULES_MATCHER_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fact.h"
#include "extractors/date.h"
#include "extractors/quantity.h"
#include "rules/compiled.h"

namespace factmill {

// What a rule captured under a name.  Offsets are bytes of the paragraph.
struct Capture {
  std::string_view name;
  uint32_t begin = 0, end = 0;
  const Quantity* quantity = nullptr;  // Where the slot is a quantity.
  const Entry* entry = nullptr;        // Where it is a word of the vocabulary.
  std::string_view noun;               // Where it is a noun phrase: its head.
};

// One figure of a mention.
struct Figure {
  uint32_t begin = 0, end = 0;  // Bytes of the paragraph, half-open.
  Value value;
};

// A rule matched here and its figures have values.
struct Mention {
  const Rule* rule = nullptr;
  uint32_t begin = 0, end = 0;
  std::vector<Figure> figures;  // Empty for an ignored stretch.
  std::string warning;          // Why there is no figure: a relative date without a date.
};

struct Winner;  // rules/winner.h

// A paragraph while it is matched.
struct MatchContext {
  std::string_view text;  // Folded.
  Home home;
  std::optional<Day> reference;     // The article's publication date.
  ByteMap bytes;                    // Of `text`.
  std::vector<NumberToken> tokens;  // FindNumbers(text).
  Quantities quantities;            // By token, longest first.
  // Where not null, who won each place of both layers, and how; matching goes on as ever.
  std::vector<Winner>* winners = nullptr;
};

// The quantities that begin at `at`, longest first.
std::span<const Quantity> QuantitiesFrom(const MatchContext& context, uint32_t at);

MatchContext MakeContext(std::string_view paragraph, const Home& home,
                         const std::optional<Day>& reference);

// Winners in text order, never overlapping.
std::vector<Mention> MatchParagraph(const CompiledRules& rules, const MatchContext& context,
                                    Matching matching = Matching::kFast);
std::vector<Mention> MatchPlainly(const CompiledRules& rules, const MatchContext& context);
std::vector<Mention> MatchFast(const CompiledRules& rules, const MatchContext& context);

// Why a set of captures makes no figure: the match is not offered.
// On success the figures, or a warning that takes their place; else, if `why` is
// not null, `*why` says in a few words what is wrong.
struct Composed {
  std::vector<Figure> figures;
  std::string warning;
};
std::optional<Composed> Compose(const CompiledRules& rules, const Rule& rule,
                                std::span<const Capture> captures, uint32_t begin, uint32_t end,
                                const MatchContext& context, const char** why = nullptr);

// The hedge that stands right before `begin`, or right behind `end`.
Bound HedgeBefore(const CompiledRules& rules, std::string_view text, uint32_t begin, Kind kind);
Bound HedgeAfter(const CompiledRules& rules, std::string_view text, uint32_t end, Kind kind);
// The words that say so; null for none.
const Entry* HedgeWordBefore(const CompiledRules& rules, std::string_view text, uint32_t begin,
                             Kind kind);
const Entry* HedgeWordAfter(const CompiledRules& rules, std::string_view text, uint32_t end,
                            Kind kind);

// The noun that a word is the plural of; the word itself where it is none.
std::string NounOf(std::string_view word);

// An English noun phrase that begins at `at`: modifiers and a plural head.
struct NounPhrase {
  uint32_t end = 0;  // 0 for none.
  std::string head;  // Singular.
};
// Adds the words of the vocabulary that it went by to `*words`, if that is not null.
NounPhrase ReadNounPhrase(const CompiledRules& rules, std::string_view text, uint32_t at,
                          std::vector<const Entry*>* words = nullptr);

// The noun that a Chinese count counts: behind its classifier, or before it.
// The classifier itself where no noun is near.  `*entry`, if `entry` is not null, is
// the noun where it is a word of the vocabulary.
std::string CountedNoun(const CompiledRules& rules, std::string_view text, uint32_t begin,
                        uint32_t end, const std::string& classifier, const Entry** entry = nullptr);

}  // namespace factmill

#endif  // FACTMILL_RULES_MATCHER_H_
