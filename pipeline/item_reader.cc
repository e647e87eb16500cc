#include "pipeline/item_reader.h"

#include <utility>

#include "base/sha256.h"
#include "corpus/hints.h"
#include "corpus/reader.h"
#include "pipeline/fact_check.h"
#include "pipeline/read_file.h"

namespace factmill {
namespace {

// A file whose time is as young as the run that read it may have changed within
// the same tick; the coarsest clock of a file system ticks every 2 seconds.
constexpr int64_t kTickNs = 2000000000;

std::string Extension(const std::string& path) {
  const size_t slash = path.rfind('/');
  const size_t dot = path.rfind('.');
  if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) return "";
  return path.substr(dot);
}

Outcome Ended(const Status& status, Outcome outcome) {
  outcome.kind = status.ok() ? Outcome::Kind::kRead : Outcome::Kind::kFailed;
  if (!status.ok()) outcome.reason = status.message();
  return outcome;
}

}  // namespace

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

bool ItemReader::Trusts(const Item& item) const {
  const KnownFile* known = item.known;
  return known && !options_.rehash && !known->gone && !known->sha256.empty() && known->fresh &&
         known->stamp == item.entry->stamp && known->given == item.given &&
         known->stamp.mtime_ns + kTickNs < known->run_started_ns;
}

Outcome ItemReader::File(const Item& item) const {
  Outcome outcome;
  static_cast<SourcePlace&>(outcome.source) = PlaceOf(item);
  outcome.reason = item.entry->reason;
  if (item.entry->kind == WalkEntry::Kind::kUnsupported) {
    outcome.kind = Outcome::Kind::kUnsupported;
  } else if (item.entry->kind == WalkEntry::Kind::kFailed) {
    outcome.kind = Outcome::Kind::kFailed;
  } else if (Trusts(item)) {
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

Outcome ItemReader::Read(const Item& item) const {
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
    status = Articles(std::move(payload), &source);
  }
  return Ended(status, std::move(outcome));
}

Outcome ItemReader::Member(const Item& item, FoundMember member) const {
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
  const Status status = Articles(std::move(member.payload), &source);
  return Ended(status, std::move(outcome));
}

Status ItemReader::Articles(Payload payload, ReadSource* source) const {
  const bool fresh =
      fresh_.Has(source->sha256, source->given) || (options_.dry_run && kept_.Has(source->sha256));
  if (fresh) return Status::Ok();
  payload.sha256 = source->sha256;
  payload.media_type = source->media_type;
  const Deadline deadline(options_.containers.max_seconds);
  auto articles = ReadPayload(payload, deadline);
  if (!articles.ok()) return articles.status();
  for (Article& article : *articles) {
    ReadArticle read;
    read.article = std::move(article);
    if (!options_.dry_run) {
      ExtractOptions options;
      options.deadline = deadline;
      options.max_facts = options_.containers.max_facts;
      read.extraction = Extract(read.article, rules_, options);
      if (!read.extraction.status.ok()) return read.extraction.status;
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

}  // namespace factmill
