#include "base/decimal.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace factmill {
namespace {

__extension__ typedef __int128 Int;

constexpr int kMaxDigits = 38;

// 10^0 .. 10^38 all fit a signed 128-bit integer (10^38 < 2^127).
constexpr auto kPowers = [] {
  std::array<Int, kMaxDigits + 1> powers{1};
  for (int i = 1; i <= kMaxDigits; ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();
Int TenTo(int exponent) { return kPowers[exponent]; }

// 10^38 - 1: the largest mantissa.
bool Fits(Int value) { return -kPowers[kMaxDigits] < value && value < kPowers[kMaxDigits]; }

bool IsSmall(Int value) { return value == static_cast<int64_t>(value); }

std::optional<Int> Multiply(Int a, Int b) {
  if (IsSmall(a) && IsSmall(b)) return a * b;  // 2^126 < 10^38.
  Int product;
  if (__builtin_mul_overflow(a, b, &product) || !Fits(product)) return std::nullopt;
  return product;
}

}  // namespace

Decimal::Decimal(Int mantissa, int scale) : mantissa_(mantissa), scale_(scale) {
  if (scale_ > 0 && IsSmall(mantissa_)) {  // Division by 128 bits is slow.
    int64_t small = static_cast<int64_t>(mantissa_);
    for (; scale_ > 0 && small % 10 == 0; --scale_) small /= 10;
    mantissa_ = small;
    return;
  }
  while (scale_ > 0 && mantissa_ % 10 == 0) {
    mantissa_ /= 10;
    --scale_;
  }
}

std::optional<Decimal> Decimal::Parse(std::string_view text) {
  const bool minus = !text.empty() && text.front() == '-';
  if (minus) text.remove_prefix(1);
  Int mantissa = 0;
  int scale = 0, digits = 0;
  bool point = false, digit_last = false;
  for (char c : text) {
    if (c == '.') {
      if (point || !digit_last) return std::nullopt;
      point = true;
      digit_last = false;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    digit_last = true;
    if (mantissa != 0 || c != '0') ++digits;
    if (digits > kMaxDigits || (point && scale == kMaxDigits)) return std::nullopt;
    mantissa = mantissa * 10 + (c - '0');
    if (point) ++scale;
  }
  if (!digit_last) return std::nullopt;
  return Decimal(minus ? -mantissa : mantissa, scale);
}

std::optional<Decimal> Decimal::PowerOfTen(int exponent) {
  if (exponent < -37 || exponent > 37) return std::nullopt;
  return exponent >= 0 ? Decimal(TenTo(exponent), 0) : Decimal(Int{1}, -exponent);
}

std::optional<Decimal> Decimal::Plus(Decimal other) const {
  const int scale = std::max(scale_, other.scale_);
  const auto a = Multiply(mantissa_, TenTo(scale - scale_));
  const auto b = Multiply(other.mantissa_, TenTo(scale - other.scale_));
  Int sum;
  if (!a || !b || __builtin_add_overflow(*a, *b, &sum) || !Fits(sum)) return std::nullopt;
  return Decimal(sum, scale);
}

std::optional<Decimal> Decimal::Times(Decimal other) const {
  const auto product = Multiply(mantissa_, other.mantissa_);
  if (!product || scale_ + other.scale_ > kMaxDigits) return std::nullopt;
  return Decimal(*product, scale_ + other.scale_);
}

std::optional<Decimal> Decimal::Shifted(int exponent) const {
  const auto power = PowerOfTen(exponent);
  return power ? Times(*power) : std::nullopt;
}

std::optional<Decimal> Decimal::DividedBy(Decimal other, int digits, bool* exact) const {
  if (other.mantissa_ == 0 || digits < 0 || digits > kMaxDigits) return std::nullopt;
  // mantissa_/10^s1 / (m2/10^s2) = mantissa_ * 10^(s2 - s1 + digits) / m2, at `digits`.
  const int shift = other.scale_ - scale_ + digits;
  if (shift > kMaxDigits || -shift > kMaxDigits) return std::nullopt;
  const auto top = Multiply(mantissa_, TenTo(std::max(shift, 0)));
  const auto bottom = Multiply(other.mantissa_, TenTo(std::max(-shift, 0)));
  if (!top || !bottom) return std::nullopt;
  Int quotient = *top / *bottom;
  const Int rest = *top % *bottom;
  if (exact != nullptr) *exact = rest == 0;
  const Int size = rest < 0 ? -rest : rest;
  const Int half = *bottom < 0 ? -*bottom : *bottom;
  if (size >= half - size) quotient += ((*top < 0) == (*bottom < 0)) ? 1 : -1;
  if (!Fits(quotient)) return std::nullopt;
  return Decimal(quotient, digits);
}

Decimal Decimal::Negated() const { return Decimal(-mantissa_, scale_); }

std::optional<int64_t> Decimal::ToInt() const {
  if (scale_ != 0 || mantissa_ > INT64_MAX || mantissa_ < INT64_MIN) return std::nullopt;
  return static_cast<int64_t>(mantissa_);
}

std::string Decimal::ToString() const {
  if (scale_ == 0 && mantissa_ >= INT64_MIN && mantissa_ <= INT64_MAX) {
    return std::to_string(static_cast<int64_t>(mantissa_));
  }
  std::string digits;
  Int rest = mantissa_ < 0 ? -mantissa_ : mantissa_;
  for (; rest > INT64_MAX; rest /= 10) {
    digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
  }
  uint64_t low = static_cast<uint64_t>(rest);  // A division of 128 bits is slow.
  do {
    digits.push_back(static_cast<char>('0' + low % 10));
    low /= 10;
  } while (low != 0);
  while (digits.size() <= static_cast<size_t>(scale_)) digits.push_back('0');
  std::reverse(digits.begin(), digits.end());
  if (scale_ > 0) digits.insert(digits.size() - scale_, 1, '.');
  return mantissa_ < 0 ? "-" + digits : digits;
}

double Decimal::ToDouble() const {
  const std::string text = ToString();
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);  // Whatever the locale.
  return value;
}

std::strong_ordering operator<=>(Decimal a, Decimal b) {
  if (a.scale_ == b.scale_) return a.mantissa_ <=> b.mantissa_;
  if ((a.mantissa_ < 0) != (b.mantissa_ < 0)) {
    return a.mantissa_ < 0 ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  // Compare integer parts first, so that aligning the scales cannot overflow.
  const Int whole_a = a.mantissa_ / TenTo(a.scale_), whole_b = b.mantissa_ / TenTo(b.scale_);
  if (whole_a != whole_b) return whole_a <=> whole_b;
  const int scale = std::max(a.scale_, b.scale_);
  const Int part_a = a.mantissa_ % TenTo(a.scale_) * TenTo(scale - a.scale_);
  const Int part_b = b.mantissa_ % TenTo(b.scale_) * TenTo(scale - b.scale_);
  return part_a <=> part_b;
}

}  // namespace factmill
