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

int Vocabulary::Child(int node, unsigned char byte) const {
  if (node == 0) return roots_[byte];
  const auto& children = nodes_[node].children;
  const auto it = std::lower_bound(children.begin(), children.end(), std::make_pair(byte, -1));
  return it != children.end() && it->first == byte ? it->second : -1;
}

void Vocabulary::Add(std::string_view word, Entry entry) {
  int node = 0;
  for (char c : word) {
    const unsigned char byte = Lower(c);
    int child = Child(node, byte);
    if (child < 0) {
      child = static_cast<int>(nodes_.size());
      nodes_.emplace_back();
      auto& children = nodes_[node].children;
      children.insert(std::upper_bound(children.begin(), children.end(), std::make_pair(byte, -1)),
                      {byte, child});
      if (node == 0) roots_[byte] = child;
    }
    node = child;
  }
  if (nodes_[node].words < 0) {
    nodes_[node].words = static_cast<int>(words_.size());
    words_.emplace_back();
  }
  entry.word = word;
  entries_.push_back(std::make_unique<Entry>(std::move(entry)));
  words_[nodes_[node].words].push_back(entries_.back().get());
}

std::vector<Vocabulary::Hit> Vocabulary::All(std::string_view text, uint32_t at) const {
  std::vector<Hit> hits;
  if (at >= text.size() || roots_[Lower(text[at])] < 0) return hits;
  if (!IsEdge(text, at)) {
    // A unit may stand right at its number (37km), and a word of digits and
    // letters may not begin inside another.
    int size;
    const char32_t left = DecodeUtf8Before(text, at, &size);
    if (!IsAsciiDigit(left) && !IsChineseNumeral(left)) return hits;
  }
  int node = 0;
  for (uint32_t i = at; i < text.size(); ++i) {
    node = Child(node, Lower(text[i]));
    if (node < 0) break;
    if (nodes_[node].words < 0) continue;
    // An edge behind it, or a number right behind a currency (RMB100).
    bool edge = IsEdge(text, i + 1);
    if (!edge) {
      const unsigned char next = static_cast<unsigned char>(text[i + 1]);
      int size;
      edge = (IsAsciiDigit(next) && !IsAsciiDigit(static_cast<unsigned char>(text[i]))) ||
             IsChineseNumeral(DecodeUtf8(text, i + 1, &size));
    }
    if (edge) hits.push_back({i + 1, &words_[nodes_[node].words]});
  }
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
  const auto hits = All(text, at);
  for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit) {
    for (const Entry* entry : *hit->entries) {
      if (Holds(*entry, text, at, hit->end, region)) return *hit;
    }
  }
  return {};
}

}  // namespace factmill
