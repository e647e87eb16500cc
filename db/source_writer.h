// The rows of `sources`: what each file is now, and what it held before.
#ifndef FACTMILL_DB_SOURCE_WRITER_H_
#define FACTMILL_DB_SOURCE_WRITER_H_

#include <string>

#include "db/sqlite.h"
#include "db/store.h"

namespace factmill {

class SourceWriter {
 public:
  static Result<SourceWriter> Make(Database* db);

  // The file holds the payload now.  If it held another one before, that row
  // becomes superseded; a row of the same payload is taken up again.
  // `note` is what is to be said of it; "" for nothing.
  Status PutCurrent(const SourceRow& source, int64_t payload_id, const std::string& note,
                    int64_t run_id);
  // The file is `state` ("failed", "unsupported") now.  A payload it held before
  // becomes superseded.
  Status PutRefused(const SourceRow& source, const std::string& state, const std::string& reason,
                    int64_t run_id);
  Status PutGone(const SourceRow& source, int64_t run_id);
  // The members of the container that `run_id` did not put.
  Status PutMembersGone(const SourceRow& source, int64_t run_id);
  // Whether another source, before this one by name, holds the payload.
  Result<bool> HasBefore(const SourceRow& source, int64_t payload_id);

 private:
  struct Now {
    int64_t id = 0;          // 0: the file is not known.
    int64_t payload_id = 0;  // 0: none.
  };

  SourceWriter(Statement find_now, Statement find_former, Statement insert, Statement update,
               Statement supersede, Statement remove, Statement members_gone, Statement before);
  Result<Now> FindNow(const SourceRow& source);
  Status Insert(const SourceRow& source, int64_t payload_id, const std::string& state,
                const std::string& reason, int64_t run_id);
  Status Update(int64_t id, const SourceRow& source, int64_t payload_id, const std::string& state,
                const std::string& reason, int64_t run_id);

  Statement find_now_, find_former_, insert_, update_, supersede_, remove_, members_gone_, before_;
};

// `bytes` as valid UTF-8, with U+FFFD for what is none.
std::string ShownPath(const std::string& bytes);

}  // namespace factmill

#endif  // FACTMILL_DB_SOURCE_WRITER_H_
