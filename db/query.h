// Asking for facts without SQL: what `facts`, `show` and `verify` read.
//
// All functions work on a reader's connection (OpenForReading) and fail with
// kDatabase only, unless they say otherwise.
#ifndef FACTMILL_DB_QUERY_H_
#define FACTMILL_DB_QUERY_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "base/fact.h"
#include "base/status.h"
#include "db/sqlite.h"

namespace factmill {

// Which facts of v_facts; what is absent or "" does not restrict.
struct FactFilter {
  std::optional<Kind> kind;
  std::string unit;
  std::string metric;               // Whole, case of ASCII letters aside.
  std::optional<Decimal> min, max;  // The value, or some value of the range, is within.
  std::string since, until;         // ISO 8601 days of publication, both included.
  std::string text;                 // The article's title or text holds it, ASCII case aside.
  std::string source;               // GLOB of the path.
  int64_t limit = -1;               // Negative: all.
};

// A row of v_facts.
struct FactRow {
  std::string fact_key;
  // Without `span`, attributes and links; bytes as in facts.
  Fact fact;
  std::string title, published, lang, path, member, sha256;  // "" for NULL.
};

// Calls `take` for each fact, by path, then place; ends early if it gives false.
Status FindFacts(Database* db, const FactFilter& filter,
                 const std::function<bool(const FactRow&)>& take);

// A source of a fact, whatever its state.
struct FactSource {
  std::string root, path, member, state;  // Paths as bytes.
};

// A fact that another is linked with.
struct LinkedFact {
  std::string relation;
  bool outgoing = true;  // The fact asked for is in this relation to the other.
  std::string fact_key, quote;
};

// Everything about one fact.
struct FactDetail {
  FactRow row;                      // Its fact has its attributes, by role.
  std::vector<LinkedFact> links;    // Outgoing first, then by relation and place.
  std::string text;                 // The article's.
  std::string media_type, charset;  // Of the payload.
  std::vector<FactSource> sources;  // Current ones first, then by path.
  std::string rule_file, rule_sha256;
  int rule_line = 0;
  std::string run_started, version, rules_sha256, icu, unicode, re2, sqlite;
};

// The fact whose key begins with `prefix`, in whatever state its source is.
// Errors: kInvalid (no key: not 6 to 32 hexadecimal digits; or several facts,
// named), kNotFound, kDatabase.
Result<FactDetail> ShowFact(Database* db, const std::string& prefix);

// A payload that current sources hold, as `verify` needs it.
struct CurrentPayload {
  int64_t id = 0;
  std::string sha256, media_type, charset;
  std::string rules_sha256, version;  // Of the run that read it.
  std::string given;                  // What a sidecar said of its article.
};
struct CurrentSource {
  std::string root, path, member;  // As bytes.
  std::string shown_path;          // As the views show it.
  CurrentPayload payload;
  std::string container;  // What kind of container it is; "" for none.
};

// By root and path, a container before its members.
Result<std::vector<CurrentSource>> CurrentSources(Database* db);

// A source, whatever became of it; paths as the views show them, "" for NULL.
struct SourceState {
  std::string root, path, member, state, reason, url, container, sha256;
  std::optional<int64_t> offset;
};

// Calls `take` for each source, or for those that were refused, by path and place;
// ends early if it gives false.
Status ListSources(Database* db, bool refused_only,
                   const std::function<bool(const SourceState&)>& take);

// The articles of a payload, and their facts by place.
struct StoredArticle {
  int64_t id = 0;
  uint32_t ordinal = 0;
  std::string text, url, url_evidence;
  // By key; without `span`.  Links lead to indexes of this list.
  std::vector<std::pair<std::string, Fact>> facts;
};
Result<std::vector<StoredArticle>> ArticlesOfPayload(Database* db, int64_t payload_id);

// Prints the logical content through `take`, a line at a time, without '\n':
// what db/dump.sql prints in the sqlite3 shell.
Status Dump(Database* db, const std::function<bool(std::string_view)>& take);

}  // namespace factmill

#endif  // FACTMILL_DB_QUERY_H_
