// Metric and subject in English.
//
// A figure is read by what stands left of it in its clause (its revenue rose to
// FIGURE; a capital of FIGURE; the town attracted FIGURE), then by what stands
// right of it (FIGURE in taxes; FIGURE have been built).  The subject is who
// owns the metric, else the subject of the clause's verb, if they stand in the
// sentence.
#include <algorithm>

#include "rules/clause.h"

namespace factmill {
namespace {

constexpr uint32_t Bits(WordClass a) { return uint32_t{1} << static_cast<int>(a); }
template <typename... More>
constexpr uint32_t Bits(WordClass a, More... more) {
  return Bits(a) | Bits(more...);
}
using enum WordClass;

constexpr uint32_t kVerbs = Bits(kVerb, kLight, kLevel, kChange, kSet, kShare);
constexpr uint32_t kSmall = Bits(kHedge, kAdverb);
constexpr int kMostHead = 7;  // Words of a noun phrase.

class EnglishReader {
 public:
  EnglishReader(const CompiledRules& rules, ClauseText* text) : rules_(rules), text_(*text) {}

  void Run() {
    for (size_t f = 0; f < text_.figures.size(); ++f) Read(f);
  }

 private:
  // A noun phrase and whose it is.
  struct Noun {
    Phrase head, owner;
    bool its = false;
    bool owner_behind = false;  // "revenue of the town".
  };

  const Item& At(int i) const { return text_.items[i]; }
  bool IsWord(int i) const { return i >= 0 && i < text_.size() && At(i).type == Item::kWord; }
  bool Is(int i, uint32_t bits) const { return IsWord(i) && At(i).IsAny(bits); }
  bool Says(int i, std::string_view word) const { return IsWord(i) && text_.IsWord(i, word); }
  bool SaysAny(int i, std::initializer_list<std::string_view> words) const {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return Says(i, word); });
  }
  std::string_view Word(int i) const { return text_.Words(At(i)); }
  bool IsPossessive(int i) const {
    return IsWord(i) && (Word(i).ends_with("'s") || Word(i).ends_with("s'"));
  }
  bool IsCapital(int i) const {
    const char c = Word(i).front();
    return c >= 'A' && c <= 'Z';
  }
  bool IsIts(int i) const { return SaysAny(i, {"its", "their", "his", "her", "our"}); }
  // Does a word stand there that makes what follows a noun?
  bool AsksForNoun(int i) const {
    return Is(i, Bits(kDeterminer, kModifier)) || IsPossessive(i) || IsIts(i) || Says(i, "of");
  }
  // A verb, unless it stands where a noun would: "a rise", "planned area".
  bool IsVerb(int i) const {
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
      if (i > 0 && SaysAny(i - 1, {"for", "by", "with", "in", "on", "at"}) &&
          At(i).Is(kVerb) && !Word(i).ends_with("ing") && !Word(i).ends_with("ed"))
        return false;
      // "secondary listing would", "from continuing operations": nouns.
      if (!Word(i).ends_with("ing")) return true;
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
    if (word.ends_with("ing") && Is(i + 1, Bits(kLight, kLevel, kChange))) return false;
    return word.ends_with("ed") || i == 0 || !IsWord(i - 1) ||
           !At(i - 1).IsAny(Bits(kPreposition));
  }

  // Where the clause begins that `i` stands in.
  int ClauseBegin(int i) const {
    int b = i;
    while (b > 0 && !IsBreak(b - 1)) --b;
    return b;
  }
  bool IsBreak(int i) const {
    if (At(i).ends_sentence || At(i).type == Item::kFigure) return true;
    if (At(i).type == Item::kMark) return !text_.IsMark(i, "\"“”'‘’$%&/-<>");
    return Is(i, Bits(kConjunction));
  }
  int SentenceBegin(int i) const {
    int b = i;
    while (b > 0 && !At(b - 1).ends_sentence) --b;
    return b;
  }

  bool IsTimeAt(int i) const {
    return i < text_.size() && (At(i).type == Item::kDate || Is(i, Bits(kTime)));
  }

  // Reads forward from `b`: words of a noun phrase, up to `end`.
  Noun ReadNoun(int b, int end) const {
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
    if (noun.owner.empty() && !noun.its && i + 1 < end && SaysAny(i, {"of", "at", "in", "from", "with"})) {
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

  // The noun phrase that ends at `end`, read backwards; its words alone.
  Phrase NounBefore(int end, int least) const {
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

  // Splits a phrase at its last possessive.
  Noun Split(Phrase phrase) const {
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

  // What a stretch says of the subject of its verb.
  enum class Hint { kNone, kFound, kPronoun, kStop };
  struct Subject {
    Hint hint = Hint::kNone;
    Phrase words;
    bool verbless = false;
  };

  // The subject of the clause of `i`: the noun phrase before its first verb; else
  // that of the clause before, within the sentence.
  Phrase SubjectBefore(int i, bool own = false) const {
    const int sentence = SentenceBegin(i);
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
        const bool listed = subject.verbless && (after_figure || coordinate ||
                                                 (b > 0 && Says(b - 1, "as")));
        if (!apposed.empty() && (!found || !subject.verbless)) return apposed;
        if (subject.hint == Hint::kStop) return {};
        if (subject.hint == Hint::kPronoun) {
          const Phrase earlier = b > sentence ? SubjectBefore(b - 1) : Phrase{};
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
        // 12 berths with a capacity of; 500 people are employed
        if (KindOf(b - 1) == Kind::kCount && Says(b, "with")) return {b - 1, b};
        if (IsVerb(b)) return SubjectOfFigure(b - 1);
      }
      if (b - 1 > sentence && text_.IsMark(b - 1, ",") && At(b - 2).type == Item::kFigure &&
          KindOf(b - 2) == Kind::kCount && Says(b, "with"))
        return {b - 2, b - 1};
      const int link = b - 1;
      const bool relative = SaysAny(link, {"which", "who"}) ||
                            (Says(link, "that") && link > sentence && !IsVerb(link - 1) &&
                             !Is(link - 1, Bits(kConjunction)));
      if (relative && At(link - 1).type == Item::kFigure && KindOf(link - 1) == Kind::kCount)
        return {link - 1, link};
      if (relative) {  // the gadget, which costs: unless it is an apposition, as read above
        int e = link;
        while (e > sentence && At(e - 1).type == Item::kMark) --e;
        const int from = ClauseBegin(e);
        if (HasVerb(from, e)) {
          Phrase antecedent = Named(NounBefore(e, from));
          // the only town in Zhejiang that has: the town
          if (Says(link, "that") && !antecedent.empty() &&
              Is(antecedent.begin - 1, Bits(kPreposition)))
            antecedent = {};
          if (!antecedent.empty()) return antecedent;
        }
      }
      if (!relative && SaysAny(link, {"said", "says", "saying", "adding that", "that", "if",
                                      "because", "announced that", "showed that"}))
        return apposed;
      end = link;
      if (text_.IsMark(end, ")")) {  // General Motors (GM) saw
        while (end > sentence && !text_.IsMark(end, "(")) --end;
      }
    }
    return apposed;
  }
  bool HasPossessive(int b, int e) const {
    for (int i = b; i < e; ++i) {
      if (IsPossessive(i)) return true;
    }
    return false;
  }
  // Whose is a figure that is itself the subject of the sentence?
  Phrase SubjectOfFigure(int figure) const {
    const auto at = std::find(text_.figures.begin(), text_.figures.end(), figure);
    const Saying& said = text_.statements[at - text_.figures.begin()].subject;
    return said.rule != nullptr ? said.words : Phrase{};
  }
  Phrase SubjectOfSentence(int last) const {
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

  // Leaves out of a name what goes before it: quotes, times.
  Phrase Named(Phrase phrase) const {
    while (!phrase.empty() && (At(phrase.begin).type == Item::kMark ||
                               Is(phrase.begin, Bits(kTime, kAdverb, kDeterminer))))
      ++phrase.begin;
    while (!phrase.empty() && (At(phrase.end - 1).type == Item::kMark)) --phrase.end;
    if (phrase.empty() || Is(phrase.begin, Bits(kNever, kPronoun))) return {};
    return phrase;
  }

  // Skips "In 2019", "So far this year," at the head of a clause.
  int SkipAdverbials(int b, int end) const {
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

  // Of [b, end).  `own`: a figure stands at its end.
  Subject SubjectIn(int b, int end, bool own) const {
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
    if (Is(b, Bits(kPreposition)) || IsVerb(b)) return subject;
    int verb = b + 1;
    while (verb < end && !IsVerb(verb)) ++verb;
    subject.verbless = verb == end;
    if (own && subject.verbless) return subject;
    const Noun noun = ReadNoun(b, verb);
    if (noun.head.empty()) return subject;
    if (noun.head.end < end && Is(noun.head.end, Bits(kPronoun))) {
      subject.hint = Hint::kStop;
      return subject;
    }
    if (noun.its && HasMetric(noun.head)) {
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

  static bool Same(Phrase a, Phrase b) { return a.begin == b.begin && a.end == b.end; }

  struct Found {
    Noun noun;
    const Rule* rule = nullptr;
    bool is_subject = false;  // The metric is the clause's subject itself.
    int verb = -1;            // Whose subject is meant; -1: the figure's.
    Phrase place;             // 500 people work in the town.
    bool behind = false;      // The metric stands behind the figure.
    bool changed = false;     // , an increase of 5 percent: of the metric before.
  };

  const Rule* With(Reader reader) const { return RuleOf(rules_, reader); }
  Kind KindOf(int i) const { return kinds_[At(i).figure]; }

  void Read(size_t f) {
    Statement& said = text_.statements[f];
    if (Carry(f)) return;
    Found found;
    if (said.metric.rule != nullptr) {
      Phrase words = said.metric.words;
      const Phrase all = NounBefore(words.end, SentenceBegin(words.begin));
      if (all.begin < words.begin) words.begin = all.begin;
      found.noun = Split(words);
      const Noun full = ReadNoun(said.metric.words.begin, text_.figures[f]);
      if (found.noun.owner.empty() && full.owner_behind) {
        found.noun.owner = full.owner;
        found.noun.owner_behind = true;
      }
      found.noun.its |= full.its;
      found.rule = said.metric.rule;
      found.is_subject = said.metric.words.end < text_.figures[f] && LevelBefore(f) >= 0;
    } else {
      found = FindMetric(f);
    }
    if (found.rule != nullptr && said.metric.rule == nullptr && !found.noun.head.empty())
      said.metric = {found.noun.head, found.rule};
    if (said.subject.rule == nullptr) FindSubject(f, found);
  }

  // --- What is carried on from the figure before.
  bool Carry(size_t f) {
    const Rule* rule = With(Reader::kCarried);
    if (f == 0 || rule == nullptr) return false;
    const int from = text_.figures[f - 1], to = text_.figures[f];
    if (!IsChain(from, to, text_.items[from].figure, text_.items[to].figure)) return false;
    const Statement& before = text_.statements[f - 1];
    Statement& said = text_.statements[f];
    if (said.metric.rule == nullptr && before.metric.rule != nullptr)
      said.metric = {before.metric.words, rule};
    if (said.subject.rule == nullptr && before.subject.rule != nullptr)
      said.subject = {before.subject.words, rule};
    return true;
  }

  bool IsChain(int from, int to, int from_figure, int to_figure) const {
    const Kind a = text_kind(from_figure), b = text_kind(to_figure);
    const bool counts = a == Kind::kCount || b == Kind::kCount;
    if (counts && a != b) return false;
    if (counts && IncludesAt(from, to)) return true;
    bool joint = false, bracket = false, change = false;
    int others = 0;
    for (int i = from + 1; i < to; ++i) {
      if (At(i).ends_sentence) return false;
      if (At(i).type == Item::kMark) {
        if (text_.IsMark(i, "(（[")) bracket = true;
        else if (text_.IsMark(i, ",;")) joint = true;
        else if (!text_.IsMark(i, ")）]$\"-–")) return false;
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

  // 201 experts have come to the town, including 3 academics
  bool IncludesAt(int from, int to) const {
    int i = to - 1;
    while (i > from && Is(i, Bits(kHedge, kDeterminer))) --i;
    if (!Says(i, "including")) return false;
    for (; i > from; --i) {
      if (At(i).ends_sentence) return false;
    }
    return true;
  }

  Kind text_kind(int figure) const { return kinds_[figure]; }

 public:
  void TakeKinds(const SecondReading& reading) {
    for (const PlacedFigure& figure : reading.figures) kinds_.push_back(figure.figure->value.kind);
  }

 private:
  // The first item left of the figure that is no hedge, adverb or time.
  int LeftOf(int figure) const {
    int i = figure - 1;
    while (i >= 0 && !At(i).ends_sentence &&
           ((Is(i, kSmall | Bits(kDeterminer)) && !Is(i, Bits(kLevel, kChange))) ||
            (At(i).type == Item::kMark && text_.IsMark(i, "$\"“'-")) || Says(i, "total of")))
      --i;
    return i >= 0 && At(i).ends_sentence ? -1 : i;
  }

  // The verb that says how much, before the figure: rose to; -1 for none.
  int LevelBefore(size_t f) const {
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

  Found FindMetric(size_t f) const {
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

  // 5 million yuan in annual taxes; 15 percent of the shops; an 18% jump in profits
  Found Behind(int figure, Kind kind) const {
    Found found;
    const Rule* rule = With(Reader::kEnglishAfter);
    int i = figure + 1;
    if (rule == nullptr || i >= text_.size() || At(figure).ends_sentence) return found;
    // 60 million and 200 million yuan of relief funds
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
    const bool article = figure > 0 && (SaysAny(figure - 1, {"a", "an"}) ||
                                        (figure > 1 && Is(figure - 1, kSmall) &&
                                         SaysAny(figure - 2, {"a", "an"})));
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

  // a total registered capital of 5 million; agreements worth 5 million
  Found OfBefore(int figure, Kind kind) const {
    Found found;
    const Rule* rule = With(Reader::kEnglishOf);
    const int of = LeftOf(figure);
    if (kind == Kind::kCount && Is(figure - 1, Bits(kDeterminer))) return found;
    if (rule == nullptr || of < 1 || !SaysAny(of, {"of", "worth", "valued at", "totaling",
                                                   "totalling", "amounting to"}))
      return found;
    Noun noun = Split(NounBefore(of, SentenceBegin(figure)));
    if (noun.head.empty() || Is(noun.head.begin, Bits(kNever))) return found;
    const int last = noun.head.end - 1;
    if (Is(last, Bits(kHedge, kNever))) return found;
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

  // Is its head, the last word before "of" and the like, a metric?
  bool HasMetric(Phrase phrase) const {
    int last = phrase.begin;
    while (last + 1 < phrase.end && !Is(last + 1, Bits(kPreposition))) ++last;
    while (last > phrase.begin && At(last).type == Item::kMark) --last;
    return !phrase.empty() && At(last).Is(kMetric);
  }

  // The noun whose verb says how much.
  Found Level(size_t f) const {
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
    const bool amounts = Is(level, Bits(kLevel)) &&
                         !SaysAny(level, {"is", "are", "was", "were", "be", "been", "being", "'s",
                                          "am", "worth", "fetched"});
    if (amounts && IsWord(last) && !IsCapital(last) && !Is(last, Bits(kBody, kNever, kTime))) {
      found.noun = noun;
      found.is_subject = true;
      return found;
    }
    // Its shares rose 5 percent: how they moved is all that is said.
    const bool moved = Is(level, Bits(kChange)) && !noun.its &&
                       KindOf(text_.figures[f]) == Kind::kPercent;
    if (!moved) return {};
    found.noun.head = {level, level + 1};
    found.noun.owner = noun.head;
    if (!noun.owner.empty() && noun.owner_behind) found.noun.owner.end = noun.owner.end;
    return found;
  }
  // cut its dividend to 5 cents; a debt, estimated at 5 million
  Found Moved(int figure, const Rule* rule) const {
    Found found;
    int left = LeftOf(figure);
    if (left < 2) return found;
    const bool to = SaysAny(left, {"to", "by", "from", "at"});
    const bool told = At(figure - 1).type == Item::kWord && left + 1 < figure && !to &&
                      Estimates(left + 1, figure);
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
  bool Estimates(int b, int e) const {
    for (int i = b; i < e; ++i) {
      const std::string_view word = Word(i);
      if (At(i).type == Item::kWord && (word.starts_with("estimated") || word.starts_with("valued")))
        return true;
    }
    return false;
  }

  // Net profit 5 million: a row of a table.
  Found Row(int figure, const Rule* rule) const {
    Found found;
    const int begin = ClauseBegin(figure);
    if (figure == begin || KindOf(figure) == Kind::kCount) return found;
    int from = begin;
    while (Is(from, Bits(kJoint, kDeterminer))) ++from;
    for (int i = from; i < figure; ++i) {
      if (!IsWord(i) || Is(i, Bits(kPreposition, kPronoun))) return found;
    }
    const Noun noun = Split({from, figure});
    if (noun.head.empty() || noun.head.size() > 4 || !At(noun.head.end - 1).Is(kMetric) || !HasMetric(noun.head) || !IsWord(noun.head.end - 1) ||
        HasVerb(noun.head.begin, figure))
      return found;
    found.noun = noun;
    found.rule = rule;
    found.is_subject = true;
    return found;
  }
  bool HasVerb(int b, int e) const {
    for (int i = b; i < e; ++i) {
      if (IsVerb(i)) return true;
    }
    return false;
  }
  // Of [b, e) before a verb: behind an earlier verb (saw its profits), else all of it.
  Noun NounOfClause(int b, int e) const {
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
  bool HasMetricAt(int i) const { return At(i).Is(kMetric); }

  // attracted 500; applied for 500; home to 500
  Found VerbBefore(int figure, Kind kind) const {
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
    if (i < 0) return found;
    int end = i + 1;
    if (Is(i, Bits(kPreposition)) && !Is(i, Bits(kVerb)) && i > 0 && SaysAny(i, {"for", "by", "to", "up", "on", "at"}) &&
        Is(i - 1, Bits(kVerb)) && IsVerb(i - 1)) {
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

  // 500 stations have been built; 500 people are employed in the town
  Found Passive(int figure) const {
    Found found;
    const Rule* rule = With(Reader::kEnglishPassive);
    if (rule == nullptr || At(figure).ends_sentence) return found;
    const int left = LeftOf(figure);
    // It must be the subject itself.
    if (left >= 0 && !IsBreak(left) && !Is(left, Bits(kAdverb, kTime)) &&
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
  Phrase PlaceBehind(int i) const {
    if (i >= text_.size() || At(i - 1).ends_sentence) return {};
    if (!SaysAny(i, {"in", "to", "at", "across", "by", "into", "on"})) {
      const Noun object = Is(i, Bits(kDeterminer)) ? ReadNoun(i, std::min(text_.size(), i + 6)) : Noun{};
      return Named(object.head);
    }
    if (IsTimeAt(i + 1) || IsTimeAt(i + 2)) return {};
    const Noun noun = ReadNoun(i + 1, std::min(text_.size(), i + 8));
    return noun.its ? Phrase{} : Named(noun.head);
  }

  // --- Whom it is about.
  void FindSubject(size_t f, const Found& found) {
    Statement& said = text_.statements[f];
    const int figure = text_.figures[f];
    const auto set = [&](Phrase words, Reader reader) {
      const Rule* rule = With(reader);
      if (rule != nullptr && !words.empty()) said.subject = {words, rule};
    };
    if (found.changed) {
      if (f > 0 && SentenceBegin(figure) <= text_.figures[f - 1] &&
          text_.statements[f - 1].metric.rule != nullptr)
        set(text_.statements[f - 1].metric.words, Reader::kEnglishClause);
      return;
    }
    if (!found.place.empty()) return set(found.place, Reader::kEnglishPlace);
    if (!found.noun.owner.empty()) return set(Named(found.noun.owner), Reader::kEnglishOwner);
    if (found.behind) {
      // Standard Oil's 3 billion of debt; a home in 92% of towns
      int left = LeftOf(figure);
      while (Is(left, Bits(kModifier))) --left;
      if (left >= 0 && IsPossessive(left))
        return set(Named(NounBefore(left + 1, SentenceBegin(figure))), Reader::kEnglishOwner);
      if (Is(left, Bits(kPreposition)) && !Is(left, Bits(kVerb)) && !Says(left, "to")) return;
    }
    if (found.verb >= 0 && found.verb == found.noun.head.begin && found.verb > 1) {
      // a company with assets of 5 million
      int with = found.verb - 1;
      while (with > 0 && Is(with, Bits(kDeterminer, kModifier))) --with;
      if (Says(with, "with") && IsWord(with - 1) && !IsVerb(with - 1)) {
        const Phrase whose = NounBefore(with, SentenceBegin(figure));
        if (!whose.empty()) return set(Named(whose), Reader::kEnglishClause);
      }
    }
    const int at = found.rule != nullptr && !found.noun.head.empty() && found.noun.head.begin < figure
                       ? found.noun.head.begin
                       : figure;
    // With 138 countries, for $700: no part of what the sentence says.
    if (found.rule == nullptr) {
      const int left = LeftOf(figure);
      if (left < 0 || !Is(left, Bits(kLight, kLevel, kVerb)) || Says(left, "to")) return;
      if (IsThere(left)) {
        const bool named = figure + 2 < text_.size() && IsWord(figure + 2) &&
                           (IsCapital(figure + 2) || Is(figure + 2, Bits(kDeterminer)));
        if (Says(figure + 1, "in") && named) set(PlaceBehind(figure + 1), Reader::kEnglishPlace);
        return;
      }
    }
    Phrase subject;
    if (found.noun.its) {
      // saw its profits fall: of the clause; its profits fell: of the one before.
      int before = at;
      while (before > 0 && (IsIts(before - 1) || Is(before - 1, Bits(kModifier)))) --before;
      const int clause = ClauseBegin(before);
      subject = SubjectBefore(SkipAdverbials(clause, before) >= before ? clause : before);
      if (subject.empty()) {
        const int sentence = SentenceBegin(at);
        if (sentence > 0) subject = SubjectOfSentence(sentence - 1);
      }
    } else if (!found.is_subject) {
      subject = SubjectBefore(at, at == figure || !IsVerb(at));
    } else if (found.noun.head.begin > 0 && IsVerbBefore(found.noun.head.begin)) {
      subject = SubjectBefore(found.noun.head.begin);
    } else if (found.noun.head.begin > 2 && Says(found.noun.head.begin - 1, "the") &&
               Says(found.noun.head.begin - 2, "and")) {  // and the revenue soared
      subject = SubjectBefore(found.noun.head.begin - 2);
    }
    if (subject.empty()) return;
    // No metric is its own subject.
    if (subject.begin < said.metric.words.end && said.metric.words.begin < subject.end) return;
    set(subject, Reader::kEnglishClause);
  }
  // there are, there will be
  bool IsThere(int i) const {
    while (i > 0 && Is(i, Bits(kLight, kLevel))) --i;
    return Says(i, "there");
  }
  bool IsVerbBefore(int i) const {
    while (i > 0 && Is(i - 1, Bits(kDeterminer, kModifier))) --i;
    return i > 0 && IsVerb(i - 1);
  }

  const CompiledRules& rules_;
  ClauseText& text_;
  std::vector<Kind> kinds_;
};

}  // namespace

void AttributeEnglish(const CompiledRules& rules, const SecondReading& reading, ClauseText* text) {
  EnglishReader reader(rules, text);
  reader.TakeKinds(reading);
  reader.Run();
}

}  // namespace factmill
