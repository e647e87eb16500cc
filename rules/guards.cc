#include "rules/guards.h"

#include <algorithm>

#include "base/utf8.h"
#include "rules/offer.h"
#include "rules/regex.h"

namespace factmill {
namespace {

bool IsMark(const Regex& regex, char32_t mark) {
  return regex.type == Regex::kChars && !regex.chars.ranges().empty() &&
         regex.chars.ranges().front().first == mark;
}

// How many such marks a match has at most; 2 for more.
int MostMarks(const Regex& regex, char32_t mark) {
  int most = IsMark(regex, mark);
  for (const Regex& part : regex.parts) {
    const int inside = MostMarks(part, mark);
    most = regex.type == Regex::kSequence ? most + inside : std::max(most, inside);
  }
  const bool again = regex.type == Regex::kRepeat && (regex.most < 0 || regex.most > 1);
  return again ? 2 * most : std::min(most, 2);
}

// For a walk from the end of a text.
void TurnRound(Regex* regex) {
  for (Regex& part : regex->parts) TurnRound(&part);
  if (regex->type == Regex::kSequence) std::reverse(regex->parts.begin(), regex->parts.end());
}

// Makes the mark of the end at which a walk begins an empty match, which it is
// there.  False where it is not sure that it stands there.  `*first` says whether
// nothing can have been taken before `regex`, and then before what follows it.
bool Settle(char32_t mark, Regex* regex, bool* first) {
  if (IsMark(*regex, mark)) {
    *regex = Regex();
    return *first;
  }
  switch (regex->type) {
    case Regex::kEmpty: return true;
    case Regex::kChars: *first = false; return true;
    case Regex::kRepeat:
      if (MostMarks(*regex, mark) > 0) return false;
      *first = false;
      return true;
    case Regex::kSequence:
      return std::ranges::all_of(regex->parts,
                                 [&](Regex& part) { return Settle(mark, &part, first); });
    case Regex::kEither: {
      bool all = true;  // No alternative takes anything.
      for (Regex& part : regex->parts) {
        bool here = *first;
        if (!Settle(mark, &part, &here)) return false;
        all = all && here;
      }
      *first = all;
      return true;
    }
  }
  return false;
}

// The tree of a guard, as a walk from the place that it guards takes it: away from
// there.  Nothing where it may mean something else than to RE2.
std::optional<Regex> TreeOf(const LazyRegex& guard, Guard::Side side) {
  const bool before = side == Guard::Side::kBefore;
  std::string_view text = guard.text();
  constexpr std::string_view kEnd = "\\z";  // It ends where the walk begins.
  if (before && !text.ends_with(kEnd)) return std::nullopt;
  if (before) text.remove_suffix(kEnd.size());
  auto tree = ParseRegex(text, guard.exact_case(), Anchors::kMarks);
  if (!tree) return std::nullopt;
  if (before) TurnRound(&*tree);
  bool first = true;
  const char32_t near = before ? kEndMark : kBeginMark, far = before ? kBeginMark : kEndMark;
  // The far end is met once.
  if (!Settle(near, &*tree, &first) || MostMarks(*tree, far) > 1) return std::nullopt;
  return tree;
}

}  // namespace

Guard::Guard(const LazyRegex& regex, Side side) : regex_(regex), side_(side) {
  constexpr size_t kMostBytes = 1 << 15;
  const auto tree = TreeOf(regex, side);
  if (!tree) return;
  auto automaton = std::make_unique<Automaton>(
      side == Side::kBefore ? Automaton::Direction::kBackwards : Automaton::Direction::kForwards);
  if (automaton->Add(*tree) < 0) return;
  automaton_ = std::move(automaton);
  matcher_.emplace(*automaton_, kMostBytes);
}

bool Guard::Finds(std::string_view text, uint32_t at) {
  const bool before = side_ == Side::kBefore;
  if (!matcher_) return before ? FindsBefore(regex_, text, at) : FindsBehind(regex_, text, at);
  int characters = 0;
  bool ended = false;
  // Behind the last byte of the window stands the mark of its end.
  const auto end = [&]() -> int {
    if (ended) return -1;
    ended = true;
    return Automaton::kMarkByte;
  };
  if (before) {
    return matcher_->MatchesSome([&]() -> int {
      if (at == 0 || characters == kGuardWindow) return end();
      const auto byte = static_cast<unsigned char>(text[--at]);
      characters += !IsUtf8Continuation(byte);
      return byte;
    });
  }
  return matcher_->MatchesSome([&]() -> int {
    if (at == text.size()) return end();
    const auto byte = static_cast<unsigned char>(text[at]);
    if (!IsUtf8Continuation(byte) && characters++ == kGuardWindow) {
      at = static_cast<uint32_t>(text.size());
      return end();
    }
    ++at;
    return byte;
  });
}

Guard* Guards::Make(const LazyRegex& regex, Guard::Side side) {
  auto& guard = made_[&regex];
  if (guard == nullptr) guard = std::make_unique<Guard>(regex, side);
  return guard.get();
}

bool Guards::Hold(const Rule& rule, std::string_view text, uint32_t begin, uint32_t end) {
  auto& guards = by_rule_[static_cast<size_t>(&rule - rules_.rules.data())];
  const auto finds = [&](int number, const LazyRegex& regex, Guard::Side side) {
    Guard*& guard = guards[number];
    if (guard == nullptr) guard = Make(regex, side);
    return guard->Finds(text, side == Guard::Side::kBefore ? begin : end);
  };
  constexpr auto kBefore = Guard::Side::kBefore, kBehind = Guard::Side::kBehind;
  return !(rule.not_followed_by != nullptr && finds(0, *rule.not_followed_by, kBehind)) &&
         (rule.followed_by == nullptr || finds(1, *rule.followed_by, kBehind)) &&
         !(rule.not_preceded_by != nullptr && finds(2, *rule.not_preceded_by, kBefore)) &&
         (rule.preceded_by == nullptr || finds(3, *rule.preceded_by, kBefore));
}

}  // namespace factmill
