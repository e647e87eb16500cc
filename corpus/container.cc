#include "corpus/container.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "base/ascii.h"
#include "corpus/characters.h"
#include "corpus/charset.h"
#include "corpus/reader.h"
#include "corpus/utf16_source.h"

namespace factmill {
namespace {

// Compressed streams in one another; more is no way to pack a text.
constexpr int kMaxWrappings = 3;

std::string_view BaseName(std::string_view path) {
  const size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// ".gz", in small letters; "" for none.
std::string Extension(std::string_view path) {
  path = BaseName(path);
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return "";
  return Lowered(path.substr(dot));
}

std::string TypeByName(std::string_view name) {
  static const std::map<std::string, std::string> kTypes = {
      {".zip", "application/zip"},   {".tar", "application/x-tar"},
      {".warc", "application/warc"}, {".jsonl", "application/x-ndjson"},
      {".json", "application/json"}, {".ndjson", "application/x-ndjson"},
      {".csv", "text/csv"},          {".mhtml", "multipart/related"},
      {".mht", "multipart/related"}, {".gz", "application/gzip"},
      {".tgz", "application/gzip"},  {".zst", "application/zstd"},
  };
  const auto found = kTypes.find(Extension(name));
  return found == kTypes.end() ? "" : found->second;
}

std::string TypeByBytes(std::string_view bytes) {
  switch (CompressionOf(bytes)) {
    case Compression::kGzip: return "application/gzip";
    case Compression::kZstd: return "application/zstd";
    case Compression::kNone: break;
  }
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return "application/zip";
  if (bytes.starts_with("WARC/1.") || bytes.starts_with("WARC/0.")) return "application/warc";
  if (bytes.starts_with("filedesc://")) return "application/warc";  // ARC, which is refused there.
  if (bytes.size() >= 262 && bytes.substr(257, 5) == "ustar") return "application/x-tar";
  return "";
}

bool IsWrapping(const std::string& type) {
  return type == "application/gzip" || type == "application/zstd";
}

// "news.jsonl.gz" holds "news.jsonl", "pack.tgz" holds "pack.tar".
std::string Unwrapped(const std::string& name) {
  const std::string extension = Extension(name);
  const std::string stem = name.substr(0, name.size() - extension.size());
  if (extension == ".tgz") return stem + ".tar";
  return extension == ".gz" || extension == ".zst" ? stem : name;
}

std::string UnsupportedReason(const std::string& name, const std::string& media_type) {
  if (!media_type.empty()) return "nothing here reads " + media_type;
  const std::string extension = Extension(name);
  if (extension.empty()) return "its name has no extension that says what it is";
  return "nothing here reads " + extension + " files";
}

// One container; makes another for a container in it.
class Walk : public MemberVisitor {
 public:
  Walk(std::string prefix, int depth, const ContainerOptions& options, MemberSink* sink)
      : prefix_(std::move(prefix)), depth_(depth), options_(options), sink_(sink) {}

  // False if the sink ended the walk.
  bool Content(const MemberHead& head, const std::string& type, BufferedSource* in, int wrappings) {
    if (IsWrapping(type)) return Unwrap(head, type, in, wrappings);
    std::optional<Utf16Source> narrow;
    std::optional<BufferedSource> narrowed;
    if (type == "application/x-ndjson" || type == "application/json" || type == "text/csv") {
      const std::string charset = DetectCharset(in->Peek(1 << 16), "").name;
      if (charset.starts_with("utf-16")) {
        in = &narrowed.emplace(&narrow.emplace(in, charset == "utf-16be"));
      }
    }
    if (type == "application/zip" || type == "application/x-tar") {
      WalkArchive(type == "application/zip", in, options_, this);
    } else if (type == "application/warc") {
      WalkWarc(in, options_, this);
    } else if (type == "application/x-ndjson") {
      WalkJsonLines(in, options_, this);
    } else if (type == "application/json") {
      WalkJson(in, options_, this);
    } else if (type == "text/csv") {
      WalkCsv(in, options_, this);
    } else {
      WalkMhtml(in, options_, this);
    }
    return !ended_;
  }

  bool OnMember(const MemberHead& head, ByteSource* body) override {
    return Member(head, body, 0, Locator(head.locator));
  }

  bool OnPayload(MemberHead head, std::string bytes) override {
    return Take(head, Locator(head.locator), std::move(bytes));
  }

  bool OnRefused(RefusedMember member) override {
    member.member = Locator(member.member);
    return Go(sink_->Refuse(std::move(member)));
  }

  void OnPassedOver(const std::string& what) override { sink_->PassOver(what); }

 private:
  std::string Locator(const std::string& member) const {
    return prefix_.empty() ? member : prefix_ + "!" + member;
  }
  bool Go(bool on) {
    ended_ = ended_ || !on;
    return on;
  }
  bool Refuse(const MemberHead& head, const std::string& locator, const std::string& reason,
              bool unsupported = false) {
    return Go(sink_->Refuse({locator, head.offset, reason, unsupported}));
  }

  bool Unwrap(const MemberHead& head, const std::string& type, BufferedSource* in, int wrappings) {
    const auto method = type == "application/gzip" ? Compression::kGzip : Compression::kZstd;
    const auto inflated = Decompress(method, in, options_.expansion);
    MemberHead inner = head;
    inner.name = Unwrapped(head.name);
    inner.media_type.clear();
    const std::string name(BaseName(inner.name));
    const std::string locator = Locator(name.empty() ? "content" : name);
    if (wrappings >= kMaxWrappings) {
      return Refuse(head, locator, "it is compressed again and again, as bombs are");
    }
    return Member(inner, inflated.get(), wrappings + 1, locator);
  }

  // `locator` is what it is called if it is no container.
  bool Member(const MemberHead& head, ByteSource* body, int wrappings, const std::string& locator) {
    BufferedSource in(body);
    const std::string_view first = in.Peek(512);
    if (first.empty()) {
      return Refuse(head, locator, in.error().ok() ? "it is empty" : in.error().message());
    }
    const MediaType declared = ParseMediaType(head.media_type);
    std::string type = TypeByBytes(first);
    if (type.empty() && IsContainerType(declared.essence)) type = declared.essence;
    if (type.empty() && declared.essence.empty()) type = TypeByName(head.name);
    if (type.empty()) return Text(head, declared, locator, &in);
    // What is in a wrapping stands on the wrapping's own floor.
    if (wrappings > 0) return Content(head, type, &in, wrappings);
    if (depth_ + (IsWrapping(type) ? 0 : 1) > options_.max_depth) {
      return Refuse(head, locator,
                    "containers are nested deeper than " + std::to_string(options_.max_depth));
    }
    Walk inner(locator, depth_ + 1, options_, sink_);
    return Go(inner.Content(head, type, &in, 0));
  }

  bool Text(const MemberHead& head, const MediaType& declared, const std::string& locator,
            BufferedSource* in) {
    MemberHead typed = head;
    if (!HasReader(declared.essence)) typed.media_type = MediaTypeOf(head.name);
    if (typed.media_type.empty()) {
      return Refuse(head, locator, UnsupportedReason(head.name, declared.essence), true);
    }
    bool too_large;
    auto bytes = ReadAll(in, options_.max_article_bytes, &too_large);
    if (!bytes.ok()) return Refuse(head, locator, bytes.status().message());
    if (too_large) {
      return Refuse(head, locator,
                    "it has more than " + std::to_string(options_.max_article_bytes) +
                        " bytes, the limit for an article");
    }
    return Take(typed, locator, std::move(*bytes));
  }

  bool Take(const MemberHead& head, const std::string& locator, std::string bytes) {
    FoundMember found;
    found.member = locator;
    found.offset = head.offset;
    found.payload.bytes = std::move(bytes);
    found.payload.known = head.known;
    // Of what was declared, only what reading it takes.
    MediaType type = ParseMediaType(head.media_type);
    if (type.essence != "text/csv" && type.essence != "application/json") {
      const std::string charset = type.Parameter("charset");
      type.parameters.clear();
      if (!charset.empty()) type.parameters["charset"] = charset;
    }
    found.payload.media_type = type.ToString();
    return Go(sink_->Take(std::move(found)));
  }

  const std::string prefix_;
  const int depth_;
  const ContainerOptions& options_;
  MemberSink* sink_;
  bool ended_ = false;
};

}  // namespace

bool IsContainerType(std::string_view type) {
  return type == "application/zip" || type == "application/x-tar" || type == "application/warc" ||
         type == "application/x-ndjson" || type == "application/json" || type == "text/csv" ||
         type == "multipart/related" || type == "application/gzip" || type == "application/zstd";
}

std::string ContainerTypeOf(std::string_view name, std::string_view first_bytes) {
  const std::string type = TypeByBytes(first_bytes);
  return type.empty() ? TypeByName(name) : type;
}

void WalkContainer(ByteSource* file, std::string_view name, const std::string& type,
                   const ContainerOptions& options, MemberSink* sink) {
  BufferedSource in(file);
  MemberHead head;
  head.name = BaseName(name);
  Walk("", 1, options, sink).Content(head, type, &in, 0);
}

}  // namespace factmill
