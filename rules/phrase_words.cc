#include "rules/phrase_words.h"

#include <algorithm>
#include <iterator>

namespace factmill {
namespace {

constexpr std::string_view kPrefix = "phrase.";
constexpr std::string_view kNames[] = {
    "metric",  "suffix",      "modifier", "change",      "set",  "level",       "verb",
    "light",   "adverb",      "hedge",    "hedge_after", "time", "preposition", "determiner",
    "pronoun", "conjunction", "joint",    "share",       "body", "never",       "plain"};
static_assert(std::size(kNames) == static_cast<size_t>(WordClass::kCount));

}  // namespace

std::optional<WordClass> WordClassOf(std::string_view role) {
  if (role.starts_with("metric.")) return WordClass::kMetric;
  if (!role.starts_with(kPrefix)) return std::nullopt;
  const auto* name = std::find(std::begin(kNames), std::end(kNames), role.substr(kPrefix.size()));
  if (name == std::end(kNames)) return std::nullopt;
  return static_cast<WordClass>(name - std::begin(kNames));
}

void PhraseWords::Add(std::string_view word, WordClass c, Entry entry) {
  entry.slot_number = static_cast<uint16_t>(c);
  words_.Add(word, entry);
}

void PhraseWords::Freeze() {
  words_.Freeze([](const Vocabulary::Entries& entries) {
    uint32_t classes = 0;
    for (const Entry* entry : entries) classes |= uint32_t{1} << entry->slot_number;
    return classes;
  });
}

}  // namespace factmill
