#include "db/source_writer.h"

#include "base/utf8.h"

namespace factmill {
namespace {

// The three columns that name a file, as the indexes of `sources` spell them.
#define FACTMILL_SAME_FILE                                             \
  "coalesce(root_bytes, root) = ? AND coalesce(path_bytes, path) = ? " \
  "AND coalesce(member, '') = ? "

// TEXT where the path is UTF-8, BLOB where not: the two never compare equal.
void BindName(Statement* statement, const std::string& name) {
  if (IsValidUtf8(name)) {
    statement->Bind(name);
  } else {
    statement->BindBlob(name);
  }
}

// The two columns of a path: as shown, and its bytes where they differ.
void BindShown(Statement* statement, const std::string& shown, const std::string& bytes) {
  statement->Bind(shown);
  if (shown == bytes) {
    statement->BindNull();
  } else {
    statement->BindBlob(bytes);
  }
}

void BindFile(Statement* statement, const SourceRow& source) {
  BindName(statement, source.root);
  BindName(statement, source.path);
  statement->Bind(source.member);
}

void BindOrigin(Statement* statement, const SourceRow& source) {
  statement->BindOrNull(source.container).BindOrNull(source.given);
  if (source.offset < 0) {
    statement->BindNull();
  } else {
    statement->Bind(source.offset);
  }
  statement->BindOrNull(source.url);
}

}  // namespace

std::string ShownPath(const std::string& bytes) {
  if (IsValidUtf8(bytes)) return bytes;
  std::string shown;
  for (size_t at = 0; at < bytes.size();) {
    int size;
    AppendUtf8(DecodeUtf8(bytes, at, &size), &shown);
    at += size;
  }
  return shown;
}

Result<SourceWriter> SourceWriter::Make(Database* db) {
  auto find_now = db->Prepare("SELECT id, payload_id FROM sources WHERE " FACTMILL_SAME_FILE
                              "AND state <> 'superseded'");
  if (!find_now.ok()) return find_now.status();
  auto find_former =
      db->Prepare("SELECT id FROM sources WHERE " FACTMILL_SAME_FILE "AND payload_id = ?");
  if (!find_former.ok()) return find_former.status();
  auto insert = db->Prepare(
      "INSERT INTO sources (root, root_bytes, path, path_bytes, member, payload_id, state, reason, "
      "size, mtime_ns, container, given, offset, url, run_id) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  auto update = db->Prepare(
      "UPDATE sources SET payload_id = ?, state = ?, reason = ?, size = ?, mtime_ns = ?, "
      "container = ?, given = ?, offset = ?, url = ?, run_id = ? WHERE id = ?");
  if (!update.ok()) return update.status();
  auto supersede = db->Prepare(
      "UPDATE sources SET state = 'superseded', reason = NULL "
      "WHERE id = ?");
  if (!supersede.ok()) return supersede.status();
  auto remove = db->Prepare("DELETE FROM sources WHERE id = ?");
  if (!remove.ok()) return remove.status();
  auto members_gone = db->Prepare(
      "UPDATE sources SET state = 'gone', reason = NULL, run_id = ?1 "
      "WHERE coalesce(root_bytes, root) = ?2 AND coalesce(path_bytes, path) = ?3 "
      "AND member IS NOT NULL AND run_id <> ?1 AND state NOT IN ('superseded', 'gone')");
  if (!members_gone.ok()) return members_gone.status();
  auto before = db->Prepare(
      "SELECT EXISTS (SELECT 1 FROM sources WHERE payload_id = ? AND state = 'current' AND "
      "(coalesce(root_bytes, root), coalesce(path_bytes, path), coalesce(member, '')) < "
      "(?, ?, ?))");
  if (!before.ok()) return before.status();
  return SourceWriter(std::move(*find_now), std::move(*find_former), std::move(*insert),
                      std::move(*update), std::move(*supersede), std::move(*remove),
                      std::move(*members_gone), std::move(*before));
}

SourceWriter::SourceWriter(Statement find_now, Statement find_former, Statement insert,
                           Statement update, Statement supersede, Statement remove,
                           Statement members_gone, Statement before)
    : find_now_(std::move(find_now)),
      find_former_(std::move(find_former)),
      insert_(std::move(insert)),
      update_(std::move(update)),
      supersede_(std::move(supersede)),
      remove_(std::move(remove)),
      members_gone_(std::move(members_gone)),
      before_(std::move(before)) {}

Result<SourceWriter::Now> SourceWriter::FindNow(const SourceRow& source) {
  BindFile(&find_now_, source);
  auto row = find_now_.Next();
  if (!row.ok()) return row.status();
  Now now;
  if (*row) {
    now = {find_now_.Int(0), find_now_.Int(1)};
    find_now_.Reset();
  }
  return now;
}

Status SourceWriter::Insert(const SourceRow& source, int64_t payload_id, const std::string& state,
                            const std::string& reason, int64_t run_id) {
  const std::string root = ShownPath(source.root), path = ShownPath(source.path);
  BindShown(&insert_, root, source.root);
  BindShown(&insert_, path, source.path);
  insert_.BindOrNull(source.member).BindIdOrNull(payload_id).Bind(state).BindOrNull(reason);
  insert_.Bind(source.size).Bind(source.mtime_ns);
  BindOrigin(&insert_, source);
  return insert_.Bind(run_id).Run();
}

Status SourceWriter::Update(int64_t id, const SourceRow& source, int64_t payload_id,
                            const std::string& state, const std::string& reason, int64_t run_id) {
  update_.BindIdOrNull(payload_id).Bind(state).BindOrNull(reason);
  update_.Bind(source.size).Bind(source.mtime_ns);
  BindOrigin(&update_, source);
  return update_.Bind(run_id).Bind(id).Run();
}

Status SourceWriter::PutCurrent(const SourceRow& source, int64_t payload_id,
                                const std::string& note, int64_t run_id) {
  auto now = FindNow(source);
  if (!now.ok()) return now.status();
  if (now->id && now->payload_id == payload_id) {
    return Update(now->id, source, payload_id, "current", note, run_id);
  }
  // The row of what the file is now makes way: as a former version if it had a
  // payload, else, a refusal that no longer holds, for good.
  Status status;
  if (now->id) status = (now->payload_id ? supersede_ : remove_).Bind(now->id).Run();
  if (!status.ok()) return status;
  BindFile(&find_former_, source);
  auto row = find_former_.Bind(payload_id).Next();
  if (!row.ok()) return row.status();
  if (!*row) return Insert(source, payload_id, "current", note, run_id);
  const int64_t former = find_former_.Int(0);
  find_former_.Reset();
  return Update(former, source, payload_id, "current", note, run_id);
}

Status SourceWriter::PutMembersGone(const SourceRow& source, int64_t run_id) {
  members_gone_.Bind(run_id);
  BindName(&members_gone_, source.root);
  BindName(&members_gone_, source.path);
  return members_gone_.Run();
}

Result<bool> SourceWriter::HasBefore(const SourceRow& source, int64_t payload_id) {
  before_.Bind(payload_id);
  BindFile(&before_, source);
  auto row = before_.Next();
  if (!row.ok()) return row.status();
  const bool has = *row && before_.Int(0) != 0;
  before_.Reset();
  return has;
}

Status SourceWriter::PutRefused(const SourceRow& source, const std::string& state,
                                const std::string& reason, int64_t run_id) {
  const std::string shown = ShownPath(reason);
  auto now = FindNow(source);
  if (!now.ok()) return now.status();
  if (now->id && !now->payload_id) return Update(now->id, source, 0, state, shown, run_id);
  Status status;
  if (now->id) status = supersede_.Bind(now->id).Run();
  if (!status.ok()) return status;
  return Insert(source, 0, state, shown, run_id);
}

Status SourceWriter::PutGone(const SourceRow& source, int64_t run_id) {
  auto now = FindNow(source);
  if (!now.ok()) return now.status();
  if (!now->id) return Status::Ok();
  return Update(now->id, source, now->payload_id, "gone", "", run_id);
}

}  // namespace factmill
