// Looking quickly for known words.
#ifndef FACTMILL_CORPUS_WORDS_H_
#define FACTMILL_CORPUS_WORDS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace factmill {

// Does `text` hold `part`?  Looks for its byte at `rare` first: a byte that
// stands seldom in the text makes it fast.
inline bool Contains(std::string_view text, std::string_view part, size_t rare) {
  for (size_t at = text.find(part[rare], rare); at != text.npos;
       at = text.find(part[rare], at + 1)) {
    if (text.substr(at - rare).starts_with(part)) return true;
  }
  return false;
}

// By its last byte: Han characters share their first one with many others.
inline bool Contains(std::string_view text, std::string_view part) {
  return Contains(text, part, part.size() - 1);
}

// How the words of some lists begin.  REQUIRES: each has three bytes or more.
class FirstBytes {
 public:
  constexpr FirstBytes(std::initializer_list<std::span<const std::string_view>> lists) {
    for (const auto& words : lists) {
      for (const std::string_view word : words) bits_[Key(word) / 64] |= Bit(word);
    }
  }
  // May one of the words stand at the start of `text`?
  constexpr bool Has(std::string_view text) const {
    return text.size() >= 3 && (bits_[Key(text) / 64] & Bit(text)) != 0;
  }

 private:
  static constexpr uint32_t Key(std::string_view text) {
    const bool ascii = static_cast<unsigned char>(text[0]) < 0x80;
    const unsigned char a = text[ascii ? 0 : 1], b = text[ascii ? 1 : 2];
    return (a * 64u ^ b) % 4096;
  }
  static constexpr uint64_t Bit(std::string_view text) { return uint64_t{1} << Key(text) % 64; }

  uint64_t bits_[64] = {};
};

// A set of words that mostly says no.  Keeps a view of the list.
class WordSet {
 public:
  constexpr WordSet(std::span<const std::string_view> words) : words_(words) {
    for (const std::string_view word : words) bits_[Key(word) / 64] |= Bit(word);
  }
  bool Has(std::string_view word) const {
    return !word.empty() && (bits_[Key(word) / 64] & Bit(word)) != 0 &&
           std::find(words_.begin(), words_.end(), word) != words_.end();
  }

 private:
  static constexpr uint32_t Key(std::string_view word) {
    const unsigned char first = word.front(), last = word.back();
    return (first * 16u + last * 5u + static_cast<uint32_t>(word.size()) * 321u) % 4096;
  }
  static constexpr uint64_t Bit(std::string_view word) { return uint64_t{1} << Key(word) % 64; }

  std::span<const std::string_view> words_;
  uint64_t bits_[64] = {};
};

inline bool StartsWithAny(std::string_view text, std::initializer_list<std::string_view> words) {
  return !text.empty() && std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return word.front() == text.front() && text.starts_with(word);
  });
}

inline bool EndsWithAny(std::string_view text, std::initializer_list<std::string_view> words) {
  return !text.empty() && std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return word.back() == text.back() && text.ends_with(word);
  });
}

}  // namespace factmill

#endif  // FACTMILL_CORPUS_WORDS_H_
