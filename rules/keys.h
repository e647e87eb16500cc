// The tables of a rule file and their keys: the one list of them, which the
// loader goes by.  schema.json describes the same; a test compares.
#ifndef FACTMILL_RULES_KEYS_H_
#define FACTMILL_RULES_KEYS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace factmill {

struct KnownTable {
  std::string name;               // As messages call it: "a rule has no key 'x'".
  std::vector<std::string> keys;  // Ascending.
};

// kRule is a rule of layer 1, kRuleOfFigures one of layer 2.
enum class TableType {
  kUnit,
  kNoun,
  kClassifier,
  kTerm,
  kHedge,
  kIgnore,
  kRegion,
  kRule,
  kRuleOfFigures,
  kCondition
};
const KnownTable& KeysOf(TableType type);

// What may stand behind a key.
inline const std::vector<std::string> kBoundChoices = {"exact", "about", "gt", "lt"};
inline const std::vector<std::string> kCaseChoices = {"any", "exact"};
inline const std::vector<std::string> kUnitKindChoices = {"money",   "count", "percent",
                                                          "measure", "date",  "number"};
inline const std::vector<std::string> kRuleKindChoices = {"money", "count",  "percent", "measure",
                                                          "date",  "number", "ordinal", "ignore"};
inline const std::vector<std::string> kDateChoices = {"",      "at",       "until",
                                                      "since", "duration", "list"};
inline const std::vector<std::string> kScopeChoices = {"clause", "sentence", "paragraph"};
inline const std::vector<std::string> kLanguageChoices = {"en", "zh", "mixed"};

// The names that may stand at the top of a file: "pieces", "unit", ...
std::vector<std::string> TopNames();
// What the tables of such a name are; nothing for "pieces" and what is not known.
std::optional<TableType> TypeOf(std::string_view top_name);

}  // namespace factmill

#endif  // FACTMILL_RULES_KEYS_H_
