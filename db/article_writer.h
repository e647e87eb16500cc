// The rows of one payload: its articles, their facts and warnings.
#ifndef FACTMILL_DB_ARTICLE_WRITER_H_
#define FACTMILL_DB_ARTICLE_WRITER_H_

#include <string>
#include <unordered_map>
#include <vector>

#include "db/sqlite.h"
#include "db/store.h"

namespace factmill {

class ArticleWriter {
 public:
  static Result<ArticleWriter> Make(Database* db);

  // The rules as rows; facts name them.
  Status PutRules(const std::vector<RuleInfo>& rules);

  // Takes out all articles of the payload, with all that hangs on them.
  Status Remove(int64_t payload_id);
  Status Put(int64_t payload_id, int64_t run_id, const ArticleRow& row);

 private:
  ArticleWriter(Database* db, Statement put_rule, Statement remove, Statement put_article,
                Statement put_fact, Statement put_attribute, Statement put_link,
                Statement put_warning, Statement put_used);
  Status PutFact(int64_t article_id, int64_t run_id, const Fact& fact, const std::string& key);
  Status PutAttributes(int64_t fact_id, const Fact& fact);
  // `ids` are the facts' rows, by index.
  Status PutLinks(const std::vector<int64_t>& ids, const std::vector<Fact>& facts);

  Database* db_;
  Statement put_rule_, remove_, put_article_, put_fact_, put_attribute_, put_link_, put_warning_,
      put_used_;
  std::unordered_map<std::string, int64_t> rule_ids_;  // Of this run's rules, by name,
  std::vector<int64_t> rule_ids_in_order_;             // and by place.
};

}  // namespace factmill

#endif  // FACTMILL_DB_ARTICLE_WRITER_H_
