// Reading one file, or one member of a container, for an ingest: whether it need be
// read at all, its articles and their facts, or why there are none.
#ifndef FACTMILL_PIPELINE_ITEM_READER_H_
#define FACTMILL_PIPELINE_ITEM_READER_H_

#include <string>

#include "corpus/container.h"
#include "pipeline/ingest.h"
#include "pipeline/payload_set.h"

namespace factmill {

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

std::string FullPath(const Item& item);
SourcePlace PlaceOf(const Item& item);

// Works on any thread.
class ItemReader {
 public:
  // REQUIRES: all outlive this, and nobody changes them while it reads.  Payloads in
  // `fresh` need no work; in a dry run those in `kept` neither.
  ItemReader(const RuleSet& rules, const IngestOptions& options, const PayloadSet& kept,
             const PayloadSet& fresh)
      : rules_(rules), options_(options), kept_(kept), fresh_(fresh) {}

  // Whether size and time alone say that the file is as it was.
  bool Trusts(const Item& item) const;

  Outcome File(const Item& item) const;
  Outcome Member(const Item& item, FoundMember member) const;

 private:
  Outcome Read(const Item& item) const;
  // Reads the payload unless its facts are stored as these rules find them.
  Status Articles(Payload payload, ReadSource* source) const;

  const RuleSet& rules_;
  const IngestOptions& options_;
  const PayloadSet& kept_;
  const PayloadSet& fresh_;
};

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_ITEM_READER_H_
