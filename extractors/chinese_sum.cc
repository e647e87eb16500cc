#include "extractors/chinese_sum.h"

#include <algorithm>

namespace factmill {
namespace {

constexpr size_t kMostTerms = 20;

}  // namespace

bool ChineseSum::Multiply(int exponent) {
  if (terms.size() >= kMostTerms) return false;
  Term term{0, 0, exponent, pending && pending->literal};
  const auto add = [&](Decimal low, Decimal high) {
    const auto a = term.low.Plus(low), b = term.high.Plus(high);
    if (a) term.low = *a;
    if (b) term.high = *b;
    return a && b;
  };
  if (pending && !add(pending->low, pending->high)) return false;
  size_t kept = terms.size();
  if (exponent >= kBig) {
    // 亿亿 and 万万 multiply, too.
    if (!pending && kept > 0 && terms.back().exponent == exponent) {
      term.exponent = 2 * exponent;
    }
    for (; kept > 0 && terms[kept - 1].exponent < term.exponent; --kept) {
      const Term& smaller = terms[kept - 1];
      term.literal |= smaller.literal;
      if (!add(smaller.low, smaller.high)) return false;
    }
    // 万亿 is one scale of 10^12.
    if (!pending && kept + 1 == terms.size() && terms.back().exponent >= 2) {
      big_exponent = tail_exponent >= kBig ? tail_exponent + exponent : exponent;
      tail_exponent += exponent;
    } else {
      big_exponent = exponent;
      tail_exponent = exponent;
    }
  } else {
    tail_exponent = exponent;
  }
  const auto factor = Decimal::PowerOfTen(exponent);
  const auto low = term.low.Times(*factor), high = term.high.Times(*factor);
  if (!low || !high) return false;
  term.low = *low;
  term.high = *high;
  terms.Truncate(kept);
  terms.push_back(term);
  pending.reset();
  return true;
}

bool ChineseSum::Add(Decimal value, int exponent) {
  if (terms.size() >= kMostTerms) return false;
  terms.push_back({value, value, exponent, false});
  return true;
}

std::optional<std::pair<Decimal, Decimal>> ChineseSum::Total() const {
  Decimal low = 0, high = 0;
  const auto add = [&](Decimal a, Decimal b) {
    const auto x = low.Plus(a), y = high.Plus(b);
    if (x) low = *x;
    if (y) high = *y;
    return x && y;
  };
  for (const Term& term : terms) {
    if (!add(term.low, term.high)) return std::nullopt;
  }
  if (pending) {
    Decimal a = pending->low, b = pending->high;
    if (IsColloquial()) {  // 三万五 is 35000.
      const auto shifted_a = a.Shifted(terms.back().exponent - 1);
      const auto shifted_b = b.Shifted(terms.back().exponent - 1);
      if (!shifted_a || !shifted_b) return std::nullopt;
      a = *shifted_a;
      b = *shifted_b;
    }
    if (!add(a, b)) return std::nullopt;
  }
  return std::make_pair(low, high);
}

bool ChineseSum::IsColloquial() const {
  return pending && !terms.empty() && terms.back().exponent >= 2 && !terms.back().literal &&
         !pending->literal && !pending->after_zero && !pending->decimal;
}

bool ChineseSum::BeginsAnother(int unit) const {
  if (terms.empty()) return false;
  if (unit >= kBig) {
    return std::any_of(terms.begin(), terms.end(),
                       [&](const Term& term) { return term.exponent == unit; });
  }
  const Term& last = terms.back();
  return last.exponent < kBig && unit >= last.exponent &&
         !(last.exponent == 1 && last.low == Decimal(10));
}

bool ChineseSum::IsScaled() const {
  return !pending && !terms.empty() && terms.back().exponent >= 2;
}

Decimal ChineseSum::Scale() const {
  return pending || terms.empty() ? Decimal(1) : *Decimal::PowerOfTen(tail_exponent);
}

Decimal ChineseSum::BigScale() const {
  const Decimal scale = Scale();
  return scale == Decimal(1) || big_exponent == 0 ? scale : *Decimal::PowerOfTen(big_exponent);
}

}  // namespace factmill
