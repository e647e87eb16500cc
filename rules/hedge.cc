// Words before and behind a figure that make it approximate, or a bound.
#include <algorithm>

#include "base/utf8.h"
#include "rules/offer.h"

namespace factmill {
namespace {

constexpr uint32_t kLongestHedge = 48;

// Does a bracket close at the end of `text`: <WBAT.O>?
bool ClosesBracket(std::string_view text) {
  constexpr size_t kLongestName = 64;
  if (!text.ends_with('>')) return false;
  text.remove_suffix(1);
  text.remove_prefix(text.size() - std::min(text.size(), kLongestName));
  const size_t at = text.find_last_of("<>\n");
  return at != text.npos && text[at] == '<';
}

}  // namespace

const Entry* HedgeWordBefore(const CompiledRules& rules, std::string_view text, uint32_t begin,
                             Kind kind) {
  uint32_t end = begin;
  while (end > 0 && text[end - 1] == ' ') --end;
  if (end == 0) return nullptr;
  const auto hit = rules.hedges_before.LongestBackwards(text.substr(0, end), kind);
  if (hit.end == 0 || ClosesBracket(text.substr(0, end))) return nullptr;
  for (const Entry* entry : *hit.entries) {
    if (entry->Hedges(kind)) return entry;
  }
  return nullptr;
}

const Entry* HedgeWordAfter(const CompiledRules& rules, std::string_view text, uint32_t end,
                            Kind kind) {
  while (end < text.size() && text[end] == ' ') ++end;
  if (end >= text.size()) return nullptr;
  const auto hit = rules.vocabulary.Longest(text, end, {});
  if (hit.end == 0) return nullptr;
  for (const Entry* entry : *hit.entries) {
    if (entry->kind == EntryKind::kHedgeAfter && entry->Hedges(kind)) return entry;
  }
  return nullptr;
}

Bound HedgeBefore(const CompiledRules& rules, std::string_view text, uint32_t begin, Kind kind) {
  const Entry* hedge = HedgeWordBefore(rules, text, begin, kind);
  return hedge == nullptr ? Bound::kExact : hedge->bound;
}

Bound HedgeAfter(const CompiledRules& rules, std::string_view text, uint32_t end, Kind kind) {
  const Entry* hedge = HedgeWordAfter(rules, text, end, kind);
  return hedge == nullptr ? Bound::kExact : hedge->bound;
}

void FindHedges(const CompiledRules& rules, std::string_view text, uint32_t at,
                std::vector<Step>* out) {
  const auto longest = static_cast<uint32_t>(std::min<size_t>(text.size(), at + kLongestHedge));
  for (uint32_t end = longest; end > at; --end) {
    if (end < text.size() && IsUtf8Continuation(text[end])) continue;
    const auto hit = rules.hedges_before.LongestBackwards(text.substr(at, end - at));
    if (hit.end == end - at) out->push_back({at, end, nullptr, hit.entries->front(), nullptr});
  }
}

}  // namespace factmill
