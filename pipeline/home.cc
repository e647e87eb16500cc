#include "pipeline/home.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "corpus/metadata.h"

namespace factmill {
std::string RegionOf(const Article& article, const CompiledRules& rules,
                     const FoldedText& folded_text) {
  const bool traditional =
      article.traditional || (folded_text.simplified && IsMostlyTraditional(article.text));
  if (!traditional) return "";
  const std::string_view folded = folded_text.text;
  std::map<std::string, int> words;
  for (uint32_t at = 0; at < folded.size();) {
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
