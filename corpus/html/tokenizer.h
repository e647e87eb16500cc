// Tags and text of a page (WHATWG HTML, 13.2.5).
#ifndef FACTMILL_CORPUS_HTML_TOKENIZER_H_
#define FACTMILL_CORPUS_HTML_TOKENIZER_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "corpus/html/dom.h"

namespace factmill::html {

// What HTML takes for white space.
constexpr bool IsSpaceByte(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

struct Token {
  enum class Type : uint8_t { kText, kRawText, kStartTag, kEndTag, kComment, kDoctype, kEnd };
  Type type = Type::kEnd;
  Tag tag = Tag::kUnknown;
  bool self_closing = false;
  uint32_t begin = 0, end = 0;  // All of it.
  uint32_t name_end = 0;        // Of a tag; its name begins after "<" or "</".
  std::vector<Attr> attrs;
};

// The most attributes of one tag that are kept, and the most that it may have.
constexpr uint32_t kMostAttributes = 256;
constexpr uint32_t kTooManyAttributes = 10000;

class Tokenizer {
 public:
  // How text is read until the end tag of `tag`.
  enum class Mode : uint8_t { kData, kRcdata, kRawText, kScript, kPlainText };

  explicit Tokenizer(std::string_view page) : page_(page) {}

  // The next token; text comes in pieces of any size.  Comments and the like
  // are given; kEnd for ever at the end.
  void Next(Token* token);

  // Called after a start tag.
  void SetMode(Mode mode, Tag tag) {
    mode_ = mode;
    raw_tag_ = tag;
  }
  // Is "<![CDATA[" one here?
  void set_foreign(bool foreign) { foreign_ = foreign; }

  // The most attributes that a tag had.
  uint32_t most_attributes() const { return most_attributes_; }

 private:
  void NextInData(Token* token);
  void NextRaw(Token* token);
  bool ReadTag(Token* token, bool end_tag);
  void ReadAttribute(Token* token, uint32_t* count);
  void ReadBang(Token* token);
  uint32_t RawEnd() const;
  uint32_t ScriptEnd() const;
  bool IsEndTagAt(size_t at, std::string_view name) const;
  bool Finish(Token* token, Token::Type type, size_t end);

  std::string_view page_;
  size_t at_ = 0;
  Mode mode_ = Mode::kData;
  Tag raw_tag_ = Tag::kUnknown;
  bool foreign_ = false;
  uint32_t most_attributes_ = 0;
};

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_TOKENIZER_H_
