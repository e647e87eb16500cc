// Writes the table of extractors/lunar.h to the file named in argv[1], as ICU's
// Chinese calendar has the years.
#include <unicode/calendar.h>
#include <unicode/gregocal.h>

#include <cstdio>
#include <memory>

namespace {

constexpr int kFirst = 1900, kLast = 2100;
constexpr int kYearOfIcu = 2637;  // ICU counts from 2637 BC.
constexpr double kDay = 86400000;

std::unique_ptr<icu::Calendar> MakeCalendar(const char* locale) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::Calendar> calendar(
      icu::Calendar::createInstance(icu::TimeZone::getGMT()->clone(), icu::Locale(locale), error));
  return U_SUCCESS(error) ? std::move(calendar) : nullptr;
}

// When a month begins; false if there is no such month.
bool MonthBegins(icu::Calendar* chinese, int year, int month, bool leap, double* begins) {
  UErrorCode error = U_ZERO_ERROR;
  chinese->clear();
  chinese->set(UCAL_EXTENDED_YEAR, year + kYearOfIcu);
  chinese->set(UCAL_MONTH, month - 1);
  chinese->set(UCAL_IS_LEAP_MONTH, leap);
  chinese->set(UCAL_DAY_OF_MONTH, 1);
  *begins = chinese->getTime(error);
  return U_SUCCESS(error) && chinese->get(UCAL_IS_LEAP_MONTH, error) == leap &&
         chinese->get(UCAL_MONTH, error) == month - 1 && U_SUCCESS(error);
}

}  // namespace

int main(int argc, char** argv) {
  const auto chinese = MakeCalendar("@calendar=chinese");
  const auto gregorian = MakeCalendar("@calendar=gregorian");
  if (argc != 2 || chinese == nullptr || gregorian == nullptr) return 1;
  std::FILE* out = std::fopen(argv[1], "w");
  if (out == nullptr) {
    std::perror(argv[1]);
    return 1;
  }
  std::fprintf(out,
               "#include \"extractors/lunar.h\"\n\nnamespace factmill {\n\n"
               "const LunarYear kLunarYears[] = {\n");
  for (int year = kFirst; year <= kLast; ++year) {
    double begins[14], next;  // Of each month, in its order.
    int months = 0, leap = 0;
    for (int month = 1; month <= 12; ++month) {
      if (MonthBegins(chinese.get(), year, month, false, &begins[months])) ++months;
      if (months < 13 && MonthBegins(chinese.get(), year, month, true, &begins[months])) {
        leap = month;
        ++months;
      }
    }
    MonthBegins(chinese.get(), year + 1, 1, false, &next);
    begins[months] = next;
    unsigned long_months = 0;
    for (int i = 0; i < months; ++i) {
      if (begins[i + 1] - begins[i] > 29.5 * kDay) long_months |= 1u << i;
    }
    UErrorCode error = U_ZERO_ERROR;
    gregorian->setTime(begins[0], error);
    const int day_of_year = gregorian->get(UCAL_DAY_OF_YEAR, error);
    if (U_FAILURE(error) || months != (leap > 0 ? 13 : 12)) {
      std::fprintf(stderr, "ICU does not know the Chinese year %d\n", year);
      return 1;
    }
    std::fprintf(out, "    {%d, %d, 0x%04x},  // %d\n", day_of_year, leap, long_months, year);
  }
  std::fprintf(out, "};\n\n}  // namespace factmill\n");
  return std::fclose(out) == 0 ? 0 : 1;
}
