// The rules of rule files.  For rules/loader.cc alone.
#ifndef FACTMILL_RULES_RULE_LOADER_H_
#define FACTMILL_RULES_RULE_LOADER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "rules/compiled.h"
#include "rules/references.h"
#include "rules/toml_table.h"

namespace factmill {

class Identity;

// Says what is wrong in `value`, the pattern that stands in `node` under `key`.
void PatternProblem(const PatternError& error, const toml::node& node, const std::string& value,
                    const std::string& key, File* file);

class RuleLoader {
 public:
  // Both stay as long as the loader.
  RuleLoader(CompiledRules* set, References* references) : set_(set), references_(references) {}

  // Adds what a [[rule]] says to the set; what is wrong is said.
  void Read(const toml::table& toml, File* file, const Pieces& pieces);

  // There are more rules than a set may have: no further one is read.
  bool too_much() const { return too_much_; }

 private:
  std::shared_ptr<const LazyRegex> Guard(Table* table, const char* key, bool before,
                                         const Pieces& pieces, File* file, Identity* identity);
  void ReadFirstLayer(Table* table, File* file, const Pieces& pieces, Rule* rule,
                      Identity* identity);
  void ReadSecondLayer(Table* table, File* file, const Pieces& pieces, Rule* rule,
                       Identity* identity);
  void ReadRegion(Table* table, File* file, Rule* rule);
  void ReadRoles(const Rule& rule, Table* table, File* file);
  void CountInstructions(const Rule& rule);

  CompiledRules* set_;
  SharedElements shared_;
  References* references_;
  std::map<std::string, std::string> ids_;  // Where each rule id stands.
  int64_t instructions_ = 0;                // Of the rules so far: at most so many,
  bool exactly_ = false;                    // or exactly.
  int64_t refused_instructions_ = 0;        // Of those refused as too large.
  bool too_much_ = false;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_RULE_LOADER_H_
