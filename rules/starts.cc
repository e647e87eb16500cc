#include "rules/starts.h"

#include <algorithm>

#include "base/utf8.h"

namespace factmill {

void Starts::Add(char32_t c) {
  if (c < kTable)
    bits_[c / 64] |= uint64_t{1} << c % 64;
  else
    beyond_ = true;
}

void Starts::Add(const FirstChars& first) {
  for (size_t c = 0; c < first.ascii.size(); ++c) {
    if (first.ascii[c]) Add(static_cast<char32_t>(c));
  }
  for (char32_t c : first.others) Add(c);
  if (!first.any_other) return;
  std::fill(bits_.begin() + first.ascii.size() / 64, bits_.end(), ~uint64_t{0});
  beyond_ = true;
}

uint32_t Starts::PassWide(std::string_view text, uint32_t at, uint32_t stop) const {
  while (at < stop) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) return at;
    int size = 3;
    // Most of Chinese is of three bytes.
    const char32_t c = lead >= 0xE0 && lead < 0xF0 ? utf8_internal::DecodeTriple(text, at)
                                                   : DecodeUtf8(text, at, &size);
    if (Has(c)) return at;
    at += size;
  }
  return at;
}

}  // namespace factmill
