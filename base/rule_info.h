// What the database records of rules and units, beside the facts.
#ifndef FACTMILL_BASE_RULE_INFO_H_
#define FACTMILL_BASE_RULE_INFO_H_

#include <string>

namespace factmill {

struct RuleInfo {
  std::string id;
  std::string file;
  int line = 0;        // From 1.
  std::string sha256;  // Of all that the rule expands to.
};

// A rule file as it was read.
struct RuleFileInfo {
  std::string name;      // As messages show it: "rules/zh/money.toml".
  std::string relative;  // Below the folder of rules: "zh/money.toml"; "": `name`.
  std::string text;
};

struct UnitInfo {
  std::string code;    // "mu", "km2", "CNY"
  std::string ucum;    // "" where UCUM has none.
  std::string kind;    // "money", "measure", "percent"
  std::string base;    // The code that `factor` leads to; the code itself for a base unit.
  std::string factor;  // Exact decimal: 1 code = factor base; "" where not linear.
};

}  // namespace factmill

#endif  // FACTMILL_BASE_RULE_INFO_H_
