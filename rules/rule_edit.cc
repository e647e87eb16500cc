#include "rules/rule_edit.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "rules/compiled.h"

namespace factmill {
namespace {

// All that an entry means, as one text.
std::string IdentityOf(const Entry& entry) {
  std::string text;
  const auto add = [&text](const std::string& part) {
    text += std::to_string(part.size()) + ":" + part;
  };
  add(std::to_string(static_cast<int>(entry.kind)));
  add(entry.word);
  add(std::to_string(static_cast<int>(entry.unit_kind)));
  add(entry.canonical);
  add(entry.role);
  add(entry.times.ToString());
  add(std::to_string(static_cast<int>(entry.bound)));
  add(std::to_string(entry.except_kinds));
  add(entry.exact_case ? "exact" : "");
  add(entry.mass ? "mass" : "");
  add(entry.when.region);
  add(entry.when.language);
  for (const std::string& near : entry.when.near) add(near);
  return text;
}

// By word, in lower case, what its entries mean, in their order.
using Meanings = std::map<std::string, std::string>;
Meanings MeaningsOf(const Vocabulary& vocabulary) {
  Meanings meanings;
  for (const auto& entries : vocabulary.words()) {
    std::string word = entries.front()->word;
    for (char& c : word) c = Lower(c);
    std::string& all = meanings[word];
    for (const Entry* entry : entries) all += IdentityOf(*entry) + ";";
  }
  return meanings;
}

// Adds the words with other meanings; `backwards` where they stand byte by byte
// from behind.
void AddWords(const Vocabulary& before, const Vocabulary& now, bool backwards,
              std::vector<std::string>* words) {
  const Meanings old = MeaningsOf(before), fresh = MeaningsOf(now);
  const auto add = [&](const Meanings& all, const Meanings& others) {
    for (const auto& [word, meaning] : all) {
      const auto other = others.find(word);
      if (other != others.end() && other->second == meaning) continue;
      words->push_back(backwards ? std::string(word.rbegin(), word.rend()) : word);
    }
  };
  add(old, fresh);
  add(fresh, old);
}

// Of a sequence of distinct numbers, which places are on a longest ascending
// subsequence.
std::vector<bool> OnAscent(const std::vector<size_t>& numbers) {
  constexpr size_t kNone = SIZE_MAX;
  std::vector<size_t> ends, before(numbers.size(), kNone);  // ends[k]: of one of length k+1.
  for (size_t i = 0; i < numbers.size(); ++i) {
    const auto place =
        std::lower_bound(ends.begin(), ends.end(), numbers[i],
                         [&](size_t end, size_t number) { return numbers[end] < number; });
    if (place != ends.begin()) before[i] = *(place - 1);
    if (place == ends.end())
      ends.push_back(i);
    else
      *place = i;
  }
  std::vector<bool> on(numbers.size(), false);
  for (size_t at = ends.empty() ? kNone : ends.back(); at != kNone; at = before[at]) on[at] = true;
  return on;
}

void CompareOrder(const CompiledRules& before, const CompiledRules& now, RuleEdit* edit) {
  std::unordered_map<std::string, size_t> places;  // Of the old set, by hash.
  for (size_t i = 0; i < before.rules.size(); ++i) places.emplace(before.rules[i].sha256, i);
  std::vector<size_t> old_places, new_places;  // Of the rules that both have.
  for (size_t i = 0; i < now.rules.size(); ++i) {
    const auto found = places.find(now.rules[i].sha256);
    if (found == places.end()) {
      edit->fresh.push_back(i);
      continue;
    }
    old_places.push_back(found->second);
    new_places.push_back(i);
  }
  const std::vector<bool> stays = OnAscent(old_places);
  std::vector<bool> kept(before.rules.size(), false);
  for (size_t i = 0; i < stays.size(); ++i) {
    if (stays[i])
      kept[old_places[i]] = true;
    else
      edit->fresh.push_back(new_places[i]);
  }
  std::sort(edit->fresh.begin(), edit->fresh.end());
  for (size_t i = 0; i < before.rules.size(); ++i) {
    if (!kept[i]) edit->gone.push_back(before.infos[i]);
  }
}

}  // namespace

RuleEdit CompareRules(const CompiledRules& before, const CompiledRules& now) {
  RuleEdit edit;
  CompareOrder(before, now, &edit);
  AddWords(before.vocabulary, now.vocabulary, false, &edit.words);
  AddWords(before.hedges_before, now.hedges_before, true, &edit.words);
  AddWords(before.governing->words, now.governing->words, false, &edit.words);
  AddWords(before.region_words, now.region_words, false, &edit.words);
  AddWords(before.tense_words, now.tense_words, false, &edit.words);
  AddWords(before.day_words.vocabulary(), now.day_words.vocabulary(), false, &edit.words);
  AddWords(before.range_words.vocabulary(), now.range_words.vocabulary(), false, &edit.words);
  AddWords(before.phrase_words.vocabulary(), now.phrase_words.vocabulary(), false, &edit.words);
  std::sort(edit.words.begin(), edit.words.end());
  edit.words.erase(std::unique(edit.words.begin(), edit.words.end()), edit.words.end());
  return edit;
}

}  // namespace factmill
