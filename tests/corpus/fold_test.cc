#include "corpus/fold.h"

#include <catch2/catch.hpp>
#include <string>
#include <thread>

#include "base/utf8.h"
#include "corpus/han_variants.h"
#include "corpus/zones.h"
#include "tests/corpus/corpus_testing.h"
#include "tests/corpus/encode.h"

namespace factmill {
namespace {

struct Case {
  const char* name;
  const char* text;
  const char* folded;
};

const Case kCases[] = {
    {"ascii", "raised $5m in May", "raised $5m in May"},
    {"full-width digits and letters", "Ａ股涨３７．５％", "A股涨37.5%"},
    {"full-width punctuation", "（约５亿），其中：", "(约5亿),其中:"},
    {"Chinese full stop and quotes stay", "“三农”。「你」、《书》", "“三农”。「你」、《书》"},
    {"ideographic space", "总投资　五亿", "总投资 五亿"},
    {"no-break and thin spaces", "5\u00A0000\u2009km\u202F2", "5 000 km 2"},
    {"a tab", "5\tkm", "5 km"},
    {"currency signs", "￠￡￥￦﹩＄﹪％", "¢£¥₩$$%%"},
    {"traditional", "總經費約三億餘萬元", "总经费约三亿余万元"},
    {"Taiwanese and Japanese forms stay apart", "臺灣壹圓 円", "台湾壹圆 円"},
    {"zero-width characters", "1\u200B000\u200D\uFEFF元", "1000元"},
    {"soft hyphen", "bil\u00ADlion", "billion"},
    {"direction marks", "\u202B5\u202C%", "5%"},
    {"apostrophes", "China’s ‘new’ “town”", "China's 'new' “town”"},
    {"hyphens and minus", "5‐year, 5‑year, −5", "5-year, 5-year, -5"},
    {"dashes stay", "2016–2020 — so", "2016–2020 — so"},
    {"superscripts stay", "约10⁶吨, 5 m²", "约10⁶吨, 5 m²"},
    {"vulgar fractions stay", "1½倍", "1½倍"},
    {"subscripts stay", "CO₂", "CO₂"},
    {"circled and Roman numbers stay", "①Ⅲ", "①Ⅲ"},
    {"beyond plane 0", "𠮷野家😀", "𠮷野家😀"},
    {"a line break", "331.6\nmln head", "331.6 mln head"},
    {"a line break, CR LF", "331.6 \r\n  mln head", "331.6 mln head"},
    {"a line break between Han", "全年投\n资五亿", "全年投资五亿"},
    {"a line break with ideographic spaces", "全年投　\n　资五亿", "全年投资五亿"},
    {"a line break after a Chinese comma", "全年投资，\n比上年", "全年投资,比上年"},
    {"a line break between Han and a digit", "投资\n50\n亿元", "投资50亿元"},
    {"a line break between Han and a word", "投资\nfund", "投资 fund"},
    {"a line break after a hyphen", "a three-\nyear plan", "a three-year plan"},
    {"a line break after a dash", "a plan -\nso far", "a plan - so far"},
    {"U+2028", "331.6\u2028mln", "331.6 mln"},
    {"several breaks", "331.6\n\n\nmln", "331.6 mln"},
    {"nothing", "", ""},
    {"spaces only", "  ", "  "},
    {"nothing is left", "\u200B\u00AD", ""},
    // Former bugs.
    {"10⁶ is not 106", "约10⁶吨", "约10⁶吨"},
    {"ICU would turn 「 into “", "「五億」", "「五亿」"},
    {"other controls stay", "5\x1B%", "5\x1B%"},
};

TEST_CASE("a phrase is folded") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      FoldMap map;
      CHECK(FoldPhrase(c.text, &map) == c.folded);
      CHECK(map.source_size() == std::string_view(c.text).size());
      CHECK(map.derived_size() == std::string_view(c.folded).size());
      CHECK(FoldPhrase(FoldPhrase(c.text)) == c.folded);
    }
  }
}

struct QuoteCase {
  const char* name;
  const char* text;
  const char* find;
  const char* quote;
};

const QuoteCase kQuoteCases[] = {
    {"ascii stays put", "raised $5m in May", "$5m", "$5m"},
    {"full-width digits", "融资３７．５亿元。", "37.5亿元", "３７．５亿元"},
    {"dropped byte inside", "共1\u200B000元", "1000元", "1\u200B000元"},
    {"dropped byte at the edge", "\uFEFF5%左右", "5%", "5%"},
    {"full-width letter", "Ａ股", "A股", "Ａ股"},
    {"traditional", "總經費三億餘元", "三亿余元", "三億餘元"},
    {"across a line break",
     "The board put the numbers at the start of the year at 331.6\nmln head, up slightly.",
     "331.6 mln head", "331.6\nmln head"},
    {"a break that became nothing",
     "纸厂去年在全县十二个乡镇一共收购了芦苇和稻草三十七万吨其中一\n半以上来自下游的三个镇，共二十"
     "万吨。",
     "一半以上", "一\n半以上"},
    {"after the first paragraph", "\n\nTitle of it\r\n\r\n　　融资５亿元。\r\n", "5亿元", "５亿元"},
};

TEST_CASE("every folded span quotes the article") {
  for (const QuoteCase& c : kQuoteCases) {
    DYNAMIC_SECTION(c.name) {
      const FoldedText folded = Fold(c.text, FindZones(c.text));
      const ArticleSpan span = folded.map.ToSource(Find<FoldedSpan>(folded.text, c.find));
      CHECK(Cut(c.text, span) == c.quote);
    }
  }
}

TEST_CASE("paragraphs are folded one by one") {
  const std::string text = " \n Mill doubles output\r\n\r\n５ tons. More！\u2028  \r\n末行";
  const FoldedText folded = Fold(text, AllBody(text));
  CHECK(folded.text == "Mill doubles output\n5 tons. More!\n末行\n");
  REQUIRE(folded.paragraphs.size() == 3);
  CHECK(Cut(folded.text, folded.paragraphs[1].span) == "5 tons. More!");
  // A '\n' is the article's line break, and what is blank around it.
  const FoldedSpan first_break = {folded.paragraphs[0].span.end, folded.paragraphs[0].span.end + 1};
  CHECK(Cut(text, folded.map.ToSource(first_break)) == "\r\n\r\n");
  // The last one has none.
  const uint32_t size = static_cast<uint32_t>(folded.text.size());
  CHECK(folded.map.ToSource({size - 1, size}).empty());
  CHECK(folded.map.source_size() == text.size());
  CHECK(folded.map.derived_size() == folded.text.size());
}

TEST_CASE("an empty text folds to nothing") {
  for (const char* text : {"", "\n", " \r\n\u200B\n"}) {
    const FoldedText folded = Fold(text, FindZones(text));
    CHECK(folded.text.empty());
    CHECK(folded.paragraphs.empty());
    CHECK(folded.map.source_size() == std::string_view(text).size());
  }
}

TEST_CASE("paragraphs know their zone") {
  const std::string text = "Home> Latest\n\nMill doubles its output\n\nIt made 300 tons.";
  const FoldedText folded = Fold(text, FindZones(text));
  REQUIRE(folded.paragraphs.size() == 3);
  CHECK(folded.paragraphs[0].zone == ZoneKind::kFurniture);
  CHECK(folded.paragraphs[1].zone == ZoneKind::kTitle);
  CHECK(folded.paragraphs[2].zone == ZoneKind::kBody);
}

TEST_CASE("the table of characters is whole") {
  CHECK(ToSimplified(U'億') == U'亿');
  CHECK(ToSimplified(U'亿') == U'亿');
  CHECK(ToSimplified(U'a') == U'a');
  CHECK(ToSimplified(U'𠮷') == U'𠮷');
  size_t traditional = 0;
  for (char32_t c = 0; c < 0x30000; ++c) {
    if (!IsTraditional(c)) continue;
    ++traditional;
    CHECK(IsHan(ToSimplified(c)));
  }
  CHECK(traditional > 2500);
}

// Folded text that is cut at code points folds from its quote again.
void CheckQuotes(const std::string& text, uint32_t spans, Random* random) {
  const FoldedText folded = Fold(text, FindZones(text));
  REQUIRE(IsValidUtf8(folded.text));
  REQUIRE(folded.map.source_size() == text.size());
  REQUIRE(folded.map.derived_size() == folded.text.size());
  uint32_t end = 0;
  for (const Paragraph& paragraph : folded.paragraphs) {
    REQUIRE(paragraph.span.begin == end);
    REQUIRE_FALSE(paragraph.span.empty());
    REQUIRE(folded.text[paragraph.span.end] == '\n');
    REQUIRE(Cut(folded.text, paragraph.span).find_first_of("\r\n") == std::string::npos);
    end = paragraph.span.end + 1;
  }
  REQUIRE(end == folded.text.size());
  if (folded.paragraphs.empty()) return;
  for (uint32_t i = 0; i < spans; ++i) {
    const Paragraph& paragraph = random->Pick(folded.paragraphs);
    FoldedSpan span;
    span.begin = paragraph.span.begin + random->Below(paragraph.span.size());
    while (IsUtf8Continuation(folded.text[span.begin])) --span.begin;
    span.end = span.begin + 1 + random->Below(paragraph.span.end - span.begin);
    while (IsUtf8Continuation(folded.text[span.end])) ++span.end;
    const std::string_view cut = Cut(folded.text, span);
    if (cut.front() == '-') continue;  // Whether it joins its line to the next is lost.
    const std::string_view quote = Cut(text, folded.map.ToSource(span));
    if (FoldPhrase(quote) == cut) continue;
    CAPTURE(text, span.begin, span.end, quote);
    REQUIRE(FoldPhrase(quote) == cut);
  }
}

TEST_CASE("random spans of folded text quote the article") {
  Random random(5);
  const uint32_t spans = Rounds(100000);
  for (uint32_t done = 0; done < spans; done += 100) {
    CheckQuotes(RandomText("utf-8", random.Between(0, 600), &random).text, 100, &random);
  }
}

std::string LongText() {
  std::string text;
  for (int i = 0; i < 200; ++i) {
    text += "總經費約" + std::to_string(i) + "億３，０００餘元，比上年增長一成。It rose " +
            std::to_string(i) + " percent\u00A0in May.\n\n";
  }
  return text;
}

TEST_CASE("eight threads fold the same") {
  const std::string text = LongText();
  const std::string folded = Fold(text, FindZones(text)).text;
  std::vector<int> wrong(8);
  std::vector<std::thread> threads;
  threads.reserve(wrong.size());
  for (int& count : wrong) {
    threads.emplace_back([&text, &folded, &count] {
      for (int i = 0; i < 20; ++i) count += Fold(text, FindZones(text)).text != folded;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(8));
}

}  // namespace
}  // namespace factmill
