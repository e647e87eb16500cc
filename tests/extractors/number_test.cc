#include "extractors/number.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/extractors/print.h"

namespace factmill {
namespace {

struct Case {
  const char* name;
  std::string text, numbers;
};

const Case kDigits[] = {
    {"integer", "raised 5 today", "5=5"},
    {"separators", "1,234,567 people", "1,234,567=1234567"},
    {"separators and a point", "1,234.50 each", "1,234.50=1234.5"},
    {"decimal", "37.73", "37.73=37.73"},
    {"a sentence's end is no point", "It sold 5. Then 6.", "5=5; 6=6"},
    {"a comma that parts no thousands", "in 5, 6 and 7", "5=5; 6=6; 7=7"},
    {"a group of four is no group", "12,3456", "12=12; 3456=3456"},
    {"a group of two is no group", "1,23", "1=1; 23=23"},
    {"four digits take no group", "2019,300 people", "2019=2019; 300=300"},
    {"minus after a space", "was -5 last", "-5=-5"},
    {"minus at the beginning", "-3.5 degrees", "-3.5=-3.5"},
    {"minus in brackets", "(-12)", "-12=-12"},
    {"a hyphen between digits is no minus", "3-5", "3=3; 5=5"},
    {"a zero", "0.5 and 0", "0.5=0.5; 0=0"},
    {"a vulgar fraction", "½ of it", "½=0.5"},
    {"a mixed number", "1½ times", "1½=1.5"},
    {"a third has fifteen digits", "⅓", "⅓=0.333333333333333"},
    {"between Chinese characters", "共5家", "5=5"},
    {"behind a currency sign", "$5 and €6", "5=5; 6=6"},
    {"38 digits fit", std::string(38, '7'), std::string(38, '7') + "=" + std::string(38, '7')},
    {"39 digits are no number", std::string(39, '7'), ""},
    {"in two brackets", "[3](4)", "3=3; 4=4"},
    {"percent", "11%", "11=11"},
    {"nothing before the point", "up .77 or $.5", ".77=0.77; .5=0.5"},
    {"right behind letters", "RMB100", "@100=100"},
};

const Case kScaleWords[] = {
    {"billion", "1.2 billion", "1.2 billion=1200000000"},
    {"attached letters", "37.73bn in all", "37.73bn=37730000000"},
    {"m, k, b, tn", "3m 4k 5b 6tn", "3m=3000000; 4k=4000; 5b=5000000000; 6tn=6000000000000"},
    {"capitals", "$5M and 3 MILLION", "5M=5000000; 3 MILLION=3000000"},
    {"newspaper short forms", "130 mln and 2 bln", "130 mln=130000000; 2 bln=2000000000"},
    {"the same in the plural", "281 mlns and 1.5 blns", "281 mlns=281000000; 1.5 blns=1500000000"},
    {"hyphen", "a 3-million fund", "3-million=3000000"},
    {"hundred and thousand", "5 hundred, 20 thousand", "5 hundred=500; 20 thousand=20000"},
    {"two in a row", "2.5 thousand billion", "2.5 thousand billion=2500000000000"},
    {"plurals", "5 thousands, 3 millions", "5 thousands=5000; 3 millions=3000000"},
    {"dozens", "5 dozen, 3 dozens", "5 dozen=60; 3 dozens=36"},
    {"lakh and crore", "3 lakh, 4 crore", "3 lakh=300000; 4 crore=40000000"},
    {"separators before a scale", "1,100 million", "1,100 million=1100000000"},
    {"a letter apart is no scale", "5 m wide", "5=5"},
    {"a longer word is no scale", "5 millionaires", "5=5"},
    {"nor is one with digits", "5 m2", "5=5; @2=2"},
    {"letters of a unit", "5cm and 6kg", "5=5; 6=6"},
    {"mm may be millions", "5mm dlrs", "5mm=5000000"},
    {"a mixed number", "5-1/2 pct, 8 1/4", "5-1/2=5.5; 8 1/4=8.25"},
    {"cents and a fraction of one", "4.21-1/2", "4.21-1/2=4.215"},
    {"a fraction's lower part", "1/2 pct", "1=1"},
    {"thousands behind a space", "12 000 people", "12=12"},
    // Former bugs.
    {"quadrillion", "1.5 quadrillion yen", "1.5 quadrillion=1500000000000000"},
};

const Case kDigitsWithHan[] = {
    {"万", "1,100万", "1,100万=11000000"},
    {"亿", "3.5亿元", "3.5亿=350000000"},
    {"stacked 万亿", "3.5万亿", "3.5万亿=3500000000000"},
    {"千万亿", "3千万亿", "3千万亿=3000000000000000"},
    {"百万", "286百万元", "286百万=286000000"},
    {"a sum of parts", "88亿1,057万1,000股", "88亿1,057万1,000=8810571000"},
    {"a sum with spaces", "88 亿 1,057 万", "88 亿 1,057 万=8810570000"},
    {"万 and the rest", "3万4000人", "3万4000=34000"},
    {"the rest is too small", "5亿3个项目", "5亿=500000000; 3=3"},
    {"the rest is too large", "3万45000", "3万=30000; 45000=45000"},
    {"the rest is a year", "产量达3亿2021年", "3亿=300000000; 2021=2021"},
    {"多 behind the scale", "3万多人", "3万多=30000 gt"},
    {"多 inside", "50多亿元", "50多亿=5000000000 gt"},
    {"余 behind digits", "50余家", "50余=50 gt"},
    {"几 between", "30几万", "30=30"},
    {"千 behind digits", "3千人", "3千=3000"},
    {"a space before the scale", "3.2 亿元", "3.2 亿=320000000"},
    {"not colloquial in digits", "3万5", "3万=30000; 5=5"},
    // Former bugs.
    {"万 and 千", "3万5千元", "3万5千=35000"},
    {"千 and 百", "3千5百元", "3千5百=3500"},
    {"百 and 十", "5百3十", "5百3十=530"},
    {"亿 and 千万", "3亿5千万元", "3亿5千万=350000000"},
    {"亿 and 千百万", "1亿5千6百万", "1亿5千6百万=156000000"},
    {"万, 千 and 余", "1万8千余", "1万8千余=18000 gt"},
    {"千 behind 亿 without 万", "3亿5千", "3亿=300000000; 5千=5000"},
    {"not the unit next below", "3万5百", "3万=30000; 5百=500"},
    {"more than one digit", "3万50千", "3万=30000; 50千=50000"},
};

const Case kChinese[] = {
    {"one digit", "五家", "五=5"},
    {"tens behind a unit", "七百卅二, 八千零卌", "七百卅二=732; 八千零卌=8040"},
    {"壹 for 一", "壹百七十, 六壹", "壹百七十=170; 六壹=61"},
    {"vague behind a zero", "三百零几万", "三百零几万=3010000..3090000"},
    {"digits behind a zero", "6千零7, 5百03", "6千零7=6007; 5百03=503"},
    {"digits for all that is below", "七千640", "七千640=7640"},
    {"a pair with a point is digits", "三四点二", "三四点二=34.2"},
    {"spaced characters", "九百 四 十 二", "九百 四 十 二=942"},
    {"a spaced point", "七 点 二", "七 点 二=7.2"},
    {"spaced digits are a list", "三 四 五", "三=3; 四=4; 五=5"},
    {"spaced tens are a list", "三十 五十", "三十=30; 五十=50"},
    {"万 as a denominator", "万分之六", "万=10000; 六=6"},
    {"两 twice", "两两相对", "两=2; 两=2"},
    {"ten", "十家", "十=10"},
    {"teen", "十五家", "十五=15"},
    {"one ten", "一十五", "一十五=15"},
    {"tens", "三十二", "三十二=32"},
    {"hundreds with a gap", "一百零五", "一百零五=105"},
    {"circle for zero", "一百〇五", "一百〇五=105"},
    {"hundreds without unit", "三百二十", "三百二十=320"},
    {"thousands", "三千二百万", "三千二百万=32000000"},
    {"two gaps", "一万零二百零三", "一万零二百零三=10203"},
    {"亿 with a gap", "一亿零五百", "一亿零五百=100000500"},
    {"a unit takes in all before it", "一万五千亿", "一万五千亿=1500000000000"},
    {"万亿", "三万亿", "三万亿=3000000000000"},
    {"liang", "两千两百", "两千两百=2200"},
    {"banker's", "壹佰万", "壹佰万=1000000"},
    {"banker's with a gap", "伍仟零叁拾", "伍仟零叁拾=5030"},
    {"廿 and 卅", "廿五, 卅", "廿五=25; 卅=30"},
    {"兆", "三兆", "三兆=3000000000000"},
    // Colloquial: the last unit left out.
    {"万 colloquial", "三万五", "三万五=35000"},
    {"thousand colloquial", "八千七", "八千七=8700"},
    {"hundred colloquial", "一百二", "一百二=120"},
    {"亿 colloquial", "两亿三", "两亿三=230000000"},
    {"inside", "一千二百三", "一千二百三=1230"},
    // Bounds inside.
    {"more than two thousand", "两千多人", "两千多=2000 gt"},
    {"more than fifty", "五十余家", "五十余=50 gt"},
    {"ten and more 万", "十多万", "十多万=100000 gt"},
    {"and then the scale", "两百多亿", "两百多亿=20000000000 gt"},
    {"about thirty", "三十来岁", "三十来=30 about"},
    {"上 before a unit", "上千家", "上千=1000 gt"},
    {"上 before 百万", "上百万", "上百万=1000000 gt"},
    {"上 before 亿", "上亿元", "上亿=100000000 gt"},
    {"上 before a digit is no number's", "以上三家", "三=3"},
    // Low and high ends.
    {"few tens", "三十几万", "三十几万=310000..390000"},
    {"ten and some", "十几家", "十几=11..19"},
    {"twenty and some", "二十几人", "二十几=21..29"},
    {"three to five hundred", "三五百", "三五百=300..500"},
    {"eight or nine 亿", "八九亿", "八九亿=800000000..900000000"},
    {"seventeen or eighteen", "十七八", "十七八=17..18"},
    {"two or three hundred", "两三百人", "两三百=200..300"},
    {"thirty-four thousand", "三四万", "三四万=30000..40000"},
    {"three or four", "三四家", "三四=3..4"},
    {"twenty-three or four", "二十三四", "二十三四=23..24"},
    {"hundred and forty or fifty", "一百四五十", "一百四五十=140..150"},
    // Points.
    {"point", "一点五", "一点五=1.5"},
    {"point with a zero", "三点零五", "三点零五=3.05"},
    {"point and scale", "一点二亿", "一点二亿=120000000"},
    {"point behind tens", "二十七点三", "二十七点三=27.3"},
    {"two points", "两点建议", "两=2"},
    {"a time of day", "十点三十分", "十=10; 三十=30"},
    {"three o'clock", "三点十分", "三=3; 十=10"},
    {"a quarter past", "三点一刻", "三=3; 一=1"},
    // Below zero.
    {"负", "负五", "负五=-5"},
    {"负 and digits", "为负3.2%", "负3.2=-3.2"},
    {"负 of another word", "减负五亿", "五亿=500000000"},
    {"零下", "零下十度", "零=0; 十=10"},
    // Digits in a row.
    {"year", "二零二一年", "二零二一=2021"},
    {"year with circles", "二〇二〇", "二〇二〇=2020"},
    {"year of the last century", "一九九八年", "一九九八=1998"},
    {"a long row", "一三五七九", "一三五七九=13579"},
    {"zero", "零", "零=0"},
    // No number, or a vague one.
    {"some tens of 万", "几十万人", "几十万=?"},
    {"hundreds", "数百家", "数百=?"},
    {"thousands of 亿", "数千亿元", "数千亿=?"},
    {"how many", "几家", ""},
    {"a scale alone", "万元", ""},
    {"亿 alone", "亿元", ""},
    {"numbers one after another", "十三十四", "十三=13; 十四=14"},
    {"余 of another word", "三十余额", "三十=30"},
    {"多 of another word", "五多样", "五=5"},
    // Former bugs.
    {"three to five", "三五个", "三五=3..5"},
    {"ten and a point", "百分之二十点五", "百=100; 二十点五=20.5"},
    {"a hundred points are points", "三千点五次", "三千=3000; 五=5"},
    {"banker's three, folded", "参仟贰佰参拾", "参仟贰佰参拾=3230"},
    {"banker's three before money", "伍拾参元", "伍拾参=53"},
    {"亿亿", "百亿亿, 180百亿亿", "百亿亿=1000000000000000000; 180百亿亿=180000000000000000000"},
    {"万万", "三万万, 一万万五千万", "三万万=300000000; 一万万五千万=150000000"},
    {"万 twice", "三万五万, 三万五千六万", "三万=30000; 五万=50000; 三万五千=35000; 六万=60000"},
    {"hundreds and tens twice", "五百三百, 三十五十", "五百=500; 三百=300; 三十=30; 五十=50"},
    {"a banker's digit alone", "大陆, 队伍, 伍元", "伍=5"},
    {"零 before a unit", "一千零十, 一万零百一十", "一千零十=1010; 一万零百一十=10110"},
    {"the common word 参", "三十参加者, 参与, 收拾参考书", "三十=30; 拾=10"},
};

const Case kEnglish[] = {
    {"one word", "two of them", "two=2"},
    {"teen", "Fifteen people", "Fifteen=15"},
    {"hyphen", "twenty-one", "twenty-one=21"},
    {"space", "twenty one", "twenty one=21"},
    {"hundred", "three hundred", "three hundred=300"},
    {"and", "two hundred and one", "two hundred and one=201"},
    {"without and", "two hundred one", "two hundred one=201"},
    {"thousands", "five thousand six hundred", "five thousand six hundred=5600"},
    {"millions", "two million three hundred thousand",
     "two million three hundred thousand=2300000"},
    {"a hundred", "a hundred", "a hundred=100"},
    {"half a million", "half a million", "half a million=500000"},
    {"a quarter of a million", "a quarter of a million", "a quarter of a million=250000"},
    {"two and a half million", "two and a half million", "two and a half million=2500000"},
    {"a dozen", "a dozen", "a dozen=12"},
    {"two dozen", "two dozen", "two dozen=24"},
    {"half a dozen", "half a dozen", "half a dozen=6"},
    {"point", "three point five", "three point five=3.5"},
    {"point and scale", "three point five billion", "three point five billion=3500000000"},
    {"zero", "zero", "zero=0"},
    {"capitals", "TWO HUNDRED", "TWO HUNDRED=200"},
    {"inside a word", "someone often weighs bone", ""},
    {"a word that begins alike", "tender oneself sixth", ""},
    {"two in a row", "two three", "two=2; three=3"},
    {"and between two numbers", "two and three", "two=2; three=3"},
    {"million and units are two numbers", "a million and five", "a million=1000000; five=5"},
    {"a scale alone", "hundred million thousand", ""},
    {"dozens", "dozens of hundreds", ""},
    {"a", "a house", ""},
    {"half", "half yuan", "half=0.5"},
    {"scales must fall", "two million billion", "two million=2000000"},
    {"and inside a section", "two hundred and three thousand",
     "two hundred and three thousand=203000"},
    {"and in both sections", "one hundred and two thousand three hundred and four",
     "one hundred and two thousand three hundred and four=102304"},
    // Former bugs.
    {"and between hundreds", "between two hundred and three hundred",
     "two hundred=200; three hundred=300"},
    {"and between thousands", "between two thousand and three thousand",
     "two thousand=2000; three thousand=3000"},
    {"hundreds in a row", "twelve hundred fifteen hundred", "twelve hundred fifteen=1215"},
};

const Case kCodes[] = {
    {"a name with a hyphen", "COVID-19", ""},
    {"a name with digits", "G20 and 5G", "@20=20; 5=5"},
    {"a version", "1.10.30 and 2.0.1", ""},
    {"a word before", "H1N1", "@1=1; @1=1"},
    {"underscore", "id_12", ""},
    {"a date in digits", "2021-05-12", "2021=2021; 05=5; 12=12"},
    {"an address", "192.168.0.1", ""},
    // Former bugs.
    {"a name of a digit and a word", "7-Eleven", "7=7"},
};

void CheckTable(const Case* begin, const Case* end) {
  for (const Case* c = begin; c != end; ++c) {
    DYNAMIC_SECTION(c->name) { CHECK(PrintNumbers(c->text) == c->numbers); }
  }
}
#define CHECK_TABLE(table) CheckTable(std::begin(table), std::end(table))

TEST_CASE("numbers in digits") { CHECK_TABLE(kDigits); }
TEST_CASE("digits with English scale words") { CHECK_TABLE(kScaleWords); }
TEST_CASE("digits with Chinese scale words") { CHECK_TABLE(kDigitsWithHan); }
TEST_CASE("Chinese numerals") { CHECK_TABLE(kChinese); }
TEST_CASE("numbers in English words") { CHECK_TABLE(kEnglish); }
TEST_CASE("numbers in codes") { CHECK_TABLE(kCodes); }

}  // namespace
}  // namespace factmill
