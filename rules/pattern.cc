#include "rules/pattern.h"

#include <algorithm>
#include <set>

#include "base/diagnostic.h"
#include "rules/lazy_regex.h"
#include "rules/regex.h"
#include "rules/vocabulary.h"

namespace factmill {
namespace {

constexpr size_t kMostForms = 64;
constexpr int kDeepest = 32;
constexpr size_t kMostGroups = 30;
constexpr size_t kMostBytes = 64 << 10;  // Of a pattern, pieces put in.
constexpr size_t kMostNodes = 20000;
constexpr size_t kMostSlots = 100;

// What a pattern is made of while it is being read.
struct Node {
  enum Type { kText, kSlot, kGroup } type = kText;
  std::string text;  // kText: regex; kGroup: its opening, "(?:" or "(?P<n>".
  Slot slot;
  std::vector<std::vector<Node>> alternatives;  // kGroup.
  std::string quantifier;                       // "", "?", "*", "{0,2}", "+?"
  bool has_slot = false;
};
using Sequence = std::vector<Node>;

bool IsNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == ':' ||
         c == '=';
}

std::optional<Slot> SlotOf(std::string_view name, std::string_view what, std::string* problem) {
  Slot slot;
  slot.name = name;
  const size_t colon = what.find(':');
  const std::string_view type = what.substr(0, colon);
  const std::string_view argument =
      colon == std::string_view::npos ? std::string_view() : what.substr(colon + 1);
  const std::pair<std::string_view, SlotKind> kinds[] = {
      {"quantity", SlotKind::kQuantity}, {"unit", SlotKind::kUnit},
      {"prefix", SlotKind::kPrefix},     {"noun", SlotKind::kNoun},
      {"term", SlotKind::kTerm},         {"classifier", SlotKind::kClassifier},
      {"hedge", SlotKind::kHedge},       {"fact", SlotKind::kFact}};
  const auto* found = std::find_if(std::begin(kinds), std::end(kinds),
                                   [&](const auto& k) { return k.first == type; });
  if (found == std::end(kinds)) return std::nullopt;
  slot.kind = found->second;
  if (slot.kind == SlotKind::kFact) {
    const auto kind = KindFromName(argument);
    slot.any_kind = argument.empty();
    slot.unit_kind = kind.value_or(Kind::kMoney);
    if (!kind && !slot.any_kind) {
      std::vector<std::string> names;
      for (int i = 0; i < kKinds; ++i) names.emplace_back(KindName(static_cast<Kind>(i)));
      const std::string meant = DidYouMean(std::string(argument), names);
      *problem = "there is no kind '" + std::string(argument) + "'";
      if (!meant.empty()) *problem += ", but '" + meant + "'";
    }
  } else if (slot.kind == SlotKind::kUnit || slot.kind == SlotKind::kPrefix) {
    const auto kind = KindFromName(argument);
    if (!kind) {
      *problem = "a " + std::string(type) + " needs its kind";
      return std::nullopt;
    }
    slot.unit_kind = *kind;
  } else if (slot.kind == SlotKind::kTerm) {
    if (argument.empty()) *problem = "a term needs its role";
    slot.role = argument;
  } else if (!argument.empty()) {
    *problem = "'" + std::string(type) + "' takes nothing after a colon";
  }
  if (!problem->empty()) return std::nullopt;
  return slot;
}

// What is being read.
enum class Use { kPattern, kGuard, kMasked };

// What is counted over a pattern and the pieces in it.
struct Expansion {
  size_t bytes = 0, nodes = 0, slots = 0;
  std::vector<std::string> path;  // The pieces being read.
  bool whole = false;             // The error is no single piece's.
};

// Reads a pattern into nodes: a recursive descent that knows only what matters
// here (groups, classes, escapes, braces) and leaves the rest to RE2.
class Reader {
 public:
  // Guards may name the paragraph's ends: ^ and $.
  Reader(std::string_view text, const Pieces& pieces, int depth, Use use, Expansion* expansion,
         PatternError* error)
      : text_(text),
        pieces_(pieces),
        depth_(depth),
        use_(use),
        expansion_(expansion),
        error_(error) {}

  std::optional<std::vector<Sequence>> Read() {
    auto alternatives = Alternatives();
    if (!alternatives) return std::nullopt;
    if (at_ < text_.size()) return Fail(at_, 1, "there is a ) without its (", "");
    return alternatives;
  }

 private:
  std::nullopt_t Fail(size_t begin, size_t size, std::string message, std::string help) {
    *error_ = {begin, size, std::move(message), std::move(help)};
    return std::nullopt;
  }

  std::nullopt_t TooLarge(size_t begin) {
    expansion_->whole = true;
    return Fail(begin, std::max<size_t>(at_ - begin, 1),
                "the pattern is larger than 64 KB with its pieces put in",
                "make the pieces smaller, or split the rule");
  }

  std::optional<std::vector<Sequence>> Alternatives() {
    std::vector<Sequence> alternatives(1);
    while (at_ < text_.size() && text_[at_] != ')') {
      if (text_[at_] == '|') {
        ++at_;
        alternatives.emplace_back();
        continue;
      }
      auto node = Item();
      if (!node) return std::nullopt;
      alternatives.back().push_back(std::move(*node));
    }
    return alternatives;
  }

  std::optional<Node> Item() {
    std::optional<Node> node;
    const size_t begin = at_;
    const char c = text_[at_];
    if (++expansion_->nodes > kMostNodes) return TooLarge(begin);
    if (c == '(')
      node = Group();
    else if (c == '{' && at_ + 1 < text_.size() && text_[at_ + 1] >= 'a' && text_[at_ + 1] <= 'z')
      node = Braces();
    else
      node = Plain();
    if (!node) return std::nullopt;
    node->quantifier = Quantifier();
    expansion_->bytes += node->text.size() + node->quantifier.size() + node->alternatives.size();
    expansion_->slots += node->type == Node::kSlot;
    if (expansion_->bytes > kMostBytes) return TooLarge(begin);
    if (expansion_->slots > kMostSlots) {
      expansion_->whole = true;
      return Fail(begin, at_ - begin, "the pattern has more than 100 slots",
                  "split it into two rules");
    }
    if (node->has_slot && node->quantifier != "" && node->quantifier != "?") {
      return Fail(at_ - node->quantifier.size(), node->quantifier.size(),
                  "a slot may be left out (?), but not repeated",
                  "write the slot twice, with two names");
    }
    return node;
  }

  std::string Quantifier() {
    const size_t begin = at_;
    if (at_ < text_.size() && (text_[at_] == '?' || text_[at_] == '*' || text_[at_] == '+')) {
      ++at_;
    } else if (at_ + 1 < text_.size() && text_[at_] == '{' && text_[at_ + 1] >= '0' &&
               text_[at_ + 1] <= '9') {
      const size_t close = text_.find('}', at_);
      if (close != std::string_view::npos) at_ = close + 1;
    }
    if (at_ > begin && at_ < text_.size() && text_[at_] == '?') ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::optional<Node> Plain() {
    Node node;
    const size_t begin = at_;
    const char c = text_[at_];
    if (use_ != Use::kGuard && (c == '^' || c == '$')) {
      return Fail(at_, 1, std::string("'") + c + "' has no meaning here",
                  "take it out; not_preceded_by and not_followed_by look around a match");
    }
    if (c == '\\') {
      if (at_ + 1 >= text_.size()) return Fail(at_, 1, "the pattern ends in a lone backslash", "");
      const char next = text_[at_ + 1];
      if (next == 'b' || next == 'B' || next == 'A' || next == 'z') {
        return Fail(at_, 2, std::string("'\\") + next + "' has no meaning here",
                    "take it out: a match never begins or ends inside a word or a number");
      }
      if (next >= '1' && next <= '9') {
        return Fail(at_, 2, "there are no back-references", "name the two parts apart");
      }
      at_ += 2;
      if ((next == 'p' || next == 'P' || next == 'x') && at_ < text_.size() && text_[at_] == '{') {
        const size_t close = text_.find('}', at_);
        at_ = close == std::string_view::npos ? text_.size() : close + 1;
      } else if (next == 'p' || next == 'P') {
        ++at_;
      }
    } else if (c == '[') {
      if (!SkipClass()) return Fail(begin, 1, "the [ is never closed", "add the ]");
    } else {
      ++at_;
      while (at_ < text_.size() && (text_[at_] & 0xC0) == 0x80) ++at_;
    }
    at_ = std::min(at_, text_.size());
    node.text = text_.substr(begin, at_ - begin);
    return node;
  }

  bool SkipClass() {
    ++at_;
    if (at_ < text_.size() && text_[at_] == '^') ++at_;
    if (at_ < text_.size() && text_[at_] == ']') ++at_;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\')
        ++at_;
      else if (text_.substr(at_, 2) == "[:")
        at_ = std::min(text_.find(":]", at_), text_.size() - 2) + 1;
      else if (text_[at_] == ']')
        return ++at_, true;
    }
    return false;
  }

  std::optional<Node> Group() {
    Node node;
    node.type = Node::kGroup;
    const size_t begin = at_;
    if (++depth_ > kDeepest) return Fail(begin, 1, "groups are nested too deeply", "");
    const std::string_view rest = text_.substr(at_);
    for (std::string_view look : {"(?=", "(?!", "(?<=", "(?<!"}) {
      if (!rest.starts_with(look)) continue;
      const bool behind = look.size() == 4;
      return Fail(begin, look.size(),
                  std::string("RE2 has no look-") + (behind ? "behind" : "ahead") + " \"" +
                      std::string(look) + "\"",
                  std::string("take it out and add   ") +
                      (behind ? "not_preceded_by" : "not_followed_by") + " = '...'");
    }
    if (rest.starts_with("(?P<")) {
      const size_t close = rest.find('>');
      if (close == std::string_view::npos)
        return Fail(begin, 4, "the group's name is never closed", "");
      node.text = rest.substr(0, close + 1);
    } else if (rest.starts_with("(?<")) {
      return Fail(begin, 3, "a named group is written (?P<name>...)", "add the P");
    } else if (rest.starts_with("(?:")) {
      node.text = "(?:";
    } else if (rest.starts_with("(?")) {
      return Fail(begin, 2, "flags inside a pattern are not supported",
                  "case = \"exact\" on the rule makes letters match in their own case");
    } else {
      node.text = "(?:";  // A plain group only groups.
      at_ -= 2;
    }
    at_ += node.text.size();
    auto alternatives = Alternatives();
    if (!alternatives) return std::nullopt;
    if (at_ >= text_.size()) return Fail(begin, 1, "the ( is never closed", "add the )");
    ++at_;
    --depth_;
    node.alternatives = std::move(*alternatives);
    for (const Sequence& sequence : node.alternatives) {
      for (const Node& item : sequence) node.has_slot |= item.has_slot;
    }
    return node;
  }

  std::optional<Node> Braces() {
    const size_t begin = at_;
    size_t end = at_ + 1;
    while (end < text_.size() && IsNameByte(text_[end])) ++end;
    if (end >= text_.size() || text_[end] != '}') {
      return Fail(begin, end - begin, "the { is never closed",
                  "a name in braces is written {name=what}");
    }
    const std::string_view inside = text_.substr(begin + 1, end - begin - 1);
    at_ = end + 1;
    const size_t equals = inside.find('=');
    const std::string_view name =
        equals == std::string_view::npos ? std::string_view() : inside.substr(0, equals);
    const std::string what(equals == std::string_view::npos ? inside : inside.substr(equals + 1));
    Node node;
    std::string problem;
    if (auto slot = SlotOf(name, what, &problem)) {
      if (name.empty()) {
        return Fail(begin, at_ - begin, "a slot needs a name", "write {q=" + what + "}");
      }
      if (slot->kind == SlotKind::kFact && use_ == Use::kPattern) {
        return Fail(begin, at_ - begin, "only rules of layer 2 see facts",
                    "add   layer = 2   to the rule");
      }
      if (slot->kind == SlotKind::kHedge && use_ == Use::kMasked) {
        return Fail(begin, at_ - begin, "a rule of layer 2 has no {" + std::string(inside) + "}",
                    "a fact has its hedge already; write the words themselves");
      }
      node.type = Node::kSlot;
      node.slot = std::move(*slot);
      node.has_slot = true;
      return node;
    }
    if (!problem.empty())
      return Fail(begin, at_ - begin, problem, "write {u=unit:money}, {m=term:date.month}");
    const auto piece = pieces_.find(what);
    if (piece == pieces_.end()) {
      std::vector<std::string> names = {"quantity",   "unit", "prefix", "noun",
                                        "classifier", "term", "hedge",  "fact"};
      for (const auto& [known, text] : pieces_) names.push_back(known);
      const std::string meant = DidYouMean(what, names);
      return Fail(
          begin, at_ - begin, "there is no piece or slot '" + what + "'",
          meant.empty() ? "pieces are defined in [pieces]" : "did you mean '" + meant + "'?");
    }
    std::vector<std::string>& path = expansion_->path;
    const auto again = std::find(path.begin(), path.end(), what);
    if (again != path.end()) {
      std::string circle;
      for (auto it = again; it != path.end(); ++it) circle += (circle.empty() ? "" : ", ") + *it;
      expansion_->whole = true;
      return Fail(begin, at_ - begin, "pieces name each other in a circle: " + circle, "");
    }
    if (depth_ >= kDeepest) {
      expansion_->whole = true;
      return Fail(begin, at_ - begin, "pieces are nested too deeply", "");
    }
    path.push_back(what);
    Reader inner(piece->second, pieces_, depth_ + 1, use_, expansion_, error_);
    auto alternatives = inner.Read();
    path.pop_back();
    if (!alternatives) {
      if (expansion_->whole) return Fail(begin, at_ - begin, error_->message, error_->help);
      return Fail(begin, at_ - begin, "in piece '" + what + "': " + error_->message, error_->help);
    }
    node.type = Node::kGroup;
    node.text = name.empty() ? "(?:" : "(?P<" + std::string(name) + ">";
    node.alternatives = std::move(*alternatives);
    for (const Sequence& sequence : node.alternatives) {
      for (const Node& item : sequence) node.has_slot |= item.has_slot;
    }
    return node;
  }

  std::string_view text_;
  const Pieces& pieces_;
  int depth_;
  Use use_;
  Expansion* expansion_;
  PatternError* error_;
  size_t at_ = 0;
};

std::string ToRegex(const Sequence& sequence);

std::string ToRegex(const Node& node) {
  if (node.type == Node::kText) return node.text + node.quantifier;
  std::string out = node.text;
  for (size_t i = 0; i < node.alternatives.size(); ++i) {
    if (i > 0) out += "|";
    out += ToRegex(node.alternatives[i]);
  }
  return out + ")" + node.quantifier;
}

std::string ToRegex(const Sequence& sequence) {
  std::string out;
  for (const Node& node : sequence) out += ToRegex(node);
  return out;
}

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

// A form while it is being put together: regex text and slots in turn.
struct Draft {
  std::vector<std::pair<std::string, std::optional<Slot>>> parts;
  void AddText(const std::string& text) {
    if (parts.empty() || parts.back().second) parts.emplace_back("", std::nullopt);
    parts.back().first += text;
  }
};

bool ExpandSequence(const Sequence& sequence, std::vector<Draft>* drafts);

// Each draft goes on in every way that `node` allows.
bool ExpandNode(const Node& node, std::vector<Draft>* drafts) {
  if (!node.has_slot) {
    // At the front a part that may be left out makes two forms, so that each begins
    // with something certain.
    const bool optional = node.quantifier == "?" || node.quantifier == "*";
    const std::string regex = ToRegex(node);
    std::vector<Draft> without;
    for (Draft& draft : *drafts) {
      if (!optional || !draft.parts.empty()) {
        draft.AddText(regex);
        continue;
      }
      without.push_back(draft);
      draft.AddText(regex.substr(0, regex.size() - 1) + (node.quantifier == "*" ? "+" : ""));
    }
    drafts->insert(drafts->end(), without.begin(), without.end());
    return drafts->size() <= kMostForms;
  }
  std::vector<Draft> out;
  if (node.type == Node::kSlot) {
    out = *drafts;
    for (Draft& draft : out) draft.parts.emplace_back("", node.slot);
  } else {
    for (const Sequence& alternative : node.alternatives) {
      std::vector<Draft> branch = *drafts;
      if (!ExpandSequence(alternative, &branch)) return false;
      out.insert(out.end(), branch.begin(), branch.end());
      if (out.size() > kMostForms) return false;
    }
  }
  if (node.quantifier == "?") out.insert(out.end(), drafts->begin(), drafts->end());
  *drafts = std::move(out);
  return drafts->size() <= kMostForms;
}

bool ExpandSequence(const Sequence& sequence, std::vector<Draft>* drafts) {
  return std::all_of(sequence.begin(), sequence.end(),
                     [&](const Node& node) { return ExpandNode(node, drafts); });
}

std::shared_ptr<const LazyRegex> Compile(std::string text, bool exact_case, PatternError* error) {
  constexpr int64_t kMemory = 2 << 20;  // Of each expression, its automaton in use included.
  std::string message;
  auto regex = LazyRegex::Make(std::move(text), exact_case, kMemory, &message);
  if (regex == nullptr) *error = {0, 1, "the expression is not right: " + message, ""};
  return regex;
}

std::optional<Element> MakeElement(const std::string& regex, bool exact_case, PatternError* error) {
  Element element;
  element.text = regex;
  element.regex = Compile(regex, exact_case, error);
  if (element.regex == nullptr) return std::nullopt;
  if (auto tree = ParseRegex(regex, exact_case)) {
    element.tree = std::make_shared<const Regex>(std::move(*tree));
  }
  element.groups = element.regex->groups();
  if (element.groups.size() > kMostGroups) {
    *error = {0, 1, "a pattern has more than 30 named groups", "split the rule in two"};
    return std::nullopt;
  }
  std::set<std::string> seen;
  for (const std::string& name : element.groups) {
    if (name.empty()) continue;
    element.has_names = true;
    if (!seen.insert(name).second) {
      *error = {0, 1, "two groups are called '" + name + "'", "give each its own name"};
      return std::nullopt;
    }
  }
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
                                    PatternError* error) {
  Expansion expansion;
  auto alternatives = Reader(text, pieces, 0, Use::kPattern, &expansion, error).Read();
  if (!alternatives) return std::nullopt;
  Node whole;
  whole.type = Node::kGroup;
  whole.text = "(?:";
  whole.alternatives = std::move(*alternatives);
  for (const Sequence& sequence : whole.alternatives) {
    for (const Node& node : sequence) whole.has_slot |= node.has_slot;
  }
  std::vector<Draft> drafts(1);
  if (!ExpandNode(whole, &drafts)) {
    *error = {0, text.size(), "the pattern has more than 64 forms", "split it into two rules"};
    return std::nullopt;
  }
  Pattern pattern;
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
      auto element = MakeElement(regex, exact_case, error);
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
      form.first = FirstCharsOf(head.tree.get(), head.text, &empty);
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
    pattern.forms.push_back(std::move(form));
  }
  pattern.captures = static_cast<int>(captures.size());
  return pattern;
}

std::optional<std::vector<PatternPart>> ParsePatternParts(std::string_view text,
                                                          const Pieces& pieces,
                                                          PatternError* error) {
  Expansion expansion;
  auto alternatives = Reader(text, pieces, 0, Use::kMasked, &expansion, error).Read();
  if (!alternatives) return std::nullopt;
  std::vector<PatternPart> parts;
  AppendParts(*alternatives, &parts);
  return parts;
}

std::shared_ptr<const LazyRegex> ParseGuard(std::string_view text, const Pieces& pieces,
                                            bool before, PatternError* error) {
  Expansion expansion;
  auto alternatives = Reader(text, pieces, 0, Use::kGuard, &expansion, error).Read();
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
  return Compile(regex + (before ? ")\\z" : ")"), true, error);
}

}  // namespace factmill
