// Chinese as the grammar of attribution reads it: clauses, noun phrases, owners
// and topics.  All of it looks at the items of one paragraph, by index.
#ifndef FACTMILL_RULES_CHINESE_GRAMMAR_H_
#define FACTMILL_RULES_CHINESE_GRAMMAR_H_

#include <initializer_list>
#include <string_view>
#include <vector>

#include "rules/clause.h"

namespace factmill {

class ChineseGrammar {
 public:
  ChineseGrammar(const CompiledRules& rules, ClauseText* text) : rules_(rules), text_(*text) {}

 protected:
  using enum WordClass;
  static constexpr uint32_t kVerbs = Bits(kVerb, kLight, kSet);
  static constexpr size_t kLongestOwner = 16, kLongestMetric = 12;  // Characters.

  const Item& At(int i) const { return text_.items[i]; }
  bool In(int i) const { return i >= 0 && i < text_.size(); }
  bool Is(int i, uint32_t bits) const {
    return In(i) && At(i).type == Item::kWord && At(i).IsAny(bits);
  }
  bool IsRun(int i) const { return In(i) && At(i).type == Item::kRun; }
  bool Says(int i, const Wanted& word) const { return In(i) && text_.IsPart(i, word); }
  bool IsMark(int i, std::string_view marks) const { return In(i) && text_.IsMark(i, marks); }
  Kind KindAt(int i) const { return At(i).kind; }
  const Rule* With(Reader reader) const { return RuleOf(rules_, reader); }

  size_t Characters(Phrase phrase) const;
  bool IsBreak(int i) const;
  int ClauseBegin(int i) const;
  int SentenceBegin(int i) const;
  // Does the figure `to` measure what the one before it does: 5亿元、6亿元?
  bool IsChain(int from, int to) const;

  // A noun behind the figure: the head, from behind 的 if there is one.
  Phrase NounBehind(int figure) const;
  bool HasNounBehind(int figure) const { return !NounBehind(figure).empty(); }
  // Left of the figure, over hedges, levels and adverbs.
  int LeftOf(int figure, bool* level) const;
  // 2/3以上的收入
  bool OfBehind(int figure) const;
  // 覆盖全球100个国家的
  bool VerbNear(int left, int begin) const;
  bool SaysAny(int i, std::initializer_list<Wanted> words) const;
  // A short phrase that ends at `end`: what is quoted, or all of the clause.
  Phrase LabelBefore(int end, int begin) const;
  bool ComparesFrom(int b, int e) const;
  bool InSentence(int a, int b) const { return SentenceBegin(b) <= a; }

  // The metric that ends right before `end`: words of the vocabulary with what goes before them.
  Phrase MetricBefore(int end, int begin) const;
  bool EndsInMetric(Phrase noun) const { return Is(noun.end - 1, Bits(kMetric, kSuffix)); }

  // Over 其中, 去年, 据统计 at the head of a clause.
  int SkipOpening(int b, int end) const;
  // Whose is it: what stands before `end` in the clause that begins at `begin`, without its verbs.
  Phrase OwnerBefore(int end, int begin) const;
  Phrase Owner(Phrase phrase) const;
  // Without marks, 的, 了 and joints at its ends.
  Phrase Trimmed(Phrase phrase) const;
  // 该市: the name before it that ends so.
  Phrase Resolved(Phrase phrase) const;
  // What the sentence is about: the subject of the clause, or of the nearest
  // before it that has one.
  Phrase Topic(int figure) const;
  // The noun phrase before the first verb of a clause.  `own`: a figure ends it.
  Phrase SubjectIn(int b, int end, bool own) const;

  const CompiledRules& rules_;
  ClauseText& text_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_CHINESE_GRAMMAR_H_
