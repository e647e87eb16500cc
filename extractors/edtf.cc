#include "extractors/edtf.h"

#include <algorithm>

#include "base/decimal.h"

namespace factmill {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// True if `text` is as `shape` says, where d is any digit.
bool HasShape(std::string_view text, std::string_view shape) {
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char c, char s) { return s == 'd' ? IsDigit(c) : c == s; });
}

// REQUIRES: four digits at most.
int ToInt(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

// A date with both its ends.
struct Ends {
  Day first, last;
};

std::optional<Ends> Checked(Day first, Day last) {
  if (!IsValidDay(first) || !IsValidDay(last)) return std::nullopt;
  return Ends{first, last};
}

std::optional<Ends> Months(int year, int first, int last) {
  return Checked({year, first, 1}, {year, last, DaysInMonth(year, last)});
}

// "1990" and "1999" of 199X.
std::optional<Ends> Years(std::string_view text) {
  std::string first(text), last(text);
  std::replace(first.begin(), first.end(), 'X', '0');
  std::replace(last.begin(), last.end(), 'X', '9');
  return Checked({ToInt(first), 1, 1}, {ToInt(last), 12, 31});
}

// A month, or one of the codes that stand in its place.
std::optional<Ends> PartOfYear(int year, int code) {
  if (code >= 1 && code <= 12) return Months(year, code, code);
  if (code >= 21 && code <= 28) {
    const int month = (code - 21) % 4 * 3 + 3;
    if (month < 12) return Months(year, month, month + 2);
    // Winter runs into the next year.
    return Checked({year, 12, 1}, {year + 1, 2, DaysInMonth(year + 1, 2)});
  }
  if (code >= 33 && code <= 36) return Months(year, (code - 33) * 3 + 1, (code - 33) * 3 + 3);
  if (code >= 37 && code <= 39) return Months(year, (code - 37) * 4 + 1, (code - 37) * 4 + 4);
  if (code >= 40 && code <= 41) return Months(year, (code - 40) * 6 + 1, (code - 40) * 6 + 6);
  return std::nullopt;
}

// ISO 8601: a week belongs to the year of its Thursday.
std::optional<Ends> Week(int year, int week) {
  const Day fourth = {year, 1, 4};  // Always in week 1.
  if (!IsValidDay(fourth) || week < 1) return std::nullopt;
  const Day monday = AddDays(fourth, 1 - WeekdayOf(fourth) + 7 * (week - 1));
  if (AddDays(monday, 3).year != year) return std::nullopt;
  return Checked(monday, AddDays(monday, 6));
}

std::optional<Ends> Single(std::string_view text) {
  if (text.size() > 10 && text[10] == 'T' && HasShape(text.substr(0, 10), "dddd-dd-dd")) {
    text = text.substr(0, 10);
  }
  if (HasShape(text, "dddd") || HasShape(text, "dddX") || HasShape(text, "ddXX")) {
    return Years(text);
  }
  if (HasShape(text, "dddd-dd")) return PartOfYear(ToInt(text.substr(0, 4)), ToInt(text.substr(5)));
  if (HasShape(text, "dddd-Wdd")) return Week(ToInt(text.substr(0, 4)), ToInt(text.substr(6)));
  if (const auto day = ParseDay(text)) return Ends{*day, *day};
  return std::nullopt;
}

// "P36MT0S" of "P3Y".
std::optional<std::string> Length(std::string_view text) {
  if (!text.starts_with('P')) return std::nullopt;
  text.remove_prefix(1);
  const size_t digit = text.starts_with('T') ? 1 : 0;
  if (digit >= text.size() || !IsDigit(text[digit])) return std::nullopt;
  struct Part {
    char letter;
    int months, seconds;
  };
  constexpr Part kDateParts[] = {{'Y', 12, 0}, {'M', 1, 0}, {'W', 0, 604800}, {'D', 0, 86400}};
  constexpr Part kTimeParts[] = {{'H', 0, 3600}, {'M', 0, 60}, {'S', 0, 1}};
  Decimal months, seconds;
  // Takes the amounts of `parts`, each at most once and in their order.
  const auto take = [&](auto& parts) {
    for (const Part& part : parts) {
      const size_t size = std::min(text.find_first_not_of("0123456789."), text.size());
      if (size == 0) return true;
      if (size == text.size()) return false;
      if (text[size] != part.letter) continue;
      const auto amount = Decimal::Parse(text.substr(0, size));
      if (!amount) return false;
      const auto in_months = amount->Times(part.months), in_seconds = amount->Times(part.seconds);
      const auto more_months = in_months ? months.Plus(*in_months) : std::nullopt;
      const auto more_seconds = in_seconds ? seconds.Plus(*in_seconds) : std::nullopt;
      if (!more_months || !more_seconds) return false;
      months = *more_months;
      seconds = *more_seconds;
      text.remove_prefix(size + 1);
    }
    return true;
  };
  if (!take(kDateParts)) return std::nullopt;
  if (text.starts_with('T')) {
    text.remove_prefix(1);
    if (!take(kTimeParts)) return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  return "P" + months.ToString() + "MT" + seconds.ToString() + "S";
}

bool IsOpen(std::string_view end) { return end.empty() || end == ".."; }

std::string FormatEnd(const std::optional<Day>& end) { return end ? FormatDay(*end) : ".."; }

// Without blanks at its ends, and without the marks of doubt anywhere.
std::string Plain(std::string_view edtf) {
  constexpr std::string_view kBlanks = " \t\n\r\f\v";
  const size_t begin = std::min(edtf.find_first_not_of(kBlanks), edtf.size());
  std::string text(edtf.substr(begin, edtf.find_last_not_of(kBlanks) + 1 - begin));
  std::erase_if(text, [](char c) { return c == '~' || c == '?' || c == '%'; });
  return text;
}

}  // namespace

std::optional<EdtfDays> DaysOfEdtf(std::string_view edtf) {
  const std::string plain = Plain(edtf);
  const std::string_view text = plain;
  const size_t slash = text.find('/');
  if (slash == text.npos) {
    const auto ends = Single(text);
    if (!ends) return std::nullopt;
    return EdtfDays{ends->first, ends->last};
  }
  if (text.find('/', slash + 1) != text.npos) return std::nullopt;
  const std::string_view low = text.substr(0, slash), high = text.substr(slash + 1);
  const auto first = Single(low), last = Single(high);
  if ((!first && !IsOpen(low)) || (!last && !IsOpen(high))) return std::nullopt;
  EdtfDays days;
  if (first) days.first = first->first;
  if (last) days.last = last->last;
  return days;
}

std::string CanonicalEdtf(std::string_view edtf) {
  const std::string text = Plain(edtf);
  if (const auto days = DaysOfEdtf(text)) {
    return FormatEnd(days->first) + "/" + FormatEnd(days->last);
  }
  const size_t slash = text.find('/');
  if (slash == text.npos) return Length(text).value_or(text);
  if (text.find('/', slash + 1) != text.npos) return text;
  const std::string low = text.substr(0, slash), high = text.substr(slash + 1);
  return Length(low).value_or(low) + "/" + Length(high).value_or(high);
}

}  // namespace factmill
