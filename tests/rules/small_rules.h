// Rule sets of a few lines, and what they find in a sentence.
#ifndef FACTMILL_TESTS_RULES_SMALL_RULES_H_
#define FACTMILL_TESTS_RULES_SMALL_RULES_H_

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "corpus/fold.h"
#include "rules/compiled.h"
#include "rules/matcher.h"
#include "rules/rule_set.h"

namespace factmill {

// Of files without a mistake.
inline RuleSet Load(const std::vector<RuleFile>& files) {
  std::vector<Diagnostic> diagnostics;
  auto rules = LoadRules(files, &diagnostics);
  for (const Diagnostic& d : diagnostics) UNSCOPED_INFO(Render(d));
  REQUIRE(rules);
  return *rules;
}

// There are the regions TW and HK.
inline RuleSet LoadSmall(const std::string& toml) {
  const std::string regions =
      "[[region]]\nregion = 'TW'\nwords = ['立法院']\n"
      "[[region]]\nregion = 'HK'\nwords = ['港交所']\n";
  return Load({{"small.toml", toml}, {"regions.toml", regions}});
}

// "20..30 CNY about", "2021-05-12", "3".
inline std::string Print(const Value& value) {
  std::string out = value.edtf;
  if (value.value) out = value.value->ToString();
  if (value.value_max) out += ".." + value.value_max->ToString();
  if (!value.unit.empty()) out += " " + value.unit;
  if (value.bound != Bound::kExact) out += " " + std::string(BoundName(value.bound));
  return out;
}

struct Find {
  std::string text;
  std::string region = "";
  std::string reference = "2024-05-15";
};

// "money: 5元=5 CNY; ..." for the winners in `text`, with "skip: ..." for what is
// ignored by a rule and "warn: ..." for a warning.
inline std::string FindIn(const RuleSet& rules, const Find& what) {
  const std::string text = FoldPhrase(what.text);
  const auto context = MakeContext(text, {what.region, ""}, ParseDay(what.reference));
  std::string out;
  for (const Mention& mention : MatchParagraph(rules.compiled(), context)) {
    if (!out.empty()) out += "; ";
    const std::string quote = text.substr(mention.begin, mention.end - mention.begin);
    if (!mention.warning.empty()) {
      out += mention.rule->id + ": warn " + quote;
    } else if (mention.figures.empty()) {
      out += mention.rule->id + ": skip " + quote;
    } else {
      out += mention.rule->id + ": ";
      for (size_t i = 0; i < mention.figures.size(); ++i) {
        const Figure& figure = mention.figures[i];
        if (i > 0) out += " + ";
        out += text.substr(figure.begin, figure.end - figure.begin) + "=" + Print(figure.value);
      }
    }
  }
  return out;
}

}  // namespace factmill

#endif  // FACTMILL_TESTS_RULES_SMALL_RULES_H_
