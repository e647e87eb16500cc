#include "rules/keys.h"

namespace factmill {

const KnownTable& KeysOf(TableType type) {
  static const KnownTable kTables[] = {
      {"unit",
       {"after", "base", "before", "case", "code", "factor", "kind", "times", "ucum", "when"}},
      {"noun", {"canonical", "mass", "when", "words"}},
      {"classifier", {"counts_itself", "when", "words"}},
      {"term", {"canonical", "case", "role", "when", "words"}},
      {"hedge", {"after", "before", "bound", "except", "negations"}},
      {"ignore", {"case", "when", "words"}},
      {"region", {"region", "words"}},
      {"rule",
       {"bound",
        "case",
        "date",
        "followed_by",
        "id",
        "kind",
        "large",
        "layer",
        "link",
        "mention",
        "no",
        "not_followed_by",
        "not_preceded_by",
        "pattern",
        "preceded_by",
        "region",
        "scope",
        "set",
        "times",
        "todo",
        "unit",
        "value",
        "words_from_two",
        "yes"}},
      {"rule",
       {"bound",
        "case",
        "followed_by",
        "governs",
        "id",
        "kind",
        "large",
        "layer",
        "link",
        "no",
        "not_followed_by",
        "not_preceded_by",
        "pattern",
        "preceded_by",
        "reader",
        "region",
        "scope",
        "set",
        "todo",
        "unit",
        "words_from_two",
        "yes"}},
      {"condition", {"language", "near", "region"}},
  };
  return kTables[static_cast<int>(type)];
}

std::vector<std::string> TopNames() {
  std::vector<std::string> names = {"pieces"};
  for (int type = 0; type <= static_cast<int>(TableType::kRule); ++type)
    names.push_back(KeysOf(static_cast<TableType>(type)).name);
  return names;
}

std::optional<TableType> TypeOf(std::string_view top_name) {
  for (int type = 0; type <= static_cast<int>(TableType::kRule); ++type) {
    if (KeysOf(static_cast<TableType>(type)).name == top_name) return static_cast<TableType>(type);
  }
  return std::nullopt;
}

}  // namespace factmill
