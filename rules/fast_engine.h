// The fast engine: the same matches as the plain one (rules/matcher.h), for the
// price of looking once.
//
//   starts    most characters begin nothing: one look into a table
//   tree      all forms are walked at once; each place of the tree asks one
//             automaton, one word of the vocabulary and one number (form_trie.h)
//   ranking   the ways found are ranked first; only then are edges, guards and
//             values asked for, best first, until one holds
//
// What a thread needs to remember (automata's states) is kept from one paragraph
// to the next, and lent to whoever matches.
#ifndef FACTMILL_RULES_FAST_ENGINE_H_
#define FACTMILL_RULES_FAST_ENGINE_H_

#include <memory>
#include <mutex>
#include <vector>

namespace factmill {

class FastWalk;
struct CompiledRules;
struct FormTrie;
struct MatchContext;
struct Mention;

class FastEngine {
 public:
  FastEngine();
  ~FastEngine();
  FastEngine(const FastEngine&) = delete;

  // One that no other thread uses; null if one must be made.
  std::unique_ptr<FastWalk> Borrow() const;
  void Return(std::unique_ptr<FastWalk> walk) const;

 private:
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<FastWalk>> idle_;
};

// Matches with the rules of a tree of their own: to see what a rule costs, or
// what is lost without it.  For one thread.
class FormsAlone {
 public:
  // REQUIRES: both outlive this; `forms` is of `rules`, some left out.
  FormsAlone(const CompiledRules& rules, const FormTrie& forms);
  ~FormsAlone();
  std::vector<Mention> Match(const MatchContext& context);

 private:
  std::unique_ptr<FastWalk> walk_;
};

// Do any forms of the tree make an offer anywhere in the text?  Tries every place,
// whatever is won or ignored there: where it says no, a set with these rules and
// one without them match alike.  `engine` lends what a thread needs.
// REQUIRES: `forms` is of `rules`, some left out; `engine` is used for it alone.
bool FindsAnything(const CompiledRules& rules, const FormTrie& forms, const FastEngine& engine,
                   const MatchContext& context);

}  // namespace factmill

#endif  // FACTMILL_RULES_FAST_ENGINE_H_
