// factmill rules fmt, as a maintainer runs it.
#include "tests/cli/process.h"

namespace factmill {
namespace {

const char kUgly[] = "[[noun]]\nwords=['a']\n\n\n[[noun]]\nwords = ['b']  \n";
const char kFine[] = "[[noun]]\nwords = ['a']\n\n[[noun]]\nwords = ['b']\n";

TEST_CASE("rules fmt writes what should look different, and says so") {
  const TempFolder folder;
  const std::string ugly = folder.Write("rules/ugly.toml", kUgly);
  const std::string fine = folder.Write("rules/fine.toml", kFine);
  std::filesystem::permissions(ugly, std::filesystem::perms(0640));
  std::filesystem::create_symlink(ugly, folder / "link.toml");

  const Outcome check = Run({"rules", "fmt", "--check", folder / "rules"});
  CHECK(check.exit == 1);
  CHECK(check.out == ugly + "\n");
  CHECK(ReadAll(ugly) == kUgly);

  CHECK(RunOk({"rules", "fmt", folder / "link.toml", fine}) == folder / "link.toml" + "\n");
  CHECK(ReadAll(ugly) == kFine);
  CHECK(std::filesystem::is_symlink(folder / "link.toml"));
  CHECK(std::filesystem::status(ugly).permissions() == std::filesystem::perms(0640));

  CHECK(RunOk({"rules", "fmt", "--check", folder / "rules"}) == "");
  CHECK(RunOk({"rules", "fmt", folder / "rules"}) == "");
  CHECK(std::distance(std::filesystem::directory_iterator(folder / "rules"), {}) == 2);
}

TEST_CASE("rules fmt writes nothing where one file is no TOML") {
  const TempFolder folder;
  const std::string ugly = folder.Write("a.toml", kUgly);
  folder.Write("b.toml", "[[noun]\n");
  const Outcome outcome = Run({"rules", "fmt", folder.path()});
  CHECK(outcome.exit == 2);
  CHECK(outcome.out == "");
  CHECK_THAT(
      outcome.err,
      Catch::Contains("b.toml:1:8: error: this is no TOML: the name in brackets is not closed"));
  CHECK(ReadAll(ugly) == kUgly);
}

TEST_CASE("rules fmt goes from stdin to stdout, and needs a path") {
  RunOptions options;
  options.stdin_text = kUgly;
  CHECK(Run({"rules", "fmt", "-"}, options).out == kFine);
  CHECK(Run({"rules", "fmt", "--check", "-"}, options).exit == 1);
  CHECK(Run({"rules", "fmt"}).exit == 2);
  CHECK(Run({"rules", "fmt", "/none"}).exit == 2);
}

TEST_CASE("rules fmt tells of a file that it cannot write") {
  const TempFolder folder;
  const std::string ugly = folder.Write("rules/a.toml", kUgly);
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  std::filesystem::permissions(folder / "rules", std::filesystem::perms(0555));
  RunOptions options;
  options.as_nobody = true;
  const Outcome outcome = Run({"rules", "fmt", ugly}, options);
  std::filesystem::permissions(folder / "rules", std::filesystem::perms(0755));
  CHECK(outcome.exit == 1);
  CHECK_THAT(outcome.err, Catch::Contains("cannot write '" + ugly + "'"));
  CHECK(ReadAll(ugly) == kUgly);
}

}  // namespace
}  // namespace factmill
