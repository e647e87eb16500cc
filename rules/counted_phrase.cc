#include "rules/counted_phrase.h"

#include <algorithm>

#include "base/utf8.h"

namespace factmill::chinese {

const Entry* TermOf(const Vocabulary::Hit& hit, std::string_view role) {
  if (hit.end == 0) return nullptr;
  const auto term = std::find_if(hit.entries->begin(), hit.entries->end(), [&](const Entry* e) {
    return e->kind == EntryKind::kTerm && e->role == role;
  });
  return term == hit.entries->end() ? nullptr : *term;
}

bool IsTerm(const Vocabulary::Hit& hit, std::string_view role) {
  return TermOf(hit, role) != nullptr;
}

const Entry* NounOf(const Vocabulary::Hit& hit) {
  if (hit.end == 0) return nullptr;
  const auto noun = std::find_if(hit.entries->begin(), hit.entries->end(),
                                 [](const Entry* e) { return e->kind == EntryKind::kNoun; });
  return noun == hit.entries->end() ? nullptr : *noun;
}

bool EndsAt(const CompiledRules& rules, std::string_view text, uint32_t at) {
  if (at >= text.size()) return true;
  int size;
  const char32_t c = DecodeUtf8(text, at, &size);
  constexpr std::u32string_view kNumerals = U"一二两三四五六七八九十的之";
  return !IsHan(c) || kNumerals.find(c) != std::u32string_view::npos ||
         IsTerm(rules.vocabulary.Longest(text, at, {}), kStop);
}

bool EndsAtSign(std::string_view text, uint32_t at) {
  int size;
  return at >= text.size() || !IsHan(DecodeUtf8(text, at, &size));
}

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

namespace {

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
        // 面向3岁、4岁儿童的机构; 数字化、智能化工厂
        const bool goes_on = stopped_
                                 ? phrase_.begin == phrase_.end && kWithin.find(c) != kWithin.npos
                                 : adjective_ && c == U'、';
        if (next == at && goes_on) next = at + size;
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
  // What may stand within a clause that says which.
  static constexpr std::u32string_view kWithin = U"、“”.%-0123456789";

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
    // 受灾 ends a clause, and says which where a phrase begins.
    const bool which = at == phrase_.begin && IsTerm(hit, kLink);
    if (IsTerm(hit, kStop) && !joins && !place && !which) {
      stopped_ = true;
      phrase_.end = at;
      return;
    }
    linked_ = IsTerm(hit, kLink);
    // 节能、环保设备, but 9栋以科技、金融为主的大楼
    adjective_ =
        linked_ && phrase_.nouns.end == 0 && !text_.substr(phrase_.begin).starts_with("以");
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

}  // namespace

CountedPhrase ReadCountedPhrase(const CompiledRules& rules, std::string_view text, uint32_t begin) {
  return CountedPhraseReader(rules, text).Read(begin);
}

}  // namespace factmill::chinese
