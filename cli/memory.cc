#include "cli/memory.h"

#include <cstdint>
#include <cstdlib>

#if defined(__linux__) && defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace factmill {

void PreferLargePages() {
#if defined(__linux__) && defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  constexpr int kStep = 64 << 20;        // The heap's first step: most texts need no second.
  constexpr int kOwnMapping = 32 << 20;  // From what size on a block is given back by itself.
  constexpr uintptr_t kLargePage = 2 << 20;
  mallopt(M_TOP_PAD, kStep);
  mallopt(M_TRIM_THRESHOLD, 2 * kStep);
  mallopt(M_MMAP_THRESHOLD, kOwnMapping);
  // A block that is larger than what is left makes the heap grow.
  void* volatile block = std::malloc(kOwnMapping / 64);
  std::free(block);
  const auto end = reinterpret_cast<uintptr_t>(sbrk(0)) & ~(kLargePage - 1);
  const uintptr_t begin = (end - kStep + kLargePage - 1) & ~(kLargePage - 1);
  if (end > begin) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

}  // namespace factmill
