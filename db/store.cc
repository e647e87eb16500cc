#include "db/store.h"

#include <sqlite3.h>

#include <ctime>
#include <unordered_set>

#include "base/sha256.h"
#include "db/article_writer.h"
#include "db/lock.h"
#include "db/open.h"
#include "db/source_writer.h"

namespace factmill {
namespace {

// "2026-11-22T01:18:00.123Z".
std::string TimeText(int64_t ns) {
  const std::time_t seconds = static_cast<std::time_t>(ns / 1000000000);
  std::tm utc;
  gmtime_r(&seconds, &utc);
  char text[64];
  const size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  const std::string milliseconds = std::to_string(1000 + ns / 1000000 % 1000).substr(1);
  return std::string(text, size) + "." + milliseconds + "Z";
}

int64_t NowNs() {
  std::timespec now;
  std::timespec_get(&now, TIME_UTC);
  return now.tv_sec * int64_t{1000000000} + now.tv_nsec;
}

// A condition on table runs; binds by BindEngine.
#define FACTMILL_SAME_ENGINE \
  "version = ? AND rules_sha256 = ? AND icu = ? AND unicode = ? AND re2 = ? AND schema = ?"

Statement& BindEngine(Statement& statement, const Engine& engine) {
  return statement.Bind(engine.version)
      .Bind(engine.rules_sha256)
      .Bind(engine.icu)
      .Bind(engine.unicode)
      .Bind(engine.re2)
      .Bind(kSchemaVersion);
}

}  // namespace

Result<std::vector<StoredSource>> SourcesOf(Database* db, const std::string& root,
                                            const Engine& engine) {
  auto rows = db->Prepare(
      "WITH same AS (SELECT id FROM runs WHERE " FACTMILL_SAME_ENGINE
      "), "
      // Of each container: whether a member was refused ('failed' before 'unsupported'),
      // and how many have facts of another engine.
      "members AS (SELECT coalesce(path_bytes, path) AS path, "
      "  min(CASE WHEN state IN ('failed', 'unsupported') THEN state END) AS refused, "
      "  sum(state = 'current' AND payload_id NOT IN "
      "    (SELECT id FROM payloads WHERE run_id IN (SELECT id FROM same))) AS stale "
      "  FROM sources WHERE coalesce(root_bytes, root) = ? AND member IS NOT NULL "
      "  AND state <> 'superseded' AND state <> 'gone' GROUP BY 1) "
      "SELECT coalesce(s.path_bytes, s.path), s.member, s.state, p.sha256, s.size, s.mtime_ns, "
      // Milliseconds since 1970, rounded down.
      "(CAST(strftime('%s', n.started) AS INTEGER) * 1000 + CAST(substr(n.started, 21, 3) AS "
      "INTEGER)) * 1000000, "
      "CASE WHEN s.container IS NULL OR m.path IS NULL THEN p.run_id IN (SELECT id FROM same) "
      "WHEN m.refused = 'failed' OR m.stale > 0 THEN 0 "
      "WHEN m.refused IS NOT NULL THEN p.run_id IN (SELECT id FROM same) ELSE 1 END, "
      "s.container, s.given "
      "FROM sources s JOIN runs n ON n.id = s.run_id LEFT JOIN payloads p ON p.id = s.payload_id "
      "LEFT JOIN members m ON m.path = coalesce(s.path_bytes, s.path) "
      "WHERE coalesce(s.root_bytes, s.root) = ? AND s.member IS NULL AND s.state <> 'superseded'");
  if (!rows.ok()) return rows.status();
  BindEngine(*rows, engine);
  if (ShownPath(root) == root) {
    rows->Bind(root);
  } else {
    rows->BindBlob(root);
  }
  if (ShownPath(root) == root) {
    rows->Bind(root);
  } else {
    rows->BindBlob(root);
  }
  std::vector<StoredSource> sources;
  while (true) {
    auto row = rows->Next();
    if (!row.ok()) return row.status();
    if (!*row) return sources;
    StoredSource source;
    source.path = rows->String(0);
    source.member = rows->String(1);
    source.state = rows->String(2);
    source.sha256 = rows->String(3);
    source.size = rows->Int(4);
    source.mtime_ns = rows->Int(5);
    source.run_started_ns = rows->Int(6);
    source.fresh = rows->Int(7) != 0;
    source.container = rows->String(8);
    source.given = rows->String(9);
    sources.push_back(std::move(source));
  }
}

Status FreshPayloads(Database* db, const Engine& engine, const TakeFresh& take) {
  auto rows = db->Prepare(
      "SELECT sha256, given FROM payloads WHERE charset <> 'binary' AND run_id IN (SELECT id FROM "
      "runs WHERE " FACTMILL_SAME_ENGINE ")");
  if (!rows.ok()) return rows.status();
  BindEngine(*rows, engine);
  while (true) {
    auto row = rows->Next();
    if (!row.ok()) return row.status();
    if (!*row) return Status::Ok();
    take(rows->String(0), rows->String(1));
  }
}

struct Store::Rep {
  IngestLock lock;  // Let go of last.
  std::unique_ptr<Database> owned;
  Database& db;
  ArticleWriter articles;
  SourceWriter sources;
  Statement find_payload, insert_payload, update_payload, keep_payload;
  int64_t run_id = 0;
  std::unordered_set<int64_t> same_engine;  // Runs whose results this one would repeat.
  bool in_transaction = false;
  bool changed = false;  // Something but the run was written.

  Status Begin() {
    if (in_transaction) return Status::Ok();
    const Status status = db.Exec("BEGIN IMMEDIATE");
    in_transaction = status.ok();
    return status;
  }
  Status FindRuns(const Engine& engine);
  Status PutUnits(const std::vector<UnitInfo>& units);
  Status PutFiles(const std::string& rules_sha256, const std::vector<RuleFileInfo>& files);
  Result<PutResult> PutPayload(const SourceRow& source, const PayloadRow& payload,
                               const std::vector<ArticleRow>& rows, int64_t* payload_id);
  Result<PutResult> PutAll(const SourceRow& source, const PayloadRow& payload,
                           const std::vector<ArticleRow>& rows);
};

Store::Store(std::unique_ptr<Rep> rep) : rep_(std::move(rep)) {}
Store::~Store() = default;

Database* Store::db() { return &rep_->db; }

Result<std::unique_ptr<Store>> Store::Open(const std::string& path) {
  auto lock = IngestLock::Acquire(path, kBusyMilliseconds);
  if (!lock.ok()) return lock.status();
  auto opened = OpenForWriting(path);
  if (!opened.ok()) return opened.status();
  auto owned = std::make_unique<Database>(std::move(*opened));
  Database& db = *owned;
  auto articles = ArticleWriter::Make(&db);
  if (!articles.ok()) return articles.status();
  auto sources = SourceWriter::Make(&db);
  if (!sources.ok()) return sources.status();
  auto find = db.Prepare("SELECT id, run_id, given FROM payloads WHERE sha256 = ?");
  if (!find.ok()) return find.status();
  auto insert = db.Prepare(
      "INSERT INTO payloads (bytes, media_type, charset, charset_evidence, given, run_id, sha256) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  auto update = db.Prepare(
      "UPDATE payloads SET bytes = ?, media_type = ?, charset = ?, charset_evidence = ?, "
      "given = ?, run_id = ? WHERE id = ?");
  if (!update.ok()) return update.status();
  auto keep = db.Prepare("UPDATE payloads SET run_id = ? WHERE id = ?");
  if (!keep.ok()) return keep.status();
  return std::unique_ptr<Store>(new Store(std::unique_ptr<Rep>(new Rep{std::move(*lock),
                                                                       std::move(owned),
                                                                       db,
                                                                       std::move(*articles),
                                                                       std::move(*sources),
                                                                       std::move(*find),
                                                                       std::move(*insert),
                                                                       std::move(*update),
                                                                       std::move(*keep),
                                                                       0,
                                                                       {},
                                                                       false,
                                                                       false})));
}

Status Store::Rep::FindRuns(const Engine& engine) {
  auto rows = db.Prepare("SELECT id FROM runs WHERE " FACTMILL_SAME_ENGINE);
  if (!rows.ok()) return rows.status();
  BindEngine(*rows, engine);
  while (true) {
    auto row = rows->Next();
    if (!row.ok()) return row.status();
    if (!*row) return Status::Ok();
    same_engine.insert(rows->Int(0));
  }
}

// The table is a function of the rule set, so all of it is replaced.
Status Store::Rep::PutUnits(const std::vector<UnitInfo>& units) {
  Status status = db.Exec("DELETE FROM units");
  if (!status.ok()) return status;
  auto insert = db.Prepare(
      "INSERT OR REPLACE INTO units (code, ucum, kind, base, factor) VALUES (?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  for (const UnitInfo& unit : units) {
    insert->Bind(unit.code).BindOrNull(unit.ucum).Bind(unit.kind).Bind(unit.base);
    status = insert->BindOrNull(unit.factor).Run();
    if (!status.ok()) return status;
  }
  return Status::Ok();
}

// Files that are there already are named again only.
Status Store::Rep::PutFiles(const std::string& rules_sha256,
                            const std::vector<RuleFileInfo>& files) {
  auto file = db.Prepare(
      "INSERT INTO rule_files (sha256, text) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING");
  if (!file.ok()) return file.status();
  auto name = db.Prepare(
      "INSERT INTO rule_set_files (rules_sha256, ordinal, name, relative, file_id) "
      "VALUES (?, ?, ?, ?, (SELECT id FROM rule_files WHERE sha256 = ?)) "
      "ON CONFLICT DO UPDATE SET name = excluded.name, relative = excluded.relative, "
      "file_id = excluded.file_id");
  if (!name.ok()) return name.status();
  int64_t ordinal = 0;
  for (const RuleFileInfo& info : files) {
    const std::string sha256 = Sha256Hex(info.text);
    Status status = file->Bind(sha256).Bind(info.text).Run();
    if (!status.ok()) return status;
    status = name->Bind(rules_sha256)
                 .Bind(ordinal++)
                 .Bind(info.name)
                 .Bind(info.relative)
                 .Bind(sha256)
                 .Run();
    if (!status.ok()) return status;
  }
  return Status::Ok();
}

Status Store::StartRun(const Engine& engine, int64_t started_ns, const std::vector<RuleInfo>& rules,
                       const std::vector<RuleFileInfo>& files, const std::vector<UnitInfo>& units) {
  Status status = rep_->Begin();
  if (!status.ok()) return status;
  auto insert = rep_->db.Prepare(
      "INSERT INTO runs (version, rules_sha256, icu, unicode, re2, schema, started, sqlite) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  const std::string started = TimeText(started_ns);
  status = BindEngine(*insert, engine).Bind(started).Bind(sqlite3_libversion()).Run();
  if (!status.ok()) return status;
  rep_->run_id = rep_->db.LastInsertId();
  status = rep_->FindRuns(engine);
  if (status.ok()) status = rep_->articles.PutRules(rules);
  if (status.ok()) status = rep_->PutFiles(engine.rules_sha256, files);
  if (status.ok()) status = rep_->PutUnits(units);
  return status;
}

Result<PutResult> Store::Rep::PutPayload(const SourceRow& source, const PayloadRow& payload,
                                         const std::vector<ArticleRow>& rows, int64_t* payload_id) {
  auto row = find_payload.Bind(payload.sha256).Next();
  if (!row.ok()) return row.status();
  int64_t done_by = 0;
  std::string given;
  *payload_id = 0;
  if (*row) {
    *payload_id = find_payload.Int(0);
    done_by = find_payload.Int(1);
    given = find_payload.String(2);
    find_payload.Reset();
  }
  if (*payload_id && same_engine.count(done_by)) {
    if (rows.empty() || given == payload.given) return PutResult::kKnown;
    // Of several sources the first one's sidecar is heard.
    auto other = sources.HasBefore(source, *payload_id);
    if (!other.ok()) return other.status();
    if (*other) return PutResult::kKnown;
  }
  Statement& put = *payload_id ? update_payload : insert_payload;
  put.Bind(payload.bytes).Bind(payload.media_type).Bind(payload.charset);
  put.BindOrNull(payload.charset_evidence).BindOrNull(payload.given).Bind(run_id);
  Status status;
  if (*payload_id) {
    status = put.Bind(*payload_id).Run();
    if (status.ok()) status = articles.Remove(*payload_id);
  } else {
    status = put.Bind(payload.sha256).Run();
    *payload_id = db.LastInsertId();
  }
  for (size_t i = 0; status.ok() && i < rows.size(); ++i) {
    status = articles.Put(*payload_id, run_id, rows[i]);
  }
  if (!status.ok()) return status;
  return PutResult::kStored;
}

Result<PutResult> Store::Rep::PutAll(const SourceRow& source, const PayloadRow& payload,
                                     const std::vector<ArticleRow>& rows) {
  int64_t payload_id = 0;
  auto put = PutPayload(source, payload, rows, &payload_id);
  if (!put.ok()) return put;
  const Status status = sources.PutCurrent(source, payload_id, "", run_id);
  if (!status.ok()) return status;
  return put;
}

Result<PutResult> Store::Put(const SourceRow& source, const PayloadRow& payload,
                             const std::vector<ArticleRow>& articles, std::string* why) {
  Status status = rep_->Begin();
  if (status.ok()) status = rep_->db.Exec("SAVEPOINT one");
  if (!status.ok()) return status;
  auto put = rep_->PutAll(source, payload, articles);
  rep_->changed = true;
  if (!put.ok()) {
    if (!rep_->db.LastWasConstraint()) return put;
    *why = put.status().message();
    status = rep_->db.Exec("ROLLBACK TO one");
    put = PutResult::kRejected;
  }
  if (status.ok()) status = rep_->db.Exec("RELEASE one");
  if (!status.ok()) return status;
  return put;
}

Status Store::Keep(int64_t payload_id) {
  Status status = rep_->Begin();
  if (status.ok()) status = rep_->keep_payload.Bind(rep_->run_id).Bind(payload_id).Run();
  rep_->changed = true;
  return status;
}

Status Store::PutContainer(const SourceRow& source, const PayloadRow& payload,
                           const std::string& note) {
  Status status = rep_->Begin();
  if (!status.ok()) return status;
  rep_->changed = true;
  auto row = rep_->find_payload.Bind(payload.sha256).Next();
  if (!row.ok()) return row.status();
  int64_t payload_id = *row ? rep_->find_payload.Int(0) : 0;
  if (*row) rep_->find_payload.Reset();
  if (payload_id) {
    // It may be a payload with articles too: a file of one object of JSON.
    status = rep_->keep_payload.Bind(rep_->run_id).Bind(payload_id).Run();
  } else {
    Statement& insert = rep_->insert_payload;
    insert.Bind(payload.bytes).Bind(payload.media_type).Bind(payload.charset);
    insert.BindNull().BindNull().Bind(rep_->run_id);
    status = insert.Bind(payload.sha256).Run();
    payload_id = rep_->db.LastInsertId();
  }
  if (status.ok()) status = rep_->sources.PutCurrent(source, payload_id, note, rep_->run_id);
  if (status.ok()) status = rep_->sources.PutMembersGone(source, rep_->run_id);
  return status;
}

Status Store::PutMembersGone(const SourceRow& source) {
  Status status = rep_->Begin();
  if (status.ok()) status = rep_->sources.PutMembersGone(source, rep_->run_id);
  rep_->changed = true;
  return status;
}

Status Store::PutRefused(const SourceRow& source, const std::string& state,
                         const std::string& reason) {
  Status status = rep_->Begin();
  if (status.ok()) status = rep_->sources.PutRefused(source, state, reason, rep_->run_id);
  rep_->changed = true;
  return status;
}

Status Store::PutGone(const SourceRow& source) {
  Status status = rep_->Begin();
  if (status.ok()) status = rep_->sources.PutGone(source, rep_->run_id);
  if (status.ok()) status = rep_->sources.PutMembersGone(source, rep_->run_id);
  rep_->changed = true;
  return status;
}

Status Store::Commit() {
  if (!rep_->in_transaction) return Status::Ok();
  const Status status = rep_->db.Exec("COMMIT");
  if (status.ok()) rep_->in_transaction = false;
  return status;
}

Status Store::FinishRun() {
  Status status = rep_->Begin();
  if (!status.ok()) return status;
  auto update = rep_->db.Prepare("UPDATE runs SET finished = ? WHERE id = ?");
  if (!update.ok()) return update.status();
  const std::string finished = TimeText(NowNs());
  status = update->Bind(finished).Bind(rep_->run_id).Run();
  // What the planner should know of the tables; a sample will do.
  if (status.ok() && rep_->changed) {
    status = rep_->db.Exec("PRAGMA analysis_limit = 1000; ANALYZE");
  }
  if (status.ok()) status = Commit();
  if (!status.ok()) return status;
  // Readers may keep the log from being emptied; that is no error.
  sqlite3_busy_timeout(rep_->db.get(), 0);
  const int rc = sqlite3_wal_checkpoint_v2(rep_->db.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE,
                                           nullptr, nullptr);
  if (rc != SQLITE_OK && (rc & 0xFF) != SQLITE_BUSY && (rc & 0xFF) != SQLITE_LOCKED) {
    return rep_->db.Error();
  }
  return Status::Ok();
}

}  // namespace factmill
