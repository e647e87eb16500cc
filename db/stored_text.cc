#include "db/stored_text.h"

#include "db/open.h"
#include "db/source_writer.h"

namespace factmill {
namespace {

// A condition on runs n: the program was this one, whatever its rules.
constexpr const char* kSameProgram =
    "(n.version = ?1 AND n.icu = ?2 AND n.unicode = ?3 AND n.re2 = ?4 AND n.schema = ?5)";

void BindProgram(Statement& statement, const Engine& engine) {
  statement.Bind(engine.version).Bind(engine.icu).Bind(engine.unicode).Bind(engine.re2);
  statement.Bind(kSchemaVersion);
}

// A condition on payloads p: a current source below the roots holds it.  Its values
// are bound from number `first` on.
std::string IsCurrent(const std::vector<std::string>& roots, int first) {
  std::string where =
      "EXISTS (SELECT 1 FROM sources s WHERE s.payload_id = p.id AND "
      "s.state = 'current'";
  if (!roots.empty()) {
    where += " AND coalesce(s.root_bytes, s.root) IN (";
    for (size_t i = 0; i < roots.size(); ++i) {
      where += (i > 0 ? ", ?" : "?") + std::to_string(first + static_cast<int>(i));
    }
    where += ")";
  }
  return where + ")";
}

void BindRoots(Statement& statement, const std::vector<std::string>& roots) {
  for (const std::string& root : roots) {
    if (ShownPath(root) == root)
      statement.Bind(root);
    else
      statement.BindBlob(root);
  }
}

}  // namespace

Result<std::vector<ReadBy>> RuleSetsInUse(Database* db, const Engine& engine,
                                          const std::vector<std::string>& roots) {
  auto rows = db->Prepare(std::string("SELECT DISTINCT n.rules_sha256, ") + kSameProgram +
                          " FROM payloads p JOIN runs n ON n.id = p.run_id WHERE " +
                          IsCurrent(roots, 6) + " ORDER BY 1, 2");
  if (!rows.ok()) return rows.status();
  BindProgram(*rows, engine);
  BindRoots(*rows, roots);
  std::vector<ReadBy> sets;
  while (true) {
    auto row = rows->Next();
    if (!row.ok()) return row.status();
    if (!*row) return sets;
    sets.push_back({rows->String(0), rows->Int(1) != 0});
  }
}

Result<std::vector<RuleFileInfo>> RuleFilesOf(Database* db, const std::string& rules_sha256) {
  auto rows = db->Prepare(
      "SELECT r.name, r.relative, f.text FROM rule_set_files r JOIN rule_files f ON f.id = "
      "r.file_id WHERE r.rules_sha256 = ? ORDER BY r.ordinal");
  if (!rows.ok()) return rows.status();
  rows->Bind(rules_sha256);
  std::vector<RuleFileInfo> files;
  while (true) {
    auto row = rows->Next();
    if (!row.ok()) return row.status();
    if (!*row) return files;
    files.push_back({rows->String(0), rows->String(1), rows->String(2)});
  }
}

Status ReadTexts(Database* db, const std::function<Status(StoredText)>& take) {
  auto rows = db->Prepare(
      "SELECT text, published, lang FROM v_articles ORDER BY path, member, root, article_id");
  if (!rows.ok()) return rows.status();
  while (true) {
    const auto more = rows->Next();
    if (!more.ok()) return more.status();
    if (!*more) return Status::Ok();
    StoredText text;
    text.text = rows->String(0);
    text.published = rows->String(1);
    text.lang = rows->String(2);
    const Status status = take(std::move(text));
    if (!status.ok()) return status;
  }
}

Status ForEachText(Database* db, const Engine& engine, const ReadBy& by,
                   const std::vector<std::string>& roots, const std::vector<RuleInfo>& asked,
                   const std::function<bool(StoredText)>& take) {
  std::string hashes = "[";  // A hash says which rule, too.
  for (const RuleInfo& rule : asked) {
    hashes += (hashes.size() > 1 ? ",\"" : "\"") + rule.sha256 + "\"";
  }
  hashes += "]";
  auto rows = db->Prepare(
      "WITH asked AS MATERIALIZED (SELECT id FROM rules WHERE sha256 IN "
      "(SELECT value FROM json_each(?8))) "
      "SELECT a.id, p.id, p.sha256, a.ordinal, a.text, a.published, a.lang, a.found_sha256, "
      "(SELECT min(s.path) FROM sources s WHERE s.payload_id = p.id AND s.state = 'current'), "
      "EXISTS (SELECT 1 FROM article_rules u WHERE u.article_id = a.id AND "
      "u.rule_id IN (SELECT id FROM asked)) "
      "FROM payloads p JOIN runs n ON n.id = p.run_id JOIN articles a ON a.payload_id = p.id "
      "WHERE n.rules_sha256 = ?6 AND " +
      std::string(kSameProgram) + " = ?7 AND " + IsCurrent(roots, 9) + " ORDER BY p.id, a.ordinal");
  if (!rows.ok()) return rows.status();
  BindProgram(*rows, engine);
  rows->Bind(by.rules_sha256).Bind(int64_t{by.same_program}).Bind(hashes);
  BindRoots(*rows, roots);
  while (true) {
    auto row = rows->Next();
    if (!row.ok()) return row.status();
    if (!*row) return Status::Ok();
    StoredText text;
    text.article_id = rows->Int(0);
    text.payload_id = rows->Int(1);
    text.sha256 = rows->String(2);
    text.ordinal = static_cast<uint32_t>(rows->Int(3));
    text.text = rows->String(4);
    text.published = rows->String(5);
    text.lang = rows->String(6);
    text.found_sha256 = rows->String(7);
    text.path = rows->String(8);
    text.used = rows->Int(9) != 0;
    if (!take(std::move(text))) return Status::Ok();
  }
}

}  // namespace factmill
