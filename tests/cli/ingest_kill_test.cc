// A kill at any moment leaves a database that a rerun completes.
#include <sys/resource.h>

#include <chrono>
#include <random>
#include <thread>

#include "tests/cli/ingest_sample.h"

namespace factmill {
namespace {

using Clock = std::chrono::steady_clock;

double CleanSeconds(const std::vector<std::string>& command) {
  const auto start = Clock::now();
  RunOk(command);
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// FACTMILL_LONG_TESTS asks for the 200 kills of the acceptance.
TEST_CASE("slow: kill -9 at random moments, then a rerun, ends in the dump of one clean run") {
  const int kills = LongTests() ? 200 : 25;
  const TempFolder folder;
  const std::string rules = WriteSmallRules(folder);
  // Two states of one folder: articles changed, came and went.
  WriteArticles(folder, "in", 1500);
  std::filesystem::copy(folder / "in", folder / "next", std::filesystem::copy_options::recursive);
  for (int i = 0; i < 1500; i += 3) {
    const std::string name =
        "next/" + std::to_string(i % 7) + "/" + std::to_string(1000 + i) + ".txt";
    if (i % 2) {
      std::filesystem::remove(folder / name);
    } else {
      folder.Write(name, SmallArticle(i + 5000));
    }
  }
  WriteArticles(folder, "next/more", 300);

  const std::string db = folder / "facts.db", first = folder / "first.db";
  auto ingest = [&](const std::string& into) {
    return std::vector<std::string>{"ingest",  folder / "data", "--db",   into,
                                    "--rules", rules,           "--jobs", "2"};
  };
  std::filesystem::rename(folder / "in", folder / "data");
  const double fresh_seconds = CleanSeconds(ingest(first));
  const std::string fresh_dump = DumpOf(first);
  std::filesystem::rename(folder / "data", folder / "in");
  std::filesystem::rename(folder / "next", folder / "data");
  std::filesystem::copy_file(first, db);
  const double update_seconds = CleanSeconds(ingest(db));
  const std::string update_dump = DumpOf(db);
  REQUIRE(fresh_dump != update_dump);

  std::mt19937 random(20261122);
  int killed = 0, halfway = 0;
  for (int i = 0; i < kills; ++i) {
    const bool fresh = i % 2 == 0;
    std::filesystem::rename(folder / "data", folder / "other");
    const bool data_is_next = std::filesystem::exists(folder / "in");
    std::filesystem::rename(folder / "other", folder / (data_is_next ? "next" : "in"));
    std::filesystem::rename(folder / (fresh ? "in" : "next"), folder / "data");
    RemoveDatabase(db);
    if (!fresh) std::filesystem::copy_file(first, db);
    std::uniform_real_distribution<double> moment(0, fresh ? fresh_seconds : update_seconds);
    // Perhaps the rerun is killed too.
    for (int times = 1 + i % 3 / 2; times > 0; --times) {
      Process process(Factmill(ingest(db)));
      std::this_thread::sleep_for(std::chrono::duration<double>(moment(random)));
      process.Send(SIGKILL);
      killed += process.Wait().exit == 128 + SIGKILL;
    }
    if (std::filesystem::exists(db) && std::filesystem::file_size(db) > 0) {
      auto reader = OpenForReading(db);
      if (reader.ok()) {
        auto count = reader->QueryInt("SELECT count(*) FROM articles");
        halfway += count.ok() && *count > 0 && *count < 1500;
      }
    }
    INFO("kill " << i);
    RunOk(ingest(db));
    REQUIRE((DumpOf(db) == (fresh ? fresh_dump : update_dump)));
    REQUIRE(Ask(db, "PRAGMA integrity_check") == "ok");
    REQUIRE(Ask(db, kMisquoted) == "0");
  }
  WARN(killed << " kills, " << halfway << " of them between two commits");
  CHECK(killed >= kills / 2);
}

}  // namespace
}  // namespace factmill
