// What the composers share: the captures of a match by name, and the hedges around it.
// For compose.cc, compose_date.cc and compose_duration.cc alone.
#ifndef FACTMILL_RULES_COMPOSER_H_
#define FACTMILL_RULES_COMPOSER_H_

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/small_vector.h"
#include "rules/matcher.h"

namespace factmill {

// The first eight bytes of a capture's name; none that is looked for has more.
constexpr uint64_t Packed(std::string_view name) {
  uint64_t packed = 0;
  for (char c : name.substr(0, 8)) packed = packed << 8 | static_cast<unsigned char>(c);
  return packed;
}

struct CaptureNameBytes {
  consteval CaptureNameBytes(const char* name) : packed(Packed(name)) {}
  uint64_t packed;
};

class Composer {
 public:
  Composer(const CompiledRules& rules, const Rule& rule, std::span<const Capture> captures,
           uint32_t begin, uint32_t end, const MatchContext& context, const char** why)
      : rules_(rules),
        rule_(rule),
        captures_(captures),
        begin_(begin),
        end_(end),
        context_(context),
        why_(why) {
    for (const Capture& capture : captures) names_.push_back(Packed(capture.name));
  }

 protected:
  // There is no figure: says why, the first time that it is called.
  bool No(const char* why) const {
    if (why_ != nullptr && *why_ == nullptr) *why_ = why;
    return false;
  }
  std::nullopt_t None(const char* why) const {
    No(why);
    return std::nullopt;
  }

  const Capture* Find(CaptureNameBytes name) const {
    for (size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] == name.packed) return &captures_[i];
    }
    return nullptr;
  }
  std::string_view TextOf(const Capture& capture) const {
    return context_.text.substr(capture.begin, capture.end - capture.begin);
  }

  // "takes from 3 to 5 days" has a range, "rose from 3 to 5" two figures.
  std::optional<Quantity> RangeIn(const Quantity& quantity) const {
    if (quantity.doubt == Doubt::kNone) return std::nullopt;
    return rules_.range_words.RangeIn(context_.text, quantity, context_.home);
  }

  // The number of a capture: a quantity, a term's meaning, or digits and
  // numerals inside a regular expression.
  std::optional<Decimal> NumberOf(const Capture& capture) const {
    if (capture.quantity != nullptr) {
      const auto& items = capture.quantity->items;
      if (items.size() != 1 || items[0].max) return std::nullopt;
      return items[0].value;
    }
    if (capture.entry != nullptr) return capture.entry->number;
    return ReadWholeNumber(TextOf(capture));
  }

  void Hedge(std::vector<Figure>* figures) const {
    const auto set = [](Figure* figure, Bound bound) {
      if (bound != Bound::kExact && figure->value.bound == Bound::kExact)
        figure->value.bound = bound;
    };
    const Capture* h = Find("h");
    if (h != nullptr && h->entry != nullptr) set(&figures->front(), h->entry->bound);
    for (Figure& figure : *figures) set(&figure, rule_.bound);
    set(&figures->front(), HedgeBefore(rules_, context_.text, begin_, rule_.kind));
    set(&figures->back(), HedgeAfter(rules_, context_.text, figures->back().end, rule_.kind));
  }

  const CompiledRules& rules_;
  const Rule& rule_;
  std::span<const Capture> captures_;
  SmallVector<uint64_t, 8> names_;  // Of captures_, packed.
  uint32_t begin_, end_;
  const MatchContext& context_;
  const char** why_;
};

// The figures of a rule of kind date.
std::optional<Composed> ComposeDate(const CompiledRules& rules, const Rule& rule,
                                    std::span<const Capture> captures, uint32_t begin, uint32_t end,
                                    const MatchContext& context, const char** why);

// Those of one with `date = "duration"`.
std::optional<Composed> ComposeDuration(const CompiledRules& rules, const Rule& rule,
                                        std::span<const Capture> captures, uint32_t begin,
                                        uint32_t end, const MatchContext& context,
                                        const char** why);

}  // namespace factmill

#endif  // FACTMILL_RULES_COMPOSER_H_
