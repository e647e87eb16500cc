#include "extractors/number.h"

#include <array>
#include <string_view>
#include <utility>

#include "base/byte_scan.h"
#include "base/utf8.h"
#include "extractors/number_word.h"
#include "extractors/text_at.h"

namespace factmill {
namespace {

// 12 000: three digits behind a space and at most three digits.  Read as two
// numbers it would be wrong twice.
bool IsSpacedGroup(std::string_view text, uint32_t at) {
  for (uint32_t i = at; i < at + 3; ++i) {
    if (!IsDigitAt(text, i)) return false;
  }
  if (IsDigitAt(text, at + 3)) return false;
  uint32_t digits = 0;
  while (digits < 4 && at >= digits + 2 && IsDigitAt(text, at - 2 - digits)) ++digits;
  return digits <= 3;
}

// Does a figure with its unit end at `end`, as in 3km-5km? No code does: B2B-3.
bool EndsMeasure(std::string_view text, uint32_t end) {
  constexpr uint32_t kLongestUnit = 3;
  uint32_t at = end;
  while (at > 0 && IsAsciiLetter(text[at - 1])) --at;
  if (at == 0 || end - at > kLongestUnit || !IsAsciiDigit(text[at - 1])) return false;
  while (at > 0 && (IsAsciiDigit(text[at - 1]) || text[at - 1] == '.' || text[at - 1] == ',')) --at;
  return at == 0 || text[at - 1] == ' ' || text[at - 1] == '(';
}

// What stands before a place at which a number might begin.
enum class Before { kFree, kLetters, kCode };

// A number does not begin inside a longer number, a version (1.10.30), a code
// (COVID-19) or the tail of 10 000; behind letters it is attached.
Before BeforeDigits(std::string_view text, uint32_t at) {
  if (at == 0) return Before::kFree;
  int size;
  const char32_t before = DecodeUtf8Before(text, at, &size);
  if (IsLatinLetter(before)) return Before::kLetters;
  if (IsAsciiDigit(before) || before == '_') return Before::kCode;
  if (static_cast<size_t>(size) >= at) return Before::kFree;
  int more;
  const char32_t further = DecodeUtf8Before(text, at - size, &more);
  if (before == '.' && (IsAsciiDigit(further) || further == '.')) return Before::kCode;
  if (before == '-' && IsLatinLetter(further) && !EndsMeasure(text, at - 1)) return Before::kCode;
  if (before == '/' && IsAsciiDigit(further)) return Before::kCode;  // 1/2 pct
  if (before == ' ' && IsAsciiDigit(further) && IsSpacedGroup(text, at)) return Before::kCode;
  return Before::kFree;
}

// ".77" is 0.77 where nothing but a space or an opening sign stands before it.
bool IsBareDecimal(std::string_view text, uint32_t at) {
  if (text[at] != '.' || !IsDigitAt(text, at + 1)) return false;
  if (at == 0) return true;
  return std::string_view(" ($¢£¥€~<>=+-").find(text[at - 1]) != std::string_view::npos &&
         (at < 2 || text[at - 1] != ' ' || text[at - 2] != '.');
}

bool IsMinus(std::string_view text, uint32_t at) {
  if (text[at] != '-' || !IsDigitAt(text, at + 1)) return false;
  if (at == 0) return true;
  int size;
  const char32_t before = DecodeUtf8Before(text, at, &size);
  // 净利润-12.3亿元, -5至-3; but 2018年-2020年 and 5元-8元 are ranges.
  constexpr std::u32string_view kOpen = U" (:,~～=";
  constexpr std::u32string_view kUnits =
      U"元年月日号时分秒点万亿千百十度米里斤吨亩人个家名台套件次岁克升寸尺级层楼期版区段周季角毛块"
      U"天";
  if (!IsHan(before)) return kOpen.find(before) != std::u32string_view::npos;
  return kUnits.find(before) == std::u32string_view::npos && !IsChineseNumeral(before);
}

// Does what stands between two numbers join them? "1.2 billion-1.5 billion".
bool IsHyphenJoin(std::string_view between) { return between == "-" || between == "-to-"; }

// 负 before a number, and not the end of a word: 减负1亿元 is no negative.
bool IsChineseMinus(std::string_view text, uint32_t at) {
  if (at == 0) return true;
  int size;
  const char32_t before = DecodeUtf8Before(text, at, &size);
  return std::u32string_view(U"减背担肩抱自胜辜欠亏身重").find(before) == std::u32string_view::npos;
}

// 上千: more than a thousand; but 迈上万亿台阶, 市场上千.
bool IsAbove(std::string_view text, uint32_t at) {
  if (at == 0) return true;
  int size;
  const char32_t before = DecodeUtf8Before(text, at, &size);
  return std::u32string_view(U"迈登踏跨走以场站").find(before) == std::u32string_view::npos;
}

Readings ReadNegative(std::string_view text, uint32_t at) {
  if (at < text.size() && text[at] == ' ') ++at;
  auto found = ReadChineseNumber(text, at);
  if (found.empty()) found = ReadDigits(text, at);
  Readings readings;
  for (Reading& r : found) {
    if (r.bare) continue;
    r.plain = false;
    r.value = r.value.Negated();
    if (r.high) r.high = r.high->Negated();
    readings.push_back(r);
  }
  return readings;
}

// A word does not begin behind a letter.
struct PickPlaces {
  uint64_t operator()(const ByteKinds& now, const ByteKinds& earlier) const {
    return Beginnings(now.letters, earlier.letters) | now.digits | now.leads | now.others;
  }
};

// One walk over a text.  Each function reads what begins at `at_` and steps
// behind it.
class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  std::vector<NumberToken> Run(const ByteMap& map) {
    PlaceWalk<PickPlaces> places(map);
    while ((at_ = places.Here()) < text_.size()) {
      const unsigned char byte = static_cast<unsigned char>(text_[at_]);
      if (IsAsciiLetter(text_[at_]) && kNumberFirstBytes.Begin(text_, at_)) {
        Word();
      } else if (byte >= 0x80) {
        Wide();
      } else if (IsAsciiDigit(byte)) {
        Digits(false);
      } else if (byte == '-') {
        Minus();
      } else if (byte == '.') {
        Point();
      } else {
        places.Pass();
        continue;
      }
      places.Seek(at_);
    }
    return std::move(tokens_);
  }

 private:
  // A number without readings that begins at `at_`.
  NumberToken& Add(uint32_t end) {
    if (tokens_.empty()) tokens_.reserve(4);  // Most texts have no more.
    NumberToken& token = tokens_.emplace_back();
    token.begin = at_;
    token.end = end;
    at_ = end;
    return token;
  }

  // The number that begins at `at_`; a step over one ASCII character if there is none.
  void Take(Readings&& readings, bool attached = false) {
    if (readings.empty()) {
      ++at_;
      return;
    }
    NumberToken& token = Add(readings.front().end);
    token.attached = attached;
    token.readings = std::move(readings);
  }

  void Minus() {
    if (IsMinus(text_, at_)) return Digits(true);
    ++at_;
  }

  void Point() {
    if (IsBareDecimal(text_, at_)) return Take(ReadDigits(text_, at_));
    ++at_;
  }

  void Digits(bool minus) {
    const Before before = IsJoined() ? Before::kFree : BeforeDigits(text_, at_);
    if (before == Before::kCode) {
      ++at_;
      return;
    }
    Readings readings = ReadDigits(text_, at_);
    if (!readings.empty() && GoesOnInChinese(readings.front().end)) {
      Readings chinese = ReadChineseNumber(text_, at_ + minus);
      if (!chinese.empty() && chinese.front().end > readings.front().end) {
        if (minus) {
          for (Reading& r : chinese) r.value = r.value.Negated();
        }
        readings = std::move(chinese);
      }
    }
    Take(std::move(readings), before == Before::kLetters);
  }

  // Does a hyphen join what begins here to the number before it?
  bool IsJoined() const {
    if (tokens_.empty() || tokens_.back().readings.empty()) return false;
    const uint32_t end = tokens_.back().end;
    return IsHyphenJoin(text_.substr(end, at_ - end));
  }

  // May ReadChineseNumber read on behind the digits that end at `end`?
  bool GoesOnInChinese(uint32_t end) const {
    if (end < text_.size() && text_[end] == ' ') ++end;
    if (end >= text_.size() || static_cast<unsigned char>(text_[end]) < 0x80) return false;
    int size;
    const char32_t c = DecodeUtf8(text_, end, &size);
    return UnitExponent(c) > 0 || c == U'多' || c == U'余' || c == U'来';
  }

  void Word() {
    const uint32_t end = AsciiWordEnd(text_, at_);
    if (MayBeginNumber(text_.substr(at_, end - at_))) {
      // "7-Eleven" is a name.
      const bool name = at_ >= 2 && text_[at_ - 1] == '-' && IsDigitAt(text_, at_ - 2);
      if (!name && BeforeDigits(text_, at_) == Before::kFree) {
        Readings readings = ReadEnglishNumber(text_, at_);
        if (!readings.empty()) return Take(std::move(readings));
      }
    }
    at_ = end;
  }

  // What begins with a character beyond ASCII, from here on.
  void Wide() {
    int size;
    char32_t c;
    const char *place = text_.data() + at_, *const end = text_.data() + text_.size();
    for (;; place += size) {
      if (place >= end || static_cast<unsigned char>(*place) < 0x80) {
        at_ = static_cast<uint32_t>(place - text_.data());
        return;
      }
      size = 3;  // Most of Chinese.
      c = (*place & 0xF0) == 0xE0
              ? static_cast<char32_t>((*place & 0x0F) << 12 | (place[1] & 0x3F) << 6 |
                                      (place[2] & 0x3F))
              : DecodeUtf8(text_, static_cast<size_t>(place - text_.data()), &size);
      if (IsNumeralPart(c)) break;
    }
    at_ = static_cast<uint32_t>(place - text_.data());
    if (c == U'几' || c == U'数') return Vague(size);
    Readings readings = NumeralPartOf(c) == NumeralPart::kOpener ? ReadOpened(c, size)
                                                                 : ReadChineseNumber(text_, at_);
    if (!readings.empty()) return Take(std::move(readings));
    SkipNumerals(c, size);
  }

  // A number that begins with a character that is no numeral.
  Readings ReadOpened(char32_t c, int size) const {
    switch (c) {
      case U'负': return IsChineseMinus(text_, at_) ? ReadNegative(text_, at_ + size) : Readings();
      case U'上': return IsAbove(text_, at_) ? ReadChineseNumber(text_, at_) : Readings();
      case U'参': return ReadChineseNumber(text_, at_);
      case U'–': {  // "–0.5%" as print sets it.
        const bool minus = IsDigitAt(text_, at_ + size) &&
                           (at_ == 0 || text_[at_ - 1] == ' ' || text_[at_ - 1] == '(');
        return minus ? ReadNegative(text_, at_ + size) : Readings();
      }
      default: return ReadDigits(text_, at_);  // ½
    }
  }

  // 几十万, 数百: vague, and no number may be read inside.
  void Vague(int size) {
    const uint32_t next = at_ + size;
    int unit_size;
    const char32_t unit = next < text_.size() ? DecodeUtf8(text_, next, &unit_size) : 0;
    if (IsChineseNumeral(unit) && ChineseDigit(unit) < 0) {
      const Readings inner = ReadChineseNumber(text_, next);
      if (!inner.empty()) {
        Add(inner.front().end);
        return;
      }
    }
    at_ = next;
  }

  // No number begins inside a run of numerals that is none.
  void SkipNumerals(char32_t first, int size) {
    at_ += size;
    if (!IsChineseNumeral(first)) return;
    for (; at_ < text_.size(); at_ += size) {
      const char32_t c = DecodeUtf8(text_, at_, &size);
      if (!IsChineseNumeral(c) || IsBankersDigit(c) != IsBankersDigit(first)) return;
    }
  }

  std::string_view text_;
  uint32_t at_ = 0;
  std::vector<NumberToken> tokens_;
};

}  // namespace

std::vector<NumberToken> FindNumbers(std::string_view text, const ByteMap& map) {
  return Finder(text).Run(map);
}

std::optional<Decimal> ReadWholeNumber(std::string_view text) {
  for (std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (text.size() > 2 && IsDigitAt(text, text.size() - 3) && text.ends_with(ending)) {
      text.remove_suffix(2);
      break;
    }
  }
  for (auto read : {ReadDigits, ReadChineseNumber, ReadEnglishNumber}) {
    const auto readings = read(text, 0);
    if (!readings.empty() && readings.front().end == text.size()) return readings.front().value;
  }
  return std::nullopt;
}

std::vector<NumberToken> FindNumbers(std::string_view text) {
  return FindNumbers(text, ByteMap(text));
}

}  // namespace factmill
