#include "rules/govern.h"

#include <algorithm>
#include <list>
#include <optional>

#include "base/arena.h"
#include "base/plain_word.h"
#include "base/utf8.h"
#include "rules/compiled.h"
#include "rules/edtf_year.h"
#include "rules/layer2.h"
#include "rules/matcher.h"
#include "rules/period.h"
#include "rules/signs.h"
#include "rules/winner.h"

namespace factmill {

namespace {

constexpr uint32_t kNearWithin = 48;  // Bytes between a word and its figure, ...
constexpr uint32_t kNounWithin = 24;  // ... and where only what changes stands there.

// What is said of one figure in one respect.
struct Saying {
  int rule = -1;
  uint32_t begin = 0, end = 0;
  std::string_view meaning;
  const Entry* word = nullptr;
  int paragraph = -1;  // As in PlacedAttribute.
};

class Governor {
 public:
  Governor(const CompiledRules& rules, const MatchContext& context, TimeSoFar* so_far,
           SecondReading* reading)
      : rules_(rules),
        context_(context),
        text_(context.text),
        found_(reading->sentences),
        so_far_(so_far),
        reading_(reading) {}

  void Run() {
    if (rules_.governing->empty) return;
    std::pmr::vector<Sign> figures(arena_.get());
    FindFigures(*reading_, &figures);
    const bool any = std::any_of(figures.begin(), figures.end(),
                                 [](const Sign& sign) { return sign.type == Sign::kFigure; });
    // Dates alone may be those of the next paragraph's figures.
    if (!any && (so_far_ == nullptr || figures.empty())) return;
    if (any) said_.resize(reading_->figures.size());
    constexpr size_t kUsual = 64;  // Signs of a sentence.
    signs_.reserve(kUsual);
    PeriodReader periods(context_, *reading_, so_far_, arena_.get());
    auto first = figures.begin();
    for (const FoldedSpan& sentence : Sentences()) {
      auto end = first;
      while (end != figures.end() && end->begin < sentence.end) ++end;
      if (first == end) {
        periods.Pass();
        plan_.reset();
        continue;
      }
      kinds_ = FindSigns(rules_, context_, sentence, {first, end}, &signs_);
      end_ = static_cast<int>(signs_.size());
      sentence_ = sentence.begin;
      certain_.assign(signs_.size(), PeriodReader::Certain::kSo);
      if (any) {
        if (kinds_.Gives(Governed::kStatus) || plan_) ReadStatus();
        if (kinds_.Gives(Governed::kChange)) ReadChanges();
        if (kinds_.Gives(Governed::kBase)) ReadBases();
      }
      ReadPeriods(&periods, sentence);
      if (any && kinds_.Has(Sign::kOpen)) Convert();
      Use();
      first = end;
    }
    if (any) Tell(figures);
    periods.Finish();
  }

 private:
  // Sentences; what a semicolon parts is one.
  std::pmr::vector<FoldedSpan> Sentences() {
    std::pmr::vector<FoldedSpan> sentences(arena_.get());
    sentences.reserve(found_.size());
    bool goes_on = false;
    for (const FoldedSpan& sentence : found_) {
      if (goes_on)
        sentences.back().end = sentence.end;
      else
        sentences.push_back(sentence);
      std::string_view text = text_.substr(sentence.begin, sentence.end - sentence.begin);
      while (text.ends_with(' ')) text.remove_suffix(1);
      goes_on = text.ends_with(';');
    }
    return sentences;
  }

  using Sayings = std::array<std::optional<Saying>, kAttributes>;  // By attribute.

  static Saying SayingOf(const Sign& sign) {
    return {sign.use->rule, sign.begin, sign.end, sign.Meaning(), sign.Word()};
  }
  bool IsFigure(int i) const { return i >= 0 && i < end_ && signs_[i].type == Sign::kFigure; }
  // REQUIRES: IsFigure(i).
  std::optional<Saying>& Said(int i, Governed attribute) {
    return said_[signs_[i].figure][static_cast<size_t>(attribute)];
  }
  bool Touches(int i, int j) const { return Touch(text_, signs_[i], signs_[j]); }

  // The figure behind sign `i`, or (step -1) before it, with nothing between but fillers;
  // -1 for none.
  int FigureNext(int i, int step) const {
    for (int from = i, to = i + step; to >= 0 && to < end_; to += step) {
      const Sign& sign = signs_[to];
      if (sign.begin == signs_[from].begin && sign.type == Sign::kWord) continue;
      if (!Touches(std::min(from, to), std::max(from, to))) return -1;
      if (sign.type == Sign::kFigure) return to;
      if (!IsSkipped(to)) return -1;
      from = to;
    }
    return -1;
  }

  // Does a word that may stand between stand there, whatever else it is?
  bool IsSkipped(int at) const {
    for (int i = at; i >= 0 && signs_[i].begin == signs_[at].begin; --i) {
      if (Skips(signs_[i])) return true;
    }
    for (int i = at; i < end_ && signs_[i].begin == signs_[at].begin; ++i) {
      if (Skips(signs_[i])) return true;
    }
    return false;
  }
  bool Skips(const Sign& sign) const {
    return sign.Is(Part::kFiller) || sign.Gives(Governed::kBase);
  }

  void ReadStatus() {
    std::optional<Saying> behind;
    bool yields = true;  // `behind` gives way to any word.
    // 拟建一厂。该项目投资3亿元: a property of what is only planned.
    if (plan_ && IsOfPlan()) behind = plan_;
    plan_.reset();
    for (int i = 0; i < end_; ++i) {
      const Sign& sign = signs_[i];
      if (sign.Gives(Governed::kStatus, Reach::kBehind)) {
        behind = SayingOf(sign);
        yields = behind->meaning == "actual";
      } else if (sign.Gives(Governed::kStatus, Reach::kOnward)) {
        // 预计将: what is expected stays so.
        if (!yields) continue;
        behind = SayingOf(sign);
      } else if (sign.Gives(Governed::kStatus, Reach::kNear)) {
        Near(i, Governed::kStatus, kNearWithin);
      } else if (sign.Gives(Governed::kStatus, Reach::kClause)) {
        behind = SayingOf(sign);
        yields = false;
        for (int j = i - 1;
             j >= 0 && signs_[j].type != Sign::kComma && signs_[j].type != Sign::kStop; --j) {
          if (IsFigure(j)) Said(j, Governed::kStatus) = behind;
        }
      } else if (sign.Is(Part::kGoesOn) && !behind) {
        // 拟投资3亿元,其中1亿元: a part is as certain as its whole.
        behind = StatusBefore(i);
        yields = true;
      } else if (IsFigure(i) && behind && !Said(i, Governed::kStatus)) {
        Said(i, Governed::kStatus) = behind;
      }
    }
    NothingIsAheadOfChange();
    for (int i = 0; i < end_; ++i) {
      if (!IsFigure(i)) continue;
      auto& said = Said(i, Governed::kStatus);
      plan_ = said && said->meaning == "planned" ? said : std::nullopt;
      if (said && said->meaning == "actual") said.reset();
      using Certain = PeriodReader::Certain;
      certain_[i] = !said                        ? Certain::kSo
                    : said->meaning == "planned" ? Certain::kPlanned
                                                 : Certain::kExpected;
    }
  }

  bool IsOfPlan() const {
    constexpr uint32_t kAtOnce = 7;  // Bytes of the sentence before the word.
    return std::any_of(signs_.begin(), signs_.end(), [&](const Sign& sign) {
      return sign.Is(Part::kOfPlan) && sign.begin < sentence_ + kAtOnce;
    });
  }

  std::optional<Saying> StatusBefore(int i) {
    for (int j = i - 1; j >= 0; --j) {
      if (IsFigure(j)) return Said(j, Governed::kStatus);
    }
    return std::nullopt;
  }

  // 将由3亿元增至5亿元: those 3亿元 are so already; but 由预计的3亿元增至5亿元, and
  // 将增长预期由3%上调至5%.
  void NothingIsAheadOfChange() {
    for (int i = 0; i < end_; ++i) {
      if (!IsFigure(i) || !Said(i, Governed::kStatus)) continue;
      const auto& said = Said(i, Governed::kStatus);
      const std::string_view word = text_.substr(said->begin, said->end - said->begin);
      if (word.ends_with("预期") || word.ends_with("预测") || word.ends_with("预估")) continue;
      const uint32_t end = said->end;
      if (end > signs_[i].begin || !StandsBeforeChange(signs_, i, text_, *reading_)) continue;
      const std::string_view between = text_.substr(end, signs_[i].begin - end);
      if (between.find("由") != between.npos || between.find("从") != between.npos)
        Said(i, Governed::kStatus).reset();
    }
  }

  void Near(int i, Governed attribute, uint32_t within) {
    for (int j = i + 1; j < end_ && signs_[j].begin <= signs_[i].end + within; ++j) {
      const Sign::Type type = signs_[j].type;
      if (type == Sign::kComma || type == Sign::kStop) return;
      if (type != Sign::kFigure) continue;
      // 下调今年增速至2%: what it comes to.
      const bool reached =
          attribute == Governed::kChange && text_.substr(0, signs_[j].begin).ends_with("至");
      if (!reached) Said(j, attribute) = SayingOf(signs_[i]);
      return;
    }
  }

  void ReadChanges() {
    for (int i = 0; i < end_; ++i) {
      if (signs_[i].Gives(Governed::kChange, Reach::kNext)) {
        int figure = FigureNext(i, 1);
        if (figure < 0) figure = ShareOfPoints(i);
        for (; figure >= 0; figure = ListedBehind(figure)) Change(figure, i);
      }
    }
    for (int i = 0; i < end_; ++i) {
      if (signs_[i].Gives(Governed::kChange, Reach::kNear)) Near(i, Governed::kChange, kNounWithin);
      if (!signs_[i].Gives(Governed::kChange, Reach::kBefore)) continue;
      const int figure = FigureNext(i, -1);
      if (figure < 0 || Said(figure, Governed::kChange)) continue;
      // 上年的3亿元增长5%: the change is the figure behind.
      if (FigureNext(i, 1) >= 0 && CountHan(signs_[i].Word()->word) > 0) continue;
      // "Eight times higher" may be higher than anything.
      const bool times =
          reading_->figures[signs_[figure].figure].figure->value.kind == Kind::kNumber;
      if (!times) Change(figure, i);
    }
    for (int i = 0; i < end_; ++i) {
      if (!IsFigure(i)) continue;
      auto& said = Said(i, Governed::kChange);
      if (said && said->meaning == "level") said.reset();
    }
  }
  // 上涨250点(0.6%), 跌120点,或0.8%: points are no figures, and their share is one.
  int ShareOfPoints(int word) const {
    if (word + 1 >= end_) return -1;
    int i = word + 1;
    while (i < end_ && !IsFigure(i) &&
           (signs_[i].type == Sign::kComma || signs_[i].type == Sign::kOpen ||
            signs_[i].Is(Part::kFiller)))
      ++i;
    if (!IsFigure(i) || signs_[i].begin > signs_[word].end + kNearWithin) return -1;
    const uint32_t from = signs_[word].end;
    const std::string_view gap = text_.substr(from, signs_[i].begin - from);
    const size_t unit = gap.find_first_not_of("0123456789.,");
    const bool points = unit != gap.npos && unit > 0 && gap.substr(unit).starts_with("点");
    const bool percent = reading_->figures[signs_[i].figure].figure->value.kind == Kind::kPercent;
    return points && percent ? i : -1;
  }
  // Of two words that of the later one counts: it is nearer.
  void Change(int figure, int word) { Said(figure, Governed::kChange) = SayingOf(signs_[word]); }

  // The figure of the same unit that a list goes on with: 5%、6%和7%.
  int ListedBehind(int figure) const {
    int next = figure + 1;
    while (next < end_ && !IsFigure(next) &&
           (signs_[next].type == Sign::kList || signs_[next].type == Sign::kComma ||
            signs_[next].Is(Part::kFiller)) &&
           Touches(next - 1, next)) {
      ++next;
    }
    if (!IsFigure(next)) return -1;
    const std::string_view between =
        text_.substr(signs_[next - 1].end, signs_[next].begin - signs_[next - 1].end);
    const bool and_between = between == " and " || between == "和" || between == "与" ||
                             between == "及" || between == "以及";
    if (!and_between && (next == figure + 1 || !Touches(next - 1, next))) return -1;
    const Value& a = reading_->figures[signs_[figure].figure].figure->value;
    const Value& b = reading_->figures[signs_[next].figure].figure->value;
    return a.kind == b.kind && a.unit == b.unit ? next : -1;
  }

  // What a change is compared with: words of its clause, else the last before it.
  void ReadBases() {
    for (int i = 0; i < end_; ++i) {
      if (!IsFigure(i) || !Said(i, Governed::kChange)) continue;
      const int base = BaseOf(i);
      if (base >= 0) Said(i, Governed::kBase) = SayingOf(signs_[base]);
    }
  }
  int BaseOf(int i) const {
    const auto ends = [&](int s) {
      return signs_[s].type == Sign::kComma || signs_[s].type == Sign::kStop;
    };
    int before = i - 1;
    for (; before >= 0 && !ends(before); --before) {
      if (signs_[before].Gives(Governed::kBase, Reach::kChange)) return before;
    }
    for (int s = i + 1; s < end_ && !ends(s); ++s) {
      if (signs_[s].Gives(Governed::kBase, Reach::kChange)) return s;
    }
    for (; before >= 0; --before) {
      if (signs_[before].Gives(Governed::kBase, Reach::kChange)) return before;
    }
    return -1;
  }

  void ReadPeriods(PeriodReader* reader, FoldedSpan sentence) {
    const auto& dates = rules_.governing->dates;
    const int stated = dates[0], carried = dates[1], future = dates[2];
    if (stated < 0) return;
    const std::span<const Period> periods = reader->Read(signs_, kinds_, sentence, certain_);
    for (int i = 0; i < end_; ++i) {
      const Period& period = periods[i];
      if (period.how == Period::kNone || !IsFigure(i)) continue;
      const int rule = period.how == Period::kCarried ? carried : stated;
      if (rule < 0) continue;
      const auto& time = period.time;
      Said(i, Governed::kPeriod) =
          Saying{rule, time.begin, time.end, time.edtf, nullptr, time.paragraph};
      // It plans to sell more than the 30 boats of 2019: those it has sold.
      if (period.was || IsBygone(periods, i)) Said(i, Governed::kStatus).reset();
      if (future >= 0 && !Said(i, Governed::kStatus) && period.to_come && time.paragraph < 0)
        Said(i, Governed::kStatus) = Saying{future, time.begin, time.end, "planned", nullptr};
    }
    for (int i = 1; kinds_.Gives(Governed::kPeriod) && i < end_; ++i) {
      if (signs_[i].Gives(Governed::kPeriod, Reach::kEarlier)) Earlier(i);
    }
  }

  // 预计明年增长5%,去年为3%: of two times behind one word the former, if that is over.
  bool IsBygone(std::span<const Period> periods, int i) {
    const auto& said = Said(i, Governed::kStatus);
    const auto& time = periods[i].time;
    if (!said || Said(i, Governed::kChange) || !periods[i].over || time.begin < said->end ||
        time.paragraph >= 0)
      return false;
    for (int j = 0; j < i; ++j) {
      if (!IsFigure(j) || signs_[j].begin < said->end) continue;
      const auto& other = periods[j].time;
      if (periods[j].how != Period::kNone && other.date_start > time.date_end) return true;
    }
    return false;
  }

  // 去年同期亏损3亿元: the figure behind in its clause.
  int FigureBehind(int word) const {
    for (int i = word + 1; i < end_ && signs_[i].begin <= signs_[word].end + kNearWithin; ++i) {
      if (IsFigure(i)) return i;
      const bool comma = signs_[i].type == Sign::kComma && Touches(word, i);
      if (signs_[i].type != Sign::kWord && !comma) return -1;
    }
    return -1;
  }

  // "From 30 a year earlier": the time of the figures before it, a year earlier.
  void Earlier(int word) {
    int figure = FigureNext(word, -1);
    if (figure < 0) figure = FigureNext(word, 1);
    if (figure < 0 && CountHan(signs_[word].Word()->word) > 0) figure = FigureBehind(word);
    if (figure < 0 || Said(figure, Governed::kChange)) return;
    std::optional<Saying> time = Said(figure, Governed::kPeriod);
    for (int i = figure - 1; i >= 0 && !time; --i) {
      if (IsFigure(i)) time = Said(i, Governed::kPeriod);
    }
    Said(figure, Governed::kPeriod).reset();
    std::string edtf = time ? YearEarlier(time->meaning) : "";
    if (edtf.empty()) return;
    Saying saying = SayingOf(signs_[word]);
    saying.meaning = made_.emplace_back(std::move(edtf));
    Said(figure, Governed::kPeriod) = saying;
    if (CountHan(signs_[word].Word()->word) > 0) Said(figure, Governed::kStatus).reset();
  }

  // An amount in brackets has what the one before it has.
  void Convert() {
    for (int i = 0; i < end_; ++i) {
      if (!IsFigure(i)) continue;
      const int from = ConvertedFrom(signs_, i, text_, *reading_);
      if (from >= 0) said_[signs_[i].figure] = said_[signs_[from].figure];
    }
  }

  // The rules whose words stand in the sentence had a part in it.
  void Use() {
    for (const Sign& sign : signs_) {
      if (sign.entries != nullptr && sign.use->rule >= 0) Use(sign.use->rule);
      dates_used_ = dates_used_ || sign.type == Sign::kDate;
    }
  }

  void Use(int rule) {
    if (std::find(used_.begin(), used_.end(), rule) == used_.end()) used_.push_back(rule);
  }

  void Tell(Signs figures) {
    if (dates_used_) std::ranges::for_each(rules_.governing->dates, [&](int rule) { Use(rule); });
    for (const int rule : used_) {
      if (rule >= 0) reading_->rules_used.push_back(&rules_.rules[rule]);
    }
    auto& attributes = reading_->attributes;
    // What a pattern says of a figure is nearer to it.
    for (const PlacedAttribute& attribute : attributes) {
      for (size_t a = 0; a < kAttributes; ++a) {
        if (attribute.role == kAttributeNames[a]) said_[attribute.figure][a].reset();
      }
    }
    for (const Sign& sign : figures) {
      for (size_t a = 0; a < kAttributes; ++a) {
        auto& said = said_[sign.figure][a];
        if (!said || sign.type != Sign::kFigure) continue;
        if (context_.winners != nullptr) Tell(*said);
        attributes.push_back({static_cast<size_t>(sign.figure), kAttributeNames[a], said->begin,
                              said->end, std::string(said->meaning), &rules_.rules[said->rule],
                              said->paragraph});
      }
    }
  }
  // Tells MatchContext::winners.
  void Tell(const Saying& said) const {
    if (said.paragraph >= 0) return;
    Winner winner;
    winner.rule = &rules_.rules[said.rule];
    winner.begin = said.begin;
    winner.end = said.end;
    winner.matched = text_.substr(said.begin, said.end - said.begin);
    if (said.word != nullptr) winner.words.push_back(said.word);
    context_.winners->push_back(std::move(winner));
  }

  const CompiledRules& rules_;
  const MatchContext& context_;
  const std::string_view text_;
  const std::span<const FoldedSpan> found_;  // Sentences.
  TimeSoFar* so_far_;
  SecondReading* reading_;
  StackArena<1 << 14> arena_;
  std::pmr::vector<Sayings> said_{arena_.get()};  // By figure.
  std::pmr::vector<int> used_{arena_.get()};      // Rules.
  std::list<std::string> made_;                   // Times that stand in no figure.
  bool dates_used_ = false;

  // Of the sentence that is read.
  std::pmr::vector<Sign> signs_{arena_.get()};
  SignKinds kinds_;
  std::pmr::vector<PeriodReader::Certain> certain_{arena_.get()};  // By sign.
  int end_ = 0;                                                    // How many.
  uint32_t sentence_ = 0;                                          // Where it begins.
  std::optional<Saying> plan_;  // What the last figure of the sentence before is of.
};

}  // namespace

void Govern(const CompiledRules& rules, const MatchContext& context, TimeSoFar* so_far,
            SecondReading* reading) {
  if (!reading->figures.empty()) Governor(rules, context, so_far, reading).Run();
}

}  // namespace factmill
