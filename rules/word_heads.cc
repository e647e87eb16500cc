#include "rules/word_heads.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace factmill {

uint64_t WordHeads::HeadOf(std::string_view word) {
  if (IsAsciiLetter(word[0])) return PlainWordAt(word, 0).hash;
  const Heads heads = HeadsAt(word, 0);
  return heads.two != 0 ? heads.two : heads.one;
}

void WordHeads::Build(std::span<const std::string_view> words) {
  struct Placed {
    uint64_t head;
    int32_t number;
  };
  std::vector<Placed> placed;
  placed.reserve(words.size());
  for (const std::string_view word : words)
    placed.push_back({HeadOf(word), static_cast<int32_t>(placed.size())});
  std::sort(placed.begin(), placed.end(), [&](const Placed& a, const Placed& b) {
    const size_t x = words[a.number].size(), y = words[b.number].size();
    return std::tie(a.head, y, a.number) < std::tie(b.head, x, b.number);
  });
  const size_t size = std::bit_ceil(std::max<size_t>(16, 2 * words.size()));
  shift_ = std::countl_zero(size) + 1;
  heads_.reset();
  slots_.assign(size, {});
  words_.assign(1, {});
  bytes_.clear();
  for (size_t i = 0; i < placed.size(); ++i) {
    const auto& [head, number] = placed[i];
    if (i == 0 || head != placed[i - 1].head) {
      heads_.set(head >> (64 - kHeadBits));
      size_t slot = head >> shift_;
      while (slots_[slot].first != 0) slot = (slot + 1) & (size - 1);
      slots_[slot] = {static_cast<uint32_t>(head), static_cast<uint32_t>(words_.size())};
    }
    const bool last = i + 1 == placed.size() || placed[i + 1].head != head;
    words_.push_back({static_cast<uint32_t>(bytes_.size()),
                      static_cast<uint16_t>(words[number].size()), last, number});
    bytes_ += words[number];
  }
}

}  // namespace factmill
