// factmill read: what factmill sees in a file, a JSON line an article.
#include <cstdio>
#include <memory>

#include "base/sha256.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/text.h"
#include "corpus/reader.h"
#include "pipeline/read_file.h"

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

Status Read(const std::string& path) {
  Payload payload;
  payload.media_type = path == "-" ? "text/plain" : MediaTypeOf(path);
  if (path == "-") {
    auto bytes = ReadStdin();
    if (!bytes.ok()) return bytes.status();
    payload.bytes = std::move(*bytes);
  } else {
    auto file = ReadFile(path, kMostBytes);
    if (!file.ok()) return file.status();
    payload.bytes = std::move(file->bytes);
  }
  if (payload.media_type.empty()) {
    return Status(Code::kUnreadable, "nothing here reads such files (by the end of its name)");
  }
  payload.sha256 = Sha256Hex(payload.bytes);
  auto articles = ReadPayload(payload);
  if (!articles.ok()) return articles.status();
  for (const Article& a : *articles) {
    const Json line = {{"path", path},
                       {"member", nullptr},
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

int ReadCommand(const std::vector<std::string>& paths) {
  int exit = kExitOk;
  for (const std::string& path : paths) {
    const Status status = Read(path);
    if (status.ok()) continue;
    std::fprintf(stderr, "factmill: error: %s: %s\n", Printable(path).c_str(),
                 status.message().c_str());
    exit = kExitSomeFailed;
  }
  return exit;
}

}  // namespace

void AddReadCommand(CLI::App* app, int* exit) {
  auto paths = std::make_shared<std::vector<std::string>>();
  CLI::App* command =
      app->add_subcommand("read", "Print what factmill sees in files, a JSON line an article");
  command->add_option("FILE", *paths, "Files to read; - is stdin, as plain text")->required();
  command->callback([paths, exit] { *exit = ReadCommand(*paths); });
}

}  // namespace factmill
