#include "cli/store_catalog.h"

#include "db/stored_text.h"

namespace factmill {
namespace {

SourceRow RowOf(const SourcePlace& place) {
  SourceRow row;
  row.root = place.root;
  row.path = place.path;
  row.member = place.member;
  row.size = place.stamp.size;
  row.mtime_ns = place.stamp.mtime_ns;
  row.container = place.container;
  row.given = place.given;
  row.offset = place.offset;
  row.url = place.url;
  return row;
}

}  // namespace

Result<std::vector<KnownFile>> ReadOnlyCatalog::FilesOf(const std::string& root) {
  std::vector<KnownFile> files;
  if (!db_) return files;
  auto sources = SourcesOf(db_, root, engine_);
  if (!sources.ok()) return sources.status();
  for (StoredSource& source : *sources) {
    KnownFile file;
    file.path = std::move(source.path);
    file.sha256 = std::move(source.sha256);
    file.container = !source.container.empty();
    file.given = std::move(source.given);
    file.gone = source.state == "gone";
    file.fresh = source.fresh;
    file.stamp = {source.size, source.mtime_ns};
    file.run_started_ns = source.run_started_ns;
    files.push_back(std::move(file));
  }
  return files;
}

Status ReadOnlyCatalog::FreshPayloads(
    const std::function<void(const std::string&, const std::string&)>& take) {
  if (!db_) return Status::Ok();
  return factmill::FreshPayloads(db_, engine_, take);
}

Result<std::vector<OldRules>> StoredTexts::RuleSets() {
  auto sets = RuleSetsInUse(db_, engine_, roots_);
  if (!sets.ok()) return sets.status();
  std::vector<OldRules> rules;
  for (ReadBy& by : *sets) rules.push_back({std::move(by.rules_sha256), by.same_program});
  return rules;
}

Result<std::vector<RuleFile>> StoredTexts::FilesOf(const OldRules& rules) {
  auto infos = RuleFilesOf(db_, rules.sha256);
  if (!infos.ok()) return infos.status();
  std::vector<RuleFile> files;
  for (RuleFileInfo& info : *infos) {
    files.push_back({std::move(info.name), std::move(info.text), std::move(info.relative)});
  }
  return files;
}

Status StoredTexts::ForEach(const OldRules& rules, const std::vector<RuleInfo>& gone,
                            const std::function<bool(OldText)>& take) {
  return ForEachText(
      db_, engine_, {rules.sha256, rules.same_program}, roots_, gone, [&](StoredText text) {
        return take({text.article_id, text.payload_id, std::move(text.sha256), std::move(text.path),
                     text.ordinal, std::move(text.text), std::move(text.published),
                     std::move(text.lang), std::move(text.found_sha256), text.used});
      });
}

std::unique_ptr<OldTexts> ReadOnlyCatalog::TextsBelow(const std::vector<std::string>& roots) {
  if (!db_) return nullptr;
  return std::make_unique<StoredTexts>(db_, engine_, roots);
}

Result<Stored> StoreCatalog::Put(const ReadSource& source, std::string* why) {
  const SourceRow row = RowOf(source);
  PayloadRow payload;
  payload.sha256 = source.sha256;
  payload.bytes = source.bytes;
  payload.media_type = source.media_type;
  payload.given = source.given;
  std::vector<ArticleRow> articles;
  for (const ReadArticle& read : source.articles) {
    payload.charset = read.article.charset;
    payload.charset_evidence = read.article.charset_evidence;
    articles.push_back({&read.article, &read.extraction.facts, &read.fact_keys,
                        &read.extraction.warnings, &read.extraction.rules_used, read.found_sha256});
  }
  auto put = store_->Put(row, payload, articles, why);
  if (!put.ok()) return put.status();
  switch (*put) {
    case PutResult::kStored: return Stored::kNew;
    case PutResult::kKnown: return Stored::kKnown;
    case PutResult::kRejected: break;
  }
  return Stored::kRejected;
}

Status StoreCatalog::PutContainer(const ReadSource& source, const std::string& note) {
  PayloadRow payload;
  payload.sha256 = source.sha256;
  payload.bytes = source.bytes;
  payload.media_type = source.media_type;
  payload.charset = "binary";
  return store_->PutContainer(RowOf(source), payload, note);
}

Status StoreCatalog::PutMembersGone(const SourcePlace& place) {
  return store_->PutMembersGone(RowOf(place));
}

Status StoreCatalog::PutRefused(const SourcePlace& place, bool unsupported,
                                const std::string& reason) {
  return store_->PutRefused(RowOf(place), unsupported ? "unsupported" : "failed", reason);
}

Status StoreCatalog::PutGone(const std::string& root, const KnownFile& file) {
  SourceRow row;
  row.root = root;
  row.path = file.path;
  row.size = file.stamp.size;
  row.mtime_ns = file.stamp.mtime_ns;
  row.given = file.given;
  return store_->PutGone(row);
}

}  // namespace factmill
