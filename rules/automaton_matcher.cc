// The deterministic states of an automaton: see Matcher in rules/automaton.h.
#include <algorithm>
#include <bit>

#include "rules/automaton.h"

namespace factmill {
namespace {

// Bit i: one of [low, high] is i modulo 64.
uint64_t BitsOf(uint8_t low, uint8_t high) {
  const int size = high - low + 1;
  return size >= 64 ? ~uint64_t{0} : std::rotl((uint64_t{1} << size) - 1, low % 64);
}

size_t HashOf(std::span<const uint32_t> set) {
  uint64_t hash = set.size();
  for (uint32_t item : set) hash = (std::rotl(hash, 5) ^ item) * 0x9E3779B97F4A7C15u;
  return hash >> 32;
}

}  // namespace

Matcher::Matcher(const Automaton& automaton, size_t most_bytes)
    : automaton_(automaton.Ready()), most_bytes_(most_bytes) {
  std::array<bool, 257> begins{};
  for (const auto& instruction : automaton.code_) {
    if (instruction.type != Automaton::Instruction::kBytes || instruction.low > instruction.high) {
      continue;
    }
    begins[instruction.low] = true;
    begins[instruction.high + 1] = true;
  }
  for (size_t byte = 0; byte < 256; ++byte) {
    if (byte > 0) row_size_ += begins[byte];
    classes_[byte] = static_cast<uint16_t>(row_size_);
  }
  ++row_size_;
  marked_.resize(automaton.code_.size());
  DropStates();
}

int32_t Matcher::State::Find(unsigned char byte) const {
  // The lowest byte that is `byte`; behind those that were met all lead to kUnknown.
  constexpr uint64_t kOnes = 0x0101010101010101u;
  const uint64_t differ = bytes ^ kOnes * byte;
  const uint64_t same = (differ - kOnes) & ~differ & kOnes << 7;
  return same == 0 ? kUnknown : next[std::countr_zero(same) / 8];
}

void Matcher::DropStates() {
  constexpr size_t kFirstPlaces = 64;
  states_.clear();
  rows_.clear();
  set_items_.clear();
  set_begins_.assign(1, 0);
  places_.assign(kFirstPlaces, -1);
  bytes_ = 0;
  start_ = kUnknown;
  Intern({});  // kDead
}

void Matcher::AddClosure(uint32_t instruction) {
  stack_.push_back(instruction);
  while (!stack_.empty()) {
    const uint32_t at = stack_.back();
    stack_.pop_back();
    if (marked_[at]) continue;
    marked_[at] = 1;
    closure_.push_back(at);
    const auto& i = automaton_.code_[at];
    if (i.type != Automaton::Instruction::kSplit) continue;
    stack_.push_back(i.next);
    stack_.push_back(i.other);
  }
}

const std::vector<uint32_t>& Matcher::TakeClosure() {
  set_.clear();
  for (uint32_t at : closure_) {
    marked_[at] = 0;
    if (automaton_.code_[at].type != Automaton::Instruction::kSplit) set_.push_back(at);
  }
  closure_.clear();
  std::sort(set_.begin(), set_.end());
  return set_;
}

int32_t Matcher::TransitionTo(int32_t state) const {
  return state * 2 + (states_[state].accept != kNoAccept);
}

int32_t Matcher::Intern(const std::vector<uint32_t>& set) {
  const size_t mask = places_.size() - 1;
  size_t place = HashOf(set) & mask;
  for (; places_[place] >= 0; place = (place + 1) & mask) {
    if (std::ranges::equal(SetOf(places_[place]), set)) return TransitionTo(places_[place]);
  }
  const auto state = static_cast<int32_t>(states_.size());
  places_[place] = state;
  Make(set);
  if (states_.size() * 2 > places_.size()) MakeRoom();
  return TransitionTo(state);
}

// Adds the state of a set that has none.
void Matcher::Make(const std::vector<uint32_t>& set) {
  State& state = states_.emplace_back();
  set_items_.insert(set_items_.end(), set.begin(), set.end());
  set_begins_.push_back(set_items_.size());
  std::vector<uint32_t> accepted;
  for (uint32_t at : set) {
    const auto& i = automaton_.code_[at];
    if (i.type == Automaton::Instruction::kMatch) {
      accepted.push_back(i.next);
    } else if (i.low <= i.high) {
      state.leading |= BitsOf(i.low, i.high);
    }
  }
  if (!accepted.empty()) {
    std::sort(accepted.begin(), accepted.end());
    const auto [id, first] =
        accept_ids_.try_emplace(std::move(accepted), static_cast<uint32_t>(accepts_.size()));
    if (first) accepts_.push_back(&id->first);
    state.accept = id->second;
  }
  constexpr size_t kPlaces = 4 * sizeof(int32_t);  // Its share of places_.
  bytes_ += sizeof(State) + sizeof(size_t) + kPlaces + set.size() * sizeof(uint32_t);
}

// Doubles the table of places.
void Matcher::MakeRoom() {
  places_.assign(places_.size() * 2, -1);
  const size_t mask = places_.size() - 1;
  for (size_t state = 0; state < states_.size(); ++state) {
    size_t place = HashOf(SetOf(static_cast<int32_t>(state))) & mask;
    while (places_[place] >= 0) place = (place + 1) & mask;
    places_[place] = static_cast<int32_t>(state);
  }
}

int32_t Matcher::Step(int32_t state, unsigned char byte) {
  for (uint32_t at : SetOf(state)) {
    const auto& i = automaton_.code_[at];
    if (i.type == Automaton::Instruction::kBytes && i.low <= byte && byte <= i.high) {
      AddClosure(i.next);
    }
  }
  const auto& set = TakeClosure();
  if (bytes_ > most_bytes_) {
    DropStates();
    return Intern(set);
  }
  const int32_t next = Intern(set);
  Remember(state, byte, next);
  return next;
}

void Matcher::Remember(int32_t state, unsigned char byte, int32_t next) {
  State& from = states_[state];
  if (from.row < 0 && from.count < State::kFew) {
    from.bytes |= uint64_t{byte} << 8 * from.count;
    from.next[from.count++] = next;
    return;
  }
  if (from.row < 0) {
    from.row = static_cast<int32_t>(rows_.size());
    rows_.resize(rows_.size() + row_size_, kUnknown);
    bytes_ += row_size_ * sizeof(int32_t);
    for (int i = 0; i < State::kFew; ++i) {
      rows_[from.row + classes_[from.bytes >> 8 * i & 0xFF]] = from.next[i];
    }
  }
  rows_[from.row + classes_[byte]] = next;
}

int32_t Matcher::MakeStart() {
  for (uint32_t start : automaton_.starts_) AddClosure(start);
  start_ = Intern(TakeClosure());
  return start_;
}

Matcher::Fate Matcher::FateOf(std::string_view text) {
  int32_t state = Start();
  bool ends = (state & 1) != 0;
  for (char c : text) {
    state = Next(state, static_cast<unsigned char>(c));
    if (state == kDead) return ends ? Fate::kEnds : Fate::kNothing;
    ends = ends || (state & 1) != 0;
  }
  return Fate::kMore;
}

void Matcher::Run(std::string_view text, uint32_t at, uint32_t limit,
                  std::vector<AutomatonHit>* hits) {
  constexpr size_t kMostAccepts = 4096;
  if (accepts_.size() > kMostAccepts) {
    DropStates();
    accepts_.clear();
    accept_ids_.clear();
  }
  int32_t state = Start();
  for (uint32_t i = at;; ++i) {
    if ((state & 1) != 0) hits->push_back({i, AcceptOf(state)});
    if (i == limit) return;
    state = Next(state, static_cast<unsigned char>(text[i]));
    if (state == kDead) return;
  }
}

}  // namespace factmill
