// From files to facts: reads what changed, extracts on many threads, and hands
// the results over in the order of the walk, containers member by member.
//
// The result depends on the files and the rules alone: not on the number of
// threads, nor on the order of arguments, nor on how often it was interrupted.
#ifndef FACTMILL_PIPELINE_INGEST_H_
#define FACTMILL_PIPELINE_INGEST_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/fact.h"
#include "base/status.h"
#include "corpus/article.h"
#include "corpus/container.h"
#include "pipeline/extract.h"
#include "pipeline/read_file.h"
#include "pipeline/reread.h"
#include "pipeline/walk.h"
#include "rules/rule_set.h"

namespace factmill {

// A file as the catalog knows it.
struct KnownFile {
  std::string path;            // Relative to its root, as bytes.
  std::string sha256;          // Of its payload; "" where it has none (refused before).
  bool container = false;      // It had members.
  std::string given;           // What a sidecar said of it.
  bool gone = false;           // It was not there last time.
  bool fresh = false;          // These rules and this program found its facts, or those of
                               // all its members, none of which failed.
  FileStamp stamp;             // When it was read.
  int64_t run_started_ns = 0;  // When the run that read it began.
};

// An article with what was found in it.
struct ReadArticle {
  Article article;
  Extraction extraction;
  std::vector<std::string> fact_keys;  // One a fact.
  std::string found_sha256;            // FoundSha256(extraction).
};

// Where a payload lies.
struct SourcePlace {
  std::string root, path, member;  // `member` is "" for the file itself.
  FileStamp stamp;                 // Of the file; no time for a member.
  int64_t offset = -1;             // Of a member.
  std::string url;                 // Of a member.
  std::string container;           // What kind of container it is.
  std::string given;               // What a sidecar says of it (corpus/hints.h).
};

// A file, or a member of one, that was read.
struct ReadSource : SourcePlace {
  std::string sha256, media_type;
  int64_t bytes = 0;
  std::vector<ReadArticle> articles;  // Empty if the catalog has them: a fresh payload.
};

enum class Stored {
  kNew,       // The payload's articles were written.
  kKnown,     // They were there.
  kRejected,  // They cannot be stored, and nothing of them was.
};

// Where an ingest keeps what it finds.  Called from one thread.  What is put
// between two commits is kept as a whole or not at all.  Every error ends the
// ingest.
class Catalog {
 public:
  virtual ~Catalog() = default;
  // Files, not members.
  virtual Result<std::vector<KnownFile>> FilesOf(const std::string& root) = 0;
  // Calls `take` for the SHA-256 of each payload whose facts these rules and this
  // program found, with what a sidecar said of it.
  virtual Status FreshPayloads(
      const std::function<void(const std::string& sha256, const std::string& given)>& take) = 0;
  // The articles below `roots` that other rules read; null for none.
  virtual std::unique_ptr<OldTexts> TextsBelow(const std::vector<std::string>& roots) = 0;
  // These rules find in the payload, named as OldText::payload does, what is stored.
  virtual Status Keep(int64_t payload) = 0;
  // `why` is filled for kRejected.
  virtual Result<Stored> Put(const ReadSource& source, std::string* why) = 0;
  // A container, after all its members: those that were not put since it was begun
  // are gone.  `note` says what was passed over.
  virtual Status PutContainer(const ReadSource& source, const std::string& note) = 0;
  // It is a container no longer: its members are gone.
  virtual Status PutMembersGone(const SourcePlace& place) = 0;
  virtual Status PutRefused(const SourcePlace& place, bool unsupported,
                            const std::string& reason) = 0;
  // With its members.
  virtual Status PutGone(const std::string& root, const KnownFile& file) = 0;
  virtual Status Commit() = 0;
};

struct IngestSummary {
  // Each file of the walk is one of these.
  uint64_t added = 0;      // Not known before, or gone or refused before.
  uint64_t changed = 0;    // Other bytes than before.
  uint64_t refreshed = 0;  // The same bytes, read again by other rules or another version.
  uint64_t unchanged = 0;
  uint64_t failed = 0;
  uint64_t unsupported = 0;

  uint64_t gone = 0;    // Known before and not there any more.
  uint64_t hidden = 0;  // Files and folders passed over for a leading dot.

  // Of containers that were read: members that are payloads, those that were
  // refused, and what is no article by its nature.
  uint64_t members = 0, members_failed = 0, members_unsupported = 0;
  std::map<std::string, uint64_t> passed_over;

  uint64_t articles = 0;                    // Stored by this ingest, with their facts and warnings.
  std::array<uint64_t, kKinds> facts = {};  // By kind.
  uint64_t warnings = 0;
  bool interrupted = false;

  struct Refusal {
    std::string path, member, reason;
    bool unsupported;
  };
  std::vector<Refusal> refusals;  // The first ones, in the order of the walk.
};

struct IngestProgress {
  uint64_t files = 0, of_files = 0;
  uint64_t bytes = 0, of_bytes = 0;
  uint64_t articles = 0, facts = 0, failed = 0;
};

// Called on the thread that called Ingest().
class IngestObserver {
 public:
  virtual ~IngestObserver() = default;
  // After each file.
  virtual void OnProgress(const IngestProgress&) {}
  // `what` is "add", "change", "refresh", "gone".
  virtual void OnFile(const char* what, const std::string& path) {
    static_cast<void>(what), static_cast<void>(path);
  }
};

struct IngestOptions {
  int jobs = 1;
  // Limits; containers.max_article_bytes, at most kMostBytes, is one of plain files too.
  ContainerOptions containers;
  bool rehash = false;                     // Read files even if size and time are as before.
  bool dry_run = false;                    // Put nothing; say what would be put.
  const std::atomic<int>* stop = nullptr;  // Not 0: finish the file at hand, commit, return.
};

// Reads the files of `roots` (see Walk) and stores what they say.  A file that
// cannot be read is recorded and counted and never stops the rest.
// Errors: the catalog's.
Result<IngestSummary> Ingest(const std::vector<WalkRoot>& roots, const RuleSet& rules,
                             const IngestOptions& options, Catalog* catalog,
                             IngestObserver* observer);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_INGEST_H_
