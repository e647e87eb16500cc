#include "corpus/html/tokenizer.h"

#include <algorithm>
#include <cstring>

#include "base/ascii.h"

namespace factmill::html {
namespace {

// What ends a name in a tag.
struct NameEnds {
  bool tag[256] = {}, attr[256] = {}, value[256] = {};
  constexpr NameEnds() {
    for (const unsigned char c : {' ', '\n', '\t', '\r', '\f', '>'})
      tag[c] = attr[c] = value[c] = true;
    tag[static_cast<unsigned char>('/')] = attr[static_cast<unsigned char>('/')] = true;
    attr[static_cast<unsigned char>('=')] = true;
  }
};
constexpr NameEnds kEnds;

}  // namespace

bool Tokenizer::Finish(Token* token, Token::Type type, size_t end) {
  token->type = type;
  token->begin = static_cast<uint32_t>(at_);
  token->end = static_cast<uint32_t>(end);
  at_ = end;
  return true;
}

void Tokenizer::Next(Token* token) {
  if (at_ >= page_.size()) {
    token->begin = token->end = static_cast<uint32_t>(page_.size());
    token->type = Token::Type::kEnd;
    return;
  }
  if (mode_ == Mode::kData) {
    NextInData(token);
  } else {
    NextRaw(token);
  }
}

void Tokenizer::NextInData(Token* token) {
  if (page_[at_] == '<' && at_ + 1 < page_.size()) {
    const char c = page_[at_ + 1];
    if (IsAsciiLetter(c)) {
      if (ReadTag(token, false)) return;
      Finish(token, Token::Type::kEnd, page_.size());  // The page ends within a tag.
      return;
    }
    if (c == '!') return ReadBang(token);
    if (c == '?' || (c == '/' && at_ + 2 < page_.size())) {
      if (c == '/' && IsAsciiLetter(page_[at_ + 2])) {
        if (!ReadTag(token, true)) Finish(token, Token::Type::kEnd, page_.size());
        return;
      }
      const size_t end = page_.find('>', at_ + 1);
      Finish(token, Token::Type::kComment, end == page_.npos ? page_.size() : end + 1);
      return;
    }
  }
  const size_t end = page_.find('<', at_ + 1);
  Finish(token, Token::Type::kText, std::min(end, page_.size()));
}

void Tokenizer::ReadBang(Token* token) {
  const std::string_view rest = page_.substr(at_);
  if (rest.starts_with("<!--")) {
    if (rest.starts_with("<!-->")) return void(Finish(token, Token::Type::kComment, at_ + 5));
    if (rest.starts_with("<!--->")) return void(Finish(token, Token::Type::kComment, at_ + 6));
    for (size_t end = page_.find("--", at_ + 4); end != page_.npos;
         end = page_.find("--", end + 1)) {
      const std::string_view after = page_.substr(end + 2, 2);
      if (after.starts_with('>')) return void(Finish(token, Token::Type::kComment, end + 3));
      if (after == "!>") return void(Finish(token, Token::Type::kComment, end + 4));
    }
    return void(Finish(token, Token::Type::kComment, page_.size()));
  }
  if (foreign_ && rest.starts_with("<![CDATA[")) {
    const size_t end = page_.find("]]>", at_ + 9);
    Finish(token, Token::Type::kRawText, end == page_.npos ? page_.size() : end + 3);
    token->begin += 9;
    if (end != page_.npos) token->end -= 3;
    return;
  }
  const size_t end = page_.find('>', at_);
  const bool doctype = StartsWithCaseless(rest, "<!doctype");
  Finish(token, doctype ? Token::Type::kDoctype : Token::Type::kComment,
         end == page_.npos ? page_.size() : end + 1);
}

// False if the page ends within the tag.
bool Tokenizer::ReadTag(Token* token, bool end_tag) {
  const size_t begin = at_;
  const size_t name = begin + 1 + end_tag;
  size_t at = name;
  const size_t size = page_.size();
  while (at < size && !kEnds.tag[static_cast<unsigned char>(page_[at])]) ++at;
  token->type = end_tag ? Token::Type::kEndTag : Token::Type::kStartTag;
  token->tag = TagOf(page_.substr(name, at - name));
  token->begin = static_cast<uint32_t>(begin);
  token->name_end = static_cast<uint32_t>(at);
  token->self_closing = false;
  token->attrs.clear();
  uint32_t count = 0;
  at_ = at;
  for (;;) {
    while (at_ < size && IsSpaceByte(page_[at_])) ++at_;
    if (at_ >= size) return false;
    if (page_[at_] == '>') break;
    if (page_[at_] == '/') {
      token->self_closing = at_ + 1 < size && page_[at_ + 1] == '>';
      ++at_;
      continue;
    }
    ReadAttribute(token, &count);
  }
  ++at_;
  token->end = static_cast<uint32_t>(at_);
  most_attributes_ = std::max(most_attributes_, count);
  return true;
}

// From the name's first byte to what follows the value.
void Tokenizer::ReadAttribute(Token* token, uint32_t* count) {
  const size_t size = page_.size();
  const auto offset = [](size_t at) { return static_cast<uint32_t>(at); };
  Attr attr = {};
  attr.name_begin = offset(at_);
  ++at_;  // Even "=" begins a name.
  while (at_ < size && !kEnds.attr[static_cast<unsigned char>(page_[at_])]) ++at_;
  attr.name_end = offset(at_);
  attr.value_begin = attr.value_end = attr.name_end;
  size_t at = at_;
  while (at < size && IsSpaceByte(page_[at])) ++at;
  if (at < size && page_[at] == '=') {
    ++at;
    while (at < size && IsSpaceByte(page_[at])) ++at;
    if (at < size && (page_[at] == '"' || page_[at] == '\'')) {
      const size_t end = std::min(page_.find(page_[at], at + 1), size);
      attr.value_begin = offset(std::min(at + 1, size));
      attr.value_end = offset(end);
      at = std::min(end + 1, size);
    } else {
      attr.value_begin = offset(at);
      while (at < size && !kEnds.value[static_cast<unsigned char>(page_[at])]) ++at;
      attr.value_end = offset(at);
    }
    at_ = at;
  }
  if (++*count > kMostAttributes) return;
  attr.name = AttrNameOf(page_.substr(attr.name_begin, attr.name_end - attr.name_begin));
  token->attrs.push_back(attr);
}

bool Tokenizer::IsEndTagAt(size_t at, std::string_view name) const {
  const std::string_view rest = page_.substr(at);
  if (!rest.starts_with("</") || !StartsWithCaseless(rest.substr(2), name)) return false;
  const size_t end = 2 + name.size();
  return end < rest.size() && (IsSpaceByte(rest[end]) || rest[end] == '/' || rest[end] == '>');
}

uint32_t Tokenizer::RawEnd() const {
  if (mode_ == Mode::kScript) return ScriptEnd();
  size_t at = mode_ == Mode::kPlainText ? page_.npos : page_.find("</", at_);
  while (at != page_.npos && !IsEndTagAt(at, NameOf(raw_tag_))) at = page_.find("</", at + 2);
  return static_cast<uint32_t>(std::min(at, page_.size()));
}

// A script may hold a script within a comment.
uint32_t Tokenizer::ScriptEnd() const {
  enum class State { kScript, kEscaped, kDoubleEscaped } state = State::kScript;
  for (size_t at = at_; at < page_.size();) {
    at = state == State::kScript ? page_.find('<', at) : page_.find_first_of("<-", at);
    if (at == page_.npos) break;
    const std::string_view rest = page_.substr(at);
    if (rest[0] == '-') {
      if (rest.starts_with("-->")) state = State::kScript;
      ++at;
    } else if (state == State::kScript && rest.starts_with("<!--")) {
      state = State::kEscaped;
      at += 2;  // "<!-->" is whole.
    } else if (IsEndTagAt(at, "script")) {
      if (state != State::kDoubleEscaped) return static_cast<uint32_t>(at);
      state = State::kEscaped;
      at += 8;
    } else {
      const bool script = state == State::kEscaped && StartsWithCaseless(rest, "<script") &&
                          rest.size() > 7 &&
                          (IsSpaceByte(rest[7]) || rest[7] == '/' || rest[7] == '>');
      if (script) state = State::kDoubleEscaped;
      ++at;
    }
  }
  return static_cast<uint32_t>(page_.size());
}

void Tokenizer::NextRaw(Token* token) {
  const uint32_t end = RawEnd();
  const bool references = mode_ == Mode::kRcdata;
  mode_ = Mode::kData;
  if (end == at_) return Next(token);
  Finish(token, references ? Token::Type::kText : Token::Type::kRawText, end);
}

}  // namespace factmill::html
