// Gives damaged bytes to what reads from outside, for as long as one likes:
//
//   readers_fuzz charset|warc|json|csv|archive|mhtml|all [--seconds N] [--seed N]
//
// Each text is made from good ones by cutting, joining and changing bytes.  What
// must hold: nothing crashes (build with the preset asan), decoded text is UTF-8 and
// its map covers the bytes, and a piece of JSON reads the same alone.  Prints the
// seed of what breaks a promise and exits with 1.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/reader.h"
#include "tests/corpus/pack.h"

namespace factmill {
namespace {

const std::string kText = "水库去年投资3亿元。The mill cost 5 million yuan — “half” of it.\n";
const std::string kJson =
    "{\"title\":\"A\\u4e2d\",\"text\":\"It cost \\ud83d\\ude00 5\\n yuan\"}\n";

std::vector<std::string> SeedsOf(const std::string& target) {
  if (target == "charset") {
    return {kText, "\xCB\xAE\xBF\xE2\xCD\xB6\xD7\xCA\xC8\xFD\xD2\xDA\xD4\xAA", "\xFF\xFE\x35\x00",
            "\x84\x31\x95\x33", "caf\xE9 5\x80"};
  }
  const std::string page = WarcPage("http://e/1", kText);
  if (target == "warc") {
    return {page + WarcRecord("revisit", "x") + page, Gzip(page) + Gzip(page), Gzip(page + page),
            WarcPage("http://e/2", "3\r\nabc\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n")};
  }
  if (target == "json") return {kJson + kJson, "[" + kJson + "," + kJson + "]"};
  if (target == "csv") return {"title,text\nA,\"5 \"\"yuan\"\"\"\nB,x\n"};
  if (target == "archive") {
    const Files files = {{"a.txt", kText}, {"b.jsonl", kJson}};
    return {Zip(files), Tar(files), Gzip(Tar(files)), Zstd(kText)};
  }
  return {
      "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
      "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD\r\n--b--\r\n"};
}

std::string Mutate(const std::vector<std::string>& seeds, std::mt19937_64* random) {
  auto below = [&](size_t n) { return n == 0 ? 0 : (*random)() % n; };
  std::string text = seeds[below(seeds.size())];
  for (size_t changes = below(6); changes > 0; --changes) {
    const size_t at = below(text.size());
    switch (below(5)) {
      case 0:
        if (!text.empty()) text[at] = static_cast<char>(below(256));
        break;
      case 1: text.resize(at); break;
      case 2: text.erase(at, below(9)); break;
      case 3: text.insert(at, text.substr(below(text.size()), below(40))); break;
      default: {
        const std::string& other = seeds[below(seeds.size())];
        text.insert(at, other.substr(below(other.size()), below(80)));
      }
    }
  }
  return text;
}

// "" or what is broken.
std::string CheckText(const std::string& bytes) {
  const Charset charset = DetectCharset(bytes, "");
  const auto decoded = Decode(bytes, charset.name);
  if (!decoded.ok()) return decoded.status().message();
  if (!IsValidUtf8(decoded->text)) return "the text is no UTF-8";
  if (decoded->map.source_size() != bytes.size()) return "the map does not cover the bytes";
  if (decoded->map.derived_size() != decoded->text.size()) return "the map does not cover the text";
  return "";
}

std::string CheckContainer(const std::string& name, const std::string& bytes) {
  ContainerOptions options;
  options.max_article_bytes = 1 << 20;
  const Collected all = WalkBytes(name, bytes, options);
  for (const FoundMember& member : all.found) {
    const auto articles = ReadPayload(member.payload);
    if (!articles.ok()) continue;
    for (const Article& a : *articles) {
      if (!IsValidUtf8(a.text)) return "the article is no UTF-8";
      if (a.map.derived_size() != a.text.size()) return "the map does not cover the article";
      if (a.map.source_size() != member.payload.bytes.size()) return "the map has another payload";
    }
  }
  return "";
}

std::string Check(const std::string& target, const std::string& bytes) {
  if (target == "charset") return CheckText(bytes);
  if (target == "warc") return CheckContainer("x.warc", bytes);
  if (target == "json") {
    const std::string lines = CheckContainer("x.jsonl", bytes);
    return lines.empty() ? CheckContainer("x.json", bytes) : lines;
  }
  if (target == "csv") return CheckContainer("x.csv", bytes);
  if (target == "archive") return CheckContainer("x.tar", bytes);
  return CheckContainer("x.mhtml", bytes);
}

int Fuzz(const std::string& target, uint64_t seconds, uint64_t seed) {
  const std::vector<std::string> seeds = SeedsOf(target);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  uint64_t next = seed;
  do {
    std::mt19937_64 random(next);
    const std::string broken = Check(target, Mutate(seeds, &random));
    if (!broken.empty()) {
      std::printf("%s, seed %llu: %s\n", target.c_str(), static_cast<unsigned long long>(next),
                  broken.c_str());
      return 1;
    }
    ++next;
  } while (std::chrono::steady_clock::now() < end);
  std::printf("%s: %llu texts from seed %llu on\n", target.c_str(),
              static_cast<unsigned long long>(next - seed), static_cast<unsigned long long>(seed));
  return 0;
}

int Main(const std::vector<std::string>& arguments) {
  const std::vector<std::string> all = {"charset", "warc", "json", "csv", "archive", "mhtml"};
  uint64_t seconds = 60, seed = 1;
  std::string target;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--seconds" && i + 1 < arguments.size()) {
      seconds = std::strtoull(arguments[++i].c_str(), nullptr, 10);
    } else if (arguments[i] == "--seed" && i + 1 < arguments.size()) {
      seed = std::strtoull(arguments[++i].c_str(), nullptr, 10);
    } else {
      target = arguments[i];
    }
  }
  int exit = 0, known = 0;
  for (const std::string& name : all) {
    if (target != "all" && target != name) continue;
    ++known;
    exit |= Fuzz(name, seconds, seed);
  }
  if (known > 0) return exit;
  std::fprintf(
      stderr,
      "usage: readers_fuzz charset|warc|json|csv|archive|mhtml|all [--seconds N] [--seed N]\n");
  return 2;
}

}  // namespace
}  // namespace factmill

int main(int argc, char** argv) { return factmill::Main({argv + 1, argv + argc}); }
