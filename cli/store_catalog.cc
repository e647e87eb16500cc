#include "cli/store_catalog.h"

namespace factmill {

Result<std::vector<KnownFile>> ReadOnlyCatalog::FilesOf(const std::string& root) {
  std::vector<KnownFile> files;
  if (!db_) return files;
  auto sources = SourcesOf(db_, root, engine_);
  if (!sources.ok()) return sources.status();
  for (StoredSource& source : *sources) {
    KnownFile file;
    file.path = std::move(source.path);
    file.sha256 = std::move(source.sha256);
    file.gone = source.state == "gone";
    file.fresh = source.fresh;
    file.stamp = {source.size, source.mtime_ns};
    file.run_started_ns = source.run_started_ns;
    files.push_back(std::move(file));
  }
  return files;
}

Result<std::vector<std::string>> ReadOnlyCatalog::FreshPayloads() {
  if (!db_) return std::vector<std::string>();
  return factmill::FreshPayloads(db_, engine_);
}

Result<Stored> StoreCatalog::Put(const ReadSource& source, std::string* why) {
  const SourceRow row = {source.root, source.path, "", source.stamp.size, source.stamp.mtime_ns};
  PayloadRow payload;
  payload.sha256 = source.sha256;
  payload.bytes = source.bytes;
  payload.media_type = source.media_type;
  std::vector<ArticleRow> articles;
  for (const ReadArticle& read : source.articles) {
    payload.charset = read.article.charset;
    payload.charset_evidence = read.article.charset_evidence;
    articles.push_back({&read.article, &read.extraction.facts, &read.fact_keys,
                        &read.extraction.warnings, &read.extraction.rules_used});
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

Status StoreCatalog::PutRefused(const std::string& root, const std::string& path, FileStamp stamp,
                                bool unsupported, const std::string& reason) {
  return store_->PutRefused({root, path, "", stamp.size, stamp.mtime_ns},
                            unsupported ? "unsupported" : "failed", reason);
}

Status StoreCatalog::PutGone(const std::string& root, const KnownFile& file) {
  return store_->PutGone({root, file.path, "", file.stamp.size, file.stamp.mtime_ns});
}

}  // namespace factmill
