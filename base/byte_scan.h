// Sixty-four bytes of text at a time, a bit a byte: where words and characters
// begin, without a look at each byte.
#ifndef FACTMILL_BASE_BYTE_SCAN_H_
#define FACTMILL_BASE_BYTE_SCAN_H_

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

namespace factmill {

// What kinds 64 bytes are: bit i for byte i.
struct ByteKinds {
  uint64_t letters = 0;  // A-Z, a-z.
  uint64_t digits = 0;   // 0-9.
  uint64_t spaces = 0;   // ' ' alone.
  uint64_t leads = 0;    // The first byte of a character beyond ASCII.
  uint64_t others = 0;   // All other ASCII.
};

// What the bytes of a text are.
class ByteMap {
 public:
  ByteMap() = default;
  // REQUIRES: valid UTF-8.
  explicit ByteMap(std::string_view text);

  size_t size() const { return size_; }

  // Of the bytes from 64 * `block` on; nothing for those behind the text.
  const ByteKinds& At(size_t block) const { return blocks_[block]; }

 private:
  size_t size_ = 0;
  std::vector<ByteKinds> blocks_;
};

// The places among the bytes of a block that are `now` but whose byte before is not.
// `earlier` is the block before.
inline uint64_t Beginnings(uint64_t now, uint64_t earlier) {
  return now & ~(now << 1 | earlier >> 63);
}

// Walks over the places of a text that `Pick` picks:
//
//   uint64_t operator()(const ByteKinds& now, const ByteKinds& earlier)
//
// gives the places among 64 bytes; `earlier` is the block before, or nothing.
template <typename Pick>
class PlaceScan {
 public:
  PlaceScan() = default;
  // REQUIRES: `map` outlives this.
  explicit PlaceScan(const ByteMap& map, Pick pick = {}) : map_(&map), pick_(pick) {}

  // The first place at or behind `at`; the text's size for none.
  uint32_t Next(size_t at) {
    const size_t size = map_->size();
    if (at >= size) return static_cast<uint32_t>(size);
    size_t block = at / 64;
    if (block != block_) Load(block);
    uint64_t places = places_ & ~uint64_t{0} << at % 64;
    while (places == 0) {
      if (++block * 64 >= size) return static_cast<uint32_t>(size);
      Load(block);
      places = places_;
    }
    return static_cast<uint32_t>(std::min(block * 64 + std::countr_zero(places), size));
  }

 private:
  void Load(size_t block) {
    block_ = block;
    places_ = pick_(map_->At(block), block > 0 ? map_->At(block - 1) : ByteKinds());
  }

  const ByteMap* map_ = nullptr;
  Pick pick_;
  size_t block_ = SIZE_MAX;
  uint64_t places_ = 0;  // Of the block.
};

}  // namespace factmill

#endif  // FACTMILL_BASE_BYTE_SCAN_H_
