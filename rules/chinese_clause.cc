// Metric and subject in Chinese.
//
// A clause is [subject][verb][owner][metric][level]FIGURE[noun], and each part
// but the figure may be left out: 该镇实现税收约5亿元, 投入5亿元资金, 同比增长5%.
// What has no word of the vocabulary is a name or a noun; where one ends the
// words beside it tell.
#include <algorithm>

#include "base/utf8.h"
#include "rules/clause.h"

namespace factmill {
namespace {

constexpr uint32_t Bits(WordClass a) { return uint32_t{1} << static_cast<int>(a); }
template <typename... More>
constexpr uint32_t Bits(WordClass a, More... more) {
  return Bits(a) | Bits(more...);
}
using enum WordClass;

constexpr uint32_t kVerbs = Bits(kVerb, kLight, kSet);
constexpr size_t kLongestOwner = 16, kLongestMetric = 12;  // Characters.

class ChineseReader {
 public:
  ChineseReader(const CompiledRules& rules, const SecondReading& reading, ClauseText* text)
      : rules_(rules), text_(*text) {
    for (const PlacedFigure& figure : reading.figures) kinds_.push_back(figure.figure->value.kind);
  }

  void Run() {
    for (size_t f = 0; f < text_.figures.size(); ++f) Read(f);
  }

 private:
  const Item& At(int i) const { return text_.items[i]; }
  bool In(int i) const { return i >= 0 && i < text_.size(); }
  bool Is(int i, uint32_t bits) const {
    return In(i) && At(i).type == Item::kWord && At(i).IsAny(bits);
  }
  bool IsRun(int i) const { return In(i) && At(i).type == Item::kRun; }
  bool Says(int i, std::string_view word) const {
    return In(i) && text_.Words(At(i)) == word;
  }
  bool IsMark(int i, std::string_view marks) const { return In(i) && text_.IsMark(i, marks); }
  Kind KindAt(int i) const { return kinds_[At(i).figure]; }
  const Rule* With(Reader reader) const { return RuleOf(rules_, reader); }
  size_t Characters(Phrase phrase) const {
    if (phrase.empty()) return 0;
    return CountCodePoints(text_.text.substr(
        At(phrase.begin).begin, At(phrase.end - 1).end - At(phrase.begin).begin));
  }

  bool IsBreak(int i) const {
    if (At(i).ends_sentence || At(i).type == Item::kFigure) return true;
    return At(i).type == Item::kMark && !text_.IsMark(i, "、\"“”'‘’$·-《》「」%");
  }
  int ClauseBegin(int i) const {
    while (i > 0 && !IsBreak(i - 1)) --i;
    return i;
  }
  int SentenceBegin(int i) const {
    // FindSentences ends one at ; too: what stands there goes on.
    while (i > 0 && !(At(i - 1).ends_sentence && !text_.IsMark(i - 1, ";"))) --i;
    return i;
  }

  // --- One figure.
  void Read(size_t f) {
    Statement& said = text_.statements[f];
    const int figure = text_.figures[f];
    const Phrase known = said.metric.rule != nullptr ? said.metric.words : Phrase{};
    Phrase owner;
    bool owner_known = false;
    if (known.empty()) {
      if (Carry(f)) return;
      ReadMetric(f, &owner, &owner_known);
    } else {
      owner = OwnerBefore(known.begin, ClauseBegin(known.begin));
    }
    if (said.subject.rule != nullptr || owner_known) return;
    if (!owner.empty()) {
      if (const Rule* rule = With(Reader::kChineseOwner)) said.subject = {owner, rule};
      return;
    }
    const Phrase topic = Topic(figure);
    if (const Rule* rule = With(Reader::kChineseClause); rule != nullptr && !topic.empty())
      said.subject = {topic, rule};
  }

  bool Carry(size_t f) {
    const Rule* rule = With(Reader::kCarried);
    if (f == 0 || rule == nullptr) return false;
    const int from = text_.figures[f - 1], to = text_.figures[f];
    if (!IsChain(from, to)) return false;
    const Statement& before = text_.statements[f - 1];
    Statement& said = text_.statements[f];
    Phrase metric = before.metric.words;
    if (before.metric.rule != nullptr) {
      // 营收增长5%,达6亿元: the change is not what is 6亿元.
      if (KindAt(from) == Kind::kPercent && KindAt(to) != Kind::kPercent) {
        while (!metric.empty() && Is(metric.end - 1, Bits(kChange))) --metric.end;
      }
      if (metric.empty() && before.subject.rule != nullptr) {
        said.metric = {before.subject.words, rule};
        return true;
      }
      said.metric = {metric, rule};
    }
    if (before.subject.rule != nullptr) said.subject = {before.subject.words, rule};
    return true;
  }

  bool IsChain(int from, int to) const {
    const Kind a = KindAt(from), b = KindAt(to);
    if ((a == Kind::kCount) != (b == Kind::kCount) && !Is(to - 1, Bits(kJoint))) return false;
    if (a == Kind::kCount && HasNounBehind(to)) return false;
    bool joint = false;
    for (int i = from + 1; i < to; ++i) {
      if (At(i).ends_sentence && !IsMark(i, ";")) return false;
      if (At(i).type == Item::kMark) {
        if (text_.IsMark(i, "、(")) joint = true;
        else if (!text_.IsMark(i, ",;)$\"-~—–")) return false;
        continue;
      }
      if (Is(i, Bits(kJoint))) {
        joint = true;
      } else if (!Is(i, Bits(kHedge, kHedgeAfter, kAdverb, kLevel)) && !Says(i, "的")) {
        return false;
      } else if (Is(i, Bits(kLevel)) && i > from + 1) {
        joint = true;  // ",达5亿元"
      }
    }
    return joint;
  }

  // A noun behind the figure: the head, from behind 的 if there is one.
  Phrase NounBehind(int figure) const {
    int i = figure + 1;
    if (At(figure).ends_sentence) return {};
    while (Is(i, Bits(kHedgeAfter))) ++i;
    const bool of = Says(i, "的");
    if (of) ++i;
    int b = i;
    for (; In(i); ++i) {
      if (IsMark(i, "\"“”《》「」") && !At(i).ends_sentence) continue;
      if (At(i).type == Item::kMark || At(i).type == Item::kFigure || At(i).type == Item::kDate) break;
      if (Says(i, "的")) {
        b = i + 1;
        continue;
      }
      if (i > b && Is(i, kVerbs) && !Is(i, Bits(kMetric))) break;
      if (Is(i, Bits(kAdverb, kLevel, kChange, kConjunction, kPreposition, kTime, kShare, kPronoun, kJoint)) &&
          !Is(i, Bits(kMetric)))
        break;
      if (At(i).ends_sentence) {
        ++i;
        break;
      }
    }
    while (i > b && IsMark(b, "\"“”《》「」")) ++b;
    Phrase noun = {b, i};
    while (!noun.empty() && At(noun.end - 1).type == Item::kMark) --noun.end;
    if (Characters(noun) < 2 || Characters(noun) > kLongestMetric) return {};
    return noun;
  }
  bool HasNounBehind(int figure) const { return !NounBehind(figure).empty(); }

  // Left of the figure, over hedges, levels and adverbs.
  int LeftOf(int figure, bool* level) const {
    int i = figure - 1;
    while (In(i) && !At(i).ends_sentence) {
      if (Is(i, Bits(kLevel))) *level = true;
      const bool over = (Is(i, Bits(kHedge, kAdverb, kLevel, kDeterminer)) &&
                         !Is(i, Bits(kMetric, kChange, kShare))) ||
                        Says(i, "了") || Says(i, "的") || IsMark(i, "$\"“”'");
      if (!over) break;
      --i;
    }
    return In(i) && !At(i).ends_sentence ? i : -1;
  }

  void ReadMetric(size_t f, Phrase* owner, bool* owner_known) {
    Statement& said = text_.statements[f];
    const int figure = text_.figures[f];
    const Kind kind = KindAt(figure);
    bool level = false;
    const int left = LeftOf(figure, &level);
    const int begin = left < 0 ? figure : ClauseBegin(figure);
    if (kind == Kind::kPercent || kind == Kind::kNumber || kind == Kind::kMoney ||
        kind == Kind::kMeasure || kind == Kind::kCount) {
      if (left >= begin && Is(left, Bits(kChange)))
        return ReadChange(f, left, begin, owner, owner_known);
    }
    if (left >= begin && Is(left, Bits(kShare))) return ReadShare(f, left, begin, owner);
    if (left >= begin && Before(f, left, begin, level, owner)) return;
    const bool open = left < begin || Is(left, kVerbs | Bits(kPreposition, kTime, kConjunction)) ||
                      IsBreak(left) || At(left).type == Item::kDate;
    if (Behind(f, left, begin, open, owner)) return;
    if (left >= begin) VerbBefore(f, left, begin, owner);
    (void)said;
  }

  // 税收同比增长5%; bare 同比增长5% is about the metric before.
  void ReadChange(size_t f, int change, int begin, Phrase* owner, bool* owner_known) {
    Statement& said = text_.statements[f];
    const Rule* rule = With(Reader::kChineseChange);
    if (rule == nullptr) return;
    int b = change;
    while (b > begin && Is(b - 1, Bits(kChange, kAdverb)) && !Is(b - 1, Bits(kMetric))) --b;
    const int first = b;
    while (b < change && Is(b, Bits(kAdverb)) && !Is(b, Bits(kChange))) ++b;  // 分别
    Phrase metric = {b, change + 1};
    const Phrase noun = MetricBefore(first, begin);
    const bool compared = first > begin && ComparesFrom(begin, first);
    if (!noun.empty() && !compared) {
      const Phrase whose = OwnerBefore(noun.begin, begin);
      if (whose.empty()) {
        if (const Rule* subject = With(Reader::kChineseOwner)) said.subject = {noun, subject};
        *owner_known = true;
      } else {
        metric.begin = noun.begin;
        *owner = whose;
      }
      if (Is(change, Bits(kSet))) metric.begin = noun.begin;
    } else if (first <= SkipOpening(begin, first) || compared) {
      const Rule* changed = With(Reader::kChineseChanged);
      if (f > 0 && changed != nullptr && InSentence(text_.figures[f - 1], text_.figures[f])) {
        const Statement& before = text_.statements[f - 1];
        const bool amount = KindAt(text_.figures[f - 1]) != Kind::kPercent;
        const Saying& what = amount ? before.metric : before.subject;
        if (what.rule != nullptr) {
          said.subject = {what.words, changed};
          *owner_known = true;
        }
      }
    } else {
      const Phrase whose = OwnerBefore(first, begin);
      *owner = whose;
    }
    said.metric = {metric, rule};
  }
  bool ComparesFrom(int b, int e) const {
    for (int i = b; i < e; ++i) {
      if (Says(i, "比") || Says(i, "较")) return true;
    }
    return false;
  }
  bool InSentence(int a, int b) const { return SentenceBegin(b) <= a; }

  // 占全镇税收的5%
  void ReadShare(size_t f, int share, int begin, Phrase* owner) {
    Statement& said = text_.statements[f];
    const Rule* rule = With(Reader::kChineseShare);
    if (rule == nullptr) return;
    const Phrase label = OwnerBefore(share, begin);
    if (label.empty()) return;
    said.metric = {label, rule};
    (void)owner;
  }

  // The metric that ends right before `end`: words of the vocabulary with what goes before them.
  Phrase MetricBefore(int end, int begin) const {
    int i = end;
    while (i > begin && IsMark(i - 1, "\"”」")) --i;
    const int last = i;
    if (i <= begin) return {};
    if (Is(i - 1, Bits(kSuffix)) && i - 1 > begin && (IsRun(i - 2) || Is(i - 2, Bits(kMetric, kModifier, kVerb)))) {
      i -= 2;
    } else if (Is(i - 1, Bits(kMetric))) {
      --i;
    } else {
      return {};
    }
    while (i > begin && Is(i - 1, Bits(kModifier, kMetric)) && Characters({i - 1, last}) <= kLongestMetric)
      --i;
    // 合约销售金额 behind a verb
    if (i - 1 > begin && IsRun(i - 1) && Is(i - 2, kVerbs) && Characters({i - 1, i}) <= 4) --i;
    return {i, last};
  }

  bool Before(size_t f, int left, int begin, bool level, Phrase* owner) {
    Statement& said = text_.statements[f];
    const Rule* rule = With(Reader::kChineseBefore);
    if (rule == nullptr) return false;
    int end = left + 1;
    // 从5亿元增至6亿元
    while (end > begin && (Is(end - 1, Bits(kPreposition, kJoint, kTime)) || At(end - 1).type == Item::kDate) &&
           !Is(end - 1, Bits(kMetric)))
      --end;
    Phrase metric = MetricBefore(end, begin);
    if (metric.empty()) {
      (void)level;
      return false;
    }
    // 下调存款准备金率0.5个百分点: the move is told with the rate.
    if (metric.begin > begin && KindAt(text_.figures[f]) == Kind::kPercent) {
      int verb = metric.begin;
      while (verb > begin && !Is(verb, Bits(kSet))) --verb;
      if (Is(verb, Bits(kSet)) && Characters({verb, metric.end}) <= 16 && !level) {
        metric.begin = verb;
      }
    }
    // 引进人才, 进口集成电路: verb and noun.
    *owner = OwnerBefore(metric.begin, begin);
    said.metric = {metric, rule};
    return true;
  }

  bool Behind(size_t f, int left, int begin, bool open, Phrase* owner) {
    Statement& said = text_.statements[f];
    const Rule* rule = With(Reader::kChineseAfter);
    const int figure = text_.figures[f];
    if (rule == nullptr || !open) return false;
    const Phrase noun = NounBehind(figure);
    if (noun.empty()) return false;
    const Kind kind = KindAt(figure);
    const bool verb = left >= begin && Is(left, kVerbs);
    // 832个县都...: what the sentence is about is no metric.
    if (!verb && kind == Kind::kCount) return false;
    if (kind != Kind::kCount && !EndsInMetric(noun)) return false;
    said.metric = {noun, rule};
    if (left >= begin) *owner = OwnerBefore(left, begin);
    return true;
  }
  bool EndsInMetric(Phrase noun) const {
    return Is(noun.end - 1, Bits(kMetric, kSuffix));
  }

  bool VerbBefore(size_t f, int left, int begin, Phrase* owner) {
    Statement& said = text_.statements[f];
    const Rule* rule = With(Reader::kChineseVerb);
    if (rule == nullptr) return false;
    // 投资5亿元; 引进高层次人才600名
    int verb = left;
    if (!Is(verb, Bits(kVerb))) {
      while (verb > begin && !Is(verb, kVerbs) && !Is(verb, Bits(kLevel, kAdverb, kPreposition)) &&
             !IsBreak(verb) && Characters({verb, left + 1}) <= 10)
        --verb;
      if (!Is(verb, Bits(kVerb, kSet)) || Characters({verb + 1, left + 1}) > 10) return false;
    }
    said.metric = {{verb, left + 1}, rule};
    *owner = OwnerBefore(verb, begin);
    return true;
  }

  // --- Subjects.

  // Over 其中, 去年, 据统计 at the head of a clause.
  int SkipOpening(int b, int end) const {
    while (b < end &&
           (At(b).type == Item::kMark || At(b).type == Item::kDate ||
            (Is(b, Bits(kTime, kConjunction, kAdverb, kHedge)) && !Is(b, Bits(kBody))) || Says(b, "的")))
      ++b;
    return b;
  }

  // Whose is it: what stands before `end` in the clause that begins at `begin`, without its verbs.
  Phrase OwnerBefore(int end, int begin) const {
    int b = SkipOpening(begin, end);
    int e = end;
    while (e > b && (Is(e - 1, kVerbs | Bits(kAdverb, kLevel, kPreposition, kTime, kHedge, kChange)) ||
                     Says(e - 1, "的") || At(e - 1).type == Item::kMark || At(e - 1).type == Item::kDate))
      --e;
    // The first noun phrase, as far as a verb or the like.
    int from = b;
    for (int i = b; i < e; ++i) {
      const bool stops = Is(i, Bits(kVerb, kLight, kSet, kAdverb, kLevel, kPreposition, kTime)) ||
                         At(i).type == Item::kDate;
      if (!stops) continue;
      if (i > from) {
        e = i;
        break;
      }
      from = i + 1;
    }
    return Owner({from, e});
  }
  Phrase Owner(Phrase phrase) const {
    while (!phrase.empty() &&
           (At(phrase.begin).type == Item::kMark || Is(phrase.begin, Bits(kPreposition, kConjunction, kPronoun)) ||
            Says(phrase.begin, "的")))
      ++phrase.begin;
    while (!phrase.empty() && (At(phrase.end - 1).type == Item::kMark || Says(phrase.end - 1, "的")))
      --phrase.end;
    // Of A的B the nearer one... is the thing itself: all of it, if it is short.
    if (Characters(phrase) > kLongestOwner) {
      for (int i = phrase.end - 1; i > phrase.begin; --i) {
        if (Says(i, "的")) {
          phrase.begin = i + 1;
          break;
        }
      }
    }
    const size_t size = Characters(phrase);
    if (size < 2 || size > kLongestOwner) return {};
    for (int i = phrase.begin; i < phrase.end; ++i) {
      if (At(i).type == Item::kFigure || Is(i, Bits(kNever))) return {};
    }
    return phrase;
  }

  // What the sentence is about: the subject of the clause, or of the nearest before it that has one.
  Phrase Topic(int figure) const {
    const int sentence = SentenceBegin(figure);
    int least = sentence;
    int end = figure;
    while (end >= least) {
      const int begin = std::max(ClauseBegin(end), least);
      const Phrase subject = SubjectIn(begin, end);
      if (!subject.empty()) return subject;
      end = begin - 1;
      while (end > least && (At(end).type != Item::kRun && At(end).type != Item::kWord)) --end;
      if (begin <= least) break;
    }
    return {};
  }
  // The noun phrase before the first verb of a clause.
  Phrase SubjectIn(int b, int end) const {
    b = SkipOpening(b, end);
    int verb = b;
    while (verb < end && !Is(verb, kVerbs | Bits(kLevel, kAdverb, kPreposition)) &&
           At(verb).type != Item::kDate && !Is(verb, Bits(kTime)))
      ++verb;
    if (verb == end || verb == b) return {};
    const Phrase subject = Owner({b, verb});
    // A metric is not what the text is about.
    if (!subject.empty() && Is(subject.end - 1, Bits(kMetric, kSuffix))) return {};
    return subject;
  }

  const CompiledRules& rules_;
  ClauseText& text_;
  std::vector<Kind> kinds_;
};

}  // namespace

void AttributeChinese(const CompiledRules& rules, const SecondReading& reading, ClauseText* text) {
  ChineseReader(rules, reading, text).Run();
}

}  // namespace factmill
