#include "corpus/compressed_source.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <vector>

namespace factmill {
namespace {

constexpr size_t kChunk = 1 << 16;

// One member or frame, whatever the method.
class Inflater {
 public:
  virtual ~Inflater() = default;
  virtual void Begin() = 0;
  struct Step {
    size_t consumed = 0, made = 0;
    bool ended = false;  // The member.
    const char* error = nullptr;
  };
  virtual Step Run(std::string_view in, char* to, size_t size) = 0;
  virtual const char* name() const = 0;  // "gzip".
  // May a member begin with these?  `more`: they are too few to tell.
  virtual bool Begins(std::string_view bytes) const = 0;
};

class GzipInflater : public Inflater {
 public:
  // 15: the largest window; 16: gzip, with its checksum.
  GzipInflater() { ok_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }
  ~GzipInflater() override {
    if (ok_) inflateEnd(&stream_);
  }
  void Begin() override {
    if (ok_) inflateReset(&stream_);
  }
  Step Run(std::string_view in, char* to, size_t size) override {
    Step step;
    if (!ok_) {
      step.error = "no memory to inflate it";
      return step;
    }
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(size);
    const int rc = inflate(&stream_, Z_NO_FLUSH);
    step.consumed = in.size() - stream_.avail_in;
    step.made = size - stream_.avail_out;
    step.ended = rc == Z_STREAM_END;
    if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR) {
      step.error = stream_.msg ? stream_.msg : "invalid data";
    }
    return step;
  }
  const char* name() const override { return "gzip"; }
  bool Begins(std::string_view b) const override {
    auto at = [&](size_t i) { return static_cast<unsigned char>(b[i]); };
    if (b.size() < 10) return b.size() >= 2 && at(0) == 0x1F && at(1) == 0x8B;
    return at(0) == 0x1F && at(1) == 0x8B && at(2) == 8 && (at(3) & 0xE0) == 0 &&
           (at(8) == 0 || at(8) == 2 || at(8) == 4) && (at(9) <= 13 || at(9) == 255);
  }

 private:
  z_stream stream_ = {};
  bool ok_;
};

class ZstdInflater : public Inflater {
 public:
  ZstdInflater() : stream_(ZSTD_createDStream()) {}
  ~ZstdInflater() override { ZSTD_freeDStream(stream_); }
  void Begin() override { ZSTD_initDStream(stream_); }
  Step Run(std::string_view in, char* to, size_t size) override {
    Step step;
    ZSTD_inBuffer input = {in.data(), in.size(), 0};
    ZSTD_outBuffer output = {to, size, 0};
    const size_t rc = ZSTD_decompressStream(stream_, &output, &input);
    step.consumed = input.pos;
    step.made = output.pos;
    step.ended = rc == 0;
    if (ZSTD_isError(rc)) step.error = ZSTD_getErrorName(rc);
    return step;
  }
  const char* name() const override { return "zstd"; }
  bool Begins(std::string_view b) const override {
    constexpr std::string_view kFrame = "\x28\xB5\x2F\xFD";
    if (b.size() < 4) return !b.empty() && b == kFrame.substr(0, b.size());
    // Skippable frames: 0x184D2A50 to 5F, little-endian.
    const bool skippable = (b[0] & 0xF0) == 0x50 && b.substr(1, 3) == "\x2A\x4D\x18";
    return b.starts_with(kFrame) || skippable;
  }

 private:
  ZSTD_DStream* stream_;
};

class CompressedSource : public ByteSource {
 public:
  CompressedSource(std::unique_ptr<Inflater> inflater, ByteSource* in,
                   const ExpansionLimits& limits)
      : inflater_(std::move(inflater)), in_(in), limits_(limits) {}

  Result<size_t> Read(char* to, size_t size) override;
  Place place() const override { return {true, member_, within_}; }
  bool Recover() override;

 private:
  std::string_view input() const { return std::string_view(buffer_).substr(at_); }
  // More input; false at its end or after an error of `in`.
  bool Fill();
  // At least `size` bytes of input, if there are.
  std::string_view Peek(size_t size);
  void Consume(size_t size) {
    at_ += size;
    consumed_ += size;
  }
  // Stands before a member?  Passes over padding.
  bool BeginMember();
  Status Damage(const std::string& what) {
    broken_ = true;
    return Status(Code::kUnreadable, what);
  }
  std::string Named() const {
    return std::string("the ") + inflater_->name() + " stream that begins at byte " +
           std::to_string(member_);
  }

  std::unique_ptr<Inflater> inflater_;
  ByteSource* in_;
  const ExpansionLimits limits_;
  std::string buffer_;
  size_t at_ = 0;
  bool in_ended_ = false;
  Status in_error_;
  uint64_t consumed_ = 0;  // Of `in`.
  uint64_t made_ = 0;
  uint64_t member_ = 0, within_ = 0;
  bool inside_ = false;  // A member.
  bool broken_ = false, hopeless_ = false;
};

bool CompressedSource::Fill() {
  if (in_ended_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const size_t size = buffer_.size();
  buffer_.resize(size + kChunk);
  auto got = in_->Read(buffer_.data() + size, kChunk);
  buffer_.resize(size + (got.ok() ? *got : 0));
  if (!got.ok()) in_error_ = got.status();
  in_ended_ = !got.ok() || *got == 0;
  return !in_ended_;
}

std::string_view CompressedSource::Peek(size_t size) {
  while (buffer_.size() - at_ < size && Fill()) {
  }
  return input();
}

bool CompressedSource::BeginMember() {
  while (true) {
    const std::string_view ahead = Peek(1);
    if (ahead.empty()) return false;
    const size_t zeros = std::min(ahead.find_first_not_of('\0'), ahead.size());
    // Only what is behind a member can be padding.
    if (zeros == 0 || consumed_ == 0) break;
    Consume(zeros);
  }
  inflater_->Begin();
  member_ = consumed_;
  within_ = 0;
  inside_ = true;
  return true;
}

Result<size_t> CompressedSource::Read(char* to, size_t size) {
  if (broken_) return Damage("the damage was not passed over");
  while (true) {
    if (!inside_) {
      if (!BeginMember()) {
        if (!in_error_.ok()) return in_error_;
        return size_t{0};
      }
      if (!inflater_->Begins(Peek(10))) {
        inside_ = false;
        return Damage("no " + std::string(inflater_->name()) + " stream begins at byte " +
                      std::to_string(member_));
      }
    }
    if (input().empty()) Fill();
    const Inflater::Step step = inflater_->Run(input(), to, size);
    Consume(step.consumed);
    if (step.error) {
      inside_ = false;
      return Damage(Named() + " is damaged before byte " + std::to_string(consumed_) + " (" +
                    step.error + ")");
    }
    made_ += step.made;
    within_ += step.made;
    if (step.ended) inside_ = false;
    const std::string error = limits_.Error(consumed_, made_);
    if (!error.empty()) {
      hopeless_ = true;
      return Damage(Named() + " " + error);
    }
    if (step.made > 0) return step.made;
    if (!step.ended && step.consumed == 0 && in_ended_) {
      inside_ = false;
      if (!in_error_.ok()) return Damage(in_error_.message());
      return Damage(Named() + " ends early, at byte " + std::to_string(consumed_));
    }
  }
}

bool CompressedSource::Recover() {
  if (!broken_ || hopeless_) return false;
  // Where the damaged one began is not where the next one does.
  if (consumed_ == member_) Consume(std::min<size_t>(1, Peek(1).size()));
  while (Peek(10).size() >= 10) {
    if (inflater_->Begins(input())) {
      broken_ = false;
      return true;
    }
    const char first = inflater_->name()[0] == 'g' ? '\x1F' : '\x28';
    Consume(std::min(input().find(first, 1), input().size()));
  }
  return false;
}

}  // namespace

Compression CompressionOf(std::string_view bytes) {
  if (bytes.starts_with("\x1F\x8B")) return Compression::kGzip;
  if (bytes.starts_with("\x28\xB5\x2F\xFD")) return Compression::kZstd;
  return Compression::kNone;
}

std::string ExpansionLimits::Error(uint64_t from, uint64_t to) const {
  if (to > max_bytes) return "becomes more than " + std::to_string(max_bytes) + " bytes";
  if (to > free_bytes && to / max_ratio > from) {
    return "becomes more than " + std::to_string(max_ratio) + " times its size, as bombs do";
  }
  return "";
}

std::unique_ptr<ByteSource> Decompress(Compression compression, ByteSource* in,
                                       const ExpansionLimits& limits) {
  std::unique_ptr<Inflater> inflater;
  if (compression == Compression::kGzip) {
    inflater = std::make_unique<GzipInflater>();
  } else {
    inflater = std::make_unique<ZstdInflater>();
  }
  return std::make_unique<CompressedSource>(std::move(inflater), in, limits);
}

Result<std::string> InflateDeflate(std::string_view bytes, uint64_t limit) {
  for (const int window : {15, -15}) {
    z_stream stream = {};
    if (inflateInit2(&stream, window) != Z_OK) break;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string out;
    int rc = Z_OK;
    while (rc == Z_OK && out.size() <= limit) {
      const size_t size = out.size();
      out.resize(size + kChunk);
      stream.next_out = reinterpret_cast<Bytef*>(out.data() + size);
      stream.avail_out = kChunk;
      rc = inflate(&stream, Z_NO_FLUSH);
      out.resize(size + kChunk - stream.avail_out);
    }
    inflateEnd(&stream);
    if (rc == Z_STREAM_END) return out;
    if (out.size() > limit) return Status(Code::kUnreadable, "is too large once it is inflated");
  }
  return Status(Code::kUnreadable, "is no deflate stream");
}

Result<std::string> InflateBrotli(std::string_view bytes, uint64_t limit) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  if (state == nullptr) return Status(Code::kUnreadable, "no memory to inflate it");
  auto* in = reinterpret_cast<const uint8_t*>(bytes.data());
  size_t left = bytes.size();
  std::string out;
  auto result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out.size() <= limit) {
    const size_t size = out.size();
    out.resize(size + kChunk);
    auto* to = reinterpret_cast<uint8_t*>(out.data() + size);
    size_t room = kChunk;
    result = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &to, nullptr);
    out.resize(size + kChunk - room);
  }
  if (out.size() > limit) return Status(Code::kUnreadable, "is too large once it is inflated");
  if (result == BROTLI_DECODER_RESULT_SUCCESS) return out;
  return Status(Code::kUnreadable, result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT
                                       ? "the brotli stream ends early"
                                       : "is no brotli stream");
}

}  // namespace factmill
