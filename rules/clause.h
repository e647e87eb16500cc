// A paragraph as the grammar of attribution sees it: words with their classes,
// marks and figures, one after another.
#ifndef FACTMILL_RULES_CLAUSE_H_
#define FACTMILL_RULES_CLAUSE_H_

#include <algorithm>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/plain_word.h"
#include "rules/attribution.h"
#include "rules/phrase_words.h"

namespace factmill {

// A word that the grammar asks for, in lower case of ASCII.
class Wanted {
 public:
  template <size_t kSize>
  consteval Wanted(const char (&word)[kSize]) : word_(word, kSize - 1) {
    for (size_t i = std::min<size_t>(kSize - 1, 8); i-- > 0;)
      start_ = start_ << 8 | static_cast<unsigned char>(word[i]);
  }
  std::string_view word() const { return word_; }
  uint64_t start() const { return start_; }

  // The same of the word [begin, end) of a text.
  static uint64_t StartOf(std::string_view text, uint32_t begin, uint32_t end) {
    return FirstBytes(EightLowerBytes(text, begin), end - begin);
  }

 private:
  std::string_view word_;
  uint64_t start_ = 0;  // Its first eight bytes, the first one lowest, zeros behind the end.
};

struct Item {
  enum Type : uint8_t {
    kWord,    // A word of the vocabulary of phrases, or in English any word.
    kRun,     // Chinese in which there is no such word, or a Latin word within.
    kMark,    // A sign of punctuation.
    kFigure,  // A figure that is no date.
    kDate,
  } type = kWord;
  uint32_t begin = 0, end = 0;  // Bytes of the paragraph.
  uint32_t classes = 0;         // Bits of WordClass.
  uint64_t start = 0;           // Of a word in English: Wanted::StartOf() it.
  int figure = -1;              // Index into SecondReading::figures, ...
  Kind kind = Kind::kNumber;    // ... and its kind.
  bool ends_sentence = false;   // A sentence ends here or behind it.

  bool Is(WordClass c) const { return (classes & Bit(c)) != 0; }
  bool IsAny(uint32_t bits) const { return (classes & bits) != 0; }
};

// A stretch of items, half-open; empty for none.
struct Phrase {
  int begin = 0, end = 0;
  bool empty() const { return begin >= end; }
  int size() const { return end - begin; }
};

// What is said of a figure.
struct Saying {
  Phrase words;
  const Rule* rule = nullptr;  // Null where nothing is said.
  bool known = false;          // By a pattern: it is not said again.
};
struct Statement {
  Saying metric, subject;
};

// The items of a paragraph with what is said of its figures.
struct ClauseText {
  explicit ClauseText(std::pmr::memory_resource* memory)
      : items(memory), figures(memory), statements(memory) {}

  std::string_view text;
  std::pmr::vector<Item> items;
  std::pmr::vector<int> figures;           // Items that are figures and no dates, ascending.
  std::pmr::vector<Statement> statements;  // By `figures`.
  bool chinese = false;

  std::string_view Words(const Item& item) const {
    return text.substr(item.begin, item.end - item.begin);
  }
  bool IsMark(int i, std::string_view marks) const {
    return items[i].type == Item::kMark && marks.find(Words(items[i])) != marks.npos;
  }
  // Does an English text have that word there, in any case?
  bool IsWord(int i, const Wanted& wanted) const {
    const Item& item = items[i];
    const std::string_view word = wanted.word();
    return item.start == wanted.start() && item.end - item.begin == word.size() &&
           (word.size() <= 8 || SameCaseless(Words(item).substr(8), word.substr(8)));
  }
  // The same of an item of whatever type, in any language.
  bool IsPart(int i, const Wanted& wanted) const {
    const Item& item = items[i];
    return item.end - item.begin == wanted.word().size() &&
           Wanted::StartOf(text, item.begin, item.end) == wanted.start() &&
           (wanted.word().size() <= 8 ||
            SameCaseless(Words(item).substr(8), wanted.word().substr(8)));
  }
  int size() const { return static_cast<int>(items.size()); }
};

// Reads the items of the sentences in which there are figures, and of those
// before them where they may be asked for.  `memory` outlives what it gives.
ClauseText ReadClauses(const CompiledRules& rules, const MatchContext& context,
                       std::span<const FoldedSpan> sentences, const SecondReading& reading,
                       std::pmr::memory_resource* memory);

// The rule with this reader; null where there is none.
const Rule* RuleOf(const CompiledRules& rules, Reader reader);

void AttributeEnglish(const CompiledRules& rules, ClauseText* text);
void AttributeChinese(const CompiledRules& rules, ClauseText* text);

}  // namespace factmill

#endif  // FACTMILL_RULES_CLAUSE_H_
