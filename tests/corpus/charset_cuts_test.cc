// How often a charset is found from a little text: cuts of the sample articles.
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <vector>

#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/reader.h"
#include "tests/corpus/corpus_testing.h"
#include "tests/corpus/encode.h"
#include "tests/corpus/pack.h"
#include "tests/temp_folder.h"

namespace factmill {
namespace {

std::string Traditional(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> to(
      icu::Transliterator::createInstance("Hans-Hant", UTRANS_FORWARD, error));
  REQUIRE(U_SUCCESS(error));
  icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(text);
  to->transliterate(unicode);
  std::string out;
  unicode.toUTF8String(out);
  return out;
}

// The sample articles that have Chinese in them, decoded.
std::vector<std::string> ChineseTexts() {
  std::vector<std::string> texts;
  const std::string folder = std::string(FACTMILL_SOURCE_DIR) + "/corpus/articles";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = ReadAll(entry.path());
    auto decoded = Decode(bytes, DetectCharset(bytes, "").name);
    REQUIRE(decoded.ok());
    size_t han = 0;
    for (size_t at = 0; at < decoded->text.size();) {
      int size;
      han += IsHan(DecodeUtf8(decoded->text, at, &size));
      at += static_cast<size_t>(size);
    }
    if (han > 100) texts.push_back(decoded->text);
  }
  return texts;
}

// What charsets cannot write is left out.
std::string Writable(const std::string& text, const std::string& charset) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    int size;
    DecodeUtf8(text, at, &size);
    const std::string character = text.substr(at, static_cast<size_t>(size));
    try {
      auto back = Decode(Encode(character, charset), charset);
      if (back.ok() && back->text == character) out += character;
    } catch (const std::runtime_error&) {  // The charset has no such character.
    }
    at += static_cast<size_t>(size);
  }
  return out;
}

// Every charset, on cuts of `texts` of so many bytes and little more, more of them than
// `least`.  `-s` prints the figures.
void CheckCuts(const std::vector<std::string>& texts, const std::vector<size_t>& sizes, int least) {
  struct Score {
    int right = 0, all = 0;
  };
  for (const char* charset : {"gb18030", "big5", "utf-8", "utf-16le", "utf-16be"}) {
    std::map<size_t, Score> scores;  // By the size of the cut.
    std::string wrong;
    for (const std::string& text : texts) {
      const bool big5 = std::string(charset) == "big5";
      const std::string written = Writable(big5 ? Traditional(text) : text, charset);
      for (const size_t wanted : sizes) {
        std::string cut;
        size_t bytes = 0;
        for (size_t at = 0; at < written.size();) {
          int size;
          DecodeUtf8(written, at, &size);
          const std::string character = written.substr(at, static_cast<size_t>(size));
          at += static_cast<size_t>(size);
          cut += character;
          bytes += Encode(character, charset).size();
          if (bytes < wanted) continue;
          const std::string encoded = Encode(cut, charset);
          const Charset found = DetectCharset(encoded, "");
          auto decoded = Decode(encoded, found.name);
          Score& score = scores[wanted];
          ++score.all;
          if (decoded.ok() && decoded->text == cut) {
            ++score.right;
          } else if (wrong.size() < 2000) {
            wrong += found.name + " (" + found.evidence + "): " + cut + "\n";
          }
          cut.clear();
          bytes = 0;
        }
      }
    }
    for (const auto& [size, score] : scores) {
      INFO(charset << ", cuts of " << size << ": " << score.right << " of " << score.all << "\n"
                   << wrong);
      CHECK(score.right >= score.all * 0.97);
      CHECK(score.all > least);
    }
  }
}

TEST_CASE("charsets of short cuts are found") {
  const std::vector<std::string> texts = ChineseTexts();
  REQUIRE(texts.size() >= 5);
  CheckCuts(texts, {40, 60, 100, 200}, 40);
}

TEST_CASE("slow: charsets of short cuts of other news are found") {
  const auto bytes = ReadShared("corpus/zh.ndjson.gz");
  if (!bytes) {
    WARN("skipped: there is no ../shared/corpus");
    return;
  }
  const Collected all = WalkBytes("zh.ndjson.gz", *bytes);
  std::vector<std::string> texts;
  for (size_t i = 0; i < all.found.size(); i += 40) {
    const auto articles = ReadPayload(all.found[i].payload);
    REQUIRE(articles.ok());
    texts.push_back(articles->front().text);
  }
  REQUIRE(texts.size() > 100);
  CheckCuts(texts, {40, 100}, 1000);
}

}  // namespace
}  // namespace factmill
