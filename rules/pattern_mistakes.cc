#include "rules/pattern_mistakes.h"

#include <re2/re2.h>

#include <map>

#include "rules/regex.h"

namespace factmill {
namespace {

constexpr std::string_view kNamed = "(?P<";

struct Place {
  size_t begin = 0, size = 0;
};

// The name that a node gives to what it captures, "" for none.
std::string NameOf(const PatternNode& node) {
  if (node.type == PatternNode::kSlot) return node.slot.name;
  if (node.type != PatternNode::kGroup || !node.text.starts_with(kNamed)) return "";
  return node.text.substr(kNamed.size(), node.text.size() - kNamed.size() - 1);
}

// `piece` is where the piece that holds the nodes is named; null outside pieces.
void Collect(const PatternNodes& nodes, const Place* piece, std::vector<CaptureName>* names) {
  for (const PatternSequence& sequence : nodes) {
    for (const PatternNode& node : sequence) {
      const Place place = piece != nullptr ? *piece : Place{node.begin, node.size};
      const std::string name = NameOf(node);
      if (!name.empty()) {
        std::optional<Slot> slot;
        if (node.type == PatternNode::kSlot) slot = node.slot;
        names->push_back({name, std::move(slot), place.begin, place.size});
      }
      Collect(node.alternatives, node.piece.empty() ? piece : &place, names);
    }
  }
}

// Looks for a name that is given twice.
class TwiceFinder {
 public:
  explicit TwiceFinder(bool masked) : masked_(masked) {}

  std::optional<PatternError> Find(const PatternNodes& nodes) {
    bool has_slot = false;
    for (const PatternSequence& sequence : nodes) {
      for (const PatternNode& node : sequence) has_slot |= node.has_slot;
    }
    Alternatives(nodes, has_slot, nullptr);
    return std::move(error_);
  }

 private:
  using Names = std::map<std::string, Place>;

  Names Alternatives(const PatternNodes& nodes, bool has_slot, const Place* piece) {
    Names all;
    for (const PatternSequence& sequence : nodes) {
      Names names;
      for (const PatternNode& node : sequence) {
        if (node.type != PatternNode::kText) Join(In(node, piece), false, &names);
      }
      Join(names, has_slot || masked_, &all);
    }
    return all;
  }

  Names In(const PatternNode& node, const Place* piece) {
    const Place place = piece != nullptr ? *piece : Place{node.begin, node.size};
    Names names;
    if (const std::string name = NameOf(node); !name.empty()) names.emplace(name, place);
    Join(Alternatives(node.alternatives, node.has_slot, node.piece.empty() ? piece : &place), false,
         &names);
    return names;
  }

  void Join(const Names& more, bool apart, Names* names) {
    for (const auto& [name, place] : more) {
      if (names->emplace(name, place).second || apart || error_) continue;
      error_ = {place.begin, place.size, "two captures are called '" + name + "'",
                "give each its own name"};
    }
  }

  bool masked_;
  std::optional<PatternError> error_;
};

// RE2 that only looks whether it takes `text`, in little memory.
RE2::ErrorCode LookAt(const std::string& text, bool exact_case, std::string* argument) {
  RE2::Options options;
  options.set_case_sensitive(exact_case);
  options.set_log_errors(false);
  const RE2 regex(text, options);
  *argument = regex.error_arg();
  return regex.error_code();
}

// Why RE2 does not take one character, class or escape.
PatternError Worded(RE2::ErrorCode code, const std::string& atom, const std::string& argument) {
  PatternError error;
  const size_t at = argument.empty() ? std::string::npos : atom.find(argument);
  error.begin = at == std::string::npos ? 0 : at;
  error.size = at == std::string::npos ? atom.size() : argument.size();
  const std::string shown = "'" + atom.substr(error.begin, error.size) + "'";
  switch (code) {
    case RE2::ErrorBadEscape:
      error.message = shown + " has no meaning";
      error.help =
          argument.starts_with("\\u") || argument.starts_with("\\x")
              ? "write the character itself, or its number as \\x{4E2D}"
              : "behind a \\ stand d, w, s, t, n, p{Han}, x{4E2D}, or a sign such as . or (";
      break;
    case RE2::ErrorBadCharRange:
      if (argument.starts_with("\\") && argument.find('-') == std::string::npos) {
        error.message = "there are no characters called " + shown;
        error.help = "write \\p{Han} for Chinese characters, \\p{L} for letters of any kind";
      } else if (argument.starts_with("[:")) {
        error.message = "there are no characters called " + shown;
        error.help = "write [:alpha:], [:digit:], [:alnum:], [:upper:], [:lower:] or [:punct:]";
      } else {
        error.message = shown + " is no range of characters";
        error.help = "the first comes before the second: [a-z]; a plain - stands last: [az-]";
      }
      break;
    default:
      error.message = shown + " is not right";
      error.help = "rules/README.md says what a pattern is made of";
  }
  return error;
}

std::optional<PatternError> MistakeIn(const PatternNode& node, bool exact_case) {
  std::string argument;
  if (node.type == PatternNode::kText) {
    const RE2::ErrorCode code = LookAt(node.text, exact_case, &argument);
    if (code != RE2::NoError) {
      PatternError error = Worded(code, node.text, argument);
      error.begin += node.begin;
      return error;
    }
    const auto tree = ParseRegex(node.text, exact_case);
    if (tree && tree->type == Regex::kChars && tree->chars.ranges().empty()) {
      return PatternError{node.begin, node.size, "no character is in '" + node.text + "'",
                          "a class without ^ lists what it matches; with ^ all else is matched"};
    }
  }
  auto inside = MistakeIn(node.alternatives, exact_case);
  if (inside && !node.piece.empty()) {
    inside->begin = node.begin;
    inside->size = node.size;
    inside->message = "in piece '" + node.piece + "': " + inside->message;
  }
  if (inside || node.quantifier.empty() || node.has_slot) return inside;
  if (LookAt(ToRegex(node), exact_case, &argument) != RE2::ErrorRepeatSize) return std::nullopt;
  return PatternError{node.quantifier_begin, node.quantifier.size(), kTooManyRepeats,
                      kTooManyRepeatsHelp};
}

}  // namespace

std::vector<CaptureName> CapturesOf(const PatternNodes& nodes) {
  std::vector<CaptureName> names;
  Collect(nodes, nullptr, &names);
  return names;
}

std::optional<PatternError> NameTwice(const PatternNodes& nodes, bool masked) {
  return TwiceFinder(masked).Find(nodes);
}

std::optional<PatternError> MistakeIn(const PatternNodes& nodes, bool exact_case) {
  for (const PatternSequence& sequence : nodes) {
    for (const PatternNode& node : sequence) {
      if (auto error = MistakeIn(node, exact_case)) return error;
    }
  }
  return std::nullopt;
}

}  // namespace factmill
