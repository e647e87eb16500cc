#include "pipeline/ingest.h"

#include <algorithm>
#include <exception>
#include <map>
#include <unordered_map>

#include "corpus/hints.h"
#include "pipeline/file_source.h"
#include "pipeline/gone_files.h"
#include "pipeline/item_reader.h"
#include "pipeline/parallel.h"
#include "pipeline/payload_set.h"
#include "pipeline/sidecar.h"

namespace factmill {
namespace {

// A transaction ends after so many files or bytes, whichever comes first.
constexpr int kFilesACommit = 500;
constexpr int64_t kBytesACommit = 8 << 20;
// Of payloads that are being worked on at a time.
constexpr uint64_t kBytesUnderWay = uint64_t{40} << 20;
// Members of containers wait for one another until there is work for all threads.
constexpr size_t kBytesABatch = 8 << 20;
constexpr size_t kJobsABatch = 1 << 14;
// Refusals that a summary names; all are counted.
constexpr size_t kMostRefusals = 1000;

// One thing to be done, in the order of the walk.
struct Job {
  enum class Kind {
    kFile,           // To be read whole.
    kMember,         // To be read.
    kRefusedMember,  // To be recorded.
    kContainerEnd,   // After its members.
  };
  Kind kind = Kind::kFile;
  const Item* item = nullptr;
  std::unique_ptr<FoundMember> member;
  std::unique_ptr<RefusedMember> refused;
  std::unique_ptr<ReadSource> container;  // With its hash.
  std::string note;                       // What was passed over.
};

// "12 request records, 3 revisit records".
std::string NoteOf(const std::map<std::string, uint64_t>& passed_over) {
  std::string note;
  for (const auto& [what, count] : passed_over) {
    note += (note.empty() ? "passed over: " : ", ") + std::to_string(count) + " " + what;
  }
  return note;
}

class Ingester {
 public:
  Ingester(const RuleSet& rules, const IngestOptions& options, Catalog* catalog,
           IngestObserver* observer)
      : rules_(rules), options_(options), catalog_(catalog), observer_(observer) {}

  Result<IngestSummary> Run(const std::vector<WalkRoot>& roots) {
    Status status = Prepare(roots);
    if (!status.ok()) return status;
    for (const Item& item : items_) {
      const std::string type = ContainerType(item);
      status =
          type.empty() ? Add({Job::Kind::kFile, &item, {}, {}, {}, {}}, 0) : WalkItem(item, type);
      if (!status.ok()) break;
    }
    if (status.ok()) status = Flush();
    if (!status.ok() && !summary_.interrupted) return status;
    status = summary_.interrupted ? Status::Ok() : MarkGone(roots);
    if (status.ok() && !options_.dry_run) status = catalog_->Commit();
    if (!status.ok()) return status;
    return std::move(summary_);
  }

 private:
  class Sink;

  Status Prepare(const std::vector<WalkRoot>& roots);
  Status KeepUntouched(const std::vector<WalkRoot>& roots);
  Status PrepareSidecars(const WalkRoot& root, const Sidecars& sidecars);
  // "" for what is no container, or need not be read.
  std::string ContainerType(const Item& item) const;
  // Makes jobs of the members of a container.
  Status WalkItem(const Item& item, const std::string& type);
  Status Add(Job job, size_t bytes);
  // Does the jobs that were added.
  Status Flush();
  // On any thread.
  Outcome Work(Job* job) const;
  // On the caller's thread, in order.
  Status Consume(const Job& job, Outcome outcome);
  Status PutFile(const Item& item, Outcome outcome);
  Status Store(const ReadSource& source, bool* stored);
  Status PutRead(const Item& item, const ReadSource& source);
  Status PutMember(const Item& item, const Outcome& outcome);
  Status PutContainer(const Item& item, const ReadSource& source, const std::string& note);
  Status PutRefused(const SourcePlace& place, bool unsupported, const std::string& reason);
  Status CommitIfDue(int64_t bytes);
  Status MarkGone(const std::vector<WalkRoot>& roots);
  void CountFile(const Item& item, const std::string& sha256, const std::string& path);
  void Count(const ReadSource& source);
  Status Interrupted() {
    summary_.interrupted = true;
    return Status(Code::kUnreadable, "interrupted");
  }
  bool stopped() const { return options_.stop && options_.stop->load() != 0; }

  const RuleSet& rules_;
  const IngestOptions& options_;
  Catalog* catalog_;
  IngestObserver* observer_;
  std::vector<std::vector<KnownFile>> known_;  // One a root.
  std::vector<Sidecars> sidecars_;             // One a root.
  PayloadSet kept_;                            // Payloads that an edit of rules did not touch.
  PayloadSet fresh_;                           // Payloads that need no work.
  const ItemReader reader_{rules_, options_, kept_, fresh_};
  std::vector<std::pair<std::string, std::string>> done_;  // To be fresh after this batch.
  std::vector<Item> items_;
  std::vector<Job> batch_;
  size_t batch_bytes_ = 0;
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
    kept_.Insert(payload.sha256, "");
    if (options_.dry_run) continue;
    status = catalog_->Keep(id);
    if (!status.ok()) return status;
  }
  return Status::Ok();
}

Status Ingester::Prepare(const std::vector<WalkRoot>& roots) {
  const Status kept = KeepUntouched(roots);
  if (!kept.ok()) return kept;
  const Status fresh =
      catalog_->FreshPayloads([this](const std::string& sha256, const std::string& given) {
        fresh_.Insert(sha256, given);
      });
  if (!fresh.ok()) return fresh;
  known_.reserve(roots.size());
  sidecars_.reserve(roots.size());
  for (const WalkRoot& root : roots) {
    auto files = catalog_->FilesOf(root.path);
    if (!files.ok()) return files.status();
    for (KnownFile& file : *files) file.fresh = file.fresh || kept_.Has(file.sha256);
    known_.push_back(std::move(*files));
    sidecars_.push_back(ReadSidecars(root));
    const Sidecars& sidecars = sidecars_.back();
    std::unordered_map<std::string_view, const KnownFile*> by_path;
    for (const KnownFile& file : known_.back()) by_path[file.path] = &file;
    for (const WalkEntry& entry : root.entries) {
      if (sidecars.files.count(entry.path)) continue;
      const auto found = by_path.find(entry.path);
      Item item{&root, &entry, found == by_path.end() ? nullptr : found->second, {}, {}};
      const auto hints = sidecars.of.find(entry.path);
      if (hints != sidecars.of.end()) item.hints = hints->second;
      item.given = FormatHints(item.hints);
      items_.push_back(std::move(item));
      progress_.of_bytes += static_cast<uint64_t>(entry.stamp.size);
    }
    summary_.hidden += root.hidden;
    const Status status = PrepareSidecars(root, sidecars);
    if (!status.ok()) return status;
  }
  progress_.of_files = items_.size();
  return Status::Ok();
}

// A sidecar that cannot be used is refused as a file is.
Status Ingester::PrepareSidecars(const WalkRoot& root, const Sidecars& sidecars) {
  for (const auto& [path, reason] : sidecars.wrong) {
    SourcePlace place;
    place.root = root.path;
    place.path = path;
    const Status status = PutRefused(place, false, reason);
    if (!status.ok()) return status;
  }
  return Status::Ok();
}

std::string Ingester::ContainerType(const Item& item) const {
  const bool file = item.entry->kind == WalkEntry::Kind::kFile && item.entry->stamp.size > 0;
  if (!file || reader_.Trusts(item)) return "";
  return ContainerTypeOf(item.entry->path, FirstBytes(FullPath(item)));
}

// What a container gives becomes jobs, in order.
class Ingester::Sink : public MemberSink {
 public:
  Sink(Ingester* ingester, const Item* item) : ingester_(ingester), item_(item) {}

  bool Take(FoundMember member) override {
    const size_t bytes = member.payload.bytes.size();
    Job job{Job::Kind::kMember, item_, {}, {}, {}, {}};
    job.member = std::make_unique<FoundMember>(std::move(member));
    status = ingester_->Add(std::move(job), bytes);
    return status.ok();
  }
  bool Refuse(RefusedMember member) override {
    Job job{Job::Kind::kRefusedMember, item_, {}, {}, {}, {}};
    job.refused = std::make_unique<RefusedMember>(std::move(member));
    status = ingester_->Add(std::move(job), 0);
    return status.ok();
  }
  void PassOver(const std::string& what) override {
    // A hostile file may name as many kinds as it likes.
    ++passed_over[passed_over.size() < 64 || passed_over.count(what) ? what : "others"];
  }

  Status status;
  std::map<std::string, uint64_t> passed_over;

 private:
  Ingester* ingester_;
  const Item* item_;
};

Status Ingester::WalkItem(const Item& item, const std::string& type) {
  auto file = FileSource::Open(FullPath(item));
  if (!file.ok()) {
    // Reading it as a plain file fails the same way, and says so.
    return Add({Job::Kind::kFile, &item, {}, {}, {}, {}}, 0);
  }
  Sink sink(this, &item);
  try {
    WalkContainer(file->get(), item.entry->path, type, options_.containers, &sink);
  } catch (const std::exception& e) {  // Out of memory, on this file's account.
    sink.Refuse({"@0", 0, std::string("internal error: ") + e.what(), false});
  }
  if (!sink.status.ok()) return sink.status;
  for (const auto& [what, count] : sink.passed_over) summary_.passed_over[what] += count;
  Job job{Job::Kind::kContainerEnd, &item, {}, {}, {}, {}};
  job.note = NoteOf(sink.passed_over);
  auto whole = (*file)->Finish();
  if (!whole.ok()) {
    job.refused = std::make_unique<RefusedMember>();
    job.refused->reason = whole.status().message();
  } else {
    job.container = std::make_unique<ReadSource>();
    static_cast<SourcePlace&>(*job.container) = PlaceOf(item);
    job.container->stamp = whole->stamp;
    job.container->sha256 = whole->sha256;
    job.container->bytes = whole->bytes;
    job.container->media_type = type;
    job.container->container = type;
  }
  return Add(std::move(job), 0);
}

Status Ingester::Add(Job job, size_t bytes) {
  if (stopped() && job.kind != Job::Kind::kFile) return Interrupted();
  const bool of_container = job.kind != Job::Kind::kFile;
  batch_.push_back(std::move(job));
  batch_bytes_ += bytes;
  const bool full = batch_bytes_ >= kBytesABatch || batch_.size() >= kJobsABatch;
  return of_container && full ? Flush() : Status::Ok();
}

Status Ingester::Flush() {
  const Status status = ParallelInOrder<Outcome>(
      batch_.size(), options_.jobs, kBytesUnderWay,
      [this](size_t i) -> uint64_t {
        const Job& job = batch_[i];
        if (job.member) return job.member->payload.bytes.size();
        return job.kind == Job::Kind::kFile ? static_cast<uint64_t>(job.item->entry->stamp.size)
                                            : 0;
      },
      [this](size_t i) { return Work(&batch_[i]); },
      [this](size_t i, Outcome outcome) { return Consume(batch_[i], std::move(outcome)); });
  batch_.clear();
  batch_bytes_ = 0;
  // Not before: the threads read it.
  for (const auto& [sha256, given] : done_) fresh_.Insert(sha256, given);
  done_.clear();
  return status;
}

Outcome Ingester::Work(Job* job) const {
  Outcome outcome;
  if (job->kind != Job::Kind::kFile && job->kind != Job::Kind::kMember) return outcome;
  try {
    return job->member ? reader_.Member(*job->item, std::move(*job->member))
                       : reader_.File(*job->item);
  } catch (const std::exception& e) {  // Out of memory, on this one's account.
    outcome = Outcome();
    outcome.kind = Outcome::Kind::kFailed;
    outcome.reason = std::string("internal error: ") + e.what();
    static_cast<SourcePlace&>(outcome.source) = PlaceOf(*job->item);
    if (job->member) outcome.source.member = job->member->member;
  }
  return outcome;
}

Status Ingester::Consume(const Job& job, Outcome outcome) {
  const bool touched = outcome.kind != Outcome::Kind::kUntouched;
  const int64_t bytes = outcome.source.bytes;
  Status status;
  switch (job.kind) {
    case Job::Kind::kFile: status = PutFile(*job.item, std::move(outcome)); break;
    case Job::Kind::kMember: status = PutMember(*job.item, outcome); break;
    case Job::Kind::kRefusedMember: {
      SourcePlace place = PlaceOf(*job.item);
      place.member = job.refused->member;
      place.offset = static_cast<int64_t>(job.refused->offset);
      place.stamp = {};
      status = PutRefused(place, job.refused->unsupported, job.refused->reason);
      break;
    }
    case Job::Kind::kContainerEnd:
      status = job.container ? PutContainer(*job.item, *job.container, job.note)
                             : PutRefused(PlaceOf(*job.item), false, job.refused->reason);
      break;
  }
  if (!status.ok()) return status;
  if (job.kind == Job::Kind::kFile || job.kind == Job::Kind::kContainerEnd) {
    ++progress_.files;
    progress_.bytes += static_cast<uint64_t>(job.item->entry->stamp.size);
  }
  progress_.articles = summary_.articles;
  progress_.failed = summary_.failed + summary_.members_failed;
  observer_->OnProgress(progress_);
  if (touched || job.kind != Job::Kind::kFile) status = CommitIfDue(bytes);
  if (status.ok() && stopped()) return Interrupted();
  return status;
}

Status Ingester::CommitIfDue(int64_t bytes) {
  if (options_.dry_run) return Status::Ok();
  ++files_since_commit_;
  bytes_since_commit_ += bytes;
  if (files_since_commit_ < kFilesACommit && bytes_since_commit_ < kBytesACommit) {
    return Status::Ok();
  }
  files_since_commit_ = 0;
  bytes_since_commit_ = 0;
  return catalog_->Commit();
}

Status Ingester::PutFile(const Item& item, Outcome outcome) {
  if (outcome.kind == Outcome::Kind::kUntouched) return ++summary_.unchanged, Status::Ok();
  const Status status =
      outcome.kind == Outcome::Kind::kRead
          ? PutRead(item, outcome.source)
          : PutRefused(outcome.source, outcome.kind == Outcome::Kind::kUnsupported, outcome.reason);
  const bool was_container = item.known && item.known->container && !options_.dry_run;
  return status.ok() && was_container ? catalog_->PutMembersGone(PlaceOf(item)) : status;
}

// `*stored`: whether it was, or need not be; what the catalog rejects is refused.
Status Ingester::Store(const ReadSource& source, bool* stored) {
  *stored = false;
  Stored how = Stored::kNew;
  if (!options_.dry_run) {
    std::string why;
    auto put = catalog_->Put(source, &why);
    if (!put.ok()) return put.status();
    how = *put;
    if (how == Stored::kRejected) return PutRefused(source, false, "internal error: " + why);
  }
  *stored = true;
  if (how == Stored::kNew) Count(source);
  return Status::Ok();
}

Status Ingester::PutRead(const Item& item, const ReadSource& source) {
  bool stored;
  const Status status = Store(source, &stored);
  if (stored) CountFile(item, source.sha256, source.path);
  return status;
}

void Ingester::CountFile(const Item& item, const std::string& sha256, const std::string& path) {
  const KnownFile* known = item.known;
  if (!known || known->gone || known->sha256.empty()) {
    ++summary_.added;
    observer_->OnFile("add", path);
  } else if (known->sha256 != sha256) {
    ++summary_.changed;
    observer_->OnFile("change", path);
  } else if (!known->fresh || known->given != item.given) {
    ++summary_.refreshed;
    observer_->OnFile("refresh", path);
  } else {
    ++summary_.unchanged;
  }
}

Status Ingester::PutMember(const Item& item, const Outcome& outcome) {
  const ReadSource& source = outcome.source;
  if (outcome.kind != Outcome::Kind::kRead) {
    SourcePlace place = source;
    place.stamp = {};
    return PutRefused(place, false, outcome.reason);
  }
  ++summary_.members;
  bool stored;
  const Status status = Store(source, &stored);
  if (stored && !options_.dry_run) done_.emplace_back(source.sha256, item.given);
  return status;
}

Status Ingester::PutContainer(const Item& item, const ReadSource& source, const std::string& note) {
  CountFile(item, source.sha256, source.path);
  return options_.dry_run ? Status::Ok() : catalog_->PutContainer(source, note);
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

Status Ingester::PutRefused(const SourcePlace& place, bool unsupported, const std::string& reason) {
  if (place.member.empty()) {
    ++(unsupported ? summary_.unsupported : summary_.failed);
  } else {
    ++(unsupported ? summary_.members_unsupported : summary_.members_failed);
  }
  if (summary_.refusals.size() < kMostRefusals) {
    summary_.refusals.push_back({place.path, place.member, reason, unsupported});
  }
  if (options_.dry_run) return Status::Ok();
  return catalog_->PutRefused(place, unsupported, reason);
}

Status Ingester::MarkGone(const std::vector<WalkRoot>& roots) {
  for (size_t r = 0; r < roots.size(); ++r) {
    for (const KnownFile* file : GoneFiles(roots[r], sidecars_[r], known_[r])) {
      ++summary_.gone;
      observer_->OnFile("gone", file->path);
      if (options_.dry_run) continue;
      const Status status = catalog_->PutGone(roots[r].path, *file);
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
