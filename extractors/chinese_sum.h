// The value of a Chinese numeral while it is read: a sum of terms, each a digit (or a digit
// literal) times its unit.  A unit takes in all terms before it that are smaller: 一万五千亿 is
// (10000 + 5000) * 10^8.
//
// Of 三五百 and 十几 both ends are kept, low and high; else they are equal.
#ifndef FACTMILL_EXTRACTORS_CHINESE_SUM_H_
#define FACTMILL_EXTRACTORS_CHINESE_SUM_H_

#include <optional>
#include <utility>

#include "base/decimal.h"
#include "base/small_vector.h"

namespace factmill {

struct ChineseSum {
  // An exponent from which on a unit multiplies all that stands before it: that of 万.
  static constexpr int kBig = 4;

  struct Term {
    Decimal low, high;
    int exponent;  // Of its unit: 10^exponent.
    bool literal;  // Written in ASCII digits.
  };
  // A digit that still waits for its unit.
  struct Pending {
    Decimal low, high;
    bool literal = false;
    bool after_zero = false;
    bool decimal = false;
  };

  // Takes in a unit: what waits for it, and all terms that are smaller.  False, and no term
  // changes, if that is too much.
  bool Multiply(int exponent);
  // Takes in a term without a digit before it: 廿.  False if there are too many.
  bool Add(Decimal value, int exponent);

  // Low and high; none if it is too much.
  std::optional<std::pair<Decimal, Decimal>> Total() const;

  // Does a number of its own begin with a digit before this unit?  三万五万, 一千两千: it is not
  // below the last one; but 十三十四 is 13 and 14.
  bool BeginsAnother(int exponent) const;
  // Does what waits stand for the unit that comes next below: 三万五?
  bool IsColloquial() const;
  // Does it end with a unit from 百 on?
  bool IsScaled() const;
  // What the units at its end make together, 10^12 in 2.5万亿; their part from 万 on.  1 for none.
  Decimal Scale() const;
  Decimal BigScale() const;

  SmallVector<Term, 4> terms;
  std::optional<Pending> pending;
  int tail_exponent = 0, big_exponent = 0;  // Of Scale() and BigScale(), once there are terms.
};

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_CHINESE_SUM_H_
