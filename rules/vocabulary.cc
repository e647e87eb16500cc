#include "rules/vocabulary.h"

#include <algorithm>

#include "base/utf8.h"
#include "extractors/number.h"

namespace factmill {
namespace {

bool IsDigitAt(std::string_view text, size_t at) {
  return at < text.size() && IsAsciiDigit(static_cast<unsigned char>(text[at]));
}

// Does a number go on behind the point or comma at `at`?  3.5 is one number, and
// so is 1,100; "12, 5" and "2,5" are two.
bool GoesOn(std::string_view text, size_t at) {
  if (!IsDigitAt(text, at + 1)) return false;
  return text[at] == '.' ||
         (IsDigitAt(text, at + 2) && IsDigitAt(text, at + 3) && !IsDigitAt(text, at + 4));
}

// Does a word that begins with `right` go on from `left`?  A letter may follow a
// digit: 3about.
bool SameAsciiWord(char left, char right) {
  const unsigned char a = static_cast<unsigned char>(left), b = static_cast<unsigned char>(right);
  if (a >= 0x80 || b >= 0x80) return false;
  const bool word = IsAsciiDigit(b) || IsLatinLetter(b);
  return word && (IsLatinLetter(a) || (IsAsciiDigit(a) && IsAsciiDigit(b)));
}

std::u32string LowerCodePoints(std::string_view word) {
  std::u32string out;
  for (size_t at = 0; at < word.size();) {
    int size;
    const char32_t c = DecodeUtf8(word, at, &size);
    out.push_back(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    at += size;
  }
  return out;
}

// What follows the first `depth` code points, which all words of [first, last)
// share.  REQUIRES: ascending, each once.
using WordPlace = std::vector<std::u32string>::const_iterator;
Regex PrefixTree(WordPlace first, WordPlace last, size_t depth) {
  Regex either;
  either.type = Regex::kEither;
  while (first != last) {
    if (first->size() == depth) {
      either.parts.emplace_back();  // A word ends here.
      ++first;
      continue;
    }
    const char32_t c = (*first)[depth];
    const WordPlace branch = first;
    while (first != last && (*first)[depth] == c) ++first;
    Regex sequence;
    sequence.type = Regex::kSequence;
    sequence.parts.resize(1);
    sequence.parts[0].type = Regex::kChars;
    CodePoints& chars = sequence.parts[0].chars;
    if (c >= 'a' && c <= 'z') chars.Add(c - 'a' + 'A', c - 'a' + 'A');
    chars.Add(c, c);
    sequence.parts.push_back(PrefixTree(branch, first, depth + 1));
    either.parts.push_back(std::move(sequence));
  }
  if (either.parts.size() != 1) return either;
  Regex only = std::move(either.parts.front());  // Copied, long words would cost their square.
  return only;
}

}  // namespace

bool IsEdgeAmong(std::string_view text, uint32_t at) {
  if (at == 0 || at >= text.size()) return true;
  const unsigned char left_byte = static_cast<unsigned char>(text[at - 1]);
  const unsigned char right_byte = static_cast<unsigned char>(text[at]);
  const bool right_digit = IsAsciiDigit(right_byte);
  if (left_byte < 0x80 && right_byte < 0x80) {
    const bool left_digit = IsAsciiDigit(left_byte);
    const bool left_word = left_digit || IsLatinLetter(left_byte);
    if (left_word && (right_digit || IsLatinLetter(right_byte))) return false;
    if (left_digit && (right_byte == '.' || right_byte == ',')) return !GoesOn(text, at);
    return !(right_digit && (left_byte == '.' || left_byte == ',') && at >= 2 &&
             IsDigitAt(text, at - 2) && GoesOn(text, at - 1));
  }
  int size;
  const char32_t right = DecodeUtf8(text, at, &size);
  if (!right_digit && !IsLatinLetter(right) && !IsChineseNumeral(right)) return true;
  const char32_t left = DecodeUtf8Before(text, at, &size);
  const bool left_digit = IsAsciiDigit(left);
  const bool left_word = left_digit || IsLatinLetter(left);
  if (left_word && (right_digit || IsLatinLetter(right))) return false;
  const bool left_numeral = left_digit || IsChineseNumeral(left);
  if (right_digit && IsChineseNumeral(left)) return false;  // 1亿零|500万
  return !(left_numeral && IsChineseNumeral(right));
}

std::string_view WindowBefore(std::string_view text, size_t at, int most) {
  const size_t begin = ByteOffsetBefore(text, at, most);
  return text.substr(begin, at - begin);
}

std::string_view WindowAfter(std::string_view text, size_t at, int most) {
  const std::string_view rest = text.substr(at);
  return rest.substr(0, ByteOffsetOf(rest, most));
}

void Vocabulary::Add(std::string_view word, Entry entry) {
  entry.word = word;
  entry.number = Decimal::Parse(entry.canonical);
  entries_.push_back(std::move(entry));
}

int32_t Vocabulary::AddChild(int32_t at, unsigned char byte) {
  const auto child = static_cast<int32_t>(nodes_.size());
  nodes_.emplace_back();
  Node& node = nodes_[at];
  if (node.table >= 0) {
    tables_[node.table][byte] = child;
  } else if (node.count < Node::kFew) {
    node.bytes[node.count] = byte;
    node.children[node.count++] = child;
  } else {
    node.table = static_cast<int32_t>(tables_.size());
    auto& table = tables_.emplace_back();
    table.fill(-1);
    for (int i = 0; i < node.count; ++i) table[node.bytes[i]] = node.children[i];
    table[byte] = child;
  }
  return child;
}

std::vector<std::string> Vocabulary::SortWords() {
  // In whatever case.  Of one word, entries stay as they were added.
  struct Place {
    uint64_t start;  // Its first eight bytes, the first one highest.
    size_t entry;
  };
  std::vector<std::string> lower;
  std::vector<Place> places;
  lower.reserve(entries_.size());
  places.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    places.push_back({0, lower.size()});
    lower.push_back(Lowered(entry.word));
    for (size_t i = 0; i < 8; ++i) {
      const auto byte = i < lower.back().size() ? static_cast<unsigned char>(lower.back()[i]) : 0;
      places.back().start = places.back().start << 8 | byte;
    }
  }
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    if (a.start != b.start) return a.start < b.start;
    const int compared = lower[a.entry].compare(lower[b.entry]);
    return compared != 0 ? compared < 0 : a.entry < b.entry;
  });
  std::vector<std::string> words;
  words.reserve(lower.size());
  for (const Place& place : places) {
    if (words.empty() || lower[place.entry] != words.back()) {
      words.push_back(std::move(lower[place.entry]));
      words_.emplace_back();
    }
    words_.back().push_back(&entries_[place.entry]);
  }
  for (auto& entries : words_) {
    if (entries.size() == 1) continue;
    std::stable_sort(entries.begin(), entries.end(), [](const Entry* a, const Entry* b) {
      return a->when.count() > b->when.count();
    });
  }
  return words;
}

void Vocabulary::Freeze(const std::function<uint32_t(const Entries&)>& tag_of) {
  const std::vector<std::string> lower = SortWords();
  std::vector<WordHeads::Word> words;
  words.reserve(lower.size());
  for (const std::string& word : lower) {
    const Entries& entries = words_[words.size()];
    words.push_back({word, std::ranges::any_of(entries, IsSure), tag_of ? tag_of(entries) : 0});
  }
  heads_.Build(words);
}

void Vocabulary::FreezeBackwards() { MakeTree(SortWords()); }

void Vocabulary::MakeTree(const std::vector<std::string>& lower) {
  // Each word shares its path with the one before it.
  const auto shared = [&](size_t i) -> size_t {
    if (i == 0) return 0;
    const std::string &word = lower[i], &last = lower[i - 1];
    return std::mismatch(word.begin(), word.end(), last.begin(), last.end()).first - word.begin();
  };
  size_t nodes = 1;
  for (size_t i = 0; i < lower.size(); ++i) nodes += lower[i].size() - shared(i);
  nodes_.reserve(nodes);
  nodes_.resize(1);
  std::vector<int32_t> path = {0};  // The node of each beginning of the word before.
  for (size_t i = 0; i < lower.size(); ++i) {
    path.resize(shared(i) + 1);
    while (path.size() <= lower[i].size()) {
      path.push_back(AddChild(path.back(), static_cast<unsigned char>(lower[i][path.size() - 1])));
    }
    nodes_[path.back()].words = static_cast<int32_t>(i);
  }
}

void Vocabulary::IndexSlots() {
  if (nodes_.empty()) {
    std::vector<std::string> lower;
    for (const auto& entries : words_) lower.push_back(Lowered(entries.front()->word));
    MakeTree(lower);
  }
  short_slots_ = {};
  slots_ = {};
  for (const Entry& entry : entries_) {
    if (entry.slot_number == Entry::kNoSlot || entry.word.empty()) continue;
    const uint64_t bit = SlotBit(entry.slot_number);
    if (entry.word.size() >= 3) {
      slots_[PlaceOf(entry.word.data())] |= bit;
      continue;
    }
    const unsigned char first = Lower(entry.word[0]);
    short_slots_[first] |= bit;
    if (first >= 'a' && first <= 'z') short_slots_[first - 'a' + 'A'] |= bit;
  }
  // A child comes behind its parent.
  for (size_t i = nodes_.size(); i-- > 0;) {
    Node& node = nodes_[i];
    node.slots = node.words < 0 ? 0 : SlotsOf(words_[node.words]);
    const auto take = [&](int32_t child) { node.slots |= child < 0 ? 0 : nodes_[child].slots; };
    if (node.table >= 0) {
      std::ranges::for_each(tables_[node.table], take);
    } else {
      std::for_each_n(node.children.begin(), node.count, take);
    }
  }
}

uint64_t Vocabulary::SlotsOf(const std::vector<const Entry*>& entries) {
  uint64_t slots = 0;
  for (const Entry* entry : entries) {
    if (entry->slot_number != Entry::kNoSlot) slots |= SlotBit(entry->slot_number);
  }
  return slots;
}

uint64_t Vocabulary::SlotsOfBeginning(std::string_view text) const {
  uint64_t slots = 0;
  int32_t node = 0;
  if (nodes_.empty()) return slots;
  for (size_t i = 0; i < text.size(); ++i) {
    node = Child(node, static_cast<unsigned char>(Lower(text[i])));
    if (node < 0) return slots;
    const bool inside = i + 1 < text.size() && IsLatinLetter(text[i]) && IsLatinLetter(text[i + 1]);
    if (nodes_[node].words >= 0 && !inside) slots |= SlotsOf(words_[nodes_[node].words]);
  }
  return slots | nodes_[node].slots;
}

bool Vocabulary::HasEdges(std::string_view text, uint32_t at, uint32_t end) {
  int size;
  if (!IsEdge(text, at)) {
    // A unit may stand right at its number (37km), and a word of digits and
    // letters may not begin inside another.
    const char32_t left = DecodeUtf8Before(text, at, &size);
    if (!IsAsciiDigit(left) && !IsChineseNumeral(left)) return false;
  }
  if (IsEdge(text, end)) return true;
  // Or a number right behind a currency (RMB100).
  const auto next = static_cast<unsigned char>(text[end]);
  return (IsAsciiDigit(next) && !IsAsciiDigit(static_cast<unsigned char>(text[end - 1]))) ||
         IsChineseNumeral(DecodeUtf8(text, end, &size));
}

bool Vocabulary::Take(const WordHeads::Found& word, std::string_view text, uint32_t at,
                      const Home& home, Hit* hit) const {
  if (!HasEdges(text, at, word.end)) return false;
  const Entries& entries = words_[word.number];
  const auto holds = [&](const Entry* entry) { return Holds(*entry, text, at, word.end, home); };
  if (!word.marked && std::none_of(entries.begin(), entries.end(), holds)) return false;
  *hit = {word.end, &entries, word.tag};
  return true;
}

std::vector<Vocabulary::Hit> Vocabulary::All(std::string_view text, uint32_t at) const {
  std::vector<Hit> hits;
  if (at >= text.size() || words_.empty()) return hits;
  heads_.Find(text, at, [&](const WordHeads::Found& word) {
    if (HasEdges(text, at, word.end)) hits.push_back({word.end, &words_[word.number], word.tag});
    return false;
  });
  std::reverse(hits.begin(), hits.end());
  return hits;
}

FirstChars Vocabulary::FirstCharsOf(const std::function<bool(const Entry&)>& which) const {
  FirstChars first;
  for (const Entry& entry : entries_) {
    if (!which(entry)) continue;
    int size;
    const char32_t c = DecodeUtf8(entry.word, 0, &size);
    if (c >= 128) {
      first.others.insert(c);
      continue;
    }
    first.ascii.set(c);
    const char lower = Lower(static_cast<char>(c));
    first.ascii.set(lower);
    if (lower >= 'a' && lower <= 'z') first.ascii.set(lower - 'a' + 'A');
  }
  return first;
}

bool Vocabulary::IsMet(const Condition& when, std::string_view text, uint32_t at, uint32_t end,
                       const Home& home) {
  if (!when.region.empty() && when.region != home.region) return false;
  if (!when.language.empty() && when.language != home.language) return false;
  if (when.near.empty()) return true;
  const auto lower = [](std::string_view part) {
    std::string out(part);
    for (char& c : out) c = Lower(c);
    return out;
  };
  const std::string before = lower(WindowBefore(text, at));
  const std::string after = lower(WindowAfter(text, end));
  return std::any_of(when.near.begin(), when.near.end(), [&](const std::string& word) {
    return before.find(word) != std::string::npos || after.find(word) != std::string::npos;
  });
}

Regex Vocabulary::WordsAsRegex(const std::function<bool(const Entry&)>& which) const {
  std::vector<std::u32string> words;
  for (const Entry& entry : entries_) {
    if (which(entry)) words.push_back(LowerCodePoints(entry.word));
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return PrefixTree(words.begin(), words.end(), 0);
}

void Vocabulary::ForEachEntry(const std::function<void(Entry*)>& change) {
  for (Entry& entry : entries_) change(&entry);
}

Vocabulary::Hit Vocabulary::LongestBackwards(std::string_view text,
                                             std::optional<Kind> kind) const {
  const auto hedges = [kind](const Entry* entry) { return entry->Hedges(*kind); };
  Hit longest;
  int32_t node = 0;
  for (size_t at = text.size(); at > 0 && !nodes_.empty();) {
    node = Child(node, static_cast<unsigned char>(Lower(text[--at])));
    if (node < 0) break;
    const int32_t words = nodes_[node].words;
    if (words < 0 || (at > 0 && SameAsciiWord(text[at - 1], text[at]))) continue;
    if (kind && std::ranges::none_of(words_[words], hedges)) continue;
    longest = {static_cast<uint32_t>(text.size() - at), &words_[words]};
  }
  return longest;
}

}  // namespace factmill
