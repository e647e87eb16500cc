// factmill show: one fact, with everything that it rests on.

#include <algorithm>
#include <memory>

#include "base/utf8.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/text.h"
#include "db/open.h"
#include "db/query.h"

namespace factmill {
namespace {

constexpr int kLinesAround = 2;
constexpr size_t kCharsAround = 200;  // Of a line longer than that.

// Where the line before the one that begins at `begin` begins; 0 at the first.
size_t LineBefore(std::string_view text, size_t begin) {
  if (begin < 2) return 0;
  const size_t at = text.rfind('\n', begin - 2);
  return at == std::string_view::npos ? 0 : at + 1;
}

size_t LineEnd(std::string_view text, size_t at) {
  return std::min(text.find('\n', at), text.size());
}

// The last, or with `front` the first, characters of a long text.
std::string Clipped(std::string_view text, bool front) {
  const size_t count = CountCodePoints(text);
  if (count <= kCharsAround) return std::string(text);
  if (front) return std::string(text.substr(0, ByteOffsetOf(text, kCharsAround))) + "…";
  return "…" + std::string(text.substr(ByteOffsetOf(text, count - kCharsAround)));
}

// The lines around [begin, end), the quote between ⟦ and ⟧.
void PrintContext(std::string_view text, size_t begin, size_t end) {
  size_t line = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;  // npos + 1 is 0.
  size_t from = line;
  for (int i = 0; i < kLinesAround; ++i) from = LineBefore(text, from);
  auto print = [](const std::string& one) { Print("{}\n", one.empty() ? "  |" : "  | " + one); };
  auto shown = [&print](std::string_view lines) {  // Whole lines, each ended by '\n'.
    while (!lines.empty()) {
      const size_t at = LineEnd(lines, 0);
      print(Printable(Clipped(lines.substr(0, at), true)));
      lines.remove_prefix(std::min(at + 1, lines.size()));
    }
  };
  auto whole = [](std::string_view part) {  // A quote may run over a line's end.
    return Printable(part);
  };
  shown(text.substr(from, line - from));
  const size_t last = LineEnd(text, end);
  print(whole(Clipped(text.substr(line, begin - line), false)) + "⟦" +
        whole(text.substr(begin, end - begin)) + "⟧" +
        whole(Clipped(text.substr(end, last - end), true)));
  size_t to = last;
  for (int i = 0; i < kLinesAround && to < text.size(); ++i) to = LineEnd(text, to + 1);
  if (last < text.size()) shown(text.substr(last + 1, to - last - 1));
}

std::string Meaning(const Value& v) {
  if (v.kind == Kind::kDate) {
    std::string text = v.edtf;
    if (!v.date_start.empty() || !v.date_end.empty()) {
      text += fmt::format(" ({} to {})", v.date_start.empty() ? "open" : v.date_start,
                          v.date_end.empty() ? "open" : v.date_end);
    }
    return text;
  }
  std::string text = v.value ? v.value->ToString() : "";
  if (v.value_max) text += " to " + v.value_max->ToString();
  if (!v.unit.empty()) text += " " + v.unit;
  return text + (v.inexact ? " (rounded)" : "");
}

std::string Places(const std::vector<PayloadSpan>& pieces) {
  std::string text;
  for (const PayloadSpan& piece : pieces) {
    text += fmt::format("{}{}-{}", text.empty() ? "" : ", ", piece.begin, piece.end);
  }
  return text;
}

void Line(const char* name, const std::string& value) {
  if (!value.empty()) Print("{:<10}{}\n", name, Printable(value));
}

// "registered_capital, from "注册资本" at 12-16 (metric.money.before)" for a role.
void AttributeLine(const Fact& fact, const char* role, const std::string& value) {
  std::string text = value;
  for (const Attribute& a : fact.attributes) {
    if (a.role != role) continue;
    if (a.role == "metric" && !a.canonical.empty()) text = a.canonical;
    text += fmt::format(", from \"{}\" at {}-{} ({})", a.words, a.char_start, a.char_end, a.rule);
  }
  Line(role, text);
}

// "part_of 12 kilns (1f2e3d4c)", or from the other side "(…) is part_of this".
std::string LinkText(const LinkedFact& link) {
  const std::string other = fmt::format("\"{}\" ({})", link.quote, link.fact_key.substr(0, 12));
  return link.outgoing ? link.relation + " " + other : other + " is " + link.relation + " this";
}

int ShowCommand(const std::string& path, const std::string& key) {
  auto db = OpenForReading(path);
  if (!db.ok()) return Fail(db.status());
  auto detail = ShowFact(&*db, key);
  if (!detail.ok()) return Fail(detail.status());
  const FactDetail& d = *detail;
  const Fact& f = d.row.fact;
  Line("fact", d.row.fact_key);
  Line("kind", std::string(KindName(f.value.kind)));
  Line("value", Meaning(f.value));
  Line("approx", std::string(BoundName(f.value.bound)));
  AttributeLine(f, "metric", f.metric);
  AttributeLine(f, "subject", f.subject);
  AttributeLine(f, "period", f.period);
  AttributeLine(f, "status", f.status);
  AttributeLine(f, "change", f.change);
  AttributeLine(f, "base", f.change_base);
  for (const LinkedFact& link : d.links) Line("link", LinkText(link));
  Line("title", d.row.title);
  Line("published", d.row.published);
  Print("\n");
  const size_t begin = ByteOffsetOf(d.text, f.char_start);
  PrintContext(
      d.text, begin,
      begin + ByteOffsetOf(std::string_view(d.text).substr(begin), f.char_end - f.char_start));
  Print("\n");
  for (const FactSource& s : d.sources) {
    Line("source", s.path + (s.member.empty() ? "" : " : " + s.member) + " (" + s.state + ", in " +
                       s.root + ")");
  }
  Line("bytes", Places(f.pieces) + " of sha256 " + d.row.sha256 + " (" + d.charset + ")");
  Line("chars", fmt::format("{}-{}", f.char_start, f.char_end));
  Line("rule", fmt::format("{} ({}:{})", f.rule, d.rule_file, d.rule_line));
  Line("run", fmt::format("{} by factmill {}, rules {}, ICU {} (Unicode {}), RE2 {}, SQLite {}",
                          d.run_started, d.version, d.rules_sha256.substr(0, 12), d.icu, d.unicode,
                          d.re2, d.sqlite));
  return kExitOk;
}

}  // namespace

void AddShowCommand(CLI::App* app, int* exit) {
  auto db = std::make_shared<std::string>("facts.db");
  auto key = std::make_shared<std::string>();
  CLI::App* command =
      app->add_subcommand("show", "Show a fact in its context, its source, rule and run");
  command->add_option("FACT", *key, "A fact's key, or its first 6 digits or more")->required();
  command->add_option("--db", *db, "The database")->capture_default_str();
  command->callback([db, key, exit] { *exit = ShowCommand(*db, *key); });
}

}  // namespace factmill
