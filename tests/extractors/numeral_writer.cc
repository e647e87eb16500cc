#include "tests/extractors/numeral_writer.h"

#include <array>

namespace factmill {
namespace {

constexpr uint64_t kWan = 10000, kYi = 100000000;

struct Characters {
  std::array<const char*, 10> digits;
  const char *ten, *hundred, *thousand, *wan, *yi, *liang, *point;
};

const Characters& CharactersOf(HanScript script) {
  static const Characters kAll[] = {
      {{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"},
       "十",
       "百",
       "千",
       "万",
       "亿",
       "两",
       "点"},
      {{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"},
       "十",
       "百",
       "千",
       "萬",
       "億",
       "兩",
       "點"},
      {{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"},
       "拾",
       "佰",
       "仟",
       "万",
       "亿",
       "贰",
       "点"},
      {{"零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"},
       "拾",
       "佰",
       "仟",
       "萬",
       "億",
       "貳",
       "點"},
  };
  return kAll[static_cast<int>(script)];
}

class ChineseWriter {
 public:
  explicit ChineseWriter(const HanStyle& style)
      : style_(style), characters_(CharactersOf(style.script)) {}

  std::string Write(uint64_t value) {
    if (value == 0) return Digit(0);
    out_.clear();
    const uint64_t high = value / kYi, low = value % kYi;
    if (high > 0) {
      Below1e8(high, true);
      out_ += characters_.yi;
    }
    if (low > 0) {
      Gap(high, low, kYi / 10);
      Below1e8(low, false);
    }
    return out_;
  }

  std::string Digit(int digit) const {
    return digit == 0 && style_.circle ? "〇" : characters_.digits[digit];
  }

 private:
  bool banker() const {
    return style_.script == HanScript::kBanker || style_.script == HanScript::kBankerTraditional;
  }

  // The zero between a part and a smaller one that leaves places empty.
  void Gap(uint64_t high, uint64_t low, uint64_t full) {
    if (high == 0) return;
    if (low < full || (style_.extra_zero && high % 10 == 0)) out_ += Digit(0);
  }

  void Below1e8(uint64_t value, bool before_yi) {
    const uint64_t high = value / kWan, low = value % kWan;
    if (high > 0) {
      Section(high, true);
      out_ += characters_.wan;
    }
    if (low > 0) {
      Gap(high, low, 1000);
      Section(low, before_yi);
    }
  }

  // 1 to 9999; `before_unit`: 万 or 亿 follows.
  void Section(uint64_t value, bool before_unit) {
    static constexpr uint64_t kUnits[] = {1000, 100, 10, 1};
    const char* words[] = {characters_.thousand, characters_.hundred, characters_.ten, ""};
    bool begun = false, gap = false;
    for (int i = 0; i < 4; ++i) {
      const int digit = static_cast<int>(value / kUnits[i] % 10);
      if (digit == 0) {
        gap = begun;
        continue;
      }
      if (gap) out_ += Digit(0);
      gap = false;
      const bool short_ten = kUnits[i] == 10 && digit == 1 && out_.empty() && !style_.one_ten;
      if (!short_ten || banker()) {
        const bool liang =
            style_.liang && digit == 2 && (kUnits[i] >= 100 || (value == 2 && before_unit));
        out_ += liang ? characters_.liang : Digit(digit);
      }
      out_ += words[i];
      begun = true;
    }
  }

  const HanStyle& style_;
  const Characters& characters_;
  std::string out_;
};

constexpr const char* kSmall[] = {"zero",    "one",     "two",       "three",    "four",
                                  "five",    "six",     "seven",     "eight",    "nine",
                                  "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                  "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr const char* kTens[] = {"",      "",      "twenty",  "thirty", "forty",
                                 "fifty", "sixty", "seventy", "eighty", "ninety"};

std::string Below100(uint64_t value, const EnglishStyle& style) {
  if (value < 20) return kSmall[value];
  std::string text = kTens[value / 10];
  if (value % 10 > 0) text += (style.hyphen ? "-" : " ") + std::string(kSmall[value % 10]);
  return text;
}

std::string Below1000(uint64_t value, const EnglishStyle& style) {
  if (value < 100) return Below100(value, style);
  std::string text = std::string(kSmall[value / 100]) + " hundred";
  if (value % 100 > 0) text += (style.with_and ? " and " : " ") + Below100(value % 100, style);
  return text;
}

}  // namespace

std::string WriteChinese(uint64_t value, const HanStyle& style) {
  return ChineseWriter(style).Write(value);
}

std::string WriteColloquial(uint64_t value, const HanStyle& style) {
  const Characters& characters = CharactersOf(style.script);
  const std::pair<uint64_t, const char*> kDropped[] = {
      {10, characters.ten}, {100, characters.hundred}, {1000, characters.thousand}};
  for (const auto& [unit, word] : kDropped) {
    const uint64_t rest = value % (unit * 100);
    // A digit of this unit, nothing below it, and one above it to lean on.
    const bool leans = unit == 1000 ? value / kWan % 10 > 0 : rest / unit >= 10;
    if (rest % unit != 0 || rest / unit % 10 == 0 || !leans) continue;
    std::string text = WriteChinese(value, style);
    const std::string_view ending = word;
    if (!std::string_view(text).ends_with(ending)) return "";
    text.resize(text.size() - ending.size());
    // 两 needs its unit; and 二十三四, 三万四五 would be pairs.
    if (std::string_view(text).ends_with(characters.liang)) return "";
    return text;
  }
  return "";
}

std::string WriteChineseDecimal(uint64_t value, std::string_view places, const HanStyle& style) {
  ChineseWriter writer(style);
  std::string text = writer.Write(value) + CharactersOf(style.script).point;
  for (char digit : places) text += writer.Digit(digit - '0');
  return text;
}

std::string WritePositional(uint64_t value, const HanStyle& style) {
  const ChineseWriter writer(style);
  std::string text;
  for (char digit : std::to_string(value)) text += writer.Digit(digit - '0');
  return text;
}

std::string WriteEnglish(uint64_t value, const EnglishStyle& style) {
  static constexpr std::pair<uint64_t, const char*> kScales[] = {{1000000000000000, "quadrillion"},
                                                                 {1000000000000, "trillion"},
                                                                 {1000000000, "billion"},
                                                                 {1000000, "million"},
                                                                 {1000, "thousand"}};
  std::string text;
  uint64_t rest = value, last = 0;
  for (const auto& [scale, word] : kScales) {
    if (rest < scale) continue;
    if (!text.empty()) text += " ";
    text += Below1000(rest / scale, style) + " " + word;
    rest %= scale;
    last = scale;
  }
  if (rest > 0 || value == 0) {
    // "one thousand and five"; "one million and five" may be two figures.
    const bool joined = style.with_and && last == 1000 && rest < 100;
    if (!text.empty()) text += joined ? " and " : " ";
    text += Below1000(rest, style);
  }
  if (style.article && text.starts_with("one ") && value >= 100) text.replace(0, 3, "a");
  if (style.capital) text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string WriteDigits(uint64_t value, bool commas) {
  std::string text = std::to_string(value);
  if (!commas) return text;
  for (int at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) text.insert(at, ",");
  return text;
}

std::string WriteScaled(uint64_t value, int exponent, bool commas) {
  uint64_t scale = 1;
  for (int i = 0; i < exponent; ++i) scale *= 10;
  std::string text = WriteDigits(value / scale, commas);
  std::string places = std::to_string(value % scale + scale).substr(1);
  while (!places.empty() && places.back() == '0') places.pop_back();
  if (!places.empty()) text += "." + places;
  return text;
}

std::string WriteStacked(uint64_t value, bool commas) {
  const uint64_t yi = value / kYi, wan = value % kYi / kWan, rest = value % kWan;
  if (yi == 0 || wan == 0 || (rest > 0 && rest < 100)) return "";
  std::string text = WriteDigits(yi, commas) + "亿" + WriteDigits(wan, commas) + "万";
  if (rest > 0) text += WriteDigits(rest, commas);
  return text;
}

}  // namespace factmill
