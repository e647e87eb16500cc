#include "rules/word_heads.h"

#include <algorithm>
#include <bit>

namespace factmill {

uint64_t WordHeads::HeadOf(std::string_view word) {
  if (IsAsciiLetter(word[0])) {
    const PlainWord first = PlainWordAt(word, 0);
    const uint64_t both = HashWithNext(word, first);
    if (both != 0) leads_.set(first.hash >> (64 - kLeadBits));
    return both != 0 ? both : first.hash;
  }
  firsts_.Add(word);
  const Heads heads = HeadsAt(word, 0);
  return heads.two != 0 ? heads.two : heads.one;
}

void WordHeads::Build(std::span<const Word> words) {
  struct Placed {
    uint64_t head;
    uint32_t number;
  };
  leads_.reset();
  firsts_ = {};
  std::vector<Placed> placed;
  placed.reserve(words.size());
  for (const Word& word : words)
    placed.push_back({HeadOf(word.text), static_cast<uint32_t>(placed.size())});
  const auto size_of = [&](const Placed& one) { return words[one.number].text.size(); };
  std::sort(placed.begin(), placed.end(), [&](const Placed& a, const Placed& b) {
    if (a.head != b.head) return a.head < b.head;
    return size_of(a) != size_of(b) ? size_of(a) > size_of(b) : a.number < b.number;
  });
  const auto is_first = [&](size_t i) { return i == 0 || placed[i].head != placed[i - 1].head; };
  const auto is_last = [&](size_t i) { return i + 1 == placed.size() || is_first(i + 1); };
  size_t heads = 0;
  for (size_t i = 0; i < placed.size(); ++i) heads += is_first(i);
  slots_.assign(std::bit_ceil(std::max<size_t>(16, 2 * heads)), {});
  shift_ = std::countl_zero(slots_.size()) + 1;
  heads_.reset();
  cells_.clear();
  for (size_t i = 0; i < placed.size(); ++i) {
    const auto& [head, number] = placed[i];
    const Word& word = words[number];
    const bool alone = is_first(i) && is_last(i) && word.text.size() <= sizeof(uint64_t);
    if (is_first(i)) {
      heads_.set(head >> (64 - kHeadBits));
      size_t place = head >> shift_;
      while (slots_[place].size != 0) place = (place + 1) & (slots_.size() - 1);
      Slot& slot = slots_[place];
      slot.bytes = alone ? EightBytes(word.text, 0) : head;
      slot.tag = alone ? word.tag : static_cast<uint32_t>(cells_.size());
      slot.size = alone ? static_cast<uint32_t>(word.text.size()) : Slot::kMany;
      slot.marked = word.marked;
      slot.number = number;
    }
    if (alone) continue;
    const Lead lead = {word.tag, static_cast<uint16_t>(word.text.size()), is_last(i), word.marked,
                       number};
    const size_t begin = cells_.size();
    cells_.resize(begin + kLeadCells);
    std::memcpy(&cells_[begin], &lead, sizeof(lead));
    for (size_t at = 0; at < word.text.size(); at += 8) cells_.push_back(EightBytes(word.text, at));
  }
}

}  // namespace factmill
