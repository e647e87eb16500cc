// UTF-16 as UTF-8, read forward: lines, items and rows are cut out of one byte a mark.
#ifndef FACTMILL_CORPUS_UTF16_SOURCE_H_
#define FACTMILL_CORPUS_UTF16_SOURCE_H_

#include <string>

#include "corpus/byte_source.h"

namespace factmill {

// The bytes of `in` (not owned), two by two, in UTF-8 and without the byte order mark at
// the start.  Half a surrogate pair, and a byte left over at the end, are U+FFFD.
class Utf16Source : public ByteSource {
 public:
  Utf16Source(ByteSource* in, bool big_endian) : in_(in), big_endian_(big_endian) {}

  Result<size_t> Read(char* to, size_t size) override;
  Place place() const override { return {false, 0, made_}; }
  bool Recover() override { return in_->Recover(); }

 private:
  // More of `in` in made-up bytes; false at its end or at an error.
  bool Fill();
  void Add(char32_t unit);
  void Put(char32_t c);

  ByteSource* in_;
  const bool big_endian_;
  std::string out_;
  size_t at_ = 0;       // Of `out_`.
  uint64_t made_ = 0;   // Bytes given so far.
  int half_ = -1;       // The first byte of a unit.
  char32_t high_ = 0;   // The first unit of a pair.
  bool begun_ = false;  // The byte order mark is behind.
  Status error_;
};

}  // namespace factmill

#endif  // FACTMILL_CORPUS_UTF16_SOURCE_H_
