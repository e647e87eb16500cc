#include "db/query.h"

#include <sqlite3.h>

#include <algorithm>
#include <map>

#include "db/open.h"

namespace factmill {
namespace {

// The columns of facts that make a Fact, in ReadFact's order; `f` is the table
// and `r` the rules.
constexpr char kFactColumns[] =
    "f.fact_key, f.kind, f.value_exact, f.value_max_exact, f.inexact, f.unit, f.approx, f.edtf, "
    "f.date_start, f.date_end, f.metric, f.subject, f.period, f.status, f.quote, f.char_start, "
    "f.char_end, f.byte_start, f.byte_end, f.byte_ranges, r.rule, f.change, f.change_base";
constexpr int kFactColumnCount = 23;

// '[[120,124],[131,140]]', which the schema checks roughly; numbers in pairs.
std::vector<PayloadSpan> ReadRanges(std::string_view json) {
  std::vector<uint32_t> numbers;
  bool in_number = false;
  for (const char c : json) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !in_number) numbers.push_back(0);
    if (digit) numbers.back() = numbers.back() * 10 + (c - '0');
    in_number = digit;
  }
  std::vector<PayloadSpan> spans;
  for (size_t i = 0; i + 1 < numbers.size(); i += 2) spans.push_back({numbers[i], numbers[i + 1]});
  return spans;
}

Fact ReadFact(const Statement& row, std::string* fact_key) {
  Fact fact;
  *fact_key = row.String(0);
  fact.value.kind = KindFromName(row.Text(1)).value_or(Kind::kNumber);
  fact.value.value = Decimal::Parse(row.Text(2));
  fact.value.value_max = Decimal::Parse(row.Text(3));
  fact.value.inexact = row.Int(4) != 0;
  fact.value.unit = row.String(5);
  fact.value.bound = BoundFromName(row.Text(6)).value_or(Bound::kExact);
  fact.value.edtf = row.String(7);
  fact.value.date_start = row.String(8);
  fact.value.date_end = row.String(9);
  fact.metric = row.String(10);
  fact.subject = row.String(11);
  fact.period = row.String(12);
  fact.status = row.String(13);
  fact.quote = row.String(14);
  fact.char_start = static_cast<uint32_t>(row.Int(15));
  fact.char_end = static_cast<uint32_t>(row.Int(16));
  fact.bytes = {static_cast<uint32_t>(row.Int(17)), static_cast<uint32_t>(row.Int(18))};
  fact.pieces = row.IsNull(19) ? std::vector<PayloadSpan>{fact.bytes} : ReadRanges(row.Text(19));
  fact.rule = row.String(20);
  fact.change = row.String(21);
  fact.change_base = row.String(22);
  return fact;
}

// Calls `take` for each row of a query with one number to bind.
Status EachRow(Database* db, const char* sql, int64_t bound,
               const std::function<void(const Statement&)>& take) {
  auto rows = db->Prepare(sql);
  if (!rows.ok()) return rows.status();
  rows->Bind(bound);
  while (true) {
    auto row = rows->Next();
    if (!row.ok()) return row.status();
    if (!*row) return Status::Ok();
    take(*rows);
  }
}

Attribute ReadAttribute(const Statement& row, int column) {
  Attribute attribute;
  attribute.role = row.String(column);
  attribute.words = row.String(column + 1);
  attribute.canonical = row.String(column + 2);
  attribute.char_start = static_cast<uint32_t>(row.Int(column + 3));
  attribute.char_end = static_cast<uint32_t>(row.Int(column + 4));
  attribute.rule = row.String(column + 5);
  return attribute;
}

// What layer 2 says of the facts of an article, which are `facts` by row id.
Status ReadRelations(Database* db, int64_t article_id, const std::map<int64_t, size_t>& index,
                     std::vector<std::pair<std::string, Fact>>* facts) {
  Status status = EachRow(
      db,
      "SELECT t.fact_id, t.role, t.words, t.canonical, t.char_start, t.char_end, r.rule "
      "FROM facts f JOIN fact_attributes t ON t.fact_id = f.id JOIN rules r ON r.id = t.rule_id "
      "WHERE f.article_id = ? ORDER BY t.fact_id, t.role, t.char_start",
      article_id, [&](const Statement& row) {
        (*facts)[index.at(row.Int(0))].second.attributes.push_back(ReadAttribute(row, 1));
      });
  if (!status.ok()) return status;
  return EachRow(
      db,
      "SELECT l.fact_id, l.relation, l.other_id FROM facts f "
      "JOIN fact_links l ON l.fact_id = f.id WHERE f.article_id = ? "
      "ORDER BY l.fact_id, l.relation",
      article_id, [&](const Statement& row) {
        const auto other = index.find(row.Int(2));
        if (other == index.end()) return;
        (*facts)[index.at(row.Int(0))].second.links.push_back({row.String(1), other->second, ""});
      });
}

// A pattern for LIKE ... ESCAPE '\' that finds `text` anywhere.
std::string LikePattern(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace

Status FindFacts(Database* db, const FactFilter& filter,
                 const std::function<bool(const FactRow&)>& take) {
  std::string sql = std::string("SELECT ") + kFactColumns +
                    ", a.title, a.published, a.lang, a.path, a.member, a.sha256, "
                    "(SELECT canonical FROM fact_attributes WHERE fact_id = f.id AND "
                    "role = 'metric') "
                    "FROM facts f JOIN v_articles a ON a.article_id = f.article_id "
                    "JOIN rules r ON r.id = f.rule_id WHERE 1";
  if (filter.kind) sql += " AND f.kind = ?";
  if (!filter.unit.empty()) sql += " AND f.unit = ?";
  if (!filter.metric.empty()) {
    sql +=
        " AND (f.metric = ? COLLATE NOCASE OR EXISTS (SELECT 1 FROM fact_attributes m "
        "WHERE m.fact_id = f.id AND m.role = 'metric' AND m.canonical = ? COLLATE NOCASE))";
  }
  if (filter.min) sql += " AND coalesce(f.value_max, f.value) >= ?";
  if (filter.max) sql += " AND f.value <= ?";
  if (!filter.since.empty()) sql += " AND a.published >= ?";
  if (!filter.until.empty()) sql += " AND a.published <= ?";
  if (!filter.source.empty()) sql += " AND a.path GLOB ?";
  if (!filter.text.empty()) {
    sql +=
        " AND f.article_id IN (SELECT id FROM articles "
        "WHERE title LIKE ?1000 ESCAPE '\\' OR text LIKE ?1000 ESCAPE '\\')";
  }
  sql += " ORDER BY a.path, a.member, a.sha256, f.article_id, f.char_start, f.char_end, f.kind";
  if (filter.limit >= 0) sql += " LIMIT " + std::to_string(filter.limit);

  auto rows = db->Prepare(sql);
  if (!rows.ok()) return rows.status();
  if (filter.kind) rows->Bind(KindName(*filter.kind));
  if (!filter.unit.empty()) rows->Bind(filter.unit);
  if (!filter.metric.empty()) rows->Bind(filter.metric).Bind(filter.metric);
  if (filter.min) rows->Bind(filter.min->ToDouble());
  if (filter.max) rows->Bind(filter.max->ToDouble());
  if (!filter.since.empty()) rows->Bind(filter.since);
  if (!filter.until.empty()) rows->Bind(filter.until);
  if (!filter.source.empty()) rows->Bind(filter.source);
  const std::string pattern = LikePattern(filter.text);
  if (!filter.text.empty()) rows->BindAt(1000, pattern);
  while (true) {
    auto row = rows->Next();
    if (!row.ok()) return row.status();
    if (!*row) return Status::Ok();
    FactRow found;
    found.fact = ReadFact(*rows, &found.fact_key);
    int column = kFactColumnCount;
    for (std::string* text :
         {&found.title, &found.published, &found.lang, &found.path, &found.member, &found.sha256}) {
      *text = rows->String(column++);
    }
    // Of its attributes only what the metric means.
    if (!rows->IsNull(column)) {
      found.fact.attributes.push_back(
          {"metric", found.fact.metric, rows->String(column), {}, 0, 0, ""});
    }
    if (!take(found)) return Status::Ok();
  }
}

namespace {

// The one key that begins with `prefix`.
Result<std::string> WholeKey(Database* db, const std::string& prefix) {
  const bool hex = std::all_of(prefix.begin(), prefix.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
  if (!hex || prefix.size() < 6 || prefix.size() > 32) {
    return Status(Code::kInvalid, "'" + prefix +
                                      "' is no fact's key: give its first 6 to 32 "
                                      "digits, as `factmill facts` prints them");
  }
  auto rows = db->Prepare(
      "SELECT fact_key FROM facts WHERE fact_key >= ? AND fact_key < ? "
      "ORDER BY fact_key LIMIT 5");
  if (!rows.ok()) return rows.status();
  const std::string end = prefix + "g";
  rows->Bind(prefix).Bind(end);
  std::vector<std::string> keys;
  while (true) {
    auto row = rows->Next();
    if (!row.ok()) return row.status();
    if (!*row) break;
    keys.push_back(rows->String(0));
  }
  if (keys.size() == 1) return keys[0];
  if (keys.empty()) {
    return Status(Code::kNotFound,
                  "no fact of " + db->name() + " has a key that begins with " + prefix);
  }
  std::string message = "several facts have a key that begins with " + prefix + ":";
  for (const std::string& key : keys) message += " " + key;
  return Status(Code::kInvalid, message + (keys.size() == 5 ? " ..." : ""));
}

}  // namespace

Result<FactDetail> ShowFact(Database* db, const std::string& prefix) {
  auto key = WholeKey(db, prefix);
  if (!key.ok()) return key.status();
  auto rows = db->Prepare(
      std::string("SELECT ") + kFactColumns +
      ", a.title, a.published, a.lang, p.sha256, a.text, p.media_type, p.charset, r.file, r.line, "
      "r.sha256, n.started, n.version, n.rules_sha256, n.icu, n.unicode, n.re2, n.sqlite, p.id, "
      "f.id "
      "FROM facts f JOIN articles a ON a.id = f.article_id JOIN payloads p ON p.id = a.payload_id "
      "JOIN rules r ON r.id = f.rule_id JOIN runs n ON n.id = f.run_id WHERE f.fact_key = ?");
  if (!rows.ok()) return rows.status();
  auto row = rows->Bind(*key).Next();
  if (!row.ok()) return row.status();
  FactDetail detail;
  if (!*row) return Status(Code::kNotFound, "fact " + *key + " is gone from " + db->name());
  detail.row.fact = ReadFact(*rows, &detail.row.fact_key);
  int column = kFactColumnCount;
  for (std::string* text :
       {&detail.row.title, &detail.row.published, &detail.row.lang, &detail.row.sha256,
        &detail.text, &detail.media_type, &detail.charset, &detail.rule_file}) {
    *text = rows->String(column++);
  }
  detail.rule_line = static_cast<int>(rows->Int(column++));
  for (std::string* text :
       {&detail.rule_sha256, &detail.run_started, &detail.version, &detail.rules_sha256,
        &detail.icu, &detail.unicode, &detail.re2, &detail.sqlite}) {
    *text = rows->String(column++);
  }
  const int64_t payload_id = rows->Int(column++);
  const int64_t fact_id = rows->Int(column);
  Status status =
      EachRow(db,
              "SELECT t.role, t.words, t.canonical, t.char_start, t.char_end, r.rule "
              "FROM fact_attributes t JOIN rules r ON r.id = t.rule_id WHERE t.fact_id = ? "
              "ORDER BY t.role, t.char_start",
              fact_id, [&](const Statement& found) {
                detail.row.fact.attributes.push_back(ReadAttribute(found, 0));
              });
  if (!status.ok()) return status;
  status =
      EachRow(db,
              "SELECT l.relation, l.fact_id = ?1, o.fact_key, o.quote FROM fact_links l "
              "JOIN facts o ON o.id = CASE WHEN l.fact_id = ?1 THEN l.other_id ELSE l.fact_id END "
              "WHERE l.fact_id = ?1 OR l.other_id = ?1 ORDER BY 2 DESC, l.relation, o.char_start",
              fact_id, [&](const Statement& found) {
                detail.links.push_back(
                    {found.String(0), found.Int(1) != 0, found.String(2), found.String(3)});
              });
  if (!status.ok()) return status;
  auto sources = db->Prepare(
      "SELECT coalesce(root_bytes, root), coalesce(path_bytes, path), member, state, path "
      "FROM sources WHERE payload_id = ? "
      "ORDER BY state <> 'current', path, member, root, path_bytes");
  if (!sources.ok()) return sources.status();
  sources->Bind(payload_id);
  while (true) {
    auto source = sources->Next();
    if (!source.ok()) return source.status();
    if (!*source) break;
    if (detail.sources.empty()) {
      detail.row.path = sources->String(4);
      detail.row.member = sources->String(2);
    }
    detail.sources.push_back(
        {sources->String(0), sources->String(1), sources->String(2), sources->String(3)});
  }
  return detail;
}

Result<std::vector<CurrentSource>> CurrentSources(Database* db) {
  auto rows = db->Prepare(
      "SELECT coalesce(s.root_bytes, s.root), coalesce(s.path_bytes, s.path), s.member, s.path, "
      "p.id, p.sha256, p.media_type, p.charset, n.rules_sha256, n.version, p.given, s.container "
      "FROM sources s JOIN payloads p ON p.id = s.payload_id JOIN runs n ON n.id = p.run_id "
      "WHERE s.state = 'current' ORDER BY s.root, s.root_bytes, s.path, s.path_bytes, s.member");
  if (!rows.ok()) return rows.status();
  std::vector<CurrentSource> sources;
  while (true) {
    auto row = rows->Next();
    if (!row.ok()) return row.status();
    if (!*row) return sources;
    CurrentSource s;
    s.root = rows->String(0);
    s.path = rows->String(1);
    s.member = rows->String(2);
    s.shown_path = rows->String(3);
    s.payload = {rows->Int(4),    rows->String(5), rows->String(6), rows->String(7),
                 rows->String(8), rows->String(9), rows->String(10)};
    s.container = rows->String(11);
    sources.push_back(std::move(s));
  }
}

Status ListSources(Database* db, bool refused_only,
                   const std::function<bool(const SourceState&)>& take) {
  auto rows = db->Prepare(
      "SELECT s.root, s.path, s.member, s.state, s.reason, s.offset, s.url, s.container, p.sha256 "
      "FROM sources s LEFT JOIN payloads p ON p.id = s.payload_id "
      "WHERE s.state IN ('failed', 'unsupported') OR NOT ?1 "
      "ORDER BY s.root, s.path, s.path_bytes, s.member IS NOT NULL, s.offset, s.member, s.id");
  if (!rows.ok()) return rows.status();
  rows->Bind(int64_t{refused_only});
  while (true) {
    auto row = rows->Next();
    if (!row.ok()) return row.status();
    if (!*row) return Status::Ok();
    SourceState s;
    s.root = rows->String(0);
    s.path = rows->String(1);
    s.member = rows->String(2);
    s.state = rows->String(3);
    s.reason = rows->String(4);
    if (!rows->IsNull(5)) s.offset = rows->Int(5);
    s.url = rows->String(6);
    s.container = rows->String(7);
    s.sha256 = rows->String(8);
    if (take(s)) continue;
    rows->Reset();
    return Status::Ok();
  }
}

Result<std::vector<StoredArticle>> ArticlesOfPayload(Database* db, int64_t payload_id) {
  auto rows = db->Prepare(
      "SELECT id, ordinal, text, url, url_evidence FROM articles WHERE payload_id = ? "
      "ORDER BY ordinal");
  if (!rows.ok()) return rows.status();
  auto facts = db->Prepare(std::string("SELECT ") + kFactColumns +
                           ", f.id FROM facts f JOIN rules r ON r.id = f.rule_id "
                           "WHERE f.article_id = ? ORDER BY f.char_start, f.char_end, f.kind");
  if (!facts.ok()) return facts.status();
  rows->Bind(payload_id);
  std::vector<StoredArticle> articles;
  while (true) {
    auto row = rows->Next();
    if (!row.ok()) return row.status();
    if (!*row) return articles;
    StoredArticle article;
    article.id = rows->Int(0);
    article.ordinal = static_cast<uint32_t>(rows->Int(1));
    article.text = rows->String(2);
    article.url = rows->String(3);
    article.url_evidence = rows->String(4);
    facts->Bind(article.id);
    std::map<int64_t, size_t> index;  // By row id.
    while (true) {
      auto fact_row = facts->Next();
      if (!fact_row.ok()) return fact_row.status();
      if (!*fact_row) break;
      std::string key;
      Fact fact = ReadFact(*facts, &key);
      index.emplace(facts->Int(kFactColumnCount), article.facts.size());
      article.facts.emplace_back(std::move(key), std::move(fact));
    }
    const Status status = ReadRelations(db, article.id, index, &article.facts);
    if (!status.ok()) return status;
    articles.push_back(std::move(article));
  }
}

Status Dump(Database* db, const std::function<bool(std::string_view)>& take) {
  const std::string sql = EmbeddedSql("dump.sql");
  const char* rest = sql.c_str();
  while (*rest) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(db->get(), rest, -1, &raw, &rest) != SQLITE_OK) return db->Error();
    if (!raw) continue;  // Only space or a comment.
    Statement statement(db->get(), raw, db->name());
    while (true) {
      auto row = statement.Next();
      if (!row.ok()) return row.status();
      if (!*row) break;
      if (!take(statement.Text(0))) {
        statement.Reset();
        return db->Exec("ROLLBACK");
      }
    }
  }
  return Status::Ok();
}

}  // namespace factmill
