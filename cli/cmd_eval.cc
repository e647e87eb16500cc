// factmill eval: cases passed, precision, recall and F1.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>

#include "base/diagnostic.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/text.h"
#include "corpus/reader.h"
#include "extractors/date.h"
#include "pipeline/eval.h"
#include "pipeline/extract.h"

namespace factmill {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> files;
  std::string rules;
  int64_t show_errors = 0;
  bool json = false;
  double min_f1 = 0;
};

// Takes the fields of one JSON object, and remembers the first thing wrong.
class Fields {
 public:
  // `name` is "" for the case itself, or such as "facts[2]".
  Fields(const Json& json, std::string name, std::string* complaint)
      : json_(json), name_(std::move(name)), complaint_(complaint) {
    if (!json_.is_object()) Complain((name_.empty() ? "" : name_ + " is ") + "not a JSON object");
  }

  void Complain(const std::string& what) {
    if (complaint_->empty()) *complaint_ = what;
  }
  // `name_`.key in quotes, as complaints name it.
  std::string Quoted(const char* key) const {
    return fmt::format("\"{}{}{}\"", name_, name_.empty() ? "" : ".", key);
  }
  // Null where it is absent.
  const Json& At(const char* key) const {
    static const Json none;
    const auto at = json_.is_object() ? json_.find(key) : json_.end();
    return at == json_.end() ? none : *at;
  }

  std::string Text(const char* key) {
    const Json& value = At(key);
    if (value.is_string()) return value.get<std::string>();
    Complain(value.is_null() ? "no " + Quoted(key) : Quoted(key) + " is no string");
    return "";
  }
  // "" for null.
  std::string OptionalText(const char* key) { return At(key).is_null() ? "" : Text(key); }
  // A decimal number is a string, so that it is exact; a plain one will do.
  std::string OptionalNumber(const char* key) {
    return At(key).is_number() ? At(key).dump() : OptionalText(key);
  }
  std::vector<std::string> OptionalTexts(const char* key) {
    std::vector<std::string> texts;
    for (const Json& value : OptionalArray(key)) {
      if (!value.is_string()) {
        Complain(Quoted(key) + " holds what is no string");
        break;
      }
      texts.push_back(value.get<std::string>());
    }
    return texts;
  }
  const Json& OptionalArray(const char* key) {
    static const Json none = Json::array();
    const Json& value = At(key);
    if (value.is_array()) return value;
    if (!value.is_null()) Complain(Quoted(key) + " is no array");
    return none;
  }
  CharRange Range() {
    CharRange range;
    Offset("start", &range.start);
    Offset("end", &range.end);
    if (range.start > range.end) Complain(Quoted("start") + " is after its end");
    return range;
  }

 private:
  void Offset(const char* key, uint32_t* offset) {
    const Json& value = At(key);
    if (value.is_number_unsigned() && value.get<uint64_t>() <= UINT32_MAX) {
      *offset = value.get<uint32_t>();
    } else {
      Complain(value.is_null() ? "no " + Quoted(key) : Quoted(key) + " is no offset");
    }
  }

  const Json& json_;
  std::string name_;
  std::string* complaint_;
};

// A case, and what is wanted of it for display only.
struct Item {
  EvalCase eval_case;
  std::vector<std::string> quotes;  // Of its facts.
};

KnownFact ReadFact(Fields* in) {
  KnownFact fact;
  const std::string kind = in->Text("kind");
  if (const auto known = KindFromName(kind)) {
    fact.kind = *known;
  } else {
    in->Complain(fmt::format("{} is no kind of fact: '{}'", in->Quoted("kind"), kind));
  }
  fact.range = in->Range();
  fact.value = in->OptionalNumber("value");
  fact.value_max = in->OptionalNumber("value_max");
  fact.unit = in->OptionalText("unit");
  fact.unit_any = in->OptionalTexts("unit_any");
  fact.edtf = in->OptionalText("edtf");
  fact.edtf_any = in->OptionalTexts("edtf_any");
  const auto words = [&](const char* key, const char* any) {
    std::vector<std::string> texts = in->OptionalTexts(any);
    const std::string first = in->OptionalText(key);
    if (!first.empty()) texts.insert(texts.begin(), first);
    return texts;
  };
  fact.metric = words("metric", "metric_any");
  fact.subject = words("subject", "subject_any");
  return fact;
}

// Leaves what is wrong in `*complaint`, "" if nothing is.
Item ReadItem(const Json& json, std::string* complaint) {
  Item item;
  EvalCase& c = item.eval_case;
  Fields in(json, "", complaint);
  c.id = in.Text("id");
  c.suite = in.Text("suite");
  c.lang = in.Text("lang");
  c.kind = in.Text("kind");
  if (!IsCaseKind(c.kind)) in.Complain("\"kind\" is no kind of case: '" + c.kind + "'");
  c.text = in.Text("text");
  c.reference_date = in.OptionalText("reference_date");
  if (!c.reference_date.empty() && !ParseDay(c.reference_date)) {
    in.Complain("\"reference_date\" is no day like 2021-05-12");
  }
  if (in.At("facts").is_null()) in.Complain("no \"facts\"");
  for (const Json& fact : in.OptionalArray("facts")) {
    Fields fields(fact, fmt::format("facts[{}]", c.facts.size()), complaint);
    c.facts.push_back(ReadFact(&fields));
    item.quotes.push_back(fields.OptionalText("quote"));
  }
  for (const Json& range : in.OptionalArray("ignore")) {
    c.ignore.push_back(
        Fields(range, fmt::format("ignore[{}]", c.ignore.size()), complaint).Range());
  }
  return item;
}

// Appends the cases of `file`.  A malformed line is told of on stderr and sets
// `*malformed`.
Status ReadCases(const std::string& file, std::vector<Item>* items, bool* malformed) {
  std::ifstream opened;
  if (file != "-") opened.open(file);
  std::istream& in = file == "-" ? std::cin : opened;
  if (!in) return {Code::kNotFound, "cannot open " + file};
  std::string line;
  for (size_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    const Json json = Json::parse(line, nullptr, false);
    std::string complaint;
    if (json.is_discarded()) {
      complaint = "not JSON";
    } else {
      Item item = ReadItem(json, &complaint);
      if (complaint.empty()) items->push_back(std::move(item));
    }
    if (!complaint.empty()) {
      *malformed = true;
      Print(stderr, "factmill: error: {}:{}: {}\n", Printable(file), number, Printable(complaint));
    }
  }
  if (in.bad()) return {Code::kNotFound, "cannot read " + file};
  return Status::Ok();
}

std::vector<Fact> FindFacts(const EvalCase& c, const RuleSet& rules) {
  // NUL cannot stand in an article; code points stay where they are.
  std::string text;
  for (char byte : c.text) {
    if (byte == '\0') {
      AppendUtf8(0xFFFD, &text);
    } else {
      text += byte;
    }
  }
  PayloadMap map;
  map.Keep(static_cast<uint32_t>(text.size()));
  const Article article = MakeArticle(std::move(text), std::move(map), {"", c.reference_date, ""});
  return Extract(article, rules, {NeedsAllMentions(c.kind)}).facts;
}

// A fact that was missed, or found where there is none.
struct Mistake {
  std::string id;
  std::string fact;     // "money '5 yuan' 5 CNY".
  std::string context;  // "it cost [5 yuan] in all".
};

Mistake MakeMistake(const EvalCase& c, Kind kind, const std::string& quote,
                    const std::vector<std::string>& words, CharRange range) {
  constexpr uint32_t kAround = 40;
  const auto slice = [&](uint32_t begin, uint32_t end) {
    const size_t from = ByteOffsetOf(c.text, begin);
    std::string piece = c.text.substr(from, ByteOffsetOf(c.text, end) - from);
    std::replace(piece.begin(), piece.end(), '\n', ' ');
    return piece;
  };
  Mistake mistake;
  mistake.id = c.id;
  mistake.fact = fmt::format("{} '{}'", KindName(kind), quote);
  for (const std::string& word : words) {
    if (!word.empty()) mistake.fact += " " + word;
  }
  const uint32_t before = range.start - std::min(range.start, kAround);
  const uint32_t after = range.end + std::min(UINT32_MAX - range.end, kAround);
  mistake.context = slice(before, range.start) + "[" + slice(range.start, range.end) + "]" +
                    slice(range.end, after);
  return mistake;
}

std::string NumberText(const std::optional<Decimal>& number) {
  return number ? number->ToString() : "";
}

struct Outcome {
  EvalTable table;
  size_t missed_count = 0, spurious_count = 0;
  std::vector<Mistake> missed, spurious;  // The first of them.
};

Outcome Evaluate(const std::vector<Item>& items, const RuleSet& rules, size_t show_errors) {
  Outcome out;
  for (const Item& item : items) {
    const EvalCase& c = item.eval_case;
    const std::vector<Fact> found = FindFacts(c, rules);
    const CaseScore score = ScoreCase(c, found);
    out.table.Add(c, found, score);
    out.missed_count += score.missed.size();
    out.spurious_count += score.spurious.size();
    for (size_t i : score.missed) {
      if (out.missed.size() == show_errors) break;
      const KnownFact& f = c.facts[i];
      out.missed.push_back(
          MakeMistake(c, f.kind, item.quotes[i], {f.value, f.value_max, f.unit, f.edtf}, f.range));
    }
    for (size_t i : score.spurious) {
      if (out.spurious.size() == show_errors) break;
      const Value& v = found[i].value;
      out.spurious.push_back(MakeMistake(
          c, v.kind, found[i].quote,
          {NumberText(v.value), NumberText(v.value_max), v.unit, v.edtf, "by " + found[i].rule},
          {found[i].char_start, found[i].char_end}));
    }
  }
  return out;
}

std::string RatioText(const std::optional<double>& ratio) {
  return ratio ? fmt::format("{:.3f}", *ratio) : "-";
}

void PrintTable(const EvalTable& table) {
  Table shown({{"SUITE", 40},
               {"LANG", 10},
               {"KIND", 20},
               {"CASES", 10, true},
               {"PASSED", 10, true},
               {"GOLD", 10, true},
               {"FOUND", 10, true},
               {"RIGHT", 10, true},
               {"PRECISION", 10, true},
               {"RECALL", 10, true},
               {"F1", 10, true}});
  const auto add = [&](const EvalRow& row, bool part) {
    shown.Add({row.suite, row.lang, row.kind, part ? "" : std::to_string(row.cases),
               part ? "" : std::to_string(row.passed), std::to_string(row.gold),
               std::to_string(row.found), std::to_string(row.right), RatioText(row.Precision()),
               RatioText(row.Recall()), RatioText(row.F1())});
  };
  for (const EvalRow& row : table.Rows()) add(row, row.cases == 0);
  EvalRow total = table.Total();
  total.suite = "total";
  add(total, false);
  Print("{}", shown.Render());
}

// How well it is told what figures measure, and whom they are about.
void PrintAttribution(const EvalTable& table) {
  const auto rows = table.Attribution();
  if (rows.empty()) return;
  Table shown({{"SUITE", 40},
               {"LANG", 10},
               {"ATTRIBUTE", 20},
               {"KNOWN", 10, true},
               {"RIGHT", 10, true},
               {"ACCURACY", 10, true},
               {"TOLD", 10, true},
               {"PRECISION", 10, true}});
  for (const AttributionRow& row : rows) {
    shown.Add({row.suite, row.lang, row.role, std::to_string(row.known), std::to_string(row.right),
               RatioText(row.Accuracy()), std::to_string(row.told), RatioText(row.Precision())});
  }
  Print("\n{}", shown.Render());
}

void PrintMistakes(const char* what, size_t count, const std::vector<Mistake>& mistakes) {
  Print("\n{} {}\n", count, what);
  for (const Mistake& m : mistakes) {
    Print("  {}  {}\n    {}\n", Printable(m.id), Printable(m.fact), Printable(m.context));
  }
}

Json RowToJson(const EvalRow& row) {
  const auto ratio = [](const std::optional<double>& r) { return r ? Json(*r) : Json(nullptr); };
  return Json{{"suite", row.suite},
              {"lang", row.lang},
              {"kind", row.kind},
              {"cases", row.cases},
              {"passed", row.passed},
              {"gold", row.gold},
              {"found", row.found},
              {"right", row.right},
              {"precision", ratio(row.Precision())},
              {"recall", ratio(row.Recall())},
              {"f1", ratio(row.F1())}};
}

Json MistakesToJson(const std::vector<Mistake>& mistakes) {
  Json json = Json::array();
  for (const Mistake& m : mistakes) {
    json.push_back(Json{{"id", m.id}, {"fact", m.fact}, {"context", m.context}});
  }
  return json;
}

void PrintJson(const Outcome& outcome, bool mistakes) {
  Json json;
  json["rows"] = Json::array();
  for (const EvalRow& row : outcome.table.Rows()) json["rows"].push_back(RowToJson(row));
  json["total"] = RowToJson(outcome.table.Total());
  for (const char* key : {"suite", "lang", "kind"}) json["total"].erase(key);
  const auto attribution = outcome.table.Attribution();
  if (!attribution.empty()) {
    const auto ratio = [](const std::optional<double>& r) { return r ? Json(*r) : Json(nullptr); };
    json["attribution"] = Json::array();
    for (const AttributionRow& row : attribution) {
      json["attribution"].push_back(Json{{"suite", row.suite},
                                         {"lang", row.lang},
                                         {"attribute", row.role},
                                         {"known", row.known},
                                         {"right", row.right},
                                         {"told", row.told},
                                         {"accuracy", ratio(row.Accuracy())},
                                         {"precision", ratio(row.Precision())}});
    }
  }
  if (mistakes) {
    json["missed"] = MistakesToJson(outcome.missed);
    json["spurious"] = MistakesToJson(outcome.spurious);
  }
  Print("{}\n", ToLine(json));
}

int EvalCommand(const Options& options) {
  std::vector<Item> items;
  bool malformed = false;
  for (const std::string& file : options.files) {
    const Status status = ReadCases(file, &items, &malformed);
    if (!status.ok()) return Fail(status);
  }
  const auto rules = LoadRulesOrComplain(options.rules);
  if (!rules) return kExitUsage;
  const Outcome outcome = Evaluate(items, *rules, static_cast<size_t>(options.show_errors));
  if (options.json) {
    PrintJson(outcome, options.show_errors > 0);
  } else {
    PrintTable(outcome.table);
    PrintAttribution(outcome.table);
    if (options.show_errors > 0) {
      PrintMistakes("missed", outcome.missed_count, outcome.missed);
      PrintMistakes("spurious", outcome.spurious_count, outcome.spurious);
    }
  }
  const auto f1 = outcome.table.Total().F1();
  const bool low = f1.value_or(0) < options.min_f1;
  if (low) {
    Print(stderr, "factmill: error: F1 over all is {}, below {}\n", RatioText(f1), options.min_f1);
  }
  return malformed || low ? kExitSomeFailed : kExitOk;
}

}  // namespace

void AddEvalCommand(CLI::App* app, int* exit) {
  auto o = std::make_shared<Options>();
  CLI::App* command =
      app->add_subcommand("eval", "Cases passed, precision, recall and F1 on known answers");
  command->add_option("CASES", o->files, "Files of cases, one JSON object a line; - is stdin")
      ->required();
  command->add_option("--rules", o->rules, "Folder or file of rules; default: the built-in ones");
  command
      ->add_option("--show-errors", o->show_errors,
                   "Up to so many facts that were missed, and as many that were wrongly found")
      ->check(CLI::Range(0, 1000000000));
  command->add_flag("--json", o->json, "One JSON object instead of the table");
  command->add_option("--min-f1", o->min_f1, "Exit code 1 if F1 over all is below this")
      ->check(CLI::Range(0.0, 1.0));
  command->footer(
      "A case: {\"id\", \"suite\", \"lang\", \"kind\", \"text\", \"reference_date\"?, \"facts\": "
      "[...],\n"
      "\"ignore\"?: [...]}. Its kind is money, count, percent, measure, date, number, ordinal\n"
      "or number-range, and facts of other kinds are left aside; or article, all kinds.\n"
      "A malformed line is told of and left out; the exit code is 1 then.");
  command->callback([o, exit] { *exit = EvalCommand(*o); });
}

}  // namespace factmill
