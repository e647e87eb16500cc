// What a Chinese count counts.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "extractors/number.h"
#include "rules/chinese_nouns.h"
#include "rules/compiled.h"

namespace factmill {
namespace {

// Characters that end a Chinese noun phrase.
bool EndsChinesePhrase(char32_t c) {
  constexpr std::u32string_view kEnds = U",.;:!?、。；：！？()（）“”\"'《》|\n ";
  return kEnds.find(c) != std::u32string_view::npos;
}

// Words that compounds and clauses are made of (rules/zh/noun-phrases.toml).
constexpr std::string_view kLink = "np.link";
constexpr std::string_view kStop = "np.stop";
constexpr std::string_view kBetween = "np.between";
constexpr std::string_view kOrigin = "np.origin";
constexpr std::string_view kOf = "np.of.";  // And a classifier.
constexpr std::string_view kFolk = "count.folk";
constexpr std::string_view kTimes = "次";
constexpr std::string_view kVisits = "人次";
constexpr std::string_view kPerson = "人";

bool IsOfPeople(std::string_view classifier) { return classifier == "名" || classifier == "位"; }

bool IsTerm(const Vocabulary::Hit& hit, std::string_view role) {
  return hit.end != 0 && std::any_of(hit.entries->begin(), hit.entries->end(), [&](const Entry* e) {
           return e->kind == EntryKind::kTerm && e->role == role;
         });
}

const Entry* NounOf(const Vocabulary::Hit& hit) {
  if (hit.end == 0) return nullptr;
  const auto noun = std::find_if(hit.entries->begin(), hit.entries->end(),
                                 [](const Entry* e) { return e->kind == EntryKind::kNoun; });
  return noun == hit.entries->end() ? nullptr : *noun;
}

// Does a phrase end at `at`: a sign, a numeral, or a word that begins a clause?
bool EndsAt(const CompiledRules& rules, std::string_view text, uint32_t at) {
  if (at >= text.size()) return true;
  int size;
  const char32_t c = DecodeUtf8(text, at, &size);
  constexpr std::u32string_view kNumerals = U"一二两三四五六七八九十的之";
  return !IsHan(c) || kNumerals.find(c) != std::u32string_view::npos ||
         IsTerm(rules.vocabulary.Longest(text, at, {}), kStop);
}

// Does a sign or a letter stand at `at`, or nothing?
bool EndsAtSign(std::string_view text, uint32_t at) {
  int size;
  return at >= text.size() || !IsHan(DecodeUtf8(text, at, &size));
}

// Nouns in a row; the head stands last: 高校院所, 机器人基地.
struct NounRow {
  uint32_t begin = 0, end = 0;  // Of the head; `end` is 0 for none.
  const Entry* head = nullptr;
};

// The nouns at `at`; if `linked`, between two of them words may stand that are no
// nouns: 数据交易机构.  A noun of one character is mostly a part of another word, unless
// the phrase ends with it.
NounRow ReadChineseNouns(const CompiledRules& rules, std::string_view text, uint32_t at,
                         bool linked) {
  NounRow row;
  bool after_noun = false;
  while (at < text.size()) {
    const auto hit = rules.vocabulary.Longest(text, at, {});
    if (const Entry* noun = NounOf(hit); noun != nullptr) {
      if (hit.end - at == 3 && (after_noun || !EndsAt(rules, text, hit.end))) break;
      row = {at, hit.end, noun};
      after_noun = true;
    } else if (row.end == 0 || !linked || !IsTerm(hit, kLink)) {
      break;
    } else {
      after_noun = false;
    }
    at = hit.end;
  }
  return row;
}

// What stands behind a classifier, up to where a noun phrase may end.
struct CountedPhrase {
  uint32_t begin = 0;
  uint32_t end = 0;
  NounRow nouns;
  const Entry* single = nullptr;  // A noun of one character that it begins with.
  bool direct = true;             // Nothing unknown stands before the nouns.
  bool whole = true;              // As one word it would make sense.
};

class CountedPhraseReader {
 public:
  CountedPhraseReader(const CompiledRules& rules, std::string_view text)
      : rules_(rules), text_(text) {}

  CountedPhrase Read(uint32_t begin) {
    Restart(begin);
    for (uint32_t at = begin;
         at < text_.size() && text_.substr(begin, at - begin).size() < kFarthest;) {
      int size;
      const char32_t c = DecodeUtf8(text_, at, &size);
      const auto hit = rules_.vocabulary.Longest(text_, at, {});
      uint32_t next = hit.end > 0 ? hit.end : at + size;
      if (const uint32_t measured = stopped_ ? at : MeasureEnd(at); measured > at) {
        Restart(next = measured);
      } else if (!IsHan(c) && (stopped_ || NounOf(hit) == nullptr)) {  // But 5A级景区.
        next = std::max(ModelEnd(at), QuoteEnd(at));  // SH-60K直升机, “海鹰”直升机
        // 涉及医保、养老的项目; 数字化、智能化工厂
        const bool goes_on = stopped_ ? phrase_.begin == phrase_.end : adjective_;
        if (next == at && c == U'、' && goes_on) next = at + size;
        if (next == at) break;
      } else if (c == U'的') {
        // 来自各地的爱好者, 修筑公路的战士: the clause before 的 only says which.
        if (phrase_.nouns.end > 0) break;
        Restart(next);
      } else if (!stopped_) {
        Take(hit, at, next);
      }
      at = next;
      if (!stopped_) phrase_.end = at;
    }
    return phrase_;
  }

 private:
  static constexpr size_t kFarthest = 72;  // 24 characters.

  void Restart(uint32_t at) {
    phrase_ = {at, at, {}, nullptr, true, true};
    stopped_ = linked_ = adjective_ = false;
  }

  void Take(const Vocabulary::Hit& hit, uint32_t at, uint32_t next) {
    const std::string_view word = text_.substr(at, next - at);
    const bool hedge = kBehind.find(word) != kBehind.npos;
    if (at == phrase_.begin && hedge) {
      Restart(next);  // 5个以上项目
      return;
    }
    const bool joins = linked_ && (hedge || kJoins.find(word) != kJoins.npos);
    const bool place = at == phrase_.begin && kPlaces.find(word) != kPlaces.npos;
    if (IsTerm(hit, kStop) && !joins && !place) {
      stopped_ = true;
      phrase_.end = at;
      return;
    }
    linked_ = IsTerm(hit, kLink);
    adjective_ = linked_ && phrase_.nouns.end == 0 &&
                 kEndings.find(word.substr(word.size() - 3)) != kEndings.npos;
    if (phrase_.nouns.end == 0) {
      phrase_.nouns = ReadChineseNouns(rules_, text_, at, /*linked=*/true);
      // Farther off a single character is too likely a part of another word: 两艘美国商船.
      if (phrase_.nouns.end == at + 3 && at > phrase_.begin) phrase_.nouns = {};
      if (at == phrase_.begin && next == at + 3) phrase_.single = NounOf(hit);
      phrase_.direct = phrase_.direct && (phrase_.nouns.end > 0 || linked_);
    }
    phrase_.whole = !quoted_ && !linked_ && !joins;
  }

  // 两艘30万吨级油轮, 4台单机容量42.5万千瓦的机组: a measure only says which.
  uint32_t MeasureEnd(uint32_t at) const {
    constexpr std::u32string_view kScales = U"十百千万亿余多";
    if (!IsAsciiDigit(static_cast<unsigned char>(text_[at]))) return at;
    uint32_t end = at;
    while (end < text_.size() && (IsAsciiDigit(static_cast<unsigned char>(text_[end])) ||
                                  text_[end] == '.' || text_[end] == ',')) {
      ++end;
    }
    for (int size; end < text_.size(); end += size) {
      if (kScales.find(DecodeUtf8(text_, end, &size)) == std::u32string_view::npos) break;
    }
    const auto hit = rules_.vocabulary.Longest(text_, end, {});
    const bool measure =
        hit.end > 0 && std::any_of(hit.entries->begin(), hit.entries->end(), [](const Entry* e) {
          return e->kind == EntryKind::kUnit && e->unit_kind == Kind::kMeasure;
        });
    if (!measure) return at;
    for (std::string_view link : {"级", "口径", "的"}) {
      if (text_.substr(hit.end).starts_with(link))
        return hit.end + static_cast<uint32_t>(link.size());
    }
    return phrase_.end == phrase_.begin && at == phrase_.begin && !EndsAt(rules_, text_, hit.end)
               ? hit.end
               : at;
  }

  uint32_t ModelEnd(uint32_t at) const {
    const auto letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    const bool number = text_[at] == '-' && at > phrase_.begin;  // 歼-20飞机
    uint32_t digits = at;                                        // 5G工厂
    while (digits < text_.size() && IsAsciiDigit(text_[digits])) ++digits;
    const bool generation = digits < text_.size() && letter(text_[digits]);
    if (stopped_ || (!generation && !number)) return at;
    while (at < text_.size() && (letter(text_[at]) || IsAsciiDigit(text_[at]) || text_[at] == '-'))
      ++at;
    return at;
  }

  // The end of the name in quotes, or only of the sign, where the name is the head.
  uint32_t QuoteEnd(uint32_t at) {
    constexpr std::string_view kOpen = "“", kClose = "”";
    const std::string_view rest = text_.substr(at);
    if (quoted_ && rest.starts_with(kClose)) return at + kClose.size();
    if (!rest.starts_with(kOpen)) return at;
    quoted_ = true;
    phrase_.whole = false;
    const size_t close = rest.substr(0, kFarthest).find(kClose);
    const uint32_t end = at + static_cast<uint32_t>(close + kClose.size());
    const auto behind = rules_.vocabulary.Longest(text_, end, {});
    const bool goes_on = close != rest.npos && (NounOf(behind) != nullptr || IsTerm(behind, kLink));
    return goes_on && !EndsAt(rules_, text_, end) ? end : at + kOpen.size();
  }

  // Words in a row, each of whole characters.  The first join modifiers: 科学与应用
  // 项目, 省级以上工厂; hedges stand behind a figure, too.
  static constexpr std::string_view kJoins = "和 与 及 等";
  static constexpr std::string_view kBehind = "以上 左右 以下 以内";
  static constexpr std::string_view kEndings = "化 性 型 级";
  // These do not stand behind a noun where a phrase begins: 37名中管干部.
  static constexpr std::string_view kPlaces = "中 内 后 前 里 第";

  const CompiledRules& rules_;
  std::string_view text_;
  CountedPhrase phrase_;
  bool stopped_ = false;
  bool linked_ = false;
  bool adjective_ = false;  // The last word can only say which.
  bool quoted_ = false;
};

constexpr std::u32string_view kDigits = U"0123456789一二三四五六七八九十两多余";

// Is all of `text` words of that role, or digits where they may stand?
bool IsOnly(const CompiledRules& rules, std::string_view role, std::string_view text,
            std::u32string_view digits = {}) {
  for (uint32_t at = 0; at < text.size();) {
    int size;
    uint32_t next = at;
    if (digits.find(DecodeUtf8(text, at, &size)) != digits.npos) next = at + size;
    for (const Vocabulary::Hit& hit : rules.vocabulary.All(text, at)) {
      if (IsTerm(hit, role)) next = hit.end;
    }
    if (next == at) return false;
    at = next;
  }
  return true;
}

// Where the bracket in front of `at` opens; `at` itself if there is none: 班列(西安)开行.
uint32_t BracketBegin(std::string_view text, uint32_t at) {
  constexpr size_t kLongest = 36;  // 12 characters.
  if (at == 0 || text[at - 1] != ')') return at;
  const size_t open = text.substr(0, at).rfind('(');
  return open == text.npos || at - open > kLongest ? at : static_cast<uint32_t>(open);
}

// What stands between a noun and its figure, without a bracket, without where a change
// starts and without the kinds: 通道由原来的17条, 样品等4类22种.
std::string BetweenNounAndCount(const CompiledRules& rules, std::string_view between) {
  std::string text(between);
  if (text.starts_with('(')) text.erase(0, text.find(')') + 1);
  for (std::string_view from : {"从", "由"}) {
    const size_t at = text.rfind(from);
    if (at != text.npos && IsOnly(rules, kOrigin, text.substr(at + from.size()), kDigits))
      return text.substr(0, at);
  }
  constexpr std::string_view kKinds = "类", kAndOthers = "等";
  if (!text.ends_with(kKinds)) return text;
  size_t end = text.size() - kKinds.size();
  for (int size; end > 0; end -= size) {
    if (kDigits.find(DecodeUtf8Before(text, static_cast<uint32_t>(end), &size)) == kDigits.npos)
      break;
  }
  if (end + kKinds.size() == text.size()) return text;
  text.resize(end);
  if (text.ends_with(kAndOthers)) text.resize(end - kAndOthers.size());
  return text;
}

// Behind the (组) of 132件(组)文物, the /套 of 537件/套文物.
uint32_t AfterOtherClassifier(std::string_view text, uint32_t at) {
  constexpr uint32_t kHan = 3;
  const std::string_view rest = text.substr(at);
  if (rest.size() < 2 * kHan || (rest[0] != '(' && rest[0] != '/')) return at;
  int size;
  if (!IsHan(DecodeUtf8(text, at + 1, &size))) return at;
  if (rest[0] == '(') return rest[1 + kHan] == ')' ? at + kHan + 2 : at;
  return at + kHan + 1;
}

// The noun behind a classifier that ends at `at`; "" for none.
std::string NounBehind(const CompiledRules& rules, std::string_view text, uint32_t at,
                       std::string_view classifier, const Entry** entry) {
  at = AfterOtherClassifier(text, at);
  if (at < text.size() && text[at] == ' ') ++at;
  const CountedPhrase phrase = CountedPhraseReader(rules, text).Read(at);
  const bool times = classifier == kTimes;  // 三次会议, but 两次召开会议.
  const std::string_view whole = text.substr(phrase.begin, phrase.end - phrase.begin);
  const size_t length = CountCodePoints(whole);
  if (phrase.nouns.end > 0 && (!times || phrase.direct)) {
    *entry = phrase.nouns.head;
    // 图书车 is one noun; 图书展出 is a noun and a verb.
    int size = 0;
    const char32_t next = phrase.end < text.size() ? DecodeUtf8(text, phrase.end, &size) : U'.';
    const bool one = phrase.whole && phrase.nouns.end + 3 == phrase.end &&
                     IsHan(DecodeUtf8(text, phrase.nouns.end, &size)) &&
                     (!IsHan(next) || next == U'的');
    if (!one) return phrase.nouns.head->canonical;
    return std::string(
        length <= 6 ? whole : text.substr(phrase.nouns.begin, phrase.end - phrase.nouns.begin));
  }
  if (times) return "";
  if (phrase.single != nullptr) {
    *entry = phrase.single;
    // 8个花圈, but 三艘船驶入港口
    const bool word = phrase.whole && length == 2 && EndsAtSign(text, phrase.end);
    return word ? std::string(whole) : phrase.single->canonical;
  }
  // 四个人赶紧, but no 人工智能
  const uint32_t person_end = phrase.begin + static_cast<uint32_t>(kPerson.size());
  if (whole.starts_with(kPerson) &&
      rules.vocabulary.Longest(text, phrase.begin, {}).end == person_end) {
    return std::string(kPerson);
  }
  // A phrase as short as a noun is one: 两棵银杏树, 三间平房.
  if (!phrase.whole || length < 2 || length > 6) return "";
  constexpr std::u32string_view kNoBegin = U"一二两三四五六七八九十百千万亿";  // 两家，上百家
  int size;
  const char32_t c = DecodeUtf8(whole, 0, &size);
  const bool noun = IsHan(c) && kNoBegin.find(c) == std::u32string_view::npos;
  return noun ? std::string(whole) : "";
}

// `text` without the words at its end that may stand between a noun and its figure.
std::string WithoutEnd(const CompiledRules& rules, std::string_view text) {
  for (size_t end = 0; end < text.size(); end += Utf8Size(static_cast<unsigned char>(text[end]))) {
    if (IsOnly(rules, kBetween, text.substr(end))) return std::string(text.substr(0, end));
  }
  return std::string(text);
}

// What a count counts, and the entry that says so.
struct Counted {
  const Entry* entry = nullptr;  // Null for none.
  std::string noun;
};

// 新增市场主体两万多家: the noun right before a figure at `begin`, a hedge between;
// `folk`: only who counts as people.
Counted NounBefore(const CompiledRules& rules, std::string_view text, uint32_t begin,
                   bool folk = false) {
  uint32_t left = begin;
  for (int i = 0; i < 20 && left > 0; ++i) {
    int size;
    const char32_t c = DecodeUtf8Before(text, left, &size);
    const uint32_t bracket = BracketBegin(text, left);
    if (EndsChinesePhrase(c) && c != U'”' && bracket == left) break;  // “口袋公园”数量达98座
    left = bracket < left ? bracket : left - size;
  }
  std::vector<uint32_t> starts;  // Of words, as one reads on.
  for (uint32_t at = left; at < begin;) {
    starts.push_back(at);
    const uint32_t end = rules.vocabulary.Longest(text, at, {}).end;
    at = end > 0 ? end : at + Utf8Size(static_cast<unsigned char>(text[at]));
  }
  Counted found, close;
  uint32_t found_at = 0, close_end = 0;
  for (uint32_t at = begin; at > left;) {
    int size;
    DecodeUtf8Before(text, at, &size);
    at -= size;
    const auto hit = rules.vocabulary.Longest(text, at, {});
    const Entry* noun = NounOf(hit);
    // A single character is too likely a part of another word; 种群 are of what is before.
    if (noun == nullptr || hit.end > begin || hit.end - at < 6 || IsTerm(hit, kBetween)) continue;
    if (found.entry != nullptr && hit.end <= found_at) break;
    if (folk && !IsTerm(hit, kFolk)) continue;
    const std::string between = BetweenNounAndCount(rules, text.substr(hit.end, begin - hit.end));
    if (IsOnly(rules, kBetween, between)) {
      found = {noun, noun->canonical};
      found_at = at;
      // 新能源汽车 are no 汽车, 重大项目 no 大项.
      if (std::binary_search(starts.begin(), starts.end(), at)) break;
    } else if (hit.end >= close_end && CountCodePoints(between) <= 2) {
      // 服务站达30个, 标准物质12项: a word that goes on.
      close = {noun, noun->canonical + WithoutEnd(rules, between)};
      close_end = hit.end;
    }
  }
  return found.entry != nullptr || folk ? found : close;
}

// 入藏专列迎来显著增长，目前已开行20多列: the last noun of the sentence, or only of the
// clause, that is mostly counted by this classifier.
Counted NounOfClassifier(const CompiledRules& rules, std::string_view text, uint32_t begin,
                         std::string_view classifier, bool of_clause) {
  constexpr uint32_t kFarthest = 120;  // 40 characters.
  const std::u32string_view ends = of_clause ? U"。;,\n" : U"。\n";
  uint32_t left = begin;
  while (left > 0 && begin - left < kFarthest) {
    int size;
    if (ends.find(DecodeUtf8Before(text, left, &size)) != ends.npos) break;
    left -= size;
  }
  const std::string role = std::string(kOf) += classifier;
  const Entry* found = nullptr;
  for (uint32_t at = left, next; at < begin; at = next) {
    next = at + Utf8Size(static_cast<unsigned char>(text[at]));
    const auto hit = rules.vocabulary.Longest(text, at, {});
    if (hit.end > begin || !IsTerm(hit, role)) continue;
    if (const Entry* noun = NounOf(hit); noun != nullptr) found = noun;
    next = hit.end;
  }
  return found == nullptr ? Counted{} : Counted{found, found->canonical};
}

// A number and the end of its classifier.
struct Count {
  uint32_t begin, end;
};

// 新增感染者1108例，其中本土1005例: the last count with the same classifier in
// the sentence.
std::optional<Count> CountBefore(std::string_view text, uint32_t begin,
                                 std::string_view classifier) {
  constexpr uint32_t kFarthest = 150;  // 50 characters.
  constexpr std::u32string_view kNumber = U"0123456789.,一二两三四五六七八九十百千万亿多余";
  const uint32_t left = begin > kFarthest ? begin - kFarthest : 0;
  for (size_t at = begin; (at = text.substr(0, at).rfind(classifier)) != text.npos && at >= left;) {
    if (text.substr(at, begin - at).find_first_of("\n!?") != text.npos ||
        text.substr(at, begin - at).find("。") != text.npos) {
      return std::nullopt;
    }
    uint32_t number = static_cast<uint32_t>(at);
    for (int size; number > 0; number -= size) {
      if (kNumber.find(DecodeUtf8Before(text, number, &size)) == std::u32string_view::npos) break;
    }
    if (number < at) return Count{number, static_cast<uint32_t>(at + classifier.size())};
  }
  return std::nullopt;
}

}  // namespace

NounPhrase ReadChineseNounPhrase(const CompiledRules& rules, std::string_view text, uint32_t at,
                                 std::vector<const Entry*>* words) {
  const NounRow nouns = ReadChineseNouns(rules, text, at, /*linked=*/false);
  if (nouns.end == 0) return {};
  if (words != nullptr) words->push_back(nouns.head);
  return {nouns.end, nouns.head->canonical};
}

std::string CountedNoun(const CompiledRules& rules, std::string_view text, uint32_t begin,
                        uint32_t end, const std::string& classifier, const Entry** entry) {
  const Entry* unused = nullptr;
  if (entry == nullptr) entry = &unused;
  const auto told = [&](const Counted& counted) {
    *entry = counted.entry;
    return counted.noun;
  };
  if (classifier == kVisits) {  // 接待游客5万人次; a flow of people has no other noun.
    const Entry* noun = ReadChineseNouns(rules, text, end, /*linked=*/false).head;
    if (noun != nullptr) return told({noun, noun->canonical});
    const Counted before = NounBefore(rules, text, begin, /*folk=*/true);
    return before.entry == nullptr ? classifier : told(before);
  }
  constexpr int kMostBack = 4;
  const bool named = !EndsAt(rules, text, end);
  std::optional<Count> count = Count{begin, end};
  for (int i = 0; count && i < kMostBack; ++i) {
    std::string noun = NounBehind(rules, text, count->end, classifier, entry);
    if (!noun.empty()) return noun;
    // Times are of what is done, which is not named.
    if (classifier == kTimes) break;
    if (const Counted before = NounBefore(rules, text, count->begin); before.entry != nullptr)
      return told(before);
    // What is named behind, in words not known, is not what was named before.
    if (i == 0 && named) break;
    if (const Counted in = NounOfClassifier(rules, text, count->begin, classifier, true);
        in.entry != nullptr) {
      return told(in);
    }
    count = CountBefore(text, count->begin, classifier);
  }
  if (const Counted in = NounOfClassifier(rules, text, begin, classifier, false);
      !named && in.entry != nullptr) {
    return told(in);
  }
  return std::string(IsOfPeople(classifier) ? kPerson : classifier);
}

}  // namespace factmill
