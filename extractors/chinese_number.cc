// Chinese numerals: 三百二十亿, 壹佰万, 三万五, 两千多, 一点五, 十几, 三五百, and
// digits with Chinese scale words: 1,100万, 3千万亿, 88亿1,057万1,000.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "extractors/chinese_sum.h"
#include "extractors/number.h"

namespace factmill {
namespace {

constexpr size_t kCheckpoints = 3;

// 多 and 余 may begin a word of their own: 余额, 多样.
bool BeginsAnotherWord(char32_t mark, char32_t next) {
  const std::u32string_view after = mark == U'余'   ? U"额款下热地生震姚杭波粮"
                                    : mark == U'多' ? U"样边层媒党极哥轮伦"
                                                    : U"自到源临访华说看年往宾历";
  return after.find(next) != std::u32string_view::npos;
}

class Parser {
 public:
  Parser(std::string_view text, uint32_t at) : text_(text), begin_(at), at_(at) {}

  Readings Run() {
    if (Peek() == U'上') {  // 上千, 上百万: more than.
      Skip();
      if (UnitExponent(Peek()) < 2) return {};
      bound_ = Bound::kGreater;
      above_ = true;
    }
    while (Step()) {
    }
    return Result();
  }

 private:
  char32_t PeekAt(uint32_t at, int* size) const {
    *size = 0;
    return at < text_.size() ? DecodeUtf8(text_, at, size) : 0;
  }
  char32_t Peek() const {
    int size;
    return PeekAt(at_, &size);
  }
  void Skip() {
    int size;
    PeekAt(at_, &size);
    at_ += size;
  }
  // The Chinese digit at `at`, -1 if none.  參, the banker's three, is 参 once
  // folded, a common word: only beside a banker's unit is it a digit.
  int DigitAt(uint32_t at, int* size) const {
    const char32_t c = PeekAt(at, size);
    if (c != U'参') return ChineseDigit(c);
    constexpr std::u32string_view kUnits = U"拾佰仟", kBehind = U"拾佰仟万亿",
                                  kMoney = U"元圆角分整";
    int other;
    const char32_t next = PeekAt(at + *size, &other);
    if (kBehind.find(next) != std::u32string_view::npos) return 3;
    const char32_t last = at > 0 ? DecodeUtf8Before(text_, at, &other) : U' ';
    const bool after_unit = kUnits.find(last) != std::u32string_view::npos || last == U'零';
    const bool ends = !IsHan(next) || kMoney.find(next) != std::u32string_view::npos;
    return after_unit && ends ? 3 : -1;
  }

  // Reads one element; false where the number ends.
  bool Step() {
    if (ended_) return false;
    const uint32_t before = at_;
    char32_t c = Peek();
    if (c == U' ' && JoinsOverSpace()) {
      apart_ |= !literal_seen_;
      ++at_;
      c = Peek();
    }
    bool read = false;
    if (IsAsciiDigit(c)) {
      read = ReadLiteral();
    } else if (int size; DigitAt(at_, &size) >= 0) {
      read = ReadDigitRun();
    } else if (UnitExponent(c) > 0) {
      read = ReadUnit(c);
    } else if (TensOf(c) > 0) {
      read = ReadTens(c);
    } else if (c == U'点') {
      read = ReadPoint();
    } else if (c == U'多' || c == U'余' || c == U'来' || c == U'几') {
      read = ReadMark(c);
    }
    if (!read) {
      at_ = before;
      return false;
    }
    Note();
    return true;
  }

  // 88 億 1,057 萬: a space between digits and Chinese units is no end.
  bool JoinsOverSpace() const {
    int size;
    const char32_t next = PeekAt(at_ + 1, &size);
    if (sum_.pending && sum_.pending->literal) return UnitExponent(next) >= ChineseSum::kBig;
    if (!literal_seen_ && (sum_.pending || !sum_.terms.empty())) return JoinsSpacedNumeral(next);
    return !sum_.pending && !sum_.terms.empty() && sum_.terms.back().literal &&
           sum_.terms.back().exponent >= ChineseSum::kBig && IsAsciiDigit(next) && spaced_;
  }

  // 百分之五 十, 三千 八百, 六 点 五: print that spaces its characters.  A unit or a
  // point stands on one side, since digits in a row are a list.
  bool JoinsSpacedNumeral(char32_t next) const {
    int size;
    const bool digit = ChineseDigit(DecodeUtf8Before(text_, at_, &size)) >= 0;
    if (next == U'点') return digit;
    return UnitExponent(next) > 0 ? digit || !sum_.pending : !digit && ChineseDigit(next) >= 0;
  }

  bool ReadLiteral() {
    if (sum_.pending || bound_ != Bound::kExact) return false;
    ChineseSum::Pending literal;
    const uint32_t end = ReadDigitLiteral(text_, at_, &literal.low, nullptr);
    if (end == 0) return false;
    literal.literal = true;
    literal.high = literal.low;
    int size;
    char32_t next = PeekAt(end, &size);
    if (next == U' ') {
      next = PeekAt(end + 1, &size);
      if (UnitExponent(next) >= ChineseSum::kBig) spaced_ = true;
    }
    if (!sum_.terms.empty() && UnitExponent(next) > 0 && UnitExponent(next) < ChineseSum::kBig) {
      if (!IsSmallPart(literal.low, end)) return false;
    } else if (!sum_.terms.empty()) {
      // 3万4000 and 5亿3000万, but not 5亿3个项目.
      const int last = sum_.terms.back().exponent;
      const int exponent = UnitExponent(next);
      if (last < ChineseSum::kBig) return ReadLastDigits(literal.low, end);
      if (exponent >= last) return false;
      if (exponent < ChineseSum::kBig &&
          (!literal.low.IsInteger() || literal.low < *Decimal::PowerOfTen(last - 2) ||
           literal.low >= *Decimal::PowerOfTen(last))) {
        return false;
      }
    }
    literal_seen_ = true;
    sum_.pending = literal;
    at_ = end;
    return true;
  }

  // 1百01, 四千230, 1千零20: as many digits as the unit has zeros, or behind a zero.
  bool ReadLastDigits(Decimal value, uint32_t end) {
    const int last = sum_.terms.back().exponent;
    const bool all = last >= 2 && end - at_ == static_cast<uint32_t>(last);
    if (!value.IsInteger() || value >= *Decimal::PowerOfTen(last) || (!all && !zero_)) return false;
    literal_seen_ = true;
    sum_.pending = ChineseSum::Pending{value, value};
    sum_.pending->literal = true;
    at_ = end;
    return true;
  }

  // 3万5千, 3千5百, 3亿5千万: one digit and the unit that comes next below.
  bool IsSmallPart(Decimal digit, uint32_t end) const {
    int size;
    const int exponent = UnitExponent(PeekAt(end, &size)), last = sum_.terms.back().exponent;
    if (!sum_.terms.back().literal || digit < Decimal(1) || digit > Decimal(9) ||
        !digit.IsInteger()) {
      return false;
    }
    if (last < ChineseSum::kBig || last == ChineseSum::kBig) return exponent == last - 1;
    // Behind 亿 only thousands of 万 can follow.
    if (exponent != 3) return false;
    char32_t c;
    while (IsAsciiDigit(c = PeekAt(end, &size)) ||
           (UnitExponent(c) > 0 && UnitExponent(c) < ChineseSum::kBig)) {
      end += size;
    }
    return c == U'万';
  }

  bool ReadDigitRun() {
    if (sum_.pending || bound_ != Bound::kExact) return false;
    std::string digits;
    uint32_t end = at_, first_end = 0;  // Of all the digits, and of the first but zeros.
    int size;
    bool bankers = false, styled = false;
    char32_t last = 0;
    for (int digit; (digit = DigitAt(end, &size)) >= 0; end += size) {
      const char32_t c = PeekAt(end, &size);
      // 两两, and 二两 of rice; but 一两个 are one or two.
      if (c == U'两' && first_end != 0 && last != U'一') break;
      last = c;
      if (digit != 0 && c != U'壹') {
        const bool this_bankers = IsBankersDigit(c);
        if (styled && this_bankers != bankers) break;  // 大陆三家: not 63.
        bankers = this_bankers;
        styled = true;
      }
      if (digit != 0 && first_end == 0) first_end = end + size;
      digits.push_back(static_cast<char>('0' + digit));
    }
    const char32_t unit = PeekAt(end, &size);
    // 入伍十九年: a banker's digit goes with banker's units.
    if (bankers && (unit == U'十' || unit == U'百' || unit == U'千')) return false;
    const int next_unit = UnitExponent(unit);
    if (next_unit > 0 && sum_.BeginsAnother(next_unit)) return false;
    ChineseSum::Pending digit;
    size_t zeros = 0;
    while (zeros < digits.size() && digits[zeros] == '0') ++zeros;
    if (!sum_.terms.empty() || zeros == digits.size()) {
      if (zeros > 1 && !sum_.terms.empty()) return false;
      digit.after_zero = zeros > 0;
    } else {
      zeros = 0;
    }
    const std::string_view rest = std::string_view(digits).substr(zeros);
    const auto pair = [&] {
      return rest.size() == 2 && rest[0] >= '1' &&
             (rest[1] == rest[0] + 1 || (rest == "35" && (next_unit > 0 || sum_.terms.empty())));
    };
    if (rest.empty() && !sum_.terms.empty()) {  // 一千零十, 一万零百一十, 一百零几, 1千零1
      const bool digits_follow = IsAsciiDigit(unit) && literal_seen_;
      const bool small = next_unit > 0 && next_unit < ChineseSum::kBig;
      if (!small && unit != U'几' && TensOf(unit) == 0 && !digits_follow) return false;
      zero_ = true;
      at_ = end;
      return true;
    }
    if (rest.empty()) {
      digit.low = digit.high = 0;  // 零
      positional_ = digits.size() > 1;
    } else if (rest.size() == 1) {
      digit.low = digit.high = rest[0] - '0';
    } else if (pair() && (sum_.terms.empty() || sum_.terms.back().exponent == 1 || next_unit > 0)) {
      digit.low = rest[0] - '0';
      digit.high = rest[1] - '0';
    } else if (sum_.terms.empty()) {
      const auto value = Decimal::Parse(digits);
      if (!value) return false;
      digit.low = digit.high = *value;  // 二零二一
      positional_ = true;
    } else {
      digit.low = digit.high = rest[0] - '0';  // 十三十四 goes on elsewhere.
      end = first_end;
    }
    sum_.pending = digit;
    at_ = end;
    return true;
  }

  bool ReadUnit(char32_t c) {
    const int exponent = UnitExponent(c);
    if (exponent < ChineseSum::kBig) {
      int last = ChineseSum::kBig;  // The last unit of this section.
      if (!sum_.terms.empty() && sum_.terms.back().exponent < ChineseSum::kBig)
        last = sum_.terms.back().exponent;
      if (exponent >= last) return false;
      if (!sum_.pending) {
        // 十五, 百亿, 一万零十: a unit alone counts once.
        if (!sum_.terms.empty() && exponent != 1 && !zero_) return false;
        bare_ = sum_.terms.empty() && exponent >= 2;
        sum_.pending = ChineseSum::Pending{1, 1};
      }
      return Take(exponent);
    }
    if (!sum_.pending && sum_.terms.empty()) {
      // 万元 alone heads a table, it is no figure.
      if (!above_ && !IsDenominator()) return false;
      sum_.pending = ChineseSum::Pending{1, 1};
      bare_ = true;
      return Take(exponent);
    }
    bare_ = false;
    return Take(exponent);
  }

  bool Take(int exponent) {
    if (!sum_.Multiply(exponent)) return false;
    Skip();
    return true;
  }

  bool ReadTens(char32_t c) {
    if (sum_.pending || (!sum_.terms.empty() && sum_.terms.back().exponent < 2))
      return false;  // 五百卅四
    if (!sum_.Add(TensOf(c), 1)) return false;
    Skip();
    return true;
  }

  // 一点五, 二十七点三: not 两点 (points) nor 十点三十分 (a time).
  bool ReadPoint() {
    // 二十点五, but 三千点五次 counts points five times.
    if (!sum_.pending && (sum_.terms.empty() || sum_.terms.back().exponent != 1)) return false;
    if (sum_.pending && (sum_.pending->decimal || sum_.pending->literal)) return false;
    uint32_t end = at_;
    int size;
    PeekAt(end, &size);
    end += size;
    if (apart_ && PeekAt(end, &size) == U' ') end += size;
    std::string digits;
    for (char32_t c; ChineseDigit(c = PeekAt(end, &size)) >= 0 && c != U'两'; end += size) {
      digits.push_back(static_cast<char>('0' + ChineseDigit(c)));
    }
    const char32_t next = PeekAt(end, &size);
    if (digits.empty() || next == U'十' || next == U'分' || next == U'刻') return false;
    const auto whole = sum_.Total();
    const auto part = Decimal::Parse("0." + digits);
    if (!whole || !part) return false;
    auto value = whole->first.Plus(*part);
    if (whole->first != whole->second && value) {  // 一二点零 is 12, as the digits stand.
      const auto tens = whole->first.Times(10);
      const auto all = tens ? tens->Plus(whole->second) : std::nullopt;
      value = all && sum_.terms.empty() ? all->Plus(*part) : std::nullopt;
    }
    if (!value) return false;
    sum_.terms.clear();
    sum_.pending = ChineseSum::Pending{*value, *value};
    sum_.pending->decimal = true;
    at_ = end;
    return true;
  }

  bool ReadMark(char32_t c) {
    if (!sum_.pending && sum_.terms.empty()) return false;
    int size, next_size;
    PeekAt(at_, &size);
    const char32_t next = PeekAt(at_ + size, &next_size);
    if (c == U'几') {  // 十几, 三十几万: 11 to 19, 310,000 to 390,000.
      if (sum_.pending || (sum_.terms.back().exponent != 1 && !zero_)) return false;
      sum_.pending = ChineseSum::Pending{1, 9};
      sum_.pending->after_zero = zero_;
      at_ += size;
      return true;
    }
    if (bound_ != Bound::kExact || BeginsAnotherWord(c, next)) return false;
    bound_ = c == U'来' ? Bound::kAbout : Bound::kGreater;
    bare_ = false;
    at_ += size;
    ended_ = UnitExponent(next) == 0;  // 50多亿 goes on.
    return true;
  }

  void Note() {
    const auto sum = sum_.Total();
    if (!sum) return;
    Reading r;
    r.end = at_;
    r.value = sum->first;
    if (sum->first != sum->second) r.high = sum->second;
    r.bound = bound_;
    r.spelled = !literal_seen_;
    r.scaled = sum_.IsScaled();
    r.scale = sum_.Scale();
    r.big = sum_.BigScale();
    r.bare = bare_;
    r.positional = positional_ && sum_.terms.empty();
    r.plain = literal_seen_ && sum_.terms.empty() && sum_.pending &&
              sum_.pending->low.IsInteger() && !noted_;
    noted_ = true;
    if (checkpoints_.size() == kCheckpoints) {
      std::copy(checkpoints_.begin() + 1, checkpoints_.end(), checkpoints_.begin());
      checkpoints_.pop_back();
    }
    checkpoints_.push_back({r, sum_.IsColloquial()});
  }

  // 万分之三, 万万分之三.
  bool IsDenominator() const {
    uint32_t end = at_;
    for (int size; UnitExponent(PeekAt(end, &size)) >= ChineseSum::kBig;) end += size;
    return text_.substr(end).starts_with("分之");
  }

  Readings Result() {
    // The longest, and the one before the last element: its last character may
    // belong to what follows (一百千瓦, 两万两, 50多样).
    Readings readings;
    // 大陆, 队伍: a banker's digit alone is part of a word.
    if (sum_.terms.empty() && sum_.pending && !literal_seen_ && !positional_ &&
        !sum_.pending->decimal && IsBankersAt(begin_) && !BeginsMoney() &&
        !text_.substr(0, begin_).ends_with("分之")) {
      return readings;
    }
    for (size_t i = checkpoints_.size(); i > 0; --i) {
      // 一万二 is 12000, but not in 一万二千米.
      const bool cut = i < checkpoints_.size() && checkpoints_[i - 1].colloquial;
      if (!cut) readings.push_back(checkpoints_[i - 1].reading);
    }
    return readings;
  }

  // 壹元贰角 is money, 大陆 is none.
  bool BeginsMoney() const {
    return std::u32string_view(U"元圆角分").find(Peek()) != std::u32string_view::npos;
  }
  bool IsBankersAt(uint32_t at) const {
    int size;
    return IsBankersDigit(PeekAt(at, &size));
  }

  std::string_view text_;
  uint32_t begin_, at_;
  ChineseSum sum_;
  Bound bound_ = Bound::kExact;
  bool above_ = false, bare_ = false, ended_ = false, positional_ = false;
  bool literal_seen_ = false, spaced_ = false, noted_ = false, zero_ = false;
  bool apart_ = false;  // A space stands between its characters.
  // The number so far, after each of the last elements.
  struct Checkpoint {
    Reading reading;
    bool colloquial = false;  // Its last digit stands for the unit that comes next below.
  };
  SmallVector<Checkpoint, kCheckpoints> checkpoints_;
};

}  // namespace

Readings ReadChineseNumber(std::string_view text, uint32_t at) { return Parser(text, at).Run(); }

}  // namespace factmill
