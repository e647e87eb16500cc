// The steps of tree construction (WHATWG HTML, 13.2.6), for parser.h.
#ifndef FACTMILL_CORPUS_HTML_TREE_BUILDER_H_
#define FACTMILL_CORPUS_HTML_TREE_BUILDER_H_

#include <array>
#include <bitset>
#include <initializer_list>
#include <string>
#include <vector>

#include "base/deadline.h"
#include "corpus/html/dom.h"
#include "corpus/html/tokenizer.h"

namespace factmill::html {

// A set of elements.
class TagSet {
 public:
  constexpr TagSet(std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) words_[Index(tag) / 64] |= uint64_t{1} << Index(tag) % 64;
  }
  constexpr TagSet operator|(const TagSet& other) const {
    TagSet both = *this;
    for (size_t i = 0; i < 4; ++i) both.words_[i] |= other.words_[i];
    return both;
  }
  constexpr bool Has(Tag tag) const { return words_[Index(tag) / 64] >> Index(tag) % 64 & 1; }

 private:
  static constexpr size_t Index(Tag tag) { return static_cast<size_t>(tag); }
  uint64_t words_[4] = {};
};

inline bool IsText(const Token& token) {
  return token.type == Token::Type::kText || token.type == Token::Type::kRawText;
}
inline bool IsStart(const Token& token, const TagSet& tags) {
  return token.type == Token::Type::kStartTag && tags.Has(token.tag);
}
inline bool IsEnd(const Token& token, const TagSet& tags) {
  return token.type == Token::Type::kEndTag && tags.Has(token.tag);
}

// The depth at which elements nested deeper are attached, as in browsers.
inline constexpr size_t kMostDepth = 512;

class TreeBuilder {
 public:
  explicit TreeBuilder(std::string_view page) : dom_(page), tokenizer_(page) {}

  // Builds the whole tree; false if a limit was passed, which error() names.
  bool Build(const Deadline& deadline);
  const std::string& error() const { return error_; }
  Dom TakeDom() { return std::move(dom_); }

 private:
  enum class Mode : uint8_t {
    kInitial,
    kBeforeHtml,
    kBeforeHead,
    kInHead,
    kAfterHead,
    kInBody,
    kText,
    kInTable,
    kInCaption,
    kInColumnGroup,
    kInTableBody,
    kInRow,
    kInCell,
    kInSelect,
    kInSelectInTable,
    kInTemplate,
    kAfterBody,
    kInFrameset,
    kAfterFrameset,
    kAfterAfterBody,
    kAfterAfterFrameset,
  };
  using Type = Token::Type;
  struct Place {
    NodeId parent, before;  // Before kNone: as the last child.
  };

  // tree_builder.cc: what the modes are made of.
  void Process(const Token& token);  // By the current node's namespace and the mode.
  void ProcessIn(Mode mode, const Token& token);
  bool IsForeign(const Token& token) const;
  NodeId Current() const { return stack_.empty() ? kNone : stack_.back(); }
  bool Is(NodeId id, Tag tag) const {
    return dom_[id].tag == tag && dom_[id].ns == Namespace::kHtml;
  }
  bool IsCurrent(Tag tag) const { return Is(Current(), tag); }
  bool IsSpecial(NodeId id) const;
  bool SameName(NodeId id, const Token& token) const;
  bool HasOpen(Tag tag) const { return open_[static_cast<size_t>(tag)] > 0; }

  NodeId NewElement(const Token& token, Tag tag, Namespace ns);
  NodeId Implied(Tag tag);  // An element that the page left out, inserted.
  NodeId Insert(const Token& token, Namespace ns = Namespace::kHtml);
  NodeId InsertVoid(const Token& token);
  void InsertText(const Token& token);
  void Attach(NodeId id, Place place);
  void Detach(NodeId id);
  Place PlaceFor(NodeId target) const;
  Place FosterPlace() const;
  void Push(NodeId id);
  void Pop();
  void PopUntil(Tag tag);
  void PopUntilIn(const TagSet& tags);
  void PopTo(size_t size);
  void RemoveFromStack(NodeId id);
  void ClearStackTo(const TagSet& tags);

  void ResetMode();
  bool InScope(Tag tag, const TagSet& bounds);
  bool InScope(const TagSet& tags, const TagSet& bounds);
  void GenerateImpliedEnds(Tag except);
  void GenerateAllImpliedEnds();
  void ClosePInScope();
  void CloseP();

  // formatting.cc
  void PushFormatting(NodeId id);
  void PushMarker() { formatting_.push_back(kNone); }
  void ClearToMarker();
  void Reconstruct();
  void RemoveFormatting(NodeId id);
  NodeId Clone(NodeId id);
  bool SameAttributes(NodeId a, NodeId b) const;
  void Adopt(const Token& token);
  void AdoptOnce(NodeId formatting, size_t stack_at, size_t furthest_at);
  void CloseAnyOther(const Token& token);
  void ReadRaw(const Token& token, Tokenizer::Mode mode);
  void StopAt(std::string error);
  void Work(size_t steps);

  // insertion_modes.cc
  void Initial(const Token& token);
  void BeforeHtml(const Token& token);
  void BeforeHead(const Token& token);
  void InHead(const Token& token);
  void AfterHead(const Token& token);
  void InBody(const Token& token);
  void InBodyStart(const Token& token);
  void InBodyEnd(const Token& token);
  void InTemplate(const Token& token);
  void AfterBody(const Token& token);
  void InFrameset(const Token& token);
  void AfterFrameset(const Token& token);
  void EndTemplate();
  void EndPage(const Token& token);

  // table_modes.cc
  void InTable(const Token& token);
  void InCaption(const Token& token);
  void InColumnGroup(const Token& token);
  void InTableBody(const Token& token);
  void InRow(const Token& token);
  void InCell(const Token& token);
  void InSelect(const Token& token);
  void InForeign(const Token& token);
  bool IsSpace(const Token& token) const;
  // Processes the spaces that `token` begins with in `mode`, or drops them; the
  // rest of it, if any, is left in `token`.
  bool SplitSpaces(Token* token, bool insert);

  Dom dom_;
  Tokenizer tokenizer_;
  std::vector<NodeId> stack_;       // Open elements.
  std::vector<NodeId> formatting_;  // Active formatting elements; kNone is a marker.
  std::vector<Mode> template_modes_;
  std::array<uint32_t, static_cast<size_t>(Tag::kCount)> open_ = {};  // HTML elements on stack_.
  Mode mode_ = Mode::kInitial, original_mode_ = Mode::kInitial;
  NodeId head_ = kNone, form_ = kNone;
  bool quirks_ = false;
  bool frameset_ok_ = true;
  bool foster_ = false;
  bool skip_newline_ = false;  // After <pre>.
  bool stopped_ = false;
  uint64_t work_ = 0;
  std::string error_;
};

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_TREE_BUILDER_H_
