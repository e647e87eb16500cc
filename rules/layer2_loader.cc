#include "rules/layer2_loader.h"

#include <algorithm>
#include <set>

#include "rules/attribution.h"
#include "rules/carried.h"

namespace factmill {
namespace {

constexpr size_t kMostGroups = 30;

const std::vector<std::string> kRoles = {"metric", "subject", "period", "status"};
const std::vector<std::string> kReaches = {"sentence", "paragraph", "text"};  // As Carried.
const std::vector<std::string> kRelations = {"part_of", "share_of", "conversion", "compared",
                                             "respectively"};

int Width(const std::string& text) { return static_cast<int>(CountCodePoints(text)); }

// The pattern and its pieces, with the slots in full.
std::string Expanded(const std::vector<PatternPart>& parts) {
  std::string text;
  for (const PatternPart& part : parts) {
    const Slot& slot = part.slot;
    if (part.type != PatternPart::kSlot)
      text += part.text;
    else
      text += "{" + slot.name + "=" + std::to_string(static_cast<int>(slot.kind)) + ":" +
              std::string(slot.any_kind ? "" : KindName(slot.unit_kind)) + ":" + slot.role + "}";
  }
  return text;
}

// Reads what a rule does with its captures.
class ActionReader {
 public:
  ActionReader(Table* table, File* file, MaskedRule* rule)
      : table_(table), file_(file), rule_(rule) {}

  // `unit = { from = "ante" }`, `unit = { carried = "sentence", alike = true, least = 1000 }`
  void ReadUnit(Kind kind) {
    const toml::node* unit = table_->Find("unit");
    if (unit == nullptr) return;
    if (!unit->is_table()) {
      Problem(*unit, 1, "in layer 2, unit is a table", "write   unit = { from = 'a' }");
      return;
    }
    const toml::table& keys = *unit->as_table();
    const toml::node* from = keys.get("from");
    const toml::node* carried = keys.get("carried");
    const toml::node* alike = keys.get("alike");
    const toml::node* least = keys.get("least");
    const size_t known =
        (from != nullptr) + (carried != nullptr) + (alike != nullptr) + (least != nullptr);
    const toml::node* source = from != nullptr ? from : carried;
    if (keys.size() != known || (from != nullptr) == (carried != nullptr) || !source->is_string() ||
        (alike != nullptr && !alike->is_boolean()) || (least != nullptr && !least->is_integer())) {
      Problem(*unit, 1,
              "unit has the key from or the key carried, and alike (true or false) and least (a "
              "number) if need be",
              "write   unit = { from = 'a' }   or   unit = { carried = 'sentence' }");
      return;
    }
    rule_->unit.kind = kind;
    rule_->unit.alike = alike != nullptr && **alike->as_boolean();
    rule_->unit.least = least != nullptr ? **least->as_integer() : 0;
    const std::string name = **source->as_string();
    if (carried != nullptr && !HasUnit(kind)) {
      Problem(*unit, 1, "no unit of this kind is carried", "it is money, a count or a measure");
      return;
    }
    if (carried != nullptr)
      ReadCarried(name, *carried);
    else if (NamesUnit(name, kind, *from))
      rule_->unit.from = name;
    const auto* number = rule_->Find(MaskedRule::kOwn);
    if (number == nullptr || !number->slot || number->slot->kind != SlotKind::kQuantity) {
      Problem(*unit, 1, "the pattern has no {q=quantity}", "it is the number of the new figure");
    }
  }

  // `set = { f.metric = "m" }`
  void ReadSet() {
    const toml::node* set = table_->Find("set");
    if (set == nullptr) return;
    if (!set->is_table()) {
      Problem(*set, 1, "set is a table", "write   set = { f.metric = 'm' }");
      return;
    }
    for (const auto& [fact, roles] : *set->as_table()) {
      const std::string name(fact.str());
      if (!roles.is_table()) {
        file_->Problem(fact.source(), Width(name), "'" + name + "' says no role",
                       "write   set = { " + name + ".metric = 'm' }");
        continue;
      }
      if (!NamesFact(name, fact.source(), Width(name))) continue;
      for (const auto& [key, words] : *roles.as_table()) ReadSetting(name, key, words);
    }
  }

  // `link = { from = "a", part_of = "b" }`, or a list of such tables.
  void ReadLink() {
    const toml::node* link = table_->Find("link");
    if (link == nullptr) return;
    if (link->is_table()) return ReadOneLink(*link->as_table());
    const toml::array* list = link->as_array();
    if (list == nullptr || !list->is_homogeneous<toml::table>()) {
      Problem(*link, 1, "link is a table, or a list of tables",
              "write   link = { from = 'a', part_of = 'b' }");
      return;
    }
    for (const toml::node& one : *list) ReadOneLink(*one.as_table());
  }

 private:
  void ReadCarried(const std::string& reach, const toml::node& at) {
    const auto found = std::find(kReaches.begin(), kReaches.end(), reach);
    if (found == kReaches.end()) {
      Problem(at, Width(reach) + 2, "no unit is carried over a '" + reach + "'",
              DidYouMeanOr(reach, kReaches, "it is one of " + Listed(kReaches)));
      return;
    }
    rule_->unit.carried = static_cast<Carried>(found - kReaches.begin() + 1);
  }

  void Problem(const toml::node& at, int width, const std::string& message,
               const std::string& help) {
    file_->Problem(at.source(), width, message, help);
  }

  std::vector<std::string> Captures() const {
    std::vector<std::string> names;
    for (const auto& group : rule_->groups) names.push_back(group.name);
    return names;
  }

  const MaskedRule::Group* Named(const std::string& name, const toml::source_region& at,
                                 int width) {
    const auto* group = rule_->Find(name);
    if (group != nullptr) return group;
    const auto names = Captures();
    file_->Problem(at, width, "the pattern captures no '" + name + "'",
                   DidYouMeanOr(name, names, "it captures " + Listed(names)));
    return nullptr;
  }

  bool NamesFact(const std::string& name, const toml::source_region& at, int width) {
    const auto* group = Named(name, at, width);
    if (group == nullptr) return false;
    if (group->slot && group->slot->kind == SlotKind::kFact) return true;
    file_->Problem(at, width, "'" + name + "' is no fact",
                   "name a capture such as {" + name + "=fact:money}");
    return false;
  }
  // A fact, or the word of what is counted.
  bool NamesUnit(const std::string& name, Kind kind, const toml::node& at) {
    const auto* group = rule_->Find(name);
    const bool word = group != nullptr && group->slot && group->slot->kind == SlotKind::kTerm;
    return (word && kind == Kind::kCount) || NamesFact(name, at);
  }
  bool NamesFact(const std::string& name, const toml::node& at) {
    return NamesFact(name, at.source(), Width(name) + 2);
  }

  void ReadSetting(const std::string& fact, const toml::key& key, const toml::node& node) {
    const std::string role(key.str());
    if (std::find(kRoles.begin(), kRoles.end(), role) == kRoles.end()) {
      file_->Problem(key.source(), Width(role), "a fact has no attribute '" + role + "'",
                     DidYouMeanOr(role, kRoles, "it has " + Listed(kRoles)));
      return;
    }
    if (!node.is_string()) {
      Problem(node, 1, role + " names a capture, in quotes",
              "write   " + fact + "." + role + " = 'm'");
      return;
    }
    const std::string words = **node.as_string();
    const auto* group = Named(words, node.source(), Width(words) + 2);
    if (group == nullptr) return;
    const bool number = group->slot && group->slot->kind == SlotKind::kQuantity;
    const bool figure = group->slot && group->slot->kind == SlotKind::kFact &&
                        (group->slot->any_kind || group->slot->unit_kind != Kind::kDate);
    if (number || figure) {
      Problem(node, Width(words) + 2, "'" + words + "' is a figure, and a " + role + " is words",
              "name a term, a stretch of text, or a {d=fact:date}");
      return;
    }
    rule_->sets.push_back({fact, role, words});
  }

  void ReadOneLink(const toml::table& link) {
    MaskedRule::Linking linking;
    if (rule_->unit.makes()) linking.from = MaskedRule::kOwn;
    for (const auto& [key, node] : link) {
      const std::string name(key.str());
      const bool from = name == "from";
      if (!from && std::find(kRelations.begin(), kRelations.end(), name) == kRelations.end()) {
        std::vector<std::string> names = kRelations;
        names.push_back("from");
        file_->Problem(key.source(), Width(name), "there is no relation '" + name + "'",
                       DidYouMeanOr(name, names, "it is one of " + Listed(kRelations)));
        return;
      }
      if (!node.is_string()) {
        Problem(node, 1, name + " names a capture, in quotes", "write   " + name + " = 'a'");
        return;
      }
      const std::string capture = **node.as_string();
      const bool own = from && linking.from == capture;
      if (!own && !NamesFact(capture, node)) return;
      if (from) {
        linking.from = capture;
      } else if (linking.relation.empty()) {
        linking.relation = name;
        linking.other = capture;
      } else {
        file_->Problem(key.source(), Width(name), "a link has one relation",
                       "write   link = [{ ... }, { ... }]");
        return;
      }
    }
    if (linking.relation.empty() || linking.from.empty()) {
      Problem(link, 1,
              linking.relation.empty() ? "the link says no relation"
                                       : "the link does not say from which fact",
              "write   link = { from = 'a', part_of = 'b' }");
      return;
    }
    rule_->links.push_back(linking);
  }

  Table* table_;
  File* file_;
  MaskedRule* rule_;
};

std::optional<PatternError> ReadPattern(const std::string& pattern, const Pieces& pieces,
                                        TokenAlphabet* alphabet, Rule* rule) {
  PatternError error;
  MaskedRule& masked = *rule->masked;
  auto read = ParsePatternParts(pattern, pieces, masked.exact_case, &error);
  if (!read) return error;
  masked.parts = std::move(read->parts);
  rule->pattern.names = std::move(read->names);
  rule->pattern.branches = std::move(read->branches);
  masked.groups = GroupsOf(masked.parts);
  std::set<std::string> captures;
  for (const auto& group : masked.groups) captures.insert(group.name);
  rule->pattern.captures = static_cast<int>(captures.size());
  rule->pattern.expanded = Expanded(masked.parts);
  if (masked.groups.size() > kMostGroups) {
    return PatternError{0, pattern.size(), "a pattern has more than 30 named parts",
                        "split the rule in two"};
  }
  for (const auto& group : masked.groups) {
    const bool word = group.slot && group.slot->kind != SlotKind::kFact &&
                      group.slot->kind != SlotKind::kQuantity;
    if (word && alphabet->Name(*group.slot) < 0) {
      return PatternError{0, pattern.size(),
                          "the rules of layer 2 name more than 64 kinds of words",
                          "use a role that another rule has"};
    }
  }
  std::string atom;
  MaskedRegex(masked.parts, *alphabet, &atom);
  if (!atom.empty()) {
    const size_t at = pattern.find(atom);
    return PatternError{at == std::string::npos ? 0 : at,
                        at == std::string::npos ? pattern.size() : atom.size(),
                        "'" + atom + "' would match a figure or a word that is one token",
                        "say what it is not: [^,], or name the figure: {f=fact}"};
  }
  if (!FreezeMasked(*alphabet, &masked, &error)) {
    error.begin = 0;
    error.size = pattern.size();
    return error;
  }
  return std::nullopt;
}

// `reader = "en.level"`: the grammar of attribution in place of a pattern.
void ReadReader(Table* table, File* file, MaskedRule* masked) {
  masked->reader = table->Choice("reader", ReaderNames());
  for (const char* key : {"pattern", "set", "link", "unit"}) {
    const toml::node* node = table->Find(key);
    if (node == nullptr) continue;
    file->Problem(node->source(), 1, "a rule with a reader has no " + std::string(key),
                  "take it out, or make two rules of it");
  }
  if (masked->reader < 0) return;
  for (const std::string& role : RolesOf(static_cast<Reader>(masked->reader)))
    masked->sets.push_back({"", role, ""});
}

}  // namespace

bool IsSecondLayer(Table* table, File* file) {
  const toml::node* layer = table->Find("layer");
  const auto number = layer == nullptr ? std::optional<int64_t>(1) : layer->value<int64_t>();
  if (!number || *number < 1 || *number > 2) {
    file->Problem(layer->source(), 1, "layer is 1 or 2", "");
  } else if (*number == 1) {
    for (const char* key : {"scope", "link"}) {
      const toml::node* node = table->Find(key);
      if (node == nullptr) continue;
      file->Problem(node->source(), 1, std::string(key) + " is for rules of layer 2",
                    "add   layer = 2");
    }
  }
  if (number == 2) table->Become(TableType::kRuleOfFigures);
  return number == 2;
}

std::optional<PatternError> ReadMasked(Table* table, File* file, const Pieces& pieces,
                                       TokenAlphabet* alphabet, Rule* rule, std::string* identity) {
  rule->masked = std::make_shared<MaskedRule>();
  MaskedRule& masked = *rule->masked;
  masked.exact_case = table->Choice("case", kCaseChoices) == 1;
  const int scope = table->Choice("scope", kScopeChoices);
  if (scope >= 0) masked.scope = static_cast<Scope>(scope);
  std::vector<std::string> kinds;
  for (int kind = 0; kind < kKinds; ++kind) kinds.emplace_back(KindName(static_cast<Kind>(kind)));
  const bool makes = table->Find("unit") != nullptr;
  const int kind = table->Choice("kind", kinds, makes);
  if (kind >= 0) rule->kind = static_cast<Kind>(kind);
  if (kind >= 0 && !makes) {
    file->Problem(table->Find("kind")->source(), Width(kinds[kind]) + 2,
                  "this rule makes no figure, so it has no kind",
                  "take it out, or add   unit = { from = 'a' }");
  }
  std::optional<PatternError> error;
  if (table->Find("reader") != nullptr) {
    ReadReader(table, file, &masked);
    *identity = rule->id + "\nreader " + std::to_string(masked.reader) + "\n";
    return std::nullopt;
  }
  const std::string pattern = table->String("pattern", true);
  if (!pattern.empty()) error = ReadPattern(pattern, pieces, alphabet, rule);
  if (error || pattern.empty()) return error;  // Its captures are not known.
  ActionReader actions(table, file, &masked);
  actions.ReadUnit(rule->kind);
  actions.ReadSet();
  actions.ReadLink();
  const toml::node* set = table->Find("set");
  if (makes && set != nullptr) {
    file->Problem(set->source(), 1, "a rule that makes a figure sets nothing",
                  "write a second rule: it sees the new figure as a fact");
  }
  if (!makes && set == nullptr && table->Find("link") == nullptr) {
    file->Problem(table->at(), 1, "this rule of layer 2 does nothing",
                  "add   set = { f.metric = 'm' }   or   link = { from = 'a', part_of = 'b' }");
  }
  *identity = rule->id + "\nlayer 2\n" + std::to_string(kind) + std::to_string(scope) +
              std::to_string(masked.exact_case) + "\n" + masked.unit.from +
              (masked.unit.alike ? " alike" : "") + "\n";
  if (masked.unit.carried != Carried::kNot)
    *identity += "carried " + std::to_string(static_cast<int>(masked.unit.carried)) + "\n";
  if (masked.unit.least > 0) *identity += "least " + std::to_string(masked.unit.least) + "\n";
  for (const auto& one : masked.sets)
    *identity += one.fact + "." + one.role + "=" + one.words + "\n";
  for (const auto& link : masked.links)
    *identity += link.from + " " + link.relation + " " + link.other + "\n";
  return std::nullopt;
}

void FreezeSecondLayer(CompiledRules* rules) {
  rules->alphabet.Freeze(rules->vocabulary);
  rules->readers.assign(static_cast<size_t>(Reader::kCount), CompiledRules::kNoRule);
  for (size_t i = 0; i < rules->rules.size(); ++i) {
    MaskedRule* masked = rules->rules[i].masked.get();
    if (masked == nullptr) continue;
    if (masked->reader >= 0) {
      size_t& place = rules->readers[static_cast<size_t>(masked->reader)];
      place = std::min(place, i);
      continue;
    }
    PatternError error;  // None: the same was compiled when it was read.
    if (!FreezeMasked(rules->alphabet, masked, &error)) continue;
    auto& place = masked->unit.carried != Carried::kNot ? rules->carriers
                  : masked->unit.makes()                ? rules->makers
                                                        : rules->attributors;
    place.push_back(i);
  }
}

}  // namespace factmill
