// Several regular expressions as one automaton over bytes: where each of them
// matches from a given place on, in one pass.
//
// RE2 says how far one expression reaches; asked a hundred times at a place that
// is slow.  This automaton is asked once, and stops at the first byte that none
// of them can take.  States are made when a text first needs them.
#ifndef FACTMILL_RULES_AUTOMATON_H_
#define FACTMILL_RULES_AUTOMATON_H_

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "rules/regex.h"

namespace factmill {

// ASCII letters and digits.
constexpr std::array<bool, 256> kIsWordByte = [] {
  std::array<bool, 256> is_word{};
  for (int c = 0; c < 128; ++c) {
    is_word[c] = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
  return is_word;
}();

// The program: a nondeterministic automaton over bytes of UTF-8.  Frozen once
// all expressions are added; shared by threads.
//
// A rule set has hundreds, and a short text asks few: what is added by a shared
// tree is compiled when a Matcher first needs it, if it surely fits.
class Automaton {
 public:
  // Adds an expression, and numbers it.  Gives -1, and adds nothing, where it
  // would take more than `most` instructions.
  int Add(const Regex& regex, size_t most = kMostInstructions);
  int Add(std::shared_ptr<const Regex> regex);
  static constexpr size_t kMostInstructions = 20000;

  // Does every match of the expression that begins with an ASCII letter or digit go
  // on beyond the word that these make?  Adds the bytes with which it may go on.
  bool LeavesWord(int expression, std::bitset<256>* exits) const;

  size_t size() const { return Ready().code_.size(); }
  int expressions() const { return static_cast<int>(starts_.size()); }

 private:
  friend class Matcher;
  struct Instruction {
    enum Type : uint8_t { kBytes, kSplit, kMatch } type;
    uint8_t low = 0, high = 0;     // kBytes.
    uint32_t next = 0, other = 0;  // kSplit has both; kMatch: the expression in `next`.
  };
  static constexpr uint32_t kFull = UINT32_MAX;

  // Compiles what waits, once.
  const Automaton& Ready() const;
  // Compiles an expression and numbers its matches; kFull where there is no room.
  uint32_t CompileWhole(const Regex& regex, uint32_t number, size_t most);
  // Compiles from back to front: what leads to `next` is entered at the result.
  uint32_t Compile(const Regex& regex, uint32_t next);
  uint32_t CompileChars(const CodePoints& chars, uint32_t next);
  uint32_t CompileRepeat(const Regex& regex, uint32_t next);
  uint32_t Emit(Instruction instruction);

  std::vector<Instruction> code_;
  std::vector<uint32_t> starts_;
  size_t limit_ = 0;
  std::vector<std::pair<uint32_t, std::shared_ptr<const Regex>>> waiting_;  // By number.
  mutable std::once_flag once_;
};

// What matches at a place.
struct AutomatonHit {
  uint32_t end;     // Not included.
  uint32_t accept;  // Names the expressions that match so far; see Matcher::Accepted.
};

// Deterministic states of one automaton, made as they are needed.  For one
// thread.  Memory is bounded: past `most_bytes` the states are dropped.
class Matcher {
 public:
  // REQUIRES: `automaton` outlives this.
  Matcher(const Automaton& automaton, size_t most_bytes);

  // Appends every end in [at, limit] at which an expression matches that begins
  // at `at`, ascending.
  void Run(std::string_view text, uint32_t at, uint32_t limit, std::vector<AutomatonHit>* hits);

  // Does no expression match anything that begins with `text`?  One may match less.
  bool Dies(std::string_view text);

  // The numbers of the expressions, ascending.  Valid until the next Run.
  const std::vector<uint32_t>& Accepted(uint32_t accept) const { return *accepts_[accept]; }

 private:
  using Set = std::vector<uint32_t>;  // Instructions that take a byte or match; ascending.
  // A transition: twice the place of the next state's row in next_, and one more
  // where that state accepts.
  static constexpr int32_t kUnknown = -1, kDead = 0;

  int32_t Start() { return start_ != kUnknown ? start_ : MakeStart(); }
  int32_t MakeStart();
  void DropStates();
  int32_t Intern(Set set);
  int32_t Step(int32_t row, unsigned char byte);
  uint32_t AcceptOf(int32_t row) const { return static_cast<uint32_t>(next_[row]); }
  void AddClosure(uint32_t instruction);
  Set TakeClosure();

  const Automaton& automaton_;
  const size_t most_bytes_;
  size_t bytes_ = 0;
  // Bytes that no instruction tells apart share one.  From 1 on.
  std::array<uint16_t, 256> classes_{};
  int32_t row_size_ = 1;
  int32_t start_ = kUnknown;
  std::vector<int32_t> next_;     // A row by state: what it accepts, then by class.
  std::vector<const Set*> sets_;  // By state: keys of states_.
  std::map<Set, int32_t> states_;
  std::vector<const std::vector<uint32_t>*> accepts_;
  std::map<std::vector<uint32_t>, uint32_t> accept_ids_;
  std::vector<uint8_t> marked_;  // While a closure is made.
  std::vector<uint32_t> stack_, closure_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_AUTOMATON_H_
