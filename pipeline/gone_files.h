// Which files an ingest no longer meets.
#ifndef FACTMILL_PIPELINE_GONE_FILES_H_
#define FACTMILL_PIPELINE_GONE_FILES_H_

#include <vector>

#include "pipeline/ingest.h"
#include "pipeline/sidecar.h"
#include "pipeline/walk.h"

namespace factmill {

// Of the files that are `known` below a root those that are not there any more, by path; none
// where the root was not walked whole.  Below a folder that could not be listed nobody knows; a
// hidden file, named itself once, is asked for.  The pointers lead into `known`.
std::vector<const KnownFile*> GoneFiles(const WalkRoot& root, const Sidecars& sidecars,
                                        const std::vector<KnownFile>& known);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_GONE_FILES_H_
