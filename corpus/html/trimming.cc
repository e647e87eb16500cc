#include "corpus/html/trimming.h"

#include <algorithm>
#include <deque>
#include <optional>

#include "base/ascii.h"
#include "base/utf8.h"
#include "corpus/byline.h"
#include "corpus/characters.h"
#include "corpus/html/page_words.h"
#include "corpus/html/tag_sets.h"
#include "corpus/words.h"
#include "corpus/zone_lines.h"

namespace factmill::html {
namespace {

constexpr size_t kLongLine = 600;  // Bytes; such lines are text.

std::string_view StripBrackets(std::string_view words) {
  constexpr std::string_view kOpeners[] = {"(", "[",  "【", "●", "■", "*", " ",
                                           "“", "\"", "-",  "—", "▲", "▼", ">"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : kOpeners) {
      if (words.size() > mark.size() && words.starts_with(mark)) {
        words.remove_prefix(mark.size());
        again = true;
      }
    }
  }
  return words;
}

// A line and what is asked of it.  Stays where it is: `view` looks at its text.
struct Judged {
  explicit Judged(TextLine judged);
  Judged(const Judged&) = delete;
  Judged& operator=(const Judged&) = delete;

  TextLine line;
  std::optional<LineView> view;  // Of short lines only.
  bool sentence = false;
  bool drop = false;
  bool byline = false;

  // Of the view, without the brackets before it.
  std::string_view Words() const { return StripBrackets(view->lower); }
};

template <size_t N>
bool StartsWithOne(std::string_view words, const std::string_view (&list)[N]) {
  return std::any_of(std::begin(list), std::end(list),
                     [&](std::string_view start) { return words.starts_with(start); });
}

template <size_t N>
bool IsOneOf(std::string_view words, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), words) != std::end(list);
}

bool IsAllCapitals(std::string_view text) {
  size_t capitals = 0;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') return false;
    capitals += c >= 'A' && c <= 'Z';
  }
  return capitals >= 12;
}

bool HasClockTime(std::string_view folded) {
  for (size_t at = folded.find(':'); at != folded.npos; at = folded.find(':', at + 1)) {
    if (at > 0 && IsAsciiDigit(static_cast<unsigned char>(folded[at - 1])) &&
        at + 1 < folded.size() && IsAsciiDigit(static_cast<unsigned char>(folded[at + 1]))) {
      return true;
    }
  }
  return false;
}

bool IsBareDay(std::string_view folded) {
  return folded.size() >= 8 && folded.find_first_not_of("0123456789-/.: ") == folded.npos;
}

Judged::Judged(TextLine judged) : line(std::move(judged)) {
  if (line.text.size() <= kLongLine) view.emplace(line.text);
  sentence = line.LinkDensity() < 0.5 &&
             ((EndsSentence(line.text) && line.chars >= 24) || line.chars >= 160);
}

class Trimmer {
 public:
  Trimmer(const Dom& dom, const std::vector<std::string>& titles) : dom_(dom) {
    for (const std::string& title : titles) titles_.push_back(Bare(title));
  }

  void Trim(std::deque<Judged>* lines) {
    lines_ = lines;
    TrimHead();
    CutEnd();
    TrimTail();
    for (Judged& line : *lines_) {
      if (!line.drop && line.view && IsNever(line)) line.drop = true;
    }
  }

 private:
  bool IsTitle(const Judged& judged) const {
    if (dom_[judged.line.block].tag == Tag::h1) return true;
    const std::string bare = Bare(judged.line.text);
    if (bare.size() < 6) return false;
    return std::any_of(titles_.begin(), titles_.end(), [&](const std::string& title) {
      return title == bare || (bare.size() > 24 && title.starts_with(bare)) ||
             (title.size() > 24 && bare.starts_with(title) && bare.size() < title.size() + 24);
    });
  }

  // Furniture wherever it stands.
  static bool IsNever(const Judged& judged) {
    const LineView& view = *judged.view;
    if (IsOneOf(std::string_view(view.lower), kNeverLines)) return true;
    if (IsButtons(view) || IsPager(view) || IsCopyright(view)) return true;
    if (judged.line.LinkDensity() < 0.7) return false;
    if (IsAllCapitals(view.line)) return true;
    return StartsWithAny(judged.Words(),
                         {"read more",      "read also",   "read next",    "also read",
                          "related:",       "see also",    "baca juga",    "lire aussi",
                          "lesen sie auch", "leia mais",   "leia também",  "lea también",
                          "lee también",    "ver también", "czytaj także", "czytaj też",
                          "читайте также",  "leggi anche", "click here",   "watch:",
                          "zobacz",         "延伸阅读",    "相关阅读",     "相关新闻",
                          "点击进入",       "更多"});
  }

  void TrimHead() {
    size_t first = 0;
    while (first < lines_->size() && !(*lines_)[first].sentence) ++first;
    // A summary may stand above the byline.
    const size_t end = std::min(first + 3, lines_->size());
    for (size_t i = 0; i < end; ++i) {
      Judged& judged = (*lines_)[i];
      if (!judged.view) continue;
      const LineView& view = *judged.view;
      if (IsTitle(judged)) {
        judged.drop = true;
      } else if (ReadByline(view)) {
        judged.drop = judged.byline = true;
      } else if (StartsWithAny(judged.Words(), {"原标题", "原文标题"})) {
        judged.drop = true;
      } else if (i < first && (IsBreadcrumb(view, true) || IsLinkBar(view) || IsRuler(view) ||
                               IsBareDay(view.folded) || IsLinks(judged))) {
        judged.drop = true;
      } else if (i < first && HasClockTime(view.folded) && judged.line.chars < 80 &&
                 !view.HasFigure()) {
        judged.drop = judged.byline = true;
      }
    }
  }

  // A short line that is all link.
  static bool IsLinks(const Judged& judged) {
    return judged.line.LinkDensity() > 0.6 && judged.line.chars < 160 && !judged.sentence;
  }

  static bool NamesEditor(std::string_view words) {
    return StartsWithAny(words, {"责任编辑", "责编", "本文来源:", "值班编辑"});
  }

  // Ends the article at the heading of something else.
  void CutEnd() {
    uint32_t before = 0, all = 0;
    for (const Judged& judged : *lines_) all += judged.sentence ? judged.line.chars : 0;
    uint32_t passed = 0;  // Of `all`.
    for (size_t i = 0; i < lines_->size(); ++i) {
      Judged& judged = (*lines_)[i];
      passed += judged.sentence ? judged.line.chars : 0;
      if (judged.drop) continue;
      const bool end = judged.view && before >= 80 && IsOneOf(judged.Words(), kEndLines);
      const bool related = judged.view && before >= 80 &&
                           (IsRelatedHeader(*judged.view) || NamesEditor(judged.Words()));
      if (end || related) {
        const uint32_t after = all - passed;
        if (end || after * 4 < before) {
          for (size_t j = i; j < lines_->size(); ++j) (*lines_)[j].drop = true;
          return;
        }
        judged.drop = true;
        for (size_t j = i + 1; j < lines_->size() && (*lines_)[j].line.LinkDensity() > 0.6; ++j) {
          (*lines_)[j].drop = true;
        }
      }
      if (judged.sentence) before += judged.line.chars;
    }
  }

  void TrimTail() {
    for (size_t i = lines_->size(); i-- > 0;) {
      Judged& judged = (*lines_)[i];
      if (judged.drop) continue;
      if (!judged.view) return;
      const LineView& view = *judged.view;
      const bool furniture = StartsWithOne(judged.Words(), kTailStarts) || IsNever(judged) ||
                             IsLinks(judged) || IsRelatedHeader(view) || IsRuler(view) ||
                             IsBareDay(view.folded) || IsLinkBar(view) || IsTitle(judged) ||
                             (HasClockTime(view.folded) && ReadByline(view)) ||
                             (judged.line.chars <= 3 && view.han == 0) || EndsByEditor(view);
      if (!furniture) return;
      judged.drop = true;
    }
  }

  // 作者:... 责任编辑:..., the whole line short.
  static bool EndsByEditor(const LineView& view) {
    if (view.columns > 100) return false;
    return Contains(view.lower, "责任编辑:") || Contains(view.lower, "责编:") ||
           Contains(view.lower, "扫描二维码") || Contains(view.lower, "微信公众号") ||
           Contains(view.lower, "官方微信");
  }

  const Dom& dom_;
  std::vector<std::string> titles_;
  std::deque<Judged>* lines_ = nullptr;
};

}  // namespace

std::string Bare(std::string_view text) {
  std::string bare;
  for (size_t at = 0; at < text.size();) {
    int size;
    const char32_t c = DecodeUtf8(text, at, &size);
    if (c < 0x80
            ? IsAsciiLetter(c) || IsAsciiDigit(c)
            : IsHan(c) || (c >= 0xC0 && !IsWide(c) && !IsSpace(c) && (c < 0x2000 || c > 0x206F))) {
      if (c < 0x80) {
        bare += Lower(static_cast<char>(c));
      } else {
        bare.append(text.substr(at, size));
      }
    }
    at += size;
  }
  return bare;
}

std::vector<TextLine> TrimLines(const Dom& dom, const std::vector<std::string>& titles,
                                std::vector<TextLine>* lines) {
  std::deque<Judged> judged;
  for (TextLine& line : *lines) judged.emplace_back(std::move(line));
  Trimmer(dom, titles).Trim(&judged);
  std::vector<TextLine> bylines;
  lines->clear();
  for (Judged& line : judged) {
    if (!line.drop) lines->push_back(std::move(line.line));
    if (line.byline) bylines.push_back(std::move(line.line));
  }
  return bylines;
}

}  // namespace factmill::html
