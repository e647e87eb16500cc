#include "tests/rules/engine_texts.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "corpus/fold.h"

namespace factmill {
namespace {

// Numbers and quantities as texts write them, and nearly do.
constexpr const char* kQuantity =
    "(?:[1-9]\\d{0,3}|\\d{1,3}(?:,\\d{3}){1,2}|\\d{1,4}\\.\\d{1,2}|(?:1[89]|20)\\d\\d|"
    "[一二三四五六七八九两]?[十百千][一二三四五六七八九]?[十]?|[〇零一二三四五六七八九两几数半]{1,"
    "4}|"
    "(?:one|two|three|seven|twelve|twenty|twenty-one|ninety-nine|half a|a|several|dozens of|"
    "a hundred|six hundred and five|two and a half|two thirds))"
    "(?: ?(?:万|亿|千|百万|万亿|多|余|million|billion|thousand|trillion|hundred|bn|m|k|dozen))?"
    "(?:(?: ?(?:-|–|~|至|到|、|或|,|和) ?| to | and | or )"
    "(?:[1-9]\\d{0,2}|\\d{1,3},\\d{3}|\\d\\.\\d|[二三五八][十百千]?|five|sixty)"
    "(?: ?(?:万|亿|million|billion|多|余))?){0,2}";

constexpr const char* kProse =
    "(?:The mill|said that|in the|of|and|by|for|up|from|a year earlier|No\\. |Phase |since |until |"
    "China's|\\(|\\)|\"|: |\\$|RMB ?|US|whose|workers|plants|last|next|第|全县|共有|其中|同比增长|"
    "达到|实现|投资|（|）|《|》|“|”|企业|工人|每|元件|人民|号|月|日|年|以来|的|和|比分是|"
    "A{1,3}|[a-z]{1,6}|[0-9]{1,4}|\\.|\\.\\.|,|、|-|/|%)";

constexpr const char* kJoints[] = {"",   "",   " ", " ",  ",", ", ", "，", "。", ". ",
                                   "; ", "、", "(", ") ", "-", "\n", "“",  "的", " of "};

std::u32string Decoded(std::string_view text) {
  std::u32string out;
  for (size_t at = 0; at < text.size();) {
    int size;
    out += DecodeUtf8(text, at, &size);
    at += static_cast<size_t>(size);
  }
  return out;
}

std::string Encoded(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) AppendUtf8(c, &out);
  return out;
}

char32_t OtherCase(char32_t c) {
  if (c >= 'a' && c <= 'z') return c - 'a' + 'A';
  if (c >= 'A' && c <= 'Z') return c - 'A' + 'a';
  return c;
}

// An example without its marks and its expectation.
std::string Unmarked(std::string text) {
  text.resize(std::min(text.find(" => "), text.size()));
  for (const char* mark : {"⟦", "⟧"}) {
    for (size_t at; (at = text.find(mark)) != std::string::npos;)
      text.erase(at, std::string(mark).size());
  }
  return text;
}

}  // namespace

EngineTexts::EngineTexts(const CompiledRules& rules) : quantity_(kQuantity), prose_(kProse) {
  for (const Rule& rule : rules.rules) {
    RuleParts parts;
    for (const Form& form : rule.pattern.forms) {
      parts.forms.emplace_back();
      for (const Element& element : form.elements) {
        Part part;
        part.slot = element.slot;
        if (element.regex != nullptr) part.regex.emplace(element.text);
        parts.forms.back().push_back(std::move(part));
      }
    }
    const auto add = [](const auto& guard, std::vector<RegexSampler>* to) {
      if (guard != nullptr) to->emplace_back(guard->text());
    };
    add(rule.not_preceded_by, &parts.before);
    add(rule.not_followed_by, &parts.behind);
    add(rule.preceded_by, &parts.needed);
    add(rule.followed_by, &parts.followed);
    // Layer 2 has no forms; its examples are texts like others.
    if (!parts.forms.empty()) rules_.push_back(std::move(parts));
    for (const Example& example : rule.examples) examples_.push_back(Unmarked(example.text));
  }
  // The vocabulary shows its entries to whoever asks for first characters.
  static_cast<void>(rules.vocabulary.FirstCharsOf([this](const Entry& entry) {
    entries_.push_back(&entry);
    return false;
  }));
  static_cast<void>(rules.hedges_before.FirstCharsOf([this](const Entry& entry) {
    hedges_.emplace_back(entry.word.rbegin(), entry.word.rend());
    return false;
  }));
}

EngineText EngineTexts::Make(uint64_t seed) const {
  Random random(seed);
  EngineText made;
  std::string text;
  const int stretches = random.Between(1, 5);
  for (int i = 0; i < stretches; ++i) {
    text += Stretch(&random);
    if (i + 1 < stretches || random.OneIn(3)) text += random.Pick(kJoints);
  }
  if (random.OneIn(2)) Spoil(&random, &text);
  made.text = FoldPhrase(text);
  if (random.OneIn(4)) made.region = random.OneIn(2) ? "TW" : "HK";
  if (!random.OneIn(4)) made.language = random.OneIn(2) ? "en" : "zh";
  if (!random.OneIn(4)) made.reference = Day{2024, random.Between(1, 12), random.Between(1, 28)};
  return made;
}

std::string EngineTexts::Stretch(Random* random) const {
  switch (random->Below(10)) {
    case 0: return prose_.Sample(random);
    case 1: return prose_.Sample(random) + " " + prose_.Sample(random);
    case 2: return quantity_.Sample(random);
    case 3: return random->Pick(entries_)->word;
    case 4: return examples_.empty() ? "" : random->Pick(examples_);
    default: return Fragment(random->Pick(rules_), random);
  }
}

// A member of the rule's pattern, with what its guards look for.
std::string EngineTexts::Fragment(const RuleParts& rule, Random* random) const {
  std::string text;
  const auto add = [&](const std::vector<RegexSampler>& guards) {
    for (const RegexSampler& guard : guards) text += guard.Sample(random);
  };
  if (random->OneIn(4)) text += Hedge(random);
  if (random->OneIn(4)) add(rule.before);
  if (!random->OneIn(4)) add(rule.needed);
  // Both ends of a range have one unit, and its numbers are in order, more often
  // than chance would have it.
  std::map<SlotKind, std::string> filled;
  const bool simple = random->OneIn(3);
  int number = random->Between(1, 9);
  for (const Part& part : random->Pick(rule.forms)) {
    if (random->OneIn(60)) continue;
    if (part.regex) {
      text += part.regex->Sample(random);
      continue;
    }
    std::string& fill = filled[part.slot.kind];
    if (part.slot.kind == SlotKind::kQuantity && simple)
      fill = std::to_string(number++);
    else if (part.slot.kind == SlotKind::kQuantity || fill.empty() || random->OneIn(2))
      fill = Fill(part.slot, random);
    text += fill;
  }
  if (!random->OneIn(4)) add(rule.followed);
  if (random->OneIn(4)) add(rule.behind);
  return text;
}

std::string EngineTexts::Fill(const Slot& slot, Random* random) const {
  if (slot.kind == SlotKind::kQuantity) return quantity_.Sample(random);
  if (slot.kind == SlotKind::kHedge) return Hedge(random);
  const bool noun = slot.kind == SlotKind::kNoun;
  std::string text;
  if (noun && random->OneIn(3)) text += random->OneIn(2) ? "new " : "high-tech local ";
  // Any entry may stand in for the right one now and then.
  const bool right = !random->OneIn(40);
  // Half the time the shortest of a few, as the commonest words are short.
  int wanted = random->OneIn(2) ? 5 : 1;
  const Entry* chosen = nullptr;
  for (int tries = 0; tries < 20000 && wanted > 0; ++tries) {
    const Entry& entry = *random->Pick(entries_);
    if (right && !(noun ? entry.kind == EntryKind::kNoun : slot.Fits(entry))) continue;
    if (chosen == nullptr || entry.word.size() < chosen->word.size()) chosen = &entry;
    --wanted;
  }
  if (chosen != nullptr) text += chosen->word;
  if (noun && !random->OneIn(3)) text += "s";
  return text;
}

std::string EngineTexts::Hedge(Random* random) const {
  if (hedges_.empty()) return "";
  const std::string& hedge = random->Pick(hedges_);
  const bool latin = static_cast<unsigned char>(hedge.back()) < 0x80;
  return hedge + (latin || random->OneIn(8) ? " " : "");
}

// One to three mistakes: cuts, doubles, changed letters, digits and signs put in.
void EngineTexts::Spoil(Random* random, std::string* text) const {
  std::u32string all = Decoded(*text);
  const int mistakes = random->Between(1, 3);
  for (int i = 0; i < mistakes && !all.empty(); ++i) {
    const size_t at = random->Below(all.size());
    const size_t size = 1 + random->Below(std::min<size_t>(4, all.size() - at));
    switch (random->Below(8)) {
      case 0: all.resize(at); break;                        // Truncated.
      case 1: all.erase(0, at); break;                      // Begun late.
      case 2: all.erase(at, size); break;                   // A gap.
      case 3: all.insert(at, all.substr(at, size)); break;  // Doubled.
      case 4: all[at] = OtherCase(all[at]); break;
      case 5: all.insert(at, 1, U"0123456789"[random->Below(10)]); break;
      case 6: all.insert(at, 1, U" ,.-、，。%()万$'"[random->Below(14)]); break;
      default:
        for (char32_t& c : all) c = OtherCase(c);
        break;
    }
  }
  *text = Encoded(all);
}

std::string Printed(const Engine& engine, const EngineText& text) {
  const auto context = MakeContext(text.text, {text.region, text.language}, text.reference);
  const auto number = [](const std::optional<Decimal>& d) { return d ? d->ToString() : "-"; };
  std::string out;
  for (const Mention& mention : engine(context)) {
    out += mention.rule->id + " " + std::to_string(mention.begin) + "-" +
           std::to_string(mention.end) + " " + mention.warning;
    for (const Figure& figure : mention.figures) {
      const Value& v = figure.value;
      out += " [" + std::to_string(figure.begin) + "-" + std::to_string(figure.end) + " " +
             std::string(KindName(v.kind)) + " " + number(v.value) + ".." + number(v.value_max) +
             (v.inexact ? " inexact " : " ") + v.unit + " " + std::string(BoundName(v.bound)) +
             " " + v.edtf + " " + v.date_start + ".." + v.date_end + "]";
    }
    out += "\n";
  }
  return out;
}

EngineText Shrunk(EngineText text, const Engine& one, const Engine& other) {
  const auto differ = [&](const EngineText& some) {
    return Printed(one, some) != Printed(other, some);
  };
  std::u32string all = Decoded(text.text);
  for (size_t size = std::max<size_t>(all.size() / 2, 1); size > 0; size /= 2) {
    for (size_t at = 0; at + size <= all.size();) {
      std::u32string less = all;
      less.erase(at, size);
      text.text = Encoded(less);
      if (differ(text))
        all = std::move(less);
      else
        ++at;
    }
  }
  text.text = Encoded(all);
  return text;
}

std::string FirstDifference(const EngineTexts& texts, uint64_t seed, uint64_t count,
                            const Engine& one, const Engine& other) {
  for (uint64_t i = 0; i < count; ++i) {
    const EngineText text = texts.Make(seed + i);
    if (Printed(one, text) == Printed(other, text)) continue;
    const EngineText less = Shrunk(text, one, other);
    return "seed " + std::to_string(seed + i) + "\ntext   '" + text.text + "'\nshrunk '" +
           less.text + "'\nregion '" + less.region + "', language '" + less.language + "', date '" +
           (less.reference ? FormatDay(*less.reference) : "") + "'\n--- one\n" +
           Printed(one, less) + "--- other\n" + Printed(other, less);
  }
  return "";
}

Engine With(const RuleSet& rules, Matching matching) {
  return [&rules, matching](const MatchContext& context) {
    return MatchParagraph(rules.compiled(), context, matching);
  };
}

}  // namespace factmill
