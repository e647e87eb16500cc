#include "rules/offer.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "rules/offer_aids.h"

namespace factmill {
namespace {

constexpr int kMostGroups = 30;  // Of one regular expression; ParsePattern sees to it.

// Does the guard find something that begins at `at`, or (kBefore) ends there?
enum class Side { kBefore, kBehind };
template <Side kSide>
bool Finds(const LazyRegex& guard, std::string_view text, uint32_t at) {
  constexpr bool kBefore = kSide == Side::kBefore;
  const EdgeChars& edges = guard.edges();
  if (!edges.may_be_empty) {
    if (at == (kBefore ? 0 : text.size())) return false;
    int size;
    const bool may = kBefore ? edges.last.Has(DecodeUtf8Before(text, at, &size))
                             : edges.first.Has(DecodeUtf8(text, at, &size));
    if (!may) return false;
  }
  const std::string_view window = kBefore ? WindowBefore(text, at) : WindowAfter(text, at);
  return guard.re2().Match({window.data(), window.size()}, 0, window.size(),
                           kBefore ? re2::RE2::UNANCHORED : re2::RE2::ANCHOR_START, nullptr, 0);
}

// The named groups of an expression that took the stretch of `step`.
void AddGroups(const Element& element, const Step& step, std::string_view text,
               Captures* captures) {
  const int groups = static_cast<int>(element.groups.size());
  std::array<re2::StringPiece, kMostGroups + 1> found;
  if (!element.regex->re2().Match({text.data(), step.end}, step.begin, step.end,
                                  re2::RE2::ANCHOR_BOTH, found.data(), groups + 1)) {
    return;
  }
  for (int g = 0; g < groups; ++g) {
    const auto& piece = found[g + 1];
    if (element.groups[g].empty() || piece.data() == nullptr) continue;
    Capture capture;
    capture.name = element.groups[g];
    capture.begin = static_cast<uint32_t>(piece.data() - text.data());
    capture.end = capture.begin + static_cast<uint32_t>(piece.size());
    captures->push_back(capture);
  }
}

// The same, with what is remembered.
void AddGroups(const Element& element, const Step& step, std::string_view text, GroupMemo* memo,
               Captures* captures) {
  const std::string_view stretch = text.substr(step.begin, step.end - step.begin);
  if (memo == nullptr || !GroupMemo::Takes(element, stretch)) {
    return AddGroups(element, step, text, captures);
  }
  GroupMemo::Stretch& known = memo->At(element, stretch);
  if (!known.Is(element, stretch)) {
    const size_t first = captures->size();
    AddGroups(element, step, text, captures);
    known.Set(element, stretch);
    for (size_t i = first; i < captures->size(); ++i) {
      const Capture& capture = (*captures)[i];
      const auto group = std::find(element.groups.begin(), element.groups.end(), capture.name);
      known.groups[static_cast<size_t>(group - element.groups.begin())] = {
          static_cast<uint8_t>(capture.begin - step.begin),
          static_cast<uint8_t>(capture.end - step.begin)};
    }
    return;
  }
  for (size_t g = 0; g < element.groups.size(); ++g) {
    if (!known.groups[g].found()) continue;
    Capture capture;
    capture.name = element.groups[g];
    capture.begin = step.begin + known.groups[g].begin;
    capture.end = step.begin + known.groups[g].end;
    captures->push_back(capture);
  }
}

}  // namespace

Captures CapturesOf(const Form& form, std::span<const Step> steps, std::string_view text,
                    GroupMemo* memo) {
  Captures captures;
  for (size_t i = 0; i < steps.size(); ++i) {
    const Element& element = form.elements[i];
    const Step& step = steps[i];
    if (element.regex != nullptr) {
      if (element.has_names) AddGroups(element, step, text, memo, &captures);
      continue;
    }
    Capture capture;
    capture.name = element.slot.name;
    capture.begin = step.begin;
    capture.end = step.end;
    capture.quantity = step.quantity;
    capture.entry = step.entry;
    if (step.noun != nullptr) capture.noun = step.noun->head;
    captures.push_back(capture);
  }
  return captures;
}

bool FindsBefore(const LazyRegex& guard, std::string_view text, uint32_t at) {
  return Finds<Side::kBefore>(guard, text, at);
}

bool FindsBehind(const LazyRegex& guard, std::string_view text, uint32_t at) {
  return Finds<Side::kBehind>(guard, text, at);
}

bool GuardsHold(const Rule& rule, std::string_view text, uint32_t begin, uint32_t end) {
  const auto before = [&](const LazyRegex& guard) { return FindsBefore(guard, text, begin); };
  const auto behind = [&](const LazyRegex& guard) { return FindsBehind(guard, text, end); };
  return !(rule.not_followed_by != nullptr && behind(*rule.not_followed_by)) &&
         (rule.followed_by == nullptr || behind(*rule.followed_by)) &&
         !(rule.not_preceded_by != nullptr && before(*rule.not_preceded_by)) &&
         (rule.preceded_by == nullptr || before(*rule.preceded_by));
}

bool ComesBefore(std::span<const Step> a, std::span<const Step> b) {
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i].end != b[i].end) return a[i].end < b[i].end;
  }
  return false;
}

uint32_t StretchLimit(std::string_view text, uint32_t at) {
  if (text.size() - at <= kLongestStretch) return static_cast<uint32_t>(text.size());
  uint32_t limit = at + kLongestStretch;
  while (IsUtf8Continuation(text[limit])) --limit;
  return limit;
}

const Entry* Filling(const Slot& slot, const MatchContext& context, uint32_t at,
                     const Vocabulary::Hit& hit) {
  if (hit.end == 0) return nullptr;
  for (const Entry* entry : *hit.entries) {
    if (slot.Fits(*entry) && Vocabulary::Holds(*entry, context.text, at, hit.end, context.home)) {
      return entry;
    }
  }
  return nullptr;
}

uint32_t IgnoredEnd(const MatchContext& context, uint32_t at, const Vocabulary::Hit& hit) {
  if (hit.end == 0) return 0;
  for (const Entry* entry : *hit.entries) {
    if (entry->kind == EntryKind::kIgnore &&
        Vocabulary::Holds(*entry, context.text, at, hit.end, context.home)) {
      return hit.end;
    }
  }
  return 0;
}

std::optional<Mention> MakeOffer(const CompiledRules& rules, const Rule& rule, const Form& form,
                                 std::span<const Step> steps, uint32_t begin, uint32_t end,
                                 const MatchContext& context, OfferAids* aids) {
  if (!IsEdge(context.text, end)) return std::nullopt;
  const bool hold = aids != nullptr ? aids->guards.Hold(rule, context.text, begin, end)
                                    : GuardsHold(rule, context.text, begin, end);
  if (!hold) return std::nullopt;
  std::optional<Mention> offer(std::in_place);
  Mention& mention = *offer;
  mention.rule = &rule;
  mention.begin = begin;
  mention.end = end;
  if (rule.makes == RuleKind::kFact) {
    const Captures captures =
        CapturesOf(form, steps, context.text, aids != nullptr ? &aids->groups : nullptr);
    auto composed = Compose(rules, rule, {captures.data(), captures.size()}, begin, end, context);
    if (!composed) return std::nullopt;
    mention.figures = std::move(composed->figures);
    mention.warning = std::move(composed->warning);
  }
  return offer;
}

}  // namespace factmill
