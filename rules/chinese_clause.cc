// Metric and subject in Chinese.
//
// A clause is [subject][verb][owner][metric][level]FIGURE[noun], and each part
// but the figure may be left out: 该镇实现税收约5亿元, 投入5亿元资金, 同比增长5%.
// What has no word of the vocabulary is a name or a noun; where one ends the
// words beside it tell.
#include <algorithm>

#include "rules/chinese_grammar.h"

namespace factmill {
namespace {

class ChineseReader : public ChineseGrammar {
 public:
  using ChineseGrammar::ChineseGrammar;

  void Run() {
    for (size_t f = 0; f < text_.figures.size(); ++f) Read(f);
  }

 private:
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
      if (said.metric.rule != With(Reader::kChineseShare)) {  // 认为合适的占35%
        said.metric.words = Trimmed(said.metric.words);
        if (said.metric.words.empty()) said.metric = {};
      }
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
    const Rule* changed = With(Reader::kChineseChanged);
    if (changed != nullptr && before.subject.rule == changed) {
      if (const size_t other = Counterpart(f); other != f) {
        if (const Saying what = WhatIsOf(other); what.rule != nullptr)
          said.subject = {what.words, rule};
        return true;
      }
    }
    if (before.subject.rule != nullptr) said.subject = {before.subject.words, rule};
    InTurn(f);
    return true;
  }
  size_t FirstOfChain(size_t f) const {
    while (f > 0 && IsChain(text_.figures[f - 1], text_.figures[f])) --f;
    return f;
  }
  bool IsRespectively(int figure) const {
    for (int i = ClauseBegin(figure); i < figure; ++i) {
      if (text_.Words(At(i)).find("分别") != std::string_view::npos) return true;
    }
    return false;
  }
  // 出口3吨、进口5吨,分别增长2%、4%: the figure that this one is a change of; its own for none.
  size_t Counterpart(size_t f) const {
    const size_t first = FirstOfChain(f);
    if (!IsRespectively(text_.figures[first])) return f;
    size_t end = f + 1;
    while (end < text_.figures.size() && IsChain(text_.figures[end - 1], text_.figures[end])) ++end;
    const size_t size = end - first;
    if (size < 2 || first < size) return f;
    for (size_t g = first - size; g < first; ++g) {
      if (KindAt(text_.figures[g]) == Kind::kPercent ||
          !InSentence(text_.figures[g], text_.figures[f]))
        return f;
    }
    return f - size;
  }
  // 产量5亿吨,增长2% and 产量增加5亿吨,增长2% are about the output.
  Saying WhatIsOf(size_t figure) const {
    const Statement& before = text_.statements[figure];
    Saying what = before.metric;
    while (!what.words.empty() && Is(what.words.end - 1, Bits(kChange))) --what.words.end;
    return KindAt(text_.figures[figure]) == Kind::kPercent || what.words.empty() ? before.subject
                                                                                 : what;
  }
  // 甲、乙税收分别增长5%、6%: each its own.
  void InTurn(size_t f) {
    const size_t first = FirstOfChain(f);
    const int figure = text_.figures[first];
    if (!IsRespectively(figure)) return;
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
  // 建成图书馆约300个: what is counted stands before its number.
  bool Counted(size_t f, int left, int begin, Phrase* owner) {
    const Rule* rule = With(Reader::kChineseBefore);
    int b = left + 1;
    while (b > begin && (IsRun(b - 1) || Is(b - 1, Bits(kBody, kMetric, kSuffix, kModifier))) &&
           !Is(b - 1, kVerbs | Bits(kAdverb, kTime, kPreposition)) && !Says(b - 1, "的"))
      --b;
    const Phrase noun = {b, left + 1};
    const size_t size = Characters(noun);
    if (HasNounBehind(text_.figures[f])) return false;
    if (rule == nullptr || size < 2 || size > kLongestMetric || Is(left, Bits(kNever)))
      return false;
    text_.statements[f].metric = {noun, rule};
    // 全省建成的图书馆, 全省的图书馆; but 免签入境的旅客 tells which.
    const Phrase whose = OwnerBefore(b, begin);
    if (whose.end < b - 1 || !Says(b - 1, "的") || Is(b - 2, Bits(kBody))) *owner = whose;
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
    const bool share =
        before.metric.rule != nullptr && (before.metric.rule == With(Reader::kChineseShare) ||
                                          KindAt(text_.figures[f - 1]) == Kind::kPercent);
    if (share && before.subject.rule != nullptr &&
        before.subject.rule != With(Reader::kChineseChanged))
      text_.statements[f].subject = {before.subject.words, before.subject.rule};
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
      size_t g = Counterpart(f);
      if (g == f && f > 0) {  // The figure before of which something is said.
        --g;
        while (g > 0 && text_.statements[g].metric.rule == nullptr) --g;
      }
      if (g < f && changed != nullptr && InSentence(text_.figures[g], text_.figures[f])) {
        const Saying what = WhatIsOf(g);
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
    Phrase label = LabelBefore(end, from);
    if (text_.Words(At(share)).starts_with("占比")) label = Trimmed(label);  // 出口的占比
    if (label.empty()) return;
    said.metric = {label, rule};
    int quote = label.begin - 1;
    if (IsMark(quote, "“「") && quote > from) *owner = Owner({SkipOpening(from, quote), quote});
    if (owner->empty()) KeepSubject(f);
  }
  bool Before(size_t f, int left, int begin, bool level, Phrase* owner) {
    Statement& said = text_.statements[f];
    const Rule* rule = With(Reader::kChineseBefore);
    if (rule == nullptr) return false;
    int end = left + 1;
    // 从5亿元增至6亿元
    while (end > begin &&
           (Is(end - 1, Bits(kPreposition, kJoint, kTime)) || At(end - 1).type == Item::kDate) &&
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
    const bool list =
        f > 0 && IsMark(figure - 1, "、") && text_.statements[f - 1].metric.rule == rule;
    const bool verb =
        list ||
        (left >= begin && (Is(left, kVerbs) || VerbNear(left, begin) || Says(figure - 1, "等")));
    // 832个县都...: what the sentence is about is no metric.
    if (!verb && kind == Kind::kCount) return false;
    if (kind != Kind::kCount && !EndsInMetric(noun)) return false;
    said.metric = {noun, rule};
    if (left >= begin) *owner = OwnerBefore(left, begin);
    return true;
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
};

}  // namespace

void AttributeChinese(const CompiledRules& rules, ClauseText* text) {
  ChineseReader(rules, text).Run();
}

}  // namespace factmill
