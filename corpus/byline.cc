#include "corpus/byline.h"

#include <algorithm>
#include <span>

#include "base/utf8.h"
#include "corpus/calendar.h"
#include "corpus/characters.h"
#include "corpus/fold.h"
#include "corpus/words.h"

namespace factmill {
namespace {

constexpr size_t kMostBytes = 300;  // Of a line that may be one.

enum class Role { kPublished, kUpdated, kDay, kAuthor, kSite, kOther };

// Words before a colon, folded, in lower case.
constexpr std::string_view kUpdatedAloneWords[] = {"updated",    "last updated",  "updated on",
                                                   "updated at", "last modified", "更新于"};
constexpr std::string_view kUpdatedWords[] = {"update",   "update time", "last update",
                                              "modified", "更新时间",    "更新日期",
                                              "更新",     "最后更新",    "修改时间"};
constexpr std::string_view kPublishedAloneWords[] = {
    "published", "published on", "published at", "first published", "posted",
    "posted on", "released",     "发布于",       "发表于"};
constexpr std::string_view kPublishedWords[] = {
    "publish time", "publication date", "date published", "post date", "release time",
    "release date", "pubdate",          "发布时间",       "发布日期",  "发布",
    "发表时间",     "发表日期",         "发稿时间",       "刊发时间",  "发文日期",
    "上传时间",     "录入时间"};
constexpr std::string_view kDayWords[] = {"date", "time", "时间", "日期"};
constexpr std::string_view kAuthorWords[] = {"author", "writer", "reporter", "written by", "作者",
                                             "记者",   "撰文",   "文",       "文字",       "采写"};
constexpr std::string_view kSiteWords[] = {"source",   "来源", "文章来源", "信息来源", "稿件来源",
                                           "新闻来源", "稿源", "出处",     "转自"};
constexpr std::string_view kOtherWords[] = {
    "source_title", "editor",    "editors", "edited by", "web editor", "translator", "views",
    "comments",     "keywords",  "tags",    "责任编辑",  "编辑",       "责编",       "网络编辑",
    "编审",         "校对",      "审核",    "监制",      "主编",       "翻译",       "阅读",
    "阅读量",       "阅读次数",  "浏览",    "浏览量",    "浏览次数",   "点击",       "点击数",
    "点击量",       "点击率",    "访问量",  "评论",      "评论数",     "字号",       "字体",
    "字体大小",     "分享到",    "关键词",  "标签",      "原标题",     "通讯员",     "图",
    "摄影",         "更新时间戳"};

struct LabelGroup {
  Role role;
  bool alone;  // Before a day they need no colon.
  std::span<const std::string_view> words;
};

const LabelGroup kLabels[] = {
    {Role::kUpdated, true, kUpdatedAloneWords},
    {Role::kUpdated, false, kUpdatedWords},
    {Role::kPublished, true, kPublishedAloneWords},
    {Role::kPublished, false, kPublishedWords},
    {Role::kDay, false, kDayWords},
    {Role::kAuthor, false, kAuthorWords},
    {Role::kSite, false, kSiteWords},
    {Role::kOther, false, kOtherWords},
};

struct FoundLabel {
  Role role;
  bool colon;
  size_t begin;
  size_t end;  // After its colon and the spaces there.
};

bool IsWeekday(std::string_view word) {
  return (word.ends_with("day") && word.find(' ') == word.npos) || word.starts_with("星期");
}

constexpr FirstBytes kLabelBytes({kUpdatedAloneWords, kUpdatedWords, kPublishedAloneWords,
                                  kPublishedWords, kDayWords, kAuthorWords, kSiteWords,
                                  kOtherWords});

// The longest label at `at`, if one is there.
std::optional<FoundLabel> LabelAt(std::string_view lower, size_t at) {
  if (!kLabelBytes.Has(lower.substr(at))) return std::nullopt;
  const unsigned char first = lower[at];
  if (IsAsciiLower(first) && at > 0 && IsAsciiLetter(static_cast<unsigned char>(lower[at - 1]))) {
    return std::nullopt;
  }
  std::optional<FoundLabel> found;
  size_t longest = 0;
  const bool starts = lower.find_first_not_of(" (|[") == at;
  for (const LabelGroup& group : kLabels) {
    for (const std::string_view words : group.words) {
      if (words[0] != lower[at] || words.size() <= longest ||
          !lower.substr(at).starts_with(words)) {
        continue;
      }
      size_t end = lower.find_first_not_of(' ', at + words.size());
      end = std::min(end, lower.size());
      const bool colon = end < lower.size() && (lower[end] == ':' || lower[end] == '/');
      const bool apart = end > at + words.size() || first >= 0x80;
      if (!colon && !(group.alone && starts && apart)) continue;
      if (colon) end = std::min(lower.find_first_not_of(": ", end + 1), lower.size());
      found = FoundLabel{group.role, colon, at, end};
      longest = words.size();
    }
  }
  return found;
}

// A label without a colon is one before a day only: "Updated May 12, 2021", not
// "Updated plans for the mill".
bool LeadsToDay(std::string_view lower, size_t at, const std::vector<WrittenDay>& days) {
  for (const WrittenDay& day : days) {
    if (day.begin < at) continue;
    std::string_view between = lower.substr(at, day.begin - at);
    while (between.ends_with(' ') || between.ends_with(',')) between.remove_suffix(1);
    return between.empty() || between == "on" || between == "at" || IsWeekday(between);
  }
  return false;
}

std::vector<FoundLabel> FindLabels(std::string_view lower, const std::vector<WrittenDay>& days) {
  std::vector<FoundLabel> labels;
  if (days.empty() && lower.find(':') == lower.npos && lower.find('/') == lower.npos) {
    return labels;
  }
  for (size_t at = 0; at < lower.size();) {
    const auto label = LabelAt(lower, at);
    if (label && (label->colon || LeadsToDay(lower, label->end, days))) {
      labels.push_back(*label);
      at = std::max(label->end, at + 1);
    } else {
      at += Utf8Size(static_cast<unsigned char>(lower[at]));
    }
  }
  return labels;
}

// The size of a clock time (17:10, 09:30:05) at `at`; 0 for none.
size_t ClockSize(std::string_view text, size_t at) {
  size_t end = at, parts = 0;
  while (end < text.size()) {
    const size_t begin = end;
    while (end < text.size() && IsAsciiDigit(static_cast<unsigned char>(text[end]))) ++end;
    if (end == begin || end - begin > 2) return 0;
    ++parts;
    if (parts == 3 || end == text.size() || text[end] != ':') break;
    ++end;
  }
  return parts >= 2 ? end - at : 0;
}

constexpr std::string_view kFillers[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon",  "tue",
    "wed",    "thu",     "fri",       "sat",      "sun",    "am",       "pm",     "gmt",  "bjt",
    "utc",    "cst",     "et",        "edt",      "est",    "hkt",      "at",     "on",   "l",
    "m",      "s",       "a",         "p",        "t",      "z",        "print",  "share"};
constexpr std::string_view kHanFillers[] = {
    "星期一",   "星期二", "星期三", "星期四", "星期五", "星期六", "星期日", "星期天",
    "北京时间", "大",     "中",     "小",     "上午",   "下午",   "打印",   "分享"};

// What of a line is neither date nor time nor label nor filler.
struct Rest {
  std::string text;                  // Without spaces and punctuation.
  size_t begin = std::string::npos;  // Where it begins and ends in the line.
  size_t end = 0;
  bool clock = false;
  bool weekday = false;

  void Add(std::string_view line, size_t from, size_t size) {
    text.append(line.substr(from, size));
    begin = std::min(begin, from);
    end = from + size;
  }
};

// Takes one filler at `*at`.
bool TakeFiller(std::string_view lower, size_t* at, Rest* rest) {
  if (const size_t clock = ClockSize(lower, *at)) {
    rest->clock = true;
    *at += clock;
    return true;
  }
  size_t end = *at;
  while (end < lower.size() && IsAsciiLower(static_cast<unsigned char>(lower[end]))) ++end;
  if (end > *at) {
    const std::string_view word = lower.substr(*at, end - *at);
    const bool filler =
        std::find(std::begin(kFillers), std::end(kFillers), word) != std::end(kFillers);
    if (!filler) rest->Add(lower, *at, word.size());
    rest->weekday |= filler && IsWeekday(word);
    *at = end;
    return true;
  }
  for (const std::string_view word : kHanFillers) {
    if (!lower.substr(*at).starts_with(word)) continue;
    rest->weekday |= IsWeekday(word);
    *at += word.size();
    return true;
  }
  return false;
}

Rest RestOf(std::string_view lower, const std::vector<WrittenDay>& days,
            const std::vector<FoundLabel>& labels) {
  Rest rest;
  for (size_t at = 0; at < lower.size();) {
    const auto day =
        std::find_if(days.begin(), days.end(), [&](const WrittenDay& d) { return d.begin == at; });
    const auto label = std::find_if(labels.begin(), labels.end(),
                                    [&](const FoundLabel& l) { return l.begin == at; });
    if (day != days.end()) {
      at = day->end;
    } else if (label != labels.end()) {
      at = label->end;
    } else if (!TakeFiller(lower, &at, &rest)) {
      const int size = Utf8Size(static_cast<unsigned char>(lower[at]));
      if (lower.find_first_of(" ,|()[]-.:;/", at) != at) rest.Add(lower, at, size);
      at += size;
    }
  }
  return rest;
}

DayRole RoleOf(const WrittenDay& day, const std::vector<FoundLabel>& labels) {
  DayRole role = DayRole::kPlain;
  for (const FoundLabel& label : labels) {
    if (label.begin >= day.begin) break;
    if (label.role == Role::kUpdated) role = DayRole::kUpdated;
    if (label.role == Role::kPublished) role = DayRole::kPublished;
    if (label.role == Role::kDay) role = DayRole::kPlain;
  }
  return role;
}

// The words after a label: up to the next label or day, a bar, a bracket or a
// wide gap.
FoldedSpan ValueOf(std::string_view folded, const FoundLabel& label,
                   const std::vector<FoundLabel>& labels, const std::vector<WrittenDay>& days) {
  size_t end = folded.size();
  for (const FoundLabel& other : labels) {
    if (other.begin >= label.end) end = std::min(end, other.begin);
  }
  for (const WrittenDay& day : days) {
    if (day.begin >= label.end) end = std::min<size_t>(end, day.begin);
  }
  for (const char* stop : {"  ", "|", ")", "]", "】", "》"}) {
    end = std::min(end, folded.find(stop, label.end));
  }
  while (end > label.end && (folded[end - 1] == ' ' || folded[end - 1] == ',')) --end;
  return {static_cast<uint32_t>(label.end), static_cast<uint32_t>(end)};
}

// The names in "By Jane Roe and John Doe", at the start of a line or after a bar.
FoldedSpan NamesAfterBy(std::string_view folded) {
  size_t at = folded.starts_with("By ") ? 0 : folded.find("| By ");
  if (at == std::string_view::npos) return {};
  const size_t begin = folded.find("By ", at) + 3;
  const size_t end = std::min(folded.find('|', begin), folded.size());
  size_t words = 1, capitals = 0;
  for (at = begin; at < end; ++at) {
    if (IsAsciiDigit(static_cast<unsigned char>(folded[at]))) return {};
    if (folded[at] == ' ' && at + 1 < end) ++words;
    capitals += IsAsciiUpper(folded[at]) && (at == begin || folded[at - 1] == ' ');
  }
  if (begin >= end || !IsAsciiUpper(folded[begin]) || words > 9 || capitals + 2 < words) return {};
  size_t names_end = std::min(end, folded.find(',', begin));  // "Jane Roe, City desk".
  if (folded.substr(names_end, end - names_end).find(" and ") != std::string_view::npos) {
    names_end = end;
  }
  while (names_end > begin && folded[names_end - 1] == ' ') --names_end;
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(names_end)};
}

// The names in 本报记者 张三 李四 and 記者林百川 台北報導.
FoldedSpan NamesAfterReporter(std::string_view folded) {
  constexpr std::string_view kReporter = "记者";
  size_t at = folded.find(kReporter);
  if (at == std::string_view::npos) return {};
  at = folded.find_first_not_of(" :/", at + kReporter.size());
  if (at == std::string_view::npos) return {};
  const size_t begin = at;
  size_t names_end = at;
  while (at < folded.size()) {
    size_t end = at, characters = 0;
    int size;
    for (; end < folded.size(); end += size, ++characters) {
      const char32_t c = DecodeUtf8(folded, end, &size);
      if (!IsHan(c) && c != 0xB7) break;
    }
    const std::string_view name = folded.substr(at, end - at);
    bool other = name.ends_with("报道") || name.ends_with("报导");
    for (const char* role : {"实习生", "通讯员", "摄影", "编辑", "综合", "特约"}) {
      other |= name.starts_with(role);
    }
    if (characters < 2 || characters > 4 || other) break;
    names_end = end;
    if (end == folded.size() || folded[end] != ' ') break;
    at = end + 1;
  }
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(names_end)};
}

// A byline without a date: a label and its value, or the names of reporters.
bool IsDatelessByline(const LineView& view, const std::vector<FoundLabel>& labels) {
  if (view.columns > 80) return false;
  const std::string_view line = view.folded;
  const size_t start = std::min(line.find_first_not_of(" ([*>_"), line.size());
  const bool of_day =
      !labels.empty() && (labels[0].role == Role::kPublished || labels[0].role == Role::kDay);
  if (!labels.empty() && !of_day) {
    const size_t begin = labels[0].begin;  // Or after a few words: 本网专稿　作者：张三.
    if (begin <= start || (begin <= start + 24 && line[begin - 1] == ' ')) return true;
  }
  if (view.HasFigure()) return false;
  if (line.starts_with("By ") && !NamesAfterBy(line).empty()) return true;
  const size_t reporter = line.find("记者");
  const FoldedSpan names = NamesAfterReporter(line);
  return reporter <= start + 24 && !names.empty() && line.find_first_of(",;:\"") == line.npos &&
         (names.end == line.size() || line.find_first_of(" /)", names.end) == names.end);
}

// Where a line that names no source says whose site it is: "www.example.cn|
// Updated: ...", "2021-05-12 10:20 新华网".
FoldedSpan BareSite(const LineView& view, const std::vector<FoundLabel>& labels, const Rest& rest) {
  if (rest.text.empty() || rest.end - rest.begin > 60) return {};
  std::string_view site = view.folded;
  site = site.substr(rest.begin, rest.end - rest.begin);
  if (site.find_first_of("0123456789:|()") != site.npos || site.starts_with("By ") ||
      site.find("记者") != site.npos) {
    return {};
  }
  const bool after_label = !labels.empty() && rest.begin > labels[0].begin;
  if (after_label && (rest.begin == 0 || view.folded[rest.begin - 1] != '(')) return {};
  return {static_cast<uint32_t>(rest.begin), static_cast<uint32_t>(rest.end)};
}

// Whether a line with a date says little enough beside it.
bool IsDatedByline(const LineView& view, const std::vector<FoundLabel>& labels, const Rest& rest) {
  const uint32_t columns = Columns(rest.text, 200);
  if (!labels.empty()) return columns <= 60;
  if (rest.text.empty()) return true;
  const bool apart = rest.clock || view.folded.find('|') != std::string::npos;
  return apart && columns <= 30 && rest.text.find_first_of("0123456789") == std::string::npos;
}

}  // namespace

std::optional<Byline> ReadByline(std::string_view line) {
  if (line.size() > kMostBytes) return std::nullopt;
  return ReadByline(LineView(line));
}

std::optional<Byline> ReadByline(const LineView& view) {
  if (view.line.size() > kMostBytes) return std::nullopt;
  if (EndsSentence(view.folded) && !view.lower.ends_with(".m.")) return std::nullopt;
  const std::vector<WrittenDay> days = FindWrittenDays(view.folded);
  const std::vector<FoundLabel> labels = FindLabels(view.lower, days);
  const Rest rest = days.empty() ? Rest() : RestOf(view.lower, days, labels);
  const bool is_byline =
      days.empty() ? IsDatelessByline(view, labels) : IsDatedByline(view, labels, rest);
  if (!is_byline) return std::nullopt;
  Byline byline;
  for (const WrittenDay& day : days) {
    const bool boxed = view.folded.starts_with('(') && view.folded.ends_with(')');
    byline.days.push_back({day.day, RoleOf(day, labels), rest.weekday, boxed && !rest.clock});
  }
  const auto set = [&](std::string* field, FoldedSpan span) {
    if (field->empty()) *field = view.Original(span.begin, span.end);
  };
  for (const FoundLabel& label : labels) {
    if (label.role == Role::kAuthor) set(&byline.author, ValueOf(view.folded, label, labels, days));
    if (label.role == Role::kSite) set(&byline.site, ValueOf(view.folded, label, labels, days));
  }
  set(&byline.author, NamesAfterBy(view.folded));
  set(&byline.author, NamesAfterReporter(view.folded));
  if (!days.empty()) set(&byline.site, BareSite(view, labels, rest));
  return byline;
}

std::optional<std::string> ReadDateline(std::string_view text, size_t* end) {
  size_t size = std::min<size_t>(text.size(), 200);
  while (size < text.size() && IsUtf8Continuation(text[size])) --size;
  FoldMap map;
  const std::string line = FoldPhrase(text.substr(0, size), &map);
  const std::string_view folded = line;
  const std::vector<WrittenDay> days = FindWrittenDays(folded);
  if (days.empty() || days[0].begin > 80) return std::nullopt;
  const std::string_view before = folded.substr(0, days[0].begin);
  const std::string_view after = folded.substr(days[0].end);

  bool dateline = false;
  if (before.starts_with('(')) {
    // "( Xinhua ) 09:56, ": a bracket, a clock time, nothing else.
    const size_t close = before.find(')');
    dateline = close < 40 &&
               before.find_first_not_of("0123456789:, ", close + 1) == std::string_view::npos;
  }
  if (!dateline && IsAsciiUpper(before.empty() ? '\0' : before[0])) {
    // "BEIJING, May 12, 2021 (Xinhua) --": a place in capitals.
    const bool capitals = std::none_of(before.begin(), before.end(), IsAsciiLower);
    const size_t next = after.find_first_not_of(' ');
    dateline = capitals && before.find(',') != std::string_view::npos &&
               next != std::string_view::npos &&
               (after.find_first_of("(/-", next) == next || after.substr(next).starts_with("—"));
  }
  if (!dateline) {
    // 新华社北京2021年5月12日电
    dateline = before.size() >= 6 && before.size() <= 45 &&
               before.find_first_of(",;:.") == std::string_view::npos &&
               (before.find("社") != std::string_view::npos ||
                before.find("网") != std::string_view::npos ||
                before.find("报") != std::string_view::npos) &&
               (after.starts_with("电") || after.starts_with("讯") || after.starts_with("消息"));
  }
  if (!dateline) return std::nullopt;
  *end = map.ToSource({0, days[0].end}).end;
  return days[0].day;
}

}  // namespace factmill
