// The characters with which something may begin: never too few.
#ifndef FACTMILL_RULES_STARTS_H_
#define FACTMILL_RULES_STARTS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/pattern.h"

namespace factmill {

class Starts {
 public:
  Starts() : bits_(kTable / 64) {}

  bool Has(char32_t c) const { return c < kTable ? bits_[c / 64] >> c % 64 & 1 : beyond_; }
  void Add(char32_t c);
  void Add(const FirstChars& first);

  // Steps from `at`, where a character beyond ASCII begins, over all such that are
  // not in the set; not beyond `stop`, which no character crosses.  REQUIRES: valid
  // UTF-8.
  uint32_t PassWide(std::string_view text, uint32_t at, uint32_t stop) const;

 private:
  friend struct Packing;  // rules/prepared.cc
  static constexpr char32_t kTable = 0x10000;
  std::vector<uint64_t> bits_;
  bool beyond_ = false;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_STARTS_H_
