// What a single line of a text dump looks like: a menu entry, a page number, a
// caption.  FindZones() decides by a line's neighbours as well.
#ifndef FACTMILL_CORPUS_ZONE_LINES_H_
#define FACTMILL_CORPUS_ZONE_LINES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/offset_map.h"

namespace factmill {

// A line in the forms that its tests ask for.
struct LineView {
  // REQUIRES: `line` has no spaces around it.
  explicit LineView(std::string_view line);

  std::string_view line;
  std::string folded;  // Folded, as rules would see it.
  std::string lower;   // The same, ASCII letters in lower case; as long as `folded`.
  FoldMap map;
  uint32_t columns = 0;
  uint32_t words = 0;  // Latin words.
  uint32_t han = 0;

  // Digits with something they count or measure ("5 percent", "$5", 3.5亿), a
  // written number (三百, "two million").  A year alone is none.
  bool HasFigure() const;

  // The line's own bytes, from `begin` to `end` of `folded`.
  std::string Original(size_t begin, size_t end) const;
};

// "Home> Latest", 您的位置：首页 > 新闻 > 正文.  `in_head`: above the article, where
// any words between such marks are a path.
bool IsBreadcrumb(const LineView& view, bool in_head);

// "中文 | English | Français": short words apart by bars, no figure; 首页 新闻 政务
// 登录: Chinese menu words apart by spaces.
bool IsLinkBar(const LineView& view);

// "1 2 3 >", 【1】【2】, 上一页 下一页, "Page 1 of 3".
bool IsPager(const LineView& view);

// "Print Print", "Share", 大 中 小, "L M S", 打印本页, a bare Markdown link.
bool IsButtons(const LineView& view);

// "---", "***": no letter and no digit.
bool IsRuler(const LineView& view);

// "© 2021 Example Media. All rights reserved.", 版权所有, 京ICP备...
bool IsCopyright(const LineView& view);

// "Related stories", 相关阅读：, 延伸閱讀: what follows is not this article.
bool IsRelatedHeader(const LineView& view);

// "... [Photo by Jane Roe]", （图/记者 张三）, 资料图, "/Xinhua".
bool IsCaption(const LineView& view);

// A few words without punctuation, a figure or a date: it could stand in a menu.
bool IsMenuLike(const LineView& view);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_ZONE_LINES_H_
