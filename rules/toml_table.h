// Reading TOML tables with complaints: every problem gets its file, line and
// column, and unknown keys are errors.  For the loader alone.
#ifndef FACTMILL_RULES_TOML_TABLE_H_
#define FACTMILL_RULES_TOML_TABLE_H_

#define TOML_EXCEPTIONS 0
// It asserts on some files that are no TOML, and goes on well without.
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/utf8.h"
#include "rules/keys.h"
#include "rules/problems.h"

namespace factmill {

// One table: typed access that complains, and at the end about unknown keys.
class Table {
 public:
  Table(const toml::table& table, TableType type, File* file)
      : table_(table), type_(type), file_(file) {}

  ~Table() {
    const auto& [what, known] = KeysOf(type_);
    for (const auto& [key, value] : table_) {
      const std::string name(key.str());
      if (std::binary_search(known.begin(), known.end(), name)) continue;
      if (file_->Full()) break;
      file_->Problem(key.source(), static_cast<int>(CountCodePoints(name)),
                     "a " + what + " has no key '" + name + "'",
                     DidYouMeanOr(name, known, "its keys are " + Listed(known)));
    }
  }

  // Its keys are those of another type from now on.
  void Become(TableType type) { type_ = type; }

  // REQUIRES: a key that KeysOf() lists.
  const toml::node* Find(const char* key) { return table_.get(key); }

  std::string String(const char* key, bool required = false) {
    const toml::node* node = Find(key);
    if (node == nullptr) {
      if (required) Missing(key, "'...'");
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
      if (required) Missing(key, "['...']");
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
      file_->Problem(node->source(), 1, std::string(key) + " is empty",
                     std::string("write   ") + key + " = ['...']");
    return words;
  }

  // One of `choices`, by its place; -1 if absent or wrong (and said so).
  int Choice(const char* key, const std::vector<std::string>& choices, bool required = false) {
    const std::string value = String(key, required);
    if (value.empty()) return -1;
    const auto found = std::find(choices.begin(), choices.end(), value);
    if (found != choices.end()) return static_cast<int>(found - choices.begin());
    file_->Problem(table_.get(key)->source(), static_cast<int>(CountCodePoints(value)) + 2,
                   "there is no " + std::string(key) + " '" + value + "'",
                   HelpToChoose(value, choices));
    return -1;
  }

  // Of a few short names all are named: between "en" and "cn" nothing is alike.
  static std::string HelpToChoose(const std::string& value,
                                  const std::vector<std::string>& choices) {
    const std::string all = "it is one of " + Listed(choices);
    return value.size() <= 2 ? all : DidYouMeanOr(value, choices, all);
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
  void Missing(const char* key, const char* form) {
    file_->Problem(table_.source(), 1, "this " + KeysOf(type_).name + " has no " + key,
                   std::string("add   ") + key + " = " + form);
  }
  void WrongType(const toml::node& node, const char* key, const char* wanted) {
    file_->Problem(node.source(), 1, std::string(key) + " must be " + wanted);
  }

  const toml::table& table_;
  TableType type_;
  File* file_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_TOML_TABLE_H_
