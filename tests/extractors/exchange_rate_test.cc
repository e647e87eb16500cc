#include "extractors/exchange_rate.h"

#include <catch2/catch.hpp>

namespace factmill {
namespace {

TEST_CASE("the rates of a year, or of the nearest that is known") {
  CHECK(UnitsPerDollar("USD", 1999) == 1);
  CHECK(UnitsPerDollar("CNY", 2020) == Approx(6.90).epsilon(0.01));
  CHECK(UnitsPerDollar("CNY", 1980) == Approx(1.498));
  CHECK(UnitsPerDollar("CNY", 1970) == UnitsPerDollar("CNY", 1980));
  CHECK(UnitsPerDollar("JPY", 2040) == UnitsPerDollar("JPY", 2025));
  CHECK(UnitsPerDollar("EUR", 1985) == UnitsPerDollar("EUR", 1999));
  CHECK_FALSE(UnitsPerDollar("XXX", 2020));
}

struct Case {
  double amount;
  const char* currency;
  double other;
  const char* other_currency;
  int year;
  const char* wrong;  // Words of what is said; "" for nothing.
};

const Case kCases[] = {
    {5.41e9, "USD", 37.73e9, "CNY", 2018, ""},
    {142e6, "USD", 1e9, "CNY", 2019, ""},
    {142e6, "USD", 1e9, "CNY", 0, ""},
    {1e9, "CNY", 142e6, "USD", 2019, ""},
    {54.1e9, "USD", 37.73e9, "CNY", 2018, "perhaps a slip of a power of ten"},
    {1.42e6, "USD", 1e9, "CNY", 2019, "102 times the rate of 2019: perhaps a slip"},
    {1.42e6, "USD", 1e9, "CNY", 0, "times the rate of any year"},
    {300e6, "USD", 1e9, "CNY", 2019, "0.504 times the rate of 2019"},
    {300e6, "USD", 1e9, "CNY", 1986, ""},
    {10e9, "GBP", 12.9e9, "USD", 2019, ""},
    {17.43, "GBP", 176, "HKD", 2019, ""},
    {120e6, "JPY", 1e9, "CNY", 2019, "slip of a power of ten"},
    {1, "XXX", 1e9, "CNY", 2019, ""},
};

TEST_CASE("a rate that cannot be") {
  for (const Case& c : kCases) {
    const std::string wrong =
        WhatIsWrongWithRate(c.amount, c.currency, c.other, c.other_currency, c.year);
    INFO(c.amount << " " << c.currency << " for " << c.other << " " << c.other_currency << " in "
                  << c.year << ": " << wrong);
    CHECK((*c.wrong == 0 ? wrong.empty() : wrong.find(c.wrong) != std::string::npos));
  }
}

}  // namespace
}  // namespace factmill
