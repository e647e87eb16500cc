// The matchers of a tree's automata, for one thread.
#ifndef FACTMILL_RULES_MATCHERS_H_
#define FACTMILL_RULES_MATCHERS_H_

#include <optional>
#include <vector>

#include "rules/form_trie.h"

namespace factmill {

class Matchers {
 public:
  // REQUIRES: `forms` outlives this.
  explicit Matchers(const FormTrie& forms) : forms_(forms), matchers_(forms.automata.size()) {}

  // Made when first asked.  REQUIRES: the node has an automaton.
  Matcher& Of(const FormTrie::Node& node) {
    std::optional<Matcher>& matcher = matchers_[node.automaton];
    return matcher ? *matcher : Make(node.automaton);
  }

 private:
  // For the states that one thread remembers: those of the root's automaton, which
  // every place asks, and of all others.
  static constexpr size_t kRootBytes = 16 << 20;
  static constexpr size_t kOtherBytes = 32 << 20;

  [[gnu::noinline]] Matcher& Make(int32_t automaton) {
    const bool root = automaton == forms_.nodes[0].automaton;
    return matchers_[automaton].emplace(*forms_.automata[automaton],
                                        root ? kRootBytes : kOtherBytes / matchers_.size());
  }

  const FormTrie& forms_;
  std::vector<std::optional<Matcher>> matchers_;  // By automaton.
};

}  // namespace factmill

#endif  // FACTMILL_RULES_MATCHERS_H_
