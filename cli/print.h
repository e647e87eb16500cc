// Formatted output that a closed pipe does not turn into an exception, as
// fmt::print does; main() reports what could not be written.
#ifndef FACTMILL_CLI_PRINT_H_
#define FACTMILL_CLI_PRINT_H_

#include <fmt/format.h>

#include <cstdio>
#include <utility>

namespace factmill {

template <typename... Args>
void Print(std::FILE* file, fmt::format_string<Args...> format, Args&&... args) {
  const std::string text = fmt::format(format, std::forward<Args>(args)...);
  std::fwrite(text.data(), 1, text.size(), file);
}

template <typename... Args>
void Print(fmt::format_string<Args...> format, Args&&... args) {
  Print(stdout, format, std::forward<Args>(args)...);
}

}  // namespace factmill

#endif  // FACTMILL_CLI_PRINT_H_
