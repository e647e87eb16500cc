// FindPageTitle().
#include <algorithm>
#include <string_view>

#include "base/utf8.h"
#include "corpus/characters.h"
#include "corpus/html/page_metadata.h"
#include "corpus/html/references.h"
#include "corpus/html/trimming.h"

namespace factmill::html {
namespace {

constexpr std::string_view kSeparators[] = {" - ", " | ", " – ", " — ", " » ", " · ", " :: ", " • ",
                                            "_",   "|",   "-",   "–",   "—",   "丨",  "｜"};

size_t Columns(std::string_view text) { return CountText(text).chars; }

// Where the last part that may be a site's name begins; npos for none.
size_t LastPart(std::string_view title, std::string_view site) {
  size_t best = title.npos;
  for (const std::string_view mark : kSeparators) {
    const size_t at = title.rfind(mark);
    if (at == title.npos || at == 0) continue;
    const std::string_view head = title.substr(0, at), tail = title.substr(at + mark.size());
    const bool tight = mark[0] != ' ' && mark != "_" && mark != "|" && mark != "｜" && mark != "丨";
    // "co-operation" and 2019-2020 hold no site.
    int size;
    const bool wide = !tail.empty() && IsWide(DecodeUtf8(tail, 0, &size)) &&
                      IsWide(DecodeUtf8Before(head, head.size(), &size));
    if (tight && !wide) continue;
    const bool named = !site.empty() && Bare(tail).find(Bare(site)) != std::string::npos;
    if (!named && (Columns(head) < 8 || Columns(tail) > 40 || Columns(tail) > Columns(head))) {
      continue;
    }
    if (best == title.npos || at > best) best = at;
  }
  return best;
}

std::string WithoutSite(std::string title, std::string_view site) {
  for (int i = 0; i < 5; ++i) {
    const size_t at = LastPart(title, site);
    if (at == title.npos) break;
    title = Squeezed(std::string_view(title).substr(0, at));
  }
  return title;
}

bool Agree(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return false;
  return a.find(b) != a.npos || b.find(a) != b.npos;
}

// How many bytes two bare titles have in common at their starts or ends.
size_t Common(std::string_view a, std::string_view b) {
  size_t from_start = 0, from_end = 0;
  while (from_start < std::min(a.size(), b.size()) && a[from_start] == b[from_start]) ++from_start;
  while (from_end < std::min(a.size(), b.size()) &&
         a[a.size() - 1 - from_end] == b[b.size() - 1 - from_end]) {
    ++from_end;
  }
  return std::max(from_start, from_end);
}

class TitleFinder {
 public:
  explicit TitleFinder(const PageText& page) : page_(page) {
    site_ = page.head.Meta("og:site_name");
    social_ = page.head.Meta("og:title");
    if (social_.empty()) social_ = page.head.Meta("twitter:title");
    social_ = Unescape(social_, true);  // Many pages escape it twice.
    for (const JsonArticle& json : page.head.json) {
      if (headline_.empty() && json.article) headline_ = Squeezed(json.headline);
    }
    for (const std::string_view text : {std::string_view(page.head.title_text),
                                        std::string_view(social_), std::string_view(headline_)}) {
      said_.push_back(Bare(text));
    }
  }

  Metadata Find(const TextLine** line) {
    *line = nullptr;
    if (const TextLine* heading = BestHeading()) {
      *line = heading;
      return {WithoutKicker(heading->text), "heading"};
    }
    if (const TextLine* text = LineOfTitle()) {
      *line = text;
      return {WithoutKicker(text->text), "line of the title"};
    }
    if (const TextLine* heading = OnlyHeading()) {
      *line = heading;
      return {Squeezed(heading->text), "only heading"};
    }
    if (!social_.empty()) return Take(WithoutSite(social_, site_), "meta og:title", line);
    if (!headline_.empty()) return Take(headline_, "JSON-LD headline", line);
    if (!page_.head.title_text.empty()) {
      return Take(WithoutSite(page_.head.title_text, site_), "title element", line);
    }
    return {};
  }

 private:
  Metadata Take(std::string title, const char* evidence, const TextLine** line) const {
    const std::string bare = Bare(title);
    for (const TextLine& candidate : page_.lines) {
      if (candidate.begin() >= page_.main_begin) break;
      if (candidate.text.size() < 3 * title.size() + 8 && Bare(candidate.text) == bare) {
        *line = &candidate;
        break;
      }
    }
    return {std::move(title), evidence};
  }

  // The heading without the words above it that <title> does not have, and without
  // the site's name.
  std::string WithoutKicker(const std::string& heading) const {
    const std::string bare = Bare(heading);
    for (const std::string& text : {page_.head.title_text, social_}) {
      const std::string title = WithoutSite(text, site_);
      const std::string said = Bare(title);
      if (said.size() >= bare.size() || said.size() * 2 < bare.size()) continue;
      const bool site = bare.starts_with(said) && bare.substr(said.size()) == Bare(site_);
      if (bare.ends_with(said) || site) return title;
    }
    // A heading that repeats all of <title>, search words and site too.
    if (bare == said_[0] && heading.find('_') != heading.npos) return WithoutSite(heading, site_);
    return Unescape(Squeezed(heading), false);
  }

  // The page's only heading, where that is above the text or at its start.
  const TextLine* OnlyHeading() const {
    const TextLine* only = nullptr;
    for (const TextLine& line : page_.lines) {
      if (!InHeading(line) || line.begin() > page_.main_end) continue;
      if (only != nullptr) return nullptr;
      only = &line;
    }
    if (only == nullptr || only->chars < 12 || IsTail(*only)) return nullptr;
    if (only->text.find_first_of("_|") != std::string::npos) return nullptr;  // Search words.
    return Bare(only->text) == Bare(site_) ? nullptr : only;
  }

  // How well a line agrees with what the page calls itself; 0 for not at all.
  size_t Agreement(const TextLine& line) const {
    const std::string bare = Bare(line.text);
    if (bare.size() < 4) return 0;
    size_t best = 0;
    for (const std::string& said : said_) {
      if (said.empty()) continue;
      if (Agree(said, bare)) {
        best = std::max(best, 2 * std::min(said.size(), bare.size()));
      } else if (const size_t common = Common(said, bare);
                 common * 2 >= std::min(said.size(), bare.size()) && common >= 12) {
        best = std::max(best, common);
      }
    }
    return best;
  }

  const TextLine* BestHeading() const {
    const TextLine* best = nullptr;
    size_t most = 0;
    const std::string site = Bare(site_);
    for (const TextLine& line : page_.lines) {
      if (!InHeading(line) || line.text.size() > 600) continue;
      const std::string bare = Bare(line.text);
      if (!site.empty() && bare == site) continue;
      const size_t agreement = Agreement(line);
      if (agreement > most) {
        best = &line;
        most = agreement;
      }
    }
    // A heading that is the site's own name also stands in <title>.
    if (best != nullptr && IsTail(*best)) return nullptr;
    return best;
  }

  bool InHeading(const TextLine& line) const {
    NodeId up = line.block;
    for (int level = 0; level < 3 && up != kNone; ++level, up = page_.dom[up].parent) {
      if (page_.dom[up].tag == Tag::h1) return true;
    }
    return false;
  }

  // Does <title> say more before the words of `line`, and no more after?
  bool IsTail(const TextLine& line) const {
    const std::string bare = Bare(line.text);
    const std::string& title = said_[0];
    return title.size() > 2 * bare.size() && title.ends_with(bare);
  }

  // The longest line above or at the start of the article that <title> begins with.
  const TextLine* LineOfTitle() const {
    const TextLine* best = nullptr;
    size_t most = 0;
    for (const TextLine& line : page_.lines) {
      if (line.begin() > page_.main_begin + 2000) break;
      if (line.text.size() > 600 || line.text.size() < 6) continue;
      const std::string bare = Bare(line.text);
      if (bare.size() < 9 || bare.size() <= most) continue;
      for (const std::string& said : said_) {
        if (said.starts_with(bare) && bare.size() * 5 >= said.size() * 2) {
          best = &line;
          most = bare.size();
          break;
        }
      }
    }
    return best;
  }

  const PageText& page_;
  std::string site_, social_, headline_;
  std::vector<std::string> said_;  // Bare.
};

}  // namespace

Metadata FindPageTitle(const PageText& page, const TextLine** line) {
  return TitleFinder(page).Find(line);
}

}  // namespace factmill::html
