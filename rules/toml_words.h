// Reading TOML; what the parser says, in the words of these rule files.  For rules/
// alone.
#ifndef FACTMILL_RULES_TOML_WORDS_H_
#define FACTMILL_RULES_TOML_WORDS_H_

#include "rules/toml_table.h"

namespace factmill {

// What a file says; nothing, and a problem of `file`, where it is no TOML or beyond
// the limits.  `*values` is what the files up to this one hold, and goes on.
std::optional<toml::table> ParseToml(const RuleFile& rule_file, size_t* values, File* file);

}  // namespace factmill

#endif  // FACTMILL_RULES_TOML_WORDS_H_
