// What the tests of corpus/ share.
#ifndef FACTMILL_TESTS_CORPUS_CORPUS_TESTING_H_
#define FACTMILL_TESTS_CORPUS_CORPUS_TESTING_H_

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/article.h"
#include "tests/random.h"

namespace factmill {

// Ten times as much where FACTMILL_LONG_TESTS is set.
inline uint32_t Rounds(uint32_t rounds) {
  return std::getenv("FACTMILL_LONG_TESTS") == nullptr ? rounds : 10 * rounds;
}

// The only place of `part` in `text`.
template <typename Span>
Span Find(std::string_view text, std::string_view part) {
  const size_t at = text.find(part);
  if (at == std::string_view::npos) throw std::runtime_error("not found: " + std::string(part));
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + part.size())};
}

// The bytes of `text` at `span`.
template <typename Text>
std::string_view Cut(std::string_view text, Span<Text> span) {
  return Slice(text, span);
}

inline std::vector<Zone> AllBody(std::string_view text) {
  return {{ZoneKind::kBody, {0, static_cast<uint32_t>(text.size())}}};
}

// A file below the shared folder; nothing where that is absent.
inline std::optional<std::string> ReadShared(const std::string& name) {
  std::ifstream file(std::string(FACTMILL_SHARED_DIR) + "/" + name, std::ios::binary);
  if (!file) return std::nullopt;
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace factmill

#endif  // FACTMILL_TESTS_CORPUS_CORPUS_TESTING_H_
