// Reading TOML tables with complaints: every problem gets its file, line and
// column, and unknown keys are errors.  For rules/loader.cc alone.
#ifndef FACTMILL_RULES_TOML_TABLE_H_
#define FACTMILL_RULES_TOML_TABLE_H_

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/diagnostic.h"
#include "base/utf8.h"
#include "rules/limits.h"
#include "rules/rule_set.h"

namespace factmill {

// A file while it is being read: where its problems go.
class File {
 public:
  File(const RuleFile& file, std::vector<Diagnostic>* diagnostics)
      : name(file.name), diagnostics_(diagnostics) {
    size_t begin = 0;
    while (begin <= file.text.size()) {
      const size_t end = std::min(file.text.find('\n', begin), file.text.size());
      lines_.push_back(file.text.substr(begin, end - begin));
      if (!lines_.back().empty() && lines_.back().back() == '\r') lines_.back().pop_back();
      begin = end + 1;
    }
  }

  // What is said beyond kMostProblems is not kept.
  Diagnostic& Problem(int line, int column, int width, std::string message, std::string help = "") {
    if (Full()) return not_kept_;
    Diagnostic d;
    d.file = name;
    d.line = line;
    d.column = column;
    d.width = width;
    d.message = Shortened(std::move(message));
    d.help = Shortened(std::move(help));
    if (Line(line).size() <= kLongestShownLine) d.source_line = Line(line);
    diagnostics_->push_back(std::move(d));
    return diagnostics_->back();
  }
  Diagnostic& Problem(const toml::source_region& at, int width, std::string message,
                      std::string help = "") {
    return Problem(static_cast<int>(at.begin.line), static_cast<int>(at.begin.column), width,
                   std::move(message), std::move(help));
  }
  // Are there so many problems that reading on is of no use?
  bool Full() const { return diagnostics_->size() >= kMostProblems; }
  std::string_view Line(int line) const {
    return line > 0 && line <= static_cast<int>(lines_.size()) ? std::string_view(lines_[line - 1])
                                                               : std::string_view();
  }

  const std::string name;

 private:
  static std::string Shortened(std::string text) {
    if (text.size() <= kLongestMessage) return text;
    size_t end = kLongestMessage;
    while (IsUtf8Continuation(text[end])) --end;
    return text.substr(0, end) + "...";
  }

  Diagnostic not_kept_;
  std::vector<std::string> lines_;
  std::vector<Diagnostic>* diagnostics_;
};

// One table: typed access that complains, and at the end about unknown keys.
class Table {
 public:
  Table(const toml::table& table, const char* what, File* file)
      : table_(table), what_(what), file_(file) {}

  ~Table() {
    for (const auto& [key, value] : table_) {
      const std::string name(key.str());
      if (known_.count(name)) continue;
      if (file_->Full()) break;
      const std::string meant = DidYouMean(name, {known_.begin(), known_.end()});
      std::string keys;
      for (const std::string& k : known_) keys += (keys.empty() ? "" : ", ") + k;
      file_->Problem(key.source(), static_cast<int>(CountCodePoints(name)),
                     "a " + std::string(what_) + " has no key '" + name + "'",
                     meant.empty() ? "its keys are " + keys : "did you mean '" + meant + "'?");
    }
  }

  const toml::node* Find(const char* key) {
    known_.insert(key);
    return table_.get(key);
  }

  std::string String(const char* key, bool required = false) {
    const toml::node* node = Find(key);
    if (node == nullptr) {
      if (required) Missing(key);
      return "";
    }
    if (!node->is_string()) {
      WrongType(*node, key, "a string in quotes");
      return "";
    }
    std::string value = **node->as_string();
    if (required && value.empty())
      file_->Problem(node->source(), 2, std::string(key) + " is empty");
    return value;
  }

  bool Bool(const char* key) {
    const toml::node* node = Find(key);
    if (node == nullptr) return false;
    if (!node->is_boolean()) {
      WrongType(*node, key, "true or false");
      return false;
    }
    return **node->as_boolean();
  }

  struct Word {
    std::string text;
    toml::source_region at;
  };
  std::vector<Word> Words(const char* key, bool required = false) {
    std::vector<Word> words;
    const toml::node* node = Find(key);
    if (node == nullptr) {
      if (required) Missing(key);
      return words;
    }
    if (!node->is_array()) {
      WrongType(*node, key, "a list: ['...', '...']");
      return words;
    }
    for (const toml::node& item : *node->as_array()) {
      if (file_->Full()) break;
      if (!item.is_string()) {
        WrongType(item, key, "a list of strings");
        continue;
      }
      words.push_back({**item.as_string(), item.source()});
    }
    if (required && words.empty())
      file_->Problem(node->source(), 1, std::string(key) + " is empty");
    return words;
  }

  // One of `choices`, by its place; -1 if absent or wrong (and said so).
  int Choice(const char* key, const std::vector<std::string>& choices, bool required = false) {
    const std::string value = String(key, required);
    if (value.empty()) return -1;
    const auto found = std::find(choices.begin(), choices.end(), value);
    if (found != choices.end()) return static_cast<int>(found - choices.begin());
    std::string list;
    for (const std::string& choice : choices) list += (list.empty() ? "" : ", ") + choice;
    const std::string meant = DidYouMean(value, choices);
    file_->Problem(table_.get(key)->source(), static_cast<int>(CountCodePoints(value)) + 2,
                   "there is no " + std::string(key) + " '" + value + "'",
                   meant.empty() ? "it is one of " + list : "did you mean '" + meant + "'?");
    return -1;
  }

  std::optional<Decimal> Number(const char* key) {
    const std::string text = String(key);
    if (text.empty()) return std::nullopt;
    const auto number = Decimal::Parse(text);
    if (!number) {
      file_->Problem(table_.get(key)->source(), static_cast<int>(text.size()) + 2,
                     "'" + text + "' is no decimal number", "write it as '0.1' or '1000'");
    }
    return number;
  }

  const toml::source_region& at() const { return table_.source(); }

 private:
  void Missing(const char* key) {
    file_->Problem(table_.source(), 1, "this " + std::string(what_) + " has no " + key,
                   std::string("add   ") + key + " = ...");
  }
  void WrongType(const toml::node& node, const char* key, const char* wanted) {
    file_->Problem(node.source(), 1, std::string(key) + " must be " + wanted);
  }

  const toml::table& table_;
  const char* what_;
  File* file_;
  std::set<std::string> known_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_TOML_TABLE_H_
