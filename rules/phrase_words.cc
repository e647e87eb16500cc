#include "rules/phrase_words.h"

#include <algorithm>
#include <bit>
#include <iterator>

namespace factmill {
namespace {

constexpr size_t kHan = 3, kPair = 6;  // Bytes of a Han character, and of two.

// With three bytes, as nearly all.
bool IsHanAt(std::string_view text, size_t at) {
  if (text.size() < at + kHan) return false;
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead >= 0xE3 && lead <= 0xE9;
}
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

size_t PhraseWords::PairOf(const char* six) {
  uint64_t key = 0;
  for (size_t i = 0; i < kPair; ++i) key = key << 8 | static_cast<unsigned char>(six[i]);
  return key * 0x9E3779B97F4A7C15u >> 48;
}

void PhraseWords::Add(std::string_view word, WordClass c, Entry entry) {
  entry.slot_number = static_cast<uint16_t>(c);
  words_.Add(word, entry);
}

PhraseWords::Place* PhraseWords::PlaceOf(std::string_view word) {
  const uint64_t hash = CaselessHash(word) | 1;
  size_t at = hash >> shift_;
  while (hashes_[at] != 0 && hashes_[at] != hash) at = (at + 1) & (hashes_.size() - 1);
  hashes_[at] = hash;
  return &places_[at];
}

const PhraseWords::Place* PhraseWords::Find(uint64_t hash) const {
  if (hashes_.empty()) return nullptr;
  hash |= 1;
  for (size_t at = hash >> shift_; hashes_[at] != 0; at = (at + 1) & (hashes_.size() - 1)) {
    if (hashes_[at] == hash) return &places_[at];
  }
  return nullptr;
}

void PhraseWords::Freeze() {
  words_.Freeze();
  const auto& words = words_.words();
  size_t size = 16;
  while (size < 4 * words.size()) size *= 2;
  shift_ = std::countl_zero(size) + 1;
  hashes_.assign(size, 0);
  places_.assign(size, {});
  for (size_t i = 0; i < words.size(); ++i) {
    uint32_t& classes = classes_.emplace_back(0);
    bool sure = true;  // In whatever case and text.
    for (const Entry* entry : words[i]) {
      classes |= uint32_t{1} << entry->slot_number;
      sure = sure && !entry->exact_case && entry->when.count() == 0;
    }
    const std::string& word = words[i].front()->word;
    const bool han = IsHanAt(word, 0);
    const bool alone =
        sure && (han ? word.size() == kHan || (word.size() == kPair && IsHanAt(word, kHan))
                     : word.find(' ') == std::string::npos);
    // As Longest() asks: two characters' bytes, or one's.
    const size_t key = !han ? word.find(' ') : word.size() < kPair ? kHan : kPair;
    Place* place = PlaceOf(word.substr(0, key));
    if (alone)
      place->word = static_cast<int32_t>(i);
    else
      place->begins = true;
    if (!alone || word.ends_with('.')) longer_.Add(word);
    // "approx.": the dot is no part of the word in the text.
    if (word.ends_with('.')) PlaceOf(word.substr(0, word.size() - 1))->begins = true;
    if (word.size() >= kPair) pairs_.set(PairOf(word.data()));
  }
}

PhraseWords::Hit PhraseWords::LongestOf(std::string_view text, uint32_t at) const {
  const auto hit = words_.Longest(text, at, {});
  if (hit.end == 0) return {};
  return HitOf(static_cast<int32_t>(hit.entries - words_.words().data()), hit.end);
}

PhraseWords::Hit PhraseWords::Longest(std::string_view text, uint32_t at) const {
  if (!IsHanAt(text, at)) return LongestOf(text, at);
  const auto find = [&](size_t size) { return Find(CaselessHash(text.substr(at, size))); };
  if (text.size() - at >= kPair && pairs_[PairOf(text.data() + at)]) {
    const Place* pair = find(kPair);
    if (pair != nullptr && pair->begins && longer_.MayBegin(text, at)) return LongestOf(text, at);
    if (pair != nullptr && pair->word >= 0)
      return HitOf(pair->word, at + static_cast<uint32_t>(kPair));
  }
  const Place* one = find(kHan);
  if (one == nullptr) return {};
  if (one->begins) return LongestOf(text, at);
  return one->word < 0 ? Hit() : HitOf(one->word, at + static_cast<uint32_t>(kHan));
}

PhraseWords::Hit PhraseWords::LongestLatin(std::string_view text, uint32_t at, uint32_t end,
                                           uint64_t hash) const {
  const std::string_view word = text.substr(at, end - at);
  const Place* place = Find(hash);
  const size_t mark = place == nullptr ? word.find('\'') : std::string_view::npos;
  if (mark != std::string_view::npos) {  // the town's, they've
    end = at + static_cast<uint32_t>(mark);
    place = Find(CaselessHash(word.substr(0, mark)));
  }
  if (place == nullptr) return {};
  if (place->begins && longer_.MayBegin(text, at)) return LongestOf(text, at);
  if (place->word < 0) return {};
  return HitOf(place->word, end);
}

}  // namespace factmill
