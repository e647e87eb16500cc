#include "pipeline/eval.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <unordered_set>
#include <utility>

#include "base/decimal.h"
#include "extractors/edtf.h"

namespace factmill {
namespace {

constexpr std::string_view kArticle = "article";
constexpr std::string_view kNumberRange = "number-range";

// A number as a case writes it: "1,200" and "15%" are read too.
struct Figure {
  std::string text;              // "" for none.
  std::optional<Decimal> value;  // None if the text is no decimal, or too long for one.
  bool two_decimals = false;     // As written: 33.30 has two.
};

Figure ReadFigure(std::string text) {
  std::erase(text, ',');
  while (text.ends_with('%')) text.pop_back();
  Figure figure;
  figure.value = Decimal::Parse(text);
  const size_t point = text.find('.');
  figure.two_decimals = point != text.npos && text.size() - point == 3;
  figure.text = figure.value ? figure.value->ToString() : std::move(text);
  return figure;
}

Figure FigureOf(const std::optional<Decimal>& value) {
  Figure figure;
  if (value) figure.text = value->ToString();
  figure.value = value;
  return figure;
}

Decimal Size(Decimal d) { return d.negative() ? d.Negated() : d; }

// Equal within 1e-9 of the greater one.
bool SameFigure(const Figure& known, const Figure& found, bool percent) {
  if (known.text == found.text) return true;
  if (!known.value || !found.value) return false;
  const auto difference = known.value->Minus(*found.value);
  if (!difference) return false;
  const Decimal distance = Size(*difference);
  const auto scaled = distance.Shifted(9);
  if (scaled && *scaled <= std::max(Size(*known.value), Size(*found.value))) return true;
  return percent && known.two_decimals && distance <= *Decimal(5).Shifted(-3);
}

// One spelling of a unit: compatibility forms such as full-width letters as the
// plain ones, no blanks around.
std::string PlainUnit(const std::string& unit) {
  std::string plain = unit;
  if (auto* folded = utf8proc_NFKC(reinterpret_cast<const utf8proc_uint8_t*>(unit.c_str()))) {
    plain = reinterpret_cast<const char*>(folded);
    std::free(folded);
  }
  const size_t begin = std::min(plain.find_first_not_of(" \t\n"), plain.size());
  return plain.substr(begin, plain.find_last_not_of(" \t\n") + 1 - begin);
}

// What both sides have in common.
struct Claim {
  size_t index = 0;  // In the facts it comes from.
  Kind kind = Kind::kNumber;
  CharRange range;
  Figure value, value_max;
  std::string unit;
  std::set<std::string> units, edtf;  // Any of these.

  // Equal for claims that say the same, wherever they stand.
  std::string Key() const {
    std::string key(KindName(kind));
    for (const std::string* part : {&value.text, &value_max.text, &unit}) key += '\n' + *part;
    for (const std::string& e : edtf) key += '\n' + e;
    return key;
  }
};

void Complete(Claim* claim) {
  claim->unit = PlainUnit(claim->unit);
  if (!claim->unit.empty()) claim->units.insert(claim->unit);
  if (claim->kind == Kind::kPercent && claim->units.empty()) claim->units.insert("%");
}

Claim KnownClaim(const KnownFact& fact, size_t index) {
  Claim claim{index,
              fact.kind,
              fact.range,
              ReadFigure(fact.value),
              ReadFigure(fact.value_max),
              fact.unit,
              {fact.unit_any.begin(), fact.unit_any.end()},
              {}};
  if (!fact.edtf.empty()) claim.edtf.insert(CanonicalEdtf(fact.edtf));
  for (const std::string& edtf : fact.edtf_any) {
    if (!edtf.empty()) claim.edtf.insert(CanonicalEdtf(edtf));
  }
  Complete(&claim);
  return claim;
}

Claim FoundClaim(const Fact& fact, size_t index) {
  const Value& v = fact.value;
  Claim claim{index,
              v.kind,
              {fact.char_start, fact.char_end},
              FigureOf(v.value),
              FigureOf(v.value_max),
              v.unit,
              {},
              {}};
  if (!v.edtf.empty()) claim.edtf.insert(CanonicalEdtf(v.edtf));
  Complete(&claim);
  return claim;
}

bool Meet(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) { return b.contains(x); });
}

bool Overlap(CharRange a, CharRange b) { return a.start < b.end && b.start < a.end; }

bool SameMeaning(const Claim& known, const Claim& found) {
  if (known.kind != found.kind) return false;
  if (known.kind == Kind::kDate) {
    return (known.edtf.empty() && found.edtf.empty()) || Meet(known.edtf, found.edtf);
  }
  const bool percent = known.kind == Kind::kPercent;
  if (!SameFigure(known.value, found.value, percent) ||
      !SameFigure(known.value_max, found.value_max, percent)) {
    return false;
  }
  const bool has_unit = percent || known.kind == Kind::kMoney || known.kind == Kind::kMeasure;
  return !has_unit || known.units.empty() || Meet(known.units, found.units);
}

bool SameFact(const Claim& known, const Claim& found) {
  return SameMeaning(known, found) && Overlap(known.range, found.range);
}

// A largest one-to-one matching, by augmenting paths (Kuhn).  Which of several
// it is depends on the order of the claims and on nothing else.
class Matching {
 public:
  using Same = bool (*)(const Claim& known, const Claim& found);

  Matching(const std::vector<Claim>& known, const std::vector<Claim>& found, Same same)
      : known_(known), found_(found), same_(same), partner_(found.size()) {
    for (size_t i = 0; i < known.size(); ++i) {
      seen_.assign(found.size(), false);
      size_ += Place(i);
    }
  }

  size_t size() const { return size_; }
  // The known claim, by position, that the `j`-th found one is matched with.
  std::optional<size_t> PartnerOf(size_t j) const { return partner_[j]; }

 private:
  bool Place(size_t i) {
    for (size_t j = 0; j < found_.size(); ++j) {
      if (seen_[j] || !same_(known_[i], found_[j])) continue;
      seen_[j] = true;
      if (partner_[j] && !Place(*partner_[j])) continue;
      partner_[j] = i;
      return true;
    }
    return false;
  }

  const std::vector<Claim>& known_;
  const std::vector<Claim>& found_;
  Same same_;
  size_t size_ = 0;
  std::vector<std::optional<size_t>> partner_;
  std::vector<bool> seen_;
};

// The first of those that say the same.
std::vector<Claim> Distinct(const std::vector<Claim>& claims) {
  std::unordered_set<std::string> keys;
  std::vector<Claim> distinct;
  for (const Claim& claim : claims) {
    if (keys.insert(claim.Key()).second) distinct.push_back(claim);
  }
  return distinct;
}

// Whether a found claim that is not right is left out of account.
bool IsNeutral(const Claim& found, const EvalCase& c) {
  const auto meets = [&](CharRange range) { return Overlap(range, found.range); };
  return std::any_of(c.ignore.begin(), c.ignore.end(), meets) &&
         std::none_of(c.facts.begin(), c.facts.end(),
                      [&](const KnownFact& fact) { return meets(fact.range); });
}

bool Passes(const EvalCase& c, const std::vector<Claim>& known, const std::vector<Claim>& found) {
  const std::vector<Claim> distinct_known = Distinct(known), distinct_found = Distinct(found);
  const Matching matching(distinct_known, distinct_found, SameMeaning);
  if (matching.size() < distinct_known.size()) return false;
  for (size_t j = 0; j < distinct_found.size(); ++j) {
    if (!matching.PartnerOf(j) && !IsNeutral(distinct_found[j], c)) return false;
  }
  return true;
}

std::optional<double> Ratio(int part, int whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / whole;
}

}  // namespace

bool IsCaseKind(std::string_view kind) {
  return kind == kArticle || kind == kNumberRange || KindFromName(kind).has_value();
}

std::optional<Kind> KindUnderTest(std::string_view case_kind) {
  return case_kind == kNumberRange ? Kind::kNumber : KindFromName(case_kind);
}

bool NeedsAllMentions(std::string_view case_kind) {
  const auto kind = KindUnderTest(case_kind);
  return kind == Kind::kNumber || kind == Kind::kOrdinal;
}

CaseScore ScoreCase(const EvalCase& c, const std::vector<Fact>& found_facts) {
  const std::optional<Kind> only = KindUnderTest(c.kind);
  std::vector<Claim> known, found;
  for (size_t i = 0; i < c.facts.size(); ++i) known.push_back(KnownClaim(c.facts[i], i));
  for (size_t i = 0; i < found_facts.size(); ++i) {
    if (!only || found_facts[i].value.kind == *only) {
      found.push_back(FoundClaim(found_facts[i], i));
    }
  }
  CaseScore score;
  score.passed = Passes(c, known, found);
  const Matching matching(known, found, SameFact);
  std::vector<bool> is_right(known.size());
  for (size_t j = 0; j < found.size(); ++j) {
    if (const auto i = matching.PartnerOf(j)) {
      is_right[*i] = true;
      score.right.push_back(known[*i].index);
      score.confirmed.push_back(found[j].index);
    } else if (!IsNeutral(found[j], c)) {
      score.spurious.push_back(found[j].index);
    }
  }
  for (const Claim& claim : known) {
    if (!is_right[claim.index]) score.missed.push_back(claim.index);
  }
  return score;
}

std::optional<double> EvalRow::Precision() const { return Ratio(right, found); }
std::optional<double> EvalRow::Recall() const { return Ratio(right, gold); }
std::optional<double> EvalRow::F1() const { return Ratio(2 * right, found + gold); }

EvalRow& EvalTable::Row(const EvalCase& c, const std::string& kind) {
  EvalRow& row = rows_[{c.suite, c.lang, kind}];
  row.suite = c.suite;
  row.lang = c.lang;
  row.kind = kind;
  return row;
}

void EvalTable::Add(const EvalCase& c, const std::vector<Fact>& found, const CaseScore& score) {
  EvalRow& whole = Row(c, c.kind);
  ++whole.cases;
  whole.passed += score.passed;
  // A fact counts in its case's row, and of an article in that of its kind too.
  const auto count = [&](Kind kind, int EvalRow::*field) {
    ++(whole.*field);
    if (c.kind == kArticle) ++(Row(c, c.kind + ":" + std::string(KindName(kind))).*field);
  };
  for (const KnownFact& fact : c.facts) count(fact.kind, &EvalRow::gold);
  for (size_t i : score.right) count(c.facts[i].kind, &EvalRow::right);
  if (c.kind == kArticle) {
    for (size_t i = 0; i < score.right.size(); ++i)
      AddAttribution(c, c.facts[score.right[i]], found[score.confirmed[i]]);
  }
  for (const auto* indices : {&score.confirmed, &score.spurious}) {
    for (size_t i : *indices) count(found[i].value.kind, &EvalRow::found);
  }
}

void EvalTable::AddAttribution(const EvalCase& c, const KnownFact& known, const Fact& found) {
  if (known.kind == Kind::kDate) return;
  const auto add = [&](const char* role, const std::vector<std::string>& any,
                       const std::string& told) {
    AttributionRow& row = attribution_[{c.suite, c.lang, role}];
    row.suite = c.suite;
    row.lang = c.lang;
    row.role = role;
    const bool right = std::any_of(
        any.begin(), any.end(), [&](const std::string& words) { return AlikeWords(words, told); });
    row.known += !any.empty();
    row.right += right;
    row.told += !told.empty();
    row.hit += right;
  };
  add("metric", known.metric, found.metric);
  add("subject", known.subject, found.subject);
}

std::vector<AttributionRow> EvalTable::Attribution() const {
  const bool any = std::any_of(attribution_.begin(), attribution_.end(),
                               [](const auto& row) { return row.second.known > 0; });
  std::vector<AttributionRow> rows;
  if (!any) return rows;
  for (const auto& [key, row] : attribution_) rows.push_back(row);
  return rows;
}

std::optional<double> AttributionRow::Accuracy() const { return Ratio(right, known); }
std::optional<double> AttributionRow::Precision() const { return Ratio(hit, told); }

std::vector<EvalRow> EvalTable::Rows() const {
  std::vector<EvalRow> rows;
  for (const auto& [key, row] : rows_) rows.push_back(row);
  return rows;
}

EvalRow EvalTable::Total() const {
  EvalRow total;
  for (const auto& [key, row] : rows_) {
    if (row.cases == 0) continue;
    total.cases += row.cases;
    total.passed += row.passed;
    total.gold += row.gold;
    total.found += row.found;
    total.right += row.right;
  }
  return total;
}

}  // namespace factmill
