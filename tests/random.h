// Random numbers for property tests: the same on every machine for one seed
// (SplitMix64), so that a failure that prints its seed can be seen again.
#ifndef FACTMILL_TESTS_RANDOM_H_
#define FACTMILL_TESTS_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace factmill {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }

  // In [0, limit).  REQUIRES: limit > 0.  The slight skew does not matter here.
  uint64_t Below(uint64_t limit) { return Next() % limit; }

  // In [low, high].
  int Between(int low, int high) { return low + static_cast<int>(Below(high - low + 1)); }

  bool OneIn(uint64_t n) { return Below(n) == 0; }

  // One of a container's or an array's elements.
  template <typename Items>
  const auto& Pick(const Items& items) {
    return std::begin(items)[Below(std::size(items))];
  }

 private:
  uint64_t state_;
};

}  // namespace factmill

#endif  // FACTMILL_TESTS_RANDOM_H_
