// Pages as they lie in containers, and the limits that protect, through the program and
// its database.
#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

#include "tests/cli/hostile.h"
#include "tests/cli/ingest_sample.h"
#include "tests/corpus/encode.h"
#include "tests/corpus/pack.h"

namespace factmill {
namespace {

// Page `number`: its own figure stands in two elements, its menu and footer have others.
std::string SmallPage(int number, const std::string& charset = "utf-8") {
  const std::string n = std::to_string(number);
  return "<!DOCTYPE html><html><head><meta charset=\"" + charset + "\"><title>Mill number " + n +
         " opens - The Weekly Example</title><meta property=\"article:published_time\" "
         "content=\"2021-05-12T08:00:00+08:00\"></head><body>"
         "<ul class=\"menu\"><li><a href=\"/\">Home</a></li><li><a href=\"/pay\">Pay 99 yuan</a>"
         "</li></ul><h1>Mill number " +
         n + " opens</h1><div class=\"article-body\"><p>The mill cost <b>" + n +
         "</b>&nbsp;million yuan, which is twice as much as the owner had thought, and is to make "
         "paper, of which the town has too little, from the autumn on.</p>"
         "<p>　　造纸厂去年收入" +
         n + "万元，其中" + n +
         "元用于维修，厂长说，今年还要购置两台设备，日夜运转，并招收工人。</p></div>"
         "<div class=\"footer\"><a href=\"/1\">Another mill lost 98 yuan</a></div></body></html>";
}

std::string HtmlRecord(const std::string& url, const std::string& type, const std::string& http,
                       const std::string& body) {
  return WarcRecord("response",
                    "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + http + "\r\n" + body,
                    "WARC-Target-URI: " + url + "\r\n");
}

// As mailers write it: each byte that is no plain letter as =XX, lines broken softly.
std::string QuotedPrintable(const std::string& text) {
  static const char kHex[] = "0123456789ABCDEF";
  std::string out;
  size_t column = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte > 0x20 && byte < 0x7F && c != '=';
    if (plain) {
      out += c;
    } else {
      out += {'=', kHex[byte >> 4], kHex[byte & 15]};
    }
    column += plain ? 1 : 3;
    if (column > 70) out += "=\r\n", column = 0;
  }
  return out;
}

struct PackedPage {
  const char* path;
  const char* member;   // Of the page.
  const char* charset;  // Of its payload.
  std::string bytes;    // Of the file.
};

std::vector<PackedPage> PackedPages() {
  const auto gbk = [](int number) { return Encode(SmallPage(number, "gbk"), "gb18030"); };
  const std::string chunk = Encode(SmallPage(105), "gb18030");
  char size[16];
  std::snprintf(size, sizeof size, "%zx", chunk.size());
  return {
      {"a.zip", "2021/mill.html", "gb18030", Zip({{"2021/mill.html", gbk(101)}})},
      {"b.tar", "mill.htm", "utf-8", Tar({{"mill.htm", SmallPage(102)}})},
      {"c.html.gz", "c.html", "utf-8", Gzip(SmallPage(103, "gbk"))},
      {"d.xhtml.zst", "d.xhtml", "utf-16le", Zstd(Encode(SmallPage(104), "utf-16le"))},
      {"e.warc", "@0", "gb18030",
       HtmlRecord("http://e.example/5", "text/html; charset=gbk", "Transfer-Encoding: chunked\r\n",
                  size + ("\r\n" + chunk) + "\r\n0\r\n\r\n")},
      {"f.warc.gz", "@0", "utf-8",
       Gzip(HtmlRecord("http://e.example/6", "application/xhtml+xml", "Content-Encoding: gzip\r\n",
                       Gzip(SmallPage(106))))},
      {"g.mhtml", "part 1", "gb18030",
       "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
       "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable"
       "\r\n\r\n" +
           QuotedPrintable(gbk(107)) + "\r\n--b--\r\n"},
      {"h.zip", "in.warc!@0", "utf-8",
       Zip({{"in.warc", HtmlRecord("http://e.example/8", "text/html", "", SmallPage(108))}})},
  };
}

TEST_CASE("pages in containers: the article, its metadata and its bytes") {
  const Bench bench;
  const std::vector<PackedPage> pages = PackedPages();
  for (const PackedPage& page : pages)
    bench.folder.Write(std::string("in/") + page.path, page.bytes);
  const Outcome outcome = bench.Ingest();
  CHECK(outcome.err == "");
  CHECK(outcome.exit == 0);
  bench.Verify();
  CHECK(Ask(bench.db, kMisquoted) == "0");
  for (size_t i = 0; i < pages.size(); ++i) {
    DYNAMIC_SECTION(pages[i].path) {
      const std::string n = std::to_string(101 + i);
      const std::string of = std::string(" WHERE path = '") + pages[i].path + "'";
      CHECK(Ask(bench.db, "SELECT member FROM v_articles" + of) == pages[i].member);
      CHECK(Ask(bench.db, "SELECT charset FROM v_articles" + of) == pages[i].charset);
      CHECK(Ask(bench.db, "SELECT title || ', ' || published FROM v_articles" + of) ==
            "Mill number " + n + " opens, 2021-05-12");
      CHECK(Ask(bench.db, "SELECT group_concat(quote, '; ') FROM v_facts" + of) ==
            n + "\u00A0million yuan; " + n + "万元; " + n + "元");
      // The first is parted by a tag.
      CHECK(Ask(bench.db, "SELECT json_array_length(byte_ranges) FROM facts WHERE quote LIKE '" +
                              n + "%million yuan'") == "2");
    }
  }
}

TEST_CASE("an article that takes too long, or has too much in it, is refused alone") {
  const Bench bench;
  std::string figures;
  while (figures.size() < 6 << 20) figures += "It cost 5 yuan, 3亿元, 10 million yuan or 7元.\n";
  bench.folder.Write("in/a.txt", figures);
  bench.folder.Write("in/b.txt", SmallArticle(1));
  bench.folder.Write("in/c.zip", Zip({{"long.txt", figures + "1"}, {"d.txt", SmallArticle(2)}}));
  const auto reasons = [&] {
    return Ask(bench.db,
               "SELECT group_concat(path || coalesce('!' || member, '') || ': ' || reason, '\n') "
               "FROM sources WHERE state = 'failed'");
  };
  const std::string fine =
      "SELECT group_concat(path || coalesce('!' || member, '')) FROM "
      "v_articles";
  SECTION("time") {
    CHECK(bench.Ingest({"--max-seconds", "0.2"}).exit == 1);
    const std::string reason =
        ": reading it takes more than 0.2 s of processor time, the limit for an article";
    CHECK(reasons() == "a.txt" + reason + "\nc.zip!long.txt" + reason);
  }
  SECTION("facts") {
    CHECK(bench.Ingest({"--max-facts", "3"}).exit == 1);
    const std::string reason = ": it has more than 3 figures, the limit for an article";
    CHECK(reasons() == "a.txt" + reason + "\nc.zip!long.txt" + reason);
  }
  CHECK(Ask(bench.db, fine) == "b.txt,c.zip!d.txt");
  CHECK(Ask(bench.db, "SELECT count(*) FROM facts") == "6");
  bench.Verify();
}

std::string Times(size_t count, const std::string& text) {
  std::string out;
  out.reserve(count * text.size());
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

struct HostilePage {
  const char* path;
  std::function<std::string()> page;
  const char* reason;  // Why it is refused; "" where it is read.
};

// Ingests the pages and a good text behind them: each is read or refused with its reason,
// and the whole takes a bounded memory and time.
void CheckHostile(const std::vector<HostilePage>& pages, double most_seconds) {
  const Bench bench;
  for (const HostilePage& page : pages) {
    bench.folder.Write(std::string("in/") + page.path, page.page());
  }
  bench.folder.Write("in/z.txt", SmallArticle(1));
  const Outcome outcome = bench.Ingest({"--jobs", "1"});
  CHECK(outcome.exit == 1);
  if (!kSanitized) {
    CHECK(outcome.memory_kb < 512 * 1024);
    CHECK(outcome.cpu_seconds < most_seconds);
  }
  for (const HostilePage& page : pages) {
    INFO(page.path);
    CHECK(Ask(bench.db, std::string("SELECT reason FROM sources WHERE path = '") + page.path +
                            "'") == page.reason);
  }
  CHECK(Ask(bench.db, "SELECT count(*) FROM v_articles WHERE path = 'z.txt'") == "1");
}

constexpr char kTooDeep[] = "its elements are nested more than 10,000 deep";
constexpr char kTooManyElements[] = "it has more than a million elements and texts";
constexpr char kTooManyPieces[] = "it has more than a million pieces of text and references";

TEST_CASE("pages that are built to be slow or large are refused, and the next file goes on") {
  CheckHostile(
      {{"attributes.html",
        [] {
          std::string page = "<p";
          for (int i = 0; i < 1000000; ++i) page += " a" + std::to_string(i) + "=1";
          return page + ">It cost 5 yuan.";
        },
        "a tag of it has more than 10,000 attributes"},
       {"deep.html", [] { return Times(1000000, "<div>") + "5 yuan"; }, kTooDeep},
       {"tables.html", [] { return Times(100000, "<table><tr><td>") + "5 yuan"; }, kTooDeep},
       {"elements.html", [] { return Times(700000, "<p>5"); }, kTooManyElements},
       {"formatting.html",
        [] {
          std::string page = "<p>";
          for (int i = 0; i < 9000; ++i) page += "<b id=" + std::to_string(i) + ">";
          return page + "</p>" + Times(10000, "<p>5 yuan");
        },
        ""},
       {"reference.html", [] { return "<p>It cost &#" + std::string(8 << 20, '9') + "; yuan."; },
        ""}},
      20);
}

TEST_CASE("slow: pages of the largest size pass through a bounded memory") {
  constexpr size_t kMost = 31 << 20;
  const auto full = [](const std::string& part) {
    return [part] {
      return "<p>The mill made paper, and sold it, to all who came, every day.</p><p>" +
             Times(kMost / part.size(), part);
    };
  };
  CheckHostile({{"references.html", full("&nbsp;5&#8364; "), kTooManyPieces},
                {"ampersands.html", full("&amp;"), kTooManyPieces},
                {"text.html", full("The mill made paper, and sold it. "), ""},
                {"chinese.html", full("造纸厂去年生产纸张，比上一年翻了一番。"), ""},
                {"figures.html", full("5 yuan, "),
                 "it has more than 200000 figures, the limit for "
                 "an article"},
                {"lines.html", [] { return Times(450000, "<p>It is a line."); }, ""},
                {"cells.html", [] { return "<table><tr>" + Times(450000, "<td>1"); }, ""},
                {"comments.html", full("<!--"), ""}},
               120);
}

}  // namespace
}  // namespace factmill
