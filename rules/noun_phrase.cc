// What a count counts.
#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "extractors/number_word.h"
#include "rules/matcher.h"

namespace factmill {
namespace {

constexpr int kMostTokens = 8;

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0xC3;
}

struct Token {
  uint32_t begin = 0, end = 0;
  std::string_view word;
  bool possessive = false;
};

// Does `word` end in `lower`, which is in lower case?
bool EndsIn(std::string_view word, std::string_view lower) {
  return word.size() >= lower.size() && IsWord(word.substr(word.size() - lower.size()), lower);
}

// The next word, with its hyphens, apostrophes and ampersands; empty if the
// text does not go on with one.
Token WordAt(std::string_view text, uint32_t at) {
  Token token;
  token.begin = token.end = at;
  uint32_t end = at;
  while (end < text.size()) {
    const char c = text[end];
    const bool letter = IsWordByte(c) && (static_cast<unsigned char>(c) < 0xC3 ||
                                          static_cast<unsigned char>(c) <= 0xC9);
    const bool entity = c == ';' && text.substr(at, end - at).ends_with("&amp");
    const bool inner = (c == '-' || c == '\'' || c == '&' || c == '/' || entity) && end > at &&
                       end + 1 < text.size() && IsWordByte(text[end + 1]);
    const bool tail = IsUtf8Continuation(static_cast<unsigned char>(c)) && end > at;
    const bool dot = c == '.' && end > at && text[end - 1] >= 'A' && text[end - 1] <= 'Z' &&
                     (end - at < 2 || text[end - 2] == '.');
    if (!letter && !inner && !tail && !dot) break;
    ++end;
  }
  token.end = end;
  token.word = text.substr(at, end - at);
  token.possessive = EndsIn(token.word, "'s");
  if (end < text.size() && text[end] == '\'' && EndsIn(token.word, "s")) {  // villagers'
    token.possessive = true;
    ++token.end;
  }
  return token;
}

bool IsNumber(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// MPs, PCs, NGOs.
bool IsPluralOfInitials(std::string_view word) {
  return word.size() > 2 && word.ends_with('s') &&
         std::all_of(word.begin(), word.end() - 1, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool LooksPlural(std::string_view word) {
  return IsPluralOfInitials(word) ||
         (word.size() > 3 && EndsIn(word, "s") && !EndsIn(word, "ss") && !EndsIn(word, "us") &&
          !EndsIn(word, "is") && word.find('\'') == std::string_view::npos);
}

// In lower case, but for initials.
std::string Singular(std::string_view word) {
  if (IsPluralOfInitials(word)) return std::string(word.substr(0, word.size() - 1));
  std::string lower(word);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  if (lower.ends_with("ies") && lower.size() > 4) {
    lower.replace(lower.size() - 3, 3, "y");
    return lower;
  }
  size_t ending = 1;
  for (std::string_view plural : {"sses", "shes", "ches", "xes", "zzes"}) {
    if (lower.ends_with(plural)) ending = 2;
  }
  lower.resize(lower.size() - ending);
  return lower;
}

class PhraseReader {
 public:
  PhraseReader(const CompiledRules& rules, std::string_view text, std::vector<const Entry*>* words)
      : rules_(rules), text_(text), words_(words) {}

  NounPhrase Read(uint32_t at) {
    NounPhrase phrase;
    bool joined = false;     // One "and" may join modifiers.
    bool quoted = false;     // A quotation mark is open.
    bool tentative = false;  // The head may still turn out to be a modifier.
    for (int i = 0; i < kMostTokens; ++i) {
      const uint32_t unquoted = SkipQuote(at);
      quoted |= unquoted > at;
      at = unquoted;
      const Token token = WordAt(text_, at);
      if (token.end == token.begin) break;
      // "12 000 people" has no phrase that begins with 000.
      if (IsNumber(token.word) || IsNumberWord(token)) break;
      uint32_t end = token.end;
      if (IsWord(token.word, "and")) {
        if (phrase.end > 0 || joined || i == 0) break;
        joined = true;
        // "1,200 full-time and 300 part-time staff" are two figures.
        if (end + 1 < text_.size() && IsAsciiDigit(static_cast<unsigned char>(text_[end + 1])))
          break;
      } else {
        const Word word = Judge(token, &end);
        if (word == Word::kStop || word == Word::kForeign) break;
        if (word == Word::kModifier && phrase.end > 0 && !tentative)
          break;  // The head was the last.
        end = std::max(end, token.end);
        if (word == Word::kHead || word == Word::kTentative) {
          tentative = word == Word::kTentative;
          phrase.head = head_;
          phrase.end = end;
          if (quoted) phrase.end = ClosingQuoteEnd(end);
        }
      }
      at = quoted ? ClosingQuoteEnd(end) : end;
      if (at + 1 >= text_.size() || text_[at] != ' ') break;
      ++at;
    }
    return phrase;
  }

 private:
  // "two hundred and three hundred workers": no modifier is a number.
  bool IsNumberWord(const Token& token) const {
    const uint32_t end = AsciiWordEnd(text_, token.begin);
    if (!MayBeginNumber(text_.substr(token.begin, end - token.begin))) return false;
    const auto readings = ReadEnglishNumber(text_, token.begin);
    return !readings.empty() && readings.front().end >= token.end;
  }

  // kTentative: a plural that often goes before another noun (sports clubs).
  enum class Word { kModifier, kHead, kTentative, kStop, kForeign };

  uint32_t SkipQuote(uint32_t at) const {
    for (std::string_view quote : {"\"", "“", "'", "‘"}) {
      if (text_.substr(at).starts_with(quote)) return at + static_cast<uint32_t>(quote.size());
    }
    return at;
  }
  uint32_t ClosingQuoteEnd(uint32_t at) const {
    for (std::string_view quote : {"\"", "”", "'", "’"}) {
      if (text_.substr(at).starts_with(quote)) return at + static_cast<uint32_t>(quote.size());
    }
    return at;
  }

  Word Judge(const Token& token, uint32_t* end) {
    *end = token.end;
    const auto hit = rules_.vocabulary.Longest(text_, token.begin, {});
    if (hit.end >= token.end) {
      for (const Entry* entry : *hit.entries) {
        if (entry->kind == EntryKind::kTerm && entry->role == "np.stop" && hit.end == token.end) {
          Used(entry);
          return Word::kStop;
        }
        if (entry->kind == EntryKind::kTerm && entry->role == "np.modifier" &&
            hit.end == token.end) {
          head_ = Singular(token.word);
          Used(entry);
          return LooksPlural(token.word) ? Word::kTentative : Word::kModifier;
        }
        if (entry->kind == EntryKind::kNoun && !token.possessive) {
          *end = hit.end;
          head_ = entry->canonical;
          Used(entry);
          return Word::kHead;
        }
        const bool unit = entry->kind == EntryKind::kUnit ||
                          (entry->kind == EntryKind::kTerm &&
                           (entry->role.starts_with("date.") || entry->role == "fraction"));
        if (unit) return Word::kForeign;
      }
    }
    if (token.possessive || !LooksPlural(token.word)) return Word::kModifier;
    head_ = Singular(token.word);
    return Word::kHead;
  }

  void Used(const Entry* entry) {
    if (words_ != nullptr) words_->push_back(entry);
  }

  const CompiledRules& rules_;
  std::string_view text_;
  std::vector<const Entry*>* words_;
  std::string head_;
};

// Characters that end a Chinese noun phrase.
bool EndsChinesePhrase(char32_t c) {
  constexpr std::u32string_view kEnds = U",.;:!?、。；：！？()（）“”\"'《》|\n ";
  return kEnds.find(c) != std::u32string_view::npos;
}

// The noun entry at `at`, and its end.
const Entry* NounAt(const CompiledRules& rules, std::string_view text, uint32_t at, uint32_t* end) {
  const auto hit = rules.vocabulary.Longest(text, at, {});
  if (hit.end == 0) return nullptr;
  for (const Entry* entry : *hit.entries) {
    if (entry->kind != EntryKind::kNoun) continue;
    *end = hit.end;
    return entry;
  }
  return nullptr;
}

// Nouns in a row; the head stands last: 高校院所, 机器人基地.
struct NounRow {
  uint32_t end = 0;  // 0 for none.
  const Entry* head = nullptr;
};
NounRow ReadChineseNouns(const CompiledRules& rules, std::string_view text, uint32_t at) {
  NounRow row;
  uint32_t end = 0;
  for (const Entry* noun; at < text.size() && (noun = NounAt(rules, text, at, &end)) != nullptr;
       at = end) {
    row = {end, noun};
  }
  return row;
}

// What stands between a classifier and the next punctuation, if it is as short
// as a noun: 两棵银杏树, 三间平房.  Of 重点企业 the noun is 企业.
std::string ShortNoun(const CompiledRules& rules, std::string_view text, uint32_t at,
                      const Entry** entry) {
  constexpr std::u32string_view kNotInNouns =
      U"的了在和与及是为被将已可从到用有等以增减超达约近后前占来去";
  uint32_t end = at;
  int count = 0;
  for (int size; end < text.size(); end += size, ++count) {
    const char32_t c = DecodeUtf8(text, end, &size);
    if (!IsHan(c)) break;
    if (count == 4 || kNotInNouns.find(c) != std::u32string_view::npos) return "";
  }
  // 侨批里: what lies within the thing is not counted.
  int last_size;
  constexpr std::u32string_view kPlaces = U"里中内";
  if (count > 2 &&
      kPlaces.find(DecodeUtf8Before(text, end, &last_size)) != std::u32string_view::npos) {
    end -= static_cast<uint32_t>(last_size);
    --count;
  }
  if (count < 2) return "";
  for (uint32_t p = at; end - p >= 6; p += Utf8Size(static_cast<unsigned char>(text[p]))) {
    const NounRow nouns = ReadChineseNouns(rules, text, p);
    if (nouns.end == end) return (*entry = nouns.head)->canonical;
  }
  // 居民受惠 is a noun and a verb; 图书车 is one noun.
  const NounRow first = ReadChineseNouns(rules, text, at);
  if (first.end > 0 && CountCodePoints(text.substr(first.end, end - first.end)) >= 2)
    return (*entry = first.head)->canonical;
  return std::string(text.substr(at, end - at));
}

// Between a noun and its figure only such characters may stand: 图书总量达到86万册.
bool IsFiller(std::string_view text) {
  constexpr std::u32string_view kFiller =
      U"总量数共计有达到约近超过逾增至为已只仅目前现拥设建成新分别则近上下高";
  for (size_t at = 0; at < text.size();) {
    int size;
    if (kFiller.find(DecodeUtf8(text, at, &size)) == std::u32string_view::npos) return false;
    at += size;
  }
  return true;
}

}  // namespace

NounPhrase ReadNounPhrase(const CompiledRules& rules, std::string_view text, uint32_t at,
                          std::vector<const Entry*>* words) {
  if (at >= text.size()) return {};
  int size;
  if (!IsHan(DecodeUtf8(text, at, &size))) return PhraseReader(rules, text, words).Read(at);
  const NounRow nouns = ReadChineseNouns(rules, text, at);
  if (nouns.end == 0) return {};
  if (words != nullptr) words->push_back(nouns.head);
  return {nouns.end, nouns.head->canonical};
}

std::string CountedNoun(const CompiledRules& rules, std::string_view text, uint32_t begin,
                        uint32_t end, const std::string& classifier, const Entry** entry) {
  constexpr int kFarthest = 14;  // Characters.
  const Entry* unused = nullptr;
  if (entry == nullptr) entry = &unused;
  uint32_t at = end;
  for (int i = 0; i < kFarthest && at < text.size(); ++i) {
    int size;
    const char32_t c = DecodeUtf8(text, at, &size);
    if (EndsChinesePhrase(c) && !(c == U' ' && i == 0)) break;
    if (IsAsciiDigit(c)) break;
    if (i == 0) {
      const std::string whole = ShortNoun(rules, text, at, entry);
      if (!whole.empty()) return whole;
    }
    const NounRow nouns = ReadChineseNouns(rules, text, at);
    // Farther off a single character is too likely a part of another word: 两艘美国商船.
    const bool one = nouns.end > 0 && nouns.end - at == static_cast<uint32_t>(size);
    if (nouns.end > 0 && (i == 0 || !one)) return (*entry = nouns.head)->canonical;
    at += size;
  }
  // 新增市场主体两万多家: the noun right before the figure, a hedge between.
  uint32_t left = begin;
  for (int i = 0; i < 10 && left > 0; ++i) {
    int size;
    const char32_t c = DecodeUtf8Before(text, left, &size);
    if (EndsChinesePhrase(c)) break;
    left -= size;
  }
  const Entry* found = nullptr;
  uint32_t found_end = 0;
  for (uint32_t p = left; p < begin; p += Utf8Size(static_cast<unsigned char>(text[p]))) {
    uint32_t noun_end = 0;
    const Entry* noun = NounAt(rules, text, p, &noun_end);
    // A single character is too likely a part of another word.
    if (noun == nullptr || noun_end > begin || p < found_end || noun_end - p < 6) continue;
    found = noun;
    found_end = noun_end;
  }
  if (found != nullptr) {
    const std::string_view between = text.substr(found_end, begin - found_end);
    if (CountCodePoints(between) <= 2 || IsFiller(between)) return (*entry = found)->canonical;
  }
  return classifier;
}

}  // namespace factmill
