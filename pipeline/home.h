// What is known of a text as a whole before its paragraphs are matched.
#ifndef FACTMILL_PIPELINE_HOME_H_
#define FACTMILL_PIPELINE_HOME_H_

#include <string>

#include "corpus/article.h"
#include "corpus/fold.h"
#include "rules/compiled.h"

namespace factmill {

// Where a text in traditional or Latin script is at home: the place whose words it
// uses most; "" where it uses none, or two as much.  REQUIRES: `folded` is Fold(article).
std::string RegionOf(const Article& article, const CompiledRules& rules, const FoldedText& folded);

// Looked for only where some entry asks for it.  Of a tag such as zh-CN what
// stands first, the language, in small letters.
std::string LanguageOf(const Article& article, const CompiledRules& rules);

// Both.
struct TextHome {
  std::string region;    // "TW", "HK"; "" for none.
  std::string language;  // "en", "zh", "mixed"; "" where no entry asks.

  Home view() const { return {region, language}; }
};

// REQUIRES: `folded` is Fold(article).
TextHome HomeOf(const Article& article, const FoldedText& folded, const CompiledRules& rules);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_HOME_H_
