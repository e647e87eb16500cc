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
#include "rules/counted_phrase.h"

namespace factmill {
namespace {

using chinese::CountedPhrase;
using chinese::EndsAt;
using chinese::EndsAtSign;
using chinese::IsTerm;
using chinese::NounOf;
using chinese::NounRow;
using chinese::ReadChineseNouns;
using chinese::TermOf;

// Characters that end a Chinese noun phrase.
bool EndsChinesePhrase(char32_t c) {
  constexpr std::u32string_view kEnds = U",.;:!?、。；：！？()（）“”\"'《》|\n ";
  return kEnds.find(c) != std::u32string_view::npos;
}

// Words that stand between nouns and figures (rules/zh/noun-phrases.toml).
constexpr std::string_view kBetween = "np.between";
constexpr std::string_view kOrigin = "np.origin";
constexpr std::string_view kOthers = "np.others";
constexpr std::string_view kOf = "np.of.";      // And a classifier.
constexpr std::string_view kWhat = "np.what.";  // And a classifier: 死亡3例.
constexpr std::string_view kFolk = "count.folk";
constexpr std::string_view kTimes = "次";
constexpr std::string_view kOfTimes = "np.times";
constexpr std::string_view kVisits = "人次";
constexpr std::string_view kPerson = "人";
constexpr std::string_view kHouseholds = "户";  // 三百户人家

constexpr std::string_view kIntent = "np.intent";  // 规划建设6台 are no 规划.
constexpr std::string_view kOfIntent = "np.intent.by";
constexpr std::string_view kOfBoth = "np.both";  // Classifiers: 种 of 产品和服务1000种.
constexpr std::string_view kField = "np.field";  // 领域: no 家 counts them.
constexpr std::string_view kFieldBy = "np.field.by";
constexpr std::string_view kThing = "np.thing";  // 装备: not counted by 家, ...
constexpr std::string_view kNoThing = "np.thing.not";
constexpr std::string_view kBody = "np.body";
constexpr std::string_view kBodyBy = "np.body.by";

// Is all of `word` a word of that role?
bool IsWhole(const CompiledRules& rules, std::string_view word, std::string_view role) {
  const auto hits = rules.vocabulary.All(word, 0);
  return std::ranges::any_of(hits, [&](const Vocabulary::Hit& hit) {
    return hit.end == word.size() && IsTerm(hit, role);
  });
}

// What bodies make or handle is counted by other classifiers than they are.
bool CountsBodies(const CompiledRules& rules, std::string_view classifier) {
  return IsWhole(rules, classifier, kBodyBy);
}

// Is it 艘次, which counts what 艘 counts: 船舶, but no 航线?
bool IsOfTimes(const CompiledRules& rules, std::string_view classifier) {
  return classifier.ends_with(kTimes) && IsWhole(rules, classifier, kOfTimes);
}

// The role of nouns that are mostly counted by the classifier.
std::string RoleOf(const CompiledRules& rules, std::string_view classifier) {
  if (IsOfTimes(rules, classifier)) classifier.remove_suffix(kTimes.size());
  return std::string(kOf).append(classifier);
}

bool IsOfPeople(std::string_view classifier) { return classifier == "名" || classifier == "位"; }

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

// 医生和患者共12人: neither is what is counted.
bool FollowsAnd(std::string_view before) {
  return std::ranges::any_of(std::array{"和", "以及", "或", "、"},
                             [&](const char* link) { return before.ends_with(link); });
}

// Is there a word of that role in `text`?
bool Has(const CompiledRules& rules, std::string_view role, std::string_view text) {
  for (uint32_t at = 0; at < text.size(); at += Utf8Size(static_cast<unsigned char>(text[at]))) {
    if (std::ranges::any_of(rules.vocabulary.All(text, at),
                            [&](const Vocabulary::Hit& hit) { return IsTerm(hit, role); }))
      return true;
  }
  return false;
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
  if (at + 1 >= text.size() || (text[at] != '(' && text[at] != '/')) return at;
  int size;
  if (!IsHan(DecodeUtf8(text, at + 1, &size))) return at;
  const uint32_t end = at + 1 + static_cast<uint32_t>(size);
  if (text[at] == '/') return end;
  return end < text.size() && text[end] == ')' ? end + 1 : at;
}

// Where to read on behind a noun that this classifier does not count: 50条组织的隧道,
// 500家机器人领域企业.  0 if it does.
uint32_t BehindOwner(const CompiledRules& rules, std::string_view text, const CountedPhrase& phrase,
                     std::string_view classifier) {
  constexpr std::string_view kOwns = "的";
  const uint32_t end = phrase.nouns.end;
  const auto noun = rules.vocabulary.Longest(text, phrase.nouns.begin, {});
  const bool owns = text.substr(end).starts_with(kOwns);
  const auto next = end + static_cast<uint32_t>(owns ? kOwns.size() : 0);
  if (IsTerm(noun, kBody)) {
    const bool people = IsOfPeople(classifier);  // 60多位发展中国家及地区领导人
    return people || (owns && !CountsBodies(rules, classifier)) ? next : 0;
  }
  const bool field = IsTerm(noun, kField) && !IsWhole(rules, classifier, kFieldBy);
  const bool thing = IsTerm(noun, kThing) && IsWhole(rules, classifier, kNoThing);
  if (!field && !thing) return 0;
  for (std::string_view link : {"和", "、", "与", "及"}) {  // 20家软件和信息服务企业
    if (text.substr(next).starts_with(link)) return next + static_cast<uint32_t>(link.size());
  }
  return next;
}

// Is the noun a part of a longer name in quotes: 司机 of “司机之家”?
bool IsInName(std::string_view text, const CountedPhrase& phrase) {
  constexpr std::string_view kOpen = "“", kClose = "”";
  const std::string_view lead = text.substr(phrase.begin, phrase.nouns.begin - phrase.begin);
  const size_t open = lead.rfind(kOpen), close = lead.rfind(kClose);
  const bool inside = open != lead.npos && (close == lead.npos || close < open);
  return inside && !text.substr(phrase.nouns.end).starts_with(kClose);
}

// The noun behind a classifier that ends at `at`; "" for none.
std::string NounBehind(const CompiledRules& rules, std::string_view text, uint32_t at,
                       std::string_view classifier, const Entry** entry) {
  at = AfterOtherClassifier(text, at);
  if (at < text.size() && text[at] == ' ') ++at;
  CountedPhrase phrase = chinese::ReadCountedPhrase(rules, text, at);
  // What the first noun only says the owner or the field of.
  constexpr int kMostOwners = 3;
  for (int i = 0; i < kMostOwners && phrase.nouns.end > 0; ++i) {
    const uint32_t behind = BehindOwner(rules, text, phrase, classifier);
    if (behind == 0) break;
    const CountedPhrase owned = chinese::ReadCountedPhrase(rules, text, behind);
    if (owned.nouns.end == 0) {  // 3名公司高管: what they are is a word not known.
      int size = 0;
      if (behind < text.size() && IsHan(DecodeUtf8(text, behind, &size))) return "";
      break;
    }
    phrase = owned;
  }
  if (phrase.nouns.end > 0 && IsInName(text, phrase)) return "";
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
  if (whole.starts_with(kPerson) && classifier != kHouseholds &&
      rules.vocabulary.Longest(text, phrase.begin, {}).end <= person_end) {
    return std::string(kPerson);
  }
  // A phrase as short as a noun is one: 两棵银杏树, 三间平房.
  if (!phrase.whole || length < 2 || length > 6) return "";
  constexpr std::u32string_view kNoBegin = U"一二两三四五六七八九十百千万亿";  // 两家，上百家
  int size;
  const char32_t c = DecodeUtf8(whole, 0, &size);
  // 60多位英国重要工商、文化界代表
  constexpr size_t kName = 4;  // 1名驾驶员、2名通信员
  const bool listed = length > kName && text.substr(phrase.end).starts_with("、");
  const bool noun = IsHan(c) && kNoBegin.find(c) == std::u32string_view::npos && !listed;
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

// 产品和服务1000种 is told by its first noun: the one that 和 links to that at `at`, if any.
// Both are of one sort, and counted by one classifier: not 消防员和消防车15辆.
const Entry* NounLinkedTo(const CompiledRules& rules, std::string_view text, uint32_t left,
                          uint32_t at, std::string_view classifier) {
  const std::string_view before = text.substr(left, at - left);
  if (!before.ends_with("和") || !IsWhole(rules, classifier, kOfBoth)) return nullptr;
  const auto of_sort = [&](const Vocabulary::Hit& hit) {
    return std::pair(IsTerm(hit, kFolk), IsTerm(hit, kBody));
  };
  const auto sort = of_sort(rules.vocabulary.Longest(text, at, {}));
  constexpr uint32_t kShortest = 6, kLink = 3;  // Bytes.
  const uint32_t end = at - kLink;
  for (uint32_t begin = left; begin + kShortest <= end;
       begin += Utf8Size(static_cast<unsigned char>(text[begin]))) {
    const auto hit = rules.vocabulary.Longest(text, begin, {});
    if (hit.end == end && NounOf(hit) != nullptr)
      return of_sort(hit) == sort ? NounOf(hit) : nullptr;
  }
  return nullptr;
}

// 新增市场主体两万多家: the noun right before a figure at `begin`, a hedge between;
// `folk`: only who counts as people.
Counted NounBefore(const CompiledRules& rules, std::string_view text, uint32_t begin,
                   std::string_view classifier, bool folk = false) {
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
  const std::string what = std::string(kWhat).append(classifier);
  const bool times = IsOfTimes(rules, classifier);
  const std::string of = times ? RoleOf(rules, classifier) : "";
  Counted found, close;
  uint32_t found_at = 0, close_end = 0;
  for (uint32_t at = begin; at > left;) {
    int size;
    DecodeUtf8Before(text, at, &size);
    at -= size;
    const auto hit = rules.vocabulary.Longest(text, at, {});
    const Entry* noun = TermOf(hit, what);
    if (noun == nullptr) noun = NounOf(hit);
    // A single character is too likely a part of another word; 种群 are of what is before.
    if (noun == nullptr || hit.end > begin || hit.end - at < 6 || IsTerm(hit, kBetween) ||
        (IsTerm(hit, kIntent) && (hit.end < begin || !IsWhole(rules, classifier, kOfIntent))))
      continue;
    if (found.entry != nullptr && hit.end <= found_at) break;
    if (IsTerm(hit, kBody) && !CountsBodies(rules, classifier)) continue;  // 法院办理300件
    if (folk && !IsTerm(hit, kFolk)) continue;
    if (times && !IsTerm(hit, of)) continue;  // 航线开行1.4万艘次
    const std::string between = BetweenNounAndCount(rules, text.substr(hit.end, begin - hit.end));
    // 包括儿童在内的18人; no 工人 of 罢工人数.
    if (folk && (FollowsAnd(text.substr(0, at)) || Has(rules, kOthers, between) ||
                 !std::ranges::binary_search(starts, at)))
      continue;
    if (IsOnly(rules, kBetween, between)) {
      found = {noun, noun->canonical};
      found_at = at;
      // 新能源汽车 are no 汽车, 重大项目 no 大项.
      if (std::binary_search(starts.begin(), starts.end(), at)) break;
    } else if (noun->kind == EntryKind::kNoun && hit.end >= close_end &&
               CountCodePoints(between) <= 2) {
      // 服务站达30个, 标准物质12项: a word that goes on.
      close = {noun, noun->canonical + WithoutEnd(rules, between)};
      close_end = hit.end;
    }
  }
  if (found.entry == nullptr) return folk || times ? found : close;
  const Entry* first = folk ? nullptr : NounLinkedTo(rules, text, left, found_at, classifier);
  return first == nullptr ? found : Counted{first, first->canonical};
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
  const std::string role = RoleOf(rules, classifier);
  Counted found;
  for (uint32_t at = left, next; at < begin; at = next) {
    next = at + Utf8Size(static_cast<unsigned char>(text[at]));
    const auto hit = rules.vocabulary.Longest(text, at, {});
    if (hit.end > begin || !IsTerm(hit, role)) continue;
    const Entry* noun = NounOf(hit);
    found = noun != nullptr
                ? Counted{noun, noun->canonical}
                : Counted{hit.entries->front(), std::string(text.substr(at, hit.end - at))};
    next = hit.end;
  }
  return found;
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
  if (classifier == kVisits) {  // 5万人次旅客
    const Entry* noun = ReadChineseNouns(rules, text, end, /*linked=*/false).head;
    if (noun != nullptr) return told({noun, noun->canonical});
    // 8.6万人次农技人员
    const CountedPhrase phrase = chinese::ReadCountedPhrase(rules, text, end);
    const NounRow& nouns = phrase.nouns;
    if (phrase.begin == end && nouns.end > 0 &&
        IsTerm(rules.vocabulary.Longest(text, nouns.begin, {}), kFolk))
      return told({nouns.head, nouns.head->canonical});
  }
  // 议员14人, 接待游客5万人次: people and a flow of them have no other noun.
  if (classifier == kVisits || classifier == kPerson) {
    const Counted before = NounBefore(rules, text, begin, classifier, /*folk=*/true);
    return before.entry == nullptr ? classifier : told(before);
  }
  constexpr int kMostBack = 4;
  const bool times = IsOfTimes(rules, classifier);
  const bool named = !EndsAt(rules, text, end);
  std::optional<Count> count = Count{begin, end};
  for (int i = 0; count && i < kMostBack; ++i) {
    const Entry* behind = nullptr;
    const std::string noun = NounBehind(rules, text, count->end, classifier, &behind);
    if (!noun.empty() && (!times || IsWhole(rules, noun, RoleOf(rules, classifier))))
      return told({behind, noun});
    // Times are of what is done, which is not named.
    if (classifier == kTimes) break;
    if (const Counted before = NounBefore(rules, text, count->begin, classifier);
        before.entry != nullptr)
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
