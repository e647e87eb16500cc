#include "rules/pattern.h"

#include <algorithm>
#include <set>

#include "rules/cost.h"
#include "rules/lazy_regex.h"
#include "rules/pattern_mistakes.h"
#include "rules/pattern_reader.h"
#include "rules/regex.h"
#include "rules/vocabulary.h"

namespace factmill {
namespace {

using Node = PatternNode;
using Sequence = PatternSequence;

constexpr size_t kMostForms = 64;
constexpr size_t kMostGroups = 30;

void AppendParts(const std::vector<Sequence>& alternatives, std::vector<PatternPart>* parts) {
  for (size_t i = 0; i < alternatives.size(); ++i) {
    if (i > 0) parts->push_back({PatternPart::kSyntax, "|", {}});
    for (const Node& node : alternatives[i]) {
      if (node.type == Node::kText) {
        parts->push_back({PatternPart::kAtom, node.text, {}});
      } else if (node.type == Node::kSlot) {
        parts->push_back({PatternPart::kSlot, "", node.slot});
      } else {
        parts->push_back({PatternPart::kOpen, node.text, {}});
        AppendParts(node.alternatives, parts);
        parts->push_back({PatternPart::kSyntax, ")", {}});
      }
      if (!node.quantifier.empty()) parts->push_back({PatternPart::kSyntax, node.quantifier, {}});
    }
  }
}

// A slot is some character.
std::string TextOf(const std::vector<PatternPart>& parts) {
  std::string text;
  for (const PatternPart& part : parts) {
    const bool group = part.type == PatternPart::kOpen;
    text += part.type == PatternPart::kSlot ? "(x)" : group ? "(?:" : part.text;
  }
  return text;
}

// A form while it is being put together: regex text and slots in turn.
struct Draft {
  std::vector<std::pair<std::string, std::optional<Slot>>> parts;
  std::vector<std::string_view> written;  // The same, node by node, as its author wrote it.
  void AddText(const std::string& text) {
    if (parts.empty() || parts.back().second) parts.emplace_back("", std::nullopt);
    parts.back().first += text;
  }
};

// A node as it stands in the text that it was read from.
std::string_view Written(const Node& node, std::string_view source) {
  return source.substr(node.begin, node.quantifier_begin + node.quantifier.size() - node.begin);
}

// What stands between the | of a whole pattern, if there are any.
std::vector<std::string> BranchesOf(const PatternNodes& alternatives, std::string_view source) {
  std::vector<std::string> branches;
  if (alternatives.size() < 2) return branches;
  for (const Sequence& sequence : alternatives) {
    std::string& branch = branches.emplace_back();
    for (const Node& node : sequence) branch += Written(node, source);
  }
  return branches;
}

// What tells each draft from the others: all but the nodes with which all begin or end.
std::vector<std::string> ApartOf(const std::vector<Draft>& drafts) {
  const auto& first = drafts.front().written;
  size_t before = first.size(), behind = first.size();
  for (const Draft& draft : drafts) {
    const auto& other = draft.written;
    before = std::min(
        before, static_cast<size_t>(
                    std::mismatch(first.begin(), first.end(), other.begin(), other.end()).first -
                    first.begin()));
    behind = std::min(
        behind,
        static_cast<size_t>(
            std::mismatch(first.rbegin(), first.rend(), other.rbegin(), other.rend()).first -
            first.rbegin()));
  }
  std::vector<std::string> apart;
  for (const Draft& draft : drafts) {
    const size_t size = draft.written.size();
    // Where nothing is left, what is left out tells it apart: all of it is said.
    const bool all = before + behind >= size;
    std::string& text = apart.emplace_back(!all && before > 0 ? "…" : "");
    for (size_t i = all ? 0 : before; i < (all ? size : size - behind); ++i)
      text += draft.written[i];
    if (!all && behind > 0) text += "…";
  }
  return apart;
}

// `source` is the text that a node was read from: the pattern, or a piece.
class Expander {
 public:
  explicit Expander(const Pieces& pieces) : pieces_(pieces) {}
  bool Node(const PatternNode& node, std::string_view source, std::vector<Draft>* drafts);
  bool Sequence(const PatternSequence& sequence, std::string_view source,
                std::vector<Draft>* drafts);

 private:
  const Pieces& pieces_;
};

// Each draft goes on in every way that `node` allows.
bool Expander::Node(const PatternNode& node, std::string_view source, std::vector<Draft>* drafts) {
  if (!node.has_slot) {
    // At the front a part that may be left out makes two forms, so that each begins
    // with something certain.
    const bool optional = node.quantifier == "?" || node.quantifier == "*";
    const std::string regex = ToRegex(node);
    std::vector<Draft> without;
    for (Draft& draft : *drafts) {
      if (!optional || !draft.parts.empty()) {
        draft.AddText(regex);
        draft.written.push_back(Written(node, source));
        continue;
      }
      without.push_back(draft);
      draft.AddText(regex.substr(0, regex.size() - 1) + (node.quantifier == "*" ? "+" : ""));
      draft.written.push_back(source.substr(node.begin, node.quantifier_begin - node.begin));
    }
    drafts->insert(drafts->end(), without.begin(), without.end());
    return drafts->size() <= kMostForms;
  }
  std::vector<Draft> out;
  if (node.type == Node::kSlot) {
    out = *drafts;
    for (Draft& draft : out) {
      draft.parts.emplace_back("", node.slot);
      draft.written.push_back(source.substr(node.begin, node.size));
    }
  } else {
    if (!node.piece.empty()) source = pieces_.find(node.piece)->second;
    for (const PatternSequence& alternative : node.alternatives) {
      std::vector<Draft> branch = *drafts;
      if (!Sequence(alternative, source, &branch)) return false;
      out.insert(out.end(), branch.begin(), branch.end());
      if (out.size() > kMostForms) return false;
    }
  }
  if (node.quantifier == "?") out.insert(out.end(), drafts->begin(), drafts->end());
  *drafts = std::move(out);
  return drafts->size() <= kMostForms;
}

bool Expander::Sequence(const PatternSequence& sequence, std::string_view source,
                        std::vector<Draft>* drafts) {
  return std::all_of(sequence.begin(), sequence.end(),
                     [&](const PatternNode& node) { return Node(node, source, drafts); });
}

// What RE2 says of `nodes` as a whole, in plain words.
void Explain(const PatternNodes& nodes, bool exact_case, const std::string& words,
             PatternError* error) {
  if (words.starts_with("pattern too large"))
    *error = {0, 1, "the pattern is too large", "repeat less, or make classes narrower"};
  else if (auto mistake = MistakeIn(nodes, exact_case))
    *error = std::move(*mistake);
  else
    *error = {0, 1, "the expression is not right: " + words, ""};
}

std::shared_ptr<const LazyRegex> Compile(std::string text, bool exact_case,
                                         const PatternNodes& nodes, PatternError* error) {
  constexpr int64_t kMemory = 1 << 20;  // Of each expression, its automaton in use included.
  std::string message;
  auto regex = LazyRegex::Make(std::move(text), exact_case, kMemory, &message);
  if (regex == nullptr) Explain(nodes, exact_case, message, error);
  return regex;
}

// `nodes` are those of the whole pattern.
std::optional<Element> MakeElement(const std::string& regex, bool exact_case,
                                   const PatternNodes& nodes, PatternError* error) {
  Element element;
  element.text = regex;
  element.regex = Compile(regex, exact_case, nodes, error);
  if (element.regex == nullptr) return std::nullopt;
  const Regex* const tree = element.regex->tree().get();
  if (tree != nullptr && tree->MatchesNothing()) {
    Explain(nodes, exact_case, "it matches nothing", error);
    return std::nullopt;
  }
  element.has_tree = tree != nullptr;
  element.reach = element.has_tree ? ReachOf(*tree) : ReachOfGaps(regex);
  element.groups = element.regex->groups();
  if (element.groups.size() > kMostGroups) {
    *error = {0, 1, "a pattern has more than 30 named groups", "split the rule in two"};
    return std::nullopt;
  }
  element.has_names = std::any_of(element.groups.begin(), element.groups.end(),
                                  [](const std::string& name) { return !name.empty(); });
  return element;
}

std::optional<Element> MakeOrShare(const std::string& regex, bool exact_case,
                                   const PatternNodes& nodes, PatternError* error,
                                   SharedElements* shared) {
  if (shared == nullptr) return MakeElement(regex, exact_case, nodes, error);
  const auto known = shared->elements.find({regex, exact_case});
  if (known != shared->elements.end()) return known->second;
  auto element = MakeElement(regex, exact_case, nodes, error);
  if (element) shared->elements.emplace(std::pair(regex, exact_case), *element);
  return element;
}

}  // namespace

bool Slot::Fits(const Entry& entry) const {
  switch (kind) {
    case SlotKind::kUnit: return entry.kind == EntryKind::kUnit && entry.unit_kind == unit_kind;
    case SlotKind::kPrefix: return entry.kind == EntryKind::kPrefix && entry.unit_kind == unit_kind;
    case SlotKind::kClassifier: return entry.kind == EntryKind::kClassifier;
    case SlotKind::kTerm: return entry.kind == EntryKind::kTerm && entry.role == role;
    default: return false;
  }
}

void FirstChars::Add(const FirstChars& more) {
  ascii |= more.ascii;
  any_other |= more.any_other;
  others.insert(more.others.begin(), more.others.end());
}

void FirstChars::AddAll() {
  ascii.set();
  any_other = true;
}

bool FirstChars::Has(char32_t c) const {
  return c < 128 ? ascii[c] : any_other || others.count(c) > 0;
}

std::optional<Pattern> ParsePattern(std::string_view text, const Pieces& pieces, bool exact_case,
                                    PatternError* error, SharedElements* shared) {
  auto read = ReadPattern(text, pieces, PatternUse::kPattern, error);
  if (!read) return std::nullopt;
  Node whole;
  whole.type = Node::kGroup;
  whole.text = "(?:";
  whole.alternatives = std::move(*read);
  const PatternNodes* const alternatives = &whole.alternatives;
  if (auto twice = NameTwice(*alternatives, false)) {
    *error = std::move(*twice);
    return std::nullopt;
  }
  for (const Sequence& sequence : whole.alternatives) {
    for (const Node& node : sequence) whole.has_slot |= node.has_slot;
  }
  std::vector<Draft> drafts(1);
  if (!Expander(pieces).Node(whole, text, &drafts)) {
    *error = {0, text.size(), "the pattern has more than 64 forms", "split it into two rules"};
    return std::nullopt;
  }
  Pattern pattern;
  pattern.names = CapturesOf(*alternatives);
  std::vector<std::string> apart;
  if (drafts.size() > 1) {
    apart = ApartOf(drafts);
  } else if (!whole.has_slot) {
    pattern.branches = BranchesOf(*alternatives, text);
    for (size_t i = 0; i < pattern.branches.size(); ++i)
      pattern.branch_regexes.push_back(ToRegex((*alternatives)[i]));
  }
  std::set<std::string> captures;
  for (const Draft& draft : drafts) {
    Form form;
    for (const auto& [regex, slot] : draft.parts) {
      if (slot) {
        form.elements.emplace_back();
        form.elements.back().slot = *slot;
        captures.insert(slot->name);
        pattern.expanded += "{" + slot->name + "=" + std::to_string(static_cast<int>(slot->kind)) +
                            ":" + std::string(KindName(slot->unit_kind)) + ":" + slot->role + "}";
        continue;
      }
      auto element = MakeOrShare(regex, exact_case, *alternatives, error, shared);
      if (!element) return std::nullopt;
      for (const std::string& name : element->groups) {
        if (!name.empty()) captures.insert(name);
      }
      pattern.expanded += regex;
      form.elements.push_back(std::move(*element));
    }
    pattern.expanded += "\n";
    bool empty = true;
    if (form.elements.empty()) {
      empty = true;
    } else if (form.elements.front().regex == nullptr) {
      form.first.AddAll();
      empty = false;
    } else {
      const Element& head = form.elements.front();
      form.first = FirstCharsOf(head.regex->tree().get(), head.text, &empty);
      if (empty && form.elements.size() > 1) {
        form.first.AddAll();
        empty = false;
      }
    }
    if (empty) {
      *error = {0, text.size(), "the pattern can match nothing at all",
                "make one part of it necessary"};
      return std::nullopt;
    }
    if (!apart.empty()) form.apart = std::move(apart[pattern.forms.size()]);
    pattern.forms.push_back(std::move(form));
  }
  pattern.captures = static_cast<int>(captures.size());
  return pattern;
}

std::optional<PatternParts> ParsePatternParts(std::string_view text, const Pieces& pieces,
                                              bool exact_case, PatternError* error) {
  const auto alternatives = ReadPattern(text, pieces, PatternUse::kMasked, error);
  if (!alternatives) return std::nullopt;
  if (auto twice = NameTwice(*alternatives, true)) {
    *error = std::move(*twice);
    return std::nullopt;
  }
  PatternParts parts;
  AppendParts(*alternatives, &parts.parts);
  parts.names = CapturesOf(*alternatives);
  parts.branches = BranchesOf(*alternatives, text);
  if (OutlineOf(TextOf(parts.parts), exact_case).sure) return parts;
  auto mistake = MistakeIn(*alternatives, exact_case);
  if (!mistake) return parts;
  *error = std::move(*mistake);
  return std::nullopt;
}

bool CheckPiece(std::string_view text, const Pieces& pieces, PatternError* error) {
  const auto alternatives = ReadPattern(text, pieces, PatternUse::kPiece, error);
  if (!alternatives) return false;
  auto mistake = MistakeIn(*alternatives, false);
  if (mistake) *error = std::move(*mistake);
  return !mistake;
}

std::shared_ptr<const LazyRegex> ParseGuard(std::string_view text, const Pieces& pieces,
                                            bool before, PatternError* error,
                                            SharedElements* shared) {
  const auto alternatives = ReadPattern(text, pieces, PatternUse::kGuard, error);
  if (!alternatives) return nullptr;
  std::string regex = "(?:";
  for (size_t i = 0; i < alternatives->size(); ++i) {
    for (const Node& node : (*alternatives)[i]) {
      if (!node.has_slot) continue;
      *error = {0, text.size(), "a guard has no slots", "write the words themselves, or a piece"};
      return nullptr;
    }
    if (i > 0) regex += "|";
    regex += ToRegex((*alternatives)[i]);
  }
  regex += before ? ")\\z" : ")";
  if (shared == nullptr) return Compile(regex, true, *alternatives, error);
  auto& guard = shared->guards[regex];
  if (guard == nullptr) guard = Compile(regex, true, *alternatives, error);
  return guard;
}

}  // namespace factmill
