// Sixty-four bytes of text at a time, a bit a byte: where words and characters
// begin, without a look at each byte.
#ifndef FACTMILL_BASE_BYTE_SCAN_H_
#define FACTMILL_BASE_BYTE_SCAN_H_

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

// Of the places `now` those behind none; `earlier` is the block before.
inline uint64_t Beginnings(uint64_t now, uint64_t earlier) {
  return now & ~(now << 1 | earlier >> 63);
}

// Walks over the places of a text that `Pick` picks:
//
//   uint64_t operator()(const ByteKinds& now, const ByteKinds& earlier)
//
// gives the places among 64 bytes, none behind the text; `earlier` is the block
// before, or nothing.
template <typename Pick>
class PlaceWalk {
 public:
  PlaceWalk() = default;
  // REQUIRES: `map` outlives this.
  explicit PlaceWalk(const ByteMap& map, Pick pick = {})
      : map_(&map), pick_(pick), size_(static_cast<uint32_t>(map.size())) {
    if (size_ > 0) Load(0);
  }

  // The first place not yet passed; the text's size for none.
  uint32_t Here() {
    while (places_ == 0) {
      if (begin_ + 64 >= size_) return size_;
      Load(begin_ + 64);
    }
    return begin_ + static_cast<uint32_t>(std::countr_zero(places_));
  }
  // Passes the place that Here() gave.
  void Pass() { places_ &= places_ - 1; }

  // Goes on at the first place at or behind `at`, which may lie before Here().
  void Seek(uint32_t at) {
    if (at >= size_) {
      begin_ = size_;
      places_ = 0;
      return;
    }
    Load(at / 64 * 64);
    places_ &= ~uint64_t{0} << at % 64;
  }

 private:
  void Load(uint32_t begin) {
    begin_ = begin;
    const size_t block = begin / 64;
    places_ = pick_(map_->At(block), block > 0 ? map_->At(block - 1) : ByteKinds());
  }

  const ByteMap* map_ = nullptr;
  Pick pick_;
  uint32_t size_ = 0;
  uint32_t begin_ = 0;   // Of the block.
  uint64_t places_ = 0;  // Of it, those not yet passed.
};

}  // namespace factmill

#endif  // FACTMILL_BASE_BYTE_SCAN_H_
