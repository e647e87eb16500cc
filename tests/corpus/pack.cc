#include "tests/corpus/pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdlib>

namespace factmill {
namespace {

void Must(bool holds) {
  if (!holds) std::abort();
}

std::string Archive(const Files& files, bool zip) {
  std::string out(1 << 20, '\0');
  for (const auto& [name, bytes] : files) out.resize(out.size() + bytes.size() + 4096);
  size_t used = 0;
  struct archive* a = archive_write_new();
  if (zip) {
    archive_write_set_format_zip(a);
  } else {
    archive_write_set_format_ustar(a);
  }
  archive_write_set_bytes_in_last_block(a, 1);
  Must(archive_write_open_memory(a, out.data(), out.size(), &used) == ARCHIVE_OK);
  for (const auto& [name, bytes] : files) {
    struct archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_perm(entry, 0644);
    if (IsLinkName(name)) {
      archive_entry_set_filetype(entry, AE_IFLNK);
      archive_entry_set_symlink(entry, bytes.c_str());
      archive_entry_set_size(entry, 0);
      Must(archive_write_header(a, entry) == ARCHIVE_OK);
    } else {
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
      Must(archive_write_header(a, entry) >= ARCHIVE_WARN);
      archive_write_data(a, bytes.data(), bytes.size());
    }
    archive_entry_free(entry);
  }
  archive_write_close(a);
  archive_write_free(a);
  out.resize(used);
  return out;
}

}  // namespace

std::string Gzip(std::string_view bytes) {
  z_stream stream = {};
  Must(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  Must(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string Zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  out.resize(ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size()));
  ZSTD_freeCCtx(context);
  return out;
}

std::string Zip(const Files& files) { return Archive(files, true); }
std::string Tar(const Files& files) { return Archive(files, false); }

std::string WarcRecord(std::string_view type, std::string_view block, std::string_view more) {
  return "WARC/1.0\r\nWARC-Type: " + std::string(type) + "\r\n" + std::string(more) +
         "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + std::string(block) +
         "\r\n\r\n";
}

std::string WarcPage(std::string_view url, std::string_view body, std::string_view http,
                     std::string_view more) {
  return WarcRecord("response",
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n" +
                        std::string(http) + "\r\n" + std::string(body),
                    "WARC-Target-URI: " + std::string(url) + "\r\n" + std::string(more));
}

Collected WalkBytes(std::string_view name, std::string_view bytes,
                    const ContainerOptions& options) {
  Collected all;
  StringSource file(bytes);
  const std::string type = ContainerTypeOf(name, bytes.substr(0, 512));
  if (type.empty()) {
    all.refused.push_back({std::string(name), 0, "no container", true});
  } else {
    WalkContainer(&file, name, type, options, &all);
  }
  return all;
}

}  // namespace factmill
