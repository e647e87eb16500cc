// The lines of stdin, which may be a pipe that waits for its answer.
#ifndef FACTMILL_CLI_LINE_READER_H_
#define FACTMILL_CLI_LINE_READER_H_

#include <string>
#include <vector>

namespace factmill {

// A line as read, without its line break; `problem` says why there is no text.
struct InputLine {
  std::string text;
  const char* problem = nullptr;
};

// For one thread at a time.
class LineReader {
 public:
  // The next line, no more of it than is allowed; false at the end.
  bool Next(InputLine* line);
  // Is something read already that no line has taken?
  bool has_more() const { return begin_ < end_; }
  // Did reading end before its end?
  bool failed() const { return failed_; }

 private:
  bool Fill();

  std::vector<char> buffer_ = std::vector<char>(1 << 16);
  size_t begin_ = 0, end_ = 0;  // What no line has taken yet.
  bool done_ = false, failed_ = false;
};

}  // namespace factmill

#endif  // FACTMILL_CLI_LINE_READER_H_
