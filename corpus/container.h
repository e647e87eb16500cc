// Containers: files that hold many articles, or one in a wrapping.
//
//   zip, tar            members by name                "2021/mill.txt"
//   WARC                records by place               "@12345"
//   JSON lines, JSON    objects by number              "line 17", "item 3"
//   CSV                 rows by number                 "row 12"
//   MHTML               parts by number                "part 2"
//   gzip, zstd          around any of these, or around one text, by its name
//
// JSON and CSV in UTF-16 are turned into UTF-8 first, as if that were a wrapping.
//
// A member that is a container itself is walked too, once: "pack.jsonl!line 4".
// All are read forward, member by member, through a small memory.  Damage costs
// the member it lies in; what can be found behind it is read.
#ifndef FACTMILL_CORPUS_CONTAINER_H_
#define FACTMILL_CORPUS_CONTAINER_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "corpus/article.h"
#include "corpus/byte_source.h"
#include "corpus/compressed_source.h"

namespace factmill {

struct ContainerOptions {
  uint64_t max_article_bytes = uint64_t{32} << 20;  // Of a member.
  int max_depth = 2;                                // Containers in one another.
  // Of reading an article and finding its facts.
  double max_seconds = 60;  // Of processor time.
  uint64_t max_facts = 200'000;
  ExpansionLimits expansion;
  // What fields and columns are called, by what they hold ("text", "title",
  // "date", "author", "site", "url", "lang"); else their usual names.
  std::map<std::string, std::string> fields;
};

// A payload as it lies in a container.
struct FoundMember {
  std::string member;   // Its locator, UTF-8, unique within the file.
  uint64_t offset = 0;  // Where it begins in its container; of the inflated bytes
                        // for a line, an item or a row.
  Payload payload;      // Without its hash.
};

// What could not be read, or is nothing to read.
struct RefusedMember {
  std::string member;  // "@12345" for damage between members.
  uint64_t offset = 0;
  std::string reason;  // One clause.
  bool unsupported = false;
};

class MemberSink {
 public:
  virtual ~MemberSink() = default;
  // Both give false to end the walk.
  virtual bool Take(FoundMember member) = 0;
  virtual bool Refuse(RefusedMember member) = 0;
  // Something that is no article by its nature: "revisit record", "folder".
  virtual void PassOver(const std::string& what) = 0;
};

// The media type of a container, by its first bytes (512 will do) and its name;
// "" for none: "application/zip", "application/x-tar", "application/warc",
// "application/x-ndjson", "application/json", "text/csv", "multipart/related",
// "application/gzip", "application/zstd".  Bytes outrank the name.
std::string ContainerTypeOf(std::string_view name, std::string_view first_bytes);

bool IsContainerType(std::string_view type);

// Walks the container `file`, of the type that ContainerTypeOf() gave.
void WalkContainer(ByteSource* file, std::string_view name, const std::string& type,
                   const ContainerOptions& options, MemberSink* sink);

// --- For the walkers of single formats. ---

struct MemberHead {
  std::string locator;
  std::string name;        // To tell its type by; "" for none.
  std::string media_type;  // Declared, with parameters; "" for none.
  uint64_t offset = 0;
  ArticleHints known;
};

class MemberVisitor {
 public:
  virtual ~MemberVisitor() = default;
  // `body` is read forward and need not be read to its end.
  virtual bool OnMember(const MemberHead& head, ByteSource* body) = 0;
  // A member that is a payload as it is.
  virtual bool OnPayload(MemberHead head, std::string bytes) = 0;
  virtual bool OnRefused(RefusedMember member) = 0;
  virtual void OnPassedOver(const std::string& what) = 0;
};

void WalkArchive(bool zip, BufferedSource* in, const ContainerOptions& options,
                 MemberVisitor* visitor);
void WalkWarc(BufferedSource* in, const ContainerOptions& options, MemberVisitor* visitor);
void WalkJsonLines(BufferedSource* in, const ContainerOptions& options, MemberVisitor* visitor);
void WalkJson(BufferedSource* in, const ContainerOptions& options, MemberVisitor* visitor);
void WalkCsv(BufferedSource* in, const ContainerOptions& options, MemberVisitor* visitor);
void WalkMhtml(BufferedSource* in, const ContainerOptions& options, MemberVisitor* visitor);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_CONTAINER_H_
