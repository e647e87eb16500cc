// A line on the terminal that moves while an ingest runs.
#ifndef FACTMILL_CLI_PROGRESS_H_
#define FACTMILL_CLI_PROGRESS_H_

#include <chrono>
#include <string>

#include "pipeline/ingest.h"

namespace factmill {

// A bar, files done, articles a second, failures, and the time left, on stderr,
// ten times a second; nothing unless stderr is a terminal that can move its
// cursor.  Cleared when it goes.
class ProgressLine : public IngestObserver {
 public:
  ProgressLine();
  ~ProgressLine() override;
  void OnProgress(const IngestProgress& progress) override;

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_ = false;
  const bool terminal_;
  const Clock::time_point start_;
  Clock::time_point last_;
};

// The line itself, at most `width` columns.
std::string ProgressText(const IngestProgress& progress, double seconds, int width);

}  // namespace factmill

#endif  // FACTMILL_CLI_PROGRESS_H_
