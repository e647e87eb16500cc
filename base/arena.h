// Memory for what lives as long as a function runs: taken from its stack frame, and from
// the heap only where that is not enough.
#ifndef FACTMILL_BASE_ARENA_H_
#define FACTMILL_BASE_ARENA_H_

#include <cstddef>
#include <memory_resource>

namespace factmill {

template <size_t kBytes>
class StackArena {
 public:
  StackArena() = default;
  StackArena(const StackArena&) = delete;
  StackArena& operator=(const StackArena&) = delete;

  std::pmr::memory_resource* get() { return &resource_; }

 private:
  alignas(std::max_align_t) std::byte bytes_[kBytes];
  std::pmr::monotonic_buffer_resource resource_{bytes_, kBytes};
};

}  // namespace factmill

#endif  // FACTMILL_BASE_ARENA_H_
