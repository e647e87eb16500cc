// What is known of a text as a whole before its paragraphs are matched.
#ifndef FACTMILL_PIPELINE_TEXT_HOME_H_
#define FACTMILL_PIPELINE_TEXT_HOME_H_

#include <string>

#include "corpus/article.h"
#include "corpus/fold.h"
#include "rules/compiled.h"

namespace factmill {

struct TextHome {
  std::string region;    // "TW", "HK"; "" for none.
  std::string language;  // "en", "zh", "mixed"; "" where no entry asks.

  Home view() const { return {region, language}; }
};

// REQUIRES: `folded` is Fold(article).
TextHome HomeOf(const Article& article, const FoldedText& folded, const CompiledRules& rules);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_TEXT_HOME_H_
