#include "rules/vocabulary.h"

#include <algorithm>

#include "base/utf8.h"
#include "extractors/number.h"

namespace factmill {
namespace {

unsigned char Lower(char c) {
  return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

}  // namespace

bool IsEdge(std::string_view text, uint32_t at) {
  if (at == 0 || at >= text.size()) return true;
  const unsigned char left_byte = static_cast<unsigned char>(text[at - 1]);
  const unsigned char right_byte = static_cast<unsigned char>(text[at]);
  if (left_byte == ' ' || right_byte == ' ') return true;
  int size;
  const char32_t left = DecodeUtf8Before(text, at, &size);
  const char32_t right = DecodeUtf8(text, at, &size);
  const bool left_digit = IsAsciiDigit(left), right_digit = IsAsciiDigit(right);
  if ((left_digit || IsLatinLetter(left)) && (right_digit || IsLatinLetter(right))) return false;
  const auto digit_at = [&](size_t i) {
    return i < text.size() && text[i] >= '0' && text[i] <= '9';
  };
  if (left_digit && (right == '.' || right == ',') && digit_at(at + 1)) {
    // 3.5 is one number, and so is 1,100; "12, 5" and "2,5" are two.
    if (right == '.') return false;
    return !(digit_at(at + 2) && digit_at(at + 3) && !digit_at(at + 4));
  }
  if (right_digit && at >= 2 && digit_at(at - 2)) {
    if (left == '.') return false;
    if (left == ',' && digit_at(at + 1) && digit_at(at + 2) && !digit_at(at + 3)) return false;
  }
  const bool left_numeral = left_digit || IsChineseNumeral(left);
  if (right_digit && IsChineseNumeral(left)) return false;  // 1亿零|500万
  return !(left_numeral && IsChineseNumeral(right));
}

void Vocabulary::Add(std::string_view word, Entry entry) {
  int32_t node = 0;
  for (char c : word) {
    const auto next = static_cast<int32_t>(drafts_.size());
    const auto [child, fresh] = drafts_[node].children.try_emplace(Lower(c), next);
    node = child->second;
    if (fresh) drafts_.emplace_back();
  }
  if (drafts_[node].words < 0) {
    drafts_[node].words = static_cast<int32_t>(words_.size());
    words_.emplace_back();
  }
  entry.word = word;
  entries_.push_back(std::make_unique<Entry>(std::move(entry)));
  words_[drafts_[node].words].push_back(entries_.back().get());
}

void Vocabulary::Freeze() {
  nodes_.resize(drafts_.size());
  for (size_t i = 0; i < drafts_.size(); ++i) {
    const Draft& draft = drafts_[i];
    Node& node = nodes_[i];
    node.words = draft.words;
    if (draft.children.size() > Node::kFew) {
      node.table = static_cast<int32_t>(tables_.size());
      tables_.emplace_back().fill(-1);
      for (const auto& [byte, child] : draft.children) tables_.back()[byte] = child;
      continue;
    }
    for (const auto& [byte, child] : draft.children) {
      node.bytes[node.count] = byte;
      node.children[node.count++] = child;
    }
  }
  drafts_ = {};
}

template <typename Found>
void Vocabulary::ForEach(std::string_view text, uint32_t at, Found found) const {
  if (at >= text.size() || nodes_.empty()) return;
  int32_t node = Child(0, Lower(text[at]));
  if (node < 0) return;
  if (!IsEdge(text, at)) {
    // A unit may stand right at its number (37km), and a word of digits and
    // letters may not begin inside another.
    int size;
    const char32_t left = DecodeUtf8Before(text, at, &size);
    if (!IsAsciiDigit(left) && !IsChineseNumeral(left)) return;
  }
  for (uint32_t i = at;; node = Child(node, Lower(text[i]))) {
    if (node < 0) return;
    ++i;
    if (nodes_[node].words >= 0) {
      // An edge behind it, or a number right behind a currency (RMB100).
      bool edge = IsEdge(text, i);
      if (!edge) {
        const unsigned char next = static_cast<unsigned char>(text[i]);
        int size;
        edge = (IsAsciiDigit(next) && !IsAsciiDigit(static_cast<unsigned char>(text[i - 1]))) ||
               IsChineseNumeral(DecodeUtf8(text, i, &size));
      }
      if (edge) found(Hit{i, &words_[nodes_[node].words]});
    }
    if (i == text.size()) return;
  }
}

std::vector<Vocabulary::Hit> Vocabulary::All(std::string_view text, uint32_t at) const {
  std::vector<Hit> hits;
  ForEach(text, at, [&](const Hit& hit) { hits.push_back(hit); });
  return hits;
}

FirstChars Vocabulary::FirstCharsOf(const std::function<bool(const Entry&)>& which) const {
  FirstChars first;
  for (const auto& entry : entries_) {
    if (!which(*entry)) continue;
    int size;
    const char32_t c = DecodeUtf8(entry->word, 0, &size);
    if (c >= 128) {
      first.others.insert(c);
      continue;
    }
    first.ascii.set(c);
    const char lower = static_cast<char>(Lower(static_cast<char>(c)));
    first.ascii.set(lower);
    if (lower >= 'a' && lower <= 'z') first.ascii.set(lower - 'a' + 'A');
  }
  return first;
}

bool Vocabulary::Holds(const Entry& entry, std::string_view text, uint32_t at, uint32_t end,
                       std::string_view region) {
  if (!entry.region.empty() && entry.region != region) return false;
  return !entry.exact_case || text.substr(at, end - at) == entry.word;
}

Vocabulary::Hit Vocabulary::Longest(std::string_view text, uint32_t at,
                                    std::string_view region) const {
  Hit longest;
  ForEach(text, at, [&](const Hit& hit) {
    const auto holds = [&](const Entry* entry) { return Holds(*entry, text, at, hit.end, region); };
    if (std::any_of(hit.entries->begin(), hit.entries->end(), holds)) longest = hit;
  });
  return longest;
}

}  // namespace factmill
