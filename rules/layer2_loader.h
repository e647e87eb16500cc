// The keys of a rule of layer 2.  For rules/loader.cc alone.
#ifndef FACTMILL_RULES_LAYER2_LOADER_H_
#define FACTMILL_RULES_LAYER2_LOADER_H_

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "rules/compiled.h"
#include "rules/toml_table.h"

namespace factmill {

// `layer = 2`; what is wrong is said, and so are keys of layer 2 in other rules.
bool IsSecondLayer(Table* table, File* file);

// Reads kind, scope, unit, set, link and the pattern into `rule`, names the
// pattern's words in `alphabet`, and adds all of it to `*identity`.  What is
// wrong with the pattern is given back, all else is said.
std::optional<PatternError> ReadMasked(Table* table, File* file, const Pieces& pieces,
                                       TokenAlphabet* alphabet, Rule* rule, std::string* identity);

// Reads `governs` and the pattern of a rule that has it into `rule`, and gives all of
// it as one text; what is wrong is said.
std::string ReadGoverning(Table* table, File* file, const Pieces& pieces, Rule* rule);

// Compiles the rules of layer 2 and sorts them by what they do.  REQUIRES: no
// rule has a mistake.
void FreezeSecondLayer(CompiledRules* rules);

}  // namespace factmill

#endif  // FACTMILL_RULES_LAYER2_LOADER_H_
