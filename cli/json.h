// Facts and warnings as JSON, in the shape that `extract` promises.
#ifndef FACTMILL_CLI_JSON_H_
#define FACTMILL_CLI_JSON_H_

#include <nlohmann/json.hpp>

#include "base/fact.h"

namespace factmill {

// Keys in the documented order; absent values are null.
nlohmann::ordered_json FactToJson(const Fact& fact);
nlohmann::ordered_json WarningToJson(const Warning& warning);

// One line, valid UTF-8 whatever the strings hold (broken bytes as U+FFFD).
std::string ToLine(const nlohmann::ordered_json& json);

}  // namespace factmill

#endif  // FACTMILL_CLI_JSON_H_
