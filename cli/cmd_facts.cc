// factmill facts: a query without SQL.

#include <cstdio>
#include <memory>

#include "base/diagnostic.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/text.h"
#include "db/open.h"
#include "db/query.h"
#include "extractors/date.h"

namespace factmill {
namespace {

struct Options {
  std::string db = "facts.db";
  std::string kind, unit, metric, min, max, since, until, text, source;
  std::string format = "table";
  int64_t limit = -1;
  bool bom = false, excel = false;
};

Status Usage(const std::string& message) { return Status(Code::kInvalid, message); }

Status ReadKind(const std::string& word, std::optional<Kind>* kind) {
  if (word.empty()) return Status::Ok();
  *kind = KindFromName(word);
  if (*kind) return Status::Ok();
  std::vector<std::string> names;
  for (int k = 0; k < kKinds; ++k) names.emplace_back(KindName(static_cast<Kind>(k)));
  std::string message = "there is no kind '" + word + "'";
  const std::string meant = DidYouMean(word, names);
  if (!meant.empty()) return Usage(message + "; did you mean '" + meant + "'?");
  message += "; the kinds are";
  for (const std::string& name : names) message += " " + name;
  return Usage(message);
}

Status ReadNumber(const char* option, const std::string& word, std::optional<Decimal>* number) {
  if (word.empty()) return Status::Ok();
  *number = Decimal::Parse(word);
  if (*number) return Status::Ok();
  return Usage(fmt::format("{} takes a decimal number such as 1000000, not '{}'", option, word));
}

// A year, month or day becomes its first or last day.
Status ReadDay(const char* option, const std::string& word, bool last, std::string* day) {
  if (word.empty()) return Status::Ok();
  constexpr std::string_view kShape = "dddd-dd-dd";
  bool good = word.size() == 4 || word.size() == 7 || word.size() == 10;
  for (size_t i = 0; good && i < word.size(); ++i) {
    const bool digit = word[i] >= '0' && word[i] <= '9';
    good = kShape[i] == 'd' ? digit : word[i] == kShape[i];
  }
  if (good) {  // 2021-99 has the shape, but is no month.
    good = ParseDay(word + std::string("-01-01").substr(word.size() == 4   ? 0
                                                        : word.size() == 7 ? 3
                                                                           : 6))
               .has_value();
  }
  if (!good) {
    return Usage(
        fmt::format("{} takes a day, month or year such as 2021-05-12, not '{}'", option, word));
  }
  // Compared as text, so day 31 ends any month.
  *day = word + std::string(last ? "-12-31" : "-01-01")
                    .substr(word.size() == 4   ? 0
                            : word.size() == 7 ? 3
                                               : 6);
  return Status::Ok();
}

Result<FactFilter> ReadFilter(const Options& o) {
  FactFilter filter;
  Status status = ReadKind(o.kind, &filter.kind);
  if (status.ok()) status = ReadNumber("--min", o.min, &filter.min);
  if (status.ok()) status = ReadNumber("--max", o.max, &filter.max);
  if (status.ok()) status = ReadDay("--since", o.since, false, &filter.since);
  if (status.ok()) status = ReadDay("--until", o.until, true, &filter.until);
  if (!status.ok()) return status;
  filter.unit = o.unit;
  filter.metric = o.metric;
  filter.text = o.text;
  filter.source = o.source;
  filter.limit = o.limit;
  return filter;
}

std::string Number(const std::optional<Decimal>& number) {
  return number ? number->ToString() : "";
}

// "about 1,200 to 1,500"; a date's EDTF.
std::string ShownValue(const Value& v) {
  if (v.kind == Kind::kDate) return v.edtf;
  std::string text = WithSeparators(Number(v.value));
  if (v.value_max) text += " to " + WithSeparators(Number(v.value_max));
  switch (v.bound) {
    case Bound::kExact: return text;
    case Bound::kAbout: return "~ " + text;
    case Bound::kGreater: return "> " + text;
    case Bound::kLess: return "< " + text;
  }
  return text;
}

std::string RowToJson(const FactRow& row) {
  std::string json;
  JsonObject(&json)
      .Fact(row.fact)
      .Text("fact_key", row.fact_key)
      .TextOrNull("title", row.title)
      .TextOrNull("published", row.published)
      .Text("path", row.path)
      .TextOrNull("member", row.member)
      .Text("sha256", row.sha256)
      .End();
  return json;
}

// Each format takes rows one by one.
class Writer {
 public:
  virtual ~Writer() = default;
  virtual void Row(const FactRow& row) = 0;
  virtual void End() {}
};

class TableWriter : public Writer {
 public:
  TableWriter()
      : table_({{"FACT", 8},
                {"KIND", 8},
                {"VALUE", 40, true},
                {"UNIT", 14},
                {"QUOTE", 32},
                {"METRIC", 20},
                {"PERIOD", 12},
                {"STATUS", 9},
                {"CHANGE", 8},
                {"PUBLISHED", 10},
                {"PATH", 40}}) {}

  void Row(const FactRow& row) override {
    const Value& v = row.fact.value;
    table_.Add({row.fact_key.substr(0, 8), std::string(KindName(v.kind)), ShownValue(v), v.unit,
                row.fact.quote, row.fact.metric, row.fact.period, row.fact.status, row.fact.change,
                row.published, row.path});
  }
  void End() override {
    if (table_.rows() == 0) {
      Print(stderr, "no facts\n");
    } else {
      Print("{}", table_.Render());
    }
  }

 private:
  Table table_;
};

class CsvWriter : public Writer {
 public:
  CsvWriter(bool bom, bool excel) : excel_(excel) {
    if (bom || excel) Print("\xEF\xBB\xBF");
    Print("{}",
          CsvLine({"fact_key", "kind",       "value",       "value_max", "unit",       "approx",
                   "edtf",     "date_start", "date_end",    "metric",    "subject",    "period",
                   "status",   "change",     "change_base", "quote",     "char_start", "char_end",
                   "title",    "published",  "path",        "member",    "sha256",     "rule"}));
  }
  void Row(const FactRow& row) override {
    const Fact& f = row.fact;
    const Value& v = f.value;
    auto text = [this](const std::string& cell) { return excel_ ? GuardFormula(cell) : cell; };
    Print("{}", CsvLine({row.fact_key,
                         std::string(KindName(v.kind)),
                         Number(v.value),
                         Number(v.value_max),
                         text(v.unit),
                         std::string(BoundName(v.bound)),
                         text(v.edtf),
                         v.date_start,
                         v.date_end,
                         text(f.metric),
                         text(f.subject),
                         text(f.period),
                         text(f.status),
                         text(f.change),
                         text(f.change_base),
                         text(f.quote),
                         std::to_string(f.char_start),
                         std::to_string(f.char_end),
                         text(row.title),
                         row.published,
                         text(row.path),
                         text(row.member),
                         row.sha256,
                         text(f.rule)}));
  }

 private:
  bool excel_;
};

class NdjsonWriter : public Writer {
 public:
  void Row(const FactRow& row) override { Print("{}\n", RowToJson(row)); }
};

class JsonWriter : public Writer {
 public:
  void Row(const FactRow& row) override {
    Print("{}{}", any_ ? ",\n " : "[", RowToJson(row));
    any_ = true;
  }
  void End() override { Print("{}", any_ ? "]\n" : "[]\n"); }

 private:
  bool any_ = false;
};

std::unique_ptr<Writer> MakeWriter(const Options& o) {
  if (o.format == "csv") return std::make_unique<CsvWriter>(o.bom, o.excel);
  if (o.format == "ndjson") return std::make_unique<NdjsonWriter>();
  if (o.format == "json") return std::make_unique<JsonWriter>();
  return std::make_unique<TableWriter>();
}

int FactsCommand(const Options& options) {
  auto filter = ReadFilter(options);
  if (!filter.ok()) return Fail(filter.status());
  auto db = OpenForReading(options.db);
  if (!db.ok()) return Fail(db.status());
  const auto writer = MakeWriter(options);
  const Status status = FindFacts(&*db, *filter, [&](const FactRow& row) {
    writer->Row(row);
    return std::ferror(stdout) == 0;
  });
  if (!status.ok()) return Fail(status);
  writer->End();
  return kExitOk;
}

}  // namespace

void AddFactsCommand(CLI::App* app, int* exit) {
  auto o = std::make_shared<Options>();
  CLI::App* command = app->add_subcommand("facts", "Ask for facts without SQL");
  command->add_option("--db", o->db, "The database")->capture_default_str();
  command->add_option("--kind", o->kind, "money, count, percent, measure, date, number");
  command->add_option("--unit", o->unit, "The unit, such as CNY, % or mu");
  command->add_option("--metric", o->metric,
                      "What the figure measures: its words, or its id: registered_capital");
  command->add_option("--min", o->min, "At least this value (a range reaches it)");
  command->add_option("--max", o->max, "At most this value (a range begins below it)");
  command->add_option("--since", o->since, "Published on this day, month or year, or later");
  command->add_option("--until", o->until, "Published on this day, month or year, or earlier");
  command->add_option("--text", o->text, "In articles whose title or text holds this");
  command->add_option("--source", o->source, "In sources whose path matches this GLOB");
  command->add_option("--format", o->format, "table, csv, ndjson or json")
      ->check(CLI::IsMember({"table", "csv", "ndjson", "json"}))
      ->capture_default_str();
  command->add_option("--limit", o->limit, "At most so many facts")
      ->check(CLI::Validator(
          [](std::string& text) {
            const bool good = !text.empty() && text.size() <= 18 &&
                              text.find_first_not_of("0123456789") == std::string::npos;
            return good ? std::string() : "it takes a whole number from 0 on, not '" + text + "'";
          },
          ""));
  command->add_flag("--bom", o->bom, "CSV with a byte order mark, for spreadsheets");
  command->add_flag("--excel", o->excel,
                    "CSV with --bom, and text that would be a formula after an apostrophe");
  command->footer(
      "All conditions must hold. Facts come by path, then by place. In the table,\n"
      "~ is about, > more than, < less than; `factmill show FACT` tells all of one.");
  command->callback([o, exit] { *exit = FactsCommand(*o); });
}

}  // namespace factmill
