#include "rules/edge_chars.h"

#include "rules/regex.h"

namespace factmill {
namespace {

// Adds the first, or last, characters of what `regex` matches.
template <bool kLast>
void AddEdge(const Regex& regex, RoughChars* chars) {
  switch (regex.type) {
    case Regex::kEmpty: return;
    case Regex::kChars:
      for (const auto& [low, high] : regex.chars.ranges()) chars->Add(low, high);
      return;
    case Regex::kRepeat:
      if (regex.most != 0) AddEdge<kLast>(regex.parts.front(), chars);
      return;
    case Regex::kEither:
      for (const Regex& part : regex.parts) AddEdge<kLast>(part, chars);
      return;
    case Regex::kSequence:
      for (size_t i = 0; i < regex.parts.size(); ++i) {
        const Regex& part = regex.parts[kLast ? regex.parts.size() - 1 - i : i];
        AddEdge<kLast>(part, chars);
        if (!part.MayBeEmpty()) return;
      }
  }
}

}  // namespace

void RoughChars::Add(char32_t low, char32_t high) {
  for (; low <= high && low < 0x80; ++low) bits_.set(Place(low));
  if (low <= high && high - low >= kPlaces) {  // Every place beyond ASCII.
    high = low + kPlaces;
  }
  for (; low <= high; ++low) bits_.set(Place(low));
}

EdgeChars EdgesOf(std::string_view regex, bool exact_case) {
  EdgeChars edges;
  const auto tree = ParseRegex(regex, exact_case, Anchors::kEmpty);
  if (!tree) {
    edges.may_be_empty = true;
    edges.first.AddAll();
    edges.last.AddAll();
    return edges;
  }
  edges.may_be_empty = tree->MayBeEmpty();
  AddEdge<false>(*tree, &edges.first);
  AddEdge<true>(*tree, &edges.last);
  return edges;
}

}  // namespace factmill
