#include "extractors/quantity.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/extractors/print.h"

namespace factmill {
namespace {

struct Case {
  const char* name;
  std::string text, quantities;
};

const Case kRanges[] = {
    {"both ends are scaled", "$1.2-1.5 billion", "1.2-1.5 billion=1200000000..1500000000"},
    {"en dash", "1.2–1.5 billion", "1.2–1.5 billion=1200000000..1500000000"},
    {"spaces around the hyphen", "2 - 3", "2 - 3=2..3"},
    {"to", "5 to 10", "5 to 10=5..10"},
    {"words", "five to ten", "five to ten=5..10"},
    {"shared hundred", "two to three hundred", "two to three hundred=200..300"},
    {"shared thousand", "twenty to thirty thousand", "twenty to thirty thousand=20000..30000"},
    {"each with its scale", "9 million to 1 billion",
     "9 million=9000000 + 1 billion=1000000000 (wide, 0)"},
    {"separators", "5,000-10,000", "5,000-10,000=5000..10000"},
    {"Chinese, shared", "需两到三万", "两到三万=20000..30000"},
    {"digits and 万", "2至3万", "2至3万=20000..30000"},
    {"wave dash", "2～3万", "2～3万=20000..30000"},
    {"tilde with spaces", "5 ~ 10", "5 ~ 10=5..10"},
    {"both scaled", "1500万到2亿", "1500万到2亿=15000000..200000000"},
    {"万亿 is shared whole", "1-2万亿", "1-2万亿=1000000000000..2000000000000"},
    {"numerals", "十五至二十", "十五至二十=15..20"},
    {"halves", "half a million to a million", "half a million to a million=500000..1000000"},
    {"below zero", "-5 to 5", "-5=-5 + 5=5 (wide, 0)"},
    {"the low end's bound goes, the high end's stays", "上百万到上千万",
     "上百万到上千万=1000000..10000000 gt"},
    {"between with and", "between 3 and 5 million", "3 and 5 million=3000000..5000000"},
    {"Between with both scaled", "Between 3 million and 5 million",
     "3 million and 5 million=3000000..5000000"},
    {"ranging from", "ranging from 3 to 5 million", "3=3000000 + 5 million=5000000 (from, 8)"},
    {"near numbers with or", "two or three", "two or three=2..3"},
    {"with or, a shared scale", "two or three hundred", "two or three hundred=200..300"},
    {"steps with or", "two, three or four", "two, three or four=2..4"},
    {"steps with or, a shared scale", "20, 30 or 40 million",
     "20, 30 or 40 million=20000000..40000000"},
    {"no steps with or", "2, 5 or 9", "2=2; 5 or 9=5..9"},
    {"a year before steps", "1986, four or five", "1986=1986; four or five=4..5"},
    {"或", "三或四个", "三或四=3..4"},
    {"a headline", "60 TO 90", "60 TO 90=60..90"},
    // No range.
    {"far numbers with or", "3 or 40", "3=3; 40=40"},
    {"years with or", "1986 or 1987", "1986=1986; 1987=1987"},
    {"backwards", "200-100", "200=200; 100=100"},
    {"equal", "5-5", "5=5; 5=5"},
    {"from-to may be a change", "rose from 3 to 5 million",
     "3=3000000 + 5 million=5000000 (from, 5)"},
    {"从-到 may be a change", "价格从2万到3万", "2万=20000 + 3万=30000 (from, 6)"},
    {"由-至, shared", "改由2至3万", "2=20000 + 3万=30000 (from, 3)"},
    {"no change where a sentence begins so", "Open. From 3 to 5 million",
     "3 to 5 million=3000000..5000000"},
    {"nor in Chinese", "都有。从2万到3万", "2万到3万=20000..30000"},
    {"a hyphen behind from is a range", "from 3-5 million", "3-5 million=3000000..5000000"},
    {"a unit between", "10%到20%", "10=10; 20=20"},
    {"pairs are ranges of their own", "三五百到七八百", "三五百=300..500; 七八百=700..800"},
    {"a year in characters is no end", "二零二一到三", "二零二一=2021; 三=3"},
    {"the scaled low end would be more", "3000到2万", "3000到2万=3000..20000"},
    // Former bugs.
    {"scales on both sides of a hyphen", "1.2 billion-1.5 billion",
     "1.2 billion-1.5 billion=1200000000..1500000000"},
    {"to between hyphens", "a 12-to-15-year wait", "12-to-15=12..15"},
    {"minus behind 至", "-5至-3", "-5至-3=-5..-3"},
    {"minus behind 为", "增速为-3.2%", "-3.2=-3.2"},
    {"minus behind 增长 and 气温", "增长-3.2%, 气温-5~-3", "-3.2=-3.2; -5~-3=-5..-3"},
    {"no minus behind 年 or 元", "2018年-2020年, 5元-8元", "2018=2018; 2020=2020; 5=5; 8=8"},
    {"thousands said once", "$50-100,000", "50-100,000=50000..100000"},
    {"thousands said twice", "5,000-10,000", "5,000-10,000=5000..10000"},
    {"no thousands to share", "50-1,000 people", "50-1,000=50..1000"},
    {"a hundred more is no thousand", "50-100,500", "50-100,500=50..100500"},
    {"a year and a figure", "rose in 1986 to 66.7 mln", "1986=1986; 66.7 mln=66700000"},
    {"two years", "1986 to 1990", "1986 to 1990=1986..1990"},
    {"a change, it may be, and where it led", "rose 0.56 to 53.50 cts",
     "0.56=0.56 + 53.50=53.5 (wide, 5)"},
    {"a change between two bounds", "rose 5 to 8 percent", "5 to 8=5..8"},
    {"a name of a digit and a word", "7-Eleven", "7=7"},
};

const Case kLists[] = {
    {"two with their scales", "60 million and 200 million",
     "60 million=60000000 + 200 million=200000000"},
    {"three", "60 million, 70 million and 200 million",
     "60 million=60000000 + 70 million=70000000 + 200 million=200000000"},
    {"a scale said once", "3, 4 and 5 million", "3=3000000 + 4=4000000 + 5 million=5000000"},
    {"or", "3 or 4 million", "3 or 4 million=3000000..4000000"},
    {"Oxford comma", "3, 4, and 5 million", "3=3000000 + 4=4000000 + 5 million=5000000"},
    {"words", "two and three million", "two=2000000 + three million=3000000"},
    {"Chinese with 和", "分别为3万和5万", "3万=30000 + 5万=50000"},
    {"Chinese with a pause mark", "有3、5万", "3=30000 + 5万=50000"},
    {"Chinese numerals", "约三万及五万", "三万=30000 + 五万=50000"},
    // No list.
    {"no scale at the end", "5, 6 and 7", "5=5; 6=6; 7=7"},
    {"a long item without a scale", "1,000 and 3 million", "1,000=1000; 3 million=3000000"},
    {"a year and a figure", "2019 and 3 million", "2019=2019; 3 million=3000000"},
    {"some scaled, some not", "3 million, 4 and 5 million",
     "3 million=3000000; 4=4000000 + 5 million=5000000"},
    {"a comma without a space", "2,3万", "2=2; 3万=30000"},
    {"a vague number ends it", "3万、几十万和5万", "3万=30000; 5万=50000"},
    // Former bugs.
    {"the number of a list entry", "1、100万元以上", "1=1; 100万=1000000"},
};

TEST_CASE("ranges share a scale, what may be a change gives two numbers") {
  for (const Case& c : kRanges) {
    DYNAMIC_SECTION(c.name) { CHECK(PrintQuantities(c.text) == c.quantities); }
  }
}

TEST_CASE("a quantity in doubt may be one range") {
  const std::string text = "rose from 3 to 5 million, then from 5 to 3";
  const auto tokens = FindNumbers(text);
  const auto rising = RangeOf(QuantitiesAt(text, tokens, 0).front());
  REQUIRE(rising);
  CHECK(PrintQuantity(text, *rising) == "3 to 5 million=3000000..5000000");
  CHECK(rising->scaled);
  CHECK_FALSE(RangeOf(QuantitiesAt(text, tokens, 2).front()));
}

TEST_CASE("lists share a scale") {
  for (const Case& c : kLists) {
    DYNAMIC_SECTION(c.name) { CHECK(PrintQuantities(c.text) == c.quantities); }
  }
}

// ---- All that may begin at a place, longest first: rules choose.

std::string PrintReadings(const std::string& text) {
  std::string out;
  for (const NumberToken& token : FindNumbers(text)) {
    if (!out.empty()) out += "; ";
    std::string all;
    for (const Reading& r : token.readings) {
      all += (all.empty() ? "" : " | ") + PrintReading(text, token.begin, r);
    }
    out += all;
  }
  return out;
}

const Case kReadings[] = {
    {"a letter may be a unit", "5m", "5m=5000000 | 5=5"},
    {"a word is none", "5 million", "5 million=5000000"},
    {"万 may belong to what follows", "2.5万亿", "2.5万亿=2500000000000 | 2.5万=25000 | 2.5=2.5"},
    {"两 may be a unit", "三万两", "三万两=32000 | 三万=30000 | 三=3"},
    {"千 may begin a unit", "一百千瓦", "一百=100 | 一=1; 千=1000"},
    {"a digit for the next unit below is no end before it", "一万二千米",
     "一万二千=12000 | 一万=10000"},
    {"a pair or its first", "三五百", "三五百=300..500 | 三五=3..5"},
    {"多 may go with what follows", "五十多", "五十多=50 gt | 五十=50 | 五=5"},
    {"no part of words is a number", "two hundred and one", "two hundred and one=201"},
};

TEST_CASE("all readings of a number, longest first") {
  for (const Case& c : kReadings) {
    DYNAMIC_SECTION(c.name) { CHECK(PrintReadings(c.text) == c.quantities); }
  }
}

struct FlagCase {
  const char* name;
  std::string text;
  const char* flags;
};

// What rules ask about a number beside its value.
const FlagCase kFlags[] = {
    {"plain digits", "2019", "plain"},
    {"separators", "2,019", ""},
    {"a point", "20.19", ""},
    {"a scale", "20万", "scaled"},
    {"English scale", "20 million", "scaled"},
    {"words", "two", "spelled"},
    {"scaled words", "two million", "spelled scaled"},
    {"numerals", "三百二", "spelled"},
    {"numerals that end with a unit", "三百", "spelled scaled"},
    {"a unit alone", "百", "spelled scaled bare"},
    {"a unit alone, hedged", "上百", "spelled scaled bare"},
    {"ten is no bare unit", "十", "spelled"},
    {"digits in a row", "二零二一", "spelled positional"},
    {"one digit", "三", "spelled"},
};

std::string PrintFlags(const Quantity& q) {
  std::string out;
  const std::pair<bool, const char*> flags[] = {{q.spelled, "spelled"},
                                                {q.scaled, "scaled"},
                                                {q.plain, "plain"},
                                                {q.bare, "bare"},
                                                {q.positional, "positional"}};
  for (const auto& [set, name] : flags) {
    if (set) out += (out.empty() ? "" : " ") + std::string(name);
  }
  return out;
}

TEST_CASE("a quantity says how it was written") {
  for (const FlagCase& c : kFlags) {
    DYNAMIC_SECTION(c.name) {
      const auto tokens = FindNumbers(c.text);
      REQUIRE(tokens.size() == 1);
      const auto quantities = QuantitiesAt(c.text, tokens, 0);
      REQUIRE_FALSE(quantities.empty());
      CHECK(PrintFlags(quantities.front()) == c.flags);
    }
  }
}

TEST_CASE("a vague number has no quantity") {
  const std::string text = "几十万";
  const auto tokens = FindNumbers(text);
  REQUIRE(tokens.size() == 1);
  CHECK(QuantitiesAt(text, tokens, 0).empty());
}

}  // namespace
}  // namespace factmill
