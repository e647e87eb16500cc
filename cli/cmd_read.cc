// factmill read: what factmill sees in a file, a JSON line an article.
#include <cstdio>
#include <memory>

#include "base/sha256.h"
#include "cli/command.h"
#include "cli/container_options.h"
#include "cli/json.h"
#include "cli/text.h"
#include "corpus/container.h"
#include "corpus/hints.h"
#include "corpus/reader.h"
#include "pipeline/file_source.h"
#include "pipeline/read_file.h"
#include "pipeline/sidecar.h"

namespace factmill {
namespace {

using Json = nlohmann::ordered_json;

Json TextOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Result<std::string> ReadStdin() {
  std::string bytes;
  char buffer[1 << 16];
  while (const size_t n = std::fread(buffer, 1, sizeof buffer, stdin)) {
    bytes.append(buffer, n);
    if (bytes.size() > static_cast<size_t>(kMostBytes)) {
      return Status(Code::kUnreadable, "it has more than 256 MiB");
    }
  }
  if (std::ferror(stdin)) return Status(Code::kUnreadable, "it cannot be read");
  if (bytes.empty()) return Status(Code::kUnreadable, "it is empty");
  return bytes;
}

// Prints the articles of one payload.
Status Print(const std::string& path, const std::string& member, Payload payload,
             const ContainerOptions& options) {
  payload.sha256 = Sha256Hex(payload.bytes);
  auto articles = ReadPayload(payload, Deadline(options.max_seconds));
  if (!articles.ok()) return articles.status();
  for (const Article& a : *articles) {
    const Json line = {{"path", path},
                       {"member", TextOrNull(member)},
                       {"sha256", payload.sha256},
                       {"charset", a.charset},
                       {"lang", TextOrNull(a.lang)},
                       {"title", TextOrNull(a.title.value)},
                       {"date", TextOrNull(a.published.value)},
                       {"author", TextOrNull(a.author.value)},
                       {"site", TextOrNull(a.site.value)},
                       {"url", TextOrNull(a.url.value)},
                       {"text", Slice(std::string_view(a.text), a.main)}};
    std::printf("%s\n", ToLine(line).c_str());
  }
  return Status::Ok();
}

void Complain(const std::string& path, const std::string& member, const std::string& reason) {
  const std::string name = path + (member.empty() ? "" : " : " + member);
  std::fprintf(stderr, "factmill: error: %s: %s\n", Printable(name).c_str(), reason.c_str());
}

// Prints members as they come.
class PrintingSink : public MemberSink {
 public:
  PrintingSink(const std::string& path, const ArticleHints& hints, const ContainerOptions& options)
      : path_(path), hints_(hints), options_(options) {}
  bool Take(FoundMember member) override {
    member.payload.known = Merged(hints_, member.payload.known);
    const Status status = Print(path_, member.member, std::move(member.payload), options_);
    if (!status.ok()) Fail(member.member, status.message());
    return true;
  }
  bool Refuse(RefusedMember member) override {
    Fail(member.member, member.reason);
    return true;
  }
  void PassOver(const std::string&) override {}
  bool failed() const { return failed_; }

 private:
  void Fail(const std::string& member, const std::string& reason) {
    Complain(path_, member, reason);
    failed_ = true;
  }

  const std::string& path_;
  const ArticleHints& hints_;
  const ContainerOptions& options_;
  bool failed_ = false;
};

// What the sidecars beside the file say of it.
ArticleHints HintsOf(const std::string& path) {
  auto roots = Walk({path}, {});
  if (!roots.ok() || roots->size() != 1 || roots->front().entries.size() != 1) return {};
  auto sidecars = ReadSidecars(roots->front());
  return sidecars.of[roots->front().entries.front().path];
}

// False if something failed, which was said.
bool Read(const std::string& path, const ContainerOptions& options) {
  auto failed = [&](const Status& status) {
    if (!status.ok()) Complain(path, "", status.message());
    return status.ok();
  };
  Payload payload;
  payload.media_type = "text/plain";
  if (path == "-") {
    auto bytes = ReadStdin();
    if (!bytes.ok()) return failed(bytes.status());
    payload.bytes = std::move(*bytes);
    return failed(Print(path, "", std::move(payload), options));
  }
  payload.known = HintsOf(path);
  const std::string container = ContainerTypeOf(path, FirstBytes(path));
  if (!container.empty()) {
    auto file = FileSource::Open(path);
    if (!file.ok()) return failed(file.status());
    PrintingSink sink(path, payload.known, options);
    WalkContainer(file->get(), path, container, options, &sink);
    return !sink.failed();
  }
  payload.media_type = MediaTypeOf(path);
  auto file = ReadFile(path, kMostBytes);
  if (!file.ok()) return failed(file.status());
  payload.bytes = std::move(file->bytes);
  if (payload.media_type.empty()) {
    return failed(
        Status(Code::kUnreadable, "nothing here reads such files (by the end of its name)"));
  }
  return failed(Print(path, "", std::move(payload), options));
}

struct Options {
  std::vector<std::string> paths, map;
  ContainerOptions containers;
};

int ReadCommand(Options options) {
  const Status mapped = ReadFieldMap(options.map, &options.containers);
  if (!mapped.ok()) return Fail(mapped);
  int exit = kExitOk;
  for (const std::string& path : options.paths) {
    if (!Read(path, options.containers)) exit = kExitSomeFailed;
  }
  return exit;
}

}  // namespace

void AddReadCommand(CLI::App* app, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app->add_subcommand("read", "Print what factmill sees in files, a JSON line an article");
  command->add_option("FILE", options->paths, "Files to read; - is stdin, as plain text")
      ->required();
  AddContainerOptions(command, &options->containers, &options->map);
  command->callback([options, exit] { *exit = ReadCommand(*options); });
}

}  // namespace factmill
