#include "rules/references.h"

namespace factmill {

void References::Complain() const {
  for (const UseOf& use : uses_) {
    const auto& defined = defined_[use.type];
    if (defined.count(use.name) > 0) continue;
    const bool role = use.type == kRole;
    use.file->Problem(
        use.line, use.column, use.width,
        use.what + (role ? "no [[term]] has the role '" : "no [[region]] is called '") + use.name +
            "'",
        DidYouMeanOr(use.name, {defined.begin(), defined.end()},
                     role ? "add a [[term]] with   role = '" + use.name + "'   and its words"
                          : "add a [[region]] with   region = '" + use.name + "'   and its words"));
  }
}

}  // namespace factmill
