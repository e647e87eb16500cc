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
  const uint64_t* const bits = bits_.data();
  const char *place = text.data() + at, *const end = text.data() + stop;
  while (place < end) {
    const auto lead = static_cast<unsigned char>(*place);
    if ((lead & 0xF0) == 0xE0) {  // Most of Chinese is of three bytes.
      const uint32_t c = (lead & 0x0Fu) << 12 | (place[1] & 0x3Fu) << 6 | (place[2] & 0x3Fu);
      if ((bits[c / 64] >> c % 64 & 1) != 0) break;
      place += 3;
      continue;
    }
    int size;
    if (lead < 0x80 || Has(DecodeUtf8(text, static_cast<size_t>(place - text.data()), &size)))
      break;
    place += size;
  }
  return static_cast<uint32_t>(place - text.data());
}

}  // namespace factmill
