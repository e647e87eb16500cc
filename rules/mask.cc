#include "rules/mask.h"

#include <algorithm>
#include <cstdio>

#include "base/utf8.h"
#include "extractors/number_word.h"
#include "rules/matcher.h"

namespace factmill {
namespace {

constexpr char32_t kStandIn = 0x10FFFD;  // For a token's character in the text itself.

bool SameSlot(const Slot& a, const Slot& b) {
  return a.kind == b.kind && a.unit_kind == b.unit_kind && a.role == b.role;
}

std::string CharacterInClass(char32_t c) {
  char text[16];
  std::snprintf(text, sizeof(text), "\\x{%X}", static_cast<unsigned>(c));
  return text;
}

// Every union of some of `sets`.
void AddUnions(const std::vector<uint64_t>& sets, std::map<uint64_t, char32_t>* all) {
  std::vector<uint64_t> unions = {0};
  for (const uint64_t set : sets) {
    const size_t before = unions.size();
    for (size_t i = 0; i < before; ++i) unions.push_back(unions[i] | set);
    std::sort(unions.begin(), unions.end());
    unions.erase(std::unique(unions.begin(), unions.end()), unions.end());
  }
  for (const uint64_t set : unions) all->emplace(set, 0);
}

// Finds the tokens between two taken spans.
class GapReader {
 public:
  GapReader(const Vocabulary& vocabulary, const TokenAlphabet& alphabet,
            const MatchContext& context, const std::vector<NamedWord>& words,
            std::vector<Token>* tokens)
      : vocabulary_(vocabulary),
        alphabet_(alphabet),
        context_(context),
        words_(words),
        tokens_(tokens) {}

  void Read(uint32_t begin, uint32_t end) {
    const auto& numbers = context_.tokens;
    for (uint32_t at = begin; at < end;) {
      while (number_ < numbers.size() && numbers[number_].begin < at) ++number_;
      while (word_ < words_.size() && words_[word_].begin < at) ++word_;
      const uint32_t number = number_ < numbers.size() ? numbers[number_].begin : end;
      const uint32_t word = word_ < words_.size() ? words_[word_].begin : end;
      at = std::min(number, word);
      if (at >= end) return;
      at = Next(end, number == at, word == at ? &words_[word_] : nullptr);
    }
  }

 private:
  // Reads the number, the word, or the longer of both; gives where to go on.
  uint32_t Next(uint32_t end, bool number, const NamedWord* word) {
    const Quantity* quantity = number ? QuantityAt(end) : nullptr;
    if (word != nullptr && word->end <= end &&
        (quantity == nullptr || word->end >= quantity->end)) {
      tokens_->push_back({alphabet_.TokenOf(word->slots), word->begin, word->end});
      tokens_->back().slots = word->slots;
      tokens_->back().entries = word->entries;
      return word->end;
    }
    if (!number) return word->begin + 1;
    // A vague number is no token, and nothing in it is one.
    const NumberToken& token = context_.tokens[number_];
    if (quantity == nullptr) return std::min(end, token.end);
    if (const uint32_t ignored = IgnoredEnd(token.begin)) {
      if (ignored >= quantity->end) return std::min(end, ignored);
    }
    tokens_->push_back({kQuantityToken, token.begin, quantity->end});
    tokens_->back().quantity = quantity;
    return quantity->end;
  }

  // The end of the ignored word at `at`, if that is the longest there; 0 for none.
  uint32_t IgnoredEnd(uint32_t at) const {
    const auto hit = vocabulary_.Longest(context_.text, at, context_.home);
    if (hit.end == 0) return 0;
    const bool ignored =
        std::any_of(hit.entries->begin(), hit.entries->end(), [&](const Entry* entry) {
          return entry->kind == EntryKind::kIgnore &&
                 Vocabulary::Holds(*entry, context_.text, at, hit.end, context_.home);
        });
    return ignored ? hit.end : 0;
  }

  // The longest quantity of the number here that has room.
  const Quantity* QuantityAt(uint32_t end) const {
    if (context_.tokens[number_].attached) return nullptr;
    for (const Quantity& quantity : context_.quantities[number_]) {
      if (!quantity.bare && quantity.end <= end) return &quantity;
    }
    return nullptr;
  }

  const Vocabulary& vocabulary_;
  const TokenAlphabet& alphabet_;
  const MatchContext& context_;
  const std::vector<NamedWord>& words_;
  std::vector<Token>* tokens_;
  size_t number_ = 0, word_ = 0;  // The first ones not before where we read.
};

}  // namespace

int TokenAlphabet::PlaceOf(const Slot& slot) const {
  for (size_t i = 0; i < slots_.size(); ++i) {
    if (SameSlot(slots_[i], slot)) return static_cast<int>(i);
  }
  return -1;
}

int TokenAlphabet::Name(const Slot& slot) {
  const int place = PlaceOf(slot);
  if (place >= 0) return place;
  if (slots_.size() == kMostSlots) return -1;
  slots_.push_back(slot);
  return static_cast<int>(slots_.size()) - 1;
}

uint64_t TokenAlphabet::SlotsOf(const Entry& entry) const {
  uint64_t slots = 0;
  for (size_t i = 0; i < slots_.size(); ++i) {
    const bool noun = slots_[i].kind == SlotKind::kNoun && entry.kind == EntryKind::kNoun;
    if (noun || slots_[i].Fits(entry)) slots |= uint64_t{1} << i;
  }
  return slots;
}

void TokenAlphabet::AddBegin(const std::string& word) {
  int size;
  starts_.Add(DecodeUtf8(word, 0, &size));
  const bool is_short = word.size() < kPrefix;
  if (!is_short) prefixes_.set(Hash(word.data()));
  const auto add = [&](char first, char second) {
    begins_.set(Pair(first, second));
    if (is_short) short_begins_.set(Pair(first, second));
  };
  for (const char first : {Lower(word[0]), Upper(word[0])}) {
    if (word.size() > 1) {
      add(first, Lower(word[1]));
      add(first, Upper(word[1]));
    } else {
      for (int second = 0; second < 256; ++second) add(first, static_cast<char>(second));
    }
  }
}

bool TokenAlphabet::MayBegin(std::string_view text, uint32_t at) const {
  if (at + 2 > text.size()) return true;
  const uint32_t pair = Pair(text[at], text[at + 1]);
  if (!begins_[pair]) return false;
  return short_begins_[pair] || (at + kPrefix <= text.size() && prefixes_[Hash(text.data() + at)]);
}

uint32_t TokenAlphabet::Next(std::string_view text, PlaceWalk<PickPlaces>* places) const {
  const auto size = static_cast<uint32_t>(text.size());
  uint32_t at;
  while ((at = places->Here()) < size) {
    if (static_cast<unsigned char>(text[at]) >= 0x80) {
      at = starts_.PassWide(text, at, size);
      places->Seek(at);
      if (at == size || static_cast<unsigned char>(text[at]) < 0x80) continue;
    }
    if (MayBegin(text, at)) return at;
    places->Pass();
  }
  return size;
}

void TokenAlphabet::Freeze(const Vocabulary& vocabulary) {
  tokens_.clear();
  for (const auto& entries : vocabulary.words()) {
    std::vector<uint64_t> sets;
    for (const Entry* entry : entries) {
      const uint64_t slots = SlotsOf(*entry);
      if (slots == 0) continue;
      sets.push_back(slots);
      AddBegin(entry->word);
    }
    // Which of its entries hold depends on the text: its case, its region.
    if (!sets.empty()) AddUnions(sets, &tokens_);
  }
  char32_t next = kQuantityToken + 1;
  for (auto& [slots, token] : tokens_) token = slots == 0 ? 0 : next++;
}

std::string TokenAlphabet::ClassOf(const Slot& slot) const {
  if (slot.kind == SlotKind::kQuantity) return "[" + CharacterInClass(kQuantityToken) + "]";
  if (slot.kind == SlotKind::kFact) {
    if (slot.any_kind) {
      return "[" + CharacterInClass(kFirstToken) + "-" + CharacterInClass(kQuantityToken - 1) + "]";
    }
    return "[" + CharacterInClass(kFirstToken + static_cast<int>(slot.unit_kind)) + "]";
  }
  const int place = PlaceOf(slot);
  std::string members;
  for (const auto& [slots, token] : tokens_) {
    if (place >= 0 && (slots >> place & 1) != 0) members += CharacterInClass(token);
  }
  return members.empty() ? "[^\\x00-\\x{10FFFF}]" : "[" + members + "]";
}

uint64_t TokenAlphabet::SlotsOf(const Vocabulary::Hit& hit, std::string_view text, uint32_t at,
                                const Home& home) const {
  uint64_t slots = 0;
  for (const Entry* entry : *hit.entries) {
    if (Vocabulary::Holds(*entry, text, at, hit.end, home)) slots |= SlotsOf(*entry);
  }
  return slots;
}

std::vector<NamedWord> FindWords(const Vocabulary& vocabulary, const TokenAlphabet& alphabet,
                                 const MatchContext& context) {
  const std::string_view text = context.text;
  const Home& home = context.home;
  std::vector<NamedWord> words;
  auto places = alphabet.PlacesOf(context.bytes);
  for (uint32_t at; (at = alphabet.Next(text, &places)) < text.size(); places.Pass()) {
    const auto hit = vocabulary.Longest(text, at, home);
    if (hit.end == 0) continue;
    const uint64_t slots = alphabet.SlotsOf(hit, text, at, home);
    if (slots != 0) words.push_back({at, hit.end, slots, hit.entries});
  }
  return words;
}

std::vector<Token> FindTokens(const Vocabulary& vocabulary, const TokenAlphabet& alphabet,
                              const MatchContext& context, const std::vector<TakenSpan>& taken,
                              const std::vector<NamedWord>& words) {
  std::vector<Token> tokens;
  GapReader gaps(vocabulary, alphabet, context, words, &tokens);
  uint32_t at = 0;
  for (const TakenSpan& span : taken) {
    if (span.begin < at) continue;  // Never, if layer 1 keeps its word.
    gaps.Read(at, span.begin);
    at = span.end;
    if (span.figure < 0) continue;
    tokens.push_back({kFirstToken + static_cast<int>(span.kind), span.begin, span.end});
    tokens.back().figure = span.figure;
  }
  gaps.Read(at, static_cast<uint32_t>(context.text.size()));
  return tokens;
}

Mask::Mask(std::string_view paragraph, std::vector<Token> tokens) : tokens_(std::move(tokens)) {
  text_.reserve(paragraph.size());
  uint32_t at = 0;
  const auto keep = [&](uint32_t end) {
    while (at < end) {
      // Only here can a character of the tokens' plane begin.
      const uint32_t odd = static_cast<uint32_t>(std::min<size_t>(paragraph.find('\xF3', at), end));
      text_.append(paragraph, at, odd - at);
      at = odd;
      if (at == end) return;
      int size;
      const char32_t c = DecodeUtf8(paragraph, at, &size);
      AppendUtf8(c >= kFirstToken && c <= kLastToken ? kStandIn : c, &text_);
      at += size;
    }
  };
  for (Token& token : tokens_) {
    keep(token.begin);
    token.at = static_cast<uint32_t>(text_.size());
    AppendUtf8(token.character, &text_);
    at = token.end;
  }
  keep(static_cast<uint32_t>(paragraph.size()));
}

uint32_t Mask::ToParagraph(uint32_t masked) const {
  const auto next = std::upper_bound(tokens_.begin(), tokens_.end(), masked,
                                     [](uint32_t at, const Token& t) { return at < t.at; });
  if (next == tokens_.begin()) return masked;
  const Token& token = next[-1];
  if (masked < token.at + kTokenBytes) return token.begin;
  return token.end + (masked - token.at - kTokenBytes);
}

uint32_t Mask::ToMasked(uint32_t at) const {
  const auto next = std::upper_bound(tokens_.begin(), tokens_.end(), at,
                                     [](uint32_t a, const Token& t) { return a < t.begin; });
  if (next == tokens_.begin()) return at;
  const Token& token = next[-1];
  if (at == token.begin) return token.at;
  return token.at + kTokenBytes + (at < token.end ? 0 : at - token.end);
}

const Token* Mask::TokenAt(uint32_t masked) const {
  const auto token = std::lower_bound(tokens_.begin(), tokens_.end(), masked,
                                      [](const Token& t, uint32_t at) { return t.at < at; });
  return token != tokens_.end() && token->at == masked ? &*token : nullptr;
}

}  // namespace factmill
