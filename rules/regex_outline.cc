// Whether RE2 surely takes an expression, and how large it is at most: one look
// from left to right, which knows only plain syntax.
#include <algorithm>
#include <charconv>
#include <optional>

#include "base/utf8.h"
#include "rules/lazy_regex.h"

namespace factmill {
namespace {

constexpr int kMostRepeats = 1000;  // RE2's limit, over repetitions in one another.
constexpr size_t kDeepest = 60;
constexpr int64_t kHuge = 1 << 30;

// Instructions at most, as RE2 9 makes them, rounded up; tests compare.
constexpr int64_t kAround = 5, kChoice = 1, kCapture = 2, kLoop = 3, kLazy = 3, kNothing = 4,
                  kDot = 14, kHan = 100, kRange = 24;
// Of ASCII characters: one of them, a range, \w, \s.  k and s have another case beyond ASCII.
constexpr int64_t kAscii = 1, kAsciiRange = 4, kWord = 16, kSpace = 4, kKelvin = 4, kLongS = 3;
constexpr int64_t kNegated = 18, kGap = 14;  // A negated class, and each gap in it beyond ASCII.

bool IsPunctuation(char c) {
  return std::string_view("!\"#%&',-/:;<=>@`~ \\.[]{}()*+?|^$").find(c) != std::string_view::npos;
}

bool IsAsciiLetter(char32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// Is a letter of ASCII among the characters [low, high], in one case or the other?
bool Has(char32_t low, char32_t high, char32_t letter) {
  const char32_t upper = letter - 0x20;
  return (low <= letter && letter <= high) || (low <= upper && upper <= high);
}

bool HasLetters(char32_t low, char32_t high) {
  return (low <= 'z' && high >= 'a') || (low <= 'Z' && high >= 'A');
}

// No character here has case: Chinese, and the planes behind the first two.
bool HasNoCase(char32_t low, char32_t high) {
  return (low >= 0x2E80 && high <= 0x9FFF) || low >= 0x20000;
}

// A part that a quantifier may follow.
struct Part {
  int64_t size = 0;
  int repeats = 1;  // Of repetitions in one another, in it.
};

class Outliner {
 public:
  Outliner(std::string_view text, bool exact_case) : text_(text), exact_case_(exact_case) {}

  RegexOutline Read() {
    std::vector<Part> open(1);  // Groups that are not closed, with what they hold so far.
    while (at_ < text_.size()) {
      const char c = text_[at_];
      std::optional<Part> part;
      if (c == '(') {
        Part group;
        if (!SkipOpening(&group.size) || open.size() > kDeepest) return {};
        open.push_back(group);
        continue;
      }
      if (c == '|') {
        open.back().size += BesideNothing() ? kNothing : kChoice;
        ++at_;
        continue;
      }
      if (c == '^' || c == '$' || text_.substr(at_, 2) == "\\z") {
        at_ += c == '\\' ? 2 : 1;
        if (AtQuantifier()) return {};
        ++open.back().size;
        continue;
      }
      if (c == ')') {
        if (open.size() == 1) return {};
        ++at_;
        part = open.back();
        open.pop_back();
      } else {
        part = Atom();
      }
      if (!part || !Repeat(&*part)) return {};
      open.back().size = std::min(kHuge, open.back().size + part->size);
      open.back().repeats = std::max(open.back().repeats, part->repeats);
    }
    if (open.size() > 1) return {};
    return {true, open.back().size + kAround, std::move(groups_)};
  }

 private:
  bool AtQuantifier() const {
    return at_ < text_.size() &&
           std::string_view("*+?{").find(text_[at_]) != std::string_view::npos;
  }

  // May an alternative beside the | that stands here be empty?
  bool BesideNothing() const {
    constexpr std::string_view kBefore = "(:>|", kBehind = "|)";
    return at_ == 0 || at_ + 1 == text_.size() ||
           kBefore.find(text_[at_ - 1]) != std::string_view::npos ||
           kBehind.find(text_[at_ + 1]) != std::string_view::npos;
  }

  // "(?:", "(" or "(?P<name>", a name that no other group has.
  bool SkipOpening(int64_t* size) {
    const std::string_view rest = text_.substr(at_);
    std::string name;
    if (rest.starts_with("(?:")) {
      at_ += 3;
      return !AtQuantifier();
    }
    if (rest.starts_with("(?P<")) {
      const size_t close = rest.find('>');
      if (close == std::string_view::npos || close == 4) return false;
      name = rest.substr(4, close - 4);
      const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return IsAsciiLetter(static_cast<unsigned char>(c)) || IsAsciiDigit(c) || c == '_';
      });
      if (!plain || std::find(groups_.begin(), groups_.end(), name) != groups_.end()) return false;
      at_ += close + 1;
    } else {
      ++at_;
    }
    groups_.push_back(std::move(name));
    *size = kCapture;
    return !AtQuantifier();
  }

  // The quantifier that stands here, if any.  One behind another is a mistake.
  bool Repeat(Part* part) {
    if (!AtQuantifier()) return true;
    if (text_[at_] == '{') {
      int least, most;
      if (!Counts(&least, &most)) return false;
      const int times = std::max(1, most < 0 ? least : most);
      if (most == 0 || times > kMostRepeats / part->repeats) return false;
      part->repeats *= times;
      part->size = (part->size + 3 * kChoice) * times;
    } else {
      part->size += text_[at_] == '?' ? kChoice : kLoop;
      ++at_;
    }
    if (at_ < text_.size() && text_[at_] == '?') {
      ++at_;
      part->size += kLazy;
    }
    part->size = std::min(kHuge, part->size);
    return !AtQuantifier();
  }

  // {2}, {2,} or {2,5}
  bool Counts(int* least, int* most) {
    ++at_;
    if (!Count(least)) return false;
    *most = *least;
    if (text_.substr(at_, 1) == ",") {
      ++at_;
      *most = -1;
      if (text_.substr(at_, 1) != "}" && (!Count(most) || *most < *least)) return false;
    }
    if (text_.substr(at_, 1) != "}") return false;
    ++at_;
    return true;
  }

  bool Count(int* number) {
    const char* const begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), *number);
    if (error != std::errc() || *number < 0 || *number > kMostRepeats) return false;
    at_ += static_cast<size_t>(end - begin);
    return end - begin == 1 || (*begin != '0' && *begin != '-');
  }

  std::optional<Part> Atom() {
    const char c = text_[at_];
    if (c == '[') return Class();
    if (c == '.') {
      ++at_;
      return Part{kDot};
    }
    if (c == '\\') {
      if (const auto size = EscapedClass()) return Part{*size};
    } else if (c == '*' || c == '+' || c == '?' || c == '{' || c == '}' || c == ']') {
      return std::nullopt;
    }
    const auto single = Single();
    if (!single) return std::nullopt;
    return Part{SizeOf(*single, *single)};
  }

  std::optional<Part> Class() {
    ++at_;
    const bool negated = text_.substr(at_, 1) == "^";
    at_ += negated;
    int64_t size = negated ? kNegated : 0;
    const size_t first = at_;
    while (text_.substr(at_, 1) != "]") {
      if (at_ >= text_.size() || text_[at_] == '[') return std::nullopt;
      if (const auto escaped = EscapedClass()) {
        size += *escaped;
        if (text_.substr(at_, 1) == "-" && text_.substr(at_, 2) != "-]") return std::nullopt;
        continue;
      }
      const bool dash = text_[at_] == '-';
      if (dash && at_ != first && text_.substr(at_, 2) != "-]") return std::nullopt;
      const auto low = Single();
      if (!low) return std::nullopt;
      auto high = low;
      if (text_.substr(at_, 1) == "-" && text_.substr(at_, 2) != "-]") {
        ++at_;
        if (dash || text_.substr(at_, 1) == "[") return std::nullopt;
        high = Single();
        if (!high || *high < *low) return std::nullopt;
      }
      size += negated && *high >= 0x80 ? kGap : SizeOf(*low, *high);
    }
    if (at_ == first) return std::nullopt;  // "]" is its first character.
    ++at_;
    return Part{size};
  }

  // \d \w \s \p{Han} and their opposites.
  std::optional<int64_t> EscapedClass() {
    if (text_[at_] != '\\' || at_ + 1 >= text_.size()) return std::nullopt;
    const char name = text_[at_ + 1];
    if ((name == 'p' || name == 'P') && text_.substr(at_ + 2, 5) == "{Han}") {
      at_ += 7;
      return kHan;
    }
    if (std::string_view("dwsDWS").find(name) == std::string_view::npos) return std::nullopt;
    at_ += 2;
    const char lower = static_cast<char>(name | 0x20);
    const int64_t size = lower == 'w' ? kWord : lower == 's' ? kSpace : kAscii;
    return name == lower ? size : size + kRange;
  }

  // One character, as itself or escaped.
  std::optional<char32_t> Single() {
    if (text_[at_] != '\\') {
      int size;
      const char32_t c = DecodeUtf8(text_, at_, &size);
      at_ += size;
      if (c == 0xFFFD || c < 0x20) return std::nullopt;
      return c;
    }
    if (at_ + 1 >= text_.size()) return std::nullopt;
    const char next = text_[at_ + 1];
    if (next == 'x') return Hex();
    if (!IsPunctuation(next) && next != 't' && next != 'n') return std::nullopt;
    at_ += 2;
    return next == 't' ? '\t' : next == 'n' ? '\n' : next;
  }

  // \x41 or \x{a5}
  std::optional<char32_t> Hex() {
    const bool braces = text_.substr(at_ + 2, 1) == "{";
    const size_t begin = at_ + (braces ? 3 : 2);
    const size_t end = braces ? text_.find('}', begin) : begin + 2;
    if (end == std::string_view::npos || end > text_.size() || end - begin > 6) return std::nullopt;
    uint32_t value = 0;
    const char* const last = text_.data() + end;
    const auto [stop, error] = std::from_chars(text_.data() + begin, last, value, 16);
    if (error != std::errc() || stop != last || value > 0x10FFFF) return std::nullopt;
    if (value >= 0xD800 && value < 0xE000) return std::nullopt;
    at_ = end + braces;
    return value;
  }

  // Of the characters [low, high].
  int64_t SizeOf(char32_t low, char32_t high) const {
    if (high < 0x80) {
      const int64_t size = low == high || !HasLetters(low, high) ? kAscii : kAsciiRange;
      if (exact_case_) return size;
      return size + kKelvin * Has(low, high, 'k') + kLongS * Has(low, high, 's');
    }
    if (!exact_case_ && !HasNoCase(low, high)) return low == high ? kRange : kHuge;
    if (low != high) return kRange;
    return high < 0x10000 ? 3 : 4;  // Its bytes.
  }

  std::string_view text_;
  bool exact_case_;
  size_t at_ = 0;
  std::vector<std::string> groups_;
};

}  // namespace

RegexOutline OutlineOf(std::string_view regex, bool exact_case) {
  return Outliner(regex, exact_case).Read();
}

}  // namespace factmill
