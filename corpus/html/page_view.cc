#include "corpus/html/page_view.h"

#include <algorithm>

#include "base/ascii.h"

namespace factmill::html {
namespace {

// Elements whose text is not read.
constexpr TagSet kUnread = {
    Tag::applet,   Tag::audio,   Tag::button,    Tag::canvas,   Tag::embed,  Tag::frameset,
    Tag::head,     Tag::iframe,  Tag::keygen,    Tag::link,     Tag::map,    Tag::math,
    Tag::meta,     Tag::noembed, Tag::noframes,  Tag::noscript, Tag::object, Tag::rp,
    Tag::rt,       Tag::script,  Tag::select,    Tag::style,    Tag::svg,    Tag::kTemplate,
    Tag::textarea, Tag::xmp,     Tag::plaintext, Tag::video};

constexpr uint32_t kProse = 60;  // Characters of a text that is more than a label.

// Does a style attribute hide the element?
bool HidesByStyle(std::string_view style) {
  std::string plain;
  for (const char c : style) {
    if (c != ' ' && c != '\n' && c != '\t') plain += Lower(c);
  }
  return plain.find("display:none") != plain.npos;
}

}  // namespace

TextCount CountText(std::string_view text) {
  TextCount count;
  for (size_t at = 0; at < text.size();) {
    const unsigned char byte = text[at];
    if (byte < 0x80) {
      count.chars += byte > ' ';
      count.commas += byte == ',';
      ++at;
    } else if (byte < 0xE3) {
      count.chars += byte != 0xC2 || static_cast<unsigned char>(text[at + 1]) != 0xA0;
      at += byte < 0xE0 ? 2 : 3;
    } else {
      const std::string_view rest = text.substr(at, 3);
      count.chars += rest == "\u3000" ? 0 : 2;
      count.commas += rest == "，" || rest == "、" || rest == "。" || rest == "；" ||
                      rest == "！" || rest == "？";
      at += byte < 0xF0 ? 3 : 4;
    }
  }
  return count;
}

PageView::PageView(const Dom& dom) : dom_(dom), hints_(dom) {
  Flatten();
  Count();
}

bool PageView::IsHidden(NodeId id) {
  const Node& node = dom_[id];
  if (kUnread.Has(node.tag)) return true;
  if (node.ns != Namespace::kHtml) return true;
  if (node.attr_count == 0 || node.tag == Tag::body || node.tag == Tag::html) return false;
  if (dom_.Has(id, AttrName::kHidden)) return true;
  return HidesByStyle(dom_.RawValue(id, AttrName::kStyle));
}

void PageView::Flatten() {
  place_.assign(dom_.size(), 0);
  order_.reserve(dom_.size());
  std::vector<NodeId> open;
  for (NodeId id = dom_[kNone].first; id != kNone;) {
    place_[id] = static_cast<uint32_t>(order_.size());
    order_.push_back(id);
    end_.push_back(0);
    const bool element = dom_.IsElement(id);
    if (element && dom_[id].tag == Tag::body && body_ == kNone) body_ = id;
    const bool hidden = element && IsHidden(id);
    dropped_.push_back(hidden);
    texts_.push_back({});
    if (!element) {
      texts_.back() = CountText(dom_.page().substr(dom_[id].begin, dom_[id].end - dom_[id].begin));
    }
    // What is below a dropped element is not looked at.
    if (dom_[id].first != kNone && !hidden) {
      open.push_back(id);
      id = dom_[id].first;
      continue;
    }
    end_.back() = static_cast<uint32_t>(order_.size());
    while (dom_[id].next == kNone && !open.empty()) {
      id = open.back();
      open.pop_back();
      end_[place_[id]] = static_cast<uint32_t>(order_.size());
    }
    id = dom_[id].next;
  }
}

void PageView::Count() {
  const uint32_t size = this->size();
  sums_.resize(size + 1);
  Sums sums;
  sums_[0] = sums;
  uint32_t link_end = 0, heading_end = 0;
  for (uint32_t i = 0; i < size;) {
    const NodeId id = order_[i];
    if (dropped_[i]) {
      std::fill(sums_.begin() + i + 1, sums_.begin() + end_[i] + 1, sums);
      i = end_[i];
      continue;
    }
    const Node& node = dom_[id];
    if (node.type == NodeType::kElement) {
      switch (node.tag) {
        case Tag::a: link_end = std::max(link_end, end_[i]); break;
        case Tag::h1:
        case Tag::h2:
        case Tag::h3:
        case Tag::h4:
        case Tag::h5:
        case Tag::h6: heading_end = std::max(heading_end, end_[i]); break;
        case Tag::p: ++sums.paragraphs; break;
        case Tag::li: ++sums.items; break;
        case Tag::img: ++sums.images; break;
        case Tag::input: ++sums.inputs; break;
        default: break;
      }
    } else {
      const TextCount text = texts_[i];
      sums.chars += text.chars;
      sums.commas += text.commas;
      if (i < link_end) sums.link_chars += text.chars;
      if (i < heading_end) sums.heading_chars += text.chars;
      if (i >= link_end && text.chars >= kProse) sums.prose += text.chars;
    }
    sums_[++i] = sums;
  }
}

}  // namespace factmill::html
