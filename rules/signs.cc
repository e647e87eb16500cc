#include "rules/signs.h"

#include <algorithm>

#include "base/utf8.h"
#include "rules/compiled.h"
#include "rules/matcher.h"
#include "rules/offer.h"

namespace factmill {
namespace {

uint32_t Pair(char first, char second) {
  return static_cast<uint32_t>(static_cast<unsigned char>(Lower(first))) << 8 |
         static_cast<unsigned char>(Lower(second));
}

bool IsLatin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class SignFinder {
 public:
  SignFinder(const CompiledRules& rules, const MatchContext& context, const SecondReading& reading)
      : rules_(rules), context_(context), text_(context.text) {
    for (size_t i = 0; i < reading.figures.size(); ++i) {
      const Figure& figure = *reading.figures[i].figure;
      if (reading.figures[i].rule->mention) continue;
      const bool date = figure.value.kind == Kind::kDate;
      figures_.push_back({date ? Sign::kDate : Sign::kFigure, figure.begin, figure.end,
                          static_cast<int>(i), nullptr, Part::kAttribute, -1});
    }
    std::stable_sort(figures_.begin(), figures_.end(),
                     [](const Sign& a, const Sign& b) { return a.begin < b.begin; });
  }

  std::vector<Sign> Run() {
    uint32_t at = 0;
    for (const Sign& figure : figures_) {
      Between(at, figure.begin);
      signs_.push_back(figure);
      at = std::max(at, figure.end);
    }
    Between(at, static_cast<uint32_t>(text_.size()));
    return std::move(signs_);
  }

 private:
  void Between(uint32_t at, uint32_t end) {
    while (at < end) {
      const auto c = static_cast<unsigned char>(text_[at]);
      if (c < 0x80 && !IsLatin(text_[at])) {
        if (c != ' ') Mark(at);
        ++at;
        continue;
      }
      const uint32_t word = Words(at, end);
      if (word > 0) {
        at = word;
      } else if (c < 0x80) {
        while (at < end && IsLatin(text_[at])) ++at;  // Nothing begins inside a Latin word.
      } else {
        const uint32_t size = Utf8Size(c);
        if (text_.substr(at, size) == "、") Add(Sign::kList, at, size);
        if (text_.substr(at, size) == "—") Add(Sign::kStop, at, size);
        at += size;
      }
    }
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
          signs_.push_back({Sign::kWord, at, at + 1, -1, nullptr, Part::kDateline, -1});
        return;
      default: return;
    }
  }

  void Add(Sign::Type type, uint32_t at, uint32_t size) {
    signs_.push_back({type, at, at + size, -1, nullptr, Part::kAttribute, -1});
  }

  // The longest word at `at`; where it ends, 0 for none.
  uint32_t Words(uint32_t at, uint32_t end) {
    const Governing& governing = *rules_.governing;
    if (at + 1 >= text_.size() || !governing.begins[Pair(text_[at], text_[at + 1])]) return 0;
    const auto hit = governing.words.Longest(text_, at, context_.home);
    if (hit.end == 0 || hit.end > end) return 0;
    const size_t before = signs_.size();
    for (const Entry* entry : *hit.entries) {
      const auto use = governing.uses.find(entry->role);
      if (use == governing.uses.end()) continue;
      if (!Vocabulary::Holds(*entry, text_, at, hit.end, context_.home)) continue;
      const int rule = use->second.rule;
      if (rule >= 0 && !RuleHolds(rules_.rules[rule], at, hit.end)) continue;
      signs_.push_back({Sign::kWord, at, hit.end, -1, entry, use->second.part, rule});
    }
    return signs_.size() > before ? hit.end : 0;
  }

  bool RuleHolds(const Rule& rule, uint32_t begin, uint32_t end) const {
    return (rule.region.empty() || rule.region == context_.home.region) &&
           GuardsHold(rule, text_, begin, end);
  }

  const CompiledRules& rules_;
  const MatchContext& context_;
  const std::string_view text_;
  std::vector<Sign> figures_, signs_;
};

}  // namespace

std::vector<Sign> FindSigns(const CompiledRules& rules, const MatchContext& context,
                            const SecondReading& reading) {
  return SignFinder(rules, context, reading).Run();
}

bool Touch(std::string_view text, const Sign& first, const Sign& second) {
  for (uint32_t at = first.end; at < second.begin; ++at) {
    if (text[at] != ' ' && text[at] != '-' && text[at] != '"') return false;
  }
  return true;
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
