#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "pipeline/read_file.h"
#include "pipeline/walk.h"
#include "tests/temp_folder.h"

namespace factmill {
namespace {

// "path" of a file; "path: reason" of what is not read, '!' before a failure.
std::string Shown(const WalkRoot& root) {
  std::string text;
  for (const WalkEntry& entry : root.entries) {
    if (!text.empty()) text += '\n';
    if (entry.kind == WalkEntry::Kind::kFailed) text += '!';
    text += entry.path;
    if (!entry.reason.empty()) text += ": " + entry.reason;
  }
  return text;
}

std::string RealPath(const std::string& path) { return std::filesystem::canonical(path).string(); }

std::vector<WalkRoot> WalkOf(const std::vector<std::string>& paths,
                             const std::vector<std::string>& except = {}) {
  auto roots = Walk(paths, except);
  REQUIRE(roots.status().message() == "");
  return *roots;
}

TEST_CASE("a folder is walked bytewise, without hidden files, links to folders and pipes") {
  const TempFolder folder;
  folder.Write("in/a/z.txt", "1");
  folder.Write("in/a-b.txt", "22");
  folder.Write("in/B.txt", "3");
  folder.Write("in/a.txt", "4");
  folder.Write("in/\xE4\xB8\xAD.txt", "5");
  folder.Write("in/caf\xE9.txt", "6");
  folder.Write("in/.git/config.txt", "7");
  folder.Write("in/.hidden.txt", "8");
  folder.Write("out/o.txt", "9");
  std::filesystem::create_symlink("../out", folder / "in/linked");
  std::filesystem::create_symlink(".", folder / "in/loop");
  std::filesystem::create_symlink("../out/o.txt", folder / "in/link.txt");
  std::filesystem::create_symlink("nowhere", folder / "in/dangling.txt");
  std::filesystem::create_symlink("self", folder / "in/self");
  REQUIRE(mkfifo((folder / "in/pipe.txt").c_str(), 0600) == 0);
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  (folder / "in/sock").copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  close(fd);

  const auto roots = WalkOf({folder / "in"});
  REQUIRE(roots.size() == 1);
  CHECK(roots[0].path == RealPath(folder / "in"));
  CHECK(roots[0].whole);
  CHECK(roots[0].hidden == 2);
  CHECK(Shown(roots[0]) ==
        "B.txt\n"
        "a-b.txt\n"
        "a.txt\n"
        "a/z.txt\n"
        "caf\xE9.txt\n"
        "!dangling.txt: a symbolic link that leads nowhere\n"
        "link.txt\n"
        "linked: a symbolic link to a folder is not followed\n"
        "loop: a symbolic link to a folder is not followed\n"
        "pipe.txt: a named pipe is never opened\n"
        "!self: a symbolic link that leads nowhere\n"
        "sock: a socket is never opened\n"
        "\xE4\xB8\xAD.txt");
  CHECK(roots[0].entries[1].stamp.size == 2);
  CHECK(roots[0].entries[1].stamp.mtime_ns > 0);
}

TEST_CASE("a file's root is its folder, and arguments in any order give one walk") {
  const TempFolder folder;
  folder.Write("b/x.txt", "1");
  folder.Write("a/y.txt", "2");
  folder.Write("a/w.txt", "3");
  folder.Write("a/.h.txt", "4");
  const auto one = WalkOf({folder / "b/x.txt", folder / "a/y.txt", folder / "a/y.txt"});
  REQUIRE(one.size() == 2);
  CHECK(one[0].path == RealPath(folder / "a"));
  CHECK_FALSE(one[0].whole);
  CHECK(Shown(one[0]) == "y.txt");
  CHECK(Shown(one[1]) == "x.txt");
  // A folder and its own files, a hidden one among them.
  const auto both = WalkOf({folder / "a/y.txt", folder / "a/.h.txt", folder / "a", folder / "a/"});
  REQUIRE(both.size() == 1);
  CHECK(both[0].whole);
  CHECK(Shown(both[0]) == ".h.txt\nw.txt\ny.txt");
}

TEST_CASE("a link that is named itself is followed") {
  const TempFolder folder;
  folder.Write("real/x.txt", "1");
  std::filesystem::create_symlink("real", folder / "link");
  const auto roots = WalkOf({folder / "link"});
  CHECK(roots[0].path == RealPath(folder / "real"));
  CHECK(Shown(roots[0]) == "x.txt");
}

TEST_CASE("the database's own files are no articles") {
  const TempFolder folder;
  folder.Write("x.txt", "1");
  folder.Write("facts.db", "1");
  const std::string db = RealPath(folder.path()) + "/facts.db";
  CHECK(Shown(WalkOf({folder.path()}, {db})[0]) == "x.txt");
  CHECK(Shown(WalkOf({folder / "facts.db"}, {db})[0]) == "");
}

TEST_CASE("a path that is not there ends the walk before it begins") {
  const TempFolder folder;
  const auto roots = Walk({folder.path(), folder / "no"}, {});
  CHECK(roots.status().code() == Code::kNotFound);
  CHECK(roots.status().message() == folder / "no" + " cannot be read: No such file or directory");
  CHECK(Walk({"-"}, {}).status().code() == Code::kInvalid);
  CHECK(Walk({""}, {}).status().code() == Code::kInvalid);
}

TEST_CASE("hidden is what has a leading dot anywhere") {
  CHECK(IsHidden(".a"));
  CHECK(IsHidden("a/.b/c"));
  CHECK_FALSE(IsHidden("a.b/c.d"));
  CHECK_FALSE(IsHidden(""));
}

TEST_CASE("a file is read whole or not at all") {
  const TempFolder folder;
  const std::string file = folder.Write("x.txt", "1234567890");
  auto bytes = ReadFile(file, 10);
  REQUIRE(bytes.ok());
  CHECK(bytes->bytes == "1234567890");
  CHECK(bytes->stamp.size == 10);

  auto error = [&](const std::string& path, int64_t max) {
    const auto read = ReadFile(path, max);
    CHECK(read.status().code() == Code::kUnreadable);
    return read.status().message();
  };
  CHECK(error(file, 9) == "it has 10 bytes, more than the limit of 9 bytes");
  CHECK(error(folder.Write("empty.txt", ""), 9) == "it is empty");
  CHECK(error(folder / "no.txt", 9) == "No such file or directory");
  CHECK(error(folder.path(), 9) == "it is a folder");
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(error(folder / "pipe", 9) == "it is no regular file, and was not read");
  CHECK(error("/dev/zero", 9) == "it is no regular file, and was not read");
  // A gigabyte that takes no room, and is never read.
  const std::string huge = folder.Write("huge.txt", "");
  std::filesystem::resize_file(huge, 1 << 30);
  CHECK(error(huge, int64_t{64} << 20) == "it has 1073741824 bytes, more than the limit of 64 MiB");
}

}  // namespace
}  // namespace factmill
