#include "pipeline/ingest.h"

#include <unistd.h>

#include <algorithm>
#include <exception>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/sha256.h"
#include "corpus/hints.h"
#include "corpus/reader.h"
#include "pipeline/fact_check.h"
#include "pipeline/file_source.h"
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
// A file whose time is as young as the run that read it may have changed within
// the same tick; the coarsest clock of a file system ticks every 2 seconds.
constexpr int64_t kTickNs = 2000000000;

// What becomes of one file or member.
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
  ArticleHints hints;      // Of a sidecar.
  std::string given;       // The same, as it is stored.
};

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

std::string Extension(const std::string& path) {
  const size_t slash = path.rfind('/');
  const size_t dot = path.rfind('.');
  if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) return "";
  return path.substr(dot);
}

std::string FullPath(const Item& item) {
  return (item.root->path == "/" ? "" : item.root->path) + "/" + item.entry->path;
}

SourcePlace PlaceOf(const Item& item) {
  SourcePlace place;
  place.root = item.root->path;
  place.path = item.entry->path;
  place.stamp = item.entry->stamp;
  place.given = item.given;
  return place;
}

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
  bool Trusted(const Item& item) const;
  // Whether its facts are stored as these rules find them.
  bool IsFresh(const ReadSource& source) const {
    return fresh_.Has(source.sha256, source.given) ||
           (options_.dry_run && kept_.Has(source.sha256));
  }
  // "" for what is no container, or need not be read.
  std::string ContainerType(const Item& item) const;
  // Makes jobs of the members of a container.
  Status WalkItem(const Item& item, const std::string& type);
  Status Add(Job job, size_t bytes);
  // Does the jobs that were added.
  Status Flush();
  // On any thread.
  Outcome Work(Job* job) const;
  Outcome File(const Item& item) const;
  Outcome Read(const Item& item) const;
  Outcome Member(const Item& item, FoundMember member) const;
  Status Articles(Payload payload, ReadSource* source) const;
  // On the caller's thread, in order.
  Status Consume(const Job& job, Outcome outcome);
  Status PutFile(const Item& item, Outcome outcome);
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

// Whether size and time alone say that the file is as it was.
bool Ingester::Trusted(const Item& item) const {
  const KnownFile* known = item.known;
  return known && !options_.rehash && !known->gone && !known->sha256.empty() && known->fresh &&
         known->stamp == item.entry->stamp && known->given == item.given &&
         known->stamp.mtime_ns + kTickNs < known->run_started_ns;
}

std::string Ingester::ContainerType(const Item& item) const {
  const bool file = item.entry->kind == WalkEntry::Kind::kFile && item.entry->stamp.size > 0;
  if (!file || Trusted(item)) return "";
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
    return job->member ? Member(*job->item, std::move(*job->member)) : File(*job->item);
  } catch (const std::exception& e) {  // Out of memory, on this one's account.
    outcome = Outcome();
    outcome.kind = Outcome::Kind::kFailed;
    outcome.reason = std::string("internal error: ") + e.what();
    static_cast<SourcePlace&>(outcome.source) = PlaceOf(*job->item);
    if (job->member) outcome.source.member = job->member->member;
  }
  return outcome;
}

Outcome Ingester::File(const Item& item) const {
  Outcome outcome;
  static_cast<SourcePlace&>(outcome.source) = PlaceOf(item);
  outcome.reason = item.entry->reason;
  if (item.entry->kind == WalkEntry::Kind::kUnsupported) {
    outcome.kind = Outcome::Kind::kUnsupported;
  } else if (item.entry->kind == WalkEntry::Kind::kFailed) {
    outcome.kind = Outcome::Kind::kFailed;
  } else if (Trusted(item)) {
    outcome.kind = Outcome::Kind::kUntouched;
  } else if (MediaTypeOf(item.entry->path).empty() &&
             ContainerTypeOf(item.entry->path, "").empty()) {
    const std::string extension = Extension(item.entry->path);
    outcome.kind = Outcome::Kind::kUnsupported;
    outcome.reason = extension.empty() ? "its name has no extension that says what it is"
                                       : "nothing here reads " + extension + " files";
  } else {
    return Read(item);
  }
  return outcome;
}

Outcome Ingester::Read(const Item& item) const {
  Outcome outcome;
  ReadSource& source = outcome.source;
  static_cast<SourcePlace&>(source) = PlaceOf(item);
  source.media_type = MediaTypeOf(source.path);
  const auto limit = static_cast<int64_t>(options_.containers.max_article_bytes);
  auto file = ReadFile(FullPath(item), limit);
  Status status = file.status();
  if (file.ok()) {
    source.stamp = file->stamp;
    source.bytes = static_cast<int64_t>(file->bytes.size());
    source.sha256 = Sha256Hex(file->bytes);
    Payload payload;
    payload.bytes = std::move(file->bytes);
    payload.known = item.hints;
    if (!IsFresh(source)) status = Articles(std::move(payload), &source);
  }
  outcome.kind = status.ok() ? Outcome::Kind::kRead : Outcome::Kind::kFailed;
  if (!status.ok()) outcome.reason = status.message();
  return outcome;
}

Outcome Ingester::Member(const Item& item, FoundMember member) const {
  Outcome outcome;
  ReadSource& source = outcome.source;
  static_cast<SourcePlace&>(source) = PlaceOf(item);
  source.member = member.member;
  source.offset = static_cast<int64_t>(member.offset);
  source.url = member.payload.known.url;
  source.media_type = member.payload.media_type;
  source.bytes = static_cast<int64_t>(member.payload.bytes.size());
  source.stamp = {source.bytes, 0};
  source.sha256 = Sha256Hex(member.payload.bytes);
  member.payload.known = Merged(item.hints, member.payload.known);
  Status status;
  if (!IsFresh(source)) status = Articles(std::move(member.payload), &source);
  outcome.kind = status.ok() ? Outcome::Kind::kRead : Outcome::Kind::kFailed;
  if (!status.ok()) outcome.reason = status.message();
  return outcome;
}

Status Ingester::Articles(Payload payload, ReadSource* source) const {
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
          CheckFacts(payload, read.article, read.extraction.facts, read.fact_keys);
      if (!status.ok()) return status;
    }
    source->articles.push_back(std::move(read));
  }
  return Status::Ok();
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

Status Ingester::PutRead(const Item& item, const ReadSource& source) {
  Stored stored = Stored::kNew;
  if (!options_.dry_run) {
    std::string why;
    auto put = catalog_->Put(source, &why);
    if (!put.ok()) return put.status();
    stored = *put;
    if (stored == Stored::kRejected) return PutRefused(source, false, "internal error: " + why);
  }
  CountFile(item, source.sha256, source.path);
  if (stored == Stored::kNew) Count(source);
  return Status::Ok();
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
  Stored stored = Stored::kNew;
  if (!options_.dry_run) {
    std::string why;
    auto put = catalog_->Put(source, &why);
    if (!put.ok()) return put.status();
    stored = *put;
    if (stored == Stored::kRejected) return PutRefused(source, false, "internal error: " + why);
    done_.emplace_back(source.sha256, item.given);
  }
  if (stored == Stored::kNew) Count(source);
  return Status::Ok();
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

// Files of a root that was walked whole and that the walk did not meet.  Below a
// folder that could not be listed nobody knows; a hidden file, named itself once,
// is asked for.
Status Ingester::MarkGone(const std::vector<WalkRoot>& roots) {
  for (size_t r = 0; r < roots.size(); ++r) {
    const WalkRoot& root = roots[r];
    if (!root.whole) continue;
    std::unordered_set<std::string_view> met;
    for (const WalkEntry& entry : root.entries) {
      // A sidecar is there, but no source; one that was refused stands as it is.
      const bool sidecar = sidecars_[r].files.count(entry.path) > 0;
      if (!sidecar || sidecars_[r].wrong.count(entry.path)) met.insert(entry.path);
    }
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
