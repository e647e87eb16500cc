// Metric and subject in English.
//
// A figure is read by what stands left of it in its clause (its revenue rose to
// FIGURE; a capital of FIGURE; the town attracted FIGURE), then by what stands
// right of it (FIGURE in taxes; FIGURE have been built).  The subject is who
// owns the metric, else the subject of the clause's verb, if they stand in the
// sentence.
#include <algorithm>

#include "rules/english_metrics.h"

namespace factmill {
namespace {

class EnglishReader : public EnglishMetrics {
 public:
  using EnglishMetrics::EnglishMetrics;

  void Run() {
    for (size_t f = 0; f < text_.figures.size(); ++f) Read(f);
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
