// What is known of the first bytes of words, in little room: a table that does not fit
// the processor's cache takes longer to ask than to find out anew.
#ifndef FACTMILL_RULES_KNOWN_STARTS_H_
#define FACTMILL_RULES_KNOWN_STARTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace factmill {

// Remembers which first bytes, kBytes of them, may lead anywhere: the last of those that
// share one of 2^kBits places.
template <int kBytes, int kBits>
class KnownStarts {
 public:
  // Is it known that the bytes at `begin` lead nowhere?
  bool Denies(const char* begin) const {
    const uint64_t mixed = Mix(begin, kBytes);
    return known_[mixed >> kTagBits] == EntryOf(mixed, kNo);
  }

  // What `may` says of the first `size` bytes, at most kBytes of them and none 0.
  template <typename Ask>
  bool May(const char* begin, size_t size, Ask may) {
    const uint64_t mixed = Mix(begin, size);
    Entry& known = known_[mixed >> kTagBits];
    if (known == EntryOf(mixed, kNo)) return false;
    if (known == EntryOf(mixed, kYes)) return true;
    const bool answer = may();
    known = EntryOf(mixed, answer ? kYes : kNo);
    return answer;
  }

 private:
  static constexpr int kKeyBits = 8 * kBytes, kTagBits = kKeyBits - kBits;
  static constexpr uint64_t kNo = 1, kYes = 2;  // 0 where nothing is known.
  using Entry = std::conditional_t<kTagBits + 2 <= 16, uint16_t, uint64_t>;
  static_assert(kTagBits + 2 <= 64);

  // An odd factor tells all keys apart: place and tag together are the key.
  static uint64_t Mix(const char* begin, size_t size) {
    uint64_t key = 0;
    std::memcpy(&key, begin, size);
    return key * 0x9E3779B97F4A7C15u & ((uint64_t{1} << kKeyBits) - 1);
  }
  static Entry EntryOf(uint64_t mixed, uint64_t answer) {
    return static_cast<Entry>((mixed & ((uint64_t{1} << kTagBits) - 1)) << 2 | answer);
  }

  std::array<Entry, size_t{1} << kBits> known_{};
};

}  // namespace factmill

#endif  // FACTMILL_RULES_KNOWN_STARTS_H_
