#include "extractors/number.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/utf8.h"

namespace factmill {
namespace {

bool IsDigitAt(std::string_view text, size_t at) {
  return at < text.size() && IsAsciiDigit(static_cast<unsigned char>(text[at]));
}

// ½ and its like: U+00BC-00BE, U+2150-215E.
struct VulgarFraction {
  char32_t c;
  int top, bottom;
};
constexpr VulgarFraction kVulgarFractions[] = {
    {0xBC, 1, 4},   {0xBD, 1, 2},   {0xBE, 3, 4},   {0x2153, 1, 3}, {0x2154, 2, 3},
    {0x2155, 1, 5}, {0x2156, 2, 5}, {0x2157, 3, 5}, {0x2158, 4, 5}, {0x2159, 1, 6},
    {0x215A, 5, 6}, {0x215B, 1, 8}, {0x215C, 3, 8}, {0x215D, 5, 8}, {0x215E, 7, 8},
};

std::optional<Decimal> VulgarFractionAt(std::string_view text, uint32_t at, int* size) {
  if (at >= text.size()) return std::nullopt;
  const char32_t c = DecodeUtf8(text, at, size);
  for (const auto& f : kVulgarFractions) {
    if (f.c == c) return Decimal(f.top).DividedBy(Decimal(f.bottom), 15, nullptr);
  }
  return std::nullopt;
}

// Scale words that follow digits.  Letters stand right at the digits (3.2bn);
// words may have a space or a hyphen before them.
struct ScaleWord {
  std::string_view word;
  int exponent;
  bool letters;
};
constexpr ScaleWord kScaleWords[] = {
    {"hundred", 2, false},   {"thousand", 3, false}, {"million", 6, false},
    {"millions", 6, false},  {"billions", 9, false}, {"trillions", 12, false},
    {"thousands", 3, false}, {"dozen", 0, false},    {"dozens", 0, false},
    {"mln", 6, false},       {"mn", 6, true},        {"m", 6, true},
    {"k", 3, true},          {"billion", 9, false},  {"bln", 9, false},
    {"bn", 9, false},        {"b", 9, true},         {"trillion", 12, false},
    {"trln", 12, false},     {"tln", 12, false},     {"tn", 12, true},
    {"mm", 6, true},         {"trn", 12, true},      {"t", 12, true},
    {"lakh", 5, false},      {"crore", 7, false},    {"quadrillion", 15, false},
};
constexpr size_t kLongestScale = 11;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool IsLatinAt(std::string_view text, size_t at) {
  if (at >= text.size()) return false;
  int size;
  return IsLatinLetter(DecodeUtf8(text, at, &size));
}

// The scale word at `at`, if it ends there; its end in `*end`.
const ScaleWord* ScaleWordAt(std::string_view text, uint32_t at, bool attached, uint32_t* end) {
  uint32_t stop = at;
  std::string word;
  while (stop < text.size() && word.size() < kLongestScale && Lower(text[stop]) >= 'a' &&
         Lower(text[stop]) <= 'z') {
    word.push_back(Lower(text[stop++]));
  }
  if (word.empty() || IsLatinAt(text, stop) || IsDigitAt(text, stop)) return nullptr;
  for (const ScaleWord& scale : kScaleWords) {
    if (scale.word != word || (scale.letters && !attached)) continue;
    *end = stop;
    return &scale;
  }
  return nullptr;
}

std::optional<Reading> WithScaleWord(std::string_view text, const Reading& digits, bool* word) {
  const uint32_t at = digits.end;
  if (at >= text.size()) return std::nullopt;
  const bool gap = text[at] == ' ' || text[at] == '-';
  uint32_t end = 0;
  const ScaleWord* scale = ScaleWordAt(text, at + gap, !gap, &end);
  if (scale == nullptr) return std::nullopt;
  const auto factor = scale->exponent == 0 ? std::optional(Decimal(12))  // dozen
                                           : Decimal::PowerOfTen(scale->exponent);
  const auto value = digits.value.Times(*factor);
  if (!value) return std::nullopt;
  *word = !scale->letters;
  Reading scaled = digits;
  scaled.end = end;
  scaled.value = *value;
  scaled.scale = *factor;
  scaled.scaled = true;
  scaled.plain = false;
  scaled.letter = scale->letters;
  return scaled;
}

}  // namespace

uint32_t ReadDigitLiteral(std::string_view text, uint32_t at, Decimal* value, bool* plain) {
  const auto run_end = [&](uint32_t from) {
    while (IsDigitAt(text, from)) ++from;
    return from;
  };
  uint32_t end = run_end(at);
  const bool bare_decimal = end == at && at + 1 < text.size() && text[at] == '.';
  if (end == at && !bare_decimal) return 0;
  std::string digits(bare_decimal ? "0" : text.substr(at, end - at));
  bool only_digits = true;
  // Groups of three behind commas; a group of another length is no group.
  if (end - at <= 3 && !bare_decimal) {
    while (end < text.size() && text[end] == ',' && run_end(end + 1) == end + 4) {
      digits.append(text.substr(end + 1, 3));
      end += 4;
      only_digits = false;
      if (digits.size() > 40) return 0;  // No number, and not to be read again and again.
    }
  }
  if (end < text.size() && text[end] == '.' && IsDigitAt(text, end + 1)) {
    const uint32_t stop = run_end(end + 1);
    digits.append(text.substr(end, stop - end));
    end = stop;
    only_digits = false;
    if (end < text.size() && text[end] == '.' && IsDigitAt(text, end + 1)) return 0;  // 1.10.30
  }
  const auto number = Decimal::Parse(digits);
  if (!number) return 0;
  *value = *number;
  if (plain != nullptr) *plain = only_digits;
  return end;
}

// 5-1/2, 8 1/4: a whole number and a fraction, as markets write them.  Gives the
// end, 0 if there is none.
uint32_t ReadMixedFraction(std::string_view text, uint32_t at, Decimal* value) {
  if (at >= text.size() || (text[at] != '-' && text[at] != ' ')) return 0;
  Decimal top, bottom;
  bool plain = false;
  const uint32_t slash = ReadDigitLiteral(text, at + 1, &top, &plain);
  if (slash == 0 || !plain || slash >= text.size() || text[slash] != '/') return 0;
  const uint32_t end = ReadDigitLiteral(text, slash + 1, &bottom, &plain);
  if (end == 0 || !plain || top >= bottom || bottom > Decimal(64)) return 0;
  const auto part = top.DividedBy(bottom, 15, nullptr);
  const auto sum = part ? value->Plus(*part) : std::nullopt;
  if (!sum) return 0;
  *value = *sum;
  return end;
}

std::vector<Reading> ReadDigits(std::string_view text, uint32_t at) {
  Reading reading;
  const bool minus = at < text.size() && text[at] == '-';
  reading.end = ReadDigitLiteral(text, at + minus, &reading.value, &reading.plain);
  int size = 0;
  if (reading.end == 0) {
    const auto fraction = VulgarFractionAt(text, at, &size);
    if (!fraction) return {};
    reading.value = *fraction;
    reading.end = at + size;
  } else if (const auto fraction = VulgarFractionAt(text, reading.end, &size)) {
    const auto sum = reading.value.Plus(*fraction);
    if (sum) reading.value = *sum;
    reading.end += size;
    reading.plain = false;
  } else if (reading.plain) {
    const uint32_t end = ReadMixedFraction(text, reading.end, &reading.value);
    if (end > 0) {
      reading.end = end;
      reading.plain = false;
    }
  }
  if (minus) {
    reading.value = reading.value.Negated();
    reading.plain = false;
  }
  std::vector<Reading> readings;
  bool word = false;
  if (auto scaled = WithScaleWord(text, reading, &word)) {
    // "2.5 thousand billion".
    bool again;
    auto twice = WithScaleWord(text, *scaled, &again);
    if (twice) {
      const auto scale = twice->scale.Times(scaled->scale);
      if (scale) twice->scale = *scale;
      return {*twice};
    }
    readings.push_back(*scaled);
    // Before "million" the digits alone are no number; a letter may be a unit.
    if (word) return readings;
  }
  readings.push_back(reading);
  return readings;
}

namespace {

// 12 000: three digits behind a space and at most three digits.  Read as two
// numbers it would be wrong twice.
bool IsSpacedGroup(std::string_view text, uint32_t at) {
  for (uint32_t i = at; i < at + 3; ++i) {
    if (!IsDigitAt(text, i)) return false;
  }
  if (IsDigitAt(text, at + 3)) return false;
  uint32_t digits = 0;
  while (digits < 4 && at >= digits + 2 && IsDigitAt(text, at - 2 - digits)) ++digits;
  return digits <= 3;
}

// What stands before a place at which a number might begin.
enum class Before { kFree, kLetters, kCode };

// A number does not begin inside a longer number, a version (1.10.30), a code
// (COVID-19) or the tail of 10 000; behind letters it is attached.
Before BeforeDigits(std::string_view text, uint32_t at) {
  if (at == 0) return Before::kFree;
  int size;
  const char32_t before = DecodeUtf8Before(text, at, &size);
  if (IsLatinLetter(before)) return Before::kLetters;
  if (IsAsciiDigit(before) || before == '_') return Before::kCode;
  if (static_cast<size_t>(size) >= at) return Before::kFree;
  int more;
  const char32_t further = DecodeUtf8Before(text, at - size, &more);
  if (before == '.' && (IsAsciiDigit(further) || further == '.')) return Before::kCode;
  if (before == '-' && IsLatinLetter(further)) return Before::kCode;
  if (before == '/' && IsAsciiDigit(further)) return Before::kCode;  // 1/2 pct
  if (before == ' ' && IsAsciiDigit(further) && IsSpacedGroup(text, at)) return Before::kCode;
  return Before::kFree;
}

// ".77" is 0.77 where nothing but a space or an opening sign stands before it.
bool IsBareDecimal(std::string_view text, uint32_t at) {
  if (text[at] != '.' || !IsDigitAt(text, at + 1)) return false;
  if (at == 0) return true;
  return std::string_view(" ($¢£¥€~<>=+-").find(text[at - 1]) != std::string_view::npos &&
         (at < 2 || text[at - 1] != ' ' || text[at - 2] != '.');
}

bool IsMinus(std::string_view text, uint32_t at) {
  if (text[at] != '-' || !IsDigitAt(text, at + 1)) return false;
  if (at == 0) return true;
  int size;
  const char32_t before = DecodeUtf8Before(text, at, &size);
  // 净利润-12.3亿元, -5至-3; but 2018年-2020年 and 5元-8元 are ranges.
  constexpr std::u32string_view kOpen = U" (:,~～=";
  constexpr std::u32string_view kUnits =
      U"元年月日号时分秒点万亿千百十度米里斤吨亩人个家名台套件次岁克升寸尺级层楼期版区段周季角毛块"
      U"天";
  if (!IsHan(before)) return kOpen.find(before) != std::u32string_view::npos;
  return kUnits.find(before) == std::u32string_view::npos && !IsChineseNumeral(before);
}

// Does what stands between two numbers join them? "1.2 billion-1.5 billion".
bool IsHyphenJoin(std::string_view between) { return between == "-" || between == "-to-"; }

// 负 before a number, and not the end of a word: 减负1亿元 is no negative.
bool IsChineseMinus(std::string_view text, uint32_t at) {
  if (at == 0) return true;
  int size;
  const char32_t before = DecodeUtf8Before(text, at, &size);
  return std::u32string_view(U"减背担肩抱自胜辜欠亏身重").find(before) == std::u32string_view::npos;
}

// 上千: more than a thousand; but 迈上万亿台阶, 市场上千.
bool IsAbove(std::string_view text, uint32_t at) {
  if (at == 0) return true;
  int size;
  const char32_t before = DecodeUtf8Before(text, at, &size);
  return std::u32string_view(U"迈登踏跨走以场站").find(before) == std::u32string_view::npos;
}

std::vector<Reading> ReadNegative(std::string_view text, uint32_t at) {
  if (at < text.size() && text[at] == ' ') ++at;
  auto readings = ReadChineseNumber(text, at);
  if (readings.empty()) readings = ReadDigits(text, at);
  std::erase_if(readings, [](const Reading& r) { return r.bare; });
  for (Reading& r : readings) {
    r.plain = false;
    r.value = r.value.Negated();
    if (r.high) r.high = r.high->Negated();
  }
  return readings;
}

}  // namespace

std::vector<NumberToken> FindNumbers(std::string_view text) {
  std::vector<NumberToken> tokens;
  for (uint32_t at = 0; at < text.size();) {
    const unsigned char byte = static_cast<unsigned char>(text[at]);
    NumberToken token;
    token.begin = at;
    int size = 1;
    if (byte < 0x80) {
      const bool minus = byte == '-' && IsMinus(text, at);
      const bool joined = !tokens.empty() && !tokens.back().readings.empty() &&
                          IsHyphenJoin(text.substr(tokens.back().end, at - tokens.back().end));
      const Before before = !minus && !IsAsciiDigit(byte) ? Before::kCode
                            : joined                      ? Before::kFree
                                                          : BeforeDigits(text, at);
      if (IsBareDecimal(text, at)) {
        token.readings = ReadDigits(text, at);
      } else if (before != Before::kCode) {
        token.attached = before == Before::kLetters;
        token.readings = ReadChineseNumber(text, at + minus);
        if (minus) {
          for (Reading& r : token.readings) r.value = r.value.Negated();
        }
        auto digits = ReadDigits(text, at);
        if (token.readings.empty() || (!digits.empty() && digits[0].end >= token.readings[0].end)) {
          token.readings = std::move(digits);
        }
      } else if (Lower(static_cast<char>(byte)) >= 'a' && Lower(static_cast<char>(byte)) <= 'z') {
        // "7-Eleven" is a name.
        const bool name = at >= 2 && text[at - 1] == '-' && IsDigitAt(text, at - 2);
        if (!name && BeforeDigits(text, at) == Before::kFree)
          token.readings = ReadEnglishNumber(text, at);
        if (token.readings.empty()) {
          while (at < text.size() && IsLatinAt(text, at)) at += Utf8Size(text[at]);
          continue;
        }
      }
    } else {
      const char32_t c = DecodeUtf8(text, at, &size);
      if (c == U'负' && IsChineseMinus(text, at)) {
        token.readings = ReadNegative(text, at + size);
      } else if (IsChineseNumeral(c) || (c == U'上' && IsAbove(text, at)) || c == U'参') {
        token.readings = ReadChineseNumber(text, at);
      } else if (c == U'几' || c == U'数') {
        // 几十万, 数百: vague, and no number may be read inside.
        const uint32_t next = at + size;
        int unit_size;
        const char32_t unit = next < text.size() ? DecodeUtf8(text, next, &unit_size) : 0;
        if (IsChineseNumeral(unit) && ChineseDigit(unit) < 0) {
          const auto inner = ReadChineseNumber(text, next);
          if (!inner.empty()) {
            token.end = inner.front().end;
            tokens.push_back(token);
            at = token.end;
            continue;
          }
        }
      } else if (c == U'–' && IsDigitAt(text, at + size) &&
                 (at == 0 || text[at - 1] == ' ' || text[at - 1] == '(')) {
        token.readings = ReadNegative(text, at + size);  // "–0.5%" as print sets it.
      } else if (c < 0x2160) {
        token.readings = ReadDigits(text, at);
      }
    }
    if (token.readings.empty()) {
      // No number begins inside a run of numerals that is none.
      const char32_t first = DecodeUtf8(text, at, &size);
      const bool bankers = IsBankersDigit(first);
      char32_t c;
      do {
        at += size;
      } while (IsChineseNumeral(first) && at < text.size() &&
               IsChineseNumeral(c = DecodeUtf8(text, at, &size)) && IsBankersDigit(c) == bankers);
      continue;
    }
    token.end = token.readings.front().end;
    at = token.end;
    tokens.push_back(std::move(token));
  }
  return tokens;
}

}  // namespace factmill
