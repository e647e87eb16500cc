// gzip and zstd streams, inflated as they are read.
#ifndef FACTMILL_CORPUS_COMPRESSED_SOURCE_H_
#define FACTMILL_CORPUS_COMPRESSED_SOURCE_H_

#include <cstdint>
#include <memory>
#include <string_view>

#include "corpus/byte_source.h"

namespace factmill {

enum class Compression { kNone, kGzip, kZstd };

// By the first bytes of a stream.
Compression CompressionOf(std::string_view bytes);

// What a stream may become, so that a bomb ends early.
struct ExpansionLimits {
  uint64_t max_bytes = uint64_t{256} << 30;  // Inflated.
  uint64_t max_ratio = 250;                  // To what was read for it,
  uint64_t free_bytes = 8 << 20;             // after so many inflated bytes.

  // "" if `to` bytes may have been made of `from`; else a clause.
  std::string Error(uint64_t from, uint64_t to) const;
};

// All members (frames) of `in`, one after the other; a Read() never crosses from
// one to the next.  Checksums are checked.  Zeros at the end are padding.
// Recover() searches for the next member.
std::unique_ptr<ByteSource> Decompress(Compression compression, ByteSource* in,
                                       const ExpansionLimits& limits);

// `bytes` inflated (zlib or raw deflate, as servers disagree on what deflate is), if that
// is at most `limit` bytes.
Result<std::string> InflateDeflate(std::string_view bytes, uint64_t limit);
// The same of brotli, which has no mark at its start.
Result<std::string> InflateBrotli(std::string_view bytes, uint64_t limit);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_COMPRESSED_SOURCE_H_
