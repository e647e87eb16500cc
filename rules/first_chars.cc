// The characters with which a match of a regular expression may begin, read off
// the expression itself.  What this small reader does not know counts as "any".
#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "rules/pattern.h"

namespace factmill {
namespace {

struct First {
  FirstChars chars;
  bool empty = false;  // It may match nothing.
};

class Reader {
 public:
  Reader(std::string_view regex, bool exact_case) : regex_(regex), exact_case_(exact_case) {}

  First Alternatives() {
    First all;
    bool first = true;
    do {
      if (!first) ++at_;
      first = false;
      const First one = Sequence();
      all.chars.Add(one.chars);
      all.empty |= one.empty;
    } while (at_ < regex_.size() && regex_[at_] == '|');
    return all;
  }

 private:
  First Sequence() {
    First all;
    all.empty = true;
    while (at_ < regex_.size() && regex_[at_] != '|' && regex_[at_] != ')') {
      First item = Item();
      if (Optional()) item.empty = true;
      if (all.empty) {
        all.chars.Add(item.chars);
        all.empty = item.empty;
      }
    }
    return all;
  }

  // Skips the quantifier; true if it allows none.
  bool Optional() {
    if (at_ >= regex_.size()) return false;
    bool none = false;
    const char c = regex_[at_];
    if (c == '?' || c == '*' || c == '+') {
      none = c != '+';
      ++at_;
    } else if (c == '{' && at_ + 1 < regex_.size() && IsAsciiDigit(regex_[at_ + 1])) {
      const size_t close = regex_.find('}', at_);
      if (close == std::string_view::npos) return false;
      none = regex_[at_ + 1] == '0';
      at_ = close + 1;
    } else {
      return false;
    }
    if (at_ < regex_.size() && regex_[at_] == '?') ++at_;
    return none;
  }

  First Item() {
    First item;
    const char c = regex_[at_];
    if (c == '(') {
      ++at_;
      if (regex_.substr(at_, 3) == "?P<")
        at_ = regex_.find('>', at_) + 1;
      else if (regex_.substr(at_, 2) == "?:")
        at_ += 2;
      item = Alternatives();
      if (at_ < regex_.size()) ++at_;  // ')'
      return item;
    }
    if (c == '[') {
      Class(&item.chars);
    } else if (c == '\\') {
      Escape(&item.chars);
    } else if (c == '.') {
      ++at_;
      item.chars.AddAll();
    } else {
      int size;
      AddRange(DecodeUtf8(regex_, at_, &size), 0, &item.chars);
      at_ += size;
    }
    return item;
  }

  void Class(FirstChars* chars) {
    ++at_;
    const bool negated = at_ < regex_.size() && regex_[at_] == '^';
    if (negated) ++at_;
    bool first = true;
    while (at_ < regex_.size() && (regex_[at_] != ']' || first)) {
      first = false;
      if (regex_.substr(at_, 2) == "[:") {
        chars->AddAll();
        at_ = std::min(regex_.find(":]", at_), regex_.size() - 2) + 2;
        continue;
      }
      char32_t low;
      if (regex_[at_] == '\\') {
        if (!SingleEscape(&low)) {
          Escape(chars);
          continue;
        }
      } else {
        low = Next();
      }
      char32_t high = low;
      if (at_ + 1 < regex_.size() && regex_[at_] == '-' && regex_[at_ + 1] != ']') {
        ++at_;
        if (regex_[at_] != '\\' || !SingleEscape(&high)) high = Next();
      }
      AddRange(low, high, chars);
    }
    ++at_;
    if (negated) chars->AddAll();
  }

  char32_t Next() {
    int size;
    const char32_t c = DecodeUtf8(regex_, at_, &size);
    at_ += size;
    return c;
  }

  // An escaped punctuation mark stands for itself, \x41 and \x{a5} for the
  // character of that number.
  bool SingleEscape(char32_t* c) {
    const char next = at_ + 1 < regex_.size() ? regex_[at_ + 1] : 'p';
    if (next == 'x') return HexEscape(c);
    if (IsAsciiDigit(next)) return false;
    if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) return false;
    ++at_;
    *c = Next();
    return true;
  }

  bool HexEscape(char32_t* c) {
    std::string_view digits = regex_.substr(at_ + 2);
    size_t size = std::min<size_t>(2, digits.size());
    size_t after = size;
    if (digits.starts_with("{")) {
      const size_t close = digits.find('}');
      if (close == std::string_view::npos) return false;
      digits.remove_prefix(1);
      size = close - 1;
      after = close + 1;
    }
    uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + size, value, 16);
    if (error != std::errc() || end != digits.data() + size || value > 0x10FFFF) return false;
    *c = value;
    at_ += 2 + after;
    return true;
  }

  void Escape(FirstChars* chars) {
    char32_t c;
    if (SingleEscape(&c)) return AddRange(c, c, chars);
    const char name = regex_[at_ + 1];
    at_ += 2;
    if (name == 'd') {
      AddRange('0', '9', chars);
    } else if (name == 'w') {
      AddRange('0', '9', chars);
      AddRange('a', 'z', chars);
      AddRange('A', 'Z', chars);
      AddRange('_', '_', chars);
    } else if (name == 's') {
      for (char space : {' ', '\t', '\n', '\f', '\r'}) AddRange(space, space, chars);
    } else if (name == 'p' || name == 'P') {
      std::string_view script = regex_.substr(at_);
      const size_t close = script.find('}');
      const bool braces = !script.empty() && script[0] == '{' && close != std::string_view::npos;
      at_ += braces ? close + 1 : 1;
      if (name == 'p' && braces && script.substr(0, close + 1) == "{Han}") {
        chars->any_other = true;
      } else {
        chars->AddAll();
      }
    } else {
      chars->AddAll();
    }
  }

  // `high` 0 means `low` alone.
  void AddRange(char32_t low, char32_t high, FirstChars* chars) {
    high = std::max(low, high);
    for (char32_t c = low; c <= std::min<char32_t>(high, 0x7F); ++c) {
      chars->ascii.set(c);
      if (exact_case_) continue;
      if (c >= 'a' && c <= 'z') chars->ascii.set(c - 'a' + 'A');
      if (c >= 'A' && c <= 'Z') chars->ascii.set(c - 'A' + 'a');
      // U+212A (kelvin) and U+017F (long s) fold to k and s.
      if (c == 'k' || c == 'K') chars->others.insert(0x212A);
      if (c == 's' || c == 'S') chars->others.insert(0x17F);
    }
    if (high < 0x80) return;
    // Letters with marks may fold to others.
    if (high - low > 64 || (!exact_case_ && low < 0x2000)) {
      chars->any_other = true;
      if (low < 0x2000) chars->ascii.set();
      return;
    }
    for (char32_t c = std::max<char32_t>(low, 0x80); c <= high; ++c) chars->others.insert(c);
  }

  std::string_view regex_;
  bool exact_case_;
  size_t at_ = 0;
};

}  // namespace

FirstChars FirstCharsOf(std::string_view regex, bool exact_case, bool* may_be_empty) {
  First first = Reader(regex, exact_case).Alternatives();
  *may_be_empty = first.empty;
  return std::move(first.chars);
}

}  // namespace factmill
