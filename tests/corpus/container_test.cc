#include "corpus/container.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <vector>

#include "base/digest.h"
#include "tests/corpus/encode.h"
#include "tests/corpus/pack.h"

namespace factmill {
namespace {

const std::string kMill = "The mill cost 5 million yuan.\n";
const std::string kDam = "水库投资三亿元。\n";
const std::string kRoad = "The road is 12 km long.\n";
const Files kFiles = {{"a/mill.txt", kMill}, {"dam.txt", kDam}, {"road.md", kRoad}};
const std::string kLines =
    "{\"title\":\"Mill\",\"text\":\"It cost 5 yuan.\"}\n"
    "{\"text\":\"\\u6295\\u8d443\\u4ebf\\u5143\"}\r\n\n"
    "{\"content\":\"A third one.\"}";

// `*ends`: where its records end.
std::string WarcOf(bool packed, std::vector<size_t>* ends = nullptr) {
  std::string warc;
  for (const std::string& record :
       {WarcRecord("warcinfo", "software: own\r\n"), WarcPage("http://e.example/1.txt", kMill),
        WarcRecord("request", "GET / HTTP/1.1\r\n\r\n"), WarcPage("http://e.example/2", kDam),
        WarcRecord("conversion", kRoad, "Content-Type: text/plain\r\n")}) {
    warc += packed ? Gzip(record) : record;
    if (ends != nullptr) ends->push_back(warc.size());
  }
  return warc;
}

std::string MhtmlOf(const std::string& body) {
  return "MIME-Version: 1.0\r\nSnapshot-Content-Location: http://e.example/p\r\n"
         "Content-Type: multipart/related; boundary=\"--=_b\"\r\n\r\n"
         "----=_b\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: quoted-printable\r\n\r\n" +
         body +
         "\r\n----=_b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
         "AAAA\r\n----=_b--\r\n";
}

struct FormatCase {
  const char* name;
  const char* file;
  std::string bytes;
  std::string members;
};

const std::string kThree = "a/mill.txt=" + kMill + ";dam.txt=" + kDam + ";road.md=" + kRoad + ";";

TEST_CASE("containers give their members") {
  const FormatCase cases[] = {
      {"zip", "x.zip", Zip(kFiles), kThree},
      {"zip by its bytes", "x", Zip(kFiles), kThree},
      {"tar", "x.tar", Tar(kFiles), kThree},
      {"tar.gz", "x.tar.gz", Gzip(Tar(kFiles)), kThree},
      {"tgz", "x.tgz", Gzip(Tar(kFiles)), kThree},
      {"tar.zst", "x.tar.zst", Zstd(Tar(kFiles)), kThree},
      {"gz of a text", "mill.txt.gz", Gzip(kMill), "mill.txt=" + kMill + ";"},
      {"gz in two members", "mill.txt.gz", Gzip(kMill) + Gzip(kRoad),
       "mill.txt=" + kMill + kRoad + ";"},
      {"zst of a text", "mill.md.zst", Zstd(kMill), "mill.md=" + kMill + ";"},
      {"text in a gz in a zip", "x.zip", Zip({{"mill.txt.gz", Gzip(kMill)}}),
       "mill.txt.gz!mill.txt=" + kMill + ";"},
      {"JSON lines in a tar", "x.tar", Tar({{"n.jsonl", "{\"text\":\"One.\"}\n"}}),
       "n.jsonl!line 1={\"text\":\"One.\"};"},
      {"lines", "n.jsonl.zst", Zstd("{\"text\":\"One.\"}\n\n{\"text\":\"2.\"}"),
       "line 1={\"text\":\"One.\"};line 3={\"text\":\"2.\"};"},
      {"a list", "n.json", " [ {\"text\":\"One, ]\"} ,\n{\"text\":\"2.\"}]\n",
       "item 1={\"text\":\"One, ]\"};item 2={\"text\":\"2.\"};"},
      {"an object", "n.json", "{\"a\":{\"text\":\"One\\\"\"}}",
       "item 1={\"a\":{\"text\":\"One\\\"\"}};"},
      {"rows", "n.csv", "title,text\r\nA,\"He said \"\"5 yuan\"\",\nand left.\"\r\nB,Two.\r\n",
       "row 2=A,\"He said \"\"5 yuan\"\",\nand left.\";row 3=B,Two.;"},
      {"lines in UTF-16", "n.jsonl",
       Encode("\uFEFF{\"text\":\"水库 \U0001F600 5\"}\r\n{\"text\":\"2.\"}\r\n", "utf-16le"),
       "line 1={\"text\":\"水库 \U0001F600 5\"};line 2={\"text\":\"2.\"};"},
      {"a list in UTF-16 without a mark", "n.json",
       Encode("[{\"text\":\"One.\"},{\"text\":\"水库\"}]", "utf-16be"),
       "item 1={\"text\":\"One.\"};item 2={\"text\":\"水库\"};"},
      {"rows in UTF-16 parted by tabs", "n.csv",
       Encode("\uFEFFtitle\ttext\r\nA\t\"One,\n水库\"\r\nB\tTwo.\r\n", "utf-16le"),
       "row 2=A\t\"One,\n水库\";row 3=B\tTwo.;"},
      {"lines in GB18030", "n.jsonl",
       Encode("{\"text\":\"水库去年投资三亿元，\\\"昞\\\"。\"}\n{\"text\":\"二。\"}\n", "gb18030"),
       Encode("line 1={\"text\":\"水库去年投资三亿元，\\\"昞\\\"。\"};line 2={\"text\":\"二。\"};",
              "gb18030")},
      {"a list in GB18030, with a backslash within a character", "n.json",
       Encode("[{\"text\":\"水库去年投资三亿元。昞\"},{\"text\":\"二。\"}]", "gb18030"),
       Encode("item 1={\"text\":\"水库去年投资三亿元。昞\"};item 2={\"text\":\"二。\"};",
              "gb18030")},
      {"rows in GB18030", "n.csv",
       Encode("标题,正文\n甲,\"水库去年投资三亿元，昞。\"\n", "gb18030"),
       Encode("row 2=甲,\"水库去年投资三亿元，昞。\";", "gb18030")},
      {"mhtml", "p.mhtml", MhtmlOf("It cost =E4=BA=94 yuan, =\r\nno more."),
       "part 1=It cost 五 yuan, no more.;"},
      {"warc", "w.warc", WarcRecord("conversion", kRoad, "Content-Type: text/plain\r\n"),
       "@0=" + kRoad + ";"},
  };
  for (const FormatCase& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Collected all = WalkBytes(c.file, c.bytes);
      CHECK(all.Members() == c.members);
      CHECK(all.Refusals() == "");
    }
  }
}

TEST_CASE("names of a zip may be GBK") {
  const std::string name = Encode("新闻/水库.txt", "gb18030");
  CHECK(WalkBytes("x.zip", Zip({{name, kDam}})).Members() == "新闻/水库.txt=" + kDam + ";");
  // A name that is there twice is two members.
  const Collected twice = WalkBytes("x.tar", Tar({{"a.txt", "One."}, {"a.txt", "Two."}}));
  CHECK(twice.Members() == "a.txt=One.;a.txt#2=Two.;");
}

TEST_CASE("a WARC is read record by record") {
  SECTION("plain, by place") {
    const std::string warc = WarcOf(false);
    const Collected all = WalkBytes("w.warc", warc);
    REQUIRE(all.found.size() == 3);
    CHECK(all.Refusals() == "");
    for (const FoundMember& m : all.found) {
      CHECK(m.member == "@" + std::to_string(m.offset));
      CHECK(warc.substr(m.offset, 8) == "WARC/1.0");
    }
    CHECK(all.found[0].payload.bytes == kMill);
    CHECK(all.found[0].payload.known.url == "http://e.example/1.txt");
    CHECK(all.found[1].payload.media_type == "text/plain; charset=utf-8");
    CHECK(all.passed_over == std::vector<std::string>{"warcinfo record", "request record"});
  }
  SECTION("members one by one: the place is that of the member") {
    const std::string warc = WarcOf(true);
    const Collected all = WalkBytes("w.warc.gz", warc);
    REQUIRE(all.found.size() == 3);
    for (const FoundMember& m : all.found) {
      CHECK(warc.substr(m.offset, 2) == "\x1F\x8B");
      CHECK(m.member == "@" + std::to_string(m.offset));
    }
  }
  SECTION("all in one: the place is within") {
    const std::string warc = WarcOf(false);
    const Collected all = WalkBytes("w.warc.gz", Gzip(warc));
    REQUIRE(all.found.size() == 3);
    CHECK(all.found[0].member == "@0+" + std::to_string(warc.find("WARC/1.0\r\nWARC-Type: resp")));
  }
  SECTION("bodies are what they are, not what they are called") {
    const std::string chunked = "5\r\nThe m\r\n3;x=y\r\nill\r\n0\r\n\r\n";
    const std::string http = "Transfer-Encoding: chunked\r\n";
    const Collected all = WalkBytes(
        "w.warc", WarcPage("http://e/1", chunked, http) + WarcPage("http://e/2", "The mill", http) +
                      WarcPage("http://e/3", Gzip("The mill"), "Content-Encoding: gzip\r\n") +
                      WarcPage("http://e/4", "The mill", "Content-Encoding: gzip\r\n"));
    REQUIRE(all.found.size() == 4);
    for (const FoundMember& m : all.found) CHECK(m.payload.bytes == "The mill");
  }
  SECTION("ARC, which it replaced, is refused by name") {
    const std::string arc = "filedesc://x.arc 0.0.0.0 20010101000000 text/plain 9\n1 0 Own\n\n";
    for (const std::string& bytes : {arc, Gzip(arc)}) {
      const Collected all = WalkBytes(bytes == arc ? "x.arc" : "x.arc.gz", bytes);
      REQUIRE(all.refused.size() == 1);
      CHECK(all.refused[0].unsupported);
      CHECK(all.refused[0].reason == "an ARC file, as crawlers wrote before WARC, is not read");
    }
  }
  SECTION("brotli") {
    const std::string mill("\x8b\x0e\x80The mill cost 5 million yuan.\n\x03", 34);
    const std::string blanks("\x9b\xff\xff\x7f\xf8\x25\x40\xe2\xb1\x40\x20\xf7\xfe\x0f", 14);
    const std::string http = "Content-Encoding: br\r\n";
    ContainerOptions options;
    options.max_article_bytes = 1 << 20;  // The blanks are 8 MB.
    const Collected all = WalkBytes(
        "w.warc",
        WarcPage("http://e/1", mill, http) + WarcPage("http://e/2", mill.substr(0, 20), http) +
            WarcPage("http://e/3", blanks, http) + WarcPage("http://e/4", "<p>5 yuan", http) +
            WarcPage("http://e/5", std::string(600, '\xFE'), http),
        options);
    REQUIRE(all.found.size() == 2);
    CHECK(all.found[0].payload.bytes == kMill);
    CHECK(all.found[1].payload.bytes == "<p>5 yuan");
    REQUIRE(all.refused.size() == 3);
    CHECK(all.refused[0].reason == "the brotli stream ends early");
    CHECK(all.refused[1].reason == "is too large once it is inflated");
    CHECK(all.refused[2].reason == "is no brotli stream");
  }
  SECTION("what is no article is counted") {
    const Collected all = WalkBytes(
        "w.warc",
        WarcRecord("revisit", "HTTP/1.1 200 OK\r\n\r\n") +
            WarcRecord("response", "HTTP/1.1 404 No\r\n\r\nsorry") +
            WarcRecord("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"));
    CHECK(all.found.empty());
    CHECK(all.passed_over ==
          std::vector<std::string>{"revisit record", "HTTP 404 response", "image/png response"});
  }
  SECTION("digests") {
    CHECK(CheckDigest("sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N", "abc") == DigestCheck::kDiffers);
    CHECK(CheckDigest("sha1:A9993E364706816ABA3E25717850C26C9CD0D89D", "abc") ==
          DigestCheck::kHolds);
    CHECK(CheckDigest("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "abc") == DigestCheck::kHolds);
    CHECK(CheckDigest("", "abc") == DigestCheck::kUnknown);
    const Collected all = WalkBytes(
        "w.warc", WarcPage("http://e/1", "abc", "",
                           "WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n") +
                      WarcPage("http://e/2", kMill));
    CHECK(all.found.size() == 1);
    CHECK(all.Refusals() == "@0: its bytes do not have its block digest;");
  }
  SECTION("after damage it goes on") {
    const std::string first = WarcPage("http://e/1", kMill), last = WarcPage("http://e/2", kDam);
    const std::string wrong =
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 7\r\n\r\nlonger than 7\r\n\r\n";
    const Collected all = WalkBytes("w.warc", first + "noise\r\nmore\r\n" + wrong + last);
    REQUIRE(all.found.size() == 1);
    CHECK(all.found[0].payload.bytes == kDam);
    const std::string good = Gzip(first);
    std::string bad = Gzip(WarcPage("http://e/2", kRoad));
    bad[bad.size() / 2] ^= 0x55;
    const Collected packed = WalkBytes("w.warc.gz", good + bad + good);
    CHECK(packed.found.size() == 2);
    CHECK(packed.refused.size() == 1);
    CHECK(packed.refused.front().offset == good.size());
  }
}

// A container cut at every byte: what is found is a beginning of all there is,
// and the loss is told, unless what is left is a whole container itself.
TEST_CASE("what is cut off is told") {
  struct Case {
    const char* file;
    std::string bytes;
    std::function<bool(size_t)> is_whole;  // Cut to this size.
  };
  std::vector<size_t> packed, plain;
  const std::string packed_warc = WarcOf(true, &packed), plain_warc = WarcOf(false, &plain);
  const auto none = [](size_t) { return false; };
  const auto has = [](const std::vector<size_t>& ends, size_t size) {
    return std::find(ends.begin(), ends.end(), size) != ends.end();
  };
  const std::string tar = Tar(kFiles), mhtml = MhtmlOf("It cost 5 yuan.");
  const size_t tar_end = tar.find_last_not_of('\0');
  const Case cases[] = {
      {"w.warc.gz", packed_warc, [&](size_t size) { return has(packed, size); }},
      {"w.warc.gz", Gzip(plain_warc), none},
      // Some writers end with one line break.
      {"w.warc", plain_warc, [&](size_t size) { return has(plain, size) || has(plain, size + 2); }},
      {"x.zip", Zip(kFiles), none},
      // Whole blocks, or nothing but padding is gone.
      {"x.tar", tar, [&](size_t size) { return size % 512 == 0 || size > tar_end; }},
      {"x.tar.gz", Gzip(tar), none},
      {"mill.txt.gz", Gzip(kMill), none},
      {"mill.txt.zst", Zstd(kMill), none},
      {"n.jsonl.gz", Gzip(kLines), none},
      {"n.jsonl.zst", Zstd(kLines), none},
      // The last line break.
      {"p.mhtml", mhtml, [&](size_t size) { return size + 2 >= mhtml.size(); }}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.file << " " << c.bytes.size()) {
      const std::string all = WalkBytes(c.file, c.bytes).Members();
      REQUIRE(all != "");
      for (size_t size = 1; size < c.bytes.size(); ++size) {
        const Collected some = WalkBytes(c.file, std::string_view(c.bytes).substr(0, size));
        INFO("cut at " << size);
        const std::string members = some.Members();
        CHECK(all.substr(0, members.size()) == members);
        if (some.refused.empty()) CHECK(c.is_whole(size));
        for (const RefusedMember& m : some.refused) CHECK(m.offset <= 20000);
      }
    }
  }
}

TEST_CASE("limits protect") {
  ContainerOptions options;
  SECTION("bombs") {
    const std::string zeros(64 << 20, ' ');
    for (const auto& [name, bytes] : Files{{"z.txt.gz", Gzip(zeros)},
                                           {"z.txt.zst", Zstd(zeros)},
                                           {"z.zip", Zip({{"z.txt", zeros}})}}) {
      const Collected all = WalkBytes(name, bytes);
      CHECK(all.found.empty());
      CHECK(all.Refusals().find("times its size, as bombs do") != std::string::npos);
    }
    options.expansion.max_ratio = 1 << 20;
    CHECK(WalkBytes("z.txt.gz", Gzip(zeros), options).Refusals() ==
          "z.txt: it has more than 33554432 bytes, the limit for an article;");
  }
  SECTION("a bomb costs no other member") {
    const std::string zeros(64 << 20, ' ');
    const Collected all =
        WalkBytes("z.zip", Zip({{"a.txt", kMill}, {"z.txt", zeros}, {"b.txt", kDam}}));
    CHECK(all.Members() == "a.txt=" + kMill + ";b.txt=" + kDam + ";");
    CHECK(all.refused.size() == 1);
  }
  SECTION("nesting") {
    const std::string inner = Zip({{"a.txt", kMill}});
    CHECK(WalkBytes("z.zip", Zip({{"in.zip", inner}})).Members() == "in.zip!a.txt=" + kMill + ";");
    const Collected deep = WalkBytes("z.zip", Zip({{"m.zip", Zip({{"in.zip", inner}})}}));
    CHECK(deep.Refusals() == "m.zip!in.zip: containers are nested deeper than 2;");
    options.max_depth = 3;
    CHECK(WalkBytes("z.zip", Zip({{"m.zip", Zip({{"in.zip", inner}})}}), options).found.size() ==
          1);
    const Collected packed = WalkBytes("a.txt.gz.gz.gz.gz", Gzip(Gzip(Gzip(Gzip(kMill)))));
    CHECK(packed.Refusals().find("compressed again and again") != std::string::npos);
  }
  SECTION("sizes") {
    options.max_article_bytes = 20;
    const Collected all = WalkBytes("n.jsonl", "{\"text\":\"One.\"}\n" + kLines, options);
    CHECK(all.Members() == "line 1={\"text\":\"One.\"};");
    CHECK(all.refused.size() == 3);
    CHECK(WalkBytes("x.tar", Tar({{"b.txt", kMill}, {"a.txt", "One."}}), options).Members() ==
          "a.txt=One.;");
  }
  SECTION("names and links") {
    const Collected all = WalkBytes(
        "x.tar",
        Tar({{"../out.txt", kMill}, {"/etc/x.txt", kMill}, {"link@", "a.txt"}, {"a.txt", kDam}}));
    CHECK(all.Members() == "a.txt=" + kDam + ";");
    CHECK(all.Refusals() ==
          "../out.txt: its name leads out of the archive (../);/etc/x.txt: its name is an absolute "
          "path;link@: a link in an archive is not followed;");
  }
  SECTION("what is no article") {
    const Collected all =
        WalkBytes("x.zip", Zip({{"p.png", "\x89PNG"}, {"a.txt", ""}, {".x", "y"}}));
    CHECK(all.Refusals() == "p.png: nothing here reads .png files;a.txt: it is empty;");
    CHECK(all.passed_over == std::vector<std::string>{"hidden file"});
  }
}

}  // namespace
}  // namespace factmill
