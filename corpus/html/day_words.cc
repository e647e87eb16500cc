#include "corpus/html/day_words.h"

#include <algorithm>
#include <cstdio>

#include "corpus/calendar.h"

namespace factmill::html {
namespace {

// How the months begin, in German, French, Spanish, Italian, Portuguese, Dutch,
// Polish, Russian, Turkish, Indonesian and the like.
struct MonthWord {
  std::string_view start;
  int month;
};
constexpr MonthWord kMonths[] = {
    {"jan", 1},  {"jän", 1},  {"ene", 1},  {"gen", 1},  {"sty", 1},  {"янв", 1},  {"oca", 1},
    {"feb", 2},  {"fév", 2},  {"fev", 2},  {"lut", 2},  {"фев", 2},  {"şub", 2},  {"mär", 3},
    {"mar", 3},  {"mrz", 3},  {"maa", 3},  {"мар", 3},  {"apr", 4},  {"avr", 4},  {"abr", 4},
    {"kwi", 4},  {"апр", 4},  {"nis", 4},  {"mai", 5},  {"may", 5},  {"mag", 5},  {"mei", 5},
    {"maj", 5},  {"мая", 5},  {"jun", 6},  {"juin", 6}, {"giu", 6},  {"cze", 6},  {"июн", 6},
    {"haz", 6},  {"jul", 7},  {"juil", 7}, {"lug", 7},  {"lip", 7},  {"июл", 7},  {"tem", 7},
    {"aug", 8},  {"aoû", 8},  {"ago", 8},  {"sie", 8},  {"авг", 8},  {"agu", 8},  {"ağu", 8},
    {"sep", 9},  {"set", 9},  {"wrz", 9},  {"сен", 9},  {"eyl", 9},  {"okt", 10}, {"oct", 10},
    {"ott", 10}, {"out", 10}, {"paź", 10}, {"окт", 10}, {"eki", 10}, {"nov", 11}, {"lis", 11},
    {"ноя", 11}, {"kas", 11}, {"dez", 12}, {"dec", 12}, {"déc", 12}, {"dic", 12}, {"gru", 12},
    {"дек", 12}, {"ara", 12}, {"des", 12}};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// A number of `least` to `most` digits at `*at`; -1 for none.
int Number(std::string_view text, size_t* at, size_t least, size_t most) {
  size_t end = *at;
  int value = 0;
  while (end < text.size() && IsDigit(text[end]) && end - *at < most)
    value = value * 10 + text[end++] - '0';
  if (end - *at < least || (end < text.size() && IsDigit(text[end]))) return -1;
  *at = end;
  return value;
}

// A day that the calendar has; "" for another.
std::string Checked(int year, int month, int day) {
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  const auto days = FindWrittenDays(text);
  return days.size() == 1 ? days[0].day : "";
}

std::string DayAt(std::string_view text, size_t at, bool month_first) {
  const int first = Number(text, &at, 1, 2);
  if (first < 1 || at >= text.size()) return "";
  const char mark = text[at];
  if ((mark == '.' || mark == '/') && at + 1 < text.size() && IsDigit(text[at + 1])) {
    ++at;
    const int second = Number(text, &at, 1, 2);
    if (second < 1 || at >= text.size() || text[at] != mark) return "";
    ++at;
    size_t year_at = at;
    int year = Number(text, &year_at, 4, 4);
    if (year < 0 && mark == '.') {
      year = Number(text, &year_at, 2, 2);
      if (year >= 0) year += 2000;
    }
    if (year < 1990) return "";
    const bool swap = mark == '/' && (month_first ? first <= 12 : second > 12);
    return swap ? Checked(year, first, second) : Checked(year, second, first);
  }
  if (mark == '.') ++at;
  while (at < text.size() && text[at] == ' ') ++at;
  if (text.substr(at).starts_with("de ")) at += 3;
  for (const MonthWord& word : kMonths) {
    if (!text.substr(at).starts_with(word.start)) continue;
    at += word.start.size();
    while (at < text.size() && text[at] != ' ' && !IsDigit(text[at]) && text[at] != ',') ++at;
    while (at < text.size() && (text[at] == ' ' || text[at] == ',')) ++at;
    if (text.substr(at).starts_with("de ")) at += 3;
    const int year = Number(text, &at, 4, 4);
    return year < 1990 ? "" : Checked(year, word.month, first);
  }
  return "";
}

}  // namespace

std::string FindForeignDay(std::string_view lower, bool month_first) {
  for (size_t at = 0; at < lower.size(); ++at) {
    if (!IsDigit(lower[at])) continue;
    if (at == 0 || (!IsDigit(lower[at - 1]) && lower[at - 1] != '.' && lower[at - 1] != '/')) {
      const std::string day = DayAt(lower, at, month_first);
      if (!day.empty()) return day;
    }
  }
  return "";
}

}  // namespace factmill::html
