// How much of what is right the rules find: cases with known facts against
// what Extract() gives for them.
//
// A found fact is right if a known fact of its kind has its value, unit (money,
// measures and percentages only) and EDTF, and overlaps it.  Facts are matched
// one to one, as many as can be.  A case passes when the same holds both ways,
// with spans and repetitions left aside.
#ifndef FACTMILL_PIPELINE_EVAL_H_
#define FACTMILL_PIPELINE_EVAL_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/fact.h"

namespace factmill {

// Half-open, code points of the case's text.
struct CharRange {
  uint32_t start = 0;
  uint32_t end = 0;
};

// A fact as a case states it.
struct KnownFact {
  Kind kind = Kind::kNumber;
  CharRange range;
  // As written, "" for none.  "33.33" of a percentage may be a third: a value that
  // rounds to two such decimals is right too.
  std::string value, value_max;
  std::string unit;                   // "" and no unit_any: any unit is right.
  std::vector<std::string> unit_any;  // Right too.
  std::string edtf;                   // Compared by days or length (extractors/edtf.h).
  std::vector<std::string> edtf_any;  // Right too.
  // What is measured and whom it is about, in words: any of these; none where
  // nothing is said.
  std::vector<std::string> metric, subject;
};

struct EvalCase {
  std::string id, suite, lang;
  std::string kind;  // IsCaseKind() holds.
  std::string text;
  std::string reference_date;  // ISO 8601 day, "" for none.
  std::vector<KnownFact> facts;
  // Either answer will do here: a found fact that overlaps one of these, and no
  // known fact, and that is not right, is left out of account.
  std::vector<CharRange> ignore;
};

// The name of a kind, "number-range", or "article".
bool IsCaseKind(std::string_view kind);
// The kind of found facts that a case of this kind is about, nullopt for all.
std::optional<Kind> KindUnderTest(std::string_view case_kind);
// Whether a case of this kind is about bare numbers or ordinals.
bool NeedsAllMentions(std::string_view case_kind);

// One case against what was found in it.
struct CaseScore {
  bool passed = false;
  std::vector<size_t> right, missed;        // Known facts, by index.
  std::vector<size_t> confirmed, spurious;  // Found facts, by index; confirmed[i] is
                                            // the found fact for right[i].
};

// `found` is what Extract() gave, with all mentions where they are needed.
CaseScore ScoreCase(const EvalCase& c, const std::vector<Fact>& found);

struct EvalRow {
  std::string suite, lang, kind;
  int cases = 0;   // 0 in a row such as "article:money", which is part of the
  int passed = 0;  // row "article".
  int gold = 0;    // Known facts,
  int found = 0;   // found facts that count,
  int right = 0;   // and how many they share.

  // nullopt where there is nothing to divide by.
  std::optional<double> Precision() const;
  std::optional<double> Recall() const;
  std::optional<double> F1() const;
};

// Do these words name the same?  Compared as sets of words in lower case and of
// single Chinese characters, small words left out: alike at a Jaccard index of
// 0.5; or where the system says more, with two thirds of the known words in at
// most 2.5 times as many; or where it says less, with four fifths of its own, at
// least a third of the known ones.
bool AlikeWords(const std::string& known, const std::string& found);

// How well a metric or a subject is told, of facts that were found.
struct AttributionRow {
  std::string suite, lang, role;
  int known = 0;  // Facts that have one,
  int right = 0;  // and how many of those are told right.
  int told = 0;   // Facts, dates apart, of which one is told,
  int hit = 0;    // and how many of those are right: to guess costs.

  std::optional<double> Accuracy() const;
  std::optional<double> Precision() const;
};

// Sums of scores by suite, language and kind.
class EvalTable {
 public:
  void Add(const EvalCase& c, const std::vector<Fact>& found, const CaseScore& score);
  // By suite, then language, then kind.
  std::vector<EvalRow> Rows() const;
  // Over all cases; micro averages.
  EvalRow Total() const;
  // Of articles, by suite, language and role; none where no case knows any.
  std::vector<AttributionRow> Attribution() const;

 private:
  EvalRow& Row(const EvalCase& c, const std::string& kind);

  void AddAttribution(const EvalCase& c, const KnownFact& known, const Fact& found);

  std::map<std::tuple<std::string, std::string, std::string>, EvalRow> rows_;
  std::map<std::tuple<std::string, std::string, std::string>, AttributionRow> attribution_;
};

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_EVAL_H_
