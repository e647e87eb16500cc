#include "corpus/html/json_ld.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "corpus/html/references.h"

namespace factmill::html {
namespace {

constexpr int kMostDepth = 40;
constexpr size_t kMostBytes = 1 << 20;
constexpr size_t kMostValues = 20000;

struct Value {
  enum class Kind { kNone, kString, kObject, kArray } kind = Kind::kNone;
  std::string text;
  std::vector<std::pair<std::string, Value>> members;  // Of an array: without names.

  const Value* Find(std::string_view name) const {
    for (const auto& [key, value] : members) {
      if (key == name) return &value;
    }
    return nullptr;
  }
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Value Read(int depth) {
    SkipSpace();
    Value value;
    if (depth > kMostDepth || ++values_ > kMostValues || at_ >= text_.size()) {
      at_ = text_.size();
      return value;
    }
    const char c = text_[at_];
    if (c == '"') {
      value.kind = Value::Kind::kString;
      value.text = ReadString();
    } else if (c == '{' || c == '[') {
      ReadMembers(c == '{', depth, &value);
    } else {
      const size_t end = std::min(text_.find_first_of(",]}\n \t\r", at_), text_.size());
      value.kind = Value::Kind::kString;
      value.text = text_.substr(at_, end - at_);
      at_ = std::max(end, at_ + 1);
    }
    return value;
  }

 private:
  void SkipSpace() {
    while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) <= ' ') ++at_;
  }

  void ReadMembers(bool object, int depth, Value* value) {
    value->kind = object ? Value::Kind::kObject : Value::Kind::kArray;
    ++at_;
    for (;;) {
      SkipSpace();
      while (at_ < text_.size() && text_[at_] == ',') {
        ++at_;
        SkipSpace();
      }
      if (at_ >= text_.size()) return;
      if (text_[at_] == '}' || text_[at_] == ']') {
        ++at_;
        return;
      }
      std::string name;
      if (object) {
        if (text_[at_] != '"') {
          at_ = text_.size();  // Not JSON.
          return;
        }
        name = ReadString();
        SkipSpace();
        if (at_ >= text_.size() || text_[at_] != ':') return;
        ++at_;
      }
      value->members.emplace_back(std::move(name), Read(depth + 1));
    }
  }

  std::string ReadString() {
    std::string out;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] != '\\' || at_ + 1 == text_.size()) {
        out += text_[at_];
        continue;
      }
      const char c = text_[++at_];
      switch (c) {
        case 'n':
        case 't':
        case 'r':
        case 'b':
        case 'f': out += ' '; break;
        case 'u': AppendUnit(&out); break;
        default: out += c; break;
      }
    }
    at_ = std::min(at_ + 1, text_.size());
    return out;
  }

  char32_t Hex4() {
    char32_t c = 0;
    for (int i = 0; i < 4 && at_ + 1 < text_.size(); ++i) {
      const int digit = HexValue(text_[at_ + 1]);
      if (digit < 0) break;
      c = c * 16 + static_cast<char32_t>(digit);
      ++at_;
    }
    return c;
  }

  void AppendUnit(std::string* out) {
    char32_t c = Hex4();
    if (c >= 0xD800 && c < 0xDC00 && text_.substr(at_ + 1).starts_with("\\u")) {
      at_ += 2;
      const char32_t low = Hex4();
      c = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
    }
    if (c == 0 || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
    AppendUtf8(c, out);
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t values_ = 0;
};

std::string TextOf(const Value* value) {
  if (value == nullptr) return "";
  if (value->kind == Value::Kind::kArray && !value->members.empty()) {
    return TextOf(&value->members[0].second);
  }
  if (value->kind != Value::Kind::kString || value->text == "null") return "";
  return Unescape(value->text, true);
}

void AddNames(const Value* value, std::vector<std::string>* names) {
  if (value == nullptr) return;
  if (value->kind == Value::Kind::kArray) {
    for (const auto& [key, item] : value->members) AddNames(&item, names);
    return;
  }
  const std::string name =
      value->kind == Value::Kind::kObject ? TextOf(value->Find("name")) : TextOf(value);
  if (!name.empty() && name.find("://") == name.npos) names->push_back(name);
}

bool TypeEndsIn(const Value& object, std::initializer_list<std::string_view> types) {
  const Value* type = object.Find("@type");
  if (type == nullptr) return false;
  const auto is = [&](const std::string& text) {
    return std::any_of(types.begin(), types.end(),
                       [&](std::string_view ending) { return text.ends_with(ending); });
  };
  if (type->kind == Value::Kind::kString) return is(type->text);
  return std::any_of(type->members.begin(), type->members.end(),
                     [&](const auto& member) { return is(member.second.text); });
}

void Collect(const Value& value, int depth, std::vector<JsonArticle>* found) {
  if (depth > kMostDepth) return;
  if (value.kind == Value::Kind::kObject) {
    const bool article = TypeEndsIn(value, {"Article", "Posting", "Report", "BlogPost"});
    if (article || TypeEndsIn(value, {"WebPage", "VideoObject"})) {
      JsonArticle data;
      data.article = article;
      data.headline = TextOf(value.Find("headline"));
      if (data.headline.empty() && article) data.headline = TextOf(value.Find("name"));
      data.published = TextOf(value.Find("datePublished"));
      if (data.published.empty()) data.published = TextOf(value.Find("dateCreated"));
      if (data.published.empty()) data.published = TextOf(value.Find("pubDate"));
      if (const Value* publisher = value.Find("publisher")) {
        data.site = publisher->kind == Value::Kind::kObject ? TextOf(publisher->Find("name")) : "";
      }
      if (const Value* page = value.Find("mainEntityOfPage")) {
        data.url = page->kind == Value::Kind::kObject ? TextOf(page->Find("@id")) : TextOf(page);
      }
      if (data.url.empty()) data.url = TextOf(value.Find("url"));
      AddNames(value.Find("author"), &data.authors);
      found->push_back(std::move(data));
    }
  }
  for (const auto& [key, member] : value.members) {
    if (member.kind >= Value::Kind::kObject) Collect(member, depth + 1, found);
  }
}

}  // namespace

std::vector<JsonArticle> ReadJsonLd(std::string_view script) {
  std::vector<JsonArticle> found;
  const size_t begin = script.find_first_of("{[");
  if (begin == script.npos || script.size() > kMostBytes) return found;
  Collect(Reader(script.substr(begin)).Read(0), 0, &found);
  return found;
}

}  // namespace factmill::html
