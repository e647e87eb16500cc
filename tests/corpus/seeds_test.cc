// The real texts that the project began from, where they are at hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "corpus/fold.h"
#include "corpus/reader.h"
#include "tests/corpus/corpus_testing.h"

namespace factmill {
namespace {

struct SeedCase {
  const char* file;
  const char* published;
  const char* site;
  size_t title_words;
  size_t furniture;  // Paragraphs of each kind.
  size_t bylines;
  size_t captions;
};

const SeedCase kSeedCases[] = {
    {"seeds/000_53ba149bdb505849.txt", "2019-11-01", "", 7, 1, 1, 3},
    {"seeds/001_eadcd6fa607a4d00.txt", "2021-05-12", "www.ehangzhou.gov.cn", 5, 3, 1, 1},
    {"seeds/002_d6400cf69b97536f.txt", "", "", 9, 0, 0, 0},
    {"seeds/003_ff68b6f15efe181b.txt", "2024-04-01", "", 19, 57, 1, 0},
    {"seeds/004_67147eec087c27c0.txt", "", "", 10, 1, 1, 1},
};

TEST_CASE("the seeds are read as a person reads them") {
  for (const SeedCase& c : kSeedCases) {
    DYNAMIC_SECTION(c.file) {
      const std::optional<std::string> bytes = ReadShared(c.file);
      if (!bytes) {
        WARN("skipped: there is no " << FACTMILL_SHARED_DIR << "/" << c.file);
        continue;
      }
      Payload payload;
      payload.bytes = *bytes;
      payload.media_type = "text/plain";
      const Result<std::vector<Article>> articles = ReadPayload(payload);
      REQUIRE(articles.ok());
      const Article& article = (*articles)[0];
      CHECK(article.text == *bytes);
      CHECK(article.published.value == c.published);
      CHECK(article.site.value == c.site);
      CHECK(article.lang == "en");
      const std::string& title = article.title.value;
      CHECK(std::count(title.begin(), title.end(), ' ') + 1 == static_cast<int>(c.title_words));
      size_t count[5] = {};
      for (const Paragraph& paragraph : Fold(article.text, article.zones).paragraphs) {
        ++count[static_cast<int>(paragraph.zone)];
      }
      CHECK(count[static_cast<int>(ZoneKind::kTitle)] == 1);
      CHECK(count[static_cast<int>(ZoneKind::kFurniture)] == c.furniture);
      CHECK(count[static_cast<int>(ZoneKind::kByline)] == c.bylines);
      CHECK(count[static_cast<int>(ZoneKind::kCaption)] == c.captions);
    }
  }
}

TEST_CASE("hard-wrapped wire stories are joined") {
  const std::optional<std::string> cases = ReadShared("cases/gold-en-dev.jsonl");
  if (!cases) {
    WARN("skipped: there is no " << FACTMILL_SHARED_DIR << "/cases/gold-en-dev.jsonl");
    return;
  }
  struct Wire {
    const char* id;
    size_t paragraphs;
    const char* joined;
  };
  for (const Wire& wire : {Wire{"gold-en/en/article/cbc98783", 5, "331.6 mln head"},
                           Wire{"gold-en/en/article/52eedb45", 3, "20 mln tonne a year"}}) {
    const size_t line = cases->find(wire.id);
    REQUIRE(line != std::string::npos);
    const size_t begin = cases->find("\"text\": \"", line) + 9;
    std::string text = cases->substr(begin, cases->find("\", \"", begin) - begin);
    for (size_t at; (at = text.find("\\n")) != std::string::npos;) text.replace(at, 2, "\n");
    const FoldedText folded = Fold(text, AllBody(text));
    CHECK(folded.paragraphs.size() == wire.paragraphs);
    CHECK(folded.text.find(wire.joined) != std::string::npos);
  }
}

}  // namespace
}  // namespace factmill
