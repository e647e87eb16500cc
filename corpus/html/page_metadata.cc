#include "corpus/html/page_metadata.h"

#include <algorithm>

#include "base/utf8.h"
#include "corpus/byline.h"
#include "corpus/characters.h"
#include "corpus/html/trimming.h"
#include "corpus/words.h"

namespace factmill::html {
namespace {

constexpr size_t kMostBytes = 300;  // Of a line that may be a byline.

bool IsName(const std::string& name) {
  return !name.empty() && name.size() <= 120 && name.find("://") == name.npos &&
         name.find('@') == name.npos;
}

// "By Jane Roe" and 记者 张三 say the name after a word.
std::string WithoutRole(std::string name) {
  for (const std::string_view role : {"By ", "by ", "BY ", "记者", "作者", "文/", "文｜"}) {
    if (name.starts_with(role)) name.erase(0, role.size());
  }
  const size_t first = name.find_first_not_of(" :：");
  return first == name.npos ? "" : name.substr(first);
}

// A source as a byline's neighbours leave it: 新京报举报, 本文来源于新京报.
std::string CleanSite(std::string site) {
  for (const std::string_view word : {"本文来源于", "发布于", "原创 ", "·"}) {
    if (site.starts_with(word)) site.erase(0, word.size());
  }
  for (const std::string_view word : {"举报", "官方账号", "分享到:", "分享到"}) {
    if (site.ends_with(word)) site.resize(site.size() - word.size());
  }
  return Squeezed(site);
}

template <typename Use>
void ForEachByline(const PageText& page, const TextLine* title, Use use) {
  for (const TextLine* line : BylineRegion(page, title)) {
    if (line->text.size() > kMostBytes) continue;
    if (const auto byline = ReadByline(line->text)) {
      if (use(*byline, *line)) return;
    }
  }
}

Metadata FromBylines(const PageText& page, const TextLine* title, std::string Byline::*field) {
  Metadata found;
  ForEachByline(page, title, [&](const Byline& byline, const TextLine& line) {
    if (!IsName(byline.*field)) return false;
    found = {Squeezed(byline.*field), "line `" + line.text + "`"};
    return true;
  });
  return found;
}

// The Chinese names that `text` begins with: 陈智, 余毅菁 向雪妮, 张三、李四.
std::string NamesAt(std::string_view text) {
  constexpr std::string_view kMarks[] = {" ", "：", ":", "/", "　", "\u00A0"};
  constexpr std::string_view kBetween[] = {"、", " ", "　", "\u00A0", "&"};
  constexpr std::string_view kRoles[] = {"整合",   "报道", "综合", "摄影", "通讯员",
                                         "实习生", "编辑", "文",   "摄",   "校对"};
  const auto skip = [&text](const auto& marks) {
    for (bool again = true; again;) {
      again = false;
      for (const std::string_view mark : marks) {
        if (!text.starts_with(mark)) continue;
        text.remove_prefix(mark.size());
        again = true;
      }
    }
  };
  std::string names;
  for (skip(kMarks);; skip(kBetween)) {
    size_t end = 0, characters = 0;
    int size;
    for (; end < text.size(); end += size, ++characters) {
      const char32_t c = DecodeUtf8(text, end, &size);
      if (!IsHan(c) && c != 0xB7) break;
    }
    const std::string_view name = text.substr(0, end);
    const bool role = std::any_of(std::begin(kRoles), std::end(kRoles),
                                  [&](std::string_view word) { return name.starts_with(word); });
    if (characters < 2 || characters > 4 || role) return names;
    names += (names.empty() ? "" : " ") + std::string(name);
    text.remove_prefix(end);
  }
}

// The reporter that a Chinese article names in its first line (（记者 陈智）) or at
// its end (采写：…, 文/…, a name in brackets alone).
Metadata AuthorInText(const PageText& page) {
  std::vector<const TextLine*> main;
  for (const TextLine& line : page.lines) {
    if (line.begin() >= page.main_begin && line.begin() < page.main_end) main.push_back(&line);
  }
  if (main.empty()) return {};
  std::vector<const TextLine*> looked(
      main.begin(), main.begin() + static_cast<ptrdiff_t>(std::min<size_t>(2, main.size())));
  for (size_t i = 0; i < std::min<size_t>(4, main.size()); ++i)
    looked.push_back(main[main.size() - 1 - i]);
  for (const TextLine* line : looked) {
    std::string_view text = line->text;
    const bool first = line == looked[0] || line == looked[1 % looked.size()];
    if (first) text = WholeStart(text, 240);
    for (const std::string_view word : {"记者", "采写", "作者", "撰文", "文/", "文｜", "执笔/"}) {
      const size_t at = text.find(word);
      // In a sentence 记者 is one who hears and sees; before a name it opens a bracket
      // or a line.
      if (at == text.npos) continue;
      const std::string_view before = text.substr(0, at);
      const bool opens =
          before.size() < 24 || before.rfind("（") + 30 > at || before.rfind("(") + 30 > at;
      const std::string names = opens ? NamesAt(text.substr(at + word.size())) : "";
      if (!names.empty())
        return {names, "text `" + std::string(WholeStart(text.substr(at), 40)) + "`"};
    }
  }
  // ...（张巨峰）
  std::string_view last = main.back()->text;
  for (const std::string_view close : {"）", ")"}) {
    if (!last.ends_with(close)) continue;
    const size_t open = std::max(last.rfind("（") + 1, last.rfind("(") + 1);
    if (open == 0) continue;
    const std::string_view inner = last.substr(open - 1);
    const size_t skip = inner.starts_with("（") ? 3 : 1;
    if (inner.size() < skip + close.size()) continue;
    const std::string_view name = inner.substr(skip, inner.size() - skip - close.size());
    if (!name.empty() && NamesAt(name) == name) return {std::string(name), "end of the text"};
  }
  return {};
}

}  // namespace

std::vector<const TextLine*> BylineRegion(const PageText& page, const TextLine* title) {
  constexpr size_t kAbove = 14, kWithin = 4, kBelow = 6;
  std::vector<const TextLine*> region;
  const auto& lines = page.lines;
  const size_t main = static_cast<size_t>(
      std::find_if(lines.begin(), lines.end(),
                   [&](const TextLine& line) { return line.begin() >= page.main_begin; }) -
      lines.begin());
  const size_t after = static_cast<size_t>(
      std::find_if(lines.begin() + static_cast<ptrdiff_t>(main), lines.end(),
                   [&](const TextLine& line) { return line.begin() >= page.main_end; }) -
      lines.begin());
  size_t from = main > kAbove ? main - kAbove : 0;
  size_t at_title = lines.size();
  for (size_t i = 0; i < main; ++i) {
    if (&lines[i] == title) at_title = i;
  }
  if (at_title < main) from = std::max(from, at_title + 1);
  for (size_t i = from; i < std::min(main + kWithin, lines.size()); ++i)
    region.push_back(&lines[i]);
  // A line or two above the title may say it too.
  for (size_t i = at_title < main ? at_title : 0, n = 0; i > 0 && n < 3; --i, ++n) {
    region.push_back(&lines[i - 1]);
  }
  for (size_t i = std::max(after > 2 ? after - 2 : 0, main + kWithin);
       i < std::min(after + kBelow, lines.size()); ++i) {
    region.push_back(&lines[i]);
  }
  return region;
}

Metadata FindPageAuthor(const PageText& page, const TextLine* title) {
  for (const JsonArticle& json : page.head.json) {
    if (!json.article || json.authors.empty()) continue;
    std::string names;
    for (const std::string& author : json.authors) {
      const std::string name = Squeezed(author);
      if (!IsName(name) || names.find(name) != names.npos) continue;
      names += (names.empty() ? "" : ", ") + name;
    }
    if (!names.empty()) return {names, "JSON-LD author"};
  }
  // A Chinese site's meta names the site, mostly; its bylines the people.
  const Metadata byline = FromBylines(page, title, &Byline::author);
  if (page.chinese && !byline.value.empty()) return byline;
  if (page.chinese) {
    if (Metadata author = AuthorInText(page); !author.value.empty()) return author;
  }
  for (const std::string_view name :
       {"author", "article:author", "article:author_name", "byl", "parsely-author",
        "sailthru.author", "dc.creator", "dcterms.creator", "citation_author", "og:article:author",
        "twitter:data1"}) {
    const std::string value = WithoutRole(page.head.Meta(name));
    if (name == "twitter:data1" && page.head.Meta("twitter:label1") != "Written by") continue;
    // A site's name or number is no author.
    if (value.find_first_not_of("0123456789") == value.npos) continue;
    if (value == page.head.Meta("og:site_name")) continue;
    if (IsName(value)) return {value, "meta " + std::string(name)};
  }
  if (!byline.value.empty()) return byline;
  return {};
}

Metadata FindPageSite(const PageText& page, const TextLine* title) {
  // 来源：新华网 names whom a Chinese page has it from.
  if (page.chinese) {
    Metadata byline = FromBylines(page, title, &Byline::site);
    byline.value = CleanSite(byline.value);
    if (!byline.value.empty()) return byline;
  }
  if (std::string name = page.head.Meta("og:site_name"); !name.empty()) {
    return {std::move(name), "meta og:site_name"};
  }
  for (const JsonArticle& json : page.head.json) {
    if (!json.site.empty()) return {Squeezed(json.site), "JSON-LD publisher"};
  }
  for (const std::string_view name : {"application-name", "mediaid", "source", "twitter:site"}) {
    if (std::string value = page.head.Meta(name); !value.empty()) {
      return {std::move(value), "meta " + std::string(name)};
    }
  }
  return FromBylines(page, title, &Byline::site);
}

Metadata FindPageUrl(const PageText& page) {
  const auto absolute = [](const std::string& url) {
    return url.starts_with("http://") || url.starts_with("https://");
  };
  if (absolute(page.head.canonical)) return {page.head.canonical, "link canonical"};
  if (const std::string url = page.head.Meta("og:url"); absolute(url)) return {url, "meta og:url"};
  for (const JsonArticle& json : page.head.json) {
    if (json.article && absolute(json.url)) return {json.url, "JSON-LD"};
  }
  return {};
}

}  // namespace factmill::html
