// The parts of a text dump: what is the article and what is furniture.
#ifndef FACTMILL_CORPUS_ZONES_H_
#define FACTMILL_CORPUS_ZONES_H_

#include <string_view>
#include <vector>

#include "corpus/article.h"

namespace factmill {

// Zones of `text`, ascending, covering it.  When in doubt a line is body:
// leaving out a fact is worse than reading a menu.
std::vector<Zone> FindZones(std::string_view text);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_ZONES_H_
