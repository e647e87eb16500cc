// Clauses, noun phrases, owners and topics.
#include "rules/chinese_grammar.h"

#include <algorithm>

#include "base/utf8.h"

namespace factmill {

size_t ChineseGrammar::Characters(Phrase phrase) const {
  if (phrase.empty()) return 0;
  return CountCodePoints(
      text_.text.substr(At(phrase.begin).begin, At(phrase.end - 1).end - At(phrase.begin).begin));
}

bool ChineseGrammar::IsBreak(int i) const {
  if (At(i).ends_sentence || At(i).type == Item::kFigure) return true;
  return At(i).type == Item::kMark && !text_.IsMark(i, "、\"“”'‘’$·-《》「」%");
}

int ChineseGrammar::ClauseBegin(int i) const {
  while (i > 0 && !IsBreak(i - 1)) --i;
  return i;
}

int ChineseGrammar::SentenceBegin(int i) const {
  // FindSentences ends one at ; too: what stands there goes on.
  while (i > 0 && !(At(i - 1).ends_sentence && !text_.IsMark(i - 1, ";"))) --i;
  return i;
}

bool ChineseGrammar::IsChain(int from, int to) const {
  const Kind a = KindAt(from), b = KindAt(to);
  if ((a == Kind::kCount) != (b == Kind::kCount) && !Is(to - 1, Bits(kJoint))) return false;
  if (a == Kind::kCount && HasNounBehind(to)) return false;
  bool joint = false;
  for (int i = from + 1; i < to; ++i) {
    if (At(i).ends_sentence && !IsMark(i, ";")) return false;
    if (At(i).type == Item::kMark) {
      if (text_.IsMark(i, "、("))
        joint = true;
      else if (!text_.IsMark(i, ",;)$\"-~—–"))
        return false;
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

Phrase ChineseGrammar::NounBehind(int figure) const {
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

int ChineseGrammar::LeftOf(int figure, bool* level) const {
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

bool ChineseGrammar::OfBehind(int figure) const {
  int i = figure + 1;
  while (Is(i, Bits(kHedgeAfter))) ++i;
  return Says(i, "的") && !At(figure).ends_sentence;
}

bool ChineseGrammar::VerbNear(int left, int begin) const {
  return left > begin && Is(left - 1, kVerbs) && (IsRun(left) || Is(left, Bits(kBody)));
}

bool ChineseGrammar::SaysAny(int i, std::initializer_list<Wanted> words) const {
  return std::any_of(words.begin(), words.end(), [&](const Wanted& word) { return Says(i, word); });
}

Phrase ChineseGrammar::LabelBefore(int end, int begin) const {
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

bool ChineseGrammar::ComparesFrom(int b, int e) const {
  for (int i = b; i < e; ++i) {
    if (Says(i, "比") || Says(i, "较")) return true;
  }
  return false;
}

Phrase ChineseGrammar::MetricBefore(int end, int begin) const {
  int i = end;
  while (i > begin && IsMark(i - 1, "\"”」")) --i;
  const int last = i;
  if (i <= begin) return {};
  if (Is(i - 1, Bits(kSuffix)) && i - 1 > begin &&
      (IsRun(i - 2) || Is(i - 2, Bits(kMetric, kModifier, kVerb)))) {
    i -= 2;
  } else if (Is(i - 1, Bits(kMetric))) {
    --i;
  } else {
    return {};
  }
  while (i > begin && Is(i - 1, Bits(kModifier, kMetric)) &&
         Characters({i - 1, last}) <= kLongestMetric)
    --i;
  // 合约销售金额 behind a verb
  if (i - 1 > begin && IsRun(i - 1) && Is(i - 2, kVerbs) && Characters({i - 1, i}) <= 4) --i;
  return {i, last};
}

int ChineseGrammar::SkipOpening(int b, int end) const {
  while (b < end && (At(b).type == Item::kMark || At(b).type == Item::kDate ||
                     (Is(b, Bits(kTime, kConjunction, kAdverb, kHedge)) && !Is(b, Bits(kBody))) ||
                     Says(b, "的")))
    ++b;
  return b;
}

Phrase ChineseGrammar::OwnerBefore(int end, int begin) const {
  int b = SkipOpening(begin, end);
  int e = end;
  while (e > b &&
         (Is(e - 1, kVerbs | Bits(kAdverb, kLevel, kPreposition, kTime, kHedge, kChange)) ||
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
    object = SaysAny(i, {"对", "向", "为", "从", "在",   "于",   "根据", "针对", "面向", "比",
                         "较", "以", "按", "除", "随着", "由于", "关于", "把",   "将",   "围绕"}) ||
             (SaysAny(i, {"经", "由"}) && Says(end - 1, "的"));  // 经渡口上岛的游客
  }
  if (object && from > b) return {};
  return Owner({from, e});
}

Phrase ChineseGrammar::Trimmed(Phrase phrase) const {
  while (!phrase.empty() &&
         (At(phrase.begin).type == Item::kMark || SaysAny(phrase.begin, {"的", "了"})))
    ++phrase.begin;
  while (!phrase.empty() &&
         (At(phrase.end - 1).type == Item::kMark || SaysAny(phrase.end - 1, {"的", "了"}) ||
          (Is(phrase.end - 1, Bits(kJoint, kConjunction)) &&
           !Is(phrase.end - 1, Bits(kBody, kMetric, kVerb)))))
    --phrase.end;
  return phrase;
}

Phrase ChineseGrammar::Owner(Phrase phrase) const {
  phrase = Trimmed(phrase);
  while (!phrase.empty() && Is(phrase.begin, Bits(kPreposition, kConjunction, kPronoun))) {
    ++phrase.begin;
    phrase = Trimmed(phrase);
  }
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
  const auto names_nobody = [this](const Item& item) {
    return (item.IsAny(Bits(kModifier, kDeterminer)) && !item.IsAny(Bits(kBody))) ||
           text_.Words(item).find_first_not_of("0123456789.") == std::string_view::npos;
  };
  const bool bare = std::all_of(text_.items.begin() + phrase.begin,
                                text_.items.begin() + phrase.end, names_nobody);
  const size_t size = Characters(phrase);
  if (size < 2 || size > kLongestOwner || bare) return {};
  for (int i = phrase.begin; i < phrase.end; ++i) {
    if (At(i).type == Item::kFigure || Is(i, Bits(kNever, kChange, kSet, kShare))) return {};
  }
  return Resolved(phrase);
}

Phrase ChineseGrammar::Resolved(Phrase phrase) const {
  if (phrase.size() != 2 || !SaysAny(phrase.begin, {"该", "这家", "这个"}) ||
      !Is(phrase.begin + 1, Bits(kBody)))
    return phrase;
  for (int i = phrase.begin - 1; i > 0; --i) {
    if (!Is(i, Bits(kBody)) || text_.Words(At(i)) != text_.Words(At(phrase.begin + 1)) ||
        !IsRun(i - 1))
      continue;
    int b = i;
    while (b > 0 && (IsRun(b - 1) || Is(b - 1, Bits(kBody))) && Characters({b - 1, i + 1}) <= 8)
      --b;
    return {b, i + 1};
  }
  return phrase;
}

Phrase ChineseGrammar::Topic(int figure) const {
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

Phrase ChineseGrammar::SubjectIn(int b, int end, bool own) const {
  b = SkipOpening(b, end);
  const auto stops = [&](int i) {
    return Is(i, kVerbs | Bits(kLevel, kAdverb, kPreposition, kTime)) || At(i).type == Item::kDate;
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

}  // namespace factmill
