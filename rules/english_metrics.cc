#include "rules/english_metrics.h"

#include <algorithm>

namespace factmill {

int EnglishMetrics::LevelBefore(size_t f) const {
  int i = LeftOf(text_.figures[f]);
  for (int steps = 0; i >= 0 && steps < 4; ++steps, --i) {
    if (Is(i, Bits(kLevel, kChange)) && IsVerb(i)) return i;
    const bool between = SaysAny(i, {"to", "by", "at", "from", "of", "than"}) ||
                         Is(i, kSmall | Bits(kDeterminer)) || At(i).type == Item::kDate ||
                         Is(i, Bits(kTime));
    if (!between) return -1;
  }
  return -1;
}

EnglishMetrics::Found EnglishMetrics::FindMetric(size_t f) const {
  Found found;
  const int figure = text_.figures[f];
  const Kind kind = KindOf(figure);
  // The two films: a group that is known counts nothing.
  if (kind == Kind::kCount && SaysAny(figure - 1, {"the", "these", "those", "its", "their", "other",
                                                   "all", "both", "first", "last", "his"}))
    return found;
  found = Behind(figure, kind);
  found.behind = found.rule != nullptr;
  if (found.rule == nullptr) found = OfBefore(figure, kind);
  if (found.rule == nullptr) found = Level(f);
  if (found.rule == nullptr) found = VerbBefore(figure, kind);
  if (found.rule == nullptr && kind == Kind::kCount) found = Passive(figure);
  return found;
}

EnglishMetrics::Found EnglishMetrics::Behind(int figure, Kind kind) const {
  Found found;
  const Rule* rule = With(Reader::kEnglishAfter);
  int i = figure + 1;
  if (rule == nullptr || i >= text_.size() || At(figure).ends_sentence) return found;
  // 3 million and 5 million yuan of grants
  if (Says(i, "and") && i + 1 < text_.size() && At(i + 1).type == Item::kFigure &&
      KindOf(i + 1) == kind && kind != Kind::kCount)
    return Behind(i + 1, kind);
  // 800m euro ($1bn) loss
  if (text_.IsMark(i, "(") && i + 3 < text_.size() && At(i + 1).type == Item::kFigure &&
      text_.IsMark(i + 2, ")") && !At(i + 2).ends_sentence)
    i += 3;
  const int next = i;
  if (text_.IsMark(i, "-")) ++i;
  if (SaysAny(i, {"worth of"})) ++i;
  const bool of = SaysAny(i, {"of", "off"}) || (i > next && Says(i - 1, "worth of"));
  const bool in = Says(i, "in") && (kind == Kind::kMoney || kind == Kind::kMeasure);
  if (of || in) {
    if (!Says(i - 1, "worth of")) ++i;
    int b = i;
    while (Is(b, Bits(kDeterminer, kHedge)) && !IsIts(b)) ++b;
    if (b >= text_.size() || IsTimeAt(b) || At(b).type == Item::kFigure) return found;
    Noun noun = ReadNoun(b, std::min(text_.size(), b + 9));
    if (noun.head.empty() || Is(noun.head.begin, Bits(kNever))) return found;
    if (noun.its && !HasMetric(noun.head)) return found;
    if (in && b > i && SaysAny(b - 1, {"a", "an"})) return found;  // in an attempt to
    if (Is(noun.head.end - 1, Bits(kNever))) return found;
    if (in && (IsCapital(noun.head.begin) || (kind == Kind::kMeasure && !HasMetric(noun.head))))
      return found;
    if (kind == Kind::kCount && b > i) return found;  // 11 of the berths
    noun.owner_behind = false;
    if (of && !noun.owner.empty() && noun.owner.begin < noun.head.begin)
      noun.head.begin = noun.owner.begin;
    noun.owner = {};
    noun.its = false;
    found.noun = noun;
    found.rule = rule;
    return found;
  }
  if (kind == Kind::kCount) return found;
  // A noun behind the figure: of a percentage only one of a change, which the article before
  // the figure shows.
  const bool article =
      figure > 0 && (SaysAny(figure - 1, {"a", "an"}) ||
                     (figure > 1 && Is(figure - 1, kSmall) && SaysAny(figure - 2, {"a", "an"})));
  if (!IsWord(i) || IsCapital(i) ||
      At(i).IsAny(Bits(kPreposition, kConjunction, kPronoun, kTime, kAdverb, kDeterminer, kHedge,
                       kJoint)) ||
      (IsVerb(i) && !article) || SaysAny(i, {"more", "less", "higher", "lower"}))
    return found;
  int e = i;
  while (e < text_.size() && IsWord(e) && e - i < 4 && !At(e).IsAny(Bits(kPreposition)) &&
         !Is(e, Bits(kConjunction, kPronoun, kTime, kDeterminer, kAdverb, kJoint)) &&
         (e == i || !IsVerb(e)))
    ++e;
  if (e == i || (!article && !Is(e - 1, Bits(kMetric)))) return found;
  if (Is(e - 1, Bits(kNever))) return found;
  if (Is(e - 1, Bits(kChange)) && Says(e, "in") && IsWord(e + 1)) {
    const Noun of_what = ReadNoun(e + 1, std::min(text_.size(), e + 6));
    if (!of_what.head.empty() && !of_what.its) e = of_what.head.end;
  }
  found.noun.head = {i, e};
  found.rule = rule;
  return found;
}

EnglishMetrics::Found EnglishMetrics::OfBefore(int figure, Kind kind) const {
  Found found;
  const Rule* rule = With(Reader::kEnglishOf);
  const int of = LeftOf(figure);
  if (kind == Kind::kCount && Is(figure - 1, Bits(kDeterminer))) return found;
  if (rule == nullptr || of < 1 ||
      !SaysAny(of, {"of", "worth", "valued at", "totaling", "totalling", "amounting to"}))
    return found;
  Noun noun = Split(NounBefore(of, SentenceBegin(figure)));
  if (noun.head.empty() || Is(noun.head.begin, Bits(kNever))) return found;
  const int last = noun.head.end - 1;
  if (Is(last, Bits(kHedge, kNever, kJoint))) return found;
  if (Is(last, Bits(kChange))) {
    // fiscal spending saw a decline of 5 percent
    const int begin = ClauseBegin(noun.head.begin);
    int verb = begin;
    while (verb < noun.head.begin && !IsVerb(verb)) ++verb;
    const Noun subject = ReadNoun(SkipAdverbials(begin, verb), verb);
    if (verb < noun.head.begin && !subject.head.empty() && HasMetric(subject.head)) {
      found.noun = subject;
      found.is_subject = true;
    } else {
      found.noun = noun;
      found.changed = verb == noun.head.begin && noun.owner.empty() && !noun.its;
    }
    found.rule = rule;
    return found;
  }
  if (kind == Kind::kCount) {  // the establishment of 36 towns
    const bool named = HasMetric(noun.head) || Says(noun.head.begin - 1, "the");
    if (!named || !Says(of, "of") || Is(last, Bits(kTime))) return found;
  }
  found.noun = noun;
  found.rule = rule;
  found.verb = noun.head.begin;
  return found;
}

EnglishMetrics::Found EnglishMetrics::Level(size_t f) const {
  Found found;
  const Rule* rule = With(Reader::kEnglishLevel);
  const int level = LevelBefore(f);
  int verb = level;
  if (rule != nullptr && verb < 0) {
    found = Moved(text_.figures[f], rule);
    return found.rule != nullptr ? found : Row(text_.figures[f], rule);
  }
  if (rule == nullptr) return found;
  // has been projected to fall to
  while (verb > 0 && !At(verb - 1).ends_sentence &&
         (Is(verb - 1, Bits(kLevel, kLight, kAdverb)) || Says(verb - 1, "to")))
    --verb;
  int end = verb, begin = ClauseBegin(verb);
  // Over what stands between commas: , the largest source of all, fell
  for (int steps = 0; begin == end && steps < 2; ++steps) {
    if (begin < 2 || !text_.IsMark(begin - 1, ",)") || At(begin - 1).ends_sentence) return found;
    if (text_.IsMark(begin - 1, ")")) {
      end = begin - 1;
      while (end > 0 && !text_.IsMark(end, "(") && !At(end).ends_sentence) --end;
    } else {
      end = begin - 1;
      // revenue plummeted, down 5 percent; Sales, the most in a year, fell
      begin = ClauseBegin(end);
      const bool apposed = begin > 1 && text_.IsMark(begin - 1, ",") && !HasVerb(begin, end) &&
                           !At(begin - 1).ends_sentence;
      if (apposed) {
        end = begin - 1;
      } else {
        int first = begin + 1;
        while (first < end && !IsVerb(first)) ++first;
        if (first < end && !Is(first, Bits(kChange, kLevel))) return found;
        end = first;
      }
    }
    begin = ClauseBegin(end);
  }
  const Noun noun = NounOfClause(begin, end);
  if (noun.head.empty() || Is(noun.head.begin, Bits(kNever, kPronoun))) return found;
  found.rule = rule;
  if (HasMetric(noun.head)) {
    found.noun = noun;
    found.is_subject = true;
    return found;
  }
  // Card fraud totalled 5 million: what has an amount is a quantity, unless it is somebody.
  const int last = noun.head.end - 1;
  const bool amounts =
      Is(level, Bits(kLevel)) && !SaysAny(level, {"is", "are", "was", "were", "be", "been", "being",
                                                  "'s", "am", "worth", "fetched"});
  if (amounts && IsWord(last) && !IsCapital(last) && !Is(last, Bits(kBody, kNever, kTime))) {
    found.noun = noun;
    found.is_subject = true;
    return found;
  }
  // Its shares rose 5 percent: how they moved is all that is said.
  const bool moved =
      Is(level, Bits(kChange)) && !noun.its && KindOf(text_.figures[f]) == Kind::kPercent;
  if (!moved) return {};
  found.noun.head = {level, level + 1};
  found.is_subject = EndsList(begin, end);  // Whose it is stands farther off.
  if (found.is_subject) return found;
  found.noun.owner = noun.head;
  if (!noun.owner.empty() && noun.owner_behind) found.noun.owner.end = noun.owner.end;
  return found;
}

EnglishMetrics::Found EnglishMetrics::Moved(int figure, const Rule* rule) const {
  Found found;
  int left = LeftOf(figure);
  if (left < 2) return found;
  const bool to = SaysAny(left, {"to", "by", "from", "at"});
  const bool told =
      At(figure - 1).type == Item::kWord && left + 1 < figure && !to && Estimates(left + 1, figure);
  if (!to && !told) return found;
  if (to || text_.IsMark(left, ",")) --left;
  const int least = SentenceBegin(figure);
  const Phrase words = NounBefore(left + 1, least);
  if (words.empty() || !HasMetric(words) || !At(words.end - 1).Is(kMetric)) return found;
  int verb = words.begin - 1;
  while (verb >= least && (Is(verb, Bits(kDeterminer)) || IsIts(verb))) --verb;
  if (to && (verb < least || !Is(verb, Bits(kChange, kVerb)) || !IsVerb(verb))) return found;
  found.noun = Split(words);
  found.noun.its = false;  // Of who moves it.
  found.rule = rule;
  found.verb = to ? verb : -1;
  found.is_subject = told;
  return found;
}

bool EnglishMetrics::Estimates(int b, int e) const {
  for (int i = b; i < e; ++i) {
    const std::string_view word = Word(i);
    if (At(i).type == Item::kWord && (word.starts_with("estimated") || word.starts_with("valued")))
      return true;
  }
  return false;
}

EnglishMetrics::Found EnglishMetrics::Row(int figure, const Rule* rule) const {
  Found found;
  const int begin = ClauseBegin(figure);
  if (figure == begin || KindOf(figure) == Kind::kCount) return found;
  int from = begin;
  while (Is(from, Bits(kJoint, kDeterminer))) ++from;
  for (int i = from; i < figure; ++i) {
    if (!IsWord(i) || Is(i, Bits(kPreposition, kPronoun))) return found;
  }
  const Noun noun = Split({from, figure});
  if (noun.head.empty() || noun.head.size() > 4 || !At(noun.head.end - 1).Is(kMetric) ||
      !HasMetric(noun.head) || !IsWord(noun.head.end - 1) || HasVerb(noun.head.begin, figure))
    return found;
  found.noun = noun;
  found.rule = rule;
  found.is_subject = true;
  return found;
}

EnglishGrammar::Noun EnglishMetrics::NounOfClause(int b, int e) const {
  int from = e;
  while (from > b && !(IsVerb(from - 1) && !HasMetricAt(from - 1))) --from;
  if (from > b && from < e) {
    Noun noun = ReadNoun(from, e);
    if (!noun.head.empty()) return noun;
  }
  // the results were good and sales rose
  for (int i = e - 1; i > b; --i) {
    if (!Says(i, "and")) continue;
    const Noun noun = ReadNoun(i + 1, e);
    if (from > b || (!noun.head.empty() && HasVerb(b, i))) return noun;
    break;
  }
  return ReadNoun(SkipAdverbials(b, e), e);
}

EnglishMetrics::Found EnglishMetrics::VerbBefore(int figure, Kind kind) const {
  Found found;
  const Rule* rule = With(Reader::kEnglishVerb);
  int i = LeftOf(figure);
  if (rule == nullptr || i < 0) return found;
  if (kind == Kind::kCount && text_.IsMark(i, ",")) {  // has built one shop, 5 schools
    const int b = ClauseBegin(i);
    for (int v = b; v + 1 < i; ++v) {
      if (Is(v, Bits(kVerb)) && IsVerb(v) && SaysAny(v + 1, {"one", "a", "an"})) {
        found.noun.head = {v, v + 1};
        found.rule = rule;
        return found;
      }
    }
    return found;
  }
  if (SaysAny(i, {"you", "him", "her", "them", "me", "us"})) --i;  // saves you 500
  if (kind == Kind::kMoney) {                                      // paid Acme 500
    int name = i;
    while (name > 0 && i - name < 3 && IsWord(name) && IsCapital(name) &&
           !Is(name, kVerbs | Bits(kPreposition, kTime)) && !At(name - 1).ends_sentence)
      --name;
    if (name < i && SaysAny(name, {"pay", "pays", "paid", "paying", "cost", "costs", "costing",
                                   "fined", "owes", "owed", "lent", "saved", "saves"}))
      i = name;
  }
  if (i < 0) return found;
  int end = i + 1;
  if (Is(i, Bits(kPreposition)) && !Is(i, Bits(kVerb)) && i > 0 &&
      SaysAny(i, {"for", "by", "to", "up", "on", "at"}) && Is(i - 1, Bits(kVerb)) &&
      IsVerb(i - 1)) {
    --i;
  } else if (!Is(i, Bits(kVerb)) || !IsVerb(i)) {
    return found;
  }
  if (kind == Kind::kPercent || (kind == Kind::kMeasure && !Is(i, Bits(kVerb)))) return found;
  found.noun.head = {i, end};
  found.rule = rule;
  found.verb = i;
  return found;
}

EnglishMetrics::Found EnglishMetrics::Passive(int figure) const {
  Found found;
  const Rule* rule = With(Reader::kEnglishPassive);
  if (rule == nullptr || At(figure).ends_sentence) return found;
  const int left = LeftOf(figure);
  // It must be the subject itself; "by then" is no part of it.
  const bool by_then =
      Is(left, Bits(kPreposition)) && Is(left + 1, Bits(kAdverb)) && left == ClauseBegin(left);
  if (left >= 0 && !by_then && !IsBreak(left) && !Is(left, Bits(kAdverb, kTime)) &&
      !Says(left, "a total of") && At(left).type != Item::kDate)
    return found;
  int i = figure + 1;
  while (Is(i, Bits(kLight, kLevel, kAdverb)) || SaysAny(i, {"been"})) {
    if (At(i).ends_sentence) return found;
    ++i;
  }
  if (!IsWord(i) || !IsVerb(i) || At(i).IsAny(Bits(kLight, kLevel, kChange))) return found;
  if (Word(i).ends_with("ing")) return found;
  found.noun.head = {i, i + 1};
  found.rule = rule;
  found.place = PlaceBehind(i + 1);
  found.is_subject = true;
  return found;
}

}  // namespace factmill
