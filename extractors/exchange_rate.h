// What a dollar cost, year by year: to see whether a stated conversion can be.
//
// Published annual averages of official rates in units per US dollar, rounded to
// three or four digits: World Bank (PA.NUS.FCRF) after the IMF's International
// Financial Statistics, for TWD the central bank in Taipei, for EUR the ECB.  They
// are to find slips of a power of ten and amounts of other things, not to convert by.
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
