#include "rules/day_words.h"

#include <algorithm>
#include <iterator>

namespace factmill {
namespace {

constexpr std::pair<std::string_view, DayCue> kRoles[] = {
    {"day.coming", DayCue::kComing},     {"day.over", DayCue::kOver},
    {"day.planned", DayCue::kPlanned},   {"day.yesterday", DayCue::kYesterday},
    {"day.not_yet", DayCue::kNotYet},    {"day.falls_due", DayCue::kFallsDue},
    {"day.was", DayCue::kWas},           {"day.of_record", DayCue::kOfRecord},
    {"day.foreseen", DayCue::kForeseen}, {"day.within", DayCue::kWithin},
    {"day.ended", DayCue::kEnded},       {"day.ending", DayCue::kEnding}};

uint32_t BitOfRole(std::string_view role) {
  for (const auto& [name, cue] : kRoles) {
    if (name == role) return static_cast<uint32_t>(cue);
  }
  return 0;
}

bool Has(const Vocabulary::Hit& hit, DayCue cue) {
  return (hit.tag & static_cast<uint32_t>(cue)) != 0;
}

}  // namespace

bool IsDayRole(std::string_view role) { return role == "day.none" || BitOfRole(role) != 0; }

void DayWords::Add(std::string_view word, Entry entry) { words_.Add(word, std::move(entry)); }

void DayWords::Freeze() {
  words_.Freeze([](const Vocabulary::Entries& entries) {
    uint32_t cues = 0;
    for (const Entry* entry : entries) cues |= BitOfRole(entry->role);
    return cues;
  });
}

// Most places are passed.
bool DayWords::MayBegin(std::string_view text, uint32_t at) const {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80)
    return (IsAsciiLetter(text[at]) && (at == 0 || !IsAsciiLetter(text[at - 1]))) || byte == '\'';
  return !IsUtf8Continuation(byte) && words_.MayBeginWide(text, at);
}

uint32_t DayWords::EndOf(std::string_view text, uint32_t at, DayCue cue) const {
  uint32_t end = 0;
  for (const auto& hit : words_.All(text, at)) end = Has(hit, cue) ? hit.end : end;
  return end;
}

uint32_t DayWords::LastIn(std::string_view text, DayCue cue) const {
  uint32_t last = 0;
  for (uint32_t at = 0; at < text.size(); ++at) {
    if (MayBegin(text, at)) last = std::max(last, EndOf(text, at, cue));
  }
  return last;
}

bool DayWords::StandsBefore(std::string_view text, uint32_t at, DayCue cue) const {
  constexpr uint32_t kLongest = 24;  // Bytes that are looked back.
  const uint32_t end = at > 0 && text[at - 1] == ' ' ? at - 1 : at;
  for (uint32_t begin = end - std::min(end, kLongest); begin < end; ++begin) {
    if (!MayBegin(text, begin)) continue;
    for (const auto& hit : words_.All(text, begin)) {
      if (hit.end == end) return Has(hit, cue);
    }
  }
  return false;
}

bool DayWords::StandsAt(std::string_view text, uint32_t at, DayCue cue) const {
  if (at < text.size() && text[at] == ' ') ++at;
  return EndOf(text, at, cue) > 0;
}

}  // namespace factmill
