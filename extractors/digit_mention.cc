#include "extractors/digit_mention.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "extractors/number.h"
#include "extractors/number_word.h"
#include "extractors/text_at.h"

namespace factmill {
namespace {

constexpr int kFractionDigits = 18;

std::optional<Decimal> FromDouble(double value) {
  if (!std::isfinite(value) || std::fabs(value) > 1e30) return std::nullopt;
  if (value != 0 && std::fabs(value) < 1e-15) return std::nullopt;
  char buffer[64];
  const int digits =
      value == 0 ? 0 : 14 - static_cast<int>(std::floor(std::log10(std::fabs(value))));
  std::snprintf(buffer, sizeof buffer, "%.*f", std::clamp(digits, 0, 30), value);
  return Decimal::Parse(buffer);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  DigitMention Run(uint32_t at, bool minus) const {
    DigitMention number;
    number.end = Literal(at, &number.value);
    if (number.end == 0) return number;
    number.whole = Power(&number.end, &number.value, minus) || Slash(&number.end, &number.value) ||
                   Scale(&number.end, &number.value) || Mixed(&number.end, &number.value);
    return number;
  }

 private:
  // 1,234.5 and also 1 234 567.8 and 1.234,5.
  uint32_t Literal(uint32_t at, Decimal* value) const {
    for (const auto& [group, point] : {std::pair(' ', '.'), std::pair('.', ',')}) {
      std::string digits;
      uint32_t end = at;
      while (IsDigitAt(text_, end)) digits += text_[end++];
      const auto run = [&](uint32_t from) {
        uint32_t stop = from;
        while (IsDigitAt(text_, stop)) ++stop;
        return stop - from;
      };
      if (digits.empty() || digits.size() > 3) break;
      int groups = 0;
      while (end < text_.size() && text_[end] == group && run(end + 1) == 3 && groups < 8) {
        digits += text_.substr(end + 1, 3);
        end += 4;
        ++groups;
      }
      if (groups == 0) continue;
      if (end < text_.size() && text_[end] == point && run(end + 1) > 0) {
        const uint32_t places = run(end + 1);
        digits += '.';
        digits += text_.substr(end + 1, places);
        end += 1 + places;
      } else if (group == '.' && groups == 1) {
        continue;  // 1.234 is a decimal.
      }
      const auto number = Decimal::Parse(digits);
      if (!number) continue;
      *value = *number;
      return end;
    }
    const Readings readings = ReadDigits(text_, at);  // With ½.
    const uint32_t end = ReadDigitLiteral(text_, at, value, nullptr);
    if (end > 0 && CharAt(text_, end) >= 0x80 && !readings.empty() && readings.back().end > end) {
      *value = readings.back().value;
      return readings.back().end;
    }
    return end;
  }

  // 1.1^23, 12.3e+14, 1.3x10^6: read by floating point, since that is what they mean.
  bool Power(uint32_t* end, Decimal* value, bool minus) const {
    uint32_t at = *end;
    bool ten = false, scientific = false;
    if (at < text_.size() && (text_[at] | 0x20) == 'e') {
      scientific = true;
      ++at;
    } else {
      const uint32_t factor = at + (at < text_.size() && text_[at] == ' ');
      for (std::string_view times : {"x", "X", "*", "×"}) {
        if (!StartsWithAt(text_, factor, times)) continue;
        uint32_t base = factor + static_cast<uint32_t>(times.size());
        if (StartsWithAt(text_, base, " ")) ++base;
        if (!StartsWithAt(text_, base, "10^")) continue;
        ten = true;
        at = base + 2;
      }
      if (at >= text_.size() || text_[at] != '^') return false;
      ++at;
    }
    const bool negative = at < text_.size() && text_[at] == '-';
    if (at < text_.size() && (text_[at] == '-' || text_[at] == '+')) ++at;
    Decimal exponent;
    bool plain = false;
    const uint32_t stop = ReadDigitLiteral(text_, at, &exponent, &plain);
    const auto power = stop > 0 ? exponent.ToInt() : std::nullopt;
    if (!power || *power > 300 || (stop < text_.size() && IsLatinLetter(CharAt(text_, stop))))
      return false;
    const int signed_power = static_cast<int>(negative ? -*power : *power);
    std::optional<Decimal> result;
    if (scientific || ten) {
      result = value->Shifted(signed_power);
      if (!result) result = FromDouble(value->ToDouble() * std::pow(10.0, signed_power));
    } else {
      // The sign belongs to the base, and is put on again behind.
      const double base = minus ? -value->ToDouble() : value->ToDouble();
      const double raised = std::pow(base, signed_power);
      result = FromDouble(minus ? -raised : raised);
    }
    if (!result) return false;
    *value = *result;
    *end = stop;
    return true;
  }

  // 2/10; but not 1/2/2020.
  bool Slash(uint32_t* end, Decimal* value) const {
    const uint32_t at = *end;
    Decimal under;
    bool plain = false;
    if (at >= text_.size() || text_[at] != '/' || !value->IsInteger()) return false;
    const uint32_t stop = ReadDigitLiteral(text_, at + 1, &under, &plain);
    if (stop == 0 || !plain || under == Decimal(0) || StartsWithAt(text_, stop, "/")) return false;
    uint32_t begin = at;
    while (begin > 0 && IsDigitAt(text_, begin - 1)) --begin;
    if (begin > 1 && (text_[begin - 1] == '/' || text_[begin - 1] == '-') &&
        IsDigitAt(text_, begin - 2)) {
      return false;
    }
    const auto quotient = value->DividedBy(under, kFractionDigits, nullptr);
    if (!quotient) return false;
    *value = *quotient;
    *end = stop;
    return true;
  }

  // 10k, 1,674.5 G, 2mil, 3 dozen, 13 lakh.
  bool Scale(uint32_t* end, Decimal* value) const {
    uint32_t at = *end;
    while (at < text_.size() && text_[at] == ' ' && at < *end + 2) ++at;
    const uint32_t stop = AsciiWordEnd(text_, at);
    const std::string_view word = text_.substr(at, stop - at);
    if (word.empty() || IsLatinLetter(CharAt(text_, stop)) || IsDigitAt(text_, stop)) return false;
    struct Letter {
      std::string_view word;
      int exponent;
      bool apart;  // May stand behind a space.
    };
    constexpr Letter kLetters[] = {
        {"k", 3, true},   {"K", 3, true},   {"m", 6, false},  {"M", 6, true},   {"G", 9, true},
        {"g", 9, false},  {"b", 9, false},  {"B", 9, true},   {"t", 12, false}, {"T", 12, true},
        {"mil", 6, true}, {"mm", 6, false}, {"bn", 9, true},  {"mn", 6, true},  {"tn", 12, true},
        {"mln", 6, true}, {"bln", 9, true}, {"trn", 12, true}};
    for (const Letter& letter : kLetters) {
      if (word != letter.word || (at > *end && !letter.apart)) continue;
      const auto scaled = value->Shifted(letter.exponent);
      if (!scaled) return false;
      *value = *scaled;
      *end = stop;
      return true;
    }
    return false;
  }

  // 1 4/3.
  bool Mixed(uint32_t* end, Decimal* value) const {
    uint32_t at = *end;
    while (at < text_.size() && text_[at] == ' ' && at < *end + 2) ++at;
    Decimal part;
    uint32_t part_end = at > *end ? ReadDigitLiteral(text_, at, &part, nullptr) : 0;
    if (!value->IsInteger() || part_end == 0 || !Slash(&part_end, &part)) return false;
    const auto sum = value->Plus(part);
    if (!sum) return false;
    *value = *sum;
    *end = part_end;
    return true;
  }

  std::string_view text_;
};

}  // namespace

DigitMention ReadDigitMention(std::string_view text, uint32_t at, bool minus) {
  return Reader(text).Run(at, minus);
}

}  // namespace factmill
