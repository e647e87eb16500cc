#include "corpus/html/references.h"

#include <algorithm>
#include <cstring>
#include <iterator>

#include "base/ascii.h"
#include "base/utf8.h"

namespace factmill::html {
namespace {

struct Named {
  std::string_view name;
  const char* text;
};

constexpr Named kNamed[] = {
#include "corpus/html/named_references.inc"
};

constexpr size_t kLongestName = 33;

bool IsAlnum(char c) { return IsAsciiDigit(c) || (c >= 0 && IsLatinLetter(c)); }

const char* FindNamed(std::string_view name) {
  const auto found =
      std::lower_bound(std::begin(kNamed), std::end(kNamed), name,
                       [](const Named& named, std::string_view n) { return named.name < n; });
  return found != std::end(kNamed) && found->name == name ? found->text : nullptr;
}

// Numbers 80 to 9F mean what they do in windows-1252; 0 for those it lacks.
constexpr char16_t kWindows1252[] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

int DigitOf(char c, bool hex) {
  const int value = HexValue(c);
  return hex || value < 10 ? value : -1;
}

Reference Numeric(std::string_view page, size_t at) {
  size_t end = at + 2;
  const bool hex = end < page.size() && (page[end] | 0x20) == 'x';
  end += hex;
  const size_t digits = end;
  uint32_t value = 0;
  for (int digit; end < page.size() && (digit = DigitOf(page[end], hex)) >= 0; ++end) {
    value = std::min<uint32_t>(value * (hex ? 16 : 10) + static_cast<uint32_t>(digit), 0x110000);
  }
  Reference reference;
  if (end == digits) return reference;
  if (end < page.size() && page[end] == ';') ++end;
  if (value >= 0x80 && value < 0xA0 && kWindows1252[value - 0x80] != 0) {
    value = kWindows1252[value - 0x80];
  }
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = 0xFFFD;
  std::string text;
  AppendUtf8(value, &text);
  reference.size = static_cast<uint32_t>(end - at);
  reference.text_size = static_cast<uint32_t>(text.copy(reference.text, sizeof reference.text));
  return reference;
}

}  // namespace

Reference ReferenceAt(std::string_view page, size_t at, bool in_attribute) {
  Reference reference;
  if (at + 1 >= page.size()) return reference;
  if (page[at + 1] == '#') return Numeric(page, at);
  size_t end = at + 1;
  const size_t most = std::min(page.size(), at + 1 + kLongestName);
  while (end < most && IsAlnum(page[end])) ++end;
  if (end < page.size() && page[end] == ';') ++end;
  for (; end > at + 2; --end) {
    const char* text = FindNamed(page.substr(at + 1, end - at - 1));
    if (text == nullptr) continue;
    if (in_attribute && page[end - 1] != ';' && end < page.size() &&
        (page[end] == '=' || IsAlnum(page[end]))) {
      return reference;
    }
    reference.size = static_cast<uint32_t>(end - at);
    reference.text_size = static_cast<uint32_t>(std::strlen(text));
    std::memcpy(reference.text, text, reference.text_size);
    return reference;
  }
  return reference;
}

std::string Unescape(std::string_view raw, bool in_attribute) {
  std::string text;
  size_t from = 0;
  for (size_t at = raw.find('&'); at != raw.npos; at = raw.find('&', at)) {
    const Reference reference = ReferenceAt(raw, at, in_attribute);
    if (reference.size == 0) {
      ++at;
      continue;
    }
    text.append(raw, from, at - from);
    text.append(reference.text, reference.text_size);
    from = at = at + reference.size;
  }
  text.append(raw.substr(from));
  return text;
}

}  // namespace factmill::html
