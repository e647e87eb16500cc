#include "pipeline/ingest.h"

#include <unistd.h>

#include <algorithm>
#include <exception>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/sha256.h"
#include "corpus/reader.h"
#include "pipeline/fact_check.h"
#include "pipeline/parallel.h"

namespace factmill {
namespace {

// A transaction ends after so many files or bytes, whichever comes first.
constexpr int kFilesACommit = 500;
constexpr int64_t kBytesACommit = 8 << 20;
// Of files that are being worked on at a time.
constexpr uint64_t kBytesUnderWay = uint64_t{256} << 20;
// A file whose time is as young as the run that read it may have changed within
// the same tick; the coarsest clock of a file system ticks every 2 seconds.
constexpr int64_t kTickNs = 2000000000;

// What becomes of one file.
struct Outcome {
  enum class Kind { kUntouched, kRead, kFailed, kUnsupported };
  Kind kind = Kind::kUntouched;
  std::string reason;
  ReadSource source;
};

struct Item {
  const WalkRoot* root;
  const WalkEntry* entry;
  const KnownFile* known;  // Null if it is not.
};

std::string Extension(const std::string& path) {
  const size_t slash = path.rfind('/');
  const size_t dot = path.rfind('.');
  if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) return "";
  return path.substr(dot);
}

class Ingester {
 public:
  Ingester(const RuleSet& rules, const IngestOptions& options, Catalog* catalog,
           IngestObserver* observer)
      : rules_(rules), options_(options), catalog_(catalog), observer_(observer) {}

  Result<IngestSummary> Run(const std::vector<WalkRoot>& roots) {
    Status status = Prepare(roots);
    if (!status.ok()) return status;
    status = ParallelInOrder<Outcome>(
        items_.size(), options_.jobs, kBytesUnderWay,
        [this](size_t i) { return static_cast<uint64_t>(items_[i].entry->stamp.size); },
        [this](size_t i) { return Work(items_[i]); },
        [this](size_t i, Outcome outcome) { return Consume(items_[i], std::move(outcome)); });
    if (!status.ok() && !summary_.interrupted) return status;
    status = summary_.interrupted ? Status::Ok() : MarkGone(roots);
    if (status.ok() && !options_.dry_run) status = catalog_->Commit();
    if (!status.ok()) return status;
    return std::move(summary_);
  }

 private:
  Status Prepare(const std::vector<WalkRoot>& roots);
  Status KeepUntouched(const std::vector<WalkRoot>& roots);
  bool Trusted(const Item& item) const;
  // On any thread.
  Outcome Work(const Item& item) const;
  Outcome Read(const Item& item) const;
  Status Articles(std::string bytes, ReadSource* source) const;
  // On the caller's thread, in order.
  Status Consume(const Item& item, Outcome outcome);
  Status PutRead(const Item& item, const ReadSource& source);
  Status PutRefused(const Item& item, FileStamp stamp, bool unsupported, const std::string& reason);
  Status MarkGone(const std::vector<WalkRoot>& roots);
  void Count(const ReadSource& source);

  const RuleSet& rules_;
  const IngestOptions& options_;
  Catalog* catalog_;
  IngestObserver* observer_;
  std::vector<std::vector<KnownFile>> known_;  // One a root.
  std::unordered_set<std::string> kept_;       // Payloads that an edit of rules did not touch.
  std::unordered_set<std::string> fresh_;      // Payloads that need no work.
  std::vector<Item> items_;
  IngestSummary summary_;
  IngestProgress progress_;
  int files_since_commit_ = 0;
  int64_t bytes_since_commit_ = 0;
};

// Payloads in which these rules find what others found need not be read again.
Status Ingester::KeepUntouched(const std::vector<WalkRoot>& roots) {
  std::vector<std::string> paths;
  for (const WalkRoot& root : roots) paths.push_back(root.path);
  const auto texts = catalog_->TextsBelow(paths);
  if (texts == nullptr) return Status::Ok();
  struct OfPayload {
    std::string sha256;
    bool same = true;
  };
  std::map<int64_t, OfPayload> payloads;
  Status status = RereadAll(texts.get(), rules_, {options_.jobs, false, options_.stop},
                            [&](const OldText& text, const Reread& reread) {
                              OfPayload& payload = payloads[text.payload];
                              payload.sha256 = text.payload_sha256;
                              payload.same = payload.same && reread.same;
                              return Status::Ok();
                            });
  // Cut short, some payload's articles may not all have been read.
  if (!status.ok() || (options_.stop && options_.stop->load() != 0)) return status;
  for (auto& [id, payload] : payloads) {
    if (!payload.same) continue;
    kept_.insert(payload.sha256);
    if (options_.dry_run) continue;
    status = catalog_->Keep(id);
    if (!status.ok()) return status;
  }
  return Status::Ok();
}

Status Ingester::Prepare(const std::vector<WalkRoot>& roots) {
  const Status kept = KeepUntouched(roots);
  if (!kept.ok()) return kept;
  auto fresh = catalog_->FreshPayloads();
  if (!fresh.ok()) return fresh.status();
  for (std::string& sha256 : *fresh) fresh_.insert(std::move(sha256));
  fresh_.insert(kept_.begin(), kept_.end());
  known_.reserve(roots.size());
  for (const WalkRoot& root : roots) {
    auto files = catalog_->FilesOf(root.path);
    if (!files.ok()) return files.status();
    for (KnownFile& file : *files) file.fresh = file.fresh || kept_.count(file.sha256) > 0;
    known_.push_back(std::move(*files));
    std::unordered_map<std::string_view, const KnownFile*> by_path;
    for (const KnownFile& file : known_.back()) by_path[file.path] = &file;
    for (const WalkEntry& entry : root.entries) {
      const auto found = by_path.find(entry.path);
      items_.push_back({&root, &entry, found == by_path.end() ? nullptr : found->second});
      progress_.of_bytes += static_cast<uint64_t>(entry.stamp.size);
    }
    summary_.hidden += root.hidden;
  }
  progress_.of_files = items_.size();
  return Status::Ok();
}

// Whether size and time alone say that the file is as it was.
bool Ingester::Trusted(const Item& item) const {
  const KnownFile* known = item.known;
  return known && !options_.rehash && !known->gone && !known->sha256.empty() && known->fresh &&
         known->stamp == item.entry->stamp &&
         known->stamp.mtime_ns + kTickNs < known->run_started_ns;
}

Outcome Ingester::Work(const Item& item) const {
  Outcome outcome;
  outcome.source.stamp = item.entry->stamp;
  outcome.reason = item.entry->reason;
  if (item.entry->kind == WalkEntry::Kind::kUnsupported) {
    outcome.kind = Outcome::Kind::kUnsupported;
  } else if (item.entry->kind == WalkEntry::Kind::kFailed) {
    outcome.kind = Outcome::Kind::kFailed;
  } else if (MediaTypeOf(item.entry->path).empty()) {
    const std::string extension = Extension(item.entry->path);
    outcome.kind = Outcome::Kind::kUnsupported;
    outcome.reason = extension.empty() ? "its name has no extension that says what it is"
                                       : "nothing here reads " + extension + " files";
  } else if (!Trusted(item)) {
    try {
      outcome = Read(item);
    } catch (const std::exception& e) {  // Out of memory, on this file's account.
      outcome = Outcome();
      outcome.kind = Outcome::Kind::kFailed;
      outcome.reason = std::string("internal error: ") + e.what();
      outcome.source.stamp = item.entry->stamp;
    }
  }
  return outcome;
}

Outcome Ingester::Read(const Item& item) const {
  Outcome outcome;
  ReadSource& source = outcome.source;
  source.root = item.root->path;
  source.path = item.entry->path;
  source.stamp = item.entry->stamp;
  source.media_type = MediaTypeOf(source.path);
  const std::string separator = source.root == "/" ? "" : "/";
  auto file = ReadFile(source.root + separator + source.path, options_.max_bytes);
  Status status = file.status();
  if (file.ok()) {
    source.stamp = file->stamp;
    source.bytes = static_cast<int64_t>(file->bytes.size());
    source.sha256 = Sha256Hex(file->bytes);
    if (!fresh_.count(source.sha256)) status = Articles(std::move(file->bytes), &source);
  }
  outcome.kind = status.ok() ? Outcome::Kind::kRead : Outcome::Kind::kFailed;
  if (!status.ok()) outcome.reason = status.message();
  return outcome;
}

Status Ingester::Articles(std::string bytes, ReadSource* source) const {
  Payload payload;
  payload.bytes = std::move(bytes);
  payload.sha256 = source->sha256;
  payload.media_type = source->media_type;
  auto articles = ReadPayload(payload);
  if (!articles.ok()) return articles.status();
  for (Article& article : *articles) {
    ReadArticle read;
    read.article = std::move(article);
    if (!options_.dry_run) {
      read.extraction = Extract(read.article, rules_, {});
      read.found_sha256 = FoundSha256(read.extraction, rules_);
      for (const Fact& fact : read.extraction.facts) {
        read.fact_keys.push_back(FactKey(payload.sha256, fact));
      }
      const Status status =
          CheckFacts(payload.bytes, read.article, read.extraction.facts, read.fact_keys);
      if (!status.ok()) return status;
    }
    source->articles.push_back(std::move(read));
  }
  return Status::Ok();
}

Status Ingester::Consume(const Item& item, Outcome outcome) {
  Status status;
  switch (outcome.kind) {
    case Outcome::Kind::kUntouched: ++summary_.unchanged; break;
    case Outcome::Kind::kRead: status = PutRead(item, outcome.source); break;
    case Outcome::Kind::kFailed:
      status = PutRefused(item, outcome.source.stamp, false, outcome.reason);
      break;
    case Outcome::Kind::kUnsupported:
      status = PutRefused(item, outcome.source.stamp, true, outcome.reason);
      break;
  }
  if (!status.ok()) return status;
  ++progress_.files;
  progress_.bytes += static_cast<uint64_t>(item.entry->stamp.size);
  progress_.articles = summary_.articles;
  progress_.failed = summary_.failed;
  observer_->OnProgress(progress_);
  if (outcome.kind != Outcome::Kind::kUntouched && !options_.dry_run) {
    ++files_since_commit_;
    bytes_since_commit_ += outcome.source.bytes;
    if (files_since_commit_ >= kFilesACommit || bytes_since_commit_ >= kBytesACommit) {
      files_since_commit_ = 0;
      bytes_since_commit_ = 0;
      status = catalog_->Commit();
      if (!status.ok()) return status;
    }
  }
  if (options_.stop && options_.stop->load() != 0) {
    summary_.interrupted = true;
    return Status(Code::kUnreadable, "interrupted");
  }
  return Status::Ok();
}

Status Ingester::PutRead(const Item& item, const ReadSource& source) {
  const KnownFile* known = item.known;
  Stored stored = Stored::kNew;
  if (!options_.dry_run) {
    std::string why;
    auto put = catalog_->Put(source, &why);
    if (!put.ok()) return put.status();
    stored = *put;
    if (stored == Stored::kRejected) {
      return PutRefused(item, source.stamp, false, "internal error: " + why);
    }
  }
  if (!known || known->gone || known->sha256.empty()) {
    ++summary_.added;
    observer_->OnFile("add", source.path);
  } else if (known->sha256 != source.sha256) {
    ++summary_.changed;
    observer_->OnFile("change", source.path);
  } else if (!known->fresh) {
    ++summary_.refreshed;
    observer_->OnFile("refresh", source.path);
  } else {
    ++summary_.unchanged;
  }
  if (stored == Stored::kNew) Count(source);
  return Status::Ok();
}

void Ingester::Count(const ReadSource& source) {
  for (const ReadArticle& read : source.articles) {
    ++summary_.articles;
    summary_.warnings += read.extraction.warnings.size();
    progress_.facts += read.extraction.facts.size();
    for (const Fact& fact : read.extraction.facts) {
      ++summary_.facts[static_cast<size_t>(fact.value.kind)];
    }
  }
}

Status Ingester::PutRefused(const Item& item, FileStamp stamp, bool unsupported,
                            const std::string& reason) {
  ++(unsupported ? summary_.unsupported : summary_.failed);
  summary_.refusals.push_back({item.entry->path, reason, unsupported});
  if (options_.dry_run) return Status::Ok();
  return catalog_->PutRefused(item.root->path, item.entry->path, stamp, unsupported, reason);
}

// Files of a root that was walked whole and that the walk did not meet.  Below a
// folder that could not be listed nobody knows; a hidden file, named itself once,
// is asked for.
Status Ingester::MarkGone(const std::vector<WalkRoot>& roots) {
  for (size_t r = 0; r < roots.size(); ++r) {
    const WalkRoot& root = roots[r];
    if (!root.whole) continue;
    std::unordered_set<std::string_view> met;
    for (const WalkEntry& entry : root.entries) met.insert(entry.path);
    std::vector<const KnownFile*> gone;
    for (const KnownFile& file : known_[r]) {
      if (file.gone || met.count(file.path)) continue;
      if (IsHidden(file.path) && access((root.path + "/" + file.path).c_str(), F_OK) == 0) continue;
      const bool unlisted =
          std::any_of(root.unlisted.begin(), root.unlisted.end(), [&](const std::string& folder) {
            return folder.empty() || file.path.rfind(folder + "/", 0) == 0;
          });
      if (!unlisted) gone.push_back(&file);
    }
    std::sort(gone.begin(), gone.end(),
              [](const KnownFile* a, const KnownFile* b) { return a->path < b->path; });
    for (const KnownFile* file : gone) {
      ++summary_.gone;
      observer_->OnFile("gone", file->path);
      if (options_.dry_run) continue;
      const Status status = catalog_->PutGone(root.path, *file);
      if (!status.ok()) return status;
    }
  }
  return Status::Ok();
}

}  // namespace

Result<IngestSummary> Ingest(const std::vector<WalkRoot>& roots, const RuleSet& rules,
                             const IngestOptions& options, Catalog* catalog,
                             IngestObserver* observer) {
  return Ingester(rules, options, catalog, observer).Run(roots);
}

}  // namespace factmill
