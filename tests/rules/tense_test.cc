#include "rules/tense.h"

#include <catch2/catch.hpp>
#include <string>

namespace factmill {
namespace {

Vocabulary Words() {
  struct Row {
    const char *role, *word;
  };
  constexpr Row kRows[] = {
      {"tense.past", "was"},         {"tense.past", "held"},      {"tense.coming", "will"},
      {"tense.coming", "to be"},     {"tense.ahead", "ahead of"}, {"tense.ahead", "play"},
      {"tense.arrange", "vowed to"}, {"tense.said", "said"},      {"tense.done", "close"},
      {"tense.to_be", "is"},         {"tense.plain", "hundred"},  {"tense.arrange", "squad for"},
      {"tense.result", "win over"}};
  Vocabulary words;
  for (const Row& row : kRows) {
    Entry entry;
    entry.role = row.role;
    words.Add(row.word, entry);
  }
  words.Freeze();
  return words;
}

TEST_CASE("the tense around a date is that of the last word before it, else the first behind") {
  struct Case {
    const char *name, *text;  // The date is Friday.
    Tense tense;
    Looking looking = Looking::kBehind;
  };
  constexpr Tense kUnknown = Tense::kUnknown, kPast = Tense::kPast, kComing = Tense::kComing;
  const Case kCases[] = {
      {"nothing tells", "The fair on Friday", kUnknown},
      {"a verb before", "It was shut on Friday", kPast},
      {"a word in -ed", "They rowed home on Friday", kPast},
      {"but not every one", "A hundred boats, Friday", kUnknown},
      {"what is to come", "It will rain on Friday", kComing},
      {"the last word tells", "It was said that it will rain on Friday", kComing},
      {"a participle is not over", "The fair is to be held on Friday", kComing},
      {"nor is one of saying so", "It will rain, it is said on Friday", kComing},
      {"a compound in -ed is no verb", "It will end a much-feared drought on Friday", kComing},
      {"nor behind an adverb", "It is widely feared, Friday", kUnknown},
      {"what goes on", "The choir is singing on Friday", kComing},
      {"behind the date", "The fair on Friday was wet", kPast},
      {"not behind a month inside a sentence", "The fair on Friday, Ms Holt said", kUnknown,
       Looking::kBehindOpening},
      {"unless the verb is next to it", "The fair on Friday was wet", kPast,
       Looking::kBehindOpening},
      {"and tells of no plan", "The fair on Friday was expected to be wet", kUnknown,
       Looking::kBehindOpening},
      {"a month that opens the sentence", "On Friday it was wet", kPast, Looking::kBehindOpening},
      {"the day of saying so", "The yard said on Friday it will close", kPast},
      {"what is said has its own time", "The yard said the fair on Friday will be wet", kComing},
      {"said behind a comma", "It will rain, said Ms Holt of Jiazi on Friday", kPast},
      {"a place before the verb of saying", "In a speech on Friday, he said it will rain", kPast},
      {"arranged behind", "The yard on Friday vowed to stay", kPast},
      {"arranged before", "The yard vowed to meet on Friday", kComing},
      {"did not", "He rowed, was play on Friday", kPast},
      {"ahead of it", "It was wet ahead of the fair on Friday", kComing},
      {"a result owned by the day", "He left him out of the squad for Friday's win over Oslo",
       kPast},
      {"owned by the day", "It will beat Friday's dull close", kPast},
      {"after such a day", "After Friday's fair it will rain", kPast},
      {"another sentence", "It will rain. The fair, Friday", kUnknown},
      {"no sentence ends behind an initial", "It was in the U.S. on Friday", kPast},
      {"a heading ends at two blanks", "FAIR TO BE LATER  The yard, Friday", kUnknown},
  };
  const Vocabulary words = Words();
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      const std::string text = c.text;
      const auto begin = static_cast<uint32_t>(text.find("Friday"));
      CHECK(TenseAround(words, text, begin, begin + 6, c.looking) == c.tense);
    }
  }
}

}  // namespace
}  // namespace factmill
