#include "rules/near_miss.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "extractors/numeral.h"
#include "rules/lazy_regex.h"
#include "rules/regex.h"

namespace factmill {
namespace {

constexpr size_t kShownCharacters = 60;  // Of an expression.
constexpr std::string_view kFindsNothing = " finds nothing it knows in ";

std::string Ticked(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string Short(std::string_view text) {
  const size_t end = ByteOffsetOf(text, kShownCharacters);
  return end == text.size() ? std::string(text) : std::string(text.substr(0, end)) + "…";
}

bool IsWordCharacter(char32_t c) { return IsLatinLetter(c) || IsAsciiDigit(c); }

// The Latin word or the number that begins at `at`, else one character.
std::string_view NextPiece(std::string_view text, uint32_t at) {
  size_t end = at;
  while (end < text.size()) {
    int size;
    const char32_t c = DecodeUtf8(text, end, &size);
    if (end > at && !IsWordCharacter(c)) break;
    end += static_cast<size_t>(size);
    if (!IsWordCharacter(c)) break;
  }
  return text.substr(at, end - at);
}

// "`土` is no such word", "the paragraph ends there".
std::string WhatStandsThere(std::string_view text, uint32_t at, const char* predicate) {
  if (at >= text.size()) return "the paragraph ends there";
  return Ticked(NextPiece(text, at)) + predicate;
}

// Where `regex` may end, of each place where it may begin.  Sets `*furthest` to the
// last edge that any part of it reached.
std::set<uint32_t> Ends(const Regex& regex, std::string_view text, const std::set<uint32_t>& begins,
                        uint32_t* furthest) {
  std::set<uint32_t> ends;
  switch (regex.type) {
    case Regex::kEmpty: return begins;
    case Regex::kChars:
      for (const uint32_t at : begins) {
        if (at >= text.size()) continue;
        int size;
        const char32_t c = DecodeUtf8(text, at, &size);
        const auto& ranges = regex.chars.ranges();
        const bool takes = std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) {
          return range.first <= c && c <= range.second;
        });
        if (takes) ends.insert(at + static_cast<uint32_t>(size));
      }
      for (const uint32_t end : ends) {
        if (IsEdge(text, end)) *furthest = std::max(*furthest, end);
      }
      return ends;
    case Regex::kSequence:
      ends = begins;
      for (const Regex& part : regex.parts) ends = Ends(part, text, ends, furthest);
      return ends;
    case Regex::kEither:
      for (const Regex& part : regex.parts) ends.merge(Ends(part, text, begins, furthest));
      return ends;
    case Regex::kRepeat: break;
  }
  std::set<uint32_t> now = begins;
  if (regex.least == 0) ends = begins;
  for (int i = 1; regex.most < 0 || i <= regex.most; ++i) {
    now = Ends(regex.parts[0], text, now, furthest);
    const size_t before = ends.size();
    if (i >= regex.least) ends.insert(now.begin(), now.end());
    if (now.empty() || (i > regex.least && ends.size() == before)) break;
  }
  return ends;
}

const char* TableOf(EntryKind kind) {
  switch (kind) {
    case EntryKind::kUnit: return "unit";
    case EntryKind::kPrefix: return "unit in front";
    case EntryKind::kNoun: return "noun";
    case EntryKind::kClassifier: return "classifier";
    case EntryKind::kTerm: return "term";
    case EntryKind::kHedge:
    case EntryKind::kHedgeAfter: return "hedge";
    case EntryKind::kIgnore: return "ignored word";
  }
  return "";
}

// Under which condition `entry` would hold.
std::string ConditionOf(const Entry& entry, std::string_view word) {
  std::string text;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : " and ") + more; };
  if (entry.exact_case && word != entry.word) add("written `" + entry.word + "`");
  if (!entry.when.region.empty()) add("in a text of region " + entry.when.region);
  if (!entry.when.language.empty()) add("in an article in language " + entry.when.language);
  if (!entry.when.near.empty()) {
    constexpr size_t kShown = 5;
    std::string words;
    for (size_t i = 0; i < std::min(kShown, entry.when.near.size()); ++i)
      words += (i > 0 ? ", " : "") + entry.when.near[i];
    if (entry.when.near.size() > kShown) words += ", …";
    add("near one of " + words);
  }
  return text;
}

// What the vocabulary has at `at` in place of a word for `slot`.
std::string WordInstead(const CompiledRules& rules, const MatchContext& context, const Slot& slot,
                        uint32_t at, int* rank) {
  const std::string_view text = context.text;
  const auto longest = rules.vocabulary.Longest(text, at, context.home);
  const auto fits = [&](const Entry* entry) {
    return slot.kind == SlotKind::kNoun ? entry->kind == EntryKind::kNoun : slot.Fits(*entry);
  };
  std::string condition;
  const auto hits = rules.vocabulary.All(text, at);
  for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit) {
    const std::string_view word = text.substr(at, hit->end - at);
    for (const Entry* entry : *hit->entries) {
      if (!fits(entry)) continue;
      if (!Vocabulary::Holds(*entry, text, at, hit->end, context.home)) {
        if (condition.empty())
          condition = Ticked(word) + " is one only " + ConditionOf(*entry, word);
      } else if (longest.end > hit->end) {
        *rank = 0;
        return "a longer entry " + Ticked(text.substr(at, longest.end - at)) + " (" +
               MeaningOf(*longest.entries->front()) + ") covers " + Ticked(word);
      }
    }
  }
  if (!condition.empty()) {
    *rank = 0;
    return condition;
  }
  if (longest.end > 0) {
    return Ticked(text.substr(at, longest.end - at)) + " is another word (" +
           MeaningOf(*longest.entries->front()) + ")";
  }
  return WhatStandsThere(text, at, " is no such word");
}

// What a guard finds in what it sees; false for nothing.
bool Sees(const LazyRegex& guard, std::string_view window, re2::RE2::Anchor anchor,
          std::string* found) {
  re2::StringPiece piece;
  if (!guard.re2().Match({window.data(), window.size()}, 0, window.size(), anchor, &piece, 1))
    return false;
  *found = piece.empty() ? "the paragraph's edge" : Ticked({piece.data(), piece.size()});
  return true;
}

}  // namespace

std::string MeaningOf(const Entry& entry) {
  std::string text = TableOf(entry.kind);
  if (entry.kind == EntryKind::kUnit || entry.kind == EntryKind::kPrefix) {
    return text + " " + entry.canonical;
  }
  if (entry.kind == EntryKind::kHedge || entry.kind == EntryKind::kHedgeAfter)
    return text + " " + std::string(BoundName(entry.bound));
  if (entry.kind == EntryKind::kTerm) {
    text += " " + entry.role + (entry.canonical.empty() ? "" : " = " + entry.canonical);
  }
  return text;
}

std::string NameOf(const Slot& slot) {
  switch (slot.kind) {
    case SlotKind::kQuantity: return "a number";
    case SlotKind::kUnit: return "a unit of " + std::string(KindName(slot.unit_kind));
    case SlotKind::kPrefix:
      return "a unit of " + std::string(KindName(slot.unit_kind)) + " in front";
    case SlotKind::kNoun: return "a noun";
    case SlotKind::kClassifier: return "a classifier";
    case SlotKind::kTerm: return "a term of role " + slot.role;
    case SlotKind::kHedge: return "a hedge";
    case SlotKind::kFact:
      return slot.any_kind ? "a figure"
                           : "a figure of kind " + std::string(KindName(slot.unit_kind));
  }
  return "";
}

std::string WhatIsCut(std::string_view text, uint32_t at) {
  int size;
  const char32_t before = DecodeUtf8Before(text, at, &size);
  const auto grow = [&](const auto& belongs) {
    size_t begin = at, end = at;
    while (begin > 0 && belongs(DecodeUtf8Before(text, begin, &size))) begin -= size;
    while (end < text.size() && belongs(DecodeUtf8(text, end, &size))) end += size;
    return Ticked(text.substr(begin, end - begin));
  };
  const char32_t after = DecodeUtf8(text, at, &size);
  if (IsChineseNumeral(after) || (IsChineseNumeral(before) && !IsLatinLetter(after))) {
    return "the numeral " +
           grow([](char32_t c) { return IsChineseNumeral(c) || IsAsciiDigit(c) || c == '.'; });
  }
  if (IsLatinLetter(before) || IsLatinLetter(after)) return "the word " + grow(IsWordCharacter);
  return "the number " + grow([](char32_t c) { return IsAsciiDigit(c) || c == '.' || c == ','; });
}

std::string GuardThatForbids(const Rule& rule, std::string_view text, uint32_t begin,
                             uint32_t end) {
  const std::string_view before = WindowBefore(text, begin), after = WindowAfter(text, end);
  std::string found;
  if (rule.not_followed_by != nullptr &&
      Sees(*rule.not_followed_by, after, re2::RE2::ANCHOR_START, &found)) {
    return "not_followed_by sees " + found;
  }
  if (rule.followed_by != nullptr &&
      !Sees(*rule.followed_by, after, re2::RE2::ANCHOR_START, &found)) {
    return "followed_by" + std::string(kFindsNothing) + Ticked(WindowAfter(text, end, 8));
  }
  if (rule.not_preceded_by != nullptr &&
      Sees(*rule.not_preceded_by, before, re2::RE2::UNANCHORED, &found)) {
    return "not_preceded_by sees " + found;
  }
  if (rule.preceded_by != nullptr &&
      !Sees(*rule.preceded_by, before, re2::RE2::UNANCHORED, &found)) {
    return "preceded_by" + std::string(kFindsNothing) + Ticked(WindowBefore(text, begin, 8));
  }
  return "";
}

NearMiss WhyItStops(const CompiledRules& rules, const MatchContext& context, const Way& way) {
  NearMiss miss;
  miss.rule = &way.rule;
  miss.begin = way.begin;
  miss.end = way.end;
  const Element& element = way.form.elements[way.steps.size()];
  if (element.regex != nullptr) {
    miss.rank = 3;
    const Regex* const tree = element.regex->tree().get();
    if (tree != nullptr) Ends(*tree, context.text, {way.end}, &miss.end);
    const std::string expression = Ticked(Short(element.text));
    miss.why = miss.end > way.end ? "does not get through " + expression
                                  : "needs " + expression + "; " +
                                        WhatStandsThere(context.text, way.end, " does not fit");
    return miss;
  }
  const Slot& slot = element.slot;
  miss.why = "needs " + NameOf(slot) + "; ";
  if (slot.kind == SlotKind::kQuantity) {
    miss.rank = 2;
    miss.why += WhatStandsThere(context.text, way.end, " is none");
  } else if (slot.kind == SlotKind::kHedge) {
    miss.rank = 3;
    miss.why += WhatStandsThere(context.text, way.end, " is none");
  } else {
    miss.rank = slot.kind == SlotKind::kTerm ? 2 : 1;
    miss.why += WordInstead(rules, context, slot, way.end, &miss.rank);
  }
  return miss;
}

NearMiss WhyItIsRefused(const CompiledRules& rules, const MatchContext& context, const Way& way) {
  NearMiss miss;
  miss.rule = &way.rule;
  miss.begin = way.begin;
  miss.end = way.end;
  miss.whole = true;
  if (!IsEdge(context.text, way.end)) {
    miss.why = "the match would end inside " + WhatIsCut(context.text, way.end);
    return miss;
  }
  miss.why = GuardThatForbids(way.rule, context.text, way.begin, way.end);
  if (!miss.why.empty()) {
    if (miss.why.find(kFindsNothing) != std::string::npos) miss.rank = kFarOff;
    return miss;
  }
  const Captures captures = CapturesOf(way.form, way.steps, context.text);
  const char* why = nullptr;
  Compose(rules, way.rule, {captures.data(), captures.size()}, way.begin, way.end, context, &why);
  miss.why = why != nullptr ? why : "its parts make no value together";
  return miss;
}

}  // namespace factmill
