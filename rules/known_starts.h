// What is known of the first bytes of words, in little room: a table that does not fit
// the processor's cache takes longer to ask than to find out anew.
#ifndef FACTMILL_RULES_KNOWN_STARTS_H_
#define FACTMILL_RULES_KNOWN_STARTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace factmill {

// Remembers which first bytes, kBytes of them, may lead anywhere: the last of those that
// share one of 2^kBits places.
template <int kBytes, int kBits>
class KnownStarts {
 public:
  // Is it known that the bytes at `begin` lead nowhere?
  bool Denies(const char* begin) const {
    const uint64_t mixed = Mix(KeyOf(begin));
    return known_[mixed >> kTagBits] == EntryOf(mixed, kNo);
  }

  // Has the processor fetch what is known of them, for May() soon.
  void Prepare(const char* begin) const {
    __builtin_prefetch(&known_[Mix(KeyOf(begin)) >> kTagBits]);
  }

  // What `may` says of them.
  template <typename Ask>
  bool May(const char* begin, Ask may) {
    return Remembered(KeyOf(begin), may);
  }
  // The same of fewer bytes, none of them 0.
  template <typename Ask>
  bool May(std::string_view few, Ask may) {
    uint64_t key = 0;
    for (size_t i = few.size(); i-- > 0;) key = key << 8 | static_cast<unsigned char>(few[i]);
    return Remembered(key, may);
  }

 private:
  static constexpr int kKeyBits = 8 * kBytes, kTagBits = kKeyBits - kBits;
  static constexpr uint64_t kNo = 1, kYes = 2;  // 0 where nothing is known.
  using Entry = std::conditional_t<kTagBits + 2 <= 16, uint16_t, uint64_t>;
  static_assert(kTagBits + 2 <= 64);

  // Put together in registers: bytes that are copied to memory one way and read from
  // there another make the processor wait.
  static uint64_t KeyOf(const char* begin) {
    if constexpr (kBytes == 3) {
      uint16_t first;
      std::memcpy(&first, begin, sizeof(first));
      return first | uint64_t{static_cast<unsigned char>(begin[2])} << 16;
    } else {
      static_assert(kBytes >= 4);
      uint32_t first, last;
      std::memcpy(&first, begin, sizeof(first));
      std::memcpy(&last, begin + kBytes - sizeof(last), sizeof(last));
      return first | uint64_t{last} << 8 * (kBytes - sizeof(last));
    }
  }
  // An odd factor tells all keys apart: place and tag together are the key.
  static uint64_t Mix(uint64_t key) {
    return key * 0x9E3779B97F4A7C15u & ~uint64_t{0} >> (64 - kKeyBits);
  }
  static Entry EntryOf(uint64_t mixed, uint64_t answer) {
    return static_cast<Entry>((mixed & ((uint64_t{1} << kTagBits) - 1)) << 2 | answer);
  }

  template <typename Ask>
  bool Remembered(uint64_t key, Ask may) {
    const uint64_t mixed = Mix(key);
    Entry& known = known_[mixed >> kTagBits];
    if (known == EntryOf(mixed, kNo)) return false;
    if (known == EntryOf(mixed, kYes)) return true;
    const bool answer = may();
    known = EntryOf(mixed, answer ? kYes : kNo);
    return answer;
  }

  std::array<Entry, size_t{1} << kBits> known_{};
};

}  // namespace factmill

#endif  // FACTMILL_RULES_KNOWN_STARTS_H_
