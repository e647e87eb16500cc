#include "base/decimal.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "tests/random.h"

namespace factmill {
namespace {

// Prints a result, "none" for nullopt.
std::string Print(const std::optional<Decimal>& d) { return d ? d->ToString() : "none"; }

Decimal D(const std::string& text) {
  const auto d = Decimal::Parse(text);
  INFO("a test wrote '" << text << "'");
  REQUIRE(d);
  return *d;
}

std::string Nines(int n) { return std::string(n, '9'); }
std::string Ten(int zeros) { return "1" + std::string(zeros, '0'); }

struct ParseCase {
  const char* name;
  std::string text, printed;
};

const ParseCase kParse[] = {
    {"zero", "0", "0"},
    {"integer", "1234567890", "1234567890"},
    {"point", "37.73", "37.73"},
    {"negative", "-12.5", "-12.5"},
    {"leading zeros go", "007", "7"},
    {"trailing zeros after the point go", "1.500", "1.5"},
    {"a whole number with zeros after the point", "12.000", "12"},
    {"trailing zeros before the point stay", "1200", "1200"},
    {"small", "0.000001", "0.000001"},
    {"minus nothing is zero", "-0", "0"},
    {"minus nothing with places", "-0.00", "0"},
    {"38 digits", Nines(38), Nines(38)},
    {"38 digits, negative", "-" + Nines(38), "-" + Nines(38)},
    {"38 places", "0." + Nines(38), "0." + Nines(38)},
    {"leading zeros are no digits", std::string(60, '0') + "5", "5"},
    {"largest power", Ten(37), Ten(37)},
    // No number.
    {"nothing", "", "none"},
    {"a sign alone", "-", "none"},
    {"a point alone", ".", "none"},
    {"nothing before the point", ".5", "none"},
    {"nothing after the point", "5.", "none"},
    {"nothing between sign and point", "-.5", "none"},
    {"two points", "1.2.3", "none"},
    {"two signs", "--1", "none"},
    {"plus", "+1", "none"},
    {"separator", "1,200", "none"},
    {"exponent", "1e3", "none"},
    {"space before", " 1", "none"},
    {"space behind", "1 ", "none"},
    {"full-width digit", "１", "none"},
    {"NUL inside", std::string("1\0002", 3), "none"},
    {"39 digits", Ten(38), "none"},
    {"39 digits over both sides of the point", "1." + Nines(38), "none"},
    {"39 places", "0." + std::string(38, '0') + "1", "none"},
};

TEST_CASE("a decimal is read exactly or not at all") {
  for (const ParseCase& c : kParse) {
    DYNAMIC_SECTION(c.name) { CHECK(Print(Decimal::Parse(c.text)) == c.printed); }
  }
}

struct BinaryCase {
  const char* name;
  std::string a, op, b, result;
};

const BinaryCase kArithmetic[] = {
    {"integers", "2", "+", "3", "5"},
    {"scales are aligned", "1.5", "+", "0.25", "1.75"},
    {"the sum loses its places", "0.75", "+", "0.25", "1"},
    {"opposite signs", "-1.5", "+", "1.5", "0"},
    {"no binary rounding", "0.1", "+", "0.2", "0.3"},
    {"minus", "1", "-", "0.01", "0.99"},
    {"below zero", "0.01", "-", "1", "-0.99"},
    {"sum of 38 digits", Nines(37), "+", "1", Ten(37)},
    {"sum does not fit", Nines(38), "+", "1", "none"},
    {"difference does not fit", "-" + Nines(38), "-", "1", "none"},
    {"aligned operand does not fit", Nines(38), "+", "0.1", "none"},
    {"the two ends meet", Nines(38), "-", Nines(38), "0"},
    {"times", "37.73", "*", "1000000000", "37730000000"},
    {"times a tenth", "5", "*", "0.1", "0.5"},
    {"signs", "-3", "*", "-0.5", "1.5"},
    {"times zero", "-3.25", "*", "0", "0"},
    {"product of 38 digits", Ten(18), "*", Ten(19), Ten(37)},
    {"product does not fit", Ten(19), "*", Ten(19), "none"},
    {"product is far too large", Nines(38), "*", Nines(38), "none"},
    {"product has too many places", "0." + std::string(19, '0') + "1", "*",
     "0." + std::string(18, '0') + "1", "none"},
    // Former bugs.
    {"the sum does not even fit 128 bits", Nines(38), "+", Nines(38), "none"},
    {"nor does the negative one", "-" + Nines(38), "-", Nines(38), "none"},
};

TEST_CASE("sums and products are exact or nothing") {
  for (const BinaryCase& c : kArithmetic) {
    DYNAMIC_SECTION(c.name) {
      const Decimal a = D(c.a), b = D(c.b);
      const auto result = c.op == "+" ? a.Plus(b) : c.op == "-" ? a.Minus(b) : a.Times(b);
      CHECK(Print(result) == c.result);
    }
  }
}

struct DivideCase {
  const char* name;
  std::string a, b;
  int digits;
  std::string result;
  bool exact;
};

const DivideCase kDivide[] = {
    {"exact", "1", "4", 2, "0.25", true},
    {"exact with room to spare", "1", "4", 15, "0.25", true},
    {"rounded down", "1", "3", 4, "0.3333", false},
    {"rounded up", "2", "3", 4, "0.6667", false},
    {"half away from zero", "1", "8", 2, "0.13", false},
    {"half away from zero, below", "-1", "8", 2, "-0.13", false},
    {"half away from zero, divisor below", "1", "-8", 2, "-0.13", false},
    {"half away from zero, both below", "-1", "-8", 2, "0.13", false},
    {"just under a half", "12499", "100000", 2, "0.12", false},
    {"just over a half", "12501", "100000", 2, "0.13", false},
    {"to a whole number", "7", "2", 0, "4", false},
    {"smaller than a half of the last place", "1", "1000", 2, "0", false},
    {"places on both sides", "0.3", "0.12", 1, "2.5", true},
    {"a large quotient", Ten(30), "0.0000001", 0, Ten(37), true},
    {"zero by something", "0", "7", 5, "0", true},
    {"by zero", "7", "0", 2, "none", false},
    {"zero by zero", "0", "0", 2, "none", false},
    {"negative digits", "7", "2", -1, "none", false},
    {"does not fit", Nines(38), "0.1", 2, "none", false},
    // Former bugs.
    {"more places than a decimal has", "0." + std::string(29, '0') + "1", "3", 50, "none", false},
};

TEST_CASE("a quotient is rounded half away from zero and says so") {
  for (const DivideCase& c : kDivide) {
    DYNAMIC_SECTION(c.name) {
      bool exact = false;
      const auto quotient = D(c.a).DividedBy(D(c.b), c.digits, &exact);
      CHECK(Print(quotient) == c.result);
      if (quotient) CHECK(exact == c.exact);
      CHECK(Print(D(c.a).DividedBy(D(c.b), c.digits, nullptr)) == c.result);
    }
  }
}

struct CompareCase {
  const char* name;
  std::string less, more;
};

const CompareCase kAscending[] = {
    {"integers", "2", "10"},
    {"across scales", "1.2", "1.25"},
    {"a whole number and a part", "1", "1.0000000001"},
    {"signs", "-0.5", "0"},
    {"below zero the larger size is less", "-1.5", "-1.25"},
    {"below zero, whole parts", "-2", "-1.9"},
    {"scales that cannot be aligned", "1." + Nines(37), Nines(38)},
    {"the smallest step", "0", "0." + std::string(37, '0') + "1"},
    {"the two ends", "-" + Nines(38), Nines(38)},
};

TEST_CASE("decimals compare by value, whatever their scale") {
  for (const CompareCase& c : kAscending) {
    DYNAMIC_SECTION(c.name) {
      const Decimal a = D(c.less), b = D(c.more);
      CHECK(a < b);
      CHECK(b > a);
      CHECK_FALSE(a == b);
      const bool same = (a <=> a) == 0;
      CHECK(same);
      CHECK(b.Negated() < a.Negated());
    }
  }
  CHECK(D("1.50") == D("1.5"));
  CHECK(D("-0") == Decimal(0));
}

TEST_CASE("shifting moves the point and loses nothing") {
  CHECK(Print(D("37.73").Shifted(9)) == "37730000000");
  CHECK(Print(D("5").Shifted(-3)) == "0.005");
  CHECK(Print(D("0").Shifted(37)) == "0");
  CHECK(Print(D("10").Shifted(37)) == "none");
  CHECK(Print(D("1").Shifted(38)) == "none");
  CHECK(Print(Decimal::PowerOfTen(37)) == Ten(37));
  CHECK(Print(Decimal::PowerOfTen(-37)) == "0." + std::string(36, '0') + "1");
  CHECK(Print(Decimal::PowerOfTen(38)) == "none");
  CHECK(Print(Decimal::PowerOfTen(-38)) == "none");
}

TEST_CASE("integers and doubles come out of a decimal") {
  CHECK(D("9223372036854775807").ToInt() == INT64_MAX);
  CHECK(D("-9223372036854775808").ToInt() == INT64_MIN);
  CHECK_FALSE(D("9223372036854775808").ToInt());
  CHECK_FALSE(D("-9223372036854775809").ToInt());
  CHECK_FALSE(D("1.5").ToInt());
  CHECK(D("2.0").ToInt() == 2);
  CHECK(Decimal(INT64_MIN).ToString() == "-9223372036854775808");
  CHECK(D("37.73").ToDouble() == 37.73);
  CHECK(D("-0.1").ToDouble() == -0.1);
  CHECK(D(Ten(37)).ToDouble() == 1e37);
  CHECK(Decimal().ToDouble() == 0.0);
}

// ---- Against sums and products done by hand, digit by digit.

// A number of any length: its digits are an integer, `scale` of them places.
struct Long {
  bool minus = false;
  std::string digits;  // Without leading zeros; "" is zero.
  int scale = 0;
};

std::string Trimmed(const std::string& digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

std::string AddDigits(const std::string& a, const std::string& b) {
  std::string sum;
  int carry = 0;
  for (size_t i = 0; i < std::max(a.size(), b.size()) || carry > 0; ++i) {
    const int x = i < a.size() ? a[a.size() - 1 - i] - '0' : 0;
    const int y = i < b.size() ? b[b.size() - 1 - i] - '0' : 0;
    sum.push_back(static_cast<char>('0' + (x + y + carry) % 10));
    carry = (x + y + carry) / 10;
  }
  return Trimmed({sum.rbegin(), sum.rend()});
}

bool LessDigits(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// REQUIRES: a is not less than b.
std::string SubtractDigits(const std::string& a, const std::string& b) {
  std::string rest;
  int borrow = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    int x = a[a.size() - 1 - i] - '0' - borrow;
    x -= i < b.size() ? b[b.size() - 1 - i] - '0' : 0;
    borrow = x < 0 ? 1 : 0;
    rest.push_back(static_cast<char>('0' + x + 10 * borrow));
  }
  return Trimmed({rest.rbegin(), rest.rend()});
}

std::string MultiplyDigits(const std::string& a, const std::string& b) {
  std::string product;
  for (size_t i = 0; i < b.size(); ++i) {
    product += '0';
    for (char n = '0'; n < b[i]; ++n) product = AddDigits(product, a);
    if (product.empty()) product = "";
  }
  return Trimmed(product);
}

Long AlignedTo(Long n, int scale) {
  if (!n.digits.empty()) n.digits += std::string(scale - n.scale, '0');
  n.scale = scale;
  return n;
}

Long Sum(const Long& a, const Long& b) {
  const int scale = std::max(a.scale, b.scale);
  const Long x = AlignedTo(a, scale), y = AlignedTo(b, scale);
  if (x.minus == y.minus) return {x.minus, AddDigits(x.digits, y.digits), scale};
  if (LessDigits(x.digits, y.digits)) return {y.minus, SubtractDigits(y.digits, x.digits), scale};
  return {x.minus, SubtractDigits(x.digits, y.digits), scale};
}

std::string Print(const Long& n) {
  std::string digits = n.digits;
  while (static_cast<int>(digits.size()) <= n.scale) digits.insert(0, "0");
  std::string whole = digits.substr(0, digits.size() - n.scale);
  std::string part = digits.substr(digits.size() - n.scale);
  while (!part.empty() && part.back() == '0') part.pop_back();
  if (!part.empty()) whole += "." + part;
  return n.minus && !n.digits.empty() ? "-" + whole : whole;
}

Long RandomLong(Random* random, int most_digits) {
  Long n;
  n.minus = random->OneIn(2);
  const int size = random->Between(0, most_digits);
  for (int i = 0; i < size; ++i) {
    // Runs of nines and zeros carry far.
    const uint64_t kind = random->Below(4);
    n.digits += static_cast<char>(kind == 0 ? '9' : kind == 1 ? '0' : '0' + random->Below(10));
  }
  n.digits = Trimmed(n.digits);
  n.scale = random->Between(0, std::min(most_digits, 38));
  return n;
}

// Where the operation, done plainly, needs no more than 38 digits, its result
// must be there; where a result is given, it must be right.
void CheckResult(const Long& want, bool must_fit, const std::optional<Decimal>& got) {
  if (got)
    CHECK(got->ToString() == Print(want));
  else
    CHECK_FALSE(must_fit);
}

void CheckRandomArithmetic(uint64_t seed, int rounds) {
  Random random(seed);
  for (int round = 0; round < rounds; ++round) {
    const int size = random.OneIn(2) ? 38 : 19;
    const Long a = RandomLong(&random, size), b = RandomLong(&random, size);
    INFO("seed " << seed << " round " << round << ": " << Print(a) << " and " << Print(b));
    const Decimal x = D(Print(a)), y = D(Print(b));
    REQUIRE(x.ToString() == Print(a));
    const int scale = std::max(a.scale, b.scale);
    const Long sum = Sum(a, b);
    const bool sum_fits = AlignedTo(a, scale).digits.size() <= 38 &&
                          AlignedTo(b, scale).digits.size() <= 38 && sum.digits.size() <= 38;
    CheckResult(sum, sum_fits, x.Plus(y));
    const Long minus_b = {!b.minus, b.digits, b.scale};
    const Long difference = Sum(a, minus_b);
    CheckResult(difference, sum_fits && difference.digits.size() <= 38, x.Minus(y));
    const Long product = {a.minus != b.minus, MultiplyDigits(a.digits, b.digits),
                          a.scale + b.scale};
    CheckResult(product, product.digits.size() <= 38 && product.scale <= 38, x.Times(y));
    const bool less = Sum(a, minus_b).minus && !Sum(a, minus_b).digits.empty();
    CHECK((x < y) == less);
  }
}

TEST_CASE("random sums and products agree with long arithmetic") {
  CheckRandomArithmetic(20240601, 2000);
}

void CheckRoundTrip(uint64_t seed, int rounds) {
  Random random(seed);
  for (int round = 0; round < rounds; ++round) {
    const std::string printed = Print(RandomLong(&random, 38));
    const auto read = Decimal::Parse(printed);
    if (read && read->ToString() == printed) continue;
    FAIL("seed " << seed << " round " << round << ": " << printed << " came back as "
                 << Print(read));
  }
}

TEST_CASE("a printed decimal reads back as itself") { CheckRoundTrip(7, 20000); }

TEST_CASE("slow: a million random decimals read back, a hundred thousand sums and products hold") {
  CheckRoundTrip(8, 1000000);
  CheckRandomArithmetic(9, 100000);
}

}  // namespace
}  // namespace factmill
