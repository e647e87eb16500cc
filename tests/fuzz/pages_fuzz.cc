// Reads pages that nobody would write, for as long as one likes:
//
//   pages_fuzz [--seconds N] [--seed N] [FILE...]
//
// Pages are made of tags and text at random, or of the files given, with bytes
// changed, cut out and doubled.  Checks that reading ends, that every part of an
// article's text leads back to bytes that read as that part, and that the way
// covers the payload.  Prints the seed and leaves the page in fuzz_failure.html at
// the first failure, and exits with 1.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "corpus/charset.h"
#include "corpus/html/text_lines.h"
#include "corpus/reader.h"
#include "tests/random.h"

namespace factmill {
namespace {

constexpr const char* kParts[] = {
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href=x>",
    "</a>",
    "<div>",
    "</div>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<th>",
    "</td>",
    "<caption>",
    "<select>",
    "<option>",
    "<ul><li>",
    "<li>",
    "</ul>",
    "<br>",
    "</br>",
    "<h1>",
    "</h1>",
    "<svg>",
    "</svg>",
    "<math><mi>",
    "<title>",
    "</title>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<template>",
    "</template>",
    "<form>",
    "<button>",
    "<font size=2>",
    "</font>",
    "<sup>2</sup>",
    "<sup>",
    "</sup>",
    "<pre>\n",
    "</pre>",
    "<textarea>",
    "</textarea>",
    "<body>",
    "</body>",
    "<html>",
    "<frameset>",
    "<article class=article-body>",
    "</article>",
    "<time datetime=",
    "<meta charset=gbk>",
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"20",
    "&amp;",
    "&nbsp;",
    "&#8364;",
    "&lt",
    "&#x",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "=",
    " ",
    "\n",
    "\r\n",
    "\t",
    "5",
    "3.5%",
    "$4 million",
    "300吨",
    "亿元",
    "，",
    "。",
    "　",
    "\xFF",
    "\xE4\xBD",
    "\xC6\xF3",
    "2024-05-12",
    "来源：示例日报",
    "相关阅读",
    "The mill made paper, and sold it, to all who came by, every day of the year.",
    "造纸厂去年生产纸张三百吨，比上一年翻了一番，厂长说，产品全部售出。"};

std::string Made(Random* random) {
  std::string page =
      random->OneIn(3) ? "" : "<!DOCTYPE html><html><head><title>A title</title></head><body>";
  const size_t most = random->OneIn(50) ? 5000 : 60;
  for (uint64_t i = 0, n = 1 + random->Below(most); i < n; ++i) page += random->Pick(kParts);
  return page;
}

std::string Changed(std::string page, Random* random) {
  for (uint64_t i = 0, n = 1 + random->Below(20); i < n && !page.empty(); ++i) {
    const size_t at = random->Below(page.size());
    const size_t size = std::min<size_t>(page.size() - at, random->Below(2000));
    switch (random->Below(4)) {
      case 0: page[at] = static_cast<char>(random->Below(256)); break;
      case 1: page.erase(at, size); break;
      case 2: page.insert(at, page.substr(at, size)); break;
      default: page.insert(at, random->Pick(kParts)); break;
    }
  }
  return page;
}

// What is wrong with how `page` is read; "" if nothing.
std::string Fault(const std::string& page, Random* random) {
  Payload payload;
  payload.bytes = page;
  payload.media_type = "text/html";
  const auto begin = std::chrono::steady_clock::now();
  const Result<std::vector<Article>> articles = ReadPayload(payload);
  if (std::chrono::steady_clock::now() - begin > std::chrono::seconds(10))
    return "it takes too long";
  if (!articles.ok()) return "";
  const Article& article = (*articles)[0];
  if (article.map.source_size() != page.size()) return "the way does not cover the payload";
  if (article.map.derived_size() != article.text.size()) return "the way does not cover the text";
  if (article.main.end != article.text.size() || article.main.begin >= article.main.end) {
    return "the main text is not within the text";
  }
  for (int i = 0; i < 50; ++i) {
    // Characters of one line or cell: what parts these was put there.
    uint32_t from = static_cast<uint32_t>(random->Below(article.text.size()));
    while (from > 0 && (article.text[from] & 0xC0) == 0x80) --from;
    const auto parts = [&](uint32_t at) {
      const std::string_view rest = std::string_view(article.text).substr(at);
      return rest.starts_with('\n') || rest.starts_with(html::kCellMark);
    };
    const auto within = [&](uint32_t at) {
      bool is = parts(at);
      for (uint32_t back = 1; back < html::kCellMark.size() && back <= at; ++back) {
        is |= std::string_view(article.text).substr(at - back).starts_with(html::kCellMark);
      }
      return is;
    };
    while (from < article.text.size() && (within(from) || (article.text[from] & 0xC0) == 0x80)) {
      ++from;
    }
    uint32_t end = from;
    const uint32_t most = from + static_cast<uint32_t>(random->Below(60));
    while (end < article.text.size() && (end <= most || (article.text[end] & 0xC0) == 0x80) &&
           !parts(end)) {
      ++end;
    }
    std::string read;
    bool broken = false;  // Bytes that are no character may take others with them.
    if (from == end) continue;
    for (const PayloadSpan& piece : article.map.Pieces({from, end})) {
      if (piece.begin >= piece.end || piece.end > page.size()) return "a piece lies outside";
      const auto decoded =
          Decode(std::string_view(page).substr(piece.begin, piece.size()), article.charset);
      if (!decoded.ok()) continue;
      read += html::ReadMarkup(decoded->text);
      broken |= decoded->replaced > 0;
    }
    const std::string text = html::WithPlainSpaces(article.text.substr(from, end - from));
    // A reference may stand for two characters.
    if (!broken && read != text && read.find(text) == read.npos) {
      return "bytes read as `" + read + "`, the text is `" + text + "`";
    }
  }
  return "";
}

int Fuzz(uint64_t seconds, uint64_t seed, const std::vector<std::string>& files) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  uint64_t pages = 0;
  do {
    Random random(seed + pages++);
    const std::string page =
        files.empty() || random.OneIn(4) ? Made(&random) : Changed(random.Pick(files), &random);
    const std::string fault = Fault(page, &random);
    if (fault.empty()) continue;
    std::ofstream("fuzz_failure.html", std::ios::binary) << page;
    std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed + pages - 1),
                fault.c_str());
    return 1;
  } while (std::chrono::steady_clock::now() < end);
  std::printf("nothing wrong with %llu pages\n", static_cast<unsigned long long>(pages));
  return 0;
}

}  // namespace
}  // namespace factmill

int main(int argc, char** argv) {
  uint64_t seconds = 60, seed = 1;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    if ((option == "--seconds" || option == "--seed") && i + 1 < argc) {
      (option == "--seed" ? seed : seconds) = std::strtoull(argv[++i], nullptr, 10);
    } else if (option.starts_with("--")) {
      std::fprintf(stderr, "usage: pages_fuzz [--seconds N] [--seed N] [FILE...]\n");
      return 2;
    } else {
      std::ifstream file(option, std::ios::binary);
      std::stringstream bytes;
      bytes << file.rdbuf();
      files.push_back(bytes.str());
    }
  }
  return factmill::Fuzz(seconds, seed, files);
}
