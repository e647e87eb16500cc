#include "pipeline/sidecar.h"

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/csv.h"
#include "corpus/fields.h"
#include "corpus/hints.h"
#include "pipeline/read_file.h"
#include "rules/toml_table.h"  // toml++ must be set up in one way only.

namespace factmill {
namespace {

constexpr std::string_view kTomlEnding = ".meta.toml";
constexpr std::string_view kTable = "metadata.csv";
constexpr int64_t kMostBytesOfSidecar = 64 << 20;

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

// Puts what a sidecar says of `role`; a clause if it cannot be.
std::string Put(const std::string& role, const std::string& value, const std::string& from,
                ArticleHints* hints) {
  if (value.empty()) return "";
  if (role == "date") {
    hints->date = DayOfField(value);
    hints->date_from = from;
    if (hints->date.empty()) return "\"" + value + "\" is no day such as 2021-05-12";
  } else if (role == "title") {
    hints->title = value, hints->title_from = from;
  } else if (role == "author") {
    hints->author = value, hints->author_from = from;
  } else if (role == "site") {
    hints->site = value, hints->site_from = from;
  } else if (role == "url") {
    hints->url = value, hints->url_from = from;
  } else if (role == "lang") {
    hints->lang = value, hints->lang_from = from;
    const bool known = value == "mixed" || value.starts_with("en") || value.starts_with("zh");
    if (!known) return "the language \"" + value + "\" is none of en, zh, mixed";
  } else {
    return "there is no key `" + role + "`; there are title, date, author, site, url, lang";
  }
  return "";
}

Status Wrong(std::string reason) { return Status(Code::kInvalid, std::move(reason)); }

std::string TextOf(const toml::node& node) {
  if (const auto text = node.value<std::string>()) return *text;
  std::ostringstream out;
  if (const auto* date = node.as_date()) out << date->get();
  if (const auto* time = node.as_date_time()) out << time->get().date;
  return out.str();
}

}  // namespace

bool IsSidecar(std::string_view path) {
  if (path.ends_with(kTomlEnding)) return true;
  return path == kTable || path.ends_with(std::string("/") + std::string(kTable));
}

Result<ArticleHints> ParseMetaToml(std::string_view text, const std::string& name) {
  ArticleHints hints;
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    return Wrong("line " + std::to_string(parsed.error().source().begin.line) + ": " +
                 std::string(parsed.error().description()));
  }
  for (const auto& [key, node] : parsed.table()) {
    const std::string role(key.str());
    const std::string value = TextOf(node);
    const std::string line = "line " + std::to_string(node.source().begin.line);
    if (value.empty() && !node.is_string()) return Wrong(line + ": `" + role + "` is no text");
    const std::string error = Put(role, value, "sidecar " + name, &hints);
    if (!error.empty()) return Wrong(line + ": " + error);
  }
  return hints;
}

Result<std::map<std::string, ArticleHints>> ParseMetadataCsv(std::string_view text) {
  auto decoded = Decode(text, DetectCharset(text, "").name);
  if (!decoded.ok()) return decoded.status();
  std::map<std::string, ArticleHints> of;
  std::vector<std::string> roles;
  const std::string_view all = decoded->text;
  int number = 0;
  for (size_t at = 0; at < all.size();) {
    size_t end = at;
    for (bool quoted = false; end < all.size() && (quoted || all[end] != '\n'); ++end) {
      if (all[end] == '"') quoted = !quoted;
    }
    const std::string_view row = all.substr(at, end - at);
    at = end + 1;
    ++number;
    const auto cells = SplitCsvRow(row, ',');
    std::string file, error;
    ArticleHints hints;
    for (size_t i = 0; i < cells.size(); ++i) {
      const std::string value = UnescapeCsv(cells[i].Of(row));
      if (number == 1) {
        roles.push_back(value == "path" || value == "name" ? "file" : value);
      } else if (i < roles.size() && roles[i] == "file") {
        file = value;
      } else if (i < roles.size() && error.empty()) {
        error = Put(roles[i], value, "sidecar " + std::string(kTable), &hints);
      }
    }
    if (number == 1 && std::count(roles.begin(), roles.end(), "file") != 1) {
      return Wrong("its first row must name a column `file`");
    }
    if (!error.empty()) return Wrong("row " + std::to_string(number) + ": " + error);
    if (number > 1 && !file.empty()) of[file] = hints;
  }
  return of;
}

Sidecars ReadSidecars(const WalkRoot& root) {
  Sidecars sidecars;
  std::set<std::string> articles, tables;
  for (const WalkEntry& entry : root.entries) {
    if (entry.kind != WalkEntry::Kind::kFile) continue;
    if (!IsSidecar(entry.path)) {
      articles.insert(entry.path);
      if (!root.whole) {
        // A file that was named itself: what lies beside it was not walked.
        sidecars.files.insert(entry.path + std::string(kTomlEnding));
        tables.insert(FolderOf(entry.path) + std::string(kTable));
      }
    } else if (entry.path.ends_with(kTomlEnding)) {
      sidecars.files.insert(entry.path);
    } else {
      tables.insert(entry.path);
    }
  }
  const std::string base = root.path == "/" ? "/" : root.path + "/";
  auto read = [&](const std::string& path) -> Result<std::string> {
    auto file = ReadFile(base + path, kMostBytesOfSidecar);
    if (!file.ok()) return file.status();
    return std::move(file->bytes);
  };
  for (const std::string& path : tables) {
    sidecars.files.insert(path);
    auto text = read(path);
    if (!text.ok() && !root.whole) continue;
    auto rows = text.ok() ? ParseMetadataCsv(*text)
                          : Result<std::map<std::string, ArticleHints>>(text.status());
    if (!rows.ok()) {
      sidecars.wrong[path] = rows.status().message();
      continue;
    }
    for (auto& [name, hints] : *rows) {
      if (articles.count(FolderOf(path) + name)) sidecars.of[FolderOf(path) + name] = hints;
    }
  }
  for (const std::string& path : sidecars.files) {
    if (!path.ends_with(kTomlEnding)) continue;
    const std::string article = path.substr(0, path.size() - kTomlEnding.size());
    auto text = read(path);
    if (!text.ok() && !root.whole) continue;
    const std::string name = path.substr(FolderOf(path).size());
    auto hints = text.ok() ? ParseMetaToml(*text, name) : Result<ArticleHints>(text.status());
    if (!hints.ok()) {
      sidecars.wrong[path] = hints.status().message();
    } else if (!articles.count(article)) {
      sidecars.wrong[path] = "there is no file beside it that it could speak of";
    } else {
      // A file's own one outranks the folder's.
      sidecars.of[article] = Merged(*hints, sidecars.of[article]);
    }
  }
  return sidecars;
}

}  // namespace factmill
