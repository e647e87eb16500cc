// Traditional and simplified forms of single Han characters of plane 0, as ICU's
// Traditional-Simplified transliterator has them.
#ifndef FACTMILL_CORPUS_HAN_VARIANTS_H_
#define FACTMILL_CORPUS_HAN_VARIANTS_H_

#include <cstdint>

namespace factmill {
namespace internal {

// Made at build time by corpus/generate/han_variants.cc, from kFirstHan on.
constexpr char32_t kFirstHan = 0x3400, kLastHan = 0x9FFF;
extern const uint32_t kHasSimplified[];  // A bit a character.
extern const uint32_t kHasTraditional[];
extern const uint16_t kSimplified[];

inline bool TestBit(const uint32_t* bits, char32_t c) {
  if (c < kFirstHan || c > kLastHan) return false;
  return bits[(c - kFirstHan) / 32] >> ((c - kFirstHan) % 32) & 1;
}

}  // namespace internal

// Does `c` have another, simplified form?
inline bool IsTraditional(char32_t c) { return internal::TestBit(internal::kHasSimplified, c); }

// Does `c` have another, traditional form?  Some characters are both (后, 里).
inline bool IsSimplified(char32_t c) { return internal::TestBit(internal::kHasTraditional, c); }

// 1 where `c` is traditional only, -1 where it is simplified only, else 0.
inline int ScriptOf(char32_t c) {
  if (c < internal::kFirstHan || c > internal::kLastHan) return 0;
  const char32_t word = (c - internal::kFirstHan) / 32, bit = (c - internal::kFirstHan) % 32;
  return static_cast<int>(internal::kHasSimplified[word] >> bit & 1) -
         static_cast<int>(internal::kHasTraditional[word] >> bit & 1);
}

// The simplified form of `c`; `c` itself where it has no other.
inline char32_t ToSimplified(char32_t c) {
  return IsTraditional(c) ? internal::kSimplified[c - internal::kFirstHan] : c;
}

}  // namespace factmill

#endif  // FACTMILL_CORPUS_HAN_VARIANTS_H_
