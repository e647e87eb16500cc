// What `rules explain` prints.
#ifndef FACTMILL_CLI_EXPLAIN_TEXT_H_
#define FACTMILL_CLI_EXPLAIN_TEXT_H_

#include <nlohmann/json.hpp>
#include <string>

#include "pipeline/explain.h"

namespace factmill {

// For a terminal of 80 columns; a line break at the end.
std::string ExplainText(const Explanation& explanation, const ParagraphStory& paragraph);

nlohmann::ordered_json ExplainJson(const Explanation& explanation, const ParagraphStory& paragraph);

}  // namespace factmill

#endif  // FACTMILL_CLI_EXPLAIN_TEXT_H_
