#include "rules/signs.h"

#include <algorithm>

#include "base/utf8.h"
#include "rules/compiled.h"
#include "rules/matcher.h"
#include "rules/offer.h"

namespace factmill {
namespace {

constexpr uint32_t kNear = 48;  // Bytes from a figure within which fillers count.

// A dash ends a dateline, too.
const Governing::Use kDash = {"", Part::kDateline, -1, Governed::kPeriod, Reach::kBehind};

class SignFinder {
 public:
  SignFinder(const CompiledRules& rules, const MatchContext& context, std::pmr::vector<Sign>* signs)
      : rules_(rules), context_(context), text_(context.text), signs_(*signs) {}

  void Run(FoldedSpan sentence, Signs figures) {
    uint32_t at = sentence.begin;
    for (const Sign& figure : figures) {
      date_end_ = figure.type == Sign::kDate ? figure.end : 0;
      uint32_t reached = at;
      if (at < figure.begin) reached = Between(at, figure.begin, true);
      // "From last year" is what something is compared with, and no date.
      if (reached < figure.end) signs_.push_back(figure);
      if (figure.type == Sign::kDate && reached < figure.end) Inside(figure);
      at = std::max(at, figure.end);
    }
    date_end_ = 0;
    if (at < sentence.end) Between(at, sentence.end, false);
  }

 private:
  // Where it ends: behind the next date, if the last words hold that.
  uint32_t Between(uint32_t at, uint32_t end, bool before_figure) {
    const uint32_t near_end = std::min(end, at + kNear);
    const uint32_t near_begin = !before_figure ? end : end - std::min(end - at, kNear);
    while (at < end) {
      const bool near = at < near_end || at >= near_begin;
      const auto& begins = near ? rules_.governing->all : rules_.governing->but_fillers;
      const auto c = static_cast<unsigned char>(text_[at]);
      if (IsAsciiLetter(text_[at])) {
        // Nothing begins inside a Latin word.
        const PlainWord first = PlainWordAt(text_, at);
        const uint32_t word = begins.MayBegin(text_, first) ? Words(at, end, &first) : 0;
        at = std::max(word, std::min(first.end, end));
      } else if (c < 0x80) {
        const uint32_t word = c == '\'' || c == '(' ? Words(at, end) : 0;
        if (word == 0 && c != ' ') Mark(at);
        at = word > 0 ? word : at + 1;
      } else {
        const bool may = begins.MayBeginWide(text_, at);
        const uint32_t word = may ? Words(at, end) : 0;
        if (word == 0) MarkWide(at);
        at = word > 0 ? word : at + static_cast<uint32_t>(Utf8Size(c));
      }
    }
    return at;
  }

  // "Within five years": its first words may make it a time.
  void Inside(const Sign& date) {
    const auto c = static_cast<unsigned char>(text_[date.begin]);
    if (c < 0x80 && !IsAsciiLetter(text_[date.begin])) return;
    const size_t before = signs_.size();
    Words(date.begin, date.end);
    const auto is_other = [](const Sign& sign) {
      return !sign.Is(Part::kSpan) && !sign.Is(Part::kAsOf);
    };
    signs_.erase(std::remove_if(signs_.begin() + before, signs_.end(), is_other), signs_.end());
  }

  void Mark(uint32_t at) {
    switch (text_[at]) {
      case ',': return Add(Sign::kComma, at, 1);
      case ';':
      case ':': return Add(Sign::kStop, at, 1);
      case '(': return Add(Sign::kOpen, at, 1);
      case ')': return Add(Sign::kClose, at, 1);
      // A dateline ends in dashes.
      case '-':
        if (at > 0 && text_[at - 1] == ' ' &&
            (text_.substr(at, 2) == "--" || text_.substr(at, 2) == "- "))
          signs_.push_back({Sign::kWord, at, at + 1, -1, nullptr, 0, &kDash});
        return;
      default: return;
    }
  }

  // 、 and the long dash.
  void MarkWide(uint32_t at) {
    const auto byte = [&](uint32_t i) { return static_cast<unsigned char>(text_[at + i]); };
    if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) == 0x81) Add(Sign::kList, at, 3);
    if (byte(0) == 0xE2 && byte(1) == 0x80 && byte(2) == 0x94) Add(Sign::kStop, at, 3);
  }

  void Add(Sign::Type type, uint32_t at, uint32_t size) { signs_.push_back({type, at, at + size}); }

  // The longest word at `at`; where it ends, 0 for none.  `first`: the Latin letters that
  // stand there.
  uint32_t Words(uint32_t at, uint32_t end, const PlainWord* first = nullptr) {
    const Governing& governing = *rules_.governing;
    auto hit = first == nullptr ? governing.words.Longest(text_, at, context_.home)
                                : governing.words.Longest(text_, at, *first, context_.home);
    if (hit.end > end && !(hit.end == date_end_ && IsBase(*hit.entries) && !IsOwner(hit.end))) {
      const auto all = governing.words.All(text_, at);
      hit = {};
      for (const auto& shorter : all) {
        if (shorter.end <= end && IsEdge(text_, shorter.end)) hit = shorter;
      }
    }
    if (hit.end == 0) return 0;
    const size_t before = signs_.size();
    if (hit.tag > 0) {
      Add(hit, 0, governing.uses[hit.tag - 1], at);
      return signs_.size() > before ? hit.end : 0;
    }
    bool other = false;  // It means something else, and so do the words in it.
    for (uint32_t i = 0; i < hit.entries->size(); ++i) {
      const Entry& entry = *(*hit.entries)[i];
      other |= entry.slot_number == Entry::kNoSlot;
      if (entry.slot_number == Entry::kNoSlot) continue;
      if (!Vocabulary::Holds(entry, text_, at, hit.end, context_.home)) continue;
      Add(hit, i, governing.uses[entry.slot_number], at);
    }
    return other || signs_.size() > before ? hit.end : 0;
  }

  // A word, if its rule holds there.
  void Add(const Vocabulary::Hit& hit, uint32_t entry, const Governing::Use& use, uint32_t at) {
    if (use.rule >= 0 && !RuleHolds(rules_.rules[use.rule], at, hit.end)) return;
    signs_.push_back({Sign::kWord, at, hit.end, -1, hit.entries, entry, &use});
  }

  bool IsBase(const std::vector<const Entry*>& entries) const {
    return std::any_of(entries.begin(), entries.end(), [&](const Entry* entry) {
      return entry->slot_number != Entry::kNoSlot &&
             rules_.governing->uses[entry->slot_number].attribute == Governed::kBase;
    });
  }

  // "From last year's 30", 比去年的30家: that is a date of a figure, too.
  bool IsOwner(uint32_t end) const {
    const std::string_view behind = text_.substr(end);
    return behind.starts_with("'") || behind.starts_with("’") || behind.starts_with("的");
  }

  bool RuleHolds(const Rule& rule, uint32_t begin, uint32_t end) const {
    return (rule.region.empty() || rule.region == context_.home.region) &&
           GuardsHold(rule, text_, begin, end);
  }

  const CompiledRules& rules_;
  const MatchContext& context_;
  const std::string_view text_;
  std::pmr::vector<Sign>& signs_;
  uint32_t date_end_ = 0;  // Of the date that is next.
};

}  // namespace

void FindFigures(const SecondReading& reading, std::pmr::vector<Sign>* found) {
  std::pmr::vector<Sign>& figures = *found;
  figures.reserve(reading.figures.size());
  for (size_t i = 0; i < reading.figures.size(); ++i) {
    if (reading.figures[i].rule->mention) continue;
    const Figure& figure = *reading.figures[i].figure;
    const bool date = figure.value.kind == Kind::kDate;
    figures.push_back(
        {date ? Sign::kDate : Sign::kFigure, figure.begin, figure.end, static_cast<int>(i)});
  }
  const auto earlier = [](const Sign& a, const Sign& b) { return a.begin < b.begin; };
  if (!std::is_sorted(figures.begin(), figures.end(), earlier))
    std::stable_sort(figures.begin(), figures.end(), earlier);
}

SignKinds FindSigns(const CompiledRules& rules, const MatchContext& context, FoldedSpan sentence,
                    Signs figures, std::pmr::vector<Sign>* signs) {
  signs->clear();
  SignFinder(rules, context, signs).Run(sentence, figures);
  SignKinds kinds;
  for (const Sign& sign : *signs) kinds.Add(sign);
  return kinds;
}

bool Touch(std::string_view text, const Sign& first, const Sign& second) {
  for (uint32_t at = first.end; at < second.begin; ++at) {
    if (text[at] != ' ' && text[at] != '-' && text[at] != '"') return false;
  }
  return true;
}

bool StandsBeforeChange(Signs signs, int i, std::string_view text, const SecondReading& reading) {
  const auto value = [&](int sign) -> const Value& {
    return reading.figures[signs[sign].figure].figure->value;
  };
  constexpr uint32_t kWithin = 24;  // Bytes between the words and their figures.
  const uint32_t begin = signs[i].begin;
  const uint32_t from = begin - std::min(begin, kWithin);
  bool rises = false;
  for (int s = i - 1; s >= 0 && signs[s].type == Sign::kWord && signs[s].begin >= from; --s) {
    const std::string_view word = text.substr(signs[s].begin, signs[s].end - signs[s].begin);
    rises |= word == "由" || word == "从";
  }
  if (!rises) return false;
  for (size_t s = static_cast<size_t>(i) + 1; s < signs.size(); ++s) {
    if (signs[s].type == Sign::kWord) continue;
    if (signs[s].type != Sign::kFigure) return false;
    const std::string_view between = text.substr(signs[i].end, signs[s].begin - signs[i].end);
    const Value& mine = value(i);
    const Value& other = value(static_cast<int>(s));
    const bool alike = mine.kind == other.kind && mine.unit == other.unit;
    return alike && (between.find("至") != between.npos || between.find("到") != between.npos);
  }
  return false;
}

int ConvertedFrom(Signs signs, int i, std::string_view text, const SecondReading& reading) {
  const auto value = [&](int sign) -> const Value& {
    return reading.figures[signs[sign].figure].figure->value;
  };
  int open = i - 1;
  while (open >= 0 && signs[open].Is(Part::kFiller) && Touch(text, signs[open], signs[open + 1]))
    --open;
  if (open < 1) return -1;
  const bool opens = signs[open].type == Sign::kOpen;
  // The second of two in one pair of brackets: ($9bn; £4.8bn).
  const bool goes_on = signs[open].type == Sign::kStop || signs[open].type == Sign::kComma;
  if ((!opens && !goes_on) || signs[open - 1].type != Sign::kFigure) return -1;
  if (!Touch(text, signs[open - 1], signs[open]) || !Touch(text, signs[open], signs[i])) {
    if (opens || open + 1 == i) return -1;
  }
  const Value& mine = value(i);
  const Value& other = value(open - 1);
  if (mine.kind != other.kind || mine.unit == other.unit) return -1;
  if (opens) return open - 1;
  return ConvertedFrom(signs, open - 1, text, reading) >= 0 ? open - 1 : -1;
}

}  // namespace factmill
