// What a dollar cost, year by year: to see whether a stated conversion can be.
//
// Annual averages of official rates in units per US dollar, as the World Bank
// (PA.NUS.FCRF), for TWD the central bank in Taipei and for EUR the ECB publish them,
// to three or four digits.  Typed, and not yet compared with these tables digit by
// digit; the last year is approximate.  Good enough to find slips of a power of ten and
// amounts of other things, and not to convert by.
#ifndef FACTMILL_EXTRACTORS_EXCHANGE_RATE_H_
#define FACTMILL_EXTRACTORS_EXCHANGE_RATE_H_

#include <optional>
#include <string>
#include <string_view>

namespace factmill {

constexpr int kFirstRateYear = 1980, kLastRateYear = 2025;

// Units of `currency` (ISO 4217) for a dollar in `year`; of the nearest year that is
// known.  nullopt for a currency that the table does not have.
std::optional<double> UnitsPerDollar(std::string_view currency, int year);

// What is wrong with `amount` of `currency` being `other` of `other_currency`: one
// sentence, or "" where the implied rate lies within half as much again of that of
// `year` or a neighbouring year, or of any year if `year` is 0, and where the table has
// not both currencies.  REQUIRES: amounts above 0.
std::string WhatIsWrongWithRate(double amount, std::string_view currency, double other,
                                std::string_view other_currency, int year);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_EXCHANGE_RATE_H_
