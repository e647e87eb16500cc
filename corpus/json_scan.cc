#include "corpus/json_scan.h"

#include "base/ascii.h"
#include "base/utf8.h"

namespace factmill {
namespace {

constexpr int kMostDepth = 64;

// The unit of "\u4e2d" at `at`; -1 for what is none.
int UnitAt(std::string_view text, size_t at) {
  if (at > text.size() || text.size() - at < 6 || text[at] != '\\' || text[at + 1] != 'u')
    return -1;
  int unit = 0;
  for (size_t i = at + 2; i < at + 6; ++i) {
    const int value = HexValue(text[i]);
    if (value < 0) return -1;
    unit = unit << 4 | value;
  }
  return unit;
}

class Scanner {
 public:
  Scanner(std::string_view text, const std::function<void(const JsonValue&)>& take)
      : text_(text), take_(take) {}

  Status Run() {
    SkipSpaces();
    if (!At('{')) return Wrong("no object begins here");
    std::string path;
    if (Value(&path, 0)) {
      SkipSpaces();
      if (at_ < text_.size()) static_cast<void>(Wrong("something follows the object"));
    }
    return error_;
  }

 private:
  bool At(char c) const { return at_ < text_.size() && text_[at_] == c; }
  void SkipSpaces() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
  }
  Status Wrong(const char* what) {
    error_ = Status(Code::kUnreadable, "its JSON is wrong at byte " + std::to_string(at_) + ": " +
                                           (at_ >= text_.size() ? "it ends early" : what));
    return error_;
  }
  bool Fail(const char* what) {
    static_cast<void>(Wrong(what));
    return false;
  }

  // `path` is null within a list.
  bool Value(std::string* path, int depth) {
    if (depth > kMostDepth) return Fail("it is nested too deep");
    SkipSpaces();
    if (At('{')) return Object(path, depth);
    if (At('[')) return List(depth);
    JsonValue value;
    value.is_string = At('"');
    const size_t begin = at_;
    if (value.is_string ? !String() : !Scalar()) return false;
    if (path) {
      value.path = *path;
      value.begin = begin + value.is_string;
      value.end = at_ - value.is_string;
      take_(value);
    }
    return true;
  }

  bool Object(std::string* path, int depth) {
    ++at_;
    SkipSpaces();
    if (At('}')) return ++at_, true;
    while (true) {
      SkipSpaces();
      const size_t begin = at_ + 1;
      if (!At('"')) return Fail("a name in quotes is due");
      if (!String()) return false;
      const std::string_view key = text_.substr(begin, at_ - 1 - begin);
      SkipSpaces();
      if (!At(':')) return Fail("a ':' is due");
      ++at_;
      const size_t size = path ? path->size() : 0;
      if (path) *path += (size == 0 ? "" : ".") + UnescapeJson(key);
      if (!Value(path, depth + 1)) return false;
      if (path) path->resize(size);
      SkipSpaces();
      if (At('}')) return ++at_, true;
      if (!At(',')) return Fail("a ',' or '}' is due");
      ++at_;
    }
  }

  bool List(int depth) {
    ++at_;
    SkipSpaces();
    if (At(']')) return ++at_, true;
    while (true) {
      if (!Value(nullptr, depth + 1)) return false;
      SkipSpaces();
      if (At(']')) return ++at_, true;
      if (!At(',')) return Fail("a ',' or ']' is due");
      ++at_;
    }
  }

  bool String() {
    for (++at_; at_ < text_.size(); ++at_) {
      const unsigned char c = static_cast<unsigned char>(text_[at_]);
      if (c == '"') return ++at_, true;
      if (c < 0x20) return Fail("a control character stands in a string");
      if (c != '\\') continue;
      const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
      if (next == 'u') {
        if (UnitAt(text_, at_) < 0) return Fail("\\u has four hexadecimal digits");
        at_ += 5;
      } else if (std::string_view("\"\\/bfnrt").find(next) != std::string_view::npos && next) {
        ++at_;
      } else {
        return Fail("there is no such escape");
      }
    }
    return Fail("the string has no end");
  }

  bool Digits() {
    const size_t begin = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return at_ > begin;
  }

  bool Scalar() {
    for (const std::string_view word : {"true", "false", "null"}) {
      if (text_.substr(at_).starts_with(word)) return at_ += word.size(), true;
    }
    if (At('-')) ++at_;
    const bool zero = At('0');
    const size_t begin = at_;
    if (!Digits() || (zero && at_ > begin + 1)) return Fail("a value is due");
    if (At('.')) {
      ++at_;
      if (!Digits()) return Fail("digits are due");
    }
    if (At('e') || At('E')) {
      ++at_;
      if (At('+') || At('-')) ++at_;
      if (!Digits()) return Fail("digits are due");
    }
    return true;
  }

  std::string_view text_;
  const std::function<void(const JsonValue&)>& take_;
  size_t at_ = 0;
  Status error_;
};

}  // namespace

Status ScanJsonObject(std::string_view text, const std::function<void(const JsonValue&)>& take) {
  return Scanner(text, take).Run();
}

void UnescapeJsonAt(std::string_view inside, size_t at, size_t* size, std::string* out) {
  if (inside[at] != '\\' || at + 1 >= inside.size()) {
    int bytes;
    const char32_t c = DecodeUtf8(inside, at, &bytes);
    *size = static_cast<size_t>(bytes);
    AppendUtf8(c, out);
    return;
  }
  *size = 2;
  switch (const char c = inside[at + 1]) {
    case 'b': *out += '\b'; return;
    case 'f': *out += '\f'; return;
    case 'n': *out += '\n'; return;
    case 'r': *out += '\r'; return;
    case 't': *out += '\t'; return;
    case 'u': break;
    default: *out += c; return;
  }
  const int unit = UnitAt(inside, at);
  char32_t c = 0xFFFD;
  if (unit >= 0) {
    *size = 6;
    const int low = unit >= 0xD800 && unit < 0xDC00 ? UnitAt(inside, at + 6) : -1;
    if (low >= 0xDC00 && low < 0xE000) {
      *size = 12;
      c = static_cast<char32_t>(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
    } else if (unit != 0 && (unit < 0xD800 || unit >= 0xE000)) {
      c = static_cast<char32_t>(unit);
    }
  }
  AppendUtf8(c, out);
}

std::string UnescapeJson(std::string_view inside) {
  std::string text;
  for (size_t at = 0, size; at < inside.size(); at += size)
    UnescapeJsonAt(inside, at, &size, &text);
  return text;
}

}  // namespace factmill
