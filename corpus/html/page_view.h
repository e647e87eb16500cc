// A page in reading order, with sums over any part of it.
#ifndef FACTMILL_CORPUS_HTML_PAGE_VIEW_H_
#define FACTMILL_CORPUS_HTML_PAGE_VIEW_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "corpus/html/dom.h"
#include "corpus/html/hints.h"
#include "corpus/html/tree_builder.h"

namespace factmill::html {

// Elements that begin and end a line.
inline constexpr TagSet kBlockTags = {
    Tag::address, Tag::article, Tag::aside,    Tag::blockquote, Tag::body,   Tag::caption,
    Tag::center,  Tag::dd,      Tag::details,  Tag::dialog,     Tag::dir,    Tag::div,
    Tag::dl,      Tag::dt,      Tag::fieldset, Tag::figcaption, Tag::figure, Tag::footer,
    Tag::form,    Tag::h1,      Tag::h2,       Tag::h3,         Tag::h4,     Tag::h5,
    Tag::h6,      Tag::header,  Tag::hgroup,   Tag::hr,         Tag::legend, Tag::li,
    Tag::listing, Tag::main,    Tag::menu,     Tag::nav,        Tag::ol,     Tag::p,
    Tag::pre,     Tag::search,  Tag::section,  Tag::summary,    Tag::table,  Tag::tbody,
    Tag::td,      Tag::tfoot,   Tag::th,       Tag::thead,      Tag::tr,     Tag::ul};

// What is counted over a part of a page.  `chars`: a wide character counts as two,
// as it says as much as two Latin ones; white space does not count.
struct Sums {
  uint32_t chars = 0, link_chars = 0, heading_chars = 0;
  uint32_t prose = 0;  // Of long texts outside links.
  uint32_t commas = 0, paragraphs = 0, items = 0, images = 0, inputs = 0;

  Sums operator-(const Sums& o) const {
    return {chars - o.chars, link_chars - o.link_chars, heading_chars - o.heading_chars,
            prose - o.prose, commas - o.commas,         paragraphs - o.paragraphs,
            items - o.items, images - o.images,         inputs - o.inputs};
  }
  double LinkDensity() const { return chars == 0 ? 0 : double{1} * link_chars / chars; }
};

struct TextCount {
  uint32_t chars = 0, commas = 0;
};
TextCount CountText(std::string_view text);

class PageView {
 public:
  // What a reader never sees (scripts, styles, hidden elements) is dropped at once.
  // REQUIRES: `dom` outlives this.
  explicit PageView(const Dom& dom);

  const Dom& dom() const { return dom_; }
  PageHints& hints() { return hints_; }

  // Places in reading order: Node(i) for i from Begin(id) to End(id) is what `id` holds.
  uint32_t size() const { return static_cast<uint32_t>(order_.size()); }
  NodeId At(uint32_t place) const { return order_[place]; }
  uint32_t Begin(NodeId id) const { return place_[id]; }
  uint32_t End(NodeId id) const { return end_[place_[id]]; }
  bool Holds(NodeId outer, NodeId inner) const {
    return Begin(outer) <= Begin(inner) && Begin(inner) < End(outer);
  }

  NodeId body() const { return body_; }

  bool dropped(NodeId id) const { return dropped_[place_[id]] != 0; }
  void Drop(NodeId id) { dropped_[place_[id]] = 1; }
  // The first place from `place` on, or behind it, that is neither dropped nor in what is;
  // size() if there is none.  What is dropped on the way is passed with all that it holds.
  uint32_t Kept(uint32_t place) const {
    while (place < size() && dropped_[place] != 0) place = end_[place];
    return place;
  }
  uint32_t KeptBehind(uint32_t place) const {
    return dropped_[place] != 0 ? Kept(place) : Kept(place + 1);
  }
  // Takes back what was dropped since `mark` was copied.
  std::vector<uint8_t> Mark() const { return dropped_; }
  void Restore(const std::vector<uint8_t>& mark) { dropped_ = mark; }

  // Counts anew what is not dropped; to be called before Of() after Drop().
  void Count();
  // Of what `id` holds.
  Sums Of(NodeId id) const { return sums_[End(id)] - sums_[Begin(id)]; }
  // Of one text.
  TextCount TextOf(NodeId id) const { return texts_[place_[id]]; }

 private:
  void Flatten();
  bool IsHidden(NodeId id);

  const Dom& dom_;
  PageHints hints_;
  std::vector<NodeId> order_;
  std::vector<uint32_t> end_;    // By place: where what it holds ends.
  std::vector<uint32_t> place_;  // By node.
  std::vector<uint8_t> dropped_;
  std::vector<TextCount> texts_;
  std::vector<Sums> sums_;
  NodeId body_ = kNone;
};

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_PAGE_VIEW_H_
