// FindPageDay().
#include <algorithm>
#include <cstdio>
#include <optional>

#include "base/ascii.h"
#include "base/utf8.h"
#include "corpus/byline.h"
#include "corpus/calendar.h"
#include "corpus/characters.h"
#include "corpus/fold.h"
#include "corpus/html/day_words.h"
#include "corpus/html/page_metadata.h"
#include "corpus/html/references.h"
#include "corpus/words.h"

namespace factmill::html {
namespace {

// Names of <meta> that say when a page was published, the surest first.
constexpr std::string_view kMetaNames[] = {"article:published_time",
                                           "og:article:published_time",
                                           "og:published_time",
                                           "datepublished",
                                           "bytedance:published_time",
                                           "weibo: article:create_at",
                                           "weibo:article:create_at",
                                           "weibo: webpage:create_at",
                                           "apub:time",
                                           "publishdate",
                                           "publish_date",
                                           "publish-date",
                                           "published_date",
                                           "published-date",
                                           "published",
                                           "published_time",
                                           "published_time_telegram",
                                           "pubdate",
                                           "publication_date",
                                           "publication-date",
                                           "publicationdate",
                                           "publish_time",
                                           "publishtime",
                                           "firstpublishedtime",
                                           "ptime",
                                           "og:pubdate",
                                           "og:time",
                                           "article:published",
                                           "article_date_original",
                                           "article.published",
                                           "articlepublicationdate",
                                           "sailthru.date",
                                           "parsely-pub-date",
                                           "cxenseparse:recs:publishtime",
                                           "dc.date.issued",
                                           "dcterms.issued",
                                           "dcterms.created",
                                           "dcterms.date",
                                           "dc.date.created",
                                           "dc.date",
                                           "dc:date",
                                           "date.created",
                                           "datecreated",
                                           "citation_publication_date",
                                           "citation_date",
                                           "citation_online_date",
                                           "article:post_date",
                                           "gentime",
                                           "rnews:datepublished",
                                           "displaydate",
                                           "originalpublicationdate",
                                           "timestamp",
                                           "created",
                                           "date",
                                           "og:release_date"};

// Names of values in scripts that do.
constexpr std::string_view kScriptNames[] = {
    "datePublished",  "publishDate", "publish_time",   "publishTime",  "publish_date",
    "pubDate",        "pubtime",     "publishedAt",    "published_at", "publishedDate",
    "firstPublished", "var ct",      "publicationDate"};

// How a line says that a day is that of publication.
constexpr std::string_view kPublishedWords[] = {
    "发布",      "发表",           "发稿",          "时间",        "時間",       "published",
    "posted",    "veröffentlicht", "erschienen am", "publié",      "publicado",  "publicada",
    "pubblicat", "gepubliceerd",   "geplaatst",     "opublikowan", "публикован", "diterbitkan"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string DayOfSeconds(int64_t seconds) {
  // Days since 1970 to a civil day (Howard Hinnant's algorithm).
  const int64_t z = seconds / 86400 + 719468;
  const int64_t era = z / 146097;
  const int64_t doe = z - era * 146097;
  const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int64_t mp = (5 * doy + 2) / 153;
  const int64_t day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d",
                static_cast<int>(yoe + era * 400 + (month <= 2)), static_cast<int>(month),
                static_cast<int>(day));
  return text;
}

class DayFinder {
 public:
  DayFinder(const PageText& page, const TextLine* title, const std::string& latest)
      : page_(page), title_(title), latest_(latest) {
    const std::string& lang = page.head.lang;
    month_first_ = lang.empty() || lang == "en" || lang.starts_with("en-us");
  }

  Metadata Find() {
    for (const bool article : {true, false}) {
      for (const JsonArticle& json : page_.head.json) {
        if (json.article != article) continue;
        if (Take(json.published, "JSON-LD datePublished")) return found_;
      }
      if (article && (FromMeta() || FromItemprop() || FromMicroformat())) return found_;
    }
    if (FromBylines(true) || FromTimes(true) || FromBylines(false) || FromTimes(false) ||
        FromNames() || FromUrl() || FromScripts()) {
      return found_;
    }
    // What Baidu calls the day that it put a page out.
    Take(page_.head.Meta("dateupdate"), "meta dateupdate");
    return found_;
  }

 private:
  bool Accept(const std::string& day) const {
    return day.size() == 10 && day >= "1990-01-01" && (latest_.empty() || day <= latest_);
  }

  bool TakeDay(const std::string& day, std::string evidence) {
    if (!Accept(day)) return false;
    found_ = {day, std::move(evidence)};
    return true;
  }

  bool Take(const std::string& value, std::string evidence) {
    return TakeDay(DayOf(value), std::move(evidence));
  }

  // The day that a machine-readable value says, in the page's own country.
  std::string DayOf(std::string_view value) const {
    while (!value.empty() && (value[0] == ' ' || value[0] == '"' || value[0] == '\''))
      value.remove_prefix(1);
    size_t digits = 0;
    while (digits < value.size() && IsDigit(value[digits])) ++digits;
    if ((digits == 10 || digits == 13) && value[0] == '1') {
      int64_t seconds = 0;
      for (size_t i = 0; i < 10; ++i) seconds = seconds * 10 + (value[i] - '0');
      return DayOfSeconds(seconds + (page_.chinese ? 8 * 3600 : 0));
    }
    if (digits >= 8 && (value.starts_with("19") || value.starts_with("20"))) {
      const std::string text = std::string(value.substr(0, 4)) + "-" +
                               std::string(value.substr(4, 2)) + "-" +
                               std::string(value.substr(6, 2));
      const auto days = FindWrittenDays(text);
      return days.empty() ? "" : days[0].day;
    }
    value = WholeStart(value, 80);
    const std::string folded = FoldPhrase(value);
    // "2019-09-07T12:00": a letter on the day hides it from the reader of days.
    std::string plain = folded;
    const size_t t = plain.find('T');
    if (t != plain.npos && t > 0 && IsDigit(plain[t - 1])) plain[t] = ' ';
    const auto days = FindWrittenDays(plain);
    if (days.empty()) return FindForeignDay(LineView(value).lower, month_first_);
    // In Beijing the day begins eight hours earlier.
    if (page_.chinese && t != folded.npos &&
        (folded.ends_with('Z') || folded.ends_with("+00:00"))) {
      const int hour = t + 2 < folded.size() && IsDigit(folded[t + 1]) && IsDigit(folded[t + 2])
                           ? (folded[t + 1] - '0') * 10 + folded[t + 2] - '0'
                           : 0;
      if (hour >= 16) return NextDay(days[0].day);
    }
    return days[0].day;
  }

  static std::string NextDay(const std::string& day) {
    int year = 0, month = 0, date = 0;
    if (std::sscanf(day.c_str(), "%d-%d-%d", &year, &month, &date) != 3) return day;
    const int64_t y = month <= 2 ? year - 1 : year;
    const int64_t doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + date - 1;
    const int64_t era = y / 400, yoe = y - era * 400;
    const int64_t days = era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
    return DayOfSeconds((days + 1) * 86400);
  }

  bool FromMeta() {
    for (const std::string_view name : kMetaNames) {
      const std::string value = page_.head.Meta(name);
      if (!value.empty() && Take(value, "meta " + std::string(name))) return true;
    }
    return false;
  }

  bool FromItemprop() {
    for (const NodeId id : page_.head.times) {
      if (page_.dom.RawValue(id, AttrName::kItemprop).find("datePublished") ==
          std::string_view::npos) {
        continue;
      }
      if (Take(page_.dom.Value(id, AttrName::kDatetime), "itemprop datePublished") ||
          Take(page_.dom.Value(id, AttrName::kContent), "itemprop datePublished")) {
        return true;
      }
    }
    return false;
  }

  // hAtom and h-entry: <abbr class="published" title="2017-07-23T17:06:45+0000">.
  bool FromMicroformat() {
    for (NodeId id = 1; id < page_.dom.size(); ++id) {
      if (!page_.dom.IsElement(id) || page_.dom[id].attr_count == 0) continue;
      if (page_.dom[id].begin > page_.main_end) break;
      if (title_ != nullptr && page_.dom[id].begin < title_->begin()) continue;
      const std::string classes = " " + std::string(page_.dom.RawValue(id, AttrName::kClass)) + " ";
      if (!Contains(classes, " published ") && !Contains(classes, " dt-published ")) continue;
      for (const AttrName name : {AttrName::kDatetime, AttrName::kTitle}) {
        if (Take(page_.dom.Value(id, name), "class published")) return true;
      }
    }
    return false;
  }

  // `near`: within the article or just above it.
  bool FromTimes(bool near) {
    const uint32_t begin = title_ != nullptr && title_->begin() < page_.main_begin
                               ? title_->begin()
                               : page_.main_begin;
    const uint32_t slack = 4000;
    for (const NodeId id : page_.head.times) {
      const uint32_t at = page_.dom[id].begin;
      if (near && (at + slack < begin || at > page_.main_end)) continue;
      if (!near && !page_.dom.Has(id, AttrName::kPubdate) && page_.head.times.size() > 2) continue;
      const std::string_view itemprop = page_.dom.RawValue(id, AttrName::kItemprop);
      const std::string_view name = page_.dom.RawValue(id, AttrName::kClass);
      if (itemprop.find("odified") != itemprop.npos || name.find("pdated") != name.npos ||
          name.find("odified") != name.npos) {
        continue;
      }
      if (Take(page_.dom.Value(id, AttrName::kDatetime), "time element")) return true;
    }
    return false;
  }

  // `labelled`: only where the words say that it was published.
  bool FromBylines(bool labelled) {
    for (const TextLine* line : BylineRegion(page_, title_)) {
      if (line->text.size() > 300) continue;
      const LineView view(line->text);
      if (const auto byline = ReadByline(view)) {
        for (const Byline::Day& day : byline->days) {
          const bool published = day.role == DayRole::kPublished;
          const bool plain = day.role == DayRole::kPlain && !day.boxed;
          if ((published || (!labelled && plain)) &&
              TakeDay(day.day, "line `" + line->text + "`")) {
            return true;
          }
        }
        continue;
      }
      if (FromOtherLine(view, labelled, *line)) return true;
    }
    return false;
  }

  // A short line that is no byline by all rules but has one full day in it.
  bool FromOtherLine(const LineView& view, bool labelled, const TextLine& line) {
    if (view.columns > 120 || EndsSentence(view.folded)) return false;
    const bool says_published =
        std::any_of(std::begin(kPublishedWords), std::end(kPublishedWords),
                    [&](std::string_view word) { return Contains(view.lower, word); });
    if (Contains(view.lower, "更新") || Contains(view.lower, "updated") ||
        Contains(view.lower, "modified")) {
      if (!says_published) return false;
    }
    auto days = FindWrittenDays(view.folded);
    if (days.empty()) {
      std::string short_day = ShortYear(view.folded);
      if (const std::string foreign = FindForeignDay(view.lower, month_first_); !foreign.empty()) {
        return (says_published || !labelled) && TakeDay(foreign, "line `" + line.text + "`");
      }
      return says_published && TakeDay(short_day, "line `" + line.text + "`");
    }
    if (labelled && !says_published) return false;
    return TakeDay(days[0].day, "line `" + line.text + "`");
  }

  // 发布时间：18-03-08 10:00
  static std::string ShortYear(std::string_view folded) {
    for (size_t at = 0; at + 8 <= folded.size(); ++at) {
      const std::string_view part = folded.substr(at, 8);
      const bool shape = IsDigit(part[0]) && IsDigit(part[1]) && part[2] == '-' &&
                         IsDigit(part[3]) && IsDigit(part[4]) && part[5] == '-' &&
                         IsDigit(part[6]) && IsDigit(part[7]);
      if (!shape || (at > 0 && (IsDigit(folded[at - 1]) || folded[at - 1] == '-'))) continue;
      if (at + 8 < folded.size() && (IsDigit(folded[at + 8]) || folded[at + 8] == '-')) continue;
      const auto days = FindWrittenDays("20" + std::string(part));
      if (!days.empty()) return days[0].day;
    }
    return "";
  }

  // Short elements above the article's end whose class or id names a date.
  bool FromNames() {
    constexpr std::string_view kNames[] = {"date",  "publish", "posted", "datum",
                                           "fecha", "time",    "veroeff"};
    for (NodeId id = 1; id < page_.dom.size(); ++id) {
      if (!page_.dom.IsElement(id) || page_.dom[id].attr_count == 0) continue;
      if (page_.dom[id].begin > page_.main_end) break;
      if (title_ != nullptr && page_.dom[id].begin < title_->begin()) continue;
      std::string name(page_.dom.RawValue(id, AttrName::kClass));
      name += page_.dom.RawValue(id, AttrName::kId);
      for (char& c : name) c = Lower(c);
      if (name.find("updat") != name.npos || name.find("modif") != name.npos) continue;
      if (std::none_of(std::begin(kNames), std::end(kNames),
                       [&](std::string_view part) { return name.find(part) != name.npos; })) {
        continue;
      }
      const std::string text = ShortText(id);
      if (text.empty()) continue;
      const LineView view(text);
      const auto days = FindWrittenDays(view.folded);
      const std::string day = days.empty() ? FindForeignDay(view.lower, month_first_) : days[0].day;
      if (TakeDay(day, "element named " + std::string(WholeStart(name, 40)))) return true;
    }
    return false;
  }

  // What an element says in a few words; "" if it says more.
  std::string ShortText(NodeId root) const {
    std::string text;
    int nodes = 0;
    for (NodeId id = page_.dom[root].first; id != kNone; id = page_.dom.Next(id, root)) {
      if (++nodes > 12) return "";
      if (page_.dom[id].type != NodeType::kText) continue;
      const Node& node = page_.dom[id];
      if (node.end - node.begin > 200 || text.size() > 200) return "";
      text += Unescape(page_.dom.page().substr(node.begin, node.end - node.begin), false) + " ";
    }
    text = Squeezed(text);
    return text.size() > 100 ? "" : text;
  }

  bool FromUrl() {
    std::string url = page_.head.canonical;
    if (url.empty()) url = page_.head.Meta("og:url");
    for (size_t at = url.find("/"); at != url.npos; at = url.find("/", at + 1)) {
      for (const size_t skip : {1, 2}) {  // /2019/09/07/, /2019-09/07/, /20190907/, /t20190907_1
        const std::string_view rest = std::string_view(url).substr(std::min(at + skip, url.size()));
        if (skip == 2 && (at + 1 >= url.size() || (url[at + 1] != 't' && url[at + 1] != 'W')))
          continue;
        std::string digits;
        size_t i = 0;
        for (; i < rest.size() && digits.size() < 8; ++i) {
          if (IsDigit(rest[i])) {
            digits += rest[i];
          } else if ((rest[i] != '/' && rest[i] != '-' && rest[i] != '_') ||
                     (digits.size() != 4 && digits.size() != 6)) {
            break;
          }
        }
        if (digits.size() < 8 || (i < rest.size() && IsDigit(rest[i]))) continue;
        if ((digits.starts_with("19") || digits.starts_with("20")) && Take(digits, "address"))
          return true;
      }
    }
    return false;
  }

  bool FromScripts() {
    const std::string_view text = page_.dom.page();
    for (const NodeId id : page_.head.scripts) {
      const std::string_view script =
          text.substr(page_.dom[id].begin, page_.dom[id].end - page_.dom[id].begin);
      for (const std::string_view name : kScriptNames) {
        for (size_t at = script.find(name); at != script.npos; at = script.find(name, at + 1)) {
          size_t value = at + name.size();
          const size_t most = std::min(value + 8, script.size());
          while (value < most &&
                 std::string_view("\\\"' :=").find(script[value]) != std::string_view::npos)
            ++value;
          if (value < script.size() && IsDigit(script[value]) &&
              Take(std::string(WholeStart(script.substr(value), 30)),
                   "script " + std::string(name))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  const PageText& page_;
  const TextLine* title_;
  const std::string& latest_;
  bool month_first_;  // 05/11/2021 is the 11th of May.
  Metadata found_;
};

}  // namespace

Metadata FindPageDay(const PageText& page, const TextLine* title, const std::string& latest) {
  return DayFinder(page, title, latest).Find();
}

}  // namespace factmill::html
