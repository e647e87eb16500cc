// MHTML (RFC 2557): a page saved as a mail.  Its first page or text is the
// article; pictures, styles and framed pages are passed over.
#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "corpus/container.h"
#include "corpus/http.h"
#include "corpus/media_type.h"

namespace factmill {
namespace {

constexpr size_t kMostLine = 1 << 20;

class MhtmlWalker {
 public:
  MhtmlWalker(BufferedSource* in, const ContainerOptions& options, MemberVisitor* visitor)
      : in_(in), options_(options), visitor_(visitor) {}

  void Walk() {
    HeaderLines headers;
    if (!ReadHeaders(&headers)) return Damage();
    const MediaType type = ParseMediaType(headers.Get("content-type"));
    page_url_ = headers.Get("snapshot-content-location");
    const std::string boundary = type.Parameter("boundary");
    if (!type.essence.starts_with("multipart/") || boundary.empty()) {
      Part(headers, "");  // A mail of one part.
      return;
    }
    boundaries_.push_back(boundary);
    // What stands before the first part is for readers without MIME.
    if (SkipToBoundary()) {
      while (NextPart()) {
      }
    }
    if (!boundaries_.empty()) Damage();
  }

 private:
  // False where the file ends in them.
  bool ReadHeaders(HeaderLines* headers) {
    while (true) {
      const auto line = in_->ReadLine(kMostLine);
      if (line.bytes == "\r\n" || line.bytes == "\n") return true;
      if (!line.ended || line.bytes.empty() || line.bytes.back() != '\n') return false;
      headers->Add(line.bytes);
    }
  }

  // Is `line` a boundary of ours?  The last one of a level closes it.
  bool IsBoundary(std::string_view line) {
    if (!line.starts_with("--")) return false;
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' ')) {
      line.remove_suffix(1);
    }
    line.remove_prefix(2);
    for (size_t i = boundaries_.size(); i-- > 0;) {
      if (!line.starts_with(boundaries_[i])) continue;
      const std::string_view rest = line.substr(boundaries_[i].size());
      if (!rest.empty() && rest != "--") continue;
      boundaries_.resize(i + 1);
      if (rest == "--") boundaries_.pop_back();
      return true;
    }
    return false;
  }

  bool SkipToBoundary() {
    while (true) {
      const auto line = in_->ReadLine(kMostLine);
      if (line.size == 0) return false;
      if (IsBoundary(line.bytes)) return true;
    }
  }

  // After a boundary; false at the end of all parts, or of the file.
  bool NextPart() {
    if (boundaries_.empty()) return false;
    ++number_;
    offset_ = in_->taken();
    HeaderLines headers;
    if (!ReadHeaders(&headers)) return false;
    const MediaType type = ParseMediaType(headers.Get("content-type"));
    const std::string inner = type.Parameter("boundary");
    if (type.essence.starts_with("multipart/") && !inner.empty() && boundaries_.size() < 8) {
      boundaries_.push_back(inner);
      return SkipToBoundary();
    }
    return Part(headers, type.essence);
  }

  bool Part(const HeaderLines& headers, const std::string& essence) {
    const bool page = essence == "text/html" || essence == "application/xhtml+xml";
    const bool wanted = !found_ && (page || essence == "text/plain" || boundaries_.empty());
    const bool single = boundaries_.empty();
    const uint64_t limit = options_.max_article_bytes * 3 / 2 + kMostLine;
    std::string body;
    uint64_t size = 0;
    while (true) {
      auto line = in_->ReadLine(kMostLine);
      if (line.size == 0 && single && in_->error().ok()) break;
      if (line.size == 0) return false;
      if (IsBoundary(line.bytes)) break;
      size += line.size;
      if (wanted && size <= limit) body += line.bytes;
    }
    MemberHead head;
    head.locator = "part " + std::to_string(number_);
    head.offset = offset_;
    if (!wanted) {
      visitor_->OnPassedOver((essence.empty() ? "untyped" : essence) + " part");
      return true;
    }
    found_ = true;
    if (size > limit) {
      return visitor_->OnRefused(
          {head.locator, offset_, "it is larger than the limit for an article", false});
    }
    // The line break before a boundary belongs to the boundary.
    if (body.ends_with('\n')) body.pop_back();
    if (body.ends_with('\r')) body.pop_back();
    const std::string encoding = Lowered(headers.Get("content-transfer-encoding"));
    if (encoding == "base64") body = DecodeBase64(body);
    if (encoding == "quoted-printable") body = DecodeQuotedPrintable(body);
    head.media_type = headers.Get("content-type");
    const std::string& location = headers.Get("content-location");
    head.known.url = location.find("://") != std::string::npos ? location : page_url_;
    if (!head.known.url.empty()) head.known.url_from = "Content-Location";
    StringSource source(body);
    return visitor_->OnMember(head, &source);
  }

  void Damage() {
    const uint64_t at = in_->taken();
    visitor_->OnRefused({"@" + std::to_string(at), at,
                         in_->error().ok() ? "the file ends early, at byte " + std::to_string(at)
                                           : in_->error().message(),
                         false});
  }

  BufferedSource* in_;
  const ContainerOptions& options_;
  MemberVisitor* visitor_;
  std::vector<std::string> boundaries_;  // Of multiparts in one another.
  std::string page_url_;
  int number_ = 0;
  uint64_t offset_ = 0;
  bool found_ = false;
};

}  // namespace

void WalkMhtml(BufferedSource* in, const ContainerOptions& options, MemberVisitor* visitor) {
  MhtmlWalker(in, options, visitor).Walk();
}

}  // namespace factmill
