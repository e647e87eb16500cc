#include "base/deadline.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace factmill {
namespace {

int64_t SpentNs() {
  std::timespec spent = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return spent.tv_sec * int64_t{1'000'000'000} + spent.tv_nsec;
}

}  // namespace

Deadline::Deadline(double seconds)
    : seconds_(seconds),
      end_ns_(SpentNs() + static_cast<int64_t>(std::clamp(seconds, 0.0, 1e9) * 1e9)) {}

bool Deadline::Passed() const { return end_ns_ != INT64_MAX && SpentNs() >= end_ns_; }

Status Deadline::Check() const {
  if (!Passed()) return Status::Ok();
  char text[120];
  std::snprintf(text, sizeof text,
                "reading it takes more than %g s of processor time, the limit for an article",
                seconds_);
  return Status(Code::kUnreadable, text);
}

}  // namespace factmill
