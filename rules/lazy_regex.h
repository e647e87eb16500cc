// A regular expression that RE2 compiles when it is first asked for: a rule set
// has hundreds, and a text asks for few.
//
// Mistakes are still found when rules are read: only an expression that RE2 is
// known to take, and that is small, waits.
#ifndef FACTMILL_RULES_LAZY_REGEX_H_
#define FACTMILL_RULES_LAZY_REGEX_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "rules/edge_chars.h"
#include "rules/regex.h"

namespace re2 {
class RE2;
}
namespace cereal {
class access;
}

namespace factmill {

// Longest match.  May be shared by threads.
class LazyRegex {
 public:
  // Null, and `*error` says why, where RE2 does not take `text`.  `most_bytes` may
  // be used for its program and its automaton.
  static std::shared_ptr<const LazyRegex> Make(std::string text, bool exact_case,
                                               int64_t most_bytes, std::string* error);
  ~LazyRegex();

  const std::string& text() const { return text_; }
  bool exact_case() const { return exact_case_; }
  // Names of its groups, "" where unnamed; [i] is group i+1.
  const std::vector<std::string>& groups() const { return groups_; }
  // Instructions of its program: exactly, and without compiling it, at most.
  int size() const;
  int most_size() const { return most_size_; }
  bool waits() const { return waits_; }  // Was it not compiled when it was made?

  const re2::RE2& re2() const {
    const re2::RE2* made = made_.load(std::memory_order_acquire);
    return made != nullptr ? *made : Made();
  }
  const EdgeChars& edges() const {  // Found when first asked for.
    return edges_found_.load(std::memory_order_acquire) ? edges_ : FindEdges();
  }
  // Null where its syntax is not known (ParseRegex).  Read when first asked for.
  const std::shared_ptr<const Regex>& tree() const;

 private:
  friend struct Packing;  // rules/prepared.cc
  friend class cereal::access;
  LazyRegex(std::string text, bool exact_case, int64_t most_bytes);
  void Compile() const;
  const re2::RE2& Made() const;
  const EdgeChars& FindEdges() const;

  const std::string text_;
  const bool exact_case_;
  const int64_t most_bytes_;
  std::vector<std::string> groups_;
  int most_size_ = 0;
  bool waits_ = false;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const re2::RE2> re2_;
  mutable std::once_flag edges_once_;
  mutable EdgeChars edges_;
  mutable std::once_flag tree_once_;
  mutable std::shared_ptr<const Regex> tree_;
  // std::call_once is slow where the call was made long ago.
  mutable std::atomic<const re2::RE2*> made_ = nullptr;
  mutable std::atomic<bool> edges_found_ = false;
};

// What can be said of an expression by a look at it.
struct RegexOutline {
  bool sure = false;                // Does RE2 take it?  Where unsure, nothing else is said.
  int64_t most_size = 0;            // Instructions, at most.
  std::vector<std::string> groups;  // As in LazyRegex.
};
RegexOutline OutlineOf(std::string_view regex, bool exact_case);

}  // namespace factmill

#endif  // FACTMILL_RULES_LAZY_REGEX_H_
