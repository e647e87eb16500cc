#include "rules/rule_loader.h"

#include <algorithm>

#include "base/sha256.h"
#include "rules/captures.h"
#include "rules/cost.h"
#include "rules/layer2_loader.h"
#include "rules/limits.h"

namespace factmill {

// All that a rule expands to, key by key, for its hash.
class Identity {
 public:
  void Add(std::string_view key, std::string_view value) {
    text_ +=
        std::string(key) + " " + std::to_string(value.size()) + ":" + std::string(value) + "\n";
  }
  std::string Sha256() const { return Sha256Hex(text_); }

 private:
  std::string text_;
};

namespace {

// Where in the file a place inside a string value stands: right behind its
// quote, for strings that stand on one line without escapes.
std::pair<int, int> PlaceIn(const toml::node& node, const std::string& value, size_t offset,
                            const File& file) {
  const int line = static_cast<int>(node.source().begin.line);
  const int column = static_cast<int>(node.source().begin.column);
  const std::string_view text = file.Line(line);
  const size_t begin = ByteOffsetOf(text, column);
  if (text.substr(std::min(begin, text.size())).substr(0, value.size()) != value)
    return {line, column};
  return {line, column + 1 + static_cast<int>(CountCodePoints(value.substr(0, offset)))};
}

// A rule that would take too long is refused, and one that is large once
// compiled is told of, unless it says why.  Gives the instructions of one that
// was refused as too large, else 0.
int CheckSize(Table* table, const Rule& rule, File* file) {
  const std::string pattern = table->String("pattern");
  const std::string why = table->String("large");
  if (StepsAtOnePlace(rule) > kMostSteps) {
    file->Problem(table->Find("pattern")->source(), WidthOf(pattern),
                  "the pattern may run on too far over almost anything",
                  "say how far each part of it goes: .{0,60} for .*, and keep such parts few");
  }
  if (MostInstructionsOf(rule) <= kManyInstructions || !why.empty()) return 0;
  const int size = InstructionsOf(rule);
  if (size <= kManyInstructions) return 0;
  const bool refused = size > kMostInstructions;
  const int limit = refused ? kMostInstructions : kManyInstructions;
  Diagnostic& problem = file->Problem(
      table->Find("pattern")->source(), WidthOf(pattern),
      "the rule is large: " + std::to_string(size) +
          " instructions with its pieces and guards, more than " + std::to_string(limit),
      "make it smaller, split it, or say why it is:   large = '...'");
  problem.error = refused;
  problem.code = "large-rule";
  return refused ? size : 0;
}

// `set = { yo = 0 }`: parts of a date that the words imply.
void ReadSet(const toml::node& node, File* file, Rule* rule, Identity* identity) {
  if (!node.is_table()) {
    file->Problem(node.source(), 1, "set is a table", "write   set = { yo = 0 }");
    return;
  }
  for (const auto& [key, value] : *node.as_table()) {
    constexpr int64_t kMost = 9999;
    if (value.is_table()) {
      file->Problem(key.source(), static_cast<int>(key.str().size()),
                    "only rules of layer 2 give facts attributes", "add   layer = 2");
      continue;
    }
    const auto number = value.value<int64_t>();
    if (number && (*number < -kMost || *number > kMost)) {
      file->Problem(value.source(), static_cast<int>(std::to_string(*number).size()),
                    "'" + std::string(key.str()) + "' is out of range",
                    "a part of a date is from -9999 to 9999");
      continue;
    }
    if (!number || !rule->set.Set(key.str(), static_cast<int>(*number))) {
      file->Problem(key.source(), static_cast<int>(key.str().size()),
                    "'" + std::string(key.str()) + "' is no part of a date with a whole number",
                    "rules/README.md lists the parts: y, m, d, yo, mo, do, w, wo, q, h, ...");
      continue;
    }
    rule->sets_parts = true;
    identity->Add("set " + std::string(key.str()), std::to_string(*number));
  }
}

void ReadExamples(Table* table, const char* key, Example::Type type, File* file, Rule* rule) {
  for (const auto& word : table->Words(key)) {
    const size_t open = word.text.find("⟦"), close = word.text.find("⟧");
    const bool marked = open != std::string::npos && close != std::string::npos && open < close;
    if (type != Example::kNo && !marked && rule->makes == RuleKind::kFact) {
      file->Problem(word.at, WidthOf(word.text), "this example marks no quote",
                    "write   'before ⟦quote⟧ after => value unit'");
    }
    rule->examples.push_back({type, word.text, static_cast<int>(word.at.begin.line),
                              static_cast<int>(word.at.begin.column)});
  }
}

}  // namespace

void PatternProblem(const PatternError& error, const toml::node& node, const std::string& value,
                    const std::string& key, File* file) {
  if (error.size == 0) {  // Of the pattern as a whole.
    file->Problem(node.source(), WidthOf(value), key + ": " + error.message, error.help);
    return;
  }
  const auto [line, column] = PlaceIn(node, value, error.begin, *file);
  const size_t end = std::min(error.begin + error.size, value.size());
  const int width = static_cast<int>(CountCodePoints(value.substr(error.begin, end - error.begin)));
  file->Problem(line, column, std::max(1, width), key + ": " + error.message, error.help);
}

void RuleLoader::Read(const toml::table& toml, File* file, const Pieces& pieces) {
  Table table(toml, TableType::kRule, file);
  Rule rule;
  rule.file = file->name;
  rule.id = table.String("id", true);
  const toml::node* id = table.Find("id");
  const auto& at = id != nullptr ? id->source() : table.at();
  rule.line = static_cast<int>(at.begin.line);
  rule.column = static_cast<int>(at.begin.column);
  const auto [first, fresh] = ids_.emplace(rule.id, file->name + ":" + std::to_string(rule.line));
  if (rule.id.size() > kMostWord) {
    file->Problem(at, 1, "an id of more than 200 bytes");
  } else if (!rule.id.empty() && !fresh) {
    file->Problem(at, WidthOf(rule.id), "there is a rule '" + rule.id + "' already",
                  "the first is at " + first->second);
  }
  Identity identity;
  identity.Add("id", rule.id);
  if (IsSecondLayer(&table, file))
    ReadSecondLayer(&table, file, pieces, &rule, &identity);
  else
    ReadFirstLayer(&table, file, pieces, &rule, &identity);
  ReadRoles(rule, &table, file);
  rule.not_preceded_by = Guard(&table, "not_preceded_by", true, pieces, file, &identity);
  rule.not_followed_by = Guard(&table, "not_followed_by", false, pieces, file, &identity);
  rule.preceded_by = Guard(&table, "preceded_by", true, pieces, file, &identity);
  rule.followed_by = Guard(&table, "followed_by", false, pieces, file, &identity);
  refused_instructions_ += CheckSize(&table, rule, file);
  ReadExamples(&table, "yes", Example::kYes, file, &rule);
  ReadExamples(&table, "no", Example::kNo, file, &rule);
  ReadExamples(&table, "todo", Example::kTodo, file, &rule);
  CountInstructions(rule);
  if (set_->rules.size() == kMostRules) {
    file->Problem(at, 1, "there are more than 5000 rules");
    too_much_ = true;
  } else if (instructions_ > kMostInstructionsOfAll) {
    file->Problem(at, 1, "the rules up to this one have more than 1000000 instructions",
                  "make their patterns smaller");
    too_much_ = true;
  } else if (refused_instructions_ > kMostRefusedInstructions) {
    file->Problem(at, 1, "too many rules are too large, and the rest was not read");
    too_much_ = true;
  }
  rule.sha256 = identity.Sha256();
  set_->rules.push_back(std::move(rule));
}

std::shared_ptr<const LazyRegex> RuleLoader::Guard(Table* table, const char* key, bool before,
                                                   const Pieces& pieces, File* file,
                                                   Identity* identity) {
  const std::string text = table->String(key);
  const toml::node* node = table->Find(key);
  if (text.empty()) {
    if (node != nullptr && node->is_string())
      file->Problem(node->source(), 2, std::string(key) + " is empty", "take it out");
    return nullptr;
  }
  PatternError error;
  auto guard = ParseGuard(text, pieces, before, &error, &shared_);
  if (guard == nullptr)
    PatternProblem(error, *node, text, key, file);
  else
    identity->Add(key, guard->text());
  return guard;
}

void RuleLoader::ReadFirstLayer(Table* table, File* file, const Pieces& pieces, Rule* rule,
                                Identity* identity) {
  const int kind = table->Choice("kind", kRuleKindChoices, true);
  if (kind == kKinds)
    rule->makes = RuleKind::kIgnore;
  else if (kind >= 0)
    rule->kind = static_cast<Kind>(kind);
  const bool exact = table->Choice("case", kCaseChoices) == 1;
  const int date = table->Choice("date", kDateChoices);
  if (date > 0)
    rule->date = static_cast<DateForm>(date);
  else if (rule->makes == RuleKind::kFact && rule->kind == Kind::kDate)
    rule->date = DateForm::kAt;
  rule->unit = table->String("unit");
  ReadRegion(table, file, rule);
  rule->value = table->Number("value");
  rule->times = table->Number("times");
  if (const toml::node* set = table->Find("set")) ReadSet(*set, file, rule, identity);
  const int bound = table->Choice("bound", kBoundChoices);
  if (bound > 0) rule->bound = static_cast<Bound>(bound);
  rule->words_from_two = table->Bool("words_from_two");
  rule->mention =
      table->Bool("mention") || (rule->makes == RuleKind::kFact && rule->kind == Kind::kOrdinal);
  identity->Add("kind", std::to_string(kind));
  identity->Add("case", std::to_string(exact));
  identity->Add("date", std::to_string(date));
  identity->Add("unit", rule->unit);
  identity->Add("region", rule->region);
  if (rule->value) identity->Add("value", rule->value->ToString());
  if (rule->times) identity->Add("times", rule->times->ToString());
  identity->Add("bound", std::to_string(bound));
  identity->Add("words_from_two", std::to_string(rule->words_from_two));
  identity->Add("mention", std::to_string(rule->mention));
  const std::string pattern = table->String("pattern", true);
  if (!pattern.empty()) {
    PatternError error;
    auto parsed = ParsePattern(pattern, pieces, exact, &error, &shared_);
    if (parsed)
      rule->pattern = std::move(*parsed);
    else
      PatternProblem(error, *table->Find("pattern"), pattern, "pattern", file);
  }
  if (kind >= 0) {
    const auto error = CheckCaptures(*rule);
    // What is fixed, but wrong, is told already.
    const bool fixed = table->Find("value") != nullptr || table->Find("set") != nullptr;
    if (error && (error->size > 0 || !fixed))
      PatternProblem(*error, *table->Find("pattern"), pattern, "pattern", file);
  }
  identity->Add("pattern", rule->pattern.expanded);
}

void RuleLoader::ReadSecondLayer(Table* table, File* file, const Pieces& pieces, Rule* rule,
                                 Identity* identity) {
  ReadRegion(table, file, rule);
  const int bound = table->Choice("bound", kBoundChoices);
  if (bound > 0) rule->bound = static_cast<Bound>(bound);
  rule->words_from_two = table->Bool("words_from_two");
  if (table->Find("governs") != nullptr) {
    const std::string said = ReadGoverning(table, file, pieces, rule);
    identity->Add("governs", said);
    identity->Add("region", rule->region);
    return;
  }
  std::string masked;
  if (const auto error = ReadMasked(table, file, pieces, &set_->alphabet, rule, &masked)) {
    PatternProblem(*error, *table->Find("pattern"), table->String("pattern"), "pattern", file);
  }
  identity->Add("layer 2", masked);
  identity->Add("region", rule->region);
  identity->Add("bound", std::to_string(bound));
  identity->Add("words_from_two", std::to_string(rule->words_from_two));
  identity->Add("pattern", rule->pattern.expanded);
}

void RuleLoader::ReadRegion(Table* table, File* file, Rule* rule) {
  rule->region = table->String("region");
  if (rule->region.empty()) return;
  const auto& at = table->Find("region")->source().begin;
  references_->Use(References::kRegion, rule->region, file, static_cast<int>(at.line),
                   static_cast<int>(at.column), WidthOf(rule->region));
}

// The roles that the pattern names are to be those of some term.
void RuleLoader::ReadRoles(const Rule& rule, Table* table, File* file) {
  for (const CaptureName& name : rule.pattern.names) {
    if (!name.slot || name.slot->kind != SlotKind::kTerm) continue;
    const std::string pattern = table->String("pattern");
    const auto [line, column] = PlaceIn(*table->Find("pattern"), pattern, name.begin, *file);
    const int width = static_cast<int>(CountCodePoints(pattern.substr(name.begin, name.size)));
    references_->Use(References::kRole, name.slot->role, file, line, column, width, "pattern: ");
  }
}

// While there cannot be too many, it is enough to know how many there are at most.
void RuleLoader::CountInstructions(const Rule& rule) {
  if (!exactly_) {
    instructions_ += MostInstructionsOf(rule);
    if (instructions_ <= kMostInstructionsOfAll) return;
    exactly_ = true;
    instructions_ = 0;
    for (const Rule& before : set_->rules) instructions_ += InstructionsOf(before);
  }
  instructions_ += InstructionsOf(rule);
}

}  // namespace factmill
