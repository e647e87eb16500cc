#include "pipeline/ingest.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "pipeline/fact_check.h"
#include "tests/pipeline/sample_rules.h"
#include "tests/temp_folder.h"

namespace factmill {
namespace {

// A catalog in memory; what is not committed is kept apart.
class MemoryCatalog : public Catalog {
 public:
  struct Row {
    KnownFile file;
    std::string reason;
  };

  Result<std::vector<KnownFile>> FilesOf(const std::string&) override {
    std::vector<KnownFile> files;
    for (auto& [path, row] : rows) {
      row.file.fresh = fresh_.count(row.file.sha256) > 0;
      files.push_back(row.file);
    }
    return files;
  }
  Status FreshPayloads(
      const std::function<void(const std::string&, const std::string&)>& take) override {
    for (const std::string& sha256 : fresh_) take(sha256, "");
    return Status::Ok();
  }
  std::unique_ptr<OldTexts> TextsBelow(const std::vector<std::string>&) override { return nullptr; }
  Status Keep(int64_t) override { return Status::Ok(); }
  Result<Stored> Put(const ReadSource& source, std::string* why) override {
    if (reject.count(source.path)) {
      *why = "told to";
      return Stored::kRejected;
    }
    log += "put " + source.path + "\n";
    KnownFile file;
    file.path = source.path;
    file.sha256 = source.sha256;
    file.fresh = true;
    file.stamp = source.stamp;
    file.run_started_ns = run_started_ns;
    rows[source.path] = {file, ""};
    if (!fresh_.insert(source.sha256).second) return Stored::kKnown;
    CHECK_FALSE(source.articles.empty());
    return Stored::kNew;
  }
  Status PutContainer(const ReadSource& source, const std::string& note) override {
    log += "container " + source.path + (note.empty() ? "" : ": " + note) + "\n";
    return Status::Ok();
  }
  Status PutMembersGone(const SourcePlace&) override { return Status::Ok(); }
  Status PutRefused(const SourcePlace& place, bool unsupported,
                    const std::string& reason) override {
    log += (unsupported ? "unsupported " : "failed ") + place.path + ": " + reason + "\n";
    KnownFile file;
    file.path = place.path;
    file.run_started_ns = run_started_ns;
    rows[place.path] = {file, reason};
    return Status::Ok();
  }
  Status PutGone(const std::string&, const KnownFile& file) override {
    log += "gone " + file.path + "\n";
    rows[file.path].file.gone = true;
    return Status::Ok();
  }
  Status Commit() override {
    ++commits;
    if (fail_commit) return Status(Code::kDatabase, "disk full");
    return Status::Ok();
  }
  void ForgetFresh() { fresh_.clear(); }

  std::map<std::string, Row> rows;
  std::set<std::string> reject;
  std::string log;
  int commits = 0;
  bool fail_commit = false;
  int64_t run_started_ns = int64_t{4000000000} * 1000000000;  // Files are older than that.

 private:
  std::set<std::string> fresh_;
};

class Observer : public IngestObserver {
 public:
  void OnFile(const char* what, const std::string& path) override {
    log += std::string(what) + " " + path + "\n";
  }
  std::string log;
};

struct Bench {
  TempFolder folder;
  MemoryCatalog catalog;
  Observer observer;
  IngestOptions options;

  IngestSummary Run() {
    catalog.log.clear();
    observer.log.clear();
    auto roots = Walk({folder.path()}, {});
    REQUIRE(roots.ok());
    auto summary = Ingest(*roots, SampleRules(), options, &catalog, &observer);
    REQUIRE(summary.status().message() == "");
    return *summary;
  }
};

TEST_CASE("files are put in the order of the walk, by any number of threads") {
  for (const int jobs : {1, 2, 8}) {
    Bench bench;
    bench.options.jobs = jobs;
    std::string log;
    for (int i = 100; i < 160; ++i) {
      const std::string name = std::to_string(i) + ".txt";
      bench.folder.Write(name, "Profit was " + std::to_string(i) + " yuan.\n");
      log += "put " + name + "\n";
    }
    const IngestSummary summary = bench.Run();
    CHECK(bench.catalog.log == log);
    CHECK(summary.added == 60);
    CHECK(summary.articles == 60);
    CHECK(summary.facts[static_cast<size_t>(Kind::kMoney)] == 60);
  }
}

TEST_CASE("what is read, skipped and refused is told apart") {
  Bench bench;
  bench.folder.Write("a.txt", "It cost 5 yuan.\n");
  bench.folder.Write("b.txt", "It cost 6 yuan.\n");
  bench.folder.Write("c.pdf", "%PDF");
  bench.folder.Write("d", "?");
  bench.folder.Write("e.txt", "");
  IngestSummary s = bench.Run();
  CHECK(bench.catalog.log ==
        "put a.txt\nput b.txt\nunsupported c.pdf: nothing here reads .pdf files\n"
        "unsupported d: its name has no extension that says what it is\n"
        "failed e.txt: it is empty\n");
  CHECK(s.added == 2);
  CHECK(s.unsupported == 2);
  CHECK(s.failed == 1);
  CHECK(s.refusals.size() == 3);

  SECTION("nothing changed") {
    s = bench.Run();
    CHECK(s.unchanged == 2);
    CHECK(s.added == 0);
    CHECK(s.failed == 1);  // Tried again.
    CHECK(bench.observer.log == "");
    CHECK_THAT(bench.catalog.log, !Catch::Contains("put"));
  }
  SECTION("a file changed, another is gone, a third can be read now") {
    bench.folder.Write("a.txt", "It cost 55 yuan.\n");
    std::filesystem::remove(bench.folder / "b.txt");
    bench.folder.Write("e.txt", "It cost 7 yuan.\n");
    s = bench.Run();
    CHECK(bench.observer.log == "change a.txt\nadd e.txt\ngone b.txt\n");
    CHECK(s.changed == 1);
    CHECK(s.gone == 1);
    s = bench.Run();
    CHECK(s.gone == 0);
    CHECK(s.unchanged == 2);
  }
  SECTION("other rules read it again") {
    bench.catalog.ForgetFresh();
    s = bench.Run();
    CHECK(s.refreshed == 2);
    CHECK(s.articles == 2);
    CHECK(bench.observer.log == "refresh a.txt\nrefresh b.txt\n");
  }
  SECTION("a dry run puts nothing") {
    bench.folder.Write("a.txt", "It cost 55 yuan.\n");
    bench.folder.Write("n.txt", "It cost 8 yuan.\n");
    std::filesystem::remove(bench.folder / "b.txt");
    bench.options.dry_run = true;
    const int commits = bench.catalog.commits;
    s = bench.Run();
    CHECK(bench.observer.log == "change a.txt\nadd n.txt\ngone b.txt\n");
    CHECK(bench.catalog.log == "");
    CHECK(bench.catalog.commits == commits);
    CHECK(s.failed == 1);
  }
}

TEST_CASE("a file is trusted only if it is older than the run that read it") {
  Bench bench;
  bench.folder.Write("a.txt", "It cost 5 yuan.\n");
  bench.Run();
  const auto time = std::filesystem::last_write_time(bench.folder / "a.txt");
  // The same size and time, other bytes: nobody can see it by the stamp.
  bench.folder.Write("a.txt", "It cost 6 yuan.\n");
  std::filesystem::last_write_time(bench.folder / "a.txt", time);
  CHECK(bench.Run().unchanged == 1);
  SECTION("--rehash sees it") {
    bench.options.rehash = true;
    CHECK(bench.Run().changed == 1);
  }
  SECTION("so does a run whose own time is as young as the file's") {
    for (auto& [path, row] : bench.catalog.rows) {
      row.file.run_started_ns = row.file.stamp.mtime_ns + 1000000;
    }
    CHECK(bench.Run().changed == 1);
  }
}

TEST_CASE("the same bytes under two names are read once into articles") {
  Bench bench;
  bench.folder.Write("a.txt", "It cost 5 yuan.\n");
  bench.folder.Write("b.txt", "It cost 5 yuan.\n");
  const IngestSummary s = bench.Run();
  CHECK(s.added == 2);
  CHECK(s.articles == 1);
  CHECK(s.facts[static_cast<size_t>(Kind::kMoney)] == 1);
}

TEST_CASE("what the catalog rejects is a failure of that file alone") {
  Bench bench;
  bench.folder.Write("a.txt", "It cost 5 yuan.\n");
  bench.folder.Write("b.txt", "It cost 6 yuan.\n");
  bench.catalog.reject = {"a.txt"};
  const IngestSummary s = bench.Run();
  CHECK(bench.catalog.log == "failed a.txt: internal error: told to\nput b.txt\n");
  CHECK(s.failed == 1);
  CHECK(s.added == 1);
}

TEST_CASE("an error of the catalog ends the ingest") {
  for (const int jobs : {1, 4}) {
    Bench bench;
    for (int i = 0; i < 1200; ++i) bench.folder.Write(std::to_string(i) + ".txt", "5 yuan\n");
    bench.catalog.fail_commit = true;
    bench.options.jobs = jobs;
    auto roots = Walk({bench.folder.path()}, {});
    auto summary = Ingest(*roots, SampleRules(), bench.options, &bench.catalog, &bench.observer);
    CHECK(summary.status().message() == "disk full");
    CHECK(bench.catalog.commits == 1);
  }
}

TEST_CASE("many files are committed together, but not all of them") {
  Bench bench;
  for (int i = 0; i < 1200; ++i) {
    bench.folder.Write(std::to_string(i) + ".txt", std::to_string(i) + " yuan\n");
  }
  bench.Run();
  CHECK(bench.catalog.commits == 3);
}

TEST_CASE("an interruption keeps what was read and marks nothing as gone") {
  Bench bench;
  bench.folder.Write("a.txt", "5 yuan\n");
  bench.folder.Write("b.txt", "6 yuan\n");
  bench.Run();
  std::filesystem::remove(bench.folder / "b.txt");
  bench.folder.Write("c.txt", "7 yuan\n");
  bench.folder.Write("d.txt", "8 yuan\n");
  const std::atomic<int> stop{15};
  bench.options.stop = &stop;
  const IngestSummary s = bench.Run();
  CHECK(s.interrupted);
  CHECK(s.gone == 0);
  CHECK(s.unchanged == 1);  // The file at hand was finished.
  CHECK(s.added == 0);
}

TEST_CASE("below a folder that cannot be listed nothing is gone") {
  Bench bench;
  bench.folder.Write("sub/a.txt", "5 yuan\n");
  bench.folder.Write("sub2/b.txt", "6 yuan\n");
  bench.Run();
  WalkRoot root;
  root.path = bench.folder.path();
  root.whole = true;
  root.unlisted = {"sub"};
  bench.catalog.log.clear();
  auto summary = Ingest({root}, SampleRules(), bench.options, &bench.catalog, &bench.observer);
  REQUIRE(summary.ok());
  CHECK(bench.catalog.log == "gone sub2/b.txt\n");
}

TEST_CASE("only a folder that was walked whole tells what is gone") {
  Bench bench;
  bench.folder.Write("a.txt", "5 yuan\n");
  bench.folder.Write("b.txt", "6 yuan\n");
  bench.Run();
  auto roots = Walk({bench.folder / "a.txt"}, {});
  auto summary = Ingest(*roots, SampleRules(), bench.options, &bench.catalog, &bench.observer);
  REQUIRE(summary.ok());
  CHECK(summary->gone == 0);
}

}  // namespace
}  // namespace factmill
