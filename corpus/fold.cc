#include "corpus/fold.h"

#include <algorithm>
#include <cstring>

#include "base/utf8.h"
#include "corpus/characters.h"
#include "corpus/han_variants.h"
#include "corpus/segment.h"

namespace factmill {
namespace {

// What `c` is folded to; 0 for nothing.  Never longer in UTF-8 than `c`.
char32_t FoldCharacter(char32_t c) {
  if (IsHan(c)) return ToSimplified(c);
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  if (IsSpace(c)) return ' ';
  if (IsInvisible(c)) return 0;
  switch (c) {
    case 0x2018:
    case 0x2019: return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2212: return '-';
    case 0xFE69: return '$';
    case 0xFE6A: return '%';
    case 0xFFE0: return 0xA2;    // ¢
    case 0xFFE1: return 0xA3;    // £
    case 0xFFE5: return 0xA5;    // ¥
    case 0xFFE6: return 0x20A9;  // ₩
    default: return c;
  }
}

// Beside digits these would be read as one number with them.
bool IsHanDigit(char32_t c) {
  return std::u32string_view(U"〇零一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾")
             .find(ToSimplified(c)) != std::u32string_view::npos;
}

bool IsLatinOrDigit(char32_t c) { return IsLatinLetter(c) || IsAsciiDigit(c); }

// Writes folded text and its map side by side.
class Folder {
 public:
  // The folded text may take as many bytes as `most`.  Spaces that set figures
  // apart from Chinese stay where `keep_spacing` is.
  Folder(std::string_view text, size_t most, bool keep_spacing = false)
      : text_(text), out_(most, '\0'), keep_spacing_(keep_spacing) {}

  uint32_t folded_size() const { return out_size_; }

  // The source up to `end` becomes `replacement`.
  void Replace(uint32_t end, std::string_view replacement) {
    map_.Keep(kept_);
    kept_ = 0;
    std::memcpy(out_.data() + out_size_, replacement.data(), replacement.size());
    out_size_ += static_cast<uint32_t>(replacement.size());
    map_.Replace(end - at_, static_cast<uint32_t>(replacement.size()));
    at_ = end;
  }

  // Folds the source up to `end`.
  void FoldUntil(uint32_t end) {
    while (at_ < end) {
      const unsigned char byte = text_[at_];
      if (byte < 0x80) {
        if (byte == '\n' || byte == '\r') {
          FoldBreak(end);
          continue;
        }
        const size_t plain = PlainAsciiSize(text_.substr(at_, end - at_));
        plain > 0 ? FoldAscii(static_cast<uint32_t>(plain), end) : FoldControl();
      } else if (byte >= 0xE0 && byte < 0xF0) {
        const uint32_t plain = PlainChinese(end);
        if (plain > 0) {
          Keep(plain);
          continue;
        }
        const char32_t c = ThreeBytesAt(at_);
        if (c >= 0x3400 && c <= 0x9FFF) {
          FoldHan(c);
        } else if (c >= 0xFF01 && c <= 0xFF5E) {
          const char narrow = static_cast<char>(c - 0xFEE0);
          Replace(at_ + 3, {&narrow, 1});
        } else {
          FoldOther(c, 3, end);
        }
      } else {
        int size;
        const char32_t c = DecodeUtf8(text_, at_, &size);
        FoldOther(c, size, end);
      }
    }
  }

  bool simplified() const { return simplified_; }

  void Finish(std::string* text, FoldMap* map) {
    map_.Keep(kept_);
    out_.resize(out_size_);
    *text = std::move(out_);
    *map = std::move(map_);
  }

 private:
  void Keep(uint32_t size) {
    std::memcpy(out_.data() + out_size_, text_.data() + at_, size);
    Skip(size);
  }
  // Source and folded text go on by as many bytes, already written.
  void Skip(uint32_t size) {
    out_size_ += size;
    at_ += size;
    kept_ += size;
  }

  char32_t ThreeBytesAt(uint32_t at) const {
    return (text_[at] & 0x0F) << 12 | (text_[at + 1] & 0x3F) << 6 | (text_[at + 2] & 0x3F);
  }

  // The bytes of simplified Han and the marks of Chinese from here on.
  uint32_t PlainChinese(uint32_t end) const {
    const char* const begin = text_.data() + at_;
    const char *place = begin, *const last = text_.data() + end;
    for (; place < last && *place >= '\xE3' && *place <= '\xE9'; place += 3) {
      const char32_t c = (*place & 0x0F) << 12 | (place[1] & 0x3F) << 6 | (place[2] & 0x3F);
      if (c == 0x3000 || IsTraditional(c)) break;
    }
    return static_cast<uint32_t>(place - begin);
  }

  // `size` bytes that stay as they are, but for a space at either end that only
  // sets a figure apart from Chinese.
  void FoldAscii(uint32_t size, uint32_t end) {
    const uint32_t next = at_ + size;
    if (SetsFigureApart(at_, end)) Replace(at_ + 1, "");
    const bool last = next > at_ + 1 && SetsFigureApart(next - 1, end);
    Keep(next - last - at_);
    if (last) Replace(next, "");
  }

  // Is at `at` one space between a figure in digits and Chinese: 5 月, 共 3 亿?
  bool SetsFigureApart(uint32_t at, uint32_t end) const {
    if (text_[at] != ' ' || keep_spacing_ || at == 0 || at + 1 >= end) return false;
    const bool left = IsAsciiDigit(text_[at - 1]), right = IsAsciiDigit(text_[at + 1]);
    if (left == right) return false;
    int size;
    const char32_t c = left ? DecodeUtf8(text_, at + 1, &size) : DecodeUtf8Before(text_, at, &size);
    return IsHan(c) && !IsHanDigit(c);
  }

  // A tab is a space of the same size; other controls stay.
  void FoldControl() {
    const char c = text_[at_];
    out_[out_size_] = IsSpace(c) ? ' ' : c;
    Skip(1);
  }

  // The simplified form is as long, three bytes: to the map it is kept.
  void FoldHan(char32_t c) {
    simplified_ = true;
    c = ToSimplified(c);
    char* const out = out_.data() + out_size_;
    out[0] = static_cast<char>(0xE0 | c >> 12);
    out[1] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out[2] = static_cast<char>(0x80 | (c & 0x3F));
    Skip(3);
  }

  void FoldOther(char32_t c, int size, uint32_t end) {
    if (IsLineBreak(c) || (IsSpace(c) && IsLineBreak(AfterSpaces(end)))) return FoldBreak(end);
    const char32_t folded = FoldCharacter(c);
    if (folded == c) return Keep(size);
    std::string replacement;
    if (folded != 0) AppendUtf8(folded, &replacement);
    Replace(at_ + size, replacement);
  }

  // The first character from here on that is no space; 0 at `end`.
  char32_t AfterSpaces(uint32_t end) const {
    int size;
    for (uint32_t at = at_; at < end; at += size) {
      const char32_t c = DecodeUtf8(text_, at, &size);
      if (!IsSpace(c)) return c;
    }
    return 0;
  }

  // A line break, and the spaces on both sides of it.
  void FoldBreak(uint32_t end) {
    while (kept_ > 0 && out_[out_size_ - 1] == ' ') --kept_, --out_size_, --at_;
    uint32_t next = at_;
    int size;
    for (; next < end; next += size) {
      const char32_t c = DecodeUtf8(text_, next, &size);
      if (!IsSpace(c) && !IsLineBreak(c)) break;
    }
    Replace(next, BreakBecomes(at_, next));
  }

  // A break between two words is a space.  Chinese has none between its
  // characters and figures, nor has a word that was broken at its hyphen.
  std::string_view BreakBecomes(uint32_t before, uint32_t after) const {
    if (before == 0 || after == text_.size()) return " ";
    int size;
    const char32_t left = DecodeUtf8Before(text_, before, &size);
    const char32_t right = DecodeUtf8(text_, after, &size);
    if (IsWide(left) && (IsWide(right) || IsAsciiDigit(right))) return "";
    if (IsAsciiDigit(left) && IsWide(right)) return "";
    if (left == '-' && before > 1 && IsLatinOrDigit(right) &&
        IsLatinOrDigit(DecodeUtf8Before(text_, before - 1, &size))) {
      return "";
    }
    return " ";
  }

  std::string_view text_;
  std::string out_;
  FoldMap map_;
  const bool keep_spacing_;
  uint32_t at_ = 0;  // Folded up to here.
  uint32_t out_size_ = 0;
  bool simplified_ = false;
  uint32_t kept_ = 0;  // Bytes written last that the map does not have yet.
};

FoldedText FoldParagraphs(std::string_view text, const std::vector<Zone>& zones,
                          const std::vector<ArticleSpan>& spans) {
  Folder folder(text, text.size() + spans.size());
  FoldedText folded;
  folded.paragraphs.reserve(spans.size());
  size_t zone = 0;
  for (size_t i = 0; i < spans.size(); ++i) {
    // What lies before the first paragraph is dropped; a gap becomes '\n'.
    folder.Replace(spans[i].begin, i == 0 ? "" : "\n");
    while (zone + 1 < zones.size() && zones[zone].span.end <= spans[i].begin) ++zone;
    Paragraph paragraph;
    paragraph.zone = zones.empty() ? ZoneKind::kBody : zones[zone].kind;
    paragraph.span.begin = folder.folded_size();
    folder.FoldUntil(spans[i].end);
    paragraph.span.end = folder.folded_size();
    folded.paragraphs.push_back(paragraph);
  }
  folder.Replace(static_cast<uint32_t>(text.size()), spans.empty() ? "" : "\n");
  folder.Finish(&folded.text, &folded.map);
  folded.simplified = folder.simplified();
  return folded;
}

}  // namespace

FoldedText Fold(std::string_view text, const std::vector<Zone>& zones) {
  return FoldParagraphs(text, zones, FindParagraphs(text, zones));
}

FoldedText Fold(const Article& article) {
  return FoldParagraphs(article.text, article.zones,
                        FindParagraphs(article.text, article.lines, article.zones));
}

namespace {

std::string FoldWhole(std::string_view text, bool keep_spacing, FoldMap* map) {
  Folder folder(text, text.size(), keep_spacing);
  folder.FoldUntil(static_cast<uint32_t>(text.size()));
  std::string folded;
  folder.Finish(&folded, map);
  return folded;
}

}  // namespace

std::string FoldPhrase(std::string_view text, FoldMap* map) { return FoldWhole(text, false, map); }

std::string FoldPhrase(std::string_view text) {
  FoldMap map;
  return FoldPhrase(text, &map);
}

std::string FoldLine(std::string_view text, FoldMap* map) { return FoldWhole(text, true, map); }

}  // namespace factmill
