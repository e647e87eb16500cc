#include "corpus/html/content.h"

#include <algorithm>
#include <cmath>

#include "corpus/html/cleaning.h"

namespace factmill::html {
namespace {

constexpr uint32_t kLeastParagraph = 25;  // Characters.
constexpr double kEnough = 500;           // Characters of an article; less is looked at again.
constexpr double kLeastShare = 0.1;       // Of the page's prose; less is looked at again too.
constexpr double kMuchMore = 1.5;         // By how much another look must be better.
constexpr double kManyTimes = 2;          // How much more prose an outer element must hold,
constexpr double kMostlyProse = 0.7;      // and how much of the rest of it must be prose.

// How strict a look is; each look is laxer than the one before.
struct Strictness {
  bool strip_unlikely, weigh_names, clean;
};
constexpr Strictness kLooks[] = {
    {true, true, true}, {false, true, true}, {false, false, true}, {false, false, false}};

int NameWeight(PageView* page, NodeId id) {
  int weight = 0;
  for (const uint32_t hints : {page->hints().OfClass(id), page->hints().OfId(id)}) {
    if (hints & kNegative) weight -= 25;
    if (hints & kPositive) weight += 25;
  }
  return weight;
}

int TagWeight(Tag tag) {
  switch (tag) {
    case Tag::div: return 5;
    case Tag::pre:
    case Tag::td:
    case Tag::blockquote: return 3;
    case Tag::address:
    case Tag::ol:
    case Tag::ul:
    case Tag::dl:
    case Tag::dd:
    case Tag::dt:
    case Tag::li:
    case Tag::form: return -3;
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6:
    case Tag::th: return -5;
    default: return 0;
  }
}

class Scorer {
 public:
  Scorer(PageView* page, Strictness strict)
      : page_(*page), dom_(page->dom()), strict_(strict), scores_(page->size(), kUnscored) {}

  // The article's elements.
  std::vector<NodeId> Find() {
    ScoreParagraphs();
    NodeId top = FindTop();
    if (top == kNone) return {page_.body()};
    top = Widen(top);
    return WithSiblings(top);
  }

 private:
  static constexpr float kUnscored = -1e9f;

  float& Score(NodeId id) { return scores_[page_.Begin(id)]; }
  bool Scored(NodeId id) const { return scores_[page_.Begin(id)] != kUnscored; }
  float Scaled(NodeId id) { return Score(id) * static_cast<float>(1 - page_.Of(id).LinkDensity()); }

  void Initialize(NodeId id) {
    Score(id) = static_cast<float>(TagWeight(dom_[id].tag) +
                                   (strict_.weigh_names ? NameWeight(&page_, id) : 0));
  }

  // Which blocks hold other blocks.
  std::vector<uint8_t> FindOuterBlocks() const {
    std::vector<uint8_t> outer(page_.size(), 0);
    for (uint32_t i = 0; i < page_.size(); ++i) {
      const NodeId id = page_.At(i);
      if (!dom_.IsElement(id) || (!kBlockTags.Has(dom_[id].tag) && dom_[id].tag != Tag::br))
        continue;
      for (NodeId up = dom_[id].parent; up != kNone; up = dom_[up].parent) {
        const bool known = outer[page_.Begin(up)] != 0;
        outer[page_.Begin(up)] = 1;
        if (known || kBlockTags.Has(dom_[up].tag)) break;
      }
    }
    return outer;
  }

  void ScoreParagraphs() {
    const std::vector<uint8_t> outer = FindOuterBlocks();
    struct Open {
      uint32_t end;
      NodeId id;
    };
    std::vector<Open> blocks;
    TextCount run;
    const auto flush = [&] {
      if (!blocks.empty() && run.chars >= kLeastParagraph) {
        ScoreRun(blocks.back().id, run, outer[page_.Begin(blocks.back().id)] != 0);
      }
      run = {};
    };
    for (uint32_t i = 0; i < page_.size();) {
      while (!blocks.empty() && i >= blocks.back().end) {
        flush();
        blocks.pop_back();
      }
      const NodeId id = page_.At(i);
      if (page_.dropped(id)) {
        i = page_.End(id);
        continue;
      }
      ++i;
      if (!dom_.IsElement(id)) {
        const TextCount text = page_.TextOf(id);
        run.chars += text.chars;
        run.commas += text.commas;
      } else if (kBlockTags.Has(dom_[id].tag)) {
        flush();
        blocks.push_back({page_.End(id), id});
      } else if (dom_[id].tag == Tag::br && !blocks.empty() &&
                 dom_[blocks.back().id].tag != Tag::p) {
        flush();
      }
    }
    while (!blocks.empty()) {
      flush();
      blocks.pop_back();
    }
  }

  // A paragraph counts for what it is in, half for what that is in, and so on.
  void ScoreRun(NodeId block, TextCount run, bool outer) {
    constexpr TagSet kParagraphs = {Tag::p,  Tag::td, Tag::pre, Tag::h2,     Tag::h3,
                                    Tag::h4, Tag::h5, Tag::h6,  Tag::section};
    constexpr TagSet kNotScored = {Tag::li, Tag::dd,      Tag::dt, Tag::figcaption,
                                   Tag::th, Tag::caption, Tag::h1};
    const Tag tag = dom_[block].tag;
    if (kNotScored.Has(tag)) return;
    const bool is_paragraph = kParagraphs.Has(tag) || (tag == Tag::div && !outer);
    const float score =
        1 + static_cast<float>(run.commas) + std::min(static_cast<float>(run.chars) / 100, 3.0f);
    NodeId up = is_paragraph ? dom_[block].parent : block;
    for (int level = 0; level < 5 && up != kNone; ++level, up = dom_[up].parent) {
      if (dom_[up].tag == Tag::html) break;
      if (!Scored(up)) {
        Initialize(up);
        scored_.push_back(up);
      }
      Score(up) += level == 0   ? score
                   : level == 1 ? score / 2
                                : score / static_cast<float>(level * 3);
    }
  }

  NodeId FindTop() {
    for (const NodeId id : scored_) {
      scaled_.push_back({Scaled(id), id});
    }
    std::stable_sort(scaled_.begin(), scaled_.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    return scaled_.empty() ? kNone : scaled_[0].second;
  }

  bool IsBody(NodeId id) const { return id == kNone || id == page_.body(); }

  // From the best element up to one that holds others nearly as good.
  NodeId Widen(NodeId top) {
    if (IsBody(top)) return top;
    const float best = scaled_[0].first;
    std::vector<NodeId> others;
    for (size_t i = 1; i < std::min<size_t>(scaled_.size(), 5); ++i) {
      if (scaled_[i].first >= best * 0.75f) others.push_back(scaled_[i].second);
    }
    if (others.size() >= 3) {
      for (NodeId up = dom_[top].parent; !IsBody(up); up = dom_[up].parent) {
        const auto held = std::count_if(others.begin(), others.end(), [&](NodeId other) {
          return other != up && page_.Holds(up, other);
        });
        if (held < 3) continue;
        top = up;
        break;
      }
    }
    if (!Scored(top)) Initialize(top);
    float last = Score(top);
    const float least = last / 3;
    for (NodeId up = dom_[top].parent; !IsBody(up); up = dom_[up].parent) {
      if (!Scored(up)) continue;
      const float score = Score(up);
      if (score < least) break;
      if (score > last) {
        top = up;
        break;
      }
      last = score;
    }
    for (NodeId up = dom_[top].parent; !IsBody(up); up = dom_[up].parent) {
      if (ElementChildren(up) != 1) break;
      top = up;
    }
    return top;
  }

  size_t ElementChildren(NodeId id) const {
    size_t count = 0;
    for (NodeId child = dom_[id].first; child != kNone; child = dom_[child].next) {
      count += dom_.IsElement(child) && !page_.dropped(child);
    }
    return count;
  }

  // Siblings that read like more of the same.
  std::vector<NodeId> WithSiblings(NodeId top) {
    if (IsBody(top) || dom_[top].parent == kNone) return {top};
    if (!Scored(top)) Initialize(top);
    const float best = Scaled(top);
    const float least = std::max(10.0f, best * 0.2f);
    const std::string_view name = dom_.RawValue(top, AttrName::kClass);
    std::vector<NodeId> found;
    for (NodeId id = dom_[dom_[top].parent].first; id != kNone; id = dom_[id].next) {
      if (!dom_.IsElement(id) || page_.dropped(id)) continue;
      bool take = id == top;
      if (!take && Scored(id)) {
        const bool same = !name.empty() && dom_.RawValue(id, AttrName::kClass) == name;
        take = Scaled(id) + (same ? best * 0.2f : 0) >= least;
      }
      if (!take && dom_[id].tag == Tag::p) {
        const Sums sums = page_.Of(id);
        take = sums.chars > 80 ? sums.LinkDensity() < 0.25 : sums.chars > 0 && sums.link_chars == 0;
      }
      if (take) found.push_back(id);
    }
    return found;
  }

  PageView& page_;
  const Dom& dom_;
  Strictness strict_;
  std::vector<float> scores_;  // By place.
  std::vector<NodeId> scored_;
  std::vector<std::pair<float, NodeId>> scaled_;
};

// Does `id` say that it holds an article?
bool IsContainer(PageView* page, NodeId id) {
  if (!page->dom().IsElement(id)) return false;
  if (page->hints().Of(id) & kContainer) return true;
  return page->dom().RawValue(id, AttrName::kItemprop).find("articleBody") !=
         std::string_view::npos;
}

double Substance(const Sums& sums) { return sums.chars * (1 - sums.LinkDensity()); }

// The best of the page's known containers; kNone if none has text.
NodeId FindContainer(PageView* page) {
  NodeId best = kNone;
  double most = 0;
  for (uint32_t i = page->Kept(0); i < page->size(); i = page->KeptBehind(i)) {
    const NodeId id = page->At(i);
    if (!IsContainer(page, id)) continue;
    const Sums sums = page->Of(id);
    const double substance = Substance(sums);
    if (sums.chars < 60 || sums.LinkDensity() > 0.5) continue;
    // An inner one outranks the outer that holds little else.
    const bool inner = best != kNone && page->Holds(best, id);
    if (substance > most || (inner && substance > most * 0.7)) {
      best = id;
      most = substance;
    }
  }
  return best;
}

// The known container instead of what scored best, where it holds most of that.
std::vector<NodeId> PreferContainer(PageView* page, std::vector<NodeId> roots) {
  const NodeId container = FindContainer(page);
  if (container == kNone) return roots;
  Sums scored;
  uint32_t commas = 0;
  double substance = 0;
  for (const NodeId root : roots) {
    scored = page->Of(root);
    commas += scored.commas;
    substance += Substance(scored);
  }
  const Sums held = page->Of(container);
  const bool outer = std::any_of(roots.begin(), roots.end(), [&](NodeId root) {
    return root != container && page->Holds(container, root);
  });
  if (outer) return Substance(held) > 1.5 * substance ? std::vector<NodeId>{container} : roots;
  const bool enough =
      held.commas * 3 >= commas || Substance(held) * 3 >= substance || held.chars >= 300;
  return enough ? std::vector<NodeId>{container} : roots;
}

// An article in many sections, each of which scores by itself: up to what holds
// much more prose, and little else beside.
std::vector<NodeId> Gather(PageView* page, std::vector<NodeId> roots) {
  const Dom& dom = page->dom();
  if (roots.empty() || roots[0] == page->body()) return roots;
  uint32_t prose = 0, chars = 0;
  for (const NodeId root : roots) {
    prose += page->Of(root).prose;
    chars += page->Of(root).chars;
  }
  NodeId best = kNone;
  for (NodeId up = dom[roots[0]].parent; up != kNone && up != page->body(); up = dom[up].parent) {
    const Sums sums = page->Of(up);
    if (sums.prose < kManyTimes * prose) continue;
    const double purity = double{1} * (sums.prose - prose) / (sums.chars - chars + 1);
    if (purity < kMostlyProse) continue;
    best = up;
    prose = sums.prose;
    chars = sums.chars;
  }
  return best == kNone ? roots : std::vector<NodeId>{best};
}

double SubstanceOf(const PageView& page, const std::vector<NodeId>& roots) {
  double substance = 0;
  for (const NodeId id : roots) substance += Substance(page.Of(id));
  return substance;
}

}  // namespace

std::vector<NodeId> FindContent(PageView* page) {
  if (page->body() == kNone) return {};
  const std::vector<uint8_t> all = page->Mark();
  const uint32_t all_prose = page->Of(page->body()).prose;
  std::vector<NodeId> best;
  std::vector<uint8_t> best_mark;
  double most = 0;
  for (const Strictness& look : kLooks) {
    page->Restore(all);
    DropFurniture(page, look.strip_unlikely);
    page->Count();
    std::vector<NodeId> roots = Gather(page, PreferContainer(page, Scorer(page, look).Find()));
    if (look.clean) CleanContent(page, roots, look.weigh_names);
    page->Count();
    const double substance = SubstanceOf(*page, roots);
    // A laxer look finds more text than the one before, or nothing but furniture.
    if (best.empty() || substance > kMuchMore * most) {
      best = std::move(roots);
      best_mark = page->Mark();
      most = substance;
    }
    if (most >= kEnough && most >= kLeastShare * all_prose) break;
  }
  page->Restore(best_mark);
  page->Count();
  return best;
}

}  // namespace factmill::html
