// Work on many threads, results in order on one.
#ifndef FACTMILL_PIPELINE_PARALLEL_H_
#define FACTMILL_PIPELINE_PARALLEL_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

#include "base/status.h"

namespace factmill {

// How many threads a command uses when nobody says: one a processor.
inline int DefaultJobs() {
  const unsigned n = std::thread::hardware_concurrency();
  return n == 0 ? 1 : static_cast<int>(n);
}

// Computes work(0) ... work(count - 1) on `jobs` threads, and calls
// consume(i, result) for each in ascending order on the calling thread.  Ends
// early, with its status, when consume() fails.  At most 4 results a thread are
// under way, and of cost(i) (bytes, say) at most `budget` at a time, or one.
// One job works on the calling thread.  work() and cost() are called from many
// threads; they must not throw.
template <typename Out>
Status ParallelInOrder(size_t count, int jobs, uint64_t budget,
                       const std::function<uint64_t(size_t)>& cost,
                       const std::function<Out(size_t)>& work,
                       const std::function<Status(size_t, Out)>& consume) {
  if (jobs <= 1 || count <= 1) {
    for (size_t i = 0; i < count; ++i) {
      const Status status = consume(i, work(i));
      if (!status.ok()) return status;
    }
    return Status::Ok();
  }
  const size_t window = static_cast<size_t>(jobs) * 4;
  std::mutex mutex;
  std::condition_variable may_claim, is_done;
  std::vector<std::optional<Out>> slots(window);
  size_t claimed = 0, consumed = 0;  // Items [consumed, claimed) are under way.
  uint64_t in_use = 0;
  bool stop = false;

  auto worker = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      // Items are claimed in order, so the next one to be consumed never waits
      // for budget that a later one holds.
      may_claim.wait(lock, [&] {
        return stop || claimed == count ||
               (claimed - consumed < window &&
                (claimed == consumed || in_use + cost(claimed) <= budget));
      });
      if (stop || claimed == count) return;
      const size_t i = claimed++;
      in_use += cost(i);
      lock.unlock();
      Out out = work(i);
      lock.lock();
      slots[i % window] = std::move(out);
      is_done.notify_one();
    }
  };
  std::vector<std::thread> threads;
  try {
    for (int t = 0; t < jobs; ++t) threads.emplace_back(worker);
  } catch (const std::system_error&) {
    // The system gives no more threads: fewer will do, or none.
    if (threads.empty()) {
      return ParallelInOrder<Out>(count, 1, budget, cost, work, consume);
    }
  }

  Status status;
  for (size_t i = 0; i < count && status.ok(); ++i) {
    std::optional<Out> out;
    {
      std::unique_lock lock(mutex);
      is_done.wait(lock, [&] { return slots[i % window].has_value(); });
      out.swap(slots[i % window]);
    }
    status = consume(i, std::move(*out));
    const std::lock_guard lock(mutex);
    ++consumed;
    in_use -= cost(i);
    stop = !status.ok();
    may_claim.notify_all();
  }
  for (std::thread& thread : threads) thread.join();
  return status;
}

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_PARALLEL_H_
