// Small articles and a small rule set, so that many ingests take little time.
#ifndef FACTMILL_TESTS_CLI_INGEST_SAMPLE_H_
#define FACTMILL_TESTS_CLI_INGEST_SAMPLE_H_

#include <string>
#include <vector>

#include "db/open.h"
#include "db/query.h"
#include "tests/cli/process.h"
#include "tests/temp_folder.h"

namespace factmill {

// Money in yuan, and nothing else.
inline std::string WriteSmallRules(const TempFolder& folder) {
  folder.Write("rules/money.toml",
               "[[unit]]\n"
               "code = 'CNY'\n"
               "kind = 'money'\n"
               "after = ['元', 'yuan']\n"
               "\n"
               "[[rule]]\n"
               "id = 'money.amount'\n"
               "kind = 'money'\n"
               "pattern = '{q=quantity} ?{u=unit:money}'\n"
               "yes = ['收入⟦12元⟧ => 12 CNY']\n"
               "no = ['12 cups']\n");
  return folder / "rules";
}

inline std::string SmallArticle(int number) {
  const std::string n = std::to_string(number);
  return "Mill number " + n + " opens\n\nThe mill cost " + n + " million yuan. 去年收入" + n +
         "万元，其中" + n + "元用于维修。\n";
}

// `count` articles in a few folders below `name`.
inline void WriteArticles(const TempFolder& folder, const std::string& name, int count) {
  for (int i = 0; i < count; ++i) {
    folder.Write(name + "/" + std::to_string(i % 7) + "/" + std::to_string(1000 + i) + ".txt",
                 SmallArticle(i));
  }
}

inline std::string DumpOf(const std::string& db) { return RunOk({"dump", "--db", db}); }

// The first column of the first row.
inline std::string Ask(const std::string& file, const std::string& sql) {
  auto db = OpenForReading(file);
  REQUIRE(db.status().message() == "");
  auto rows = db->Prepare(sql);
  REQUIRE(rows.status().message() == "");
  auto row = rows->Next();
  REQUIRE(row.status().message() == "");
  return *row ? rows->String(0) : "";
}

// Facts whose quote is not what stands at their place: none, ever.
constexpr char kMisquoted[] =
    "SELECT count(*) FROM facts f JOIN articles a ON a.id = f.article_id "
    "WHERE substr(a.text, f.char_start + 1, f.char_end - f.char_start) IS NOT f.quote";

inline void RemoveDatabase(const std::string& db) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal", "-ingest"}) {
    std::filesystem::remove(db + suffix);
  }
}

// A folder `in` to be ingested by the small rules.
struct Bench {
  TempFolder folder;
  std::string rules = WriteSmallRules(folder);
  std::string db = folder / "facts.db";

  Outcome Ingest(std::vector<std::string> more = {}) const {
    std::vector<std::string> all = {"ingest", folder / "in", "--db", db, "--rules", rules};
    all.insert(all.end(), more.begin(), more.end());
    return Run(all);
  }
  void Verify() const {
    const Outcome verified = Run({"verify", "--db", db, "--rules", rules});
    CHECK(verified.err == "");
    CHECK(verified.exit == 0);
    INFO(verified.out);
    CHECK(verified.out.find(" 0 do not") != std::string::npos);
  }
};

}  // namespace factmill

#endif  // FACTMILL_TESTS_CLI_INGEST_SAMPLE_H_
