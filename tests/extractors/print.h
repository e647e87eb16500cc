// Numbers and quantities as one line of text, for tables of tests.
#ifndef FACTMILL_TESTS_EXTRACTORS_PRINT_H_
#define FACTMILL_TESTS_EXTRACTORS_PRINT_H_

#include <string>
#include <string_view>

#include "base/fact.h"
#include "extractors/number.h"
#include "extractors/quantity.h"

namespace factmill {

// "3", "3..5", "2000 gt".
inline std::string PrintValue(Decimal low, const std::optional<Decimal>& high, Bound bound) {
  std::string out = low.ToString();
  if (high) out += ".." + high->ToString();
  if (bound != Bound::kExact) out += " " + std::string(BoundName(bound));
  return out;
}

// "两千多=2000 gt".
inline std::string PrintReading(std::string_view text, uint32_t begin, const Reading& r) {
  return std::string(text.substr(begin, r.end - begin)) + "=" +
         PrintValue(r.value, r.high, r.bound);
}

// The numbers of `text` by their longest readings: "5亿=500000000; 3=3".  A vague
// number is "几十万=?", one right behind letters "@20=20".
inline std::string PrintNumbers(std::string_view text) {
  std::string out;
  for (const NumberToken& token : FindNumbers(text)) {
    if (!out.empty()) out += "; ";
    if (token.attached) out += "@";
    if (token.readings.empty()) {
      out += std::string(text.substr(token.begin, token.end - token.begin)) + "=?";
    } else {
      out += PrintReading(text, token.begin, token.readings.front());
    }
  }
  return out;
}

// A quantity's items: "60 million=60000000 + 200 million=200000000".  Of one in doubt it is told,
// and where the words end that decide: "3=3 + 5=5 (from, 4)".
inline std::string PrintQuantity(std::string_view text, const Quantity& quantity) {
  std::string out;
  for (const QuantityItem& item : quantity.items) {
    if (!out.empty()) out += " + ";
    out += std::string(text.substr(item.begin, item.end - item.begin)) + "=" +
           PrintValue(item.value, item.max, item.bound);
  }
  if (quantity.doubt == Doubt::kNone) return out;
  return out + (quantity.doubt == Doubt::kFrom ? " (from, " : " (wide, ") +
         std::to_string(quantity.words_end) + ")";
}

// The quantities of `text`, each the longest where it begins, none inside another.
inline std::string PrintQuantities(std::string_view text) {
  const auto tokens = FindNumbers(text);
  std::string out;
  uint32_t end = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].begin < end) continue;
    const auto quantities = QuantitiesAt(text, tokens, i);
    if (quantities.empty()) continue;
    if (!out.empty()) out += "; ";
    out += PrintQuantity(text, quantities.front());
    end = quantities.front().end;
  }
  return out;
}

}  // namespace factmill

#endif  // FACTMILL_TESTS_EXTRACTORS_PRINT_H_
