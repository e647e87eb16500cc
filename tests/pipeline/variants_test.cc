// The same text written otherwise, or between other sentences, says the same.
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "corpus/characters.h"
#include "corpus/fold.h"
#include "corpus/words.h"
#include "tests/pipeline/extract_testing.h"
#include "tests/random.h"

namespace factmill {
namespace {

struct Text {
  std::string id, lang, text, date;
};

std::vector<Text> TextsOf(const std::string& path) {
  std::vector<Text> texts;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    const auto json = nlohmann::json::parse(line);
    const auto date = json.find("reference_date");
    texts.push_back({json.at("id"), json.at("lang"), json.at("text"),
                     date == json.end() || date->is_null() ? "" : date->get<std::string>()});
  }
  return texts;
}

// Kind, value, unit and date of each fact, without spans.  A unit that is a word of the
// text is given as the rules see it.
std::vector<std::string> ValuesOf(const std::string& text, const std::string& date) {
  std::vector<std::string> values;
  for (const Fact& fact : Extract(ArticleOf(text, date), BuiltInRules(), {}).facts) {
    const Value& v = fact.value;
    std::string out = std::string(KindName(v.kind)) + " " + v.edtf;
    if (v.value) out += v.value->ToString();
    if (v.value_max) out += ".." + v.value_max->ToString();
    values.push_back(out + " " + FoldPhrase(v.unit) + " " + std::string(BoundName(v.bound)));
  }
  return values;
}

bool IsChinese(const Text& text) { return text.lang != "en"; }

template <typename Change>
std::string EachCharacter(const std::string& text, Change change) {
  std::string out;
  char32_t before = 0;
  for (size_t at = 0; at < text.size();) {
    int size = 0;
    const char32_t c = DecodeUtf8(text, at, &size);
    change(before, c, &out);
    before = c;
    at += static_cast<size_t>(size);
  }
  return out;
}

std::string FullWidth(const Text& text) {
  return EachCharacter(text.text, [](char32_t, char32_t c, std::string* out) {
    if (c == ' ')
      AppendUtf8(U'\u3000', out);
    else
      AppendUtf8(c > ' ' && c < 0x7F ? c + 0xFEE0 : c, out);
  });
}

std::string Traditional(const Text& text) {
  UErrorCode error = U_ZERO_ERROR;
  static const std::unique_ptr<icu::Transliterator> to_traditional(
      icu::Transliterator::createInstance("Hans-Hant", UTRANS_FORWARD, error));
  REQUIRE(to_traditional != nullptr);
  icu::UnicodeString changed = icu::UnicodeString::fromUTF8(text.text);
  to_traditional->transliterate(changed);
  std::string out;
  changed.toUTF8String(out);
  return out;
}

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }

// A space between digits and Chinese characters, as some writers set it.
std::string Spaced(const Text& text) {
  return EachCharacter(text.text, [](char32_t before, char32_t c, std::string* out) {
    if ((IsDigit(before) && IsHan(c)) || (IsHan(before) && IsDigit(c))) *out += ' ';
    AppendUtf8(c, out);
  });
}

// Where a line may be broken before `c`: in place of a space, or beside Chinese.
bool MayBreak(char32_t before, char32_t c) {
  return c == ' ' || (IsWide(before) && IsHan(c)) || (IsHan(before) && IsWide(c) && IsHan(c));
}

// Each line filled up to 72 columns, as a mail program does it.
std::string Wrapped(const Text& text) {
  constexpr uint32_t kWidth = 72;
  std::string out, word;
  uint32_t column = 0;
  const auto flush = [&] {
    const bool space = word.starts_with(' ');
    const uint32_t width = Columns(word, 2 * kWidth);
    if (column > 0 && column + width > kWidth) {
      out += '\n';
      if (space) word.erase(0, 1);
      column = width - space;
    } else {
      column += width;
    }
    out += word;
    word.clear();
  };
  char32_t before = 0;
  int size;
  for (size_t at = 0; at < text.text.size(); at += static_cast<size_t>(size)) {
    const char32_t c = DecodeUtf8(text.text, at, &size);
    if (c == '\n' || MayBreak(before, c)) flush();
    if (c == '\n') {
      out += '\n';
      column = 0;
    } else {
      AppendUtf8(c, &word);
    }
    before = c;
  }
  flush();
  return out;
}

const char* const kEnglishSentences[] = {
    "The hall was quiet that evening.", "Nobody asked why the gate stood open.",
    "Rain fell on the harbour all night.", "Her letter lay unread on the desk."};
const char* const kChineseSentences[] = {"会场里很安静。", "村口的老树又发了新芽。",
                                         "雨下了整夜，天亮才停。", "没有人知道门为什么开着。"};

std::string Framed(const Text& text) {
  static Random random(20261122);
  const bool chinese = IsChinese(text);
  const std::string before =
      chinese ? random.Pick(kChineseSentences) : random.Pick(kEnglishSentences);
  const std::string after =
      chinese ? random.Pick(kChineseSentences) : random.Pick(kEnglishSentences);
  // Wrapped text would be no more of one width with something more in its first line.
  const bool lines = text.text.find('\n') != std::string::npos;
  const std::string gap = lines ? "\n\n" : chinese ? "" : " ";
  const char32_t last = text.text.empty() ? U'.' : text.text.back();
  const bool ends =
      std::string_view(".!?\"').").find(static_cast<char>(last)) != std::string::npos ||
      text.text.ends_with("。") || text.text.ends_with("？") || text.text.ends_with("！");
  return before + gap + text.text + (ends ? "" : chinese ? "。" : ".") + gap + after;
}

struct Variant {
  const char* name;
  std::string (*write)(const Text&);
  bool chinese_only;
};

const Variant kVariants[] = {
    {"between other sentences", Framed, false},
    {"full-width", FullWidth, true},
    {"traditional", Traditional, true},
    {"spaced", Spaced, true},
    {"wrapped", Wrapped, false},
};

// At least `share` of a hundred texts are to say the same.
void CheckVariants(const std::string& path, size_t share) {
  const std::vector<Text> texts = TextsOf(path);
  REQUIRE_FALSE(texts.empty());
  for (const Variant& variant : kVariants) {
    DYNAMIC_SECTION(variant.name) {
      size_t same = 0, all = 0;
      std::string parted;
      for (const Text& text : texts) {
        if (variant.chinese_only && !IsChinese(text)) continue;
        const auto plain = ValuesOf(text.text, text.date);
        const std::string written = variant.write(text);
        const auto changed = ValuesOf(written, text.date);
        ++all;
        if (plain == changed) {
          ++same;
          continue;
        }
        parted += text.id + "\n  " + written + "\n";
        for (const std::string& v : plain) parted += "  plain    " + v + "\n";
        for (const std::string& v : changed) parted += "  variant  " + v + "\n";
      }
      INFO(parted);
      CHECK(same * 100 >= all * share);
    }
  }
}

TEST_CASE("our own cases say the same however they are written") {
  CheckVariants(std::string(FACTMILL_SOURCE_DIR) + "/corpus/cases.jsonl", 100);
}

const char* const kSharedCases[] = {"seeds.jsonl",
                                    "gold-en-dev.jsonl",
                                    "gold-zh-dev.jsonl",
                                    "chrono-dev.jsonl",
                                    "cn2an-dev.jsonl",
                                    "dateparser-dev.jsonl",
                                    "duckling-dev.jsonl",
                                    "jionlp-dev.jsonl",
                                    "minlp-dev.jsonl",
                                    "number-parser-dev.jsonl",
                                    "price-parser-dev.jsonl",
                                    "quantulum3-dev.jsonl",
                                    "recognizers-dev.jsonl"};

TEST_CASE("known cases say the same however they are written") {
  for (const char* name : kSharedCases) {
    const std::string path = std::string(FACTMILL_SHARED_DIR) + "/cases/" + name;
    if (!std::ifstream(path)) {
      WARN("skipped: ../shared/cases/" << name << " is not there");
      continue;
    }
    DYNAMIC_SECTION(name) { CheckVariants(path, 92); }
  }
}

}  // namespace
}  // namespace factmill
