// Whom a verb is about.
#include <algorithm>

#include "rules/english_grammar.h"

namespace factmill {

Phrase EnglishGrammar::NounOfParticiple(int verb) const {
  int end = verb;
  if (Says(verb - 1, "to") &&
      SaysAny(verb - 2, {"intended", "designed", "meant", "expected", "scheduled"}))
    end = verb - 2;
  else if (!IsVerb(verb) || !Word(verb).ends_with("ing"))
    return {};
  const int noun = end - 1;
  const bool named = IsWord(noun) && !At(noun).ends_sentence && !IsVerb(noun) &&
                     !Is(noun, kVerbs | kSmall |
                                   Bits(kPreposition, kConjunction, kPronoun, kDeterminer, kTime,
                                        kJoint, kModifier));
  if (!named) return {};
  const Phrase words = Named(NounBefore(end, SentenceBegin(noun)));
  return HasMetric(words) ? Phrase{} : words;
}

Phrase EnglishGrammar::SubjectBefore(int i, bool own, bool speaker) const {
  const int sentence = SentenceBegin(i);
  if (const Phrase noun = NounOfParticiple(i); !noun.empty()) return noun;
  int end = i;
  Phrase apposed;  // , a town in the north,: what stands before it is meant.
  // "and has": what stands between it and the verb before is a list.
  const int first = ClauseBegin(i);
  const bool coordinate = SaysAny(first, {"and", "but"}) && IsVerb(first + 1);
  for (int clause = 0; clause < 8 && end > sentence; ++clause) {
    int b = end;
    while (b > sentence && !IsBreak(b - 1)) --b;
    const bool after_figure = b > sentence && At(b - 1).type == Item::kFigure;
    if (b < end) {
      const Subject subject = SubjectIn(b, end, own && clause == 0);
      const bool found = subject.hint == Hint::kFound;
      const bool listed =
          subject.verbless && (after_figure || coordinate || (b > 0 && Says(b - 1, "as")));
      if (!apposed.empty() && (!found || !subject.verbless)) return apposed;
      if (subject.hint == Hint::kStop) return {};
      if (subject.hint == Hint::kPronoun) {
        Phrase earlier = b > sentence ? SubjectBefore(b - 1, false, true) : Phrase{};
        // The news came as it reported: not the news.
        if (SaysAny(earlier.end, {"come", "comes", "came", "follows"})) earlier = {};
        if (!earlier.empty() || sentence == 0) return earlier;
        return SubjectOfSentence(sentence - 1);
      }
      if (found && !listed) {
        const bool comma = b > sentence && text_.IsMark(b - 1, ",") && subject.verbless &&
                           (SaysAny(b, {"a", "an", "the"}) || HasPossessive(b, end));
        if (!comma) return subject.words;
        apposed = subject.words;
      }
    }
    if (b <= sentence) break;
    if (after_figure && b < end) {
      // 12 berths with a capacity of; 90 nurses are hired
      if (KindOf(b - 1) == Kind::kCount && Says(b, "with")) return {b - 1, b};
      if (IsVerb(b)) return SubjectOfFigure(b - 1);
    }
    if (b - 1 > sentence && text_.IsMark(b - 1, ",") && At(b - 2).type == Item::kFigure &&
        KindOf(b - 2) == Kind::kCount && Says(b, "with"))
      return {b - 2, b - 1};
    const int link = b - 1;
    const bool relative =
        SaysAny(link, {"which", "who"}) || (Says(link, "that") && link > sentence &&
                                            !IsVerb(link - 1) && !Is(link - 1, Bits(kConjunction)));
    if (relative && At(link - 1).type == Item::kFigure && KindOf(link - 1) == Kind::kCount)
      return {link - 1, link};
    if (relative) {  // the gadget, which costs: unless it is an apposition, as read above
      int e = link;
      while (e > sentence && At(e - 1).type == Item::kMark) --e;
      const int from = ClauseBegin(e);
      Phrase antecedent = Named(NounBefore(e, from));
      // 5 percent of the mill, which is worth; but no "8 dollars per share which".
      const int before = antecedent.begin - 1;
      const bool of_figure = from > sentence && At(from - 1).type == Item::kFigure &&
                             (Says(before, "and") || Is(before, Bits(kPreposition, kDeterminer))) &&
                             !Says(before, "per");
      if (HasVerb(from, e) || of_figure) {
        // the only town in Zhejiang that has: the town
        if (Says(link, "that") && !antecedent.empty() &&
            Is(antecedent.begin - 1, Bits(kPreposition)))
          antecedent = {};
        if (!antecedent.empty()) return antecedent;
      }
    }
    if (!relative && !speaker &&
        SaysAny(link, {"said", "says", "saying", "adding that", "that", "if", "because",
                       "announced that", "showed that"}))
      return apposed;
    end = link;
    if (text_.IsMark(end, ")")) {  // General Motors (GM) saw
      while (end > sentence && !text_.IsMark(end, "(")) --end;
    }
  }
  return apposed;
}

Phrase EnglishGrammar::SubjectOfFigure(int figure) const {
  const auto at = std::find(text_.figures.begin(), text_.figures.end(), figure);
  const Saying& said = text_.statements[at - text_.figures.begin()].subject;
  return said.rule != nullptr ? said.words : Phrase{};
}

Phrase EnglishGrammar::SubjectOfSentence(int last) const {
  const int b = SentenceBegin(last);
  for (int end = b + 1; end <= last; ++end) {
    if (end < last && !IsBreak(end)) continue;
    int begin = end;
    while (begin > b && !IsBreak(begin - 1)) --begin;
    if (begin == end) continue;
    const Subject subject = SubjectIn(begin, end, false);
    if (subject.hint == Hint::kFound) return subject.words;
    if (subject.hint != Hint::kNone) return {};
  }
  return {};
}

EnglishGrammar::Subject EnglishGrammar::SubjectIn(int b, int end, bool own) const {
  Subject subject;
  while (b < end && SaysAny(b, {"and", "or"})) ++b;
  b = SkipAdverbials(b, end);
  if (b >= end) return subject;
  if (Is(b, Bits(kPronoun))) {
    subject.hint = SaysAny(b, {"it", "they"}) ? Hint::kPronoun : Hint::kStop;
    return subject;
  }
  // With each couple paying
  if (Says(b, "with") && b + 1 < end && IsWord(b + 1)) ++b;
  // Which suggested owners must sell: owners.
  const auto shows = [&](int i) {
    return SaysAny(i, {"show", "shows", "showed", "suggests", "suggested", "indicates", "indicated",
                       "means", "estimates"});
  };
  const auto shown = [&](int i) {
    if (!shows(i)) return false;
    int second = i + 1;
    while (second < end && !IsVerb(second)) ++second;
    return second > i + 1 && (second < end || IsVerb(end));
  };
  if (shown(b)) return SubjectIn(b + 1, end, own);
  if (Is(b, Bits(kPreposition)) || IsVerb(b)) return subject;
  int verb = b + 1;
  while (verb < end && !IsVerb(verb)) ++verb;
  subject.verbless = verb == end;
  if (own && subject.verbless) return subject;
  // NOTE: the mill earned
  if (verb < end && Says(verb, ":")) return SubjectIn(verb + 1, end, own);
  // A list that ends in "and other mills", ", timber and paper"; refining and marketing
  bool listed = EndsList(b, verb) ||
                (verb < end && SaysAny(verb - 1, {"and", "or"}) && Word(verb).ends_with("ing"));
  for (int i = b; i + 1 < verb && subject.verbless; ++i)
    listed |= SaysAny(i, {"and", "or"}) && Says(i + 1, "other");
  if (listed) {
    subject.hint = Hint::kStop;
    return subject;
  }
  // The survey showed the mill earned: what it shows.
  if (verb < end && shown(verb)) return SubjectIn(verb + 1, end, own);
  const Noun noun = ReadNoun(b, verb);
  if (noun.head.empty()) return subject;
  if (noun.head.end < end && Is(noun.head.end, Bits(kPronoun))) {
    subject.hint = Hint::kStop;
    return subject;
  }
  // Its profit rose; its board agreed.
  const bool part = SaysAny(noun.head.end - 1, {"board", "directors", "management", "chairman",
                                                "president", "shareholders", "executives"});
  if (noun.its && (HasMetric(noun.head) || part)) {
    subject.hint = Hint::kPronoun;
    return subject;
  }
  Phrase words = noun.head;
  // Of a metric its owner: the town's revenue.
  if (HasMetric(noun.head)) {
    words = noun.owner;
    if (words.empty()) {
      subject.hint = subject.verbless ? Hint::kNone : Hint::kStop;
      return subject;
    }
  } else if (!noun.owner.empty() && !noun.owner_behind) {
    words.begin = noun.owner.begin;
  }
  subject.words = Named(words);
  subject.hint = subject.words.empty() ? Hint::kStop : Hint::kFound;
  return subject;
}

Phrase EnglishGrammar::PlaceBehind(int i) const {
  if (i >= text_.size() || At(i - 1).ends_sentence) return {};
  if (!SaysAny(i, {"in", "to", "at", "across", "by", "into", "on"})) {
    const Noun object =
        Is(i, Bits(kDeterminer)) ? ReadNoun(i, std::min(text_.size(), i + 6)) : Noun{};
    return Named(object.head);
  }
  if (IsTimeAt(i + 1) || IsTimeAt(i + 2)) return {};
  const Noun noun = ReadNoun(i + 1, std::min(text_.size(), i + 8));
  return noun.its ? Phrase{} : Named(noun.head);
}

}  // namespace factmill
