#include "pipeline/edit_scope.h"

#include <algorithm>
#include <unordered_map>

#include "base/sha256.h"
#include "corpus/reader.h"
#include "rules/compiled.h"
#include "rules/matcher.h"

namespace factmill {

EditScope::EditScope(const RuleSet& before, const RuleSet& now)
    : now_(now), edit_(CompareRules(before.compiled(), now.compiled())) {
  const CompiledRules& compiled = now.compiled();
  fresh_.resize(compiled.rules.size());
  for (const size_t rule : edit_.fresh) {
    const Rule& fresh = compiled.rules[rule];
    second_layer_ = second_layer_ || fresh.masked != nullptr || fresh.governs != nullptr;
    fresh_[rule].pattern.forms = compiled.rules[rule].pattern.forms;
  }
  forms_ = MakeFormTrie(fresh_, compiled.vocabulary);
}

bool EditScope::MayTouch(const Article& article) const {
  if (edit_.fresh.empty() && edit_.words.empty()) return false;
  if (second_layer_) return true;
  const FoldedText folded = Fold(article);
  return HasWord(folded.text) || (!edit_.fresh.empty() && FindsAnything(article, folded));
}

bool EditScope::HasWord(std::string_view folded) const {
  if (edit_.words.empty()) return false;
  constexpr size_t kMost = 50;  // Of more words some will stand in most texts.
  if (edit_.words.size() > kMost) return true;
  std::string lower(folded);
  for (char& c : lower) c = Lower(c);
  return std::any_of(edit_.words.begin(), edit_.words.end(), [&](const std::string& word) {
    return lower.find(word) != std::string::npos;
  });
}

bool EditScope::FindsAnything(const Article& article, const FoldedText& folded) const {
  const CompiledRules& rules = now_.compiled();
  const TextHome home = HomeOf(article, folded, rules);
  const auto reference = ParseDay(article.published.value);
  return std::any_of(folded.paragraphs.begin(), folded.paragraphs.end(),
                     [&](const Paragraph& paragraph) {
                       if (paragraph.zone == ZoneKind::kFurniture) return false;
                       const auto text = Slice(std::string_view(folded.text), paragraph.span);
                       const MatchContext context = MakeContext(text, home.view(), reference);
                       return factmill::FindsAnything(rules, forms_, engine_, context);
                     });
}

Article ArticleOfText(std::string text, const std::string& published, const std::string& lang) {
  PayloadMap map;
  map.Keep(static_cast<uint32_t>(text.size()));
  Article article = MakeBareArticle(std::move(text), std::move(map), published);
  article.published.value = published;  // None where none was found.
  article.lang = lang;
  return article;
}

std::string FoundSha256(const Extraction& found, const RuleSet& rules) {
  std::unordered_map<std::string_view, std::string_view> hashes;  // Of rules, by id.
  for (const uint32_t used : found.rules_used) {
    hashes.emplace(rules.rules()[used].id, rules.rules()[used].sha256);
  }
  std::string all;
  const auto add = [&all](std::string_view part) {
    all += part;
    all += '\x1F';
  };
  const auto number = [&](uint64_t n) { add(std::to_string(n)); };
  const auto decimal = [&](const std::optional<Decimal>& d) { add(d ? d->ToString() : "none"); };
  const auto rule = [&](const std::string& id) {
    const auto hash = hashes.find(id);
    add(hash == hashes.end() ? std::string_view(id) : hash->second);
  };
  for (const Fact& fact : found.facts) {
    const Value& v = fact.value;
    number(static_cast<uint64_t>(v.kind));
    decimal(v.value);
    decimal(v.value_max);
    number(v.inexact);
    add(v.unit);
    number(static_cast<uint64_t>(v.bound));
    for (const std::string* text :
         {&v.edtf, &v.date_start, &v.date_end, &fact.metric, &fact.subject, &fact.period,
          &fact.status, &fact.change, &fact.change_base}) {
      add(*text);
    }
    number(fact.char_start);
    number(fact.char_end);
    rule(fact.rule);
    for (const Attribute& attribute : fact.attributes) {
      add(attribute.role);
      add(attribute.words);
      add(attribute.canonical);
      number(attribute.char_start);
      number(attribute.char_end);
      rule(attribute.rule);
    }
    for (const Link& link : fact.links) {
      add(link.relation);
      number(link.other);
      rule(link.rule);
    }
    all += '\n';
  }
  for (const Warning& warning : found.warnings) {
    add(warning.message);
    number(warning.char_start);
    number(warning.char_end);
  }
  for (const uint32_t used : found.rules_used) add(rules.rules()[used].sha256);
  return Sha256Hex(all);
}

}  // namespace factmill
