// The parts of a text dump: what is the article and what is furniture.
#ifndef FACTMILL_CORPUS_ZONES_H_
#define FACTMILL_CORPUS_ZONES_H_

#include <string_view>
#include <vector>

#include "corpus/article.h"

namespace factmill {

// Zones of `text`, ascending, covering it, each of whole lines; a hard-wrapped
// run of lines is in one zone.  When in doubt a line is body: leaving out a fact
// is worse than reading a menu.  So furniture is a line that
//   - looks like nothing else: page numbers, buttons, paths ("Home> Latest"),
//     copyright, "Related stories";
//   - stands above the title, in a run of menu words or before a path;
//   - stands below the last sentence, in a long run of menu words or in one that
//     holds such a line, or after "Related stories" (titles of other articles).
// A line that ends a sentence never is, nor one with a figure but for those
// titles.  A text of one line is body; so are short lines without running text.
std::vector<Zone> FindZones(std::string_view text);
// The same, with the text's lines.
std::vector<Zone> FindZones(std::string_view text, const std::vector<Line>& lines);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_ZONES_H_
