// JSON: files of objects, and the article in one object.
#include <algorithm>

#include "base/ascii.h"
#include "corpus/charset.h"
#include "corpus/container.h"
#include "corpus/fields.h"
#include "corpus/json_scan.h"
#include "corpus/media_type.h"
#include "corpus/reader.h"

namespace factmill {
namespace {

// The media type by which objects of this file are read again.
std::string ObjectType(std::string_view first_bytes, const ContainerOptions& options) {
  const Charset charset = DetectCharset(first_bytes, "");
  MediaType type;
  type.essence = "application/json";
  // A guess from one line would be less sure.
  if (charset.name != "utf-8") type.parameters["charset"] = charset.name;
  for (const auto& [role, name] : options.fields) type.parameters[role] = name;
  return type.ToString();
}

// Without a byte order mark and white space around.
std::string_view Bare(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return TrimAscii(text);
}

std::string TooLarge(uint64_t size, const ContainerOptions& options) {
  return "it has " + std::to_string(size) + " bytes, more than the limit of " +
         std::to_string(options.max_article_bytes) + " for an article";
}

// Cuts values out of a stream of JSON, of any size.
class ValueCutter {
 public:
  ValueCutter(BufferedSource* in, bool wide, const ContainerOptions& options)
      : in_(in), wide_(wide), options_(options) {}

  // The next byte that is no space; 0 at the end.
  char Next() {
    while (true) {
      const std::string_view ahead = in_->Peek(1);
      if (ahead.empty()) return '\0';
      const char c = ahead[0];
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') return c;
      in_->Skip(1);
    }
  }

  // The value that begins here, whatever it is; false if the file ends in it.
  // Of one that is too large no more than is allowed is kept.
  bool Cut(std::string* value, uint64_t* size) {
    value->clear();
    *size = 0;
    int depth = 0;
    bool in_string = false, escaped = false, trail = false;
    while (true) {
      const std::string_view ahead = in_->Peek(1);
      if (ahead.empty()) return false;
      const char c = ahead[0];
      // Between values of a list.
      if (depth == 0 && !in_string && *size > 0 && (c == ',' || c == ']' || c == '}')) return true;
      in_->Skip(1);
      ++*size;
      if (value->size() <= options_.max_article_bytes) *value += c;
      if (trail) {
        trail = false;  // The second byte of a character may be a backslash.
      } else if (wide_ && static_cast<unsigned char>(c) >= 0x81) {
        trail = true;
      } else if (escaped) {
        escaped = false;
      } else if (in_string) {
        escaped = c == '\\';
        if (c == '"') in_string = false;
        if (c == '"' && depth == 0) return true;
      } else if (c == '"') {
        in_string = true;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if (c == '}' || c == ']') {
        if (--depth <= 0) return true;
      }
    }
  }

 private:
  BufferedSource* in_;
  const bool wide_;  // Characters of two bytes, GB18030 or Big5.
  const ContainerOptions& options_;
};

}  // namespace

void WalkJsonLines(BufferedSource* in, const ContainerOptions& options, MemberVisitor* visitor) {
  MemberHead head;
  head.media_type = ObjectType(in->Peek(1 << 16), options);
  for (uint64_t number = 1;; ++number) {
    head.offset = in->taken();
    head.locator = "line " + std::to_string(number);
    const auto line = in->ReadLine(options.max_article_bytes + 2);
    bool go_on = true;
    if (line.size > 0 && !line.ended) {
      go_on = visitor->OnRefused({head.locator, head.offset, in->error().message(), false});
      return;
    }
    if (line.size == 0) {
      if (!in->error().ok()) {
        visitor->OnRefused(
            {"@" + std::to_string(head.offset), head.offset, in->error().message(), false});
      }
      return;
    }
    const std::string_view object = Bare(line.bytes);
    if (line.size > options.max_article_bytes + 2) {
      go_on = visitor->OnRefused({head.locator, head.offset, TooLarge(line.size, options), false});
    } else if (!object.empty()) {
      go_on = visitor->OnPayload(head, std::string(object));
    }
    if (!go_on) return;
  }
}

void WalkJson(BufferedSource* in, const ContainerOptions& options, MemberVisitor* visitor) {
  MemberHead head;
  const std::string_view first = in->Peek(1 << 16);
  head.media_type = ObjectType(first, options);
  if (first.starts_with("\xEF\xBB\xBF")) in->Skip(3);
  ValueCutter cutter(in, ParseMediaType(head.media_type).Parameter("charset") != "", options);
  const bool list = cutter.Next() == '[';
  if (list) in->Skip(1);
  for (uint64_t number = 1;; ++number) {
    char c = cutter.Next();
    if (list && c == ',') {
      in->Skip(1);
      c = cutter.Next();
    }
    if (list && c == ']') return;
    head.offset = in->taken();
    head.locator = "item " + std::to_string(number);
    if (c == '\0' && !list && in->error().ok()) return;
    std::string value;
    uint64_t size;
    if (c == '\0' || !cutter.Cut(&value, &size)) {
      const std::string reason = in->error().ok()
                                     ? "the file ends early, at byte " + std::to_string(in->taken())
                                     : in->error().message();
      visitor->OnRefused({head.locator, head.offset, reason, false});
      return;
    }
    if (size == 0) in->Skip(1);  // A bracket too many.
    const bool go_on =
        size > options.max_article_bytes
            ? visitor->OnRefused({head.locator, head.offset, TooLarge(size, options), false})
            : visitor->OnPayload(head, std::string(Bare(value)));
    if (!go_on) return;
  }
}

Result<std::vector<Article>> ReadJsonObject(const Payload& payload, const MediaType& type) {
  Charset charset;
  auto decoded = DecodePayload(payload, type, &charset);
  if (!decoded.ok()) return decoded.status();
  std::map<std::string, std::string> given = type.parameters;
  given.erase("charset");
  std::map<std::string, FieldPlace> fields;
  std::map<std::string, size_t> ranks;
  const Status status = ScanJsonObject(decoded->text, [&](const JsonValue& value) {
    if (value.begin == value.end) return;
    for (const std::string& role : FieldRoles()) {
      size_t rank;
      if (!value.is_string && role != "date") continue;
      if (!IsField(value.path, role, given, &rank)) continue;
      if (ranks.count(role) && ranks[role] <= rank) continue;
      ranks[role] = rank;
      fields[role] = {std::string(value.path), value.begin, value.end};
    }
  });
  if (!status.ok()) return status;
  if (!fields.count("text")) {
    return Status(Code::kUnreadable,
                  "it has no field with text, such as `text` or `content`: name it with "
                  "--map text=NAME");
  }
  auto article = MakeFieldArticle(*decoded, fields, UnescapeJsonAt, payload.known);
  if (!article.ok()) return article.status();
  return OnlyArticle(std::move(*article), charset, decoded->replaced);
}

}  // namespace factmill
