#include "corpus/lines.h"

#include <algorithm>

#include "base/utf8.h"
#include "corpus/characters.h"
#include "corpus/words.h"

namespace factmill {
namespace {

// The size of the line break at `at`; 0 if there is none.
uint32_t BreakSize(std::string_view text, size_t at) {
  if (text[at] == '\n') return 1;
  if (text[at] == '\r') return at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
  // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
  return text[at] == '\xE2' && text[at + 1] == '\x80' && (text[at + 2] & 0xFE) == 0xA8 ? 3 : 0;
}

// Is \n the only line break?
bool HasOnlyNewlines(std::string_view text) {
  if (text.find('\r') != text.npos) return false;
  for (size_t at = text.find('\xE2'); at != text.npos; at = text.find('\xE2', at + 1)) {
    if (BreakSize(text, at) > 0) return false;
  }
  return true;
}

ArticleSpan Trim(std::string_view text, ArticleSpan span) {
  int size;
  const auto empty = [](char32_t c) { return IsSpace(c) || IsInvisible(c); };
  while (span.begin < span.end && empty(DecodeUtf8(text, span.begin, &size))) span.begin += size;
  while (span.begin < span.end && empty(DecodeUtf8Before(text, span.end, &size))) span.end -= size;
  return span;
}

constexpr uint32_t kNarrowest = 40, kWidest = 120;  // Columns of hard-wrapped text.
constexpr uint32_t kCounted = 2 * kWidest;          // Columns are counted up to here.

// What the wrap test asks of a line.
struct Shape {
  uint32_t indent = 0;      // Columns.
  uint32_t end = 0;         // Columns, indentation included.
  uint32_t first_word = 0;  // Columns that had to fit on the line before.
  char32_t first = 0, last = 0;
  bool one_word = false;  // A bare URL, say.
  bool ends_sentence = false;
  bool awaits_more = false;  // Ends in a word or sign that something follows: of, by, $.
  bool item = false;         // Begins like an item of a list.
  bool opens = false;        // Begins with ideographic spaces, as Chinese paragraphs do.
};

bool BeginsItem(std::string_view text) {
  int size;
  const char32_t c = DecodeUtf8(text, 0, &size);
  const std::string_view rest = text.substr(size);
  if (c == 0x2022 || c == 0x25CF || c == 0x25A0 || c == 0x25C6 || c == 0xB7 || c == '#' ||
      c == '>') {
    return true;
  }
  if ((c == '-' || c == '*' || c == 0x2013 || c == 0x2014) && rest.starts_with(' ')) return true;
  if (IsAsciiDigit(c)) {  // "1. ", "1) ", "1、"; but not "1.5".
    const size_t at = text.find_first_not_of("0123456789");
    if (at > 2) return false;  // Or no end of them.
    const std::string_view after = text.substr(at);
    return after.starts_with(". ") || after.starts_with(") ") || after.starts_with("、");
  }
  return IsHan(c) && (rest.starts_with("、") || rest.starts_with("是"));
}

// The bytes of the first word: up to a space, or a single wide character.
size_t FirstWordSize(std::string_view words) {
  size_t word = 0;
  int size;
  while (word < words.size()) {
    const char32_t c = DecodeUtf8(words, word, &size);
    if (IsSpace(c) || (IsWide(c) && word > 0)) break;
    word += size;
    if (IsWide(c)) break;
  }
  return word;
}

// Words after which no line of its own ends.
constexpr std::string_view kAwaiting[] = {
    "a",    "about", "almost", "an",   "and",  "around", "as",    "at",     "before", "between",
    "but",  "by",    "for",    "from", "in",   "into",   "its",   "nearly", "of",     "on",
    "or",   "over",  "some",   "than", "that", "the",    "their", "to",     "was",    "were",
    "will", "with",  "$",      "£",    "€",    "¥",      "US$",   "HK$"};

bool AwaitsMore(std::string_view words) {
  const size_t space = words.rfind(' ');
  const std::string_view last = words.substr(space == words.npos ? 0 : space + 1);
  return std::find(std::begin(kAwaiting), std::end(kAwaiting), last) != std::end(kAwaiting);
}

// Is it wider than hard-wrapped text can be, and more than a bare URL?
bool IsTooWide(std::string_view words) {
  return words.size() > kWidest && Columns(words, kWidest + 1) > kWidest &&
         FirstWordSize(words) < words.size();
}

Shape ShapeOf(std::string_view text, const Line& line) {
  Shape shape;
  const std::string_view words = Slice(text, line.text);
  shape.indent =
      Columns(text.substr(line.whole.begin, line.text.begin - line.whole.begin), kCounted);
  const bool long_line = words.size() > 3 * kCounted;
  shape.end = shape.indent + (long_line ? kCounted : Columns(words, kCounted));
  int size;
  shape.first = DecodeUtf8(words, 0, &size);
  shape.last = DecodeUtf8Before(words, words.size(), &size);
  const size_t word = FirstWordSize(words);
  shape.first_word = Columns(words.substr(0, word), kCounted);
  shape.one_word = word == words.size() && !IsWide(shape.first);
  shape.ends_sentence = EndsSentence(words);
  shape.awaits_more = AwaitsMore(words);
  shape.item = BeginsItem(words);
  shape.opens =
      Contains(text.substr(line.whole.begin, line.text.begin - line.whole.begin), "\u3000");
  return shape;
}

// A run of lines without a blank one among them.
struct Block {
  size_t first, end;          // Of the text's lines.
  std::vector<Shape> shapes;  // Only once they are asked for.
  uint32_t margin = 0;        // The least indentation.

  void FindShapes(std::string_view text, const std::vector<Line>& lines) {
    if (!shapes.empty()) return;
    margin = UINT32_MAX;
    shapes.reserve(end - first);
    for (size_t i = first; i < end; ++i) {
      shapes.push_back(ShapeOf(text, lines[i]));
      margin = std::min(margin, shapes.back().indent);
    }
  }

  // The widest line from `from` on, a bare URL left aside.
  uint32_t Widest(size_t from) const {
    uint32_t widest = 0;
    for (size_t i = from; i < shapes.size(); ++i) {
      if (!shapes[i].one_word) widest = std::max(widest, shapes[i].end);
    }
    return widest;
  }
  bool CanGoOn(size_t i, uint32_t width) const {
    const Shape& line = shapes[i];
    const Shape& next = shapes[i + 1];
    return next.indent == margin && !next.opens && !next.item && line.end * 2 >= width &&
           line.end <= width + 2;
  }
  // Did the line end where it does because the next word did not fit?
  bool Forced(size_t i, uint32_t width) const {
    if (!CanGoOn(i, width)) return false;
    const Shape& line = shapes[i];
    const Shape& next = shapes[i + 1];
    const bool wide = IsWide(line.last) && IsWide(next.first);
    // The first line of an article often lost its indentation.
    const uint32_t slack = wide ? 4 : i == 0 ? 8 : 2;
    return line.end + (wide ? 0 : 1) + next.first_word + slack > width;
  }
  bool GoesOn(size_t i) const {
    const Shape& line = shapes[i];
    if (line.ends_sentence) return false;
    return line.awaits_more || IsAsciiLower(shapes[i + 1].first) ||
           (IsWide(line.last) && IsWide(shapes[i + 1].first));
  }
};

// Whether lines i .. end of `block`, each but the last forced, read as one text.
bool ReadsAsOne(const Block& block, size_t i, size_t end, bool long_lines) {
  const size_t breaks = end - i;
  size_t within_sentence = 0, goes_on = 0, wide = 0;
  for (size_t at = i; at < end; ++at) {
    within_sentence += !block.shapes[at].ends_sentence;
    goes_on += block.GoesOn(at);
    wide += IsWide(block.shapes[at].last) && IsWide(block.shapes[at + 1].first);
  }
  if (goes_on == 0 || within_sentence * 3 < breaks * 2) return false;
  if (wide * 2 > breaks) {  // Chinese has no lower case to tell a title by.
    if (!block.shapes[end].ends_sentence) return false;
    return breaks >= 2 || (!long_lines && block.shapes[i].end >= 50);
  }
  return goes_on * 2 >= breaks || breaks >= 3;
}

std::vector<Block> FindBlocks(const std::vector<Line>& lines) {
  std::vector<Block> blocks;
  for (size_t i = 0; i < lines.size();) {
    size_t end = i;
    while (end < lines.size() && !lines[end].blank()) ++end;
    if (end - i >= 2) blocks.push_back({i, end, {}});
    i = std::max(end, i + 1);
  }
  return blocks;
}

// Marks the breaks of `block` that read as hard wraps at `width`.
bool MarkWraps(const Block& block, uint32_t width, bool long_lines, std::vector<Line>* lines) {
  if (width < kNarrowest || width > kWidest) return false;
  bool found = false;
  for (size_t i = 0, end; i + 1 < block.shapes.size(); i = std::max(end, i + 1)) {
    end = i;
    while (end + 1 < block.shapes.size() && block.Forced(end, width)) ++end;
    if (end == i || !ReadsAsOne(block, i, end, long_lines)) continue;
    found = true;
    for (size_t at = i; at < end; ++at) (*lines)[block.first + at].wraps = true;
  }
  return found;
}

void FindWraps(std::string_view text, std::vector<Line>* lines) {
  std::vector<Block> blocks = FindBlocks(*lines);
  const bool long_lines = std::any_of(lines->begin(), lines->end(), [](const Line& line) {
    return line.text.size() > 3 * kWidest;
  });
  uint32_t text_width = 0;  // At which this text is wrapped; 0 for not at all.
  for (Block& block : blocks) {
    const bool too_wide =
        std::any_of(lines->begin() + block.first + 1, lines->begin() + block.end,
                    [&](const Line& line) { return IsTooWide(Slice(text, line.text)); });
    if (too_wide) continue;
    block.FindShapes(text, *lines);
    for (size_t from : {0, 1}) {  // A title may stand above, wider than the rest.
      const uint32_t width = block.Widest(from);
      if (!MarkWraps(block, width, long_lines, lines)) continue;
      text_width = std::max(text_width, width);
      break;
    }
  }
  if (text_width == 0) return;
  // Now that the width is known, a sentence that ends at the margin, or a line
  // that was broken early, is no doubt any more.
  for (Block& block : blocks) {
    block.FindShapes(text, *lines);
    for (size_t i = 0; i + 1 < block.shapes.size(); ++i) {
      const bool early = !block.shapes[i].ends_sentence && block.CanGoOn(i, text_width) &&
                         IsAsciiLower(block.shapes[i + 1].first) &&
                         block.shapes[i].end * 5 > text_width * 3;
      if (block.Forced(i, text_width) || early) (*lines)[block.first + i].wraps = true;
    }
  }
}

}  // namespace

std::vector<Line> SplitLines(std::string_view text) {
  std::vector<Line> lines;
  lines.reserve(8 + text.size() / 128);
  uint32_t begin = 0;
  const uint32_t size = static_cast<uint32_t>(text.size());
  const auto add = [&](uint32_t end, uint32_t next) {
    lines.push_back({{begin, next}, Trim(text, {begin, end}), false});
    begin = next;
  };
  const bool only_newlines = HasOnlyNewlines(text);
  for (uint32_t at = 0; at < size;) {
    const unsigned char byte = text[at];
    if (byte != '\n' && only_newlines) {
      at = static_cast<uint32_t>(std::min<size_t>(text.find('\n', at), size));
      continue;
    }
    if (byte != '\n' && byte != '\r' && byte != 0xE2) {
      ++at;
      continue;
    }
    const uint32_t break_size = BreakSize(text, at);
    if (break_size > 0) add(at, at + break_size);
    at += std::max<uint32_t>(break_size, 1);
  }
  if (begin < size) add(size, size);
  FindWraps(text, &lines);
  return lines;
}

}  // namespace factmill
