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
      const int begin = ClauseBegin(known.begin);
      const Phrase full = MetricBefore(known.end, begin);
      owner = OwnerBefore(full.empty() ? known.begin : std::min(full.begin, known.begin), begin);
    }
    if (said.subject.rule != nullptr || owner_known) return;
    if (said.metric.rule == nullptr && !IsHad(figure)) return;
    if (!owner.empty()) {
      if (const Rule* rule = With(Reader::kChineseOwner)) said.subject = {owner, rule};
      return;
    }
    const Phrase topic = Topic(figure);
    if (const Rule* rule = With(Reader::kChineseClause); rule != nullptr && !topic.empty())
      said.subject = {topic, rule};
  }

  // 该县有12个镇: a subject without a metric.
  bool IsHad(int figure) const {
    bool level = false;
    const int left = LeftOf(figure, &level);
    return Is(left + 1, Bits(kLevel)) || Is(left, Bits(kLight));
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
    InTurn(f);
    return true;
  }

  // 甲、乙税收分别增长5%、6%: each its own.
  void InTurn(size_t f) {
    size_t first = f;
    while (first > 0 && IsChain(text_.figures[first - 1], text_.figures[first])) --first;
    const int figure = text_.figures[first];
    bool respectively = false;
    for (int i = ClauseBegin(figure); i < figure; ++i) {
      const std::string_view word = text_.Words(At(i));
      respectively |= word.find("分别") != word.npos;
    }
    if (!respectively) return;
    for (Saying Statement::*field : {&Statement::subject, &Statement::metric}) {
      if ((text_.statements[first].*field).rule == nullptr) continue;
      // Of the first one it may be cut already.
      Phrase list = (text_.statements[first].*field).words;
      while (list.end < figure && (IsMark(list.end, "、") || Is(list.end, Bits(kJoint)))) {
        ++list.end;
        while (list.end < figure && !IsMark(list.end, "、") && !Is(list.end, Bits(kJoint)) &&
               !IsBreak(list.end) && !Is(list.end, Bits(kAdverb, kModifier, kChange, kMetric)))
          ++list.end;
      }
      std::vector<Phrase> parts = {{list.begin, list.begin}};
      for (int i = list.begin; i < list.end; ++i) {
        if (IsMark(i, "、") || Is(i, Bits(kJoint)))
          parts.push_back({i + 1, i + 1});
        else
          parts.back().end = i + 1;
      }
      const size_t turn = f - first;
      if (parts.size() < 2 || turn >= parts.size() || parts[turn].empty()) continue;
      (text_.statements[f].*field).words = parts[turn];
      if (turn == 1) (text_.statements[first].*field).words = parts[0];
      return;
    }
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
    if (Says(i, "的")) ++i;
    if (IsMark(i, "“\"《")) {  // All that is quoted.
      int e = i + 1;
      while (In(e) && !IsMark(e, "”\"》") && At(e).type != Item::kFigure) ++e;
      if (Characters({i + 1, e}) >= 2 && Characters({i + 1, e}) <= 20) return {i + 1, e};
      return {};
    }
    int b = i;
    for (; In(i); ++i) {
      if (At(i).type != Item::kWord && At(i).type != Item::kRun) break;
      if (Says(i, "的")) {
        b = i + 1;
        continue;
      }
      if (Is(i, Bits(kAdverb, kLevel, kChange, kConjunction, kPreposition, kTime, kShare, kPronoun,
                     kJoint)) &&
          !Is(i, Bits(kMetric)))
        break;
      if (At(i).ends_sentence) {
        ++i;
        break;
      }
    }
    // 2个优势突出、带动力强的产业
    if (IsMark(i, "、")) {
      int of = -1, e = i;
      for (; In(e) && (At(e).type == Item::kWord || At(e).type == Item::kRun || IsMark(e, "、")) &&
             !At(e).ends_sentence;
           ++e) {
        if (Says(e, "的")) of = e;
      }
      if (of > 0 && Characters({of + 1, e}) >= 2 && Characters({of + 1, e}) <= kLongestMetric)
        return {of + 1, e};
    }
    if (Characters({b, i}) > kLongestMetric) {
      const Phrase metric = MetricBefore(i, b);
      if (!metric.empty()) return metric;
      for (int e = b + 1; e < i; ++e) {
        if (Is(e, kVerbs)) i = e;
      }
    }
    if (Characters({b, i}) < 2 || Characters({b, i}) > 18) return {};
    return {b, i};
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
      const bool lasting = At(i).type == Item::kDate && Says(i - 1, "连续");
      if (!over && !lasting) break;
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
    const bool others = Says(figure - 1, "等");  // 出口、加工等14项收费
    const bool of = kind == Kind::kPercent && OfBehind(figure);
    if (kind == Kind::kPercent && Spent(f, left, begin, owner)) return;
    if (left >= begin && !others && !of && Before(f, left, begin, level, owner)) return;
    const bool open = left < begin || others || IsMark(left, "、") || of || IsBreak(left) ||
                      Is(left, kVerbs | Bits(kPreposition, kTime, kConjunction)) ||
                      At(left).type == Item::kDate || VerbNear(left, begin);
    if (Behind(f, left, begin, open, owner)) return;
    if (Spent(f, left, begin, owner)) return;
    if (left >= begin && !others && !of && VerbBefore(f, left, begin, owner)) return;
    if (kind == Kind::kCount && left >= begin && !others && Counted(f, left, begin, owner)) return;
    if (kind == Kind::kPercent && InBracket(f, begin)) return;
    if (left < begin && level) ClauseBefore(f, begin, owner);
    (void)said;
  }

  // 2/3以上的收入
  bool OfBehind(int figure) const {
    int i = figure + 1;
    while (Is(i, Bits(kHedgeAfter))) ++i;
    return Says(i, "的") && !At(figure).ends_sentence;
  }
  // 覆盖全球100个国家的
  bool VerbNear(int left, int begin) const {
    return left > begin && Is(left - 1, kVerbs) && (IsRun(left) || Is(left, Bits(kBody)));
  }

  // 基金五成以上投向制造业: what is done with it.
  bool Spent(size_t f, int left, int begin, Phrase* owner) {
    Statement& said = text_.statements[f];
    const int figure = text_.figures[f];
    const Rule* rule = With(Reader::kChineseAfter);
    int i = figure + 1;
    while (Is(i, Bits(kHedgeAfter, kAdverb))) ++i;
    const Kind kind = KindAt(figure);
    if (rule == nullptr || At(figure).ends_sentence || kind == Kind::kCount ||
        kind == Kind::kMeasure || !SaysAny(i, {"投向", "用于", "分配给", "来自", "流向", "投入"}))
      return false;
    if (left >= begin && Is(left, kVerbs)) return false;
    int e = i;
    while (In(e) && (At(e).type == Item::kWord || At(e).type == Item::kRun)) {
      ++e;
      if (At(e - 1).ends_sentence) break;
    }
    if (Characters({i, e}) > 18 || e - i < 2) return false;
    said.metric = {{i, e}, rule};
    if (left >= begin) *owner = Owner({SkipOpening(begin, left + 1), left + 1});
    return true;
  }
  bool SaysAny(int i, std::initializer_list<std::string_view> words) const {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return Says(i, word); });
  }

  // 建成图书馆约300个: what is counted stands before its number.
  bool Counted(size_t f, int left, int begin, Phrase* owner) {
    const Rule* rule = With(Reader::kChineseBefore);
    int b = left + 1;
    while (b > begin && (IsRun(b - 1) || Is(b - 1, Bits(kBody, kMetric, kSuffix, kModifier))) &&
           !Is(b - 1, kVerbs | Bits(kAdverb, kTime, kPreposition)))
      --b;
    const Phrase noun = {b, left + 1};
    const size_t size = Characters(noun);
    if (HasNounBehind(text_.figures[f])) return false;
    if (rule == nullptr || size < 2 || size > kLongestMetric || Is(left, Bits(kNever)) ||
        Says(b - 1, "的"))
      return false;
    text_.statements[f].metric = {noun, rule};
    *owner = OwnerBefore(b, begin);
    return true;
  }

  // 略有下滑(10%以内): what stands before the bracket.
  bool InBracket(size_t f, int begin) {
    const Rule* rule = With(Reader::kChineseBefore);
    if (rule == nullptr || begin < 2 || !IsMark(begin - 1, "(")) return false;
    const Phrase label = LabelBefore(begin - 1, ClauseBegin(begin - 1));
    if (label.empty()) return false;
    text_.statements[f].metric = {label, rule};
    KeepSubject(f);
    return true;
  }
  // Shares of one whole have one subject.
  void KeepSubject(size_t f) {
    if (f == 0 || !InSentence(text_.figures[f - 1], text_.figures[f])) return;
    const Statement& before = text_.statements[f - 1];
    const bool share = before.metric.rule != nullptr &&
                       (before.metric.rule == With(Reader::kChineseShare) ||
                        KindAt(text_.figures[f - 1]) == Kind::kPercent);
    if (share && before.subject.rule != nullptr && before.subject.rule != With(Reader::kChineseChanged))
      text_.statements[f].subject = before.subject;
  }
  // A short phrase that ends at `end`: what is quoted, or all of the clause.
  Phrase LabelBefore(int end, int begin) const {
    int e = end;
    int open = -1;
    for (int i = begin; i < end; ++i) {
      if (IsMark(i, "“「")) open = i;
    }
    if (IsMark(e - 1, "”」")) --e;
    if (open >= 0) return Characters({open + 1, e}) >= 2 ? Phrase{open + 1, e} : Phrase{};
    const int b = SkipOpening(begin, e);
    const size_t size = Characters({b, e});
    return size >= 2 && size <= 10 ? Phrase{b, e} : Phrase{};
  }

  // 贸易逆差创历史新高,达到5亿元: the metric stands in the clause before.
  void ClauseBefore(size_t f, int begin, Phrase* owner) {
    Statement& said = text_.statements[f];
    const Rule* rule = With(Reader::kChineseBefore);
    if (rule == nullptr || begin < 2 || !IsMark(begin - 1, ",") || At(begin - 1).ends_sentence)
      return;
    const int end = begin - 1, from = ClauseBegin(end);
    Phrase metric = MetricBefore(end, from);
    for (int i = from + 1; metric.empty() && i < end; ++i) {
      if (Is(i, kVerbs | Bits(kLevel, kChange, kAdverb)) && !Is(i, Bits(kMetric)))
        metric = MetricBefore(i, from);
    }
    if (metric.empty()) return;
    said.metric = {metric, rule};
    *owner = OwnerBefore(metric.begin, from);
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
      size_t g = f;  // The figure before of which something is said.
      while (g > 1 && text_.statements[g - 1].metric.rule == nullptr) --g;
      if (g > 0 && changed != nullptr && InSentence(text_.figures[g - 1], text_.figures[f])) {
        const Statement& before = text_.statements[g - 1];
        const bool amount = KindAt(text_.figures[g - 1]) != Kind::kPercent;
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
    // "略有下滑"(10%以内)占30%
    int end = share;
    while (end > begin && Is(end - 1, Bits(kAdverb, kHedge))) --end;
    int from = begin;
    if (end - 1 == begin && IsMark(begin, "”」")) --end;
    if (end == begin && begin > 1 && IsMark(begin - 1, ")")) {
      end = begin - 1;
      while (end > 0 && !IsMark(end, "(") && !At(end).ends_sentence) --end;
      from = ClauseBegin(end);
    }
    const Phrase label = LabelBefore(end, from);
    if (label.empty()) return;
    said.metric = {label, rule};
    int quote = label.begin - 1;
    if (IsMark(quote, "“「") && quote > from) *owner = Owner({SkipOpening(from, quote), quote});
    if (owner->empty()) KeepSubject(f);
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
    // 占全国外贸总值的5%: the whole is told with it.
    for (int i = begin; i < metric.begin; ++i) {
      if (!Is(i, Bits(kShare))) continue;
      metric.begin = i;
      *owner = i > begin ? OwnerBefore(i, begin) : Phrase{};
      said.metric = {metric, rule};
      return true;
    }
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
    if (Is(noun.end - 1, Bits(kNever)) || Is(noun.begin, Bits(kNever))) return false;
    // 7人死亡、2人失踪
    const bool list = f > 0 && IsMark(figure - 1, "、") &&
                      text_.statements[f - 1].metric.rule == rule;
    const bool verb = list || (left >= begin && (Is(left, kVerbs) || VerbNear(left, begin) || Says(figure - 1, "等")));
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
    if (rule == nullptr || KindAt(text_.figures[f]) == Kind::kPercent) return false;
    // 投资5亿元; 引进高层次人才600名
    int verb = left;
    if (!Is(verb, Bits(kVerb))) {
      while (verb > begin && !Is(verb, kVerbs) && !Is(verb, Bits(kLevel, kAdverb, kPreposition)) &&
             !IsBreak(verb) && Characters({verb, left + 1}) <= 10)
        --verb;
      if (!Is(verb, Bits(kVerb, kSet)) || Characters({verb + 1, left + 1}) > 10) return false;
      if (Characters({verb, verb + 1}) < 2) return false;  // 长, 高 stand right before it.
      for (int i = verb; i <= left; ++i) {
        if (At(i).type == Item::kMark) return false;
      }
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
    bool object = false;  // Of a preposition, and nobody's.
    for (int i = b; i < e; ++i) {
      bool stops = Is(i, Bits(kVerb, kLight, kSet, kAdverb, kLevel, kPreposition, kTime)) ||
                   At(i).type == Item::kDate;
      // 运输公司, 甲和乙: one name.
      if (Is(i, kVerbs) && i + 1 < e && Is(i + 1, Bits(kBody))) stops = false;
      if (i > from && i + 1 < e && SaysAny(i, {"和", "与", "及"})) stops = false;
      if (!stops) continue;
      if (i > from && !object) {
        e = i;
        break;
      }
      from = i + 1;
      object = SaysAny(i, {"对", "向", "为", "从", "在", "于", "根据", "针对", "面向", "比", "较",
                           "以", "按", "除", "随着", "由于", "关于", "把", "将", "围绕"});
    }
    if (object && from > b) return {};
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
    while (!phrase.empty() && Is(phrase.begin, Bits(kModifier)) && phrase.size() > 1 &&
           Is(phrase.begin, Bits(kAdverb, kTime)))
      ++phrase.begin;
    const bool bare = std::all_of(
        text_.items.begin() + phrase.begin, text_.items.begin() + phrase.end,
        [](const Item& item) { return item.IsAny(Bits(kModifier)) && !item.IsAny(Bits(kBody)); });
    const size_t size = Characters(phrase);
    if (size < 2 || size > kLongestOwner || bare) return {};
    for (int i = phrase.begin; i < phrase.end; ++i) {
      if (At(i).type == Item::kFigure || Is(i, Bits(kNever, kChange, kSet, kShare))) return {};
    }
    return Resolved(phrase);
  }
  // 该市: the name before it that ends so.
  Phrase Resolved(Phrase phrase) const {
    if (phrase.size() != 2 || !SaysAny(phrase.begin, {"该", "这家", "这个"}) ||
        !Is(phrase.begin + 1, Bits(kBody)))
      return phrase;
    for (int i = phrase.begin - 1; i > 0; --i) {
      if (!Is(i, Bits(kBody)) || text_.Words(At(i)) != text_.Words(At(phrase.begin + 1)) ||
          !IsRun(i - 1))
        continue;
      int b = i;
      while (b > 0 && (IsRun(b - 1) || Is(b - 1, Bits(kBody))) && Characters({b - 1, i + 1}) <= 8) --b;
      return {b, i + 1};
    }
    return phrase;
  }

  // What the sentence is about: the subject of the clause, or of the nearest
  // before it that has one; else that with which the sentence before began.
  Phrase Topic(int figure) const {
    const int sentence = SentenceBegin(figure);
    for (int end = figure; end >= sentence;) {
      const int begin = std::max(ClauseBegin(end), sentence);
      const Phrase subject = SubjectIn(begin, end, end == figure);
      if (!subject.empty()) return subject;
      if (begin <= sentence) break;
      end = begin - 1;
      if (At(end).type == Item::kFigure) {
        const auto at = std::find(text_.figures.begin(), text_.figures.end(), end);
        const Saying& said = text_.statements[at - text_.figures.begin()].subject;
        if (said.rule != nullptr && said.rule != With(Reader::kChineseChanged) &&
            !Is(said.words.end - 1, Bits(kMetric)))
          return said.words;
      }
    }
    return {};
  }
  // The noun phrase before the first verb of a clause.  `own`: a figure ends it.
  Phrase SubjectIn(int b, int end, bool own) const {
    b = SkipOpening(b, end);
    const auto stops = [&](int i) {
      return Is(i, kVerbs | Bits(kLevel, kAdverb, kPreposition, kTime)) ||
             At(i).type == Item::kDate;
    };
    int verb = b;
    while (verb < end && !stops(verb)) ++verb;
    // 去年开工的走廊: what stands behind 的.
    for (int i = verb; i + 1 < end && verb < end; ++i) {
      if (!Says(i, "的") || stops(i + 1)) continue;
      b = verb = i + 1;
      while (verb < end && !stops(verb)) ++verb;
      break;
    }
    if (verb == b || (own && verb == end)) return {};
    const Phrase metric = MetricBefore(verb, b);
    if (!metric.empty()) return Owner({b, metric.begin});
    // A clause without a verb names its subject only where it ends in a name.
    if (verb == end && !Is(end - 1, Bits(kBody)) && !Says(b - 1, "的")) return {};
    return Owner({b, verb});
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
