#include "corpus/segment.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "corpus/characters.h"
#include "corpus/lines.h"

namespace factmill {
namespace {

// Words whose full stop never ends a sentence: a name or a number follows.
// Those of the second list are words of their own in lower case ("no.", "art."),
// unless a number follows.
constexpr std::string_view kLeading[] = {"mr",  "mrs", "ms",     "dr", "messrs", "vs", "e.g",
                                         "i.e", "cf",  "approx", "pp", "vol",    "nos"};
constexpr std::string_view kLeadingNames[] = {
    "prof", "gen", "sen", "rep", "gov", "lt",  "col", "capt", "sgt", "rev", "hon",
    "st",   "mt",  "no",  "fig", "art", "sec", "rs",  "pres", "adm", "maj", "supt"};
// Words in capitals whose full stop ends a sentence only before a starter.
constexpr std::string_view kAbbreviations[] = {
    "jan", "feb", "mar",  "apr", "jun", "jul",  "aug",  "sep",  "sept", "oct",   "nov",
    "dec", "mon", "tue",  "wed", "thu", "fri",  "sat",  "sun",  "tues", "thurs", "inc",
    "ltd", "co",  "corp", "jr",  "sr",  "bros", "dept", "univ", "assn", "ave",   "etc"};

// Words that begin a sentence rather than go on with a name.
constexpr std::string_view kStarters[] = {
    "a",      "an",      "the",       "he",    "she",       "it",   "its",  "they",  "we",
    "this",   "that",    "these",     "those", "in",        "on",   "at",   "but",   "and",
    "for",    "from",    "by",        "as",    "according", "if",   "when", "while", "after",
    "before", "there",   "their",     "his",   "her",       "i",    "you",  "our",   "last",
    "since",  "however", "meanwhile", "also",  "such",      "some", "many", "with"};

template <size_t N>
bool OneOf(std::string_view word, const std::string_view (&words)[N]) {
  std::string lower(word);
  for (char& c : lower) c = static_cast<char>(IsAsciiUpper(c) ? c | 0x20 : c);
  return std::find(std::begin(words), std::end(words), lower) != std::end(words);
}

bool IsWordByte(char c) {
  const unsigned char byte = c;
  return IsAsciiLetter(byte) || byte == '.' || byte == '\'';
}

// The Latin word, inner full stops included, that ends at `end`.
std::string_view WordBefore(std::string_view text, size_t end) {
  size_t begin = end;
  while (begin > 0 && IsWordByte(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

std::string_view WordAt(std::string_view text, size_t begin) {
  size_t end = begin;
  while (end < text.size() && IsAsciiLetter(static_cast<unsigned char>(text[end]))) ++end;
  return text.substr(begin, end - begin);
}

// "J", "U.S", "a.m", "Ph.D": no part of it longer than two letters.
bool IsInitials(std::string_view word) {
  if (word.size() == 1) return IsAsciiUpper(word[0]);
  size_t part = 0, dots = 0;
  for (const char c : word) {
    part = c == '.' ? 0 : part + 1;
    dots += c == '.';
    if (part > 2) return false;
  }
  return dots > 0;
}

// Does the full stop at `dot` only shorten a word, with `next` the first
// character of what follows?
bool IsAbbreviation(std::string_view text, size_t dot, size_t next) {
  const std::string_view word = WordBefore(text, dot);
  if (word.empty()) return false;
  const bool capital = IsAsciiUpper(word[0]);
  if (OneOf(word, kLeading)) return true;
  if (OneOf(word, kLeadingNames) &&
      (capital || IsAsciiDigit(static_cast<unsigned char>(text[next])))) {
    return true;
  }
  if (!IsInitials(word) && !(capital && OneOf(word, kAbbreviations))) return false;
  return !OneOf(WordAt(text, next), kStarters);
}

// Can a sentence begin with `c`?
bool Begins(char32_t c) {
  return IsAsciiUpper(c) || IsAsciiDigit(c) || IsHan(c) || IsOpener(c) || c == '$' || c == 0xA3 ||
         c == 0x20AC || c == 0xA5 || (IsLatinLetter(c) && c >= 0xC0 && c < 0xDF) || c == '<' ||
         c == 0x2014 || c == 0x2022 || IsWidePunctuation(c);
}

// Is there Chinese within a few characters of `at`?
bool HasHanNear(std::string_view text, size_t at) {
  constexpr size_t kNear = 24;
  const size_t begin = at > kNear ? at - kNear : 0;
  const std::string_view near = text.substr(begin, 2 * kNear);
  // U+4000 to U+9FFF begin with these bytes, and little else does.
  return std::any_of(near.begin(), near.end(), [](char c) { return c >= '\xE4' && c <= '\xE9'; });
}

// Where a mark may begin.
struct PickMarks {
  uint64_t operator()(const ByteKinds& now, const ByteKinds&) const {
    return now.others | now.leads;
  }
};
// The last bytes of marks beyond ASCII are rare enough to look for: 。 is E3 80 82, … E2 80 A6.
bool MayBeMark(std::string_view text, size_t at) {
  switch (text[at]) {
    case '.':
    case '!':
    case '?':
    case ';':
    case '\xEF': return true;
    case '\xE2': return text[at + 2] == '\xA6';
    case '\xE3': return text[at + 2] == '\x82';
    default: return false;
  }
}

// Where a sentence that has the mark at `at` ends, the spaces after it included;
// 0 if the mark does not end one.
size_t SentenceEnd(std::string_view text, size_t at, char32_t mark, int mark_size) {
  int size;
  size_t end = at + mark_size;
  while (end < text.size()) {  // "?!", "……", "..."
    const char32_t c = DecodeUtf8(text, end, &size);
    if (!IsSentenceMark(c) || c == 0xFF1B) break;
    end += size;
  }
  while (end < text.size()) {
    const char32_t c = DecodeUtf8(text, end, &size);
    if (!IsCloser(c)) break;
    end += size;
  }
  if (end == text.size()) return end;
  size_t next = end;
  while (next < text.size() && IsSpace(DecodeUtf8(text, next, &size))) next += size;
  if (next == text.size()) return next;

  const char32_t c = DecodeUtf8(text, next, &size);
  if (c == ',' || c == ';' || c == ':') return 0;  // “……。”，
  if (mark == 0x3002 || mark == 0xFF61 || mark == 0xFF1B) return next;
  if (mark == ';') return HasHanNear(text, at) ? next : 0;  // Chinese ；, folded.
  if (next == end) {  // No space between: only Chinese does without.
    const char32_t before = at == 0 ? 0 : DecodeUtf8Before(text, at, &size);
    const bool goes_on = !IsHan(c) && !IsAsciiLetter(c) && (!Begins(c) || IsWidePunctuation(c));
    const bool ends =
        mark == '.' ? IsHan(before) && IsHan(c) : IsHan(c) || (IsHan(before) && !goes_on);
    return ends ? next : 0;
  }
  if (!Begins(c)) return 0;
  const char after = at + 1 < text.size() ? text[at + 1] : '\0';
  const bool shortens = mark == '.' && (after == ' ' || after == ')' || after == ']');
  return shortens && IsAbbreviation(text, at, next) ? 0 : next;
}

// Where a part of `text` that begins with it and is no longer than a paragraph ends.
// REQUIRES: `text` is longer than that.
size_t PartEnd(std::string_view text) {
  size_t comma = 0, number = 0;  // Places that are worse, and worse still.
  for (size_t at = kLongestParagraph; at > kLongestParagraph / 2; --at) {
    if (IsUtf8Continuation(static_cast<unsigned char>(text[at]))) continue;
    int size;
    const char32_t before = DecodeUtf8Before(text, at, &size);
    if (before >= 0x80 && IsSentenceMark(before)) return at;
    const bool space = IsSpace(DecodeUtf8(text, at, &size));
    if (space && IsSentenceMark(before)) return at;
    // Between a number and what it is of only where there is nothing else.
    const bool digit = before < 0x80 && IsAsciiDigit(static_cast<unsigned char>(before));
    if (comma == 0 && ((space && !digit) || before == 0xFF0C || before == 0x3001)) comma = at;
    if (number == 0 && space) number = at;
  }
  if (comma + number > 0) return comma > 0 ? comma : number;
  return WholeStart(text, kLongestParagraph).size();
}

void AddParagraph(std::string_view text, ArticleSpan span, std::vector<ArticleSpan>* paragraphs) {
  while (span.size() > kLongestParagraph) {
    const std::string_view rest = Slice(text, span);
    const auto size = static_cast<uint32_t>(PartEnd(rest));
    paragraphs->push_back({span.begin, span.begin + size});
    span.begin += size;
    int width;
    while (span.begin < span.end && IsSpace(DecodeUtf8(text, span.begin, &width))) {
      span.begin += static_cast<uint32_t>(width);
    }
  }
  if (span.begin < span.end) paragraphs->push_back(span);
}

}  // namespace

std::vector<ArticleSpan> FindParagraphs(std::string_view text, const std::vector<Zone>& zones) {
  return FindParagraphs(text, SplitLines(text), zones);
}

std::vector<ArticleSpan> FindParagraphs(std::string_view text, const std::vector<Line>& lines,
                                        const std::vector<Zone>& zones) {
  std::vector<ArticleSpan> paragraphs;
  paragraphs.reserve(lines.size());
  size_t zone = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].blank()) continue;
    while (zone + 1 < zones.size() && zones[zone].span.end <= lines[i].text.begin) ++zone;
    ArticleSpan paragraph = lines[i].text;
    while (lines[i].wraps && (zones.empty() || lines[i + 1].text.begin < zones[zone].span.end)) {
      paragraph.end = lines[++i].text.end;
    }
    AddParagraph(text, paragraph, &paragraphs);
  }
  return paragraphs;
}

std::vector<FoldedSpan> FindSentences(std::string_view paragraph, const ByteMap& bytes) {
  std::vector<FoldedSpan> sentences;
  uint32_t begin = 0;
  const auto end_at = [&](uint32_t end) {
    sentences.push_back({begin, end});
    begin = end;
  };
  const auto size = static_cast<uint32_t>(paragraph.size());
  PlaceWalk<PickMarks> places(bytes);
  for (uint32_t at; (at = places.Here()) < size;) {
    places.Pass();
    if (!MayBeMark(paragraph, at)) continue;
    int width;
    const char32_t c = DecodeUtf8(paragraph, at, &width);
    const size_t end = c == ';' || IsSentenceMark(c) ? SentenceEnd(paragraph, at, c, width) : 0;
    if (end > 0 && end < size) end_at(static_cast<uint32_t>(end));
    if (end > 0) places.Seek(static_cast<uint32_t>(end));
  }
  if (begin < size) end_at(size);
  return sentences;
}

}  // namespace factmill
