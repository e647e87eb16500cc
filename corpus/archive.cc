// zip and tar, by libarchive, which is given the bytes forward only: so a zip
// whose directory at the end is lost still gives its members.
#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/container.h"

namespace factmill {
namespace {

constexpr size_t kChunk = 1 << 16;
// A zip's last record, with the longest comment that can stand in it.
constexpr size_t kTail = 22 + 65535;

// What libarchive reads from; keeps the last bytes, and any error.
struct Feed {
  BufferedSource* in;
  std::string chunk = std::string(kChunk, '\0');
  std::string tail;
  uint64_t read = 0;
  Status error;

  size_t Next() {
    auto got = in->Read(chunk.data(), chunk.size());
    if (!got.ok()) {
      error = got.status();
      return 0;
    }
    read += *got;
    tail.append(chunk, 0, *got);
    if (tail.size() > 2 * kTail) tail.erase(0, tail.size() - kTail);
    return *got;
  }
};

la_ssize_t OnRead(struct archive*, void* feed, const void** bytes) {
  Feed* f = static_cast<Feed*>(feed);
  const size_t size = f->Next();
  *bytes = f->chunk.data();
  return static_cast<la_ssize_t>(size);
}

struct ArchiveCloser {
  void operator()(struct archive* a) const { archive_read_free(a); }
};
using Archive = std::unique_ptr<struct archive, ArchiveCloser>;

std::string ErrorOf(struct archive* a) {
  const char* text = archive_error_string(a);
  return text ? text : "it is damaged";
}

// The data of the entry at hand.
class EntrySource : public ByteSource {
 public:
  EntrySource(struct archive* a, const Feed* feed, uint64_t* made, const ExpansionLimits& limits)
      : archive_(a), feed_(feed), made_(made), limits_(limits), from_(feed->read) {}

  Result<size_t> Read(char* to, size_t size) override {
    if (fatal_) return Status(Code::kUnreadable, "the archive is damaged");
    const la_ssize_t got = archive_read_data(archive_, to, size);
    if (got < 0) {
      fatal_ = got == ARCHIVE_FATAL;
      std::string reason = feed_->error.ok() ? ErrorOf(archive_) : feed_->error.message();
      return Status(Code::kUnreadable,
                    reason + ", before byte " + std::to_string(feed_->read) + " of the archive");
    }
    at_ += static_cast<uint64_t>(got);
    *made_ += static_cast<uint64_t>(got);
    // By itself, so that a bomb costs no other member; and all together.
    std::string error = limits_.Error(feed_->read - std::min(feed_->read, from_) + kChunk, at_);
    if (*made_ > limits_.max_bytes) error = limits_.Error(feed_->read, *made_);
    if (!error.empty()) {
      bomb_ = true;
      return Status(Code::kUnreadable, error);
    }
    return static_cast<size_t>(got);
  }
  Place place() const override { return {false, 0, at_}; }
  bool bomb() const { return bomb_; }

 private:
  struct archive* archive_;
  const Feed* feed_;
  uint64_t* made_;
  const ExpansionLimits& limits_;
  uint64_t from_;  // Read of the archive before this entry.
  uint64_t at_ = 0;
  bool fatal_ = false, bomb_ = false;
};

// UTF-8.  Names are bytes in some charset, of which only zip has one flag.
std::string NameOf(struct archive_entry* entry) {
  const char* raw = archive_entry_pathname(entry);
  if (!raw) raw = archive_entry_pathname_utf8(entry);
  if (!raw) return "";
  const std::string bytes = raw;
  if (IsValidUtf8(bytes)) return bytes;
  // A name in neither is most likely GBK, whose archivers know no flag.
  Charset charset = DetectCharset(bytes, "");
  if (charset.name == "utf-8" || charset.name == "windows-1252") charset.name = "gb18030";
  auto decoded = Decode(bytes, charset.name);
  return decoded.ok() ? decoded->text : "";
}

// "" for a name that stays below the folder it is unpacked in.
std::string NameError(const std::string& name) {
  if (name.empty()) return "it has no name that can be read";
  if (name[0] == '/' || name[0] == '\\' || (name.size() > 1 && name[1] == ':')) {
    return "its name is an absolute path";
  }
  for (size_t at = 0; at < name.size();) {
    size_t end = std::min(name.find_first_of("/\\", at), name.size());
    if (name.substr(at, end - at) == "..") return "its name leads out of the archive (../)";
    at = end + 1;
  }
  return "";
}

class ArchiveWalker {
 public:
  ArchiveWalker(bool zip, BufferedSource* in, const ContainerOptions& options,
                MemberVisitor* visitor)
      : zip_(zip), options_(options), visitor_(visitor) {
    feed_.in = in;
  }

  void Walk() {
    const Archive archive(archive_read_new());
    struct archive* a = archive.get();
    if (!a) return static_cast<void>(Damage("there is no memory to read it"));
    if (zip_) {
      archive_read_support_format_zip_streamable(a);
    } else {
      archive_read_support_format_tar(a);
    }
    if (archive_read_open(a, &feed_, nullptr, OnRead, nullptr) != ARCHIVE_OK) {
      return static_cast<void>(Damage(ErrorOf(a)));
    }
    if (!Entries(a)) return;
    // The rest of the file: of a zip its directory, whose end must be there.
    while (feed_.Next() > 0) {
    }
    if (!feed_.error.ok()) {
      Damage(feed_.error.message());
    } else if (zip_ && !damaged_ && !HasDirectoryEnd()) {
      Damage("its directory is cut off: the file ends early");
    }
  }

 private:
  // False if the walk was ended.
  bool Entries(struct archive* a) {
    while (true) {
      struct archive_entry* entry;
      const int rc = archive_read_next_header(a, &entry);
      if (rc == ARCHIVE_EOF) {
        if (zip_ || !feed_.error.ok() || EndsAsTar()) return true;
        return Damage("the archive ends early");
      }
      if (rc == ARCHIVE_RETRY) continue;
      if (rc < ARCHIVE_WARN) return Damage(feed_.error.ok() ? ErrorOf(a) : feed_.error.message());
      if (!Entry(a, entry)) return false;
    }
  }

  bool Entry(struct archive* a, struct archive_entry* entry) {
    MemberHead head;
    head.name = NameOf(entry);
    head.offset = static_cast<uint64_t>(archive_read_header_position(a));
    head.locator = Unique(head.name.empty() ? "@" + std::to_string(head.offset) : head.name);
    auto refuse = [&](const std::string& reason, bool unsupported) {
      return visitor_->OnRefused({head.locator, head.offset, reason, unsupported});
    };
    const std::string error = NameError(head.name);
    if (!error.empty()) return refuse(error, false);
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFDIR || head.name.back() == '/') {
      visitor_->OnPassedOver("folder");
      return true;
    }
    if (archive_entry_hardlink(entry) || archive_entry_symlink(entry) || type == AE_IFLNK) {
      return refuse("a link in an archive is not followed", true);
    }
    if (type != AE_IFREG && type != 0) return refuse("it is a device or a pipe, not a file", true);
    // As the walk of folders does.
    const size_t slash = head.name.rfind('/');
    const std::string last = head.name.substr(slash == std::string::npos ? 0 : slash + 1);
    if (last[0] == '.' || head.name.starts_with("__MACOSX/")) {
      visitor_->OnPassedOver("hidden file");
      return true;
    }
    if (archive_entry_is_encrypted(entry)) return refuse("it is encrypted", false);
    EntrySource body(a, &feed_, &made_, options_.expansion);
    return visitor_->OnMember(head, &body);
  }

  bool Damage(const std::string& reason) {
    damaged_ = true;
    return visitor_->OnRefused({"@" + std::to_string(feed_.read), feed_.read,
                                reason + " (before byte " + std::to_string(feed_.read) + ")",
                                false});
  }

  // A name that is there twice is another member the second time.
  std::string Unique(const std::string& name) {
    const int count = ++seen_[std::hash<std::string>()(name)];
    return count == 1 ? name : name + "#" + std::to_string(count);
  }

  bool HasDirectoryEnd() const {
    const std::string& tail = feed_.tail;
    for (size_t at = tail.rfind("PK\x05\x06"); at != std::string::npos;
         at = at == 0 ? std::string::npos : tail.rfind("PK\x05\x06", at - 1)) {
      if (tail.size() - at < 22) continue;
      const size_t comment = static_cast<unsigned char>(tail[at + 20]) |
                             static_cast<unsigned char>(tail[at + 21]) << 8;
      if (tail.size() - at - 22 >= comment) return true;
    }
    return false;
  }
  // A block of zeros at least; many lack the second one.
  bool EndsAsTar() const {
    const std::string& tail = feed_.tail;
    return feed_.read % 512 == 0 && tail.size() >= 512 &&
           tail.find_first_not_of('\0', tail.size() - 512) == std::string::npos;
  }

  const bool zip_;
  Feed feed_;
  const ContainerOptions& options_;
  MemberVisitor* visitor_;
  uint64_t made_ = 0;
  std::unordered_map<size_t, int> seen_;  // By the hash of the name.
  bool damaged_ = false;
};

}  // namespace

void WalkArchive(bool zip, BufferedSource* in, const ContainerOptions& options,
                 MemberVisitor* visitor) {
  ArchiveWalker(zip, in, options, visitor).Walk();
}

}  // namespace factmill
