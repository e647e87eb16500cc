// What an English figure measures, by what stands around it: its revenue rose to FIGURE, debts of
// FIGURE, FIGURE in taxes, the town attracted FIGURE, FIGURE were built.
#ifndef FACTMILL_RULES_ENGLISH_METRICS_H_
#define FACTMILL_RULES_ENGLISH_METRICS_H_

#include "rules/english_grammar.h"

namespace factmill {

class EnglishMetrics : public EnglishGrammar {
 public:
  using EnglishGrammar::EnglishGrammar;

 protected:
  // The words of a metric, and what leads from them to the subject.
  struct Found {
    Noun noun;
    const Rule* rule = nullptr;
    bool is_subject = false;  // The metric is the clause's subject itself.
    int verb = -1;            // Whose subject is meant; -1: the figure's.
    Phrase place;             // 500 people work in the town.
    bool behind = false;      // The metric stands behind the figure.
    bool changed = false;     // , an increase of 5 percent: of the metric before.
  };

  // Of the figure text_.figures[f], by the first way of reading that finds one; without a rule if
  // none does.
  Found FindMetric(size_t f) const;
  // The verb right before that figure which says how much: rose to; -1 for none.
  int LevelBefore(size_t f) const;

 private:
  // 5 million yuan in annual taxes; 15 percent of the shops; an 18% jump in profits
  Found Behind(int figure, Kind kind) const;
  // debts of 5 million; barges worth 5 million
  Found OfBefore(int figure, Kind kind) const;
  // The noun whose verb says how much.
  Found Level(size_t f) const;
  // cut its dividend to 5 cents; a debt, estimated at 5 million
  Found Moved(int figure, const Rule* rule) const;
  bool Estimates(int b, int e) const;
  // Net profit 5 million: a row of a table.
  Found Row(int figure, const Rule* rule) const;
  // Of [b, e) before a verb: behind an earlier verb (saw its profits), else all of it.
  Noun NounOfClause(int b, int e) const;
  bool HasMetricAt(int i) const { return At(i).Is(kMetric); }
  // attracted 500; applied for 500; home to 500
  Found VerbBefore(int figure, Kind kind) const;
  // 90 schools were built; 90 nurses are hired at the mine
  Found Passive(int figure) const;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_ENGLISH_METRICS_H_
