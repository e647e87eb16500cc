// Words and noun phrases.
#include "rules/english_grammar.h"

namespace factmill {

bool EnglishGrammar::IsPossessive(int i) const {
  return IsWord(i) && (Word(i).ends_with("'s") || Word(i).ends_with("s'"));
}

bool EnglishGrammar::IsCapital(int i) const {
  const char c = Word(i).front();
  return c >= 'A' && c <= 'Z';
}

bool EnglishGrammar::AsksForNoun(int i) const {
  return Is(i, Bits(kDeterminer, kModifier)) || IsPossessive(i) || IsIts(i) || Says(i, "of");
}

bool EnglishGrammar::IsVerb(int i) const {
  if (!IsWord(i)) return false;
  if (IsCapital(i) && i > 0 && !At(i - 1).ends_sentence && !Is(i, kVerbs)) return false;
  if (SaysAny(i, {"up", "down"}) && i + 1 < text_.size() && At(i + 1).type != Item::kFigure &&
      !Is(i + 1, kSmall) && !SaysAny(i + 1, {"from", "to", "by"}))
    return false;
  if (At(i).IsAny(kVerbs)) {
    // "exports": a verb where a figure or an object follows.
    if (At(i).IsAny(Bits(kMetric, kModifier)) &&
        (i + 1 >= text_.size() ||
         (At(i + 1).type != Item::kFigure && !Is(i + 1, kSmall | Bits(kDeterminer)))))
      return false;
    if (i > 0 && AsksForNoun(i - 1)) return false;
    // "accepted for exchange": no verb behind a preposition.
    if (i > 0 && SaysAny(i - 1, {"for", "by", "with", "in", "on", "at"}) && At(i).Is(kVerb) &&
        !Word(i).ends_with("ing") && !Word(i).ends_with("ed"))
      return false;
    // "secondary listing would", "from continuing operations", "a drilling company": nouns.
    if (!Word(i).ends_with("ing")) return true;
    if (Is(i + 1, Bits(kBody)) && !Is(i, Bits(kLight, kLevel))) return false;
    if (Is(i + 1, Bits(kLight, kLevel)) && !Is(i, Bits(kLight, kLevel))) return false;
    return i == 0 || !Is(i - 1, Bits(kPreposition)) || !IsWord(i + 1) ||
           Is(i + 1, Bits(kDeterminer, kPreposition, kHedge, kAdverb));
  }
  const std::string_view word = Word(i);
  const bool form = word.size() > 4 && (word.ends_with("ed") || word.ends_with("ing"));
  if (!form || At(i).classes != 0 || IsCapital(i)) return false;
  if (i > 0 && AsksForNoun(i - 1)) return false;
  // "-ing" before a noun names it (operating income); behind one it is a verb.
  // "listing would": a noun.
  if (word.ends_with("ing") && Is(i + 1, Bits(kLight, kLevel, kChange, kBody))) return false;
  return word.ends_with("ed") || i == 0 || !IsWord(i - 1) || !At(i - 1).IsAny(Bits(kPreposition));
}

int EnglishGrammar::ClauseBegin(int i) const {
  int b = i;
  while (b > 0 && !IsBreak(b - 1)) --b;
  return b;
}

bool EnglishGrammar::IsBreak(int i) const {
  if (At(i).ends_sentence || At(i).type == Item::kFigure) return true;
  if (At(i).type == Item::kMark) return !text_.IsMark(i, "\"“”'‘’$%&/-<>");
  return Is(i, Bits(kConjunction));
}

int EnglishGrammar::SentenceBegin(int i) const {
  int b = i;
  while (b > 0 && !At(b - 1).ends_sentence) --b;
  return b;
}

bool EnglishGrammar::IsTimeAt(int i) const {
  return i < text_.size() && (At(i).type == Item::kDate || Is(i, Bits(kTime)));
}

EnglishGrammar::Noun EnglishGrammar::ReadNoun(int b, int end) const {
  Noun noun;
  while (b < end && ((Is(b, Bits(kDeterminer)) && !IsIts(b)) || SaysAny(b, {"and", "or"}) ||
                     text_.IsMark(b, "\"“”<>")))
    ++b;
  int from = b;
  int i = b;
  for (; i < end && i - from < kMostHead; ++i) {
    if (text_.IsMark(i, "\"“”<>&") && !At(i).ends_sentence) continue;
    if (!IsWord(i)) break;
    if (IsIts(i)) {
      noun.its = true;
      from = i + 1;
      continue;
    }
    if (Is(i, Bits(kPreposition, kConjunction, kPronoun))) break;
    if (i > b && IsVerb(i)) break;
    if (Is(i, Bits(kTime)) && i > from) break;
    // investment and part of it: the metric alone.
    if (Says(i, "and") && i > from && At(i - 1).Is(kMetric)) break;
    if (Is(i, Bits(kAdverb, kHedge)) && !Is(i, Bits(kMetric, kModifier))) {
      if (i == from) {
        ++from;
        continue;
      }
      break;
    }
    if (IsPossessive(i)) {
      noun.owner = {noun.owner.empty() ? from : noun.owner.begin, i + 1};
      from = i + 1;
    } else if (Is(i, Bits(kDeterminer))) {
      if (i == from) {
        ++from;
        continue;
      }
      break;
    }
  }
  while (i > from && (At(i - 1).type == Item::kMark || Is(i - 1, Bits(kJoint)))) --i;
  noun.head = {from, i};
  if (noun.head.empty()) return {};
  // Department of Finance: one name.
  if (Says(i, "of") && i + 1 < end && IsWord(i + 1) && IsCapital(i + 1) && IsCapital(i - 1) &&
      noun.owner.empty()) {
    const Noun rest = ReadNoun(i + 1, end);
    if (!rest.head.empty() && rest.owner.empty() && !HasMetric(noun.head)) {
      noun.head.end = rest.head.end;
      return noun;
    }
  }
  // revenue of the town
  if (noun.owner.empty() && !noun.its && i + 1 < end &&
      SaysAny(i, {"of", "at", "in", "from", "with"})) {
    if (IsTimeAt(i + 1) || (Is(i + 1, Bits(kDeterminer)) && IsTimeAt(i + 2))) return noun;
    Noun tail = ReadNoun(i + 1, end);
    // percentage of bad loans, revenue from tax: no owner, but what is measured.
    const bool plain = !tail.head.empty() && tail.head.begin == i + 1 && !tail.its &&
                       (!IsCapital(i + 1) || Says(i, "with")) && tail.owner.empty();
    if (HasMetric(noun.head) && plain && !SaysAny(i, {"at", "in"})) {
      noun.head.end = tail.head.end;
    } else if (SaysAny(i, {"from", "with"})) {
    } else if (tail.its) {
      noun.its = true;
    } else if (!tail.owner.empty()) {
      noun.owner = tail.owner;
    } else {
      noun.owner = tail.head;
      noun.owner_behind = true;
    }
  }
  return noun;
}

Phrase EnglishGrammar::NounBefore(int end, int least) const {
  int b = end;
  while (b > least && end - b < kMostHead) {
    const int i = b - 1;
    if (!IsWord(i) || At(i).ends_sentence) break;
    if (Is(i, Bits(kDeterminer, kPreposition, kConjunction, kPronoun)) || IsIts(i)) break;
    if (Is(i, Bits(kAdverb, kHedge)) && !Is(i, Bits(kMetric, kModifier))) break;
    if (IsVerb(i) && !(i + 1 < end && Is(i, Bits(kModifier)))) break;
    if (Is(i, Bits(kTime)) && i + 1 == end) break;
    b = i;
  }
  return {b, end};
}

EnglishGrammar::Noun EnglishGrammar::Split(Phrase phrase) const {
  Noun noun;
  noun.head = phrase;
  for (int i = phrase.begin; i < phrase.end; ++i) {
    if (!IsPossessive(i) || i + 1 == phrase.end) continue;
    noun.owner = {phrase.begin, i + 1};
    noun.head.begin = i + 1;
  }
  noun.its = phrase.begin > 0 && IsIts(phrase.begin - 1);
  return noun;
}

bool EnglishGrammar::HasPossessive(int b, int e) const {
  for (int i = b; i < e; ++i) {
    if (IsPossessive(i)) return true;
  }
  return false;
}

bool EnglishGrammar::EndsList(int b, int e) const {
  if (b == 0 || !text_.IsMark(b - 1, ",") || IsCapital(b) || Is(b, Bits(kDeterminer)) || IsIts(b) ||
      SaysAny(b, {"and", "or"}))
    return false;
  for (int i = b + 1; i + 1 < e; ++i) {
    if (SaysAny(i, {"and", "or"})) return true;
  }
  return false;
}

Phrase EnglishGrammar::Named(Phrase phrase) const {
  while (!phrase.empty() && (At(phrase.begin).type == Item::kMark ||
                             Is(phrase.begin, Bits(kTime, kAdverb, kDeterminer)) ||
                             SaysAny(phrase.begin, {"and", "or"})))
    ++phrase.begin;
  while (!phrase.empty() && (At(phrase.end - 1).type == Item::kMark)) --phrase.end;
  if (phrase.empty() || Is(phrase.begin, Bits(kNever, kPronoun))) return {};
  return phrase;
}

int EnglishGrammar::SkipAdverbials(int b, int end) const {
  while (b < end) {
    if (At(b).type == Item::kMark || At(b).type == Item::kDate ||
        (Is(b, Bits(kAdverb, kTime, kConjunction)) && !Is(b, Bits(kMetric)))) {
      ++b;
    } else if (Is(b, Bits(kPreposition, kDeterminer)) && IsTimeAt(b + 1)) {
      b += 2;
    } else if (Is(b, Bits(kPreposition)) && Is(b + 1, Bits(kDeterminer)) && IsTimeAt(b + 2)) {
      b += 3;
    } else {
      break;
    }
  }
  return b;
}

bool EnglishGrammar::IsChain(int from, int to) const {
  const Kind a = KindOf(from), b = KindOf(to);
  const bool counts = a == Kind::kCount || b == Kind::kCount;
  if (counts && a != b) return false;
  if (counts && IncludesAt(from, to)) return true;
  bool joint = false, bracket = false, change = false;
  int others = 0;
  for (int i = from + 1; i < to; ++i) {
    if (At(i).ends_sentence) return false;
    if (At(i).type == Item::kMark) {
      if (text_.IsMark(i, "(（["))
        bracket = true;
      else if (text_.IsMark(i, ",;"))
        joint = true;
      else if (!text_.IsMark(i, ")）]$\"-–"))
        return false;
      continue;
    }
    if (At(i).type == Item::kDate) continue;
    if (Is(i, Bits(kJoint))) {
      joint = true;
      continue;
    }
    if (Is(i, Bits(kChange)) && !counts) {
      if (Says(i + 1, "of")) return false;  // , an increase of 5 percent
      change = true;
      continue;
    }
    if (counts) {
      if (Is(i, Bits(kHedge, kDeterminer)) || SaysAny(i, {"including"})) continue;
      return false;
    }
    if (Is(i, Bits(kHedge, kTime, kDeterminer, kAdverb))) continue;
    if (SaysAny(i, {"in", "during", "of", "for", "at", "by"}) && others == 0) continue;
    if (Is(i, Bits(kLevel)) && joint) continue;
    if (++others > 0) return false;
  }
  if (bracket) return true;
  if (a == Kind::kPercent && b == Kind::kPercent && !joint && !change) return false;
  return joint || change;
}

Phrase EnglishGrammar::RisenTo(int from, int to, Phrase metric) const {
  if (KindOf(from) != Kind::kPercent || KindOf(to) == Kind::kPercent || metric.begin != from + 1 ||
      !Is(metric.begin, Bits(kChange)) || !Says(metric.begin + 1, "in"))
    return {};
  const int left = LeftOf(to);
  if (!Says(left, "to") || left != metric.end) return {};
  return ReadNoun(metric.begin + 2, metric.end).head;
}

bool EnglishGrammar::IncludesAt(int from, int to) const {
  int i = to - 1;
  while (i > from && Is(i, Bits(kHedge, kDeterminer))) --i;
  if (!Says(i, "including")) return false;
  for (; i > from; --i) {
    if (At(i).ends_sentence) return false;
  }
  return true;
}

int EnglishGrammar::LeftOf(int figure) const {
  int i = figure - 1;
  while (i >= 0 && !At(i).ends_sentence &&
         ((Is(i, kSmall | Bits(kDeterminer)) && !Is(i, Bits(kLevel, kChange))) ||
          (At(i).type == Item::kMark && text_.IsMark(i, "$\"“'-")) || Says(i, "total of")))
    --i;
  return i >= 0 && At(i).ends_sentence ? -1 : i;
}

bool EnglishGrammar::HasMetric(Phrase phrase) const {
  int last = phrase.begin;
  while (last + 1 < phrase.end && !Is(last + 1, Bits(kPreposition))) ++last;
  while (last > phrase.begin && At(last).type == Item::kMark) --last;
  return !phrase.empty() && At(last).Is(kMetric);
}

bool EnglishGrammar::HasVerb(int b, int e) const {
  for (int i = b; i < e; ++i) {
    if (IsVerb(i)) return true;
  }
  return false;
}

}  // namespace factmill
