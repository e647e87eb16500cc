// Metric and subject in English.
//
// A figure is read by what stands left of it in its clause (its revenue rose to
// FIGURE; a capital of FIGURE; the town attracted FIGURE), then by what stands
// right of it (FIGURE in taxes; FIGURE have been built).  The subject is who
// owns the metric, else the subject of the clause's verb, if they stand in the
// sentence.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "rules/english_metrics.h"

namespace factmill {
namespace {

class EnglishReader : public EnglishMetrics {
 public:
  using EnglishMetrics::EnglishMetrics;

  void Run() {
    for (size_t f = 0; f < text_.figures.size(); ++f) Read(f);
    for (int i = 0; i < text_.size(); ++i) {
      if (Says(i, "respectively")) InTurn(i);
    }
  }

 private:
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
    const Statement& before = text_.statements[f - 1];
    Statement& said = text_.statements[f];
    if (const Phrase risen = RisenTo(from, to, before.metric.words); !risen.empty()) {
      if (said.metric.rule == nullptr) said.metric = {risen, rule};
      if (said.subject.rule == nullptr && before.subject.rule != nullptr)
        said.subject = {before.subject.words, rule};
      return true;
    }
    if (!IsChain(from, to)) return false;
    if (said.metric.rule == nullptr && before.metric.rule != nullptr)
      said.metric = {before.metric.words, rule};
    if (said.subject.rule == nullptr && before.subject.rule != nullptr)
      said.subject = {before.subject.words, rule};
    return true;
  }
  // --- Exports and imports rose 5 and 8 percent, respectively: each its own.
  void InTurn(int respectively) {
    const auto& figures = text_.figures;
    const size_t end =
        std::lower_bound(figures.begin(), figures.end(), respectively) - figures.begin();
    if (end == 0 || figures[end - 1] < SentenceBegin(respectively)) return;
    size_t first = end - 1;
    while (first > 0 && IsChain(figures[first - 1], figures[first])) --first;
    const size_t size = end - first;
    if (size < 2 || (!IsListBefore(first, size) && !FollowFigures(first, size))) return;
    // ... and 200 million yuan, respectively, up 8 and 9 percent
    size_t next = end;
    while (next < figures.size() && next < end + size && figures[end] - respectively <= kMostHead &&
           (next == end || IsChain(figures[next - 1], figures[next])))
      ++next;
    if (next == end + size) FollowFigures(end, size);
  }
  // The metric of the figures from `first` on is one of so many in a list.
  bool IsListBefore(size_t first, size_t size) {
    const Saying metric = text_.statements[first].metric;
    const int figure = text_.figures[first];
    if (metric.rule == nullptr || metric.words.end > figure || Says(metric.words.begin, "and"))
      return false;
    std::vector<Phrase> parts = {metric.words};
    // A, B and C
    const auto skip_joints = [&](int i, int step) {
      const int from = i;
      while (i > 0 && i < figure && (Says(i, "and") || (size > 2 && text_.IsMark(i, ","))))
        i += step;
      return std::abs(i - from) <= 2 ? i : from;
    };
    for (int i = metric.words.end; parts.size() < size;) {
      const int b = skip_joints(i, 1);
      const Noun noun = b > i ? ReadNoun(b, figure) : Noun{};
      if (!HasMetric(noun.head)) break;
      parts.push_back(noun.head);
      i = noun.head.end;
    }
    for (int i = metric.words.begin; parts.size() < size;) {
      while (Is(i - 1, Bits(kDeterminer))) --i;
      const int e = skip_joints(i - 1, -1) + 1;
      const Phrase noun = e < i ? NounBefore(e, SentenceBegin(figure)) : Phrase{};
      if (!HasMetric(noun)) break;
      parts.insert(parts.begin(), noun);
      i = noun.begin;
    }
    if (parts.size() != size) return false;
    for (size_t k = 0; k < size; ++k) text_.statements[first + k].metric.words = parts[k];
    return true;
  }
  // The figures from `first` on are shares or changes of as many that stand before them.
  bool FollowFigures(size_t first, size_t size) {
    const Rule* rule = With(Reader::kCarried);
    if (first < size || rule == nullptr) return false;
    const Saying& own = text_.statements[first].metric;
    if (own.rule != nullptr && own.words.begin > text_.figures[first - 1]) return false;
    const int sentence = SentenceBegin(text_.figures[first]);
    for (size_t g = first - size; g < first; ++g) {
      if (text_.figures[g] < sentence || KindOf(text_.figures[g]) == Kind::kPercent ||
          KindOf(text_.figures[g + size]) != Kind::kPercent)
        return false;
    }
    for (size_t g = first - size; g < first; ++g) {
      for (Saying Statement::*field : {&Statement::metric, &Statement::subject}) {
        const Saying& before = text_.statements[g].*field;
        text_.statements[g + size].*field =
            before.rule != nullptr ? Saying{before.words, rule} : Saying{};
      }
    }
    return true;
  }
  // --- Whom it is about.
  void FindSubject(size_t f, const Found& found) {
    Statement& said = text_.statements[f];
    const int figure = text_.figures[f];
    const auto set = [&](Phrase words, Reader reader) {
      const Rule* rule = With(reader);
      if (rule == nullptr || words.empty()) return;
      // A verb or an adjective alone is nobody; "the plant" is.
      const std::string_view word = Word(words.begin);
      const bool form = Is(words.begin, Bits(kChange)) || word.ends_with("ed") ||
                        SaysAny(words.begin, {"will", "would", "could", "should", "may", "might"});
      const bool cut =
          words.size() == 1 &&
          (SaysAny(words.begin, {"inc", "corp", "ltd", "co", "plc", "qtr", "shr", "mths"}) ||
           word.find_first_not_of("0123456789,.") == word.npos);
      if (cut) return;
      const bool named = words.size() > 1 || IsCapital(words.begin) ||
                         !Is(words.begin, kVerbs | Bits(kModifier)) ||
                         Is(words.begin, Bits(kMetric, kBody)) ||
                         (!form && AsksForNoun(words.begin - 1));
      if (named) said.subject = {words, rule};
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
    const int at =
        found.rule != nullptr && !found.noun.head.empty() && found.noun.head.begin < figure
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
      subject =
          SubjectBefore(SkipAdverbials(clause, before) >= before ? clause : before, false, true);
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
};

}  // namespace

void AttributeEnglish(const CompiledRules& rules, ClauseText* text) {
  EnglishReader(rules, text).Run();
}

}  // namespace factmill
