// Every write, sync, truncation, rename and unlink going wrong once.
#include "tests/cli/ingest_sample.h"

namespace factmill {
namespace {

struct Bench {
  Bench() {
    rules = WriteSmallRules(folder);
    folder.Write("in/a.txt", SmallArticle(1));
    folder.Write("in/b.txt", SmallArticle(2));
    folder.Write("in/c.pdf", "%PDF");
  }

  std::vector<std::string> Ingest(const std::string& into) const {
    return {"ingest", folder / "in", "--db", into, "--rules", rules, "--jobs", "1"};
  }

  // An ingest whose call number `at` goes wrong (0: none).
  Outcome Faulty(const std::string& mode, int at) const {
    RunOptions options;
    options.env = {{"LD_PRELOAD", FACTMILL_FAULT_SHIM},
                   {"FAULT_COUNT", folder / "count"},
                   {"ASAN_OPTIONS", "verify_asan_link_order=0"}};
    if (at > 0) options.env.push_back({"FAULT_AT", std::to_string(at)});
    if (mode == "full") {
      options.env.push_back({"FAULT_STICKY", "1"});
    } else {
      options.env.push_back({"FAULT_MODE", mode});
    }
    return Run(Ingest(db), options);
  }

  TempFolder folder;
  std::string rules;
  const std::string db = folder / "facts.db";
};

// Each call of an ingest in turn, `before` having prepared the database.
template <typename Before>
void LoopOverFaults(const Bench& b, const std::string& clean, Before before) {
  before();
  REQUIRE(b.Faulty("EIO", 0).exit == 0);
  const int calls = std::stoi(ReadAll(b.folder / "count"));
  REQUIRE(calls > 20);
  int faults = 0, wrong_codes = 0;
  for (const std::string mode : {"KILL", "ENOSPC", "EIO", "full"}) {
    // All of them take minutes: by default a sample, another one for each mode.
    const int step = LongTests() ? 1 : std::max(1, calls / 22);
    for (int at = 1 + static_cast<int>(mode.size()) % step; at <= calls; at += step) {
      INFO(mode << " at call " << at << " of " << calls);
      before();
      const Outcome outcome = b.Faulty(mode, at);
      ++faults;
      if (mode == "KILL") {
        CHECK(outcome.exit == 128 + SIGKILL);
      } else if (outcome.exit != 0) {
        // 0: it was a call that SQLite can do without, such as the removal of an
        // empty log.
        wrong_codes += outcome.exit != 3;
        CHECK(outcome.exit == 3);
        CHECK_THAT(outcome.err, Catch::StartsWith("factmill: error: " + b.db));
        CHECK(outcome.out == "");
      }
      REQUIRE(Run(b.Ingest(b.db)).exit == 0);
      REQUIRE((DumpOf(b.db) == clean));
      REQUIRE(Ask(b.db, "PRAGMA integrity_check") == "ok");
    }
  }
  WARN(faults << " faults over " << calls << " calls");
  CHECK(wrong_codes == 0);
}

TEST_CASE("slow: a fault in the making of a database") {
  const Bench b;
  RunOk(b.Ingest(b.folder / "clean.db"));
  LoopOverFaults(b, DumpOf(b.folder / "clean.db"), [&] { RemoveDatabase(b.db); });
}

TEST_CASE("slow: a fault in an ingest of changes") {
  const Bench b;
  const std::string first = b.folder / "first.db";
  RunOk(b.Ingest(first));
  b.folder.Write("in/a.txt", SmallArticle(3));
  b.folder.Write("in/d.txt", SmallArticle(4));
  std::filesystem::remove(b.folder / "in/b.txt");
  auto before = [&] {
    RemoveDatabase(b.db);
    std::filesystem::copy_file(first, b.db);
  };
  before();
  RunOk(b.Ingest(b.db));
  const std::string clean = DumpOf(b.db);
  LoopOverFaults(b, clean, before);
}

}  // namespace
}  // namespace factmill
