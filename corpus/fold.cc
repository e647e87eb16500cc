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
    case 0x2018: case 0x2019: return '\'';
    case 0x2010: case 0x2011: case 0x2212: return '-';
    case 0xFE69: return '$';
    case 0xFE6A: return '%';
    case 0xFFE0: return 0xA2;    // ¢
    case 0xFFE1: return 0xA3;    // £
    case 0xFFE5: return 0xA5;    // ¥
    case 0xFFE6: return 0x20A9;  // ₩
    default: return c;
  }
}

bool IsLatinOrDigit(char32_t c) { return IsLatinLetter(c) || IsAsciiDigit(c); }

// Writes folded text and its map side by side.
class Folder {
 public:
  // The folded text may take as many bytes as `most`.
  Folder(std::string_view text, size_t most) : text_(text), out_(most, '\0') {}

  uint32_t folded_size() const { return out_size_; }
  std::string_view folded(uint32_t begin) const {
    return std::string_view(out_).substr(begin, out_size_ - begin);
  }

  // The source up to `end` becomes `replacement`.
  void Replace(uint32_t end, std::string_view replacement) {
    FlushKept();
    std::memcpy(&out_[out_size_], replacement.data(), replacement.size());
    out_size_ += static_cast<uint32_t>(replacement.size());
    map_.Replace(end - at_, static_cast<uint32_t>(replacement.size()));
    at_ = end;
  }

  // Folds the source up to `end`.
  void FoldUntil(uint32_t end) {
    while (at_ < end) {
      const uint32_t line_end = BreakBefore(end);
      if (line_end == end) return FoldLine(end);
      uint32_t content_end = line_end, next = line_end;
      SkipBack(&content_end);
      SkipAhead(&next, end);
      FoldLine(content_end);
      Replace(next, BreakBecomes(content_end, next));
    }
  }

  void Finish(std::string* text, FoldMap* map) {
    FlushKept();
    out_.resize(out_size_);
    *text = std::move(out_);
    *map = std::move(map_);
  }

 private:
  // The first line break before `end`; else `end`.
  uint32_t BreakBefore(uint32_t end) const {
    for (uint32_t at = at_; at < end; ++at) {
      const unsigned char byte = text_[at];
      if (byte == '\n' || byte == '\r') return at;
      int size;
      if (byte == 0xE2 && IsLineBreak(DecodeUtf8(text_, at, &size))) return at;
    }
    return end;
  }
  void SkipBack(uint32_t* at) const {
    int size;
    while (*at > at_ && IsSpace(DecodeUtf8Before(text_, *at, &size))) *at -= size;
  }
  void SkipAhead(uint32_t* at, uint32_t end) const {
    int size;
    while (*at < end) {
      const char32_t c = DecodeUtf8(text_, *at, &size);
      if (!IsSpace(c) && !IsLineBreak(c)) break;
      *at += size;
    }
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

  // Folds the source up to `end`, which holds no line break.
  void FoldLine(uint32_t end) {
    const char* const in = text_.data();
    char* out = out_.data() + out_size_;
    uint32_t at = at_;
    while (at < end) {
      const unsigned char byte = in[at];
      if (byte < 0x80) {
        out[0] = IsSpace(byte) ? ' ' : in[at];  // A tab is a space of the same size.
        ++out, ++at, ++kept_;
        continue;
      }
      if (byte >= 0xE4 && byte <= 0xE9) {  // U+4000 to U+9FFF: Han, but for a few.
        char32_t c = (byte & 0x0F) << 12 | (in[at + 1] & 0x3F) << 6 | (in[at + 2] & 0x3F);
        std::memcpy(out, in + at, 3);
        if (IsTraditional(c)) {
          c = ToSimplified(c);
          out[0] = static_cast<char>(0xE0 | c >> 12);
          out[1] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
          out[2] = static_cast<char>(0x80 | (c & 0x3F));
        }
        out += 3, at += 3, kept_ += 3;
        continue;
      }
      int size;
      const char32_t c = DecodeUtf8(text_, at, &size);
      const char32_t folded = FoldCharacter(c);
      if (folded == c) {
        std::memcpy(out, in + at, size);
        out += size, at += size, kept_ += size;
        continue;
      }
      at_ = at;
      out_size_ = static_cast<uint32_t>(out - out_.data());
      std::string replacement;
      if (folded != 0) AppendUtf8(folded, &replacement);
      Replace(at + size, replacement);
      at = at_;
      out = out_.data() + out_size_;
    }
    at_ = end;
    out_size_ = static_cast<uint32_t>(out - out_.data());
  }

  void FlushKept() {
    map_.Keep(kept_);
    kept_ = 0;
  }

  std::string_view text_;
  std::string out_;
  FoldMap map_;
  uint32_t at_ = 0;        // Folded up to here.
  uint32_t out_size_ = 0;
  uint32_t kept_ = 0;      // Bytes written that the map does not have yet.
};

}  // namespace

FoldedText Fold(std::string_view text, const std::vector<Zone>& zones) {
  const std::vector<ArticleSpan> spans = FindParagraphs(text, zones);
  Folder folder(text, text.size() + spans.size());
  FoldedText folded;
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
    paragraph.sentences = FindSentences(folder.folded(paragraph.span.begin));
    for (FoldedSpan& sentence : paragraph.sentences) {
      sentence.begin += paragraph.span.begin;
      sentence.end += paragraph.span.begin;
    }
    folded.paragraphs.push_back(std::move(paragraph));
  }
  folder.Replace(static_cast<uint32_t>(text.size()), spans.empty() ? "" : "\n");
  folder.Finish(&folded.text, &folded.map);
  return folded;
}

std::string FoldPhrase(std::string_view text) {
  Folder folder(text, text.size());
  folder.FoldUntil(static_cast<uint32_t>(text.size()));
  std::string folded;
  FoldMap map;
  folder.Finish(&folded, &map);
  return folded;
}

}  // namespace factmill
