// What this program is, as the database records it.
#ifndef FACTMILL_CLI_ENGINE_H_
#define FACTMILL_CLI_ENGINE_H_

#include "db/store.h"
#include "rules/rule_set.h"

namespace factmill {

Engine EngineOf(const RuleSet& rules);

}  // namespace factmill

#endif  // FACTMILL_CLI_ENGINE_H_
