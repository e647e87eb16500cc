// The entries of rule files: words with what they mean.  For rules/loader.cc alone.
#ifndef FACTMILL_RULES_ENTRY_LOADER_H_
#define FACTMILL_RULES_ENTRY_LOADER_H_

#include <cstddef>
#include <set>
#include <string>

#include "rules/compiled.h"
#include "rules/phrase_words.h"
#include "rules/references.h"
#include "rules/toml_table.h"

namespace factmill {

class EntryLoader {
 public:
  // Both stay as long as the loader.
  EntryLoader(CompiledRules* set, References* references) : set_(set), references_(references) {}

  // Adds what a [[unit]], [[noun]], ... says to the set; what is wrong is said.
  // REQUIRES: `type` is that of an entry.
  void Read(TableType type, const toml::table& toml, File* file);

  // There are more words than a set may have: no further entry is read.
  bool too_much() const { return too_much_; }

 private:
  void Add(const Table::Word& word, Entry entry, File* file);
  void AddPhraseWord(const std::string& folded, WordClass c, Entry entry);
  void ReadWhen(Table* table, File* file, Condition* condition);
  void ReadUnit(const toml::table& toml, File* file);
  void ReadNoun(const toml::table& toml, File* file);
  void ReadClassifier(const toml::table& toml, File* file);
  void ReadTerm(const toml::table& toml, File* file);
  void ReadHedge(const toml::table& toml, File* file);
  // Each word of `before` behind each negation: 不得超过, "not be less than".
  void AddNegated(Table* table, const std::vector<Table::Word>& before, Entry entry, File* file);
  void ReadIgnore(const toml::table& toml, File* file);
  void ReadRegion(const toml::table& toml, File* file);

  CompiledRules* set_;
  References* references_;
  std::set<std::string> unit_codes_;
  size_t word_bytes_ = 0;
  bool too_much_ = false;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_ENTRY_LOADER_H_
