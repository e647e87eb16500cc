#include "corpus/html/cleaning.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace factmill::html {
namespace {

bool IsFurnitureRole(std::string_view role) {
  return role == "menu" || role == "menubar" || role == "complementary" || role == "navigation" ||
         role == "alert" || role == "alertdialog" || role == "dialog";
}

bool Within(const PageView& page, NodeId id, Tag tag, int levels) {
  const Dom& dom = page.dom();
  for (NodeId up = dom[id].parent; up != kNone && levels-- > 0; up = dom[up].parent) {
    if (dom[up].tag == tag) return true;
  }
  return false;
}

class Cleaner {
 public:
  Cleaner(PageView* page, bool weigh_names)
      : page_(*page), dom_(page->dom()), weigh_(weigh_names) {}

  void Clean(NodeId root) {
    constexpr TagSet kAlways = {Tag::aside, Tag::footer, Tag::input, Tag::nav};
    constexpr TagSet kConditional = {Tag::form, Tag::fieldset, Tag::table,  Tag::ul,
                                     Tag::ol,   Tag::div,      Tag::section};
    const uint32_t whole = page_.Of(root).chars;
    for (uint32_t i = page_.Kept(page_.Begin(root) + 1); i < page_.End(root);
         i = page_.KeptBehind(i)) {
      const NodeId id = page_.At(i);
      if (!dom_.IsElement(id)) continue;
      const Tag tag = dom_[id].tag;
      const Sums sums = page_.Of(id);
      const uint32_t hints = page_.hints().Of(id);
      const bool small = sums.chars * 4 < whole;
      const bool drop = kAlways.Has(tag) || ((hints & kShare) && sums.chars < 500) ||
                        IsCaption(tag, hints, sums) ||
                        ((hints & kByline) && sums.chars < 200 && sums.commas < 5) ||
                        ((hints & (kDiscard | kComments)) && small && dom_[id].tag != Tag::a) ||
                        (kConditional.Has(tag) && IsFurniture(id, sums));
      if (drop) page_.Drop(id);
    }
  }

 private:
  static bool IsCaption(Tag tag, uint32_t hints, const Sums& sums) {
    return sums.chars < 600 && (tag == Tag::figcaption || (hints & kCaption));
  }

  int Weight(NodeId id) {
    if (!weigh_) return 0;
    int weight = 0;
    for (const uint32_t hints : {page_.hints().OfClass(id), page_.hints().OfId(id)}) {
      if (hints & kNegative) weight -= 25;
      if (hints & kPositive) weight += 25;
    }
    return weight;
  }

  // Is it a table of data, or one that a page is laid out by?
  bool IsDataTable(NodeId id) {
    const auto [known, added] = tables_.try_emplace(id, false);
    if (added) known->second = LooksLikeData(id);
    return known->second;
  }

  bool LooksLikeData(NodeId id) const {
    if (dom_.RawValue(id, AttrName::kRole) == "presentation") return false;
    size_t rows = 0, cells = 0;
    for (uint32_t i = page_.Begin(id) + 1; i < page_.End(id); ++i) {
      const Tag tag = dom_[page_.At(i)].tag;
      if (tag == Tag::caption || tag == Tag::th || tag == Tag::thead) return true;
      if (tag == Tag::table) return false;
      rows += tag == Tag::tr;
      cells += tag == Tag::td;
    }
    return rows >= 2 && cells >= 2 * rows;
  }

  bool WithinDataTable(NodeId id) {
    for (NodeId up = dom_[id].parent; up != kNone; up = dom_[up].parent) {
      if (dom_[up].tag == Tag::table) return IsDataTable(up);
    }
    return false;
  }

  bool IsFurniture(NodeId id, const Sums& sums) {
    const Tag tag = dom_[id].tag;
    if (tag == Tag::table && IsDataTable(id)) return sums.LinkDensity() > 0.8;
    if (WithinDataTable(id)) return false;
    if (Within(page_, id, Tag::code, 8)) return false;
    const int weight = Weight(id);
    if (weight < 0) return true;
    if (sums.commas >= 10) return false;
    const bool list = tag == Tag::ul || tag == Tag::ol;
    const double density = sums.LinkDensity();
    const double headings = sums.chars == 0 ? 0 : double{1} * sums.heading_chars / sums.chars;
    const bool figure = Within(page_, id, Tag::figure, 3);
    const int items = static_cast<int>(sums.items) - 100;
    const int paragraphs = static_cast<int>(sums.paragraphs);
    if (!figure && sums.images > 1 && sums.images > 2 * sums.paragraphs) return true;
    if (!list && items > paragraphs) return true;
    if (sums.inputs > sums.paragraphs / 3) return true;
    if (!list && headings < 0.9 && sums.chars < 25 && (sums.images == 0 || sums.images > 2) &&
        !figure && density > 0) {
      return true;
    }
    if (!list && weight < 25 && density > 0.2) return true;
    return weight >= 25 ? density > 0.5 : list && density > 0.5;
  }

  PageView& page_;
  const Dom& dom_;
  bool weigh_;
  std::unordered_map<NodeId, bool> tables_;  // Those that hold data.
};

}  // namespace

void DropFurniture(PageView* page, bool by_name) {
  const Dom& dom = page->dom();
  constexpr TagSet kNeverByName = {Tag::body, Tag::html, Tag::a, Tag::article, Tag::main};
  for (uint32_t i = page->Kept(0); i < page->size(); i = page->KeptBehind(i)) {
    const NodeId id = page->At(i);
    if (!dom.IsElement(id)) continue;
    const Tag tag = dom[id].tag;
    if (kNeverByName.Has(tag)) continue;
    bool drop = tag == Tag::nav || IsFurnitureRole(dom.RawValue(id, AttrName::kRole));
    if (by_name && !drop) {
      const uint32_t hints = page->hints().Of(id);
      drop = (hints & kUnlikely) && !(hints & kLikely) && !Within(*page, id, Tag::table, 3) &&
             !Within(*page, id, Tag::code, 3);
    }
    if (drop) page->Drop(id);
  }
}

void CleanContent(PageView* page, const std::vector<NodeId>& roots, bool weigh_names) {
  Cleaner cleaner(page, weigh_names);
  for (const NodeId root : roots) cleaner.Clean(root);
}

}  // namespace factmill::html
