// A page as a tree.
//
// Nodes lie in one array and name each other by index; text and attributes are
// views into the page (decoded, UTF-8), so that each knows its place in it.
#ifndef FACTMILL_CORPUS_HTML_DOM_H_
#define FACTMILL_CORPUS_HTML_DOM_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/html/tags.h"

namespace factmill::html {

using NodeId = uint32_t;
constexpr NodeId kNone = 0;  // Also the id of the document, which is nobody's child.

enum class NodeType : uint8_t { kDocument, kElement, kText, kRawText };
enum class Namespace : uint8_t { kHtml, kSvg, kMath };

struct Attr {
  uint32_t name_begin, name_end;
  uint32_t value_begin, value_end;  // As written, without quotes.
  AttrName name;
};

// Text: page [begin, end); kRawText has no references in it (scripts, CDATA).
// An element: [begin, end) is "<" and its name; empty for one that the page left
// out.  `open_end` is where its start tag ends.
struct Node {
  NodeType type = NodeType::kDocument;
  Namespace ns = Namespace::kHtml;
  Tag tag = Tag::kUnknown;
  uint16_t attr_count = 0;
  uint32_t attrs = 0;
  NodeId parent = kNone, first = kNone, last = kNone, next = kNone, prev = kNone;
  uint32_t begin = 0, end = 0, open_end = 0;
};

class Dom {
 public:
  // REQUIRES: `page` outlives this.
  explicit Dom(std::string_view page) : page_(page), nodes_(1) {}

  std::string_view page() const { return page_; }
  const Node& operator[](NodeId id) const { return nodes_[id]; }
  NodeId size() const { return static_cast<NodeId>(nodes_.size()); }

  bool IsElement(NodeId id) const { return nodes_[id].type == NodeType::kElement; }
  bool IsText(NodeId id) const { return nodes_[id].type >= NodeType::kText; }

  // The node after `id` in the order of the page, within `root`; kNone at the end.
  NodeId Next(NodeId id, NodeId root) const {
    return nodes_[id].first != kNone ? nodes_[id].first : NextSkipping(id, root);
  }
  // The same, passing what is below `id`.
  NodeId NextSkipping(NodeId id, NodeId root) const;

  // An attribute's value as written; null where there is none.  The first counts.
  const Attr* Find(NodeId id, AttrName name) const;
  bool Has(NodeId id, AttrName name) const { return Find(id, name) != nullptr; }
  // The value with its references replaced; "" where there is none.
  std::string Value(NodeId id, AttrName name) const;
  // The value as written, for classes and ids; "" where there is none.
  std::string_view RawValue(NodeId id, AttrName name) const;

  // The name as written.
  std::string_view WrittenName(NodeId id) const;

  // For the tree builder.
  std::vector<Node>& nodes() { return nodes_; }
  std::vector<Attr>& attrs() { return attrs_; }
  const std::vector<Attr>& attrs() const { return attrs_; }

 private:
  std::string_view page_;
  std::vector<Node> nodes_;
  std::vector<Attr> attrs_;
};

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_DOM_H_
