// A bound on the time that one article takes.
//
// What is counted is the processor time of the thread that made the deadline, so that a
// busy machine refuses no more than a quiet one.  Whoever works checks now and then: at
// every few thousand steps, or between passes that are linear in the text.
#ifndef FACTMILL_BASE_DEADLINE_H_
#define FACTMILL_BASE_DEADLINE_H_

#include <cstdint>

#include "base/status.h"

namespace factmill {

class Deadline {
 public:
  Deadline() = default;  // None.
  // So many seconds of this thread's processor time from now; 0 or less: at once.
  explicit Deadline(double seconds);

  // REQUIRES: the thread that made it asks.
  bool Passed() const;
  // kUnreadable with a clause that names the limit once it has passed.
  Status Check() const;

 private:
  double seconds_ = 0;
  int64_t end_ns_ = INT64_MAX;
};

}  // namespace factmill

#endif  // FACTMILL_BASE_DEADLINE_H_
