// WARC 1.0 and 1.1 (ISO 28500): plain, each record a gzip member, or all in one.
#include <algorithm>
#include <optional>

#include "base/digest.h"
#include "corpus/container.h"
#include "corpus/http.h"
#include "corpus/media_type.h"
#include "corpus/reader.h"

namespace factmill {
namespace {

constexpr size_t kMostHeader = 1 << 16;  // Of a record, and a line of it.
// A record may hold a header and an encoding around an article.
constexpr uint64_t kAroundArticle = 1 << 20;

std::optional<uint64_t> NumberOf(const std::string& text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  uint64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<uint64_t>(c - '0');
  }
  return number;
}

// What could be a file's name at the end of an address.
std::string NameInUrl(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const size_t host = url.find("://");
  if (host != std::string_view::npos) url.remove_prefix(host + 3);
  const size_t slash = url.rfind('/');
  return slash == std::string_view::npos ? "" : std::string(url.substr(slash + 1));
}

// Pictures, styles and scripts are no articles; what is unnamed may be one.
bool MayHoldText(const std::string& media_type) {
  const std::string type = ParseMediaType(media_type).essence;
  if (type.empty() || HasReader(type) || IsContainerType(type)) return true;
  if (type.starts_with("text/")) return type != "text/css" && type.find("javascript") == type.npos;
  return type == "application/xhtml+xml" || type == "application/x-gzip";
}

// Crawlers disagree on whether chunks belong to the payload.
bool PayloadDiffers(const std::string& digest, const HttpResponse& response) {
  if (CheckDigest(digest, response.body) != DigestCheck::kDiffers) return false;
  const auto joined = JoinChunks(response.body);
  return !joined || CheckDigest(digest, *joined) == DigestCheck::kDiffers;
}

class WarcWalker {
 public:
  WarcWalker(BufferedSource* in, const ContainerOptions& options, MemberVisitor* visitor)
      : in_(in), options_(options), visitor_(visitor) {}

  void Walk() {
    if (in_->Peek(11) == "filedesc://") {
      visitor_->OnRefused(
          {"@0", 0, "an ARC file, as crawlers wrote before WARC, is not read", true});
      return;
    }
    while (Next()) {
    }
  }

 private:
  bool Next() {
    SkipLineBreaks();
    if (in_->at_end()) return in_->error().ok() ? false : Recover(in_->place());
    place_ = in_->place();
    const auto line = in_->ReadLine(kMostHeader);
    if (!line.bytes.starts_with("WARC/")) {
      return in_->error().ok() ? Resynchronise("no WARC record begins here") : Recover(place_);
    }
    HeaderLines headers;
    std::string error;
    if (!ReadHeaders(&headers, &error)) {
      return in_->error().ok() ? Resynchronise(error) : Recover(place_);
    }
    const auto length = NumberOf(headers.Get("content-length"));
    if (!length) return Resynchronise("the record does not say how long it is");
    return Record(headers, *length);
  }

  // Up to the empty line.
  bool ReadHeaders(HeaderLines* headers, std::string* error) {
    size_t size = 0;
    while (true) {
      const auto line = in_->ReadLine(kMostHeader);
      if (line.bytes == "\r\n" || line.bytes == "\n") return true;
      if (line.bytes.empty() || !line.ended || line.bytes.back() != '\n') {
        *error =
            "the file ends in the header of the record, at byte " + std::to_string(in_->taken());
        return false;
      }
      size += line.size;
      if (size > kMostHeader) {
        *error = "the record's header has no end";
        return false;
      }
      headers->Add(line.bytes);
    }
  }

  bool Record(const HeaderLines& headers, uint64_t length) {
    const std::string& type = headers.Get("warc-type");
    const bool wanted = type == "response" || type == "resource" || type == "conversion";
    const bool too_large = length > options_.max_article_bytes + kAroundArticle;
    std::string block;
    uint64_t left = length;
    while (left > 0) {
      const std::string_view ahead = in_->Peek(std::min<uint64_t>(left, 1 << 16));
      if (ahead.empty()) break;
      if (wanted && !too_large) block += ahead;
      left -= ahead.size();
      in_->Skip(ahead.size());
    }
    if (left > 0) {
      if (!in_->error().ok()) return Recover(place_);
      return Refuse("the record ends early, at byte " + std::to_string(in_->taken()));
    }
    // Two line breaks follow, and then a record.
    const uint64_t end = in_->taken();
    SkipLineBreaks();
    // A checksum that does not hold speaks of the member that the record was.
    if (in_->at_end() && !in_->error().ok() && place_.within == 0 &&
        in_->place().member == place_.member) {
      return Recover(place_);
    }
    const bool cut = in_->at_end() && in_->error().ok() && in_->taken() - end < 4;
    if (!in_->at_end() && in_->Peek(5) != "WARC/" && in_->error().ok()) {
      return Resynchronise("the record is not as long as it says");
    }
    if (!wanted) {
      visitor_->OnPassedOver((type.empty() ? "untyped" : type) + " record");
    } else if (too_large) {
      if (!Refuse("the record has " + std::to_string(length) +
                  " bytes, more than the limit for an article")) {
        return false;
      }
    } else if (!Article(headers, type, block)) {
      return false;
    }
    if (!cut || in_->taken() - end == 2) return true;  // Some writers end with one line break.
    return visitor_->OnRefused({"@" + std::to_string(in_->taken()), in_->taken(),
                                "the file ends early, at byte " + std::to_string(in_->taken()),
                                false});
  }

  bool Article(const HeaderLines& headers, const std::string& type, const std::string& block) {
    const auto check = CheckDigest(headers.Get("warc-block-digest"), block);
    if (check == DigestCheck::kDiffers) return Refuse("its bytes do not have its block digest");
    MemberHead head;
    head.locator = place_.ToString();
    head.offset = place_.offset();
    std::string url = headers.Get("warc-target-uri");
    if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
    head.name = NameInUrl(url);
    head.known.url = url;
    if (!url.empty()) head.known.url_from = "WARC-Target-URI";
    head.media_type = headers.Get("content-type");
    if (type != "response") return Member(head, block);
    const auto response = ParseHttpResponse(block);
    if (!response) return PassOver("response that is not HTTP");
    if (response->status != 200) {
      return PassOver("HTTP " + std::to_string(response->status) + " response");
    }
    head.media_type = response->headers.Get("content-type");
    if (!MayHoldText(head.media_type)) {
      return PassOver(ParseMediaType(head.media_type).essence + " response");
    }
    if (check == DigestCheck::kUnknown &&
        PayloadDiffers(headers.Get("warc-payload-digest"), *response)) {
      return Refuse("its body does not have its payload digest");
    }
    auto body = DecodeBody(*response, options_.max_article_bytes, options_.expansion);
    if (!body.ok()) return Refuse(body.status().message());
    return Member(head, *body);
  }

  bool Member(const MemberHead& head, const std::string& bytes) {
    StringSource body(bytes);
    return visitor_->OnMember(head, &body);
  }

  bool PassOver(const std::string& what) {
    visitor_->OnPassedOver(what);
    return true;
  }

  void SkipLineBreaks() {
    while (true) {
      const std::string_view next = in_->Peek(1);
      if (next != "\r" && next != "\n") return;
      in_->Skip(1);
    }
  }

  bool Refuse(const std::string& reason) {
    return visitor_->OnRefused({place_.ToString(), place_.offset(), reason, false});
  }

  // Passes over what is up to the next record.
  bool Resynchronise(const std::string& reason) {
    if (!Refuse(reason)) return false;
    while (!in_->at_end() && !in_->Peek(7).starts_with("WARC/1.")) in_->ReadLine(kMostHeader);
    return !in_->at_end() || !in_->error().ok();
  }

  // From an error of the stream below, which cost the record at `place`.
  bool Recover(const Place& place) {
    place_ = place;
    return Refuse(in_->error().message()) && in_->Recover();
  }

  BufferedSource* in_;
  const ContainerOptions& options_;
  MemberVisitor* visitor_;
  Place place_;  // Of the record at hand.
};

}  // namespace

void WalkWarc(BufferedSource* in, const ContainerOptions& options, MemberVisitor* visitor) {
  WarcWalker(in, options, visitor).Walk();
}

}  // namespace factmill
