// What factmill finds: figures with their meaning and their place.
#ifndef FACTMILL_BASE_FACT_H_
#define FACTMILL_BASE_FACT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/span.h"

namespace factmill {

// The names (KindName) are part of the public interface.
enum class Kind { kMoney, kCount, kPercent, kMeasure, kDate, kNumber, kOrdinal };
constexpr int kKinds = 7;

// How the text hedges a figure.  A range is exact, with value and value_max.
enum class Bound { kExact, kAbout, kGreater, kLess };
// The bound on the other side: of "more than" that of "not more than".
constexpr Bound Turned(Bound bound) {
  return bound == Bound::kGreater ? Bound::kLess : bound == Bound::kLess ? Bound::kGreater : bound;
}

// "money", "count", "percent", "measure", "date", "number", "ordinal".
std::string_view KindName(Kind kind);
std::optional<Kind> KindFromName(std::string_view name);
// "exact", "about", "gt", "lt".
std::string_view BoundName(Bound bound);
std::optional<Bound> BoundFromName(std::string_view name);

// The meaning of a figure.
struct Value {
  Kind kind = Kind::kNumber;
  std::optional<Decimal> value;      // Fully scaled; absent for dates.  A range's low end.
  std::optional<Decimal> value_max;  // A range's high end.
  bool inexact = false;              // A rounded fraction, such as one third.
  std::string unit;  // ISO 4217, "%", "pp", a code of `units`, a counted noun; "" for none.
  Bound bound = Bound::kExact;
  std::string edtf;        // Dates only: EDTF, or an ISO 8601 duration.
  std::string date_start;  // First and last day of `edtf`, ISO 8601, where it fixes them;
  std::string date_end;    // "" where open or a duration.

  bool operator==(const Value&) const = default;
};

// The words that gave a fact its metric, subject, period, status, change or base.
struct Attribute {
  std::string role;         // "metric", "subject", "period", "status", "change", "base".
  std::string words;        // As they stand in the article at `span`.
  std::string canonical;    // What they mean; "" where no rule file says.
  ArticleSpan span;         // Bytes of the article's text.
  uint32_t char_start = 0;  // The same, in code points.
  uint32_t char_end = 0;
  std::string rule;  // Id of the rule that said so.

  // In one word: of a metric its id, "registered_capital".
  const std::string& Meaning() const { return canonical.empty() ? words : canonical; }
};

// How a fact relates to another of the same article.
struct Link {
  std::string relation;  // "part_of", "share_of", "conversion", "compared", "respectively".
  size_t other = 0;      // Index of the other fact among the article's.
  std::string rule;      // Id of the rule that said so.
};

// A figure in an article: a mention that won over its rivals.
struct Fact {
  Value value;
  ArticleSpan span;         // Bytes of the article's text.
  uint32_t char_start = 0;  // The same, in code points.
  uint32_t char_end = 0;
  std::string quote;                // The article's text at `span`.
  PayloadSpan bytes;                // Bounds the quote in the payload.
  std::vector<PayloadSpan> pieces;  // The payload bytes of the quote, in order; one
                                    // piece unless something not of the quote lies between.
  std::string rule;                 // Id of the rule that found it.
  std::string metric, subject, period, status;  // "" where not stated.
  std::string change;       // "increase", "decrease" where the figure is one; "" for a level.
  std::string change_base;  // Of a change: "yoy", "mom", "other"; "" where not stated.
  std::vector<Attribute> attributes;  // Why: at most one a role, by role.
  std::vector<Link> links;            // By relation, then the other's index.

  // The column that `role` fills; null for no such role.
  std::string* Column(std::string_view role);
};

// Something a person should know about an article's figures.
struct Warning {
  std::string message;      // One sentence.
  uint32_t char_start = 0;  // Code points of the article's text it is about, half-open.
  uint32_t char_end = 0;
};

}  // namespace factmill

#endif  // FACTMILL_BASE_FACT_H_
