#include "cli/engine.h"

#include <unicode/uchar.h>
#include <unicode/uvernum.h>

namespace factmill {

Engine EngineOf(const RuleSet& rules) {
  return {FACTMILL_VERSION, rules.sha256(), U_ICU_VERSION, U_UNICODE_VERSION, FACTMILL_RE2_VERSION};
}

}  // namespace factmill
