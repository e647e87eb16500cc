#include "corpus/html/page_metadata.h"

#include <algorithm>

#include "corpus/byline.h"
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
  for (const std::string_view name :
       {"author", "article:author", "article:author_name", "byl", "parsely-author",
        "sailthru.author", "dc.creator", "dcterms.creator", "citation_author", "og:article:author",
        "twitter:data1"}) {
    const std::string value = WithoutRole(page.head.Meta(name));
    if (name == "twitter:data1" && page.head.Meta("twitter:label1") != "Written by") continue;
    if (IsName(value)) return {value, "meta " + std::string(name)};
  }
  if (!byline.value.empty()) return byline;
  return {};
}

Metadata FindPageSite(const PageText& page, const TextLine* title) {
  // 来源：新华网 names whom a Chinese page has it from.
  if (page.chinese) {
    if (Metadata byline = FromBylines(page, title, &Byline::site); !byline.value.empty())
      return byline;
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
