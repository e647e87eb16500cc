// From the captures of a date rule to calendar dates, ranges and lists of them.
#include <algorithm>
#include <initializer_list>
#include <string>

#include "base/utf8.h"
#include "rules/composer.h"
#include "rules/day_words.h"
#include "rules/tense.h"

namespace factmill {
namespace {

class DateComposer : public Composer {
 public:
  using Composer::Composer;

  std::optional<Composed> Run() {
    DateParts first = rule_.set, last;
    bool has_first = rule_.sets_parts, has_last = false;
    if (!ReadParts(0, &first, &has_first) || !ReadParts(2, &last, &has_last))
      return None("a part of the date is no number");
    if (!ReadDistance(&first)) return None("how far off it is cannot be read");
    if (!CountMonthFromText(&first)) return None("it is the month before one that is not named");
    if (!has_first) return None("no part of a date was found");
    if (first.years_ago && *first.years_ago >= kLongAgo) return LongAgo(*first.years_ago);
    if (rule_.date == DateForm::kList && has_last) return DateList(first, last);
    const bool until = rule_.date == DateForm::kUntil || Find("until") != nullptr;
    const bool from = rule_.date == DateForm::kSince || Find("from") != nullptr;
    const DateMode mode = until                      ? DateMode::kUntil
                          : from                     ? DateMode::kSince
                          : Find("since") != nullptr ? DateMode::kSincePast
                                                     : DateMode::kAt;
    Composed composed;
    if (!AddDate(first, has_last ? std::optional(last) : std::nullopt, mode, begin_, end_,
                 &composed)) {
      return std::nullopt;
    }
    return composed;
  }

 private:
  // So many years ago, or more, tell of no one year.
  static constexpr int kLongAgo = 100;

  // 2000多年前, "300 years ago": how long, and not the year 24 or 1724.
  std::optional<Composed> LongAgo(int years) const {
    auto text = FormatDuration(Decimal(years), std::nullopt, "Y");
    if (!text) return None("so long a time cannot be written as a duration");
    Figure figure{begin_, end_, {}};
    figure.value.kind = Kind::kDate;
    figure.value.edtf = *std::move(text);
    const Capture* ago = Find("ya");
    if (ago != nullptr && ago->quantity != nullptr)
      figure.value.bound = ago->quantity->items[0].bound;
    Composed composed;
    composed.figures.push_back(std::move(figure));
    Hedge(&composed.figures);
    return composed;
  }

  // 98年 is 1998, 21年 is 2021, 3/18/40 is of 1940: Chinese ones are at most ten years ahead.
  int YearOfTwoDigits(int year, const Capture& capture) const {
    const bool chinese = context_.text.substr(capture.end).starts_with("年");
    const int last = chinese && context_.reference ? context_.reference->year + 10 : 2039;
    return year + (2000 + year <= last ? 2000 : 1900);
  }

  static bool HasHan(std::string_view text) {
    int size;
    for (size_t at = 0; at < text.size(); at += static_cast<size_t>(size)) {
      if (IsHan(DecodeUtf8(text, at, &size))) return true;
    }
    return false;
  }

  // 2 of m2, 0 of m.
  static int NumberOfEnd(std::string_view name) {
    const bool numbered = name.size() > 1 && name.back() >= '2' && name.back() <= '3';
    return numbered ? name.back() - '0' : 0;
  }

  // How far off a date is: "2 weeks and 3 days ago".
  bool ReadDistance(DateParts* parts) const {
    const Capture* const distance[][2] = {
        {Find("n"), Find("du")}, {Find("n2"), Find("du2")}, {Find("n3"), Find("du3")}};
    for (const auto& [n, unit] : distance) {
      if (unit == nullptr) break;
      const auto amount = n != nullptr ? NumberOf(*n) : std::optional(Decimal(1));
      const auto whole = amount ? amount->ToInt() : std::nullopt;
      if (!whole || unit->entry == nullptr || *whole > 10000 ||
          !parts->AddDistance(static_cast<int>(*whole), unit->entry->canonical)) {
        return false;
      }
    }
    return true;
  }

  // Reads the captures of one end (0, 2 or 3) into parts; false if one of them
  // is no number.  `*any` says whether there were any.
  bool ReadParts(int end, DateParts* parts, bool* any) const {
    for (const Capture& capture : captures_) {
      std::string_view name = capture.name;
      if (NumberOfEnd(name) != end) continue;
      if (end != 0) name.remove_suffix(1);
      if (name == "until" || name == "since" || name == "from") continue;
      if (name == "n" || name == "du") {  // See ReadDistance.
        *any = *any || end == 0;
        continue;
      }
      std::optional<int64_t> value;
      const bool first_year = name == "roc" && TextOf(capture) == "元";  // 光绪元年
      const auto number = first_year ? Decimal(1) : NumberOf(capture);
      if (number) value = number->ToInt();
      if (name == "y" && !number) value = ReadSpelledYear(TextOf(capture));
      if (!value) return false;
      if (*value < -100000 || *value > 100000) return false;
      int part = static_cast<int>(*value);
      if (name == "era") continue;
      if (name == "roc") {  // Years of the Republic of China count from 1912.
        const Capture* era = Find("era");
        const auto before = era != nullptr ? NumberOf(*era) : Decimal(1911);
        part += static_cast<int>(before ? before->ToInt().value_or(0) : 0);
        name = "y";
      } else if (name == "fq") {  // The first so many quarters.
        part *= 3;
        name = "fm";
      } else if (name == "y" && part < 100 && part >= 0) {
        part = YearOfTwoDigits(part, capture);
      }
      if (!parts->Set(name, part)) return false;
      *any = true;
    }
    return true;
  }

  // "July 17 and 22", 10月2日、9日和16日: each day is a figure of its own.
  // "16 and 17 March": what is said last is of both.
  std::optional<Composed> DateList(DateParts first, const DateParts& second) {
    std::vector<DateParts> items = {first, second};
    bool has_third = false;
    if (DateParts third; !ReadParts(3, &third, &has_third)) {
      return None("a part of the date is no number");
    } else if (has_third) {
      items.push_back(third);
    }
    for (size_t i = 1; i < items.size(); ++i) {
      if (!first.month) first.month = items[i].month;
      if (!first.year) first.year = items[i].year;
      if (!first.year_offset) first.year_offset = items[i].year_offset;
    }
    const DateParts& last = items.back();
    for (DateParts& item : items) {
      // "December and January 2005": what is later in the year is of the year before.
      const bool turns = last.year && last.month && item.month && *item.month > *last.month;
      if (!item.year) item.year = turns ? *last.year - 1 : first.year;
      if (!item.year_offset) item.year_offset = first.year_offset;
      if (!item.month) item.month = first.month;
    }
    if (!ShareYear(&items)) return std::nullopt;
    Composed composed;
    for (size_t i = 0; i < items.size(); ++i) {
      const auto [begin, end] = ExtentOfItem(i, items.size());
      if (!AddDate(items[i], std::nullopt, DateMode::kAt, begin, end, &composed))
        return std::nullopt;
    }
    return composed;
  }

  // The bytes of the item at `place` in a list of `size`: the first and last reach to its ends.
  std::pair<uint32_t, uint32_t> ExtentOfItem(size_t place, size_t size) const {
    const int number = place == 0 ? 0 : static_cast<int>(place) + 1;
    uint32_t begin = end_, end = begin_;
    for (const Capture& capture : captures_) {
      if (NumberOfEnd(capture.name) != number) continue;
      begin = std::min(begin, capture.begin);
      end = std::max(end, capture.end);
    }
    for (std::string_view unit : {"日", "号", "月"}) {
      if (context_.text.substr(end).starts_with(unit)) end += unit.size();
    }
    return {place == 0 ? begin_ : begin, place + 1 == size ? end_ : end};
  }

  // Items without a year follow each other: the last one's year tells theirs ("weak in the second
  // and third quarters", said in April, are both last year's); the first one's where it is told
  // which ("last October 11 and 12").
  bool ShareYear(std::vector<DateParts>* items) const {
    const size_t known = items->front().coming ? 0 : items->size() - 1;
    Composed one;
    if (!AddDate((*items)[known], std::nullopt, DateMode::kAt, begin_, end_, &one)) return false;
    if (one.figures.empty()) return true;  // Nothing to resolve it against.
    const auto place = [](const DateParts& item) {
      return item.quarter.value_or(0) * 1000 + item.month.value_or(0) * 50 + item.day.value_or(0);
    };
    const int year = std::stoi(one.figures[0].value.date_start), at = place((*items)[known]);
    for (size_t i = 0; i < items->size(); ++i) {
      DateParts& item = (*items)[i];
      if (i == known || item.year || item.year_offset) continue;
      item.year = i < known && place(item) > at   ? year - 1
                  : i > known && place(item) < at ? year + 1
                                                  : year;
    }
    return true;
  }

  // 4月份的产量比上月高: the month before the one that is spoken of, which need not be the
  // article's.  False if none is, or one that is not of late.
  bool CountMonthFromText(DateParts* parts) const {
    constexpr uint32_t kFarthest = 600;
    constexpr std::string_view kMonth = "月";
    if (parts->month_offset != -1 || !context_.reference) return true;
    std::string_view before = context_.text.substr(0, begin_);
    const auto compared = {"比", "较", "从", "与", "同", "跟"};
    if (std::ranges::none_of(compared, [&](const char* word) { return before.ends_with(word); }))
      return true;
    before.remove_prefix(before.size() - std::min<size_t>(before.size(), kFarthest));
    for (size_t at; (at = before.rfind(kMonth)) != before.npos;) {
      const std::string_view behind = before.substr(at + kMonth.size());
      before = before.substr(0, at);
      if (before.ends_with("本") || before.ends_with("这个")) return true;  // The article's.
      if (!behind.empty() && IsAsciiDigit(static_cast<unsigned char>(behind[0]))) continue;
      const size_t begin = NumberBegin(before);
      const auto number = ReadWholeNumber(before.substr(begin));
      const auto month = number ? number->ToInt() : std::nullopt;
      if (!month || *month < 1 || *month > 12) continue;
      const int back = (context_.reference->month - static_cast<int>(*month) + 12) % 12;
      constexpr int kLatest = 3;  // Of what is told, the month is one of the last.
      if (back > kLatest || before.substr(0, begin).ends_with("年")) return false;
      parts->month_offset = -1 - back;
      return true;
    }
    return false;
  }

  // Where the digits or Chinese numerals begin that end `text`; its end if there are none.
  static size_t NumberBegin(std::string_view text) {
    size_t begin = text.size();
    for (int size; begin > 0; begin -= static_cast<size_t>(size)) {
      const char32_t c = DecodeUtf8Before(text, begin, &size);
      if (!IsAsciiDigit(c) && !IsChineseNumeral(c)) break;
    }
    return begin;
  }

  // A text that is nothing else is of the article's year: "first Tuesday of October",
  // "July 13 - 15", 九月下旬.  A Chinese range, 1月3日至2月10日, need not be.
  bool InThisYear(const DateParts& first, const std::optional<DateParts>& last) const {
    if (begin_ != 0 || end_ != context_.text.size()) return false;
    const bool planned = last || first.nth || first.week || first.span || HasHan(context_.text);
    if (!planned) return false;
    const auto month = first.month || !last ? first.month : last->month;
    if (!month || first.year || first.year_offset || first.month_offset) return false;
    if (!last) return true;
    return !HasHan(context_.text) && !last->year && !last->year_offset &&
           last->month.value_or(12) >= *month;
  }

  bool AddDate(const DateParts& first, const std::optional<DateParts>& last, DateMode mode,
               uint32_t begin, uint32_t end, Composed* composed) const {
    DateParts start = first;
    if (InThisYear(first, last)) start.year_offset = 0;
    if (IsWeekendJustOver()) start.weekend_offset = -1;
    if (IsWinterJustOver(start)) start.year_offset = -1;
    const bool weekday = start.weekday && !start.week_offset && !start.day;
    const bool part = start.quarter || start.half || start.months;
    const bool begun = mode == DateMode::kSince && context_.text.substr(end_).starts_with("的");
    DateOutcome outcome = ResolveDate(start, last, mode, context_.reference, [&] {
      if (begun) return false;  // 将延长从7月开始的减产
      const bool told = part || (weekday && mode == DateMode::kAt);
      const Tense tense = told ? Around(Looking::kBehind) : Tense::kUnknown;
      const bool unsure = tense == Tense::kUnknown || (part && tense == Tense::kComing);
      return (unsure && Future()) || (tense == Tense::kComing && (!part || Foreseen()));
    });
    if (outcome.result &&
        (PassedBy(start, last, *outcome.result) || IsYearEndOver(start, mode, *outcome.result))) {
      start.year = std::stoi(outcome.result->start) - 1;
      outcome = ResolveDate(start, last, mode, context_.reference, [] { return false; });
    }
    if (!outcome.result) {
      if (outcome.error != DateError::kNeedsReference) return No("there is no such date");
      composed->warning = "a relative date, and the article has no publication date";
      return true;
    }
    Figure figure{begin, end, {}};
    figure.value.kind = Kind::kDate;
    figure.value.edtf = std::move(outcome.result->edtf);
    figure.value.date_start = std::move(outcome.result->start);
    figure.value.date_end = std::move(outcome.result->end);
    figure.value.bound = outcome.result->about ? Bound::kAbout : rule_.bound;
    composed->figures.push_back(std::move(figure));
    return true;
  }

  // What stands before the match behind the last of `marks`, at most 160 bytes.
  std::string_view Behind(std::initializer_list<std::string_view> marks) const {
    constexpr uint32_t kFarthest = 160;
    std::string_view window = context_.text.substr(0, begin_);
    window.remove_prefix(window.size() - std::min<size_t>(window.size(), kFarthest));
    for (std::string_view mark : marks) {
      const size_t at = window.rfind(mark);
      if (at != window.npos) window.remove_prefix(at + mark.size());
    }
    return window;
  }

  // "It lost money in August", said in May: a month of the year before.
  bool PassedBy(const DateParts& start, const std::optional<DateParts>& last,
                const DateResult& date) const {
    const bool bare = start.month && !start.weekday && !start.year && !start.year_offset &&
                      !start.coming && !last;
    if (!bare || !context_.reference) return false;
    // A few days ahead may be where the sun rises earlier, or a slip of the date.
    constexpr int kFarAhead = 3;
    if (date.start <= FormatDay(AddDays(*context_.reference, kFarAhead))) return false;
    // What comes in ten months or more has its year beside it: "will open on 3 May", said on 9 May.
    constexpr int kTooFarAhead = 315;
    const bool far = date.start > FormatDay(AddDays(*context_.reference, kTooFarAhead));
    return (far && !words_.StandsBefore(context_.text, begin_, DayCue::kEnding)) ||
           words_.StandsBefore(context_.text, begin_, DayCue::kEnded) ||
           (LiesThen() && Around(Looking::kBehindOpening) == Tense::kPast);
  }

  // "It held 30 mln dlrs at year-end", said in March.
  bool IsYearEndOver(const DateParts& parts, DateMode mode, const DateResult& date) const {
    DateParts year_end;
    year_end.part = 1;
    return mode == DateMode::kAt && parts == year_end && context_.reference &&
           date.start > FormatDay(*context_.reference) && Around(Looking::kBehind) == Tense::kPast;
  }

  // "Snow was deep this winter", said in April or May.
  bool IsWinterJustOver(const DateParts& parts) const {
    constexpr int kWinter = 24, kApril = 4, kMay = 5;  // A season of EDTF.
    if (parts.season != kWinter || parts.year || parts.year_offset != 0 || !context_.reference)
      return false;
    const int month = context_.reference->month;
    return (month == kApril || month == kMay) && Around(Looking::kBehindOpening) != Tense::kComing;
  }

  // "They were better this weekend", said on Monday.
  bool IsWeekendJustOver() const {
    const Capture* weekend = Find("we");
    if (weekend == nullptr || NumberOf(*weekend) != Decimal(0) || !context_.reference) return false;
    constexpr int kTuesday = 2;
    return WeekdayOf(*context_.reference) <= kTuesday &&
           !context_.text.substr(end_).starts_with("'s") &&
           Around(Looking::kBehindOpening) == Tense::kPast;
  }

  Tense Around(Looking looking) const {
    return TenseAround(rules_.tense_words, context_.text, begin_, end_, looking);
  }

  // Does what is told lie in that time?  Not so "sales for July", "from July", "up to July",
  // "July shipments", "holders of record on July 3", "July 3 will be".
  bool LiesThen() const {
    return !words_.StandsIn(Behind({". ", "; ", ", "}), DayCue::kNotYet) &&
           words_.StandsBefore(context_.text, begin_, DayCue::kWithin) && Find("from") == nullptr &&
           !IsToCome();
  }
  // "July 3 will be"
  bool IsToCome() const {
    return words_.StandsAt(context_.text, end_, DayCue::kComing) ||
           words_.StandsAt(context_.text, end_, DayCue::kPlanned);
  }

  // Does what stands around the match speak of what is to come?
  bool Future() const {
    if (words_.StandsBefore(context_.text, begin_, DayCue::kOfRecord)) return false;
    // "It was payable on May 3": that is over.
    if (words_.StandsBefore(context_.text, begin_, DayCue::kFallsDue))
      return !words_.StandsIn(Behind({". ", "? ", "! ", "; ", ", "}), DayCue::kWas);
    if (IsToCome()) return true;
    const std::string_view clause = Behind({",", "。", ";", "!", "?"});
    if (words_.StandsIn(clause, DayCue::kPlanned) && !words_.StandsIn(clause, DayCue::kYesterday))
      return true;
    // "It will open on Friday", but "It will open, he said on Friday".
    const std::string_view sentence = Behind({". ", "? ", "! ", "。"});
    const uint32_t coming = words_.LastIn(sentence, DayCue::kComing);
    return coming > words_.LastIn(sentence, DayCue::kOver) &&
           !TellsOfThePast(sentence.substr(std::min<size_t>(coming + 1, sentence.size())));
  }

  // Is a quarter or a half-year what is looked forward to: "expects a loss in the third
  // quarter", "the third quarter should match"?  Not so "hopes of growth in the third quarter".
  bool Foreseen() const {
    constexpr int kNear = 20;  // Characters.
    return words_.StandsIn(Behind({". ", "? ", "! ", "; "}), DayCue::kForeseen) ||
           words_.StandsIn(WindowAfter(context_.text, end_, kNear), DayCue::kForeseen);
  }

  // Is there a verb such as "unveiled" that is no participle, as in "will be unveiled"?
  static bool TellsOfThePast(std::string_view words) {
    std::string_view before;
    for (size_t at = 0; at < words.size();) {
      const size_t end = std::min(words.find(' ', at), words.size());
      const std::string_view word = words.substr(at, end - at);
      const bool participle = before == "be" || before == "been" || before == "being" ||
                              before == "get" || before == "have" || before == "and" ||
                              before.ends_with("ly");
      if (at > 0 && word.size() > 4 && word.ends_with("ed") && !participle) return true;
      before = word;
      at = end + 1;
    }
    return false;
  }

  const DayWords& words_ = rules_.day_words;
};

}  // namespace

std::optional<Composed> ComposeDate(const CompiledRules& rules, const Rule& rule,
                                    std::span<const Capture> captures, uint32_t begin, uint32_t end,
                                    const MatchContext& context, const char** why) {
  if (rule.date == DateForm::kDuration)
    return ComposeDuration(rules, rule, captures, begin, end, context, why);
  return DateComposer(rules, rule, captures, begin, end, context, why).Run();
}

}  // namespace factmill
