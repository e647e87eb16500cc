#include "pipeline/eval.h"

#include <catch2/catch.hpp>
#include <sstream>

namespace factmill {
namespace {

// Facts are written "money 100..200 CNY @3-8; date 2021|2021-05 @9-12": kind, value
// or EDTF, unit or nothing, place.  What stands after a | is right too; - is no value.
struct Case {
  const char* name;
  const char* kind;
  const char* known;
  const char* found;
  // "pass" or "fail", k0=f1 for known fact 0 that found fact 1 is right about, -k0 for a
  // miss, +f0 for a found fact that should not be.
  const char* result;
  const char* ignore = "";  // "3-8; 10-12"
};

const Case kUnits[] = {
    {"the same", "money", "money 100 CNY @0-3", "money 100 CNY @0-3", "pass k0=f0"},
    {"another currency", "money", "money 100 CNY @0-3", "money 100 USD @0-3", "fail -k0 +f0"},
    {"no currency found", "money", "money 100 CNY @0-3", "money 100 @0-3", "fail -k0 +f0"},
    {"no currency known", "money", "money 100 @0-3", "money 100 USD @0-3", "pass k0=f0"},
    {"one of several", "money", "money 100 CHF|FRF @0-3", "money 100 FRF @0-3", "pass k0=f0"},
    {"none of several", "money", "money 100 CHF|FRF @0-3", "money 100 XAF @0-3", "fail -k0 +f0"},
    {"full-width letters", "money", "money 100 ＵＳＤ @0-3", "money 100 USD @0-3", "pass k0=f0"},
    {"a measure's unit", "measure", "measure 1 MW @0-3", "measure 1000 kW @0-3", "fail -k0 +f0"},
    {"a count's noun", "count", "count 3 firm @0-1", "count 3 company @0-1", "pass k0=f0"},
    {"a number's unit", "number", "number 3 times @0-1", "number 3 @0-1", "pass k0=f0"},
    {"percent by default", "percent", "percent 5 @0-2", "percent 5 % @0-2", "pass k0=f0"},
    {"points are not percent", "percent", "percent 5 pp @0-2", "percent 5 % @0-2", "fail -k0 +f0"},
    {"percent is not points", "percent", "percent 5 @0-2", "percent 5 pp @0-2", "fail -k0 +f0"},
};

const Case kValues[] = {
    {"another value", "money", "money 100 CNY @0-3", "money 101 CNY @0-3", "fail -k0 +f0"},
    {"zeros at the end", "money", "money 1.50 CNY @0-3", "money 1.5 CNY @0-3", "pass k0=f0"},
    {"separators", "money", "money 1,200 CNY @0-5", "money 1200 CNY @0-5", "pass k0=f0"},
    {"a sign", "number", "number -5 @0-2", "number 5 @0-2", "fail -k0 +f0"},
    {"zero", "number", "number 0 @0-1", "number 0 @0-1", "pass k0=f0"},
    {"within 1e-9", "number", "number 1000000000 @0-1", "number 1000000001 @0-1", "pass k0=f0"},
    {"beyond 1e-9", "number", "number 100000000 @0-1", "number 100000001 @0-1", "fail -k0 +f0"},
    {"a value against none", "number", "number 5 @0-1", "number - @0-1", "fail -k0 +f0"},
    {"none against a value", "number", "number - @0-1", "number 5 @0-1", "fail -k0 +f0"},
    {"more digits than a decimal holds", "number",
     "number 1234567890123456789012345678901234567890 @0-9", "number 12345678901234567890 @0-9",
     "fail -k0 +f0"},
    {"a range", "money", "money 2..3 CNY @0-3", "money 2..3 CNY @0-3", "pass k0=f0"},
    {"a range's other end", "money", "money 2..3 CNY @0-3", "money 2..4 CNY @0-3", "fail -k0 +f0"},
    {"a range against a value", "money", "money 2..3 CNY @0-3", "money 2 CNY @0-3", "fail -k0 +f0"},
    {"a value against a range", "money", "money 2 CNY @0-3", "money 2..3 CNY @0-3", "fail -k0 +f0"},
    {"up to", "number", "number ..3 @0-3", "number ..3 @0-3", "pass k0=f0"},
    {"up to is not at least", "number", "number ..3 @0-3", "number 3 @0-3", "fail -k0 +f0"},
    {"a third", "percent", "percent 33.33 @0-2", "percent 33.3333333333333 % @0-2", "pass k0=f0"},
    {"two thirds", "percent", "percent 66.67 @0-2", "percent 66.6666666666667 % @0-2",
     "pass k0=f0"},
    {"half a hundredth off", "percent", "percent 33.33 @0-2", "percent 33.335 % @0-2",
     "pass k0=f0"},
    {"more than that off", "percent", "percent 33.33 @0-2", "percent 33.336 % @0-2",
     "fail -k0 +f0"},
    {"two decimals as written", "percent", "percent 33.30 @0-2", "percent 33.303 % @0-2",
     "pass k0=f0"},
    {"one decimal", "percent", "percent 33.3 @0-2", "percent 33.303 % @0-2", "fail -k0 +f0"},
    {"both ends of a range", "percent", "percent 33.33..66.67 @0-2",
     "percent 33.3333333333333..66.6666666666667 % @0-2", "pass k0=f0"},
    {"only percentages", "number", "number 33.33 @0-2", "number 33.3333333333333 @0-2",
     "fail -k0 +f0"},
    {"the known one is the rounded one", "percent", "percent 33.3333333333333 @0-2",
     "percent 33.33 % @0-2", "fail -k0 +f0"},
};

const Case kDates[] = {
    {"a quarter is its months", "date", "date 2021-33 @0-4", "date 2021-01/2021-03 @0-4",
     "pass k0=f0"},
    {"a day is not its month", "date", "date 2021-05 @0-4", "date 2021-05-12 @0-4", "fail -k0 +f0"},
    {"lengths", "date", "date P1Y @0-4", "date P12M @0-4", "pass k0=f0"},
    {"a length is no year", "date", "date P1Y @0-4", "date 2021 @0-4", "fail -k0 +f0"},
    {"open is not closed", "date", "date ../2023 @0-4", "date 2023 @0-4", "fail -k0 +f0"},
    {"one of several", "date", "date 2021-05|2021-06 @0-4", "date 2021-06-01/2021-06-30 @0-4",
     "pass k0=f0"},
    {"none of several", "date", "date 2021-05|2021-06 @0-4", "date 2021-07 @0-4", "fail -k0 +f0"},
    {"what has no days", "date", "date XXXX-09-03 @0-4", "date XXXX-09-03 @0-4", "pass k0=f0"},
    {"nothing against something", "date", "date - @0-4", "date 2021 @0-4", "fail -k0 +f0"},
    {"nothing on either side", "date", "date - @0-4", "date - @0-4", "pass k0=f0"},
};

const Case kPlaces[] = {
    {"overlapping is enough", "money", "money 1 CNY @0-4", "money 1 CNY @3-9", "pass k0=f0"},
    {"elsewhere: it passes and is not right", "money", "money 1 CNY @0-4", "money 1 CNY @5-9",
     "pass -k0 +f0"},
    {"side by side is elsewhere", "money", "money 1 CNY @0-4", "money 1 CNY @4-9", "pass -k0 +f0"},
};

const Case kKinds[] = {
    {"other kinds are left aside", "money", "money 1 CNY @0-4",
     "date 2021 @5-9; money 1 CNY @0-4; count 3 firm @10-12", "pass k0=f1"},
    {"in an article none is", "article", "money 1 CNY @0-4",
     "date 2021 @5-9; money 1 CNY @0-4; count 3 firm @10-12", "fail k0=f1 +f0 +f2"},
    {"kinds differ", "article", "count 5 yuan @0-4", "number 5 @0-4", "fail -k0 +f0"},
    {"a range of numbers", "number-range", "number 2..3 @0-4", "number 2..3 @0-4; date 2 @0-1",
     "pass k0=f0"},
    {"known facts of another kind count", "money", "money 1 CNY @0-4; date 2021 @5-9",
     "money 1 CNY @0-4; date 2021 @5-9", "fail k0=f0 -k1"},
    {"ordinals", "ordinal", "ordinal 2 @0-3", "number 2 @0-3; ordinal 2 @0-3", "pass k0=f1"},
};

const Case kIgnored[] = {
    {"on neutral ground", "money", "", "money 1 CNY @5-9", "pass", "8-12"},
    {"beside it", "money", "", "money 1 CNY @5-8", "fail +f0", "8-12"},
    {"on it and on a known fact", "money", "money 1 CNY @0-6", "money 2 CNY @5-9", "fail -k0 +f0",
     "8-12"},
    {"on it and right", "money", "money 1 CNY @0-9", "money 1 CNY @5-9", "pass k0=f0", "8-12"},
    {"on it and on a fact that another is right about", "article", "money 1 CNY @0-9",
     "money 1 CNY @0-4; count 3 firm @5-9", "fail k0=f0 +f1", "8-12"},
    {"on the second of two", "article", "", "count 3 firm @5-9", "pass", "0-2; 6-7"},
    // A known fact of a kind that is not asked for holds its ground all the same.
    {"on it and on a fact of another kind", "money", "date 2021 @5-9", "money 1 CNY @5-9",
     "fail -k0 +f0", "8-12"},
    {"to pass, the first of those that say the same", "money", "",
     "money 1 CNY @8-9; money 1 CNY @0-4", "pass +f1", "8-12"},
};

const Case kMatching[] = {
    {"nothing where nothing is", "money", "", "", "pass"},
    {"something where nothing is", "money", "", "money 1 CNY @0-4", "fail +f0"},
    {"a miss", "money", "money 1 CNY @0-4", "", "fail -k0"},
    {"in any order", "money", "money 1 CNY @0-4; money 2 CNY @5-9",
     "money 2 CNY @5-9; money 1 CNY @0-4", "pass k1=f0 k0=f1"},
    {"found twice", "money", "money 1 CNY @0-4", "money 1 CNY @0-2; money 1 CNY @2-4",
     "pass k0=f0 +f1"},
    {"known twice", "money", "money 1 CNY @0-4; money 1 CNY @5-9", "money 1 CNY @0-4",
     "pass k0=f0 -k1"},
    {"1 and 1.0 are one", "money", "money 1 CNY @0-4; money 1.0 CNY @5-9", "money 1 CNY @0-4",
     "pass k0=f0 -k1"},
    {"a quarter and its months are one", "date", "date 2021-33 @0-4; date 2021-01/2021-03 @5-9",
     "date 2021-33 @0-4", "pass k0=f0 -k1"},
    {"nouns keep counts apart", "count", "count 3 firm @0-4; count 3 town @5-9",
     "count 3 firm @0-4", "fail k0=f0 -k1"},
    {"one that could have two leaves the one that others need", "money",
     "money 1 CNY @0-9; money 1 CNY @0-4", "money 1 CNY @0-3; money 1 CNY @5-8",
     "pass k1=f0 k0=f1"},
    {"a chain of three", "percent", "percent 0.33 @0-9; percent 0.34 @0-9; percent 0.34 @0-3",
     "percent 0.335 % @0-3; percent 0.33 % @5-6; percent 0.34 % @7-8", "fail k2=f0 k0=f1 k1=f2"},
};

std::vector<std::string> Split(const std::string& text, const std::string& separator) {
  std::vector<std::string> pieces;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(separator, at), text.size());
    pieces.push_back(text.substr(at, end - at));
    at = end + separator.size();
  }
  return pieces;
}

CharRange ParseRange(const std::string& text) {
  const auto ends = Split(text, "-");
  return {static_cast<uint32_t>(std::stoul(ends.at(0))),
          static_cast<uint32_t>(std::stoul(ends.at(1)))};
}

// The first alternative; the others go to `*any`.
std::string Alternatives(const std::string& text, std::vector<std::string>* any) {
  auto pieces = Split(text, "|");
  any->assign(pieces.begin() + 1, pieces.end());
  return pieces[0];
}

std::vector<KnownFact> ParseFacts(const std::string& text) {
  std::vector<KnownFact> facts;
  for (const std::string& piece : Split(text, "; ")) {
    const auto words = Split(piece, " ");
    KnownFact fact;
    fact.kind = KindFromName(words.at(0)).value();
    const std::string& value = words.at(1);
    if (value == "-") {
      // None.
    } else if (fact.kind == Kind::kDate) {
      fact.edtf = Alternatives(value, &fact.edtf_any);
    } else {
      const size_t dots = std::min(value.find(".."), value.size());
      fact.value = value.substr(0, dots);
      if (dots < value.size()) fact.value_max = value.substr(dots + 2);
    }
    if (words.size() == 4) fact.unit = Alternatives(words[2], &fact.unit_any);
    fact.range = ParseRange(words.back().substr(1));
    facts.push_back(fact);
  }
  return facts;
}

std::vector<Fact> ParseFound(const std::string& text) {
  std::vector<Fact> facts;
  for (const KnownFact& known : ParseFacts(text)) {
    Fact fact;
    fact.value.kind = known.kind;
    if (!known.value.empty()) fact.value.value = Decimal::Parse(known.value).value();
    if (!known.value_max.empty()) fact.value.value_max = Decimal::Parse(known.value_max).value();
    fact.value.unit = known.unit;
    fact.value.edtf = known.edtf;
    fact.char_start = known.range.start;
    fact.char_end = known.range.end;
    facts.push_back(fact);
  }
  return facts;
}

EvalCase MakeCase(const std::string& kind, const std::string& known,
                  const std::string& ignore = "") {
  EvalCase c;
  c.suite = "hand-made";
  c.lang = "en";
  c.kind = kind;
  c.facts = ParseFacts(known);
  for (const std::string& range : Split(ignore, "; ")) c.ignore.push_back(ParseRange(range));
  return c;
}

std::string Result(const CaseScore& score) {
  std::ostringstream out;
  out << (score.passed ? "pass" : "fail");
  REQUIRE(score.right.size() == score.confirmed.size());
  for (size_t i = 0; i < score.right.size(); ++i) {
    out << " k" << score.right[i] << "=f" << score.confirmed[i];
  }
  for (size_t i : score.missed) out << " -k" << i;
  for (size_t i : score.spurious) out << " +f" << i;
  return out.str();
}

template <size_t N>
void CheckAll(const Case (&cases)[N]) {
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(Result(ScoreCase(MakeCase(c.kind, c.known, c.ignore), ParseFound(c.found))) ==
            c.result);
    }
  }
}

TEST_CASE("units count for money, measures and percentages") { CheckAll(kUnits); }
TEST_CASE("values are equal as decimals, and nearly for fractions") { CheckAll(kValues); }
TEST_CASE("dates are equal by days or length") { CheckAll(kDates); }
TEST_CASE("a right fact overlaps the known one") { CheckAll(kPlaces); }
TEST_CASE("a case is about one kind, or an article about all") { CheckAll(kKinds); }
TEST_CASE("neutral ground") { CheckAll(kIgnored); }
TEST_CASE("facts are matched one to one, as many as can be") { CheckAll(kMatching); }

TEST_CASE("kinds of cases") {
  CHECK(IsCaseKind("article"));
  CHECK(IsCaseKind("number-range"));
  CHECK(IsCaseKind("ordinal"));
  CHECK_FALSE(IsCaseKind("artikle"));
  CHECK_FALSE(IsCaseKind(""));
  CHECK(KindUnderTest("article") == std::nullopt);
  CHECK(KindUnderTest("number-range") == Kind::kNumber);
  CHECK(KindUnderTest("date") == Kind::kDate);
  for (const char* kind : {"number", "number-range", "ordinal"}) CHECK(NeedsAllMentions(kind));
  for (const char* kind : {"article", "money", "date"}) CHECK_FALSE(NeedsAllMentions(kind));
}

// "suite lang kind: cases passed gold found right".
std::string Text(const EvalRow& row) {
  std::ostringstream out;
  out << row.suite << " " << row.lang << " " << row.kind << ": " << row.cases << " " << row.passed
      << " " << row.gold << " " << row.found << " " << row.right;
  return out.str();
}

TEST_CASE("rows add up, an article's kinds beside it") {
  EvalTable table;
  const auto add = [&](const EvalCase& c, const std::string& found) {
    const auto facts = ParseFound(found);
    table.Add(c, facts, ScoreCase(c, facts));
  };
  add(MakeCase("money", "money 1 CNY @0-4"), "money 1 CNY @0-4; date 2021 @5-9");
  add(MakeCase("money", "money 1 CNY @0-4"), "money 2 CNY @0-4");
  add(MakeCase("article", "money 1 CNY @0-4; date 2021 @5-9"), "money 1 CNY @0-4; count 2 @10-12");
  EvalCase chinese = MakeCase("article", "");
  chinese.lang = "zh";
  add(chinese, "");
  std::vector<std::string> rows;
  for (const EvalRow& row : table.Rows()) rows.push_back(Text(row));
  CHECK(rows == std::vector<std::string>{
                    "hand-made en article: 1 0 2 2 1",
                    "hand-made en article:count: 0 0 0 1 0",
                    "hand-made en article:date: 0 0 1 0 0",
                    "hand-made en article:money: 0 0 1 1 1",
                    "hand-made en money: 2 1 2 2 1",
                    "hand-made zh article: 1 1 0 0 0",
                });
  CHECK(Text(table.Total()) == "  : 4 2 4 4 2");
}

TEST_CASE("words are alike") {
  const struct {
    const char *known, *found;
    bool alike;
  } kCases[] = {
      {"revenue", "Revenues", true},
      {"the total debt", "total debt", true},
      {"income", "operating income", true},
      {"total registered capital", "registered capital", true},
      {"income", "its net operating income of last year", false},
      {"debt", "revenue", false},
      {"同比增长", "税收同比增长", true},
      {"出口额", "進口", false},
      {"出口额", "茶叶出口额", true},
      {"debt", "", false},
      {"of", "of", true},
  };
  for (const auto& c : kCases) {
    INFO(c.known << " / " << c.found);
    CHECK(AlikeWords(c.known, c.found) == c.alike);
  }
}

TEST_CASE("a metric that is told where none is known costs precision") {
  EvalCase c = MakeCase("article", "money 1 CNY @0-4; money 2 CNY @5-9; money 3 CNY @10-14");
  c.facts[0].metric = {"debt"};
  c.facts[1].metric = {"income", "earnings"};
  auto found = ParseFound("money 1 CNY @0-4; money 2 CNY @5-9; money 3 CNY @10-14");
  found[1].metric = "earnings";
  found[2].metric = "a guess";
  EvalTable table;
  table.Add(c, found, ScoreCase(c, found));
  const auto rows = table.Attribution();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].role == "metric");
  CHECK(rows[0].known == 2);
  CHECK(rows[0].right == 1);
  CHECK(rows[0].Accuracy() == 0.5);
  CHECK(rows[0].Precision() == 0.5);
  CHECK_FALSE(rows[1].Accuracy());
}

TEST_CASE("ratios have nothing to say where nothing is counted") {
  EvalRow row;
  CHECK_FALSE(row.Precision());
  CHECK_FALSE(row.Recall());
  CHECK_FALSE(row.F1());
  row.found = 2;
  CHECK(row.Precision() == 0.0);
  CHECK_FALSE(row.Recall());
  CHECK(row.F1() == 0.0);
  row.gold = 4;
  row.right = 1;
  CHECK(row.Precision() == 0.5);
  CHECK(row.Recall() == 0.25);
  CHECK(row.F1() == Approx(1.0 / 3));
}

}  // namespace
}  // namespace factmill
