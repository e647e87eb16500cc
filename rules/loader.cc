// Rule files (TOML) into a frozen rule set: every problem of every file is
// reported, with its place.
#include <algorithm>
#include <climits>
#include <map>
#include <set>
#include <tuple>

#include "base/sha256.h"
#include "base/utf8.h"
#include "rules/compiled.h"
#include "rules/entry_loader.h"
#include "rules/layer2_loader.h"
#include "rules/limits.h"
#include "rules/rule_loader.h"
#include "rules/toml_words.h"

namespace factmill {
namespace {

constexpr const char* kPatternKeys[] = {"pattern", "not_preceded_by", "not_followed_by",
                                        "preceded_by", "followed_by"};

// The names that stand in braces in a pattern: {piece}, {y=piece}.
void AddNamesIn(std::string_view pattern, std::set<std::string>* names) {
  for (size_t at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at)) {
    const size_t close = pattern.find_first_of("{}", ++at);
    if (close == std::string_view::npos || pattern[close] == '{') continue;
    const std::string_view inside = pattern.substr(at, close - at);
    names->emplace(inside.substr(inside.find('=') + 1));  // All of it where there is none.
  }
}

// The names that the rules of a file use in their patterns.
std::set<std::string> NamesUsedIn(const toml::table& table) {
  std::set<std::string> names;
  const toml::array* rules = table["rule"].as_array();
  if (rules == nullptr) return names;
  for (const toml::node& rule : *rules) {
    for (const char* key : kPatternKeys) {
      const toml::node* pattern = rule.is_table() ? rule.as_table()->get(key) : nullptr;
      if (pattern != nullptr && pattern->is_string()) AddNamesIn(**pattern->as_string(), &names);
    }
  }
  return names;
}

// Adds the pieces by way of which others are used.
void AddPiecesOf(const Pieces& pieces, std::set<std::string>* names) {
  std::vector<std::string> open(names->begin(), names->end());
  while (!open.empty()) {
    const auto piece = pieces.find(open.back());
    open.pop_back();
    if (piece == pieces.end()) continue;
    std::set<std::string> inside;
    AddNamesIn(piece->second, &inside);
    for (const std::string& name : inside) {
      if (names->insert(name).second) open.push_back(name);
    }
  }
}

class Loader {
 public:
  explicit Loader(std::vector<Diagnostic>* diagnostics)
      : diagnostics_(diagnostics),
        set_(std::make_shared<CompiledRules>()),
        entries_(set_.get(), &references_),
        rules_(set_.get(), &references_) {}

  std::shared_ptr<const CompiledRules> Load(const std::vector<RuleFile>& files) {
    const std::vector<Parsed> parsed = Parse(files);
    for (const Parsed& p : parsed) {
      if (p.common) ReadPieces(p.table, p.file.get(), &common_pieces_);
    }
    for (const Parsed& p : parsed) ReadFile(p);
    for (const Parsed& p : parsed) {
      if (p.common) CheckUnused(p, common_pieces_, names_used_);
    }
    // A file that could not be read may define what seems to be missing.
    if (parsed.size() == files.size()) references_.Complain();
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
    Freeze();
    return set_;
  }

 private:
  struct Parsed {
    std::unique_ptr<File> file;
    toml::table table;
    bool common;
  };

  // The files that are TOML, and within bounds.
  std::vector<Parsed> Parse(const std::vector<RuleFile>& files) {
    std::vector<Parsed> parsed;
    std::string all;
    size_t values = 0;
    for (const RuleFile& rule_file : files) {
      // By the name below its folder: however that is spelled, the set is the same.
      const std::string& shown = rule_file.relative.empty() ? rule_file.name : rule_file.relative;
      all += shown + "\n" + std::to_string(rule_file.text.size()) + "\n" + rule_file.text;
      auto file = std::make_unique<File>(rule_file, diagnostics_);
      auto table = ParseToml(rule_file, &values, file.get());
      if (values > kMostValues) break;
      if (!table) continue;
      const bool common =
          rule_file.name == "common.toml" || rule_file.name.ends_with("/common.toml");
      parsed.push_back({std::move(file), std::move(*table), common});
    }
    set_->sha256 = Sha256Hex(all);
    set_->files = files;
    return parsed;
  }

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

  // What is wrong in a piece is told where it is used.  Here it is told of pieces
  // that none of `used` leads to.
  void CheckUnused(const Parsed& parsed, const Pieces& pieces, const std::set<std::string>& used) {
    const toml::table* table = parsed.table["pieces"].as_table();
    if (table == nullptr) return;
    for (const auto& [key, value] : *table) {
      const std::string name(key.str());
      if (parsed.file->Full()) return;
      if (!value.is_string() || used.count(name) > 0) continue;
      const std::string text = **value.as_string();
      PatternError error;
      if (!CheckPiece(text, pieces, &error))
        PatternProblem(error, value, text, name, parsed.file.get());
    }
  }

  void ReadFile(const Parsed& parsed) {
    File* const file = parsed.file.get();
    Pieces pieces = common_pieces_;
    if (!parsed.common) ReadPieces(parsed.table, file, &pieces);
    std::set<std::string> used = NamesUsedIn(parsed.table);
    AddPiecesOf(pieces, &used);
    if (!parsed.common) CheckUnused(parsed, pieces, used);
    names_used_.merge(used);
    for (const auto& [key, value] : parsed.table) {
      const std::string name(key.str());
      if (name == "pieces") continue;
      if (file->Full()) return;
      const auto type = TypeOf(name);
      if (!type) {
        file->Problem(key.source(), static_cast<int>(CountCodePoints(name)),
                      "a rule file has no '" + name + "'",
                      DidYouMeanOr(name, TopNames(),
                                   "it has [pieces], [[unit]], [[noun]], [[classifier]], "
                                   "[[term]], [[hedge]], [[ignore]], [[region]] and [[rule]]"));
        continue;
      }
      const toml::array* array = value.as_array();
      if (array == nullptr || !array->is_homogeneous<toml::table>()) {
        file->Problem(value.source(), 1, "'" + name + "' is a list of tables",
                      "write [[" + name + "]]");
        continue;
      }
      for (const toml::node& node : *array) {
        if (file->Full() || entries_.too_much() || rules_.too_much()) return;
        if (*type == TableType::kRule)
          rules_.Read(*node.as_table(), file, pieces);
        else
          entries_.Read(*type, *node.as_table(), file);
      }
    }
  }

  void Freeze() {
    set_->vocabulary.Freeze();
    NumberSlots(&set_->rules, &set_->vocabulary);
    set_->hedges_before.FreezeBackwards();
    set_->region_words.Freeze();
    set_->tense_words.Freeze();
    set_->day_words.Freeze();
    set_->range_words.Freeze();
    set_->phrase_words.Freeze();
    set_->forms = MakeFormTrie(set_->rules, set_->vocabulary);
    FreezeSecondLayer(set_.get());
    FreezeGoverning(set_.get());
    for (Rule& rule : set_->rules) {
      set_->infos.push_back({rule.id, rule.file, rule.line, rule.sha256});
    }
  }

  std::vector<Diagnostic>* diagnostics_;
  std::shared_ptr<CompiledRules> set_;
  Pieces common_pieces_;
  std::set<std::string> names_used_;  // In the patterns of all files, and in pieces used there.
  References references_;
  EntryLoader entries_;
  RuleLoader rules_;
};

}  // namespace

std::optional<RuleSet> LoadRules(const std::vector<RuleFile>& files,
                                 std::vector<Diagnostic>* diagnostics) {
  auto compiled = Loader(diagnostics).Load(files);
  if (compiled == nullptr) return std::nullopt;
  return RuleSet(std::move(compiled));
}

}  // namespace factmill
