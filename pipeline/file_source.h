// A file that is read forward once, hashed on the way.
#ifndef FACTMILL_PIPELINE_FILE_SOURCE_H_
#define FACTMILL_PIPELINE_FILE_SOURCE_H_

#include <memory>
#include <string>

#include "base/digest.h"
#include "base/status.h"
#include "corpus/byte_source.h"
#include "pipeline/walk.h"

namespace factmill {

class FileSource : public ByteSource {
 public:
  // Errors: kUnreadable with a clause: not there, no permission, no file.
  static Result<std::unique_ptr<FileSource>> Open(const std::string& path);
  ~FileSource() override;

  Result<size_t> Read(char* to, size_t size) override;
  Place place() const override { return {false, 0, read_}; }

  struct Whole {
    std::string sha256;
    int64_t bytes = 0;
    FileStamp stamp;
  };
  // Reads what is left.  Errors: kUnreadable, also if the file changed meanwhile.
  Result<Whole> Finish();

 private:
  FileSource(int fd, FileStamp stamp) : fd_(fd), stamp_(stamp) {}

  int fd_;
  FileStamp stamp_;
  uint64_t read_ = 0;
  Sha256Stream hash_;
};

// The first bytes of a file, 512 or fewer; "" if it cannot be read.
std::string FirstBytes(const std::string& path);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_FILE_SOURCE_H_
