// FindNumbers steps over what begins no number by tables; here the tables meet
// the plain lists, and the walk meets the readers tried at every place.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "extractors/number.h"
#include "extractors/number_word.h"
#include "extractors/quantity.h"
#include "tests/extractors/print.h"
#include "tests/random.h"

namespace factmill {
namespace {

bool Has(std::u32string_view list, char32_t c) { return list.find(c) != std::u32string_view::npos; }

int PlainDigit(char32_t c) {
  constexpr std::u32string_view kDigits[] = {U"零〇○", U"一壹", U"二两贰", U"三叁", U"四肆",
                                             U"五伍",  U"六陆", U"七柒",   U"八捌", U"九玖"};
  for (int value = 0; value < 10; ++value) {
    if (Has(kDigits[value], c)) return value;
  }
  return -1;
}

int PlainExponent(char32_t c) {
  if (Has(U"十拾", c)) return 1;
  if (Has(U"百佰", c)) return 2;
  if (Has(U"千仟", c)) return 3;
  return c == U'万' ? 4 : c == U'亿' ? 8 : c == U'兆' ? 12 : 0;
}

TEST_CASE("the table of numerals says of every character what the lists say") {
  int failures = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const bool numeral = PlainDigit(c) >= 0 || PlainExponent(c) > 0 || Has(U"廿卅卌", c);
    const bool good = ChineseDigit(c) == PlainDigit(c) && UnitExponent(c) == PlainExponent(c) &&
                      IsBankersDigit(c) == Has(U"贰叁肆伍陆柒捌玖", c) &&
                      IsChineseNumeral(c) == numeral;
    if (!good && ++failures < 10) {
      CAPTURE(static_cast<uint32_t>(c));
      CHECK(good);
    }
  }
  CHECK(failures == 0);
}

TEST_CASE("every character but ASCII at which a number is read may begin one") {
  int begun = 0;
  for (char32_t c = 0x80; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    AppendUtf8(c, &text);
    text += "千万";
    if (ReadChineseNumber(text, 0).empty() && ReadDigits(text, 0).empty()) continue;
    ++begun;
    CAPTURE(text);
    CHECK(NumeralPartOf(c) != NumeralPart::kNone);
  }
  CHECK(begun > 30);
}

// Pieces of numbers, and of words that are nearly numbers.
constexpr std::string_view kPieces[] = {
    "0",    "3",         "12",    "100",    "1900",   "2,000",   "3.5",      ".5",      ".",
    "-",    ",",         " ",     " ",      " ",      "～",      "–",        "至",      " to ",
    " and", "、",        "a",     "an ",    "half",   "quarter", " of ",     "one",     "Two",
    "TEN",  "eleven",    "thirt", "thirty", "teen",   "hundred", "thousand", "million", "bn",
    "m",    "k",         "dozen", "point",  "1/2",    "½",       "⅔",        "零",      "一",
    "二",   "两",        "九",    "十",     "百",     "千",      "万",       "亿",      "拾",
    "佰",   "壹",        "参",    "陆",     "廿",     "点",      "多",       "余",      "来",
    "几",   "数",        "上",    "负",     "元",     "年",      "é",        "word",    "the",
    "_",    "zeroes",    "x",     "A",      "Half a", "ninety-", "seven",    "e",       "f",
    "o",    "thousandth"};

std::string RandomText(Random* random) {
  std::string text;
  for (int pieces = random->Between(1, 8); pieces > 0; --pieces) text += random->Pick(kPieces);
  return text;
}

// What begins `text`: every reader is tried, the longest wins.  Only for digits,
// letters and numerals: the others ask what stands around them.
Readings ReadSlowly(std::string_view text) {
  int size;
  const char32_t c = DecodeUtf8(text, 0, &size);
  if (IsAsciiDigit(c)) {
    const Readings chinese = ReadChineseNumber(text, 0), digits = ReadDigits(text, 0);
    if (chinese.empty()) return digits;
    return !digits.empty() && digits.front().end >= chinese.front().end ? digits : chinese;
  }
  return c < 0x80 ? ReadEnglishNumber(text, 0) : ReadChineseNumber(text, 0);
}

TEST_CASE("the walk over a text finds what the readers read") {
  Random random(20240611);
  int begun = 0, rounds = 0;
  while (rounds < 200000) {
    const std::string text = RandomText(&random);
    int size;
    const char32_t c = DecodeUtf8(text, 0, &size);
    if (!IsAsciiDigit(c) && !IsLatinLetter(c) && !IsChineseNumeral(c)) continue;
    ++rounds;
    std::string slow, fast;
    for (const Reading& r : ReadSlowly(text)) slow += PrintReading(text, 0, r) + "; ";
    const auto tokens = FindNumbers(text);
    if (!tokens.empty() && tokens[0].begin == 0) {
      for (const Reading& r : tokens[0].readings) fast += PrintReading(text, 0, r) + "; ";
    }
    begun += !slow.empty();
    if (fast == slow) continue;
    FAIL(text << " begins with " << slow << " and the walk finds " << fast);
  }
  CHECK(begun > rounds / 4);
}

TEST_CASE("a word may begin a number if one is read there, whatever follows") {
  const auto begins = [](const std::string& word) {
    for (const char* behind : {"", " million", " hundred", " a million", " of a million"}) {
      if (!ReadEnglishNumber(word + behind, 0).empty()) return true;
    }
    return false;
  };
  Random random(7);
  int begun = 0;
  const auto check = [&](const std::string& word) {
    CAPTURE(word);
    const bool read = begins(word);
    begun += read;
    if (read != MayBeginNumber(word)) FAIL("may it begin a number?");
  };
  for (const NumberWord& word : kEnglishNumbers) check(std::string(word.word));
  for (std::string_view part : kPartWords) check(std::string(part));
  for (int i = 0; i < 20000; ++i) {
    // A number word with one letter put in, left out or in upper case.
    std::string word(random.Pick(kEnglishNumbers).word);
    const size_t at = random.Below(word.size());
    const char letter = static_cast<char>('a' + random.Below(26));
    if (random.OneIn(3)) {
      word[at] = static_cast<char>(word[at] - 'a' + 'A');
    } else if (random.OneIn(2)) {
      word.insert(at, 1, letter);
    } else {
      word[at] = letter;
    }
    check(word);
  }
  CHECK(begun > 1000);
}

TEST_CASE("the quantities of a text are those of each of its numbers") {
  Random random(99);
  size_t joined = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = RandomText(&random);
    const auto tokens = FindNumbers(text);
    const Quantities all(text, tokens);
    for (size_t t = 0; t < tokens.size(); ++t) {
      std::string one, other;
      for (const Quantity& q : QuantitiesAt(text, tokens, t)) {
        one += PrintQuantity(text, q) + "; ";
        joined += tokens[t].readings.front().end < q.end;
      }
      for (const Quantity& q : all[t]) other += PrintQuantity(text, q) + "; ";
      if (one != other) FAIL(text << " has " << one << " and, of all, " << other);
    }
  }
  CHECK(joined > 100);
}

}  // namespace
}  // namespace factmill
