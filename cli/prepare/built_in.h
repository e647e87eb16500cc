// The rules that are built into the program, prepared while it was built.
#ifndef FACTMILL_CLI_PREPARE_BUILT_IN_H_
#define FACTMILL_CLI_PREPARE_BUILT_IN_H_

#include <string_view>

namespace factmill {

// Of EmbeddedRuleFiles(), for TakePrepared(); empty where they have a mistake.
std::string_view PreparedRules();

}  // namespace factmill

#endif  // FACTMILL_CLI_PREPARE_BUILT_IN_H_
