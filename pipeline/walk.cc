#include "pipeline/walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <unordered_set>

namespace factmill {
namespace {

std::string Join(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder == "/" ? "/" + name : folder + "/" + name;
}

std::string OtherKind(mode_t mode) {
  if (S_ISFIFO(mode)) return "a named pipe is never opened";
  if (S_ISSOCK(mode)) return "a socket is never opened";
  return "a device is never opened";
}

FileStamp StampOf(const struct stat& info) {
  return {info.st_size, info.st_mtim.tv_sec * int64_t{1000000000} + info.st_mtim.tv_nsec};
}

// The entry for `full`, which is no folder.
WalkEntry Look(const std::string& full, const std::string& path) {
  WalkEntry entry;
  entry.path = path;
  struct stat info;
  if (stat(full.c_str(), &info) != 0) {
    entry.kind = WalkEntry::Kind::kFailed;
    entry.reason = errno == ENOENT || errno == ELOOP ? "a symbolic link that leads nowhere"
                                                     : std::strerror(errno);
  } else if (S_ISDIR(info.st_mode)) {
    entry.kind = WalkEntry::Kind::kUnsupported;
    entry.reason = "a symbolic link to a folder is not followed";
  } else if (!S_ISREG(info.st_mode)) {
    entry.kind = WalkEntry::Kind::kUnsupported;
    entry.reason = OtherKind(info.st_mode);
  } else {
    entry.stamp = StampOf(info);
  }
  return entry;
}

class Walker {
 public:
  Walker(WalkRoot* root, const std::unordered_set<std::string>& except)
      : root_(root), except_(except) {}

  void WalkAll() {
    std::vector<std::string> folders = {""};
    while (!folders.empty()) {
      const std::string folder = std::move(folders.back());
      folders.pop_back();
      List(folder, &folders);
    }
  }

 private:
  void List(const std::string& folder, std::vector<std::string>* folders) {
    const std::string full = Join(root_->path, folder);
    DIR* dir = opendir(folder.empty() ? root_->path.c_str() : full.c_str());
    if (!dir) return Refuse(folder, errno);
    while (true) {
      errno = 0;
      const dirent* item = readdir(dir);
      if (!item) break;
      const std::string name = item->d_name;
      if (name == "." || name == "..") continue;
      if (name[0] == '.') {
        ++root_->hidden;
        continue;
      }
      const std::string path = Join(folder, name);
      const std::string file = Join(root_->path, path);
      if (except_.count(file)) continue;
      struct stat info;
      if (fstatat(dirfd(dir), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) continue;  // Gone since it was listed.
        WalkEntry entry;
        entry.path = path;
        entry.kind = WalkEntry::Kind::kFailed;
        entry.reason = std::strerror(errno);
        root_->entries.push_back(std::move(entry));
      } else if (S_ISDIR(info.st_mode)) {
        folders->push_back(path);
      } else {
        root_->entries.push_back(Look(file, path));
      }
    }
    if (errno != 0) Refuse(folder, errno);
    closedir(dir);
  }

  void Refuse(const std::string& folder, int error) {
    if (error == ENOENT) return;  // Gone since it was listed.
    root_->unlisted.push_back(folder);
    WalkEntry entry;
    entry.path = folder.empty() ? "." : folder;
    entry.kind = WalkEntry::Kind::kFailed;
    entry.reason = std::string("the folder cannot be listed: ") + std::strerror(error);
    root_->entries.push_back(std::move(entry));
  }

  WalkRoot* root_;
  const std::unordered_set<std::string>& except_;
};

// Where a path given on the command line leads.
struct Given {
  std::string root;
  std::string file;  // Within root; "" for the whole folder.
};

Result<Given> Resolve(const std::string& path) {
  if (path.empty()) return Status(Code::kInvalid, "an empty path names no file or folder");
  if (path == "-") {
    return Status(Code::kInvalid,
                  "ingest reads files and folders, which verify can find again, "
                  "and not stdin: save it to a file");
  }
  struct stat info;
  if (lstat(path.c_str(), &info) != 0) {
    return Status(Code::kNotFound, path + " cannot be read: " + std::strerror(errno));
  }
  const bool folder = stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
  std::string parent = path;
  Given given;
  if (!folder) {
    const size_t slash = path.rfind('/');
    given.file = path.substr(slash == std::string::npos ? 0 : slash + 1);
    parent = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  }
  char* real = realpath(parent.c_str(), nullptr);
  if (!real) return Status(Code::kNotFound, path + " cannot be read: " + std::strerror(errno));
  given.root = real;
  std::free(real);
  return given;
}

}  // namespace

bool IsHidden(const std::string& path) {
  for (size_t at = 0; at != std::string::npos && at < path.size();) {
    if (path[at] == '.') return true;
    at = path.find('/', at);
    if (at != std::string::npos) ++at;
  }
  return false;
}

Result<std::vector<WalkRoot>> Walk(const std::vector<std::string>& paths,
                                   const std::vector<std::string>& except) {
  std::map<std::string, std::vector<std::string>> files;  // By root; folders without any.
  std::unordered_set<std::string> whole;
  for (const std::string& path : paths) {
    auto given = Resolve(path);
    if (!given.ok()) return given.status();
    auto& of_root = files[given->root];
    if (given->file.empty()) {
      whole.insert(given->root);
    } else {
      of_root.push_back(given->file);
    }
  }
  const std::unordered_set<std::string> excluded(except.begin(), except.end());
  std::vector<WalkRoot> roots;
  for (const auto& [path, names] : files) {
    WalkRoot root;
    root.path = path;
    root.whole = whole.count(path) > 0;
    if (root.whole) Walker(&root, excluded).WalkAll();
    for (const std::string& name : names) {
      // A folder has met its files already, but passed over the hidden ones.
      if (root.whole && name[0] != '.') continue;
      if (excluded.count(Join(path, name))) continue;
      root.entries.push_back(Look(Join(path, name), name));
    }
    auto by_path = [](const WalkEntry& a, const WalkEntry& b) { return a.path < b.path; };
    std::sort(root.entries.begin(), root.entries.end(), by_path);
    auto same = [](const WalkEntry& a, const WalkEntry& b) { return a.path == b.path; };
    root.entries.erase(std::unique(root.entries.begin(), root.entries.end(), same),
                       root.entries.end());
    roots.push_back(std::move(root));
  }
  return roots;
}

}  // namespace factmill
