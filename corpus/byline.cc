#include "corpus/byline.h"

#include <algorithm>

#include "base/utf8.h"
#include "corpus/calendar.h"
#include "corpus/characters.h"
#include "corpus/fold.h"
#include "corpus/zone_lines.h"

namespace factmill {
namespace {

enum class Role { kPublished, kUpdated, kAuthor, kSite, kOther };

struct Label {
  std::string_view words;  // Folded, in lower case.
  Role role;
  bool alone = false;  // Needs no colon at the start of a line.
};

constexpr Label kLabels[] = {
    {"updated", Role::kUpdated, true}, {"last updated", Role::kUpdated, true},
    {"updated on", Role::kUpdated, true}, {"updated at", Role::kUpdated, true},
    {"update", Role::kUpdated}, {"update time", Role::kUpdated}, {"last update", Role::kUpdated},
    {"modified", Role::kUpdated}, {"last modified", Role::kUpdated, true},
    {"更新时间", Role::kUpdated}, {"更新日期", Role::kUpdated}, {"更新", Role::kUpdated},
    {"最后更新", Role::kUpdated}, {"更新于", Role::kUpdated, true}, {"修改时间", Role::kUpdated},
    {"published", Role::kPublished, true}, {"published on", Role::kPublished, true},
    {"published at", Role::kPublished, true}, {"first published", Role::kPublished, true},
    {"publish time", Role::kPublished}, {"publication date", Role::kPublished},
    {"date published", Role::kPublished}, {"posted", Role::kPublished, true},
    {"posted on", Role::kPublished, true}, {"post date", Role::kPublished},
    {"release time", Role::kPublished}, {"release date", Role::kPublished},
    {"released", Role::kPublished, true}, {"date", Role::kPublished}, {"time", Role::kPublished},
    {"pubdate", Role::kPublished}, {"发布时间", Role::kPublished}, {"发布日期", Role::kPublished},
    {"发布", Role::kPublished}, {"发布于", Role::kPublished, true}, {"发表时间", Role::kPublished},
    {"发表日期", Role::kPublished}, {"发表于", Role::kPublished, true},
    {"发稿时间", Role::kPublished}, {"刊发时间", Role::kPublished}, {"发文日期", Role::kPublished},
    {"上传时间", Role::kPublished}, {"录入时间", Role::kPublished}, {"时间", Role::kPublished},
    {"日期", Role::kPublished},
    {"author", Role::kAuthor}, {"writer", Role::kAuthor}, {"reporter", Role::kAuthor},
    {"written by", Role::kAuthor}, {"作者", Role::kAuthor}, {"记者", Role::kAuthor},
    {"撰文", Role::kAuthor}, {"文", Role::kAuthor}, {"文字", Role::kAuthor},
    {"采写", Role::kAuthor},
    {"source", Role::kSite}, {"来源", Role::kSite}, {"文章来源", Role::kSite},
    {"信息来源", Role::kSite}, {"稿件来源", Role::kSite}, {"新闻来源", Role::kSite},
    {"稿源", Role::kSite}, {"出处", Role::kSite}, {"转自", Role::kSite},
    {"source_title", Role::kOther}, {"editor", Role::kOther}, {"editors", Role::kOther},
    {"edited by", Role::kOther}, {"web editor", Role::kOther}, {"translator", Role::kOther},
    {"views", Role::kOther}, {"comments", Role::kOther}, {"keywords", Role::kOther},
    {"tags", Role::kOther}, {"责任编辑", Role::kOther}, {"编辑", Role::kOther},
    {"责编", Role::kOther}, {"网络编辑", Role::kOther}, {"编审", Role::kOther},
    {"校对", Role::kOther}, {"审核", Role::kOther}, {"监制", Role::kOther},
    {"主编", Role::kOther}, {"翻译", Role::kOther}, {"阅读", Role::kOther},
    {"阅读量", Role::kOther}, {"阅读次数", Role::kOther}, {"浏览", Role::kOther},
    {"浏览量", Role::kOther}, {"浏览次数", Role::kOther}, {"点击", Role::kOther},
    {"点击数", Role::kOther}, {"点击量", Role::kOther}, {"点击率", Role::kOther},
    {"访问量", Role::kOther}, {"评论", Role::kOther}, {"评论数", Role::kOther},
    {"字号", Role::kOther}, {"字体", Role::kOther}, {"字体大小", Role::kOther},
    {"分享到", Role::kOther}, {"关键词", Role::kOther}, {"标签", Role::kOther},
    {"原标题", Role::kOther}, {"通讯员", Role::kOther}, {"图", Role::kOther},
    {"摄影", Role::kOther}, {"更新时间戳", Role::kOther},
};

struct FoundLabel {
  Role role;
  size_t begin;
  size_t end;  // After its colon and the spaces there.
};

// The longest label at `at`, if one is there.
std::optional<FoundLabel> LabelAt(std::string_view lower, size_t at) {
  const unsigned char first = lower[at];
  if (IsAsciiLower(first) && at > 0 && IsAsciiLetter(static_cast<unsigned char>(lower[at - 1]))) {
    return std::nullopt;
  }
  std::optional<FoundLabel> found;
  size_t longest = 0;
  const bool starts = lower.find_first_not_of(" (|[") == at;
  for (const Label& label : kLabels) {
    if (label.words[0] != lower[at] || label.words.size() <= longest ||
        !lower.substr(at).starts_with(label.words)) {
      continue;
    }
    size_t end = lower.find_first_not_of(' ', at + label.words.size());
    end = std::min(end, lower.size());
    const bool colon = end < lower.size() && (lower[end] == ':' || lower[end] == '/');
    const bool space = end > at + label.words.size();
    if (!colon && !(label.alone && starts && (space || first >= 0x80))) continue;
    if (colon) end = std::min(lower.find_first_not_of(": ", end + 1), lower.size());
    found = FoundLabel{label.role, at, end};
    longest = label.words.size();
  }
  return found;
}

std::vector<FoundLabel> FindLabels(std::string_view lower) {
  std::vector<FoundLabel> labels;
  for (size_t at = 0; at < lower.size();) {
    if (const auto label = LabelAt(lower, at)) {
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
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
    "wed",    "thu",     "fri",       "sat",      "sun",    "am",       "pm",     "gmt", "bjt",
    "utc",    "cst",     "et",        "edt",      "est",    "hkt",      "at",     "on",  "l",
    "m",      "s",       "a",         "p",        "t",      "z",   "print", "share"};
constexpr std::string_view kHanFillers[] = {"星期一", "星期二", "星期三", "星期四", "星期五",
                                            "星期六", "星期日", "星期天", "北京时间", "大", "中",
                                            "小", "上午", "下午", "打印", "分享"};

bool IsWeekday(std::string_view word) {
  return word.ends_with("day") || word.starts_with("星期");
}

// What of a line is neither date nor time nor label nor filler.
struct Rest {
  std::string text;                   // Without spaces and punctuation.
  size_t begin = std::string::npos;   // Where it begins and ends in the line.
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
    const auto day = std::find_if(days.begin(), days.end(),
                                  [&](const WrittenDay& d) { return d.begin == at; });
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
  if (!labels.empty() && labels[0].role != Role::kPublished) {
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
FoldedSpan BareSite(const LineView& view, const std::vector<FoundLabel>& labels,
                    const Rest& rest) {
  if (rest.text.empty() || rest.end - rest.begin > 60) return {};
  const std::string_view site =
      std::string_view(view.folded).substr(rest.begin, rest.end - rest.begin);
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
  return apart && columns <= 30 &&
         rest.text.find_first_of("0123456789") == std::string::npos;
}

}  // namespace

std::optional<Byline> ReadByline(std::string_view line) {
  if (line.size() > 300) return std::nullopt;
  const LineView view(line);
  if (EndsSentence(view.folded) && !view.lower.ends_with(".m.")) return std::nullopt;
  const std::vector<WrittenDay> days = FindWrittenDays(view.folded);
  const std::vector<FoundLabel> labels = FindLabels(view.lower);
  const Rest rest = RestOf(view.lower, days, labels);

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
  const LineView view(text.substr(0, size));
  const std::string_view folded = view.folded;
  const std::vector<WrittenDay> days = FindWrittenDays(folded);
  if (days.empty() || days[0].begin > 80) return std::nullopt;
  const std::string_view before = folded.substr(0, days[0].begin);
  const std::string_view after = folded.substr(days[0].end);

  bool dateline = false;
  if (before.starts_with('(')) {
    // "( Xinhua ) 09:56, ": a bracket, a clock time, nothing else.
    const size_t close = before.find(')');
    dateline = close != std::string_view::npos && close < 40 &&
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
  *end = view.OriginalEnd(days[0].end);
  return days[0].day;
}

}  // namespace factmill
