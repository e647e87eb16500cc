#include "db/texts.h"

#include <utility>

namespace factmill {

Status ReadTexts(Database* db, const std::function<Status(StoredText)>& take) {
  auto rows = db->Prepare(
      "SELECT text, published, lang FROM v_articles ORDER BY path, member, root, article_id");
  if (!rows.ok()) return rows.status();
  while (true) {
    const auto more = rows->Next();
    if (!more.ok()) return more.status();
    if (!*more) return Status::Ok();
    const Status status = take({rows->String(0), rows->String(1), rows->String(2)});
    if (!status.ok()) return status;
  }
}

}  // namespace factmill
