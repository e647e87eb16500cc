// A rule file while it is being read: its lines, and where its problems go.
#ifndef FACTMILL_RULES_PROBLEMS_H_
#define FACTMILL_RULES_PROBLEMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "rules/rule_set.h"

namespace factmill {

class File {
 public:
  File(const RuleFile& file, std::vector<Diagnostic>* diagnostics);

  // What is said beyond kMostProblems is not kept.
  Diagnostic& Problem(int line, int column, int width, std::string message, std::string help = "");
  // At anything that has a place in a TOML file.
  template <typename Region>
  Diagnostic& Problem(const Region& at, int width, std::string message, std::string help = "") {
    return Problem(static_cast<int>(at.begin.line), static_cast<int>(at.begin.column), width,
                   std::move(message), std::move(help));
  }
  // Are there so many problems that reading on is of no use?
  bool Full() const;
  // "" where there is none.
  std::string_view Line(int line) const;

  const std::string name;

 private:
  Diagnostic not_kept_;
  std::vector<std::string_view> lines_;  // Of the file.
  std::vector<Diagnostic>* diagnostics_;
};

// Columns of a string with its quotes.
int WidthOf(std::string_view text);
// "a, b, c"
std::string Listed(const std::vector<std::string>& names);
// "did you mean 'b'?" if one of `names` may be meant, else `otherwise`.
std::string DidYouMeanOr(const std::string& name, const std::vector<std::string>& names,
                         const std::string& otherwise);

}  // namespace factmill

#endif  // FACTMILL_RULES_PROBLEMS_H_
