// Decode(): bytes to UTF-8, building the way back while it goes.
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/charset_bytes.h"
#include "corpus/charset_labels.h"

namespace factmill {
namespace {

constexpr char kReplacement[] = "\xEF\xBF\xBD";  // U+FFFD.
constexpr uint32_t kReplacementSize = 3;

void AppendReplacement(uint32_t source_size, DecodedText* out) {
  out->text.append(kReplacement, kReplacementSize);
  out->map.Replace(source_size, kReplacementSize);
  ++out->replaced;
}

// Writes `c` at `out` and returns how many bytes it took.
size_t WriteUtf8(char32_t c, char* out) {
  const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
  if (c < 0x80) {
    out[0] = byte(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = byte(0xC0 | c >> 6);
    out[1] = byte(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = byte(0xE0 | c >> 12);
    out[1] = byte(0x80 | (c >> 6 & 0x3F));
    out[2] = byte(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = byte(0xF0 | c >> 18);
  out[1] = byte(0x80 | (c >> 12 & 0x3F));
  out[2] = byte(0x80 | (c >> 6 & 0x3F));
  out[3] = byte(0x80 | (c & 0x3F));
  return 4;
}

void AppendCodePoint(char32_t c, uint32_t source_size, DecodedText* out) {
  char bytes[4];
  const size_t size = WriteUtf8(c, bytes);
  out->text.append(bytes, size);
  out->map.Replace(source_size, static_cast<uint32_t>(size));
}

// True if none of the eight bytes is NUL or beyond ASCII.
bool EightPlainBytes(const char* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof(word));
  constexpr uint64_t kOnes = 0x0101010101010101u;
  constexpr uint64_t kHighs = 0x8080808080808080u;
  return ((word | (word - kOnes)) & kHighs) == 0;
}

void DecodeUtf8Bytes(std::string_view bytes, DecodedText* out) {
  size_t kept_from = 0;
  const auto flush = [&](size_t until) {
    out->text.append(bytes.substr(kept_from, until - kept_from));
    out->map.Keep(static_cast<uint32_t>(until - kept_from));
  };
  for (size_t at = 0; at < bytes.size();) {
    const unsigned char byte = bytes[at];
    if (byte < 0x80 && byte != 0) {
      while (at + 8 <= bytes.size() && EightPlainBytes(bytes.data() + at)) at += 8;
      while (at < bytes.size() && bytes[at] > 0) ++at;
      continue;
    }
    bool valid = false;
    const int size = byte == 0 ? 1 : Utf8UnitSize(bytes, at, &valid);
    if (!valid) {
      flush(at);
      AppendReplacement(size, out);
      kept_from = at + size;
    }
    at += size;
  }
  flush(bytes.size());
}

void DecodeUtf16Bytes(std::string_view bytes, bool big_endian, DecodedText* out) {
  const auto unit = [&](size_t at) -> char32_t {
    const unsigned char first = bytes[at], second = bytes[at + 1];
    return big_endian ? first << 8 | second : second << 8 | first;
  };
  size_t at = 0;
  for (; at + 2 <= bytes.size(); at += 2) {
    const char32_t c = unit(at);
    if (c >= 0xD800 && c < 0xDC00 && at + 4 <= bytes.size()) {
      const char32_t low = unit(at + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        AppendCodePoint(0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00), 4, out);
        at += 2;
        continue;
      }
    }
    if (c == 0 || (c >= 0xD800 && c < 0xE000)) {
      AppendReplacement(2, out);
    } else {
      AppendCodePoint(c, 2, out);
    }
  }
  if (at < bytes.size()) AppendReplacement(1, out);  // Half a unit.
}

// What ICU's decoding leaves to us.
struct Undecodable {
  uint32_t count = 0;    // Byte sequences that are no character.
  bool gb18030 = false;  // Read byte 80 as browsers do in GB18030.
};

// ICU calls this at each byte sequence that it cannot decode.
void U_CALLCONV OnUndecodable(const void* context, UConverterToUnicodeArgs* args, const char* units,
                              int32_t length, UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;  // Reset, close or clone.
  auto* undecodable = static_cast<Undecodable*>(const_cast<void*>(context));
  *error = U_ZERO_ERROR;
  UChar c = 0xFFFD;
  if (undecodable->gb18030 && length == 1 && units[0] == '\x80') {
    c = 0x20AC;  // €, as in code page 936.
  } else {
    ++undecodable->count;
  }
  ucnv_cbToUWriteUChars(args, &c, 1, 0, error);
}

// Ends a chunk that begins at `begin` where every charset of ours is between
// two characters: after a byte below 30, which no trail byte is.
size_t ChunkEnd(std::string_view bytes, size_t begin) {
  constexpr size_t kChunk = 16384;
  if (bytes.size() - begin <= kChunk) return bytes.size();
  for (size_t end = begin + kChunk; end > begin; --end) {
    if (static_cast<unsigned char>(bytes[end - 1]) < 0x30) return end;
  }
  for (size_t end = begin + kChunk; end < bytes.size(); ++end) {
    if (static_cast<unsigned char>(bytes[end]) < 0x30) return end + 1;
  }
  return bytes.size();
}

// A chunk of UTF-16 and the place in the chunk's bytes where each unit began.
struct Utf16Chunk {
  std::vector<UChar> units;
  std::vector<int32_t> offsets;
};

bool DecodeChunk(UConverter* converter, std::string_view bytes, bool last, Utf16Chunk* chunk) {
  chunk->units.resize(bytes.size() * 2 + 16);
  chunk->offsets.resize(chunk->units.size());
  UChar* target = chunk->units.data();
  const char* source = bytes.data();
  UErrorCode error = U_ZERO_ERROR;
  ucnv_toUnicode(converter, &target, target + chunk->units.size(), &source,
                 bytes.data() + bytes.size(), chunk->offsets.data(), static_cast<UBool>(last),
                 &error);
  chunk->units.resize(target - chunk->units.data());
  return U_SUCCESS(error) && source == bytes.data() + bytes.size();
}

void AppendChunk(const Utf16Chunk& chunk, size_t size, DecodedText* out) {
  const size_t units = chunk.units.size();
  size_t written = out->text.size();
  out->text.resize(written + units * 3);  // A unit takes three bytes at most.
  for (size_t i = 0; i < units;) {
    const int32_t begin = chunk.offsets[i];
    size_t next = i + 1;
    while (next < units && chunk.offsets[next] == begin) ++next;
    const size_t end = next < units ? chunk.offsets[next] : size;
    const size_t before = written;
    for (; i < next; ++i) {
      char32_t c = chunk.units[i];
      if (c >= 0xD800 && c < 0xDC00 && i + 1 < next) {
        c = 0x10000 + ((c - 0xD800) << 10) + (chunk.units[++i] - 0xDC00);
      }
      if (c == 0) {
        c = 0xFFFD;
        ++out->replaced;
      }
      written += WriteUtf8(c, out->text.data() + written);
    }
    out->map.Replace(static_cast<uint32_t>(end - begin), static_cast<uint32_t>(written - before));
  }
  out->text.resize(written);
}

Status DecodeByIcu(std::string_view bytes, std::string_view charset, DecodedText* out) {
  const char* name = IcuNameOf(charset);
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      name == nullptr ? nullptr : ucnv_open(name, &error), &ucnv_close);
  if (converter == nullptr || U_FAILURE(error)) {
    return Status(Code::kInvalid, "there is no charset \"" + std::string(charset) + "\"");
  }
  Undecodable undecodable;
  undecodable.gb18030 = charset == "gb18030";
  ucnv_setToUCallBack(converter.get(), OnUndecodable, &undecodable, nullptr, nullptr, &error);
  Utf16Chunk chunk;
  for (size_t begin = 0; begin < bytes.size();) {
    const size_t end = ChunkEnd(bytes, begin);
    if (!DecodeChunk(converter.get(), bytes.substr(begin, end - begin), end == bytes.size(),
                     &chunk)) {
      return Status(Code::kInvalid, "ICU cannot decode \"" + std::string(charset) + "\"");
    }
    AppendChunk(chunk, end - begin, out);
    begin = end;
  }
  out->replaced += undecodable.count;
  return Status::Ok();
}

}  // namespace

Result<DecodedText> Decode(std::string_view bytes, std::string_view charset) {
  DecodedText decoded;
  const size_t bom = BomSize(bytes, charset);
  decoded.map.Replace(static_cast<uint32_t>(bom), 0);
  bytes.remove_prefix(bom);
  decoded.text.reserve(bytes.size() + bytes.size() / 2);
  if (charset == "utf-8") {
    DecodeUtf8Bytes(bytes, &decoded);
  } else if (charset == "utf-16le" || charset == "utf-16be") {
    DecodeUtf16Bytes(bytes, charset == "utf-16be", &decoded);
  } else {
    const Status status = DecodeByIcu(bytes, charset, &decoded);
    if (!status.ok()) return status;
  }
  return decoded;
}

}  // namespace factmill
