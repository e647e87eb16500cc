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
#include <span>
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
  Automaton() = default;
  // With kBackwards it takes a text from its end on: the bytes of each character in
  // that order.  The parts of an expression come as they are.
  enum class Direction { kForwards, kBackwards };
  explicit Automaton(Direction direction) : direction_(direction) {}

  // Adds an expression, and numbers it.  Gives -1, and adds nothing, where it
  // would take more than `most` instructions.
  int Add(const Regex& regex, size_t most = kMostInstructions);
  int Add(std::shared_ptr<const Regex> regex);
  static constexpr size_t kMostInstructions = 20000;
  static constexpr uint8_t kMarkByte = 0xFF;  // The byte of a mark (regex.h); no text has it.

  // Does every match of the expression that begins with an ASCII letter or digit go
  // on beyond the word that these make?  Adds the bytes with which it may go on.
  bool LeavesWord(int expression, std::bitset<256>* exits) const;

  size_t size() const { return Ready().code_.size(); }
  int expressions() const { return static_cast<int>(starts_.size()); }

 private:
  friend struct Packing;  // rules/prepared.cc
  friend class Matcher;
  struct Instruction {
    enum Type : uint16_t { kBytes, kSplit, kMatch } type;
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

  const Direction direction_ = Direction::kForwards;
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
//
// A text walks through thousands of states: each is a single line of the processor's
// cache, which says at once that a byte leads nowhere, as most do.
class Matcher {
 public:
  // REQUIRES: `automaton` outlives this.
  Matcher(const Automaton& automaton, size_t most_bytes);

  // Appends every end in [at, limit] at which an expression matches that begins
  // at `at`, ascending.
  void Run(std::string_view text, uint32_t at, uint32_t limit, std::vector<AutomatonHit>* hits);

  // Does an expression match some beginning of the bytes that `next` gives, one a call,
  // and a negative number behind the last?
  template <typename Bytes>
  bool MatchesSome(Bytes next) {
    for (int32_t state = Start(); state != kDead;) {
      if ((state & 1) != 0) return true;
      const int byte = next();
      if (byte < 0) return false;
      state = Next(state, static_cast<unsigned char>(byte));
    }
    return false;
  }

  // What begins with `text`: nothing that any expression matches, only what ends in it,
  // or it may be more.
  enum class Fate { kNothing, kEnds, kMore };
  Fate FateOf(std::string_view text);

  // The numbers of the expressions, ascending.  Valid until the next Run.
  const std::vector<uint32_t>& Accepted(uint32_t accept) const { return *accepts_[accept]; }

 private:
  // A transition: twice the index of the next state, and one more where that state
  // accepts.
  static constexpr int32_t kUnknown = -1, kDead = 0;
  static constexpr uint32_t kNoAccept = UINT32_MAX;

  struct alignas(64) State {
    static constexpr int kFew = 8;

    bool MayLead(unsigned char byte) const { return leading >> byte % 64 & 1; }
    int32_t Find(unsigned char byte) const;  // Among the few.

    uint64_t leading = 0;  // Bit i: some byte leads on that is i modulo 64.
    uint64_t bytes = 0;    // A few that were met, from the lowest on, ...
    int32_t next[kFew] = {kUnknown, kUnknown, kUnknown, kUnknown,
                          kUnknown, kUnknown, kUnknown, kUnknown};  // ... and where they lead.
    int32_t count = 0;                                              // So many.
    int32_t row = kUnknown;  // Where there were more: its row in rows_.
    uint32_t accept = kNoAccept;
  };

  int32_t Start() { return start_ != kUnknown ? start_ : MakeStart(); }
  int32_t MakeStart();
  int32_t Next(int32_t from, unsigned char byte) {
    const State& state = states_[static_cast<size_t>(from) >> 1];
    if (!state.MayLead(byte)) return kDead;
    const int32_t next = state.row < 0 ? state.Find(byte) : rows_[state.row + classes_[byte]];
    return next != kUnknown ? next : Step(from >> 1, byte);
  }
  int32_t Step(int32_t state, unsigned char byte);
  void Remember(int32_t state, unsigned char byte, int32_t next);
  void DropStates();

  // The state of a set of instructions that take a byte or match, ascending.
  int32_t Intern(const std::vector<uint32_t>& set);
  void Make(const std::vector<uint32_t>& set);
  void MakeRoom();
  std::span<const uint32_t> SetOf(int32_t state) const {
    return {set_items_.data() + set_begins_[state], set_begins_[state + 1] - set_begins_[state]};
  }
  int32_t TransitionTo(int32_t state) const;
  uint32_t AcceptOf(int32_t transition) const { return states_[transition >> 1].accept; }
  void AddClosure(uint32_t instruction);
  const std::vector<uint32_t>& TakeClosure();  // Valid until the next.

  const Automaton& automaton_;
  const size_t most_bytes_;
  size_t bytes_ = 0;
  // Bytes that no instruction tells apart share one.
  std::array<uint16_t, 256> classes_{};
  int32_t row_size_ = 0;
  int32_t start_ = kUnknown;
  std::vector<State> states_;
  std::vector<int32_t> rows_;        // A row by state with many transitions, by class.
  std::vector<uint32_t> set_items_;  // Of all states, one after the other, ...
  std::vector<size_t> set_begins_;   // ... from here to where the next begins.
  std::vector<int32_t> places_;      // A hash table of the states by their sets; -1 where free.
  std::vector<const std::vector<uint32_t>*> accepts_;
  std::map<std::vector<uint32_t>, uint32_t> accept_ids_;
  std::vector<uint8_t> marked_;  // While a closure is made.
  std::vector<uint32_t> stack_, closure_, set_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_AUTOMATON_H_
