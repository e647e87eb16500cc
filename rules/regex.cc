#include "rules/regex.h"

#include <unicode/uchar.h>
#include <unicode/uset.h>

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace factmill {
namespace {

// Adds what ICU's set holds, its strings left out.
void AddFrom(const USet* set, CodePoints* out) {
  for (int32_t i = 0; i < uset_getItemCount(set); ++i) {
    UChar32 low, high;
    UErrorCode status = U_ZERO_ERROR;
    if (uset_getItem(set, i, &low, &high, nullptr, 0, &status) == 0) {
      out->Add(static_cast<char32_t>(low), static_cast<char32_t>(high));
    }
  }
}

// Is `c` another case of some character of `set`?  ICU closes over what whole
// strings fold to, too; RE2 folds characters one by one.
bool IsOtherCase(UChar32 c, const USet* set) {
  USet* const likes = uset_open(c, c);
  uset_closeOver(likes, USET_CASE_INSENSITIVE);
  uset_retainAll(likes, set);
  bool found = false;
  for (int32_t i = 0; i < uset_size(likes) && !found; ++i) {
    const UChar32 like = uset_charAt(likes, i);
    found =
        like >= 0 && u_foldCase(like, U_FOLD_CASE_DEFAULT) == u_foldCase(c, U_FOLD_CASE_DEFAULT);
  }
  uset_close(likes);
  return found;
}

// Adds the other cases of the characters of `set`.
void AddOtherCases(const USet* set, CodePoints* out) {
  USet* const others = uset_cloneAsThawed(set);
  uset_closeOver(others, USET_CASE_INSENSITIVE);
  uset_removeAll(others, set);
  for (int32_t i = 0; i < uset_size(others); ++i) {
    const UChar32 c = uset_charAt(others, i);
    if (c >= 0 && IsOtherCase(c, set)) {
      out->Add(static_cast<char32_t>(c), static_cast<char32_t>(c));
    }
  }
  uset_close(others);
}

class Reader {
 public:
  Reader(std::string_view text, bool exact_case, Anchors anchors)
      : text_(text), exact_case_(exact_case), anchors_(anchors) {}

  std::optional<Regex> Read() {
    Regex regex = Alternatives();
    if (unknown_ || at_ != text_.size()) return std::nullopt;
    return regex;
  }

 private:
  bool Done() const { return unknown_ || at_ >= text_.size(); }

  Regex Alternatives() {
    Regex first = Sequence();
    if (Done() || text_[at_] != '|') return first;
    Regex either;
    either.type = Regex::kEither;
    either.parts.push_back(std::move(first));
    while (!Done() && text_[at_] == '|') {
      ++at_;
      either.parts.push_back(Sequence());
    }
    return either;
  }

  Regex Sequence() {
    const auto ends = [this] { return Done() || text_[at_] == '|' || text_[at_] == ')'; };
    if (ends()) return {};
    Regex first = Repeated();
    if (ends()) return first;
    Regex sequence;
    sequence.type = Regex::kSequence;
    sequence.parts.reserve(4);
    sequence.parts.push_back(std::move(first));
    while (!ends()) sequence.parts.push_back(Repeated());
    return sequence;
  }

  Regex Repeated() {
    Regex item = Item();
    while (Repeat(&item)) {
    }
    return item;
  }

  // Wraps `*item` in the quantifier that stands here; false where none does.
  bool Repeat(Regex* item) {
    if (Done()) return false;
    int least = 0, most = -1;
    const char c = text_[at_];
    if (c == '?' || c == '*' || c == '+') {
      least = c == '+';
      most = c == '?' ? 1 : -1;
      ++at_;
    } else if (!Counts(&least, &most)) {
      return false;
    }
    if (at_ < text_.size() && text_[at_] == '?') ++at_;  // Lazy: the same language.
    Regex repeat;
    repeat.type = Regex::kRepeat;
    repeat.least = least;
    repeat.most = most;
    repeat.parts.push_back(std::move(*item));
    *item = std::move(repeat);
    return true;
  }

  // {2}, {2,} or {2,5}; braces around anything else stand for themselves.
  bool Counts(int* least, int* most) {
    std::string_view rest = text_.substr(at_);
    if (!rest.starts_with('{')) return false;
    rest.remove_prefix(1);
    if (!Count(&rest, least)) return false;
    *most = *least;
    if (rest.starts_with(',')) {
      rest.remove_prefix(1);
      *most = -1;
      if (!rest.starts_with('}') && !Count(&rest, most)) return false;
    }
    if (!rest.starts_with('}')) return false;
    at_ = text_.size() - rest.size() + 1;
    return true;
  }

  // Takes a number off `*rest`: digits alone, without zeros before it.
  static bool Count(std::string_view* rest, int* count) {
    if (rest->empty() || !IsAsciiDigit(static_cast<unsigned char>(rest->front()))) return false;
    const auto [end, error] = std::from_chars(rest->data(), rest->data() + rest->size(), *count);
    const size_t size = static_cast<size_t>(end - rest->data());
    if (error != std::errc() || (size > 1 && rest->front() == '0')) return false;
    rest->remove_prefix(size);
    return true;
  }

  Regex Item() {
    const char c = text_[at_];
    if (c == '(') return Group();
    Regex item;
    const size_t anchor = c == '^' || c == '$' ? 1 : text_.substr(at_, 2) == "\\z" ? 2 : 0;
    if (anchor > 0) {
      unknown_ = unknown_ || anchors_ == Anchors::kUnknown;
      at_ += anchor;
      if (anchors_ != Anchors::kMarks) return item;
      const char32_t mark = c == '^' ? kBeginMark : kEndMark;
      item.type = Regex::kChars;
      item.chars.Add(mark, mark);
      return item;
    }
    item.type = Regex::kChars;
    if (c == '[') {
      Class(&item.chars);
    } else if (c == '\\') {
      Escape(&item.chars);
    } else if (c == '.') {
      ++at_;
      item.chars.Add(0, '\n' - 1);
      item.chars.Add('\n' + 1, CodePoints::kLast);
    } else {
      AddOne(Next(), &item.chars);
      return item;
    }
    item.chars.Normalize();
    return item;
  }

  Regex Group() {
    ++at_;
    if (text_.substr(at_, 3) == "?P<") {
      at_ = text_.find('>', at_) + 1;
    } else if (text_.substr(at_, 2) == "?:") {
      at_ += 2;
    } else if (text_.substr(at_, 1) == "?") {
      unknown_ = true;
    }
    Regex inside = Alternatives();
    if (Done()) {
      unknown_ = true;
    } else {
      ++at_;  // ')'
    }
    return inside;
  }

  void Class(CodePoints* chars) {
    ++at_;
    const bool negated = at_ < text_.size() && text_[at_] == '^';
    if (negated) ++at_;
    for (bool first = true; !Done() && (text_[at_] != ']' || first); first = false) {
      if (text_.substr(at_, 2) == "[:") unknown_ = true;
      char32_t low;
      if (text_[at_] != '\\') {
        low = Next();
      } else if (!SingleEscape(&low)) {
        Escape(chars);
        continue;
      }
      char32_t high = low;
      if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
        ++at_;
        if (text_[at_] != '\\') {
          high = Next();
        } else if (!SingleEscape(&high)) {
          unknown_ = true;
        }
      }
      AddListed(low, high, chars);
    }
    ++at_;
    if (negated) chars->Negate();
  }

  char32_t Next() {
    int size;
    const char32_t c = DecodeUtf8(text_, at_, &size);
    at_ += size;
    return c;
  }

  // An escaped punctuation mark stands for itself, \t for a tab, \x41 and \x{a5}
  // for the character of that number.
  bool SingleEscape(char32_t* c) {
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : 'p';
    if (next == 'x') return HexEscape(c);
    constexpr std::string_view kNames = "tnrfva", kMeans = "\t\n\r\f\v\a";
    if (const size_t known = kNames.find(next); known != std::string_view::npos) {
      *c = static_cast<unsigned char>(kMeans[known]);
      at_ += 2;
      return true;
    }
    if (IsAsciiDigit(next) || IsLatinLetter(static_cast<unsigned char>(next))) return false;
    ++at_;
    *c = Next();
    return true;
  }

  bool HexEscape(char32_t* c) {
    std::string_view digits = text_.substr(at_ + 2);
    size_t size = std::min<size_t>(2, digits.size());
    size_t after = size;
    if (digits.starts_with("{")) {
      const size_t close = digits.find('}');
      if (close == std::string_view::npos) return false;
      digits.remove_prefix(1);
      size = close - 1;
      after = close + 1;
    }
    uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + size, value, 16);
    if (error != std::errc() || end != digits.data() + size || value > CodePoints::kLast) {
      return false;
    }
    *c = value;
    at_ += 2 + after;
    return true;
  }

  // A class of characters behind a backslash: \d \w \s and their opposites.
  void Escape(CodePoints* chars) {
    char32_t c;
    if (SingleEscape(&c)) return AddListed(c, 0, chars);
    const char name = text_[at_ + 1];
    at_ += 2;
    CodePoints set;
    switch (name) {
      case 'd':
      case 'D': set.Add('0', '9'); break;
      case 'w':
      case 'W':
        set.Add('0', '9');
        set.Add('A', 'Z');
        set.Add('_', '_');
        set.Add('a', 'z');
        break;
      case 's':
      case 'S':
        set.Add('\t', '\n');
        set.Add('\f', '\r');
        set.Add(' ', ' ');
        break;
      case 'p':
      case 'P':
        if (text_.substr(at_, 5) == "{Han}") {
          at_ += 5;
          AddHan(&set);
          break;
        }
        [[fallthrough]];
      default: unknown_ = true; return;
    }
    if (!exact_case_) set.Fold();
    if (name >= 'A' && name <= 'Z') set.Negate();
    chars->Add(set);
  }

  static void AddHan(CodePoints* set) {
    static const CodePoints kHan = [] {
      CodePoints points;
      UErrorCode status = U_ZERO_ERROR;
      USet* const han = uset_openPattern(u"[:Script=Han:]", -1, &status);
      if (U_SUCCESS(status)) AddFrom(han, &points);
      uset_close(han);
      return points;
    }();
    set->Add(kHan);
  }

  // One character, alone in its set: most of an expression is such.
  void AddOne(char32_t c, CodePoints* chars) {
    if (exact_case_ || !(c < 0x80)) {
      AddListed(c, 0, chars);
    } else {
      chars->Add(c, c);
      if (IsLatinLetter(c)) chars->Fold();
    }
  }

  // `high` 0 means `low` alone.
  void AddListed(char32_t low, char32_t high, CodePoints* chars) {
    if (exact_case_) return chars->Add(low, std::max(low, high));
    CodePoints listed;
    listed.Add(low, std::max(low, high));
    listed.Fold();
    chars->Add(listed);
  }

  std::string_view text_;
  bool exact_case_;
  size_t at_ = 0;
  const Anchors anchors_;
  bool unknown_ = false;
};

}  // namespace

void CodePoints::Add(const CodePoints& more) {
  ranges_.insert(ranges_.end(), more.ranges_.begin(), more.ranges_.end());
}

void CodePoints::Normalize() {
  std::sort(ranges_.begin(), ranges_.end());
  size_t kept = 0;
  for (const auto& range : ranges_) {
    if (kept > 0 && range.first <= ranges_[kept - 1].second + 1) {
      ranges_[kept - 1].second = std::max(ranges_[kept - 1].second, range.second);
    } else {
      ranges_[kept++] = range;
    }
  }
  ranges_.resize(kept);
}

void CodePoints::Negate() {
  Normalize();
  std::vector<std::pair<char32_t, char32_t>> others;
  char32_t next = 0;
  for (const auto& [low, high] : ranges_) {
    if (low > next) others.emplace_back(next, low - 1);
    next = high + 1;
  }
  if (next <= kLast) others.emplace_back(next, kLast);
  ranges_ = std::move(others);
}

void CodePoints::Fold() {
  // Beyond ASCII only where letters with case may be; Chinese has none.
  constexpr char32_t kFirstCased = 0x80, kCjk = 0x2E80, kBehindCjk = 0xA000;
  USet* other_letters = nullptr;
  const size_t count = ranges_.size();
  for (size_t i = 0; i < count; ++i) {
    const auto [low, high] = ranges_[i];
    for (char32_t c = low; c <= std::min<char32_t>(high, 'z'); ++c) {
      if (c >= 'a' && c <= 'z') Add(c - 'a' + 'A', c - 'a' + 'A');
      if (c >= 'A' && c <= 'Z') Add(c - 'A' + 'a', c - 'A' + 'a');
      if (c == 'k' || c == 'K') Add(0x212A, 0x212A);  // The Kelvin sign.
      if (c == 's' || c == 'S') Add(0x17F, 0x17F);    // The long s.
    }
    if (high < kFirstCased || (low >= kCjk && high < kBehindCjk)) continue;
    if (other_letters == nullptr) other_letters = uset_openEmpty();
    uset_addRange(other_letters, static_cast<UChar32>(std::max(low, kFirstCased)),
                  static_cast<UChar32>(high));
  }
  if (other_letters != nullptr) {
    AddOtherCases(other_letters, this);
    uset_close(other_letters);
  }
  Normalize();
}

bool Regex::MayBeEmpty() const {
  const auto may = [](const Regex& part) { return part.MayBeEmpty(); };
  switch (type) {
    case kEmpty: return true;
    case kChars: return false;
    case kSequence: return std::all_of(parts.begin(), parts.end(), may);
    case kEither: return std::any_of(parts.begin(), parts.end(), may);
    case kRepeat: return least == 0 || parts.front().MayBeEmpty();
  }
  return true;
}

bool Regex::MatchesNothing() const {
  const auto nothing = [](const Regex& part) { return part.MatchesNothing(); };
  switch (type) {
    case kEmpty: return false;
    case kChars: return chars.ranges().empty();
    case kSequence: return std::any_of(parts.begin(), parts.end(), nothing);
    case kEither: return std::all_of(parts.begin(), parts.end(), nothing);
    case kRepeat: return least > 0 && parts.front().MatchesNothing();
  }
  return false;
}

std::optional<Regex> ParseRegex(std::string_view text, bool exact_case, Anchors anchors) {
  return Reader(text, exact_case, anchors).Read();
}

}  // namespace factmill
