#include "rules/masked_rule.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "rules/cost.h"
#include "rules/lazy_regex.h"
#include "rules/offer.h"
#include "rules/regex.h"

namespace factmill {
namespace {

constexpr std::string_view kTokenRange = "\\x{F0000}-\\x{FFFFF}";
constexpr std::string_view kNamed = "(?P<";

// An atom that does not match a token: [^,] is [^,] and no token.
std::string WithoutTokens(const std::string& atom) {
  const std::string range(kTokenRange);
  if (atom == ".") return "[^\\n" + range + "]";
  if (atom.starts_with("[^")) {
    const std::string rest = atom.substr(2);
    return "[^" + range + (rest.starts_with("]") ? "\\" : "") + rest;
  }
  const bool negative = atom.starts_with("\\D") || atom.starts_with("\\S") ||
                        atom.starts_with("\\W") || atom.starts_with("\\P");
  if (!negative) return atom;
  std::string positive = atom;
  positive[1] = static_cast<char>(positive[1] - 'A' + 'a');
  return "[^" + positive + range + "]";
}

bool MatchesSomeToken(const std::string& atom) {
  if (atom[0] != '[' && atom[0] != '\\') return false;
  constexpr char32_t kLast = kFirstToken + 99;
  const auto tree = ParseRegex(atom, true);
  if (tree && tree->type == Regex::kChars) {
    const auto& ranges = tree->chars.ranges();
    return std::any_of(ranges.begin(), ranges.end(), [](const auto& range) {
      return range.first <= kLast && range.second >= kFirstToken;
    });
  }
  RE2::Options options;
  options.set_log_errors(false);
  const RE2 regex(atom, options);
  if (!regex.ok()) return false;  // Said where the whole is compiled.
  for (char32_t c = kFirstToken; c <= kLast; ++c) {
    std::string text;
    AppendUtf8(c, &text);
    if (RE2::FullMatch(text, regex)) return true;
  }
  return false;
}

// What a pattern needs, read from its parts by recursive descent.
constexpr int kNeedWord = Contents::kNumber + 1;  // And on: words, by slot.

class NeedsReader {
 public:
  using Needs = std::map<int, int>;

  NeedsReader(const std::vector<PatternPart>& parts, const TokenAlphabet& alphabet)
      : parts_(parts), alphabet_(alphabet) {}

  // What each alternative of the whole needs.
  std::vector<Contents> Read() {
    std::vector<Contents> all;
    while (true) {
      Contents& contents = all.emplace_back();
      for (const auto& [need, count] : Sequence()) {
        if (need < kNeedWord)
          contents.Add(need, count);
        else
          contents.AddWords(uint64_t{1} << (need - kNeedWord));
      }
      if (!IsSyntax("|")) return all;
      ++at_;
    }
  }

 private:
  // What all alternatives of a group need.
  Needs Alternatives() {
    Needs all = Sequence();
    while (IsSyntax("|")) {
      ++at_;
      const Needs other = Sequence();
      for (auto it = all.begin(); it != all.end();) {
        const auto found = other.find(it->first);
        it->second = found == other.end() ? 0 : std::min(it->second, found->second);
        it = it->second == 0 ? all.erase(it) : std::next(it);
      }
    }
    return all;
  }

  bool IsSyntax(std::string_view text) const {
    return at_ < parts_.size() && parts_[at_].type == PatternPart::kSyntax &&
           parts_[at_].text == text;
  }

  Needs Sequence() {
    Needs sum;
    while (at_ < parts_.size() && !IsSyntax("|") && !IsSyntax(")")) {
      const Needs item = Item();
      const bool quantified = at_ < parts_.size() && parts_[at_].type == PatternPart::kSyntax &&
                              !IsSyntax("|") && !IsSyntax(")");
      if (quantified) {
        const std::string& quantifier = parts_[at_++].text;
        if (quantifier[0] == '?' || quantifier[0] == '*' || quantifier.starts_with("{0")) continue;
      }
      for (const auto& [need, count] : item) sum[need] += count;
    }
    return sum;
  }

  Needs Item() {
    const PatternPart& part = parts_[at_++];
    if (part.type == PatternPart::kOpen) {
      Needs inside = Alternatives();
      ++at_;  // The ")".
      return inside;
    }
    if (part.type != PatternPart::kSlot) return {};
    if (part.slot.kind == SlotKind::kQuantity) return {{Contents::kNumber, 1}};
    if (part.slot.kind != SlotKind::kFact) return {{kNeedWord + alphabet_.PlaceOf(part.slot), 1}};
    if (part.slot.any_kind) return {{Contents::kFigure, 1}};
    return {{static_cast<int>(part.slot.unit_kind), 1}, {Contents::kFigure, 1}};
  }

  const std::vector<PatternPart>& parts_;
  const TokenAlphabet& alphabet_;
  size_t at_ = 0;
};

// The tokens with which a match begins; none where it may begin with something else.
std::vector<char32_t> TokensThatBegin(const Regex& tree, std::string_view regex) {
  bool may_be_empty;
  const FirstChars first = FirstCharsOf(&tree, regex, &may_be_empty);
  const bool tokens_alone = !first.any_other && first.ascii.none() && !first.others.empty() &&
                            *first.others.begin() >= kFirstToken &&
                            *first.others.rbegin() <= kLastToken;
  if (!tokens_alone) return {};
  return {first.others.begin(), first.others.end()};
}

}  // namespace

const MaskedRule::Group* MaskedRule::Find(const std::string& name) const {
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const Group& group) { return group.name == name; });
  return found == groups.end() ? nullptr : &*found;
}

std::vector<MaskedRule::Group> GroupsOf(const std::vector<PatternPart>& parts) {
  std::vector<MaskedRule::Group> groups;
  for (const PatternPart& part : parts) {
    if (part.type == PatternPart::kSlot) {
      groups.push_back({part.slot.name, part.slot});
    } else if (part.type == PatternPart::kOpen && part.text.starts_with(kNamed)) {
      groups.push_back({part.text.substr(kNamed.size(), part.text.size() - kNamed.size() - 1), {}});
    }
  }
  return groups;
}

std::string MaskedRegex(const std::vector<PatternPart>& parts, const TokenAlphabet& alphabet,
                        std::string* error) {
  std::string regex;
  for (const PatternPart& part : parts) {
    if (part.type == PatternPart::kSlot) {
      regex += "(" + alphabet.ClassOf(part.slot) + ")";
    } else if (part.type == PatternPart::kOpen) {
      regex += part.text.starts_with(kNamed) ? "(" : part.text;
    } else if (part.type == PatternPart::kSyntax) {
      regex += part.text;
    } else {
      const std::string atom = WithoutTokens(part.text);
      if (MatchesSomeToken(atom)) {
        *error = part.text;
        return "";
      }
      regex += atom;
    }
  }
  return regex;
}

bool FreezeMasked(const TokenAlphabet& alphabet, MaskedRule* rule, PatternError* error) {
  std::string atom;
  const std::string regex = MaskedRegex(rule->parts, alphabet, &atom);
  if (!atom.empty()) {
    error->message = "'" + atom + "' would match a figure or a word that is one token";
    return false;
  }
  const auto tree = ParseRegex(regex, true);
  // Of a match that is refused each shorter end is tried in its turn.
  const double reach = tree ? ReachOf(*tree) : ReachOfGaps(regex);
  if (reach * reach > kMostSteps) {
    error->message = "the pattern may run on too far over almost anything";
    error->help = "say how far each part of it goes: .{0,60} for .*, and keep such parts few";
    return false;
  }
  constexpr int64_t kMostBytes = 8 << 20;  // With less RE2 has no room for an automaton.
  std::string message;
  auto compiled = LazyRegex::Make(regex, rule->exact_case, kMostBytes, &message);
  if (compiled == nullptr) {
    const bool large = message.starts_with("pattern too large");
    error->message = large ? "the pattern is too large" : "the expression is not right: " + message;
    if (large) error->help = "repeat less, or make classes narrower";
    return false;
  }
  if (tree ? tree->MayBeEmpty() : RE2::FullMatch("", compiled->re2())) {
    error->message = "the pattern can match nothing at all";
    error->help = "make one part of it necessary";
    return false;
  }
  rule->regex = std::move(compiled);
  if (tree) rule->begins = TokensThatBegin(*tree, regex);
  rule->groups = GroupsOf(rule->parts);
  rule->needs = NeedsReader(rule->parts, alphabet).Read();
  for (const MaskedRule::Group& group : rule->groups) {
    const int place = group.slot ? alphabet.PlaceOf(*group.slot) : -1;
    if (place >= 0) rule->words |= uint64_t{1} << place;
  }
  return true;
}

}  // namespace factmill
