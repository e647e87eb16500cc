#include "pipeline/gone_files.h"

#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace factmill {
namespace {

// The paths of a root at which there is a source.
std::unordered_set<std::string_view> MetBy(const WalkRoot& root, const Sidecars& sidecars) {
  std::unordered_set<std::string_view> met;
  for (const WalkEntry& entry : root.entries) {
    // A sidecar is there, but no source; one that was refused stands as it is.
    const bool sidecar = sidecars.files.count(entry.path) > 0;
    if (!sidecar || sidecars.wrong.count(entry.path)) met.insert(entry.path);
  }
  return met;
}

bool IsUnlisted(const WalkRoot& root, const std::string& path) {
  return std::any_of(root.unlisted.begin(), root.unlisted.end(), [&](const std::string& folder) {
    return folder.empty() || path.rfind(folder + "/", 0) == 0;
  });
}

}  // namespace

std::vector<const KnownFile*> GoneFiles(const WalkRoot& root, const Sidecars& sidecars,
                                        const std::vector<KnownFile>& known) {
  std::vector<const KnownFile*> gone;
  if (!root.whole) return gone;
  const auto met = MetBy(root, sidecars);
  for (const KnownFile& file : known) {
    if (file.gone || met.count(file.path)) continue;
    if (IsHidden(file.path) && access((root.path + "/" + file.path).c_str(), F_OK) == 0) continue;
    if (!IsUnlisted(root, file.path)) gone.push_back(&file);
  }
  std::sort(gone.begin(), gone.end(),
            [](const KnownFile* a, const KnownFile* b) { return a->path < b->path; });
  return gone;
}

}  // namespace factmill
