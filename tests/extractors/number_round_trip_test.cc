// Numbers printed in every way we know, and read back.
#include <catch2/catch.hpp>
#include <string>

#include "corpus/fold.h"
#include "extractors/number.h"
#include "tests/extractors/numeral_writer.h"
#include "tests/random.h"

namespace factmill {
namespace {

std::string Print(const std::vector<NumberToken>& tokens) {
  std::string out;
  for (const NumberToken& token : tokens) {
    out += "[" + std::to_string(token.begin) + "," + std::to_string(token.end) + ")";
    if (!token.readings.empty()) out += "=" + token.readings.front().value.ToString();
    out += " ";
  }
  return out.empty() ? "nothing" : out;
}

// Is `text`, all of it, one number of this value, and no pair or bound?
bool ReadsAs(std::string_view text, Decimal value) {
  const auto tokens = FindNumbers(text);
  if (tokens.size() != 1 || tokens[0].begin != 0 || tokens[0].readings.empty()) return false;
  const Reading& reading = tokens[0].readings.front();
  return reading.end == text.size() && reading.value == value && !reading.high &&
         reading.bound == Bound::kExact;
}

// From 0 to 10^16, all lengths alike; runs of zeros are common.
uint64_t RandomValue(Random* random) {
  const int digits = random->Between(1, 16);
  uint64_t value = 0;
  const bool sparse = random->OneIn(2);
  for (int i = 0; i < digits; ++i) {
    const uint64_t digit = sparse && random->OneIn(2) ? 0 : random->Below(10);
    value = value * 10 + digit;
  }
  return value;
}

// One form of a number, its text and its value.
class Checker {
 public:
  explicit Checker(uint64_t seed) : random_(seed), seed_(seed) {}

  void Run(int rounds) {
    for (round_ = 0; round_ < rounds; ++round_) {
      const uint64_t value = RandomValue(&random_);
      Chinese(value);
      English(value);
      Digits(value);
    }
    CHECK(round_ == rounds);
  }

 private:
  void Check(const char* form, const std::string& text, Decimal value) {
    if (ReadsAs(text, value)) return;
    FAIL("seed " << seed_ << " round " << round_ << ", " << form << ": " << text << " should be "
                 << value.ToString() << " and is " << Print(FindNumbers(text)));
  }

  bool Flip() { return random_.OneIn(2); }

  void Chinese(uint64_t value) {
    const Decimal decimal(static_cast<int64_t>(value));
    HanStyle style;
    style.liang = Flip();
    style.circle = Flip();
    style.one_ten = Flip();
    style.extra_zero = Flip();
    Check("plain Chinese", WriteChinese(value, style), decimal);
    style.script = HanScript::kTraditional;
    Check("traditional", FoldPhrase(WriteChinese(value, style)), decimal);
    style.script = HanScript::kPlain;
    const std::string colloquial = WriteColloquial(value, style);
    if (!colloquial.empty()) Check("colloquial", colloquial, decimal);
    // A banker's digit alone may be part of a word.
    style.script = HanScript::kBanker;
    style.circle = false;
    if (value == 0 || value > 9) Check("banker's", WriteChinese(value, style), decimal);
    style.script = HanScript::kBankerTraditional;
    if (value == 0 || value > 9)
      Check("traditional banker's", FoldPhrase(WriteChinese(value, style)), decimal);
    style.script = HanScript::kPlain;
    if (value >= 1000) Check("digit by digit", WritePositional(value, style), decimal);
    // 一百点五 may be a hundred points.
    if (value % 100 == 0 && value > 0) return;
    const std::string places = std::to_string(random_.Below(1000) + 1);
    const auto part = Decimal::Parse("0." + places);
    Check("Chinese with a point", WriteChineseDecimal(value, places, style), *decimal.Plus(*part));
  }

  void English(uint64_t value) {
    EnglishStyle style;
    style.with_and = Flip();
    style.hyphen = !random_.OneIn(4);
    style.article = Flip();
    style.capital = random_.OneIn(4);
    Check("English", WriteEnglish(value, style), Decimal(static_cast<int64_t>(value)));
  }

  void Digits(uint64_t value) {
    const Decimal decimal(static_cast<int64_t>(value));
    Check("digits", WriteDigits(value, false), decimal);
    Check("digits with commas", WriteDigits(value, true), decimal);
    static constexpr std::pair<int, const char*> kScales[] = {
        {2, "百"},           {3, "千"},       {4, "万"},       {6, "百万"},
        {7, "千万"},         {8, "亿"},       {12, "万亿"},    {3, " thousand"},
        {6, " million"},     {6, " mln"},     {6, "m"},        {6, "mn"},
        {9, " billion"},     {9, "bn"},       {9, " bln"},     {12, " trillion"},
        {12, "tn"},          {6, "-million"}, {9, "-Billion"}, {3, "k"},
        {15, " quadrillion"}};
    const auto& [exponent, word] = random_.Pick(kScales);
    Check("digits and a scale", WriteScaled(value, exponent, Flip()) + word, decimal);
    const std::string stacked = WriteStacked(value, Flip());
    if (!stacked.empty()) Check("stacked", stacked, decimal);
  }

  Random random_;
  const uint64_t seed_;
  int round_ = 0;
};

TEST_CASE("numbers printed in every form read back") { Checker(20210512).Run(20000); }

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kMany = 200000;
#else
constexpr int kMany = 1000000;
#endif

TEST_CASE("slow: a million numbers printed in every form read back") {
  Checker(20240401).Run(kMany);
}

struct WriterCase {
  const char* name;
  std::string written, wanted;
};

// The writer itself, so that both sides cannot be wrong alike.
const WriterCase kWriter[] = {
    {"zero", WriteChinese(0, {}), "零"},
    {"fifteen", WriteChinese(15, {}), "十五"},
    {"a hundred and fifteen", WriteChinese(115, {}), "一百一十五"},
    {"gaps", WriteChinese(10203, {}), "一万零二百零三"},
    {"no gap", WriteChinese(205000, {}), "二十万五千"},
    {"gap if you like", WriteChinese(205000, {.extra_zero = true}), "二十万零五千"},
    {"wan of yi", WriteChinese(3500000000000, {}), "三万五千亿"},
    {"all of it", WriteChinese(1234567890123456, {}),
     "一千二百三十四万五千六百七十八亿九千零一十二万三千四百五十六"},
    {"liang before wan", WriteChinese(20000, {.liang = true}), "两万"},
    {"no liang before ten", WriteChinese(1220000, {.liang = true}), "一百二十二万"},
    {"liang", WriteChinese(220002200, {.liang = true}), "两亿两千万两千两百"},
    {"banker's", WriteChinese(1000015, {.script = HanScript::kBanker}), "壹佰万零壹拾伍"},
    {"traditional", WriteChinese(120000000, {.script = HanScript::kTraditional}), "一億二千萬"},
    {"colloquial wan", WriteColloquial(35000, {}), "三万五"},
    {"colloquial thousand", WriteColloquial(8700, {}), "八千七"},
    {"colloquial hundred", WriteColloquial(120, {}), "一百二"},
    {"not colloquial", WriteColloquial(35100, {}), "三万五千一"},
    {"nothing to leave out", WriteColloquial(30005, {}), ""},
    {"point", WriteChineseDecimal(120, "05", {}), "一百二十点零五"},
    {"positional", WritePositional(2021, {}), "二零二一"},
    {"English", WriteEnglish(1009861, {}), "one million nine thousand eight hundred sixty-one"},
    {"English with and", WriteEnglish(1201, {.with_and = true}),
     "one thousand two hundred and one"},
    {"English with and after a thousand", WriteEnglish(1005, {.with_and = true}),
     "one thousand and five"},
    {"English article", WriteEnglish(100, {.article = true, .capital = true}), "A hundred"},
    {"commas", WriteDigits(1234567, true), "1,234,567"},
    {"scaled", WriteScaled(11000000, 4, true), "1,100"},
    {"scaled with places", WriteScaled(123456, 6, false), "0.123456"},
    {"stacked", WriteStacked(8810571000, true), "88亿1,057万1,000"},
};

TEST_CASE("the numeral writer writes as people do") {
  for (const WriterCase& c : kWriter) {
    DYNAMIC_SECTION(c.name) { CHECK(c.written == c.wanted); }
  }
}

}  // namespace
}  // namespace factmill
