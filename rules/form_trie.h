// All forms of all rules as one tree of their elements: forms that begin alike
// are walked together, and the expressions that may follow one another's place
// are one automaton.
#ifndef FACTMILL_RULES_FORM_TRIE_H_
#define FACTMILL_RULES_FORM_TRIE_H_

#include <bitset>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "rules/automaton.h"
#include "rules/pattern.h"
#include "rules/starts.h"

namespace factmill {

struct Rule;
class LazyRegex;

// A form of a rule, by their places in the rule set.
struct FormRef {
  uint16_t rule, form;
};

class Vocabulary;

struct FormTrie {
  static constexpr int32_t kNone = -1;

  struct Node {
    std::vector<FormRef> forms;  // These end here; in rule order.
    // Children, by what leads to them.
    int32_t quantity = kNone, noun = kNone, hedge = kNone;
    std::vector<std::pair<uint16_t, int32_t>> words;  // A word, by its slot number; ascending.
    uint64_t word_slots = 0;                          // Vocabulary::SlotBit of all of `words`.
    int32_t automaton = kNone;                        // Into `automata`.
    // By the automaton's numbers.  The root's automaton finds, too, the words that
    // begin a form or are ignored; their number leads to kNone.
    std::vector<int32_t> expressions;
    // What the automaton cannot take.
    std::vector<std::pair<std::shared_ptr<const LazyRegex>, int32_t>> others;
    bool has_slow = false;  // A noun, a hedge, or some of `others`.

    int32_t ChildOf(uint16_t slot_number) const;  // Of `words`; kNone for none.
  };

  // The first is the root.  The second stands beside it for expressions that may
  // begin with almost any letter, but only match what goes on behind the word with
  // one of a few bytes, a space not among them (web addresses): where a place
  // begins with a word, only the byte behind that says whether to ask.
  static constexpr int32_t kBesideRoot = 1;
  std::vector<Node> nodes{2};
  std::bitset<256> leaving;  // Those bytes.
  std::vector<std::unique_ptr<Automaton>> automata;
  // With which a form may begin, but for quantities, and an ignored word.
  Starts starts;
};

// Gives each slot that words of the vocabulary fill a number, and each entry the
// number of the slots that it fills.  REQUIRES: the vocabulary is frozen.
void NumberSlots(std::vector<Rule>* rules, Vocabulary* vocabulary);

// REQUIRES: slots are numbered; `rules` stay where they are.
FormTrie MakeFormTrie(const std::vector<Rule>& rules, const Vocabulary& vocabulary);

}  // namespace factmill

#endif  // FACTMILL_RULES_FORM_TRIE_H_
