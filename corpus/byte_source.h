// Bytes that are read forward: a file, a stream that is inflated, a member of an
// archive.  So containers of any size pass through a small memory.
#ifndef FACTMILL_CORPUS_BYTE_SOURCE_H_
#define FACTMILL_CORPUS_BYTE_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "base/status.h"

namespace factmill {

// Where a byte of a stream lies.  In a compressed one, a place that a person can
// seek: where the member (or frame) begins in the file, and how far in it once
// it is inflated.
struct Place {
  bool compressed = false;
  uint64_t member = 0;  // 0 if not compressed.
  uint64_t within = 0;

  uint64_t offset() const { return compressed ? member : within; }
  // "@120"; "@120+77" for the 77th byte of what begins there.
  std::string ToString() const;
};

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Up to `size` bytes (at least 1); 0 at the end.
  // Errors: kUnreadable with a clause that says what is wrong and at which byte.
  virtual Result<size_t> Read(char* to, size_t size) = 0;
  // Of the byte that is read next.  The bytes of one Read() lie next to each other.
  virtual Place place() const = 0;
  // After an error: goes on behind the damage, if there is something to go on with.
  virtual bool Recover() { return false; }
};

// Over bytes in memory, which must outlive it.
class StringSource : public ByteSource {
 public:
  explicit StringSource(std::string_view bytes) : bytes_(bytes) {}
  Result<size_t> Read(char* to, size_t size) override;
  Place place() const override { return {false, 0, at_}; }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
};

// Looks ahead.  An error of the source is met when all before it was taken.
class BufferedSource : public ByteSource {
 public:
  explicit BufferedSource(ByteSource* in) : in_(in) {}

  Result<size_t> Read(char* to, size_t size) override;
  Place place() const override;
  bool Recover() override;

  // The next `size` bytes, fewer before the end or an error; taken by Skip().
  std::string_view Peek(size_t size);
  void Skip(size_t size);
  // The next line with its '\n', of at most `limit` bytes: of a longer one the
  // first `limit`, and the rest is passed over.  "" at the end or an error.
  struct Line {
    std::string bytes;
    uint64_t size = 0;   // Whole.
    bool ended = false;  // With a '\n', or with the end of the source.
  };
  Line ReadLine(size_t limit);
  // What stopped the source; ok at its end too.
  const Status& error() const { return error_; }
  bool at_end() { return Peek(1).empty(); }
  uint64_t taken() const { return taken_; }  // Bytes, so far.

 private:
  bool Fill();

  ByteSource* in_;
  std::string buffer_;
  size_t at_ = 0;
  uint64_t taken_ = 0;
  struct Mark {
    uint64_t begin;  // By taken_,
    Place place;     // lies here.
  };
  std::deque<Mark> marks_;
  bool ended_ = false;
  Status error_;
};

// All that is left of `in`, if it is at most `limit` bytes; of more, `*too_large`.
Result<std::string> ReadAll(ByteSource* in, uint64_t limit, bool* too_large);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_BYTE_SOURCE_H_
