#include "rules/phrase_words.h"

#include <algorithm>
#include <iterator>

namespace factmill {
namespace {

constexpr std::string_view kPrefix = "phrase.";
constexpr std::string_view kNames[] = {
    "metric", "suffix", "modifier",    "change",     "set",     "level",       "verb",
    "light",  "adverb", "hedge",       "hedge_after", "time",   "preposition", "determiner",
    "pronoun", "conjunction", "joint", "share",      "body",    "never", "plain"};
static_assert(std::size(kNames) == static_cast<size_t>(WordClass::kCount));

}  // namespace

std::optional<WordClass> WordClassOf(std::string_view role) {
  if (role.starts_with("metric.")) return WordClass::kMetric;
  if (!role.starts_with(kPrefix)) return std::nullopt;
  const auto* name = std::find(std::begin(kNames), std::end(kNames), role.substr(kPrefix.size()));
  if (name == std::end(kNames)) return std::nullopt;
  return static_cast<WordClass>(name - std::begin(kNames));
}

uint32_t ClassesOf(const Vocabulary::Hit& hit) {
  uint32_t classes = 0;
  if (hit.end == 0) return classes;
  for (const Entry* entry : *hit.entries) classes |= uint32_t{1} << entry->slot_number;
  return classes;
}

}  // namespace factmill
