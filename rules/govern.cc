#include "rules/govern.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "corpus/segment.h"
#include "rules/compiled.h"
#include "rules/layer2.h"
#include "rules/matcher.h"
#include "rules/period.h"
#include "rules/signs.h"
#include "rules/winner.h"

namespace factmill {

const std::vector<std::string> kReaches = {"behind", "onward", "next", "near",    "before",  "clause",
                                           "change", "time", "carried", "earlier", "future"};

namespace {

struct PartName {
  std::string_view role;
  Part part;
};
constexpr PartName kParts[] = {
    {"govern.filler", Part::kFiller},       {"govern.said", Part::kSaid},
    {"govern.now", Part::kNow},             {"govern.present", Part::kPresent},
    {"govern.dateline", Part::kDateline},   {"govern.compared", Part::kCompared},
    {"govern.founded", Part::kFounded},     {"govern.origin", Part::kOrigin},
    {"govern.span", Part::kSpan},
    {"govern.late", Part::kLate},           {"govern.respectively", Part::kRespectively},
    {"govern.same", Part::kSame},           {"govern.same_of", Part::kSameOf},
};
constexpr uint32_t kNearWithin = 48;  // Bytes between a word and its figure, ...
constexpr uint32_t kNounWithin = 15;  // ... and where only what changes stands there.

enum Attribute { kBase, kChange, kPeriod, kStatus, kAttributes };
constexpr const char* kNames[kAttributes] = {"base", "change", "period", "status"};

// What is said of one figure in one respect.
struct Saying {
  int rule = -1;
  uint32_t begin = 0, end = 0;
  std::string meaning;
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
        so_far_(so_far),
        reading_(reading) {}

  void Run() {
    const auto is_figure = [](const PlacedFigure& f) {
      return f.figure->value.kind != Kind::kDate && !f.rule->mention;
    };
    const auto& figures = reading_->figures;
    if (rules_.governing->empty) return;
    // Dates alone may be those of the next paragraph's figures.
    if (so_far_ == nullptr && std::none_of(figures.begin(), figures.end(), is_figure)) return;
    signs_ = FindSigns(rules_, context_, *reading_);
    said_.resize(signs_.size());
    certain_.resize(signs_.size());
    PeriodReader periods(context_, *reading_, so_far_);
    int first = 0;
    for (const FoldedSpan& sentence : Sentences()) {
      first_ = end_ = first;
      while (end_ < static_cast<int>(signs_.size()) && signs_[end_].begin < sentence.end) ++end_;
      if (end_ == first) continue;
      ReadStatus();
      ReadChanges();
      ReadBases();
      ReadPeriods(&periods, sentence);
      Convert();
      first = end_;
    }
    periods.Finish();
    Tell();
  }

 private:
  // Sentences; what a semicolon parts is one.
  std::vector<FoldedSpan> Sentences() const {
    std::vector<FoldedSpan> sentences;
    bool goes_on = false;
    for (const FoldedSpan& sentence : FindSentences(text_)) {
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

  using Sayings = std::array<std::optional<Saying>, kAttributes>;

  const GoverningRule& RuleOf(int rule) const { return *rules_.rules[rule].governs; }
  bool Gives(const Sign& sign, Attribute attribute, Reach reach) const {
    return sign.rule >= 0 && RuleOf(sign.rule).role == kNames[attribute] &&
           RuleOf(sign.rule).reach == reach;
  }
  static Saying SayingOf(const Sign& sign) {
    return {sign.rule, sign.begin, sign.end, sign.word->canonical, sign.word};
  }
  bool IsFigure(int i) const { return i >= first_ && i < end_ && signs_[i].type == Sign::kFigure; }
  bool Touches(int i, int j) const { return Touch(text_, signs_[i], signs_[j]); }

  // The figure behind sign `i`, or (step -1) before it, with nothing between but fillers;
  // -1 for none.
  int FigureNext(int i, int step) const {
    for (int from = i, to = i + step; to >= first_ && to < end_; to += step) {
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
    for (int i = at; i >= first_ && signs_[i].begin == signs_[at].begin; --i) {
      if (Skips(signs_[i])) return true;
    }
    for (int i = at; i < end_ && signs_[i].begin == signs_[at].begin; ++i) {
      if (Skips(signs_[i])) return true;
    }
    return false;
  }
  bool Skips(const Sign& sign) const {
    return sign.Is(Part::kFiller) ||
           (sign.rule >= 0 && RuleOf(sign.rule).role == kNames[kBase]);
  }

  void ReadStatus() {
    std::optional<Saying> behind;
    for (int i = first_; i < end_; ++i) {
      const Sign& sign = signs_[i];
      if (Gives(sign, kStatus, Reach::kBehind)) {
        behind = SayingOf(sign);
      } else if (Gives(sign, kStatus, Reach::kOnward)) {
        // 预计将: what is expected stays so.
        if (!behind || behind->meaning == "actual") behind = SayingOf(sign);
      } else if (Gives(sign, kStatus, Reach::kNear)) {
        Near(i, kStatus, kNearWithin);
      } else if (Gives(sign, kStatus, Reach::kClause)) {
        behind = SayingOf(sign);
        for (int j = i - 1; j >= first_ && signs_[j].type != Sign::kComma &&
                            signs_[j].type != Sign::kStop;
             --j) {
          if (IsFigure(j)) said_[j][kStatus] = behind;
        }
      } else if (IsFigure(i) && behind && !said_[i][kStatus]) {
        said_[i][kStatus] = behind;
      }
    }
    for (int i = first_; i < end_; ++i) {
      auto& said = said_[i][kStatus];
      if (said && said->meaning == "actual") said.reset();
      using Certain = PeriodReader::Certain;
      certain_[i] = !said                           ? Certain::kSo
                    : said->meaning == "planned"    ? Certain::kPlanned
                                                    : Certain::kExpected;
    }
  }

  void Near(int i, Attribute attribute, uint32_t within) {
    for (int j = i + 1; j < end_ && signs_[j].begin <= signs_[i].end + within; ++j) {
      const Sign::Type type = signs_[j].type;
      if (type == Sign::kComma || type == Sign::kStop) return;
      if (type != Sign::kFigure) continue;
      said_[j][attribute] = SayingOf(signs_[i]);
      return;
    }
  }

  void ReadChanges() {
    for (int i = first_; i < end_; ++i) {
      if (Gives(signs_[i], kChange, Reach::kNext)) {
        int figure = FigureNext(i, 1);
        for (; figure >= 0; figure = ListedBehind(figure)) Change(figure, i);
      }
    }
    for (int i = first_; i < end_; ++i) {
      if (Gives(signs_[i], kChange, Reach::kNear)) Near(i, kChange, kNounWithin);
      if (!Gives(signs_[i], kChange, Reach::kBefore)) continue;
      const int figure = FigureNext(i, -1);
      if (figure < 0 || said_[figure][kChange]) continue;
      // "Eight times higher" may be higher than anything.
      const bool times =
          reading_->figures[signs_[figure].figure].figure->value.kind == Kind::kNumber;
      if (!times) Change(figure, i);
    }
    for (int i = first_; i < end_; ++i) {
      auto& said = said_[i][kChange];
      if (said && said->meaning == "level") said.reset();
    }
  }
  // Of two words that of the later one counts: it is nearer.
  void Change(int figure, int word) { said_[figure][kChange] = SayingOf(signs_[word]); }

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
    for (int i = first_; i < end_; ++i) {
      if (!IsFigure(i) || !said_[i][kChange]) continue;
      const int base = BaseOf(i);
      if (base >= 0) said_[i][kBase] = SayingOf(signs_[base]);
    }
  }
  int BaseOf(int i) const {
    const auto ends = [&](int s) {
      return signs_[s].type == Sign::kComma || signs_[s].type == Sign::kStop;
    };
    int before = i - 1;
    for (; before >= first_ && !ends(before); --before) {
      if (Gives(signs_[before], kBase, Reach::kChange)) return before;
    }
    for (int s = i + 1; s < end_ && !ends(s); ++s) {
      if (Gives(signs_[s], kBase, Reach::kChange)) return s;
    }
    for (; before >= first_; --before) {
      if (Gives(signs_[before], kBase, Reach::kChange)) return before;
    }
    return -1;
  }

  void ReadPeriods(PeriodReader* reader, FoldedSpan sentence) {
    const auto& dates = rules_.governing->dates;
    const int stated = dates[0], carried = dates[1], future = dates[3];
    if (stated < 0) return;
    const auto periods = reader->Read(signs_, first_, end_, sentence, certain_);
    for (int i = first_; i < end_; ++i) {
      const Period& period = periods[i];
      if (period.how == Period::kNone || !IsFigure(i)) continue;
      const int rule = period.how == Period::kCarried ? carried : stated;
      if (rule < 0) continue;
      const auto& time = period.time;
      said_[i][kPeriod] =
          Saying{rule, time.begin, time.end, time.edtf, nullptr, time.paragraph};
      if (future >= 0 && !said_[i][kStatus] && period.to_come && time.paragraph < 0)
        said_[i][kStatus] = Saying{future, time.begin, time.end, "planned", nullptr};
    }
    for (int i = first_ + 1; i < end_; ++i) {
      if (Gives(signs_[i], kPeriod, Reach::kEarlier)) Earlier(i);
    }
  }

  // "From 30 a year earlier": the time of the figures before it, a year earlier.
  void Earlier(int word) {
    int figure = FigureNext(word, -1);
    if (figure < 0) figure = FigureNext(word, 1);
    if (figure < 0 || said_[figure][kChange]) return;
    std::optional<Saying> time = said_[figure][kPeriod];
    for (int i = figure - 1; i >= first_ && !time; --i) time = said_[i][kPeriod];
    said_[figure][kPeriod].reset();
    const std::string edtf = time ? YearEarlier(time->meaning) : "";
    if (edtf.empty()) return;
    Saying saying = SayingOf(signs_[word]);
    saying.meaning = edtf;
    said_[figure][kPeriod] = saying;
  }

  // An amount in brackets has what the one before it has.
  void Convert() {
    for (int i = first_; i < end_; ++i) {
      if (!IsFigure(i)) continue;
      const int from = ConvertedFrom(signs_, i, text_, *reading_);
      if (from >= 0) said_[i] = said_[from];
    }
  }

  void Tell() {
    for (const Sign& sign : signs_) {
      if (sign.rule >= 0) reading_->rules_used.push_back(&rules_.rules[sign.rule]);
      if (sign.type != Sign::kDate) continue;
      for (const int rule : rules_.governing->dates) {
        if (rule >= 0) reading_->rules_used.push_back(&rules_.rules[rule]);
      }
    }
    auto& attributes = reading_->attributes;
    // What a pattern says of a figure is nearer to it.
    std::set<std::pair<size_t, std::string_view>> before;
    for (const PlacedAttribute& attribute : attributes) {
      for (const char* name : kNames) {
        if (attribute.role == name) before.emplace(attribute.figure, name);
      }
    }
    for (size_t i = 0; i < signs_.size(); ++i) {
      if (signs_[i].type != Sign::kFigure) continue;
      for (int a = 0; a < kAttributes; ++a) {
        const auto& said = said_[i][a];
        const auto figure = static_cast<size_t>(signs_[i].figure);
        if (!said || before.count({figure, kNames[a]}) > 0) continue;
        const Rule& rule = rules_.rules[said->rule];
        attributes.push_back({figure, kNames[a], said->begin, said->end, said->meaning, &rule,
                              said->paragraph});
        if (context_.winners == nullptr) continue;
        Winner winner;
        winner.rule = &rule;
        winner.begin = said->begin;
        winner.end = said->end;
        winner.matched = text_.substr(said->begin, said->end - said->begin);
        if (said->word != nullptr) winner.words.push_back(said->word);
        context_.winners->push_back(std::move(winner));
      }
    }
    std::stable_sort(attributes.begin(), attributes.end(),
                     [](const PlacedAttribute& a, const PlacedAttribute& b) {
                       return std::tie(a.figure, a.role) < std::tie(b.figure, b.role);
                     });
  }

  const CompiledRules& rules_;
  const MatchContext& context_;
  const std::string_view text_;
  TimeSoFar* so_far_;
  SecondReading* reading_;
  std::vector<Sign> signs_;
  std::vector<Sayings> said_;  // By sign.
  std::vector<PeriodReader::Certain> certain_;
  int first_ = 0, end_ = 0;  // The sentence's signs.
};

}  // namespace

bool Governing::Owns(std::string_view role) {
  for (const std::string_view prefix : {"govern.", "period", "status", "change", "base"}) {
    if (role.starts_with(prefix)) return true;
  }
  return false;
}

void FreezeGoverning(CompiledRules* rules) {
  Governing& governing = *rules->governing;
  for (const PartName& name : kParts) governing.uses[std::string(name.role)] = {name.part, -1};
  for (size_t i = 0; i < rules->rules.size(); ++i) {
    const GoverningRule* rule = rules->rules[i].governs.get();
    if (rule == nullptr) continue;
    governing.empty = false;
    const int place = static_cast<int>(i);
    if (!rule->term.empty())
      governing.uses[rule->term] = {Part::kAttribute, place};
    else if (rule->reach == Reach::kTime)
      governing.dates[0] = place;
    else if (rule->reach == Reach::kCarried)
      governing.dates[1] = place;
    else if (rule->reach == Reach::kFuture)
      governing.dates[3] = place;
  }
  governing.words.Freeze();
  for (const auto& word : governing.words.words()) {
    const std::string& text = word.front()->word;
    if (text.size() < 2) continue;
    governing.begins.set(static_cast<size_t>(static_cast<unsigned char>(Lower(text[0]))) << 8 |
                         static_cast<unsigned char>(Lower(text[1])));
  }
}

void Govern(const CompiledRules& rules, const MatchContext& context, TimeSoFar* so_far,
            SecondReading* reading) {
  Governor(rules, context, so_far, reading).Run();
}

}  // namespace factmill
