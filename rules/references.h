// Names that one rule file uses and another may define: the roles of terms, and
// regions.  They are looked up once all files are read.  For the loader alone.
#ifndef FACTMILL_RULES_REFERENCES_H_
#define FACTMILL_RULES_REFERENCES_H_

#include <set>
#include <string>
#include <vector>

#include "rules/problems.h"

namespace factmill {

class References {
 public:
  enum Type { kRole, kRegion };

  void Define(Type type, const std::string& name) { defined_[type].insert(name); }
  // `what` stands before the message: "pattern: " or "".  `file` stays until Complain().
  void Use(Type type, const std::string& name, File* file, int line, int column, int width,
           const std::string& what = "") {
    uses_.push_back({type, name, what, file, line, column, width});
  }
  // Of every name that is used and not defined.
  void Complain() const;

 private:
  struct UseOf {
    Type type;
    std::string name, what;
    File* file;
    int line, column, width;
  };
  std::set<std::string> defined_[2];
  std::vector<UseOf> uses_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_REFERENCES_H_
