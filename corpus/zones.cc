#include "corpus/zones.h"

#include <algorithm>
#include <optional>
#include <string>

#include "corpus/byline.h"
#include "corpus/characters.h"
#include "corpus/lines.h"
#include "corpus/words.h"
#include "corpus/zone_lines.h"

namespace factmill {
namespace {

// A line, or several that a hard wrap made of one; and the blank lines after it.
struct Unit {
  ArticleSpan whole;
  ArticleSpan text;
  ZoneKind kind = ZoneKind::kBody;
  std::optional<LineView> view;  // Of short lines only: long ones are body.
  bool sentence = false;         // Running text: it ends a sentence, or is long.
  bool marked = false;           // Furniture by its own looks.
  bool byline = false;
  bool settled = false;  // Its kind is decided.

  void Settle(ZoneKind as) {
    kind = as;
    settled = true;
  }
};

// Longer lines than this are text, whatever they look like.
constexpr uint32_t kLongLine = 200;  // Columns.
constexpr uint32_t kLongBytes = 3 * kLongLine;

std::vector<Unit> FindUnits(const std::vector<Line>& lines) {
  std::vector<Unit> units;
  units.reserve(static_cast<size_t>(
      std::count_if(lines.begin(), lines.end(), [](const Line& line) { return !line.blank(); })));
  uint32_t begin = 0;  // Of what no unit has yet.
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].blank()) {
      if (!units.empty()) begin = units.back().whole.end = lines[i].whole.end;
      continue;
    }
    Unit unit;
    unit.text = lines[i].text;
    while (lines[i].wraps) unit.text.end = lines[++i].text.end;
    unit.whole = {begin, lines[i].whole.end};
    begin = unit.whole.end;
    units.push_back(std::move(unit));
  }
  return units;
}

// Is a line that ends a sentence running text beyond doubt?  A headline may end in
// "?", a time in "p.m.", and furniture in "All rights reserved.".
bool IsSurelyText(std::string_view words) {
  if (words.size() > kLongBytes) return true;
  const auto ends = [&](std::string_view part) { return words.ends_with(part); };
  if (words.size() <= 40 || !EndsSentence(words)) return false;
  if (ends("?") || ends("!") || ends("？") || ends("！") || ends(".m.")) return false;
  if (Contains(words, "eserved", 4) || Contains(words, "©", 0)) return false;
  return !Contains(words, "版") || !(Contains(words, "版权") || Contains(words, "版權"));
}

void Look(std::string_view text, Unit* unit) {
  const std::string_view words = Slice(text, unit->text);
  if (IsSurelyText(words)) {
    unit->sentence = true;
    return;
  }
  unit->view.emplace(words);
  const LineView& view = *unit->view;
  if (view.columns > kLongLine) {
    unit->view.reset();
    unit->sentence = true;
    return;
  }
  if (IsCaption(view)) {
    unit->Settle(ZoneKind::kCaption);
    return;
  }
  unit->marked = IsPager(view) || IsButtons(view) || IsRuler(view) || IsCopyright(view);
  unit->sentence = !unit->marked && !view.lower.ends_with(".m.") &&  // A byline's "5 p.m.".
                   (EndsSentence(words) || words.find("。") != words.npos);
}

// Settles YAML front matter at the top of a Markdown file.
void SettleFrontMatter(std::vector<Unit>* units) {
  const auto is_fence = [](const Unit& unit) { return unit.view && unit.view->line == "---"; };
  if (units->empty() || !is_fence(units->front())) return;
  constexpr size_t kMostLines = 30;
  for (size_t end = 1; end < std::min(units->size(), kMostLines); ++end) {
    if (!is_fence((*units)[end])) continue;
    for (size_t i = 0; i <= end; ++i) {
      Unit& unit = (*units)[i];
      const bool title = unit.view && unit.view->lower.starts_with("title:");
      unit.Settle(title ? ZoneKind::kTitle : ZoneKind::kByline);
      unit.sentence = false;
    }
    return;
  }
}

bool IsShort(const Unit& unit) { return unit.view && unit.view->words <= 3 && unit.view->han <= 6; }

// Where the running text begins: the first sentence, but for a first line that
// ends like a headline (? or !) above more.
size_t FirstSentence(const std::vector<Unit>& units) {
  bool first = true;
  for (size_t i = 0; i < units.size(); ++i) {
    const Unit& unit = units[i];
    if (unit.settled || unit.marked) continue;
    const bool headline = first && unit.view && i + 1 < units.size() &&
                          (unit.view->folded.ends_with('?') || unit.view->folded.ends_with('!')) &&
                          unit.view->columns <= 100;
    if (unit.sentence && !headline) return i;
    first = false;
  }
  return units.size();
}

size_t AfterLastSentence(const std::vector<Unit>& units) {
  size_t end = units.size();
  while (end > 0 && (!units[end - 1].sentence || units[end - 1].settled)) --end;
  return end;
}

void FindBylines(size_t begin, size_t end, std::vector<Unit>* units) {
  for (size_t i = begin; i < end; ++i) {
    Unit& unit = (*units)[i];
    if (unit.settled || unit.marked || !unit.view) continue;
    if (!ReadByline(*unit.view)) continue;
    unit.byline = true;
    unit.Settle(ZoneKind::kByline);
  }
}

// Is the unit surely a part of the site's navigation?
bool IsNavigation(const Unit& unit) {
  return !unit.settled && (IsBreadcrumb(*unit.view, true) || IsLinkBar(*unit.view));
}

// The first unit after the menus above the article, all of them before `end`; 0
// if nothing that could be a title were left after them.
size_t AfterMenus(const std::vector<Unit>& units, size_t end) {
  size_t after = 0;
  size_t run = 0;  // Of very short lines.
  for (size_t i = 0; i < end; ++i) {
    const Unit& unit = units[i];
    const bool tiny = !unit.settled && IsShort(unit) && IsMenuLike(*unit.view);
    run = tiny ? run + 1 : 0;
    if (run >= 4 || IsNavigation(unit)) after = i + 1;
  }
  for (size_t i = after; i < end; ++i) {
    if (!units[i].settled && !units[i].marked) return after;
  }
  return 0;
}

// Settles the title among the first `end` units: the first line left there, but
// for a rubric of a word or two above a longer line.  After a byline no longer
// line is looked for.
void SettleTitle(size_t end, size_t first_byline, std::vector<Unit>* units) {
  std::vector<size_t> left;
  for (size_t i = 0; i < end; ++i) {
    const Unit& unit = (*units)[i];
    if (unit.kind == ZoneKind::kTitle) return;  // From front matter.
    if (!unit.settled && (i < first_byline || left.empty())) left.push_back(i);
  }
  if (left.empty()) return;
  size_t title = left[0];
  const LineView& first = *(*units)[title].view;
  for (size_t i = 1; i < left.size() && first.words <= 2 && first.han <= 4; ++i) {
    const LineView& view = *(*units)[left[i]].view;
    if ((view.words < 4 && view.han < 8) || view.folded.ends_with(':')) continue;
    title = left[i];
    break;
  }
  (*units)[title].Settle(ZoneKind::kTitle);
}

// Settles what stands above the article, up to `end`: menus, paths, the title.
void SettleHead(size_t end, std::vector<Unit>* units) {
  size_t first_byline = 0;
  while (first_byline < end && !(*units)[first_byline].byline) ++first_byline;
  const size_t after_menus = AfterMenus(*units, first_byline);
  for (size_t i = 0; i < end; ++i) {
    Unit& unit = (*units)[i];
    if (unit.settled) continue;
    const bool menu = i < after_menus && IsMenuLike(*unit.view);
    if (menu || unit.marked || IsNavigation(unit)) unit.Settle(ZoneKind::kFurniture);
  }
  SettleTitle(end, first_byline, units);
}

// Settles what stands among the text: buttons, page numbers, boxes of related
// articles.
void SettleMiddle(size_t begin, size_t end, std::vector<Unit>* units) {
  bool related = false;
  for (size_t i = begin; i < end; ++i) {
    Unit& unit = (*units)[i];
    if (unit.settled) continue;
    if (!unit.view || unit.sentence) {
      related = false;
      continue;
    }
    const bool header = i > begin && IsRelatedHeader(*unit.view);
    // The last line before a sentence may be that sentence's heading.
    const bool heading = i + 1 < end && (*units)[i + 1].sentence;
    const bool listed = related && !heading && !unit.view->HasFigure();
    related = header || (related && listed);
    if (unit.marked || header || listed) unit.Settle(ZoneKind::kFurniture);
  }
}

// Settles what stands below the article: menus, other articles, page numbers.
void SettleTail(size_t begin, std::vector<Unit>* units) {
  const size_t size = units->size();
  bool related = false;
  for (size_t i = begin; i < size;) {
    // A run of menu lines is a menu if it is long or holds a line that surely is
    // one.
    size_t end = i;
    bool sure = false;
    size_t lines = 0;
    for (; end < size; ++end) {
      const Unit& unit = (*units)[end];
      if (unit.settled || !unit.view) break;
      const bool mark = (unit.marked && !IsRuler(*unit.view)) || IsRelatedHeader(*unit.view) ||
                        IsBreadcrumb(*unit.view, false) || IsLinkBar(*unit.view);
      if (!mark && !unit.marked && !IsMenuLike(*unit.view)) break;
      sure |= mark;
      ++lines;
    }
    constexpr size_t kMenu = 10;
    for (; i < end; ++i) {
      Unit& unit = (*units)[i];
      const bool header = IsRelatedHeader(*unit.view);
      if (related || unit.marked || header || sure || lines >= kMenu) {
        unit.Settle(ZoneKind::kFurniture);
      }
      related |= header;
    }
    if (i >= size) break;
    // After "Related stories", what is no menu line is a title of another article.
    Unit& unit = (*units)[i];
    if (related && !unit.settled && unit.view && unit.view->columns <= 120) {
      unit.Settle(ZoneKind::kFurniture);
    }
    ++i;
  }
}

// Without running text only lines that are sure to be furniture are.
void SettleBare(std::vector<Unit>* units) {
  for (Unit& unit : *units) {
    if (unit.settled || !unit.view) continue;
    if (unit.marked || IsBreadcrumb(*unit.view, false)) unit.Settle(ZoneKind::kFurniture);
  }
}

}  // namespace

std::vector<Zone> FindZones(std::string_view text) { return FindZones(text, SplitLines(text)); }

std::vector<Zone> FindZones(std::string_view text, const std::vector<Line>& lines) {
  std::vector<Zone> zones;
  const uint32_t size = static_cast<uint32_t>(text.size());
  if (size == 0) return zones;
  std::vector<Unit> units = FindUnits(lines);
  // A single line is what it is, and more than so many are no page's dump.
  constexpr size_t kMostUnits = 20000;
  if (units.size() <= 1 || units.size() > kMostUnits) return {{ZoneKind::kBody, {0, size}}};

  for (Unit& unit : units) Look(text, &unit);
  SettleFrontMatter(&units);
  const size_t first = FirstSentence(units);
  const size_t last = AfterLastSentence(units);
  const bool has_text = first < last;
  // A byline may stand below a first sentence that is a summary.
  const size_t head = has_text ? first : units.size();
  FindBylines(0, std::min(head + 2, units.size()), &units);
  if (has_text) FindBylines(last, units.size(), &units);
  const bool has_byline =
      std::any_of(units.begin(), units.end(), [](const Unit& unit) { return unit.byline; });
  if (has_text) {
    SettleHead(head, &units);
    SettleMiddle(first, last, &units);
    SettleTail(last, &units);
  } else {
    SettleBare(&units);
    if (has_byline) SettleHead(head, &units);
  }
  for (const Unit& unit : units) {
    if (!zones.empty() && zones.back().kind == unit.kind) {
      zones.back().span.end = unit.whole.end;
    } else {
      zones.push_back({unit.kind, unit.whole});
    }
  }
  return zones;
}

}  // namespace factmill
