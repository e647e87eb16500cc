// A unit that is said once, over the paragraphs and zones of an article.
#include "tests/pipeline/extract_testing.h"

namespace factmill {
namespace {

const std::string kHead = "Shr 51 francs vs 40 francs\n\n";
const std::string kRow = "Net 6,089,000 vs not given";

// The figure of the row; "" where its unit is not known.
std::string Row(const Extraction& extraction) {
  for (const Fact& fact : extraction.facts) {
    if (fact.quote == "6,089,000") return Print(fact);
  }
  return "";
}

std::string RowIn(const std::string& text) {
  return Row(Extract(ArticleOf(text), BuiltInRules(), {}));
}

// Paragraphs without a figure.
std::string Filler(size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += "The river rose in spring, and the mill stood still.\n\n";
  return text;
}

TEST_CASE("a unit is carried over an article however long") {
  CHECK(RowIn(kRow) == "");
  for (const size_t kb : {0, 60, 70, 200}) {
    INFO(kb << " KB lie between");
    CHECK(RowIn(kHead + Filler(kb << 10) + kRow) == "money 6,089,000=6089000 FRF");
  }
}

TEST_CASE("of a long article the last unit is carried, not that of its first part") {
  const std::string text =
      kHead + Filler(70 << 10) + "Shr 12p vs 11p\n\n" + Filler(70 << 10) + kRow;
  CHECK(RowIn(text) == "money 6,089,000=6089000 GBP");
}

// The figure of the row behind two paragraphs, of which some are furniture.
std::string RowBehind(ZoneKind pence, ZoneKind francs) {
  const std::string first = "Shr 12p vs 11p\n\n";
  Article article = ArticleOf(first + kHead + kRow);
  const auto one = static_cast<uint32_t>(first.size());
  const auto two = static_cast<uint32_t>(one + kHead.size());
  const auto end = static_cast<uint32_t>(article.text.size());
  article.zones = {{pence, {0, one}}, {francs, {one, two}}, {ZoneKind::kBody, {two, end}}};
  return Row(Extract(article, BuiltInRules(), {}));
}

TEST_CASE("no unit is carried out of furniture, and any over it") {
  constexpr ZoneKind kBody = ZoneKind::kBody, kFurniture = ZoneKind::kFurniture;
  CHECK(RowBehind(kBody, kBody) == "money 6,089,000=6089000 FRF");
  CHECK(RowBehind(kBody, kFurniture) == "money 6,089,000=6089000 GBP");
  CHECK(RowBehind(kFurniture, kBody) == "money 6,089,000=6089000 FRF");
  CHECK(RowBehind(kFurniture, kFurniture) == "");
}

TEST_CASE("no unit is carried to the next article") {
  CHECK(RowIn(kHead + kRow) != "");
  CHECK(RowIn(kRow) == "");
}

}  // namespace
}  // namespace factmill
