#include "rules/pattern_reader.h"

#include <algorithm>
#include <charconv>

#include "base/diagnostic.h"
#include "base/utf8.h"

namespace factmill {
namespace {

using Node = PatternNode;
using Sequence = PatternSequence;
using Use = PatternUse;

constexpr int kDeepest = 32;
constexpr size_t kMostBytes = 64 << 10;  // Of a pattern, pieces put in.
constexpr size_t kMostNodes = 20000;
constexpr size_t kMostSlots = 100;
constexpr int kMostRepeats = 1000;  // RE2's limit.

bool IsNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == ':' ||
         c == '=';
}

// As RE2 takes it.
bool IsCaptureName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return IsAsciiDigit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

std::string NoKind(std::string_view name) {
  std::vector<std::string> names;
  for (int i = 0; i < kKinds; ++i) names.emplace_back(KindName(static_cast<Kind>(i)));
  const std::string meant = DidYouMean(name, names);
  return "there is no kind '" + std::string(name) + "'" +
         (meant.empty() ? "" : ", but '" + meant + "'");
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
    if (!kind && !slot.any_kind) *problem = NoKind(argument);
  } else if (slot.kind == SlotKind::kUnit || slot.kind == SlotKind::kPrefix) {
    const auto kind = KindFromName(argument);
    if (!kind) {
      *problem = argument.empty() ? "a " + std::string(type) + " needs its kind" : NoKind(argument);
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
    if (at_ == text_.size()) return alternatives;
    Fail(at_, 1, "there is a ) without its (", "");
    return std::nullopt;
  }

 private:
  bool Fail(size_t begin, size_t size, std::string message, std::string help) {
    *error_ = {begin, size, std::move(message), std::move(help)};
    return false;
  }

  bool TooLarge(size_t begin) {
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
      if (!Item(&alternatives.back().emplace_back())) return std::nullopt;
    }
    return alternatives;
  }

  // Reads into `*node`, where it stays: nodes are large to move.
  bool Item(Node* node) {
    const size_t begin = at_;
    const char c = text_[at_];
    if (++expansion_->nodes > kMostNodes) return TooLarge(begin);
    if (AtQuantifier()) {
      if (!Quantifier()) return false;
      const std::string sign(text_.substr(begin, c == '{' ? at_ - begin : 1));
      return Fail(begin, sign.size(), "there is nothing before the " + sign, "");
    }
    const bool read = c == '(' ? Group(node) : c == '{' ? Braces(node) : Plain(node);
    if (!read) return false;
    node->begin = begin;
    if (node->size == 0) node->size = at_ - begin;
    node->quantifier_begin = at_;
    auto quantifier = Quantifier();
    if (!quantifier) return false;
    node->quantifier = std::move(*quantifier);
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
    return true;
  }

  // "?", "*", "+", or a "{" that begins a count.
  bool AtQuantifier() const {
    if (at_ >= text_.size()) return false;
    const char c = text_[at_];
    return c == '?' || c == '*' || c == '+' ||
           (c == '{' && at_ + 1 < text_.size() && IsAsciiDigit(text_[at_ + 1]));
  }

  // The quantifier that stands here, "" for none.
  std::optional<std::string> Quantifier() {
    const size_t begin = at_;
    if (!AtQuantifier()) return "";
    if (text_[at_] != '{')
      ++at_;
    else if (!SkipCount())
      return std::nullopt;
    if (at_ < text_.size() && text_[at_] == '?') ++at_;
    if (AtQuantifier()) {
      Fail(begin, at_ + 1 - begin, "one repetition stands right behind another",
           "put the first one and what it repeats in a group: (?:...)");
      return std::nullopt;
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  // {2}, {2,} or {2,5}
  bool SkipCount() {
    const size_t begin = at_;
    const size_t close = std::min(text_.find('}', begin), text_.size() - 1);
    const std::string_view all = text_.substr(begin, close + 1 - begin);
    std::string_view rest = all.substr(1);
    int least = 0, most = 0;
    const bool first = TakeNumber(&rest, &least);
    const bool open = first && rest.starts_with(",");
    if (open) rest.remove_prefix(1);
    const bool both = open && TakeNumber(&rest, &most);
    if (!first || rest != "}") {
      Fail(begin, all.size(), "'" + std::string(all) + "' is no count of repetitions",
           "write {2}, {2,} or {2,5}; \\{ is the sign itself");
      return false;
    }
    if (std::max(least, most) > kMostRepeats) {
      return Fail(begin, all.size(), kTooManyRepeats, kTooManyRepeatsHelp);
    }
    if (both && most < least) {
      return Fail(begin, all.size(), "'" + std::string(all) + "' runs backwards",
                  "the smaller count comes first: {2,5}");
    }
    at_ = close + 1;
    return true;
  }

  // Digits without zeros before them; a number that is too large is kMostRepeats + 1.
  static bool TakeNumber(std::string_view* rest, int* number) {
    const size_t size = std::min(rest->find_first_not_of("0123456789"), rest->size());
    if (size == 0 || (size > 1 && rest->front() == '0')) return false;
    const auto [end, error] = std::from_chars(rest->data(), rest->data() + size, *number);
    if (error != std::errc()) *number = kMostRepeats + 1;
    rest->remove_prefix(size);
    return true;
  }

  bool Plain(Node* node) {
    const size_t begin = at_;
    const char c = text_[at_];
    const bool ends = use_ == Use::kGuard || use_ == Use::kPiece;
    if (!ends && (c == '^' || c == '$')) {
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
    node->text = text_.substr(begin, at_ - begin);
    return true;
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

  bool Group(Node* node) {
    node->type = Node::kGroup;
    const size_t begin = at_;
    if (++depth_ > kDeepest) return Fail(begin, 1, "groups are nested too deeply", "");
    const std::string_view rest = text_.substr(at_);
    for (std::string_view look : {"(?=", "(?!", "(?<=", "(?<!"}) {
      if (!rest.starts_with(look)) continue;
      const bool behind = look.size() == 4, negative = look.back() == '!';
      const std::string guard =
          std::string(negative ? "not_" : "") + (behind ? "preceded_by" : "followed_by");
      return Fail(begin, look.size(),
                  std::string("RE2 has no look-") + (behind ? "behind" : "ahead") + " \"" +
                      std::string(look) + "\"",
                  use_ == Use::kGuard ? "a guard looks around already: write the words themselves"
                                      : "take it out and add   " + guard + " = '...'");
    }
    if (rest.starts_with("(?P<")) {
      const size_t close = rest.find('>');
      if (close == std::string_view::npos)
        return Fail(begin, 4, "the group's name is never closed", "");
      node->text = rest.substr(0, close + 1);
      const std::string_view name = rest.substr(4, close - 4);
      if (!IsCaptureName(name)) return NoName(begin, close + 1, name);
    } else if (rest.starts_with("(?P=")) {
      return Fail(begin, 4, "there are no back-references", "name the two parts apart");
    } else if (rest.starts_with("(?P")) {
      return Fail(begin, 3, "a named group is written (?P<name>...)", "add the <name>");
    } else if (rest.starts_with("(?<")) {
      return Fail(begin, 3, "a named group is written (?P<name>...)", "add the P");
    } else if (rest.starts_with("(?:")) {
      node->text = "(?:";
    } else if (rest.starts_with("(?")) {
      return Fail(begin, 2, "flags inside a pattern are not supported",
                  "case = \"exact\" on the rule makes letters match in their own case");
    } else {
      node->text = "(?:";  // A plain group only groups.
      at_ -= 2;
    }
    at_ += node->text.size();
    node->size = at_ - begin;
    auto alternatives = Alternatives();
    if (!alternatives) return false;
    if (at_ >= text_.size()) return Fail(begin, 1, "the ( is never closed", "add the )");
    ++at_;
    --depth_;
    node->alternatives = std::move(*alternatives);
    for (const Sequence& sequence : node->alternatives) {
      for (const Node& item : sequence) node->has_slot |= item.has_slot;
    }
    return true;
  }

  bool NoName(size_t begin, size_t size, std::string_view name) {
    return Fail(begin, size, "'" + std::string(name) + "' is no name for a capture",
                "a name is made of letters from a to z, digits and _");
  }

  bool Braces(Node* node) {
    const size_t begin = at_;
    size_t end = at_ + 1;
    while (end < text_.size() && IsNameByte(text_[end])) ++end;
    if (end < text_.size() && text_[end] != '}') {
      const size_t close = text_.find_first_of("{}", end);
      if (close != std::string_view::npos && text_[close] == '}') {
        const std::string all(text_.substr(begin, close + 1 - begin));
        return Fail(begin, all.size(), "'" + all + "' is no name in braces",
                    "write {q=quantity} or {piece}, in small letters; \\{ is the sign itself");
      }
    }
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
    if (!name.empty() && !IsCaptureName(name)) return NoName(begin, at_ - begin, name);
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
      node->type = Node::kSlot;
      node->slot = std::move(*slot);
      node->has_slot = true;
      return true;
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
      std::string others;
      for (auto it = again + 1; it != path.end(); ++it)
        others += (others.empty() ? ", by way of '" : ", '") + *it + "'";
      expansion_->whole = true;
      return Fail(begin, at_ - begin, "piece '" + what + "' names itself" + others, "");
    }
    node->type = Node::kGroup;
    node->text = name.empty() ? "(?:" : "(?P<" + std::string(name) + ">";
    node->piece = what;
    if (use_ == Use::kPiece) {  // The other piece is read by itself.
      node->alternatives.emplace_back();
      return true;
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
    node->alternatives = std::move(*alternatives);
    for (const Sequence& sequence : node->alternatives) {
      for (const Node& item : sequence) node->has_slot |= item.has_slot;
    }
    return true;
  }

  std::string_view text_;
  const Pieces& pieces_;
  int depth_;
  Use use_;
  Expansion* expansion_;
  PatternError* error_;
  size_t at_ = 0;
};

}  // namespace

std::optional<PatternNodes> ReadPattern(std::string_view text, const Pieces& pieces, PatternUse use,
                                        PatternError* error) {
  Expansion expansion;
  return Reader(text, pieces, 0, use, &expansion, error).Read();
}

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

}  // namespace factmill
