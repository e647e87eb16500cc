// The tree of a regular expression, as first characters and automata need it.
//
// RE2 has the last word on what an expression means; this reader knows the part
// of its syntax that rules use, and says so where it meets another.
#ifndef FACTMILL_RULES_REGEX_H_
#define FACTMILL_RULES_REGEX_H_

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace factmill {

// A set of code points as closed ranges [low, high]; ascending and apart once
// normalised.
class CodePoints {
 public:
  static constexpr char32_t kLast = 0x10FFFF;

  void Add(char32_t low, char32_t high) { ranges_.emplace_back(low, high); }
  void Add(const CodePoints& more);
  // Adds the other case of every letter, as RE2 folds them.
  void Fold();
  void Negate();  // Normalises.
  void Normalize();

  const std::vector<std::pair<char32_t, char32_t>>& ranges() const { return ranges_; }

 private:
  std::vector<std::pair<char32_t, char32_t>> ranges_;
};

struct Regex {
  enum Type { kEmpty, kChars, kSequence, kEither, kRepeat } type = kEmpty;
  CodePoints chars;          // kChars; normalised.
  std::vector<Regex> parts;  // kSequence, kEither: at least one; kRepeat: one.
  int least = 0, most = -1;  // kRepeat; most -1 for without end.

  bool MayBeEmpty() const;
  bool MatchesNothing() const;  // Not even the empty text.
};

// What is made of ^ $ \z: nothing is known of the expression; they match an empty
// stretch anywhere, so that the tree matches all that the expression does and more;
// or they are characters of their own, which stand at the ends of a text.
enum class Anchors { kUnknown, kEmpty, kMarks };
constexpr char32_t kBeginMark = CodePoints::kLast + 1, kEndMark = CodePoints::kLast + 2;

// `text` is an expression that RE2 accepts.  Nothing is given for syntax that this
// reader does not know: its user must treat the expression as one that may match
// anything.
std::optional<Regex> ParseRegex(std::string_view text, bool exact_case,
                                Anchors anchors = Anchors::kUnknown);

}  // namespace factmill

#endif  // FACTMILL_RULES_REGEX_H_
