// Writing: what an ingest found becomes rows.
//
// One Store at a time writes a database (db/lock.h); readers go on reading what
// was committed.  Calls gather in a transaction until Commit(); what was not
// committed when the process dies never was.
#ifndef FACTMILL_DB_STORE_H_
#define FACTMILL_DB_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fact.h"
#include "base/rule_info.h"
#include "base/status.h"
#include "corpus/article.h"
#include "db/sqlite.h"

namespace factmill {

// All that can change what is found in a payload.
struct Engine {
  std::string version;  // Of factmill.
  std::string rules_sha256;
  std::string icu, unicode, re2;
};

// A source as the database has it now; superseded ones are not among them.
struct StoredSource {
  std::string path, member;  // As the bytes the system gave.
  std::string state;         // Of `sources`, but never "superseded".
  std::string sha256;        // "" where it has no payload.
  std::string container;     // What kind of container it is; "" for none.
  std::string given;         // What a sidecar said of it.
  int64_t size = 0;
  int64_t mtime_ns = 0;
  int64_t run_started_ns = 0;  // When the run began that looked into it last.
  // Its facts were found by the asked engine; of a container, those of all its
  // members, none of which was refused but by that engine.
  bool fresh = false;
};

// Where a source lies, and what the system said of it when it was read.
struct SourceRow {
  std::string root;  // Absolute.
  std::string path, member;
  int64_t size = 0;
  int64_t mtime_ns = 0;
  std::string container, given;  // As StoredSource has them.
  int64_t offset = -1;           // Of a member; negative for none.
  std::string url;               // Of a member.
};

struct PayloadRow {
  std::string sha256;
  int64_t bytes = 0;
  std::string media_type, charset, charset_evidence;
  std::string given;  // What a sidecar said of its article.
};

// A payload that an engine has done, and what a sidecar said of it then.
using TakeFresh = std::function<void(const std::string& sha256, const std::string& given)>;

struct ArticleRow {
  const Article* article;
  const std::vector<Fact>* facts;
  const std::vector<std::string>* fact_keys;  // One a fact.
  const std::vector<Warning>* warnings;
  const std::vector<uint32_t>* rules_used;  // Places in the rules of StartRun().
  std::string found_sha256;                 // Of all this but places in the payload.
};

enum class PutResult {
  kStored,    // The articles were written.
  kKnown,     // The payload was there already, by the same engine.
  kRejected,  // A row broke the schema's rules: nothing was written of it.
};

// Works on any connection, a reader's too.
// The files below `root`, without members, and the payloads that `engine` has done.
Result<std::vector<StoredSource>> SourcesOf(Database* db, const std::string& root,
                                            const Engine& engine);
Status FreshPayloads(Database* db, const Engine& engine, const TakeFresh& take);

class Store {
 public:
  // Waits for another ingest to end, then opens `path`, or makes it.
  // Errors: kDatabase (db/open.h, db/lock.h).
  static Result<std::unique_ptr<Store>> Open(const std::string& path);
  ~Store();

  Database* db();

  // Records this execution, its rules, their files and units.  REQUIRED before what
  // follows.
  // All errors below are kDatabase, and end the ingest.
  Status StartRun(const Engine& engine, int64_t started_ns, const std::vector<RuleInfo>& rules,
                  const std::vector<RuleFileInfo>& files, const std::vector<UnitInfo>& units);

  // This run would find in the payload what is stored of it: that is its own now.
  Status Keep(int64_t payload_id);

  // `source` holds `payload`.  `articles` are written if the payload is new or
  // was done by another engine, whose articles and facts they then replace; or if
  // another sidecar speaks of it now, unless a source before this one holds it too.
  // REQUIRES: articles, unless the payload is fresh.
  // `why` is filled for kRejected.
  Result<PutResult> Put(const SourceRow& source, const PayloadRow& payload,
                        const std::vector<ArticleRow>& articles, std::string* why);

  // `source` is a container, and all its members were put: those that this run did
  // not meet are gone.  `note` says what was passed over; "" for nothing.
  Status PutContainer(const SourceRow& source, const PayloadRow& payload, const std::string& note);
  // `source` is a container no longer: its members are gone.
  Status PutMembersGone(const SourceRow& source);

  // `source` could not be read: `state` is "failed" or "unsupported".
  Status PutRefused(const SourceRow& source, const std::string& state, const std::string& reason);

  // The file is no longer there, nor its members.
  Status PutGone(const SourceRow& source);

  Status Commit();
  // Marks the run as finished, commits, and leaves the log file empty.
  Status FinishRun();

 private:
  struct Rep;
  explicit Store(std::unique_ptr<Rep> rep);
  std::unique_ptr<Rep> rep_;
};

}  // namespace factmill

#endif  // FACTMILL_DB_STORE_H_
