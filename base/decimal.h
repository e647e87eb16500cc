// Exact decimal numbers.
//
// A figure never passes through binary floating point before the database's
// REAL column: 37.73 billion is 37730000000, not 37729999999.999996.  A Decimal
// is an integer of at most 38 digits and the number of its digits that stand
// after the point.  Every operation is checked: one that would not be exact, or
// would not fit, gives nullopt.
#ifndef FACTMILL_BASE_DECIMAL_H_
#define FACTMILL_BASE_DECIMAL_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace factmill {

class Decimal {
 public:
  Decimal() = default;
  Decimal(int64_t integer) : mantissa_(integer) {}

  // Reads `-?[0-9]+(\.[0-9]+)?`.  nullopt for anything else and for numbers of
  // more than 38 digits.
  static std::optional<Decimal> Parse(std::string_view text);
  // 10 to the power of `exponent`, in [-37, 37]; nullopt outside.
  static std::optional<Decimal> PowerOfTen(int exponent);

  std::optional<Decimal> Plus(Decimal other) const;
  std::optional<Decimal> Minus(Decimal other) const { return Plus(other.Negated()); }
  std::optional<Decimal> Times(Decimal other) const;
  // Times 10^exponent.
  std::optional<Decimal> Shifted(int exponent) const;
  // The quotient rounded half away from zero to `digits` digits after the
  // point.  `exact` (may be null) says whether nothing was rounded off.
  // nullopt if `other` is zero or the quotient does not fit.
  std::optional<Decimal> DividedBy(Decimal other, int digits, bool* exact) const;
  Decimal Negated() const;

  bool negative() const { return mantissa_ < 0; }
  bool IsInteger() const { return scale_ == 0; }
  // The value if it is an integer that fits.
  std::optional<int64_t> ToInt() const;
  // Canonical: no exponent, no trailing zeros after the point, "-0" never.
  std::string ToString() const;
  // For the database's REAL column only.
  double ToDouble() const;

  friend bool operator==(Decimal a, Decimal b) {
    return a.mantissa_ == b.mantissa_ && a.scale_ == b.scale_;
  }
  friend std::strong_ordering operator<=>(Decimal a, Decimal b);

 private:
  __extension__ typedef __int128 Int;
  Decimal(Int mantissa, int scale);  // Drops trailing zeros after the point.

  Int mantissa_ = 0;
  int scale_ = 0;  // Digits after the point; 0 where mantissa_ is 0.
};

}  // namespace factmill

#endif  // FACTMILL_BASE_DECIMAL_H_
