#include "rules/tense.h"

#include <algorithm>

#include "base/ascii.h"

namespace factmill {
namespace {

// Farther off than this nothing is looked for.
constexpr uint32_t kMostBefore = 300, kMostBehind = 100;

enum class Cue {
  kNone,
  kPast,     // What is over: won, was.  Words in -ed are of it by themselves.
  kResult,   // Over, and where a day owns them whatever stands before: victory over.
  kComing,   // What is to come, or goes on: will, plays.
  kAhead,    // The same before the date alone: ahead of.
  kArrange,  // To come what stands before the date, over what stands behind: agreed to.
  kSaid,     // Verbs of saying: what is said may be of another time.
  kDone,     // Nouns that are over where a day owns them: Monday's closing price.
  kToBe,     // is, be: a participle behind them is not over, and one in -ing to come.
  kPlain,    // Tells nothing: hundred, very.
};

constexpr std::pair<std::string_view, Cue> kRoles[] = {
    {"tense.past", Cue::kPast},   {"tense.result", Cue::kResult},   {"tense.coming", Cue::kComing},
    {"tense.ahead", Cue::kAhead}, {"tense.arrange", Cue::kArrange}, {"tense.said", Cue::kSaid},
    {"tense.done", Cue::kDone},   {"tense.to_be", Cue::kToBe},      {"tense.plain", Cue::kPlain}};

Cue CueOfRole(std::string_view role) {
  for (const auto& [name, cue] : kRoles) {
    if (name == role) return cue;
  }
  return Cue::kNone;
}

bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

// Does a sentence end with the mark at `at`?  "U.S. " and "J. " are no ends.
bool EndsSentence(std::string_view text, uint32_t at) {
  const char c = text[at];
  if (c == ' ') return at > 0 && text[at - 1] == ' ';  // Behind an agency's heading.
  if (c != '.' && c != '?' && c != '!') return false;
  const bool letter = c == '.' && at > 0 && IsCapital(text[at - 1]) &&
                      (at < 2 || text[at - 2] == '.' || text[at - 2] == ' ');
  const std::string_view behind = text.substr(at + 1);
  return !letter && (behind.empty() || behind[0] == ' ' || behind.starts_with("\" "));
}

bool EndsWithAny(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view e) { return text.ends_with(e); });
}

class Reader {
 public:
  Reader(const Vocabulary& words, std::string_view text, uint32_t begin, uint32_t end)
      : words_(words), text_(text), begin_(begin), end_(end) {
    const uint32_t least = begin_ > kMostBefore ? begin_ - kMostBefore : 0;
    sentence_ = begin_;
    while (sentence_ > least && !EndsSentence(text_, sentence_ - 1)) --sentence_;
    const std::string_view before = text_.substr(sentence_, begin_ - sentence_);
    owns_ = text_.substr(end_).starts_with("'s ");
    after_ = owns_ && EndsWithAny(before, {"fter ", "despite ", "ollowing ", "since "});
    constexpr size_t kOpening = 9;  // "And on "
    opens_ = before.size() <= kOpening;
  }

  Tense Read(Looking looking) {
    const Cue before = after_ ? Cue::kPast : LastBefore();
    if (before == Cue::kPast) return Tense::kPast;
    if (before == Cue::kComing) return FirstBehind() == Cue::kDone ? Tense::kPast : Tense::kComing;
    if (looking == Looking::kBehindOpening && !opens_)
      return IsSubject() ? Tense::kPast : Tense::kUnknown;
    const Cue behind = FirstBehind();
    if (behind == Cue::kDone || behind == Cue::kPast) return Tense::kPast;
    return behind == Cue::kComing ? Tense::kComing : Tense::kUnknown;
  }

 private:
  // Of the first entry that holds.
  Cue CueOf(const Vocabulary::Hit& hit, uint32_t at) const {
    for (const Entry* entry : *hit.entries) {
      if (Vocabulary::Holds(*entry, text_, at, hit.end, Home())) return CueOfRole(entry->role);
    }
    return Cue::kNone;
  }

  // The cue at `at`, where a word begins, and where it ends; `*previous` stood before it, and
  // is then what stands before the next.
  Cue CueAt(uint32_t at, Cue* previous, uint32_t* end) const {
    *end = at;
    while (*end < text_.size() && IsAsciiLetter(text_[*end])) ++*end;
    const bool is = *previous == Cue::kToBe;
    Cue cue = Cue::kNone;
    if (const auto hit = words_.Longest(text_, at, Home()); hit.end > 0) {
      *end = std::max(*end, hit.end);
      cue = CueOf(hit, at);
      // "to be held", "will be announced"
      if ((cue == Cue::kPast || cue == Cue::kSaid) && is) cue = Cue::kNone;
    } else if (*end > at + 4) {
      const std::string_view word = text_.substr(at, *end - at);
      if (is && word.ends_with("ing")) cue = Cue::kComing;
      const bool compound = at > 0 && text_[at - 1] == '-';  // "long-awaited"
      if (!is && !compound && word.ends_with("ed")) cue = Cue::kPast;
      if (word.ends_with("ly")) return cue;  // "is widely expected"
    }
    const bool ends_with_be = text_.substr(0, *end).ends_with(" be");  // "to be"
    *previous = ends_with_be || (is && cue == Cue::kPlain) ? Cue::kToBe : cue;
    return cue;
  }

  bool BeginsWord(uint32_t at) const {
    return (IsAsciiLetter(text_[at]) || text_[at] == '\'') &&
           (at == 0 || !IsAsciiLetter(text_[at - 1]));
  }

  // kPast, kComing or kNone, by the last word that tells.
  Cue LastBefore() {
    Cue last = Cue::kNone, previous = Cue::kNone;
    uint32_t end = 0;
    for (uint32_t at = sentence_; at < begin_; at = std::max(end, at + 1)) {
      end = at + 1;
      if (!BeginsWord(at)) continue;
      const bool past = previous == Cue::kPast;
      const Cue cue = CueAt(at, &previous, &end);
      if (end > begin_) break;
      if (cue == Cue::kPast || cue == Cue::kResult) {
        last = Cue::kPast;
      } else if (cue == Cue::kComing || cue == Cue::kArrange || (cue == Cue::kAhead && !past)) {
        last = Cue::kComing;  // But not "did not play".
      } else if (cue == Cue::kSaid && !past) {
        // "said on Friday", ", said Mr Ames on Friday": the day of saying so.
        const bool then = IsThen(text_.substr(end, begin_ - end)) ||
                          EndsWithAny(text_.substr(0, at), {", ", ",\" "});
        last = then ? Cue::kPast : Cue::kNone;
      }
    }
    return last;
  }

  // Is what stands between a verb of saying and a date nothing but where and how?
  static bool IsThen(std::string_view between) {
    constexpr std::string_view kBegins[] = {" on ",   " in ",     " at ", " late ", " early ",
                                            " here ", " during ", " to ", " by "};
    const bool begins = between == " " || std::ranges::any_of(kBegins, [&](std::string_view word) {
                          return between.starts_with(word);
                        });
    return begins && between.find(" that ") == between.npos && between.find(',') == between.npos;
  }

  // "The strike in April had shut": but not "sales in April were expected to rise".
  bool IsSubject() const {
    std::string_view behind = text_.substr(end_);
    for (std::string_view verb : {" was ", " were ", " had "}) {
      if (!behind.starts_with(verb)) continue;
      behind.remove_prefix(verb.size());
      const auto next = behind.substr(0, behind.find_first_of(" ,.;"));
      constexpr std::string_view kPlans[] = {"to",      "expected", "due", "likely", "scheduled",
                                             "planned", "set",      "not", "still",  "being"};
      return std::ranges::find(kPlans, next) == std::end(kPlans);
    }
    return false;
  }

  // kPast, kComing, kDone or kNone, by the first word behind that tells.
  Cue FirstBehind() const {
    constexpr int kNear = 4;  // Words.
    const size_t most = std::min<size_t>(text_.size(), size_t{end_} + kMostBehind);
    const bool comma = text_.substr(end_).starts_with(",");  // "on Friday, the mayor said"
    Cue previous = Cue::kNone;
    uint32_t end = 0;
    int seen = 0;
    for (uint32_t at = end_ + (owns_ ? 3 : 0); at < most && !EndsSentence(text_, at);
         at = std::max(end, at + 1)) {
      end = at + 1;
      if (!BeginsWord(at)) continue;
      const Cue cue = CueAt(at, &previous, &end);
      if (cue == Cue::kComing) return cue;
      if (cue == Cue::kPast || cue == Cue::kArrange) return Cue::kPast;
      if (cue == Cue::kSaid && (seen == 0 || opens_ || (comma && seen < kNear))) return Cue::kPast;
      if (cue == Cue::kResult) return owns_ && seen < kNear ? Cue::kDone : Cue::kPast;
      if (cue == Cue::kDone && owns_ && seen < kNear) return cue;
      ++seen;
    }
    return Cue::kNone;
  }

  const Vocabulary& words_;
  std::string_view text_;
  uint32_t begin_, end_;
  uint32_t sentence_;  // Where it begins.
  bool owns_;          // "Monday's"
  bool after_;         // "after Monday's"
  bool opens_;         // The date opens the sentence.
};

}  // namespace

bool IsTenseRole(std::string_view role) { return CueOfRole(role) != Cue::kNone; }

Tense TenseAround(const Vocabulary& words, std::string_view text, uint32_t begin, uint32_t end,
                  Looking looking) {
  return Reader(words, text, begin, end).Read(looking);
}

}  // namespace factmill
