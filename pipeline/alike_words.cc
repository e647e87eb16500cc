// Whether two phrases name the same thing.
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/utf8.h"
#include "pipeline/eval.h"

namespace factmill {
namespace {

const std::set<std::string> kSmall = {
    "a",     "an",    "the",  "of",   "in",  "on",    "for", "to",   "and",  "or",
    "at",    "by",    "with", "from", "its", "their", "his", "her",  "this", "that",
    "these", "those", "is",   "are",  "was", "were",  "be",  "been", "has",  "have",
    "had",   "as",    "it",   "的",   "了",  "和",    "与",  "在"};

// In lower case, without the -s of a plural; of Chinese each character is one.
std::vector<std::string> WordsOf(const std::string& phrase) {
  std::string text = phrase;
  if (auto* folded =
          utf8proc_NFKC_Casefold(reinterpret_cast<const utf8proc_uint8_t*>(phrase.c_str()))) {
    text = reinterpret_cast<const char*>(folded);
    std::free(folded);
  }
  std::vector<std::string> words, all;
  std::string word;
  const auto end_word = [&] {
    const bool ascii = std::all_of(word.begin(), word.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii && word.size() > 3 && word.ends_with('s')) word.pop_back();
    if (!word.empty()) all.push_back(word);
    word.clear();
  };
  int size;
  for (size_t at = 0; at < text.size(); at += static_cast<size_t>(size)) {
    const char32_t c = DecodeUtf8(text, at, &size);
    if (IsHan(c)) {
      end_word();
      word = text.substr(at, static_cast<size_t>(size));
      end_word();
    } else if (IsLatinLetter(c) || IsAsciiDigit(c)) {
      word += text.substr(at, static_cast<size_t>(size));
    } else {
      end_word();
    }
  }
  end_word();
  for (const std::string& w : all) {
    if (!kSmall.contains(w)) words.push_back(w);
  }
  return words.empty() ? all : words;
}

}  // namespace

bool AlikeWords(const std::string& known, const std::string& found) {
  if (found.find_first_not_of(" \t\n") == std::string::npos) return false;
  const auto k = WordsOf(known), f = WordsOf(found);
  const std::set<std::string> a(k.begin(), k.end()), b(f.begin(), f.end());
  if (a.empty() || b.empty()) return known == found;
  const auto both = static_cast<double>(
      std::count_if(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); }));
  const double all = static_cast<double>(a.size() + b.size()) - both;
  if (both / all >= 0.5) return true;
  const auto known_size = static_cast<double>(k.size()), found_size = static_cast<double>(f.size());
  if (f.size() >= k.size())
    return both / static_cast<double>(a.size()) >= 0.67 && found_size <= 2.5 * known_size + 1;
  return both / static_cast<double>(b.size()) >= 0.8 && found_size >= known_size / 3;
}

}  // namespace factmill
