#include <catch2/catch.hpp>
#include <string>

#include "base/utf8.h"
#include "corpus/html/page_charset.h"
#include "corpus/html/text_lines.h"
#include "corpus/reader.h"
#include "tests/corpus/corpus_testing.h"
#include "tests/corpus/encode.h"
#include "tests/random.h"

namespace factmill {
namespace {

Payload Page(std::string bytes) {
  Payload payload;
  payload.bytes = std::move(bytes);
  payload.media_type = "text/html";
  payload.latest = "2026-06-30";
  return payload;
}

Article Read(const Payload& payload) {
  Result<std::vector<Article>> articles = ReadPayload(payload);
  INFO(articles.status().message());
  REQUIRE(articles.ok());
  REQUIRE(articles->size() == 1);
  return std::move((*articles)[0]);
}

std::string MainText(const Article& article) {
  return std::string(Slice(std::string_view(article.text), article.main));
}

// The bytes that `quote` came from, read as the page's reader does, are the quote;
// returns them as they lie in the payload.
std::string BytesOf(const Payload& payload, const Article& article, std::string_view quote) {
  const ArticleSpan span = Find<ArticleSpan>(article.text, quote);
  std::string raw, read;
  for (const PayloadSpan& piece : article.map.Pieces(span)) {
    const std::string_view bytes = Slice(std::string_view(payload.bytes), piece);
    raw += raw.empty() ? "" : "~";
    raw += bytes;
    Result<DecodedText> decoded = Decode(bytes, article.charset);
    REQUIRE(decoded.ok());
    read += html::ReadMarkup(decoded->text);
  }
  CHECK(read == html::WithPlainSpaces(quote));
  return raw;
}

constexpr char kMenuPage[] = R"(<!DOCTYPE html>
<html lang="en"><head><title>Mill at Harrow doubles output - The Weekly Example</title>
<meta property="og:site_name" content="The Weekly Example">
<link rel="canonical" href="https://weekly.example/2024/05/mill"></head>
<body>
<nav><ul><li><a href="/">Home</a><li><a href="/biz">Business</a><li><a href="/x">Sport</a></ul></nav>
<div class="header-banner">Subscribe for $3 a week</div>
<article>
<h1>Mill at Harrow doubles output</h1>
<p class="byline">By Jane Roe</p>
<p>Published: May 12, 2024</p>
<div class="story-text">
<p>The paper mill at Harrow made 300 tons of paper last year, twice as much as the year before, its owner said on Monday, and it expects to sell all of it.</p>
<p>The owner put <b>$4.5</b>&nbsp;million into two machines, which run day and night, and hired forty people from the town to mind them, most of them young.</p>
<div class="related-box"><a href="/1">Other mill burns down, 90 hurt</a> <a href="/2">Paper dear again</a></div>
<p>A third machine will follow in the autumn, if the price of wood, which has risen by 7 percent, does not rise any further, the owner said.</p>
<p><a href="/more">Read more: Why 12 mills closed</a></p>
<p>Share this</p>
</div>
</article>
<div class="sidebar"><p>Most read: 44 ways to fold a hat, which every reader of ours should know by heart, and more.</p></div>
<footer>© 2024 The Weekly Example. All rights reserved.</footer>
</body></html>)";

TEST_CASE("the article and not the menu") {
  const Article article = Read(Page(kMenuPage));
  const std::string text = MainText(article);
  CHECK(text.starts_with("The paper mill at Harrow made 300 tons"));
  CHECK(text.ends_with("the owner said."));
  for (const char* no :
       {"Home", "Subscribe", "90 hurt", "12 mills", "Share this", "Most read", "©"}) {
    INFO(no);
    CHECK(article.text.find(no) == std::string::npos);
  }
  CHECK(article.text.starts_with("Mill at Harrow doubles output\n\n"));
  CHECK(article.title.value == "Mill at Harrow doubles output");
  CHECK(article.published.value == "2024-05-12");
  CHECK(article.author.value == "Jane Roe");
  CHECK(article.site.value == "The Weekly Example");
  CHECK(article.url.value == "https://weekly.example/2024/05/mill");
  CHECK(article.lang == "en");
}

TEST_CASE("a short line is judged by its own letters") {
  const std::string filler =
      "<p>A paragraph that says so little, with commas, and so much of it, that the reader takes "
      "it for the text of an article, which it is, after all.</p>";
  // Lines that a string keeps within itself, between texts and above another such line.
  const std::string text =
      MainText(Read(Page("<html><body><div class=\"article-body\">" + filler + filler +
                         "<p><a href=/x>MORE HEADLINES</a></p>" + filler + "<p>It is 5 tons.</p>" +
                         filler + "<p>All sold now.</p></div></body></html>")));
  CHECK(text.find("HEADLINES") == std::string::npos);
  CHECK(text.find("It is 5 tons.") != std::string::npos);
  CHECK(text.ends_with("All sold now."));
}

TEST_CASE("what is long is cut between characters") {
  std::string han;
  for (int i = 0; i < 60; ++i) han += "日";
  const std::string paper = "造纸厂去年生产纸张三百吨，比上一年翻了一番，产品全部售出，厂长说。";
  for (int before = 0; before < 3; ++before) {
    const std::string odd = std::string(static_cast<size_t>(before), 'x') + han;
    const Article article = Read(Page(
        "<html><head><title>造纸厂</title><meta property=\"article:published_time\" content=\"" +
        odd + "\"></head><body><p class=\"date " + odd +
        "\">2024-05-12</p><div class=\"article-body\"><p>（记者 李四）" + odd + paper + "</p><p>" +
        paper + paper + "</p></div></body></html>"));
    INFO(before << " " << article.published.evidence << " " << article.author.evidence);
    CHECK(article.published.value == "2024-05-12");
    CHECK(article.author.value == "李四");
    CHECK(IsValidUtf8(article.published.evidence));
    CHECK(IsValidUtf8(article.author.evidence));
  }
}

TEST_CASE("each character leads to its bytes, references and tags aside") {
  const std::string filler =
      "<p>A paragraph that says so little, with commas, and so much of it, that the reader takes "
      "it for the text of an article, which it is, after all.</p>";
  const Payload payload = Page(
      "<html><body><div class=\"article-body\">" + filler +
      "<p>It cost &#36;4.5&nbsp;million <em>and</em> 3&lt;4, not\n20&#37; of <b>1</b>,<b>000</b> "
      "tons or 10<sup>6</sup> tons.</p><p>Sold 1,200\r\n\r\n  sheets,<br>or 50 a day.</p>" +
      filler + "</div></body></html>");
  const Article article = Read(payload);
  CHECK(BytesOf(payload, article, "$4.5\u00A0million") == "&#36;4.5&nbsp;million");
  CHECK(BytesOf(payload, article, "3<4") == "3&lt;4");
  CHECK(BytesOf(payload, article, "not 20%") == "not\n20&#37;");
  CHECK(BytesOf(payload, article, "1,000 tons") == "1~,~000~ tons");
  CHECK(BytesOf(payload, article, "10⁶") == "10<sup>6</sup>");
  CHECK(BytesOf(payload, article, "1,200 sheets") == "1,200~ ~sheets");
  CHECK(BytesOf(payload, article, "sheets,\nor 50 a day") == "sheets,<br>or 50 a day");
}

std::string ChinesePage(const std::string& head) {
  return "<html><head>" + head +
         "<title>造纸厂去年产量翻番_示例新闻网</title></head><body>"
         "<div class=\"nav\"><a href=\"/\">首页</a> <a href=\"/n\">新闻</a></div>"
         "<h1>造纸厂去年产量翻番</h1>"
         "<div class=\"info\">2024-05-12 10:20 来源：示例日报 作者：张三</div>"
         "<div class=\"TRS_Editor\"><p>　　本报讯（记者 "
         "李四）城东造纸厂去年生产纸张３００吨，比上一年\n"
         "翻了一番，厂长王五星期一说，产品全部售出。</p>"
         "<p>　　该厂投资450万元购置两台设备，日夜运转，并招收40名工人，其中大多数是年轻人。</p>"
         "<p>（责任编辑：赵六）</p></div>"
         "<div class=\"rel\">相关阅读<ul><li><a "
         "href=\"/1\">另一家纸厂失火90人受伤</a></li></ul></div>"
         "</body></html>";
}

TEST_CASE("charsets of pages: what decodes wins over what the page says of itself") {
  struct Row {
    const char* name;
    std::string bytes;
    const char* label;
    const char* charset;
    const char* evidence;
  };
  const std::string gbk_meta =
      "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">";
  const Row kRows[] = {
      {"GBK with meta", Encode(ChinesePage(gbk_meta), "gb18030"), "", "gb18030", "meta"},
      {"GBK with a header", Encode(ChinesePage(""), "gb18030"), "GBK", "gb18030", "http header"},
      {"GBK without a word", Encode(ChinesePage(""), "gb18030"), "", "gb18030", "letter frequency"},
      {"UTF-8 under a meta of GBK", ChinesePage("<meta charset=\"gbk\">"), "", "utf-8",
       "valid utf-8"},
      {"UTF-8 under a header of GBK", ChinesePage(""), "gbk", "utf-8", "valid utf-8"},
      {"GBK under a meta of UTF-8", Encode(ChinesePage("<meta charset=utf-8>"), "gb18030"), "",
       "gb18030", "letter frequency"},
      {"GBK under a meta of Latin", Encode(ChinesePage("<meta charset=iso-8859-1>"), "gb18030"), "",
       "gb18030", "letter frequency"},
      {"UTF-16 without a mark", Encode(ChinesePage(gbk_meta), "utf-16le"), "", "utf-16le",
       "nul pattern"},
  };
  for (const Row& row : kRows) {
    DYNAMIC_SECTION(row.name) {
      Payload payload = Page(row.bytes);
      payload.label = row.label;
      const Article article = Read(payload);
      CHECK(article.charset == row.charset);
      CHECK(article.charset_evidence == row.evidence);
      CHECK(article.replaced == 0);
      CHECK(article.title.value == "造纸厂去年产量翻番");
      CHECK(article.published.value == "2024-05-12");
      CHECK(article.author.value == "张三");
      CHECK(article.site.value == "示例日报");
      CHECK(article.lang == "zh");
      const std::string text = MainText(article);
      CHECK(text.starts_with("本报讯（记者 李四）"));
      CHECK(text.ends_with("年轻人。"));
      // The line break between two Han is none.
      CHECK(text.find("上一年翻了一番") != std::string::npos);
      const std::string bytes = BytesOf(payload, article, "３００吨");
      Result<DecodedText> decoded = Decode(bytes, row.charset);
      CHECK(decoded->text == "３００吨");
    }
  }
}

TEST_CASE("a page's own label") {
  CHECK(html::DeclaredCharset("<meta charset=gbk>") == "gbk");
  CHECK(html::DeclaredCharset("<META content='text/html; charset = \"Big5\"' http-equiv=x>") ==
        "Big5");
  CHECK(html::DeclaredCharset("<?xml version=\"1.0\" encoding=\"gb2312\"?><html>") == "gb2312");
  CHECK(html::DeclaredCharset("<p>charset=gbk") == "");
  CHECK(html::DeclaredCharset("") == "");
}

std::string Dated(const std::string& head, const std::string& above) {
  return "<html><head><title>Mill doubles its output</title>" + head +
         "</head><body><h1>Mill doubles its output</h1>" + above +
         "<div class='article-body'><p>The mill made 300 tons of paper, which is twice as much as "
         "the "
         "year before, and its owner, who is proud of it, said so.</p><p>It will make more, he "
         "said, "
         "if wood, water and people, all of them dear, can be had.</p></div></body></html>";
}

TEST_CASE("the day of publication") {
  struct Row {
    const char* name;
    const char* head;
    const char* above;
    const char* day;
  };
  const Row kRows[] = {
      {"JSON-LD, not what was modified",
       R"(<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
          "dateModified":"2024-06-01T10:00:00Z","datePublished":"2024-05-12T08:00:00+08:00"}</script>)",
       "", "2024-05-12"},
      {"JSON-LD in a graph, with commas too many",
       R"(<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x",},
          {"@type":["BlogPosting"],"datePublished":"2023-01-02","author":{"name":"Jane"},}]}</script>)",
       "", "2023-01-02"},
      {"meta", R"(<meta property="article:modified_time" content="2024-06-01">
          <meta property="article:published_time" content="2024-05-12T23:59:00+00:00">)",
       "", "2024-05-12"},
      {"only modified", R"(<meta property="article:modified_time" content="2024-06-01">)", "", ""},
      {"a day to come is refused",
       R"(<meta property="article:published_time" content="2099-01-01">)",
       "<p>Published: May 12, 2024</p>", "2024-05-12"},
      {"only a day to come", R"(<meta name="pubdate" content="2099-01-01">)", "", ""},
      {"time element", "", "<time datetime='2024-05-12T10:00'>yesterday</time>", "2024-05-12"},
      {"time element of an update", "", "<time class='updated' datetime='2024-05-13'>now</time>",
       ""},
      {"address", R"(<link rel="canonical" href="https://a.example/2024/05/12/mill">)", "",
       "2024-05-12"},
      {"short address", R"(<meta property="og:url" content="https://a.example/t20240512_3.html">)",
       "", "2024-05-12"},
      {"byline in Chinese", "", "<p>发布时间：2024年5月12日</p>", "2024-05-12"},
      {"byline with a short year", "", "<p>发布时间：24-05-12 08:00</p>", "2024-05-12"},
      {"byline in German", "", "<p>12. Mai 2024, 10:00 Uhr</p>", "2024-05-12"},
      {"byline in French", "", "<p>Publié le 12 mai 2024</p>", "2024-05-12"},
      {"byline that says so, in German, and not a day above it", "",
       "<p>12. Juni 2023</p><p>Veröffentlicht am 12.05.2024</p>", "2024-05-12"},
      {"microformat", "",
       "<p>May 1, 2024</p><abbr class='entry-date published' title='2024-05-12T17:06:45+0000'>"
       "on Sunday</abbr>",
       "2024-05-12"},
      {"days with dots", "", "<p>12.05.2024</p>", "2024-05-12"},
      {"script", "<script>var ct = \"1715479200\";</script>", "", "2024-05-12"},
      {"none", "", "", ""},
  };
  for (const Row& row : kRows) {
    DYNAMIC_SECTION(row.name) {
      const Article article = Read(Page(Dated(row.head, row.above)));
      INFO(article.published.evidence);
      CHECK(article.published.value == row.day);
    }
  }
}

TEST_CASE("tables and lists of the article are kept, one row a line") {
  const Article article = Read(Page(Dated("", "")));
  const std::string page = Dated("", "");
  const size_t at = page.find("<p>It will");
  const Article with =
      Read(Page(page.substr(0, at) +
                "<table><tr><th>Year</th><th>Tons</th></tr><tr><td>2022</td><td>150</td></tr>"
                "<tr><td>2023</td><td>300</td></tr></table>"
                "<ul><li>two machines for $4 million</li><li>forty people</li></ul>" +
                page.substr(at)));
  for (const char* line :
       {"Year | Tons", "2022 | 150", "2023 | 300", "two machines for $4 million"}) {
    INFO(line);
    CHECK(with.text.find("\n\n" + std::string(line) + "\n\n") != std::string::npos);
  }
}

TEST_CASE("files that are no pages of text") {
  for (const char* bytes : {"<html><body></body></html>", "<html><head><title>x</title></head>",
                            "<script>1</script>"}) {
    INFO(bytes);
    CHECK_FALSE(ReadPayload(Page(bytes)).ok());
  }
}

TEST_CASE("whatever the bytes, spans lead back to what reads as the text") {
  Random random(20240512);
  const char* const kParts[] = {
      "<p>",
      "</p>",
      "<b>",
      "</b>",
      "<table><tr><td>",
      "</table>",
      "5",
      " 3%",
      "&amp;",
      "&nbsp;",
      "\n",
      " ",
      "亿元",
      "<br>",
      "<sup>2</sup>",
      "<a href=x>",
      "</a>",
      "<!--",
      "-->",
      "<div class=main>",
      "</div>",
      "\xFF",
      "<",
      "&",
      "<h1>",
      "</h1>",
      "<td>",
      "The mill made paper, and sold it, every day of the year, to all who came by."};
  for (uint32_t round = 0; round < Rounds(3000); ++round) {
    std::string bytes = "<title>A title</title>";
    for (uint32_t i = 0, n = 1 + random.Below(40); i < n; ++i)
      bytes += kParts[random.Below(std::size(kParts))];
    const Payload payload = Page(bytes);
    const Result<std::vector<Article>> articles = ReadPayload(payload);
    if (!articles.ok()) continue;
    const Article& article = (*articles)[0];
    INFO(bytes);
    CHECK(article.map.source_size() == bytes.size());
    REQUIRE(article.map.derived_size() == article.text.size());
    REQUIRE(article.main.end == article.text.size());
    uint32_t last = 0;
    for (uint32_t at = 0; at < article.text.size(); ++at) {
      const PayloadSpan span = article.map.ToSource({at, at + 1});
      REQUIRE(span.begin >= last);
      last = span.begin;
    }
  }
}

}  // namespace
}  // namespace factmill
