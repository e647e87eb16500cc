// Containers and sidecars, through the program and its database.
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cli/ingest_sample.h"
#include "tests/corpus/encode.h"
#include "tests/corpus/pack.h"

namespace factmill {
namespace {

std::string Line(int number) {
  const std::string n = std::to_string(number);
  return "{\"title\":\"Mill " + n + "\",\"url\":\"http://e.example/" + n +
         "\",\"date\":\"2021-05-0" + std::to_string(1 + number % 9) + "\",\"text\":\"It cost " + n +
         "\\u4e07\\u5143, or \\\"" + n + " million yuan\\\".\"}\n";
}

void WriteAllFormats(const TempFolder& folder) {
  const Files files = {{"a/one.txt", SmallArticle(101)}, {"two.md", SmallArticle(102)}};
  folder.Write("in/x.zip", Zip(files));
  folder.Write("in/x.tar.gz", Gzip(Tar({{"three.txt", SmallArticle(103)}})));
  folder.Write("in/four.txt.zst", Zstd(Encode(SmallArticle(104), "gb18030")));
  folder.Write("in/lines.jsonl", Line(1) + Line(2) + Line(3));
  folder.Write("in/list.json", "[" + Line(4) + "," + Line(5) + "]");
  folder.Write("in/one.json", Line(6).substr(0, Line(6).size() - 1));
  folder.Write(
      "in/rows.csv",
      "url,text\nhttp://e/1,\"It cost \"\"7 yuan\"\", no more.\"\nhttp://e/2,It cost 8 yuan.\n");
  folder.Write("in/w.warc.gz", Gzip(WarcPage("http://e.example/9", SmallArticle(109))) +
                                   Gzip(WarcRecord("request", "GET / HTTP/1.1\r\n\r\n")) +
                                   Gzip(WarcPage("http://e.example/10", Line(10), "", "")));
  folder.Write("in/p.mhtml",
               "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
               "Content-Type: text/plain; charset=gbk\r\n\r\n" +
                   Encode(SmallArticle(111), "gb18030") + "\r\n--b--\r\n");
}

TEST_CASE("containers: every fact of every format holds, and a replay adds nothing") {
  const Bench bench;
  WriteAllFormats(bench.folder);
  Outcome outcome = bench.Ingest();
  CHECK(outcome.err == "");
  CHECK(outcome.exit == 0);
  bench.Verify();
  CHECK(Ask(bench.db, kMisquoted) == "0");
  CHECK(Ask(bench.db, "SELECT count(*) FROM v_articles") == "15");
  CHECK(Ask(bench.db, "SELECT count(DISTINCT path) FROM v_facts") == "9");
  CHECK(Ask(bench.db,
            "SELECT published || title || url FROM v_articles WHERE path = 'lines.jsonl' "
            "AND member = 'line 2'") == "2021-05-03Mill 2http://e.example/2");
  CHECK(Ask(bench.db,
            "SELECT container || reason FROM sources WHERE path = 'w.warc.gz' AND "
            "member IS NULL") == "application/gzippassed over: 1 request record");
  const std::string dump = DumpOf(bench.db);
  for (const char* more : {"--json", "--rehash"}) {
    outcome = bench.Ingest({more});
    CHECK(outcome.exit == 0);
    CHECK(DumpOf(bench.db) == dump);
  }
  // From another place, and by other threads, the same.
  RemoveDatabase(bench.db);
  CHECK(bench.Ingest({"--jobs", "1"}).exit == 0);
  CHECK(DumpOf(bench.db) == dump);
  const auto read = RunOk({"read", bench.folder / "in/x.zip"});
  CHECK(read.find("\"member\":\"a/one.txt\"") != std::string::npos);
}

TEST_CASE("containers: one payload in many sources counts once") {
  const Bench bench;
  bench.folder.Write("in/a.txt", SmallArticle(1));
  bench.folder.Write("in/b.zip", Zip({{"a.txt", SmallArticle(1)}, {"c.txt", SmallArticle(2)}}));
  bench.folder.Write("in/c.txt.gz", Gzip(SmallArticle(2)));
  CHECK(bench.Ingest().exit == 0);
  CHECK(Ask(bench.db, "SELECT count(*) FROM v_articles") == "2");
  CHECK(Ask(bench.db, "SELECT count(*) FROM articles") == "2");
  CHECK(Ask(bench.db, "SELECT count(*) FROM sources") == "6");
  bench.Verify();
  // A member that is gone, and then the file.
  bench.folder.Write("in/b.zip", Zip({{"c.txt", SmallArticle(2)}}));
  CHECK(bench.Ingest().exit == 0);
  CHECK(Ask(bench.db, "SELECT state FROM sources WHERE path = 'b.zip' AND member = 'a.txt'") ==
        "gone");
  std::filesystem::remove(bench.folder / "in/b.zip");
  CHECK(bench.Ingest().exit == 0);
  CHECK(Ask(bench.db, "SELECT count(*) FROM sources WHERE path = 'b.zip' AND state = 'gone'") ==
        "3");
  bench.Verify();
}

TEST_CASE("containers: what was refused is listed with its place") {
  const Bench bench;
  const std::string warc = Gzip(WarcPage("http://e.example/1", SmallArticle(1))) +
                           Gzip(WarcPage("http://e.example/2", SmallArticle(2)));
  bench.folder.Write("in/w.warc.gz", warc.substr(0, warc.size() - 40));
  bench.folder.Write("in/n.jsonl", Line(3) + "{\"text\": oops}\n{\"id\":1}\n" + Line(4));
  bench.folder.Write("in/bomb.txt.gz", Gzip(std::string(32 << 20, ' ')));
  bench.folder.Write("in/last.txt", SmallArticle(5));
  bench.folder.Write("in/x.zip", Zip({{"p.png", "\x89PNG"}}));
  const Outcome outcome = bench.Ingest();
  CHECK(outcome.exit == 1);
  CHECK(Ask(bench.db, "SELECT count(*) FROM v_articles") == "4");
  const std::string sources = RunOk({"sources", "--failed", "--db", bench.db});
  INFO(sources);
  for (const char* told :
       {"w.warc.gz : @", "ends early, at byte", "n.jsonl : line 2: its JSON is wrong",
        "n.jsonl : line 3: it has no field with text", "bomb.txt.gz : bomb.txt", "as bombs do",
        "unsupported  x.zip : p.png: nothing here reads .png"}) {
    CHECK(sources.find(told) != std::string::npos);
  }
  CHECK(Ask(bench.db, "SELECT count(*) FROM sources WHERE state = 'failed' AND offset IS NULL") ==
        "0");
  bench.Verify();
  // They are tried again, and told again.
  CHECK(bench.Ingest().exit == 1);
  CHECK(bench.Ingest({"--map", "text=id"}).exit == 1);
  CHECK(Run({"ingest", bench.folder / "in", "--map", "txt=id"}).exit == 2);
}

// Two gigabytes, mostly of pictures; the file is made of a few blocks again and again.
TEST_CASE("slow: containers: a large WARC passes through a small memory") {
  const Bench bench;
  std::string noise(1 << 20, '\0');
  uint64_t state = 1;
  for (char& c : noise) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    c = static_cast<char>(state >> 56);
  }
  const std::string picture =
      Gzip(WarcRecord("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + noise));
  std::filesystem::create_directories(bench.folder / "in");
  {
    std::ofstream file(bench.folder / "in/w.warc.gz", std::ios::binary);
    for (int i = 0; i < 2048; ++i) {
      file << Gzip(WarcPage("http://e.example/" + std::to_string(i), SmallArticle(i))) << picture;
    }
  }
  CHECK(bench.Ingest().exit == 0);
  CHECK(Ask(bench.db, "SELECT count(*) FROM v_articles") == "2048");
  bench.Verify();
  rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  CHECK(usage.ru_maxrss < 512 * 1024);
}

TEST_CASE("containers: fields by other names are read again by them") {
  const Bench bench;
  bench.folder.Write("in/n.jsonl",
                     "{\"story\":{\"words\":\"It cost 5 yuan.\"},\"text\":\"9 yuan\"}\n");
  CHECK(bench.Ingest({"--map", "text=story.words"}).exit == 0);
  CHECK(Ask(bench.db, "SELECT group_concat(quote) FROM v_facts") == "5 yuan");
  CHECK(Ask(bench.db, "SELECT media_type FROM payloads WHERE charset <> 'binary'") ==
        "application/json; text=story.words");
  bench.Verify();
}

TEST_CASE("sidecars: they supply, outrank, and re-read their article alone") {
  const Bench bench;
  bench.folder.Write("in/a.txt", SmallArticle(1));
  bench.folder.Write("in/b.txt", SmallArticle(2));
  bench.folder.Write("in/c.txt", SmallArticle(3));
  bench.folder.Write("in/a.txt.meta.toml", "title = 'Given'\ndate = 2020-02-03\nsite = 'Own'\n");
  bench.folder.Write("in/metadata.csv", "file,url,date,lang\nb.txt,http://e/b,2020/1/2,en\n");
  Outcome outcome = bench.Ingest();
  CHECK(outcome.err == "");
  CHECK(Ask(bench.db, "SELECT title || published || site FROM v_articles WHERE path = 'a.txt'") ==
        "Given2020-02-03Own");
  CHECK(Ask(bench.db, "SELECT title_evidence FROM articles WHERE title = 'Given'") ==
        "sidecar a.txt.meta.toml");
  CHECK(Ask(bench.db, "SELECT url || published || lang FROM v_articles WHERE path = 'b.txt'") ==
        "http://e/b2020-01-02en");
  CHECK(Ask(bench.db, "SELECT count(*) FROM sources") == "3");
  bench.Verify();
  bench.folder.Write("in/a.txt.meta.toml", "title = 'Another'\n");
  const auto summary = nlohmann::json::parse(bench.Ingest({"--json"}).out);
  CHECK(summary["sources"]["refreshed"] == 1);
  CHECK(summary["articles"] == 1);
  CHECK(Ask(bench.db,
            "SELECT title || coalesce(published, '-') FROM v_articles WHERE path = 'a.txt'") ==
        "Another-");
  bench.Verify();
  // What is wrong with one is told; its article is read as it is.
  bench.folder.Write("in/a.txt.meta.toml", "titel = 'Another'\n");
  outcome = bench.Ingest();
  CHECK(outcome.exit == 1);
  CHECK(outcome.err.find("a.txt.meta.toml: line 1: there is no key `titel`") != std::string::npos);
  CHECK(Ask(bench.db, "SELECT title FROM v_articles WHERE path = 'a.txt'") ==
        "Mill number 1 opens");
  std::filesystem::remove(bench.folder / "in/a.txt.meta.toml");
  CHECK(bench.Ingest().exit == 0);
  CHECK(Run({"sources", "--failed", "--db", bench.db}).out == "");
}

}  // namespace
}  // namespace factmill
