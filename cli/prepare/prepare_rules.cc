// prepare_rules OUT: writes the rules that are built in as bytes from which they are
// quickly had (rules/prepared.h).  A step of the build.
#include <cstdio>
#include <fstream>

#include "base/diagnostic.h"
#include "rules/prepared.h"

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: prepare_rules OUT\n", stderr);
    return 2;
  }
  std::vector<factmill::Diagnostic> diagnostics;
  const auto rules = factmill::LoadRules(factmill::EmbeddedRuleFiles(), &diagnostics);
  for (const auto& d : diagnostics) std::fputs(factmill::Render(d).c_str(), stderr);
  std::ofstream out(arguments[1], std::ios::binary);
  // Of rules with a mistake, or a warning, nothing is prepared: the program tells of it
  // wherever it runs, as it reads them.
  if (rules && diagnostics.empty()) out << factmill::PrepareRules(*rules);
  out.close();
  if (!out) {
    std::fprintf(stderr, "prepare_rules: cannot write '%s'\n", arguments[1]);
    return 1;
  }
  return 0;
}
