// What an English count counts.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/utf8.h"
#include "extractors/number_word.h"
#include "rules/chinese_nouns.h"
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

// 3months, but 747s.
bool IsNumberWithUnit(std::string_view word) {
  const auto letter =
      std::find_if(word.begin(), word.end(), [](char c) { return c < '0' || c > '9'; });
  return letter != word.begin() && word.end() - letter > 1 && IsAsciiLetter(*letter);
}

// MPs, PCs, NGOs, and types: F-16s, A350s.
bool IsPluralOfInitials(std::string_view word) {
  const auto is_initial = [](char c) { return c >= 'A' && c <= 'Z'; };
  return word.size() > 2 && word.ends_with('s') && is_initial(word[0]) &&
         std::all_of(word.begin(), word.end() - 1,
                     [&](char c) { return is_initial(c) || c == '-' || (c >= '0' && c <= '9'); });
}

// Seamen and spokeswomen; specimens are in the rule files.
bool IsPluralOfMan(std::string_view word) {
  constexpr size_t kName = 8;  // Congressmen and Dutchmen, but no Turkmen and no Xiamen.
  const bool capital = word[0] >= 'A' && word[0] <= 'Z';
  return word.size() >= (capital ? kName : 6) && EndsIn(word, "men") &&
         word.find('\'') == std::string_view::npos;
}

bool LooksPlural(std::string_view word) {
  return IsPluralOfInitials(word) || IsPluralOfMan(word) ||
         (word.size() > 3 && !IsNumberWithUnit(word) && EndsIn(word, "s") &&
          !EndsIn(word, "-series") && !EndsIn(word, "ss") && !EndsIn(word, "us") &&
          !EndsIn(word, "is") && word.find('\'') == std::string_view::npos);
}

// In lower case, but for initials.
std::string Singular(std::string_view word) {
  if (IsPluralOfInitials(word)) return std::string(word.substr(0, word.size() - 1));
  std::string lower(word);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  if (IsPluralOfMan(lower)) {
    lower.replace(lower.size() - 3, 3, "man");
    return lower;
  }
  if (lower.ends_with("ies") && lower.size() > 4) {
    lower.replace(lower.size() - 3, 3, "y");
    return lower;
  }
  size_t ending = 1;
  for (std::string_view plural : {"sses", "shes", "ches", "xes", "zzes", "oes"}) {
    if (lower.ends_with(plural)) ending = 2;
  }
  if (lower.ends_with("shoes")) ending = 1;  // Horseshoes, too.
  for (std::string_view plural : {"toes", "foes", "hoes", "canoes"}) {
    if (lower == plural) ending = 1;
  }
  lower.resize(lower.size() - ending);
  return lower;
}

}  // namespace

std::string NounOf(std::string_view word) {
  if (!LooksPlural(word)) return std::string(word);
  std::string noun = Singular(word);
  noun[0] = word[0];  // Britons keep their capital.
  return noun;
}

namespace {

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
        // "two Texas bank accounts", but "22 Americans become victims".
        if (named_ && word == Word::kModifier && phrase.end > 0 && !GoesOn(token)) break;
        named_ = named_ || word == Word::kName;
        if (named_ && EndsCompany(token.word)) {  // General Dynamics Corp jets
          named_ = false;
          phrase = {};
        }
        end = std::max(end, token.end);
        if (word != Word::kModifier) {
          tentative = word != Word::kHead;
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

  // kTentative: a plural that often goes before another noun (sports clubs); kName: a name
  // that looks like a plural and may do so.
  enum class Word { kModifier, kHead, kTentative, kName, kStop, kForeign };

  // May `token` stand behind a name that goes before a noun?
  bool GoesOn(const Token& token) const {
    if (token.word[0] >= 'A' && token.word[0] <= 'Z') return true;
    const auto hit = rules_.vocabulary.Longest(text_, token.begin, {});
    return hit.end == token.end &&
           std::ranges::any_of(*hit.entries, [](const Entry* e) { return e->role == "np.behind"; });
  }

  static bool EndsCompany(std::string_view word) {
    return std::ranges::any_of(std::array{"Corp", "Co", "Inc", "Ltd", "Plc", "AG", "SA"},
                               [&](const char* suffix) { return word == suffix; });
  }

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
    // "two hours' free lessons" are no lessons.
    if (token.possessive && hit.end < token.end && hit.end + 2 >= token.end) {
      for (const Entry* entry : *hit.entries) {
        if (entry->role.starts_with("date.") || entry->kind == EntryKind::kUnit)
          return Word::kForeign;
      }
    }
    if (hit.end >= token.end) {
      for (const Entry* entry : *hit.entries) {
        if (entry->kind == EntryKind::kTerm && entry->role == "np.stop" && hit.end == token.end) {
          Used(entry);
          return Word::kStop;
        }
        if (entry->kind == EntryKind::kTerm && entry->role == "np.adjective" &&
            hit.end == token.end) {
          Used(entry);
          return Word::kModifier;
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
    return IsName(token.word) ? Word::kName : Word::kHead;
  }

  // Cyclops, Texas; not OFFICES, MPs.
  static bool IsName(std::string_view word) {
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return word[0] >= 'A' && word[0] <= 'Z' && lower(word[1]) && lower(word[word.size() - 2]);
  }

  void Used(const Entry* entry) {
    if (words_ != nullptr) words_->push_back(entry);
  }

  const CompiledRules& rules_;
  std::string_view text_;
  std::vector<const Entry*>* words_;
  std::string head_;
  bool named_ = false;  // A name that looks like a plural was read.
};

}  // namespace

NounPhrase ReadNounPhrase(const CompiledRules& rules, std::string_view text, uint32_t at,
                          std::vector<const Entry*>* words) {
  if (at >= text.size()) return {};
  int size;
  if (!IsHan(DecodeUtf8(text, at, &size))) return PhraseReader(rules, text, words).Read(at);
  return ReadChineseNounPhrase(rules, text, at, words);
}

}  // namespace factmill
