// Limits for a program that reads what somebody wrote against it.
#ifndef FACTMILL_TESTS_CLI_HOSTILE_H_
#define FACTMILL_TESTS_CLI_HOSTILE_H_

#include "tests/cli/process.h"

namespace factmill {

// Sanitizers take more of everything than any limit here allows.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

constexpr rlim_t kMostMemory = 256u << 20;

// Options under which a program may not hang, and may not take more memory.
inline RunOptions Bounded(rlim_t most_cpu, const std::string& stdin_text = "") {
  RunOptions options;
  options.stdin_text = stdin_text;
  if (kSanitized) return options;
  options.most_memory = kMostMemory;
  options.most_cpu = most_cpu;
  return options;
}

}  // namespace factmill

#endif  // FACTMILL_TESTS_CLI_HOSTILE_H_
