// Rule files (TOML) into a frozen rule set: every problem of every file is
// reported, with its place.
#include <algorithm>
#include <climits>
#include <map>
#include <set>
#include <tuple>

#include "base/sha256.h"
#include "base/utf8.h"
#include "corpus/fold.h"
#include "rules/compiled.h"
#include "rules/cost.h"
#include "rules/layer2_loader.h"
#include "rules/limits.h"
#include "rules/toml_table.h"

namespace factmill {
namespace {

const std::vector<std::string> kKindChoices = {"money", "count",  "percent", "measure",
                                               "date",  "number", "ordinal", "ignore"};
const std::vector<std::string> kBoundChoices = {"exact", "about", "gt", "lt"};
const std::vector<std::string> kDateChoices = {"", "at", "until", "since", "duration", "list"};

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

class Loader {
 public:
  explicit Loader(std::vector<Diagnostic>* diagnostics)
      : diagnostics_(diagnostics), set_(std::make_shared<CompiledRules>()) {}

  std::shared_ptr<const CompiledRules> Load(const std::vector<RuleFile>& files) {
    struct Parsed {
      std::unique_ptr<File> file;
      toml::table table;
      bool common;
    };
    std::vector<Parsed> parsed;
    std::string all;
    size_t values = 0;
    for (const RuleFile& rule_file : files) {
      // By the name below its folder: however that is spelled, the set is the same.
      const std::string& shown = rule_file.relative.empty() ? rule_file.name : rule_file.relative;
      all += shown + "\n" + std::to_string(rule_file.text.size()) + "\n" + rule_file.text;
      auto file = std::make_unique<File>(rule_file, diagnostics_);
      if (!IsValidUtf8(rule_file.text)) {
        file->Problem(0, 0, 1, "the file is not UTF-8", "save it as UTF-8");
        continue;
      }
      const TomlSize size = SizeOfToml(rule_file.text);
      values += size.values;
      if (size.dots > kMostDots) {
        file->Problem(0, 0, 1, "keys within keys are nested too deeply");
        continue;
      }
      if (values > kMostValues) {
        file->Problem(0, 0, 1, "the rule files hold more than 200000 values up to this one");
        break;
      }
      toml::parse_result result = toml::parse(std::string_view(rule_file.text), rule_file.name);
      if (!result) {
        file->Problem(result.error().source(), 1, std::string(result.error().description()));
        continue;
      }
      const bool common =
          rule_file.name == "common.toml" || rule_file.name.ends_with("/common.toml");
      parsed.push_back({std::move(file), std::move(result).table(), common});
    }
    for (const Parsed& p : parsed) {
      if (p.common) ReadPieces(p.table, p.file.get(), &common_pieces_);
    }
    for (const Parsed& p : parsed) ReadFile(p.table, p.file.get(), p.common);
    if (diagnostics_->size() >= kMostProblems) {
      diagnostics_->push_back({files.back().name, INT_MAX, 0, 1, true,
                               "there are more than 200 problems, and the rest was not read", "",
                               ""});
    }
    if (set_->rules.empty() && diagnostics_->empty()) {
      diagnostics_->push_back({files.empty() ? "rules" : files[0].name, 0, 0, 1, true,
                               "there is no [[rule]] in any of the files", "", ""});
    }
    SortDiagnostics(files);
    for (Diagnostic& d : *diagnostics_) d.line = d.line == INT_MAX ? 0 : d.line;
    const bool failed = std::any_of(diagnostics_->begin(), diagnostics_->end(),
                                    [](const Diagnostic& d) { return d.error; });
    if (failed) return nullptr;
    set_->sha256 = Sha256Hex(all);
    NumberSlots(&set_->rules, &set_->vocabulary);
    set_->vocabulary.Freeze();
    set_->hedges_before.Freeze();
    set_->region_words.Freeze();
    set_->forms = MakeFormTrie(set_->rules, set_->vocabulary);
    FreezeSecondLayer(set_.get());
    for (Rule& rule : set_->rules) {
      set_->infos.push_back({rule.id, rule.file, rule.line, rule.sha256});
    }
    return set_;
  }

 private:
  // In file order, then by place.
  void SortDiagnostics(const std::vector<RuleFile>& files) {
    std::map<std::string, size_t> order;
    for (size_t i = 0; i < files.size(); ++i) order.emplace(files[i].name, i);
    const auto place = [&](const Diagnostic& d) {
      const auto found = order.find(d.file);
      return std::tuple(found == order.end() ? files.size() : found->second, d.line, d.column);
    };
    std::stable_sort(diagnostics_->begin(), diagnostics_->end(),
                     [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
  }

  void ReadPieces(const toml::table& table, File* file, Pieces* pieces) {
    const toml::node* node = table.get("pieces");
    if (node == nullptr) return;
    if (!node->is_table()) {
      file->Problem(node->source(), 1, "pieces is a table",
                    "write [pieces] and name = '...' lines");
      return;
    }
    for (const auto& [key, value] : *node->as_table()) {
      const std::string name(key.str());
      if (file->Full()) return;
      if (!value.is_string()) {
        file->Problem(value.source(), 1, "piece '" + name + "' must be a string in quotes");
      } else if (!pieces->emplace(name, **value.as_string()).second) {
        file->Problem(key.source(), static_cast<int>(name.size()),
                      "there is a piece '" + name + "' already");
      }
    }
  }

  void ReadFile(const toml::table& table, File* file, bool common) {
    Pieces pieces = common_pieces_;
    if (!common) ReadPieces(table, file, &pieces);
    using Reader = void (Loader::*)(const toml::table&, File*, const Pieces&);
    const std::pair<std::string, Reader> readers[] = {{"unit", &Loader::ReadUnit},
                                                      {"noun", &Loader::ReadNoun},
                                                      {"classifier", &Loader::ReadClassifier},
                                                      {"term", &Loader::ReadTerm},
                                                      {"hedge", &Loader::ReadHedge},
                                                      {"ignore", &Loader::ReadIgnore},
                                                      {"region", &Loader::ReadRegion},
                                                      {"rule", &Loader::ReadRule}};
    std::vector<std::string> names = {"pieces"};
    for (const auto& [name, reader] : readers) names.push_back(name);
    for (const auto& [key, value] : table) {
      const std::string name(key.str());
      if (name == "pieces") continue;
      if (file->Full()) return;
      const auto* reader = std::find_if(std::begin(readers), std::end(readers),
                                        [&](const auto& r) { return r.first == name; });
      if (reader == std::end(readers)) {
        const std::string meant = DidYouMean(name, names);
        file->Problem(key.source(), static_cast<int>(CountCodePoints(name)),
                      "a rule file has no '" + name + "'",
                      meant.empty()
                          ? "it has [pieces], [[unit]], [[noun]], [[classifier]], [[term]], "
                            "[[hedge]], [[ignore]], [[region]] and [[rule]]"
                          : "did you mean '" + meant + "'?");
        continue;
      }
      const toml::array* array = value.as_array();
      if (array == nullptr || !array->is_homogeneous<toml::table>()) {
        file->Problem(value.source(), 1, "'" + name + "' is a list of tables",
                      "write [[" + name + "]]");
        continue;
      }
      for (const toml::node& node : *array) {
        if (file->Full() || too_much_) return;
        (this->*reader->second)(*node.as_table(), file, pieces);
      }
    }
  }

  void Add(const Table::Word& word, Entry entry, File* file) {
    if (set_->files.empty() || set_->files.back() != file->name) set_->files.push_back(file->name);
    entry.file = static_cast<uint32_t>(set_->files.size()) - 1;
    entry.line = static_cast<int>(word.at.begin.line);
    const std::string folded = FoldPhrase(word.text);
    if (folded.empty() || folded.front() == ' ' || folded.back() == ' ') {
      file->Problem(word.at, static_cast<int>(CountCodePoints(word.text)) + 2,
                    "a word is empty or has a space at its edge");
    } else if (folded.size() > kMostWord) {
      file->Problem(word.at, 1, "a word of more than 200 bytes");
    } else if ((word_bytes_ += folded.size()) > kMostWordBytes) {
      file->Problem(word.at, 1, "the words up to this one are larger than 300 KB");
      too_much_ = true;
    } else if (entry.kind == EntryKind::kHedge) {
      set_->hedges_before.Add(std::string(folded.rbegin(), folded.rend()), entry);
    } else {
      set_->vocabulary.Add(folded, entry);
    }
  }

  // `when = { region = "TW", language = "zh", near = ['发电'] }`
  void ReadWhen(Table* table, File* file, Condition* condition) {
    const toml::node* when = table->Find("when");
    if (when == nullptr) return;
    if (!when->is_table()) {
      file->Problem(when->source(), 1, "when is a table", "write   when = { region = 'TW' }");
      return;
    }
    const std::vector<std::string> languages = {"en", "zh", "mixed"};
    Table conditions(*when->as_table(), "condition", file);
    condition->region = conditions.String("region");
    const int language = conditions.Choice("language", languages);
    if (language >= 0) {
      condition->language = languages[language];
      set_->asks_language = true;
    }
    for (const auto& word : conditions.Words("near")) {
      std::string folded = FoldPhrase(word.text);
      for (char& c : folded) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      if (folded.empty()) file->Problem(word.at, 2, "a word is empty");
      condition->near.push_back(folded);
    }
    if (when->as_table()->empty()) {
      file->Problem(when->source(), 1, "when says no condition",
                    "write   when = { region = 'TW' }, language = 'zh' or near = ['...']");
    }
  }

  void ReadUnit(const toml::table& toml, File* file, const Pieces&) {
    Table table(toml, "unit", file);
    Entry entry;
    entry.canonical = table.String("code", true);
    const int kind =
        table.Choice("kind", {"money", "count", "percent", "measure", "date", "number"}, true);
    if (kind >= 0) entry.unit_kind = static_cast<Kind>(kind);
    if (const auto times = table.Number("times")) entry.times = *times;
    entry.exact_case = table.Choice("case", {"any", "exact"}) == 1;
    ReadWhen(&table, file, &entry.when);
    UnitInfo info{entry.canonical, table.String("ucum"), kind < 0 ? "" : kKindChoices[kind],
                  table.String("base"), table.String("factor")};
    if (info.base.empty()) {
      info.base = info.code;
      info.factor = "1";
    }
    if (unit_codes_.insert(info.code).second) set_->units.push_back(info);
    const auto before = table.Words("before"), after = table.Words("after");
    if (before.empty() && after.empty()) {
      file->Problem(table.at(), 1, "this unit has no words",
                    "add   after = ['...']   or   before = ['...']");
    }
    entry.kind = EntryKind::kPrefix;
    for (const auto& word : before) Add(word, entry, file);
    entry.kind = EntryKind::kUnit;
    for (const auto& word : after) Add(word, entry, file);
  }

  void ReadNoun(const toml::table& toml, File* file, const Pieces&) {
    Table table(toml, "noun", file);
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

  void ReadClassifier(const toml::table& toml, File* file, const Pieces&) {
    Table table(toml, "classifier", file);
    Entry entry;
    entry.kind = EntryKind::kClassifier;
    entry.mass = table.Bool("counts_itself");
    ReadWhen(&table, file, &entry.when);
    for (const auto& word : table.Words("words", true)) {
      entry.canonical = FoldPhrase(word.text);
      Add(word, entry, file);
    }
  }

  void ReadTerm(const toml::table& toml, File* file, const Pieces&) {
    Table table(toml, "term", file);
    Entry entry;
    entry.kind = EntryKind::kTerm;
    entry.role = table.String("role", true);
    entry.canonical = table.String("canonical");
    ReadWhen(&table, file, &entry.when);
    entry.exact_case = table.Choice("case", {"any", "exact"}) == 1;
    for (const auto& word : table.Words("words", true)) Add(word, entry, file);
  }

  void ReadHedge(const toml::table& toml, File* file, const Pieces&) {
    Table table(toml, "hedge", file);
    Entry entry;
    const int bound = table.Choice("bound", kBoundChoices, true);
    if (bound >= 0) entry.bound = static_cast<Bound>(bound);
    for (const auto& kind : table.Words("except")) {
      const auto found = KindFromName(kind.text);
      if (found)
        entry.except_kinds |= 1u << static_cast<int>(*found);
      else
        file->Problem(kind.at, static_cast<int>(CountCodePoints(kind.text)) + 2,
                      "there is no kind '" + kind.text + "'");
    }
    entry.kind = EntryKind::kHedge;
    for (const auto& word : table.Words("before")) Add(word, entry, file);
    entry.kind = EntryKind::kHedgeAfter;
    for (const auto& word : table.Words("after")) Add(word, entry, file);
  }

  void ReadIgnore(const toml::table& toml, File* file, const Pieces&) {
    Table table(toml, "ignore", file);
    Entry entry;
    entry.kind = EntryKind::kIgnore;
    ReadWhen(&table, file, &entry.when);
    entry.exact_case = table.Choice("case", {"any", "exact"}) == 1;
    for (const auto& word : table.Words("words", true)) Add(word, entry, file);
  }

  void ReadRegion(const toml::table& toml, File* file, const Pieces&) {
    Table table(toml, "region", file);
    Entry entry;
    entry.kind = EntryKind::kTerm;
    entry.role = "region";
    entry.canonical = table.String("region", true);
    for (const auto& word : table.Words("words", true)) {
      set_->region_words.Add(FoldPhrase(word.text), entry);
    }
  }

  // Where in the file a place inside a string value stands: right behind its
  // quote, for strings that stand on one line without escapes.
  static std::pair<int, int> PlaceIn(const toml::node& node, const std::string& value,
                                     size_t offset, const File& file) {
    const int line = static_cast<int>(node.source().begin.line);
    const int column = static_cast<int>(node.source().begin.column);
    const std::string_view text = file.Line(line);
    const size_t begin = ByteOffsetOf(text, column);
    if (text.substr(std::min(begin, text.size())).substr(0, value.size()) != value)
      return {line, column};
    return {line, column + 1 + static_cast<int>(CountCodePoints(value.substr(0, offset)))};
  }

  void PatternProblem(const PatternError& error, const toml::node& node, const std::string& value,
                      const char* key, File* file) {
    const auto [line, column] = PlaceIn(node, value, error.begin, *file);
    const size_t end = std::min(error.begin + error.size, value.size());
    const int width =
        static_cast<int>(CountCodePoints(value.substr(error.begin, end - error.begin)));
    file->Problem(line, column, std::max(1, width), std::string(key) + ": " + error.message,
                  error.help);
  }

  std::shared_ptr<const LazyRegex> Guard(Table* table, const char* key, bool before,
                                         const Pieces& pieces, File* file, Identity* identity) {
    const std::string text = table->String(key);
    if (text.empty()) return nullptr;
    PatternError error;
    auto guard = ParseGuard(text, pieces, before, &error);
    if (guard == nullptr)
      PatternProblem(error, *table->Find(key), text, key, file);
    else
      identity->Add(key, guard->text());
    return guard;
  }

  void ReadRule(const toml::table& toml, File* file, const Pieces& pieces) {
    Table table(toml, "rule", file);
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
      file->Problem(at, static_cast<int>(CountCodePoints(rule.id)) + 2,
                    "there is a rule '" + rule.id + "' already",
                    "the first is at " + first->second);
    }
    Identity identity;
    identity.Add("id", rule.id);
    if (IsSecondLayer(&table, file))
      ReadSecondLayer(&table, file, pieces, &rule, &identity);
    else
      ReadFirstLayer(&table, file, pieces, &rule, &identity);
    rule.not_preceded_by = Guard(&table, "not_preceded_by", true, pieces, file, &identity);
    rule.not_followed_by = Guard(&table, "not_followed_by", false, pieces, file, &identity);
    rule.preceded_by = Guard(&table, "preceded_by", true, pieces, file, &identity);
    rule.followed_by = Guard(&table, "followed_by", false, pieces, file, &identity);
    CheckSize(&table, rule, file);
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
    }
    rule.sha256 = identity.Sha256();
    set_->rules.push_back(std::move(rule));
  }

  // While there cannot be too many, it is enough to know how many there are at most.
  void CountInstructions(const Rule& rule) {
    if (!exactly_) {
      instructions_ += MostInstructionsOf(rule);
      if (instructions_ <= kMostInstructionsOfAll) return;
      exactly_ = true;
      instructions_ = 0;
      for (const Rule& before : set_->rules) instructions_ += InstructionsOf(before);
    }
    instructions_ += InstructionsOf(rule);
  }

  // Columns of a string in its quotes.
  static int WidthOf(const std::string& value) {
    return static_cast<int>(CountCodePoints(value)) + 2;
  }

  // A rule that would take too long is refused, and one that is large once
  // compiled is told of, unless it says why.
  void CheckSize(Table* table, const Rule& rule, File* file) {
    const std::string pattern = table->String("pattern");
    const std::string why = table->String("large");
    if (StepsAtOnePlace(rule) > kMostSteps) {
      file->Problem(table->Find("pattern")->source(), WidthOf(pattern),
                    "the pattern may run on too far over almost anything",
                    "say how far each part of it goes: .{0,60} for .*, and keep such parts few");
    }
    if (MostInstructionsOf(rule) <= kManyInstructions || !why.empty()) return;
    const int size = InstructionsOf(rule);
    if (size <= kManyInstructions) return;
    const bool refused = size > kMostInstructions;
    const int limit = refused ? kMostInstructions : kManyInstructions;
    file->Problem(table->Find("pattern")->source(), WidthOf(pattern),
                  "the rule is large: " + std::to_string(size) +
                      " instructions with its pieces and "
                      "guards, more than " +
                      std::to_string(limit),
                  "make it smaller, split it, or say why it is:   large = '...'")
        .error = refused;
  }

  void ReadFirstLayer(Table* table, File* file, const Pieces& pieces, Rule* rule,
                      Identity* identity) {
    const int kind = table->Choice("kind", kKindChoices, true);
    if (kind == kKinds)
      rule->makes = RuleKind::kIgnore;
    else if (kind >= 0)
      rule->kind = static_cast<Kind>(kind);
    const bool exact = table->Choice("case", {"any", "exact"}) == 1;
    const int date = table->Choice("date", kDateChoices);
    if (date > 0)
      rule->date = static_cast<DateForm>(date);
    else if (rule->makes == RuleKind::kFact && rule->kind == Kind::kDate)
      rule->date = DateForm::kAt;
    rule->unit = table->String("unit");
    rule->region = table->String("region");
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
      auto parsed = ParsePattern(pattern, pieces, exact, &error);
      if (parsed)
        rule->pattern = std::move(*parsed);
      else
        PatternProblem(error, *table->Find("pattern"), pattern, "pattern", file);
    }
    identity->Add("pattern", rule->pattern.expanded);
  }

  void ReadSecondLayer(Table* table, File* file, const Pieces& pieces, Rule* rule,
                       Identity* identity) {
    rule->region = table->String("region");
    const int bound = table->Choice("bound", kBoundChoices);
    if (bound > 0) rule->bound = static_cast<Bound>(bound);
    rule->words_from_two = table->Bool("words_from_two");
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
        file->Problem(word.at, static_cast<int>(CountCodePoints(word.text)) + 2,
                      "this example marks no quote",
                      "write   'before ⟦quote⟧ after => value unit'");
      }
      rule->examples.push_back({type, word.text, static_cast<int>(word.at.begin.line),
                                static_cast<int>(word.at.begin.column)});
    }
  }

  std::vector<Diagnostic>* diagnostics_;
  std::shared_ptr<CompiledRules> set_;
  Pieces common_pieces_;
  std::map<std::string, std::string> ids_;  // Where each rule id stands.
  std::set<std::string> unit_codes_;
  size_t word_bytes_ = 0;     // Of the words so far,
  int64_t instructions_ = 0;  // and of the rules: at most so many,
  bool exactly_ = false;      // or exactly.
  bool too_much_ = false;     // No further entry is read.
};

}  // namespace

std::optional<RuleSet> LoadRules(const std::vector<RuleFile>& files,
                                 std::vector<Diagnostic>* diagnostics) {
  auto compiled = Loader(diagnostics).Load(files);
  if (compiled == nullptr) return std::nullopt;
  return RuleSet(std::move(compiled));
}

}  // namespace factmill
