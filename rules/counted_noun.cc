// What a Chinese count counts.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

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
constexpr std::string_view kFolk = "count.folk";
constexpr std::string_view kTimes = "次";
constexpr std::string_view kVisits = "人次";

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

// The noun entry at `at`, and its end.
const Entry* NounAt(const CompiledRules& rules, std::string_view text, uint32_t at, uint32_t* end) {
  const auto hit = rules.vocabulary.Longest(text, at, {});
  const Entry* noun = NounOf(hit);
  if (noun != nullptr) *end = hit.end;
  return noun;
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

// Nouns in a row; the head stands last: 高校院所, 机器人基地.
struct NounRow {
  uint32_t end = 0;  // 0 for none.
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
      row = {hit.end, noun};
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
      } else if (!IsHan(c)) {
        next = std::max(ModelEnd(at), QuoteEnd(at));  // SH-60K直升机, “海鹰”直升机
        // 涉及医保、养老的项目
        if (next == at && c == U'、' && stopped_ && phrase_.begin == phrase_.end) next = at + size;
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
    stopped_ = linked_ = false;
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
    if (stopped_ || (!letter(text_[at]) && !number)) return at;
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
    return close == rest.npos || EndsAt(rules_, text_, end) ? at + kOpen.size() : end;
  }

  // Words in a row, each of whole characters.  The first join modifiers: 科学与应用
  // 项目, 省级以上工厂; hedges stand behind a figure, too.
  static constexpr std::string_view kJoins = "和 与 及";
  static constexpr std::string_view kBehind = "以上 左右 以下 以内";
  // These do not stand behind a noun where a phrase begins: 37名中管干部.
  static constexpr std::string_view kPlaces = "中 内 后 前 里";

  const CompiledRules& rules_;
  std::string_view text_;
  CountedPhrase phrase_;
  bool stopped_ = false;
  bool linked_ = false;
  bool quoted_ = false;
};

constexpr std::u32string_view kFiller =
    U"总量数共计有达到约近超过逾增至为已只仅目前现拥设建成新分别则上下高"
    U"累产销开行出口突破交付发布授权登记认处理完恢复扩容全年日均今中注册受的每由从初期通最加试点之"
    U"了净首次将长大升缩减扩提接突增已经又再度目终定格保有共持续维仍后只余计年月内率先一合售拓”";
// 原来, 2012年年底, 过去不足: what a change starts from.
constexpr std::u32string_view kOrigin =
    U"0123456789一二三四五六七八九十年月日世纪代上下半初底末的原来先有最始当过去前此以往不足约近仅"
    U"只每";
constexpr std::u32string_view kDigits = U"0123456789一二三四五六七八九十两多余";

bool IsOnly(std::u32string_view characters, std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    int size;
    if (characters.find(DecodeUtf8(text, at, &size)) == characters.npos) return false;
    at += size;
  }
  return true;
}

// What stands between a noun and its figure, without where a change starts and without
// the kinds: 通道由原来的17条, 样品等4类22种.
std::string_view BetweenNounAndCount(std::string_view text) {
  for (std::string_view from : {"从", "由"}) {
    const size_t at = text.rfind(from);
    if (at != text.npos && IsOnly(kOrigin, text.substr(at + from.size())))
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
  text = text.substr(0, end);
  if (text.ends_with(kAndOthers)) text.remove_suffix(kAndOthers.size());
  return text;
}

// The noun behind a classifier that ends at `at`; "" for none.
std::string NounBehind(const CompiledRules& rules, std::string_view text, uint32_t at,
                       std::string_view classifier, const Entry** entry) {
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
    const bool one = phrase.whole && phrase.nouns.end + 3 == phrase.end && length <= 6 &&
                     (!IsHan(next) || next == U'的');
    return one ? std::string(whole) : phrase.nouns.head->canonical;
  }
  if (times) return "";
  if (phrase.single != nullptr) return (*entry = phrase.single)->canonical;
  // A phrase as short as a noun is one: 两棵银杏树, 三间平房.
  if (!phrase.whole || length < 2 || length > 6) return "";
  constexpr std::u32string_view kNoBegin = U"一二两三四五六七八九十百千万亿";  // 两家，上百家
  int size;
  const char32_t c = DecodeUtf8(whole, 0, &size);
  const bool noun = IsHan(c) && kNoBegin.find(c) == std::u32string_view::npos;
  return noun ? std::string(whole) : "";
}

// 新增市场主体两万多家: the noun right before a figure at `begin`, a hedge between;
// `folk`: only who counts as people.
const Entry* NounBefore(const CompiledRules& rules, std::string_view text, uint32_t begin,
                        bool folk = false) {
  uint32_t left = begin;
  for (int i = 0; i < 20 && left > 0; ++i) {
    int size;
    const char32_t c = DecodeUtf8Before(text, left, &size);
    if (EndsChinesePhrase(c) && c != U'”') break;  // “口袋公园”数量达98座
    left -= size;
  }
  const Entry* found = nullptr;
  uint32_t found_begin = 0, found_end = 0;
  for (uint32_t p = left; p < begin; p += Utf8Size(static_cast<unsigned char>(text[p]))) {
    uint32_t noun_end = 0;
    const Entry* noun = NounAt(rules, text, p, &noun_end);
    // A single character is too likely a part of another word.
    if (noun == nullptr || noun_end > begin || p < found_end || noun_end - p < 6) continue;
    found = noun;
    found_begin = p;
    found_end = noun_end;
  }
  if (found == nullptr) return nullptr;
  if (folk && !IsTerm(rules.vocabulary.Longest(text, found_begin, {}), kFolk)) return nullptr;
  const std::string_view between = BetweenNounAndCount(text.substr(found_end, begin - found_end));
  return CountCodePoints(between) <= 2 || IsOnly(kFiller, between) ? found : nullptr;
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
  if (classifier == kVisits) {  // 接待游客5万人次; a flow of people has no other noun.
    const Entry* noun = ReadChineseNouns(rules, text, end, /*linked=*/false).head;
    if (noun == nullptr) noun = NounBefore(rules, text, begin, /*folk=*/true);
    return noun == nullptr ? classifier : (*entry = noun)->canonical;
  }
  constexpr int kMostBack = 4;
  std::optional<Count> count = Count{begin, end};
  for (int i = 0; count && i < kMostBack; ++i) {
    std::string noun = NounBehind(rules, text, count->end, classifier, entry);
    if (!noun.empty()) return noun;
    // Times are of what is done, which is not named.
    if (classifier == kTimes) break;
    if (const Entry* before = NounBefore(rules, text, count->begin); before != nullptr)
      return (*entry = before)->canonical;
    // What is named behind, in words not known, is not what was named before.
    if (i == 0 && !EndsAt(rules, text, end)) break;
    count = CountBefore(text, count->begin, classifier);
  }
  return classifier;
}

}  // namespace factmill
