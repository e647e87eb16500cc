#include "rules/carried.h"

#include <algorithm>

#include "extractors/text_at.h"

namespace factmill {
namespace {

bool AreOfOneSize(const Decimal& a, const Decimal& b) {
  constexpr int kMost = 30;
  return a <= b.Times(kMost) && b <= a.Times(kMost);
}

bool HasUnit(Kind kind) {
  return kind == Kind::kMoney || kind == Kind::kCount || kind == Kind::kMeasure;
}

}  // namespace

bool AreOfOneSize(const Value& a, const Value& b) {
  return a.value && b.value && AreOfOneSize(*a.value, *b.value);
}

bool MayBeYear(std::string_view number) {
  return number.size() == 4 && IsDigitAt(number, 2) && IsDigitAt(number, 3) &&
         (number.starts_with("18") || number.starts_with("19") || number.starts_with("20"));
}

uint32_t BeginOfSentence(std::span<const FoldedSpan> sentences, uint32_t at) {
  uint32_t begin = 0;
  for (const FoldedSpan& sentence : sentences) {
    if (sentence.begin > at) break;
    begin = sentence.begin;
  }
  return begin;
}

std::string CarriedUnit(const MaskedRule::UnitSource& source, const Value& value,
                        std::span<const PlacedFigure> figures, FoldedSpan range,
                        const FiguresSoFar* so_far) {
  const Figure* last = nullptr;
  for (const PlacedFigure& placed : figures) {
    const Figure& figure = *placed.figure;
    if (figure.begin < range.begin || figure.begin >= range.end) continue;
    if (last != nullptr && figure.begin < last->begin) continue;
    const Value& other = figure.value;
    const bool counts = source.alike ? HasUnit(other.kind) && AreOfOneSize(value, other)
                                     : other.kind == source.kind;
    if (counts) last = &figure;
  }
  if (last != nullptr) return last->value.kind == source.kind ? last->value.unit : "";
  if (so_far == nullptr) return "";
  const LastFigure& before = (*so_far)[static_cast<size_t>(source.kind)];
  if (!source.alike) return before.unit;
  const auto counts = [&](const LastFigure& one) {
    return value.value && one.value && AreOfOneSize(*value.value, *one.value);
  };
  const auto nearer = [&](const LastFigure& one) {
    return one.order > before.order && counts(one);
  };
  return counts(before) && std::none_of(so_far->begin(), so_far->end(), nearer) ? before.unit : "";
}

void Keep(std::span<const PlacedFigure> figures, FiguresSoFar* so_far) {
  FiguresSoFar& kept = *so_far;
  std::array<const Figure*, kKinds> last = {};
  for (const PlacedFigure& placed : figures) {
    const Figure*& known = last[static_cast<size_t>(placed.figure->value.kind)];
    if (known == nullptr || known->begin <= placed.figure->begin) known = placed.figure;
  }
  int order = 0;
  for (const LastFigure& one : kept) order = std::max(order, one.order);
  for (size_t kind = 0; kind < last.size(); ++kind) {
    if (last[kind] == nullptr || !HasUnit(static_cast<Kind>(kind))) continue;
    const Value& value = last[kind]->value;
    kept[kind] = {value.unit, value.value, order + 1 + static_cast<int>(last[kind]->begin)};
  }
}

}  // namespace factmill
