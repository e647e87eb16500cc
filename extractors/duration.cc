// Durations, and years in words: the parts of date.h that need no calendar.
#include "extractors/date.h"
#include "extractors/number.h"

namespace factmill {

std::optional<std::string> FormatDuration(Decimal amount, const std::optional<Decimal>& most,
                                          std::string_view unit) {
  const auto one = [&](Decimal n) -> std::optional<std::string> {
    if (n.negative() || n > Decimal(1000000)) return std::nullopt;
    std::string_view letter = unit;
    if (unit == "Q") {
      n = *n.Times(3);
      letter = "M";
    } else if (unit == "Y" && !n.IsInteger()) {
      const auto months = n.Times(12);  // 两年半 is 30 months.
      if (months && months->IsInteger()) {
        n = *months;
        letter = "M";
      }
    }
    std::string text = letter.front() == 'T' ? "PT" : "P";
    if (letter.front() == 'T') letter.remove_prefix(1);
    return text + n.ToString() + std::string(letter);
  };
  const auto low = one(amount);
  if (!low || !most) return low;
  const auto high = one(*most);
  if (!high) return std::nullopt;
  return *low + "/" + *high;
}

std::optional<int> ReadSpelledYear(std::string_view text) {
  const auto read = [](std::string_view words) -> std::optional<int64_t> {
    const auto number = ReadWholeNumber(words);
    return number ? number->ToInt() : std::nullopt;
  };
  if (const auto year = read(text); year && *year >= 1000 && *year <= 2999) {
    return static_cast<int>(*year);
  }
  for (size_t at = 0; (at = text.find_first_of(" -", at + 1)) != text.npos;) {
    const auto century = read(text.substr(0, at)), year = read(text.substr(at + 1));
    if (!century || !year || *century < 10 || *century > 29 || *year < 10 || *year > 99) continue;
    return static_cast<int>(*century * 100 + *year);
  }
  return std::nullopt;
}

}  // namespace factmill
