// The rule set: rules and vocabulary, fully checked, then frozen.
//
// A rule set is read from TOML files (rules/README.md is the language), every
// problem of every file is reported, and a set with a problem never runs.
// Once made it is immutable and may be shared by any number of threads.
#ifndef FACTMILL_RULES_RULE_SET_H_
#define FACTMILL_RULES_RULE_SET_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/fact.h"
#include "base/rule_info.h"
#include "base/status.h"

namespace factmill {

// A rule file as read: its name as shown in messages, and its bytes.
struct RuleFile {
  std::string name;  // "rules/zh/money.toml"
  std::string text;
  std::string relative = "";  // Its name below the folder of rules: "zh/money.toml"; "": `name`.
};

struct CompiledRules;  // rules/compiled.h

// The plain engine is the meaning, rule by rule; the fast one gives the same.
enum class Matching { kFast, kPlain };

class RuleSet {
 public:
  explicit RuleSet(std::shared_ptr<const CompiledRules> compiled);
  const std::string& sha256() const;  // Of the whole set.
  const std::vector<RuleInfo>& rules() const;
  const std::vector<UnitInfo>& units() const;
  const std::vector<RuleFile>& files() const;
  const CompiledRules& compiled() const { return *compiled_; }

 private:
  std::shared_ptr<const CompiledRules> compiled_;
};

// Checks and freezes.  On any error the result is empty and `diagnostics` says
// all that is wrong, in file and line order.
std::optional<RuleSet> LoadRules(const std::vector<RuleFile>& files,
                                 std::vector<Diagnostic>* diagnostics);

// All *.toml below `path` (or the one file), sorted by name.
// Errors: kNotFound, kUnreadable, kInvalid (too large, no plain file), naming the
// file.  rules/limits.h says how much is too much.
Result<std::vector<RuleFile>> ReadRuleFiles(const std::string& path);

// The rule files that were built into the program.
std::vector<RuleFile> EmbeddedRuleFiles();

}  // namespace factmill

#endif  // FACTMILL_RULES_RULE_SET_H_
