// Folded text: the match view of an article's text, and the only text that
// rules ever see.
//
// What is folded, and nothing else (full NFKC destroys figures: 10⁶吨 would
// become 106吨):
//   full-width ASCII (U+FF01-FF5E)       -> ASCII
//   ideographic and other Unicode spaces -> space
//   full-width currency signs ￠￡￥￦     -> ¢ £ ¥ ₩ ; ﹩ ＄ -> $ ; ﹪ ％ -> %
//   traditional Chinese characters       -> simplified (ICU's single Han characters)
//   tab and other spaces of one byte     -> space
//   line break inside a paragraph        -> space; nothing between two Han, between Han
//                                           and a digit, after a hyphen within a word
//   spaces at such a break               -> part of the break
//   a space between a figure in digits
//   and Chinese (5 月, 共 3 亿)          -> nothing
//   zero-width and direction marks,
//   soft hyphen                          -> nothing
//   typographic apostrophes ’ ‘          -> ' ; quotes “ ” stay
//   hyphens ‐ ‑ (U+2010, U+2011), −      -> - ; dashes – — stay
//   superscripts after a digit           -> stay (rules name ² and ³)
//   vulgar fractions ½                   -> stay (the quantity reader reads them)
#ifndef FACTMILL_CORPUS_FOLD_H_
#define FACTMILL_CORPUS_FOLD_H_

#include <string>
#include <string_view>
#include <vector>

#include "corpus/article.h"
#include "corpus/offset_map.h"

namespace factmill {

struct Paragraph {
  FoldedSpan span;  // Never empty; no line break inside.
  ZoneKind zone;
};

struct FoldedText {
  std::string text;  // Paragraphs, each followed by '\n'.
  FoldMap map;
  std::vector<Paragraph> paragraphs;  // Ascending; furniture is folded too.
  bool simplified = false;            // Was some traditional character?
};

// REQUIRES: `text` is valid UTF-8 and `zones` cover it.
FoldedText Fold(std::string_view text, const std::vector<Zone>& zones);
FoldedText Fold(const Article& article);

// Folds a bare phrase (a rule's example, a vocabulary word) as one paragraph,
// without a '\n' after it.  `*map` becomes the way back.
std::string FoldPhrase(std::string_view text);
std::string FoldPhrase(std::string_view text, FoldMap* map);
// The same with every space kept: it may part the words of a menu.
std::string FoldLine(std::string_view text, FoldMap* map);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_FOLD_H_
