#include "corpus/http.h"

#include <algorithm>

#include "base/ascii.h"

namespace factmill {
namespace {

Result<std::string> Inflated(std::string_view bytes, Compression method, uint64_t limit,
                             const ExpansionLimits& expansion) {
  StringSource in(bytes);
  const auto source = Decompress(method, &in, expansion);
  bool too_large;
  auto out = ReadAll(source.get(), limit, &too_large);
  if (out.ok() && too_large) {
    return Status(Code::kUnreadable, "it has more than " + std::to_string(limit) +
                                         " bytes once it is inflated, the limit for an article");
  }
  return out;
}

}  // namespace

bool HeaderLines::Add(std::string_view line) {
  const std::string_view text = TrimAscii(line);
  if (text.empty()) return false;
  if (line[0] == ' ' || line[0] == '\t') {
    if (lines_.empty()) return false;
    lines_.back().second += " " + std::string(text);
    return true;
  }
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  lines_.emplace_back(Lowered(TrimAscii(text.substr(0, colon))), TrimAscii(text.substr(colon + 1)));
  return true;
}

const std::string& HeaderLines::Get(std::string_view name) const {
  static const std::string kNone;
  for (const auto& [key, value] : lines_) {
    if (key == name) return value;
  }
  return kNone;
}

std::optional<HttpResponse> ParseHttpResponse(std::string_view text) {
  if (!text.starts_with("HTTP/") && !text.starts_with("http/")) return std::nullopt;
  HttpResponse response;
  bool first = true;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    if (first) {
      const size_t space = std::min(line.find(' '), line.size());
      for (const char c : TrimAscii(line.substr(space)).substr(0, 3)) {
        if (c < '0' || c > '9') return std::nullopt;
        response.status = response.status * 10 + (c - '0');
      }
      first = false;
    } else if (TrimAscii(line).empty()) {
      response.body = text.substr(at);
      return response;
    } else {
      response.headers.Add(line);  // What is no header is nothing to us.
    }
  }
  response.body = text.substr(text.size());
  return response;
}

std::optional<std::string> JoinChunks(std::string_view body) {
  std::string joined;
  for (size_t at = 0;;) {
    const size_t end = body.find('\n', at);
    if (end == std::string_view::npos) return std::nullopt;
    size_t size = 0;
    int digits = 0;
    for (; HexValue(body[at]) >= 0; ++at) {
      if (++digits > 8) return std::nullopt;
      size = size * 16 + static_cast<size_t>(HexValue(body[at]));
    }
    // After the size stand spaces, or an extension after a ';'.
    const std::string_view rest = TrimAscii(body.substr(at, end - at));
    if (digits == 0 || (!rest.empty() && rest[0] != ';')) return std::nullopt;
    at = end + 1;
    if (size == 0) return joined;
    if (size > body.size() - at) return std::nullopt;
    joined += body.substr(at, size);
    at += size;
    const std::string_view after = body.substr(at);
    if (!after.starts_with("\r\n") && !after.starts_with("\n")) return std::nullopt;
    at += after[0] == '\r' ? 2 : 1;
  }
}

Result<std::string> DecodeBody(const HttpResponse& response, uint64_t limit,
                               const ExpansionLimits& expansion) {
  std::string body(response.body);
  const std::string transfer = Lowered(response.headers.Get("transfer-encoding"));
  if (transfer.find("chunked") != std::string::npos) {
    if (auto joined = JoinChunks(body)) body = std::move(*joined);
  }
  const std::string encoding = Lowered(response.headers.Get("content-encoding"));
  if (encoding.empty() || encoding == "identity") return body;
  // Some crawlers store what they inflated under the old header.
  const Compression method = CompressionOf(body);
  if (method != Compression::kNone) return Inflated(body, method, limit, expansion);
  const bool page = body.find('<') < 512;
  if (encoding == "deflate") {
    auto inflated = InflateDeflate(body, limit);
    if (inflated.ok() || !page) return inflated;
  }
  if (encoding == "br") {
    auto inflated = InflateBrotli(body, limit);
    if (inflated.ok() || !page) return inflated;
  }
  return body;
}

std::string DecodeBase64(std::string_view text) {
  std::string bytes;
  uint32_t bits = 0;
  int have = 0;
  for (const char c : text) {
    int value;
    if (c >= 'A' && c <= 'Z') {
      value = c - 'A';
    } else if (c >= 'a' && c <= 'z') {
      value = c - 'a' + 26;
    } else if (c >= '0' && c <= '9') {
      value = c - '0' + 52;
    } else if (c == '+' || c == '/') {
      value = c == '+' ? 62 : 63;
    } else if (c == '=') {
      break;
    } else {
      continue;
    }
    bits = bits << 6 | static_cast<uint32_t>(value);
    have += 6;
    if (have >= 8) {
      have -= 8;
      bytes += static_cast<char>(bits >> have & 0xFF);
    }
  }
  return bytes;
}

std::string DecodeQuotedPrintable(std::string_view text) {
  std::string bytes;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      bytes += text[at];
      continue;
    }
    // A soft line break, perhaps with spaces before its end.
    size_t end = at + 1;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) ++end;
    if (end >= text.size() || text[end] == '\n') {
      at = end;
    } else if (at + 2 < text.size() && HexValue(text[at + 1]) >= 0 && HexValue(text[at + 2]) >= 0) {
      bytes += static_cast<char>(HexValue(text[at + 1]) << 4 | HexValue(text[at + 2]));
      at += 2;
    } else {
      bytes += '=';
    }
  }
  return bytes;
}

}  // namespace factmill
