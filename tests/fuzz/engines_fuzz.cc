// Compares the two matching engines on texts made of rules, for as long as one
// likes:
//
//   engines_fuzz [--seconds N] [--seed N] [--rules PATH]
//
// Prints the seed and the text of the first difference and exits with 1.  With
// --seconds 0 it looks at the text of that one seed.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/diagnostic.h"
#include "tests/rules/engine_texts.h"

namespace factmill {
namespace {

int Usage() {
  std::fprintf(stderr, "usage: engines_fuzz [--seconds N] [--seed N] [--rules PATH]\n");
  return 2;
}

int Fuzz(uint64_t seconds, uint64_t seed, const std::string& path) {
  std::vector<RuleFile> files = EmbeddedRuleFiles();
  if (!path.empty()) {
    auto read = ReadRuleFiles(path);
    if (!read.ok()) {
      std::fprintf(stderr, "engines_fuzz: %s\n", read.status().message().c_str());
      return 2;
    }
    files = std::move(*read);
  }
  std::vector<Diagnostic> diagnostics;
  const auto rules = LoadRules(files, &diagnostics);
  for (const Diagnostic& d : diagnostics) std::fputs(Render(d).c_str(), stderr);
  if (!rules) return 2;
  const CompiledRules& compiled = rules->compiled();
  const EngineTexts texts(compiled);
  const Engine fast = [&](const MatchContext& context) {
    return MatchParagraph(compiled, context, Matching::kFast);
  };
  const Engine plain = [&](const MatchContext& context) {
    return MatchParagraph(compiled, context, Matching::kPlain);
  };
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  const uint64_t batch = seconds == 0 ? 1 : 1000;
  uint64_t next = seed;
  do {
    const std::string told = FirstDifference(texts, next, batch, fast, plain);
    if (!told.empty()) {
      std::printf("the fast engine (one) and the plain one (other) differ\n%s", told.c_str());
      return 1;
    }
    next += batch;
  } while (std::chrono::steady_clock::now() < end);
  std::printf("no difference in %llu texts from seed %llu on\n",
              static_cast<unsigned long long>(next - seed), static_cast<unsigned long long>(seed));
  return 0;
}

}  // namespace
}  // namespace factmill

int main(int argc, char** argv) {
  uint64_t seconds = 60, seed = 1;
  std::string rules;
  for (int i = 1; i < argc; i += 2) {
    const std::string option = argv[i];
    if (i + 1 == argc) return factmill::Usage();
    if (option == "--seconds")
      seconds = std::strtoull(argv[i + 1], nullptr, 10);
    else if (option == "--seed")
      seed = std::strtoull(argv[i + 1], nullptr, 10);
    else if (option == "--rules")
      rules = argv[i + 1];
    else
      return factmill::Usage();
  }
  return factmill::Fuzz(seconds, seed, rules);
}
