#include "rules/period.h"

#include <algorithm>
#include <cctype>

#include "base/plain_word.h"
#include "rules/edtf_year.h"

namespace factmill {
namespace {

constexpr int kSaidWithin = 90;        // Bytes between a day and the word of saying.
constexpr uint32_t kDatelineIn = 160;  // Of a paragraph.
constexpr uint32_t kBehindWithin = 120;
constexpr uint32_t kAtStart = 24;    // Of a sentence, ...
constexpr uint32_t kAtOnce = 4;      // ... and behind a mark at most.
constexpr uint32_t kOwns = 12;       // Bytes from the 的 between a date and its own figure.
constexpr int kCarriedFor = 2;       // Sentences, ...
constexpr int kSameCarriedFor = 12;  // ... and where words say that it goes on.
constexpr size_t kHeading = 180;     // Bytes of a Chinese heading at most.

// Is at least a fifth of it Chinese?
bool IsChinese(std::string_view text) { return CountHan(text) * 15 > text.size(); }

// A Chinese paragraph that ends no sentence: what stands before it is of something else.
bool IsHeading(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.empty() || text.size() > kHeading || !IsChinese(text)) return false;
  constexpr std::string_view kEnds[] = {"。", "…", "”", "」"};
  const auto ends = [&](std::string_view end) { return text.ends_with(end); };
  return std::string_view(".!?:;,)\"").find(text.back()) == std::string_view::npos &&
         std::none_of(std::begin(kEnds), std::end(kEnds), ends);
}

// "10" of 10月 at `at`; "" for anything else.
std::string MonthAt(std::string_view text, uint32_t at) {
  std::string month;
  while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])))
    month += text[at++];
  if (month.empty() || month.size() > 2 || !text.substr(at).starts_with("月")) return "";
  if (month.size() == 1) month = std::string{'0', month[0]};
  return month >= "01" && month <= "12" ? month : "";
}

// Does what stands behind a date go on to a 以来, and that to a comma, with no other mark or
// figure before it?  2025年是有记录以来最热的 does not.
bool IsSince(std::string_view behind) {
  constexpr size_t kWithin = 36;
  constexpr std::string_view kSince = "以来";
  const size_t end = behind.substr(0, kWithin + 1).find_first_of(",;:()0123456789");
  if (end == behind.npos || behind[end] != ',' || end <= kSince.size()) return false;
  behind = behind.substr(0, end);
  return behind.ends_with(kSince) && behind.find("、") == behind.npos;
}

}  // namespace

PeriodReader::PeriodReader(const MatchContext& context, const SecondReading& reading,
                           TimeSoFar* so_far, std::pmr::memory_resource* memory)
    : text_(context.text), reading_(reading), so_far_(so_far), uses_(memory), periods_(memory) {
  if (context.reference) today_ = FormatDay(*context.reference);
  if (so_far_ == nullptr || IsHeading(text_)) return;
  const TimeSoFar::Time& last = so_far_->last;
  topic_ = {last.edtf, last.date_start, last.date_end, last.begin, last.end, last.paragraph};
  // What was over a year before is of its own paragraph.
  if (!today_.empty() && !topic_.date_end.empty() && topic_.date_end < YearEarlier(today_))
    topic_ = {};
  // Of another paragraph it goes on for one sentence, unless words say so.
  topic_age_ = so_far_->waits ? 0 : kCarriedFor - 1;
}

void PeriodReader::Finish() {
  if (so_far_ == nullptr) return;
  so_far_->waits = !any_figure_ && !topic_.edtf.empty() && topic_age_ == 0;
  so_far_->last = {std::string(topic_.edtf),
                   std::string(topic_.date_start),
                   std::string(topic_.date_end),
                   topic_.begin,
                   topic_.end,
                   topic_.paragraph < 0 ? so_far_->paragraph : topic_.paragraph};
  topic_ = {};
}

bool PeriodReader::IsToCome(const Time& time) const {
  if (today_.empty()) return false;
  if (!time.date_start.empty()) return time.date_start > today_;
  return time.edtf.starts_with("..") && time.date_end > today_;
}

bool PeriodReader::IsOpen(const Time& time) const {
  if (time.edtf.ends_with("/..") || time.edtf.starts_with("P")) return true;
  return !today_.empty() && !time.IsDay() && time.date_end >= today_;
}

bool PeriodReader::IsOver(const Time& time) const {
  return !today_.empty() && !time.date_end.empty() && time.date_end < today_;
}

bool PeriodReader::IsDay(int date) const {
  const Value& v = ValueOf(signs_[date].figure);
  return !v.date_start.empty() && v.date_start == v.date_end;
}

std::string_view PeriodReader::Keep(std::string time) {
  return made_.emplace_back(std::move(time));
}

// The time with all days of that year.
Time PeriodReader::OfYear(std::string_view year, const Time& time) {
  Time whole = time;
  whole.edtf = Keep(std::string(year));
  whole.date_start = Keep(std::string(year) + "-01-01");
  whole.date_end = Keep(std::string(year) + "-12-31");
  return whole;
}

Time PeriodReader::TimeOf(int date) {
  const Sign& sign = signs_[date];
  const Value& v = ValueOf(sign.figure);
  Time time = {v.edtf, v.date_start, v.date_end, sign.begin, sign.end, -1};
  // 自2023年10月开工以来: from then on.
  if (chinese_ && v.edtf.find('/') == v.edtf.npos && IsSince(text_.substr(sign.end))) {
    time.edtf = Keep(v.edtf + "/..");
    time.date_end = {};
  }
  // "The same period of 2003", 2003年同期.
  if (IsYear(v.edtf) && Beside(date, Part::kSameOf, 2, 2, false)) {
    std::string_view now = topic_.edtf;
    for (int i = 0; chinese_ && i < date; ++i) {
      if (signs_[i].type == Sign::kDate && uses_[i] == Use::kGoverns)
        now = ValueOf(signs_[i].figure).edtf;
    }
    std::string same = SameOfYear(now, v.edtf);
    if (!same.empty()) time.edtf = Keep(std::move(same));
  }
  return time;
}

// Does such a word stand so many bytes before or behind the date at most (-1: nowhere
// there), with no figure between?
bool PeriodReader::Beside(int date, Part part, int most_before, int most_behind,
                          bool over_commas) const {
  const auto ends = [&](const Sign& sign) {
    return sign.type == Sign::kFigure || (sign.type == Sign::kComma && !over_commas);
  };
  for (int i = date - 1; i >= 0 && !ends(signs_[i]); --i) {
    if (static_cast<int>(signs_[date].begin) - static_cast<int>(signs_[i].end) > most_before) break;
    // 该厂称,10日...: what is said begins.
    if (signs_[i].Is(part)) return over_commas || text_[signs_[i].end - 1] != ',';
  }
  for (int i = date + 1; i < end_ && !ends(signs_[i]); ++i) {
    if (signs_[i].begin < signs_[date].end) {  // The date's own first words.
      if (signs_[i].Is(part) && part == Part::kAsOf) return true;
      continue;
    }
    if (static_cast<int>(signs_[i].begin) - static_cast<int>(signs_[date].end) > most_behind) break;
    if (signs_[i].Is(part)) return true;
  }
  return false;
}

// "Said on Monday"; "on Monday, the mill said" only at the start of a sentence.
bool PeriodReader::IsSaid(int date) const {
  // "Said in May"; but "said its 2020 sales" is no day of saying.
  if (!IsDay(date)) return !chinese_ && Beside(date, Part::kSaid, 4, -1, false);
  const bool at_start = signs_[date].begin - sentence_.begin < kAtStart;
  return Beside(date, Part::kSaid, kSaidWithin, -1, false) ||
         Beside(date, Part::kSaid, -1, kSaidWithin, chinese_ || at_start);
}

bool PeriodReader::IsInDateline(int date) const {
  if (!IsDay(date) || signs_[date].begin > kDatelineIn) return false;
  for (int i = date + 1; i < end_ && signs_[i].begin < kDatelineIn; ++i) {
    if (signs_[i].type == Sign::kFigure) return false;
    if (signs_[i].Is(Part::kDateline)) return true;
  }
  return false;
}

// It said on Monday that it had sold 30 boats that day.
bool PeriodReader::IsMeantAgain(int date) const {
  return std::any_of(signs_.begin() + date, signs_.end(),
                     [](const Sign& sign) { return sign.Is(Part::kSameDay); });
}

PeriodReader::Use PeriodReader::UseOf(int date) const {
  const Value& v = ValueOf(signs_[date].figure);
  if (v.edtf.empty()) return Use::kNone;
  if (v.edtf.starts_with("P")) {
    for (const int step : {-1, 1}) {
      for (int i = date + step; i >= 0 && i < end_ && signs_[i].type == Sign::kWord; i += step) {
        if (!Touch(text_, signs_[std::min(i, date)], signs_[std::max(i, date)])) break;
        if (signs_[i].Is(Part::kSpan)) return Use::kGoverns;
      }
    }
    return Use::kNone;
  }
  if (IsInDateline(date) || (IsSaid(date) && !IsMeantAgain(date))) return Use::kNone;
  if (Beside(date, Part::kCompared, 4, -1, false)) return IsOwner(date) ? Use::kOrigin : Use::kNone;
  if (Beside(date, Part::kFounded, chinese_ ? 3 : 6, chinese_ ? 6 : -1, false)) return Use::kNone;
  // 超过2019年的30家: the next figure alone; but 从2019年到现在 is a time of its own.
  const bool origin = chinese_ && v.edtf.find('/') == v.edtf.npos;
  return origin && Beside(date, Part::kOrigin, 3, -1, false) ? Use::kOrigin : Use::kGoverns;
}

// 较2021年同期的9亿元: what is compared with is a figure, and the date is its time.
bool PeriodReader::IsOwner(int date) const {
  const std::string_view before = text_.substr(0, signs_[date].begin);
  if (!before.ends_with("比") && !before.ends_with("较")) return false;
  std::string_view behind = text_.substr(signs_[date].end);
  for (const std::string_view middle : {"度", "同期"}) {
    if (behind.starts_with(middle)) behind.remove_prefix(middle.size());
  }
  if (!behind.starts_with("的")) return false;
  const uint32_t from = static_cast<uint32_t>(behind.data() - text_.data());
  for (int i = date + 1; i < end_ && signs_[i].type != Sign::kComma; ++i) {
    if (signs_[i].type == Sign::kFigure) return signs_[i].begin - from <= kOwns;
  }
  return false;
}

// 前三季度3亿元,全年预计5亿元: the year of the date before; 次年 the one behind it,
// 同年10月 a month of it.
Time PeriodReader::Whole(const Time& time, int date, int i) {
  // Of a day only where it stands in the sentence: 截至2020年12月31日,...;全年...
  if (!chinese_ || (date < 0 && time.IsDay()) || time.date_start.size() < 10) return time;
  const std::string_view year = time.date_start.substr(0, 4);
  if (time.date_end.substr(0, 4) != year || !IsYear(time.edtf.substr(0, 4))) return time;
  for (int s = i - 1; s > date; --s) {
    // 较2019年全年 is of another time.
    const bool of_other = text_.substr(0, signs_[s].begin).ends_with("年");
    if (signs_[s].Is(Part::kWholeYear) && !of_other) return OfYear(year, time);
    if (signs_[s].Is(Part::kNextYear))
      return OfYear(std::to_string(std::stoi(std::string(year)) + 1), time);
    const std::string month = signs_[s].Is(Part::kSame) ? MonthAt(text_, signs_[s].end) : "";
    if (!month.empty() &&
        text_.substr(signs_[s].begin, signs_[s].end - signs_[s].begin).ends_with("年")) {
      Time of_month = time;
      of_month.edtf = Keep(std::string(year) + "-" + month);
      of_month.date_start = Keep(std::string(of_month.edtf) + "-01");
      // Whether it is over is seen as well from there.
      of_month.date_end = Keep(std::string(of_month.edtf) + "-28");
      return of_month;
    }
  }
  return time;
}

// Is it a figure that something rose or fell from, or is compared with?
bool PeriodReader::IsOfOrigin(int i) const {
  constexpr uint32_t kWithin = 30;
  for (int s = i - 1; s >= 0 && signs_[i].begin - signs_[s].begin < kWithin; --s) {
    if (signs_[s].type != Sign::kWord) return false;
    if (signs_[s].Is(Part::kOrigin)) return true;
  }
  return false;
}

// What is to come is of what is not yet so, and a time that is over of what is so.
// Words of the present end a time that is over.  `date` is its sign, or one before the
// sentence.
bool PeriodReader::Fits(const Time& time, int date, int i) const {
  const bool to_come = IsToCome(time), open = to_come || IsOpen(time);
  if (to_come && certain_[i] == Certain::kSo && (date > i || date < 0)) return false;
  if (certain_[i] == Certain::kPlanned && date < i && IsOver(time)) return false;
  const int low = std::min(date, i), high = std::max(date, i);
  bool other_clause = date < 0;
  // "As of June it now has": that is what now means.
  if (date >= 0 && Beside(date, Part::kAsOf, 6, -1, false)) return true;
  for (int s = low + 1; s < high; ++s) {
    // “十五五”期间每年: a rate of that time.
    if (signs_[s].Is(Part::kNow) && !(date >= 0 && IsRateOf(time, date, s))) return false;
    other_clause |= signs_[s].type == Sign::kComma || signs_[s].Is(Part::kLate);
    if (signs_[s].Is(Part::kPresent) && !open && other_clause) return false;
  }
  return true;
}

// “十五五”期间每年: a rate of some years, which are still meant.
bool PeriodReader::IsRateOf(const Time& time, int date, int s) const {
  const bool years = time.edtf.ends_with("/..") || (time.edtf.size() == 9 && time.edtf[4] == '/');
  if (!years || !text_.substr(signs_[s].begin).starts_with("每年")) return false;
  int commas = 0;
  for (int i = date + 1; i < s; ++i) {
    commas += signs_[i].type == Sign::kComma ? 1 : 0;
    if (signs_[i].type == Sign::kFigure || signs_[i].type == Sign::kStop) return false;
  }
  return commas <= 1;
}

// The date behind a figure, in its clause; with `right_behind` only if no other figure
// stands between.
int PeriodReader::Behind(int i, bool right_behind) {
  int depth = 0;
  for (int s = i + 1; s < end_; ++s) {
    const Sign& sign = signs_[s];
    if (sign.begin - signs_[i].end > (right_behind ? kBehindWithin : 2 * kBehindWithin)) return -1;
    if (sign.type == Sign::kOpen) ++depth;
    if (sign.type == Sign::kClose && --depth < 0) return -1;
    if (depth > 0 && sign.type != Sign::kDate) continue;
    if (sign.type == Sign::kStop || (sign.type == Sign::kComma && depth == 0)) return -1;
    if (sign.type == Sign::kFigure && right_behind) return -1;
    if (sign.Is(Part::kLate)) return -1;
    if (sign.type != Sign::kDate || uses_[s] == Use::kNone) continue;
    if (uses_[s] == Use::kOrigin && !right_behind) return -1;
    return Fits(TimeOf(s), s, i) ? s : -1;
  }
  return -1;
}

int PeriodReader::Before(int i) {
  bool figure_between = false, comma_between = false;
  for (int s = i - 1; s >= 0; --s) {
    figure_between |= signs_[s].type == Sign::kFigure;
    comma_between |= signs_[s].type == Sign::kComma;
    if (signs_[s].type != Sign::kDate || uses_[s] == Use::kNone) continue;
    // 从去年起,; but 超过去年水平, and 由去年的3亿元: those go no further.
    const std::string_view before = text_.substr(0, signs_[s].begin);
    const bool of_other = comma_between && ((!before.ends_with("从") && !before.ends_with("由")) ||
                                            text_.substr(signs_[s].end).starts_with("的"));
    if (uses_[s] == Use::kOrigin && (!chinese_ || figure_between || of_other)) continue;
    return Fits(Whole(TimeOf(s), s, i), s, i) ? s : -1;
  }
  return -1;
}

int PeriodReader::Stated(int i) {
  if (chinese_) return Before(i);
  const int right_behind = Behind(i, true);
  if (right_behind >= 0) return right_behind;
  const int before = Before(i);
  return before >= 0 ? before : Behind(i, false);
}

// Is the sentence of what happened on the day before it?
bool PeriodReader::IsOfEvent() const {
  if (topic_.paragraph >= 0) return false;
  if (!kinds_.Has(Part::kEvent) && !kinds_.Has(Part::kGoesOn)) return false;
  return std::any_of(signs_.begin(), signs_.end(), [&](const Sign& sign) {
    return sign.Is(Part::kEvent) ||
           (sign.Is(Part::kGoesOn) && sign.begin - sentence_.begin < kAtOnce);
  });
}

// Does the time before this sentence go on for a figure in it?
bool PeriodReader::GoesOnFor(int i) {
  if (topic_.edtf.empty()) return false;
  // A day goes on only where words say so, or that the sentence is of what happened then.
  const bool same_day = topic_.IsDay() && (kinds_.Has(Part::kSameDay) || IsOfEvent());
  if (topic_.IsDay() && !same_day) return false;
  // A Chinese paragraph is of one time until it names another.
  const bool same = same_day || kinds_.Has(Part::kSame) || (chinese_ && topic_.paragraph < 0);
  const int most = same ? kSameCarriedFor : kCarriedFor;
  return topic_age_ <= most && Fits(Whole(topic_, -1, i), -1, i);
}

// "On July 17 and 22 it gave 60 and 200 million yuan, respectively".
void PeriodReader::ReadPairs() {
  if (!kinds_.Has(Part::kRespectively)) return;
  std::vector<int> dates, figures;
  for (int i = 0; i < end_; ++i) {
    if (signs_[i].type == Sign::kDate && uses_[i] == Use::kGoverns) dates.push_back(i);
    if (signs_[i].type == Sign::kFigure && ConvertedFrom(signs_, i, text_, reading_) < 0)
      figures.push_back(i);
  }
  if (dates.size() < 2 || dates.size() != figures.size() || dates.back() > figures.front()) return;
  for (size_t i = 0; i < dates.size(); ++i) {
    const Time time = TimeOf(dates[i]);
    periods_[figures[i]] = {Period::kStated, time, IsToCome(time), false, IsOver(time)};
  }
}

// 2018年至2020年,营收分别为3亿元、4亿元和5亿元: a year each.
void PeriodReader::ReadYears() {
  for (int s = 0; s < end_; ++s) {
    if (!signs_[s].Is(Part::kRespectively)) continue;
    std::vector<int> figures;
    for (int i = s + 1; i < end_ && signs_[i].type != Sign::kComma; ++i) {
      if (signs_[i].type == Sign::kDate || signs_[i].type == Sign::kStop) break;
      if (signs_[i].type == Sign::kFigure) figures.push_back(i);
    }
    if (figures.size() < 2 || periods_[figures.front()].how == Period::kNone) continue;
    const Period& span = periods_[figures.front()];
    const std::string_view edtf = span.time.edtf;
    if (edtf.size() != 9 || edtf[4] != '/' || !IsYear(edtf.substr(0, 4)) || !IsYear(edtf.substr(5)))
      continue;
    const int first = std::stoi(std::string(edtf));
    if (std::stoi(std::string(edtf.substr(5))) - first + 1 != static_cast<int>(figures.size()))
      continue;
    const Period all = span;
    for (size_t i = 0; i < figures.size(); ++i) {
      const std::string year = std::to_string(first + static_cast<int>(i));
      Period& one = periods_[figures[i]];
      one = all;
      one.time = OfYear(year, all.time);
      one.to_come = IsToCome(one.time);
      one.over = IsOver(one.time);
    }
  }
}

std::span<const Period> PeriodReader::Read(Signs signs, const SignKinds& kinds, FoldedSpan sentence,
                                           std::span<const Certain> certain) {
  signs_ = signs;
  kinds_ = kinds;
  end_ = static_cast<int>(signs.size());
  sentence_ = sentence;
  certain_ = certain;
  chinese_ = IsChinese(text_.substr(sentence.begin, sentence.end - sentence.begin));
  for (Period& period : periods_) period.how = Period::kNone;
  if (periods_.size() < signs.size()) periods_.resize(signs.size());
  uses_.assign(signs.size(), Use::kNone);
  for (int i = 0; i < end_; ++i) {
    if (signs[i].type == Sign::kDate) uses_[i] = UseOf(i);
  }
  // What a date behind it says of "from 30" holds for nothing else.
  for (int i = 0; i < end_; ++i) {
    if (signs[i].type != Sign::kFigure || chinese_) continue;
    if (!text_.substr(0, signs[i].begin).ends_with("from ")) continue;
    const int date = Behind(i, true);
    if (date >= 0) uses_[date] = Use::kOrigin;
  }
  const bool any_date = std::find(uses_.begin(), uses_.end(), Use::kGoverns) != uses_.end();
  ++topic_age_;
  int topic = -1;  // The date that goes on: one that some figure has, or that begins.
  for (int i = 0; i < end_; ++i) {
    // In English a date inside a sentence may be of something by the way.
    if (signs[i].type == Sign::kDate && uses_[i] == Use::kGoverns &&
        (chinese_ ? !IsToCome(TimeOf(i)) : signs[i].begin - sentence.begin < kAtStart))
      topic = i;
    if (signs[i].type != Sign::kFigure) continue;
    any_figure_ = true;
    Period& period = periods_[i];
    const int from = kinds.Has(Sign::kOpen) ? ConvertedFrom(signs, i, text_, reading_) : -1;
    if (from >= 0) {
      period = periods_[from];
      continue;
    }
    const int date = Stated(i);
    if (date >= 0) {
      if (uses_[date] == Use::kGoverns) topic = date;
      const Time time = Whole(TimeOf(date), date, i);
      const bool was = uses_[date] == Use::kOrigin && IsOver(time);
      period = {Period::kStated, time, IsToCome(time), was, IsOver(time)};
    } else if (!any_date && GoesOnFor(i)) {
      const Time time = Whole(topic_, -1, i);
      period = {Period::kCarried, time, IsToCome(time), false, IsOver(time)};
    }
    // 将由3亿元增至5亿元: what is so before a time to come has none.
    if (period.to_come && chinese_ && certain[i] == Certain::kSo &&
        StandsBeforeChange(signs, i, text_, reading_))
      period = {};
  }
  ReadPairs();
  if (chinese_) ReadYears();
  if (topic >= 0) {
    topic_ = TimeOf(topic);
    topic_age_ = 0;
    // 自10月开工以来 is of its own sentence.
    const bool since = topic_.edtf.ends_with("/..") &&
                       ValueOf(signs_[topic].figure).edtf.find('/') == std::string::npos;
    if (topic_.edtf.starts_with("P") || since) topic_ = {};
  }
  return {periods_.data(), signs.size()};
}

}  // namespace factmill
