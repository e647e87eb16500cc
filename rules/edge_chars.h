// The characters at the edges of what a regular expression matches: a look that
// most often spares the match.
#ifndef FACTMILL_RULES_EDGE_CHARS_H_
#define FACTMILL_RULES_EDGE_CHARS_H_

#include <bitset>
#include <string_view>

namespace factmill {

// A set of characters that may hold more than was added: beyond ASCII many share
// a place.
class RoughChars {
 public:
  bool Has(char32_t c) const { return bits_[Place(c)]; }
  void Add(char32_t low, char32_t high);
  void AddAll() { bits_.set(); }

 private:
  static constexpr size_t kPlaces = 1024;
  static size_t Place(char32_t c) { return c < 0x80 ? c : 0x80 + c % (kPlaces - 0x80); }

  std::bitset<kPlaces> bits_;
};

struct EdgeChars {
  bool may_be_empty = false;
  RoughChars first, last;  // Of a match that is not empty.
};

// Of an expression that RE2 accepts; all there is where it is not understood.
EdgeChars EdgesOf(std::string_view regex, bool exact_case);

}  // namespace factmill

#endif  // FACTMILL_RULES_EDGE_CHARS_H_
