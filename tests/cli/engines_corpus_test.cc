// Both engines give the same bytes for ../shared/corpus: for one article of twelve, or for all
// of them where FACTMILL_ALL_ARTICLES is set (ten minutes, for the plain engine is slow).
#include <unistd.h>

#include <cstdlib>

#include "tests/cli/process.h"

namespace factmill {
namespace {

TEST_CASE("slow: both engines extract the same from articles of the corpus") {
  const std::string step = getenv("FACTMILL_ALL_ARTICLES") != nullptr ? "1" : "12";
  for (const char* language : {"en", "zh"}) {
    const std::string corpus =
        std::string(FACTMILL_SHARED_DIR) + "/corpus/" + language + ".ndjson.gz";
    if (access(corpus.c_str(), R_OK) != 0) {
      WARN("skipped: there is no " << corpus);
      continue;
    }
    const auto extract = [&](const std::string& engine) {
      const Outcome outcome =
          Process({"/bin/sh", "-c",
                   "gzip -dc '" + corpus + "' | awk 'NR % " + step +
                       " == 0' | '" FACTMILL_BINARY "' extract --all-mentions --jobs 2 --engine " +
                       engine})
              .Wait();
      INFO(outcome.err);
      REQUIRE(outcome.exit == 0);
      return outcome.out;
    };
    const std::string fast = extract("fast"), plain = extract("plain");
    CHECK(plain.size() > 500000);
    size_t line = 1, begin = 0;
    const size_t least = std::min(fast.size(), plain.size());
    size_t at = 0;
    for (; at < least && fast[at] == plain[at]; ++at) {
      if (fast[at] != '\n') continue;
      ++line;
      begin = at + 1;
    }
    INFO(language << ", line " << line << "\nfast  " << fast.substr(begin, at - begin + 300)
                  << "\nplain " << plain.substr(begin, at - begin + 300));
    CHECK((at == fast.size() && at == plain.size()));
  }
}

}  // namespace
}  // namespace factmill
