// English as the grammar of attribution reads it: words, noun phrases and the
// subjects of verbs.  All of it looks at the items of one paragraph, by index.
#ifndef FACTMILL_RULES_ENGLISH_GRAMMAR_H_
#define FACTMILL_RULES_ENGLISH_GRAMMAR_H_

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "rules/clause.h"

namespace factmill {

class EnglishGrammar {
 public:
  EnglishGrammar(const CompiledRules& rules, ClauseText* text) : rules_(rules), text_(*text) {}

 protected:
  using enum WordClass;
  static constexpr uint32_t kVerbs = Bits(kVerb, kLight, kLevel, kChange, kSet, kShare);
  static constexpr uint32_t kSmall = Bits(kHedge, kAdverb);
  static constexpr int kMostHead = 7;  // Words of a noun phrase.

  // A noun phrase and whose it is.
  struct Noun {
    Phrase head, owner;
    bool its = false;
    bool owner_behind = false;  // "revenue of the town".
  };

  // Words.
  const Item& At(int i) const { return text_.items[i]; }
  bool IsWord(int i) const { return i >= 0 && i < text_.size() && At(i).type == Item::kWord; }
  bool Is(int i, uint32_t bits) const { return IsWord(i) && At(i).IsAny(bits); }
  bool Says(int i, const Wanted& word) const { return IsWord(i) && text_.IsWord(i, word); }
  bool SaysAny(int i, std::initializer_list<Wanted> words) const {
    return std::any_of(words.begin(), words.end(),
                       [&](const Wanted& word) { return Says(i, word); });
  }
  std::string_view Word(int i) const { return text_.Words(At(i)); }
  bool IsPossessive(int i) const;
  bool IsCapital(int i) const;
  bool IsIts(int i) const { return SaysAny(i, {"its", "their", "his", "her", "our"}); }
  // Does a word stand there that makes what follows a noun?
  bool AsksForNoun(int i) const;
  // A verb, unless it stands where a noun would: "a rise", "planned area".
  bool IsVerb(int i) const;

  // Where the clause begins that `i` stands in.
  int ClauseBegin(int i) const;
  bool IsBreak(int i) const;
  int SentenceBegin(int i) const;
  bool IsTimeAt(int i) const;

  // Reads forward from `b`: words of a noun phrase, up to `end`.
  Noun ReadNoun(int b, int end) const;
  // The noun phrase that ends at `end`, read backwards; its words alone.
  Phrase NounBefore(int end, int least) const;
  // Splits a phrase at its last possessive.
  Noun Split(Phrase phrase) const;

  // What a stretch says of the subject of its verb.
  enum class Hint { kNone, kFound, kPronoun, kStop };
  struct Subject {
    Hint hint = Hint::kNone;
    Phrase words;
    bool verbless = false;
  };
  // The subject of the clause of `i`: the noun phrase before its first verb; else
  // that of the clause before, within the sentence.  `speaker`: who says so is meant, as in
  // "the mill said that its debt".
  Phrase SubjectBefore(int i, bool own = false, bool speaker = false) const;
  // The noun right before a verb that goes with it: mills employing, a loan intended to pay.
  Phrase NounOfParticiple(int verb) const;
  bool HasPossessive(int b, int e) const;
  // Is it the end of a list, and so no subject by itself: mills[, yards and docks] rose?
  bool EndsList(int b, int e) const;
  // Whose is a figure that is itself the subject of the sentence?
  Phrase SubjectOfFigure(int figure) const;
  // Of the sentence that ends with the item `last`.
  Phrase SubjectOfSentence(int last) const;
  // Leaves out of a name what goes before it: quotes, times.
  Phrase Named(Phrase phrase) const;
  // Skips "In 2019", "So far this year," at the head of a clause.
  int SkipAdverbials(int b, int end) const;
  // Of [b, end).  `own`: a figure stands at its end.
  Subject SubjectIn(int b, int end, bool own) const;

  const Rule* With(Reader reader) const { return RuleOf(rules_, reader); }
  Kind KindOf(int i) const { return At(i).kind; }

  // Does the figure `to` measure what the one before it does: $5 ($7), to $5 from $4?
  bool IsChain(int from, int to) const;
  // A 5 percent rise in profits to 8 million: the profits, of the metric of `from`.
  Phrase RisenTo(int from, int to, Phrase metric) const;
  // 201 experts have come to the town, including 3 academics
  bool IncludesAt(int from, int to) const;

  // The first item left of the figure that is no hedge, adverb or time.
  int LeftOf(int figure) const;
  // Is its head, the last word before "of" and the like, a metric?
  bool HasMetric(Phrase phrase) const;
  bool HasVerb(int b, int e) const;
  // 90 nurses are hired [at the mine].
  Phrase PlaceBehind(int i) const;

  const CompiledRules& rules_;
  ClauseText& text_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_ENGLISH_GRAMMAR_H_
