#include "corpus/fields.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "base/ascii.h"
#include "corpus/calendar.h"
#include "corpus/characters.h"
#include "corpus/reader.h"

namespace factmill {
namespace {

std::string Unescaped(std::string_view field, UnescapeAt unescape) {
  std::string text;
  for (size_t at = 0, size; at < field.size(); at += size) unescape(field, at, &size, &text);
  return text;
}

// Writes an article's text, and beside it the way back through the decoding.
class MappedText {
 public:
  explicit MappedText(const DecodedText& decoded) : decoded_(decoded) {}

  void Append(const FieldPlace& field, UnescapeAt unescape) {
    const std::string_view text = decoded_.text;
    const std::string_view inside = text.substr(field.begin, field.end - field.begin);
    std::string piece;
    for (size_t at = 0, size; at < inside.size(); at += size) {
      piece.clear();
      unescape(inside, at, &size, &piece);
      const auto begin = static_cast<uint32_t>(field.begin + at);
      const PayloadSpan from = decoded_.map.ToSource({begin, begin + static_cast<uint32_t>(size)});
      if (from.begin > at_) map_.Replace(from.begin - at_, 0);
      const bool kept = from.size() == piece.size() && inside.substr(at, size) == piece;
      // A character that stands as it is; its bytes may be of another charset.
      if (kept && from.size() == 1) {
        map_.Keep(1);
      } else {
        map_.Replace(from.size(), static_cast<uint32_t>(piece.size()));
      }
      at_ = from.end;
      out_ += piece;
    }
  }
  void Insert(std::string_view text) {
    map_.Replace(0, static_cast<uint32_t>(text.size()));
    out_ += text;
  }
  void Finish() {
    const uint32_t all = decoded_.map.source_size();
    if (all > at_) map_.Replace(all - at_, 0);
  }

  std::string out_;
  PayloadMap map_;

 private:
  const DecodedText& decoded_;
  uint32_t at_ = 0;  // In the payload.
};

std::string DayOfSeconds(int64_t seconds) {
  using std::chrono::days;
  const auto day = std::chrono::sys_days(days(seconds / 86400));
  const std::chrono::year_month_day ymd(day);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(ymd.year()),
                static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
  return text;
}

}  // namespace

const std::vector<std::string>& FieldRoles() {
  static const std::vector<std::string> kRoles = {"text", "title", "date", "author",
                                                  "site", "url",   "lang"};
  return kRoles;
}

const std::vector<std::string>& UsualNames(const std::string& role) {
  static const std::map<std::string, std::vector<std::string>> kNames = {
      {"text",
       {"text", "content", "body", "article", "article_text", "maintext", "full_text",
        "articlebody", "正文", "内容", "全文", "文本", "內容"}},
      {"title", {"title", "headline", "标题", "標題", "题目"}},
      {"date",
       {"date", "published", "publish_date", "date_published", "published_at", "publishdate",
        "datepublished", "pubdate", "pub_date", "publish_time", "pubtime", "time", "日期",
        "发布时间", "发布日期", "时间", "發布時間"}},
      {"author", {"author", "authors", "byline", "作者", "记者"}},
      {"site", {"site", "source", "publisher", "source_name", "domain", "来源", "媒体", "來源"}},
      {"url", {"url", "link", "uri", "source_url", "链接", "网址"}},
      {"lang", {"lang", "language", "语言"}},
  };
  static const std::vector<std::string> kNone;
  const auto found = kNames.find(role);
  return found == kNames.end() ? kNone : found->second;
}

bool IsField(std::string_view name, const std::string& role,
             const std::map<std::string, std::string>& given, size_t* rank) {
  const auto named = given.find(role);
  if (named != given.end()) {
    *rank = 0;
    return name == named->second;
  }
  const auto& names = UsualNames(role);
  for (size_t i = 0; i < names.size(); ++i) {
    if (SameCaseless(name, names[i])) return *rank = i, true;
  }
  return false;
}

Result<Article> MakeFieldArticle(const DecodedText& decoded,
                                 const std::map<std::string, FieldPlace>& fields,
                                 UnescapeAt unescape, const ArticleHints& known) {
  const std::string_view all = decoded.text;
  auto value = [&](const std::string& role) {
    const auto found = fields.find(role);
    if (found == fields.end()) return std::string();
    const auto& place = found->second;
    return std::string(
        TrimAscii(Unescaped(all.substr(place.begin, place.end - place.begin), unescape)));
  };
  const std::string text = value("text"), title = value("title");
  if (text.empty()) return Status(Code::kUnreadable, "its text is empty");
  ArticleHints hints = known;
  auto supply = [&](const std::string& role, std::string* to, std::string* from) {
    if (!to->empty()) return;
    *to = role == "date" ? DayOfField(value(role)) : value(role);
    if (!to->empty()) *from = "field `" + fields.at(role).name + "`";
  };
  supply("title", &hints.title, &hints.title_from);
  supply("date", &hints.date, &hints.date_from);
  supply("author", &hints.author, &hints.author_from);
  supply("site", &hints.site, &hints.site_from);
  supply("url", &hints.url, &hints.url_from);
  // Only a tag such as "zh-CN" can be one; a name of a language is a reader's matter.
  supply("lang", &hints.lang, &hints.lang_from);
  if (hints.lang.starts_with("zh") || hints.lang.starts_with("en")) {
    hints.lang.resize(2);
  } else if (hints.lang != "mixed") {
    hints.lang.clear();
    hints.lang_from.clear();
  }
  MappedText mapped(decoded);
  const FieldPlace& body = fields.at("text");
  const bool titled = !title.empty() && fields.at("title").begin < body.begin &&
                      !std::string_view(text).starts_with(title) &&
                      title.find('\n') == std::string::npos;
  if (titled) {
    mapped.Append(fields.at("title"), unescape);
    mapped.Insert("\n\n");
  }
  mapped.Append(body, unescape);
  mapped.Finish();
  return MakeArticle(std::move(mapped.out_), std::move(mapped.map_), hints);
}

std::string DayOfField(const std::string& value) {
  const std::string text(TrimAscii(value));
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  if (digits && (text.size() == 10 || text.size() == 13)) {
    return DayOfSeconds(std::stoll(text.substr(0, 10)));
  }
  if (digits && text.size() == 8) {
    const auto days =
        FindWrittenDays(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6));
    return days.empty() ? "" : days.front().day;
  }
  // "2021-05-12T08:00" would not end a day.
  const std::string day = text.size() > 10 && text[10] == 'T' ? text.substr(0, 10) : text;
  const auto days = FindWrittenDays(day);
  return days.empty() ? "" : days.front().day;
}

}  // namespace factmill
