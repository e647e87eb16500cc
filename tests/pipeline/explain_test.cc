// What explain tells is what extract does.
#include "pipeline/explain.h"

#include <algorithm>
#include <set>

#include "pipeline/rule_test.h"
#include "rules/compiled.h"
#include "tests/pipeline/extract_testing.h"
#include "tests/temp_folder.h"

namespace factmill {
namespace {

// "12-15 money.after 5 CNY", a line a fact.
std::string FactsAsExtracted(const Extraction& extraction) {
  std::multiset<std::string> lines;
  for (const Fact& fact : extraction.facts) {
    std::string line =
        std::to_string(fact.span.begin) + "-" + std::to_string(fact.span.end) + " " + fact.rule;
    for (const Attribute& a : fact.attributes)
      line += " " + a.role + "=" + a.Meaning() + " by " + a.rule;
    lines.insert(line + "\n");
  }
  std::string all;
  for (const std::string& line : lines) all += line;
  return all;
}

// The same, of what explain says won.
std::string FactsAsTold(const Explanation& explanation) {
  std::multiset<std::string> lines;
  for (const ParagraphStory& paragraph : explanation.paragraphs) {
    std::set<std::pair<const Rule*, uint32_t>> winners;
    for (const Contest& contest : paragraph.story.contests) {
      if (contest.ignored.empty()) {
        REQUIRE_FALSE(contest.bids.empty());
        winners.emplace(contest.bids.front().mention.rule, contest.begin);
        CHECK(contest.bids.front().lost == "");
      }
      for (size_t i = contest.ignored.empty() ? 1 : 0; i < contest.bids.size(); ++i)
        CHECK(contest.bids[i].lost != "");
    }
    for (const Mention& mention : paragraph.story.mentions)
      CHECK(winners.count({mention.rule, mention.begin}) == 1);
    CHECK(winners.size() == paragraph.story.mentions.size());
    const auto& reading = paragraph.reading;
    for (size_t i = 0; i < reading.figures.size(); ++i) {
      const PlacedFigure& figure = reading.figures[i];
      if (figure.rule->mention) continue;
      const ArticleSpan place =
          explanation.Place(paragraph, figure.figure->begin, figure.figure->end);
      std::string line =
          std::to_string(place.begin) + "-" + std::to_string(place.end) + " " + figure.rule->id;
      for (const PlacedAttribute& a : reading.attributes) {
        if (a.figure != i) continue;
        const ArticleSpan words = explanation.Place(paragraph, a.begin, a.end);
        line += " " + a.role + "=" +
                (a.canonical.empty()
                     ? std::string(Slice(std::string_view(explanation.article->text), words))
                     : a.canonical) +
                " by " + a.rule->id;
      }
      lines.insert(line + "\n");
    }
  }
  std::string all;
  for (const std::string& line : lines) all += line;
  return all;
}

// No number is both in a fact and told to be in none.
void CheckLeftovers(const Explanation& explanation) {
  for (const ParagraphStory& paragraph : explanation.paragraphs) {
    for (const Leftover& leftover : paragraph.story.leftovers) {
      for (const Mention& mention : paragraph.story.mentions) {
        const bool inside = mention.begin < leftover.end && leftover.begin < mention.end;
        if (inside) CHECK(leftover.why != "");
      }
    }
  }
}

void CheckToldAsExtracted(const Article& article) {
  INFO(article.text.substr(0, 200));
  const Explanation explanation = Explain(article, BuiltInRules(), nullptr);
  CHECK(FactsAsTold(explanation) == FactsAsExtracted(explanation.extraction));
  CheckLeftovers(explanation);
}

TEST_CASE("explain tells the facts of extract, of every example") {
  size_t examples = 0;
  for (const Rule& rule : BuiltInRules().compiled().rules) {
    for (const Example& example : rule.examples) {
      INFO(rule.id);
      CheckToldAsExtracted(ExampleArticle(ReadMarks(example.text).text));
      ++examples;
    }
  }
  CHECK(examples > 600);
}

TEST_CASE("explain tells the facts of extract, of the sample articles") {
  size_t files = 0;
  const std::string folder = std::string(FACTMILL_SOURCE_DIR) + "/corpus/articles";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    Payload payload;
    payload.bytes = ReadAll(entry.path());
    payload.sha256 = "0";
    payload.media_type = MediaTypeOf(entry.path().string());
    const auto articles = ReadPayload(payload);
    REQUIRE(articles.ok());
    for (const Article& article : *articles) CheckToldAsExtracted(article);
    ++files;
  }
  CHECK(files >= 16);
}

struct CarrierCase {
  const char* name;
  const char *rule, *text, *why;
};

const char kAnotherHasIt[] =
    "its pattern fits, but no figure that may give its unit to a number stands before one, its "
    "number is too small or a year, or another rule has it";

const CarrierCase kCarriers[] = {
    {"a unit of its sentence", "money.carried",
     "Assets fell to 40 billion francs, and loans rose to 38 billion", ""},
    {"of the paragraph before", "money.row", "Shr 51 cts\n\nNet 6,089,000 vs not given", ""},
    {"another carrier has the number", "money.carried.account",
     "Assets fell to 40 billion francs, and loans rose to 38 billion", kAnotherHasIt},
};

TEST_CASE("a rule that carries a unit is told to have done so, or to be beaten") {
  for (const CarrierCase& c : kCarriers) {
    DYNAMIC_SECTION(c.name) {
      const Rule* rule = FindRule(BuiltInRules(), c.rule);
      REQUIRE(rule != nullptr);
      const Article article = ArticleOf(c.text);
      const Explanation told = Explain(article, BuiltInRules(), rule);
      const ParagraphStory& last = told.paragraphs.back();
      CHECK(last.why_masked == c.why);
      const bool made =
          std::any_of(last.reading.figures.begin(), last.reading.figures.end(),
                      [&](const PlacedFigure& figure) { return figure.rule == rule; });
      CHECK(made == last.why_masked.empty());
      CHECK(FactsAsTold(told) == FactsAsExtracted(told.extraction));
    }
  }
}

struct MissedCase {
  const char* name;
  const char *rule, *example, *why;
};

const MissedCase kMissed[] = {
    {"a word is missing", "money.after", "取⟦5土⟧",
     "it gets as far as `5` and then needs a unit of money; `土` is no such word"},
    {"a guard", "money.after", "weighed ⟦20 pounds⟧",
     "it fits `20 pounds`, but not_preceded_by sees `weighed `"},
    {"nothing fits", "money.after", "⟦很多⟧元", "nothing of its pattern fits there"},
    {"another extent", "money.after", "花了⟦5元⟧整", "it takes `5元整`"},
    {"another rule takes it", "money.after", "售⟦5元3角⟧",
     "rule money.parts takes `5元3角`; this match loses since it is shorter"},
    {"another rule begins earlier", "money.after", "人民币⟦5元⟧",
     "rule money.before takes `人民币5元`, which begins earlier"},
    {"an ignored word", "money.after", "⟦二元⟧", "the word `二元` is ignored"},
    {"another region", "zh.date.roc_bare", "历时⟦115年⟧",
     "the rule holds only in texts of region TW"},
    {"layer 2 without a figure", "metric.money.before", "税收⟦很多⟧",
     "layer 1 finds no figure here"},
    {"layer 2 and a guard", "metric.money.before", "新增税收⟦3亿元⟧",
     "its pattern fits `税收3亿元`, but not_preceded_by sees `新增`"},
    {"layer 2 and other words between", "metric.money.before", "税收增长⟦3亿元⟧",
     "it gets as far as `税收` and then needs a figure of kind money; the text goes on with "
     "`增长3亿元`"},
    {"a unit that nothing carries", "money.row", "Net ⟦6,089,000⟧",
     "its pattern fits, but no figure that may give its unit to a number stands before one, its "
     "number is too small or a year, or another rule has it"},
};

TEST_CASE("why a yes is missed") {
  for (const MissedCase& c : kMissed) {
    DYNAMIC_SECTION(c.name) {
      const MarkedText marked = ReadMarks(c.example);
      const Rule* rule = FindRule(BuiltInRules(), c.rule);
      REQUIRE(rule != nullptr);
      REQUIRE(marked.quotes.size() == 1);
      CHECK(WhyMissed(ExampleArticle(marked.text), BuiltInRules(), *rule,
                      marked.quotes.front().span) == c.why);
    }
  }
}

}  // namespace
}  // namespace factmill
