// Guards, asked of automata of their own: RE2 takes longer to be asked than most
// guards to be answered, and far longer to be made ready.
#ifndef FACTMILL_RULES_GUARDS_H_
#define FACTMILL_RULES_GUARDS_H_

#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/automaton.h"
#include "rules/compiled.h"

namespace factmill {

// One guard.  For one thread.
class Guard {
 public:
  enum class Side { kBefore, kBehind };
  // REQUIRES: `regex` outlives this; its text is that of a guard of that side (ParseGuard).
  Guard(const LazyRegex& regex, Side side);

  // Does it find something that begins at `at`, or (kBefore) ends there?  Where its
  // syntax is not known here RE2 says.
  bool Finds(std::string_view text, uint32_t at);
  bool IsAutomaton() const { return matcher_.has_value(); }

 private:
  const LazyRegex& regex_;
  const Side side_;
  std::unique_ptr<const Automaton> automaton_;
  std::optional<Matcher> matcher_;
};

// All guards of a rule set, each made when it is first asked.  For one thread.
class Guards {
 public:
  // REQUIRES: `rules` outlives this.
  explicit Guards(const CompiledRules& rules) : rules_(rules), by_rule_(rules.rules.size()) {}

  // Do the rule's guards allow the span [begin, end)?
  bool Hold(const Rule& rule, std::string_view text, uint32_t begin, uint32_t end);

 private:
  Guard* Make(const LazyRegex& regex, Guard::Side side);

  const CompiledRules& rules_;
  std::vector<std::array<Guard*, 4>> by_rule_;  // In the order in which they are asked.
  std::unordered_map<const LazyRegex*, std::unique_ptr<Guard>> made_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_GUARDS_H_
