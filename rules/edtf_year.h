// The same time of another year, in EDTF.
#ifndef FACTMILL_RULES_EDTF_YEAR_H_
#define FACTMILL_RULES_EDTF_YEAR_H_

#include <string>
#include <string_view>

namespace factmill {

bool IsYear(std::string_view text);  // Four digits.

// "2021-33" a year earlier is "2020-33"; "" for what has no year.
std::string YearEarlier(std::string_view edtf);
// "2021-33" of the year 2019 is "2019-33"; "" for what is no part of a year.
std::string SameOfYear(std::string_view edtf, std::string_view year);

}  // namespace factmill

#endif  // FACTMILL_RULES_EDTF_YEAR_H_
