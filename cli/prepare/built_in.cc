#include "cli/prepare/built_in.h"

#include <cstddef>

extern "C" {
extern const char factmill_prepared_rules_begin[];
extern const char factmill_prepared_rules_end[];
}

namespace factmill {

std::string_view PreparedRules() {
  return {factmill_prepared_rules_begin,
          static_cast<size_t>(factmill_prepared_rules_end - factmill_prepared_rules_begin)};
}

}  // namespace factmill
