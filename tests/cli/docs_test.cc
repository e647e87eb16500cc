// Every command and every query that the READMEs show, run as printed.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/process.h"

namespace factmill {
namespace {

struct Block {
  std::string language;  // "sh" or "sql"
  std::string text;
  int line;
};

// The fenced blocks of a Markdown file that are marked sh or sql.
std::vector<Block> BlocksOf(const std::string& markdown) {
  std::vector<Block> blocks;
  std::istringstream lines(markdown);
  std::string line;
  bool inside = false, wanted = false;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.rfind("```", 0) == 0) {
      inside = !inside;
      const std::string language = line.substr(3);
      wanted = inside && (language == "sh" || language == "sql");
      if (wanted) blocks.push_back({language, "", number});
    } else if (wanted) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

// A folder as a reader of the READMEs has it: the sources, and facts.db.
void Furnish(const TempFolder& folder) {
  namespace fs = std::filesystem;
  for (const char* name : {"corpus", "rules", "db"}) {
    fs::copy(std::string(FACTMILL_SOURCE_DIR) + "/" + name, folder / name,
             fs::copy_options::recursive);
  }
  // For a query whose answer no sample has.
  folder.Write("corpus/articles/zz-capital.txt",
               "Mill opens in Zhejiang\n2021-05-12\n\n"
               "The mill has a registered capital of 250 million yuan.\n");
  RunOk({"ingest", folder / "corpus/articles", "--db", folder / "facts.db"});
}

TEST_CASE("every command and query in the READMEs works as printed") {
  const TempFolder folder;
  Furnish(folder);
  const std::string binaries = std::filesystem::path(FACTMILL_BINARY).parent_path();
  int sh = 0, sql = 0;
  for (const char* name : {"README.md", "corpus/README.md", "db/README.md", "rules/README.md",
                           "extractors/README.md", "docs/quality.md", "docs/architecture.md"}) {
    const std::string text = ReadAll(std::string(FACTMILL_SOURCE_DIR) + "/" + name);
    REQUIRE_FALSE(text.empty());
    for (const Block& block : BlocksOf(text)) {
      INFO(name << ":" << block.line << "\n" << block.text);
      const std::string query = folder.Write("block", block.text);
      const std::string command = block.language == "sh"
                                      ? "sh -e '" + query + "'"
                                      : "sqlite3 -bail facts.db < '" + query + "'";
      ++(block.language == "sh" ? sh : sql);
      RunOptions options;
      options.env = {{"PATH", binaries + ":" + std::getenv("PATH")}};
      const Outcome outcome =
          Process({"/bin/sh", "-c", "cd '" + folder.path() + "' && " + command}, options).Wait();
      INFO(outcome.out << outcome.err);
      CHECK(outcome.exit == 0);
      // The sample database has no refused sources to list.
      if (block.language == "sql" && std::string(name) != "corpus/README.md") {
        CHECK_FALSE(outcome.out.empty());
      }
    }
  }
  CHECK(sh >= 10);
  CHECK(sql >= 8);
}

TEST_CASE("every command has a --help that names its options") {
  for (const char* command :
       {"ingest", "facts", "show", "verify", "dump", "read", "extract", "eval"}) {
    INFO(command);
    const std::string help = RunOk({command, "--help"});
    CHECK(help.find("Options:") != std::string::npos);
    CHECK(ReadAll(std::string(FACTMILL_SOURCE_DIR) + "/README.md")
              .find("`factmill " + std::string(command)) != std::string::npos);
  }
}

}  // namespace
}  // namespace factmill
