#include "rules/masked_offer.h"

#include "rules/carried.h"

namespace factmill {
namespace {

// Are they of one kind, and not far from each other?
bool AreAlike(const Value& a, const Value& b) {
  return a.kind == b.kind && a.unit == b.unit && AreOfOneSize(a, b);
}

}  // namespace

const MaskedPart* MaskedOffer::Find(std::string_view name) const {
  for (const MaskedPart& part : parts) {
    if (part.group->name == name) return &part;
  }
  return nullptr;
}

const Token* MaskedOffer::FigureOf(std::string_view name) const {
  const MaskedPart* part = Find(name);
  return part != nullptr && part->token != nullptr && part->token->figure >= 0 ? part->token
                                                                               : nullptr;
}

std::vector<Figure> NumberOf(const CompiledRules& rules, const MatchContext& context,
                             const MaskedOffer& offer) {
  const MaskedRule::UnitSource& unit = offer.rule->masked->unit;
  const MaskedPart* number = offer.Find(MaskedRule::kOwn);
  if (number == nullptr || number->token == nullptr) return {};
  const auto words = context.text.substr(number->begin, number->end - number->begin);
  if (unit.carried != Carried::kNot && MayBeYear(words)) return {};
  Rule made;
  made.kind = unit.kind;
  made.unit = MaskedRule::kOwn;  // Until it is known.
  made.bound = offer.rule->bound;
  made.words_from_two = offer.rule->words_from_two;
  Capture q;
  q.name = MaskedRule::kOwn;
  q.begin = number->begin;
  q.end = number->end;
  q.quantity = number->token->quantity;
  auto composed = Compose(rules, made, {&q, 1}, q.begin, q.end, context);
  return composed ? std::move(composed->figures) : std::vector<Figure>();
}

bool GoesFirst(const MaskedOffer& a, const MaskedOffer& b) {
  if (a.end - a.begin != b.end - b.begin) return a.end - a.begin > b.end - b.begin;
  if (a.rule->pattern.captures != b.rule->pattern.captures)
    return a.rule->pattern.captures > b.rule->pattern.captures;
  return a.rule != b.rule ? a.rule < b.rule : a.begin < b.begin;
}

bool MayRelate(std::string_view relation, const Value& from, const Value& other) {
  if (relation == "part_of") {
    // People may be part of a staff: of counts the nouns may differ.
    return from.kind == other.kind && (from.unit == other.unit || from.kind == Kind::kCount) &&
           from.value && other.value &&
           *from.value <= (other.value_max ? *other.value_max : *other.value);
  }
  if (relation == "conversion") return from.kind == other.kind && from.unit != other.unit;
  if (relation == "share_of") return from.kind == Kind::kPercent;
  return relation != "compared" || AreAlike(from, other);
}

}  // namespace factmill
