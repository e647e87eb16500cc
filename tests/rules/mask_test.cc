// Masked paragraphs, and the way back from them.
#include "rules/mask.h"

#include <catch2/catch.hpp>
#include <string>

#include "base/utf8.h"
#include "tests/random.h"
#include "tests/rules/layer2_testing.h"

namespace factmill {
namespace {

const RuleSet& Rules() {
  static const RuleSet rules = LoadSmall(kFirstLayer + R"(
[[rule]]
id = 'named'
layer = 2
pattern = '{m=term:metric} {w=term:who} {f=fact}'
set = { f.metric = 'm', f.subject = 'w' }
)");
  return rules;
}

struct Masked {
  explicit Masked(const std::string& folded)
      : text(folded), context(MakeContext(text, {}, ParseDay("2024-05-15"))) {
    const CompiledRules& rules = Rules().compiled();
    mentions = MatchParagraph(rules, context);
    std::vector<TakenSpan> taken;
    for (const Mention& mention : mentions) {
      if (mention.figures.empty()) taken.push_back({mention.begin, mention.end});
      for (const Figure& figure : mention.figures) {
        taken.push_back({figure.begin, figure.end, figures++, figure.value.kind});
      }
    }
    mask.emplace(text, FindTokens(rules.vocabulary, rules.alphabet, context, taken,
                                  FindWords(rules.vocabulary, rules.alphabet, context)));
  }

  // Figures as <quote>, words as {word}, numbers as #number.
  std::string Shown() const {
    std::string out;
    uint32_t at = 0;
    for (const Token& token : mask->tokens()) {
      out += text.substr(at, token.begin - at);
      const std::string words = text.substr(token.begin, token.end - token.begin);
      out += token.figure >= 0 ? "<" + words + ">"
             : token.quantity  ? "#" + words
                               : "{" + words + "}";
      at = token.end;
    }
    return out + text.substr(at);
  }

  std::string text;
  MatchContext context;
  std::vector<Mention> mentions;
  int figures = 0;
  std::optional<Mask> mask;
};

TEST_CASE("what is one sign in a masked paragraph") {
  struct Case {
    const char* name;
    const char* text;
    const char* shown;
  };
  const Case cases[] = {
      {"a figure", "共5元整", "共<5元>整"},
      {"figures side by side", "5元7%", "<5元><7%>"},
      {"a word that a slot names", "税收5元", "{税收}<5元>"},
      {"the longest word", "税收比率7%", "{税收比率}<7%>"},
      {"a longer word that no slot names", "税收局5元", "税收局<5元>"},
      {"any case", "TAX of 5 yuan", "{TAX} of <5 yuan>"},
      {"no part of a Latin word", "taxes of 5 yuan, syntax", "taxes of <5 yuan>, syntax"},
      {"a number in no figure", "12 and 5 yuan", "#12 and <5 yuan>"},
      {"a number in words", "three of 5 kilns", "#three of <5 kilns>"},
      {"a vague number is text", "几十万和5元", "几十万和<5元>"},
      {"a scale word alone is text", "百家5元", "百家<5元>"},
      {"an ignored word is text", "5G, 5元", "5G, <5元>"},
      {"what a rule ignores is text", "第3章税收5元", "第3章{税收}<5元>"},
      {"no slot names units", "yuan 5 yuan", "yuan <5 yuan>"},
      {"nothing", "no figure", "no figure"},
      {"empty", "", ""},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(Masked(c.text).Shown() == c.shown); }
  }
}

TEST_CASE("a word has the token of the slots it fills in its case") {
  const Masked m("Ex ex EX");
  const auto& tokens = m.mask->tokens();
  REQUIRE(tokens.size() == 3);
  CHECK(tokens[0].slots != tokens[1].slots);  // Both roles, and one.
  CHECK((tokens[0].slots & tokens[1].slots) == tokens[1].slots);
  CHECK(tokens[0].character != tokens[1].character);
  CHECK(tokens[1].character == tokens[2].character);
}

TEST_CASE("a token's character in the text itself is none in the mask") {
  std::string odd;
  AppendUtf8(kFirstToken + 80, &odd);
  AppendUtf8(kLastToken, &odd);
  AppendUtf8(0xE000, &odd);
  const Masked m(odd + "5元" + odd);
  REQUIRE(m.mask->tokens().size() == 1);
  CHECK(m.mask->text().find(odd.substr(0, 4)) == std::string::npos);
  CHECK(m.mask->text().find(odd.substr(8)) == 8);  // Others stay.
  CHECK(m.mask->ToParagraph(m.mask->tokens()[0].at) == odd.size());
}

// Every offset of the mask leads to the same text in the paragraph, and back.
TEST_CASE("every place of a masked paragraph leads back") {
  const char* const pieces[] = {"5元",
                                "税收",
                                "税收比率",
                                " ",
                                ",",
                                "12",
                                "half",
                                "tax",
                                "三",
                                "5G",
                                "百",
                                "共",
                                "第3章",
                                "7%",
                                "。",
                                "3.5",
                                "mill ",
                                "yuan",
                                "\xF3\xB0\x80\x81",
                                "é",
                                "kilns",
                                "几十",
                                "-"};
  Random random(20240515);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = random.Between(0, 12); i > 0; --i) text += random.Pick(pieces);
    INFO("round " << round << ": " << text);
    const Masked m(text);
    const std::string& masked = m.mask->text();
    REQUIRE(IsValidUtf8(masked));
    uint32_t paragraph_at = 0;  // What has been accounted for.
    for (uint32_t at = 0; at < masked.size();) {
      const uint32_t size = Utf8Size(static_cast<unsigned char>(masked[at]));
      REQUIRE(m.mask->ToParagraph(at) == paragraph_at);
      REQUIRE(m.mask->ToMasked(paragraph_at) == at);
      const Token* token = m.mask->TokenAt(at);
      int decoded;
      const char32_t c = DecodeUtf8(masked, at, &decoded);
      REQUIRE((token != nullptr) == (c >= kFirstToken && c <= kLastToken));
      if (token != nullptr) {
        REQUIRE(token->begin == paragraph_at);
        REQUIRE(token->end > token->begin);
        REQUIRE(token->character == c);
        for (uint32_t i = 1; i < kTokenBytes; ++i)
          REQUIRE(m.mask->ToParagraph(at + i) == token->begin);
        for (uint32_t i = token->begin + 1; i < token->end; ++i) {
          REQUIRE(m.mask->ToMasked(i) == at + kTokenBytes);
        }
        paragraph_at = token->end;
      } else {
        if (c != 0x10FFFD) REQUIRE(masked.substr(at, size) == text.substr(paragraph_at, size));
        paragraph_at += size;
      }
      at += size;
    }
    REQUIRE(paragraph_at == text.size());
    REQUIRE(m.mask->ToParagraph(static_cast<uint32_t>(masked.size())) == text.size());
    int figures = 0;
    for (const Token& token : m.mask->tokens()) figures += token.figure >= 0;
    REQUIRE(figures == m.figures);  // None is lost.
  }
}

}  // namespace
}  // namespace factmill
