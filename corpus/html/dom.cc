#include "corpus/html/dom.h"

#include "corpus/html/references.h"

namespace factmill::html {

NodeId Dom::NextSkipping(NodeId id, NodeId root) const {
  while (id != root && id != kNone) {
    if (nodes_[id].next != kNone) return nodes_[id].next;
    id = nodes_[id].parent;
  }
  return kNone;
}

const Attr* Dom::Find(NodeId id, AttrName name) const {
  const Node& node = nodes_[id];
  for (uint32_t i = node.attrs; i < node.attrs + node.attr_count; ++i) {
    if (attrs_[i].name == name) return &attrs_[i];
  }
  return nullptr;
}

std::string Dom::Value(NodeId id, AttrName name) const {
  return Unescape(RawValue(id, name), true);
}

std::string_view Dom::RawValue(NodeId id, AttrName name) const {
  const Attr* attr = Find(id, name);
  return attr == nullptr ? std::string_view()
                         : page_.substr(attr->value_begin, attr->value_end - attr->value_begin);
}

std::string_view Dom::WrittenName(NodeId id) const {
  const Node& node = nodes_[id];
  if (node.end <= node.begin + 1) return NameOf(node.tag);
  return page_.substr(node.begin + 1, node.end - node.begin - 1);
}

}  // namespace factmill::html
