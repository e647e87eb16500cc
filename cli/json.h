// JSON in the shape that `extract` promises, written straight to a text: half of
// what a fact costs would be a tree of it.
#ifndef FACTMILL_CLI_JSON_H_
#define FACTMILL_CLI_JSON_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/fact.h"

namespace factmill {

// Adds `text` with its quotes; valid UTF-8 whatever it holds (broken bytes as
// U+FFFD).
void AppendJsonString(std::string_view text, std::string* out);

// An object, written member by member in the order of the calls.  Keys need no
// escapes, and have at most 32 bytes.
class JsonObject {
 public:
  explicit JsonObject(std::string* out) : out_(out) {}

  JsonObject& Text(std::string_view key, std::string_view text);
  JsonObject& TextOrNull(std::string_view key, std::string_view text);  // "" is null.
  JsonObject& Number(std::string_view key, uint64_t number);
  JsonObject& Fact(const factmill::Fact& fact);  // Its members, in the documented order.
  JsonObject& Fact(std::string_view key, const factmill::Fact& fact);  // An object of them.
  void End();

 private:
  void Key(std::string_view key);

  std::string* out_;
  char before_ = '{';
};

void AppendJson(const Fact& fact, std::string* out);
void AppendJson(const Warning& warning, std::string* out);

// One line of any JSON, valid UTF-8 like the above.
std::string ToLine(const nlohmann::ordered_json& json);

}  // namespace factmill

#endif  // FACTMILL_CLI_JSON_H_
