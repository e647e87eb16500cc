#include "rules/range_words.h"

#include <array>
#include <utility>

#include "base/ascii.h"

namespace factmill {
namespace {

constexpr std::array<std::pair<std::string_view, RangeCue>, 3> kRoles = {
    {{"range.before", RangeCue::kBefore},
     {"range.change", RangeCue::kChange},
     {"range.near", RangeCue::kNear}}};

uint32_t BitOfRole(std::string_view role) {
  for (const auto& [name, cue] : kRoles) {
    if (name == role) return static_cast<uint32_t>(cue);
  }
  return 0;
}

}  // namespace

const std::vector<std::string>& RangeRoles() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const auto& [name, cue] : kRoles) names.emplace_back(name);
    return names;
  }();
  return kNames;
}

void RangeWords::Add(std::string_view word, Entry entry) { words_.Add(word, std::move(entry)); }

void RangeWords::Freeze() {
  words_.Freeze([](const Vocabulary::Entries& entries) {
    uint32_t cues = 0;
    for (const Entry* entry : entries) cues |= BitOfRole(entry->role);
    return cues;
  });
}

std::optional<Quantity> RangeWords::RangeIn(std::string_view text, const Quantity& quantity,
                                            const Home& home) const {
  const auto stands = [&](RangeCue cue) {
    return StandsBefore(text, quantity.words_end, cue, home);
  };
  const bool is_range =
      (quantity.doubt == Doubt::kFrom && (stands(RangeCue::kBefore) || stands(RangeCue::kNear))) ||
      (quantity.doubt == Doubt::kWide && !stands(RangeCue::kChange));
  return is_range ? RangeOf(quantity) : std::nullopt;
}

bool RangeWords::StandsBefore(std::string_view text, uint32_t end, RangeCue cue,
                              const Home& home) const {
  if (end > 0 && text[end - 1] == ' ') --end;
  const auto begin = end - static_cast<uint32_t>(WindowBefore(text, end).size());
  for (uint32_t at = begin; at < end; ++at) {
    if (IsUtf8Continuation(static_cast<unsigned char>(text[at]))) continue;
    const auto hit = words_.Longest(text, at, home);
    const bool joined = at > 0 && text[at - 1] == '-';  // wide-ranging
    const bool tells = !joined && (hit.tag & static_cast<uint32_t>(cue)) != 0;
    if (tells && (cue == RangeCue::kNear ? hit.end <= end : hit.end == end)) return true;
  }
  return false;
}

}  // namespace factmill
