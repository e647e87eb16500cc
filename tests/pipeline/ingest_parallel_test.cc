#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>

#include "pipeline/parallel.h"

namespace factmill {
namespace {

TEST_CASE("results come in order, whatever the number of threads") {
  for (const int jobs : {1, 2, 3, 8}) {
    for (const size_t count : {0u, 1u, 2u, 7u, 500u}) {
      INFO(jobs << " jobs, " << count << " items");
      std::vector<size_t> seen;
      const Status status = ParallelInOrder<size_t>(
          count, jobs, 100, [](size_t i) { return i % 7; }, [](size_t i) { return i * i; },
          [&](size_t i, size_t result) {
            CHECK(result == i * i);
            seen.push_back(i);
            return Status::Ok();
          });
      CHECK(status.ok());
      CHECK(seen.size() == count);
      CHECK(std::is_sorted(seen.begin(), seen.end()));
    }
  }
}

TEST_CASE("a failure ends the work early") {
  for (const int jobs : {1, 4}) {
    std::atomic<int> worked{0};
    const Status status = ParallelInOrder<int>(
        100000, jobs, 1000000, [](size_t) { return 1; }, [&](size_t) { return ++worked; },
        [](size_t i, int) { return i == 10 ? Status(Code::kDatabase, "full") : Status::Ok(); });
    CHECK(status.message() == "full");
    CHECK(worked < 100);
  }
}

TEST_CASE("the cost under way stays within the budget, save for one that is larger alone") {
  std::atomic<uint64_t> under_way{0}, most{0};
  // Item 20 alone is over the budget; the others are 10 each.
  auto cost = [](size_t i) { return i == 20 ? uint64_t{1000} : uint64_t{10}; };
  const Status status = ParallelInOrder<int>(
      60, 8, 35, cost,
      [&](size_t i) {
        const uint64_t now = under_way += cost(i);
        if (i != 20) {
          uint64_t before = most;
          while (now > before && !most.compare_exchange_weak(before, now)) {
          }
        }
        std::this_thread::sleep_for(std::chrono::microseconds(200));
        return 0;
      },
      [&](size_t i, int) {
        under_way -= cost(i);
        return Status::Ok();
      });
  CHECK(status.ok());
  CHECK(under_way == 0);
  CHECK(most <= 35);
}

}  // namespace
}  // namespace factmill
