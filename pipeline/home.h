// Where a text is at home: what conditions of words and rules ask about.
#ifndef FACTMILL_PIPELINE_HOME_H_
#define FACTMILL_PIPELINE_HOME_H_

#include <string>

#include "corpus/article.h"
#include "corpus/fold.h"
#include "rules/compiled.h"

namespace factmill {

// Where a text in traditional script is at home: the place whose words it uses
// most; "" where it uses none, or two as much.
std::string RegionOf(const Article& article, const CompiledRules& rules,
                     const FoldedText& folded_text);

// Looked for only where some entry asks for it.
std::string LanguageOf(const Article& article, const CompiledRules& rules);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_HOME_H_
