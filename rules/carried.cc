#include "rules/carried.h"

#include <algorithm>

#include "extractors/text_at.h"

namespace factmill {
namespace {

bool AreOfOneSize(const Decimal& a, const Decimal& b) {
  constexpr int kMost = 30;
  return a <= b.Times(kMost) && b <= a.Times(kMost);
}

}  // namespace

bool HasUnit(Kind kind) {
  return kind == Kind::kMoney || kind == Kind::kCount || kind == Kind::kMeasure;
}

bool AreOfOneSize(const Value& a, const Value& b) {
  return a.value && b.value && AreOfOneSize(*a.value, *b.value);
}

bool MayBeYear(std::string_view number) {
  return number.size() == 4 && IsDigitAt(number, 2) && IsDigitAt(number, 3) &&
         (number.starts_with("20") || (number[0] == '1' && IsDigitAt(number, 1)));
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
  const auto counts = [&](const LastFigure& one) {
    if (!source.alike) return one.kind == source.kind;
    return value.value && one.value && AreOfOneSize(*value.value, *one.value);
  };
  const auto before = std::find_if(so_far->rbegin(), so_far->rend(), counts);
  return before != so_far->rend() && before->kind == source.kind ? before->unit : "";
}

void Keep(std::span<const PlacedFigure> figures, FiguresSoFar* so_far) {
  constexpr size_t kMost = 64;
  std::vector<const Figure*> kept;
  for (const PlacedFigure& placed : figures) {
    if (HasUnit(placed.figure->value.kind)) kept.push_back(placed.figure);
  }
  std::ranges::sort(kept, {}, &Figure::begin);
  for (const Figure* figure : kept) {
    const Value& value = figure->value;
    so_far->push_back({value.kind, value.unit, value.value});
  }
  if (so_far->size() > 2 * kMost) so_far->erase(so_far->begin(), so_far->end() - kMost);
}

}  // namespace factmill
