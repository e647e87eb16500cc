// What a page does not say: sidecars beside articles.
//
//   mill.txt.meta.toml   of mill.txt (a container's is of all its members)
//   metadata.csv         of the files of its folder, a row each; its first row names
//                        the columns: file, title, date, author, site, url, lang
#ifndef FACTMILL_PIPELINE_SIDECAR_H_
#define FACTMILL_PIPELINE_SIDECAR_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"
#include "corpus/article.h"
#include "pipeline/walk.h"

namespace factmill {

struct Sidecars {
  std::map<std::string, ArticleHints> of;    // By the article's path within the root.
  std::set<std::string> files;               // The sidecars themselves.
  std::map<std::string, std::string> wrong;  // Sidecars that cannot be used, and why.
};

// The sidecars of a root's files.
Sidecars ReadSidecars(const WalkRoot& root);

// Errors: kInvalid with a clause.
Result<ArticleHints> ParseMetaToml(std::string_view text, const std::string& name);
// By the file's name.
Result<std::map<std::string, ArticleHints>> ParseMetadataCsv(std::string_view text);

bool IsSidecar(std::string_view path);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_SIDECAR_H_
