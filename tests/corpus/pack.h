// Makes containers, for tests.
#ifndef FACTMILL_TESTS_CORPUS_PACK_H_
#define FACTMILL_TESTS_CORPUS_PACK_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/container.h"

namespace factmill {

using Files = std::vector<std::pair<std::string, std::string>>;  // Names and bytes.

std::string Gzip(std::string_view bytes);
std::string Zstd(std::string_view bytes);
// Names are written as the bytes they are.
std::string Zip(const Files& files);
std::string Tar(const Files& files);
// A name ending in '@' is a symbolic link to its bytes.
inline bool IsLinkName(std::string_view name) { return name.ends_with('@'); }

// A record with its line breaks.  `more` are header lines.
std::string WarcRecord(std::string_view type, std::string_view block, std::string_view more = "");
// A response whose body is a text.
std::string WarcPage(std::string_view url, std::string_view body, std::string_view http = "",
                     std::string_view more = "");

// What a walk finds.
struct Collected : MemberSink {
  std::vector<FoundMember> found;
  std::vector<RefusedMember> refused;
  std::vector<std::string> passed_over;

  bool Take(FoundMember member) override {
    found.push_back(std::move(member));
    return true;
  }
  bool Refuse(RefusedMember member) override {
    refused.push_back(std::move(member));
    return true;
  }
  void PassOver(const std::string& what) override { passed_over.push_back(what); }

  // "a.txt=...;" for all that was found, and "!a.txt: reason;" for what was refused.
  std::string Members() const {
    std::string text;
    for (const FoundMember& m : found) text += m.member + "=" + m.payload.bytes + ";";
    return text;
  }
  std::string Refusals() const {
    std::string text;
    for (const RefusedMember& m : refused) text += m.member + ": " + m.reason + ";";
    return text;
  }
};

Collected WalkBytes(std::string_view name, std::string_view bytes,
                    const ContainerOptions& options = {});

}  // namespace factmill

#endif  // FACTMILL_TESTS_CORPUS_PACK_H_
