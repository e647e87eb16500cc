// The pipeline's catalog over the database's store: the one place where the two
// meet.
#ifndef FACTMILL_CLI_STORE_CATALOG_H_
#define FACTMILL_CLI_STORE_CATALOG_H_

#include <string>
#include <vector>

#include "db/store.h"
#include "pipeline/ingest.h"

namespace factmill {

// The stored texts of current sources below `roots`; of all where there are none.
class StoredTexts : public OldTexts {
 public:
  StoredTexts(Database* db, const Engine& engine, std::vector<std::string> roots = {})
      : db_(db), engine_(engine), roots_(std::move(roots)) {}

  Result<std::vector<OldRules>> RuleSets() override;
  Result<std::vector<RuleFile>> FilesOf(const OldRules& rules) override;
  Status ForEach(const OldRules& rules, const std::vector<RuleInfo>& gone,
                 const std::function<bool(OldText)>& take) override;

 private:
  Database* db_;
  Engine engine_;
  std::vector<std::string> roots_;
};

// Over a database that is only read, or none at all: for --dry-run, which puts
// nothing.
class ReadOnlyCatalog : public Catalog {
 public:
  // `db` may be null: nothing is known then.
  ReadOnlyCatalog(Database* db, const Engine& engine) : db_(db), engine_(engine) {}

  Result<std::vector<KnownFile>> FilesOf(const std::string& root) override;
  Status FreshPayloads(
      const std::function<void(const std::string&, const std::string&)>& take) override;
  std::unique_ptr<OldTexts> TextsBelow(const std::vector<std::string>& roots) override;
  Status Keep(int64_t) override { return Status::Ok(); }
  Result<Stored> Put(const ReadSource&, std::string*) override { return Stored::kNew; }
  Status PutContainer(const ReadSource&, const std::string&) override { return Status::Ok(); }
  Status PutMembersGone(const SourcePlace&) override { return Status::Ok(); }
  Status PutRefused(const SourcePlace&, bool, const std::string&) override { return Status::Ok(); }
  Status PutGone(const std::string&, const KnownFile&) override { return Status::Ok(); }
  Status Commit() override { return Status::Ok(); }

 private:
  Database* db_;
  Engine engine_;
};

class StoreCatalog : public ReadOnlyCatalog {
 public:
  StoreCatalog(Store* store, const Engine& engine)
      : ReadOnlyCatalog(store->db(), engine), store_(store) {}

  Status Keep(int64_t payload) override { return store_->Keep(payload); }
  Result<Stored> Put(const ReadSource& source, std::string* why) override;
  Status PutContainer(const ReadSource& source, const std::string& note) override;
  Status PutMembersGone(const SourcePlace& place) override;
  Status PutRefused(const SourcePlace& place, bool unsupported, const std::string& reason) override;
  Status PutGone(const std::string& root, const KnownFile& file) override;
  Status Commit() override { return store_->Commit(); }

 private:
  Store* store_;
};

}  // namespace factmill

#endif  // FACTMILL_CLI_STORE_CATALOG_H_
