#include "rules/form_trie.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "rules/compiled.h"

namespace factmill {
namespace {

// Two elements with the same key match the same.
std::string KeyOf(const Element& element) {
  if (element.regex != nullptr) {
    return (element.regex->exact_case() ? "exact " : "any ") + element.text;
  }
  const Slot& slot = element.slot;
  return "{" + std::to_string(static_cast<int>(slot.kind)) + ":" +
         std::string(KindName(slot.unit_kind)) + ":" + slot.role;
}

class Builder {
 public:
  FormTrie Build(const std::vector<Rule>& rules, const Vocabulary& vocabulary) {
    for (size_t r = 0; r < rules.size(); ++r) {
      for (size_t f = 0; f < rules[r].pattern.forms.size(); ++f) {
        int32_t node = 0;
        const Form& form = rules[r].pattern.forms[f];
        for (const Element& element : form.elements) {
          node = Child(node == 0 && IsBroad(element, form) ? FormTrie::kBesideRoot : node, element);
        }
        AddStart(form);
        trie_.nodes[node].forms.push_back({static_cast<uint16_t>(r), static_cast<uint16_t>(f)});
      }
    }
    for (FormTrie::Node& node : trie_.nodes) {
      node.has_slow =
          node.noun != FormTrie::kNone || node.hedge != FormTrie::kNone || !node.others.empty();
    }
    const auto begins = [this](const Entry& entry) {
      return entry.kind == EntryKind::kIgnore ||
             trie_.nodes[0].ChildOf(entry.slot_number) != FormTrie::kNone;
    };
    trie_.starts.Add(vocabulary.FirstCharsOf(begins));
    AddRootWords(vocabulary.WordsAsRegex(begins));
    return std::move(trie_);
  }

 private:
  void AddRootWords(const Regex& words) {
    if (words.type == Regex::kEither && words.parts.empty()) return;
    FormTrie::Node& root = trie_.nodes[0];
    AutomatonOf(&root)->Add(words, SIZE_MAX);
    root.expressions.push_back(FormTrie::kNone);
  }

  void AddStart(const Form& form) {
    const Element& head = form.elements.front();
    if (head.regex != nullptr) return trie_.starts.Add(form.first);
    switch (head.slot.kind) {
      case SlotKind::kQuantity: return;
      case SlotKind::kNoun:
      case SlotKind::kHedge: {
        FirstChars any;
        any.AddAll();
        return trie_.starts.Add(any);
      }
      default: return;  // Words; see Build.
    }
  }

  // Does the form's first part belong beside the root?
  bool IsBroad(const Element& element, const Form& form) {
    constexpr int kBroad = 20;  // Lower-case letters with which it may begin.
    int letters = 0;
    for (char c = 'a'; c <= 'z'; ++c) letters += form.first.ascii[c];
    if (element.regex == nullptr || letters < kBroad) return false;
    Automaton alone;
    std::bitset<256> leaving;
    const Regex* const tree = element.regex->tree().get();
    if (tree == nullptr || alone.Add(*tree) < 0 || !alone.LeavesWord(0, &leaving) || leaving[' '])
      return false;
    trie_.leaving |= leaving;
    return true;
  }

  int32_t Child(int32_t parent, const Element& element) {
    const auto [known, fresh] = children_.try_emplace({parent, KeyOf(element)}, 0);
    if (!fresh) return known->second;
    const auto child = static_cast<int32_t>(trie_.nodes.size());
    known->second = child;
    trie_.nodes.emplace_back();
    FormTrie::Node& node = trie_.nodes[parent];
    if (element.regex != nullptr) {
      AddExpression(element, child, &node);
      return child;
    }
    switch (element.slot.kind) {
      case SlotKind::kQuantity: node.quantity = child; break;
      case SlotKind::kNoun: node.noun = child; break;
      case SlotKind::kHedge: node.hedge = child; break;
      default:
        node.words.emplace_back(element.slot.number, child);
        node.word_slots |= Vocabulary::SlotBit(element.slot.number);
        std::sort(node.words.begin(), node.words.end());
    }
    return child;
  }

  void AddExpression(const Element& element, int32_t child, FormTrie::Node* node) {
    const auto& tree = element.regex->tree();
    if (tree != nullptr && AutomatonOf(node)->Add(tree) >= 0) {
      node->expressions.push_back(child);
      return;
    }
    node->others.emplace_back(element.regex, child);
  }

  Automaton* AutomatonOf(FormTrie::Node* node) {
    if (node->automaton == FormTrie::kNone) {
      node->automaton = static_cast<int32_t>(trie_.automata.size());
      trie_.automata.push_back(std::make_unique<Automaton>());
    }
    return trie_.automata[node->automaton].get();
  }

  FormTrie trie_;
  std::map<std::pair<int32_t, std::string>, int32_t> children_;
};

// The kind of the slots that Slot::Fits says a word may fill.
std::optional<SlotKind> SlotFilledBy(const Entry& entry) {
  switch (entry.kind) {
    case EntryKind::kUnit: return SlotKind::kUnit;
    case EntryKind::kPrefix: return SlotKind::kPrefix;
    case EntryKind::kClassifier: return SlotKind::kClassifier;
    case EntryKind::kTerm: return SlotKind::kTerm;
    default: return std::nullopt;
  }
}

}  // namespace

int32_t FormTrie::Node::ChildOf(uint16_t slot_number) const {
  const auto found =
      std::lower_bound(words.begin(), words.end(), std::make_pair(slot_number, INT32_MIN));
  return found != words.end() && found->first == slot_number ? found->second : kNone;
}

void NumberSlots(std::vector<Rule>* rules, Vocabulary* vocabulary) {
  // What tells slots apart, and the words that fill them: views of the rules' slots.
  using Key = std::tuple<SlotKind, Kind, std::string_view>;
  std::map<Key, uint16_t> numbers;
  for (Rule& rule : *rules) {
    for (Form& form : rule.pattern.forms) {
      for (Element& element : form.elements) {
        if (element.regex != nullptr) continue;
        Slot& slot = element.slot;
        const auto next = static_cast<uint16_t>(numbers.size());
        slot.number =
            numbers.try_emplace({slot.kind, slot.unit_kind, slot.role}, next).first->second;
      }
    }
  }
  vocabulary->ForEachEntry([&](Entry* entry) {
    entry->slot_number = Entry::kNoSlot;
    const auto kind = SlotFilledBy(*entry);
    if (!kind) return;
    const bool unit = *kind == SlotKind::kUnit || *kind == SlotKind::kPrefix;
    const auto found = numbers.find({*kind, unit ? entry->unit_kind : Slot().unit_kind,
                                     *kind == SlotKind::kTerm ? entry->role : ""});
    if (found != numbers.end()) entry->slot_number = found->second;
  });
  vocabulary->IndexSlots();
}

FormTrie MakeFormTrie(const std::vector<Rule>& rules, const Vocabulary& vocabulary) {
  return Builder().Build(rules, vocabulary);
}

}  // namespace factmill
