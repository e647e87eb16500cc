// Of which time a figure speaks: the date that governs its clause.
//
// What governs what, in a sentence:
//   1. A date is none of a figure where it says when something was said (a day
//      beside "said", 表示), stands in a dateline, is what another time is compared
//      with (than in 2019, 比2019年), or is of an event long past (founded in 1984).  A
//      duration is one only beside its words (over the past, 未来).
//   2. Chinese: the last date before the figure.
//   3. English: the date behind it in its clause, with no other figure between; else
//      the last date before it, unless that belongs to a figure that something rose
//      or fell from; else the date behind it in its clause.
//   4. Words of the present (目前, so far, has) between a date that is over and a
//      figure end the date.
//   5. A time still to come is not that of what is so already, and the other way round.
//   6. "Respectively": dates and figures in pairs; 2018年至2020年分别为: a year each.
//   7. 全年 makes the time before it its year.
// A sentence without a date takes that of the one before; one with words such as
// "during the quarter" the last one that there was; a single day goes on only with words
// such as "that day", or of what happened ("killed").  A paragraph goes on so for a
// sentence, or as above where the one before named a time and no figure, unless that time
// was over a year before, or the paragraph is a heading.
#ifndef FACTMILL_RULES_PERIOD_H_
#define FACTMILL_RULES_PERIOD_H_

#include <list>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/matcher.h"
#include "rules/signs.h"

namespace factmill {

// As TimeSoFar::Time.  Its words are the figure's, the paragraph's before, or the reader's.
struct Time {
  std::string_view edtf, date_start, date_end;
  uint32_t begin = 0, end = 0;
  int paragraph = -1;

  bool IsDay() const { return !date_start.empty() && date_start == date_end; }
};

// The time of a figure, and where it is from.
struct Period {
  enum How { kNone, kStated, kCarried };
  How how = kNone;
  Time time;
  bool to_come = false;  // All of it is behind the day of publication.
  bool was = false;      // It is over, and something rose from there, or is compared with it.
  bool over = false;     // It is over.
};

class PeriodReader {
 public:
  // `so_far`, which may be null, is what went on from the paragraph before.
  // `memory` outlives it.
  PeriodReader(const MatchContext& context, const SecondReading& reading, TimeSoFar* so_far,
               std::pmr::memory_resource* memory);

  // The time of each sign of a sentence, none for what is no figure; till the next call.
  // `certain`: by sign, whether the text only plans or expects it.  Sentences are read in
  // the order of the text.
  enum class Certain { kSo, kPlanned, kExpected };
  std::span<const Period> Read(Signs signs, const SignKinds& kinds, FoldedSpan sentence,
                               std::span<const Certain> certain);
  // A sentence without figures and dates goes by.
  void Pass() { ++topic_age_; }

  // To be called behind the last sentence: tells `so_far` what goes on, and ends all
  // that was given.
  void Finish();

 private:
  enum class Use { kNone, kGoverns, kOrigin };

  const Value& ValueOf(int figure) const { return reading_.figures[figure].figure->value; }
  Use UseOf(int date) const;
  bool IsToCome(const Time& time) const;
  bool IsOpen(const Time& time) const;  // It lasts to the day of publication.
  bool IsOver(const Time& time) const;
  bool IsDay(int date) const;
  Time TimeOf(int date);
  bool IsSaid(int date) const;
  bool IsInDateline(int date) const;
  bool IsMeantAgain(int date) const;
  bool Beside(int date, Part part, int most_before, int most_behind, bool over_commas) const;
  bool IsOfOrigin(int i) const;
  bool IsOwner(int date) const;
  bool IsRateOf(const Time& time, int date, int s) const;
  std::string_view Keep(std::string time);
  Time OfYear(std::string_view year, const Time& time);
  Time Whole(const Time& time, int date, int i);
  int Stated(int i);
  int Behind(int i, bool right_behind);
  int Before(int i);
  bool Fits(const Time& time, int date, int i) const;
  bool IsOfEvent() const;
  bool GoesOnFor(int i);
  void ReadPairs();
  void ReadYears();

  const std::string_view text_;
  std::string today_;  // The day of publication; "" if that is not known.
  const SecondReading& reading_;
  TimeSoFar* so_far_;
  Signs signs_;
  SignKinds kinds_;
  int end_ = 0;  // How many.
  FoldedSpan sentence_;
  bool chinese_ = false;
  std::pmr::vector<Use> uses_;  // By sign.
  std::span<const Certain> certain_;
  std::pmr::vector<Period> periods_;  // By sign; of kNone nothing else holds.

  std::list<std::string> made_;  // Times that stand in no figure.
  Time topic_;                   // That goes on; none where `edtf` is "".
  int topic_age_ = 0;            // In sentences.
  bool any_figure_ = false;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_PERIOD_H_
