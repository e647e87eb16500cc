#include "pipeline/cover.h"

#include <algorithm>
#include <tuple>

#include "base/utf8.h"
#include "corpus/fold.h"
#include "extractors/date.h"
#include "pipeline/edit_scope.h"
#include "pipeline/home.h"
#include "pipeline/parallel.h"
#include "pipeline/rule_test.h"
#include "rules/layer2.h"
#include "rules/matcher.h"
#include "rules/winner.h"

namespace factmill {
namespace {

constexpr size_t kTextsAtOnce = 16;  // One thread's share: a tally for each text would cost more.

std::string TableOf(EntryKind kind) {
  switch (kind) {
    case EntryKind::kUnit:
    case EntryKind::kPrefix: return "unit";
    case EntryKind::kNoun: return "noun";
    case EntryKind::kClassifier: return "classifier";
    case EntryKind::kTerm: return "term";
    case EntryKind::kHedge:
    case EntryKind::kHedgeAfter: return "hedge";
    case EntryKind::kIgnore: return "ignore";
  }
  return "";
}

// Hedges that stand before a figure are kept from behind.
std::string WordOf(const Entry& entry) {
  return entry.kind == EntryKind::kHedge ? std::string(entry.word.rbegin(), entry.word.rend())
                                         : entry.word;
}

}  // namespace

Cover::Cover(const RuleSet& rules, Matching matching)
    : rules_(rules.compiled()), matching_(matching), alternatives_(rules_) {
  const Vocabulary& governing = rules_.governing->words;
  for (const Vocabulary* vocabulary : {&rules_.vocabulary, &rules_.hedges_before, &governing}) {
    for (const auto& word : vocabulary->words())
      words_.insert(words_.end(), word.begin(), word.end());
  }
  std::stable_sort(words_.begin(), words_.end(), [](const Entry* a, const Entry* b) {
    return std::tie(a->file, a->line, a->word) < std::tie(b->file, b->line, b->word);
  });
  for (size_t i = 0; i < words_.size(); ++i) places_.emplace(words_[i], i);
  corpus_ = EmptyTally();
  examples_ = EmptyTally();
  for (size_t i = 0; i < rules_.rules.size(); ++i) {
    Tally own = EmptyTally();
    for (const Example& example : rules_.rules[i].examples) {
      if (example.type == Example::kYes)
        Count(ExampleArticle(ReadMarks(example.text).text), false, &own);
    }
    examples_.rules[i] = own.rules[i];
    examples_.alternatives[i] = own.alternatives[i];
    for (size_t word = 0; word < words_.size(); ++word) examples_.words[word] += own.words[word];
  }
}

Cover::Tally Cover::EmptyTally() const {
  Tally tally;
  tally.rules.resize(rules_.rules.size());
  tally.words.resize(words_.size());
  tally.stands.resize(words_.size());
  tally.alternatives.resize(rules_.rules.size());
  for (size_t i = 0; i < rules_.rules.size(); ++i)
    tally.alternatives[i].resize(alternatives_.Of(i).size());
  return tally;
}

void Cover::Count(const Article& article, bool stands, Tally* tally) const {
  const FoldedText folded = Fold(article);
  const TextHome home = HomeOf(article, folded, rules_);
  const auto reference = ParseDay(article.published.value);
  std::vector<Winner> winners;
  ReadingSoFar so_far;
  for (const Paragraph& paragraph : folded.paragraphs) {
    ++so_far.time.paragraph;
    if (paragraph.zone == ZoneKind::kFurniture) continue;
    const std::string_view text = Slice(std::string_view(folded.text), paragraph.span);
    MatchContext context = MakeContext(text, home.view(), reference);
    context.winners = &winners;
    const auto mentions = MatchParagraph(rules_, context, matching_);
    CountReaders(ReadAgain(rules_, context, mentions, &so_far), tally);
    if (stands) CountStanding(text, home.view(), tally);
  }
  for (const Winner& winner : winners) {
    for (const Entry* entry : winner.words) ++tally->words[places_.at(entry)];
    if (winner.rule == nullptr) continue;
    const auto rule = static_cast<size_t>(winner.rule - rules_.rules.data());
    tally->rules[rule] += winner.says;
    auto& alternatives = tally->alternatives[rule];
    if (!alternatives.empty()) alternatives[alternatives_.Which(winner)] += winner.says;
  }
}

// What the grammar of attribution said; it has no winners.
void Cover::CountReaders(const SecondReading& reading, Tally* tally) const {
  for (const PlacedAttribute& said : reading.attributes) {
    const bool reader = said.rule->masked != nullptr && said.rule->masked->reader >= 0;
    if (reader) ++tally->rules[static_cast<size_t>(said.rule - rules_.rules.data())];
  }
}

// From left to right the longest word at each place, and the hedges that end there.
void Cover::CountStanding(std::string_view text, const Home& home, Tally* tally) const {
  const auto count = [&](const Vocabulary::Hit& hit, uint32_t begin, uint32_t end) {
    for (const Entry* entry : *hit.entries) {
      const bool holds =
          entry->kind == EntryKind::kHedge || Vocabulary::Holds(*entry, text, begin, end, home);
      if (holds) ++tally->stands[places_.at(entry)];
    }
  };
  uint32_t counted = 0;
  for (uint32_t at = 0; at < text.size(); at += Utf8Size(static_cast<unsigned char>(text[at]))) {
    const auto before = rules_.hedges_before.LongestBackwards(text.substr(0, at));
    if (before.end > 0) count(before, at - before.end, at);
    if (const auto governing = rules_.governing->words.Longest(text, at, home); governing.end > 0)
      count(governing, at, governing.end);
    if (at < counted) continue;
    const auto hit = rules_.vocabulary.Longest(text, at, home);
    if (hit.end == 0) continue;
    count(hit, at, hit.end);
    counted = hit.end;
  }
}

void Cover::Add(const Tally& more, Tally* to) {
  const auto add = [](const std::vector<uint64_t>& from, std::vector<uint64_t>* sums) {
    for (size_t i = 0; i < from.size(); ++i) (*sums)[i] += from[i];
  };
  add(more.rules, &to->rules);
  add(more.words, &to->words);
  add(more.stands, &to->stands);
  for (size_t i = 0; i < more.alternatives.size(); ++i)
    add(more.alternatives[i], &to->alternatives[i]);
}

void Cover::Read(const std::vector<CoverText>& texts, int jobs) {
  const size_t shares = (texts.size() + kTextsAtOnce - 1) / kTextsAtOnce;
  const auto work = [&](size_t share) {
    Tally tally = EmptyTally();
    const size_t end = std::min(texts.size(), (share + 1) * kTextsAtOnce);
    for (size_t i = share * kTextsAtOnce; i < end; ++i)
      Count(ArticleOfText(texts[i].text, texts[i].published, texts[i].lang), true, &tally);
    return tally;
  };
  const auto consume = [&](size_t, const Tally& tally) {
    Add(tally, &corpus_);
    return Status::Ok();
  };
  // All texts are in memory already; adding never fails.
  static_cast<void>(ParallelInOrder<Tally>(
      shares, jobs, UINT64_MAX, [](size_t) { return 0; }, work, consume));
  texts_ += texts.size();
  for (const CoverText& text : texts) bytes_ += text.text.size();
}

CoverReport Cover::Report() const {
  CoverReport report;
  report.texts = texts_;
  report.bytes = bytes_;
  for (size_t i = 0; i < rules_.rules.size(); ++i) {
    RuleUses rule{&rules_.rules[i], {corpus_.rules[i], examples_.rules[i]}, {}};
    const auto& written = alternatives_.Of(i);
    for (size_t a = 0; a < written.size(); ++a) {
      rule.alternatives.push_back(
          {written[a], {corpus_.alternatives[i][a], examples_.alternatives[i][a]}});
    }
    report.rules.push_back(std::move(rule));
  }
  for (size_t i = 0; i < words_.size(); ++i) {
    const Entry& entry = *words_[i];
    report.words.push_back({&entry,
                            TableOf(entry.kind),
                            WordOf(entry),
                            rules_.entry_files[entry.file],
                            entry.line,
                            {corpus_.words[i], examples_.words[i]},
                            corpus_.stands[i]});
  }
  return report;
}

}  // namespace factmill
