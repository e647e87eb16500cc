#include "rules/entry_loader.h"

#include <algorithm>

#include "corpus/fold.h"
#include "rules/limits.h"
#include "rules/tense.h"

namespace factmill {
namespace {

constexpr std::string_view kRangePrefix = "range.";

const std::vector<std::string>& KindNames() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (int kind = 0; kind < kKinds; ++kind) names.emplace_back(KindName(static_cast<Kind>(kind)));
    return names;
  }();
  return kNames;
}

void NoWords(const Table& table, const std::string& what, const std::string& help, File* file) {
  file->Problem(table.at(), 1, "this " + what + " has no words", help);
}

}  // namespace

void EntryLoader::Read(TableType type, const toml::table& toml, File* file) {
  switch (type) {
    case TableType::kUnit: return ReadUnit(toml, file);
    case TableType::kNoun: return ReadNoun(toml, file);
    case TableType::kClassifier: return ReadClassifier(toml, file);
    case TableType::kTerm: return ReadTerm(toml, file);
    case TableType::kHedge: return ReadHedge(toml, file);
    case TableType::kIgnore: return ReadIgnore(toml, file);
    case TableType::kRegion: return ReadRegion(toml, file);
    default: return;
  }
}

void EntryLoader::Add(const Table::Word& word, Entry entry, File* file) {
  std::vector<std::string>& files = set_->entry_files;
  if (files.empty() || files.back() != file->name) files.push_back(file->name);
  entry.file = static_cast<uint32_t>(files.size()) - 1;
  entry.line = static_cast<int>(word.at.begin.line);
  const std::string folded = FoldPhrase(word.text);
  if (folded.empty()) {
    file->Problem(word.at, WidthOf(word.text), "a word is empty", "take it out");
  } else if (folded.front() == ' ' || folded.back() == ' ') {
    file->Problem(word.at, WidthOf(word.text), "a word has a space at its edge",
                  "write it without the space");
  } else if (folded.size() > kMostWord) {
    file->Problem(word.at, 1, "a word of more than 200 bytes");
  } else if ((word_bytes_ += folded.size()) > kMostWordBytes) {
    file->Problem(word.at, 1, "the words up to this one are larger than 300 KB");
    too_much_ = true;
  } else if (entry.kind == EntryKind::kHedge) {
    set_->hedges_before.Add(std::string(folded.rbegin(), folded.rend()), entry);
    // "of over" hedges dates alone: an amount's words govern it with their "of".
    constexpr uint32_t kAll = (1u << kKinds) - 1, kDate = 1u << static_cast<int>(Kind::kDate);
    if ((kAll & ~entry.except_kinds) != kDate) AddPhraseWord(folded, WordClass::kHedge, entry);
  } else if (const auto c = WordClassOf(entry.role)) {
    AddPhraseWord(folded, *c, entry);
    if (entry.role.starts_with("metric.")) set_->vocabulary.Add(folded, entry);
  } else if (entry.kind == EntryKind::kTerm && IsTenseRole(entry.role)) {
    set_->tense_words.Add(folded, entry);
  } else if (entry.kind == EntryKind::kTerm && IsDayRole(entry.role)) {
    set_->day_words.Add(folded, entry);
  } else if (entry.kind == EntryKind::kTerm && entry.role.starts_with(kRangePrefix)) {
    set_->range_words.Add(folded, entry);
  } else if (entry.kind == EntryKind::kTerm && Governing::Owns(entry.role)) {
    set_->governing->words.Add(folded, entry);
  } else {
    if (entry.kind == EntryKind::kHedgeAfter) AddPhraseWord(folded, WordClass::kHedgeAfter, entry);
    set_->vocabulary.Add(folded, entry);
  }
}

void EntryLoader::AddPhraseWord(const std::string& folded, WordClass c, Entry entry) {
  set_->phrase_words.Add(folded, c, std::move(entry));
}

// `when = { region = "TW", language = "zh", near = ['发电'] }`
void EntryLoader::ReadWhen(Table* table, File* file, Condition* condition) {
  const toml::node* when = table->Find("when");
  if (when == nullptr) return;
  if (!when->is_table()) {
    file->Problem(when->source(), 1, "when is a table", "write   when = { region = 'TW' }");
    return;
  }
  Table conditions(*when->as_table(), TableType::kCondition, file);
  condition->region = conditions.String("region");
  if (!condition->region.empty()) {
    const auto& at = conditions.Find("region")->source().begin;
    references_->Use(References::kRegion, condition->region, file, static_cast<int>(at.line),
                     static_cast<int>(at.column), WidthOf(condition->region));
  }
  const int language = conditions.Choice("language", kLanguageChoices);
  if (language >= 0) {
    condition->language = kLanguageChoices[language];
    set_->asks_language = true;
  }
  for (const auto& word : conditions.Words("near")) {
    std::string folded = FoldPhrase(word.text);
    for (char& c : folded) c = Lower(c);
    if (folded.empty()) file->Problem(word.at, 2, "a word is empty");
    condition->near.push_back(folded);
  }
  if (when->as_table()->empty()) {
    file->Problem(when->source(), 1, "when says no condition",
                  "write   when = { region = 'TW' }, language = 'zh' or near = ['...']");
  }
}

void EntryLoader::ReadUnit(const toml::table& toml, File* file) {
  Table table(toml, TableType::kUnit, file);
  Entry entry;
  entry.canonical = table.String("code", true);
  const int kind = table.Choice("kind", kUnitKindChoices, true);
  if (kind >= 0) entry.unit_kind = static_cast<Kind>(kind);
  if (const auto times = table.Number("times")) entry.times = *times;
  entry.exact_case = table.Choice("case", kCaseChoices) == 1;
  ReadWhen(&table, file, &entry.when);
  table.Number("factor");  // Kept as it is written.
  UnitInfo info{entry.canonical, table.String("ucum"), kind < 0 ? "" : kUnitKindChoices[kind],
                table.String("base"), table.String("factor")};
  if (info.base.empty()) {
    info.base = info.code;
    info.factor = "1";
  }
  if (unit_codes_.insert(info.code).second) set_->units.push_back(info);
  const auto before = table.Words("before"), after = table.Words("after");
  if (before.empty() && after.empty())
    NoWords(table, "unit", "add   after = ['...']   or   before = ['...']", file);
  entry.kind = EntryKind::kPrefix;
  for (const auto& word : before) Add(word, entry, file);
  entry.kind = EntryKind::kUnit;
  for (const auto& word : after) Add(word, entry, file);
}

void EntryLoader::ReadNoun(const toml::table& toml, File* file) {
  Table table(toml, TableType::kNoun, file);
  Entry entry;
  entry.kind = EntryKind::kNoun;
  const std::string canonical = table.String("canonical");
  entry.mass = table.Bool("mass");
  ReadWhen(&table, file, &entry.when);
  for (const auto& word : table.Words("words", true)) {
    entry.canonical = canonical.empty() ? FoldPhrase(word.text) : canonical;
    Add(word, entry, file);
  }
}

void EntryLoader::ReadClassifier(const toml::table& toml, File* file) {
  Table table(toml, TableType::kClassifier, file);
  Entry entry;
  entry.kind = EntryKind::kClassifier;
  entry.mass = table.Bool("counts_itself");
  ReadWhen(&table, file, &entry.when);
  for (const auto& word : table.Words("words", true)) {
    entry.canonical = FoldPhrase(word.text);
    Add(word, entry, file);
  }
}

void EntryLoader::ReadTerm(const toml::table& toml, File* file) {
  Table table(toml, TableType::kTerm, file);
  Entry entry;
  entry.kind = EntryKind::kTerm;
  entry.role = table.String("role", true);
  references_->Define(References::kRole, entry.role);
  if (entry.role.starts_with("phrase.") && !WordClassOf(entry.role)) {
    file->Problem(table.Find("role")->source(), WidthOf(entry.role) + 2,
                  "there is no class of words '" + entry.role + "'", "rules/README.md lists them");
  }
  if (entry.role.starts_with(kRangePrefix) && std::ranges::count(RangeRoles(), entry.role) == 0) {
    file->Problem(table.Find("role")->source(), WidthOf(entry.role) + 2,
                  "there is no role '" + entry.role + "' of words before a range",
                  DidYouMeanOr(entry.role, RangeRoles(), "it is one of " + Listed(RangeRoles())));
  }
  entry.canonical = table.String("canonical");
  ReadWhen(&table, file, &entry.when);
  entry.exact_case = table.Choice("case", kCaseChoices) == 1;
  for (const auto& word : table.Words("words", true)) Add(word, entry, file);
}

void EntryLoader::ReadHedge(const toml::table& toml, File* file) {
  Table table(toml, TableType::kHedge, file);
  Entry entry;
  const int bound = table.Choice("bound", kBoundChoices, true);
  if (bound >= 0) entry.bound = static_cast<Bound>(bound);
  for (const auto& kind : table.Words("except")) {
    const auto found = KindFromName(kind.text);
    if (found)
      entry.except_kinds |= 1u << static_cast<int>(*found);
    else
      file->Problem(kind.at, WidthOf(kind.text), "there is no kind '" + kind.text + "'",
                    DidYouMeanOr(kind.text, KindNames(), "it is one of " + Listed(KindNames())));
  }
  const auto before = table.Words("before"), after = table.Words("after");
  if (before.empty() && after.empty())
    NoWords(table, "hedge", "add   before = ['...']   or   after = ['...']", file);
  entry.kind = EntryKind::kHedge;
  for (const auto& word : before) Add(word, entry, file);
  AddNegated(&table, before, entry, file);
  entry.kind = EntryKind::kHedgeAfter;
  for (const auto& word : after) Add(word, entry, file);
}

void EntryLoader::AddNegated(Table* table, const std::vector<Table::Word>& before, Entry entry,
                             File* file) {
  const auto negations = table->Words("negations");
  if (negations.empty()) return;
  const Bound turned = Turned(entry.bound);
  if (turned == entry.bound || before.empty()) {
    file->Problem(table->Find("negations")->source(), 1,
                  "there is no bound here that a negation could turn round",
                  "it takes   bound = 'gt'   or   'lt'   and   before = ['...']");
    return;
  }
  entry.bound = turned;
  for (const auto& negation : negations) {
    for (const auto& word : before) {
      if (negation.text.empty() || too_much_) return Add(negation, entry, file);
      const bool spaced = IsAsciiLetter(negation.text.back());
      if (!word.text.empty() && spaced == IsAsciiLetter(word.text.front()))
        Add({negation.text + (spaced ? " " : "") + word.text, negation.at}, entry, file);
    }
  }
}

void EntryLoader::ReadIgnore(const toml::table& toml, File* file) {
  Table table(toml, TableType::kIgnore, file);
  Entry entry;
  entry.kind = EntryKind::kIgnore;
  ReadWhen(&table, file, &entry.when);
  entry.exact_case = table.Choice("case", kCaseChoices) == 1;
  for (const auto& word : table.Words("words", true)) Add(word, entry, file);
}

void EntryLoader::ReadRegion(const toml::table& toml, File* file) {
  Table table(toml, TableType::kRegion, file);
  Entry entry;
  entry.kind = EntryKind::kTerm;
  entry.role = "region";
  entry.canonical = table.String("region", true);
  references_->Define(References::kRegion, entry.canonical);
  for (const auto& word : table.Words("words", true)) {
    set_->region_words.Add(FoldPhrase(word.text), entry);
  }
}

}  // namespace factmill
