#include "corpus/html/page_reader.h"

#include <algorithm>
#include <utility>

#include "corpus/byline.h"
#include "corpus/html/content.h"
#include "corpus/html/page_metadata.h"
#include "corpus/html/parser.h"
#include "corpus/html/trimming.h"
#include "corpus/metadata.h"
#include "corpus/reader.h"

namespace factmill::html {
namespace {

// Writes lines of a page one below the other, and the way back to the payload.
class ArticleWriter {
 public:
  explicit ArticleWriter(const PayloadMap& page) : page_(page) {}

  void AddLine(const TextLine& line, bool follows) {
    if (!text_.empty()) {
      if (follows && line.br_end > line.br_begin) {
        Replace({line.br_begin, line.br_end}, "\n");
      } else {
        text_ += "\n\n";
        map_.Replace(0, 2);
      }
    }
    size_t at = 0;
    for (const TextRun& run : line.runs) {
      const std::string_view text = std::string_view(line.text).substr(at, run.size);
      at += run.size;
      if (run.kept) {
        map_.AppendKept(page_, {run.begin, run.end});
        text_ += text;
      } else if (run.begin < run.end) {
        Replace({run.begin, run.end}, text);
      } else {
        map_.Replace(0, run.size);
        text_ += text;
      }
    }
  }

  uint32_t size() const { return static_cast<uint32_t>(text_.size()); }

  std::string TakeText() { return std::move(text_); }
  PayloadMap TakeMap() {
    map_.Replace(page_.source_size() - map_.source_size(), 0);
    return std::move(map_);
  }

 private:
  void Replace(ArticleSpan page_span, std::string_view text) {
    const PayloadSpan span = page_.ToSource(page_span);
    map_.Replace(span.begin - map_.source_size(), 0);
    map_.Replace(span.size(), static_cast<uint32_t>(text.size()));
    text_ += text;
  }

  const PayloadMap& page_;
  PayloadMap map_;
  std::string text_;
};

// The part of `line` that says `words`; an empty line where it does not.
TextLine Cut(const TextLine& line, std::string_view words) {
  TextLine cut;
  const size_t begin = line.text.find(words);
  if (begin == line.text.npos || words.empty()) return cut;
  const size_t end = begin + words.size();
  size_t at = 0;
  for (TextRun run : line.runs) {
    const size_t from = std::max(begin, at), to = std::min(end, at + run.size);
    if (from < to && (run.kept || to - from == run.size)) {
      if (run.kept) {
        run.begin += static_cast<uint32_t>(from - at);
        run.end = run.begin + static_cast<uint32_t>(to - from);
      }
      at += run.size;
      run.size = static_cast<uint32_t>(to - from);
      cut.runs.push_back(run);
    } else {
      if (from < to) return {};  // Within a reference.
      at += run.size;
    }
  }
  cut.text = words;
  return cut;
}

// Kana and hangul tell Japanese and Korean; the page's own word tells other languages.
std::string LanguageOf(const std::string& text, const std::string& said) {
  size_t kana = 0, hangul = 0, han = 0;
  for (size_t i = 0; i + 2 < text.size(); ++i) {
    const unsigned char a = text[i], b = text[i + 1];
    kana += a == 0xE3 && b >= 0x81 && b <= 0x83;
    hangul += a >= 0xEA && a <= 0xED && b >= 0x80;
    han += a >= 0xE4 && a <= 0xE9 && b >= 0x80;
  }
  if (hangul > han && hangul * 10 > text.size()) return "ko";
  if (kana * 4 > han && kana * 20 > text.size()) return "ja";
  std::string found = DetectLanguage(text);
  const std::string primary = said.substr(0, said.find_first_of("-_"));
  const bool other = primary.size() == 2 && primary != "en" && primary != "zh";
  return found == "en" && other ? primary : found;
}

uint32_t EndOf(const TextLine& line) {
  uint32_t end = 0;
  for (const TextRun& run : line.runs) end = std::max(end, run.end);
  return end;
}

class PageReader {
 public:
  PageReader(const Dom& dom, const PayloadMap& map, const std::string& latest,
             const Deadline& deadline)
      : dom_(dom),
        map_(map),
        latest_(latest),
        deadline_(deadline),
        head_(ReadHead(dom)),
        view_(dom) {}

  Result<Article> Read() {
    if (view_.body() == kNone) return Status(Code::kUnreadable, "the page has no text");
    bool full;
    lines_ = ReadLines(view_, {view_.body()}, &full);
    if (full) {
      return Status(Code::kUnreadable, "it has more than a million pieces of text and references");
    }
    std::vector<std::string> titles = {head_.title_text, head_.Meta("og:title")};
    for (const JsonArticle& json : head_.json) titles.push_back(json.headline);
    if (deadline_.Passed()) return deadline_.Check();
    const std::vector<NodeId> roots = FindContent(&view_);
    main_ = ReadLines(view_, roots, &full);
    if (deadline_.Passed()) return deadline_.Check();
    TrimLines(dom_, titles, &main_);
    // Better too much than nothing.
    if (main_.empty()) main_ = ReadLines(view_, roots, &full);
    if (main_.empty()) main_ = lines_;
    if (main_.empty()) return Status(Code::kUnreadable, "the page has no text");
    if (deadline_.Passed()) return deadline_.Check();
    const bool chinese = DetectLanguage(main_[0].text) != "en" || head_.lang.starts_with("zh");
    const PageText page = {dom_,   head_, lines_, main_.front().begin(), EndOf(main_.back()),
                           chinese};
    return Write(page);
  }

 private:
  Article Write(const PageText& page) {
    const TextLine* title_line;
    Metadata title = FindPageTitle(page, &title_line);
    Metadata published = FindPageDay(page, title_line, latest_);

    ArticleWriter writer(map_);
    const TextLine first = TitleToWrite(title.value, title_line);
    uint32_t last = 0;
    if (!first.runs.empty()) {
      writer.AddLine(first, false);
      last = EndOf(first);
    }
    for (const TextLine* line : BylinesToWrite(page, title_line, last))
      writer.AddLine(*line, false);
    const uint32_t main_begin = writer.size() + (writer.size() > 0 ? 2 : 0);
    for (size_t i = 0; i < main_.size(); ++i) {
      const bool follows = i > 0 && main_[i].br_begin >= EndOf(main_[i - 1]);
      writer.AddLine(main_[i], follows);
    }
    Article article = MakeBareArticle(writer.TakeText(), writer.TakeMap(), published.value);
    article.main = {main_begin, static_cast<uint32_t>(article.text.size())};
    article.title = std::move(title);
    if (!published.value.empty()) article.published = std::move(published);
    if (!latest_.empty() && article.published.value > latest_) article.published = {};
    article.author = FindPageAuthor(page, title_line);
    article.site = FindPageSite(page, title_line);
    article.url = FindPageUrl(page);
    article.lang = LanguageOf(article.text, head_.lang);
    return article;
  }

  // The title as it stands above the main text: the heading, else in <title>.
  TextLine TitleToWrite(const std::string& title, const TextLine* line) {
    const uint32_t main_begin = main_.front().begin();
    if (line != nullptr && EndOf(*line) <= main_begin) return *line;
    if (head_.title == kNone || dom_[head_.title].end > main_begin) return {};
    return Cut(ReadTextLine(view_, head_.title), title);
  }

  std::vector<const TextLine*> BylinesToWrite(const PageText& page, const TextLine* title,
                                              uint32_t after) {
    std::vector<const TextLine*> bylines;
    for (const TextLine* line : BylineRegion(page, title)) {
      if (line->begin() < after || EndOf(*line) > page.main_begin || line->chars > 200) continue;
      if (title != nullptr && line->begin() < title->begin()) continue;
      if (line != title && ReadByline(line->text)) bylines.push_back(line);
    }
    std::sort(bylines.begin(), bylines.end(),
              [](const TextLine* a, const TextLine* b) { return a->begin() < b->begin(); });
    return bylines;
  }

  const Dom& dom_;
  const PayloadMap& map_;
  const std::string& latest_;
  const Deadline& deadline_;
  PageHead head_;
  PageView view_;
  std::vector<TextLine> lines_, main_;
};

}  // namespace

Result<Article> ReadPage(const DecodedText& page, const std::string& latest,
                         const Deadline& deadline) {
  Result<Dom> dom = Parse(page.text, deadline);
  if (!dom.ok()) return dom.status();
  return PageReader(*dom, page.map, latest, deadline).Read();
}

}  // namespace factmill::html
