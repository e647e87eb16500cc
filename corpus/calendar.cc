#include "corpus/calendar.h"

#include <cstdio>
#include <optional>

#include "base/utf8.h"
#include "corpus/characters.h"
#include "corpus/words.h"

namespace factmill {
namespace {

// Reads a text from left to right; a reader that fails leaves `at` unspecified.
struct Cursor {
  std::string_view text;
  size_t at = 0;

  char Peek() const { return at < text.size() ? text[at] : '\0'; }
  bool Take(std::string_view word) {
    if (!text.substr(at).starts_with(word)) return false;
    at += word.size();
    return true;
  }
  bool TakeAny(std::string_view bytes) {
    if (at >= text.size() || bytes.find(text[at]) == std::string_view::npos) return false;
    ++at;
    return true;
  }
  void SkipSpaces() {
    while (Peek() == ' ') ++at;
  }
  // At least `least` and at most `most` digits, with no more digits after them.
  std::optional<int> Digits(int least, int most) {
    int value = 0, count = 0;
    for (; IsAsciiDigit(static_cast<unsigned char>(Peek())); ++at) {
      if (++count > most) return std::nullopt;
      value = value * 10 + (Peek() - '0');
    }
    return count < least ? std::nullopt : std::optional(value);
  }
};

bool IsDigitOrLetter(unsigned char byte) { return IsAsciiDigit(byte) || IsAsciiLetter(byte); }

bool AfterDigitOrLetter(std::string_view text, size_t at) {
  return at > 0 && IsDigitOrLetter(text[at - 1]);
}

bool IsLeap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

std::optional<std::string> Day(int year, int month, int day) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return std::nullopt;
  if (day > kDays[month - 1] + (month == 2 && IsLeap(year))) return std::nullopt;
  char iso[16];
  std::snprintf(iso, sizeof(iso), "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
  return iso;
}

constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
constexpr FirstBytes kMonthBytes({kMonths});

// "may", "Sept.", "November"; 0 for no month.
int TakeMonth(Cursor* cursor) {
  const std::string_view rest = cursor->text.substr(cursor->at);
  if (rest.size() < 3) return 0;
  const char lower[] = {static_cast<char>(rest[0] | 0x20), static_cast<char>(rest[1] | 0x20),
                        rest[2]};
  if (!kMonthBytes.Has({lower, 3})) return 0;
  size_t size = 0;
  while (size < rest.size() && size < 12 && IsAsciiLetter(static_cast<unsigned char>(rest[size]))) {
    ++size;
  }
  for (int i = 0; i < 12; ++i) {
    const bool abbreviated = size == 3 || (i == 8 && size == 4);
    if (size != kMonths[i].size() && !abbreviated) continue;
    size_t same = 0;
    while (same < size && (rest[same] | 0x20) == kMonths[i][same]) ++same;
    if (same < size) continue;
    cursor->at += size;
    cursor->Take(".");
    return i + 1;
  }
  return 0;
}

void TakeOrdinalEnding(Cursor* cursor) {
  for (const char* ending : {"st", "nd", "rd", "th"}) {
    if (cursor->Take(ending)) return;
  }
}

// 〇 to 九; -1 for any other character.
int HanDigit(char32_t c) {
  switch (c) {
    case U'〇':
    case U'零':
    case U'○': return 0;
    case U'一': return 1;
    case U'二': return 2;
    case U'三': return 3;
    case U'四': return 4;
    case U'五': return 5;
    case U'六': return 6;
    case U'七': return 7;
    case U'八': return 8;
    case U'九': return 9;
    default: return -1;
  }
}

// A number below 100 in Han (三十一, 廿五), or a row of Han digits (二〇二一).
std::optional<int> TakeHanNumber(Cursor* cursor) {
  int value = 0, count = 0;
  bool tens = false;
  for (; cursor->at < cursor->text.size() && count < 5; ++count) {
    int size;
    const char32_t c = DecodeUtf8(cursor->text, cursor->at, &size);
    const int digit = HanDigit(c);
    if (digit >= 0) {
      value = tens ? value + digit : value * 10 + digit;
    } else if (c == U'十' && !tens) {
      value = value == 0 ? 10 : value * 10;
      tens = true;
    } else if (c == U'廿' && count == 0) {
      value = 20;
      tens = true;
    } else {
      break;
    }
    cursor->at += size;
  }
  return count == 0 ? std::nullopt : std::optional(value);
}

// Can a year in Han begin with `c`, or 民国?
bool BeginsHanYear(char32_t c) {
  return HanDigit(c) >= 0 || c == U'十' || c == U'廿' || c == U'民';
}

std::optional<int> TakeNumber(Cursor* cursor) {
  cursor->SkipSpaces();
  const std::optional<int> value = IsAsciiDigit(static_cast<unsigned char>(cursor->Peek()))
                                       ? cursor->Digits(1, 4)
                                       : TakeHanNumber(cursor);
  cursor->SkipSpaces();
  return value;
}

// 2021年5月12日, 二〇二一年五月十二日, 民国110年5月12日.
std::optional<std::string> TakeChineseDay(Cursor* cursor) {
  const bool republic = cursor->Take("民国");
  const std::optional<int> year = TakeNumber(cursor);
  if (!year || !cursor->Take("年")) return std::nullopt;
  const std::optional<int> month = TakeNumber(cursor);
  if (!month || !cursor->Take("月")) return std::nullopt;
  const std::optional<int> day = TakeNumber(cursor);
  if (!day || !(cursor->Take("日") || cursor->Take("号"))) return std::nullopt;
  return Day(republic ? *year + 1911 : *year, *month, *day);
}

// 2019-11-01, 2019/11/1, 2019.11.01.
std::optional<std::string> TakeYearFirst(Cursor* cursor) {
  const std::optional<int> year = cursor->Digits(4, 4);
  const char separator = cursor->Peek();
  if (!year || !cursor->TakeAny("-/.")) return std::nullopt;
  const std::optional<int> month = cursor->Digits(1, 2);
  if (!month || !cursor->Take({&separator, 1})) return std::nullopt;
  const std::optional<int> day = cursor->Digits(1, 2);
  if (!day || (cursor->Peek() == separator && separator != '.')) return std::nullopt;
  return Day(*year, *month, *day);
}

// 12 May 2021, 12th May, 2021, 12-May-2021, 25/12/2021, 12/25/2021.
std::optional<std::string> TakeDayFirst(Cursor* cursor) {
  const std::optional<int> first = cursor->Digits(1, 2);
  if (!first) return std::nullopt;
  if (cursor->Take("/")) {
    const std::optional<int> second = cursor->Digits(1, 2);
    if (!second || !cursor->Take("/")) return std::nullopt;
    const std::optional<int> year = cursor->Digits(4, 4);
    if (!year) return std::nullopt;
    if (*first == *second || *first > 12) return Day(*year, *second, *first);
    return *second > 12 ? Day(*year, *first, *second) : std::nullopt;
  }
  TakeOrdinalEnding(cursor);
  if (!cursor->TakeAny(" -")) return std::nullopt;
  cursor->Take("of ");
  const int month = TakeMonth(cursor);
  if (month == 0) return std::nullopt;
  cursor->TakeAny(",-");
  cursor->SkipSpaces();
  const std::optional<int> year = cursor->Digits(4, 4);
  return year ? Day(*year, month, *first) : std::nullopt;
}

// May 12, 2021; Nov. 19 2020.
std::optional<std::string> TakeMonthFirst(Cursor* cursor) {
  const int month = TakeMonth(cursor);
  if (month == 0) return std::nullopt;
  cursor->SkipSpaces();
  const std::optional<int> day = cursor->Digits(1, 2);
  if (!day) return std::nullopt;
  TakeOrdinalEnding(cursor);
  cursor->TakeAny(",");
  cursor->SkipSpaces();
  const std::optional<int> year = cursor->Digits(4, 4);
  return year ? Day(*year, month, *day) : std::nullopt;
}

// Is there a year: four digits in a row, or 年?
bool HasYear(std::string_view text) {
  const auto digit = [&](size_t at) {
    return at < text.size() && IsAsciiDigit(static_cast<unsigned char>(text[at]));
  };
  for (size_t at = 3; at < text.size(); at += 4) {  // Four in a row cannot slip through.
    if (!digit(at)) continue;
    size_t begin = at;
    while (begin > 0 && digit(begin - 1)) --begin;
    if (digit(begin + 1) && digit(begin + 2) && digit(begin + 3)) return true;
  }
  return Contains(text, "年");
}

}  // namespace

std::vector<WrittenDay> FindWrittenDays(std::string_view folded) {
  std::vector<WrittenDay> days;
  if (!HasYear(folded)) return days;
  for (size_t at = 0; at < folded.size();) {
    const unsigned char byte = folded[at];
    std::optional<std::string> day;
    size_t end = at;
    const auto try_reader = [&](auto reader) {
      if (day) return;
      Cursor cursor{folded, at};
      day = reader(&cursor);
      end = cursor.at;
    };
    if (IsAsciiDigit(byte) && !AfterDigitOrLetter(folded, at)) {
      try_reader(TakeYearFirst);
      try_reader(TakeChineseDay);
      try_reader(TakeDayFirst);
    } else if (IsAsciiLetter(byte) && !AfterDigitOrLetter(folded, at)) {
      try_reader(TakeMonthFirst);
    } else if (byte >= 0xE2) {
      int size;
      if (BeginsHanYear(DecodeUtf8(folded, at, &size))) try_reader(TakeChineseDay);
    }
    if (day) {
      days.push_back({*day, static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
      at = end;
    } else if (byte < 0x80) {  // None begins within a word or a number.
      ++at;
      while (at < folded.size() && AfterDigitOrLetter(folded, at) && IsDigitOrLetter(folded[at])) {
        ++at;
      }
    } else {
      at += Utf8Size(byte);
    }
  }
  return days;
}

}  // namespace factmill
