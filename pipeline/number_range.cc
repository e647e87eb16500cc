#include "pipeline/number_range.h"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace factmill {
namespace {

bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}
bool EndsWithAny(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto w) { return text.ends_with(w); });
}
bool StartsWithAny(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto w) { return text.starts_with(w); });
}

std::string_view Trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool IsDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsYear(std::string_view text) {
  return text.size() == 4 && IsDigits(text) && (text.starts_with("1") || text.starts_with("20"));
}

// 1995-01 at the end of `text` or before what goes on otherwise.
bool BeginsYearMonth(std::string_view text) {
  if (text.size() < 7 || !IsYear(text.substr(0, 4)) || text[4] != '-') return false;
  const std::string_view month = text.substr(5, 2), behind = text.substr(7);
  return IsDigits(month) && month >= "01" && month <= "12" &&
         (behind.empty() || (!IsDigits(behind.substr(0, 1)) && behind[0] != '-'));
}

// What is a date by its form, or stands behind signs that compare nothing: in 2009,
// 1995-01, <>30.
bool IsNoNumber(std::string_view text, const NumberMention& mention) {
  const std::string_view before = text.substr(0, mention.begin);
  const std::string_view number = text.substr(mention.begin, mention.end - mention.begin);
  if (EndsWithAny(before, {"<>", "=<", "=>", "><"})) return true;
  if (IsYear(number) && EndsWithAny(before, {" in ", "In "})) return true;
  return BeginsYearMonth(text.substr(mention.begin)) ||
         (before.size() >= 5 && BeginsYearMonth(text.substr(before.size() - 5)));
}

// A mention and the hedges at its sides.
struct Hedged {
  NumberMention mention;
  uint32_t begin = 0, end = 0;  // With the hedges.
  Bound bound = Bound::kExact;  // What the hedges say: kLess, kGreater or neither.
};

class Joiner {
 public:
  Joiner(const CompiledRules& rules, std::string_view text,
         const std::vector<NumberMention>& mentions)
      : rules_(rules), text_(text) {
    for (const NumberMention& mention : mentions) {
      if (!IsNoNumber(text, mention)) numbers_.push_back(WithHedges(mention));
    }
  }

  std::vector<NumberRange> Run() const {
    std::vector<NumberRange> ranges;
    for (size_t i = 0; i < numbers_.size(); ++i) {
      if (i + 1 < numbers_.size()) {
        if (auto joined = Joined(i)) {
          for (size_t part : {i, i + 1}) {  // The tenth is an ordinal all the same.
            if (numbers_[part].mention.ordinal) ranges.push_back(Alone(numbers_[part]));
          }
          ranges.push_back(*joined);
          ++i;
          continue;
        }
      }
      ranges.push_back(Alone(numbers_[i]));
    }
    return ranges;
  }

 private:
  Hedged WithHedges(const NumberMention& mention) const {
    Hedged hedged{mention, mention.begin, mention.end, mention.bound};
    if (mention.ordinal) return hedged;
    uint32_t end = mention.begin;
    while (end > 0 && text_[end - 1] == ' ') --end;
    if (end > 0) {
      const auto hit = rules_.hedges_before.LongestBackwards(text_.substr(0, end));
      if (hit.end > 0) Take(*hit.entries, EntryKind::kHedge, end - hit.end, hedged.end, &hedged);
    }
    if (hedged.bound == Bound::kLess || hedged.bound == Bound::kGreater) {
      if (hedged.begin < mention.begin) return hedged;  // Not "less than 9 and more".
    }
    uint32_t begin = mention.end;
    while (begin < text_.size() && text_[begin] == ' ') ++begin;
    if (begin < text_.size()) {
      const auto hit = rules_.vocabulary.Longest(text_, begin, {});
      if (hit.end > 0) Take(*hit.entries, EntryKind::kHedgeAfter, hedged.begin, hit.end, &hedged);
    }
    return hedged;
  }

  static void Take(const std::vector<const Entry*>& entries, EntryKind kind, uint32_t begin,
                   uint32_t end, Hedged* hedged) {
    for (const Entry* entry : entries) {
      if (entry->kind != kind) continue;
      hedged->begin = begin;
      hedged->end = end;
      hedged->bound = entry->bound;
      return;
    }
  }

  static NumberRange Alone(const Hedged& number) {
    const NumberMention& mention = number.mention;
    NumberRange range{mention.begin, mention.end,   mention.value,
                      mention.high,  mention.bound, mention.ordinal};
    if (number.bound == Bound::kExact || mention.ordinal || mention.high) return range;
    range.bound = number.bound;
    if (number.bound == Bound::kLess) {
      range.high = range.low;
      range.low.reset();
    }
    return range;
  }

  std::optional<NumberRange> Joined(size_t i) const {
    const Hedged &first = numbers_[i], &last = numbers_[i + 1];
    if (first.mention.high || last.mention.high || last.begin < first.end) return std::nullopt;
    const bool falls = first.bound == Bound::kLess && last.bound == Bound::kGreater;
    const bool rises = first.bound == Bound::kGreater && last.bound == Bound::kLess;
    if (falls || rises) {
      const Hedged &low = falls ? last : first, &high = falls ? first : last;
      if (low.mention.value >= high.mention.value || !JoinsBounds(first.end, last.begin)) {
        return std::nullopt;
      }
      return Range(first.begin, last.end, low, high);
    }
    const auto is_free = [](const Hedged& number) {  // In 20~100 the ~ is a hedge, too.
      return number.bound == Bound::kExact || number.bound == Bound::kAbout;
    };
    const bool free = is_free(first) && is_free(last);
    if (!free || first.mention.value >= last.mention.value || !JoinsEnds(first, last)) {
      return std::nullopt;
    }
    return Range(first.mention.begin, last.mention.end, first, last);
  }

  static NumberRange Range(uint32_t begin, uint32_t end, const Hedged& low, const Hedged& high) {
    return {begin, end, low.mention.value, high.mention.value, Bound::kExact, false};
  }

  // more than 40 and less than 60.
  bool JoinsBounds(uint32_t begin, uint32_t end) const {
    return IsOneOf(Trimmed(text_.substr(begin, end - begin)),
                   {"", ",", "and", "but", ", and", ", but", "并", "且", "并且", "而", "而且", "但",
                    "同时", "的同时", "且同时", "又"});
  }

  // 20 to 30, between 20 and 30, 20和30之间.
  bool JoinsEnds(const Hedged& first, const Hedged& last) const {
    const uint32_t begin = first.mention.begin, end = last.mention.end;
    const std::string_view before = text_.substr(0, begin), behind = text_.substr(end);
    const std::string_view between =
        Trimmed(text_.substr(first.mention.end, last.mention.begin - first.mention.end));
    const bool ordinals = first.mention.ordinal || last.mention.ordinal;
    if (IsOneOf(between, {"and", "and the"}) &&
        EndsWithAny(before, {"between ", "Between ", "between the ", "Between the "})) {
      return true;
    }
    if (IsOneOf(between, {"和", "与", "跟", "和第", "与第", "到", "至", "到第", "至第"}) &&
        StartsWithAny(behind, {"之间", "间"}) && !StartsWithAny(behind, {"间隔", "间断"})) {
      return true;
    }
    if (ordinals) return false;
    if (IsOneOf(between, {"to", "~", "～", "到", "至"})) return true;
    if (!IsOneOf(between, {"-", "–", "—", "--"})) return false;
    // No telephone numbers, dates and codes.
    return !EndsWithAny(before, {"-", "/", "+", "."}) && !StartsWithAny(behind, {"-", "/"});
  }

  const CompiledRules& rules_;
  std::string_view text_;
  std::vector<Hedged> numbers_;
};

}  // namespace

std::vector<NumberRange> FindNumberRanges(const CompiledRules& rules, std::string_view text,
                                          const std::vector<NumberMention>& mentions) {
  return Joiner(rules, text, mentions).Run();
}

}  // namespace factmill
