#include "rules/automaton.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/utf8.h"

namespace factmill {
namespace {

struct ByteRange {
  uint8_t low, high;
};
using ByteRanges = std::vector<ByteRange>;  // One for each byte of a character.

// The UTF-8 of [low, high], as sequences of byte ranges.
void ToUtf8Ranges(char32_t low, char32_t high, std::vector<ByteRanges>* out) {
  if (low > high) return;
  // Surrogates have no UTF-8.
  if (low < 0xE000 && high > 0xD7FF) {
    if (low < 0xD800) ToUtf8Ranges(low, 0xD7FF, out);
    return ToUtf8Ranges(0xE000, high, out);
  }
  // Split where the number of bytes changes, ...
  for (char32_t last : {0x7F, 0x7FF, 0xFFFF}) {
    if (low > last || high <= last) continue;
    ToUtf8Ranges(low, last, out);
    return ToUtf8Ranges(last + 1, high, out);
  }
  // ... and until all bytes but the last varying one run over their full range.
  for (int tail = 1; high > 0x7F && tail < 4; ++tail) {
    const char32_t mask = (1u << (6 * tail)) - 1;
    if ((low & ~mask) == (high & ~mask)) break;
    if ((low & mask) != 0) {
      ToUtf8Ranges(low, low | mask, out);
      return ToUtf8Ranges((low | mask) + 1, high, out);
    }
    if ((high & mask) != mask) {
      ToUtf8Ranges(low, (high & ~mask) - 1, out);
      return ToUtf8Ranges(high & ~mask, high, out);
    }
  }
  std::string first, last;
  AppendUtf8(low, &first);
  AppendUtf8(high, &last);
  ByteRanges ranges;
  for (size_t i = 0; i < first.size(); ++i) {
    ranges.push_back({static_cast<uint8_t>(first[i]), static_cast<uint8_t>(last[i])});
  }
  out->push_back(std::move(ranges));
}

// Instructions of what is compiled of `regex`, at most.
size_t MostSizeOf(const Regex& regex) {
  constexpr size_t kHuge = size_t{1} << 30;
  // Of a range beyond ASCII, which falls apart into sequences, with a split for each.
  constexpr size_t kRange = 128;
  size_t size = 1;
  switch (regex.type) {
    case Regex::kEmpty: break;
    case Regex::kChars:
      for (const auto& range : regex.chars.ranges()) size += range.second < 0x80 ? 2 : kRange;
      break;
    case Regex::kSequence:
    case Regex::kEither:
      for (const Regex& part : regex.parts) size = std::min(kHuge, size + MostSizeOf(part) + 1);
      break;
    case Regex::kRepeat:
      size = (MostSizeOf(regex.parts.front()) + 1) *
             (static_cast<size_t>(std::max({regex.least, regex.most, 0})) + 1);
      break;
  }
  return std::min(kHuge, size);
}

}  // namespace

uint32_t Automaton::Emit(Instruction instruction) {
  if (code_.size() >= limit_) return kFull;
  code_.push_back(instruction);
  return static_cast<uint32_t>(code_.size() - 1);
}

int Automaton::Add(const Regex& regex, size_t most) {
  const auto number = static_cast<uint32_t>(starts_.size());
  const uint32_t start = CompileWhole(regex, number, most);
  if (start == kFull) return -1;
  starts_.push_back(start);
  return static_cast<int>(number);
}

int Automaton::Add(std::shared_ptr<const Regex> regex) {
  if (MostSizeOf(*regex) > kMostInstructions) return Add(*regex);
  const auto number = static_cast<uint32_t>(starts_.size());
  starts_.push_back(kFull);
  waiting_.emplace_back(number, std::move(regex));
  return static_cast<int>(number);
}

const Automaton& Automaton::Ready() const {
  // What it adds is part of the value from the start: nobody saw the program before.
  std::call_once(once_, [self = const_cast<Automaton*>(this)] {
    for (const auto& [number, regex] : self->waiting_)
      self->starts_[number] = self->CompileWhole(*regex, number, kMostInstructions);
    self->waiting_.clear();
  });
  return *this;
}

uint32_t Automaton::CompileWhole(const Regex& regex, uint32_t number, size_t most) {
  const size_t before = code_.size();
  limit_ = std::min<size_t>(most, kFull - 1 - before) + before;
  const uint32_t start = Compile(regex, Emit({Instruction::kMatch, 0, 0, number, 0}));
  if (start == kFull) code_.resize(before);
  return start;
}

uint32_t Automaton::Compile(const Regex& regex, uint32_t next) {
  if (next == kFull) return kFull;
  switch (regex.type) {
    case Regex::kEmpty: return next;
    case Regex::kChars: return CompileChars(regex.chars, next);
    case Regex::kSequence:
      for (auto part = regex.parts.rbegin(); part != regex.parts.rend(); ++part) {
        next = Compile(*part, next);
      }
      return next;
    case Regex::kEither: {
      uint32_t entry = Compile(regex.parts.back(), next);
      for (auto part = regex.parts.rbegin() + 1; part != regex.parts.rend(); ++part) {
        const uint32_t branch = Compile(*part, next);
        if (branch == kFull || entry == kFull) return kFull;
        entry = Emit({Instruction::kSplit, 0, 0, branch, entry});
      }
      return entry;
    }
    case Regex::kRepeat: return CompileRepeat(regex, next);
  }
  return kFull;
}

uint32_t Automaton::CompileRepeat(const Regex& regex, uint32_t next) {
  const Regex& part = regex.parts.front();
  uint32_t entry = next;
  if (regex.most < 0) {
    entry = Emit({Instruction::kSplit, 0, 0, 0, next});
    if (entry == kFull) return kFull;
    const uint32_t body = Compile(part, entry);
    if (body == kFull) return kFull;
    code_[entry].next = body;
  }
  for (int i = regex.least; i < regex.most; ++i) {
    const uint32_t body = Compile(part, entry);
    if (body == kFull) return kFull;
    entry = Emit({Instruction::kSplit, 0, 0, body, next});
  }
  for (int i = 0; i < regex.least; ++i) entry = Compile(part, entry);
  return entry;
}

uint32_t Automaton::CompileChars(const CodePoints& chars, uint32_t next) {
  // Sequences with the same tail share it.
  using Made = std::pair<Instruction, uint32_t>;
  std::vector<Made> made;
  const auto bytes = [&](ByteRange range, uint32_t to) {
    for (const auto& [known, at] : made) {
      if (known.low == range.low && known.high == range.high && known.next == to) return at;
    }
    const Instruction instruction{Instruction::kBytes, range.low, range.high, to, 0};
    const uint32_t at = Emit(instruction);
    made.emplace_back(instruction, at);
    return at;
  };
  uint32_t entry = kFull;
  const auto add = [&](uint32_t at) {
    if (at == kFull) return false;
    entry = entry == kFull ? at : Emit({Instruction::kSplit, 0, 0, at, entry});
    return entry != kFull;
  };
  std::vector<ByteRanges> sequences;
  for (const auto& [low, high] : chars.ranges()) {
    if (low > CodePoints::kLast) {
      if (!add(Emit({Instruction::kBytes, kMarkByte, kMarkByte, next, 0}))) return kFull;
      continue;
    }
    if (high < 0x80) {  // Ranges are apart: it has nothing to share.
      const auto first = static_cast<uint8_t>(low), last = static_cast<uint8_t>(high);
      if (!add(Emit({Instruction::kBytes, first, last, next, 0}))) return kFull;
      continue;
    }
    sequences.clear();
    ToUtf8Ranges(low, high, &sequences);
    for (ByteRanges& sequence : sequences) {
      if (direction_ == Direction::kBackwards) std::reverse(sequence.begin(), sequence.end());
      uint32_t at = next;
      for (auto range = sequence.rbegin(); range != sequence.rend() && at != kFull; ++range)
        at = bytes(*range, at);
      if (!add(at)) return kFull;
    }
  }
  // A class without a character matches nothing.
  return entry == kFull ? Emit({Instruction::kBytes, 1, 0, next, 0}) : entry;
}

bool Automaton::LeavesWord(int expression, std::bitset<256>* exits) const {
  // All instructions that are reached over word bytes.
  std::vector<bool> reached(size());
  std::vector<uint32_t> open = {starts_[expression]};
  while (!open.empty()) {
    const uint32_t at = open.back();
    open.pop_back();
    if (reached[at]) continue;
    reached[at] = true;
    const Instruction& i = code_[at];
    if (i.type == Instruction::kMatch) return false;
    if (i.type == Instruction::kSplit) {
      open.push_back(i.next);
      open.push_back(i.other);
      continue;
    }
    bool goes_on = false;
    for (int byte = i.low; byte <= i.high; ++byte) {
      if (kIsWordByte[byte])
        goes_on = true;
      else
        exits->set(byte);
    }
    if (goes_on) open.push_back(i.next);
  }
  return true;
}

}  // namespace factmill
