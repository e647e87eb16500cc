#include "corpus/metadata.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "corpus/byline.h"
#include "corpus/characters.h"
#include "corpus/han_variants.h"
#include "corpus/lines.h"

namespace factmill {
namespace {

std::string Evidence(std::string_view line) {
  constexpr size_t kMost = 120;
  if (line.size() <= kMost) return "line `" + std::string(line) + "`";
  size_t size = kMost;
  while (IsUtf8Continuation(line[size])) --size;
  return "line `" + std::string(line.substr(0, size)) + "...`";
}

// Calls `use` with each line that is not blank of the zones of `kind`, and with
// the zone's index.
template <typename Use>
void ForEachLine(std::string_view text, const std::vector<Zone>& zones, ZoneKind kind, Use use) {
  for (size_t zone = 0; zone < zones.size(); ++zone) {
    if (zones[zone].kind != kind) continue;
    const std::string_view whole = Slice(text, zones[zone].span);
    for (const Line& line : SplitLines(whole)) {
      if (!line.blank()) use(Slice(whole, line.text), zone);
    }
  }
}

size_t FindZone(const std::vector<Zone>& zones, ZoneKind kind) {
  size_t zone = 0;
  while (zone < zones.size() && zones[zone].kind != kind) ++zone;
  return zone;
}

// How much a day in a byline is worth; 0 for nothing.
int Worth(const Byline::Day& day, size_t zone, const std::vector<Zone>& zones) {
  if (day.role == DayRole::kPublished) return 3;
  if (day.role == DayRole::kUpdated) return 1;
  if (day.boxed) return 0;
  // A day alone above the title may be the day that the page was looked at; below
  // the text, of anything.
  const size_t title = FindZone(zones, ZoneKind::kTitle);
  const size_t furniture = FindZone(zones, ZoneKind::kFurniture);
  if (zone < title && title < zones.size() && (day.weekday || furniture < title)) return 0;
  size_t above = 0, below = 0;
  for (size_t i = 0; i < zones.size(); ++i) {
    if (zones[i].kind == ZoneKind::kBody) (i < zone ? above : below) += zones[i].span.size();
  }
  return above < below ? 2 : 0;
}

// Where the first line begins that is not blank.
size_t FirstWord(std::string_view text) {
  size_t at = 0;
  int size;
  for (; at < text.size(); at += size) {
    const char32_t c = DecodeUtf8(text, at, &size);
    if (!IsSpace(c) && !IsInvisible(c) && !IsLineBreak(c)) break;
  }
  return at;
}

std::string_view StripTitle(std::string_view title) {
  if (title.starts_with('#')) {
    title.remove_prefix(std::min(title.find_first_not_of("# "), title.size()));
  } else if (title.starts_with("title:") || title.starts_with("Title:")) {
    title.remove_prefix(std::min(title.find_first_not_of(" \"'", 6), title.size()));
    while (!title.empty() && (title.back() == '"' || title.back() == '\'')) title.remove_suffix(1);
  }
  return title;
}

// A field of the bylines; the first line that has it.
Metadata FindInBylines(std::string_view text, const std::vector<Zone>& zones,
                       std::string Byline::*field) {
  Metadata found;
  ForEachLine(text, zones, ZoneKind::kByline, [&](std::string_view line, size_t) {
    if (!found.value.empty()) return;
    const std::optional<Byline> byline = ReadByline(line);
    if (byline && !((*byline).*field).empty()) found = {(*byline).*field, Evidence(line)};
  });
  return found;
}

}  // namespace

Metadata FindTitle(std::string_view text, const std::vector<Zone>& zones) {
  const size_t zone = FindZone(zones, ZoneKind::kTitle);
  if (zone == zones.size()) return {};
  const std::string_view whole = Slice(text, zones[zone].span);
  std::string title;
  bool first = zones[zone].span.begin == 0;
  for (const Line& line : SplitLines(whole)) {
    if (line.blank()) continue;
    if (!title.empty()) title.push_back(' ');  // A wrapped title.
    title.append(Slice(whole, line.text));
  }
  return {std::string(StripTitle(title)), first ? "first line" : Evidence(title)};
}

Metadata FindPublished(std::string_view text, const std::vector<Zone>& zones) {
  Metadata best;
  int best_worth = 0;
  bool agreed = true;
  ForEachLine(text, zones, ZoneKind::kByline, [&](std::string_view line, size_t zone) {
    const std::optional<Byline> byline = ReadByline(line);
    if (!byline) return;
    for (const Byline::Day& day : byline->days) {
      const int worth = Worth(day, zone, zones);
      if (worth > best_worth) {
        best = {day.day, Evidence(line)};
        best_worth = worth;
        agreed = true;
      } else if (worth == best_worth && worth > 0) {
        agreed &= day.day == best.value;
      }
    }
  });
  if (best_worth > 0) return agreed ? best : Metadata();

  const size_t body = FindZone(zones, ZoneKind::kBody);
  if (body == zones.size()) return {};
  std::string_view words = Slice(text, zones[body].span);
  const std::string_view head = words.substr(0, 1000);
  const size_t first = FirstWord(head);
  if (first == head.size()) return {};
  words.remove_prefix(first);
  size_t end;
  const std::optional<std::string> day = ReadDateline(words, &end);
  return day ? Metadata{*day, Evidence(words.substr(0, end))} : Metadata();
}

Metadata FindAuthor(std::string_view text, const std::vector<Zone>& zones) {
  return FindInBylines(text, zones, &Byline::author);
}

Metadata FindSite(std::string_view text, const std::vector<Zone>& zones) {
  return FindInBylines(text, zones, &Byline::site);
}

std::string DetectLanguage(std::string_view text) {
  size_t han = 0, words = 0;
  bool in_word = false;
  for (size_t at = 0; at < text.size();) {
    int size;
    const char32_t c = DecodeUtf8(text, at, &size);
    at += size;
    if (IsHan(c)) {
      in_word = false;
      ++han;
      continue;
    }
    const bool letter = IsLatinLetter(c);
    words += letter && !in_word;
    in_word = letter || (in_word && (c == '\'' || c == 0x2019));
  }
  constexpr double kSubstantial = 0.15;
  const double all = static_cast<double>(han + words);
  if (static_cast<double>(std::min(han, words)) >= kSubstantial * all && han + words > 0) {
    return "mixed";
  }
  return han > words ? "zh" : "en";
}

bool IsMostlyTraditional(std::string_view text) {
  ptrdiff_t balance = 0;  // Characters that are both count for neither.
  for (size_t at = 0; at < text.size();) {
    const unsigned char byte = text[at];
    if (byte < 0x80) {
      at += std::max<size_t>(PlainAsciiSize(text.substr(at)), 1);
    } else if (byte < 0xE3 || byte > 0xE9) {  // Not in U+3000 to U+9FFF.
      at += Utf8Size(byte);
    } else {
      const char32_t c = (byte & 0x0F) << 12 | (text[at + 1] & 0x3F) << 6 | (text[at + 2] & 0x3F);
      balance += ScriptOf(c);
      at += 3;
    }
  }
  return balance > 0;
}

}  // namespace factmill
