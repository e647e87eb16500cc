#include "db/article_writer.h"

#include "base/sha256.h"

namespace factmill {
namespace {

// '[[120,124],[131,140]]'; "" for one piece.
std::string ByteRanges(const std::vector<PayloadSpan>& pieces) {
  if (pieces.size() < 2) return "";
  std::string json = "[";
  for (const PayloadSpan& piece : pieces) {
    if (json.size() > 1) json += ',';
    json += "[" + std::to_string(piece.begin) + "," + std::to_string(piece.end) + "]";
  }
  return json + "]";
}

std::string DecimalOrEmpty(const std::optional<Decimal>& number) {
  return number ? number->ToString() : "";
}

}  // namespace

Result<ArticleWriter> ArticleWriter::Make(Database* db) {
  auto put_rule = db->Prepare(
      "INSERT INTO rules (rule, file, line, sha256) VALUES (?, ?, ?, ?) "
      "ON CONFLICT (rule, sha256) DO UPDATE SET file = excluded.file, line = excluded.line "
      "RETURNING id");
  if (!put_rule.ok()) return put_rule.status();
  auto remove = db->Prepare("DELETE FROM articles WHERE payload_id = ?");
  if (!remove.ok()) return remove.status();
  auto put_article = db->Prepare(
      "INSERT INTO articles (payload_id, ordinal, title, title_evidence, url, site, author, "
      "published, published_evidence, lang, text_sha256, found_sha256, replaced, text, "
      "url_evidence, site_evidence, author_evidence, lang_evidence) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!put_article.ok()) return put_article.status();
  auto put_fact = db->Prepare(
      "INSERT INTO facts (fact_key, article_id, kind, value_exact, value_max_exact, inexact, unit, "
      "approx, edtf, date_start, date_end, metric, subject, period, status, change, change_base, "
      "quote, char_start, char_end, byte_start, byte_end, byte_ranges, rule_id, run_id) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!put_fact.ok()) return put_fact.status();
  auto put_attribute = db->Prepare(
      "INSERT INTO fact_attributes (fact_id, role, words, canonical, char_start, char_end, "
      "rule_id) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)");
  if (!put_attribute.ok()) return put_attribute.status();
  auto put_link =
      db->Prepare("INSERT INTO fact_links (fact_id, other_id, relation) VALUES (?, ?, ?)");
  if (!put_link.ok()) return put_link.status();
  auto put_warning = db->Prepare(
      "INSERT INTO warnings (article_id, message, char_start, char_end) VALUES (?, ?, ?, ?)");
  if (!put_warning.ok()) return put_warning.status();
  auto put_used = db->Prepare("INSERT INTO article_rules (article_id, rule_id) VALUES (?, ?)");
  if (!put_used.ok()) return put_used.status();
  return ArticleWriter(db, std::move(*put_rule), std::move(*remove), std::move(*put_article),
                       std::move(*put_fact), std::move(*put_attribute), std::move(*put_link),
                       std::move(*put_warning), std::move(*put_used));
}

ArticleWriter::ArticleWriter(Database* db, Statement put_rule, Statement remove,
                             Statement put_article, Statement put_fact, Statement put_attribute,
                             Statement put_link, Statement put_warning, Statement put_used)
    : db_(db),
      put_rule_(std::move(put_rule)),
      remove_(std::move(remove)),
      put_article_(std::move(put_article)),
      put_fact_(std::move(put_fact)),
      put_attribute_(std::move(put_attribute)),
      put_link_(std::move(put_link)),
      put_warning_(std::move(put_warning)),
      put_used_(std::move(put_used)) {}

Status ArticleWriter::PutRules(const std::vector<RuleInfo>& rules) {
  rule_ids_.clear();
  rule_ids_in_order_.clear();
  for (const RuleInfo& rule : rules) {
    put_rule_.Bind(rule.id).Bind(rule.file).Bind(int64_t{rule.line}).Bind(rule.sha256);
    auto row = put_rule_.Next();
    if (!row.ok()) return row.status();
    rule_ids_[rule.id] = put_rule_.Int(0);
    rule_ids_in_order_.push_back(put_rule_.Int(0));
    const Status status = put_rule_.Run();
    if (!status.ok()) return status;
  }
  return Status::Ok();
}

Status ArticleWriter::Remove(int64_t payload_id) { return remove_.Bind(payload_id).Run(); }

Status ArticleWriter::Put(int64_t payload_id, int64_t run_id, const ArticleRow& row) {
  const Article& a = *row.article;
  const std::string text_sha256 = Sha256Hex(a.text);
  put_article_.Bind(payload_id).Bind(int64_t{a.ordinal});
  put_article_.BindOrNull(a.title.value).BindOrNull(a.title.evidence);
  put_article_.BindOrNull(a.url.value).BindOrNull(a.site.value).BindOrNull(a.author.value);
  put_article_.BindOrNull(a.published.value).BindOrNull(a.published.evidence);
  put_article_.BindOrNull(a.lang).Bind(text_sha256).Bind(row.found_sha256);
  put_article_.Bind(int64_t{a.replaced}).Bind(a.text);
  put_article_.BindOrNull(a.url.evidence).BindOrNull(a.site.evidence);
  put_article_.BindOrNull(a.author.evidence).BindOrNull(a.lang_evidence);
  Status status = put_article_.Run();
  if (!status.ok()) return status;
  const int64_t article_id = db_->LastInsertId();
  std::vector<int64_t> ids;
  for (size_t i = 0; i < row.facts->size(); ++i) {
    status = PutFact(article_id, run_id, (*row.facts)[i], (*row.fact_keys)[i]);
    if (!status.ok()) return status;
    ids.push_back(db_->LastInsertId());
    status = PutAttributes(ids.back(), (*row.facts)[i]);
    if (!status.ok()) return status;
  }
  status = PutLinks(ids, *row.facts);
  if (!status.ok()) return status;
  for (const Warning& warning : *row.warnings) {
    put_warning_.Bind(article_id).Bind(warning.message);
    put_warning_.Bind(int64_t{warning.char_start}).Bind(int64_t{warning.char_end});
    status = put_warning_.Run();
    if (!status.ok()) return status;
  }
  for (const uint32_t rule : *row.rules_used) {
    const bool known = rule < rule_ids_in_order_.size();
    status = put_used_.Bind(article_id).Bind(known ? rule_ids_in_order_[rule] : 0).Run();
    if (!status.ok()) return status;
  }
  return Status::Ok();
}

Status ArticleWriter::PutFact(int64_t article_id, int64_t run_id, const Fact& fact,
                              const std::string& key) {
  const Value& v = fact.value;
  const std::string value = DecimalOrEmpty(v.value);
  const std::string value_max = DecimalOrEmpty(v.value_max);
  const std::string ranges = ByteRanges(fact.pieces);
  const auto rule = rule_ids_.find(fact.rule);
  put_fact_.Bind(key).Bind(article_id).Bind(KindName(v.kind));
  put_fact_.BindOrNull(value).BindOrNull(value_max).Bind(int64_t{v.inexact}).BindOrNull(v.unit);
  put_fact_.Bind(BoundName(v.bound)).BindOrNull(v.edtf);
  put_fact_.BindOrNull(v.date_start).BindOrNull(v.date_end);
  put_fact_.BindOrNull(fact.metric).BindOrNull(fact.subject);
  put_fact_.BindOrNull(fact.period).BindOrNull(fact.status);
  put_fact_.BindOrNull(fact.change).BindOrNull(fact.change_base);
  put_fact_.Bind(fact.quote).Bind(int64_t{fact.char_start}).Bind(int64_t{fact.char_end});
  put_fact_.Bind(int64_t{fact.bytes.begin}).Bind(int64_t{fact.bytes.end}).BindOrNull(ranges);
  put_fact_.BindIdOrNull(rule == rule_ids_.end() ? 0 : rule->second).Bind(run_id);
  return put_fact_.Run();
}

Status ArticleWriter::PutAttributes(int64_t fact_id, const Fact& fact) {
  for (const Attribute& a : fact.attributes) {
    const auto rule = rule_ids_.find(a.rule);
    put_attribute_.Bind(fact_id).Bind(a.role).Bind(a.words).BindOrNull(a.canonical);
    put_attribute_.Bind(int64_t{a.char_start}).Bind(int64_t{a.char_end});
    put_attribute_.BindIdOrNull(rule == rule_ids_.end() ? 0 : rule->second);
    const Status status = put_attribute_.Run();
    if (!status.ok()) return status;
  }
  return Status::Ok();
}

Status ArticleWriter::PutLinks(const std::vector<int64_t>& ids, const std::vector<Fact>& facts) {
  for (size_t i = 0; i < facts.size(); ++i) {
    for (const Link& link : facts[i].links) {
      const Status status = put_link_.Bind(ids[i]).Bind(ids[link.other]).Bind(link.relation).Run();
      if (!status.ok()) return status;
    }
  }
  return Status::Ok();
}

}  // namespace factmill
