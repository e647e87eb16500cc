// Numbers in digits: 1,234.5, 5-1/2, 3½, and with English scale words: 3.2bn.
#include <optional>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "extractors/number.h"
#include "extractors/number_word.h"
#include "extractors/text_at.h"

namespace factmill {
namespace {

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
  if (at >= text.size() || static_cast<unsigned char>(text[at]) < 0x80) return std::nullopt;
  const char32_t c = DecodeUtf8(text, at, size);
  if (NumeralPartOf(c) != NumeralPart::kOpener) return std::nullopt;
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
    {"mln", 6, false},       {"mn", 6, false},       {"m", 6, true},
    {"k", 3, true},          {"billion", 9, false},  {"bln", 9, false},
    {"bn", 9, false},        {"b", 9, true},         {"trillion", 12, false},
    {"trln", 12, false},     {"tln", 12, false},     {"tn", 12, true},
    {"mm", 6, true},         {"trn", 12, true},      {"t", 12, true},
    {"lakh", 5, false},      {"crore", 7, false},    {"quadrillion", 15, false},
    {"lakhs", 5, false},     {"crores", 7, false},   {"mlns", 6, false},
    {"blns", 9, false},
};
constexpr WordTable kScaleWordTable(kScaleWords);

bool IsLatinAt(std::string_view text, size_t at) {
  if (at >= text.size()) return false;
  int size;
  return IsLatinLetter(DecodeUtf8(text, at, &size));
}

// The scale word at `at`, if it ends there; its end in `*end`.
const ScaleWord* ScaleWordAt(std::string_view text, uint32_t at, bool attached, uint32_t* end) {
  *end = AsciiWordEnd(text, at);
  const int place = kScaleWordTable.Find(text.substr(at, *end - at));
  if (place < 0 || IsLatinAt(text, *end) || IsDigitAt(text, *end)) return nullptr;
  const ScaleWord& scale = kScaleWords[place];
  return scale.letters && !attached ? nullptr : &scale;
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

// 4.21-1/2: dollars, cents and a fraction of a cent, as grain is priced.  As above, of the
// number in [begin, at).
uint32_t ReadCentFraction(std::string_view text, uint32_t begin, uint32_t at, Decimal* value) {
  constexpr uint32_t kCents = 3;  // ".21"
  if (at < begin + kCents || text[at - kCents] != '.' || text.substr(at, 1) != "-") return 0;
  Decimal part;
  const uint32_t end = ReadMixedFraction(text, at, &part);
  const auto cents = end == 0 ? std::nullopt : part.DividedBy(Decimal(100), 15, nullptr);
  const auto sum = cents ? value->Plus(*cents) : std::nullopt;
  if (!sum) return 0;
  *value = *sum;
  return end;
}

Readings ReadDigits(std::string_view text, uint32_t at) {
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
  } else if (const uint32_t end = ReadCentFraction(text, at, reading.end, &reading.value)) {
    reading.end = end;
  }
  if (minus) {
    reading.value = reading.value.Negated();
    reading.plain = false;
  }
  Readings readings;
  bool word = false;
  if (auto scaled = WithScaleWord(text, reading, &word)) {
    // "2.5 thousand billion".
    bool again;
    auto twice = WithScaleWord(text, *scaled, &again);
    if (twice) {
      const auto scale = twice->scale.Times(scaled->scale);
      if (scale) twice->scale = *scale;
      readings.push_back(*twice);
      return readings;
    }
    readings.push_back(*scaled);
    // Before "million" the digits alone are no number; a letter may be a unit.
    if (word) return readings;
  }
  readings.push_back(reading);
  return readings;
}

}  // namespace factmill
