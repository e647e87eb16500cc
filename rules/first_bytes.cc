// The bytes with which a match of a regular expression may begin, read off the
// expression itself.  What this small reader does not know counts as "any".
#include <algorithm>

#include "base/utf8.h"
#include "rules/pattern.h"

namespace factmill {
namespace {

using Bytes = std::bitset<256>;

struct First {
  Bytes bytes;
  bool empty = false;  // It may match nothing.
};

class Reader {
 public:
  Reader(std::string_view regex, bool exact_case) : regex_(regex), exact_case_(exact_case) {}

  First Alternatives() {
    First all;
    all.bytes.reset();
    bool first = true;
    do {
      if (!first) ++at_;
      first = false;
      const First one = Sequence();
      all.bytes |= one.bytes;
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
        all.bytes |= item.bytes;
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
      if (regex_.substr(at_, 3) == "?P<") at_ = regex_.find('>', at_) + 1;
      else if (regex_.substr(at_, 2) == "?:") at_ += 2;
      item = Alternatives();
      if (at_ < regex_.size()) ++at_;  // ')'
      return item;
    }
    if (c == '[') {
      Class(&item.bytes);
    } else if (c == '\\') {
      Escape(&item.bytes);
    } else if (c == '.') {
      ++at_;
      item.bytes.set();
    } else {
      int size;
      AddRange(DecodeUtf8(regex_, at_, &size), 0, &item.bytes);
      at_ += size;
    }
    return item;
  }

  void Class(Bytes* bytes) {
    ++at_;
    const bool negated = at_ < regex_.size() && regex_[at_] == '^';
    if (negated) ++at_;
    bool first = true;
    while (at_ < regex_.size() && (regex_[at_] != ']' || first)) {
      first = false;
      if (regex_.substr(at_, 2) == "[:") {
        bytes->set();
        at_ = std::min(regex_.find(":]", at_), regex_.size() - 2) + 2;
        continue;
      }
      char32_t low;
      if (regex_[at_] == '\\') {
        if (!SingleEscape(&low)) {
          Escape(bytes);
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
      AddRange(low, high, bytes);
    }
    ++at_;
    if (negated) bytes->set();
  }

  char32_t Next() {
    int size;
    const char32_t c = DecodeUtf8(regex_, at_, &size);
    at_ += size;
    return c;
  }

  // An escaped punctuation mark stands for itself.
  bool SingleEscape(char32_t* c) {
    const char next = at_ + 1 < regex_.size() ? regex_[at_ + 1] : 'p';
    if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) return false;
    ++at_;
    *c = Next();
    return true;
  }

  void Escape(Bytes* bytes) {
    char32_t c;
    if (SingleEscape(&c)) return AddRange(c, c, bytes);
    const char name = regex_[at_ + 1];
    at_ += 2;
    if (name == 'd') {
      AddRange('0', '9', bytes);
    } else if (name == 'w') {
      AddRange('0', '9', bytes);
      AddRange('a', 'z', bytes);
      AddRange('A', 'Z', bytes);
      AddRange('_', '_', bytes);
    } else if (name == 's') {
      for (char space : {' ', '\t', '\n', '\f', '\r'}) bytes->set(static_cast<unsigned char>(space));
    } else if (name == 'p' || name == 'P') {
      std::string_view script = regex_.substr(at_);
      const size_t close = script.find('}');
      const bool braces = !script.empty() && script[0] == '{' && close != std::string_view::npos;
      at_ += braces ? close + 1 : 1;
      if (name == 'p' && braces && script.substr(0, close + 1) == "{Han}") {
        for (int byte = 0xE2; byte <= 0xF0; ++byte) bytes->set(byte);
      } else {
        bytes->set();
      }
    } else {
      bytes->set();
    }
  }

  // `high` 0 means `low` alone.
  void AddRange(char32_t low, char32_t high, Bytes* bytes) {
    high = std::max(low, high);
    if (low < 0x80) {
      for (char32_t c = low; c <= std::min<char32_t>(high, 0x7F); ++c) {
        bytes->set(c);
        if (exact_case_) continue;
        if (c >= 'a' && c <= 'z') bytes->set(c - 'a' + 'A');
        if (c >= 'A' && c <= 'Z') bytes->set(c - 'A' + 'a');
        // U+212A (kelvin) and U+017F (long s) fold to k and s.
        if (c == 'k' || c == 'K') bytes->set(0xE2);
        if (c == 's' || c == 'S') bytes->set(0xC5);
      }
    }
    if (high < 0x80) return;
    std::string first, last;
    AppendUtf8(std::max<char32_t>(low, 0x80), &first);
    AppendUtf8(high, &last);
    for (int b = static_cast<unsigned char>(first[0]); b <= static_cast<unsigned char>(last[0]); ++b) {
      bytes->set(b);
    }
    // Letters with marks may fold to another lead byte.
    if (!exact_case_ && low < 0x3000) {
      for (int b = 0xC2; b <= 0xE2; ++b) bytes->set(b);
    }
  }

  std::string_view regex_;
  bool exact_case_;
  size_t at_ = 0;
};

}  // namespace

std::bitset<256> FirstBytes(std::string_view regex, bool exact_case, bool* may_be_empty) {
  const First first = Reader(regex, exact_case).Alternatives();
  *may_be_empty = first.empty;
  return first.bytes;
}

}  // namespace factmill
