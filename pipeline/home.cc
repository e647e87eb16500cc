#include "pipeline/home.h"

#include <algorithm>
#include <map>

#include "base/plain_word.h"
#include "base/utf8.h"
#include "corpus/metadata.h"

namespace factmill {
namespace {

// Latin letters, but for a name or a quotation in another script.
bool IsLatinText(std::string_view text) { return CountWideBytes(text) * 16 < text.size(); }

bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

// Where the next name may begin, from `at` on: names of places in Latin letters have a
// capital; so has the exchange of NVA.TO.
uint32_t NextName(std::string_view text, uint32_t at) {
  for (; at < text.size(); ++at) {
    const uint64_t bytes = EightBytes(text, at);
    const uint64_t marks = RangeBits(bytes, 'A', 'Z') | RangeBits(bytes, '.', '.');
    if (marks == 0) {
      at += 7;
      continue;
    }
    at += static_cast<uint32_t>(std::countr_zero(marks)) / 8;
    const bool capital = text[at] != '.';
    if (capital && (at == 0 || !IsAsciiLetter(text[at - 1]))) return at;
    if (!capital && at > 0 && at + 1 < text.size() && IsCapital(text[at - 1]) &&
        IsCapital(text[at + 1]))
      return at;
  }
  return static_cast<uint32_t>(text.size());
}

}  // namespace

std::string RegionOf(const Article& article, const CompiledRules& rules,
                     const FoldedText& folded_text) {
  const std::string_view folded = folded_text.text;
  const bool latin = IsLatinText(folded);
  const bool traditional =
      article.traditional || (folded_text.simplified && IsMostlyTraditional(article.text));
  if (!latin && !traditional) return "";
  std::map<std::string_view, int> words;
  for (uint32_t at = 0; at < folded.size();) {
    if (latin) at = NextName(folded, at);
    if (at == folded.size()) break;
    const auto hits = rules.region_words.All(folded, at);
    if (hits.empty()) {
      at += Utf8Size(static_cast<unsigned char>(folded[at]));
      continue;
    }
    ++words[hits.back().entries->front()->canonical];
    at = hits.back().end;
  }
  std::string best;
  int most = 0;
  for (const auto& [region, count] : words) {
    if (count == most) best.clear();
    if (count > most) best = region;
    most = std::max(most, count);
  }
  return best;
}

std::string LanguageOf(const Article& article, const CompiledRules& rules) {
  if (!rules.asks_language) return article.lang;
  if (article.lang.empty()) return DetectLanguage(article.text);
  std::string language = article.lang.substr(0, article.lang.find_first_of("-_"));
  for (char& c : language) c = Lower(c);
  return language;
}

TextHome HomeOf(const Article& article, const FoldedText& folded, const CompiledRules& rules) {
  return {RegionOf(article, rules, folded), LanguageOf(article, rules)};
}

}  // namespace factmill
