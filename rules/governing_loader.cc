// The key `governs` of a rule of layer 2.
#include <algorithm>

#include "rules/layer2_loader.h"
#include "rules/rule_loader.h"

namespace factmill {
namespace {

const std::vector<std::string> kRoles = {"period", "status", "change", "base"};

bool IsOfDates(Reach reach) {
  return reach == Reach::kTime || reach == Reach::kCarried || reach == Reach::kFuture;
}

}  // namespace

// `governs = { status = 'w', reach = 'behind' }`
std::string ReadGoverning(Table* table, File* file, const Pieces& pieces, Rule* rule) {
  rule->governs = std::make_shared<GoverningRule>();
  GoverningRule& governs = *rule->governs;
  const std::string text = table->String("pattern", true);
  const toml::node& node = *table->Find("governs");
  const auto problem = [&](const toml::node& at, const std::string& message,
                           const std::string& help) {
    file->Problem(at.source(), 1, message, help);
    return text;
  };
  for (const char* key : {"kind", "unit", "set", "link", "scope", "case"}) {
    if (const toml::node* other = table->Find(key))
      return problem(*other, std::string(key) + " does not go with governs", "take it out");
  }
  PatternError error;
  auto read = ParsePatternParts(text, pieces, false, &error);
  if (!read) {
    PatternProblem(error, *table->Find("pattern"), text, "pattern", file);
    return text;
  }
  const bool one = read->parts.size() == 1 && read->parts[0].type == PatternPart::kSlot;
  const Slot slot = one ? read->parts[0].slot : Slot();
  const bool date =
      one && slot.kind == SlotKind::kFact && !slot.any_kind && slot.unit_kind == Kind::kDate;
  if (!date && (!one || slot.kind != SlotKind::kTerm)) {
    return problem(*table->Find("pattern"), "what governs is one word or one date",
                   "write   pattern = '{w=term:status}'   or   '{d=fact:date}', and guards");
  }
  if (!date && !Governing::Owns(slot.role)) {
    return problem(*table->Find("pattern"), "a term of role '" + slot.role + "' cannot govern",
                   "begin its role with   period, status, change   or   base");
  }
  rule->pattern.names = std::move(read->names);
  if (!node.is_table()) {
    return problem(node, "governs is a table",
                   "write   governs = { status = 'w', reach = 'next' }");
  }
  bool reaches = false;
  for (const auto& [key, value] : *node.as_table()) {
    const std::string name(key.str());
    const auto word = value.value<std::string>();
    const bool role = std::find(kRoles.begin(), kRoles.end(), name) != kRoles.end();
    if (!word || (!role && name != "reach")) {
      return problem(value, "governs has no '" + name + "' like this",
                     "write   governs = { status = 'w', reach = 'next' }");
    }
    if (role) {
      governs.role = name;
      governs.words = *word;
      if (*word != slot.name)
        return problem(value, "the pattern captures no '" + *word + "'", "it is " + slot.name);
    } else {
      const auto found = std::find(kReaches.begin(), kReaches.end(), *word);
      if (found == kReaches.end()) {
        return problem(value, "there is no reach '" + *word + "'",
                       DidYouMeanOr(*word, kReaches, "it is one of " + Listed(kReaches)));
      }
      governs.reach = static_cast<Reach>(found - kReaches.begin());
      reaches = true;
    }
  }
  if (!reaches || governs.role.empty()) {
    return problem(node, "governs says an attribute and how far it reaches",
                   "write   governs = { status = 'w', reach = 'next' }");
  }
  if (date != IsOfDates(governs.reach)) {
    return problem(node, "such words do not reach so",
                   "time, carried and future are for   {d=fact:date}, the others for terms");
  }
  if (!date) governs.term = slot.role;
  rule->pattern.captures = 1;
  rule->pattern.expanded = text;
  return text + "\n" + governs.role + "=" + governs.words + " " +
         kReaches[static_cast<size_t>(governs.reach)];
}

}  // namespace factmill
