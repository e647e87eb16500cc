// What the TOML parser says, in the words of these rule files.  For rules/loader.cc
// alone.
#ifndef FACTMILL_RULES_TOML_WORDS_H_
#define FACTMILL_RULES_TOML_WORDS_H_

#include "rules/toml_table.h"

namespace factmill {

// Says why a file is no TOML, and what to do.
void ComplainOfToml(const toml::parse_error& error, File* file);

}  // namespace factmill

#endif  // FACTMILL_RULES_TOML_WORDS_H_
