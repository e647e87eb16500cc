// Letters, digits and white space of ASCII, as file names, headers and markup have
// them.  What is beyond ASCII stays as it is.
#ifndef FACTMILL_BASE_ASCII_H_
#define FACTMILL_BASE_ASCII_H_

#include <algorithm>
#include <string>
#include <string_view>

namespace factmill {

constexpr char Lower(char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c); }

inline std::string Lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = Lower(c);
  return lower;
}

constexpr bool IsAsciiLetter(char c) {
  return static_cast<unsigned char>((c | 0x20) - 'a') < 26;  // 0x20 makes it lower case.
}

// In whatever case of letters.
constexpr bool SameCaseless(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}
constexpr bool StartsWithCaseless(std::string_view text, std::string_view beginning) {
  return SameCaseless(text.substr(0, beginning.size()), beginning);
}

// Without the spaces, tabs and line breaks at its ends.
constexpr std::string_view TrimAscii(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const size_t begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

// The value of a hexadecimal digit; -1 for none.
constexpr int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = Lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace factmill

#endif  // FACTMILL_BASE_ASCII_H_
