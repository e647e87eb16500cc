#include "extractors/number_mention.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/extractors/print.h"

namespace factmill {
namespace {

struct Case {
  const char* name;
  std::string text, mentions;
};

std::string Print(std::string_view text) {
  std::string out;
  for (const NumberMention& m : FindNumberMentions(text)) {
    if (!out.empty()) out += "; ";
    if (m.ordinal) out += "#";
    out += std::string(text.substr(m.begin, m.end - m.begin)) + "=" +
           PrintValue(m.value, m.high, m.bound);
  }
  return out;
}

const Case kOrdinals[] = {
    {"one word", "came ninth", "#ninth=9"},
    {"tens", "the twentieth, the forty-fourth", "#twentieth=20; #forty-fourth=44"},
    {"apart, joined, with a dash", "sixty third, sixtythird, sixty—third",
     "#sixty third=63; #sixtythird=63; #sixty—third=63"},
    {"hundreds", "the four hundred and seventh", "#four hundred and seventh=407"},
    {"thousands", "a thousandth, two thousandth", "a thousandth=0.001; #two thousandth=2000"},
    {"long", "six million two thousand and eleventh",
     "#six million two thousand and eleventh=6002011"},
    {"large scales", "three quintillion and fourth",
     "#three quintillion and fourth=3000000000000000004"},
    {"a second is none of a number", "in one second", "one=1; #second=2"},
};

const Case kFractions[] = {
    {"one", "one sixth, a sixth", "one sixth=0.166666666666666667; a sixth=0.166666666666666667"},
    {"several", "four fifths", "four fifths=0.8"},
    {"one of many", "one fortieth", "one fortieth=0.025"},
    {"tens belong to the parts", "ten twenty-fifths", "ten twenty-fifths=0.4"},
    {"tens are the number", "twenty fifths", "twenty fifths=4"},
    {"units are the number", "two hundred twenty-one tenths", "two hundred twenty-one tenths=22.1"},
    {"mixed", "six and three quarters", "six and three quarters=6.75"},
    {"mixed with hundreds", "one hundred and seven and two fifths",
     "one hundred and seven and two fifths=107.4"},
    {"halves", "seven and a half, half", "seven and a half=7.5; half=0.5"},
    {"of a scale", "half a million, two fifths of a billion",
     "half a million=500000; two fifths of a billion=400000000"},
    {"behind a scale", "four million and a half", "four million and a half=4500000"},
    {"before a scale", "four and a half million", "four and a half million=4500000"},
    {"mixed twice", "thirty and two and two fifths", "thirty and two and two fifths=32.4"},
    {"of a dozen", "half a dozen, two and a half dozen", "half a dozen=6; two and a half dozen=30"},
    {"over", "three over forty, 1 over 8", "three over forty=0.075; 1 over 8=0.125"},
    {"out of", "three out of four", "three out of four=0.75"},
    {"digits", "3/8, 2 3/8", "3/8=0.375; 2 3/8=2.375"},
    {"Chinese and a slash", "6又3/8", "6又3/8=6.375"},
    {"dates are none", "1/2/2020", "1=1; 2=2; 2020=2020"},
    {"Chinese", "四分之三", "四分之三=0.75"},
    {"Chinese, mixed", "二又四分之三", "二又四分之三=2.75"},
    {"Chinese, in digits", "8分之3, 2又4分之1", "8分之3=0.375; 2又4分之1=2.25"},
    {"Chinese, negative", "负四分之三", "负四分之三=-0.75"},
    {"Chinese, spaced", "四 分 之 三", "四 分 之 三=0.75"},
    {"a percentage is its number", "百分之七十, 千分之三", "七十=70; 三=3"},
    {"a slash", "三/四", "三/四=0.75"},
};

const Case kNumbers[] = {
    {"negatives in words", "minus six, negative 40", "minus six=-6; negative 40=-40"},
    {"nought", "nought point two", "nought point two=0.2"},
    {"a point and a scale", "three point one million", "three point one million=3100000"},
    {"digits with words", "5 thousand 2 hundred", "5 thousand 2 hundred=5200"},
    {"hundreds said short", "three forty one", "three forty one=341"},
    {"two numbers", "between three hundred and four hundred",
     "three hundred=300; four hundred=400"},
    {"dozens behind and", "four hundred and two dozens", "four hundred and two dozens=424"},
    {"digits and a hundred", "512 hundred", "512 hundred=51200"},
    {"a couple", "a couple of mills", "a couple=2"},
    {"pronouns", "this one, which one, no one", ""},
    {"powers", "3^4, 2.5x10^3, 7e-2", "3^4=81; 2.5x10^3=2500; 7e-2=0.07"},
    {"a negative base", "-2^3", "-2^3=-8"},
    {"groups behind spaces", "7 654 321.5", "7 654 321.5=7654321.5"},
    {"groups behind points", "7.654,5, 7.654.321", "7.654,5=7654.5; 7.654.321=7654321"},
    {"letters", "7k, 3 G, 2mil", "7k=7000; 3 G=3000000000; 2mil=2000000"},
    {"a unit's letters", "7ml, 8th", ""},
    {"codes", "SCP-99 and G20", "99=99"},
    {"lakh and crore", "2 crore and seventy", "2 crore and seventy=20000070"},
    {"Chinese decimals", "七百点二, 零点8", "七百点二=700.2; 零点8=0.8"},
    {"a dozen", "三打鸡蛋", "三打=36"},
    {"no dozen", "一打开", "一=1"},
    {"vague", "十几万", "十几万=100000"},
    {"spaced", "6 万7 千", "6 万7 千=67000"},
};

void CheckTable(const auto& table) {
  for (const Case& c : table) {
    CAPTURE(c.name, c.text);
    CHECK(Print(c.text) == c.mentions);
  }
}

TEST_CASE("mentions of ordinals") { CheckTable(kOrdinals); }
TEST_CASE("mentions of fractions") { CheckTable(kFractions); }
TEST_CASE("mentions of numbers") { CheckTable(kNumbers); }

}  // namespace
}  // namespace factmill
