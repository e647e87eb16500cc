#include "corpus/zone_lines.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.h"
#include "corpus/characters.h"
#include "corpus/fold.h"
#include "corpus/words.h"
#include "corpus/zone_words.h"

namespace factmill {
namespace {

using Words = std::vector<std::string_view>;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view Strip(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string_view Strip(std::string_view text, std::string_view bytes) {
  const size_t begin = text.find_first_not_of(bytes);
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(bytes) - begin + 1);
}

constexpr WordSet kButtonSet(kButtons);
constexpr WordSet kPagerSet(kPagerWords);
constexpr WordSet kRelatedSet(kRelated);
constexpr WordSet kNumberSet(kNumberWords);

// What parts a line into words.
class Separators {
 public:
  constexpr Separators(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
      words_[size_++] = word;
      begins_[static_cast<unsigned char>(word[0])] = true;
    }
  }
  // The size of the last one in the list that stands at `at`; 0 for none.
  size_t SizeAt(std::string_view text, size_t at) const {
    if (!begins_[static_cast<unsigned char>(text[at])]) return 0;
    for (size_t i = size_; i-- > 0;) {
      if (text.substr(at).starts_with(words_[i])) return words_[i].size();
    }
    return 0;
  }

 private:
  std::string_view words_[16];
  size_t size_ = 0;
  bool begins_[256] = {};
};

// Calls `use` with the parts of `text` between separators, stripped, empty ones
// left out, for as long as it returns true; true if it always did.
template <typename Use>
bool ForEachPart(std::string_view text, const Separators& separators, Use use) {
  size_t begin = 0;
  for (size_t at = 0; at <= text.size();) {
    const size_t size = at < text.size() ? separators.SizeAt(text, at) : 1;
    if (size == 0) {
      ++at;
      continue;
    }
    const std::string_view part = Strip(text.substr(begin, at - begin));
    if (!part.empty() && !use(part)) return false;
    begin = at += size;
  }
  return true;
}

Words Split(std::string_view text, const Separators& separators) {
  Words parts;
  ForEachPart(text, separators, [&](std::string_view part) {
    parts.push_back(part);
    return true;
  });
  return parts;
}

// Are there `least` parts or more, all of them buttons?
bool AreButtons(std::string_view text, const Separators& separators, size_t least) {
  size_t parts = 0;
  const bool all = ForEachPart(text, separators, [&](std::string_view part) {
    ++parts;
    return kButtonSet.Has(part);
  });
  return all && parts >= least;
}

bool IsHanNumeral(char32_t c) {
  static constexpr std::u32string_view kNumerals =
      U"〇零一二三四五六七八九十百千万亿两几数半壹贰叁肆伍陆柒捌玖拾佰仟廿卅";
  static constexpr auto kLowBits = [] {  // Most characters differ from all of them in these.
    std::array<bool, 1024> bits{};
    for (const char32_t numeral : kNumerals) bits[numeral % 1024] = true;
    return bits;
  }();
  return c >= 0x3007 && kLowBits[c % 1024] && kNumerals.find(c) != std::u32string_view::npos;
}

bool IsYear(std::string_view digits) {
  return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

// Does the run of digits at [begin, end) count or measure something?
bool IsFigureAt(std::string_view text, size_t begin, size_t end) {
  if (IsYear(text.substr(begin, end - begin)) &&
      !(end < text.size() && (text[end] == '.' || text[end] == ','))) {
    return false;
  }
  int size;
  if (begin > 0) {
    const char32_t before = DecodeUtf8Before(text, begin, &size);
    if (before == '$' || before == 0xA3 || before == 0xA5 || before == 0x20AC) return true;
  }
  if (end == text.size()) return false;
  if ((text[end] == '.' || text[end] == ',') && end + 1 < text.size() && IsDigit(text[end + 1])) {
    return true;
  }
  const size_t next = text[end] == ' ' && end + 1 < text.size() ? end + 1 : end;
  const char32_t after = DecodeUtf8(text, next, &size);
  return IsLatinLetter(after) || IsHan(after) || after == '%' || after == 0x2103 || after == 0xB0 ||
         after == '-' || after == 0x2013 || after == 0x2030;
}

constexpr std::string_view kHanDates[] = {"去年", "今年", "明年", "昨天", "今天",
                                          "明天", "上月", "本月", "年底"};
constexpr FirstBytes kHanDateBytes({kHanDates});
constexpr WordSet kHanDateSet(kHanDates);

bool HasWrittenNumber(const LineView& view) {
  const std::string_view lower = view.lower;
  size_t run = 0;
  for (size_t at = 0; at < lower.size();) {
    int size;
    const char32_t c = DecodeUtf8(lower, at, &size);
    if (IsAsciiLower(c)) {
      size_t end = at;
      while (end < lower.size() && IsAsciiLower(lower[end])) ++end;
      if (kNumberSet.Has(lower.substr(at, end - at))) return true;
      at = end;
      run = 0;
      continue;
    }
    run = IsHanNumeral(c) ? run + 1 : 0;
    if (run >= 2) return true;
    if (IsHan(c) && kHanDateBytes.Has(lower.substr(at)) && kHanDateSet.Has(lower.substr(at, 6))) {
      return true;
    }
    at += size;
  }
  return false;
}

bool IsShortWords(std::string_view text) {
  const LineView view(text);
  return view.words <= 6 && view.han <= 12 && view.columns <= 40 && !view.HasFigure() &&
         !EndsSentence(view.folded);
}

}  // namespace

LineView::LineView(std::string_view text) : line(text) {
  folded = FoldLine(text, &map);
  lower = folded;
  columns = Columns(folded, 1000);
  bool in_word = false;
  for (size_t at = 0; at < folded.size();) {
    const unsigned char byte = folded[at];
    if (byte >= 0xE5 && byte <= 0xE9) {  // U+5000 to U+9FFF.
      in_word = false;
      ++han;
      at += 3;
      continue;
    }
    int size;
    const char32_t c = DecodeUtf8(folded, at, &size);
    const bool letter = IsLatinLetter(c) || (in_word && (c == '\'' || c == '-'));
    words += letter && !in_word;
    in_word = letter;
    han += IsHan(c);
    if (IsAsciiUpper(c)) lower[at] |= 0x20;
    at += size;
  }
}

bool LineView::HasFigure() const {
  for (size_t at = 0; at < folded.size();) {
    if (!IsDigit(folded[at])) {
      ++at;
      continue;
    }
    size_t end = at;
    while (end < folded.size() && IsDigit(folded[end])) ++end;
    if (IsFigureAt(folded, at, end)) return true;
    at = end;
  }
  return HasWrittenNumber(*this);
}

std::string LineView::Original(size_t begin, size_t end) const {
  if (begin >= end) return "";
  const FoldedSpan span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  return std::string(Slice(line, map.ToSource(span)));
}

bool IsBreadcrumb(const LineView& view, bool in_head) {
  if (view.columns > 120 || EndsSentence(view.folded) ||
      view.folded.find('<') != std::string::npos) {
    return false;
  }
  if (StartsWithAny(view.lower,
                    {"您的位置", "您现在的位置", "您所在的位置", "当前位置", "所在位置", "你的位置",
                     "你现在的位置", "you are here", "current position", "your position"}))
    return !view.HasFigure();
  const bool marked = Contains(view.lower, ">") || Contains(view.lower, "»") ||
                      Contains(view.lower, "›") || Contains(view.lower, "→");
  if (!marked) return false;
  static constexpr Separators kMarks = {">>", "->", ">", "»", "›", "→"};
  const Words parts = Split(view.lower, kMarks);
  if (parts.empty() || !std::all_of(parts.begin(), parts.end(), IsShortWords)) return false;
  constexpr std::string_view kRoots[] = {"home", "homepage", "index", "english",  "news",    "首页",
                                         "主页", "网站首页", "新闻",  "新闻首页", "新闻中心"};
  return std::find(std::begin(kRoots), std::end(kRoots), parts[0]) != std::end(kRoots) ||
         (in_head && parts.size() >= 2);
}

bool IsLinkBar(const LineView& view) {
  if (view.columns > 160) return false;
  if (Contains(view.lower, "|")) {
    static constexpr Separators kBar = {"|"};
    const Words parts = Split(view.lower, kBar);
    return parts.size() >= 2 && std::all_of(parts.begin(), parts.end(), IsShortWords);
  }
  // 首页 新闻 政务 视频 登录: words of a menu, apart by spaces, known ones among them.
  if (view.han <= view.words || std::count(view.lower.begin(), view.lower.end(), ' ') < 3) {
    return false;
  }
  static constexpr Separators kSpace = {" "};
  const Words words = Split(view.lower, kSpace);
  const auto known = std::count_if(words.begin(), words.end(),
                                   [](std::string_view word) { return kButtonSet.Has(word); });
  return words.size() >= 4 && static_cast<size_t>(known) * 4 >= words.size() &&
         std::all_of(words.begin(), words.end(),
                     [](std::string_view word) { return word.size() <= 15 && IsShortWords(word); });
}

bool IsPager(const LineView& view) {
  if (view.columns > 80 || view.words + view.han > 24) return false;
  bool word = false, mark = false;
  std::vector<int> numbers;
  static constexpr Separators kBetween = {" ",  "|",  "[", "]",   "(", ")",
                                          "【", "】", "·", "...", "…", "_"};
  const bool pager = ForEachPart(view.lower, kBetween, [&](std::string_view token) {
    if (kPagerSet.Has(token) || token == "page" || token == "of" || token == "共" ||
        token == "页") {
      word |= token != "of" && token != "page";
    } else if (Strip(token, "<>").empty() || token == "»" || token == "«" || token == "›" ||
               token == "‹") {
      mark = true;
    } else if (token.size() <= 3 && std::all_of(token.begin(), token.end(), IsDigit)) {
      numbers.push_back(std::stoi(std::string(token)));
    } else if (token.starts_with("共") && token.ends_with("页") && token.size() <= 9) {
      word = true;
    } else {
      return false;
    }
    return true;
  });
  if (!pager) return false;
  if (view.lower.starts_with("page ") && Contains(view.lower, " of ")) return numbers.size() == 2;
  if (word) return true;
  const bool boxed = Contains(view.folded, "【") || view.folded.starts_with('[');
  bool ascending = true;
  for (size_t i = 1; i < numbers.size(); ++i) ascending &= numbers[i] == numbers[i - 1] + 1;
  if (numbers.empty() || !ascending) return mark && !numbers.empty();
  return mark || boxed || (numbers.size() >= 3 && numbers[0] == 1);
}

bool IsButtons(const LineView& view) {
  // [查看原文](https://...): a link and nothing else.
  if (view.line.starts_with("[") && view.line.ends_with(")") && Contains(view.line, "](http") &&
      view.line.find(']') == view.line.rfind(']')) {
    return IsShortWords(view.line.substr(1, view.line.find(']') - 1));
  }
  if (view.columns > 80 || view.words + view.han > 24) return false;
  const std::string_view whole = Strip(view.lower, " :>|[]()");
  if (kButtonSet.Has(whole)) return true;
  // "A", "B" of "[A] [B]", and of "A | B / C"; or of "A B".
  static constexpr Separators kWide = {"|",  "/", "[", "]", "(",  ")", "【",
                                       "】", "·", "•", ":", "、", "  "};
  static constexpr Separators kAny = {"|",  "/", "[", "]", "(",  ")",  "【",
                                      "】", "·", "•", ":", "、", "  ", " "};
  return AreButtons(view.lower, kWide, 1) || AreButtons(view.lower, kAny, 2);
}

bool IsRuler(const LineView& view) {
  for (size_t at = 0; at < view.folded.size();) {
    int size;
    const char32_t c = DecodeUtf8(view.folded, at, &size);
    const bool number = (c >= 0x2070 && c < 0x2090) || (c >= 0x2150 && c < 0x2190) ||
                        (c >= 0x2460 && c < 0x2500);  // ², ⅓, ①
    const bool mark = c < 0x80 ? !IsAsciiLetter(c) && !IsDigit(static_cast<char>(c))
                               : IsWidePunctuation(c) || (c >= 0x2010 && c < 0x27C0) || c == 0xB7;
    if (!mark || number) return false;
    at += size;
  }
  return true;
}

bool IsCopyright(const LineView& view) {
  if (view.columns > 200) return false;
  if (Contains(view.lower, "icp备") || Contains(view.lower, "公网安备")) return true;
  bool claim =
      Strip(view.lower, " .").ends_with("all rights reserved") || view.lower.ends_with("版权所有");
  claim = claim ||
          StartsWithAny(view.lower, {"copyright ©", "copyright (c)", "copyright 19", "copyright 20",
                                     "©", "(c) 19", "(c) 20", "版权所有", "all rights reserved"});
  return claim && !view.HasFigure();
}

bool IsRelatedHeader(const LineView& view) {
  if (view.columns > 160) return false;
  std::string_view words = Strip(view.lower, " #*+");
  for (const std::string_view mark : {"【", "■", "●", "▲", "▼", "◆"}) {
    if (words.starts_with(mark)) words.remove_prefix(mark.size());
  }
  // "Read next: A title", 上一篇：...: the first other article on the same line.
  if (const size_t colon = words.find(':'); colon != std::string_view::npos) {
    if (!view.HasFigure()) words = words.substr(0, colon);
  }
  words = Strip(words, " :>#*+");
  for (const std::string_view mark : {"】", "»", "…"}) {
    if (words.ends_with(mark)) words.remove_suffix(mark.size());
  }
  return kRelatedSet.Has(Strip(words, " :>"));
}

bool IsCaption(const LineView& view) {
  const std::string_view lower = view.lower;
  if (view.columns > 400) return false;
  if (StartsWithAny(lower, {"photo:", "photo by", "photos:", "image:", "picture:", "file photo",
                            "图:", "图/", "图片:", "图片来源", "图源", "图为", "资料图", "配图"}))
    return true;
  if (EndsWithAny(lower, {"/xinhua", "/vcg", "/cfp", "/cnsphoto", "/chinadaily", " 摄", "/摄",
                          "资料图", "资料图片"}))
    return true;
  const size_t credited = lower.rfind("摄影:");
  if (credited != lower.npos && lower.size() - credited < 40) return true;
  if (lower.empty() || (lower.back() != ']' && lower.back() != ')' && !lower.ends_with("】"))) {
    return false;
  }
  const size_t open = std::max({lower.rfind('[') + 1, lower.rfind('(') + 1, lower.rfind("【") + 1});
  if (open == 0) return false;
  const std::string_view credit = Strip(lower.substr(open - 1), " []()【】");
  if (credit.size() > 90) return false;
  if (StartsWithAny(credit,
                    {"photo by",   "photo/", "photo:",     "photo provided", "photo courtesy",
                     "photo from", "photo:", "file photo", "image:",         "image courtesy",
                     "image by",   "image/", "picture:",   "xinhua/",        "courtesy of",
                     "图/",        "图:",    "图片",       "资料图",         "图源",
                     "photo "}))
    return true;
  return credit == "photo" || credit == "图" || credit.ends_with("摄") || credit.ends_with("供图");
}

bool IsMenuLike(const LineView& view) {
  if (view.words + view.han == 0 || view.columns > 60) return false;
  if (view.words > 7 || view.han > 16 || view.HasFigure() || EndsSentence(view.folded))
    return false;
  // " v " pairs two sides: a list of matches, no menu.
  for (const std::string_view mark :
       {",", ";", "。", "!", "?", "、", ": ", "“", "\"", " v ", " vs "}) {
    if (Contains(view.folded, mark)) return false;
  }
  return view.folded.find_first_of("0123456789") == std::string::npos;  // No row of a table.
}

}  // namespace factmill
