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
  const Heads heads = HeadsAt(word, 0);
  return heads.two != 0 ? heads.two : heads.one;
}

void WordHeads::Build(std::span<const Word> words) {
  struct Placed {
    uint64_t head;
    uint32_t number;
  };
  leads_.reset();
  std::vector<Placed> placed;
  placed.reserve(words.size());
  for (const Word& word : words)
    placed.push_back({HeadOf(word.text), static_cast<uint32_t>(placed.size())});
  const auto size_of = [&](const Placed& one) { return words[one.number].text.size(); };
  std::sort(placed.begin(), placed.end(), [&](const Placed& a, const Placed& b) {
    if (a.head != b.head) return a.head < b.head;
    return size_of(a) != size_of(b) ? size_of(a) > size_of(b) : a.number < b.number;
  });
  size_t heads = 0;
  for (size_t i = 0; i < placed.size(); ++i)
    heads += i == 0 || placed[i].head != placed[i - 1].head;
  slots_.assign(std::bit_ceil(std::max<size_t>(16, 2 * heads)), {});
  shift_ = std::countl_zero(slots_.size()) + 1;
  heads_.reset();
  cells_.assign(1, 0);
  for (size_t i = 0; i < placed.size(); ++i) {
    const auto& [head, number] = placed[i];
    if (i == 0 || head != placed[i - 1].head) {
      heads_.set(head >> (64 - kHeadBits));
      size_t slot = head >> shift_;
      while (slots_[slot].first != 0) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = {static_cast<uint32_t>(head), static_cast<uint32_t>(cells_.size())};
    }
    const auto& [text, marked] = words[number];
    const bool last = i + 1 == placed.size() || placed[i + 1].head != head;
    cells_.push_back(
        std::bit_cast<uint64_t>(Lead{static_cast<uint16_t>(text.size()), last, marked, number}));
    for (size_t at = 0; at < text.size(); at += 8) cells_.push_back(EightBytes(text, at));
  }
}

}  // namespace factmill
