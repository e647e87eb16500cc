// CSV (RFC 4180): files with a first row of names, and the article in one row.
#include <algorithm>

#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/container.h"
#include "corpus/csv.h"
#include "corpus/fields.h"
#include "corpus/media_type.h"
#include "corpus/reader.h"

namespace factmill {
namespace {

const std::map<std::string, char> kDelimiters = {{"comma", ','}, {"tab", '\t'}, {"semicolon", ';'}};

void UnescapeCsvAt(std::string_view field, size_t at, size_t* size, std::string* out) {
  *size = static_cast<size_t>(Utf8Size(static_cast<unsigned char>(field[at])));
  *size = std::min(*size, field.size() - at);
  *out += field.substr(at, *size);
  if (field.substr(at, 2) == "\"\"") *size = 2;
}

// A row with its line break; more lines than one where a cell has them.
BufferedSource::Line ReadRow(BufferedSource* in, size_t limit) {
  BufferedSource::Line row = in->ReadLine(limit);
  const auto odd = [](std::string_view line) {
    return std::count(line.begin(), line.end(), '"') % 2 != 0;
  };
  bool open = odd(row.bytes);
  while (row.ended && row.size <= limit && open) {
    auto more = in->ReadLine(limit);
    open ^= odd(more.bytes);
    if (more.size == 0) {
      row.ended = false;
      break;
    }
    row.bytes += more.bytes;
    row.size += more.size;
    row.ended = more.ended;
  }
  return row;
}

// The media type by which rows of this file are read again.
Result<std::string> RowType(std::string_view header, const Charset& charset,
                            const ContainerOptions& options) {
  auto decoded = Decode(header, charset.name);
  if (!decoded.ok()) return decoded.status();
  MediaType type;
  type.essence = "text/csv";
  if (charset.name != "utf-8") type.parameters["charset"] = charset.name;
  std::string best = "comma";
  for (const auto& [name, c] : kDelimiters) {
    if (std::count(header.begin(), header.end(), c) >
        std::count(header.begin(), header.end(), kDelimiters.at(best))) {
      best = name;
    }
  }
  if (best != "comma") type.parameters["delimiter"] = best;
  const auto cells = SplitCsvRow(decoded->text, kDelimiters.at(best));
  std::map<std::string, size_t> ranks;
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string name = UnescapeCsv(cells[i].Of(decoded->text));
    for (const std::string& role : FieldRoles()) {
      size_t rank;
      if (!IsField(name, role, options.fields, &rank)) continue;
      if (ranks.count(role) && ranks[role] <= rank) continue;
      ranks[role] = rank;
      type.parameters[role] = std::to_string(i + 1);
    }
  }
  if (!ranks.count("text")) {
    return Status(Code::kUnreadable,
                  "no column is called `text` or `content`: name it with --map text=NAME");
  }
  return type.ToString();
}

}  // namespace

void WalkCsv(BufferedSource* in, const ContainerOptions& options, MemberVisitor* visitor) {
  const size_t limit = options.max_article_bytes + 2;
  const Charset charset = DetectCharset(in->Peek(1 << 16), "");
  auto refuse = [&](const std::string& reason) { visitor->OnRefused({"row 1", 0, reason, false}); };
  const auto header = ReadRow(in, 1 << 20);
  if (!header.ended) return refuse(in->error().ok() ? "it has no rows" : in->error().message());
  auto type = RowType(header.bytes, charset, options);
  if (!type.ok()) return refuse(type.status().message());
  MemberHead head;
  head.media_type = *type;
  for (uint64_t number = 2;; ++number) {
    head.offset = in->taken();
    head.locator = "row " + std::to_string(number);
    auto row = ReadRow(in, limit);
    if (row.size == 0) {
      if (!in->error().ok()) {
        visitor->OnRefused(
            {"@" + std::to_string(head.offset), head.offset, in->error().message(), false});
      }
      return;
    }
    bool go_on = true;
    if (row.size > limit) {
      go_on = visitor->OnRefused(
          {head.locator, head.offset,
           "the row has " + std::to_string(row.size) + " bytes, more than the limit for an article",
           false});
    } else if (!row.ended) {
      go_on = visitor->OnRefused(
          {head.locator, head.offset,
           in->error().ok() ? "the file ends in a cell, at byte " + std::to_string(in->taken())
                            : in->error().message(),
           false});
    } else {
      while (!row.bytes.empty() && (row.bytes.back() == '\n' || row.bytes.back() == '\r')) {
        row.bytes.pop_back();
      }
      if (!row.bytes.empty()) go_on = visitor->OnPayload(head, std::move(row.bytes));
    }
    if (!go_on) return;
  }
}

Result<std::vector<Article>> ReadCsvRow(const Payload& payload, const MediaType& type) {
  Charset charset;
  auto decoded = DecodePayload(payload, type, &charset);
  if (!decoded.ok()) return decoded.status();
  const auto named = kDelimiters.find(type.Parameter("delimiter"));
  const auto cells = SplitCsvRow(decoded->text, named == kDelimiters.end() ? ',' : named->second);
  std::map<std::string, FieldPlace> fields;
  for (const std::string& role : FieldRoles()) {
    const std::string column = type.Parameter(role);
    const size_t number = column.empty() || column.size() > 6 ||
                                  column.find_first_not_of("0123456789") != std::string::npos
                              ? 0
                              : std::stoul(column);
    if (number == 0 || number > cells.size()) continue;
    const CsvCell& cell = cells[number - 1];
    if (cell.begin < cell.end) fields[role] = {"column " + column, cell.begin, cell.end};
  }
  if (!fields.count("text")) return Status(Code::kUnreadable, "its text is empty");
  auto article = MakeFieldArticle(*decoded, fields, UnescapeCsvAt, payload.known);
  if (!article.ok()) return article.status();
  return OnlyArticle(std::move(*article), charset, decoded->replaced);
}

}  // namespace factmill
